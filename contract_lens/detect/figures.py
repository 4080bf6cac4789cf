"""The figures of a sentence: periods, percentages, amounts, ranges of them, and terms told by two dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from contract_lens.detect.sums import sums_without_mark, words_before
from contract_lens.taxonomy.caseless import Caseless
from contract_lens.taxonomy.quantities import load_quantity_words

#: Currencies that are read by their codes.
CODES = "USD|EUR|GBP|RMB|CNY|JPY|CHF|CAD|AUD|NZD|HKD|SGD|INR|SEK|NOK|DKK"
HOLDS_FIGURE = Caseless(
    re.compile(
        r"\b(?:day|week|month|year)s?\b|%|per\s?cent|\bnet[\s-]\d|[$€£¥₹]"
        rf"|\b(?:{CODES}|dollars?|euros?|pounds?)\b",
        re.IGNORECASE,
    )
)
#: One of these stands wherever a period, a percentage or an amount does.
PERIOD_MARKS = ("day", "week", "month", "year")
PERCENT_MARKS = ("%", "cent")
MONEY_MARKS = (*"$€£¥₹", *CODES.lower().split("|"))
#: Currencies that are written out before the figures of a sum in brackets.
_WRITTEN_MARKS = ("dollar", "euro", "pound")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        start: First character in its sentence.
        end: One past the last.
        value: What it is; of a range the lower end.
        unit: ``days`` to ``years``, ``business days``, ``percent``, or a currency.
        sort: ``period``, ``percent`` or ``money``.
        most: The upper end of a range.
        scale: By what "million" multiplied a sum.
        lead: Where the words begin that say the same number before it, if not at ``start``.
        said: What those words say, where that is another number; else ``None``.
    """

    start: int
    end: int
    value: float
    unit: str
    sort: str
    most: float | None = None
    scale: float = 1.0
    lead: int | None = None
    said: float | None = None


def holds_one(lower: str, marks: Sequence[str]) -> bool:
    """Return whether one of some marks stands in a text in small letters."""
    for mark in marks:  # noqa: SIM110 - asked for every sentence, and a generator costs more than the loop
        if mark in lower:
            return True
    return False


#: Sums as other countries write them: "1.250.000,00", "1.250,00", "12,50", "1'250'000".
_ABROAD = (
    r"(?:\d{1,3}(?:\.\d{3}){2,4}(?:,\d{1,2})?|\d{1,3}\.\d{3},\d{1,2}|\d{1,9},\d{2}(?!,|\.\d)"
    r"|\d{1,3}(?:['’]\d{3}){1,4}(?:\.\d{1,2})?)(?!\d)"
)
#: "INR 5,00,000", as India writes half a million.
_LAKHS = r"\d{1,2}(?:,\d{2}){1,3},\d{3}(?![\d,])"
#: "SEK 500 000": thousands parted by blanks, behind a code or the euro sign.
_PARTED = r"(?<=[A-Z€]\s)\d{1,3}(?:[ \u00a0]\d{3}){1,4}(?:,\d{2})?(?![\d/-]|[.,]\d)"
_WHOLLY_ABROAD = re.compile(_ABROAD)


