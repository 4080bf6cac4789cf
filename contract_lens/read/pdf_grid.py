"""The cells that rules enclose: rules snapped to a grid, and the rectangles of it that no rule parts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from contract_lens.document import Box

_THIN = 3.0  # points; a path that is thicker is a box with four edges
_SNAP = 3.0  # points within which rules are one
_LOWEST = 6.0  # points; what is lower holds no text: a rule under words lies close to that of the cell
_MOST_FIELDS = 6_000  # fields of the grid; pages with more are drawings

_Span = tuple[float, float]


def find_cells(boxes: Iterable[Box]) -> list[Box]:
    """Return the cells of all tables of a page, from the top left; merged cells are one.

    Args:
        boxes: Rectangles of the rules, and of cells that are drawn as boxes.
    """
    across: list[tuple[float, float, float]] = []  # height, from, to
    down: list[tuple[float, float, float]] = []
    for left, bottom, right, top in boxes:
        if top - bottom < min(_THIN, right - left):
            across.append(((top + bottom) / 2, left, right))
        elif right - left < _THIN:
            down.append(((left + right) / 2, bottom, top))
        else:
            across += [(bottom, left, right), (top, left, right)]
            down += [(left, bottom, top), (right, bottom, top)]
    heights, places = _snap(height for height, _, _ in across), _snap(place for place, _, _ in down)
    if len(heights) < 2 or len(places) < 2 or len(heights) * len(places) > _MOST_FIELDS:
        return []
    lying = _covered(across, heights, places)
    standing = _covered(down, places, heights)
    return _merge(places, heights, lying, standing)


def _snap(values: Iterable[float]) -> list[float]:
    """One value for each group of values that lie close together, ascending."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(value: float, marks: list[float]) -> int:
    index = bisect_left(marks, value)
    if index and (index == len(marks) or value - marks[index - 1] <= marks[index] - value):
        return index - 1
    return index


def _covered(
    rules: list[tuple[float, float, float]], marks: list[float], steps: list[float]
) -> list[list[bool]]:
    """For each mark and each step between neighbours, whether a rule runs along it."""
    spans: list[list[_Span]] = [[] for _ in marks]
    for place, start, end in rules:
        spans[_nearest(place, marks)].append((start - _SNAP, end + _SNAP))
    covered = []
    for own in spans:
        joined: list[_Span] = []
        for start, end in sorted(own):
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], end)
            else:
                joined.append((start, end))
        covered.append(
            [
                any(start <= low + 1.0 and end >= high - 1.0 for start, end in joined)
                for low, high in zip(steps, steps[1:], strict=False)
            ]
        )
    return covered


def _merge(
    places: list[float], heights: list[float], lying: list[list[bool]], standing: list[list[bool]]
) -> list[Box]:
    """Grow a rectangle from each free field, to the right and then down, until rules close it on all sides."""
    cells: list[Box] = []
    taken: set[tuple[int, int]] = set()
    rows, columns = len(heights) - 1, len(places) - 1
    for row in range(rows - 1, -1, -1):
        for column in range(columns):
            if (row, column) in taken or not (lying[row + 1][column] and standing[column][row]):
                continue
            right = column
            while right < columns - 1 and not standing[right + 1][row] and lying[row + 1][right + 1]:
                right += 1
            width = range(column, right + 1)
            low = _floor(row, width, heights, lying)
            fields = {(r, c) for r in range(low, row + 1) for c in width}
            if fields & taken or not _is_closed((low, row), (column, right), lying, standing):
                continue
            taken |= fields
            cells.append(Box(places[column], heights[low], places[right + 1], heights[row + 1]))
    return cells


def _floor(row: int, width: range, heights: list[float], lying: list[list[bool]]) -> int:
    """The rule that closes a cell below: the first that runs along all of it, or one that lies close beneath."""

    def closes(low: int) -> bool:
        return all(lying[low][each] for each in width)

    low = row
    while low > 0 and (heights[row + 1] - heights[low] < _LOWEST or not closes(low)):
        low -= 1
    for lower in range(low - 1, -1, -1):
        if heights[low] - heights[lower] >= _LOWEST:
            break
        if closes(lower):
            return lower
    return low


def _is_closed(
    rows: tuple[int, int], columns: tuple[int, int], lying: list[list[bool]], standing: list[list[bool]]
) -> bool:
    """Whether rules run all around a rectangle of fields and none stands inside, as in the frame of a table."""
    across, up = range(columns[0], columns[1] + 1), range(rows[0], rows[1] + 1)
    return (
        all(lying[rows[0]][column] and lying[rows[1] + 1][column] for column in across)
        and all(standing[columns[0]][row] and standing[columns[1] + 1][row] for row in up)
        and not any(standing[column][row] for column in across[1:] for row in up)
    )
