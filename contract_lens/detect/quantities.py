"""Figures that matter: notice and cure periods, term, caps, shares, price mechanisms, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from contract_lens.clause import Passage, PassageKind
from contract_lens.duty import Duty, Modality, Topic
from contract_lens.quantity import Quantity, QuantityKind
from contract_lens.taxonomy.caseless import Caseless, small_letters
from contract_lens.taxonomy.landmarks import WordIndex, may_be_in
from contract_lens.taxonomy.quantities import KindWords, load_quantity_words

_BINDING = frozenset({PassageKind.CLAUSE, PassageKind.ITEM, PassageKind.PARAGRAPH, PassageKind.DEFINITION})
_STOP = re.compile(r"[.;\n](?:(?<=[.;])(?<![A-Z].)(?<!\bNo.)(?=\s+[A-Z(]|\s*$)|(?<=\n)\s*\n)")
#: Words that speak against a kind stand within so many characters before and behind the figure.
_AROUND = (60, 45)
_MODAL = re.compile(r"\b(?:shall|will|must|agrees?|may|undertakes?)\b", re.IGNORECASE)
#: A word of each mechanism that needs no figure.
_MECHANISM = Caseless(
    re.compile(
        r"favou?r|minimum|\bMFN\b|benchmark|price|pricing|cost|purchase|\bbuy\b|take[- ]or|competitive|liab",
        re.IGNORECASE,
    )
)
_HOLDS_FIGURE = Caseless(
    re.compile(
        r"\b(?:day|week|month|year)s?\b|%|per\s?cent|\bnet[\s-]\d|[$€£¥]"
        r"|\b(?:USD|EUR|GBP|RMB|CNY|JPY|CHF|CAD)\b",
        re.IGNORECASE,
    )
)
#: One of these stands wherever a period, a percentage or an amount does.
_PERIOD_MARKS = ("day", "week", "month", "year")
_PERCENT_MARKS = ("%", "cent")
_MONEY_MARKS = (*"$€£¥", "usd", "eur", "gbp", "rmb", "cny", "jpy", "chf", "cad")
_FIGURE_SIGNS = tuple("%$€£¥")
#: What the others of these marks stand in, for an index of words.
_FIGURE_WORDS = re.compile(
    r"day|week|month|year|cent|net[\s-]|usd|eur|gbp|rmb|cny|jpy|chf|cad", re.IGNORECASE
)
_FIGURE_MARKS = (*_PERIOD_MARKS, *_PERCENT_MARKS, "net ", "net-", *_MONEY_MARKS)
#: Kinds that need a verb of duty where no figure is told: "the minimum order" alone says nothing.
_PROMISED = frozenset({QuantityKind.MINIMUM, QuantityKind.COST_DOWN})
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
_ONCE_MORE = {"annum": "year", "anniversary": "year", "daily": "day", "weekly": "week", "monthly": "month"}
#: Kinds that may fall due again and again.
_REPEATED = frozenset({QuantityKind.DAMAGES, QuantityKind.COST_DOWN})


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    value: float
    unit: str
    sort: str


class _Sentence(NamedTuple):
    """A sentence as it is and in small letters, its place, and what its passage may hold."""

    text: str
    small: str | None
    start: int
    end: int
    figured: bool
    mechanism: bool


def find_quantities(
    text: str,
    passages: Sequence[Passage],
    duties: Sequence[Duty] = (),
    *,
    index: WordIndex | None = None,
) -> tuple[Quantity, ...]:
    """Return the figures that matter in the order of the text.

    Args:
        text: The whole text of an agreement.
        passages: Its passages.
        duties: Its duties, which tell to whom a figure belongs.
        index: Words of its passages, where something has indexed them before.
    """
    found: list[Quantity] = []
    by_clause: dict[str, list[Duty]] = {}
    for duty in duties:
        by_clause.setdefault(duty.clause, []).append(duty)
    binding = [passage for passage in passages if passage.kind in _BINDING]
    stretches = [text[passage.start : passage.end] for passage in binding]
    words = index or WordIndex(stretches)
    whole = small_letters(text)
    kinds, tables = load_quantity_words().kinds, _that_may_hold(stretches, words)
    for passage, stretch, (figure, mechanism, *held) in zip(binding, stretches, tables, strict=True):
        start, end = passage.start, passage.end
        figured = figure or _holds_one(stretch, _FIGURE_SIGNS)
        if not any(held) or not (mechanism or figured):
            continue
        small = small_letters(stretch) if whole is None else whole[start:end]
        own = by_clause.get(passage.id, [])
        known = list(compress(kinds, held))
        for first, last in _sentences(text, start, end):
            low = None if small is None else small[first - start : last - start]
            sentence = _Sentence(text[first:last], low, first, last, figured, mechanism)
            found += _read(sentence, passage.id, own, known)
    return tuple(_first_of_each(found))


def _that_may_hold(passages: Sequence[str], words: WordIndex) -> Iterator[tuple[bool, ...]]:
    """Yield for each passage whether words of a figure, of a mechanism and of each kind may stand in it."""
    patterns = [
        _FIGURE_WORDS,
        _MECHANISM.pattern,
        *(known.wording.pattern for known in load_quantity_words().kinds),
    ]
    return zip(*(words.that_may_hold(passages, pattern) for pattern in patterns), strict=True)


def _may_hold_figure(text: str, small: str | None) -> bool:
    return _holds_one(text.lower() if small is None else small, _FIGURE_MARKS)


def _holds_one(lower: str, marks: Sequence[str]) -> bool:
    for mark in marks:  # noqa: SIM110 - asked for every sentence, and a generator costs more than the loop
        if mark in lower:
            return True
    return False


def _first_of_each(found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield a figure that one clause repeats ("within such thirty day period") once."""
    known: set[tuple[object, ...]] = set()
    for one in found:
        whose = one.parties if one.kind is QuantityKind.CAP else ()  # two parties may each have the same cap
        key = (one.clause, one.kind, one.value, one.unit, one.per, whose)
        if key not in known:
            known.add(key)
            yield one


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, start, end):
        yield start, stop.end()
        start = stop.end()
    if start < end:
        yield start, end


