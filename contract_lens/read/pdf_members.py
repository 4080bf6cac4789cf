"""Files that a PDF carries: those attached to the document, and those pinned to a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_ulong, create_string_buffer
from functools import partial
from typing import Any

from contract_lens.errors import CorruptInput, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.members import Member, safe_names
from contract_lens.read.pdf_open import open_pdf

_MOST_NOTES = 2_000  # annotations of one page
_LONGEST_NAME = 1_000  # bytes


def attached_names(document: Any, limits: Limits, pinned: bool) -> tuple[str, ...]:
    """Return the safe names of all files that a document carries.

    Args:
        document: A ``pypdfium2.PdfDocument``.
        limits: ``members`` applies.
        pinned: Whether to look for files on the pages too.
    """
    return safe_names((name for name, _ in _attached(document, pinned=pinned)), limits)


def pdf_members(data: bytes, limits: Limits) -> tuple[Member, ...]:
    """Return the files that a PDF carries; raises as ``from_pdf.read_pdf`` does."""
    with closing(open_pdf(data)) as document:
        names = attached_names(document, limits, pinned=True)
    return tuple(Member(name, partial(_load, data, place, limits)) for place, name in enumerate(names))


def _load(data: bytes, place: int, limits: Limits) -> bytes:
    with closing(open_pdf(data)) as document:
        for at, (_, handle) in enumerate(_attached(document, pinned=True)):
            if at == place:
                return _bytes_of(handle, limits)
    raise CorruptInput("is attached to a damaged PDF")


def _attached(document: Any, *, pinned: bool) -> Iterator[tuple[str, Any]]:
    """Yield the name and PDFium's handle of each file; a handle is good until the next one."""
    import pypdfium2.raw as pdfium

    for index in range(max(0, pdfium.FPDFDoc_GetAttachmentCount(document))):
        if handle := pdfium.FPDFDoc_GetAttachment(document, index):
            yield _name_of(handle), handle
    if not pinned:
        return
    for number in range(len(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            continue
        try:
            for index in range(min(_MOST_NOTES, pdfium.FPDFPage_GetAnnotCount(page))):
                note = pdfium.FPDFPage_GetAnnot(page, index)
                try:
                    if note and (handle := pdfium.FPDFAnnot_GetFileAttachment(note)):
                        yield _name_of(handle), handle
                finally:
                    pdfium.FPDFPage_CloseAnnot(note)
        finally:
            pdfium.FPDF_ClosePage(page)


def _name_of(handle: Any) -> str:
    import pypdfium2.raw as pdfium

    size = min(pdfium.FPDFAttachment_GetName(handle, None, 0), _LONGEST_NAME)
    buffer = create_string_buffer(_LONGEST_NAME)
    if size > 2:
        place = pdfium.cast(buffer, pdfium.POINTER(pdfium.FPDF_WCHAR))
        pdfium.FPDFAttachment_GetName(handle, place, _LONGEST_NAME)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")


def _bytes_of(handle: Any, limits: Limits) -> bytes:
    import pypdfium2.raw as pdfium

    size = c_ulong()
    if not pdfium.FPDFAttachment_GetFile(handle, None, 0, byref(size)):
        return b""
    if size.value > limits.file_bytes:
        raise LimitExceeded(f"is larger than {limits.file_bytes:,} bytes (limit: file_bytes)")
    buffer = create_string_buffer(size.value or 1)
    if not pdfium.FPDFAttachment_GetFile(handle, buffer, size.value, byref(size)):
        raise CorruptInput("is attached to a PDF in a way that cannot be read")
    return buffer.raw[: size.value]
