"""``LISTNUM`` fields of Word files: numbers amid paragraphs, which Word computes and never stores.

Follows ECMA-376 part 1, 17.16.5.33, and where Word differs from it what Microsoft says of Word: without a
name a field counts on in the list that was used last, that of its own paragraph first; without a level it is
one below its paragraph's, and the fields after it stay there. A field inside another field prints nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from contract_lens.read.docx_numbering import Level, Numbering

_WORD = re.compile(r'"([^"]*)"|(\\[A-Za-z*#@])|([^\s"\\]+)')
_KIND = "LISTNUM"
_DEEPEST = 8
_DEFAULT = "numberdefault"


def _levels(*levels: str) -> dict[int, Level]:
    """Levels from the text and the format of each, ``%`` standing for the level's own number."""
    found = {}
    for depth, level in enumerate(levels):
        text, style = level.split(" ")
        found[depth] = Level(format=style, text=text.replace("%", f"%{depth + 1}"))
    return found


# Microsoft, "How to Use the ListNum Field in Word" (Q162895), has the table of all levels.
_BUILT_IN = {
    _DEFAULT: _levels(
        "%) decimal", "%) lowerLetter", "%) lowerRoman", "(%) decimal", "(%) lowerLetter", "(%) lowerRoman",
        "%. decimal", "%. lowerLetter", "%. lowerRoman",
    ),
    "outlinedefault": _levels(
        "%. upperRoman", "%. upperLetter", "%. decimal", "%) lowerLetter", "(%) decimal", "(%) lowerLetter",
        "(%) lowerRoman", "(%) lowerLetter", "(%) lowerRoman",
    ),
    "legaldefault": {
        depth: Level(text="".join(f"%{place + 1}." for place in range(depth + 1))) for depth in range(9)
    },
}  # fmt: skip


@dataclass(slots=True)
class FieldPlace:
    """Where in its paragraph a field stands.

    Attributes:
        depth: Level from 0 of the paragraph in its list; ``None`` if it has no number.
        last: Level from 0 of the last such field of the paragraph.
    """

    depth: int | None = None
    last: int | None = None


@dataclass(slots=True)
class ListFields:
    """Counts the fields of a document in order.

    Attributes:
        numbering: The lists of the document, which the fields share with its paragraphs.
    """

    numbering: Numbering
    _depths: dict[str, int] = field(default_factory=dict)  # of each list, the level of its last field

    def number(self, instruction: str, place: FieldPlace, *, adjoins: bool) -> str:
        """Return what a field prints.

        Args:
            instruction: The instruction of the field.
            place: Where it stands; takes in its level.
            adjoins: Whether nothing stands between it and the field before it in its paragraph.
        """
        name, depth, start = _arguments(instruction)
        key = self._list_of(name)
        if depth is None:
            depth = self._depth(key, place, adjoins=adjoins)
        depth = min(max(depth, 0), _DEEPEST)
        self._depths[key] = place.last = depth
        return self.numbering.number_in(key, depth, start)

    def _list_of(self, name: str) -> str:
        """The list of a name, else the list used last, else Word's own; a name of no list makes one."""
        key = name.lower()
        found = self.numbering.named(key) if key else self.numbering.last
        if found is not None and key not in _BUILT_IN:
            return found
        key = key or _DEFAULT
        self.numbering.define(key, _BUILT_IN.get(key, _BUILT_IN[_DEFAULT]))
        return key

    def _depth(self, key: str, place: FieldPlace, *, adjoins: bool) -> int:
        if place.last is not None:  # two fields with nothing between them are a number and one below it
            return place.last + adjoins
        if place.depth is not None:
            return place.depth + 1
        return self._depths.get(key, 0)


def _arguments(instruction: str) -> tuple[str, int | None, int | None]:
    """Return the name of the list, the level from 0 and the number to start with."""
    name, found, switch = "", {}, ""
    for quoted, mark, word in _WORD.findall(instruction.strip()[len(_KIND) :]):
        if mark:
            switch = mark[1].lower()
            continue
        argument = quoted or word
        if switch in ("l", "s") and argument.isascii() and argument.isdigit() and len(argument) <= 6:
            found[switch] = int(argument)
        elif not switch and not name:
            name = argument
        switch = ""
    return name, found["l"] - 1 if "l" in found else None, found.get("s")
