"""Whether a text reads like language at all; fonts without a usable character map give it away."""

from __future__ import annotations

import re

_UNKNOWN = re.compile("[\x00-\x1f\ue000-\uf8ff\ufffd]")  # controls, private use, replacement character
_UNREADABLE = re.compile(r"[\W_]+")
_PRINTED = bytes(range(32, 128))
_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_NO_LETTER = bytes(sorted({*range(256)} - {*b"0123456789", *_LETTERS, *_LETTERS.upper()}))
_TO_SPACES = bytes(lower if lower in _LETTERS else 32 for lower in bytes(range(256)).lower())
_NOT_SOLID = bytes(code for code in range(256) if not 32 < code < 128)
_COMMON = frozenset(
    b"the of and to in or a any shall for by be this is with as that on such not will agreement party at it"
    b" we from".split()
)
_MOST_UNKNOWN = 0.02  # share of characters without a meaning; real agreements have less than 0.001
_LEAST_READABLE = 0.6  # share of letters and digits among all characters that are not white space
_LEAST_COMMON = 0.05  # share of very common English words; agreements have a third
_SHORTEST, _FEWEST_WORDS = 200, 100
_LEAST_VOWELS = 0.28  # share of the letters; English has .38, names and codes in tables seldom below .3


def quality_complaint(text: str) -> str:
    """Return a sentence on what is wrong with a text as a whole, or an empty one.

    Args:
        text: A sample, the longer the better; below 200 characters nothing is said.
    """
    coded, odd = _coded(text)
    solid = len(coded.translate(None, _NOT_SOLID)) + len(odd)
    if solid < _SHORTEST:
        return ""
    unknown = len(_UNKNOWN.findall(odd)) / solid
    if unknown > _MOST_UNKNOWN:
        return f"{unknown:.0%} of the characters have no meaning; fonts of the file lack a character map."
    readable = (len(coded.translate(None, _NO_LETTER)) + len(_UNREADABLE.sub("", odd))) / solid
    if readable < _LEAST_READABLE:
        return f"Only {readable:.0%} of the characters are letters or digits; the text may be garbled."
    spaced = coded.translate(_TO_SPACES)
    # There are no more words than spaces; of most texts, a quarter has enough common ones already.
    if _common_of(spaced[: len(spaced) // 4].split()[:-1]) >= _LEAST_COMMON * (spaced.count(b" ") + 1):
        return ""
    words = spaced.split()
    if len(words) >= _FEWEST_WORDS and _common_of(words) < _LEAST_COMMON * len(words):
        return "Hardly any common English words; the text is in another language or garbled."
    return ""


def is_garbled(text: str) -> bool:
    """Whether the letters of a page stand for others, as where a font has no good map of characters.

    Tables of names and figures have no common words either; so their letters must be odd as well.

    Args:
        text: Text of a page; below 200 characters it is never called garbled.
    """
    coded, odd = _coded(text)
    solid = len(coded.translate(None, _NOT_SOLID)) + len(odd)
    if solid < _SHORTEST:
        return False
    if len(_UNKNOWN.findall(odd)) > _MOST_UNKNOWN * solid:
        return True
    words = _words(coded)
    letters = b"".join(words)
    if len(letters) < 0.5 * solid or len(words) < _FEWEST_WORDS // 2:
        return False
    vowels = sum(map(letters.count, (b"a", b"e", b"i", b"o", b"u")))
    return _common_of(words) < 0.01 * len(words) and vowels < _LEAST_VOWELS * len(letters)


def _coded(text: str) -> tuple[bytes, str]:
    """Return a text in UTF-8, and those of its characters that are neither printed ASCII nor white space."""
    coded = text.encode("utf-8", "surrogatepass")
    return coded, "".join(coded.translate(None, _PRINTED).decode("utf-8", "surrogatepass").split())


def _words(coded: bytes) -> list[bytes]:
    """Return the runs of the letters a to z in lower case."""
    return coded.translate(_TO_SPACES).split()


def _common_of(words: list[bytes]) -> int:
    return sum([word in _COMMON for word in words])
