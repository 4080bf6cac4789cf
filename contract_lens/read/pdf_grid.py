"""The cells that rules enclose: the rules are found by PDFium, the grid of cells by pdfplumber.

pdfplumber's own parsing costs forty times as much per page as PDFium and can be hung by a file of a few
kilobytes; so only its table geometry is used, on the rules that PDFium has found.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from operator import itemgetter
from typing import Any

from contract_lens.document import Box

_THIN = 3.0  # points; a path that is thicker is a box with four edges
_SNAP = 3.0  # points within which rules are one; pdfplumber's own default
_MOST_CROSSINGS = 2_500  # pages with more are drawings
_HEIGHT = 20_000.0  # pdfplumber counts downwards; any height above all pages will do

# Where a rule lies, across its direction, and from where to where it runs.
_Rule = tuple[float, float, float]
_PLACE = itemgetter(0)


def find_cells(boxes: Iterable[Box]) -> list[Box]:
    """Return the cells of all tables of a page, from the top left.

    Args:
        boxes: Rectangles of the rules, and of cells that are drawn as boxes.
    """
    from pdfplumber.table import edges_to_intersections, intersections_to_cells

    flat, upright = map(merged, _rules(boxes))
    # From each crossing at the right end of a rule, pdfplumber looks at all below it. So most tables cost
    # least when they lie on their side; the cells are the same, for where rules meet does not change.
    turned = len(flat) > len(upright)
    if turned:
        flat, upright = upright, flat
    edges = [_edge("v", x, x, high, low) for x, high, low in upright]
    edges += [_edge("h", left, right, y, y) for y, left, right in flat]
    crossings = edges_to_intersections(edges, _SNAP, _SNAP)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    cells = intersections_to_cells(crossings)
    if turned:
        cells = [(left, high, right, low) for high, left, low, right in cells]
    found = [Box(left, _HEIGHT - low, right, _HEIGHT - high) for left, high, right, low in cells]
    return sorted(found, key=lambda cell: (-cell.top, cell.left))


def merged(rules: list[_Rule]) -> list[_Rule]:
    """Make one of the rules of one direction that lie beside each other, or one behind the other.

    As ``pdfplumber.table.merge_edges`` does, to the last digit, which copies a mapping for each step: rules
    move to the mean of their places, then those of equal places join where they touch.
    """
    joined: list[_Rule] = []
    for place, start, end in sorted(chain.from_iterable(map(_at_one_place, _neighbours(rules)))):
        if not joined or joined[-1][0] != place or start > joined[-1][2] + _SNAP:
            joined.append((place, start, end))
        elif end > joined[-1][2]:
            joined[-1] = (place, joined[-1][1], end)
    return joined


def _neighbours(rules: list[_Rule]) -> list[list[_Rule]]:
    """Part rules where two places that follow each other are too far apart; each part keeps its order."""
    groups: dict[float, list[_Rule]] = {}
    first = last = 0.0
    firsts: dict[float, float] = {}
    for place in sorted(set(map(_PLACE, rules))):
        if not firsts or place > last + _SNAP:
            first = place
        firsts[place] = first
        last = place
    for rule in rules:
        groups.setdefault(firsts[rule[0]], []).append(rule)
    return list(groups.values())


def _at_one_place(rules: list[_Rule]) -> list[_Rule]:
    mean = sum([rule[0] for rule in rules]) / len(rules)
    # The difference is added, not the mean taken: they may differ in the last digit, as pdfplumber's do.
    return [(place + (mean - place), start, end) for place, start, end in rules]


def _rules(boxes: Iterable[Box]) -> tuple[list[_Rule], list[_Rule]]:
    """Rules that run across and those that run down: one of a thin path, four of a box.

    Heights are counted downwards. Corners may be very short.
    """
    flat: list[_Rule] = []
    upright: list[_Rule] = []
    for left, bottom, right, top in boxes:
        high, low = _HEIGHT - top, _HEIGHT - bottom
        if low - high < min(_THIN, right - left):
            flat.append(((high + low) / 2, left, right))
        elif right - left < _THIN:
            upright.append(((left + right) / 2, high, low))
        else:
            flat += (high, left, right), (low, left, right)
            upright += (left, high, low), (right, high, low)
    return flat, upright


def _edge(orientation: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    """Describe a rule as pdfplumber does."""
    return {"orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom}
