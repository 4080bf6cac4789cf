"""Lay an agreement out as a PDF with running header, footer and page numbers (reportlab)."""

from html import escape
from io import BytesIO

from deal_source import BOLD, Piece, table_cells


def make_pdf(settings: dict[str, str], pieces: list[Piece]) -> bytes:
    """Lay the pieces out on A4 pages with a running header, a footer and page numbers."""
    # Two passes: the first one counts the pages that the footer of the second one prints.
    _, pages = _pdf_pass(settings, pieces, pages=0)
    content, _ = _pdf_pass(settings, pieces, pages=pages)
    return content


def _pdf_pass(settings: dict[str, str], pieces: list[Piece], *, pages: int) -> tuple[bytes, int]:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import SimpleDocTemplate

    typeface = settings.get("typeface", "Times")
    regular = {"Times": "Times-Roman", "Helvetica": "Helvetica"}[typeface]
    buffer = BytesIO()
    title = next(piece.text for piece in pieces if piece.kind == "title")
    layout = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        title=title.replace("\n", " "),
        leftMargin=25 * mm,
        rightMargin=25 * mm,
        topMargin=28 * mm,
        bottomMargin=25 * mm,
        invariant=1,
        pageCompression=0,
    )

    def running_lines(canvas: Canvas, page_layout: SimpleDocTemplate) -> None:
        def fill(line: str) -> str:
            return line.replace("{pages}", str(pages)).replace("{page}", str(page_layout.page))

        canvas.setFont(regular, 8)
        canvas.drawString(25 * mm, A4[1] - 16 * mm, fill(settings.get("header", title)))
        canvas.line(25 * mm, A4[1] - 18 * mm, A4[0] - 25 * mm, A4[1] - 18 * mm)
        canvas.drawCentredString(A4[0] / 2, 13 * mm, fill(settings.get("footer", "Page {page} of {pages}")))

    story = _pdf_story(pieces, regular)
    layout.build(story, onFirstPage=running_lines, onLaterPages=running_lines)
    return buffer.getvalue(), layout.page


def _pdf_story(pieces: list[Piece], regular: str) -> list[object]:
    from reportlab.platypus import CondPageBreak, PageBreak, Paragraph

    styles = _pdf_styles(regular)
    story: list[object] = []
    for piece in pieces:
        style = styles["recital" if piece.in_schedule and piece.kind == "level1" else piece.kind]
        if piece.kind == "break" or piece.kind == "schedule":
            story.append(PageBreak())
        if piece.kind == "table":
            story.append(_pdf_table(piece, styles))
        elif piece.kind != "break":
            if piece.kind in {"level1", "heading"}:
                story.append(CondPageBreak(60))
            story.append(Paragraph(_pdf_markup(piece), style))
    return story


def _pdf_markup(piece: Piece) -> str:
    text = piece.text
    text.encode("cp1252")  # The standard fonts show nothing else: better an error than a black box.
    markup = BOLD.sub(r"<b>\1</b>", escape(text, quote=False)).replace("\n", "<br/>")
    if piece.kind == "schedule":
        return f"{piece.number} {markup}"
    bullet = "\u2022" if piece.kind == "bullet" else piece.number
    return f"<bullet>{bullet}</bullet>{markup}" if bullet else markup


def _pdf_styles(regular: str) -> dict[str, object]:
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle

    bold = {"Times-Roman": "Times-Bold", "Helvetica": "Helvetica-Bold"}[regular]
    text = ParagraphStyle(
        "text",
        fontName=regular,
        fontSize=10.5,
        leading=13.5,
        spaceAfter=6,
        alignment=TA_JUSTIFY,
        bulletFontName=regular,
        bulletFontSize=10.5,
    )

    def style(name: str, **changes: object) -> object:
        return ParagraphStyle(name, parent=text, **changes)

    heading = {"fontName": bold, "bulletFontName": bold, "spaceBefore": 8, "keepWithNext": 1}
    return {
        "text": text,
        "break": text,
        "table": style("cell", fontSize=9, leading=11, spaceAfter=0, alignment=0),
        "title": style("title", fontName=bold, fontSize=16, leading=20, spaceAfter=14, alignment=TA_CENTER),
        "centred": style("centred", alignment=TA_CENTER),
        "heading": style("heading", **heading),
        "schedule": style("schedule", **heading, alignment=TA_CENTER),
        "indented": style("indented", leftIndent=36),
        "bullet": style("bullet", leftIndent=54, bulletIndent=40),
        "recital": style("recital", leftIndent=36),
        "level1": style("level1", leftIndent=36, **heading),
        "party": style("party", leftIndent=36),
        "level2": style("level2", leftIndent=36),
        "level3": style("level3", leftIndent=62, bulletIndent=38),
        "level4": style("level4", leftIndent=88, bulletIndent=64),
    }


def _pdf_table(piece: Piece, styles: dict[str, object]) -> object:
    from reportlab.lib.colors import black, lightgrey
    from reportlab.platypus import Paragraph, Table

    rows = [
        [Paragraph(_pdf_markup(Piece("table", cell)), styles["table"]) for cell in row]
        for row in table_cells(piece.text)
    ]
    look = [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("BACKGROUND", (0, 0), (-1, 0), lightgrey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return Table(rows, style=look, repeatRows=1, spaceBefore=4, spaceAfter=10)
