"""Running heads, footers, page numbers and rules: lines that belong to the page and not to the contract."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from contract_lens.read.pdf_lines import Line, PageLines

_EDGE_ROWS = 4  # how many rows from the top and from the bottom of a page can be furniture
_EDGE_SHARE = 0.16  # ... if they lie within this share of the page's height
_SAME_PLACE = 6.0  # points
_REPEATS = 3  # a line that returns at the same place on this many pages is a running head
_LONGEST = 200
_DIGITS = re.compile(r"\d+")
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{0,3}))"
# "12", "- 12 -", "Page 12 of 40", "iv", "A-3", "12 / 40"
_PAGE_NUMBER = re.compile(
    rf"(?:page\s+)?[-–—\[(]?\s*(?:[A-Z]{{1,3}}[-–—])?(?:\d{{1,4}}|(?=[ivx]){_ROMAN})\s*[-–—\])]?(?:\s*(?:of|/)\s*\d{{1,4}})?",
    re.IGNORECASE,
)
_FILING_NOTE = re.compile(r"Source: .{2,120}, \d{1,2}/\d{1,2}/\d{4}")
_RULED = re.compile(r"[-=–—][-=–— ]{3,}")  # underlines of typewritten headings; signature lines use "_"
_EDGAR_MARK = re.compile(r"<PAGE>(?:\s*\d+)?", re.IGNORECASE)
# These return at the same place because every schedule or signature page begins alike.
_HEADING = re.compile(
    r"(?:article|section|schedule|exhibit|annex|appendix|attachment|part|chapter)\b", re.IGNORECASE
)
_FORM_FIELD = re.compile(
    r".*(?::|_{3,})$|(?:by|name|title|date|its|signed|signature|for and on behalf)\b.*", re.IGNORECASE
)

_Key = tuple[str, int, int]


class _Row(NamedTuple):
    """Lines of one baseline, by index; what shares a line with text is not furniture."""

    indices: list[int]


def find_furniture(pages: list[PageLines]) -> dict[int, dict[int, str]]:
    """Tell which lines are furniture.

    A row counts when it stands at the edge of its page with nothing but furniture beyond it, and all its
    lines are page numbers, notes of the filing service, or return (their digits aside) at the same place on
    other pages. Lines that read like headings must return with the same digits, and the first of them stays.
    Lone page numbers between lines count when they fit the sequence of the pages' numbers.

    Args:
        pages: All pages of the document.

    Returns:
        For each page number, the indices of its furniture lines with the reason: ``"running_head"``,
        ``"page_number"``, or ``"ruled_line"`` for underlines typed as dashes.
    """
    edges = {page.number: _edges(page) for page in pages}
    repeated = _repeated(pages, edges)
    seen_headings: set[str] = set()
    found: dict[int, dict[int, str]] = {}
    for page in pages:
        marks: dict[int, str] = {}
        for edge in edges[page.number]:
            for row in edge:
                reasons = {
                    index: _reason(page.lines[index], repeated, page, seen_headings) for index in row.indices
                }
                if not all(reasons.values()):
                    break
                marks.update({index: reason for index, reason in reasons.items() if reason})
        marks.update(
            {index: "ruled_line" for index, line in enumerate(page.lines) if _RULED.fullmatch(line.text)}
        )
        found[page.number] = marks
    _add_inner_numbers(pages, found)
    return found


def _reason(line: Line, repeated: frozenset[_Key], page: PageLines, seen_headings: set[str]) -> str | None:
    text = line.text
    if len(text) <= 24 and (_PAGE_NUMBER.fullmatch(text) or _EDGAR_MARK.fullmatch(text)):
        return "page_number"
    if _FILING_NOTE.fullmatch(text):
        return "running_head"
    if _key(line, page) not in repeated:
        return None
    if _HEADING.match(text) and text not in seen_headings:
        seen_headings.add(text)
        return None
    return "running_head"


def _edges(page: PageLines) -> tuple[list[_Row], list[_Row]]:
    """Rows at the top, outermost first, and those at the bottom."""
    order = sorted(range(len(page.lines)), key=lambda index: -page.lines[index].box.bottom)
    if not order:
        return [], []
    margin = page.height * _EDGE_SHARE
    highest, lowest = page.lines[order[0]].box.bottom, page.lines[order[-1]].box.bottom
    top = [index for index in order[: 3 * _EDGE_ROWS] if page.lines[index].box.bottom > highest - margin]
    bottom = [
        index for index in order[: -3 * _EDGE_ROWS - 1 : -1] if page.lines[index].box.bottom < lowest + margin
    ]
    return _rows(page, top), _rows(page, bottom)


def _rows(page: PageLines, order: list[int]) -> list[_Row]:
    rows: list[_Row] = []
    for index in order:
        line = page.lines[index]
        if rows:
            near = page.lines[rows[-1].indices[-1]]
            if abs(near.box.bottom - line.box.bottom) < 0.4 * max(1.0, line.height):
                rows[-1].indices.append(index)
                continue
        rows.append(_Row([index]))
    return rows[:_EDGE_ROWS]


def _key(line: Line, page: PageLines) -> _Key:
    """Text without its digits, and the rounded height on the page; odd and even pages may differ in x."""
    text = line.text.casefold()
    if not _HEADING.match(text):
        text = _DIGITS.sub("#", text)
    return text, round(line.box.bottom / _SAME_PLACE), round(page.height / 50)


def _repeated(pages: list[PageLines], edges: dict[int, tuple[list[_Row], list[_Row]]]) -> frozenset[_Key]:
    """Keys of edge lines that return on enough pages; neighbouring heights are counted together."""
    seen: dict[_Key, set[int]] = defaultdict(set)
    for page in pages:
        for edge in edges[page.number]:
            for row in edge:
                for index in row.indices:
                    line = page.lines[index]
                    if _may_return(line.text):
                        seen[_key(line, page)].add(page.number)
    needed = min(_REPEATS, max(2, len(pages)))
    keys: set[_Key] = set()
    for key, numbers in seen.items():
        text, place, height = key
        near = numbers.union(*(seen.get((text, place + step, height), set()) for step in (-1, 1)))
        if len(near) >= needed:
            keys.add(key)
    return frozenset(keys)


def _may_return(text: str) -> bool:
    return len(text) <= _LONGEST and any(map(str.isalpha, text)) and _FORM_FIELD.fullmatch(text) is None


def _add_inner_numbers(pages: list[PageLines], found: dict[int, dict[int, str]]) -> None:
    """Find page numbers of the original pages that a conversion left between the lines of new ones."""
    candidates: list[tuple[int, int, int]] = []
    for page in pages:
        marks = found[page.number]
        left = [index for index in range(len(page.lines)) if index not in marks]
        lowest = min(left, key=lambda index: page.lines[index].box.bottom, default=-1)
        for index in left:
            value = _plain_number(page.lines[index].text)
            if value is not None and (index == lowest or _stands_alone(page, index)):
                candidates.append((page.number, index, value))
    for position, (number, index, value) in enumerate(candidates):
        around = {near for _, _, near in candidates[max(0, position - 3) : position + 4]}
        if value + 1 in around or value - 1 in around:
            found[number][index] = "page_number"


def _plain_number(text: str) -> int | None:
    bare = text.strip("-–— ") if len(text) <= 12 else ""
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 4 else None


def _stands_alone(page: PageLines, index: int) -> bool:
    """Whether there is more than a line's height of free space above and below."""
    line = page.lines[index]
    for near in (index - 1, index + 1):
        if 0 <= near < len(page.lines):
            gap = abs(page.lines[near].box.bottom - line.box.bottom)
            if gap < 1.8 * line.height:
                return False
    return True
