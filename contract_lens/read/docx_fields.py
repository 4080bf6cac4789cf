"""Fields of a Word file: what they print, not how they are computed.

A complex field stands between the marks ``begin``, ``separate`` and ``end``; its instruction comes before
``separate``, what it prints after it. A few kinds print something although they have no result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from contract_lens.read.docx_parts import W, is_on, value, whole

_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s(.*)", re.IGNORECASE | re.DOTALL)
_COMPUTED = re.compile(r"\s*(?:AUTONUM|AUTONUMLGL|AUTONUMOUT)\b", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"\s*LISTNUM\b", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A field between its ``begin`` and its ``end``."""

    printing: bool = False
    has_result: bool = False
    instruction: list[str] = field(default_factory=list)
    choice: str = ""


class Fields:
    """Follows the field marks of one story of text.

    Attributes:
        active: Whether any field is open.
        hiding: Whether text at this point belongs to an instruction.
        asked: Instruction of a ``LISTNUM`` field that has just ended, else empty; who prints it clears it.
        computed: How many numbers Word computes by itself and does not store (``AUTONUM``).
        unclosed: How many fields begin and never end.
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._ignored: set[Any] = set()
        self.active = False
        self.hiding = False
        self.asked = ""
        self.computed = 0
        self.unclosed = 0

    def enter(self, root: Any, keeps: Any) -> None:
        """Prepare for a part: a field that never ends must not swallow the text after it.

        Args:
            root: Root of the part.
            keeps: Tells of a ``w:fldChar`` whether it is read, or stands in a change that is not.
        """
        self._open.clear()
        self.active = self.hiding = False
        waiting: list[Any] = []
        for mark in root.iter(W + "fldChar"):
            kind = value(mark, "fldCharType")
            if not keeps(mark):
                continue
            if kind == "begin":
                waiting.append(mark)
            elif kind == "end" and waiting:
                waiting.pop()
        self.unclosed += len(waiting)
        self._ignored = set(waiting)

    def mark(self, element: Any) -> str:
        """Take in a ``w:fldChar`` and return what the field prints at this mark by itself."""
        kind = value(element, "fldCharType")
        printed = ""
        if kind == "begin":
            if element not in self._ignored:
                self._open.append(_Open(choice=_form_choice(element.find(W + "ffData"))))
        elif kind == "separate" and self._open:
            self._open[-1].printing = True
        elif kind == "end" and self._open:
            printed = self._close(self._open.pop())
        self.active = bool(self._open)
        self.hiding = not all(entry.printing for entry in self._open)
        return printed

    def printed(self) -> None:
        """Note that the open fields print something."""
        for entry in self._open:
            entry.has_result = True

    def instruct(self, text: str) -> None:
        """Take in a piece of an instruction."""
        if self._open:
            self._open[-1].instruction.append(text)

    def simple(self, element: Any) -> None:
        """Take in a ``w:fldSimple``."""
        instruction = value(element, "instr") or ""
        if not len(element) and _COMPUTED.match(instruction):
            self.computed += 1
        elif not len(element) and _LIST_NUMBER.match(instruction) and not self._open:
            self.asked = instruction

    def _close(self, entry: _Open) -> str:
        if entry.has_result or entry.choice:
            return "" if entry.has_result else entry.choice
        instruction = "".join(entry.instruction)
        if _COMPUTED.match(instruction):
            self.computed += 1
        elif _LIST_NUMBER.match(instruction) and not self._open:  # inside another field Word prints none
            self.asked = instruction
        button = _BUTTON.match(instruction)
        return button.group(1).strip() if button else ""


def _form_choice(data: Any | None) -> str:
    """Return the mark of a form's tick box, or the chosen entry of its list."""
    if data is None:
        return ""
    box = data.find(W + "checkBox")
    if box is not None:
        state = box.find(W + "checked")
        return "☒" if is_on(box.find(W + "default") if state is None else state) else "☐"
    entries = [value(entry) or "" for entry in data.iter(W + "listEntry")]
    chosen = whole(data.find(f"{W}ddList/{W}result"))
    if chosen is None:
        chosen = whole(data.find(f"{W}ddList/{W}default"))
    return entries[chosen or 0] if 0 <= (chosen or 0) < len(entries) else ""
