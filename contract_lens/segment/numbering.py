"""The grammar of clause numbers: what could be one, wherever it stands in the text.

``find_candidates`` proposes every string that may open a numbered clause (``1.``, ``14.2``, ``Section 3.1``,
``ARTICLE IX``, ``Schedule 3``, ``(a)``, ``(iv)``, ``A.``, a bullet) with the readings it allows (``(i)`` is
the letter after h or the Roman one) and how well its place fits a beginning. ``sequence`` decides which are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from contract_lens.segment.placing import Place as Place
from contract_lens.segment.placing import after_capitals, in_capitals, is_announced, last_before, place_of


class Scheme(StrEnum):
    """A style of numbering. Numbers of one list share a scheme."""

    DECIMAL = "1.1"
    ARTICLE = "Article"
    SCHEDULE = "Schedule"
    PAREN_LOWER = "(a)"
    PAREN_UPPER = "(A)"
    PAREN_ROMAN = "(i)"
    PAREN_ROMAN_UPPER = "(I)"
    PAREN_DIGIT = "(1)"
    DOT_LOWER = "a."
    DOT_UPPER = "A."
    DOT_ROMAN = "i."
    DOT_ROMAN_UPPER = "I."
    BULLET = "-"


_TITLE, _BLOCK = Place.TITLE, Place.BLOCK  # Python 3.11 finds a member in its enumeration slowly


class Reading(NamedTuple):
    """One way to understand a number: its scheme and its position on each level, ``1.2`` being ``(1, 2)``."""

    scheme: Scheme
    path: tuple[int, ...]


class Candidate(NamedTuple):
    """A string that may open a numbered clause.

    Attributes:
        start: First character.
        end: One past its last character, punctuation included.
        label: The number as cited, ``14.2``, ``(b)``, ``Article IX``; empty for a bullet.
        readings: The ways to understand it, likeliest first.
        place: How well its place fits a beginning.
        followed_by_lower: Whether the next word starts in lower case.
        keyword: The word before the number (``section``), lower case, or empty.
        bare: Whether it is a figure without a stop (``1 Definitions``).
        after_capitals: Whether the word before it is all in capitals.
        after_colon: Whether a colon or dash before it announces a list.
    """

    start: int
    end: int
    label: str
    readings: tuple[Reading, ...]
    place: Place
    followed_by_lower: bool
    keyword: str = ""
    bare: bool = False
    after_capitals: bool = False
    after_colon: bool = False


#: What is added to the place of a letter in a number of figures: ``B.2`` is ``(1002, 2)``.
LETTER = 1_000
_WORD_NUMBERS_LIST = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_WORD_NUMBERS = _WORD_NUMBERS_LIST.split()
_ORDINAL_WORDS_LIST = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ORDINAL_WORDS = _ORDINAL_WORDS_LIST.split()
_ATTACHED = (
    "schedule",
    "exhibit",
    "annex",
    "annexure",
    "appendix",
    "attachment",
    "addendum",
)
_DIVISIONS = ("article", "chapter", "part")

_KEYWORD = (
    r"(?P<word>(?i:articles?|section|sec\.|clause|chapter|part|schedule|exhibit|annexure|annex|appendix|attachment"
    r"|addendum)|§)[ \t\xa0\n]{1,4}"
    r"(?P<of>(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}[A-Za-z]?(?:-[0-9A-Z]{1,3})?|[IVXLC]{1,7}|[A-Z](?:[-.]?[0-9]{1,3})?"
    r"|(?i:"
    + "|".join(_WORD_NUMBERS + _ORDINAL_WORDS)
    + r"))(?:\([A-Za-z0-9]{1,4}\)){0,3})(?=[\s.:;,)–—-]|$)[.:)]?"
)
# "1 July 2024" opens no clause.
_MONTH = (
    r"(?i:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\b[ ,]{0,2}[0-9]"
)
# Nearly every word is passed over at a glance: it begins as no keyword does and is no label.
_MAY_OPEN = (
    r"(?=[^a-zA-Z]|[a-zA-Z][.)]|[A-Z][0-9]|[a-z]{2,4}\)|[ivxlIVXL]{2,6}\.|o[ \t]|[pP][aA][rR]"
    r"|[cC][lLhH][aA]|[sS](?:[eE][cC]|[cC][hH])"
    r"|[aA](?:[rR][tT]|[nN][nN]|[pP][pP]|[tT][tT]|[dD][dD])|[eE][xX][hH])"
)
# The sign before a number is looked for first, of all letters only these are tried. The number itself is
# only looked at, so that its last bracket may be the sign before the next one: "(a)(i)".
_PATTERN = re.compile(
    r"[\s)\[](?="
    + _MAY_OPEN
    + r"(?P<all>"
    + _KEYWORD
    + r"|(?P<decimal>(?:[0-9]{1,3}|[A-Z])(?:\.[0-9]{1,3}){1,5})(?P<subs>(?:\([A-Za-z0-9]{1,4}\)){0,3})[.:)]?"
    r"(?=\s|[A-Z][A-Za-z]|[\"“\[(]|$)"
    r"|(?P<lettered>[A-Z][0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.:)]?(?=\s{1,8}[\"“A-Z(])"
    r"|(?P<whole>[0-9]{1,3})(?:\s\.|\.\)|\.-|[.):])(?=\s|[A-Z\"“(\[]|$)"
    r"|(?P<bare>[0-9]{1,2})(?=[ \t\n]{1,8}[A-Z][A-Za-z])(?!\s{1,8}" + _MONTH + r")"
    r"|\((?P<paren>[a-z]{1,5}|[A-Z]{1,5}|[0-9]{1,2})\)(?=[\s\"“A-Z\[(]|$)"
    r"|(?P<half>[a-z]{1,4}|[A-Z])\)(?=[\s\"“A-Z])"
    r"|(?P<dot>[A-Z](?!\.[A-Z]\.)|[a-z]|[IVXL]{2,6}|[ivxl]{2,5})\.(?=\s|[A-Z\"“])"
    r"|(?P<bullet>[•●○▪■◦‣·*–-]|o)(?=[ \t]{1,8}\S)"
    r"))"
)


class _Written(NamedTuple):
    """What may be a number, with the parts of it that its style has."""

    all: str
    word: str | None
    of: str | None
    decimal: str | None
    subs: str | None
    lettered: str | None
    whole: str | None
    bare: str | None
    paren: str | None
    half: str | None
    dot: str | None
    bullet: str | None


_ROMAN = re.compile(r"(?i)^(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def read_roman(text: str) -> int | None:
    """Return the value of a Roman number of up to 399, or ``None`` if it is not well formed."""
    if not text or not _ROMAN.match(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text.lower()]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def find_candidates(
    text: str, block_starts: frozenset[int], *, gaps_count: bool = True
) -> Iterator[Candidate]:
    """Yield every string in a text that may open a numbered clause, in order.

    Args:
        text: The document's text.
        block_starts: Offsets at which a block begins.
        gaps_count: Whether three spaces or more stand for a new paragraph, as in run-on text.
    """
    end_before, place_before = -1, Place.REFERENCE
    done = 0
    # With a blank before all else the place of a number's sign is the number's own in the text.
    for match in _PATTERN.finditer(f" {text}"):
        at = match.start()
        if at < done:
            continue  # inside the one before
        written = _Written(*match.groups())
        done = end = at + len(written.all)
        read = _read(written)
        if not read[0]:
            continue
        last = last_before(text, at)
        if match[0] == "[" and (at not in block_starts or written.bullet or written.bare):
            continue  # "[4.2 The Supplier shall ...]" may come out of a draft; "[* * *]" is no bullet
        if match[0] == ")":
            # "(a)(i)": only as good as the number it is glued to; "Section 5(a)(i)" has none.
            if end_before != at:
                continue
            place = place_before
        else:
            bracketed = bool(written.paren or written.half)
            place = place_of(text, at, last, at in block_starts, gaps_count=gaps_count, bracketed=bracketed)
            if place is _TITLE and _is_within(text, at, written):
                place = Place.WORD
        if place < _BLOCK and _is_none(text, at, end, written, read[2]):
            continue
        end_before, place_before = end, place
        yield _candidate(text, at, last, written, read, place)


def _candidate(
    text: str, at: int, last: int, written: _Written, read: tuple[tuple[Reading, ...], str, str], place: Place
) -> Candidate:
    readings, label, keyword = read
    end = at + len(written.all)
    return Candidate(
        at,
        end,
        label,
        readings,
        place,
        _next_is_lower(text, end),
        keyword,
        bare=written.bare is not None,
        after_capitals=place is _TITLE and after_capitals(text, at),
        after_colon=is_announced(text, at, last),
    )


def _is_within(text: str, at: int, written: _Written) -> bool:
    """Whether what stands behind a capitalised word goes on with its sentence, or with a name."""
    if written.paren:
        return in_capitals(text, at, at + len(written.all))
    return bool(written.dot) and not after_capitals(text, at)  # "Percy A. Rockdale"


def _is_none(text: str, at: int, end: int, written: _Written, keyword: str) -> bool:
    """Whether what does not stand first in a block is no number at all."""
    if written.bullet:
        return not _starts_line(text, at)
    # "Notwithstanding Section 14.1, the Supplier"
    return bool(written.bare or written.lettered) or (bool(keyword) and text[end : end + 1] == ",")


@lru_cache(maxsize=4096)  # "(a)", "1.1" and the like come in every contract
def _read(written: _Written) -> tuple[tuple[Reading, ...], str, str]:
    """Return the readings, the label and the keyword of what may be a number."""
    if written.word and written.of:
        return _read_keyword(written.word, written.of)
    if written.decimal:
        path = _path_of(written.decimal)
        return (Reading(Scheme.DECIMAL, path),), written.decimal + (written.subs or ""), ""
    if written.lettered:
        return (Reading(Scheme.DECIMAL, _path_of(written.lettered)),), written.lettered, ""
    whole = written.whole or written.bare
    if whole and written.all.endswith(")"):
        return (Reading(Scheme.PAREN_DIGIT, (int(whole),)),), f"({whole})", ""
    if whole:
        return (Reading(Scheme.DECIMAL, (int(whole),)),), whole, ""
    if written.bullet:
        return (Reading(Scheme.BULLET, (0,)),), "", ""
    inner = written.paren or written.half
    if inner:
        return _read_letters(inner, parenthesised=True), f"({inner})", ""
    dot = written.dot or ""
    return _read_letters(dot, parenthesised=False), dot, ""


def _read_keyword(word: str, of: str) -> tuple[tuple[Reading, ...], str, str]:
    keyword = word.lower().rstrip(".")
    value = _value_of(of)
    if keyword in _ATTACHED:
        return (Reading(Scheme.SCHEDULE, (value or 0,)),), f"{keyword.capitalize()} {of}", keyword
    if keyword in _DIVISIONS:
        if not value:
            return (), "", ""
        return (Reading(Scheme.ARTICLE, (value,)),), f"{keyword.capitalize()} {of}", keyword
    if keyword == "articles":
        return (), "", ""
    numeric = re.match(r"(?:[0-9]+|[A-Z](?=\.[0-9]))(?:\.[0-9]+)*", of)
    if numeric:
        return (Reading(Scheme.DECIMAL, _path_of(numeric[0])),), of, keyword
    if value:
        return (Reading(Scheme.DECIMAL, (value,)),), f"{word.capitalize()} {of}", keyword
    return (), "", ""


def _path_of(number: str) -> tuple[int, ...]:
    """``14.2`` -> ``(14, 2)``; ``A.1`` and ``A1`` -> ``(1001, 1)``: letters never continue figures."""
    if number[1:2].isdigit() and number[0].isalpha():
        number = f"{number[0]}.{number[1:]}"
    return tuple(
        int(part) if part.isdigit() else LETTER + ord(part) - ord("A") + 1 for part in number.split(".")
    )


def _value_of(of: str) -> int | None:
    """Return the position that ``IX``, ``9``, ``Nine`` or ``B`` stands for."""
    lower = of.lower()
    if lower in _WORD_NUMBERS:
        return _WORD_NUMBERS.index(lower) + 1
    if lower in _ORDINAL_WORDS:
        return _ORDINAL_WORDS.index(lower) + 1
    digits = re.match(r"[0-9]+", of)
    if digits:
        return int(digits[0])
    roman = read_roman(of)
    if roman:
        return roman
    return ord(of[0].lower()) - ord("a") + 1 if of[:1].isalpha() and len(of) == 1 else None


def _read_letters(inner: str, *, parenthesised: bool) -> tuple[Reading, ...]:
    if inner.isdigit():
        return (Reading(Scheme.PAREN_DIGIT, (int(inner),)),)
    upper = inner.isupper()
    if parenthesised:
        letters = Scheme.PAREN_UPPER if upper else Scheme.PAREN_LOWER
        romans = Scheme.PAREN_ROMAN_UPPER if upper else Scheme.PAREN_ROMAN
    else:
        letters = Scheme.DOT_UPPER if upper else Scheme.DOT_LOWER
        romans = Scheme.DOT_ROMAN_UPPER if upper else Scheme.DOT_ROMAN
    found: list[Reading] = []
    roman = read_roman(inner)
    if roman:
        found.append(Reading(romans, (roman,)))
    if len(set(inner.lower())) == 1 and len(inner) <= 3:
        # After (z) comes (aa): 27, then (bb).
        found.append(Reading(letters, (ord(inner[0].lower()) - ord("a") + 1 + 26 * (len(inner) - 1),)))
    return tuple(found)


def _starts_line(text: str, at: int) -> bool:
    index = at - 1
    while index >= 0 and text[index] in " \t\xa0":
        index -= 1
    return index < 0 or text[index] == "\n"


def _next_is_lower(text: str, end: int) -> bool:
    rest = text[end : end + 12].lstrip(" \t\n\xa0\"“'(.:-–—")
    return rest[:1].islower()
