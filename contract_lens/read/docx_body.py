"""The body of a Word file in document order: paragraphs with their printed numbers, and rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contract_lens.read.changes import PLAIN, State
from contract_lens.read.docx_changes import CHANGES
from contract_lens.read.docx_numbering import Numbering
from contract_lens.read.docx_parts import ALTERNATIVE, W, by_tag, chosen_branch, is_on, value
from contract_lens.read.docx_runs import COMMENT_MARKS, ParagraphRuns, Reading
from contract_lens.read.story import Mark, Piece, Row, Run, flat

_PARAGRAPH = W + "p"
_PROPERTIES = W + "pPr"
_MARK = W + "rPr"
_VANISH = W + "vanish"
_STYLE = W + "pStyle"
_NUMBER = W + "numPr"
_OUTLINE = W + "outlineLvl"
_TABLE = W + "tbl"
_ROW = W + "tr"
_CELL = W + "tc"
_NO_TEXT = frozenset(
    W + name
    for name in (
        "sectPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "bookmarkStart", "pPr",
        "bookmarkEnd", "proofErr", "permStart", "permEnd", "customXmlPr", "smartTagPr", "background",
    )
)  # fmt: skip
_CHUNK = W + "altChunk"
_LINKED = W + "subDoc"


@dataclass(slots=True)
class Walker:
    """Walks stories in document order; counts paragraphs as ``iter(w:p)`` does.

    Attributes:
        numbering: Counts the automatic numbers.
        reading: State over the whole document.
        paragraphs: How many paragraphs were passed.
    """

    numbering: Numbering
    reading: Reading
    paragraphs: int = 0
    _carried: Piece | None = None
    _ranges: list[Run | Mark] = field(default_factory=list)

    def story(self, parent: Any, state: State = PLAIN) -> Iterator[Piece | Row]:
        """Yield the paragraphs and rows of a body, cell, note or text box."""
        before, self._carried = self._carried, None
        yield from self._blocks(parent, state)
        yield from self._leftover()
        self._carried = before

    def _blocks(self, parent: Any, state: State) -> Iterator[Piece | Row]:
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                yield from self._paragraph(child, state)
            elif tag == _TABLE:
                yield from self._leftover()
                yield from self._rows(child, state)
            elif tag in CHANGES:
                yield from self._blocks(child, self.reading.drafting.within(child, state))
            elif tag == ALTERNATIVE:
                yield from self._chosen(child, state)
            elif tag in COMMENT_MARKS:
                self._ranges.append(Mark(COMMENT_MARKS[tag], value(child, "id") or ""))
            elif tag == _CHUNK:
                yield from self._leftover()
                yield from self._chunk(child, state)
            elif tag == _LINKED:
                self.reading.unread["linked parts (subdocuments)"] += 1
            elif tag not in _NO_TEXT and len(child):
                yield from self._blocks(child, state)

    def _paragraph(self, element: Any, state: State) -> Iterator[Piece | Row]:
        reading = self.reading
        own = by_tag(next(element.iterchildren(_PROPERTIES), None))
        mark = by_tag(own.get(_MARK))
        properties = reading.drafting.before(own)
        style_id = value(properties.get(_STYLE))
        index = self.paragraphs
        piece = Piece(index, self._ranges)
        self._ranges = []
        self.paragraphs += 1
        found = ParagraphRuns(reading, index, reading.styles.is_hidden(style_id))
        ends = not state.kept or reading.drafting.of(mark, state).kept
        if ends and state.kept:
            piece.number = self.numbering.next_number(properties.get(_NUMBER), style_id)
            piece.heading = reading.styles.heading_level(style_id, properties.get(_OUTLINE))
            if piece.number is not None:
                found.place.depth = piece.number.level
        found.collect(element, state)
        piece.runs += found.runs
        if ends:
            yield from self._finished(piece, mark)
        else:
            self._carry(piece)  # without its mark, a paragraph runs on into the next
        for hanging in found.hanging:
            if isinstance(hanging, int):
                self.paragraphs += hanging
            else:
                yield from flat(self.story(*hanging))

    def _finished(self, piece: Piece, mark: dict[str, Any]) -> Iterator[Piece]:
        before, self._carried = self._carried, None
        if before is not None:
            piece.runs = before.runs + piece.runs
            if before.number is not None or before.heading:
                piece.number, piece.heading = before.number, before.heading
        if mark and is_on(mark.get(_VANISH)) and _is_seen(piece):
            self._carried = piece  # a style separator: the next paragraph goes on in the same line
        elif piece.runs:
            yield piece

    def _carry(self, piece: Piece) -> None:
        if self._carried is None:
            self._carried = piece
        else:
            self._carried.runs += piece.runs

    def _chunk(self, element: Any, state: State) -> Iterator[Piece | Row]:
        chunks = self.reading.chunks
        found = None if chunks is None else chunks.pieces(element, state, max(0, self.paragraphs - 1))
        if found is None:
            self.reading.unread["embedded files (altChunk)"] += 1
        else:
            yield from found

    def _leftover(self) -> Iterator[Piece]:
        """Yield a paragraph that has no next one to run on into."""
        if self._ranges:
            self._carry(Piece(self.paragraphs, self._ranges))
            self._ranges = []
        left, self._carried = self._carried, None
        if left is not None and left.runs:
            yield left

    def _rows(self, table: Any, state: State) -> Iterator[Row]:
        for child in table:
            tag = child.tag
            if tag == _ROW:
                yield self._row(child, state)
            elif tag in CHANGES:
                yield from self._rows(child, self.reading.drafting.within(child, state))
            elif tag not in _NO_TEXT and tag not in COMMENT_MARKS and len(child):
                yield from self._rows(child, state)

    def _row(self, row: Any, outer: State) -> Row:
        drafting = self.reading.drafting
        state = drafting.of(by_tag(row.find(W + "trPr")), outer)
        if state is not outer and any(text.text for text in row.iter(W + "t", W + "delText")):
            drafting.count(state)
        cells = []
        for cell in _cells(row):
            within = drafting.of(by_tag(cell.find(W + "tcPr")), state)
            cells.append(list(self.story(cell, within)))
        return Row(cells)

    def _chosen(self, element: Any, state: State) -> Iterator[Piece | Row]:
        chosen = chosen_branch(element)
        for branch in element:
            if branch is chosen:
                yield from self._blocks(branch, state)
            else:
                self.paragraphs += sum(1 for _ in branch.iter(_PARAGRAPH))


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _CELL:
            yield child
        elif child.tag not in _NO_TEXT and len(child):
            yield from _cells(child)


def _is_seen(piece: Piece) -> bool:
    return any(
        run.state.kept and not run.state.hidden and run.text.strip()
        for run in piece.runs
        if isinstance(run, Run)
    )
