"""Pages of known text, set by three programs, and how much of their order survives being read.

    python -m benchmarks.pdf_layouts [--seeds N] [--keep FOLDER]

Makes contracts of invented words with known paragraphs in six layouts (one column, two columns, table,
footnotes, running heads, all of them together) with reportlab, LibreOffice (``soffice``) and Chromium, where
these are installed, reads them back and prints per layout and program: order fidelity (share of the words
that stand in the right order), paragraphs found whole (F1), and furniture left in the text.
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from benchmarks.pdf_fidelity import token_recall
from contract_lens.read import read_document

LAYOUTS = ("one column", "two columns", "table", "footnotes", "running heads", "all together")
_MARK = re.compile(r"\.\d$")  # the raised figure that points to a footnote
HEAD = "Copperreach / Marlow Framework Agreement"
_SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "xo", "ka", "le"]
_JOINERS = ["the", "of", "and", "to", "in", "shall", "any", "by", "for", "with"]


@dataclass(frozen=True)
class Piece:
    """A paragraph, a table (rows of cells), or a paragraph with a footnote."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass
class Sheet:
    """What is to be set: pieces in the order of reading."""

    layout: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns the text is set in."""
        return 2 if self.layout in ("two columns", "all together") else 1

    @property
    def heads(self) -> bool:
        """Whether pages have running heads and numbers."""
        return self.layout in ("running heads", "all together")


def make_sheet(layout: str, seed: int) -> Sheet:
    """Invent a contract of about two pages for a layout."""
    draw = random.Random(f"{layout} {seed}")
    sheet = Sheet(layout, [Piece("FRAMEWORK AGREEMENT")])
    for number in range(1, 27):
        text = f"{number}. {_sentence(draw, draw.randint(18, 40))} {_sentence(draw, draw.randint(10, 30))}"
        note = _sentence(draw, 14) if layout in ("footnotes", "all together") and number % 6 == 2 else ""
        sheet.pieces.append(Piece(text, note=note))
        if layout in ("table", "all together") and number in (6, 15):
            rows = tuple(tuple(_word(draw).title() for _ in range(3)) for _ in range(5))
            sheet.pieces.append(Piece(rows=rows))
    return sheet


def _word(draw: random.Random) -> str:
    return "".join(draw.choice(_SYLLABLES) for _ in range(draw.randint(2, 4)))


def _sentence(draw: random.Random, words: int) -> str:
    parts = [draw.choice(_JOINERS) if place % 3 == 2 else _word(draw) for place in range(words)]
    return " ".join(parts).capitalize() + "."


def wanted_text(sheet: Sheet) -> list[str]:
    """Return the paragraphs in the order of reading; table rows as the reader writes them."""
    return [
        text
        for piece in sheet.pieces
        for text in ([piece.text] if piece.text else map(" | ".join, piece.rows))
    ]


def set_by_reportlab(sheets: list[Sheet], folder: Path) -> list[Path]:
    """Set the sheets with reportlab."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table

    style = getSampleStyleSheet()["BodyText"]
    paths = []
    for index, sheet in enumerate(sheets):
        path = folder / f"reportlab-{index}.pdf"
        notes: list[str] = []

        def decorate(
            canvas: object, document: object, sheet: Sheet = sheet, notes: list[str] = notes
        ) -> None:
            canvas.setFont("Times-Roman", 9)  # type: ignore[attr-defined] # reportlab has no types
            if sheet.heads:
                canvas.drawString(72, 810, HEAD)  # type: ignore[attr-defined] # reportlab has no types
                canvas.drawCentredString(297, 30, f"Page {document.page}")  # type: ignore[attr-defined] # reportlab has no types

        template = BaseDocTemplate(str(path), pagesize=A4)
        width = 451 if sheet.columns == 1 else 215
        frames = [Frame(72 + 236 * column, 90, width, 680, 0, 0, 0, 0) for column in range(sheet.columns)]
        template.addPageTemplates([PageTemplate(frames=frames, onPage=decorate)])
        story: list[object] = []
        for piece in sheet.pieces:
            if piece.rows:
                story.append(
                    Table([list(row) for row in piece.rows], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
                )
            else:
                story.append(Paragraph(escape(piece.text), style))
            story.append(Spacer(1, 4))
        template.build(story)
        paths.append(path)
    return paths


def set_by_chromium(sheets: list[Sheet], folder: Path) -> list[Path]:
    """Set the sheets as web pages printed by Chromium; notes stand at the foot of the last page."""
    paths = []
    for index, sheet in enumerate(sheets):
        source, path = folder / f"chromium-{index}.html", folder / f"chromium-{index}.pdf"
        body = "".join(_html(piece) for piece in sheet.pieces)
        notes = [piece.note for piece in sheet.pieces if piece.note]
        foot = "".join(f"<p class=n><sup>{n}</sup> {escape(note)}</p>" for n, note in enumerate(notes, 1))
        head = (
            f"@top-left{{content:'{HEAD}'}}@bottom-center{{content:'Page ' counter(page)}}"
            if sheet.heads
            else ""
        )
        source.write_text(
            "<meta charset=utf-8><style>body{font:11pt serif;margin:0}"
            f".c{{columns:{sheet.columns};column-gap:24pt}}"
            f"p{{margin:0 0 6pt;text-align:justify;hyphens:none}}"
            "td{border:1px solid;padding:2pt 6pt}.n{font-size:8pt;break-inside:avoid}"
            f"@page{{margin:72pt;{head}}}table{{border-collapse:collapse;margin:0 0 6pt}}"
            f"</style><div class=c>{body}</div>{foot}",
            encoding="utf-8",
        )
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
             "--disable-background-networking", "--disable-component-update",
             f"--user-data-dir={folder}/profile",
             "--no-pdf-header-footer", f"--print-to-pdf={path}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        paths.append(path)
    return paths


def _html(piece: Piece) -> str:
    if piece.rows:
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) for row in piece.rows)
        return f"<table>{rows}</table>"
    return f"<p>{escape(piece.text)}</p>"


