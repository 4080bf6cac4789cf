"""What a PDF page draws, in one walk: rules and boxes, stretches of text that may be hidden, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from typing import Any

from contract_lens.document import Box

_MOST_OBJECTS = 4_000  # pages with more are read without tables and without a look for hidden text
_DEEPEST_FORM = 4
# Text rendering modes (ISO 32000-1, table 106).
_FILLED, _INVISIBLE, _FILLED_CLIP, _ONLY_CLIP = 0, 3, 4, 7
_PALE = 3 * 247  # sum of red, green and blue from which letters are white on white paper
_FAINT = 13  # opacity of 255 below which letters are not seen

_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Placed = tuple[Any, _Matrix]


@dataclass(slots=True)
class PageObjects:
    """The objects of one page, those inside forms included, each with the matrix of its form.

    Attributes:
        complete: Whether the page had few enough objects to look at all of them.
        texts: Stretches of text.
        paths: Rules, boxes and drawings.
        pictures: Images.
        shadings: Coloured grounds without an edge of their own.
        unseen: Addresses of the stretches of text that are not seen, with the reason: ``"invisible"`` (drawn
            without ink) or ``"white"`` (drawn in white, whatever is beneath).
    """

    complete: bool = True
    texts: list[_Placed] = field(default_factory=list)
    paths: list[_Placed] = field(default_factory=list)
    pictures: list[_Placed] = field(default_factory=list)
    shadings: list[_Placed] = field(default_factory=list)
    unseen: dict[int, str] = field(default_factory=dict)


def walk_objects(page: Any) -> PageObjects:
    """Look at every object of a page once.

    Args:
        page: A ``pypdfium2.PdfPage``.
    """
    import pypdfium2.raw as pdfium

    found = PageObjects()
    kind_of = pdfium.FPDFPageObj_GetType
    kept = {
        pdfium.FPDF_PAGEOBJ_TEXT: found.texts,
        pdfium.FPDF_PAGEOBJ_PATH: found.paths,
        pdfium.FPDF_PAGEOBJ_IMAGE: found.pictures,
        pdfium.FPDF_PAGEOBJ_SHADING: found.shadings,
    }
    holders = [(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page.raw, _UNIT, 0)]
    seen = 0
    while holders:
        count, get, holder, matrix, depth = holders.pop()
        number = count(holder)
        seen += number
        if seen > _MOST_OBJECTS:
            found.complete = False
            break
        for index in range(number):
            item = get(holder, index)
            kind = kind_of(item)
            if kind in kept:
                kept[kind].append((item, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = _times(_matrix_of(item), matrix)
                holders.append(
                    (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, item, inner, depth + 1)
                )
    _find_unseen(found)
    return found


def _find_unseen(found: PageObjects) -> None:
    """Note the stretches of text that are drawn without ink, all but transparent, or white on white paper."""
    import pypdfium2.raw as pdfium

    mode_of, color_of = pdfium.FPDFTextObj_GetTextRenderMode, pdfium.FPDFPageObj_GetFillColor
    red, green, blue, opacity = (c_uint() for _ in range(4))
    parts = byref(red), byref(green), byref(blue), byref(opacity)
    white: list[_Placed] = []
    for placed in found.texts:
        mode = mode_of(placed[0])
        if mode in (_INVISIBLE, _ONLY_CLIP):
            found.unseen[address_of(placed[0])] = "invisible"
        elif mode in (_FILLED, _FILLED_CLIP) and color_of(placed[0], *parts):
            if opacity.value < _FAINT:
                found.unseen[address_of(placed[0])] = "invisible"
            elif red.value + green.value + blue.value >= _PALE:
                white.append(placed)
    if white:
        grounds = [*boxes_of(found.pictures), *boxes_of(found.shadings), *_dark_boxes(found)]
        for placed, box in zip(white, boxes_of(white), strict=True):
            if not any(_lies_on(box, ground) for ground in grounds):
                found.unseen[address_of(placed[0])] = "white"


def _dark_boxes(found: PageObjects) -> Iterator[Box]:
    """Yield the rectangles of paths that are filled with a colour upon which white letters are seen."""
    import pypdfium2.raw as pdfium

    red, green, blue, opacity = (c_uint() for _ in range(4))
    fill, stroke = c_int(), c_int()
    for placed, box in zip(found.paths, boxes_of(found.paths), strict=True):
        pdfium.FPDFPath_GetDrawMode(placed[0], byref(fill), byref(stroke))
        colored = pdfium.FPDFPageObj_GetFillColor(
            placed[0], byref(red), byref(green), byref(blue), byref(opacity)
        )
        if fill.value and colored and opacity.value >= _FAINT:
            if red.value + green.value + blue.value < _PALE:
                yield box


def _lies_on(box: Box, ground: Box) -> bool:
    across, up = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return ground.left <= across <= ground.right and ground.bottom <= up <= ground.top


def address_of(item: Any) -> int:
    """Return what tells one object of PDFium from another, whatever Python object points to it."""
    from ctypes import addressof

    return addressof(item.contents)


def boxes_of(placed: list[_Placed]) -> Iterator[Box]:
    """Yield the rectangle of each object on the page, in the order given."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (c_float() for _ in range(4))
    edges = byref(left), byref(bottom), byref(right), byref(top)
    bounds = pdfium.FPDFPageObj_GetBounds
    for item, matrix in placed:
        if not bounds(item, *edges):
            yield Box(0.0, 0.0, 0.0, 0.0)
        elif matrix is _UNIT:
            yield Box(left.value, bottom.value, right.value, top.value)
        else:
            yield _placed(matrix, left.value, bottom.value, right.value, top.value)


def _matrix_of(item: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return _UNIT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    product = a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
    return _UNIT if product == _UNIT else product


def _placed(matrix: _Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    a, b, c, d, e, f = matrix
    if b == c == 0.0 < min(a, d):
        return Box(a * left + e, d * bottom + f, a * right + e, d * top + f)
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return Box(min(xs), min(ys), max(xs), max(ys))
