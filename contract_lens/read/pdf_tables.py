"""Ruled tables of a PDF page: the rules that PDFium has found, the text under each cell, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from contract_lens.document import Box
from contract_lens.read.pdf_grid import find_cells
from contract_lens.read.pdf_letters import tidy
from contract_lens.read.pdf_lines import Line
from contract_lens.read.pdf_objects import PageObjects
from contract_lens.read.pdf_turn import Turn

_LEAST_RULES = 3  # in each direction
_THIN = 3.0  # points; a path that is thicker is a box with four edges
_SHORTEST_ACROSS, _SHORTEST_DOWN = 20.0, 5.0  # points
_MOST_RULES = 800  # rules, crossings: pages with more are read without tables
_INSET = 1.2  # points; letters that hang over the rule from the next cell are not of this one
_MOST_LOST = (
    0.02  # share of the lines' characters that the cells may lack; a rule through a word doubles some
)


class Table(NamedTuple):
    """One table: its rectangle, and its rows as lines, one per filled cell."""

    box: Box
    rows: list[list[Line]]


def read_tables(
    objects: PageObjects, read_under: Callable[[Box], str], number: int, turn: Turn | None
) -> list[Table]:
    """Return the ruled tables of a page; a page without rules in both directions costs next to nothing.

    Args:
        objects: What the page draws.
        read_under: Gives the text under a rectangle of the page as it is looked at.
        number: Page number from 1.
        turn: How the page is turned, if it is.
    """
    boxes = _rule_boxes(objects)
    if turn is not None:
        boxes = [turn.to_view(box) for box in boxes]
    if not boxes:
        return []
    tables = []
    for cells in _grids(boxes):
        rows = [
            row
            for row in (_read_row(cells_of_row, read_under, number) for cells_of_row in _rows(cells))
            if row
        ]
        if len(rows) > 1 and max(map(len, rows)) > 1:
            tables.append(Table(_around(cells), rows))
    return tables


def replaces(table: Table, lines: list[Line]) -> list[int]:
    """Return the indices of the lines that a table replaces, or none if it would lose or double text."""
    inside = [index for index, line in enumerate(lines) if _is_inside(line.box, table.box)]
    written = Counter("".join(lines[index].text.replace(" ", "") for index in inside))
    kept = Counter("".join(cell.text.replace(" ", "") for row in table.rows for cell in row))
    lost, doubled = (written - kept).total(), (kept - written).total()
    return [] if max(lost, 2 * doubled) > _MOST_LOST * written.total() else inside


def mark_hidden(table: Table, lines: list[Line]) -> list[list[Line]]:
    """Return the rows of a table, with the cells marked in which a line is hidden."""
    hidden = [line for line in lines if line.hidden]
    if not hidden:
        return table.rows
    return [
        [
            cell._replace(hidden=next((line.hidden for line in hidden if _is_inside(line.box, cell.box)), ""))
            for cell in row
        ]
        for row in table.rows
    ]


def _is_inside(line: Box, table: Box) -> bool:
    across, down = (line.left + line.right) / 2, (line.bottom + line.top) / 2
    return table.left <= across <= table.right and table.bottom <= down <= table.top


def _rule_boxes(objects: PageObjects) -> list[Box]:
    """Rectangles of all paths of a page; none if too few of them are rules."""
    if not objects.complete or not 2 * _LEAST_RULES <= len(objects.paths) <= _MOST_RULES:
        return []
    edges = objects.paths.edges()
    across = down = 0
    for left, bottom, right, top in edges:
        flat, thin = top - bottom < _THIN, right - left < _THIN
        across += flat and right - left > _SHORTEST_ACROSS
        down += thin and top - bottom > _SHORTEST_DOWN
    return list(map(Box._make, edges)) if across >= _LEAST_RULES and down >= _LEAST_RULES else []


def _grids(boxes: list[Box]) -> list[list[Box]]:
    """Group the cells that the rules enclose into tables."""
    cells = find_cells(boxes)
    tables: list[list[Box]] = []
    corners: list[set[tuple[float, float]]] = []
    for cell in cells:
        own = {(x, y) for x in (cell.left, cell.right) for y in (cell.bottom, cell.top)}
        touching = [index for index, known in enumerate(corners) if known & own]
        if not touching:
            tables.append([cell])
            corners.append(own)
            continue
        first = touching[0]
        tables[first].append(cell)
        corners[first] |= own
        for index in reversed(touching[1:]):
            tables[first] += tables.pop(index)
            corners[first] |= corners.pop(index)
    return [table for table in tables if len(table) > 1]


def _rows(cells: list[Box]) -> list[list[Box]]:
    """Cells that share their upper edge are a row; from the top down, each from the left."""
    rows: dict[float, list[Box]] = {}
    for cell in cells:
        rows.setdefault(cell.top, []).append(cell)
    return [sorted(rows[top]) for top in sorted(rows, reverse=True)]


def _around(cells: list[Box]) -> Box:
    return Box(
        min(cell.left for cell in cells),
        min(cell.bottom for cell in cells),
        max(cell.right for cell in cells),
        max(cell.top for cell in cells),
    )


def _read_row(cells: list[Box], read_under: Callable[[Box], str], number: int) -> list[Line]:
    row: list[Line] = []
    for box in cells:
        inner = Box(box.left + _INSET, box.bottom + _INSET, box.right - _INSET, box.top - _INSET)
        words = read_under(inner).split()
        if words:
            row.append(Line(tidy(words), number, box, height=box.top - box.bottom))
    return row
