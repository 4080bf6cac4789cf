"""At which stage of its life a deal is: development, launch, learning or mature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from contract_lens.agreement import Finding
from contract_lens.assess.dates import date_of, date_of_agreement, days_between, in_words
from contract_lens.assess.description import DealDescription
from contract_lens.assess.findings import quote
from contract_lens.assess.voices import utterances_of
from contract_lens.assess.wording import counted
from contract_lens.assessment import Assessment
from contract_lens.deal import LifeCycle
from contract_lens.taxonomy.deal_words import LifeCycleWords, Topic, load_life_cycle

_DAYS_OF_A_MONTH = 30.4
_CLEAR = 1.0  # by how much the leading stage must outweigh the next one
_LEAST = 1.5  # weight below which nothing is told
_MOST_WORDS = 2.0  # weight of words over all documents, at most
_MEETING = re.compile(
    r"\b(?:meeting|session|board|committee|review|TWG|AMT|team)\s*(?:no\.?|number|#)?\s*(?P<number>\d{1,3})\b|"
    r"\b(?P<ordinal>\d{1,3})(?:st|nd|rd|th) (?:meeting|session|board|review)\b",
    re.IGNORECASE,
)
_HEAD = 400
_LACKS = {"date of signature": "the date of the agreement", "dated communication": "a dated communication"}


def tell_stage(
    agreements: Sequence[Assessment], communications: Sequence[Assessment], description: DealDescription
) -> LifeCycle:
    """Tell the stage from the time since signature, the numbers of meetings and the words of the talk.

    Returns:
        The stage with reasons; ``unknown`` with what is missing where the signs are few or contradict.
    """
    known = load_life_cycle()
    scores = dict.fromkeys((stage.code for stage in known.stages), 0.0)
    reasons: list[str] = []
    missing = _weigh_age(agreements, communications, description, known, scores, reasons)
    _weigh_meetings(communications, known, scores, reasons)
    evidence = _weigh_words(communications, known.stages, scores, reasons)
    if not communications and agreements:
        reasons.append("There are no communications: only an agreement, signed or not, is at hand.")
    ranked = sorted(known.stages, key=lambda stage: -scores[stage.code])
    first, second = ranked[0], ranked[1]
    rounded = {code: round(score, 2) for code, score in scores.items()}
    if scores[first.code] < _LEAST or scores[first.code] - scores[second.code] < _CLEAR:
        why = (
            f"Too little tells the stage: {missing}few words about where the work stands."
            if scores[first.code] < _LEAST
            else f"The signs point to {first.name} and to {second.name} alike."
        )
        return LifeCycle("unknown", rounded, (why, *reasons), "", evidence)
    return LifeCycle(first.code, rounded, tuple(reasons), first.advice, evidence)


def _weigh_age(
    agreements: Sequence[Assessment],
    communications: Sequence[Assessment],
    description: DealDescription,
    known: LifeCycleWords,
    scores: dict[str, float],
    reasons: list[str],
) -> str:
    """Count the months from signature or effect to the last communication; return what is missing for it."""
    told = description.dates
    began = (
        told.get("effective")
        or told.get("signed")
        or (date_of_agreement(agreements[0]) if agreements else None)
    )
    dates = [date for row in communications if (date := date_of(row, description))]
    if began is None or not dates:
        what = [] if began else ["date of signature"]
        what += [] if dates else ["dated communication"]
        reasons.append(f"Unknown: {' and '.join(_LACKS[one] for one in what)}.")
        return "".join(f"no {one}, " for one in what)
    last = max(dates)
    months = days_between(began, last) / _DAYS_OF_A_MONTH
    stage = "development" if months < 0 else "mature"
    if 0 <= months <= known.age["learning"]:
        stage = "launch" if months <= known.age["launch"] else "learning"
    scores[stage] += known.age["weight"]
    where = "before the agreement" if months < 0 else f"{counted(round(months), 'month')} after the agreement"
    reasons.append(f"The last communication ({in_words(last)}) is {where} ({in_words(began)}): {stage}.")
    return ""


def _weigh_meetings(
    communications: Iterable[Assessment], known: LifeCycleWords, scores: dict[str, float], reasons: list[str]
) -> None:
    """A seventeenth meeting is not the launch's."""
    numbers = [
        int(found["number"] or found["ordinal"])
        for row in communications
        for found in _MEETING.finditer(row.text[:_HEAD])
    ]
    highest = max((number for number in numbers if number < 500), default=0)
    if highest >= known.age["late_meeting"]:
        scores["learning"] += 0.5
        scores["mature"] += 1.0
        scores["launch"] -= 1.0
        reasons.append(f"A joint body has met {highest} times: past the launch.")


def _weigh_words(
    communications: Sequence[Assessment],
    stages: Sequence[Topic],
    scores: dict[str, float],
    reasons: list[str],
) -> tuple[Finding, ...]:
    """Count the documents that hold words of each stage."""
    evidence: list[Finding] = []
    said = utterances_of(communications)
    for stage in stages:
        shown: dict[str, Finding] = {}
        for row, clause in said:
            place = stage.pattern.search(clause.text)
            if place:
                at = (clause.start + place.start(), clause.start + place.end())
                shown.setdefault(row.path, quote(clause, at=at, document=row.path))
        if shown:
            scores[stage.code] += min(_MOST_WORDS, float(len(shown)))
            count = f"{len(shown)} document{'' if len(shown) == 1 else 's'}"
            words = sorted({_words_of(stage, finding) for finding in shown.values()})[:3]
            reasons.append(
                f"{count} speak{'s' if len(shown) == 1 else ''} of {stage.name}: {', '.join(words)}."
            )
            evidence.extend(list(shown.values())[:1])
    return tuple(evidence)


def _words_of(stage: Topic, finding: Finding) -> str:
    place = stage.pattern.search(finding.text)
    return f"“{' '.join(place.group().split())}”" if place else stage.name
