"""Cutting a contract at every place where a new thought may begin.

Cuts fall at the start of blocks (unless a page break or a stray blank line has broken a sentence), at clause
numbers wherever they stand, and in run-on text at recitals, definitions, the testimonium and wide gaps.
``grouping`` puts the pieces together again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from contract_lens.document import Block, BlockKind, Document
from contract_lens.segment.front import find_party_entries
from contract_lens.segment.furniture import Part, Portion, inside, tell_parts
from contract_lens.segment.headings import is_heading
from contract_lens.segment.landmarks import (
    INLINE_START,
    find_parties_start,
    greets,
    is_recitals_heading,
    reset_points,
)
from contract_lens.segment.numbering import find_candidates
from contract_lens.segment.plain_terms import LEAST_LINES, label_lines
from contract_lens.segment.sentences import trim
from contract_lens.segment.sequence import Marker, Outline

# Held by names of their own: Python 3.11 finds a member in its enumeration slowly.
_BODY, _FURNITURE = Part.BODY, Part.FURNITURE
_LIST_ITEM, _TABLE_ROW = BlockKind.LIST_ITEM, BlockKind.TABLE_ROW
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


class Piece(NamedTuple):
    """A stretch of text between two cuts, trimmed.

    Attributes:
        start: First character.
        end: One past the last.
        marker: Index of the number it opens with, or ``None``.
        block: Kind of the block it lies in.
        level: Level of that block if it is a heading.
        part: Body, page furniture or contents.
        at_block: Whether it begins a block.
    """

    start: int
    end: int
    marker: int | None
    block: BlockKind
    level: int
    part: Part
    at_block: bool


_WIDE_GAP = re.compile(r"[.;:\"”)][ \xa0]{3,}(?=[A-Z\"“])")
_WRAP = re.compile(r"[a-z,][ \xa0]{3,}[a-z]")
_MARKS = re.compile(r"(?:#{1,6}[ \t]{1,4})?(?:\*\*|__)?\[?")
_BRACKETED = re.compile(r"(?m)^[ \t]{0,8}(\[)(?=[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?[ \t]{1,4}[A-Z\[])")
_SPACE = re.compile(r"[\s.:)\-–—]{0,40}")
_GLUED = re.compile(r"[.;:][\"”)]{0,2}\s{1,6}([A-Z][A-Z&/,’' -]{3,70})\s{1,6}$")
_ENDS_SENTENCE = re.compile(r"[.;:?!][\"”’')\]]{0,3}$")
_ITEM = re.compile(r"[a-z]{1,4}[.)]\s|o\s")
_FRONT = 6_000  # characters within which the parties are looked for
_LONG_LINE = 120  # characters; what is shorter may be a line of an address or a list


def cut_pieces(document: Document) -> tuple[list[Piece], list[Marker]]:
    """Return the pieces of a document in order, and the clause numbers found in it."""
    text = document.text
    blocks = [block for block in document.blocks if text[block.start : block.end].strip()]
    if not blocks:
        start, end = trim(text, 0, len(text))
        blocks = [Block(start, end)] if start < end else []
    portions = tell_parts(text, blocks)
    broken = _broken(text, portions)
    begins = frozenset(
        portion.block.start for portion, joined in zip(portions, broken, strict=True) if not joined
    )
    marked = {_after_marks(text, start): start for start in begins} | _bracketed(text)
    skipped = [(p.block.start, p.block.end) for p in portions if _counts_nothing(p)]
    gaps_count = not _gaps_wrap(text)
    candidates = [
        candidate
        for candidate in find_candidates(text, begins | marked.keys(), gaps_count=gaps_count)
        if not inside(candidate.start, skipped)
    ]
    recitals = [
        p.block.start for p in portions if is_recitals_heading(text[p.block.start : p.block.end].strip("#* "))
    ]
    markers = Outline().read(candidates, reset_points(text), recitals, find_party_entries(text))
    hard = {
        marked.get(marker.start, marker.start): index
        for index, marker in enumerate(markers)
        if not marker.inline
    }
    heads = _glued_headings(text, hard) | _label_starts(text, portions)
    loose = _inline_cuts(text, portions, gaps_count=gaps_count) - _just_after(text, markers)
    cuts = sorted(begins | hard.keys() | heads | loose)
    return _pieces(text, portions, begins | heads, cuts, hard), markers


def _counts_nothing(portion: Portion) -> bool:
    """Whether figures in a portion are page numbers or cells of a table."""
    return portion.part is not _BODY or portion.block.kind is _TABLE_ROW


def _after_marks(text: str, start: int) -> int:
    """Return where the words of a block begin: after the ``##`` or ``**`` of Markdown, and a bracket."""
    match = _MARKS.match(text, start)
    return match.end() if match else start


