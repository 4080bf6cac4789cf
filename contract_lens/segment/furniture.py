"""Page numbers, running heads, legends and tables of contents: on the page, but no part of the contract.

Readers of paged formats take most of it out. Text that was once paged still holds it, between blocks, or
glued to the first and last words of a page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from contract_lens.document import Block
from contract_lens.segment.draft_notes import note_behind
from contract_lens.segment.landmarks import is_contents_heading, is_contents_line, is_furniture
from contract_lens.segment.sentences import Span, trim


class Part(Enum):
    """What a block is before its words are read."""

    BODY = "body"
    FURNITURE = "furniture"
    CONTENTS = "contents"


class Portion(NamedTuple):
    """A block, or a part of one, with what it is."""

    block: Block
    part: Part


_PAGE_GAP = re.compile(r"\n\s*\n\s*\n|\f")
_PLAIN_GAPS = ("\n\n", "\n", "")
_PAGE_END = re.compile(
    r"\s(?:CONFIDENTIAL\s+)?(?:[Pp]age\s+)?(?P<page>[0-9]{1,3})(?:\s+of\s+[0-9]{1,3})?\s*$|"
    r"\s[-–]\s?(?P<dashed>[0-9]{1,3})\s?[-–]\s*$"
)
_DIGITS = re.compile(r"\d+")
_REPEATS = 3  # what stands on three pages is a running head
_LONGEST_LEGEND = 600
_SHORTEST_HEAD = 20
_KEY = 20
_CONTENTS_LINES = 4
_CONTENTS_BLOCKS = 400  # a table of contents stands among the first blocks
_SIGNED = re.compile(
    r"_{3,}|^(?:NOW,?\s{0,3}THEREFORE|WHEREAS|IN\s+WITNESS)\b|(?i:\b(?:by|name|title|date)\s*:)|\bshall\b"
)


def tell_parts(text: str, blocks: Sequence[Block]) -> list[Portion]:
    """Return the blocks in order, page furniture cut off, each with what it is."""
    cut = _cut_notes(text, _cut_page_ends(text, _cut_page_heads(text, blocks)))
    bodies = [text[block.start : block.end] for block, _ in cut]
    repeated = _repeated(bodies)
    parts = [
        Part.FURNITURE
        if part is Part.FURNITURE
        or is_furniture(body)
        or (index in repeated and len(body) > 12 and not _SIGNED.search(body))
        else Part.BODY
        for index, ((_, part), body) in enumerate(zip(cut, bodies, strict=True))
    ]
    _mark_contents(bodies, parts)
    return [Portion(block, part) for (block, _), part in zip(cut, parts, strict=True)]


def _repeated(bodies: Sequence[str]) -> set[int]:
    """Return the places of short blocks that come on three pages, figures apart."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, body in enumerate(bodies):
        if len(body) < _LONGEST_LEGEND and body:
            # What is the same begins and ends with the same words: the others need not be compared.
            alike[_even(body.split(None, 1)[0]), _even(body.rsplit(None, 1)[-1])].append(index)
    found: set[int] = set()
    for indices in alike.values():
        if len(indices) >= _REPEATS:
            keys = [_even(" ".join(bodies[index].split())) for index in indices]
            seen = Counter(keys)
            found.update(index for index, key in zip(indices, keys, strict=True) if seen[key] >= _REPEATS)
    return found


def _even(words: str) -> str:
    return words if words.isalpha() else _DIGITS.sub("#", words)


def _page_gaps(text: str, blocks: Sequence[Block]) -> list[bool]:
    """Tell for each block whether a page begins with it, told by the gap before it."""
    gaps = [False]
    for before, block in pairwise(blocks):
        gap = text[before.end : block.start]
        gaps.append(gap not in _PLAIN_GAPS and _PAGE_GAP.search(gap) is not None)
    return gaps[: len(blocks)]


