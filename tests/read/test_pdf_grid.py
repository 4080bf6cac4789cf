"""Cells that rules enclose: prepared rules give the cells that pdfplumber finds in those it merges itself."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from contract_lens.document import Box
from contract_lens.read.pdf_grid import find_cells, merged

_HEIGHT = 20_000.0


def _edge(orientation: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line", "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "doctop": top, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _edges(box: Box) -> list[dict[str, Any]]:
    left, right, high, low = box.left, box.right, _HEIGHT - box.top, _HEIGHT - box.bottom
    if low - high < min(3.0, right - left):
        return [_edge("h", left, right, (high + low) / 2, (high + low) / 2)]
    if right - left < 3.0:
        return [_edge("v", (left + right) / 2, (left + right) / 2, high, low)]
    return [
        _edge("h", left, right, high, high), _edge("h", left, right, low, low),
        _edge("v", left, left, high, low), _edge("v", right, right, high, low),
    ]  # fmt: skip


def _cells_by_pdfplumber(boxes: list[Box]) -> list[Box]:
    edges = merge_edges([edge for box in boxes for edge in _edges(box)], 3.0, 3.0, 3.0, 3.0)
    cells = intersections_to_cells(edges_to_intersections(edges, 3.0, 3.0))
    found = [Box(left, _HEIGHT - low, right, _HEIGHT - high) for left, high, right, low in cells]
    return sorted(found, key=lambda cell: (-cell.top, cell.left))


def _boxes(chance: random.Random) -> list[Box]:
    """Rules and boxes upon a loose grid, so that many touch, cross, overlap or just miss each other."""
    step = chance.choice((2.5, 4.0, 10.0))
    boxes = []
    for _ in range(chance.randint(2, 30)):
        left, bottom = (chance.randint(0, 9) * step + chance.choice((0.0, chance.random())) for _ in "xy")
        width, height = chance.randint(1, 9) * step, chance.randint(1, 9) * step
        kind = chance.choice(("across", "across", "down", "down", "box"))
        boxes.append(
            Box(
                left,
                bottom,
                left + (0.5 if kind == "down" else width),
                bottom + (0.5 if kind == "across" else height),
            )
        )
    return boxes


@pytest.mark.parametrize("seed", range(40))
def test_cells_are_those_that_pdfplumber_finds(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(10):
        boxes = _boxes(chance)
        assert find_cells(boxes) == _cells_by_pdfplumber(boxes)


@pytest.mark.parametrize("seed", range(20))
def test_rules_are_merged_to_the_last_digit(seed: int) -> None:
    chance = random.Random(seed)
    rules = []
    for _ in range(chance.randint(1, 40)):
        start, end = sorted((chance.random() * 60, chance.random() * 60))
        rules.append((chance.choice((chance.random() * 40, chance.randint(0, 400) / 7)), start, end))
    edges = merge_edges([_edge("h", start, end, at, at) for at, start, end in rules], 3.0, 3.0, 3.0, 3.0)
    assert merged(rules) == sorted((edge["top"], edge["x0"], edge["x1"]) for edge in edges)


def test_a_tall_table_and_a_wide_one_have_the_same_cells_turned() -> None:
    tall = [Box(10.0, 10.0 + 15 * row, 110.0, 10.5 + 15 * row) for row in range(12)]
    tall += [Box(10.0 + 50 * column, 10.0, 10.5 + 50 * column, 175.0) for column in range(3)]
    wide = [Box(bottom, left, top, right) for left, bottom, right, top in tall]
    assert len(find_cells(tall)) == len(find_cells(wide)) == 22


def test_without_rules_in_both_directions_there_are_no_cells() -> None:
    assert find_cells([]) == []
    assert find_cells([Box(10.0, 10.0 + 15 * row, 110.0, 10.5 + 15 * row) for row in range(5)]) == []
