"""Turned PDF pages: from the coordinates of the file to those of the page as it is looked at, and back."""

from __future__ import annotations

from typing import NamedTuple

from contract_lens.document import Box


class Turn(NamedTuple):
    """A page that has to be turned by quarters to be read.

    Attributes:
        quarters: How many quarters clockwise, 0 to 3.
        bounds: What is shown of the page, in the coordinates of the file.
    """

    quarters: int
    bounds: Box

    @property
    def width(self) -> float:
        """Width of the page as it is looked at, points."""
        box = self.bounds
        return box.top - box.bottom if self.quarters % 2 else box.right - box.left

    @property
    def height(self) -> float:
        """Height of the page as it is looked at, points."""
        box = self.bounds
        return box.right - box.left if self.quarters % 2 else box.top - box.bottom

    def to_view(self, box: Box) -> Box:
        """Return where a rectangle of the file lies on the turned page."""
        left, bottom, right, top = box
        low, floor, high, ceiling = self.bounds
        if self.quarters == 1:
            return Box(bottom - floor, high - right, top - floor, high - left)
        if self.quarters == 2:
            return Box(high - right, ceiling - top, high - left, ceiling - bottom)
        if self.quarters == 3:
            return Box(ceiling - top, left - low, ceiling - bottom, right - low)
        return box

    def to_file(self, box: Box) -> Box:
        """Undo ``to_view``."""
        left, bottom, right, top = box
        low, floor, high, ceiling = self.bounds
        if self.quarters == 1:
            return Box(high - top, left + floor, high - bottom, right + floor)
        if self.quarters == 2:
            return Box(high - right, ceiling - top, high - left, ceiling - bottom)
        if self.quarters == 3:
            return Box(bottom + low, ceiling - right, top + low, ceiling - left)
        return box
