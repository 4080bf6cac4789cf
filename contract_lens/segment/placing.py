"""How well the place of a number fits the beginning of a clause, told by the word before it."""

from __future__ import annotations

from enum import IntEnum


class Place(IntEnum):
    """How well the place of a candidate fits the beginning of a clause, from worst to best."""

    REFERENCE = 0  # "as set out in Section 3.1", "$1.5"
    WORD = 1  # after a word inside a sentence
    COMMA = 2  # after a comma: an item inside a sentence
    TITLE = 3  # after a capitalised word, which may end a heading
    CLAUSE = 4  # after a semicolon, a colon or a dash
    STOP = 5  # after a sentence or a wide gap
    BLOCK = 6  # first thing in a block


# Held by names of their own: Python 3.11 finds a member in its enumeration slowly.
_REFERENCE, _WORD, _COMMA, _TITLE, _CLAUSE, _STOP, _BLOCK = Place


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
_ANNOUNCING = ":-–—"
_ANNOUNCED_WITHIN = 60  # characters before a number
_CLOSERS = "\"”’')]*_"


def in_capitals(text: str, at: int, end: int) -> bool:
    """Whether a number stands inside a sentence that is all in capitals."""
    before = text[max(0, at - 30) : at].split()
    after = text[end : end + 30].split()
    return bool(before and after) and before[-1].isupper() and after[0].isupper() and len(after[0]) > 1


def after_capitals(text: str, at: int) -> bool:
    """Whether the word before a number is all in capitals."""
    words = text[max(0, at - 30) : at].split()
    return bool(words) and words[-1].isupper() and len(words[-1]) > 3


def is_announced(text: str, at: int, last: int) -> bool:
    """Whether a colon or dash, the last sign before a number, announces a list."""
    return last >= 0 and at - last <= _ANNOUNCED_WITHIN and text[last] in _ANNOUNCING


def last_before(text: str, at: int) -> int:
    """Return the place of the last sign before a number that is no white space, or -1."""
    last = at - 1
    while last >= 0 and text[last].isspace():
        last -= 1
    return last


def place_of(text: str, at: int, last: int, at_block: bool, *, gaps_count: bool, bracketed: bool) -> Place:
    """Tell the place of a number.

    Args:
        text: The document's text.
        at: First character of the number.
        last: Place of the last sign before it; see ``last_before``.
        at_block: Whether a block begins with it.
        gaps_count: Whether three spaces or more stand for a new paragraph.
        bracketed: Whether it stands in brackets, or before one.
    """
    if last < 0:
        return _BLOCK
    words = text[max(0, last - 40) : last + 1].rsplit(None, 2)
    word = words[-1]
    ends = word[-1] in _STOPS or word[-1] == ","
    if at_block:
        pointing = not ends and word.islower() and word.strip(_AROUND) in _POINTING
        return _REFERENCE if pointing else _BLOCK
    bare = word.strip(_AROUND).lower()
    if text[last] in "$€£#" or word.lower() in _ABBREVIATED or (bare in _POINTING and not ends):
        return _REFERENCE
    if bare in _LEADING and not ends:
        return _WORD if bracketed else _REFERENCE
    return _place_by_sign(text, last, words, at - 1 - last if gaps_count else 1)


def _place_by_sign(text: str, last: int, words: list[str], gap: int) -> Place:
    """Tell the place by the sign or word right before the number."""
    word = words[-1]
    core = word.rstrip(_CLOSERS)
    sign = text[last] if text[last] in _STOPS else core[-1:] if text[last] in _CLOSERS else ""
    if sign and sign in _STOPS:
        return _STOP if sign in _ENDS or gap >= _WIDE else _CLAUSE
    if word.strip(_AROUND).lower() in _JOINING:
        sign = words[-2][-1] if len(words) > 1 else ""
        return _CLAUSE if sign and sign in ";:" else _COMMA if sign == "," else _WORD
    if text[last] == ",":
        return _COMMA
    if gap >= _WIDE:
        return _STOP
    return _TITLE if word.strip(_AROUND)[:1].isupper() else _WORD
