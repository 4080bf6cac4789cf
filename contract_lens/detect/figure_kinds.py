"""Of which kind a figure is, told by the words around it, and how often it falls due."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence

from contract_lens.detect.figures import Figure
from contract_lens.quantity import QuantityKind
from contract_lens.taxonomy.landmarks import may_be_in
from contract_lens.taxonomy.quantities import KindWords

#: Words that speak against a kind stand within so many characters before and behind the figure.
_AROUND = (60, 45)
#: Those of ``never`` stand anywhere before it in its sentence, within so many.
_FAR = 400
#: Ends of a sentence or of an item within one.
_ITEM_END = re.compile(r"[.;](?=\s|$)")
#: "2 % of the price for each day", "by 3 % on each anniversary"; or in front: "For each week of delay".
_AGAIN = re.compile(
    r"\b(?:per|an?|each|every|for any)\s+(?:(?:full|started|calendar|business|working|contract|"
    r"such|additional|further|whole|complete|or part of an?)\s+)*(day|week|month|year|annum|anniversary)\b"
    r"|\b(daily|weekly|monthly|annual|yearly|annually|year[\s-]on[\s-]year)\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:up to|maximum(?: of)?|at most|exceed(?:ing)?|more than|capped at)\W*(?:[A-Z]{3}\W*)?$"
)
_ONCE_MORE = {
    **{"annum": "year", "anniversary": "year", "yearly": "year", "annual": "year", "annually": "year"},
    **{"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "hourly": "hour"},
    **{"kg": "kilogram", "tonne": "ton", "per annum": "year", "p.a": "year", "p\x01a": "year"},
}
#: Kinds that may fall due again and again.
_REPEATED = frozenset({QuantityKind.DAMAGES, QuantityKind.COST_DOWN})
#: "$55 per hour", "$9 (US) per kilogram", "$200,000 annually".
_FOR_EACH = re.compile(
    r"\W*(?:(?:us|usd|cad|u\W?s|dollars)\b\W*)?(?:(?:plus|excluding|exclusive of) (?:vat|gst|taxes)\W+)?"
    r"(?:(?:(?:for|in) )?(?:per|an?|each|every)\s+"
    r"(?:(?:full|calendar|contract|such|metric|licensed|man)[\s-]+){0,3}"
    r"|/\s?)(?:(?:person|man|user|employee)\s?/\s?(?:per )?)?"
    r"(hour|day|week|month|quarter|year|annum|unit|item|piece|kilogram|kg|ton|tonne|lit(?:er|re)|gallon|barrel|seat|user"
    r"|person|event|venue|location|vehicle|box|bottle|bag|vial|game|student|transaction|employee|appearance|visit|test|sample|copy|page)\b"
    r"|\W*(?:on an? )?(hourly|daily|weekly|monthly|quarterly|annually|yearly)\b",
    re.IGNORECASE,
)
#: "an annual consulting fee of", "in equal monthly instalments of".
_EACH_BEFORE = re.compile(
    r"\b(hourly|daily|weekly|monthly|quarterly|annual|yearly)\s+(?:[\w-]+\s+){0,4}"
    r"(?:fee|rate|rent|charge|payment|retainer|instal?lment|salary|price|sum|amount)s?\s+(?:[\w-]+\s+){0,3}\W*$",
    re.IGNORECASE,
)
_INTEREST_EACH = re.compile(
    r"\W*(?:\w+ ){0,5}?(?:per|a|each|every|for each|for every)\s+"
    r"(?:(?:full|partial|calendar|or|started|part)\s+){0,4}(day|month|annum|year)\b"
    r"|\W*(?:\w+ )?(monthly|annually|daily|yearly)\b|\W*(p\Wa)\b",
    re.IGNORECASE,
)
_INTEREST_BEFORE = re.compile(r"\b(monthly|annual|yearly|per annum|daily)\b[^#]{0,50}$", re.IGNORECASE)
#: "3 % above the base rate", "the prime rate plus 2 %".
_OVER_BASE = re.compile(
    r"[^.;]{0,40}?\b(?:above|over|plus|in excess of|higher than|points)\b[^.;]{0,60}?"
    r"\b(?:rate|prime|libor|euribor|sofr|sonia)\b",
    re.IGNORECASE,
)
_BASE_PLUS = re.compile(
    r"\b(?:rate|prime|libor|euribor|sofr|sonia|bank)\b[^.;]{0,90}"
    r"\b(?:plus|increased by|\+)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)

Cues = list[tuple[KindWords, list[tuple[int, int]]]]


def find_cues(sentence: str, small: str | None, sorts: frozenset[str], kinds: Sequence[KindWords]) -> Cues:
    """Return the kinds whose words stand in a sentence that holds figures of some sorts, and where."""
    found: Cues = []
    wanted = sorts | {"none"}
    for known in kinds:
        if known.units.isdisjoint(wanted) or not may_be_in(small, known.wording.pattern):
            continue
        spans = [cue.span() for cue in known.wording.caseless.finditer_in(sentence, small)]
        if spans:
            found.append((known, spans))
    return found


def kind_of(figure: Figure, sentence: str, cues: Cues) -> QuantityKind | None:
    """Return the kind whose words stand nearest; words that span the figure stand at it.

    Args:
        figure: A figure of the sentence.
        sentence: The sentence, as ``with_whole_reach`` gives it.
        cues: The kinds that it may be of.
    """
    best, least = None, float("inf")
    for known, spans in cues:
        if figure.sort not in known.units or (known.is_last and best):
            continue
        away = _distance(figure, spans)
        if away >= min(least, known.near) and away >= known.wins:
            continue
        if not _is_told(known, figure, sentence):
            continue
        if away < min(least, known.near):
            best, least = known.kind, away
        if away < known.wins:
            break
    return best if figure.value > 0 else None


def _distance(figure: Figure, spans: Sequence[tuple[int, int]]) -> int:
    """Return how far the nearest of some stretches, in order, stands from a figure."""
    at = bisect(spans, (figure.start, figure.start))
    near = spans[max(0, at - 1) : at + 1]
    return min(max(start - figure.end, figure.start - end, 0) for start, end in near)


def agreed_place(known: KindWords, spans: Sequence[tuple[int, int]], sentence: str) -> tuple[int, int] | None:
    """Return the first words of a mechanism without a figure around which nothing speaks against it."""
    for start, end in spans:
        if not known.but or not _is_against(known, sentence, start, end):
            return start, end
    return None


def _is_against(known: KindWords, sentence: str, start: int, end: int) -> bool:
    return bool(known.but and known.but.search(_around(sentence, start, end, known.around)))


def _is_told(known: KindWords, figure: Figure, sentence: str) -> bool:
    """Whether the words around a figure allow a kind."""
    start = figure.start if figure.lead is None or known.around is None else figure.lead
    around = _around(sentence, start, figure.end, known.around)
    if (known.but and known.but.search(around)) or (known.must and not known.must.search(around)):
        return False
    return not known.never or not known.never.search(sentence, max(0, figure.start - _FAR), figure.start)


def _around(sentence: str, start: int, end: int, reach: tuple[int, int] | None) -> str:
    """Return what stands around a figure, with # in its place.

    A kind with a reach of its own is asked only of the figure's own sentence or item.
    """
    first, last = reach or _AROUND
    before, behind = sentence[max(0, start - first) : start], sentence[end : end + last]
    if reach:
        stop = _ITEM_END.search(behind)
        behind = behind[: stop.start()] if stop else behind
        stops = list(_ITEM_END.finditer(before))
        before = before[stops[-1].end() :] if stops else before
    return f"{before.replace('#', ' ')}#{behind}".replace("\n", " ")


def how_often(kind: QuantityKind, sentence: str, figure: Figure) -> str:
    """Return how often a figure falls due, or for what a price is paid each time; or nothing."""
    if kind in _REPEATED:
        return _again(sentence, figure)
    if kind is QuantityKind.PRICE:
        found = _FOR_EACH.match(sentence, figure.end, figure.end + 60)
        found = found or _EACH_BEFORE.search(sentence[max(0, figure.start - 80) : _lead(figure)])
    elif kind is QuantityKind.LATE_INTEREST:
        found = _INTEREST_EACH.match(sentence, figure.end, figure.end + 100)
        found = found or _INTEREST_BEFORE.search(sentence[max(0, figure.start - 80) : figure.start])
    else:
        return ""
    word = next((group for group in found.groups() if group), "").lower() if found else ""
    return _ONCE_MORE.get(word, word)


def _lead(figure: Figure) -> int:
    return figure.start if figure.lead is None else figure.lead


def is_over_base(sentence: str, figure: Figure) -> bool:
    """Return whether a rate of interest is told as what is added to that of a bank."""
    return bool(
        _OVER_BASE.match(sentence, figure.end, figure.end + 130)
        or _BASE_PLUS.search(sentence[max(0, figure.start - 140) : figure.start])
    )


def _again(sentence: str, figure: Figure) -> str:
    """Return how often a figure falls due: what stands behind it, else anywhere in its sentence."""
    if _MOST.search(sentence, max(0, figure.start - 30), figure.start):
        return ""  # "up to 5 % of the price": all of it, once
    found = _AGAIN.search(sentence, figure.end, figure.end + 90) or _AGAIN.search(sentence)
    word = (found[1] or found[2]).lower() if found else ""
    return _ONCE_MORE.get(word, "year" if word.startswith(("ann", "year")) else word)
