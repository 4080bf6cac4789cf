"""DOCX -> content: paragraphs with the numbers that Word prints, tables row by row, notes at the end.

Tracked changes are read as the reader asks; comments, changes, hidden text and running heads become
annotations. python-docx is not used because it drops insertions, content controls and text boxes without a
word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_lens.document import AnnotationKind
from contract_lens.options import Limits, Revisions
from contract_lens.read.changes import PLAIN
from contract_lens.read.content import Content, ContentBuilder
from contract_lens.read.docx_body import Walker
from contract_lens.read.docx_changes import CHANGES, WordDrafting
from contract_lens.read.docx_chunks import Chunks
from contract_lens.read.docx_list_fields import ListFields
from contract_lens.read.docx_nest import Nest
from contract_lens.read.docx_numbering import Numbering
from contract_lens.read.docx_parts import W, WordPackage, value, whole
from contract_lens.read.docx_runs import Reading
from contract_lens.read.docx_styles import Styles
from contract_lens.read.number_formats import format_number
from contract_lens.read.story import Piece, flat
from contract_lens.read.story_writer import StoryWriter

_NOTE_FORMATS = (("footnote", "decimal"), ("endnote", "lowerRoman"))


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
    nest = Nest(limits)
    package = WordPackage(data, limits)
    nest.unpack(data)
    return _read(package, limits, revisions, nest)


def read_embedded(data: bytes, limits: Limits, revisions: Revisions, nest: Nest) -> Content:
    """Read a Word document that is embedded in another one, whose ``nest`` has counted its container."""
    return _read(WordPackage(data, limits), limits, revisions, nest)


def _read(package: WordPackage, limits: Limits, revisions: Revisions, nest: Nest) -> Content:
    root = package.main()
    styles = Styles(package.related("styles"))
    numbering = Numbering(package.related("numbering"), styles)
    reading = Reading(styles, WordDrafting(revisions), ListFields(numbering))
    walker = Walker(numbering, reading)
    writer = StoryWriter(ContentBuilder(limits))
    _enter(root, reading)
    body = root.find(W + "body")
    chunks = reading.chunks = Chunks(package, limits, revisions, nest)
    writer.write(() if body is None else walker.story(body))
    reading.chunks = None
    for key, note in chunks.notes:
        writer.add_note(key, note)
    for kind, usual in _NOTE_FORMATS:
        _write_notes(writer, walker, package, (kind, *_note_format(kind, usual, package, root)))
    _add_apart(writer, package)
    writer.builder.left_out.update(reading.left_out)
    writer.warn(reading.drafting.summary(), *_warnings(reading, package))
    for content in chunks.contents:
        writer.builder.left_out.update(dict(content.left_out))
        writer.builder.warnings += [f"An embedded file: {warning}" for warning in content.warnings]
    writer.builder.title = package.title()
    return writer.builder.finish()


def _enter(root: Any, reading: Reading) -> None:
    """Prepare for the marks of a part."""
    reading.styles.may_hide |= next(root.iter(W + "vanish"), None) is not None
    reading.fields.enter(root, lambda mark: _is_kept(mark, reading.drafting))


def _is_kept(mark: Any, drafting: WordDrafting) -> bool:
    """Whether a field mark stands in no change that is left out."""
    parent = mark.getparent()
    while parent is not None and parent.tag != W + "p":
        if parent.tag in CHANGES and not drafting.within(parent, PLAIN).kept:
            return False
        parent = parent.getparent()
    return True


def _write_notes(
    writer: StoryWriter, walker: Walker, package: WordPackage, counting: tuple[str, str, int]
) -> None:
    """Write foot- or endnotes at the end, numbered in the order of their marks in the text."""
    kind, style, count = counting
    wanted = {note_id: own for of, note_id, own in walker.reading.notes if of == kind}
    root = package.related(f"{kind}s")
    if root is None or not wanted:
        return
    _enter(root, walker.reading)
    notes: dict[str, list[Piece]] = {}
    for element in root.iter(W + kind):
        notes[value(element, "id") or ""] = list(flat(walker.story(element)))
    for note_id, own in wanted.items():
        writer.write_note("" if own else format_number(count, style), notes.get(note_id, []))
        count += not own


def _note_format(kind: str, usual: str, package: WordPackage, document: Any) -> tuple[str, int]:
    """Format and first number of notes: those of the last section before those of the whole file."""
    style, start = usual, 1
    for root in (package.related("settings"), document):
        for element in () if root is None else root.iter(f"{W}{kind}Pr"):
            style = value(element.find(W + "numFmt")) or style
            first = whole(element.find(W + "numStart"))
            start = start if first is None else first
    return style, start


def _add_apart(writer: StoryWriter, package: WordPackage) -> None:
    """Note comments and running heads, which are not part of the text."""
    comments = package.related("comments")
    for element in () if comments is None else comments.iter(W + "comment"):
        author, date = value(element, "author") or "", value(element, "date") or ""
        writer.add_comment(value(element, "id") or "", _plain(element), author, date)
    writer.add_running_heads(AnnotationKind.HEADER, map(_plain, package.running_heads("header")))
    writer.add_running_heads(AnnotationKind.FOOTER, map(_plain, package.running_heads("footer")))


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


def _warnings(reading: Reading, package: WordPackage) -> Iterator[str]:
    for what, count in sorted(reading.unread.items()):
        yield f"{count} {what} were not read."
    if reading.fields.computed:
        yield f"{reading.fields.computed} numbers that Word computes in fields are not stored, so missing."
    if reading.fields.unclosed:
        yield f"{reading.fields.unclosed} fields never end; the text after them was kept."
    if package.has_remote_template:
        yield "The file refers to a template outside it; that was not fetched."
    if package.has_macros:
        yield "The file holds macros; they were not run."
