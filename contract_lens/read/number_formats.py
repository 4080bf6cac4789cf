"""Numbers as word processors print them: ``ix``, ``BB``, ``Twenty-first``, ``007``."""

from __future__ import annotations

from functools import lru_cache

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_MOST = 1_000_000  # numbers above this are printed as digits, however they are formatted
_FOOTNOTE_MARKS = "*†‡§"


@lru_cache(maxsize=4096)
def format_number(number: int, style: str) -> str:
    """Print a number in one of Word's formats.

    Example:
        >>> format_number(9, "upperRoman"), format_number(28, "lowerLetter")
        ('IX', 'bb')
    """
    if style == "none":
        return ""
    if style == "decimalZero":
        style = "pad2"
    if style.startswith("pad"):
        return f"{number:0{style.removeprefix('pad')}d}"
    if not 0 < number < _MOST:
        return str(number)
    if style in ("lowerRoman", "upperRoman") and number < 5000:
        return _cased(_roman(number), style)
    if style in ("lowerLetter", "upperLetter") and number <= 26 * 40:
        return _cased(chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1), style)
    if style == "ordinal":
        return f"{number}{_ordinal_ending(number)}"
    if style in ("cardinalText", "ordinalText") and number < 1000:
        words = _words(number)
        return (_as_ordinal(words) if style == "ordinalText" else words).capitalize()
    return _marked(number, style)


def padding(width: int) -> str:
    """Return the name of the format that fills numbers up with zeros to a width."""
    return f"pad{min(max(width, 1), 9)}"


def _marked(number: int, style: str) -> str:
    if style == "chicago":
        return _FOOTNOTE_MARKS[(number - 1) % 4] * min((number - 1) // 4 + 1, 9)
    if style == "hex":
        return f"{number:X}"
    if style == "numberInDash":
        return f"- {number} -"
    if style == "decimalEnclosedParen":
        return f"({number})"
    if style == "decimalEnclosedFullstop":
        return f"{number}."
    if style.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x245F + number)
    return str(number)


def _cased(text: str, style: str) -> str:
    return text.upper() if style.startswith("upper") else text


def _roman(number: int) -> str:
    parts = []
    for size, letters in _ROMAN + _SMALL_ROMAN:
        count, number = divmod(number, size)
        parts.append(letters * count)
    return "".join(parts)


def _ordinal_ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _words(number: int) -> str:
    if number >= 100:
        rest = number % 100
        return f"{_UNITS[number // 100]} hundred" + (f" {_words(rest)}" if rest else "")
    if number >= 20:
        return _TENS[number // 10] + (f"-{_UNITS[number % 10]}" if number % 10 else "")
    return _UNITS[number]


def _as_ordinal(words: str) -> str:
    head, mark, last = words.rpartition("-") if "-" in words else words.rpartition(" ")
    ending = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return head + mark + ending


def plain_bullet(text: str) -> str:
    """Return a bullet; most come from symbol fonts, only plain marks are kept as they are."""
    return text if text in ("-", "–", "—", "*", "+", "·") else "•"
