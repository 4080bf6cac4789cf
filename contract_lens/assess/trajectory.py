"""How the talk of a deal changes from date to date: slope, turning points, and whose voice it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from contract_lens.assess.dates import date_of, date_of_words, days_between, in_words
from contract_lens.assess.description import DealDescription
from contract_lens.assess.findings import quote_whole
from contract_lens.assess.sides import NOBODY
from contract_lens.assess.stance import summarise_stance
from contract_lens.assess.voices import utterances_of
from contract_lens.assessment import Assessment, Clause
from contract_lens.clause import Stance
from contract_lens.deal import DatedStance, Drift, Trajectory, TurningPoint
from contract_lens.taxonomy.patterns import PatternWeights

_FEWEST_DATES = 3  # with fewer no course can be told
_SURE_DATES = 5  # with fewer it is called tentative
_FEWEST_WORDS = 40  # a date on which less is said is no point of the course
_MONTH = 30.0


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance with its date.

    Attributes:
        date: ISO date.
        row: The communication that it stands in.
        clause: The utterance.
    """

    date: str
    row: Assessment
    clause: Clause


def follow(
    communications: Sequence[Assessment], description: DealDescription, weights: PatternWeights
) -> Trajectory | None:
    """Follow the talk over its dates.

    Args:
        communications: Communications, speakers and sides brought together.
        description: What the user says, dates among it.
        weights: ``deal.turn`` is the change from one date to the next that makes a turning point,
            ``deal.drift`` the change over the whole span that is more than a steady course.

    Returns:
        The course; ``None`` without communications. With fewer than three dates its direction is
        ``too_few_dates`` and slope and change are ``None``; a jump between two dates is still told.
    """
    if not communications:
        return None
    dates = {row.path: date_of(row, description) for row in communications}
    said = sorted(_dated(communications, dates), key=lambda one: one.date)
    days = _days(said)
    points = tuple(_point(date, spoken) for date, spoken in days)
    undated = tuple(path for path, date in dates.items() if date is None)
    turns = tuple(_turns(days, weights.deal["turn"]))
    slope = _slope([(point.date, point.stance) for point in points])
    change = None if slope is None else slope * days_between(points[0].date, points[-1].date) / _MONTH
    direction = _direction(change, weights.deal["drift"])
    return Trajectory(
        direction=direction,
        text=_told(direction, change, points, undated, turns)
        + _by_others(change, said, weights.deal["drift"]),
        slope=None if slope is None else round(slope, 3),
        change=None if change is None else round(max(-2.0, min(2.0, change)), 3),
        points=points,
        turning_points=turns,
        sides=_drifts(said, by_side=True),
        voices=tuple(drift for drift in _drifts(said, by_side=False) if drift.dates > 1),
        undated=undated,
    )


def _dated(communications: Sequence[Assessment], dates: Mapping[str, str | None]) -> Iterable[Said]:
    for row, clause in utterances_of(communications):
        date = date_of_words(clause, dates[row.path])
        if date is not None:
            yield Said(date, row, clause)


def _days(said: Sequence[Said]) -> list[tuple[str, list[Said]]]:
    """Group what was said by date; a date with hardly any words is left out."""
    by_date: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_date[one.date].append(one)
    return [
        (date, spoken)
        for date, spoken in sorted(by_date.items())
        if sum(len(one.clause.text.split()) for one in spoken) >= _FEWEST_WORDS
    ]


def _score(said: Iterable[Said]) -> float:
    summary = summarise_stance(one.clause for one in said)
    return 0.0 if summary is None else summary.score


def _point(date: str, spoken: Sequence[Said]) -> DatedStance:
    documents = tuple(dict.fromkeys(one.row.path for one in spoken))
    return DatedStance(date, round(_score(spoken), 3), len(spoken), documents)


def _slope(points: Sequence[tuple[str, float]]) -> float | None:
    """Return the change of stance in 30 days: the median slope between all pairs of dates (Theil and Sen).

    A pair weighs by the days between its dates, so that two mails of one week do not make a course.
    """
    if len(points) < _FEWEST_DATES:
        return None
    pairs = [
        ((two[1] - one[1]) / days_between(one[0], two[0]) * _MONTH, days_between(one[0], two[0]))
        for index, one in enumerate(points)
        for two in points[index + 1 :]
    ]
    half, so_far = sum(days for _, days in pairs) / 2, 0
    for slope, days in sorted(pairs):
        so_far += days
        if so_far >= half:
            return slope
    return None


def _direction(change: float | None, drift: float) -> str:
    if change is None:
        return "too_few_dates"
    if abs(change) < drift:
        return "steady"
    return "warming" if change > 0 else "cooling"


