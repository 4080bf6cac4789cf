"""Writes paragraphs and rows into a ``ContentBuilder``; what is said about them becomes annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from contract_lens.document import Annotation, AnnotationKind, BlockKind
from contract_lens.read.changes import REASONS
from contract_lens.read.content import ContentBuilder
from contract_lens.read.story import Mark, Piece, Row, Run, flat

_LONGEST_HEADING = 200  # characters; lawyers number whole clauses with heading styles, those are no headings
_MOST_CELL_PARAGRAPHS = 3  # a cell with more is a layout frame around clauses, not a cell of a table


class StoryWriter:
    """Writes stories in order.

    Args:
        builder: Takes the text.

    Attributes:
        hidden: Characters formatted as hidden, which are kept.
    """

    def __init__(self, builder: ContentBuilder) -> None:
        self.builder = builder
        self.hidden = 0
        self._ends: dict[str, int] = {}

    def write(self, items: Iterable[Piece | Row]) -> None:
        """Write paragraphs and rows."""
        for item in items:
            if isinstance(item, Row):
                self._write_row(item)
            else:
                self._write_paragraph(item)

    def write_note(self, number: str, pieces: list[Piece]) -> None:
        """Write a foot- or endnote as one block."""
        filled = [piece for piece in pieces if piece.text]
        if not filled:
            return
        self.builder.open(BlockKind.NOTE)
        if number:
            self.builder.write(number, paragraph=filled[0].index)
            _drop_indent(filled[0])
        for piece in pieces:
            self.builder.space()
            self._write_piece(piece, bool(piece.text))

    def add_comment(self, key: str, text: str, author: str, date: str) -> None:
        """Note a comment at the text it was made on, and count it as left out."""
        self.builder.left_out["comment"] += len(text.replace("\n", ""))
        start = self.builder.marks.get(key, 0)
        end = self._ends.get(key, start)
        self.builder.annotate(AnnotationKind.COMMENT, start, end, text=text, author=author, date=date)

    def add_note(self, key: str, note: Annotation) -> None:
        """Note between its marks what was noted on embedded text, unless nothing of it is left there."""
        start = self.builder.marks.get(key, 0)
        end = max(start, self._ends.get(key, start))
        if note.text or end > start:
            self.builder.annotate(note.kind, start, end, text=note.text, author=note.author, date=note.date)

    def add_running_heads(self, kind: AnnotationKind, texts: Iterable[str]) -> None:
        """Note headers or footers and count them as left out; they are not part of the text."""
        for text, times in Counter(filter(None, texts)).items():
            self.builder.left_out["running_head"] += times * len(text.replace("\n", ""))
            self.builder.annotate(kind, 0, 0, text=text)

    def warn(self, *warnings: str) -> None:
        """Add warnings that are not empty, and one on hidden text if there was any."""
        hidden = f"{self.hidden} characters are formatted as hidden text; they are included."
        self.builder.warnings += filter(None, (*warnings[:1], hidden if self.hidden else "", *warnings[1:]))

    def _write_paragraph(self, piece: Piece) -> None:
        if text := piece.text:
            level, kind = piece.heading, BlockKind.PARAGRAPH
            if level and len(text) <= _LONGEST_HEADING:
                kind = BlockKind.HEADING
            elif piece.number is not None:
                kind, level = BlockKind.LIST_ITEM, piece.number.level + 1
            self.builder.open(kind, level=0 if kind is BlockKind.PARAGRAPH else level)
        self._write_piece(piece, bool(text))

    def _write_piece(self, piece: Piece, has_text: bool) -> None:
        if piece.number is not None and has_text:
            self.builder.write(piece.number.text, paragraph=piece.index, line=_line_of(piece))
            if piece.number.suffix != "nothing":
                self.builder.space()
        for run in piece.runs:
            if isinstance(run, Mark):
                self._place(run)
            elif run.state.change is None and not run.state.hidden:
                self.builder.write(run.text, paragraph=run.paragraph, run=run.run, line=run.line)
            else:
                self._write_marked(run)

    def _write_marked(self, run: Run) -> None:
        """Write a run that was changed or is hidden, and note it; left out, it is a note at its place."""
        change, builder = run.state.change, self.builder
        start = builder.here
        if run.state.kept:
            builder.write(run.text, paragraph=run.paragraph, run=run.run, line=run.line)
        if run.state.hidden and run.state.kept:
            self.hidden += len(run.text)
            if builder.length > start:
                builder.annotate(AnnotationKind.HIDDEN, start, builder.length)
        if change is None:
            return
        left = "" if run.state.kept else run.text
        builder.left_out[REASONS[change.kind]] += len(left)
        end = builder.length if run.state.kept else start
        if left or end > start:
            builder.annotate(change.kind, start, end, text=left, author=change.author, date=change.date)

    def _place(self, mark: Mark) -> None:
        if mark.kind == "start":
            self.builder.mark(mark.id)
        elif mark.kind == "end":
            self._ends[mark.id] = self.builder.length
        elif mark.id not in self.builder.marks:
            self.builder.marks[mark.id] = self._ends[mark.id] = self.builder.length

    def _write_row(self, row: Row) -> None:
        """Write a table row as one block; frames around running text are written as paragraphs."""
        filled = [cell for cell in row.cells if any(piece.text for piece in flat(cell))]
        if len(filled) <= 1 or any(len(_filled(cell)) > _MOST_CELL_PARAGRAPHS for cell in filled):
            for cell in row.cells:
                self.write(cell)
            return
        self.builder.open(BlockKind.TABLE_ROW)
        written = 0
        for cell in row.cells:
            pieces = _filled(cell)
            if pieces and written:
                self.builder.space()
                self.builder.write("|", paragraph=pieces[0].index, line=_line_of(pieces[0]))
            written += bool(pieces)
            for piece in flat(cell):
                self.builder.space()
                self._write_piece(piece, bool(piece.text))


def _filled(cell: list[Piece | Row]) -> list[Piece]:
    return [piece for piece in flat(cell) if piece.text]


def _line_of(piece: Piece) -> int | None:
    return next((run.line for run in piece.runs if isinstance(run, Run)), None)


def _drop_indent(piece: Piece) -> None:
    """Drop the blank between the mark of a note and its text, which word processors put there themselves."""
    for place, run in enumerate(piece.runs):
        if isinstance(run, Run) and run.state.kept:
            piece.runs[place] = run._replace(text=run.text.lstrip())
            if run.text.strip():
                return
