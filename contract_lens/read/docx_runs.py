"""The runs of one Word paragraph: what is printed, what is left out, and the text boxes that hang on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from contract_lens.read.docx_parts import W, value
from contract_lens.read.docx_styles import is_hidden

_TAB = "\t"
_LINE = "\n"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BOX = W + "txbxContent"
_DELETED = frozenset({W + "del", W + "moveFrom"})
_SKIPPED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "instrText", "delInstrText", "annotationRef", "footnoteRef", "endnoteRef", "sdtPr",
        "sdtEndPr", "lastRenderedPageBreak", "softHyphen", "separator", "continuationSeparator", "proofErr",
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "rt", "smartTagPr",
        "customXmlPr",
    )
)  # fmt: skip
_FIXED = {
    W + "tab": _TAB,
    W + "ptab": _TAB,
    W + "br": _LINE,
    W + "cr": _LINE,
    W + "noBreakHyphen": "-",
    W + "dayShort": "",
}
# The usual marks of symbol fonts, by the low byte of their private code.
_SYMBOLS = {
    0xA7: "•", 0xB7: "•", 0x6C: "•", 0x6E: "•", 0x71: "•", 0x75: "•", 0x76: "•", 0xA8: "☐", 0xFE: "☒",
    0xFC: "✓", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xB3: "≥", 0xA3: "≤",
    0xB1: "±",
}  # fmt: skip


class Run(NamedTuple):
    """Text of one run, the index of its paragraph, and its own among all ``w:r`` of that paragraph."""

    text: str
    paragraph: int
    run: int | None


@dataclass(slots=True)
class Tally:
    """What was met on the way through the document, over all paragraphs.

    Attributes:
        left_out: Characters kept out of the text, by reason.
        hidden: Characters formatted as hidden, which are kept.
        insertions: Tracked insertions that were kept.
        deletions: Tracked deletions that were left out.
        notes: Ids of foot- and endnotes in the order of their marks, as ``("footnote", id)``.
        fields: Open complex fields: whether each is past its instruction.
    """

    left_out: Counter[str] = field(default_factory=Counter)
    hidden: int = 0
    insertions: int = 0
    deletions: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class ParagraphRuns:
    """The runs of one paragraph.

    Attributes:
        tally: Counts over the whole document.
        index: Index of the paragraph.
        runs: Text in order.
        hanging: Text boxes in order: the ``w:txbxContent`` element, or the number of paragraphs to skip.
    """

    tally: Tally
    index: int
    runs: list[Run] = field(default_factory=list)
    hanging: list[Any | int] = field(default_factory=list)
    _next: int = 0

    def collect(self, paragraph: Any) -> ParagraphRuns:
        """Walk the children of a ``w:p`` and return self."""
        self._walk(paragraph, None)
        return self

    def _walk(self, parent: Any, index: int | None) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                own = self._next
                self._next += 1
                if is_hidden(child.find(W + "rPr")):
                    self.tally.hidden += sum(len(text.text or "") for text in child.iterchildren(W + "t"))
                self._walk(child, own)
            elif tag == W + "t" or tag == _MATH_TEXT:
                self._add(child.text or "", index)
            elif tag not in _SKIPPED:
                self._special(child, tag, index)

    def _special(self, child: Any, tag: str, index: int | None) -> None:
        if tag in _FIXED:
            self._add(_FIXED[tag], index)
        elif tag == W + "fldChar":
            self._field(value(child, "fldCharType"))
        elif tag in _DELETED:
            self._leave_out(child)
        elif tag == _MARKUP + "AlternateContent":
            self._alternative(child, index)
        elif tag == _BOX:
            self.hanging.append(child)
            self._next += sum(1 for _ in child.iter(W + "r"))
        elif tag == W + "sym":
            self._add(_symbol(value(child, "char")), index)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            kind = tag.removeprefix(W).removesuffix("Reference")
            self.tally.notes.append((kind, value(child, "id") or ""))
        else:
            if tag in (W + "ins", W + "moveTo") and len(child):
                self.tally.insertions += 1
            self._walk(child, index)

    def _add(self, text: str, index: int | None) -> None:
        if not text or (self.tally.fields and not all(self.tally.fields)):
            return
        if self.runs and self.runs[-1].run == index:
            self.runs[-1] = Run(self.runs[-1].text + text, self.index, index)
        else:
            self.runs.append(Run(text, self.index, index))

    def _field(self, kind: str | None) -> None:
        """Between "begin" and "separate" stands the instruction of a field, after it what it prints."""
        fields = self.tally.fields
        if kind == "begin":
            fields.append(False)
        elif kind == "separate" and fields:
            fields[-1] = True
        elif kind == "end" and fields:
            fields.pop()

    def _leave_out(self, element: Any) -> None:
        length = sum(len(text.text or "") for text in element.iter(W + "delText", W + "t"))
        if length:
            self.tally.deletions += 1
            self.tally.left_out["deleted"] += length
        self._skip(element)

    def _alternative(self, element: Any, index: int | None) -> None:
        """Read the first choice; the fallback holds the same text again."""
        taken = False
        for branch in element:
            if not taken and (branch.tag == _MARKUP + "Choice" or len(element) == 1):
                self._walk(branch, index)
                taken = True
            else:
                self._skip(branch)

    def _skip(self, element: Any) -> None:
        """Pass over an element, but count its runs and paragraphs so that indices stay those of the file."""
        self._next += sum(1 for _ in element.iter(W + "r"))
        self.hanging.append(sum(1 for _ in element.iter(W + "p")))


def _symbol(code: str | None) -> str:
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(number & 0xFF, "")
    return chr(number) if 0x20 <= number < 0xD800 else ""
