"""A label that holds, clause by clause, with a fingerprint that outlives a new version of the paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contract_lens.agreement import Finding, Pattern
from contract_lens.assessment import Assessment, Clause
from contract_lens.deal import DealReport


@dataclass(frozen=True, slots=True)
class Flag:
    """One clause behind one label that holds; or the label alone, where no clause stands behind it.

    Attributes:
        label: Code of the label.
        path: The document.
        fingerprint: 16 hex digits of label and wording. The same clause in another file or another place has
            the same one; a clause whose words change gets another.
        score: Score of the label, 0 to 1.
        reason: First sentence that speaks for the label.
        text: The words quoted; empty for a label alone.
        start: First character in the document's text.
        end: One past the last.
        clause: ``id`` of the clause.
        number: Number and heading of the clause.
        page: Page from 1, or ``None``.
    """

    label: str
    path: str
    fingerprint: str
    score: float
    reason: str
    text: str = ""
    start: int = 0
    end: int = 0
    clause: str = ""
    number: str = ""
    page: int | None = None


def flags_of(report: Assessment | DealReport) -> tuple[Flag, ...]:
    """Return the labels that hold, clause by clause, in the order of the record.

    Args:
        report: A document with its clauses, or a deal; those of its documents are apart.
    """
    if isinstance(report, DealReport):
        clauses = {(one.path, clause.id): clause for one in report.documents for clause in one.clauses}
        where = report.documents[0].path if report.documents else report.deal.name
        return tuple(_flags(report.deal.patterns, report.deal.labels, where, report.deal.name, clauses))
    clauses = {(report.path, clause.id): clause for clause in report.clauses}
    return tuple(_flags(report.patterns, report.labels, report.path, report.sha256, clauses))


def _flags(
    patterns: Mapping[str, Pattern],
    labels: Iterable[str],
    path: str,
    whole: str,
    clauses: Mapping[tuple[str, str], Clause],
) -> Iterable[Flag]:
    for label in labels:
        pattern = patterns.get(label)
        score, reason = (pattern.score, next(iter(pattern.reasons_for), "")) if pattern else (0.0, "")
        if pattern is None or not pattern.evidence:
            yield Flag(label, path, fingerprint(label, whole), score, reason)
            continue
        for finding in pattern.evidence:
            yield _flag(label, score, reason, finding, finding.document or path, clauses)


def _flag(
    label: str,
    score: float,
    reason: str,
    finding: Finding,
    path: str,
    clauses: Mapping[tuple[str, str], Clause],
) -> Flag:
    clause = clauses.get((path, finding.clause))
    number = " ".join(part for part in (clause.number, clause.heading) if part) if clause else ""
    wording = clause.text if clause and clause.text else finding.text
    return Flag(
        label=label,
        path=path,
        fingerprint=fingerprint(label, wording),
        score=score,
        reason=reason,
        text=finding.text,
        start=finding.start,
        end=finding.end,
        clause=finding.clause,
        number=number,
        page=finding.page,
    )


def fingerprint(label: str, wording: str) -> str:
    """Return 16 hex digits for a label and the wording behind it; case and white space do not count."""
    plain = " ".join(wording.casefold().split())
    return hashlib.sha256(f"{label}\0{plain}".encode("utf-8", "replace")).hexdigest()[:16]