def _told(
    direction: str,
    change: float | None,
    points: Sequence[DatedStance],
    undated: Sequence[str],
    turns: Sequence[TurningPoint],
) -> str:
    missing = f" {len(undated)} without a date." if undated else ""
    if not points:
        return (
            f"No communication with enough words has a date: the course of the talk cannot be told.{missing}"
        )
    span = in_words(points[0].date)
    if len(points) > 1:
        span = f"{span} to {in_words(points[-1].date)}"
    if change is None:
        count = f"{len(points)} date{'' if len(points) == 1 else 's'}"
        return (
            f"Too few dates to tell a course: {count} ({span}); at least {_FEWEST_DATES} are needed.{missing}"
        )
    tentative = " Few dates: take it as a hint." if len(points) < _SURE_DATES else ""
    # A talk that breaks on one date keeps no tone, even if its slope over all dates is flat.
    steady = "has no steady course" if turns else "keeps its tone"
    course = {"steady": steady, "warming": "grows warmer", "cooling": "grows colder"}[direction]
    by = "" if direction == "steady" else f" by {abs(max(-2.0, min(2.0, change))):.2f}"
    return f"The talk {course}{by} over {len(points)} dates ({span}).{tentative}{missing}"


def _by_others(change: float | None, said: Sequence[Said], drift: float) -> str:
    """Say so where the course comes from other people speaking rather than from people who changed."""
    if change is None or abs(change) < drift:
        return ""
    heard: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if one.clause.speaker:
            heard[one.clause.speaker].append(one)
    moved, words = 0.0, 0
    for spoken in heard.values():
        days = _days(spoken)
        if len(days) > 1:
            weight = sum(len(one.clause.text.split()) for one in spoken)
            moved += (_score(days[-1][1]) - _score(days[0][1])) * weight
            words += weight
    if words and moved / words * (1 if change > 0 else -1) >= drift / 2:
        return ""
    return " It comes from who speaks: nobody who is heard on several dates changes that much."


def _turns(days: Sequence[tuple[str, list[Said]]], least: float) -> Iterable[TurningPoint]:
    """Yield the dates on which the talk is much warmer or colder than on the date before."""
    for (_, earlier), (date, later) in pairwise(days):
        before, after = _score(earlier), _score(later)
        if abs(after - before) < least:
            continue
        yield _turn(date, before, after, earlier, later)


def _turn(
    date: str, before: float, after: float, earlier: Sequence[Said], later: Sequence[Said]
) -> TurningPoint:
    colder = after < before
    stance = Stance.ADVERSARIAL if colder else Stance.COLLABORATIVE
    telling = sorted(
        (one for one in later if one.clause.stance.label is stance), key=lambda one: -_strength(one, stance)
    )
    who = telling[0].clause.speaker if telling else None
    heard = {one.clause.speaker for one in earlier}
    same = who in heard if who else bool(heard & {one.clause.speaker for one in later})
    verb = "falls" if colder else "rises"
    voice = "" if who is None else f" with {who}" + ("" if same else ", who was not heard on the date before")
    return TurningPoint(
        date=date,
        before=round(before, 3),
        after=round(after, 3),
        same_voices=same,
        text=f"On {in_words(date)} the tone {verb} from {before:+.2f} to {after:+.2f}{voice}.",
        evidence=tuple(quote_whole(one.clause, document=one.row.path) for one in telling[:2]),
    )


def _strength(one: Said, stance: Stance) -> float:
    probability = (
        one.clause.stance.adversarial if stance is Stance.ADVERSARIAL else one.clause.stance.collaborative
    )
    return probability * min(len(one.clause.text.split()), 25)


def _drifts(said: Sequence[Said], *, by_side: bool) -> tuple[Drift, ...]:
    """Return how every side or speaker changes along its own slope."""
    heard: dict[str, list[Said]] = defaultdict(list)
    sides: dict[str, str] = {}
    for one in said:
        name = (one.clause.side if by_side else one.clause.speaker) or ""
        if name.casefold() not in NOBODY:
            heard[name].append(one)
            sides.setdefault(name, one.clause.side or "")
    drifts = []
    for name, words in heard.items():
        days = [(date, _score(spoken)) for date, spoken in _days(words)]
        slope = _slope(days)
        change = None if slope is None else slope * days_between(days[0][0], days[-1][0]) / _MONTH
        drifts.append(
            Drift(
                name=name,
                side=sides[name],
                dates=len({one.date for one in words}),
                change=None if change is None else round(max(-2.0, min(2.0, change)), 3),
            )
        )
    return tuple(sorted(drifts, key=lambda drift: (drift.change is None, drift.change or 0.0, drift.name)))
