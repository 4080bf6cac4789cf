"""Columns of a PDF page: where the gutters are, told by geometry, and the lines in the order of reading.

A gutter is a strip that no line crosses over several rows, with text on both sides that fills its column as
running text does. Columns of figures, of clause numbers and of terms to define do not; so tables without
rules and lists stay as they are drawn: row by row.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import NamedTuple

from contract_lens.document import Box
from contract_lens.read.pdf_layout import reading_order
from contract_lens.read.pdf_lines import Line

_LEAST_ROWS = 4  # in each column
_LEAST_RUNNING = 0.3  # share of a column's rows that begin in the middle of a sentence, as cells do not
_NARROWEST = 90.0  # points; a column of running text is not narrower
_LEAST_GUTTER = 6.0  # points
_LEAST_FILLED = 0.72  # median share of the column's width that its rows fill
_MOST_UNEQUAL = 2.2  # how many times wider one column may be
_LEAST_BESIDE = 0.5  # share of the shorter column that stands beside the longer one
_MOST_COLUMNS = 4
_ALIGNED = 2.0  # points within which lines begin at the same place

#: Reads the text under a rectangle of the page as it is looked at.
ReadUnder = Callable[[Box], str]


class Gutter(NamedTuple):
    """The strip between two columns, ``left`` to ``right``, and the rows between which it is free."""

    left: float
    right: float
    bottom: float
    top: float


def order_lines(lines: list[Line], stretches: list[Box], read_under: ReadUnder) -> list[Line]:
    """Return the lines of a page in the order of reading: column by column where there are columns.

    Args:
        lines: Lines as drawn.
        stretches: Rectangles of what the file draws at once; they show gutters inside of lines that PDFium
            has joined over two columns. May be those of the lines themselves.
        read_under: Gives the text of either half of such a line.
    """
    gutter = find_gutter(stretches)
    groups = _order(lines, stretches, read_under, gutter, _MOST_COLUMNS) if gutter else []
    return _number(groups) if groups else reading_order(lines)


def find_gutter(boxes: list[Box]) -> Gutter | None:
    """Return the gutter with the most rows beside it, or ``None`` if there are no columns."""
    if len(boxes) < 2 * _LEAST_ROWS:
        return None
    lefts = [box[0] for box in boxes]
    edge = min(lefts) + _NARROWEST
    starts = [left for left in lefts if left > edge]
    if len(starts) < _LEAST_ROWS:
        return None
    starts.sort()
    best: tuple[int, Gutter] | None = None
    frequent = _frequent(starts)
    lowered = sorted(boxes, key=lambda box: -box[3]) if frequent else []
    for start in frequent:
        for rows, gutter in _gutters_at(start, lowered):
            if best is None or rows > best[0]:
                best = rows, gutter
    return best[1] if best else None


def _frequent(starts: list[float]) -> list[float]:
    """Left edges that enough boxes share, each the leftmost of its kind."""
    found: list[float] = []
    for index, start in enumerate(starts[: len(starts) - _LEAST_ROWS + 1]):
        if starts[index + _LEAST_ROWS - 1] - start <= _ALIGNED and (
            not found or start - found[-1] > 2 * _ALIGNED
        ):
            found.append(start)
    return found


def _gutters_at(start: float, boxes: list[Box]) -> list[tuple[int, Gutter]]:
    """Gutters that end at ``start``, with their rows: between the lines that cross them.

    Args:
        start: Left edge of the right column.
        boxes: Rectangles, from the top down.
    """
    limit, edge = start - _LEAST_GUTTER, start - 1.0
    found = []
    left: list[Box] = []
    right: list[Box] = []
    for box in [*boxes, None]:
        if box is not None:
            on_left, on_right = box[2] <= limit, box[0] >= edge
            if on_left:
                left.append(box)
            if on_right:
                right.append(box)
            if on_left or on_right:
                continue
        if min(len(left), len(right)) >= _LEAST_ROWS and (rows := _rows_of_columns(left, right)):
            sides = left + right
            gutter = Gutter(
                max(each.right for each in left),
                start,
                min(each.bottom for each in sides),
                max(each.top for each in sides),
            )
            found.append((rows, gutter))
        left, right = [], []
    return found


def _rows_of_columns(left: list[Box], right: list[Box]) -> int:
    """How many rows two stretches of text have if both are columns of running text, else 0."""
    pair = (left, right) if len(left) < len(right) else (right, left)  # most end at the side of fewer boxes
    widths = [max([box[2] for box in side]) - min([box[0] for box in side]) for side in pair]
    if min(widths) < _NARROWEST or max(widths) > _MOST_UNEQUAL * min(widths):
        return 0  # before rows are made: most strips between words that happen to stand alike end here
    sides = []
    for side, width in zip(pair, widths, strict=True):
        rows = _rows(side)
        if len(rows) < _LEAST_ROWS or median([row[2] - row[0] for row in rows]) < _LEAST_FILLED * width:
            return 0
        sides.append(rows)
    tops, bottoms = [rows[0].top for rows in sides], [rows[-1].bottom for rows in sides]
    beside = min(tops) - max(bottoms)
    if beside < _LEAST_BESIDE * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True)):
        return 0
    return sum(map(len, sides))


def _rows(boxes: list[Box]) -> list[Box]:
    """Join what stands on one baseline; from the top down."""
    rows: list[Box] = []
    near = floor = far = ceiling = 0.0  # of the last row
    for box in sorted(boxes, key=_lower):
        left, bottom, right, top = box
        if rows:
            overlap = (ceiling if ceiling < top else top) - (floor if floor > bottom else bottom)
            tall, height = ceiling - floor, top - bottom
            if overlap > 0.5 * (tall if tall < height else height):
                near, floor = min(near, left), min(floor, bottom)
                far, ceiling = max(far, right), max(ceiling, top)
                rows[-1] = tuple.__new__(Box, (near, floor, far, ceiling))
                continue
        rows.append(box)
        near, floor, far, ceiling = left, bottom, right, top
    return rows


def _lower(box: Box) -> float:
    return -(box[1] + box[3])


def _order(
    lines: list[Line], stretches: list[Box], read_under: ReadUnder, gutter: Gutter, depth: int
) -> list[list[Line]]:
    """Lines in groups: what is above the gutter, left of it, right of it, and below; none if it is none."""
    groups: tuple[list[Line], ...] = ([], [], [], [])
    for line in _split_lines(lines, gutter, read_under):
        groups[_place(line.box, gutter)].append(line)
    if not all(_runs_on(group) for group in groups[1:3]):
        return []
    boxes: tuple[list[Box], ...] = ([], [], [], [])
    for box in stretches:
        boxes[_place(box, gutter)].append(box)
    ordered: list[list[Line]] = []
    for group, own in zip(groups, boxes, strict=True):
        inner = find_gutter(own) if depth > 1 else None
        found = _order(group, own, read_under, inner, depth - 1) if inner else []
        ordered += found or ([reading_order(group)] if group else [])
    return ordered


def _place(box: Box, gutter: Gutter) -> int:
    """Above a gutter (0), left of it (1), right of it (2), or below (3)."""
    middle = (box.bottom + box.top) / 2
    if middle > gutter.top:
        return 0
    if middle < gutter.bottom:
        return 3
    return 1 if box.left < gutter.right - 1.0 else 2


def _runs_on(column: list[Line]) -> bool:
    """Whether the rows of a column are running text: enough of them begin in the middle of a sentence."""
    starts = [line.text[0] for line in column]
    inside = sum(letter.isalpha() and not letter.isupper() for letter in starts)
    return inside >= _LEAST_RUNNING * len(starts)


def _split_lines(lines: list[Line], gutter: Gutter, read_under: ReadUnder) -> list[Line]:
    """Part the lines that PDFium has joined across a gutter."""
    found: list[Line] = []
    for line in lines:
        box = line.box
        middle = (box.bottom + box.top) / 2
        crosses = box.left < gutter.left - 1.0 and box.right > gutter.right + 1.0
        if not crosses or not gutter.bottom <= middle <= gutter.top:
            found.append(line)
            continue
        seam = (gutter.left + gutter.right) / 2
        halves = box._replace(right=seam), box._replace(left=seam)
        texts = [" ".join(read_under(half).split()) for half in halves]
        if all(texts) and "".join(texts).replace(" ", "") == line.text.replace(" ", ""):
            left, right = halves[0]._replace(right=gutter.left), halves[1]._replace(left=gutter.right)
            found.append(line._replace(text=texts[0], box=left, hyphenated=texts[0].endswith("-")))
            found.append(line._replace(text=texts[1], box=right))
        else:
            found.append(line)
    return found


def _number(groups: list[list[Line]]) -> list[Line]:
    """Give the lines of each group the number of their column."""
    return [line._replace(column=number) for number, group in enumerate(groups, 1) for line in group]
