"""What a PDF page draws, in one walk: rules and boxes, stretches of text that may be hidden, pictures."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from ctypes import byref, c_int
from dataclasses import dataclass, field
from itertools import chain, compress
from struct import iter_unpack

from contract_lens.document import Box
from contract_lens.read.pdf_calls import (
    CLEAR,
    Matrix,
    Pointer,
    bounds,
    calls,
    fills,
    matrix_of,
    number_of,
    objects_in,
    objects_on,
)

_MOST_OBJECTS = 4_000  # pages with more are read without tables and without a look for hidden text
_DEEPEST_FORM = 4
_PATH, _PICTURE, _SHADING, _FORM = 2, 3, 4, 5  # FPDF_PAGEOBJ_PATH and so on
# Text rendering modes (ISO 32000-1, table 106).
_FILLED, _INVISIBLE, _FILLED_CLIP, _ONLY_CLIP = 0, 3, 4, 7
_NO_TEXT = -1  # what PDFium says of the rendering mode of an object that is no text
_NO_TEXT_ONLY, _TEXT_ONLY = bytes(255) + b"\1", b"\1" * 255 + b"\0"  # for each mode as a byte: keep or not
_PALE = 3 * 247  # sum of red, green and blue from which letters are white on white paper
_FAINT = 13  # opacity of 255 below which letters are not seen
# Of the lowest bytes of numbers up to 255: red that cannot be of a pale colour, opacity of what is seen.
_DARK, _SOLID = bytes(range(_PALE - 2 * 255)), bytes(range(_FAINT, 256))

_Edges = tuple[float, ...]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """Objects of one kind, those of each form together with the matrix of that form."""

    groups: list[tuple[list[Pointer], Matrix]] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(items) for items, _ in self.groups)

    def __bool__(self) -> bool:
        return bool(self.groups)  # none of them is empty

    def edges(self) -> list[_Edges]:
        """Return the left, lower, right and upper edge of each object, in the order of the file."""
        return list(chain.from_iterable(_edges(items, matrix) for items, matrix in self.groups))

    def boxes(self) -> list[Box]:
        """Return the rectangle of each object on the page, in the order of the file."""
        new = tuple.__new__  # costs a third of what a call of the class does
        return [new(Box, edges) for edges in self.edges()]


@dataclass(slots=True)
class PageObjects:
    """The objects of one page, those inside forms included.

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
    texts: Drawn = field(default_factory=Drawn)
    paths: Drawn = field(default_factory=Drawn)
    pictures: Drawn = field(default_factory=Drawn)
    shadings: Drawn = field(default_factory=Drawn)
    unseen: dict[int, str] = field(default_factory=dict)


def walk_objects(page: Pointer) -> PageObjects:
    """Look at every object of a page once.

    Args:
        page: PDFium's handle of the page.
    """
    found, pdf = PageObjects(), calls()
    number, holder = pdf.count_objects(page), page
    get: Callable[[Pointer, int], list[Pointer]] = objects_on
    matrix, depth = _UNIT, 0
    waiting: list[tuple[Pointer, Matrix, int]] = []
    modes: list[int] = []
    seen = 0
    while True:
        seen += number
        if seen > _MOST_OBJECTS:
            found.complete = False
            break
        items = get(holder, number)
        own = list(map(pdf.mode_of, items))
        if _NO_TEXT in own:
            others, items, own = _parted(items, own)
            forms = _sort_others(found, others, matrix)
            if depth < _DEEPEST_FORM:
                waiting += [(form, matrix, depth + 1) for form in forms]
        if items:
            found.texts.groups.append((items, matrix))
            modes += own
        number = 0
        while waiting and not number:  # many pages have empty forms
            holder, matrix, depth = waiting.pop()
            number = pdf.count_in_form(holder)
        if not number:
            break
        matrix, get = _times(matrix_of(holder) or _UNIT, matrix), objects_in
    _find_unseen(found, modes)
    return found