@lru_cache(maxsize=1)
def _patterns() -> tuple[Caseless, ...]:
    words = sorted(load_quantity_words().numbers, key=len, reverse=True)
    number = "|".join(word.replace("-", r"[\s-]") for word in words)
    begun = _beginnings(words)
    period = re.compile(
        rf"\b(?=[\d(]|{begun})(?:(?P<word>{number})\s*(?:\(\s*(?P<both>\d{{1,4}})\s*\)\s*)?|\(?(?P<figure>\d{{1,4}})\)?\s*)-?\s*"
        r"(?:(?:(?P<business>business|working|trading|banking)|calendar|consecutive|full|contract)\s)?"
        r"(?P<unit>day|week|month|year)s?\b",
        re.IGNORECASE,
    )
    percent = re.compile(
        r"(?:(?P<whole>\d{1,2})[\s-](?P<part>[137])/(?P<of>[248])|(?<!\d)(?<!\d,)(?P<figure>\d{1,3}(?:\.\d{1,4}|,\d{1,2})?|(?<!\w)\.\d{1,4}))\s*\)?\s*(?:%|per\s?cent\b)"
        rf"|\b(?={begun})(?P<word>{number})\s(?:%|per\s?cent\b(?!\s+and\s+(?:a|one)[\s-](?:half|quarter|third)\b))|\bpercent\s\((?P<bracket>\d{{1,3}}(?:\.\d+)?)\)",
        re.IGNORECASE,
    )
    net = re.compile(
        r"\bnet[\s-](?P<figure>\d{1,3})\b(?!\s*(?:%|per\s?cent|days?|weeks?|months?|[.,]\d|[kc]?m\b|k?g\b|[a-z]*(?:tons?|tonnes?|lit(?:er|re)s?|"
        r"gall?ons?|lbs?|pounds?|ounces?|units?|pieces?|items?|square|cubic)\b))",
        re.IGNORECASE,
    )
    money = re.compile(
        rf"(?P<mark>U\.?S\.?\$|(?<![A-Za-z])(?:{CODES})|\$|€|£|¥|₹)\s?"
        rf"(?P<figure>{_ABROAD}|{_LAKHS}|{_PARTED}|(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,15}})(?:\.\d{{1,4}})?)(?:{_SCALE})?",
        re.IGNORECASE,
    )
    return Caseless(period), Caseless(percent), Caseless(money), Caseless(net)


def _beginnings(words: Sequence[str]) -> str:
    """Return what finds the first two letters of some words, which most other words lack."""
    seconds: dict[str, set[str]] = {}
    for word in words:
        seconds.setdefault(word[0], set()).add(word[1])
    return "|".join(f"{first}[{''.join(sorted(some))}]" for first, some in sorted(seconds.items()))


#: What stands between the ends of a range, and the lower end that has no unit of its own.
_JOINT = re.compile(r"\s*(and|to|[-–—])\s*", re.IGNORECASE)
_BEGUN = re.compile(
    r"(?<![\d.,:/$€£-])(?<!\w)(?P<low>\d{1,3}(?:\.\d{1,2})?)\s*(?P<joint>and|to|[-–—])\s*$", re.IGNORECASE
)
_BEGUN_REACH = 40
#: "Tier 1 - 5 percent", "under Clause 3 - 30 days": a number that only counts or points.
_COUNTED = re.compile(
    r"(?:\b(?:tier|level|phase|option|stage|step|table|exhibit|schedule|appendix|annex|clause|section|paragraph|article|part|item"
    r"|milestone|class|category|band|lot)s?|\bno\.?|(?<!each )(?<!every )(?<!per )\byears?)\s*$"
)
#: "1 - 30 days" may be the first entry of a list, "within 1 - 2 weeks" is a range.
_LED = re.compile(
    r"\b(?:about|around|approximately|of|to|from|for|at|by|in|on|with|within|between|every|typically|least|most|next)[\s(]*$"
)
_CHANGES = re.compile(
    r"\b(?:increas|rais|reduc|lower|amend|chang|decreas|extend|shorten|clauses?|sections?|paragraphs?|from\W*$)"
)

