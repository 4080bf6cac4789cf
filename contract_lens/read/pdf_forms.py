"""What is set upon a PDF page without being part of it: filled fields of forms, notes, comments, files."""

from __future__ import annotations

import re
from ctypes import c_uint16, cast
from typing import Any, NamedTuple

from contract_lens.document import Box
from contract_lens.read.pdf_calls import Pointer, as_pointer, calls

_MOST = 2_000  # annotations of one page
_LONGEST = 100_000  # characters of one value
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_OFF = frozenset(("", "Off"))
_TEXT, _LINK, _FREE_TEXT, _POPUP, _FILE, _WIDGET = 1, 2, 3, 16, 17, 20  # FPDF_ANNOT_TEXT and so on


class Entry(NamedTuple):
    """A filled field of a form, or text typed upon the page.

    Attributes:
        name: What the form calls the field; empty for typed text.
        value: What was filled in.
        page: Page number from 1.
        box: Where it stands.
    """

    name: str
    value: str
    page: int
    box: Box


class Remark(NamedTuple):
    """A comment upon the page: words of its own about the place where it stands."""

    text: str
    author: str
    date: str
    page: int
    box: Box


def open_form(document: Any) -> Any:
    """Return the form environment of a document, or ``None`` if it has no form; before any page is loaded."""
    import pypdfium2.raw as pdfium

    if document.get_formtype() == pdfium.FORMTYPE_NONE:
        return None
    document.init_forms()
    return document.formenv


def read_notes(page: Pointer, count: int, number: int, form: Any) -> tuple[list[Entry], list[Remark], bool]:
    """Return the filled fields and the comments of a page, and whether files are pinned to it.

    Args:
        page: The page.
        count: How many annotations it has.
        number: Page number from 1.
        form: What ``open_form`` returned.
    """
    pdf = calls()
    entries: list[Entry] = []
    remarks: list[Remark] = []
    pinned = False
    for index in range(min(_MOST, count)):
        found = pdf.note_at(page, index)
        if not found:
            continue
        place = as_pointer(found)
        try:
            kind = pdf.kind_of_note(place)
            if kind not in (_LINK, _POPUP):  # as almost all are
                pinned = pinned or kind == _FILE
                _read_note(place, kind, number, form, entries, remarks)
        finally:
            pdf.close_note(place)
    return entries, remarks, pinned


def _read_note(
    place: Pointer, kind: int, number: int, form: Any, entries: list[Entry], remarks: list[Remark]
) -> None:
    """Read one annotation and add what it says to the entries or to the remarks."""
    import pypdfium2.raw as pdfium

    note = cast(place, pdfium.FPDF_ANNOTATION)
    if kind == _WIDGET:
        name, value = _field(note, form)
        if value:
            entries.append(Entry(name, value, number, _box(note)))
    elif text := _string(note, b"Contents"):
        if kind == _FREE_TEXT:
            entries.append(Entry("", text, number, _box(note)))
            return
        date = _date(_string(note, b"M"))
        box = _box(note)
        if kind == _TEXT:  # an icon; its size says nothing
            middle = (box.bottom + box.top) / 2
            box = Box(box.left, middle, box.right, middle)
        remarks.append(Remark(text, _string(note, b"T"), date, number, box))


def _field(note: Any, form: Any) -> tuple[str, str]:
    """Name and value of a field; a button that is not pressed has no value."""
    import pypdfium2.raw as pdfium

    if form is None:
        return _string(note, b"T"), _string(note, b"V")
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    name = _wide(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, note)
    name = name or _wide(pdfium.FPDFAnnot_GetFormFieldName, form, note)
    if kind in (pdfium.FPDF_FORMFIELD_PUSHBUTTON, pdfium.FPDF_FORMFIELD_SIGNATURE):
        return name, ""
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        if not pdfium.FPDFAnnot_IsChecked(form, note):
            return name, ""
        value = _wide(pdfium.FPDFAnnot_GetFormFieldExportValue, form, note)
        return name, "yes" if value in _OFF or value.isdigit() else value
    return name, _wide(pdfium.FPDFAnnot_GetFormFieldValue, form, note)


def _string(note: Any, key: bytes) -> str:
    import pypdfium2.raw as pdfium

    return _wide(pdfium.FPDFAnnot_GetStringValue, note, key)


def _wide(call: Any, *arguments: Any) -> str:
    """Return what a function of PDFium writes as UTF-16, white space made single."""
    import pypdfium2.raw as pdfium

    size = call(*arguments, None, 0)
    if not 2 < size <= 2 * _LONGEST:
        return ""
    buffer = (c_uint16 * (size // 2))()
    call(*arguments, pdfium.cast(buffer, pdfium.POINTER(pdfium.FPDF_WCHAR)), size)
    return " ".join(bytes(buffer).decode("utf-16-le", errors="replace").replace("\0", "").split())


def _box(note: Any) -> Box:
    import pypdfium2.raw as pdfium

    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(note, rectangle):
        return Box(0.0, 0.0, 0.0, 0.0)
    low, high = sorted((rectangle.bottom, rectangle.top))
    return Box(min(rectangle.left, rectangle.right), low, max(rectangle.left, rectangle.right), high)


def _date(text: str) -> str:
    found = _DATE.match(text)
    if found is None:
        return ""
    year, month, day, hour, minute, second = found.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}" if hour else "")
