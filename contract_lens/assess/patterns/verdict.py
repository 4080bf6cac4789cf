"""How a pattern turns a score into a verdict with its reasons."""

from __future__ import annotations

from collections.abc import Iterable

from contract_lens.assess.case import Case
from contract_lens.assess.findings import quote_all
from contract_lens.assess.paper import Provision
from contract_lens.assessment import Essential, Finding, Pattern


def pronounce(
    case: Case,
    code: str,
    *,
    score: float,
    reasons_for: Iterable[str],
    reasons_against: Iterable[str],
    evidence: Iterable[Provision] = (),
    findings: Iterable[Finding] = (),
    essentials: Iterable[Essential] = (),
) -> Pattern:
    """Return the pattern with its verdict; empty reasons are left out, the provisions behind it quoted."""
    measure = case.weights.measure
    quoted = (*findings, *quote_all(evidence, most=measure.evidence))
    rounded = round(score, 3)
    return Pattern(
        flagged=rounded >= case.weights.labels[code].threshold,
        score=rounded,
        reasons_for=tuple(reason for reason in reasons_for if reason),
        reasons_against=tuple(reason for reason in reasons_against if reason),
        evidence=_distinct(quoted)[: measure.evidence],
        threshold=case.weights.labels[code].threshold,
        essentials=tuple(essentials),
    )


def _distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple({(finding.start, finding.end): finding for finding in findings}.values())
