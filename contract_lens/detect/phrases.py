"""The small syntax in which cues are written, turned into plain phrases.

``sole [and absolute] discretion`` has an optional part, ``(cost|expense)`` a choice, ``right[s]`` is right or
rights, ``prox(y|ies)`` proxy or proxies, ``terminate~`` stands for terminate, terminates, terminated and
terminating, and ``{4}`` for up to four words of the same sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from contract_lens.errors import MissingPart

_TOKEN = re.compile(r"\{\d+\}|[\[\]()|]|[^\s\[\](){}|]+")
#: More phrases than this from one pattern is a mistake in the pattern.
MOST_PHRASES = 6_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a pattern without gaps.

    Attributes:
        phrases: The phrases of which any one may stand here.
        gap: Most words between the piece before and this one.
    """

    phrases: frozenset[str]
    gap: int = 0


def read_pattern(pattern: str) -> tuple[Piece, ...]:
    """Turn a pattern into its pieces in order.

    Raises:
        MissingPart: Brackets do not pair, a piece may be empty, or it stands for too many phrases.
    """
    pieces: list[Piece] = []
    gap = 0
    for part in re.split(r"(\{\d+\})", pattern):
        if part.startswith("{"):
            gap = int(part[1:-1])
        elif part.strip():
            pieces.append(Piece(_expand(part, pattern), gap))
    if not pieces or re.search(r"^\s*\{|\}\s*$", pattern):
        raise MissingPart("a pattern must start and end with words", subject=pattern)
    return tuple(pieces)


def _expand(part: str, pattern: str) -> frozenset[str]:
    tokens = _TOKEN.findall(_split_stems(part))
    phrases, rest = _read_choice(tokens, 0)
    if rest != len(tokens):
        raise MissingPart("brackets do not pair", subject=pattern)
    if len(phrases) > MOST_PHRASES or "" in phrases:
        raise MissingPart("stands for nothing, or for too many phrases", subject=pattern)
    return frozenset(phrases)


def _split_stems(part: str) -> str:
    """Write ``part[s]`` as ``(part|parts)`` and ``prox(y|ies)`` as ``(proxy|proxies)``."""
    part = re.sub(r"(\w+)\[(\w+)\]", r"(\1|\1\2)", part)
    return re.sub(
        r"(\w+)\((\w+(?:\|\w+)*)\)",
        lambda stem: f"({'|'.join(stem[1] + ending for ending in stem[2].split('|'))})",
        part,
    )


def _read_choice(tokens: list[str], at: int) -> tuple[set[str], int]:
    """Read alternatives up to a closing bracket or the end."""
    found: set[str] = set()
    while True:
        sequence, at = _read_sequence(tokens, at)
        found |= sequence
        if at == len(tokens) or tokens[at] != "|":
            return found, at
        at += 1


def _read_sequence(tokens: list[str], at: int) -> tuple[set[str], int]:
    """Read items side by side up to ``|``, a closing bracket or the end."""
    parts: list[set[str]] = []
    while at < len(tokens) and tokens[at] not in "|)]":
        opening = tokens[at]
        if opening in "([":
            inner, at = _read_choice(tokens, at + 1)
            if at == len(tokens) or tokens[at] != {"(": ")", "[": "]"}[opening]:
                return set(), -1
            parts.append(inner | {""} if opening == "[" else inner)
        else:
            parts.append(_inflect(opening))
        at += 1
    return {" ".join(filter(None, words)) for words in product(*parts)}, at


def _inflect(word: str) -> set[str]:
    """Return the regular forms of ``word~``; a word without the mark stands for itself."""
    if not word.endswith("~"):
        return {word}
    word = word[:-1]
    if word.endswith("e"):
        return {word, f"{word}s", f"{word}d", f"{word[:-1]}ing"}
    if word.endswith("y") and word[-2] not in "aeiou":
        return {word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"}
    if word.endswith(("s", "x", "ch", "sh")):
        return {word, f"{word}es", f"{word}ed", f"{word}ing"}
    return {word, f"{word}s", f"{word}ed", f"{word}ing"}
