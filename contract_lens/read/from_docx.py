"""DOCX -> content: paragraphs with the numbers that Word prints, tables row by row, notes at the end.

Tracked insertions are read as text, tracked deletions are left out and counted. python-docx is not used
because it drops insertions, content controls and text boxes without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contract_lens.document import BlockKind
from contract_lens.options import Limits
from contract_lens.read.content import Content, ContentBuilder
from contract_lens.read.docx_numbering import Number, Numbering, format_number
from contract_lens.read.docx_parts import W, WordPackage, value
from contract_lens.read.docx_runs import ParagraphRuns, Run, Tally
from contract_lens.read.docx_styles import Styles

_CONTAINERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "body", "txbxContent", "dir")
)
_DELETED = frozenset({W + "del", W + "moveFrom"})
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_LONGEST_HEADING = 200  # characters; lawyers number whole clauses with heading styles, those are no headings
_MOST_CELL_PARAGRAPHS = 3  # a cell with more is a layout frame around clauses, not a cell of a table


@dataclass(slots=True)
class _Piece:
    """One paragraph before it is written."""

    index: int
    runs: list[Run]
    number: Number | None = None
    heading: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()


@dataclass(slots=True)
class _Walker:
    """Walks one part in document order; counts paragraphs as ``iter(w:p)`` does."""

    numbering: Numbering
    styles: Styles
    tally: Tally
    paragraphs: int = 0
    carried: list[Run] = field(default_factory=list)

    def blocks(self, parent: Any) -> Iterator[_Piece | list[list[_Piece]]]:
        """Yield paragraphs, and table rows as lists of cells."""
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child)
            elif tag == W + "tbl":
                yield from self._rows(child)
            elif tag in _CONTAINERS:
                yield from self.blocks(child)
            elif tag == _ALTERNATIVE:
                yield from self._first_branch(child)
            elif tag in _DELETED:
                self._pass_over(child)

    def _paragraph(self, element: Any) -> Iterator[_Piece]:
        properties = element.find(W + "pPr")
        style_id = None if properties is None else value(properties.find(W + "pStyle"))
        index = self.paragraphs
        self.paragraphs += 1
        found = ParagraphRuns(self.tally, index).collect(element)
        runs = self.carried + found.runs
        self.carried = []
        if _mark_is_deleted(properties):
            self.carried = runs  # with its mark deleted, a paragraph runs on into the next
        else:
            number = self.numbering.next_number(properties, style_id)
            yield _Piece(index, runs, number, self.styles.heading_level(style_id, properties))
        for hanging in found.hanging:
            if isinstance(hanging, int):
                self.paragraphs += hanging
            else:
                for piece in self.blocks(hanging):
                    yield from _flat(piece)

    def _rows(self, table: Any) -> Iterator[list[list[_Piece]]]:
        for child in table:
            if child.tag == W + "tr":
                properties = child.find(W + "trPr")
                if properties is not None and properties.find(W + "del") is not None:
                    self._pass_over(child)
                else:
                    yield [list(self._cell(cell)) for cell in _cells(child)]
            elif child.tag in _CONTAINERS:
                yield from self._rows(child)
            elif child.tag in _DELETED:
                self._pass_over(child)

    def _cell(self, cell: Any) -> Iterator[_Piece]:
        for piece in self.blocks(cell):
            yield from _flat(piece)

    def _first_branch(self, element: Any) -> Iterator[_Piece | list[list[_Piece]]]:
        for position, branch in enumerate(element):
            if position == 0:
                yield from self.blocks(branch)
            else:
                self.paragraphs += sum(1 for _ in branch.iter(W + "p"))

    def _pass_over(self, element: Any) -> None:
        length = sum(len(text.text or "") for text in element.iter(W + "delText", W + "t"))
        self.tally.left_out["deleted"] += length
        self.tally.deletions += bool(length)
        self.paragraphs += sum(1 for _ in element.iter(W + "p"))


def read_docx(data: bytes, limits: Limits) -> Content:
    """Read a Word document.

    Numbers, tables, text boxes, content controls, hyperlinks and results of fields are part of the text.
    Headers, footers, comments, tracked deletions and note marks are left out and counted.

    Args:
        data: Bytes of the DOCX or DOCM file.
        limits: Those of archives, ``characters`` and ``nesting`` apply.

    Raises:
        CorruptInput: Damaged, no Word file inside, or with an XML document type.
        EncryptedInput: A part asks for a password.
        LimitExceeded: Too large or too deeply nested.
    """
    package = WordPackage(data, limits)
    root = package.main()
    styles = Styles(package.part("word/styles.xml"))
    walker = _Walker(Numbering(package.part("word/numbering.xml"), styles), styles, Tally())
    builder = ContentBuilder(limits)
    body = root.find(W + "body")
    for piece in () if body is None else walker.blocks(body):
        if isinstance(piece, list):
            _write_row(builder, piece)
        else:
            _write_paragraph(builder, piece)
    _write_notes(builder, package, walker)
    _count_left_out(builder, package, walker.tally)
    builder.title = package.title()
    return builder.finish()


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _cells(child)


def _flat(piece: _Piece | list[list[_Piece]]) -> Iterator[_Piece]:
    if isinstance(piece, _Piece):
        yield piece
    else:
        for cell in piece:
            yield from cell


def _mark_is_deleted(properties: Any | None) -> bool:
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def _write_paragraph(builder: ContentBuilder, piece: _Piece, kind: BlockKind | None = None) -> None:
    if not piece.text:
        return
    level = piece.heading
    if kind is None:
        kind = BlockKind.PARAGRAPH
        if piece.heading and len(piece.text) <= _LONGEST_HEADING:
            kind = BlockKind.HEADING
        elif piece.number is not None:
            kind, level = BlockKind.LIST_ITEM, piece.number.level + 1
    builder.open(kind, level=0 if kind is BlockKind.PARAGRAPH else level)
    _write_runs(builder, piece)


def _write_runs(builder: ContentBuilder, piece: _Piece) -> None:
    if piece.number is not None:
        builder.write(piece.number.text, paragraph=piece.index)
        if piece.number.suffix != "nothing":
            builder.space()
    for run in piece.runs:
        builder.write(run.text, paragraph=run.paragraph, run=run.run)


def _write_row(builder: ContentBuilder, cells: list[list[_Piece]]) -> None:
    """Write a table row as one block; frames around running text are written as paragraphs."""
    filled = [[piece for piece in cell if piece.text] for cell in cells]
    filled = [cell for cell in filled if cell]
    if len(filled) <= 1 or any(len(cell) > _MOST_CELL_PARAGRAPHS for cell in filled):
        for cell in filled:
            for piece in cell:
                _write_paragraph(builder, piece)
        return
    builder.open(BlockKind.TABLE_ROW)
    for position, cell in enumerate(filled):
        if position:
            builder.space()
            builder.write("|", paragraph=cell[0].index)
        for piece in cell:
            builder.space()
            _write_runs(builder, piece)


def _write_notes(builder: ContentBuilder, package: WordPackage, walker: _Walker) -> None:
    """Write foot- and endnotes at the end, numbered in the order of their marks in the text."""
    marks = list(walker.tally.notes)
    for kind, style in (("footnote", "decimal"), ("endnote", "lowerRoman")):
        root = package.part(f"word/{kind}s.xml")
        wanted = [note_id for mark_kind, note_id in marks if mark_kind == kind]
        if root is None or not wanted:
            continue
        notes: dict[str, list[_Piece]] = {}
        for element in root.iter(W + kind):
            pieces = [flat for piece in walker.blocks(element) for flat in _flat(piece)]
            notes[value(element, "id") or ""] = pieces
        for count, note_id in enumerate(dict.fromkeys(wanted), start=1):
            _write_note(builder, format_number(count, style), notes.get(note_id, []))


def _write_note(builder: ContentBuilder, number: str, pieces: list[_Piece]) -> None:
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        return
    builder.open(BlockKind.NOTE)
    builder.write(number, paragraph=pieces[0].index)
    for piece in pieces:
        builder.space()
        _write_runs(builder, piece)


def _count_left_out(builder: ContentBuilder, package: WordPackage, tally: Tally) -> None:
    builder.left_out.update(tally.left_out)
    for reason, start in (
        ("running_head", "word/header"),
        ("running_head", "word/footer"),
        ("comment", "word/comments."),
    ):
        for root in package.parts(start):
            builder.left_out[reason] += sum(len(text.text or "") for text in root.iter(W + "t"))
    if tally.insertions or tally.deletions:
        builder.warnings.append(
            f"Tracked changes were read as accepted: {tally.insertions} insertions kept, "
            f"{tally.deletions} deletions left out."
        )
    if tally.hidden:
        builder.warnings.append(f"{tally.hidden} characters are formatted as hidden text; they are included.")
    if package.has_remote_template():
        builder.warnings.append("The file refers to a template outside it; that was not fetched.")
