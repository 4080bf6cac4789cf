"""The few functions of PDFium that are called for every line or object of a page, without their wrapping.

pypdfium2 makes a Python object of every pointer that PDFium returns and checks every argument; on these
calls that takes longer than PDFium itself. Here pointers are made ready to be passed once, arguments are
passed on unchecked, and what PDFium writes goes to one place that is used over and over: PDFium never runs
in two threads anyway.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import CFUNCTYPE, PYFUNCTYPE, byref, c_double, c_int, c_void_p, cast, create_string_buffer
from functools import cache
from itertools import repeat
from struct import iter_unpack, pack, unpack_from
from typing import Any, NamedTuple

#: What is written for an object without a colour: black, not transparent.
BLACK = pack("4I", 0, 0, 0, 255)
#: Transparent; also what is written where PDFium writes nothing.
CLEAR = bytes(16)
_ROWS = 512  # calls whose answers are kept at a time


#: An address ready to be passed to a function: what ``ctypes`` would make of it at each call, made once.
Pointer = Any
#: The six numbers of a transformation (ISO 32000-1, 8.3.3).
Matrix = tuple[float, float, float, float, float, float]
as_pointer: Callable[[int | None], Pointer] = c_void_p.from_param


class Calls(NamedTuple):
    """Functions of PDFium; objects are given as ``Pointer``, places to write to by ``byref``.

    Objects are returned as their addresses. Where what a function has written tells all, it returns nothing.
    """

    count_objects: Callable[[Pointer], int]
    object_at: Callable[[Pointer, int], int | None]
    count_in_form: Callable[[Pointer], int]
    object_in_form: Callable[[Pointer, int], int | None]
    kind_of: Callable[[Pointer], int]
    mode_of: Callable[[Pointer], int]
    fill_of: Callable[[Pointer, Any, Any, Any, Any], None]
    bounds_of: Callable[[Pointer, Any, Any, Any, Any], None]
    matrix_of: Callable[[Pointer, Any], int]
    draw_mode_of: Callable[[Pointer, Any, Any], None]
    char_box: Callable[[Pointer, int, Any], None]
    object_of_char: Callable[[Pointer, int], int | None]
    count_rects: Callable[[Pointer, int, int], int]
    count_characters: Callable[[Pointer], int]
    text_of: Callable[[Pointer, int, int, Any], int]
    text_index_of: Callable[[Pointer, int], int]
    rect_at: Callable[[Pointer, int, Any, Any, Any, Any], None]
    quarters_of: Callable[[Pointer], int]
    shown_of: Callable[[Pointer, Any], int]
    count_notes: Callable[[Pointer], int]
    note_at: Callable[[Pointer, int], int | None]
    kind_of_note: Callable[[Pointer], int]
    close_note: Callable[[Pointer], None]
    text_in: Callable[..., int]
    load_page: Callable[[Pointer, int], int | None]
    load_characters: Callable[[Pointer], int | None]
    close_characters: Callable[[Pointer], None]
    close_page: Callable[[Pointer], None]


class _Room(NamedTuple):
    """Where PDFium writes: rows of four numbers of 32 bits, and the place of each as an argument."""

    view: memoryview
    columns: tuple[tuple[Any, ...], ...]
    doubles: tuple[tuple[Any, ...], ...]  # the same as rows of four numbers of 64 bits, two rows each


def address(pointer: Any) -> Pointer:
    """Return the address behind a pointer of pypdfium2."""
    return as_pointer(c_void_p.from_buffer(pointer).value)


def number_of(pointer: Pointer) -> int:
    """Return the address that a pointer stands for as a number."""
    return cast(pointer, c_void_p).value or 0


@cache
def calls() -> Calls:
    """Return the functions, bound once per process."""
    import pypdfium2.raw as pdfium

    def bind(function: Any, result: Any = c_int) -> Any:
        # Without types of arguments nothing is converted; and the lock of the interpreter, which other
        # foreign calls give up and take back, is kept for the microsecond that a call takes.
        return PYFUNCTYPE(result)(cast(function, c_void_p).value or 0)

    def bind_slow(function: Any, result: Any = None) -> Any:
        # These may take long; other threads run meanwhile.
        return CFUNCTYPE(result)(cast(function, c_void_p).value or 0)

    text_in = PYFUNCTYPE(c_int, c_void_p, *[c_double] * 4, c_void_p, c_int)

    return Calls(
        bind(pdfium.FPDFPage_CountObjects),
        bind(pdfium.FPDFPage_GetObject, c_void_p),
        bind(pdfium.FPDFFormObj_CountObjects),
        bind(pdfium.FPDFFormObj_GetObject, c_void_p),
        bind(pdfium.FPDFPageObj_GetType),
        bind(pdfium.FPDFTextObj_GetTextRenderMode),
        bind(pdfium.FPDFPageObj_GetFillColor, None),
        bind(pdfium.FPDFPageObj_GetBounds, None),
        bind(pdfium.FPDFPageObj_GetMatrix),
        bind(pdfium.FPDFPath_GetDrawMode, None),
        bind(pdfium.FPDFText_GetLooseCharBox, None),
        bind(pdfium.FPDFText_GetTextObject, c_void_p),
        bind(pdfium.FPDFText_CountRects),
        bind(pdfium.FPDFText_CountChars),
        bind(pdfium.FPDFText_GetText),
        bind(pdfium.FPDFText_GetTextIndexFromCharIndex),
        bind(pdfium.FPDFText_GetRect, None),
        bind(pdfium.FPDFPage_GetRotation),
        bind(pdfium.FPDF_GetPageBoundingBox),
        bind(pdfium.FPDFPage_GetAnnotCount),
        bind(pdfium.FPDFPage_GetAnnot, c_void_p),
        bind(pdfium.FPDFAnnot_GetSubtype),
        bind(pdfium.FPDFPage_CloseAnnot, None),
        text_in(cast(pdfium.FPDFText_GetBoundedText, c_void_p).value or 0),
        bind_slow(pdfium.FPDF_LoadPage, c_void_p),
        bind_slow(pdfium.FPDFText_LoadPage, c_void_p),
        bind_slow(pdfium.FPDFText_ClosePage),
        bind_slow(pdfium.FPDF_ClosePage),
    )


def objects_on(page: Pointer, count: int) -> list[Pointer]:
    """Return the first so many objects of a page."""
    return list(map(as_pointer, map(calls().object_at, repeat(page), range(count))))


def objects_in(form: Pointer, count: int) -> list[Pointer]:
    """Return the first so many objects of a form."""
    return list(map(as_pointer, map(calls().object_in_form, repeat(form), range(count))))


def char_boxes(page: Pointer, indices: Sequence[int]) -> bytes:
    """Left, top, right and bottom of characters, each a 32-bit number, one character after the other."""
    call, (places, *_) = calls().char_box, _room().columns
    return _written(lambda some: map(call, repeat(page), some, places), indices, CLEAR)


def fills(items: Sequence[Pointer], without: bytes = BLACK) -> bytes:
    """Red, green, blue and opacity of objects, each a 32-bit number; ``without`` where one has none."""
    call, columns = calls().fill_of, _room().columns
    return _written(lambda some: map(call, some, *columns), items, without)


def bounds(items: Sequence[Pointer]) -> Iterator[tuple[float, ...]]:
    """Left, bottom, right and top of objects, in the coordinates of the form they are in."""
    call, columns = calls().bounds_of, _room().columns
    found = _written(lambda some: map(call, some, *columns), items, CLEAR)
    return iter_unpack("4f", found)


def matrix_of(item: Pointer) -> Matrix | None:
    """How an object is turned, sized and moved in what it is in; ``None`` if PDFium does not say."""
    room = _room()
    if not calls().matrix_of(item, room.columns[0][0]):
        return None
    a, b, c, d, e, f = unpack_from("6f", room.view)
    return a, b, c, d, e, f


def rects(page: Pointer, first: int, count: int) -> list[tuple[float, float]]:
    """Left and right edges of the stretches among ``count`` characters, 256 at most; none if there is one."""
    number = min(calls().count_rects(page, first, count), _ROWS // 2)  # -1 on a damaged page
    if number < 2:
        return []
    room = _room()
    deque(map(calls().rect_at, repeat(page, number), range(number), *room.doubles), maxlen=0)
    return [(left, right) for left, _, right, _ in iter_unpack("4d", room.view[: 32 * number])]


def _written(run: Callable[[Sequence[Any]], Iterable[None]], items: Sequence[Any], blank: bytes) -> bytes:
    """Return what PDFium writes, 16 bytes for each item, and ``blank`` where it writes nothing."""
    view = _room().view
    parts = []
    for first in range(0, len(items), _ROWS):
        some = items[first : first + _ROWS]
        size = 16 * len(some)
        view[:size] = blank * len(some)
        deque(run(some), maxlen=0)
        parts.append(view[:size].tobytes())
    return b"".join(parts)


@cache
def _room() -> _Room:
    buffer = create_string_buffer(16 * _ROWS)
    columns = [tuple([byref(buffer, 16 * row + 4 * at) for row in range(_ROWS)]) for at in range(4)]
    doubles = [tuple([byref(buffer, 32 * row + 8 * at) for row in range(_ROWS // 2)]) for at in range(4)]
    return _Room(memoryview(buffer).cast("B"), tuple(columns), tuple(doubles))