def set_by_libreoffice(sheets: list[Sheet], folder: Path) -> list[Path]:
    """Set the sheets as flat OpenDocument text by LibreOffice, with real footnotes, sections and headers."""
    sources = []
    for index, sheet in enumerate(sheets):
        source = folder / f"libreoffice-{index}.fodt"
        source.write_text(_fodt(sheet), encoding="utf-8")
        sources.append(source)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, sources)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return [source.with_suffix(".pdf") for source in sources]


def _fodt(sheet: Sheet) -> str:
    notes = 0
    body = []
    for piece in sheet.pieces:
        if piece.rows:
            cells = "".join(
                "<table:table-row>"
                + "".join(
                    f'<table:table-cell table:style-name="cell"><text:p>{escape(cell)}</text:p>'
                    "</table:table-cell>"
                    for cell in row
                )
                + "</table:table-row>"
                for row in piece.rows
            )
            width = len(piece.rows[0])
            body.append(
                f'<table:table><table:table-column table:number-columns-repeated="{width}"/>'
                f"{cells}</table:table>"
            )
            continue
        note = ""
        if piece.note:
            notes += 1
            note = (
                f'<text:note text:note-class="footnote"><text:note-citation>{notes}</text:note-citation>'
                f'<text:note-body><text:p text:style-name="note">{escape(piece.note)}</text:p>'
                "</text:note-body></text:note>"
            )
        body.append(f'<text:p text:style-name="body">{escape(piece.text)}{note}</text:p>')
    inner = "".join(body)
    if sheet.columns > 1:
        inner = f'<text:section text:style-name="columns" text:name="a">{inner}</text:section>'
    head = (
        f"<style:header><text:p>{HEAD}</text:p></style:header>"
        "<style:footer><text:p>Page <text:page-number/></text:p></style:footer>"
        if sheet.heads
        else ""
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in (
            ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
            ("fo", "xsl-fo-compatible"),
        )
    )  # fmt: skip
    band = '<style:header-style><style:header-footer-properties fo:min-height="20pt"/></style:header-style>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="note" style:family="paragraph">
