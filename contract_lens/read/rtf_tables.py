"""The tables at the head of an RTF file: fonts, styles and authors; and its packed dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from contract_lens.read.rtf_tokens import code_page

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


@dataclass(slots=True)
class Tables:
    """What the tables say.

    Attributes:
        fonts: Name of each font.
        headings: Level from 1 of each style that is a heading.
        authors: Name of each author of tracked changes.
        usual: Codec of the file.
    """

    fonts: dict[int, str] = field(default_factory=dict)
    headings: dict[int, int] = field(default_factory=dict)
    authors: dict[int, str] = field(default_factory=dict)
    usual: str = "cp1252"
    _charsets: dict[int, int] = field(default_factory=dict)
    _font: int = 0
    _style: int = 0
    _outline: int | None = None

    def font(self, number: int) -> None:
        """Begin the entry of a font."""
        self._font = number

    def charset(self, number: int) -> None:
        """Take in the character set of the font."""
        self._charsets[self._font] = number

    def style(self, number: int) -> None:
        """Begin the entry of a style."""
        self._style, self._outline = number, None

    def outline(self, number: int | None) -> None:
        """Take in the outline level of the style."""
        self._outline = number

    def end_entry(self, table: str, parts: list[str]) -> None:
        """End an entry, whose name is what was written since the last one."""
        name = "".join(parts).strip().rstrip(";")
        parts.clear()
        if table == "fonttbl":
            self.fonts[self._font] = name
        elif table == "revtbl":
            self.authors[len(self.authors)] = name
        else:
            match = _HEADING.fullmatch(name)
            if self._outline is not None and 0 <= self._outline < 9:
                self.headings[self._style] = self._outline + 1
            elif match or name.lower() == "title":
                self.headings[self._style] = int(match.group(1)) or 1 if match else 1
            self._outline = None

    def codec(self, font: int) -> str:
        """Return the codec of a font."""
        return code_page(self._charsets.get(font, 0), self.usual)


def date_of(packed: int) -> str:
    """Return the ISO form of a packed date (DTTM: minute, hour, day, month, year), empty if it is none.

    Example:
        >>> date_of(0b001_001111100_0011_00001_01001_000000)
        '2024-03-01T09:00'
    """
    bits = packed & 0xFFFFFFFF
    minute, hour, day = bits & 0x3F, bits >> 6 & 0x1F, bits >> 11 & 0x1F
    month, year = bits >> 16 & 0xF, 1900 + (bits >> 20 & 0x1FF)
    if not (minute < 60 and hour < 24 and 0 < day < 32 and 0 < month < 13):
        return ""
    return f"{year}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}"
