"""Patterns that ignore case, searched in small letters: the same places in less than half the time.

Python's expression engine compares letters one by one, through a table, once a pattern ignores case; of
letters that need no table it passes over whole alternatives at a glance. So the pattern and the text are
written in small letters first, where that cannot change what is found. Whatever is not certain is searched
as it stands.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import accumulate, pairwise, takewhile

# Letters that match "i", "s" or "k" when case is ignored, although no small letter of a to z is made of them.
_ODD = "\u0130\u0131\u017f\u212a"

_TOKEN = re.compile(
    r"""\\.                                     # an escape: a class of characters or a sign
    |\[\^?\]?(?:\\.|[^\]\\])*\]                 # a set of characters
    |\((?:\?(?:P<\w+>|<?[=!]|:))?|[|)]          # groups
    |[*+?]\??|\{\d*,?\d*\}\??                   # how often
    |.""",
    re.VERBOSE | re.DOTALL,
)
_KNOWN_FLAGS = re.IGNORECASE | re.UNICODE | re.MULTILINE | re.DOTALL
_IGNORES_CASE = re.compile(r"\(\?i(?P<more>m?)\)")
#: Escapes whose letter is part of a number or a name.
_SPELT = frozenset("xuUN0123456789")
#: Signs that mean themselves in a pattern.
_SIGNS = frozenset("%-,;:/&#'\"")
#: What a pattern may grow to, times its own length, when a choice that it begins with is spelt out.
_MOST_LONGER = 8
#: Sequences that a choice at the beginning of one is spelt out to; a shipped pattern has fewer.
_MOST_SPELT = 500
_RANGE = re.compile(r"(\\.|[^\\])-(\\.|[^\\])")


def tokens_of(source: str) -> list[str]:
    """Return the source of a pattern cut into characters, escapes, sets, brackets and counts."""
    return _TOKEN.findall(source)


def small_letters(text: str) -> str | None:
    """Return ``text`` in small letters, character by character; ``None`` where that is not certain."""
    if text.isascii():
        return text.lower()
    return None if any(odd in text for odd in _ODD) else text.lower()


class Caseless:
    """A pattern and its twin for small letters.

    What is found stands at the same places; the match itself shows small letters where these were searched.

    Args:
        pattern: Any pattern; one that minds case, or is written in a way that is not understood, is searched
            as it stands.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.small = in_small_letters(pattern.pattern, pattern.flags)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield every match, as ``re.Pattern.finditer`` does."""
        if self.small is not None and (small := small_letters(text)) is not None:
            return self.small.finditer(small, start, end)
        return self.pattern.finditer(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match, as ``re.Pattern.search`` does."""
        if self.small is not None and (small := small_letters(text)) is not None:
            return self.small.search(small, start, end)
        return self.pattern.search(text, start, end)

    def fit(self, text: str, small: str | None) -> tuple[re.Pattern[str], str]:
        """Return what to search and where, for a text whose ``small_letters`` are at hand."""
        return (self.pattern, text) if self.small is None or small is None else (self.small, small)

    def finditer_in(self, text: str, small: str | None) -> Iterator[re.Match[str]]:
        """Like ``finditer``, for a text whose ``small_letters`` are at hand."""
        pattern, searched = self.fit(text, small)
        return pattern.finditer(searched)

    def is_in(self, text: str, small: str | None) -> bool:
        """Return whether it is found in a text whose ``small_letters`` are at hand."""
        pattern, searched = self.fit(text, small)
        return pattern.search(searched) is not None


def in_small_letters(source: str, flags: int) -> re.Pattern[str] | None:
    """Return the twin of a pattern for ``small_letters``; ``None`` where it must be searched as it stands."""
    if told := _IGNORES_CASE.match(source):  # the flag is among those of the pattern already
        source = source[told.end() :]
    if not flags & re.IGNORECASE or flags & ~_KNOWN_FLAGS:
        return None
    written: list[str] = []
    tokens = tokens_of(source)
    if _is_unknown(tokens):
        return None
    for one in tokens:
        small = _small(one)
        if not small:
            return None
        written.append(small)
    return re.compile(_letters_first(written), flags & ~re.IGNORECASE)


def letters_first(source: str) -> str:
    """Return the same pattern, written so that its alternatives begin with letters, if all can."""
    tokens = tokens_of(source)
    return source if _is_unknown(tokens) else _letters_first(tokens)


def _is_unknown(tokens: list[str]) -> bool:
    """Whether there is a bracket of a kind that is not known here."""
    return any(pair == ("(", "?") for pair in pairwise(tokens))


