"""Files embedded in a Word file to be shown in its text (``altChunk``): HTML, RTF, plain text, Word files.

ECMA-376 part 1, 17.17.2.1: what such a part holds appears at its place as if it had been written there. Each
is read by the reader of its format; a part that is shown many times is read once. The limits hold for the
file with all that is nested in it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from contract_lens.document import Anchor, Annotation, Block, BlockKind
from contract_lens.errors import InputError, LimitExceeded
from contract_lens.options import Limits, Revisions
from contract_lens.read.changes import State
from contract_lens.read.content import Content
from contract_lens.read.docx_nest import Nest, cost_of
from contract_lens.read.docx_parts import WordPackage
from contract_lens.read.story import Mark, Number, Piece, Row, Run

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_KIND = "aFChunk"
_WRITTEN = frozenset(("docx", "html", "markdown", "odt", "rtf", "text"))
_LOOKS_LIKE = {"transcript": "text"}  # what reads like one is text all the same
_PAGE = "mail"  # a page saved with its pictures (MHTML) is a mail by its form
_PLAIN = frozenset(("text", "markdown"))
_MARKUP = (".xml", ".rels")
_BAR = "|"
_KEY = "\0"  # no comment of the file has such an id: XML cannot hold it


class _Read(NamedTuple):
    """What was read of a part, what it costs to show it, and how many files it shows in turn."""

    content: Content
    cost: int
    files: int


@dataclass(slots=True)
class Chunks:
    """Reads the embedded parts of one Word file.

    Attributes:
        package: The file.
        limits: ``member_depth`` bounds how deep files lie in each other.
        revisions: How tracked changes in them are read.
        nest: Bounds what this file and all around it show together.
        notes: What is noted on embedded text, each with the key of its marks.
    """

    package: WordPackage
    limits: Limits
    revisions: Revisions
    nest: Nest
    notes: list[tuple[str, Annotation]] = field(default_factory=list)
    _read: dict[str, _Read | None] = field(default_factory=dict)

    @property
    def contents(self) -> list[Content]:
        """What was read of each part that was shown."""
        return [read.content for read in self._read.values() if read is not None]

    def pieces(self, element: Any, state: State, paragraph: int) -> list[Piece | Row] | None:
        """Return what a ``w:altChunk`` shows, or ``None`` if it cannot be read.

        Args:
            element: The ``w:altChunk``.
            state: Whether it is kept, changed or hidden.
            paragraph: The paragraph of this file that it follows; the anchors name that.

        Raises:
            LimitExceeded: There are too many, or they are beyond the limits with what they hold.
        """
        self.nest.show()
        name = self.package.linked(_KIND, str(element.get(_ID, "")))
        if name is None:
            return None
        if name not in self._read:
            self._read[name] = self._first(name)
        elif (again := self._read[name]) is not None:
            self.nest.show(again.files)
            self.nest.write(again.cost)
        read = self._read[name]
        return None if read is None else list(self._shown(read.content, state, paragraph))

    def _first(self, name: str) -> _Read | None:
        files, characters = self.nest.files, self.nest.characters
        content = self._content(name)
        if content is None:
            return None
        cost = cost_of(content)
        self.nest.write(max(0, cost - (self.nest.characters - characters)))  # what lies in it is counted
        return _Read(content, cost, self.nest.files - files)

    def _content(self, name: str) -> Content | None:
        from contract_lens.read.formats import read_content  # these two read this format too
        from contract_lens.read.from_docx import read_embedded
        from contract_lens.read.sniff import tell_format

        if self.package.is_own(name, _KIND):
            return None
        if self.limits.member_depth == 1:
            raise LimitExceeded("holds files embedded too deep in each other (limit: member_depth)")
        inner = replace(self.limits, member_depth=self.limits.member_depth - 1)
        try:
            data = self.package.bytes_of(name)
            self.nest.unpack(data)
            kind = tell_format(data, name, inner)
            kind = _LOOKS_LIKE.get(kind, kind)
            if kind == "docx":
                return read_embedded(data, inner, self.revisions, self.nest)
            if kind not in (*_WRITTEN, _PAGE) or (kind in _PLAIN and name.lower().endswith(_MARKUP)):
                return None
            return read_content(kind, data, inner, self.revisions)
        except LimitExceeded:
            raise
        except InputError:  # damaged, empty, or of no kind that is read
            return None

    def _shown(self, content: Content, state: State, paragraph: int) -> Iterator[Piece | Row]:
        marks: list[tuple[int, Mark]] = []
        for note in content.annotations:
            key = f"{_KEY}{len(self.notes)}"
            self.notes.append((key, note))
            marks += ((note.start, Mark("start", key)), (note.end, Mark("end", key)))
        marks.sort(key=lambda entry: entry[0])
        return _Showing(content.text, state, paragraph, deque(marks)).pieces(content)


@dataclass(slots=True)
class _Showing:
    """Turns the blocks of another format into paragraphs and rows.

    Anchors keep the line, if there is one, and name the paragraph of the outer file.
    """

    text: str
    state: State
    paragraph: int
    marks: deque[tuple[int, Mark]]  # where what is noted begins and ends, in order

    def pieces(self, content: Content) -> Iterator[Piece | Row]:
        place = 0
        for block in content.blocks:
            inside: list[Anchor] = []
            while place < len(content.anchors) and content.anchors[place].start < block.end:
                inside.append(content.anchors[place])
                place += 1
            if block.kind is BlockKind.TABLE_ROW:
                yield self._row(inside)
            else:
                yield self._piece(block, inside)
        if self.marks:  # there was no text
            yield Piece(self.paragraph, [mark for _, mark in self.marks])

    def _piece(self, block: Block, anchors: list[Anchor]) -> Piece:
        number = None
        if block.kind is BlockKind.LIST_ITEM and len(anchors) > 1:
            first, after = anchors[:2]
            if first.line == after.line or first.line is None:
                suffix = "space" if after.start > first.end else "nothing"
                number = Number(self.text[first.start : first.end], suffix, max(0, block.level - 1))
                anchors = anchors[1:]
        heading = block.level if block.kind is BlockKind.HEADING else 0
        return Piece(self.paragraph, list(self._runs(block.end, anchors)), number, heading)

    def _row(self, anchors: list[Anchor]) -> Row:
        """A row whose cells are parted by bars that stand alone."""
        cells: list[list[Anchor]] = [[]]
        for anchor in anchors:
            if self.text[anchor.start : anchor.end] == _BAR:
                cells.append([])
            else:
                cells[-1].append(anchor)
        filled = (cell for cell in cells if cell)
        return Row([[Piece(self.paragraph, list(self._runs(cell[-1].end, cell)))] for cell in filled])

    def _runs(self, end: int, anchors: list[Anchor]) -> Iterator[Run | Mark]:
        """Text of each anchor with the white space after it; what is noted begins and ends between them."""
        last = len(anchors) - 1
        for place, anchor in enumerate(anchors):
            here, until = anchor.start, anchors[place + 1].start if place < last else end
            while self.marks and self.marks[0][0] < until + (place == last):
                offset, mark = self.marks.popleft()
                if offset > here:
                    yield self._run(here, offset, anchor)
                    here = offset
                yield mark
            if here < until:
                yield self._run(here, until, anchor)

    def _run(self, start: int, end: int, anchor: Anchor) -> Run:
        return Run(self.text[start:end], self.paragraph, state=self.state, line=anchor.line)