def _bracketed(text: str) -> dict[int, int]:
    """Find the numbers of clauses that may come out of a draft, and the brackets at which they begin."""
    return {match.end(): match.start(1) for match in _BRACKETED.finditer(text)}


def _gaps_wrap(text: str) -> bool:
    """Whether wide gaps are what is left of line breaks, and so no sign of a new paragraph."""
    if not _has_wide_gap(text):
        return False
    wraps = sum(1 for _ in _WRAP.finditer(text))
    return wraps > 10 and wraps > sum(1 for _ in _WIDE_GAP.finditer(text)) / 2


def _has_wide_gap(text: str) -> bool:
    """Whether three blanks follow each other anywhere; in most texts none do, and this is soon known."""
    return "   " in text.replace("\xa0", " ")


def _just_after(text: str, markers: Sequence[Marker]) -> set[int]:
    """Return the first offset after each number: ``1. "Product" means`` is not cut after its number."""
    found: set[int] = set()
    for marker in markers:
        match = _SPACE.match(text, marker.end)
        found.add(match.end() if match else marker.end)
    return found


def _glued_headings(text: str, hard: dict[int, int]) -> set[int]:
    """Find headings in capitals glued to the clause before: ``... herein. COMPENSATION 16. Unless``."""
    found: set[int] = set()
    for start in hard:
        match = _GLUED.search(text, max(0, start - 90), start)
        if match and is_heading(match[1]):
            found.add(match.start(1))
    return found


def _label_starts(text: str, portions: Sequence[Portion]) -> set[int]:
    """Find the lines of a sheet of terms that no blank line parts."""
    found: set[int] = set()
    for portion in portions:
        start, end = portion.block.start, portion.block.end
        if portion.part is _BODY and text.count(":", start, end) >= LEAST_LINES:
            found.update(start + line for line in label_lines(text[start:end]))
    return found


def _broken(text: str, portions: Sequence[Portion]) -> list[bool]:
    """Tell for each block whether it goes on with the sentence that the block before left open."""
    broken = [False] * len(portions)
    last: int | None = None
    between: list[int] = []
    for index, portion in enumerate(portions):
        if portion.part is _FURNITURE:
            between.append(index)
            continue
        if last is not None and portion.part is _BODY and _goes_on(text, portions[last], portion, between):
            for inner in (*between, index):
                broken[inner] = True
        last, between = index, []
    return broken


def _goes_on(text: str, before: Portion, portion: Portion, between: Sequence[int]) -> bool:
    first, second = before.block, portion.block
    if before.part is not _BODY or first.kind not in _RUNNING or second.kind not in _RUNNING:
        return False
    if second.kind is _LIST_ITEM and not between:
        return False
    tail = text[max(first.start, first.end - 60) : first.end].rstrip()
    if _ENDS_SENTENCE.search(tail) or (tail[-1:] == "," and greets(tail)):
        return False
    if is_heading(text[first.start : min(first.end, first.start + 200)]):
        return False
    head = text[second.start : second.start + 40]
    if head[0].islower():
        return not _ITEM.match(head)
    # A page that ends in the middle of a sentence, the next one beginning with a name or a bracket.
    if tail[-1] == ",":
        return head[0].isalpha()
    open_end = tail.split()[-1].islower() or bool(between)
    return open_end and first.end - first.start > _LONG_LINE and head[0].isalpha()


def _inline_cuts(text: str, portions: Sequence[Portion], *, gaps_count: bool) -> set[int]:
    cuts: set[int] = set()
    gaps_count = gaps_count and _has_wide_gap(text)
    for portion in portions:
        if portion.part is not _BODY:
            continue
        start, end = portion.block.start, portion.block.end
        cuts.update(match.start() for match in INLINE_START.finditer(text, start, end))
        if gaps_count:
            cuts.update(match.end() for match in _WIDE_GAP.finditer(text, start, end))
    parties = find_parties_start(text, 0, min(len(text), _FRONT))
    if parties is not None:
        cuts.add(parties)
    return cuts


def _pieces(
    text: str,
    portions: Sequence[Portion],
    begins: frozenset[int],
    cuts: Sequence[int],
    hard: dict[int, int],
) -> list[Piece]:
    pieces: list[Piece] = []
    at = -1
    for cut, following in pairwise([*cuts, len(text)]):
        while at + 1 < len(portions) and portions[at + 1].block.start <= cut:
            at += 1
        start, end = trim(text, cut, following)
        if start == end:
            continue
        portion = portions[max(at, 0)]
        block = portion.block
        pieces.append(
            Piece(start, end, hard.get(cut), block.kind, block.level, portion.part, at_block=cut in begins)
        )
    return pieces