def _letters_first(tokens: list[str]) -> str:
    """Return a pattern whose alternatives begin with letters instead of the start of a word, if all can.

    Such a beginning is looked for many times as fast: the letters come first, and only then that no other
    stands before them. What is found, and which alternative finds it, stays the same.
    """
    told = [_opened(one) for part in _split_at_bars(tokens) for one in _whole_words(part)]
    written, plain = "|".join(told), "".join(tokens)
    return written if all(told) and len(written) < _MOST_LONGER * len(plain) else plain


def _whole_words(tokens: list[str]) -> list[list[str]]:
    """Spell out the choice that a sequence begins with, at the start of a word or anywhere."""
    if tokens[:1] == ["\\b"]:
        return [["\\b", *one] for one in spelt_out(tokens[1:])]
    return spelt_out(tokens)


def spelt_out(tokens: list[str]) -> list[list[str]]:
    """Return ``ac`` and ``bc`` for ``(?:a|b)c``: each then begins with letters by which it is found.

    A pattern of choice upon choice between nothing and nothing, ``(?:|)(?:|)``, doubles with each: such a one
    stays as it is.
    """
    found: list[list[str]] = []
    waiting = [tokens]
    while waiting:
        if len(found) + len(waiting) > _MOST_SPELT:
            return [tokens]
        one = waiting.pop()
        parts = _choice_at_front(one)
        if parts is None:
            found.append(one)
        else:
            waiting += reversed(parts)
    return found


def _choice_at_front(tokens: list[str]) -> list[list[str]] | None:
    """Return a sequence once for each alternative of the choice that it begins with, if there is one."""
    depths = list(accumulate(part.startswith("(") - (part == ")") for part in tokens))
    closing = depths.index(0) if tokens and tokens[0] == "(?:" else len(tokens)
    behind = tokens[closing + 1 :]
    if closing == len(tokens) or (behind and _is_often(behind[0])):
        return None
    bars = [at for at in range(closing) if tokens[at] == "|" and depths[at] == 1]
    return [tokens[first + 1 : last] + behind for first, last in pairwise([0, *bars, closing])]


def _opened(tokens: list[str]) -> str:
    """Return one alternative with letters first; nothing where it begins with anything else."""
    if tokens[:1] != ["\\b"]:
        return "".join(tokens) if _leading_letters(tokens) or _begins_with_a_sign(tokens) else ""
    if letters := _leading_letters(tokens[1:]):
        return rf"{letters}(?<!\w{letters}){''.join(tokens[1 + len(letters) :])}"
    return ""


def _leading_letters(tokens: list[str]) -> str:
    """The letters and figures that a sequence begins with, each of them once."""
    letters = "".join(takewhile(lambda token: len(token) == 1 and token.isalnum(), tokens))
    behind = tokens[len(letters) : len(letters) + 1]
    return letters[:-1] if behind and _is_often(behind[0]) else letters


def _begins_with_a_sign(tokens: list[str]) -> bool:
    """Whether a sequence begins with a sign that means itself, such as a dash, and is never left out."""
    sign, behind = (*tokens, "", "")[:2]
    return (sign == "\\n" or sign in _SIGNS) and not (behind and _is_often(behind))


def _split_at_bars(tokens: list[str]) -> list[list[str]]:
    """Split a sequence at the bars that stand in no bracket."""
    found: list[list[str]] = [[]]
    depth = 0
    for part in tokens:
        depth += part.startswith("(") - (part == ")")
        if part == "|" and not depth:
            found.append([])
        else:
            found[-1].append(part)
    return found


def _is_often(token: str) -> bool:
    return token[0] in "*+?" or (token[0] == "{" and len(token) > 1)


def _small(token: str) -> str:
    """Return a token in small letters; nothing where that may mean something else."""
    if token[0] == "\\":
        return "" if token[1] in _SPELT else token
    if token.startswith("(?P<"):
        return token
    if any(char.isalpha() and not char.isascii() for char in token):
        return ""
    return _small_set(token) if token[0] == "[" and len(token) > 1 else token.lower()


def _small_set(token: str) -> str:
    """Return a set of characters in small letters; nothing where a range mixes letters and signs."""
    inside = token[2:-1] if token.startswith("[^") else token[1:-1]
    for first, last in _RANGE.findall(inside):
        whole = (first.islower() and last.islower()) or (first.isupper() and last.isupper())
        if not whole and not (first.isdigit() and last.isdigit()):
            return ""
    parts: list[str] = re.findall(r"\\.|[^\\]", token)
    if any(part[0] == "\\" and part[1] in _SPELT for part in parts):
        return ""
    return "".join(part if part[0] == "\\" else part.lower() for part in parts)
