"""PDF -> content: lines by PDFium, paragraphs by layout, page furniture left out, tables row by row.

PDFium must never run in two threads of one process; nothing here starts a thread, and every page and
document is closed before the reader returns.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from contract_lens.document import BlockKind
from contract_lens.errors import CorruptInput, EncryptedInput, LimitExceeded, UnsupportedFormat
from contract_lens.options import Limits
from contract_lens.read.content import Content, ContentBuilder, check_length
from contract_lens.read.pdf_furniture import find_furniture
from contract_lens.read.pdf_layout import Measures, continues, joint, known_words, measure, reunite_markers, split_paragraphs
from contract_lens.read.pdf_lines import Line, PageLines, read_lines

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_LEAST_LETTERS = 0.5  # share of letters below which a text is hardly language
_MOST_UNKNOWN = 0.02  # share of characters without a meaning above which fonts have no usable character map
_SAMPLE = 200_000
_TITLE_CHARACTERS = 200


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
        pages, damaged = _all_lines(document, limits)
        title = _title(document)
    builder = ContentBuilder(limits)
    builder.title = title
    _write(builder, list(_paragraphs(pages, builder)))
    empty = tuple(page.number for page in pages if not page.lines)
    content_warnings(builder, damaged, empty, count)
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


def _all_lines(document: Any, limits: Limits) -> tuple[list[PageLines], list[int]]:
    """Return the lines of every page, and the numbers of pages that PDFium could not load."""
    import pypdfium2

    pages: list[PageLines] = []
    damaged: list[int] = []
    length = 0
    for number in range(1, len(document) + 1):
        try:
            with closing(document[number - 1]) as page, closing(page.get_textpage()) as text_page:
                width, height = page.get_size()
                lines = read_lines(text_page, number, width, height)
        except pypdfium2.PdfiumError:
            damaged.append(number)
            lines = PageLines(number, 612.0, 792.0, [])
        length += sum(len(line.text) for line in lines.lines)
        check_length(length, limits)
        pages.append(lines)
    return pages, damaged


def _title(document: Any) -> str:
    """Title of the file's own metadata."""
    return " ".join(str(document.get_metadata_value("Title") or "").split())[:_TITLE_CHARACTERS]


def _paragraphs(pages: list[PageLines], builder: ContentBuilder) -> Iterator[list[Line]]:
    """Yield paragraphs over the whole document; one that a page break or a page number cut is whole again."""
    furniture = find_furniture(pages)
    opened: list[Line] = []
    measures: Measures | None = None
    for page in pages:
        marks = furniture[page.number]
        for index, reason in marks.items():
            builder.left_out[reason] += len(page.lines[index].text)
        measures = measure([line for index, line in enumerate(page.lines) if index not in marks], measures)
        for run in _runs(page, marks):
            for position, paragraph in enumerate(split_paragraphs(reunite_markers(run), measures)):
                if position == 0 and opened and continues(opened, paragraph, measures):
                    opened = opened + paragraph
                    continue
                if opened:
                    yield opened
                opened = paragraph
    if opened:
        yield opened


def _runs(page: PageLines, marks: dict[int, str]) -> Iterator[list[Line]]:
    """Stretches of lines between furniture."""
    run: list[Line] = []
    for index, line in enumerate(page.lines):
        if index not in marks:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _write(builder: ContentBuilder, paragraphs: list[list[Line]]) -> None:
    hyphens = any(line.hyphenated for paragraph in paragraphs for line in paragraph)
    words = known_words(paragraphs) if hyphens else frozenset()
    for paragraph in paragraphs:
        builder.open(BlockKind.PARAGRAPH)
        for line, following in zip(paragraph, [*paragraph[1:], None], strict=True):
            text, gap = line.text, ""
            if following is not None:
                drop_hyphen, gap = joint(line, following, words)
                text = text[:-1] if drop_hyphen else text
            builder.write(text, page=line.page, box=line.box)
            if gap:
                builder.space(gap)
    builder.close()


def content_warnings(builder: ContentBuilder, damaged: list[int], empty: tuple[int, ...], count: int) -> None:
    """Add a sentence for each reason to distrust the text."""
    if damaged:
        builder.warnings.append(f"{_pages(damaged)} could not be opened.")
    blank = [number for number in empty if number not in damaged]
    if blank and len(empty) < count:
        builder.warnings.append(f"{_pages(blank)} of {count} without text; scanned pages need OCR.")


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:8])) + (" ..." if len(numbers) > 8 else "")
    return f"Page{'' if len(numbers) == 1 else 's'} {shown}"
