"""Styles of an OpenDocument text: hidden text, list definitions, and the labels they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_lens.read.number_formats import format_number, padding, plain_bullet
from contract_lens.read.story import Number

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_URN}office:1.0}}"
TEXT = f"{{{_URN}text:1.0}}"
TABLE = f"{{{_URN}table:1.0}}"
STYLE = f"{{{_URN}style:1.0}}"
DRAW = f"{{{_URN}drawing:1.0}}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
    "One": "cardinalText",
    "First": "ordinalText",
    "1st": "ordinal",
}
_LEVELS = 10
_DEEPEST_CHAIN = 20
_PLACE = re.compile(r"%([0-9]{1,2})%")
_SUFFIXES = {"nothing": "nothing", "space": "space"}


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str | None
    hidden: bool | None


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list style.

    Attributes:
        bullet: Its mark, if it prints one instead of a number.
        format: Format of the number, in Word's terms.
        prefix: What is printed before the number.
        suffix: What is printed after it.
        shown: How many levels the number shows, its own among them.
        start: First number.
        template: The whole label with ``%1%`` for numbers, where the file has one.
        after: What follows the label: ``tab``, ``space`` or ``nothing``.
    """

    bullet: str = ""
    format: str = "none"
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    template: str | None = None
    after: str = "tab"


class OdtStyles:
    """The styles of a document; automatic ones of the content come last and win.

    Args:
        roots: Roots of the parts that hold styles.

    Attributes:
        outline: Levels of the numbers of headings outside lists.
    """

    def __init__(self, roots: list[Any]) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}
        self.outline: dict[int, ListLevel] = {}
        for root in roots:
            for element in root.iter(STYLE + "style"):
                key = (str(element.get(STYLE + "family", "")), str(element.get(STYLE + "name", "")))
                self._styles[key] = _read_style(element)
            for element in root.iter(TEXT + "list-style"):
                self._lists[str(element.get(STYLE + "name", ""))] = dict(_read_levels(element))
            for element in root.iter(TEXT + "outline-style"):
                self.outline = dict(_read_levels(element))

    def levels(self, name: str | None) -> dict[int, ListLevel]:
        """Return the levels of a list style, numbered from 1."""
        return self._lists.get(name or "", {})

    def is_hidden(self, family: str, name: str | None) -> bool:
        """Whether a style hides its text."""
        for _ in range(_DEEPEST_CHAIN):
            style = self._styles.get((family, name or ""))
            if style is None:
                return False
            if style.hidden is not None:
                return style.hidden
            name = style.parent
        return False


class Counters:
    """The numbers of one list, or of several that go on counting."""

    def __init__(self) -> None:
        self._counts: list[int | None] = [None] * (_LEVELS + 1)

    def next_label(self, levels: dict[int, ListLevel], depth: int, start: int | None) -> Number | None:
        """Advance a level and return what is printed, or ``None``.

        Args:
            levels: The levels of the list style.
            depth: Level from 1.
            start: A number that the item itself begins with.
        """
        depth = min(max(depth, 1), _LEVELS)
        level = levels.get(depth, ListLevel())
        current = self._counts[depth]
        self._counts[depth] = start if start is not None else level.start if current is None else current + 1
        self._counts[depth + 1 :] = [None] * (_LEVELS - depth)
        if level.bullet:
            return Number(plain_bullet(level.bullet), level.after, depth - 1, True)
        label = self._label(levels, level, depth).strip()
        return Number(label, level.after, depth - 1) if label else None

    def _label(self, levels: dict[int, ListLevel], level: ListLevel, depth: int) -> str:
        if level.format == "none" and level.template is None:
            return level.prefix + level.suffix
        if level.template is not None:
            return _PLACE.sub(lambda match: self._count(levels, int(match.group(1))), level.template)
        shown = (self._count(levels, place) for place in range(max(1, depth - level.shown + 1), depth + 1))
        return level.prefix + ".".join(filter(None, shown)) + level.suffix

    def _count(self, levels: dict[int, ListLevel], depth: int) -> str:
        level = levels.get(depth, ListLevel())
        count = self._counts[depth] if 0 < depth <= _LEVELS else None
        return format_number(level.start if count is None else count, level.format)


def _read_style(element: Any) -> _Style:
    properties = element.find(STYLE + "text-properties")
    display = None if properties is None else properties.get(TEXT + "display")
    hidden = None if display is None else display == "none"
    return _Style(element.get(STYLE + "parent-style-name"), hidden)


def _read_levels(element: Any) -> Iterator[tuple[int, ListLevel]]:
    for child in element:
        place = as_whole(child.get(TEXT + "level")) or 0
        alignment = next(child.iter(STYLE + "list-level-label-alignment"), None)
        after = "" if alignment is None else str(alignment.get(TEXT + "label-followed-by", ""))
        is_bullet = child.tag == TEXT + "list-level-style-bullet"
        template = child.get(STYLE + "num-list-format") or child.get(_LOEXT + "num-list-format")
        form = str(child.get(STYLE + "num-format", ""))
        start = as_whole(child.get(TEXT + "start-value"))
        yield (
            place,
            ListLevel(
                bullet=str(child.get(TEXT + "bullet-char", "•")) if is_bullet else "",
                format=_format_of(form),
                prefix=str(child.get(STYLE + "num-prefix", "")),
                suffix=str(child.get(STYLE + "num-suffix", "")),
                shown=as_whole(child.get(TEXT + "display-levels")) or 1,
                start=1 if start is None else start,
                template=template,
                after=_SUFFIXES.get(after, "tab"),
            ),
        )


def _format_of(form: str) -> str:
    if form.startswith("0"):  # "001, 002, 003, ..."
        return padding(len(form.split(",")[0]))
    return _FORMATS.get(form, "decimal")


def as_whole(text: str | None) -> int | None:
    """Return a whole number, or ``None`` where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
