"""What a report says and in which order, before any format: every renderer builds on these records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from contract_lens.assessment import (
    LABELS,
    Assessment,
    Branding,
    Clause,
    Coverage,
    DocumentKind,
    Finding,
    Index,
    Pattern,
    StanceSummary,
)
from contract_lens.clause import PassageKind, Stance
from contract_lens.deal import DealReport
from contract_lens.report import wording
from contract_lens.report.plain_words import quotable, time_words, unmarked
from contract_lens.report.wording import StanceStyle


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands.

    Attributes:
        anchor: Id of the clause's element in the HTML report; empty if the clause is not known.
        words: How a lawyer cites it: ``14.2 Termination, p. 12``.
    """

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class LabelView:
    """One label with everything that speaks for and against it."""

    code: str
    name: str
    meaning: str
    adverse: bool
    flagged: bool
    score: float
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    evidence: tuple[Quote, ...]
    threshold: float = 0.5
    turns: tuple[str, ...] = ()
    essentials: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IndexView:
    """One index with its level in words."""

    code: str
    title: str
    meaning: str
    group: str
    value: float
    level: str
    evidence: tuple[Quote, ...]
    percentile: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a document has one stance, 0 to 1."""

    style: StanceStyle
    share: float


@dataclass(frozen=True, slots=True)
class Look:
    """A clause to look at first: why, and its telling words."""

    style: StanceStyle
    why: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What a reader must know of a paper before its terms, and where the paper says so."""

    text: str
    quote: Quote | None


class Places:
    """Finds the clause of every finding of a report.

    Args:
        documents: The documents in the order of the report; the n-th one's clauses get anchors ``dN-M``.
    """

    def __init__(self, documents: Sequence[Assessment]) -> None:
        self._clauses: dict[tuple[str, str], tuple[str, Clause]] = {}
        for ordinal, document in enumerate(documents, start=1):
            for position, clause in enumerate(document.clauses, start=1):
                known = (clause_anchor(ordinal, position), clause)
                self._clauses.setdefault((document.path, clause.id), known)

    def of_clause(self, clause: Clause, path: str) -> Place:
        """Return the place of a clause of the document at ``path``."""
        anchor, _ = self._clauses.get((path, clause.id), ("", clause))
        return Place(anchor, cite(clause))

    def of_finding(self, finding: Finding, path: str = "") -> Place:
        """Return the place of a finding; ``path`` is its document where the finding does not say."""
        where = finding.document or path
        known = self._clauses.get((where, finding.clause))
        if known is None:
            return Place("", f"p. {finding.page}" if finding.page else "")
        words = cite(known[1], page=finding.page)
        return Place(known[0], f"{name_of(where)}: {words}" if finding.document else words)


def clause_anchor(ordinal: int, position: int) -> str:
    """Return the id of a clause's element: both count from 1."""
    return f"d{ordinal}-{position}"


def talk_and_paper(report: DealReport) -> tuple[tuple[str, float | None, str], ...]:
    """Return the stance of a deal's talk and of its paper, each with why there is none."""
    kinds = {document.kind for document in report.documents if document.status.was_read}
    return tuple(
        (name, score, "not scored: see below" if kind in kinds else "none among the documents")
        for name, score, kind in (
            ("Talk", report.deal.communication_stance, DocumentKind.COMMUNICATION),
            ("Paper", report.deal.contract_stance, DocumentKind.AGREEMENT),
        )
    )


def name_of(path: str) -> str:
    """Return the last part of a path, or the path if it has none."""
    return PurePath(path).name or path


def cite(clause: Clause, *, page: int | None = None) -> str:
    """Return how a reader finds the clause: ``14.2 Termination, p. 12`` or ``Dana Reyes (Hexmoor), 00:12``.

    A clause without number and heading is named by its first words.
    """
    page = page or clause.page
    if clause.speaker:
        side = f" ({clause.side})" if clause.side and clause.side != clause.speaker else ""
        return ", ".join(part for part in (clause.speaker + side, time_words(clause.time)) if part)
    is_title = clause.kind is PassageKind.TITLE
    name = (
        ""
        if is_title
        else " ".join(part for part in (clause.number, shorten(unmarked(clause.heading[:200]), 60)) if part)
    )
    name = name or wording.KINDS.get(clause.kind) or f"“{quotable(shorten(unmarked(clause.text[:200]), 28))}”"
    return f"{name}, p. {page}" if page else name


