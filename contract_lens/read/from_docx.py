"""DOCX -> content: paragraphs with the numbers that Word prints, tables row by row, notes at the end.

Tracked changes are read as the reader asks; comments, changes, hidden text and running heads become
annotations. python-docx is not used because it drops insertions, content controls and text boxes without a
word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from contract_lens.document import AnnotationKind, BlockKind
from contract_lens.options import Limits, Revisions
from contract_lens.read.content import Content, ContentBuilder
from contract_lens.read.docx_body import Piece, Row, Walker, flat
from contract_lens.read.docx_changes import CHANGES, PLAIN, REASONS, Drafting
from contract_lens.read.docx_numbering import Numbering
from contract_lens.read.docx_parts import W, WordPackage, value, whole
from contract_lens.read.docx_runs import Mark, Reading, Run
from contract_lens.read.docx_styles import Styles
from contract_lens.read.number_formats import format_number

_LONGEST_HEADING = 200  # characters; lawyers number whole clauses with heading styles, those are no headings
_MOST_CELL_PARAGRAPHS = 3  # a cell with more is a layout frame around clauses, not a cell of a table
_NOTE_FORMATS = (("footnote", "decimal"), ("endnote", "lowerRoman"))
_RUNNING_HEADS = (("header", AnnotationKind.HEADER), ("footer", AnnotationKind.FOOTER))


def read_docx(data: bytes, limits: Limits, revisions: Revisions = Revisions.ACCEPTED) -> Content:
    """Read a Word document.

    Numbers, tables, text boxes, content controls, hyperlinks and results of fields are part of the text.
    Headers, footers, comments, note marks and the tracked changes that were not asked for are left out and
    counted.

    Args:
        data: Bytes of the DOCX or DOCM file.
        limits: Those of archives, ``characters`` and ``nesting`` apply.
        revisions: How tracked changes are read.

    Raises:
        CorruptInput: Damaged, no Word file inside, or with an XML document type.
        EncryptedInput: A part asks for a password.
        LimitExceeded: Too large or too deeply nested.
    """
    package = WordPackage(data, limits)
    root = package.main()
    styles = Styles(package.related("styles"))
    walker = Walker(Numbering(package.related("numbering"), styles), Reading(styles, Drafting(revisions)))
    writer = _Writer(ContentBuilder(limits), walker)
    writer.write_story(root, [root.find(W + "body")])
    for kind, usual in _NOTE_FORMATS:
        writer.write_notes(kind, usual, package.related(f"{kind}s"), package.related("settings"), root)
    writer.add_comments(package.related("comments"))
    writer.add_running_heads(package)
    writer.warn(package)
    writer.builder.title = package.title()
    return writer.builder.finish()


@dataclass(slots=True)
class _Writer:
    """Writes what the walker yields, and keeps the places of comments."""

    builder: ContentBuilder
    walker: Walker
    _starts: dict[str, int] = field(default_factory=dict)
    _ends: dict[str, int] = field(default_factory=dict)

    @property
    def _reading(self) -> Reading:
        return self.walker.reading

    def write_story(self, root: Any, parents: Iterable[Any | None]) -> None:
        """Write the text of the given parents, which belong to one part."""
        self._enter(root)
        for parent in parents:
            if parent is not None:
                self._write_items(self.walker.story(parent))

    def write_notes(
        self, kind: str, usual: str, root: Any | None, settings: Any | None, document: Any
    ) -> None:
        """Write foot- or endnotes at the end, numbered in the order of their marks in the text."""
        wanted = {note_id: own for of, note_id, own in self._reading.notes if of == kind}
        if root is None or not wanted:
            return
        self._enter(root)
        notes: dict[str, list[Piece]] = {}
        for element in root.iter(W + kind):
            notes[value(element, "id") or ""] = list(flat(self.walker.story(element)))
        style, count = _note_format(kind, usual, settings, document)
        for note_id, own in wanted.items():
            self._write_note("" if own else format_number(count, style), notes.get(note_id, []))
            count += not own

    def add_comments(self, root: Any | None) -> None:
        """Note each comment at the text it was made on."""
        for element in () if root is None else root.iter(W + "comment"):
            text = _plain(element)
            self.builder.left_out["comment"] += len(text.replace("\n", ""))
            key = value(element, "id") or ""
            start = self._starts.get(key, 0)
            self.builder.annotate(
                AnnotationKind.COMMENT,
                start,
                self._ends.get(key, start),
                text=text,
                author=value(element, "author") or "",
                date=value(element, "date") or "",
            )

    def add_running_heads(self, package: WordPackage) -> None:
        """Note each header and footer; they are not part of the text."""
        for kind, name in _RUNNING_HEADS:
            texts = [_plain(root) for root in package.running_heads(kind)]
            self.builder.left_out["running_head"] += sum(len(text.replace("\n", "")) for text in texts)
            for text in dict.fromkeys(filter(None, texts)):
                self.builder.annotate(name, 0, 0, text=text)

    def warn(self, package: WordPackage) -> None:
        """Say what was done with changes and hidden text, and what was not read."""
        reading = self._reading
        self.builder.left_out.update(reading.left_out)
        warnings = [reading.drafting.summary()]
        if reading.hidden:
            warnings.append(f"{reading.hidden} characters are formatted as hidden text; they are included.")
        warnings += [f"{count} {what} were not read." for what, count in sorted(reading.unread.items())]
        if reading.fields.computed:
            warnings.append(
                f"{reading.fields.computed} numbers that Word computes in fields are not stored, so missing."
            )
        if reading.fields.unclosed:
            warnings.append(f"{reading.fields.unclosed} fields never end; the text after them was kept.")
        if package.has_remote_template:
            warnings.append("The file refers to a template outside it; that was not fetched.")
        if package.has_macros:
            warnings.append("The file holds macros; they were not run.")
        self.builder.warnings += filter(None, warnings)

    def _enter(self, root: Any) -> None:
        drafting = self._reading.drafting
        self._reading.styles.may_hide |= next(root.iter(W + "vanish"), None) is not None
        self._reading.fields.enter(root, lambda mark: _is_kept(mark, drafting))

    def _write_items(self, items: Iterable[Piece | Row]) -> None:
        for item in items:
            if isinstance(item, Row):
                self._write_row(item)
            else:
                self._write_paragraph(item)

    def _write_paragraph(self, piece: Piece) -> None:
        if text := piece.text:
            level, kind = piece.heading, BlockKind.PARAGRAPH
            if level and len(text) <= _LONGEST_HEADING:
                kind = BlockKind.HEADING
            elif piece.number is not None:
                kind, level = BlockKind.LIST_ITEM, piece.number.level + 1
            self.builder.open(kind, level=0 if kind is BlockKind.PARAGRAPH else level)
        self._write_piece(piece, bool(text))

    def _write_piece(self, piece: Piece, has_text: bool = True) -> None:
        if piece.number is not None and has_text:
            self.builder.write(piece.number.text, paragraph=piece.index)
            if piece.number.suffix != "nothing":
                self.builder.space()
        for run in piece.runs:
            if isinstance(run, Mark):
                self._place(run)
            elif run.state.change is None and not run.state.hidden:
                self.builder.write(run.text, paragraph=run.paragraph, run=run.run)
            else:
                self._write_marked(run)

    def _write_marked(self, run: Run) -> None:
        """Write a run that was changed or is hidden, and note it; left out, it is a note at its place."""
        change, builder = run.state.change, self.builder
        start = builder.here
        if run.state.kept:
            builder.write(run.text, paragraph=run.paragraph, run=run.run)
        if run.state.hidden and run.state.kept:
            self._reading.hidden += len(run.text)
            builder.annotate(AnnotationKind.HIDDEN, start, builder.length)
        if change is None:
            return
        left = "" if run.state.kept else run.text
        self._reading.left_out[REASONS[change.kind]] += len(left)
        end = builder.length if run.state.kept else start
        if left or end > start:
            builder.annotate(change.kind, start, end, text=left, author=change.author, date=change.date)

    def _place(self, mark: Mark) -> None:
        if mark.kind == "commentRangeStart":
            self._starts[mark.id] = self.builder.here
        elif mark.kind == "commentRangeEnd":
            self._ends[mark.id] = self.builder.length
        elif mark.id not in self._starts:
            self._starts[mark.id] = self._ends[mark.id] = self.builder.length

    def _write_row(self, row: Row) -> None:
        """Write a table row as one block; frames around running text are written as paragraphs."""
        filled = [cell for cell in row.cells if any(piece.text for piece in flat(cell))]
        if len(filled) <= 1 or any(len(_filled(cell)) > _MOST_CELL_PARAGRAPHS for cell in filled):
            for cell in row.cells:
                self._write_items(cell)
            return
        self.builder.open(BlockKind.TABLE_ROW)
        written = 0
        for cell in row.cells:
            pieces = _filled(cell)
            if pieces and written:
                self.builder.space()
                self.builder.write("|", paragraph=pieces[0].index)
            written += bool(pieces)
            for piece in flat(cell):
                self.builder.space()
                self._write_piece(piece, bool(piece.text))

    def _write_note(self, number: str, pieces: list[Piece]) -> None:
        filled = [piece for piece in pieces if piece.text]
        if not filled:
            return
        self.builder.open(BlockKind.NOTE)
        if number:
            self.builder.write(number, paragraph=filled[0].index)
        for piece in pieces:
            self.builder.space()
            self._write_piece(piece, bool(piece.text))


def _filled(cell: list[Piece | Row]) -> list[Piece]:
    return [piece for piece in flat(cell) if piece.text]


def _is_kept(mark: Any, drafting: Drafting) -> bool:
    """Whether a field mark stands in no change that is left out."""
    parent = mark.getparent()
    while parent is not None and parent.tag != W + "p":
        if parent.tag in CHANGES and not drafting.within(parent, PLAIN).kept:
            return False
        parent = parent.getparent()
    return True


def _note_format(kind: str, usual: str, settings: Any | None, document: Any) -> tuple[str, int]:
    """Format and first number of notes: those of the last section before those of the whole file."""
    style, start = usual, 1
    for root in (settings, document):
        for element in () if root is None else root.iter(f"{W}{kind}Pr"):
            style = value(element.find(W + "numFmt")) or style
            first = whole(element.find(W + "numStart"))
            start = start if first is None else first
    return style, start


def _plain(root: Any) -> str:
    """The text of a comment or running head, one line for each paragraph."""
    lines = (
        "".join(
            (child.text or "") if child.tag == W + "t" else " "
            for child in paragraph.iter(W + "t", W + "tab", W + "br")
        )
        for paragraph in root.iter(W + "p")
    )
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
