"""The few functions of PDFium that are called for every line or object of a page, without their wrapping.

pypdfium2 makes a Python object of every pointer that PDFium returns and checks every argument; on these calls
that takes longer than PDFium itself. Here pointers are plain addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_int, c_ulong, c_void_p, cast
from functools import cache
from typing import Any, NamedTuple


class Calls(NamedTuple):
    """Functions of PDFium; all objects, and all places to write to, are given as addresses."""

    count_objects: Callable[[int], int]
    object_at: Callable[[int, int], int]
    count_in_form: Callable[[int], int]
    object_in_form: Callable[[int, int], int]
    kind_of: Callable[[int], int]
    mode_of: Callable[[int], int]
    fill_of: Callable[[int, int, int, int, int], int]
    bounds_of: Callable[[int, int, int, int, int], int]
    matrix_of: Callable[[int, int], int]
    draw_mode_of: Callable[[int, int, int], int]
    char_box: Callable[[int, int, int], int]
    object_of_char: Callable[[int, int], int]


def address(pointer: Any) -> int:
    """Return the address behind a pointer of pypdfium2."""
    return cast(pointer, c_void_p).value or 0


@cache
def calls() -> Calls:
    """Return the functions, bound once per process."""
    import pypdfium2.raw as pdfium

    def bind(function: Any, result: Any, *arguments: Any) -> Any:
        return CFUNCTYPE(result, *arguments)(address(function))

    return Calls(
        bind(pdfium.FPDFPage_CountObjects, c_int, c_void_p),
        bind(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int),
        bind(pdfium.FPDFFormObj_CountObjects, c_int, c_void_p),
        bind(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong),
        bind(pdfium.FPDFPageObj_GetType, c_int, c_void_p),
        bind(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p),
        bind(pdfium.FPDFPageObj_GetFillColor, c_int, *[c_void_p] * 5),
        bind(pdfium.FPDFPageObj_GetBounds, c_int, *[c_void_p] * 5),
        bind(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p),
        bind(pdfium.FPDFPath_GetDrawMode, c_int, *[c_void_p] * 3),
        bind(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p),
        bind(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int),
    )
