"""What a report says of a deal beyond its labels: topics, course of the talk, gridlock, stage of life."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from contract_lens.deal import Deal, DealReport, Trajectory, Voice
from contract_lens.report import wording
from contract_lens.report.plain_words import date_words, unmarked
from contract_lens.report.view import Places, Quote, name_of, quotes_of

#: How a reader calls the stages of a deal's life.
STAGES = {
    "development": "In development",
    "launch": "Launch",
    "learning": "Learning",
    "mature": "Mature",
    "unknown": "Cannot be told",
}

#: What stands beside a table of people.
VOICES_CAVEAT = "Few passages each; pressure put politely is often missed (docs: accuracy)."
TOO_LITTLE = "too little to say"

_LEAST_UTTERANCES = 5  # below, one sentence that is misread turns the sign


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic in talk and paper."""

    name: str
    talk: float | None
    paper: float | None
    divergence: float | None
    utterances: int
    clauses: int
    talk_quotes: tuple[Quote, ...]
    paper_quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """One turning point."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One date of the course, placed in a drawing 200 wide (dates) and 100 high (stance)."""

    x: float
    y: float
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Course:
    """The course of the talk."""

    text: str
    marks: tuple[Mark, ...]
    line: str
    turns: tuple[Turned, ...]
    drifts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Stuck:
    """One sign of gridlock."""

    name: str
    passages: int
    remedy: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """The stage of the deal's life."""

    name: str
    reasons: tuple[str, ...]
    asks: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class DealView:
    """Everything of this page's middle part."""

    topics: tuple[TopicRow, ...]
    course: Course | None
    stuck: tuple[Stuck, ...]
    stage: Stage | None
    notes: tuple[str, ...]


def deal_view(deal: Deal, places: Places) -> DealView:
    """Return what the page says of a deal; its texts stay untrusted until the template escapes them."""
    led = tuple(f"{sign.name} in {sign.passages} passages" for sign in deal.gridlock)
    return DealView(
        topics=tuple(
            TopicRow(
                one.name,
                one.talk,
                one.paper,
                one.divergence,
                one.utterances,
                one.clauses,
                quotes_of(one.talk_evidence, places),
                quotes_of(one.paper_evidence, places),
            )
            for one in deal.topics
        ),
        course=None if deal.trajectory is None else _course(deal.trajectory, places),
        stuck=tuple(
            Stuck(sign.name, sign.passages, sign.remedy, quotes_of(sign.evidence, places))
            for sign in deal.gridlock
        ),
        stage=_stage(deal, places),
        # A sign of gridlock has a card of its own; it need not stand among the warnings as well.
        notes=tuple(
            unmarked(warning)
            for warning in deal.warnings
            if not any(warning.startswith(name) for name in led)
        ),
    )


def _stage(deal: Deal, places: Places) -> Stage | None:
    cycle = deal.life_cycle
    if cycle is None:
        return None
    return Stage(
        STAGES.get(cycle.stage, cycle.stage), cycle.reasons, cycle.asks, quotes_of(cycle.evidence, places)
    )


def _course(course: Trajectory, places: Places) -> Course:
    marks = _marks(course)
    return Course(
        text=course.text,
        marks=marks,
        line=" ".join(f"{mark.x},{mark.y}" for mark in marks),
        turns=tuple(Turned(turn.text, quotes_of(turn.evidence, places)) for turn in course.turning_points),
        drifts=tuple(
            (
                drift.name,
                "" if drift.side == drift.name else drift.side,
                f"{drift.change:+.2f} over {drift.dates} dates",
            )
            for drift in (*course.sides, *course.voices)
            if drift.change is not None
        ),
    )


def _marks(course: Trajectory) -> tuple[Mark, ...]:
    try:
        days = [datetime.date.fromisoformat(point.date).toordinal() for point in course.points]
    except ValueError:  # a record of another program; the words are still shown
        return ()
    span = max(days[-1] - days[0], 1) if days else 1
    return tuple(
        Mark(
            x=round((day - days[0]) / span * 180 + 10, 1),
            y=round(50 - point.stance * 42, 1),
            text=(
                f"{date_words(point.date)}: {point.stance:+.2f} {wording.leaning(point.stance)}, "
                f"{point.utterances} utterances"
            ),
            tone="adversarial" if point.stance < 0 else "collaborative",
        )
        for day, point in zip(days, course.points, strict=True)
    )


def advise(deal: Deal, *, most: int = 2) -> list[tuple[str, str]]:
    """Return what there is to do about the talk, name and words: what is stuck first, then the next stage."""
    lines = [("Unblock", f"{sign.name}: {sign.remedy}") for sign in deal.gridlock[:most] if sign.remedy]
    if deal.life_cycle is not None and deal.life_cycle.asks:
        lines.append(("This stage asks", deal.life_cycle.asks))
    return lines


def brief(deal: Deal) -> list[tuple[str, str]]:
    """Return the short lines for the terminal: name and words."""
    lines: list[tuple[str, str]] = []
    apart = [one for one in deal.topics if one.divergence is not None and one.divergence >= 0.3]
    if apart:
        told = (f"{one.name.lower()} {one.divergence:+.2f}" for one in apart[:3])
        lines.append(("Talk warmer on", ", ".join(told)))
    if deal.trajectory is not None:
        lines.append(("Course", deal.trajectory.text))
        lines += [("  turn", turn.text) for turn in deal.trajectory.turning_points[:2]]
    if deal.life_cycle is not None:
        cycle = deal.life_cycle
        why = f": {cycle.reasons[0]}" if cycle.reasons else ""
        lines.append(("Stage of life", f"{STAGES.get(cycle.stage, cycle.stage)}{why}"))
    return lines


def says_enough(voice: Voice) -> bool:
    """Whether somebody said enough for a stance to be shown; the record has it in any case."""
    return voice.utterances >= _LEAST_UTTERANCES


def strangers_words(report: DealReport) -> str:
    """Return the line for a folder whose agreements have other parties; empty where there is no such."""
    main, strangers = report.main, report.strangers
    if main is None or not strangers:
        return ""
    have = "has" if len(strangers) == 1 else "have"
    return (
        f"{len(strangers)} of {len(report.agreements)} agreements {have} other parties than "
        f"{name_of(main.path)}: if these are unrelated, use contract-lens scan."
    )