#: "$2 million", "$2m"; a letter stands at its digits, as "$500 K. Smith" is another matter.
_SCALE = (
    r"(?:\s?(?P<scale>million|billion|thousand|mn|bn)|(?P<letter>mm|[mk]))\b"
    r"(?![&²³]|\s(?:(?:eur|l|t)ibor|sofr)\b)"  # "USD 1M LIBOR" is a rate
)
_OPEN = re.compile(
    rf"\s?(?P<joint>and|to|[-–—])\s?(?P<figure>(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,15}})(?:\.\d{{1,4}})?){_SCALE}",
    re.IGNORECASE,
)
_CURRENCIES = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "₹": "INR"}
#: "$55 CAD", "A$55": dollars of another country.
_OTHER_DOLLAR = re.compile(r"\s?\(?(CAD|AUD|NZD|HKD|SGD|TWD)\b", re.IGNORECASE)
_DOLLAR_OF = re.compile(r"(?<![\w'’.])(C|CA|CAD|CDN|A|AU|AUD|NZ|HK|S|NT)$", re.IGNORECASE)
_DOLLARS = {
    **{"C": "CAD", "CA": "CAD", "CAD": "CAD", "CDN": "CAD", "A": "AUD", "AU": "AUD", "AUD": "AUD"},
    **{"NZ": "NZD", "HK": "HKD", "S": "SGD", "NT": "TWD"},
}
_SCALES = {
    **{"thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "mm": 1e6, "m": 1e6},
    **{"billion": 1e9, "bn": 1e9},
}


def find_figures(sentence: str, small: str | None) -> list[Figure]:
    """Return the figures of a sentence in order.

    Args:
        sentence: The sentence.
        small: The same in small letters, or ``None``.
    """
    period, percent, money, net = _patterns()
    lower = sentence.lower() if small is None else small
    found: list[Figure] = []
    if holds_one(lower, PERIOD_MARKS):
        found += [_period(match) for match in period.finditer_in(sentence, small)]
    if "net" in lower:
        found += [
            Figure(*days.span("figure"), float(days["figure"]), "days", "period")
            for days in net.finditer_in(sentence, small)
        ]
    if holds_one(lower, PERCENT_MARKS):
        found += [_percentage(match) for match in percent.finditer_in(sentence, small)]
    if holds_one(lower, MONEY_MARKS):
        amounts = [_amount(match) for match in money.finditer_in(sentence, small)]
        found += [_with_upper_end(sentence, amount) for amount in amounts]
    if "(" in sentence and holds_one(lower, _WRITTEN_MARKS):
        found += [
            _told_twice(sentence, Figure(start, end, value, unit, "money"), start)
            for start, end, value, unit in sums_without_mark(sentence)
        ]
    return _join_ranges(sentence, sorted(found, key=lambda figure: figure.start))


def _join_ranges(sentence: str, figures: list[Figure]) -> list[Figure]:
    """Make one figure of "between 2% and 12%", and of "2 to 12 days"."""
    joined: list[Figure] = []
    for figure in figures:
        last = joined[-1] if joined else None
        if last and figure.sort == "percent" and _is_same_again(sentence, last, figure):
            joined[-1] = replace(last, end=figure.end + (sentence[figure.end : figure.end + 1] == ")"))
        elif last and last.unit == figure.unit and _spans_range(sentence, last, figure):
            joined[-1] = replace(_scaled(last, figure), end=figure.end, most=figure.value)
        else:
            joined.append(_lower_end(sentence, figure) or figure)
    return joined


def _is_same_again(sentence: str, words: Figure, digits: Figure) -> bool:
    """Whether one percentage is told twice: "five percent (5%)"."""
    between = sentence[words.end : digits.start]
    return words.value == digits.value and words.sort == "percent" and between.strip() == "("


def _lower_end(sentence: str, high: Figure) -> Figure | None:
    """Return the range whose lower end has no unit of its own: "2 to 12 days"."""
    begun = _BEGUN.search(sentence, max(0, high.start - _BEGUN_REACH), high.start)
    if begun is None or float(begun["low"]) >= high.value:
        return None
    before = sentence[max(0, begun.start() - _BEGUN_REACH) : begun.start()].lower()
    if not _is_range(sentence, begun.start(), begun["joint"]) or _COUNTED.search(before):
        return None
    if high.sort == "money" and not before.rstrip().endswith("between"):
        return None  # "Exhibit 4 - $500": the lower end of a range has its currency too
    is_apart = sentence[begun.end("low")].isspace() and begun["joint"] in "-—"
    if is_apart and not _LED.search(before):
        return None
    low = replace(high, start=begun.start("low"), value=float(begun["low"]), most=high.value, scale=1.0)
    return _scaled(low, high)


def _scaled(low: Figure, high: Figure) -> Figure:
    """Return a lower end in the scale of the upper: the 2 of "between $2 and $5 million"."""
    if low.scale > 1 or low.value >= high.value / high.scale:
        return low
    return replace(low, value=low.value * high.scale, scale=high.scale)


def _with_upper_end(sentence: str, low: Figure) -> Figure:
    """Return the range of "$1-2 million", whose upper end has no currency of its own; else what is given."""
    more = _OPEN.match(sentence, low.end)
    if more is None or not _is_range(sentence, low.start, more["joint"].lower()):
        return low
    high = replace(low, value=_sum_of(more), scale=_scale_of(more))
    scaled = _scaled(low, high)
    if scaled.scale == 1 or scaled.value >= high.value:
        return low  # "$500 to 2 million holders"
    return replace(scaled, end=more.end(), most=high.value)


def _spans_range(sentence: str, low: Figure, high: Figure) -> bool:
    joint = _JOINT.fullmatch(sentence, low.end, high.start)
    return (
        bool(joint) and low.value < high.value and _is_range(sentence, low.start, joint[1] if joint else "")
    )


def _is_range(sentence: str, start: int, joint: str) -> bool:
    """Whether what begins here is a range: "between ... and", or "2 to 3" that is no change from 2 to 3."""
    before = sentence[max(0, start - _BEGUN_REACH) : start].lower()
    if joint == "and":
        return before.rstrip().endswith("between")
    return not (joint == "to" and _CHANGES.search(before))


def _amount(match: re.Match[str]) -> Figure:
    mark = match["mark"].upper().replace(".", "")
    unit = _CURRENCIES.get(mark, mark)
    if mark == "$":
        text, (start, end) = match.string, match.span()
        named = _OTHER_DOLLAR.match(text, end)
        letters = _DOLLAR_OF.search(text[max(0, start - 4) : start])
        unit = named[1].upper() if named else _DOLLARS[letters[1].upper()] if letters else unit
    figure = Figure(*match.span(), _sum_of(match), unit, "money", scale=_scale_of(match))
    return _told_twice(match.string, figure, figure.start)


def _told_twice(sentence: str, figure: Figure, place: int) -> Figure:
    """Return a figure with the words before it that say its number, and their number if it is another."""
    lead, said = words_before(sentence, place)
    if lead == place:
        return figure
    is_same = said is None or abs(said - figure.value) < 1
    return replace(figure, lead=min(lead, figure.start), said=None if is_same else said)


def _sum_of(match: re.Match[str]) -> float:
    digits: str = re.sub(r"\s", "", match["figure"])
    if _WHOLLY_ABROAD.fullmatch(digits):
        is_swiss = "'" in digits or "’" in digits
        digits = re.sub("['’]", "", digits) if is_swiss else digits.replace(".", "").replace(",", ".")
    return float(digits.replace(",", "")) * _scale_of(match)


def _scale_of(match: re.Match[str]) -> float:
    return _SCALES.get((match["scale"] or match["letter"] or "").lower(), 1.0)


def _percentage(match: re.Match[str]) -> Figure:
    if match["whole"]:  # "1-1/2 %"
        value = float(match["whole"]) + float(match["part"]) / float(match["of"])
        return Figure(*match.span(), value, "percent", "percent")
    digits = match["figure"] or match["bracket"]
    value = float(digits.replace(",", ".")) if digits else _number(match["word"])
    return Figure(*match.span(), value, "percent", "percent")


def _number(word: str) -> float:
    return load_quantity_words().numbers[re.sub(r"\s", "-", word.lower())]


def _period(match: re.Match[str]) -> Figure:
    digits = match["both"] or match["figure"]
    value = float(digits) if digits else _number(match["word"])
    unit = f"{match['unit'].lower()}s"
    if match["business"] and unit == "days":
        unit = "business days"
    figure = Figure(*match.span(), value, unit, "period")
    return _told_twice(match.string, figure, match.start("both")) if match["both"] else figure


#: "60:40" and "50/50", and what they are a ratio of.
_RATIO = re.compile(r"(?<![\d.:/,])(\d\d)\s?[:/]\s?(\d\d)(?![\d:/]|\.\d)")


def may_hold_ratio(text: str) -> bool:
    """Return whether something like "60:40" may stand in a text."""
    return (":" in text or "/" in text) and _RATIO.search(text) is not None


def may_hold_years(text: str) -> bool:
    """Return whether two years may stand in a text: the month "May" is in every other one."""
    return text.count(" 20") + text.count(" 19") > 1


def find_ratio(sentence: str) -> Iterator[Figure]:
    """Yield both shares of "60:40", which make a hundred together."""
    if ":" not in sentence and "/" not in sentence:
        return
    for found in _RATIO.finditer(sentence):
        if float(found[1]) + float(found[2]) == _WHOLE:
            yield from (
                Figure(*found.span(side), float(found[side]), "percent", "percent") for side in (1, 2)
            )


_WHOLE = 100.0
#: "31 December 9999" is no date to reckon with: it says that there is no end.
_NO_END = 9000
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: day of)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}})"
_DATED_TERM = re.compile(
    r"\b(?:agreement|term|project|contract|licen[cs]e|charter|programme?|engagement|appointment|lease)\b[^.;]{0,80}?"
    r"\b(?:begins?|beginning|commences?|commencing|starts?|starting|runs?|effective|continues?|from)\b"
    rf"[^.;]{{0,25}}?({_DATE})"
    rf"[^.;]{{1,60}}?\b(?:ends?|expires?|terminates?|until|to|through|ending|expiring)\b[^.;]{{0,30}}?({_DATE})",
    re.IGNORECASE,
)
#: "The later of (i) 1 May 2028 or (ii) ..." is no certain end.
_UNSURE = re.compile(r"\b(?:earlie(?:r|st)|late(?:r|st)) (?:of|to)\b", re.IGNORECASE)
_PARTS = re.compile(
    rf"(\d{{1,2}})\D{{0,10}}? ?({_MONTH}),? (\d{{4}})|({_MONTH}) (\d{{1,2}}),? (\d{{4}})", re.IGNORECASE
)


def find_dated_term(sentence: str) -> Figure | None:
    """Return the term that begins and ends on dates: "from 1 May 2025 to 30 April 2028" is three years."""
    plain = re.sub(r"\s", " ", sentence)
    found = _DATED_TERM.search(plain)
    first, last = (_date_of(found[1]), _date_of(found[2])) if found else (None, None)
    if found is None or first is None or last is None or last <= first or _UNSURE.search(found[0]):
        return None
    if last.year >= _NO_END:
        return None
    months = 12 * (last.year - first.year) + last.month - first.month
    behind = last + timedelta(days=1)  # the last day is part of the term
    if behind.day == first.day:
        months = 12 * (behind.year - first.year) + behind.month - first.month
    elif last.day != first.day:
        return None
    whole = not months % 12
    value, unit = (months // 12, "years") if whole else (months, "months")
    return Figure(found.start(1), found.end(2), float(value), unit, "period") if value else None


def _date_of(text: str) -> date | None:
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return None
    day, month, year = (parts[1], parts[2], parts[3]) if parts[1] else (parts[5], parts[4], parts[6])
    try:
        return date(int(year), _MONTHS.index(month.capitalize()) + 1, int(day))
    except ValueError:  # 31 June
        return None