<style:text-properties fo:font-size="8pt"/>
</style:style></office:styles><office:automatic-styles>
<style:style style:name="body" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="6pt"
 fo:text-align="justify"/><style:text-properties fo:font-size="11pt"/></style:style>
<style:style style:name="cell" style:family="table-cell">
<style:table-cell-properties fo:border="0.5pt solid #000000"
 fo:padding="2pt"/></style:style>
<style:style style:name="columns" style:family="section"><style:section-properties><style:columns
 fo:column-count="2" fo:column-gap="24pt"/></style:section-properties></style:style>
<style:page-layout style:name="p"><style:page-layout-properties fo:page-width="595pt" fo:page-height="842pt"
 fo:margin="60pt"/>{band}</style:page-layout></office:automatic-styles>
<office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="p">{head}</style:master-page>
</office:master-styles><office:body><office:text>{inner}</office:text></office:body></office:document>"""


PROGRAMS: dict[str, tuple[str, Callable[[list[Sheet], Path], list[Path]]]] = {
    "reportlab": ("", set_by_reportlab),
    "LibreOffice": ("soffice", set_by_libreoffice),
    "Chromium": ("chromium", set_by_chromium),
}


def measure(path: Path, sheet: Sheet, notes: bool) -> tuple[float, float, float, int, int]:
    """Return order fidelity, paragraph F1, token recall, running heads and footnotes in the text."""
    document = read_document(path)
    own = [_MARK.sub(".", document.text[block.start : block.end]) for block in document.blocks]
    printed = {piece.note for piece in sheet.pieces if piece.note} if notes else set()
    found_notes = [text for text in own if any(note in text for note in printed)]
    rest = [text for text in own if text not in found_notes]
    wanted = wanted_text(sheet)
    left, right = " ".join(wanted).split(), " ".join(rest).split()
    same = sum(
        block.size
        for block in difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    )
    whole = len([text for text in wanted if text in set(rest)])
    f1 = 2 * whole / max(1, len(wanted) + len(rest))
    apart = sum(text.lstrip("0123456789 ") in printed for text in own)
    recall = token_recall(" ".join([*wanted, *printed]), document.text)
    return same / len(left), f1, recall, document.text.count(HEAD), len(printed) - apart


def main() -> None:
    """Set, read and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="keep the PDF files in this folder")
    arguments = parser.parse_args()
    print(
        f"{'program':12}{'layout':15}{'files':>6}{'order':>8}{'worst':>8}{'para F1':>9}{'recall':>8}"
        f"{'heads':>7}{'notes in text':>15}"
    )
    for program, (command, make) in PROGRAMS.items():
        if command and shutil.which(command) is None:
            print(f"{program:12}not installed")
            continue
        sheets = [make_sheet(layout, seed) for layout in LAYOUTS for seed in range(arguments.seeds)]
        with tempfile.TemporaryDirectory() as name:
            folder = arguments.keep or Path(name)
            folder.mkdir(parents=True, exist_ok=True)
            rows = [
                (sheet.layout, *measure(path, sheet, program != "reportlab"))
                for sheet, path in zip(sheets, make(sheets, folder.resolve()), strict=True)
            ]
        for layout in LAYOUTS:
            own = [row for row in rows if row[0] == layout]
            order = [row[1] for row in own]
            print(
                f"{program:12}{layout:15}{len(own):>6}{statistics.mean(order):>8.4f}{min(order):>8.4f}"
                f"{statistics.mean(row[2] for row in own):>9.3f}{min(row[3] for row in own):>8.4f}"
                f"{sum(row[4] for row in own):>7}{sum(row[5] for row in own):>15}"
            )


if __name__ == "__main__":
    main()
