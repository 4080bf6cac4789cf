"""PDF -> content: lines by PDFium, paragraphs by layout, page furniture left out, tables row by row.

PDFium must never run in two threads of one process; nothing here starts a thread, and every page and
document is closed before the reader returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

from contract_lens.document import BlockKind
from contract_lens.errors import CorruptInput, EncryptedInput, LimitExceeded, UnsupportedFormat
from contract_lens.options import Limits
from contract_lens.read.content import Content, ContentBuilder, check_length
from contract_lens.read.pdf_furniture import find_furniture
from contract_lens.read.pdf_layout import (
    Measures,
    continues,
    joint,
    measure,
    reading_order,
    reunite_markers,
    split_paragraphs,
)
from contract_lens.read.pdf_lines import Line, PageLines, read_lines
from contract_lens.read.pdf_tables import Table, read_tables, replaces
from contract_lens.read.quality import quality_complaint

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_SAMPLE = 8_000  # characters; enough to judge a text as a whole
_TITLE_CHARACTERS = 200
_NO_TITLE = re.compile(r"untitled.*|.*\.(?:docx?|rtf|pdf|html?|txt|indd|qxd|xps)", re.IGNORECASE)


class _Paragraph(NamedTuple):
    """Lines that belong together; the lines of a table row are its cells."""

    lines: list[Line]
    kind: BlockKind = BlockKind.PARAGRAPH


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
    with closing(_open(data)) as document:
        count = len(document)
        if count > limits.pages:
            raise LimitExceeded(f"has {count:,} pages, more than {limits.pages:,} (limit: pages)")
        pages, tables, damaged = _read_pages(document, limits)
        title = _title(document)
    builder = ContentBuilder(limits)
    builder.title = title
    _write(builder, list(_paragraphs(pages, tables, builder)))
    empty = tuple(page.number for page in pages if not page.lines)
    _add_warnings(builder, damaged, empty, count)
    return builder.finish(pages=count, pages_without_text=empty)


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _PASSWORD:
            raise EncryptedInput("is a PDF that asks for a password") from error
        if code == _SECURITY:
            raise UnsupportedFormat("is a PDF with a protection that is not supported") from error
        raise CorruptInput("is a damaged PDF that cannot be opened") from error


def _read_pages(document: Any, limits: Limits) -> tuple[list[PageLines], dict[int, list[Table]], list[int]]:
    """Return the lines and tables of every page, and the numbers of pages that could not be loaded."""
    import pypdfium2

    pages: list[PageLines] = []
    tables: dict[int, list[Table]] = {}
    damaged: list[int] = []
    length = 0
    for number in range(1, len(document) + 1):
        try:
            with closing(document[number - 1]) as page, closing(page.get_textpage()) as text_page:
                width, height = page.get_size()
                lines = read_lines(text_page, number, width, height)
                lines = lines._replace(lines=reading_order(lines.lines))
                if found := read_tables(page, text_page, number):
                    tables[number] = found
        except (
            pypdfium2.PdfiumError,
            AssertionError,
            ValueError,
        ):  # pypdfium2 asserts on what PDFium returns
            damaged.append(number)
            lines = PageLines(number, 612.0, 792.0, [])
        length += sum(len(line.text) for line in lines.lines)
        check_length(length, limits)
        pages.append(lines)
    return pages, tables, damaged


def _title(document: Any) -> str:
    """Title of the file's own metadata, unless it is a file name or a placeholder."""
    title = " ".join(str(document.get_metadata_value("Title") or "").split())[:_TITLE_CHARACTERS]
    return "" if _NO_TITLE.fullmatch(title) else title.removeprefix("Microsoft Word - ")


def _paragraphs(
    pages: list[PageLines], tables: dict[int, list[Table]], builder: ContentBuilder
) -> Iterator[_Paragraph]:
    """Yield paragraphs over the whole document; one that a page break or a page number cut is whole again."""
    furniture = find_furniture(pages)
    opened: list[Line] = []
    measures: Measures | None = None
    for page in pages:
        marks = furniture[page.number]
        for index, reason in marks.items():
            builder.left_out[reason] += len(page.lines[index].text)
        measures = measure([line for index, line in enumerate(page.lines) if index not in marks], measures)
        for run in _runs(page, marks, tables.get(page.number, [])):
            if run.kind is BlockKind.TABLE_ROW:
                if opened:
                    yield _Paragraph(opened)
                opened = []
                yield run
                continue
            for position, lines in enumerate(split_paragraphs(reunite_markers(run.lines), measures)):
                if position == 0 and opened and continues(opened, lines, measures):
                    opened = opened + lines
                    continue
                if opened:
                    yield _Paragraph(opened)
                opened = lines
    if opened:
        yield _Paragraph(opened)


def _runs(page: PageLines, marks: dict[int, str], tables: list[Table]) -> Iterator[_Paragraph]:
    """Stretches of lines between furniture and tables; table rows at the place of their first line."""
    rows: dict[int, list[list[Line]]] = {}
    hidden = set(marks)
    for table in tables:
        inside = [index for index in replaces(table, page.lines) if index not in hidden]
        if inside:
            rows[inside[0]] = table.rows
            hidden.update(inside)
    run: list[Line] = []
    for index, line in enumerate(page.lines):
        if index not in hidden:
            run.append(line)
            continue
        if run:
            yield _Paragraph(run)
            run = []
        yield from (_Paragraph(row, BlockKind.TABLE_ROW) for row in rows.get(index, ()))
    if run:
        yield _Paragraph(run)


def _write(builder: ContentBuilder, paragraphs: list[_Paragraph]) -> None:
    hyphens = any(line.hyphenated for paragraph in paragraphs for line in paragraph.lines)
    everything = "\n".join(line.text for each in paragraphs for line in each.lines).lower() if hyphens else ""
    for paragraph in paragraphs:
        builder.open(paragraph.kind)
        lines = paragraph.lines
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            text, gap = line.text, ""
            if following is not None:
                drop_hyphen, gap = joint(line, following, everything)
                text = text[:-1] if drop_hyphen else text
            builder.write(text, page=line.page, box=line.box)
            if gap:
                builder.space(gap)
            if following is not None and paragraph.kind is BlockKind.TABLE_ROW:
                builder.write("|", page=line.page, box=line.box)
                builder.space()
    builder.close()


def _add_warnings(builder: ContentBuilder, damaged: list[int], empty: tuple[int, ...], count: int) -> None:
    """Add a sentence for each reason to distrust the text."""
    if damaged:
        builder.warnings.append(f"{_pages(damaged)} of {count} could not be opened.")
    blank = [number for number in empty if number not in damaged]
    if blank and len(empty) < count:
        builder.warnings.append(f"{_pages(blank)} of {count} without text; scanned pages need OCR.")
    if complaint := quality_complaint(builder.sample(_SAMPLE)):
        builder.warnings.append(complaint)


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:8])) + (" ..." if len(numbers) > 8 else "")
    return f"Page{'' if len(numbers) == 1 else 's'} {shown}"
