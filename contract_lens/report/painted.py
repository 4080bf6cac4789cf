"""A document's whole text cut into clauses and gaps, with the deciding words marked, for HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_lens.assessment import Assessment, Clause
from contract_lens.clause import PassageKind, Stance
from contract_lens.report import wording
from contract_lens.report.plain_words import time_words
from contract_lens.report.view import clause_anchor
from contract_lens.report.wording import StanceStyle

#: Passages that are form: a greeting is no contempt, whatever a model sees in it.
_FORM = frozenset(
    {PassageKind.HEADER, PassageKind.SIGNATURE, PassageKind.TITLE, PassageKind.PARTIES, PassageKind.CONTENTS}
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one clause; ``is_why`` if they decided its stance."""

    text: str
    is_why: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Text between clauses; it belongs to none and is shown without a mark."""

    text: str


@dataclass(frozen=True, slots=True)
class Painted:
    """One clause as it is shown.

    Attributes:
        anchor: Id of its element.
        style: Look of its stance.
        clause: The clause itself.
        symmetry: Words for its symmetry, or empty.
        time: When it was said, or empty.
        kind: Words for what it is if it is no ordinary clause, or empty.
        jobs: Codes and words of its functions.
        runs: Its text in order.
    """

    anchor: str
    style: StanceStyle
    clause: Clause
    symmetry: str
    time: str
    kind: str
    jobs: tuple[tuple[str, str], ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of the filter: its code, its words, and how many clauses it shows."""

    code: str
    words: str
    count: int
    icon: str = ""


def paint(assessment: Assessment, ordinal: int) -> tuple[Painted | Gap, ...]:
    """Return the whole text of a document as clauses and gaps, in order.

    Joined, the texts are ``assessment.text``. If the text is not at hand (a report read back from JSON),
    the clauses' own texts are shown without the gaps.
    """
    return tuple(_paint(assessment, ordinal))


def _paint(assessment: Assessment, ordinal: int) -> Iterator[Painted | Gap]:
    text, reached = assessment.text, 0
    for position, clause in sorted(enumerate(assessment.clauses, start=1), key=lambda item: item[1].start):
        if not text:
            yield _painted(clause, clause.text, clause.start, clause_anchor(ordinal, position))
            continue
        start, end = max(clause.start, reached), min(clause.end, len(text))
        if text[reached:start].strip():
            yield Gap(text[reached:start])
        yield _painted(clause, text[start : max(start, end)], start, clause_anchor(ordinal, position))
        reached = max(reached, end)
    if text[reached:].strip():
        yield Gap(text[reached:])


def _painted(clause: Clause, words: str, start: int, anchor: str) -> Painted:
    if clause.kind in _FORM:
        quiet = wording.STANCES[Stance.NEUTRAL]
        kind = wording.KINDS.get(clause.kind, "")
        return Painted(anchor, quiet, clause, "", time_words(clause.time), kind, (), (Run(words),))
    return Painted(
        anchor=anchor,
        style=wording.STANCES[clause.stance.label],
        clause=clause,
        symmetry=wording.SYMMETRIES[clause.symmetry],
        time=time_words(clause.time),
        kind=wording.KINDS.get(clause.kind, ""),
        jobs=tuple([(score.code, wording.function_name(score.code)) for score in clause.functions]),
        runs=_runs(words, [(first - start, last - start) for first, last in clause.evidence]),
    )


def _stance_of(clause: Clause) -> Stance:
    return Stance.NEUTRAL if clause.kind in _FORM else clause.stance.label


def _runs(words: str, spans: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    reached, length = 0, len(words)
    for first, last in sorted(spans):
        start, end = max(first, reached), min(last, length)
        if start >= end:
            continue
        if start > reached:
            runs.append(Run(words[reached:start]))
        runs.append(Run(words[start:end], is_why=True))
        reached = end
    if reached < length:
        runs.append(Run(words[reached:]))
    return tuple(runs)


def stance_choices(documents: Sequence[Assessment]) -> tuple[Choice, ...]:
    """Return a filter button for every stance that occurs."""
    counts = Counter(_stance_of(clause) for document in documents for clause in document.clauses)
    return tuple(
        Choice(style.code, style.word, counts[stance], style.icon)
        for stance, style in wording.STANCES.items()
        if counts[stance]
    )


def function_choices(documents: Sequence[Assessment]) -> tuple[Choice, ...]:
    """Return a filter button for every function that occurs, the most frequent first."""
    counts = Counter(
        score.code
        for document in documents
        for clause in document.clauses
        for score in clause.functions
        if clause.kind not in _FORM
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Choice(code, wording.function_name(code), count) for code, count in ranked)
