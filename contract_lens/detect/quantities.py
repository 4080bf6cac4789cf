"""Figures that matter: notice and cure periods, term, caps, shares, price mechanisms, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

from contract_lens.clause import Passage, PassageKind
from contract_lens.duty import Duty, Modality, Topic
from contract_lens.quantity import Contrast, Quantity, QuantityKind
from contract_lens.taxonomy.caseless import Caseless, small_letters
from contract_lens.taxonomy.landmarks import WordIndex
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
_FIGURE_MARKS = (*_PERIOD_MARKS, *_PERCENT_MARKS, "net ", "net-", *_MONEY_MARKS)
_DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4, "years": 365.25}
#: Kinds that need a verb of duty where no figure is told: "the minimum order" alone says nothing.
_PROMISED = frozenset({QuantityKind.MINIMUM, QuantityKind.COST_DOWN})
#: Kinds that are compared between parties.
_COMPARED = frozenset(
    {
        QuantityKind.NOTICE,
        QuantityKind.CURE,
        QuantityKind.PAYMENT,
        QuantityKind.CAP,
        QuantityKind.EXCLUSIVITY,
        QuantityKind.DAMAGES,
        QuantityKind.COST_DOWN,
    }
)
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
_LEAST_RATIO = 1.05


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    value: float
    unit: str
    sort: str


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
    words = index or WordIndex(text[passage.start : passage.end] for passage in binding)
    for passage in binding:
        stretch = text[passage.start : passage.end]
        small = small_letters(stretch)
        kinds = _kinds_in(stretch, small, words)
        own = by_clause.get(passage.id, [])
        for start, end in _sentences(text, passage.start, passage.end) if kinds else ():
            low = None if small is None else small[start - passage.start : end - passage.start]
            found += _read((text[start:end], low), (start, end), passage.id, own, kinds)
    return tuple(_first_of_each(found))


def _kinds_in(passage: str, small: str | None, words: WordIndex) -> list[KindWords]:
    """The kinds whose words may stand in a passage; none where it holds neither figure nor mechanism."""
    if not (_may_hold_figure(passage, small) or words.may_hold(passage, _MECHANISM.pattern)):
        return []
    kinds = load_quantity_words().kinds
    return list(compress(kinds, words.may_hold_which(passage, [known.wording.pattern for known in kinds])))


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
    given: tuple[str, str | None],
    span: tuple[int, int],
    clause: str,
    duties: Sequence[Duty],
    kinds: Sequence[KindWords],
) -> Iterator[Quantity]:
    """Yield the figures of a sentence, given as it is and in small letters, that stands at a span."""
    start, _ = span
    sentence, small = given
    has_figure = _may_hold_figure(sentence, small) and _HOLDS_FIGURE.is_in(sentence, small)
    figures = _figures(sentence, small) if has_figure else []
    if not figures and not _MECHANISM.is_in(sentence, small):
        return
    cues = _cues(sentence, small, frozenset(figure.sort for figure in figures), kinds)
    told: set[QuantityKind] = set()
    for figure in figures if cues else ():
        kind = _kind_of(figure, sentence, cues)
        if kind is None:
            continue
        told.add(kind)
        place = (start + figure.start, start + figure.end)
        owners = _owners(kind, place[0], span, duties)
        again = _again(sentence, figure) if kind in _REPEATED else ""
        yield Quantity(kind, *place, clause, figure.value, figure.unit, owners, again)
    for known, spans in cues:
        if "none" in known.units and known.kind not in told and _is_promised(known.kind, sentence):
            place = (start + spans[0][0], start + spans[0][1])
            yield Quantity(known.kind, *place, clause, parties=_owners(known.kind, place[0], span, duties))


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
    for known in kinds:
        if known.units.isdisjoint(sorts | {"none"}):
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


def _owners(kind: QuantityKind, place: int, span: tuple[int, int], duties: Sequence[Duty]) -> tuple[int, ...]:
    """Return the bearers of the duty in whose words a figure stands; for an exit, of the right to leave.

    Agreed damages belong to those who pay them.
    """
    near = [duty for duty in duties if span[0] <= duty.start < span[1]]
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
    period = re.compile(
        rf"\b(?:(?P<word>{number})\s*(?:\(\s*(?P<both>\d{{1,4}})\s*\)\s*)?|\(?(?P<figure>\d{{1,4}})\)?\s*)-?\s*"
        r"(?:(?:business|calendar|working|consecutive|full|contract|trading|banking)\s)?"
        r"(?P<unit>day|week|month|year)s?\b",
        re.IGNORECASE,
    )
    percent = re.compile(
        r"(?P<figure>\d{1,3}(?:\.\d{1,4})?)\s*\)?\s*(?:%|per\s?cent\b)"
        rf"|\b(?P<word>{number})\s(?:%|per\s?cent\b)|\bpercent\s\((?P<bracket>\d{{1,3}}(?:\.\d+)?)\)",
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


def compare_quantities(
    quantities: Sequence[Quantity], *, parties: int = 0, special: Collection[int] = ()
) -> tuple[Contrast, ...]:
    """Return the kinds of which two parties have unlike figures: 30 days for one, 180 for the other.

    The most telling pair of each kind and pair of parties is kept. A figure that is also the other's, both's
    or nobody's in particular tells the parties apart no more.

    Args:
        quantities: The figures of one agreement.
        parties: How many parties it has; of two, a cap that one has and the other has not is a contrast.
        special: Positions of the caps that hold for one thing only; they are set against no other.
    """
    holders: dict[tuple[QuantityKind, tuple[float, str] | None], set[tuple[int, ...]]] = {}
    for one in quantities:
        holders.setdefault((one.kind, _measure(one)), set()).add(one.parties)
    best: dict[tuple[QuantityKind, int, int], Contrast] = {}
    owned = [
        (place, one)
        for place, one in enumerate(quantities)
        if one.kind in _COMPARED
        and len(one.parties) == 1
        and one.value
        and place not in special
        and holders[one.kind, _measure(one)] == {one.parties}
    ]
    for place, one in owned:
        for other_place, other in owned:
            if other.kind is not one.kind or other.parties <= one.parties:
                continue
            ratio = _ratio(one, other)
            key = (one.kind, one.parties[0], other.parties[0])
            if ratio >= _LEAST_RATIO and (key not in best or ratio > best[key].ratio):
                best[key] = Contrast(one.kind, place, other_place, ratio)
    return (*best.values(), *_uneven_caps(quantities, parties, special))


def _uneven_caps(
    quantities: Sequence[Quantity], parties: int, special: Collection[int]
) -> Iterator[Contrast]:
    """Yield the first general cap of the one party that alone has any, against what the other has."""
    caps = [place for place, one in enumerate(quantities) if one.kind is QuantityKind.CAP]
    holders = {quantities[place].parties for place in caps}
    if len(holders) != 1 or len(next(iter(holders))) != 1:
        return
    (owner,) = holders
    endless = (
        place
        for place, one in enumerate(quantities)
        if one.kind is QuantityKind.UNCAPPED and len(one.parties) == 1 and one.parties != owner
    )
    other = next(endless, None)
    caps = [place for place in caps if place not in special]
    if not caps:
        return
    if other is not None or parties == 2:
        yield Contrast(QuantityKind.CAP, caps[0], other, 0.0)


def _ratio(one: Quantity, other: Quantity) -> float:
    """How unlike two figures are; 0 where they cannot be compared."""
    first, second = _measure(one), _measure(other)
    if first is None or second is None or first[1] != second[1] or not min(first[0], second[0]):
        return 0.0
    return max(first[0], second[0]) / min(first[0], second[0])


def _measure(quantity: Quantity) -> tuple[float, str] | None:
    if quantity.value is None:
        return None
    if quantity.unit in _DAYS:
        return quantity.value * _DAYS[quantity.unit], "days"
    if quantity.per:  # 1 % a day is more than 5 % a month
        return quantity.value / _DAYS[f"{quantity.per}s"], f"{quantity.unit} a day"
    return quantity.value, quantity.unit
