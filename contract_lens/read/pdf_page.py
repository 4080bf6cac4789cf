"""One page of a PDF: its lines in the order of reading, its tables, and what is to be known of its text."""

from __future__ import annotations

from typing import Any, NamedTuple

from contract_lens.document import Box, PageFacts
from contract_lens.read.pdf_calls import calls
from contract_lens.read.pdf_columns import order_lines
from contract_lens.read.pdf_forms import Entry, Remark, read_notes
from contract_lens.read.pdf_lines import PageLines, read_lines
from contract_lens.read.pdf_objects import PageObjects, walk_objects
from contract_lens.read.pdf_sheet import Sheet
from contract_lens.read.pdf_tables import Table, read_tables
from contract_lens.read.pdf_turn import Turn
from contract_lens.read.quality import is_garbled

_SCAN = 0.5  # share of a page that a picture covers if the page is a scan
_FEW = 60  # characters; a scan with fewer has only a stamp or the note of a filing service
_OUTLINES = 25  # paths from which a page without text may hold letters drawn as outlines


class PdfPage(NamedTuple):
    """What was read of one page.

    Attributes:
        lines: Its lines, in the order of reading.
        tables: Its ruled tables.
        facts: What is to be known of its text.
        entries: Filled fields of a form and text set upon the page.
        remarks: Comments.
        pinned: Whether files are pinned to it.
    """

    lines: PageLines
    tables: list[Table]
    facts: PageFacts
    entries: list[Entry]
    remarks: list[Remark]
    pinned: bool = False


def damaged_page(number: int) -> PdfPage:
    """Return what stands for a page that cannot be loaded."""
    facts = PageFacts(number, damaged=True)
    return PdfPage(PageLines(number, 612.0, 792.0, []), [], facts, [], [])


def read_page(document: Any, number: int, form: Any) -> PdfPage:
    """Read one page.

    Args:
        document: A ``pypdfium2.PdfDocument``.
        number: Page number from 1.
        form: Its form environment, if it has a form.
    """
    with Sheet(document, number) as sheet:
        view = sheet.view()
        objects = walk_objects(sheet.address)
        scanned = bool(objects.pictures) and _is_scan(objects, view)
        paged = read_lines(sheet, view, objects.unseen, len(objects.texts), scanned=scanned)
        shift = paged.turn

        def read_under(box: Box) -> str:
            return sheet.text_under(shift.to_file(box) if shift else box)

        lines = order_lines(paged.lines, _stretches(objects, paged), read_under)
        if scanned and any(line.hidden for line in lines):
            lines = [line._replace(hidden="") if line.hidden == "invisible" else line for line in lines]
        if lines is not paged.lines:
            paged = paged._replace(lines=lines)
        tables = read_tables(objects, read_under, number, shift)
        facts = _facts(paged, objects, scanned=scanned)
        count = calls().count_notes(sheet.address)
        if not count:  # as on most pages
            return PdfPage(paged, tables, facts, [], [])
        return PdfPage(paged, tables, facts, *read_notes(sheet.address, count, number, form))


def _stretches(objects: PageObjects, paged: PageLines) -> list[Box]:
    """Rectangles that show gutters: of the lines, or of finer parts where a line may run over columns."""
    lines = paged.lines
    if not paged.gaps or not objects.complete:
        return [line[2] for line in lines if not line[6] and not line[5]]  # by place: every line is asked
    boxes = objects.texts.boxes()
    turned = map(paged.turn.to_view, boxes) if paged.turn else boxes
    return [box for box in turned if box.right - box.left > 1.0]


def _is_scan(objects: PageObjects, view: Turn) -> bool:
    """Whether a picture covers most of the page; invisible text upon it is what recognition has found."""
    area = (view.bounds.right - view.bounds.left) * (view.bounds.top - view.bounds.bottom)
    covered = sum((box.right - box.left) * (box.top - box.bottom) for box in objects.pictures.boxes())
    return covered > _SCAN * area


def _facts(paged: PageLines, objects: PageObjects, *, scanned: bool) -> PageFacts:
    lines, pictured = paged.lines, bool(objects.pictures)
    # Fields by place: every line is asked.
    unseen = [line for line in lines if line[5]]
    characters = sum([len(line[0]) for line in lines])
    garbled = paged.doubtful and is_garbled("\n".join(line.text for line in lines))
    return PageFacts(
        paged.number,
        characters=characters,
        hidden=sum([len(line.text) for line in unseen]) if unseen else 0,
        off_page=sum([len(line.text) for line in unseen if line.hidden == "off_page"]) if unseen else 0,
        has_picture=pictured,
        recognised=scanned and "invisible" in objects.unseen.values(),
        garbled=garbled,
        needs_ocr=garbled
        or (scanned and characters < _FEW)
        or (not characters and (pictured or len(objects.paths) > _OUTLINES)),
    )
