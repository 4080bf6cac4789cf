"""The headings above a clause: those of the numbers it stands under, and loose ones between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contract_lens.segment.landmarks import is_recitals_heading
from contract_lens.segment.reading import Read
from contract_lens.segment.sequence import Marker, Role

_DEFINITIONS = re.compile(r"(?i)\b(?:definitions?|defined\s+terms)\b")
_LOOSE_LEVEL = 9  # of a heading whose file gives it no level


@dataclass(frozen=True, slots=True)
class _Loose:
    """A heading without a number. ``floor`` is the depth of the numbers that stand under it."""

    title: str
    level: int
    floor: int


class HeadingPath:
    """Knows at each point of the walk which headings are above it."""

    def __init__(self, markers: Sequence[Marker]) -> None:
        self._markers = markers
        self._titles: dict[int, str] = {}
        self._loose: list[_Loose] = []
        self._last: int | None = None
        self._base: int | None = None  # the number that unnumbered definitions stand under
        self._front: tuple[_Loose, ...] = ()  # headings above the recitals
        self._bare = False  # the last piece was a number without words ("ARTICLE 1.")

    @property
    def last_marker(self) -> int | None:
        """Index of the number that an unnumbered paragraph at this point stands under."""
        return self._last

    def close(self) -> None:
        """Forget everything: after the signatures a new part begins."""
        self._loose = []
        self._last = None

    def leave_recitals(self) -> None:
        """Forget the headings of the recitals at the first clause."""
        self._loose = [
            loose
            for loose in self._loose
            if loose not in self._front and not is_recitals_heading(loose.title)
        ]
        self._front = ()

    def define(self) -> None:
        """Note an unnumbered definition: it stands beside the one before, not under its list of items."""
        if self._base is not None and self._stands_under(self._base):
            self._last = self._base
        self._base = self._last

    def _stands_under(self, base: int) -> bool:
        marker = self._last
        while marker is not None and marker != base:
            marker = self._markers[marker].parent
        return marker == base

    def enter(self, read: Read) -> None:
        """Note the number of a piece and, in most cases, its heading."""
        index = read.piece.marker
        if index is None:
            return
        if self._markers[index].role is Role.RECITAL:
            self._front = tuple(self._loose)
        elif self._front:
            self.leave_recitals()
        self._titles[index] = read.heading
        self._bare = read.heading_only and not read.heading
        self._last = index
        depth = self._markers[index].depth
        self._loose = [loose for loose in self._loose if loose.floor <= depth]

    def head(self, read: Read, following: Read | None) -> None:
        """Note a heading without a number.

        Args:
            read: The heading.
            following: The piece after it: a number there stands under the heading, and so do its siblings.
        """
        if self._bare and self._last is not None:
            self._titles[self._last] = read.heading
            self._bare = False
            return
        level = read.piece.level or _LOOSE_LEVEL
        if following is not None and following.marker is not None:
            floor = following.marker.depth
        elif self._last is not None and level == _LOOSE_LEVEL:
            floor = self._markers[self._last].depth + 1
        else:
            floor = 0
        if floor == 0:
            self._last = None
        self._loose = [loose for loose in self._loose if loose.floor <= floor and loose.level < level]
        self._loose.append(_Loose(read.heading, level, floor))

    def defines(self, marker: int | None) -> bool:
        """Whether a piece with this number, or with none, stands under a heading such as "Definitions"."""
        above = self._markers[marker].parent if marker is not None else self._last
        return any(_DEFINITIONS.search(title) for title in self.above(above))

    def above(self, marker: int | None) -> tuple[str, ...]:
        """Return the headings above a piece whose next number up is ``marker``, outermost first."""
        steps = [(loose.floor - 0.5, position, loose.title) for position, loose in enumerate(self._loose)]
        while marker is not None:
            number = self._markers[marker]
            title = self._titles.get(marker, "")
            if title or number.keyword:
                steps.append((float(number.depth), 0, f"{number.number} {title}".strip()))
            marker = number.parent
        return tuple(title for _, _, title in sorted(steps) if title)
