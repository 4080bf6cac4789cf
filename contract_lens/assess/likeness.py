"""How much of their wording two papers share, told from small fingerprints (sketches of Broder, 1997)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

_WORDS = 5  # words of one shingle
_SKETCH = 400  # smallest hashes that are kept; the estimate is then within about five percent
_LONGEST = 2_000_000  # characters of a paper that are read
_NUMBER = re.compile(r"\d+")


def sketch(texts: Iterable[str]) -> frozenset[int]:
    """Return the fingerprint of a paper: the smallest hashes of its runs of five words.

    Args:
        texts: Its clauses. Numbers and names of one deal cost no more than the few runs they stand in.
    """
    hashes: set[int] = set()
    read = 0
    for text in texts:
        words = re.findall(r"[^\W\d_]+", _NUMBER.sub(" ", text.casefold()))
        for start in range(len(words) - _WORDS + 1):
            hashes.add(zlib.crc32(" ".join(words[start : start + _WORDS]).encode()))
        read += len(text)
        if read > _LONGEST:
            break
    return frozenset(sorted(hashes)[:_SKETCH])


def likeness(one: frozenset[int], two: frozenset[int]) -> float:
    """Return the share of runs of words that two papers have in common, 0 to 1 (Jaccard, estimated)."""
    both = sorted(one | two)[:_SKETCH]
    if not both:
        return 0.0
    return sum(value in one and value in two for value in both) / len(both)
