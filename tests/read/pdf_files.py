"""PDF files of our own making: lines of text at stated places, rules, pictures, passwords."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 612.0, 792.0
LEADING = 14.0
SIZE = 11.0

Draw = Callable[[Canvas], None]


def pdf_file(*pages: Draw, password: str = "", title: str = "") -> bytes:
    """A PDF whose pages are drawn by the given functions."""
    buffer = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True, encrypt=encryption)
    if title:
        canvas.setTitle(title)
    for page in pages:
        canvas.setFont("Times-Roman", SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(*texts: str, top: float = 700.0, left: float = 72.0, leading: float = LEADING) -> Draw:
    """Lines one below the other; an empty one leaves a gap."""

    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(texts):
            if text:
                canvas.drawString(left, top - row * leading, text)

    return draw


def at(text: str, left: float, bottom: float) -> Draw:
    """One text at a place."""
    return lambda canvas: canvas.drawString(left, bottom, text)


def both(*draws: Draw) -> Draw:
    """Several drawings on one page."""

    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


def grid(rows: Sequence[Sequence[str]], left: float = 72.0, top: float = 500.0, width: float = 120.0) -> Draw:
    """A ruled table."""
    height = 24.0
    columns = len(rows[0])

    def draw(canvas: Canvas) -> None:
        for row in range(len(rows) + 1):
            canvas.line(left, top - row * height, left + columns * width, top - row * height)
        for column in range(columns + 1):
            canvas.line(left + column * width, top, left + column * width, top - len(rows) * height)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                canvas.drawString(left + column * width + 4, top - row * height - 16, text)

    return draw


def picture(canvas: Canvas) -> None:
    """A page without text."""
    canvas.rect(100, 100, 200, 200, fill=1)
