"""The cells that rules enclose: the rules are found by PDFium, the grid of cells by pdfplumber.

pdfplumber's own parsing costs forty times as much per page as PDFium and can be hung by a file of a few
kilobytes; so only its table geometry is used, on the rules that PDFium has found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from contract_lens.document import Box

_THIN = 3.0  # points; a path that is thicker is a box with four edges
_SNAP = 3.0  # points within which rules are one; pdfplumber's own default
_MOST_CROSSINGS = 2_500  # pages with more are drawings
_HEIGHT = 20_000.0  # pdfplumber counts downwards; any height above all pages will do


def find_cells(boxes: Iterable[Box]) -> list[Box]:
    """Return the cells of all tables of a page, from the top left.

    Args:
        boxes: Rectangles of the rules, and of cells that are drawn as boxes.
    """
    from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

    edges = [edge for box in boxes for edge in _edges(box)]
    crossings = edges_to_intersections(merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP), _SNAP, _SNAP)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    cells = intersections_to_cells(crossings)
    found = [Box(left, _HEIGHT - low, right, _HEIGHT - high) for left, high, right, low in cells]
    return sorted(found, key=lambda cell: (-cell.top, cell.left))


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