def shorten(text: str, length: int) -> str:
    """Return ``text`` on one line of at most ``length`` characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line.rfind(" ", length // 2, length - 1)
    return line[: cut if cut > 0 else length - 1].rstrip(" ,;:") + "…"


def documents_of(report: Assessment | DealReport) -> tuple[Assessment, ...]:
    """Return the documents of a deal, or the one document itself."""
    return report.documents if isinstance(report, DealReport) else (report,)


def title_of(report: Assessment | DealReport) -> str:
    """Return the name that heads a report."""
    if isinstance(report, DealReport):
        return report.deal.name or "Deal"
    return report.title or name_of(report.path)


def verdict(report: Assessment | DealReport) -> str:
    """Return the one sentence that a reader takes away."""
    if isinstance(report, DealReport):
        return _deal_verdict(report)
    if report.problem is not None or not report.status.was_read:
        return f"Not read: {_why_unread(report)}."
    if report.not_scored:
        return f"Not scored: {report.not_scored}."
    if report.kind is DocumentKind.COMMUNICATION:
        score = report.stance.score if report.stance else 0.0
        return f"The tone {wording.leans(score)}."
    return _agreement_verdict(report)


def notices_of(report: Assessment, places: Places) -> tuple[NoticeView, ...]:
    """Return what stands under the verdict; what the verdict itself says is not said again."""
    said = ("amends",) if report.not_scored else ()
    return tuple(
        NoticeView(
            one.text,
            next(iter(quotes_of((replace(found, text=shorten(found.text, 240)),), places, report.path)))
            if (found := next(iter(one.evidence), None))
            else None,
        )
        for one in report.notices
        if one.code not in said
    )


def _why_unread(report: Assessment) -> str:
    if report.problem is None:
        return wording.STATUSES[report.status]
    cause = report.problem.cause
    # Most causes are said of the file ("is empty"); some name their own subject.
    has_subject = cause.startswith(("the ", "there ", "part ", "line "))
    return cause if has_subject else f"the file {cause}"


def _agreement_verdict(report: Assessment) -> str:
    score = report.stance.score if report.stance else 0.0
    return _name_against_terms(
        report.labels, report.calls_itself, f"a contract whose wording {wording.leans(score)}"
    )


def _name_against_terms(labels: Sequence[str], calls_itself: Branding, unlabelled: str) -> str:
    called = wording.BRANDING[calls_itself]
    held = [code for code in wording.LABELS if code in labels]
    lead = held[0] if held else ""
    reads = wording.LABELS[lead].reads_as if lead else f"{unlabelled}, with no pattern standing out"
    also = "".join(f"; {wording.LABELS[code].also}" for code in held[1:])
    if called:
        joint = {"collaborative": " and", "transactional": " but"}.get(lead, ";")
        return f"Calls itself {called}{joint} reads as {reads}{also}."
    if lead == "collaborative":
        return f"Does not call itself an alliance, yet reads as one{also}."
    return f"Reads as {reads}{also}."


def _deal_verdict(report: DealReport) -> str:
    talk, paper = report.deal.communication_stance, report.deal.contract_stance
    names = [one.calls_itself for one in report.documents if one.calls_itself is not Branding.NONE]
    unscored = next((one.not_scored for one in report.documents if _is_unscored_paper(one)), "")
    if paper is None and unscored:
        return f"Not scored: {unscored}.{'' if talk is None else f' The talk {wording.leans(talk)}.'}"
    terms = _name_against_terms(report.deal.labels, names[0] if names else Branding.NONE, "a deal")
    if talk is None or paper is None:
        return f"{terms} No {'communication' if talk is None else 'agreement'} was read."
    if wording.leaning(talk) == wording.leaning(paper):
        return f"{terms} Talk and paper agree: both are {wording.leaning(talk)}."
    return f"{terms} The talk {wording.leans(talk)}, the paper {wording.leans(paper)}."


def _is_unscored_paper(report: Assessment) -> bool:
    return report.kind is DocumentKind.AGREEMENT and bool(report.not_scored)


def divergence_words(divergence: float) -> str:
    """Return what a divergence says: ``the talk is warmer than the paper``."""
    if abs(divergence) < 0.1:
        return "the talk is about as warm as the paper"
    return f"the talk is {'warmer' if divergence > 0 else 'colder'} than the paper"


def labels_of(patterns: Mapping[str, Pattern], places: Places, path: str = "") -> tuple[LabelView, ...]:
    """Return the labels, flagged ones first, each group by falling score."""
    order = {code: place for place, code in enumerate(wording.LABELS)}
    known = [(code, pattern) for code, pattern in patterns.items() if code in LABELS]
    known.sort(key=lambda item: (not item[1].flagged, -item[1].score, order[item[0]]))
    return tuple(_label(code, pattern, places, path) for code, pattern in known)


def _label(code: str, pattern: Pattern, places: Places, path: str) -> LabelView:
    style = wording.LABELS[code]
    return LabelView(
        code=code,
        name=style.name,
        meaning=style.meaning,
        adverse=style.adverse,
        flagged=pattern.flagged,
        score=pattern.score,
        reasons_for=pattern.reasons_for,
        reasons_against=pattern.reasons_against,
        evidence=quotes_of(pattern.evidence, places, path),
        threshold=pattern.threshold,
        turns=tuple(turn.text for turn in pattern.turns),
        essentials=tuple(
            (wording.ESSENTIALS.get(one.code, one.code), one.state, one.looked_for)
            for one in pattern.essentials
        ),
    )


def quotes_of(findings: Iterable[Finding], places: Places, path: str = "") -> tuple[Quote, ...]:
    """Return findings as quotations with their places."""
    return tuple(Quote(unmarked(finding.text), places.of_finding(finding, path)) for finding in findings)


def indices_of(indices: Mapping[str, Index], places: Places, path: str = "") -> tuple[IndexView, ...]:
    """Return the indices in the order of the wording table."""
    return tuple(
        IndexView(
            code=code,
            title=style.title,
            meaning=style.meaning,
            group=style.group,
            value=indices[code].value,
            level=wording.level(indices[code].value),
            evidence=quotes_of(indices[code].evidence, places, path),
            percentile=indices[code].percentile,
        )
        for code, style in wording.INDICES.items()
        if code in indices
    )


def shares_of(stance: StanceSummary) -> tuple[Share, ...]:
    """Return the shares of a stance in the order of a bar; a share of nothing is left out."""
    shares = (
        (Stance.ADVERSARIAL, stance.adversarial),
        (Stance.NEUTRAL, stance.neutral),
        (Stance.UNDECIDED, stance.undecided),
        (Stance.COLLABORATIVE, stance.collaborative),
    )
    return tuple(Share(wording.STANCES[code], share) for code, share in shares if share > 0)


def reading_notes(assessment: Assessment) -> tuple[str, ...]:
    """Return what a reader must know about how much of the document was read."""
    coverage = assessment.coverage
    notes: list[str] = []
    if coverage.pages_without_text and not any("without text" in warning for warning in assessment.warnings):
        pages = ", ".join(str(page) for page in coverage.pages_without_text[:12])
        more = "" if len(coverage.pages_without_text) <= 12 else " and more"
        notes.append(f"No text found on {counted(len(coverage.pages_without_text), 'page')}: {pages}{more}.")
    notes[:0] = _shares(coverage)
    kept_out = [
        f"{wording.left_out_name(why)} ({n:,} characters)" for why, n in coverage.left_out.items() if n
    ]
    not_read = [f"{wording.left_out_name(why)} ({n:,} bytes)" for why, n in coverage.unread.items() if n]
    if not_read:
        notes.append(f"Not read: {', '.join(not_read)}.")
    if assessment.members:
        shown = ", ".join(assessment.members[:5]) + (" and more" if len(assessment.members) > 5 else "")
        notes.append(f"Holds {counted(len(assessment.members), 'document')} of its own, read apart: {shown}.")
    if kept_out:
        notes.append(f"Left out of the text: {', '.join(kept_out)}.")
    if assessment.stance and assessment.stance.undecided >= 0.005:
        notes.append(f"{assessment.stance.undecided:.0%} of the words are in passages left undecided.")
    notes.extend(sentence(warning) for warning in assessment.warnings)
    return tuple(notes)


def _shares(coverage: Coverage) -> list[str]:
    """Say which part of the file was read, where it was not all of it."""
    parts = []
    if coverage.share_of_pages is not None and coverage.share_of_pages < 1:
        parts.append(f"{coverage.share_of_pages:.0%} of the pages that have something on them")
    if coverage.share_of_bytes < 1:
        parts.append(f"{coverage.share_of_bytes:.1%} of the bytes")
    return [f"Read: {' and '.join(parts)}."] if parts else []


def sentence(words: str) -> str:
    """Return ``words`` with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.rstrip()[-1:] in ('.', '!', '?', '…') else '.'}"


def size_of(assessment: Assessment) -> str:
    """Return how much was read: ``23 pages, 9,412 words, 141 clauses``."""
    coverage = assessment.coverage
    noun = "clause" if assessment.kind is DocumentKind.AGREEMENT else "passage"
    parts = [counted(coverage.pages, "page")] if coverage.pages else []
    parts += [counted(coverage.words, "word")] if coverage.words else []
    return ", ".join([*parts, counted(len(assessment.clauses), noun)])


def counted(number: int, noun: str) -> str:
    """Return ``1 page``, ``1,200 pages``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
