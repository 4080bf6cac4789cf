"""Automatic numbers of Word paragraphs, rebuilt as Word prints them: ``1.1``, ``(a)``, ``Article IX``.

Follows ECMA-376 part 1, 17.9: lists that share an abstract definition share its counters; a ``num`` with a
start override restarts them at its first use; a deeper level restarts when a higher one advances unless
``lvlRestart`` says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from contract_lens.read.docx_parts import W, by_tag, is_on, value, whole
from contract_lens.read.docx_styles import Styles
from contract_lens.read.number_formats import format_number, padding, plain_bullet
from contract_lens.read.story import Number

_LEVELS = 9
_LIST = W + "numId"
_DEPTH = W + "ilvl"
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A ``num``: its abstract definition and its own overrides."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of one document, in order.

    Args:
        root: Root of ``numbering.xml``, or ``None``.
        styles: The styles, for lists that hang on a style.

    Attributes:
        last: Id of the list that was used last.
    """

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self.last: str | None = None
        self._styles = styles
        self._names: dict[str, str] = {}  # name of a list in lower case -> abstract id
        self._abstract: dict[str, dict[int, Level]] = {}
        self._style_links: dict[str, str] = {}  # style id -> abstract id that defines it
        self._links: dict[str, str] = {}  # abstract id -> style id that defines it elsewhere
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        self._places: dict[str | None, tuple[str | None, int | None]] = {}
        if root is not None:
            self._read(root)

    def next_number(self, own: Any | None, style_id: str | None) -> Number | None:
        """Advance the counters for a paragraph and return its printed number, or ``None`` if it has none.

        Args:
            own: The paragraph's ``w:numPr``, if any.
            style_id: Its style.
        """
        place = self._place(own, style_id)
        if place is None:
            return None
        return self._next(*place)

    def define(self, key: str, levels: dict[int, Level]) -> None:
        """Make a list that the document does not define, unless it was made before."""
        if key not in self._lists:
            self._lists[key] = _List(key)
            self._abstract[key] = levels

    def named(self, name: str) -> str | None:
        """Return the id of the list that the document gives a name, in lower case."""
        abstract = self._names.get(name)
        if abstract is None:
            return None
        return next((key for key, entry in self._lists.items() if entry.abstract == abstract), None)

    def number_in(self, key: str, depth: int, start: int | None) -> str:
        """Advance a list and return the number it prints, an empty text if it has no such level.

        Args:
            key: Id of the list.
            depth: Level from 0.
            start: What to count from; ``None`` counts on.
        """
        number = self._next(key, depth, start)
        return "" if number is None else number.text

    def _next(self, number_id: str, depth: int, start: int | None = None) -> Number | None:
        entry = self._lists[number_id]
        levels = self._levels_of(entry)
        if depth not in levels:
            return None
        self.last = number_id
        counters = self._advance(number_id, entry, levels, depth)
        if start is not None:
            counters[depth] = start
        level = levels[depth]
        if level.format == "bullet":
            return Number(plain_bullet(level.text), level.suffix, depth, True)
        parts = list(_parts(level.text))
        for odd in range(1, len(parts), 2):
            parts[odd] = _printed(int(parts[odd]) - 1, levels, counters, level.legal)
        text = "".join(parts).strip()
        return Number(text, level.suffix, depth, False) if text else None

    def _read(self, root: Any) -> None:
        for element in root.iter(W + "abstractNum"):
            key = value(element, "abstractNumId") or ""
            self._abstract[key] = dict(map(_read_level, element.iter(W + "lvl")))
            if name := value(element.find(W + "name")):
                self._names.setdefault(name.lower(), key)
            if style := value(element.find(W + "styleLink")):
                self._style_links[style] = key
            if style := value(element.find(W + "numStyleLink")):
                self._links[key] = style
        for element in root.iter(W + "num"):
            entry = _List(value(element.find(W + "abstractNumId")) or "")
            for override in element.iter(W + "lvlOverride"):
                depth = whole(override, "ilvl") or 0
                start = whole(override.find(W + "startOverride"))
                if start is not None:
                    entry.starts[depth] = start
                if (own := override.find(W + "lvl")) is not None:
                    entry.levels[depth] = _read_level(own)[1]
            self._lists[value(element, "numId") or ""] = entry

    def _place(self, own: Any | None, style_id: str | None) -> tuple[str, int] | None:
        """Which list and level a paragraph belongs to: its own properties first, then its style's."""
        if own is None:
            number_id = depth = None
        else:
            parts = by_tag(own)
            number_id, depth = value(parts.get(_LIST)), whole(parts.get(_DEPTH))
        if number_id is None or depth is None:
            by_style = self._place_of_style(style_id)
            number_id = by_style[0] if number_id is None else number_id
            depth = by_style[1] if depth is None else depth
        if number_id is None or number_id == "0" or number_id not in self._lists:
            return None  # "0" switches the number of a style off
        return number_id, min(max(depth or 0, 0), _LEVELS - 1)

    def _place_of_style(self, style_id: str | None) -> tuple[str | None, int | None]:
        """The list of a style or of one it is based on, and the level there."""
        if style_id not in self._places:
            number_id = level = None
            for style in self._styles.chain(style_id):
                level = style.level if level is None else level
                if style.number_id is not None:
                    number_id = style.number_id
                    break
            if number_id is not None:
                level = self._linked_level(number_id, style_id, level)
            self._places[style_id] = (number_id, level)
        return self._places[style_id]

    def _linked_level(self, number_id: str, style_id: str | None, fallback: int | None) -> int | None:
        """The level that names the paragraph's style (or the nearest one it is based on)."""
        entry = self._lists.get(number_id)
        if entry is None:
            return fallback
        linked = {level.style: depth for depth, level in self._levels_of(entry).items() if level.style}
        for style in self._styles.chain(style_id):
            if style.id in linked:
                return linked[style.id]
        return fallback

    def _levels_of(self, entry: _List) -> dict[int, Level]:
        key = self._link_target(entry.abstract)
        levels = self._abstract.get(key, {})
        return {**levels, **entry.levels} if entry.levels else levels

    def _link_target(self, key: str) -> str:
        """Follow a list that is defined by a numbering style."""
        style = self._links.get(key)
        return self._style_links.get(style, key) if style else key

    def _advance(
        self, number_id: str, entry: _List, levels: dict[int, Level], depth: int
    ) -> list[int | None]:
        counters = self._counters.setdefault(self._link_target(entry.abstract), [None] * _LEVELS)
        current = counters[depth]
        if depth in entry.starts and (number_id, depth) not in self._started:
            counters[depth] = entry.starts[depth]
        elif current is None:
            counters[depth] = entry.starts.get(depth, levels[depth].start)
        else:
            counters[depth] = current + 1
        self._started.add((number_id, depth))
        for deeper in range(depth + 1, _LEVELS):
            if counters[deeper] is None:
                continue
            after = levels[deeper].restart if deeper in levels else None
            if after is None or depth < after:
                counters[deeper] = None
        return counters


def _read_level(element: Any) -> tuple[int, Level]:
    start = whole(element.find(W + "start"))
    return whole(element, "ilvl") or 0, Level(
        start=1 if start is None else start,
        format=_format_of(element),
        text=value(element.find(W + "lvlText")) or "",
        suffix=value(element.find(W + "suff")) or "tab",
        restart=whole(element.find(W + "lvlRestart")),
        legal=is_on(element.find(W + "isLgl")),
        style=value(element.find(W + "pStyle")),
    )


def _format_of(level: Any) -> str:
    """The format of a level; Word puts newer ones into an alternative with a plain one to fall back on."""
    for element in level.iter(W + "numFmt"):
        found = value(element)
        if found == "custom":
            return padding(len((value(element, "format") or "").split(",")[0].strip()))
        if found:
            return found
    return "decimal"


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[str, ...]:
    """Split the text of a level: what stands between numbers, and the levels of the numbers in turn."""
    return tuple(_PLACE.split(text))


def _printed(depth: int, levels: dict[int, Level], counters: list[int | None], legal: bool) -> str:
    level = levels.get(depth) or Level()
    count = counters[depth]
    return format_number(level.start if count is None else count, "decimal" if legal else level.format)
