"""Pages of a PDF -> paragraphs of the document: whole over page breaks, tables and notes in their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from contract_lens.document import BlockKind
from contract_lens.read.pdf_furniture import find_furniture
from contract_lens.read.pdf_layout import Measures, continues, measure, reunite_markers, split_paragraphs
from contract_lens.read.pdf_lines import Line, PageLines
from contract_lens.read.pdf_notes import find_notes
from contract_lens.read.pdf_page import PdfPage
from contract_lens.read.pdf_tables import Table, mark_hidden, replaces


class Paragraph(NamedTuple):
    """Lines that belong together; the lines of a table row are its cells."""

    lines: list[Line]
    kind: BlockKind = BlockKind.PARAGRAPH


def compose(pages: list[PdfPage], left_out: Counter[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document.

    A paragraph that a page break, a page number or a column's end has cut is whole again; footnotes follow
    the paragraph that they interrupt.

    Args:
        pages: All pages.
        left_out: Counts the characters of running heads and page numbers, by reason.
    """
    furniture = find_furniture([page.lines for page in pages])
    opened: list[Line] = []
    notes: list[Paragraph] = []
    usual: Measures | None = None
    before: Measures | None = None
    for page in pages:
        paged = page.lines
        own_notes, hidden = _set_apart(paged, furniture[paged.number], left_out)
        known: dict[int, Measures] = {}  # of the columns of this page
        for run in _runs(paged, hidden, page.tables):
            if run.kind is BlockKind.TABLE_ROW:
                if opened:
                    yield Paragraph(opened)
                opened = []
                yield run
                continue
            measures = known.get(run.lines[0].column) or _measures_of(run, paged, hidden, usual)
            if measures is not usual:
                usual = known[run.lines[0].column] = measures
            for position, lines in enumerate(split_paragraphs(reunite_markers(run.lines), measures)):
                if position == 0 and opened and continues(opened, lines, before or measures):
                    opened = opened + lines
                    continue
                if opened:
                    yield Paragraph(opened)
                    yield from notes
                    notes = []
                opened = lines
            before = measures if run.lines[0].column else None
        notes += [Paragraph([paged.lines[index] for index in note], BlockKind.NOTE) for note in own_notes]
    if opened:
        yield Paragraph(opened)
    yield from notes


def _set_apart(
    paged: PageLines, marks: dict[int, str], left_out: Counter[str]
) -> tuple[list[list[int]], set[int]]:
    """Return the footnotes of a page, and the indices of all lines that are no running text."""
    for index, reason in marks.items():
        left_out[reason] += len(paged.lines[index].text)
    notes = find_notes(paged.lines, marks)
    return notes, {*marks, *(index for note in notes for index in note)}


def _measures_of(run: Paragraph, paged: PageLines, hidden: set[int], usual: Measures | None) -> Measures:
    """What is usual in the column of a run, or on its page if that has no columns."""
    column = run.lines[0].column
    # Fields by their places: every line is asked.
    own = [
        line
        for index, line in enumerate(paged.lines)
        if index not in hidden and line[7] == column and not line[6] and not line[5]
    ]
    return measure(own, usual)


def _runs(page: PageLines, left_out: set[int], tables: list[Table]) -> Iterator[Paragraph]:
    """Stretches of lines between furniture, tables and columns; table rows where their first line was."""
    rows: dict[int, list[list[Line]]] = {}
    hidden = set(left_out)
    for table in tables:
        inside = [index for index in replaces(table, page.lines) if index not in hidden]
        if inside:
            rows[inside[0]] = mark_hidden(table, [page.lines[index] for index in inside])
            hidden.update(inside)
    if not rows and page.lines and not page.lines[0].column:  # no columns: what furniture leaves between
        edges = [-1, *sorted(hidden), len(page.lines)]
        yield from (Paragraph(page.lines[a + 1 : b]) for a, b in pairwise(edges) if b - a > 1)
        return
    run: list[Line] = []
    for index, line in enumerate(page.lines):
        if index not in hidden:
            if run and run[-1].column != line.column:
                yield Paragraph(run)
                run = []
            run.append(line)
            continue
        if run:
            yield Paragraph(run)
            run = []
        yield from (Paragraph(row, BlockKind.TABLE_ROW) for row in rows.get(index, ()))
    if run:
        yield Paragraph(run)