def _parted(items: list[Pointer], modes: list[int]) -> tuple[list[Pointer], list[Pointer], list[int]]:
    """Part objects by their rendering modes: what is no text, what is, and the modes of that."""
    if modes.count(_NO_TEXT) == len(modes):  # as in most forms
        return items, [], []
    kinds = array("b", modes).tobytes()  # told apart byte by byte, which is faster
    others, texts = kinds.translate(_NO_TEXT_ONLY), kinds.translate(_TEXT_ONLY)
    return list(compress(items, others)), list(compress(items, texts)), list(kinds.replace(b"\xff", b""))


def _sort_others(found: PageObjects, items: list[Pointer], matrix: Matrix) -> list[Pointer]:
    """Keep the objects that are no text, each with its kind, and return the forms among them."""
    kinds = list(map(calls().kind_of, items))
    if kinds.count(_FORM) == len(kinds):  # as on most pages that have any
        return items
    for kind, kept in ((_PATH, found.paths), (_PICTURE, found.pictures), (_SHADING, found.shadings)):
        if kind in kinds:
            kept.groups.append((_of_kind(kind, items, kinds), matrix))
    return _of_kind(_FORM, items, kinds)


def _of_kind(kind: int, items: list[Pointer], kinds: list[int]) -> list[Pointer]:
    found = kinds.count(kind)
    if not found or found == len(items):  # as in most forms
        return items if found else []
    return list(compress(items, [own == kind for own in kinds]))


def _find_unseen(found: PageObjects, modes: list[int]) -> None:
    """Note the stretches of text that are drawn without ink, all but transparent, or white on white paper."""
    items = list(chain.from_iterable(group for group, _ in found.texts.groups))
    written = fills(items)
    if not any(modes):
        if not (written[::16].translate(None, _DARK) or written[12::16].translate(None, _SOLID)):
            return  # the red of all is dark enough already
        if not any(map(_may_be_unseen, set(iter_unpack("4I", written)))):
            return
    white: set[int] = set()
    for item, mode, color in zip(items, modes, iter_unpack("4I", written), strict=True):
        if mode in (_INVISIBLE, _ONLY_CLIP):
            found.unseen[number_of(item)] = "invisible"
        elif mode in (_FILLED, _FILLED_CLIP) and _may_be_unseen(color):
            if color[3] < _FAINT:
                found.unseen[number_of(item)] = "invisible"
            else:
                white.add(number_of(item))
    if white:
        grounds = [*found.pictures.boxes(), *found.shadings.boxes(), *_dark_boxes(found)]
        for item, box in zip(items, found.texts.boxes(), strict=True):
            own = number_of(item)
            if own in white and not any(_lies_on(box, ground) for ground in grounds):
                found.unseen[own] = "white"


def _may_be_unseen(color: tuple[int, ...]) -> bool:
    red, green, blue, opacity = color
    return opacity < _FAINT or red + green + blue >= _PALE


def _dark_boxes(found: PageObjects) -> Iterator[Box]:
    """Yield the rectangles of paths that are filled with a colour upon which white letters are seen."""
    draw_mode_of = calls().draw_mode_of
    mode = (c_int * 2)()
    modes = byref(mode), byref(mode, 4)
    for items, matrix in found.paths.groups:
        colors = iter_unpack("4I", fills(items, CLEAR))
        for item, color, edges in zip(items, colors, _edges(items, matrix), strict=True):
            draw_mode_of(item, *modes)
            if mode[0] and not _may_be_unseen(color):
                yield Box(*edges)


def _lies_on(box: Box, ground: Box) -> bool:
    across, up = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return ground.left <= across <= ground.right and ground.bottom <= up <= ground.top


def _edges(items: list[Pointer], matrix: Matrix) -> Iterable[_Edges]:
    found = bounds(items)
    if matrix is _UNIT:
        return found
    a, b, c, d, e, f = matrix
    if b == c == 0.0 < min(a, d):
        return [(a * left + e, d * low + f, a * right + e, d * high + f) for left, low, right, high in found]
    return [_turned(matrix, *edges) for edges in found]


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    product = a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
    return _UNIT if product == _UNIT else product


def _turned(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> _Edges:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)
