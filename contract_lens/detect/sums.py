"""Sums and numbers that are written in words and again in figures, and whether both say the same."""

from __future__ import annotations

import re
from functools import lru_cache

from contract_lens.taxonomy.quantities import load_quantity_words

#: How far before a figure the words of its number may begin, in characters.
_REACH = 140
_CURRENCY = (
    r"(?:U\.?\s?S\.?A?\.?\s+|United\s+States\s+|Canadian\s+|Australian\s+)?"
    r"(?:dollars?|euros?|pounds?(?:\s+sterling)?)"
)
#: "... Dollars and No/100's (US", between the words and the figures of a sum.
_JOINT = (
    rf"(?:\s+{_CURRENCY})?(?:\s+and\s+(?:no|zero|00|xx)\s?/\s?100(?:['’]?s)?(?:\s+{_CURRENCY})?)?,?"
    r"\s*\(\s*(?:U\.?S\.?\s?)?$"
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, float]]:
    words = load_quantity_words().sums
    either = "|".join(sorted(words, key=len, reverse=True))
    joined = rf"(?:(?:{either})[\s-]+(?:and\s+(?=(?:{either})\b))?){{0,14}}"
    run = rf"(?<![\w.-])(?<!\bpoint ){joined}(?:{either})(?!\w)"
    return (
        re.compile(rf"(?P<words>{run}){_JOINT}", re.IGNORECASE),
        re.compile(
            rf"(?P<words>{run})\s+{_CURRENCY}(?:\s+and\s+(?:no|zero|00|xx)\s?/\s?100(?:['’]?s)?)?\s*"
            r"\((?P<figure>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?)\)",
            re.IGNORECASE,
        ),
        words,
    )


def words_before(text: str, place: int) -> tuple[int, float | None]:
    """Return where the words begin that say the number of a figure in brackets, and what they say.

    Args:
        text: The text around the figure.
        place: Where the figure begins.

    Returns:
        The place, and the number; the figure's own place and ``None`` where no such words stand before it.
    """
    if "(" not in text[max(0, place - 6) : place]:
        return place, None
    begin = max(0, place - _REACH)
    found = _patterns()[0].search(text[begin:place])
    if found is None:
        return place, None
    return begin + found.start(), _value_of(found["words"])


def sums_without_mark(text: str) -> list[tuple[int, int, float, str]]:
    """Return place, value and currency of sums whose figures have no currency of their own.

    "Eighty Thousand Dollars (80,000.00)" is such a sum.
    """
    found = []
    for one in _patterns()[1].finditer(text):
        unit = {"d": "USD", "e": "EUR", "p": "GBP"}[_currency_letter(one[0])]
        found.append((*one.span("figure"), float(one["figure"].replace(",", "")), unit))
    return found


def _currency_letter(told: str) -> str:
    letters: list[str] = re.findall(r"\b(d|e|p)(?:ollar|uro|ound)", told.lower())
    return letters[-1]


def _value_of(words: str) -> float | None:
    """Return the number that words say, ``None`` where they say none plainly ("ten twenty")."""
    known = _patterns()[2]
    total = part = 0.0
    least = float("inf")
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "and":
            continue
        value = known[word]
        if value >= 1000:
            if not part:
                return None
            total, part, least = total + part * value, 0.0, float("inf")
        elif value == 100:
            if not 0 < part < 100:
                return None
            part, least = part * 100, 100.0
        elif value >= least:
            return None
        else:
            part, least = part + value, 10.0 if value >= 20 else 1.0
    return total + part or None
