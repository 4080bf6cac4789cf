"""The runs of one Word paragraph: what is printed, what belongs to a change, which boxes hang on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from contract_lens.read.changes import State
from contract_lens.read.docx_changes import CHANGES, WordDrafting
from contract_lens.read.docx_chunks import Chunks
from contract_lens.read.docx_fields import Fields
from contract_lens.read.docx_list_fields import FieldPlace, ListFields
from contract_lens.read.docx_parts import ALTERNATIVE, W, chosen_branch, value
from contract_lens.read.docx_styles import Styles
from contract_lens.read.docx_symbols import plain_text, symbol
from contract_lens.read.story import Mark, Run, kept_text

_DRAWING_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_P = W + "p"
_R = W + "r"
_T = W + "t"
_RUN_PROPERTIES = W + "rPr"
_SKIPPED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "annotationRef", "footnoteRef", "endnoteRef", "sdtPr", "sdtEndPr", "separator",
        "lastRenderedPageBreak", "softHyphen", "continuationSeparator", "proofErr", "bookmarkStart",
        "bookmarkEnd", "rt", "smartTagPr", "customXmlPr", "fldData", "delInstrText",
    )
)  # fmt: skip
_FIXED = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
#: Marks of comments between runs, and what each says.
COMMENT_MARKS = {
    W + "commentRangeStart": "start",
    W + "commentRangeEnd": "end",
    W + "commentReference": "at",
}
_LONGEST_JOINED = 10_000  # characters; joining without end would take time in the square of the length
_TEXTS = frozenset((_T, W + "delText", _MATH_TEXT, _DRAWING_TEXT))


@dataclass(slots=True)
class Reading:
    """What holds for the whole document, and what was met on the way through it.

    Attributes:
        styles: The styles, for hidden text.
        drafting: Which tracked changes are read.
        fields: The fields that are open.
        left_out: Characters kept out of the text, by reason.
        notes: Kind and id of foot- and endnotes in the order of their marks, and whether the mark is one of
            their own instead of a number.
        unread: Things that were met and not read, by name.
        list_fields: Counts the numbers of ``LISTNUM`` fields.
        chunks: Reads embedded files; ``None`` in notes, whose relationships are their own.
    """

    styles: Styles
    drafting: WordDrafting
    list_fields: ListFields
    fields: Fields = field(default_factory=Fields)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[str, str, bool]] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    chunks: Chunks | None = None


@dataclass(slots=True)
class ParagraphRuns:
    """The runs of one paragraph.

    Attributes:
        reading: State over the whole document.
        index: Index of the paragraph.
        hidden: Whether the style of the paragraph hides it.
        place: Where in the paragraph the next ``LISTNUM`` field stands.
        runs: Text and marks in order.
        hanging: Text boxes in order: the ``w:txbxContent`` element with its state, or the number of
            paragraphs to skip.
    """

    reading: Reading
    index: int
    hidden: bool = False
    place: FieldPlace = field(default_factory=FieldPlace)
    runs: list[Run | Mark] = field(default_factory=list)
    hanging: list[tuple[Any, State] | int] = field(default_factory=list)
    _next: int = 0
    _numbered: tuple[int, int] = (0, 0)  # the run that holds the last number of a field, and its length then
    _font: Any | None = None

    def collect(self, paragraph: Any, state: State) -> ParagraphRuns:
        """Walk the children of a ``w:p`` and return self."""
        self._walk(paragraph, None, state)
        return self

    def _walk(self, parent: Any, index: int | None, state: State) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                own = self._next
                self._next += 1
                self._run(child, own, state)
            elif tag == _T:
                self._text(child, index, state)
            elif tag not in _SKIPPED:
                handler = _HANDLERS.get(tag)
                if handler is not None:
                    handler(self, child, index, state)
                else:
                    self._walk(child, index, state)

    def _run(self, run: Any, own: int, state: State) -> None:
        """Read a run; by far the most hold one text and nothing else."""
        children = list(run)
        self._font = None
        if children and children[0].tag == _RUN_PROPERTIES:
            self._font = properties = children.pop(0)
            if self.reading.styles.may_hide and (self.hidden or self.reading.styles.hides(properties)):
                state = state._replace(hidden=not self.reading.styles.shows(properties))
        elif self.hidden:
            state = state._replace(hidden=True)
        if len(children) == 1 and children[0].tag == _T:
            self._text(children[0], own, state)
        else:
            self._walk(children, own, state)

    def _text(self, child: Any, index: int | None, state: State) -> None:
        text = child.text
        if not text:
            return
        if (text[0].isspace() or text[-1].isspace()) and child.get(_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        if "\n" in text:
            text = text.replace("\n", " ")
        if not text.isascii():
            if "\xad" in text:
                text = text.replace("\xad", "")
            if any("\uf020" <= letter <= "\uf0ff" for letter in text):
                text = plain_text(text, _font_of(self._font))
        self._add(text, index, state)

    def _add(self, text: str, index: int | None, state: State) -> None:
        if not text:
            return
        if self.reading.fields.active and state.kept:
            if self.reading.fields.hiding:
                return
            self.reading.fields.printed()
        runs = self.runs
        last = runs[-1] if runs else None
        if (
            isinstance(last, Run)
            and last.run == index
            and last.state == state
            and len(last.text) < _LONGEST_JOINED
        ):
            runs[-1] = Run(last.text + text, self.index, index, state)
        else:
            runs.append(Run(text, self.index, index, state))

    def _fixed(self, child: Any, index: int | None, state: State) -> None:
        self._add(_FIXED[child.tag], index, state)

    def _any_text(self, child: Any, index: int | None, state: State) -> None:
        self._add(child.text or "", index, state)

    def _symbol(self, child: Any, index: int | None, state: State) -> None:
        text = symbol(value(child, "char"), value(child, "font"))
        if not text:
            self.reading.left_out["unknown_symbols"] += 1
        self._add(text, index, state)

    def _field(self, child: Any, index: int | None, state: State) -> None:
        if state.kept:
            self._add(self.reading.fields.mark(child), index, state)
            self._list_number(index, state)

    def _instruction(self, child: Any, index: int | None, state: State) -> None:
        if state.kept:
            self.reading.fields.instruct(child.text or "")

    def _simple_field(self, child: Any, index: int | None, state: State) -> None:
        if state.kept:
            self.reading.fields.simple(child)
            self._list_number(index, state)
        self._walk(child, index, state)

    def _list_number(self, index: int | None, state: State) -> None:
        """Print the number of a ``LISTNUM`` field that has just ended."""
        instruction, self.reading.fields.asked = self.reading.fields.asked, ""
        if instruction:
            at, length = self._numbered
            between = kept_text(self.runs[at : at + 1])[length:] + kept_text(self.runs[at + 1 :])
            text = self.reading.list_fields.number(instruction, self.place, adjoins=not between.strip())
            self._add(text, index, state)
            self._numbered = max(0, len(self.runs) - 1), len(kept_text(self.runs[-1:]))

    def _change(self, child: Any, index: int | None, state: State) -> None:
        within = self.reading.drafting.within(child, state)
        if within is not state and any(element.text for element in child.iter(*_TEXTS)):
            self.reading.drafting.count(within)
        self._walk(child, index, within)

    def _alternative(self, child: Any, index: int | None, state: State) -> None:
        chosen = chosen_branch(child)
        for branch in child:
            if branch is chosen:
                self._walk(branch, index, state)
            else:
                self._skip(branch)

    def _skip(self, element: Any) -> None:
        """Pass over an element, but count its runs and paragraphs so that indices stay those of the file."""
        self._next += sum(1 for _ in element.iter(_R))
        self.hanging.append(sum(1 for _ in element.iter(_P)))

    def _box(self, child: Any, _index: int | None, state: State) -> None:
        self.hanging.append((child, state))
        self._next += sum(1 for _ in child.iter(_R))

    def _note(self, child: Any, index: int | None, state: State) -> None:
        if state.kept:
            kind = "footnote" if child.tag == W + "footnoteReference" else "endnote"
            own = value(child, "customMarkFollows") in ("1", "true", "on")
            self.reading.notes.append((kind, value(child, "id") or "", own))

    def _comment(self, child: Any, _index: int | None, _state: State) -> None:
        self.runs.append(Mark(COMMENT_MARKS[child.tag], value(child, "id") or ""))

    def _graphic(self, child: Any, _index: int | None, _state: State) -> None:
        self.reading.unread["charts and diagrams"] += 1


_Handler = Callable[[ParagraphRuns, Any, int | None, State], None]
_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(_FIXED, ParagraphRuns._fixed),
    **dict.fromkeys((W + "delText", _MATH_TEXT, _DRAWING_TEXT), ParagraphRuns._any_text),
    **dict.fromkeys(CHANGES, ParagraphRuns._change),
    **dict.fromkeys((W + "footnoteReference", W + "endnoteReference"), ParagraphRuns._note),
    **dict.fromkeys(COMMENT_MARKS, ParagraphRuns._comment),
    **dict.fromkeys((_CHART, _DIAGRAM), ParagraphRuns._graphic),
    W + "sym": ParagraphRuns._symbol,
    W + "fldChar": ParagraphRuns._field,
    W + "instrText": ParagraphRuns._instruction,
    W + "fldSimple": ParagraphRuns._simple_field,
    ALTERNATIVE: ParagraphRuns._alternative,
    W + "txbxContent": ParagraphRuns._box,
}


def _font_of(properties: Any | None) -> str | None:
    fonts = None if properties is None else properties.find(W + "rFonts")
    return value(fonts, "ascii") or value(fonts, "hAnsi")
