"""Running heads, footers, page numbers and rules: lines that belong to the page and not to the contract."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import chain, pairwise

from contract_lens.read.pdf_lines import Line, PageLines

_EDGE_ROWS = 6  # how many rows from the top and from the bottom of a page can be furniture
_EDGE_SHARE = 0.16  # share of the page's height in which page numbers and short heads lie
_SENTENCE = 25  # characters from which a line that returns at any height is no chance
_OFTEN = 0.1  # ... if it does so on this share of the pages
_SAME_PLACE = 6.0  # points
_REPEATS = 3  # a line that returns at the same place on this many pages is a running head
_LONGEST = 200
_LONGEST_NUMBER = 12
_MOST_FURNITURE = 0.8  # share of a document's characters; in filed agreements it is 0.01 to 0.07
_DIGITS = b"0123456789"
_DASHES = frozenset("-=–—")
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
    r"(?:article|section|schedule|exhibit|annex|appendix|attachment|part|chapter)\b|\d{1,3}\.(?:\d|\s)",
    re.IGNORECASE,
)
_FORM_FIELD = re.compile(
    r".*(?::|_{3,})$|(?:by|name|title|date|its|signed|signature|for and on behalf)\b.*", re.IGNORECASE
)

_OPERATIVE = re.compile(r"\b(?:shall|will|must|agrees?)\b", re.IGNORECASE)  # a term of the contract

_Key = tuple[str, int, int]
_Place = tuple[int, int]  # page number, index of the line
_Row = list[int]
_Edges = dict[int, tuple[list[_Row], list[_Row]]]


def find_furniture(pages: list[PageLines]) -> dict[int, dict[int, str]]:
    """Tell which lines are furniture.

    A row counts when it stands at the edge of its page with nothing but furniture beyond it, and all its
    lines are page numbers, notes of the filing service, or return (their digits aside): short ones at the
    same place on pages in a row, sentences at any height. Lines that read like headings must return with the
    same digits, and the first of them stays. Lone page numbers between lines count when they fit the sequence
    of the pages' numbers.

    Args:
        pages: All pages of the document.

    Returns:
        For each page number, the indices of its furniture lines with the reason: ``"running_head"``,
        ``"page_number"``, or ``"ruled_line"`` for underlines typed as dashes.
    """
    edges = {page.number: _edges(page) for page in pages}
    repeated = _repeated(pages, edges)
    found = _mark(pages, edges, repeated)
    if not _leaves_text(pages, found):
        found = _mark(pages, edges, frozenset())
    _add_inner_numbers(pages, found)
    _add_inner_heads(pages, found)
    return found


def _mark(pages: list[PageLines], edges: _Edges, repeated: frozenset[_Place]) -> dict[int, dict[int, str]]:
    seen_headings: set[str] = set()
    found: dict[int, dict[int, str]] = {}
    for page in pages:
        marks = {}
        if not _DASHES.isdisjoint([line[0][0] for line in page.lines]):  # by place: every line is asked
            dashed = [index for index, line in enumerate(page.lines) if line[0][0] in _DASHES]
            marks = {index: "ruled_line" for index in dashed if _RULED.fullmatch(page.lines[index].text)}
        for edge in edges[page.number]:
            for row in edge:
                reasons = {index: _reason(index, page, repeated, seen_headings) for index in row}
                if None not in reasons.values():
                    marks.update({index: reason for index, reason in reasons.items() if reason})
                elif not all(_plain_number(page.lines[index].text) for index in row):
                    break
        found[page.number] = marks
    return found


def _leaves_text(pages: list[PageLines], found: dict[int, dict[int, str]]) -> bool:
    """Whether most of the document would be left; pages that are all alike are forms, not running heads."""
    marked = sum([len(page.lines[index].text) for page in pages for index in found[page.number]])
    written = 0
    for page in pages:  # the first few tell
        written += sum([len(line[0]) for line in page.lines])
        if marked <= _MOST_FURNITURE * written:
            return True
    return not marked


def _reason(index: int, page: PageLines, repeated: frozenset[_Place], seen_headings: set[str]) -> str | None:
    line, text = page.lines[index], page.lines[index].text
    if (
        len(text) <= 24
        and _is_outer(line, page)
        and (_PAGE_NUMBER.fullmatch(text) or _EDGAR_MARK.fullmatch(text))
    ):
        return "page_number"
    if text.startswith("Source:") and _FILING_NOTE.fullmatch(text):
        return "running_head"
    if (page.number, index) not in repeated:
        return None
    if _HEADING.match(text) and text not in seen_headings:
        seen_headings.add(text)
        return None
    return "running_head"


def _edges(page: PageLines) -> tuple[list[_Row], list[_Row]]:
    """Rows at the top, outermost first, and those at the bottom."""
    lines = page.lines
    # Fields by their places: every line of every page is asked.
    seen = [index for index, line in enumerate(lines) if not line[5] and not line[6]]
    depths = [-line[2][1] for line in lines]
    order = sorted(seen, key=depths.__getitem__)
    return _rows(page, order[: 3 * _EDGE_ROWS]), _rows(page, order[: -3 * _EDGE_ROWS - 1 : -1])


def _rows(page: PageLines, order: list[int]) -> list[_Row]:
    """Group lines of one baseline; what shares its row with text is not furniture."""
    rows: list[_Row] = []
    near = 0.0
    for index in order:
        line = page.lines[index]
        bottom, height = line[2][1], line[4]
        if rows and abs(near - bottom) < 0.4 * (height if height > 1.0 else 1.0):
            rows[-1].append(index)
        elif len(rows) == _EDGE_ROWS:
            break
        else:
            rows.append([index])
        near = bottom
    return rows


def _is_outer(line: Line, page: PageLines) -> bool:
    """Whether a line lies in the outer part of what is printed on the page."""
    margin = page.height * _EDGE_SHARE
    return line.box.bottom > page.highest - margin or line.box.bottom < page.lowest + margin


def _repeated(pages: list[PageLines], edges: _Edges) -> frozenset[_Place]:
    """Edge lines that return on enough pages, as (page number, index)."""
    places = [(page, index) for page in pages for index in {*chain(*chain(*edges[page.number]))}]
    # Almost all edge lines are text that never returns; a cheap count of all at once sets them aside.
    bare = _bare("\n".join([page.lines[index][0] for page, index in places])).split(b"\n")
    counts = Counter(bare)
    seen: dict[_Key, set[_Place]] = defaultdict(set)
    for place, own in enumerate(bare if len(counts) < len(bare) else ()):
        if counts[own] == 1:
            continue
        page, index = places[place]
        if _may_return(page.lines[index].text):
            for key in _keys(page.lines[index], page):
                seen[key].add((page.number, index))
    often = max(_REPEATS, _OFTEN * len(pages))
    found: set[_Place] = set()
    for key, alike in seen.items():
        text, height, size = key
        numbers = {number for step in (-1, 0, 1) for number, _ in seen.get((text, height + step, size), ())}
        if len(numbers) >= often if size < 0 else _is_series(numbers, len(pages)):
            found |= alike
    beside = {number for number, _ in found}
    for page in pages:
        for edge in edges[page.number] if page.number in beside else ():
            found |= _remainders(page, edge, found, counts, often)
    return frozenset(found)


def _remainders(
    page: PageLines, edge: list[_Row], found: set[_Place], counts: Counter[bytes], often: float
) -> set[_Place]:
    """Short last lines of notices that return: rows next to a row that was found, as frequent as it."""
    more: set[_Place] = set()
    number = page.number
    returns = [found.issuperset([(number, index) for index in row]) for row in edge]
    for place, (before, after) in enumerate(pairwise(returns)):
        if before == after:
            continue  # both are found already, or neither
        row = edge[place + before]
        texts = [page.lines[index].text for index in row]
        if all(counts[_bare(text)] >= often and _may_return(text) for text in texts):
            more |= {(page.number, index) for index in row}
    return more


def _keys(line: Line, page: PageLines) -> list[_Key]:
    """What makes two lines the same: their words, digits aside; for short lines also their height."""
    text = (line.text if _HEADING.match(line.text) else _without_digits(line.text)).casefold()
    keys = [(text, -1, -1)] if len(text) >= _SENTENCE else []
    if _is_outer(line, page):
        keys.append((text, round(line.box.bottom / _SAME_PLACE), round(page.height / 50)))
    return keys


def _is_series(numbers: set[int], count: int) -> bool:
    """Whether pages follow each other, or every other page as odd and even heads do; both pages of two."""
    if count == 2:
        return len(numbers) == 2
    return any(
        number + step in numbers and number + 2 * step in numbers for number in numbers for step in (1, 2)
    )


@lru_cache(maxsize=1024)
def _may_return(text: str) -> bool:
    """Whether a line can be a running head at all; when in doubt, it is text."""
    return (
        len(text) <= _LONGEST
        and any(map(str.isalpha, text))
        and _FORM_FIELD.fullmatch(text) is None
        and _OPERATIVE.search(text) is None
    )


def _add_inner_numbers(pages: list[PageLines], found: dict[int, dict[int, str]]) -> None:
    """Find page numbers of the original pages that a conversion left between the lines of new ones."""
    candidates: list[tuple[int, int, int]] = []
    for page in pages:
        marks = found[page.number]
        short = [
            (index, value)
            for index, line in enumerate(page.lines)
            if len(line[0]) <= _LONGEST_NUMBER and (value := _plain_number(line.text)) is not None
        ]
        lowest = _lowest(page, marks) if any(index not in marks for index, _ in short) else -1
        candidates += [
            (page.number, index, value)
            for index, value in short
            if index in marks or index == lowest or _stands_alone(page, index)
        ]
    for position, (number, index, value) in enumerate(candidates):
        around = {near for _, _, near in candidates[max(0, position - 3) : position + 4]}
        if value + 1 in around or value - 1 in around:
            found[number].setdefault(index, "page_number")


def _lowest(page: PageLines, marks: dict[int, str]) -> int:
    bottoms = [line[2][1] for line in page.lines]
    left = [index for index in range(len(bottoms)) if index not in marks]
    return min(left, key=bottoms.__getitem__, default=-1)


def _plain_number(text: str) -> int | None:
    bare = text.strip("-–— ") if len(text) <= _LONGEST_NUMBER else ""
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 4 else None


def _stands_alone(page: PageLines, index: int) -> bool:
    """Whether a number has more than a line's height of free space above and below, alone or in a pair."""
    line = page.lines[index]
    for step in (-1, 1):
        near = index + step
        while 0 <= near < len(page.lines) and _plain_number(page.lines[near].text) is not None:
            near += step
        if 0 <= near < len(page.lines):
            gap = abs(page.lines[near].box.bottom - line.box.bottom)
            if gap < 1.8 * line.height:
                return False
    return True


def _add_inner_heads(pages: list[PageLines], found: dict[int, dict[int, str]]) -> None:
    """Find running heads of the original pages: lines that return beside page numbers between lines."""
    beside: dict[str, list[_Place]] = defaultdict(list)
    for page in pages:
        marks = found[page.number]
        numbers = [index for index, reason in marks.items() if reason == "page_number"]
        for index in {index + step for index in numbers for step in (-1, 1)} - marks.keys():
            text = page.lines[index].text if 0 <= index < len(page.lines) else ""
            if text and _may_return(text) and not _HEADING.match(text):
                beside[_without_digits(text).casefold()].append((page.number, index))
    for places in beside.values():
        if len(places) >= _REPEATS:
            for number, index in places:
                found[number][index] = "running_head"


@lru_cache(maxsize=4096)
def _without_digits(text: str) -> str:
    return _bare(text).decode("utf-8", "surrogatepass")


def _bare(text: str) -> bytes:
    """Return a text in UTF-8, without digits."""
    return text.encode("utf-8", "surrogatepass").translate(None, _DIGITS)