def _read(
    given: _Sentence, clause: str, duties: Sequence[Duty], kinds: Sequence[KindWords]
) -> Iterator[Quantity]:
    """Yield the figures of a sentence."""
    sentence, small, start, _, figured, mechanism = given
    figures = _figures(sentence, small) if figured and _may_hold_figure(sentence, small) else []
    if figures and not _HOLDS_FIGURE.is_in(sentence, small):
        figures = []
    if not figures and not (mechanism and _MECHANISM.is_in(sentence, small)):
        return
    cues = _cues(sentence, small, frozenset(figure.sort for figure in figures), kinds)
    told: set[QuantityKind] = set()
    for figure in figures if cues else ():
        kind = _kind_of(figure, sentence, cues)
        if kind is None:
            continue
        told.add(kind)
        place = (start + figure.start, start + figure.end)
        owners = _owners(kind, place[0], given, duties)
        again = _again(sentence, figure) if kind in _REPEATED else ""
        yield Quantity(kind, *place, clause, figure.value, figure.unit, owners, again)
    for known, spans in cues:
        if "none" in known.units and known.kind not in told and _is_promised(known.kind, sentence):
            place = (start + spans[0][0], start + spans[0][1])
            yield Quantity(known.kind, *place, clause, parties=_owners(known.kind, place[0], given, duties))


def _again(sentence: str, figure: _Figure) -> str:
    """Return how often a figure falls due: what stands behind it, else anywhere in its sentence."""
    if _MOST.search(sentence, max(0, figure.start - 30), figure.start):
        return ""  # "up to 5 % of the price": all of it, once
    found = _AGAIN.search(sentence, figure.end, figure.end + 90) or _AGAIN.search(sentence)
    word = (found[1] or found[2]).lower() if found else ""
    return _ONCE_MORE.get(word, "year" if word.startswith(("ann", "year")) else word)


def _is_promised(kind: QuantityKind, sentence: str) -> bool:
    """Whether a mechanism without a figure is agreed, not only spoken of."""
    return kind not in _PROMISED or bool(_MODAL.search(sentence))


_Cues = list[tuple[KindWords, list[tuple[int, int]]]]


def _cues(sentence: str, small: str | None, sorts: frozenset[str], kinds: Sequence[KindWords]) -> _Cues:
    """The kinds whose words stand in a sentence that holds figures of some sorts."""
    found: _Cues = []
    wanted = sorts | {"none"}
    for known in kinds:
        if known.units.isdisjoint(wanted) or not may_be_in(small, known.wording.pattern):
            continue
        spans = [cue.span() for cue in known.wording.caseless.finditer_in(sentence, small)]
        if spans:
            found.append((known, spans))
    return found


def _kind_of(figure: _Figure, sentence: str, cues: _Cues) -> QuantityKind | None:
    """The kind whose words stand nearest; words that span the figure stand at it."""
    best, least = None, float("inf")
    before = sentence[max(0, figure.start - _AROUND[0]) : figure.start].replace("#", " ")
    around = f"{before}#{sentence[figure.end : figure.end + _AROUND[1]]}"
    for known, spans in cues:
        if figure.sort not in known.units or (known.but and known.but.search(around)):
            continue
        if known.must and not known.must.search(around):
            continue
        away = min(max(start - figure.end, figure.start - end, 0) for start, end in spans)
        if away < min(least, known.near):
            best, least = known.kind, away
        if away < known.wins:
            break
    return best if figure.value > 0 else None