def _cut_page_heads(text: str, blocks: Sequence[Block]) -> list[Portion]:
    """Cut off the words with which at least three pages begin."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, (block, starts_page) in enumerate(zip(blocks, _page_gaps(text, blocks), strict=True)):
        if starts_page and block.end - block.start > _SHORTEST_HEAD:
            groups[text[block.start : block.start + _KEY]].append(index)
    heads: dict[int, int] = {}
    for indices in groups.values():
        if len(indices) >= _REPEATS:
            length = _common(text, [blocks[index] for index in indices])
            heads.update(dict.fromkeys(indices, length))
    if not heads:
        return [Portion(block, Part.BODY) for block in blocks]
    portions: list[Portion] = []
    for index, block in enumerate(blocks):
        length = heads.get(index, 0)
        body = trim(text, block.start + length, block.end)
        if length < _SHORTEST_HEAD or body[0] == body[1]:
            portions.append(Portion(block, Part.BODY))
            continue
        head = trim(text, block.start, block.start + length)
        portions.append(Portion(replace(block, start=head[0], end=head[1]), Part.FURNITURE))
        portions.append(Portion(replace(block, start=body[0], end=body[1]), Part.BODY))
    return portions


def _common(text: str, blocks: Sequence[Block]) -> int:
    """Return how many characters all blocks begin with, up to the end of a word."""
    sample = text[blocks[0].start : min(blocks[0].end, blocks[0].start + _LONGEST_LEGEND)]
    length = len(sample)
    for block in blocks[1:]:
        other = text[block.start : min(block.end, block.start + length)]
        length = next(
            (i for i, (a, b) in enumerate(zip(sample, other, strict=False)) if a != b),
            min(length, len(other)),
        )
    while length > 0 and not all(_ends_word(text, block, length) for block in blocks):
        length -= 1
    return length


def _ends_word(text: str, block: Block, length: int) -> bool:
    at = block.start + length
    return at >= block.end or text[at].isspace() or text[at - 1].isspace()


def _cut_page_ends(text: str, portions: Sequence[Portion]) -> list[Portion]:
    """Cut off page numbers glued to the last words of a page; they must count up with the pages."""
    blocks = [portion.block for portion in portions]
    found: dict[int, tuple[int, int]] = {}
    for page, index in enumerate(_page_ends(text, portions), start=1):
        block = blocks[index]
        match = _PAGE_END.search(text, max(block.start, block.end - 40), block.end)
        if match:
            found[index] = (match.start(), int(match["page"] or match["dashed"]) - page)
    offsets = Counter(offset for _, offset in found.values())
    usual = {offset for offset, count in offsets.items() if count >= _REPEATS}
    if not usual:
        return list(portions)
    result: list[Portion] = []
    for index, portion in enumerate(portions):
        at, offset = found.get(index, (0, 0))
        if (
            portion.part is not Part.BODY
            or index not in found
            or not usual & {offset - 1, offset, offset + 1}
        ):
            result.append(portion)
            continue
        body = trim(text, portion.block.start, at)
        tail = trim(text, at, portion.block.end)
        if body[0] < body[1]:
            result.append(Portion(replace(portion.block, start=body[0], end=body[1]), Part.BODY))
        result.append(Portion(replace(portion.block, start=tail[0], end=tail[1]), Part.FURNITURE))
    return result


def _cut_notes(text: str, portions: Sequence[Portion]) -> list[Portion]:
    """Cut off the notes of those who draft in which a paragraph ends."""
    found: list[Portion] = []
    for portion in portions:
        block = portion.block
        note = note_behind(text, block.start, block.end) if portion.part is Part.BODY else None
        if note is None:
            found.append(portion)
            continue
        body = trim(text, block.start, note[0])
        if body[0] < body[1]:
            found.append(Portion(replace(block, start=body[0], end=body[1]), Part.BODY))
        found.append(Portion(replace(block, start=note[0], end=note[1]), Part.FURNITURE))
    return found


def _page_ends(text: str, portions: Sequence[Portion]) -> list[int]:
    """Return the places of the blocks that hold the last words of a page, legends not counted."""
    blocks = [portion.block for portion in portions]
    furniture = [is_furniture(text[block.start : block.end]) for block in blocks]
    gaps = _page_gaps(text, blocks)
    found: list[int] = []
    page_is_over = True  # behind the block that is looked at, with nothing but legends between
    for index in range(len(portions) - 1, -1, -1):
        if page_is_over and not furniture[index]:
            found.append(index)
        legend = furniture[index] or portions[index].part is not Part.BODY
        page_is_over = gaps[index] or (legend and page_is_over)
    found.reverse()
    return found


def _mark_contents(bodies: Sequence[str], parts: list[Part]) -> None:
    """Mark the lines after a heading "Table of contents", and any run of lines that end in page numbers."""
    run: list[int] = []
    titled = False
    for index, body in enumerate(bodies[:_CONTENTS_BLOCKS]):
        if is_contents_heading(body.strip()):
            titled = True
            run = [index]
        elif is_contents_line(body.strip()):
            run.append(index)
        elif parts[index] is Part.FURNITURE or (titled and len(body) < 100 and run and index - run[-1] < 3):
            continue
        else:
            _close_contents(run, parts, titled=titled)
            run, titled = [], False
    _close_contents(run, parts, titled=titled)


def _close_contents(run: Sequence[int], parts: list[Part], *, titled: bool) -> None:
    if len(run) >= (1 if titled else _CONTENTS_LINES):
        for index in range(run[0], run[-1] + 1):
            parts[index] = Part.CONTENTS


def inside(offset: int, spans: Sequence[Span]) -> bool:
    """Whether an offset lies in one of some ordered, disjoint spans."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= offset:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] <= offset
