"""Ruled tables of a PDF page: rules and text by PDFium, the grid of cells by pdfplumber.

pdfplumber's own parsing costs forty times as much per page as PDFium and can be hung by a file of a few
kilobytes; so only its table geometry is used, on the rules that PDFium has found.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float
from typing import Any, NamedTuple

from contract_lens.document import Box
from contract_lens.read.pdf_lines import Line, tidy

_LEAST_RULES = 3  # in each direction
_THIN = 3.0  # points; a path that is thicker is a box with four edges
_SHORTEST_ACROSS, _SHORTEST_DOWN = 20.0, 5.0  # points
_MOST_OBJECTS = 4_000  # page objects, rules, crossings: pages with more are read without tables
_MOST_RULES = 800
_MOST_CROSSINGS = 2_500
_DEEPEST_FORM = 4
_SNAP = 3.0  # points; pdfplumber's own default
_LEAST_KEPT = 0.95  # share of the lines' characters that the cells must hold
_HEIGHT = 20_000.0  # pdfplumber counts downwards; any height above all pages will do

_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Table(NamedTuple):
    """One table: its rectangle, and its rows as lines, one per filled cell."""

    box: Box
    rows: list[list[Line]]


def read_tables(page: Any, text_page: Any, number: int) -> list[Table]:
    """Return the ruled tables of a page; a page without rules in both directions costs 0.1 ms.

    Args:
        page: A ``pypdfium2.PdfPage``.
        text_page: Its ``PdfTextPage``.
        number: Page number from 1.
    """
    boxes = _rule_boxes(page)
    if not boxes:
        return []
    tables = []
    for cells in _grids(boxes):
        rows = [
            row
            for row in (_read_row(cells_of_row, text_page, number) for cells_of_row in _rows(cells))
            if row
        ]
        if len(rows) > 1 and max(map(len, rows)) > 1:
            tables.append(Table(_around(cells), rows))
    return tables


def replaces(table: Table, lines: list[Line]) -> list[int]:
    """Return the indices of the lines that a table replaces, or none if its cells would lose text."""
    inside = [index for index, line in enumerate(lines) if _is_inside(line.box, table.box)]
    written = sum(len(lines[index].text.replace(" ", "")) for index in inside)
    kept = sum(len(cell.text.replace(" ", "")) for row in table.rows for cell in row)
    return inside if _LEAST_KEPT * written <= kept <= written / _LEAST_KEPT else []


def _is_inside(line: Box, table: Box) -> bool:
    across, down = (line.left + line.right) / 2, (line.bottom + line.top) / 2
    return table.left <= across <= table.right and table.bottom <= down <= table.top


def _rule_boxes(page: Any) -> list[Box]:
    """Rectangles of all paths of a page, those inside forms included; none if too few of them are rules."""
    import pypdfium2.raw as pdfium

    found: list[tuple[_Matrix, float, float, float, float]] = []
    across = down = seen = 0
    left, bottom, right, top = (c_float() for _ in range(4))
    to_edges = byref(left), byref(bottom), byref(right), byref(top)
    holders = [(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page.raw, _UNIT, 0)]
    while holders:
        count, get, holder, matrix, depth = holders.pop()
        number = count(holder)
        seen += number
        if seen > _MOST_OBJECTS:
            return []
        for index in range(number):
            item = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                pdfium.FPDFPageObj_GetBounds(item, *to_edges)
                box = matrix, left.value, bottom.value, right.value, top.value
                width, height = box[3] - box[1], box[4] - box[2]
                across += height < _THIN and width > _SHORTEST_ACROSS
                down += width < _THIN and height > _SHORTEST_DOWN
                found.append(box)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = _times(_matrix_of(item), matrix)
                holders.append(
                    (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, item, inner, depth + 1)
                )
    if across < _LEAST_RULES or down < _LEAST_RULES or len(found) > _MOST_RULES:
        return []
    return [_placed(*each) for each in found]


def _matrix_of(item: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return _UNIT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _placed(matrix: _Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _grids(boxes: list[Box]) -> list[list[Box]]:
    """Group the cells that the rules enclose into tables."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = [edge for box in boxes for edge in _edges(box)]
    crossings = edges_to_intersections(merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP), _SNAP, _SNAP)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    tables = cells_to_tables(intersections_to_cells(crossings))
    return [
        [Box(left, _HEIGHT - low, right, _HEIGHT - high) for left, high, right, low in table]
        for table in tables
    ]


def _edges(box: Box) -> Iterator[dict[str, Any]]:
    """A thin path is one edge, a box has four; as pdfplumber describes them. Corners may be very short."""
    left, right, high, low = box.left, box.right, _HEIGHT - box.top, _HEIGHT - box.bottom
    if low - high < min(_THIN, right - left):
        yield _edge("h", left, right, (high + low) / 2, (high + low) / 2)
    elif right - left < _THIN:
        yield _edge("v", (left + right) / 2, (left + right) / 2, high, low)
    else:
        yield _edge("h", left, right, high, high)
        yield _edge("h", left, right, low, low)
        yield _edge("v", left, left, high, low)
        yield _edge("v", right, right, high, low)


def _edge(orientation: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line", "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "doctop": top, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


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


def _read_row(cells: list[Box], text_page: Any, number: int) -> list[Line]:
    row: list[Line] = []
    for box in cells:
        words = text_page.get_text_bounded(box.left, box.bottom, box.right, box.top).split()
        if words:
            row.append(Line(tidy(words), number, box, height=box.top - box.bottom))
    return row
