"""Pages as scanners and fax machines leave them: a page of text, drawn, then damaged in a known way."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Picture = Image.Image
_WIDTH, _HEIGHT, _DPI = 595.0, 842.0, 300


def page_of(lines: Sequence[str], size: float = 11.0) -> Picture:
    """Draw lines of text as a clean grey picture of an A4 page at 300 dots an inch."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(_WIDTH, _HEIGHT))
    text = canvas.beginText(64, _HEIGHT - 80)
    text.setFont("Times-Roman", size, leading=size * 1.4)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    document = pypdfium2.PdfDocument(stream.getvalue())
    try:
        picture: Picture = document[0].render(scale=_DPI / 72, grayscale=True).to_pil()
        return picture.copy()
    finally:
        document.close()


def pdf_of(*pictures: Picture) -> bytes:
    """Put each picture on a page of its own, without any text."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(_WIDTH, _HEIGHT))
    for picture in pictures:
        canvas.drawImage(ImageReader(picture.convert("L")), 0, 0, _WIDTH, _HEIGHT)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _speckled(picture: Picture, share: float, seed: int = 1) -> Picture:
    """Turn a share of the pixels black or white, as dust does."""
    chance = random.Random(seed)
    width, height = picture.size
    pixels = bytearray(picture.tobytes())
    for _ in range(int(width * height * share)):
        pixels[chance.randrange(width * height)] = chance.choice((0, 255))
    return Image.frombytes("L", picture.size, bytes(pixels))


def _resampled(picture: Picture, across: int, down: int) -> Picture:
    """Scan again at another resolution, in black and white, and stretch back to the page."""
    size = (int(_WIDTH / 72 * across), int(_HEIGHT / 72 * down))
    small = picture.resize(size, Image.Resampling.BOX).point(lambda grey: 255 if grey > 140 else 0)
    return small.resize(picture.size, Image.Resampling.BICUBIC)


def _turned(picture: Picture, degrees: float) -> Picture:
    return picture.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _faint(picture: Picture) -> Picture:
    """Pale ink on grey paper."""
    return picture.point(lambda grey: 150 + int(grey * 0.25))


def _copied(picture: Picture) -> Picture:
    """A copy of a copy: blurred, then hardened, with a dark edge."""
    blurred = picture.filter(ImageFilter.GaussianBlur(2)).point(lambda grey: 255 if grey > 150 else 0)
    edge = Image.new("L", picture.size, 255)
    edge.paste(40, (0, 0, 60, picture.size[1]))
    return ImageChops.darker(blurred, edge)


def _pressed(picture: Picture) -> Picture:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=12)
    return Image.open(io.BytesIO(stream.getvalue())).convert("L")


#: Ways in which a page is damaged, by name.
DEGRADATIONS: dict[str, Callable[[Picture], Picture]] = {
    "clean": lambda picture: picture,
    "dust 1 %": lambda picture: _speckled(picture, 0.01),
    "dust 4 %": lambda picture: _speckled(picture, 0.04),
    "skew 1 degree": lambda picture: _turned(picture, 1),
    "skew 3 degrees": lambda picture: _turned(picture, -3),
    "upside down": lambda picture: picture.transpose(Image.Transpose.ROTATE_180),
    "fax fine 204 x 196": lambda picture: _resampled(picture, 204, 196),
    "fax 204 x 98": lambda picture: _resampled(picture, 204, 98),
    "150 dpi": lambda picture: _resampled(picture, 150, 150),
    "pale ink": _faint,
    "copy of a copy": _copied,
    "JPEG quality 12": _pressed,
}
