"""Styles of a Word file: headings, outline levels, the numbering they carry, and hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_lens.read.docx_parts import W, is_on, value, whole

_HEADING_NAME = re.compile(r"heading (\d)", re.IGNORECASE)
_DEEPEST_CHAIN = 20  # Word itself stops at 11; a chain that is longer is a loop
_VANISH = W + "vanish"
_RUN_STYLE = W + "rStyle"


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph or character style; ``None`` means that its parent decides."""

    id: str
    name: str
    parent: str | None
    outline: int | None
    number_id: str | None
    level: int | None
    hidden: bool | None


class Styles:
    """The styles of ``styles.xml``.

    Args:
        root: Root of the part, or ``None`` if the file has none.

    Attributes:
        default: Id of the style of paragraphs that name none.
        may_hide: Whether any run may be hidden; saves a look at each run. The reader sets it when the
            document itself hides text.
    """

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        self._headings: dict[str | None, int] = {}
        self._hidden: dict[str | None, bool] = {}
        self.default: str | None = None
        self.may_hide = False
        for element in () if root is None else root.iter(W + "style"):
            kind = value(element, "type")
            if kind not in (None, "paragraph", "character"):
                continue
            style = _read_style(element)
            self._styles[style.id] = style
            self.may_hide = self.may_hide or bool(style.hidden)
            if kind != "character" and value(element, "default") in ("1", "true", "on"):
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

    def heading_level(self, style_id: str | None, own_outline: Any | None) -> int:
        """Return 1 to 9 for a heading, 0 for body text.

        An outline level of the paragraph counts before that of its style; built-in heading names count
        without one.

        Args:
            style_id: The style of the paragraph.
            own_outline: The ``w:outlineLvl`` of the paragraph, if any.
        """
        own = whole(own_outline)
        if own is not None:
            return own + 1 if 0 <= own < 9 else 0
        if style_id not in self._headings:
            self._headings[style_id] = self._heading_of(style_id)
        return self._headings[style_id]

    def is_hidden(self, style_id: str | None) -> bool:
        """Whether a paragraph style hides its text."""
        if not self.may_hide:
            return False
        if style_id not in self._hidden:
            told = (style.hidden for style in self.chain(style_id) if style.hidden is not None)
            self._hidden[style_id] = next(told, False)
        return self._hidden[style_id]

    def hides(self, properties: Any) -> bool:
        """Whether the properties of a run hide it, by themselves or by a character style."""
        own = properties.find(_VANISH)
        if own is not None:
            return is_on(own)
        named = value(properties.find(_RUN_STYLE))
        return named in self._styles and self.is_hidden(named)

    def shows(self, properties: Any) -> bool:
        """Whether the properties of a run show it although its paragraph is hidden."""
        own = properties.find(_VANISH)
        return own is not None and not is_on(own)

    def _heading_of(self, style_id: str | None) -> int:
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
    vanish = element.find(f"{W}rPr/{W}vanish")
    return Style(
        id=value(element, "styleId") or "",
        name=value(element.find(W + "name")) or "",
        parent=value(element.find(W + "basedOn")),
        outline=None if properties is None else whole(properties.find(W + "outlineLvl")),
        number_id=None if numbering is None else value(numbering.find(W + "numId")),
        level=None if numbering is None else whole(numbering.find(W + "ilvl")),
        hidden=None if vanish is None else is_on(vanish),
    )
