"""Phrases of a text: single words, neighbours, words that stand near each other, and parts of words.

"either party may terminate" has the words ``either`` ``party`` ``may`` ``terminate``, the neighbours
``either party`` ..., the near words ``either~terminate`` (with one or two content words between), and for
each word its parts ``*term`` ``*nate`` ... so that an unseen form of a known word still counts.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from contract_lens.judge.wording import GRAMMAR, PARTIES

PARTY = "@"

SENTENCE_ENDS = frozenset(".;")
NEAREST, FARTHEST = 2, 4
_PARTS = (3, 4, 5)
_PART = "*"


class Phrases(NamedTuple):
    """Phrases with the index of the first and the last word that they stand for."""

    names: list[str]
    first: list[int]
    last: list[int]


def simplify(words: list[str]) -> list[str]:
    """Return the words with every party as ``@``: who is named first does not matter here."""
    return [PARTY if word in PARTIES else word for word in words]


def neighbours(words: list[str]) -> list[str]:
    """Return each pair of neighbouring words."""
    return list(map(_join, words, words[1:]))


def near_words(words: list[str]) -> Phrases:
    """Return pairs of content words with one or two content words between them, within a sentence."""
    found = Phrases([], [], [])
    names, first, last = found
    for places in _content_by_sentence(words):
        for step in range(NEAREST, FARTHEST + 1):
            ahead = places[step:]
            names += [f"{words[one]}~{words[other]}" for one, other in zip(places, ahead, strict=False)]
            first += places[: len(ahead)]
            last += ahead
    return found


def _content_by_sentence(words: list[str]) -> list[list[int]]:
    """Return the places of the words that are no grammar, sentence by sentence."""
    sentences: list[list[int]] = [[]]
    for place, word in enumerate(words):
        if word in SENTENCE_ENDS:
            sentences.append([])
        elif word not in GRAMMAR:
            sentences[-1].append(place)
    return sentences


@lru_cache(maxsize=100_000)
def parts_of(word: str) -> tuple[str, ...]:
    """Return the parts of a word, three to five characters long, its ends marked by a blank."""
    padded = f" {word} "
    return tuple(
        _PART + padded[start : start + width] for width in _PARTS for start in range(len(padded) - width + 1)
    )


def _join(first: str, second: str) -> str:
    return f"{first} {second}"
