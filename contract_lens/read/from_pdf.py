"""PDF -> content: lines by PDFium, paragraphs by layout, page furniture left out, tables row by row.

PDFium must never run in two threads of one process; nothing here starts a thread, and every page and
document is closed before the reader returns.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from typing import Any

from contract_lens.document import AnnotationKind, BlockKind
from contract_lens.errors import LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.content import Content, ContentBuilder, check_length
from contract_lens.read.ocr import ocr_warnings, recognise_pages
from contract_lens.read.pdf_forms import open_form
from contract_lens.read.pdf_layout import joint
from contract_lens.read.pdf_lines import Line
from contract_lens.read.pdf_members import attached_names
from contract_lens.read.pdf_open import open_pdf
from contract_lens.read.pdf_page import PdfPage, damaged_page, read_page
from contract_lens.read.pdf_paragraphs import Paragraph, compose
from contract_lens.read.pdf_remarks import add_remarks, warnings_of, write_entries
from contract_lens.read.pdf_turn import Turn

_TITLE_CHARACTERS = 200
_NO_TITLE = re.compile(r"untitled.*|.*\.(?:docx?|rtf|pdf|html?|txt|indd|qxd|xps)", re.IGNORECASE)
_WORD = re.compile(rb"[a-z]+(?:-[a-z]+)*")
_FEW_HYPHENS = 100


def read_pdf(data: bytes, limits: Limits) -> Content:
    """Read a PDF.

    Args:
        data: Bytes of the file.
        limits: ``pages`` and ``characters`` apply.

    Raises:
        EncryptedInput: It asks for a password.
        CorruptInput: PDFium cannot open it.
        LimitExceeded: Too many pages, or too much text.
    """
    with _without_collection(), closing(open_pdf(data)) as document:
        return _read(document, limits)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Put off the search for dead cycles: there are none, but thousands of records to look through."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(document: Any, limits: Limits) -> Content:
    count = len(document)
    if count > limits.pages:
        raise LimitExceeded(f"has {count:,} pages, more than {limits.pages:,} (limit: pages)")
    pages = recognise_pages(document, read_pages(document, limits), limits)
    title = _title(document)
    members = attached_names(document, limits, any(page.pinned for page in pages))
    builder = ContentBuilder(limits)
    builder.members = members
    builder.title = title
    builder.page_facts = tuple(page.facts for page in pages)
    turns = {page.lines.number: page.lines.turn for page in pages if page.lines.turn is not None}
    _write(builder, list(compose(pages, builder.left_out)), turns)
    write_entries(builder, pages)
    add_remarks(builder, pages)
    builder.warnings += warnings_of(builder, pages) + ocr_warnings(pages, limits)
    empty = tuple(page.facts.number for page in pages if not page.lines.lines)
    return builder.finish(pages=count, pages_without_text=empty)


def read_pages(document: Any, limits: Limits) -> list[PdfPage]:
    """Read every page; one that cannot be loaded is marked as damaged."""
    import pypdfium2

    form = open_form(document)
    pages: list[PdfPage] = []
    length = 0
    for number in range(1, len(document) + 1):
        try:
            page = read_page(document, number, form)
        except (pypdfium2.PdfiumError, AssertionError, ValueError):  # pypdfium2 asserts now and then
            page = damaged_page(number)
        length += page.facts.characters
        check_length(length, limits)
        pages.append(page)
    return pages


def _title(document: Any) -> str:
    """Title of the file's own metadata, unless it is a file name or a placeholder."""
    title = " ".join(str(document.get_metadata_value("Title") or "").split())[:_TITLE_CHARACTERS]
    return "" if _NO_TITLE.fullmatch(title) else title.removeprefix("Microsoft Word - ")


def _write(builder: ContentBuilder, paragraphs: list[Paragraph], turns: dict[int, Turn]) -> None:
    words = _words(paragraphs)
    hidden = {line[5] for lines, _ in paragraphs for line in lines} - {""}  # by place: every line is asked
    plain: list[Paragraph] = []
    for paragraph in paragraphs:
        lines, kind = paragraph
        if (
            turns
            or kind is BlockKind.TABLE_ROW
            or (words and True in [line[3] for line in lines])
            or (hidden and any(line.hidden for line in lines))
        ):
            builder.write_paragraphs(plain)
            plain = []
            builder.open(kind)
            _write_with_care(builder, lines, kind, words, turns)
        else:
            plain.append(paragraph)
    builder.write_paragraphs(plain)
    builder.close()


def _write_with_care(
    builder: ContentBuilder,
    lines: list[Line],
    kind: BlockKind,
    words: bytes | frozenset[bytes],
    turns: dict[int, Turn],
) -> None:
    """Write lines that are cells, hidden, turned, or end in hyphens."""
    for line, following in zip_longest(lines, lines[1:]):
        text, gap = line.text, " " if following is not None else ""
        if line.hyphenated and following is not None:
            drop_hyphen, gap = joint(line, following, words)
            text = text[:-1] if drop_hyphen else text
        box = turns[line.page].to_file(line.box) if line.page in turns else line.box
        start = builder.here
        builder.write_line(text, line.page, box, gap)
        if line.hidden:
            builder.annotate(AnnotationKind.HIDDEN, start, builder.length)
        if kind is BlockKind.TABLE_ROW and following is not None:
            builder.write_line("|", line.page, box, " ")


def _words(paragraphs: list[Paragraph]) -> bytes | frozenset[bytes]:
    """All text in UTF-8 and lower case to look words up in; a set of its words if many are looked up."""
    hyphens = sum([line[3] for lines, _ in paragraphs for line in lines])  # by place: every line is asked
    if not hyphens:
        return b""
    text = (
        "\n".join([line.text for lines, _ in paragraphs for line in lines])
        .encode("utf-8", "surrogatepass")
        .lower()
    )
    return text if hyphens <= _FEW_HYPHENS else frozenset(_WORD.findall(text))
