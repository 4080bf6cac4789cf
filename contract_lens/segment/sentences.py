"""Where sentences end, and how a stretch that is too long to read is divided at them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

Span = tuple[int, int]

_END = re.compile(r"[.!?;:][\"”’')\]]{0,3}(?=\s+[\"“(\[A-Z0-9•])")
_ABBREVIATION = re.compile(
    r"(?i)(?:\b(?:inc|ltd|co|corp|no|nos|sec|art|mr|mrs|ms|dr|st|vs|etc|e\.g|i\.e|cf|al|dept|attn|tel|fax|approx|ext"
    r"|ave|blvd|llc|l\.l\.c|l\.p|u\.s|u\.s\.a|u\.k|n\.v|s\.a|b\.v|p\.o|a\.m|p\.m|jr|sr|para|rev|hon|prof|gen)"
    r"|(?:^|[\s(])[A-Za-z])$"
)
_WORD = re.compile(r"\S+")


def count_words(text: str, start: int, end: int) -> int:
    """Return how many words, runs of non-space characters, lie in ``text[start:end]``."""
    return len(text[start:end].split())


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without white space at either end; empty if it holds nothing else."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return start, start
    lead = len(piece) - len(piece.lstrip())
    return start + lead, start + lead + len(stripped)


def sentence_starts(text: str, start: int, end: int, *, also_at: str = "") -> Iterator[int]:
    """Yield the offsets at which a sentence begins inside ``text[start:end]``, the first one not included.

    Args:
        text: The whole text.
        start: First character of the stretch.
        end: One past its last.
        also_at: Further signs after which to divide, e.g. ``";"``.
    """
    for match in _END.finditer(text, start, end):
        sign = match[0][0]
        if sign in ";:" and sign not in also_at:
            continue
        if sign == "." and _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start()]):
            continue
        at = match.end()
        while at < end and text[at].isspace():
            at += 1
        if at < end:
            yield at


def divide(text: str, start: int, end: int, *, most: int, aim: int) -> list[Span]:
    """Divide a stretch of more than ``most`` words into groups of sentences of about ``aim`` words.

    A sentence that is itself longer than ``most`` is divided at semicolons, then between words.
    """
    if count_words(text, start, end) <= most:
        return [(start, end)]
    return pack(text, _units(text, start, end, most), aim=aim)


def pack(text: str, units: list[Span], *, aim: int) -> list[Span]:
    """Join neighbouring spans until each group has about ``aim`` words; no short rest is left behind."""
    sizes = [count_words(text, *unit) for unit in units]
    groups: list[Span] = []
    size = 0
    for unit, words in zip(units, sizes, strict=True):
        if groups and (size + words <= aim or (size + words - aim < aim - size and size < aim)):
            groups[-1] = (groups[-1][0], unit[1])
            size += words
        else:
            groups.append(unit)
            size = words
    if len(groups) > 1 and size < aim // 3:
        last = groups.pop()
        groups[-1] = (groups[-1][0], last[1])
    return groups


def _units(text: str, start: int, end: int, most: int) -> list[Span]:
    units: list[Span] = []
    for sentence in _cut(text, start, end, sentence_starts(text, start, end)):
        if count_words(text, *sentence) <= most:
            units.append(sentence)
            continue
        for part in _cut(text, *sentence, sentence_starts(text, *sentence, also_at=";:")):
            units.extend(_cut_words(text, *part, most))
    return units


def _cut(text: str, start: int, end: int, at: Iterator[int]) -> list[Span]:
    edges = [start, *at, end]
    spans = (trim(text, left, right) for left, right in itertools.pairwise(edges))
    return [span for span in spans if span[0] < span[1]]


def _cut_words(text: str, start: int, end: int, most: int) -> list[Span]:
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if len(words) <= most:
        return [(start, end)]
    step = max(1, most // 2)
    chunks = [words[index : index + step] for index in range(0, len(words), step)]
    return [(chunk[0][0], chunk[-1][1]) for chunk in chunks]
