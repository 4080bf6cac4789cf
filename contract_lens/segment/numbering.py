"""The grammar of clause numbers: what could be one, wherever it stands in the text.

``find_candidates`` proposes every string that may open a numbered clause (``1.``, ``14.2``, ``Section 3.1``,
``ARTICLE IX``, ``Schedule 3``, ``(a)``, ``(iv)``, ``A.``, a bullet) with the readings it allows (``(i)`` is
the letter after h or the Roman one) and how well its place fits a beginning. ``sequence`` decides which are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum


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


class Place(IntEnum):
    """How well the place of a candidate fits the beginning of a clause, from worst to best."""

    REFERENCE = 0  # "as set out in Section 3.1", "$1.5"
    WORD = 1  # after a word inside a sentence
    COMMA = 2  # after a comma: an item inside a sentence
    TITLE = 3  # after a capitalised word, which may end a heading
    CLAUSE = 4  # after a semicolon, a colon or a dash
    STOP = 5  # after a sentence or a wide gap
    BLOCK = 6  # first thing in a block


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a number: its scheme and its position on each level, ``1.2`` being ``(1, 2)``."""

    scheme: Scheme
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
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
# Nearly every word is passed over at a glance: it is neither a keyword nor as short as a label.
_MAY_OPEN = r"(?=[^a-zA-Z]|[a-zA-Z]{1,6}[.)]|o[ \t]|[aAsScCpPeE][rReElLhHcCxXnNpPtTdDaA])"
_PATTERN = re.compile(
    r"(?<![^\s)])"
    + _MAY_OPEN
    + r"(?:"
    + _KEYWORD
    + r"|(?P<decimal>(?:[0-9]{1,3}|[A-Z])(?:\.[0-9]{1,3}){1,5})(?P<subs>(?:\([A-Za-z0-9]{1,4}\)){0,3})[.:)]?"
    r"(?=\s|[A-Z][A-Za-z]|[\"“\[(]|$)"
    r"|(?P<whole>[0-9]{1,3})(?:\s\.|\.\)|\.-|[.):])(?=\s|[A-Z\"“(\[]|$)"
    r"|(?P<bare>[0-9]{1,2})(?=[ \t\n]{1,8}[A-Z][A-Za-z])(?!\s{1,8}" + _MONTH + r")"
    r"|\((?P<paren>[a-z]{1,5}|[A-Z]{1,5}|[0-9]{1,2})\)(?=[\s\"“A-Z\[(]|$)"
    r"|(?P<half>[a-z]{1,4}|[A-Z])\)(?=[\s\"“A-Z])"
    r"|(?P<dot>[A-Z](?!\.[A-Z]\.)|[a-z]|[IVXL]{2,6}|[ivxl]{2,5})\.(?=\s|[A-Z\"“])"
    r"|(?P<bullet>[•●○▪■◦‣·*–-]|o)(?=[ \t]{1,8}\S)"
    r")"
)
_ROMAN = re.compile(r"(?i)^(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

# A number after one of these nouns points at another clause, or counts something.
_POINTING_LIST = (
    "section sections article articles clause clauses paragraph paragraphs subsection subsections "
    "subparagraph subparagraphs subclause sub-clause exhibit exhibits schedule schedules annex "
    "appendix attachment item items rule rules regulation part parts no nos number numbers form page "
    "pages chapter title act § sec sub-section sub-sections sub-paragraph condition conditions "
    "recital recitals para paras claim claims phase tier level version class january february march "
    "april may june july august september october november december"
)
_POINTING = frozenset(_POINTING_LIST.split())
# After one of these a number is part of the sentence; "(a)" may still begin a list inside it.
_LEADING_LIST = (
    "of in under to by with from through per on at than the this that said such either both upon for "
    "notwithstanding see within"
)
_LEADING = frozenset(_LEADING_LIST.split())
_ABBREVIATED = frozenset(("no.", "nos.", "sec.", "art.", "cl.", "para.", "ex.", "p.", "pp.", "item."))
_AROUND = "\"“”'(),;:.[]"
_WIDE = 3  # spaces that may stand for a new paragraph
_JOINING = frozenset(("and", "or", "and/or", "but", "then", "plus"))
_STOPS = ".;:!?—–"
_ENDS = ".!?"
_CLOSERS = "\"”’')]*_"


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
    before: Candidate | None = None
    for match in _PATTERN.finditer(text):
        readings, label, keyword = _read(match)
        if not readings:
            continue
        at = match.start()
        if at and not text[at - 1].isspace():
            # "(a)(i)": only as good as the number it is glued to; "Section 5(a)(i)" has none.
            if before is None or before.end != at:
                continue
            place = before.place
        else:
            bracketed = bool(match["paren"] or match["half"])
            place = _place_of(text, at, at in block_starts, gaps_count=gaps_count, bracketed=bracketed)
            if place is Place.TITLE and match["paren"] and _in_capitals(text, at, match.end()):
                place = Place.WORD
            if place is Place.TITLE and match["dot"] and not _after_capitals(text, at):
                place = Place.WORD  # "Percy A. Rockdale"
        if readings[0].scheme is Scheme.BULLET and place < Place.BLOCK and not _starts_line(text, at):
            continue
        if match["bare"] and place < Place.BLOCK:
            continue
        if keyword and place < Place.BLOCK and text[match.end() : match.end() + 1] == ",":
            continue  # "Notwithstanding Section 14.1, the Supplier"
        lower = _next_is_lower(text, match.end())
        capitals = place is Place.TITLE and _after_capitals(text, at)
        bare = match["bare"] is not None
        colon = _announced(text, at)
        before = Candidate(
            at, match.end(), label, readings, place, lower, keyword, bare, capitals, after_colon=colon
        )
        yield before


def _read(match: re.Match[str]) -> tuple[tuple[Reading, ...], str, str]:
    """Return the readings, the label and the keyword of a match."""
    if match["word"]:
        return _read_keyword(match["word"], match["of"])
    if match["decimal"]:
        path = _path_of(match["decimal"])
        return (Reading(Scheme.DECIMAL, path),), match["decimal"] + (match["subs"] or ""), ""
    whole = match["whole"] or match["bare"]
    if whole and match[0].endswith(")"):
        return (Reading(Scheme.PAREN_DIGIT, (int(whole),)),), f"({whole})", ""
    if whole:
        return (Reading(Scheme.DECIMAL, (int(whole),)),), whole, ""
    if match["bullet"]:
        return (Reading(Scheme.BULLET, (0,)),), "", ""
    inner = match["paren"] or match["half"]
    if inner:
        return _read_letters(inner, parenthesised=True), f"({inner})", ""
    return _read_letters(match["dot"], parenthesised=False), match["dot"], ""


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
    """``14.2`` -> ``(14, 2)``; ``A.1`` -> ``(1001, 1)``, so that letters never continue figures."""
    return tuple(
        int(part) if part.isdigit() else 1_000 + ord(part) - ord("A") + 1 for part in number.split(".")
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


def _announced(text: str, at: int) -> bool:
    return text[max(0, at - 60) : at].rstrip()[-1:] in (":", "-", "–", "—")


def _in_capitals(text: str, at: int, end: int) -> bool:
    """Whether a number stands inside a sentence that is all in capitals."""
    before = text[max(0, at - 30) : at].split()
    after = text[end : end + 30].split()
    return bool(before and after) and before[-1].isupper() and after[0].isupper() and len(after[0]) > 1


def _after_capitals(text: str, at: int) -> bool:
    words = text[max(0, at - 30) : at].split()
    return bool(words) and words[-1].isupper() and len(words[-1]) > 3


def _place_of(text: str, at: int, at_block: bool, *, gaps_count: bool, bracketed: bool) -> Place:
    last = at - 1
    while last >= 0 and text[last].isspace():
        last -= 1
    if last < 0:
        return Place.BLOCK
    gap = at - 1 - last if gaps_count else 1
    words = text[max(0, last - 40) : last + 1].split()
    word = words[-1]
    bare = word.strip(_AROUND).lower()
    ends = word[-1] in _STOPS or word[-1] == ","
    if not at_block and (text[last] in "$€£#" or word.lower() in _ABBREVIATED):
        return Place.REFERENCE
    if bare in _POINTING and not ends and not (at_block and not word.islower()):
        return Place.REFERENCE
    if at_block:
        return Place.BLOCK
    if bare in _LEADING and not ends:
        return Place.WORD if bracketed else Place.REFERENCE
    return _place_by_sign(text, last, words, gap)


def _place_by_sign(text: str, last: int, words: list[str], gap: int) -> Place:
    """Tell the place by the sign or word right before the number."""
    word = words[-1]
    core = word.rstrip(_CLOSERS)
    sign = text[last] if text[last] in _STOPS else core[-1:] if text[last] in _CLOSERS else ""
    if sign and sign in _STOPS:
        return Place.STOP if sign in _ENDS or gap >= _WIDE else Place.CLAUSE
    if word.strip(_AROUND).lower() in _JOINING:
        sign = words[-2][-1] if len(words) > 1 else ""
        return Place.CLAUSE if sign and sign in ";:" else Place.COMMA if sign == "," else Place.WORD
    if text[last] == ",":
        return Place.COMMA
    if gap >= _WIDE:
        return Place.STOP
    return Place.TITLE if word.strip(_AROUND)[:1].isupper() else Place.WORD
