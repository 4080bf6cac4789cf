"""Where the number of each deal stands in the plot, so that deals close together stay legible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Half of a mark, and the height of a digit, in units of the plot (the field is 200 by 200).
_MARK, _TALL = 4.0, 5.0
_DIGIT = 3.2  # width of a digit
#: How far from its mark a number may stand before overlapping is the lesser evil.
_STEPS = (0.0, 6.0, 12.0, 18.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the plot; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Return the area that two rectangles share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * tall if wide > 0 and tall > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Number:
    """Where a number stands.

    Attributes:
        x: Left edge of its text.
        y: Its baseline.
        led: Whether it stands so far away that a line must lead to it.
    """

    x: float
    y: float
    led: bool


def place_numbers(marks: Sequence[tuple[float, float, int]]) -> list[Number]:
    """Place the numbers of marks beside them, apart from each other and from all marks.

    Args:
        marks: ``(x, y, number)`` of each, in units of the plot.

    Returns:
        The place of each number, in order. Where there is no free place, the one that hides least.
    """
    taken = [Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y, _ in marks]
    placed: list[Number] = []
    for x, y, number in marks:
        width = _DIGIT * len(str(number))
        best: tuple[float, int, Box] | None = None
        for rank, box in enumerate(_choices(x, y, width)):
            hidden = sum(box.overlap(other) for other in taken)
            if best is None or hidden < best[0]:
                best = (hidden, rank, box)
            if not hidden:
                break
        if best is not None:
            taken.append(best[2])
            placed.append(Number(round(best[2].left, 1), round(best[2].bottom - 0.5, 1), best[1] >= _NEAR))
    return placed


#: Right, left, above and below the mark, then its corners.
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
_NEAR = len(_SIDES)


def _choices(x: float, y: float, width: float) -> Iterator[Box]:
    """Yield where the number of a mark may stand, the best place first."""
    for step in _STEPS:
        for right, down in _SIDES:
            middle = x + right * (_MARK + 1 + width / 2 + step)
            height = y + down * (_MARK + 1 + _TALL / 2 + step)
            yield Box(middle - width / 2, height - _TALL / 2, middle + width / 2, height + _TALL / 2)