def _owners(kind: QuantityKind, place: int, sentence: _Sentence, duties: Sequence[Duty]) -> tuple[int, ...]:
    """Return the bearers of the duty in whose words a figure stands; for an exit, of the right to leave.

    Agreed damages belong to those who pay them.
    """
    near = [duty for duty in duties if sentence.start <= duty.start < sentence.end]
    if kind is QuantityKind.NOTICE:
        exits = [duty for duty in near if duty.topic is Topic.EXIT]
        near = exits or near
    before = [duty for duty in near if duty.start <= place]
    chosen = before[-1] if before else near[0] if near else None
    if chosen is None:
        return ()
    asked = kind is QuantityKind.DAMAGES and chosen.modality is Modality.RIGHT  # "may request B to pay"
    return chosen.counterparties or chosen.parties if asked else chosen.parties


@lru_cache(maxsize=1)
def _patterns() -> tuple[Caseless, ...]:
    words = sorted(load_quantity_words().numbers, key=len, reverse=True)
    number = "|".join(word.replace("-", r"[\s-]") for word in words)
    begun = _beginnings(words)
    period = re.compile(
        rf"\b(?=[\d(]|{begun})(?:(?P<word>{number})\s*(?:\(\s*(?P<both>\d{{1,4}})\s*\)\s*)?|\(?(?P<figure>\d{{1,4}})\)?\s*)-?\s*"
        r"(?:(?:business|calendar|working|consecutive|full|contract|trading|banking)\s)?"
        r"(?P<unit>day|week|month|year)s?\b",
        re.IGNORECASE,
    )
    percent = re.compile(
        r"(?P<figure>\d{1,3}(?:\.\d{1,4})?)\s*\)?\s*(?:%|per\s?cent\b)"
        rf"|\b(?={begun})(?P<word>{number})\s(?:%|per\s?cent\b)|\bpercent\s\((?P<bracket>\d{{1,3}}(?:\.\d+)?)\)",
        re.IGNORECASE,
    )
    net = re.compile(
        r"\bnet[\s-](?P<figure>\d{1,3})\b(?!\s*(?:%|per\s?cent|days?|weeks?|months?|[.,]\d|[kc]?m\b|k?g\b|[a-z]*(?:tons?|tonnes?|lit(?:er|re)s?|"
        r"gall?ons?|lbs?|pounds?|ounces?|units?|pieces?|items?|square|cubic)\b))",
        re.IGNORECASE,
    )
    money = re.compile(
        r"(?P<mark>U\.?S\.?\$|USD|EUR|GBP|RMB|CNY|JPY|CHF|CAD|\$|€|£|¥)\s?(?P<figure>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,4})?)"
        r"(?:\s?(?P<scale>million|billion|thousand)\b)?",
        re.IGNORECASE,
    )
    return Caseless(period), Caseless(percent), Caseless(money), Caseless(net)


def _beginnings(words: Sequence[str]) -> str:
    """Return what finds the first two letters of some words, which most other words lack."""
    seconds: dict[str, set[str]] = {}
    for word in words:
        seconds.setdefault(word[0], set()).add(word[1])
    return "|".join(f"{first}[{''.join(sorted(some))}]" for first, some in sorted(seconds.items()))


_CURRENCIES = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY"}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


def _figures(sentence: str, small: str | None) -> list[_Figure]:
    period, percent, money, net = _patterns()
    lower = sentence.lower() if small is None else small
    found: list[_Figure] = []
    if _holds_one(lower, _PERIOD_MARKS):
        found += [_period(match) for match in period.finditer_in(sentence, small)]
    if "net" in lower:
        found += [
            _Figure(*days.span("figure"), float(days["figure"]), "days", "period")
            for days in net.finditer_in(sentence, small)
        ]
    if _holds_one(lower, _PERCENT_MARKS):
        found += [_percentage(match) for match in percent.finditer_in(sentence, small)]
    if _holds_one(lower, _MONEY_MARKS):
        found += [_amount(match) for match in money.finditer_in(sentence, small)]
    return sorted(found, key=lambda figure: figure.start)


def _amount(match: re.Match[str]) -> _Figure:
    value = float(match["figure"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1.0)
    mark = match["mark"].upper().replace(".", "")
    return _Figure(*match.span(), value, _CURRENCIES.get(mark, mark), "money")


def _percentage(match: re.Match[str]) -> _Figure:
    digits = match["figure"] or match["bracket"]
    return _Figure(*match.span(), float(digits) if digits else _number(match["word"]), "percent", "percent")


def _number(word: str) -> float:
    return load_quantity_words().numbers[re.sub(r"\s", "-", word.lower())]


def _period(match: re.Match[str]) -> _Figure:
    digits = match["both"] or match["figure"]
    value = float(digits) if digits else _number(match["word"])
    return _Figure(*match.span(), value, f"{match['unit'].lower()}s", "period")
