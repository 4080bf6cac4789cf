"""What a PDF page draws, in one walk: rules and boxes, stretches of text that may be hidden, pictures."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from ctypes import Array, addressof, c_char, c_float, c_int, c_uint, create_string_buffer
from dataclasses import dataclass, field
from itertools import repeat
from struct import pack, unpack_from
from typing import Any

from contract_lens.document import Box
from contract_lens.read.pdf_calls import address, calls

_MOST_OBJECTS = 4_000  # pages with more are read without tables and without a look for hidden text
_DEEPEST_FORM = 4
# Text rendering modes (ISO 32000-1, table 106).
_FILLED, _INVISIBLE, _FILLED_CLIP, _ONLY_CLIP = 0, 3, 4, 7
_PALE = 3 * 247  # sum of red, green and blue from which letters are white on white paper
_BLACK = pack("4I", 0, 0, 0, 255)
_FAINT = 13  # opacity of 255 below which letters are not seen

_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Placed = tuple[int, _Matrix]


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

    found, pdf = PageObjects(), calls()
    kept = {
        pdfium.FPDF_PAGEOBJ_TEXT: found.texts,
        pdfium.FPDF_PAGEOBJ_PATH: found.paths,
        pdfium.FPDF_PAGEOBJ_IMAGE: found.pictures,
        pdfium.FPDF_PAGEOBJ_SHADING: found.shadings,
    }
    holders = [(pdf.count_objects, pdf.object_at, address(page.raw), _UNIT, 0)]
    seen = 0
    while holders:
        count, get, holder, matrix, depth = holders.pop()
        number = count(holder)
        seen += number
        if seen > _MOST_OBJECTS:
            found.complete = False
            break
        items = list(map(get, repeat(holder, number), range(number)))
        for item, kind in zip(items, map(pdf.kind_of, items), strict=True):
            if kind in kept:
                kept[kind].append((item, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = _times(_matrix_of(item), matrix)
                holders.append((pdf.count_in_form, pdf.object_in_form, item, inner, depth + 1))
    _find_unseen(found)
    return found


def _find_unseen(found: PageObjects) -> None:
    """Note the stretches of text that are drawn without ink, all but transparent, or white on white paper."""
    items = [item for item, _ in found.texts]
    modes = list(map(calls().mode_of, items))
    colors = _fills(items)
    if not any(modes) and colors.raw.count(_BLACK) == len(items):
        return
    white: list[_Placed] = []
    for index, (placed, mode) in enumerate(zip(found.texts, modes, strict=True)):
        red, green, blue, opacity = unpack_from("4I", colors, 16 * index)
        if mode in (_INVISIBLE, _ONLY_CLIP):
            found.unseen[placed[0]] = "invisible"
        elif mode in (_FILLED, _FILLED_CLIP):
            if opacity < _FAINT:
                found.unseen[placed[0]] = "invisible"
            elif red + green + blue >= _PALE:
                white.append(placed)
    if white:
        grounds = [*boxes_of(found.pictures), *boxes_of(found.shadings), *_dark_boxes(found)]
        for placed, box in zip(white, boxes_of(white), strict=True):
            if not any(_lies_on(box, ground) for ground in grounds):
                found.unseen[placed[0]] = "white"


def _fills(items: list[int]) -> Array[c_char]:
    """Red, green, blue and opacity of each object, one after the other; black where it has none."""
    colors = create_string_buffer(_BLACK * len(items), 16 * len(items) or 1)
    start = addressof(colors)
    end = start + 16 * len(items)
    parts = (range(start + 4 * part, end, 16) for part in range(4))
    deque(map(calls().fill_of, items, *parts), maxlen=0)
    return colors


def _dark_boxes(found: PageObjects) -> Iterator[Box]:
    """Yield the rectangles of paths that are filled with a colour upon which white letters are seen."""
    pdf = calls()
    color, mode = (c_uint * 4)(), (c_int * 2)()
    parts, modes = _addresses(color), _addresses(mode)
    for placed, box in zip(found.paths, boxes_of(found.paths), strict=True):
        pdf.draw_mode_of(placed[0], *modes)
        if mode[0] and pdf.fill_of(placed[0], *parts):
            red, green, blue, opacity = color
            if opacity >= _FAINT and red + green + blue < _PALE:
                yield box


def _lies_on(box: Box, ground: Box) -> bool:
    across, up = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return ground.left <= across <= ground.right and ground.bottom <= up <= ground.top


def _addresses(values: Any) -> list[int]:
    """Addresses of the items of an array of 32-bit numbers."""
    return [addressof(values) + 4 * index for index in range(len(values))]


def boxes_of(placed: list[_Placed]) -> Iterator[Box]:
    """Yield the rectangle of each object on the page, in the order given."""
    bounds = calls().bounds_of
    edges = (c_float * 4)()
    to_edges = _addresses(edges)
    for item, matrix in placed:
        if not bounds(item, *to_edges):
            yield Box(0.0, 0.0, 0.0, 0.0)
        elif matrix is _UNIT:
            yield Box(*edges)
        else:
            yield _placed(matrix, *edges)


def _matrix_of(item: int) -> _Matrix:
    values = (c_float * 6)()
    if not calls().matrix_of(item, addressof(values)):
        return _UNIT
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


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
