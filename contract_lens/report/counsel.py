"""Scorecard, gaps and advice as a reader sees them: words and places, before any format."""

from __future__ import annotations

from dataclasses import dataclass

from contract_lens.assessment import Advice, Assessment, Column, Outlook
from contract_lens.report import wording
from contract_lens.report.view import Places, Quote, cite, quotes_of, shorten
from contract_lens.taxonomy.advice import load_advice

#: How a line of the scorecard leans, in words.
LEANS = {
    "alliance": "reads like an alliance",
    "supplier": "reads like a supplier",
    "mixed": "mixed",
    "silent": "hardly anything is said",
}

#: How far a question is answered, in words, the most pressing first.
STATES = {
    "open": "open",
    "negated": "ruled out",
    "mention": "only mentioned",
    "answered": "answered",
}

#: A smaller move of an index is no effect that a reader should act on.
_LEAST_MOVE = 1.0


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of a line of the scorecard."""

    title: str
    says: str
    evidence: tuple[Quote, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the scorecard."""

    question: str
    leans: str
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True)
class GapView:
    """One question of the joint planning session."""

    name: str
    code: str
    state: str
    looked_in: str
    question: str
    practice: str
    source: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """How one index moves."""

    title: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class AdviceView:
    """What to change in one clause."""

    quote: Quote
    change: str
    advice: Advice
    moves: tuple[Move, ...]
    labels: str


@dataclass(frozen=True, slots=True)
class Counsel:
    """What there is to do about one agreement."""

    lines: tuple[LineView, ...]
    gaps: tuple[GapView, ...]
    unanswered: int
    advice: tuple[AdviceView, ...]
    judged: int
    moves: tuple[Move, ...]
    labels: str


def counsel_of(assessment: Assessment, places: Places) -> Counsel:
    """Return scorecard, gaps and advice of one document; empty for a communication."""
    path = assessment.path
    gaps = tuple(
        GapView(
            gap.name,
            gap.state,
            STATES[gap.state],
            gap.looked_in,
            gap.question,
            gap.practice,
            gap.source,
            quotes_of(gap.evidence, places, path),
        )
        for gap in sorted(assessment.gaps, key=lambda gap: list(STATES).index(gap.state))
    )
    return Counsel(
        lines=tuple(
            LineView(
                line.question,
                LEANS[line.leans],
                (
                    _column("Supplier", line.supplier, places, path, leads=line.leans == "supplier"),
                    _column("Alliance", line.alliance, places, path, leads=line.leans == "alliance"),
                ),
            )
            for line in assessment.scorecard
        ),
        gaps=gaps,
        unanswered=sum(gap.code != "answered" for gap in gaps),
        advice=tuple(_advice(one, assessment, places) for one in assessment.advice),
        judged=sum(one.outlook is not None for one in assessment.advice),
        moves=moves_of(assessment, assessment.outlook),
        labels=labels_after(assessment, assessment.outlook),
    )


def _column(title: str, column: Column, places: Places, path: str, *, leads: bool) -> ColumnView:
    return ColumnView(title, column.says, quotes_of(column.evidence, places, path), leads)


def _advice(one: Advice, assessment: Assessment, places: Places) -> AdviceView:
    (quote,) = quotes_of((one.quote,), places, assessment.path)
    return AdviceView(
        quote=quote,
        change=change_name(one.change),
        advice=one,
        moves=moves_of(assessment, one.outlook),
        labels=labels_after(assessment, one.outlook),
    )


def change_name(code: str) -> str:
    """Return what a change is called: ``make it mutual``."""
    kinds = load_advice().changes
    return kinds[code].name if code in kinds else code


def moves_of(assessment: Assessment, outlook: Outlook | None) -> tuple[Move, ...]:
    """Return the indices that an outlook moves by a point or more, the largest move first."""
    if outlook is None:
        return ()
    moves = [
        Move(wording.INDICES[name].title, assessment.indices[name].value, after)
        for name, after in outlook.indices.items()
        if name in assessment.indices and name in wording.INDICES
    ]
    told = [move for move in moves if abs(move.after - move.before) >= _LEAST_MOVE]
    return tuple(sorted(told, key=lambda move: -abs(move.after - move.before)))


def labels_after(assessment: Assessment, outlook: Outlook | None) -> str:
    """Return how the labels change, or an empty text where they stay."""
    if outlook is None or set(outlook.labels) == set(assessment.labels):
        return ""
    lost = [wording.LABELS[code].name.lower() for code in assessment.labels if code not in outlook.labels]
    won = [wording.LABELS[code].name.lower() for code in outlook.labels if code not in assessment.labels]
    parts = [f"no longer {' or '.join(lost)}"] if lost else []
    return ", ".join([*parts, *([f"then {' and '.join(won)}"] if won else [])])


def comparison(assessment: Assessment, *, most: int = 3) -> str:
    """Return where the agreement stands out among its peers, in one sentence; empty if nowhere."""
    peers = assessment.peers
    told = [
        (index.percentile, wording.INDICES[code].title)
        for code, index in assessment.indices.items()
        if index.percentile and code in wording.INDICES  # "more than 0 %" tells nothing
    ]
    if peers is None or not told:
        return ""
    far = sorted(told, key=lambda item: -abs(item[0] - 50))[:most]
    most_of_all = [title.lower() for percent, title in far if percent >= 100]
    more = [f"{title.lower()} than {percent} %" for percent, title in far if 50 <= percent < 100]
    less = [f"{percent} % show less {title.lower()}" for percent, title in far if percent < 50]
    these = f"{peers.agreements} {peers.name}"
    if not most_of_all and not more:
        return f"Of {these} only {', '.join(less)}."
    rest = f"; of these only {', '.join(less)}" if less else ""
    if not most_of_all:
        return f"Shows more {', '.join(more)} of {these}{rest}."
    others = f"; more {', '.join(more)} of them" if more else ""
    return f"Shows more {' and '.join(most_of_all)} than any of {these}{others}{rest}."


def _first(assessment: Assessment) -> str:
    one = assessment.advice[0]
    clause = next((clause for clause in assessment.clauses if clause.id == one.clause), None)
    where = f"{cite(clause)}: " if clause else ""
    return f"{where}{change_name(one.change)}."


def brief(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Return the few lines that a one-minute summary has room for: name and words."""
    if not assessment.gaps and not assessment.advice:
        return ()
    lines = [("Compared", words)] if (words := comparison(assessment)) else []
    unanswered = [gap.name.lower() for gap in assessment.gaps if gap.state != "answered"]
    if unanswered:
        more = f" and {len(unanswered) - 5} more" if len(unanswered) > 5 else ""
        lines.append(("Left open", f"{', '.join(unanswered[:5])}{more}."))
    if assessment.advice:
        lines.append(("Start with", _first(assessment)))
    judged = [one for one in assessment.advice if one.outlook is not None]
    moves = moves_of(assessment, assessment.outlook)[:3]
    if judged and moves:
        told = ", ".join(f"{move.title.lower()} {move.before:.0f} to {move.after:.0f}" for move in moves)
        labels = labels_after(assessment, assessment.outlook)
        clauses = f"{len(judged)} hardest clauses" if len(judged) > 1 else "hardest clause"
        lines.append(("If changed", f"the {clauses} as advised: {told}{'; ' + labels if labels else ''}."))
    if assessment.own_weights:
        lines.append(("Weights", f"your own: {shorten('; '.join(assessment.own_weights), 160)}."))
    return tuple(lines)
