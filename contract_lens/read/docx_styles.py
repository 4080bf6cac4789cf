"""Paragraph styles of a Word file: headings, outline levels and the numbering they carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_lens.read.docx_parts import W, is_on, value, whole

_HEADING_NAME = re.compile(r"heading (\d)", re.IGNORECASE)
_DEEPEST_CHAIN = 20  # Word itself stops at 11; a chain that is longer is a loop


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style; ``None`` means that its parent decides."""

    id: str
    name: str
    parent: str | None
    outline: int | None
    number_id: str | None
    level: int | None


class Styles:
    """The styles of ``styles.xml``.

    Args:
        root: Root of the part, or ``None`` if the file has none.
    """

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default: str | None = None
        for element in () if root is None else root.iter(W + "style"):
            if value(element, "type") not in (None, "paragraph"):
                continue
            style = _read_style(element)
            self._styles[style.id] = style
            if value(element, "default") in ("1", "true", "on"):
                self.default = style.id

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """Yield a style and those it is based on."""
        current = style_id if style_id in self._styles else self.default
        for _ in range(_DEEPEST_CHAIN):
            style = self._styles.get(current or "")
            if style is None:
                return
            yield style
            current = style.parent

    def heading_level(self, style_id: str | None, properties: Any | None) -> int:
        """Return 1 to 9 for a heading, 0 for body text.

        An outline level of the paragraph counts before that of its style; built-in heading names count
        without one.
        """
        own = None if properties is None else whole(properties.find(W + "outlineLvl"))
        if own is not None:
            return own + 1 if 0 <= own < 9 else 0
        for style in self.chain(style_id):
            if style.outline is not None:
                return style.outline + 1 if 0 <= style.outline < 9 else 0
            if match := _HEADING_NAME.fullmatch(style.name):
                return int(match.group(1)) or 1
            if style.name.lower() == "title":
                return 1
        return 0


def _read_style(element: Any) -> Style:
    properties = element.find(W + "pPr")
    numbering = None if properties is None else properties.find(W + "numPr")
    return Style(
        id=value(element, "styleId") or "",
        name=value(element.find(W + "name")) or "",
        parent=value(element.find(W + "basedOn")),
        outline=None if properties is None else whole(properties.find(W + "outlineLvl")),
        number_id=None if numbering is None else value(numbering.find(W + "numId")),
        level=None if numbering is None else whole(numbering.find(W + "ilvl")),
    )


def is_hidden(run_properties: Any | None) -> bool:
    """Whether a run is formatted as hidden text."""
    return run_properties is not None and is_on(run_properties.find(W + "vanish"))
