"""An open page of a PDF with its characters, by PDFium's own functions.

The objects that pypdfium2 wraps around pages watch over their own ending; ``with`` is faster.
"""

from __future__ import annotations

from codecs import utf_16_le_decode
from ctypes import byref, c_float, c_uint16, cast, create_string_buffer
from functools import lru_cache
from types import TracebackType
from typing import Any

from contract_lens.document import Box
from contract_lens.read.pdf_calls import Pointer, address, calls
from contract_lens.read.pdf_turn import Turn

_STEP = 8192  # bytes
_FourNumbers = c_float * 4


class Sheet:
    """A page, open between entering and leaving a ``with``.

    Args:
        document: A ``pypdfium2.PdfDocument``.
        number: Page number from 1.

    Attributes:
        number: Page number from 1.
        page: PDFium's handle of the page.
        text_page: PDFium's handle of its characters.
        address: The address behind ``page``.
        text_address: The address behind ``text_page``.

    Raises:
        PdfiumError: PDFium cannot load the page.
    """

    __slots__ = ("_document", "_form", "address", "number", "page", "text_address", "text_page")

    def __init__(self, document: Any, number: int) -> None:
        self._document = document
        self._form = document.formenv
        self.number = number
        self.page: Any = None
        self.text_page: Any = None

    def __enter__(self) -> Sheet:
        import pypdfium2.raw as pdfium

        self.page = _loaded(pdfium.FPDF_LoadPage(self._document, self.number - 1), "page")
        try:
            if self._form:
                pdfium.FORM_OnAfterLoadPage(self.page, self._form)
            self.text_page = _loaded(pdfium.FPDFText_LoadPage(self.page), "text page")
        except BaseException:
            self._close()
            raise
        self.address: Pointer = address(self.page)
        self.text_address: Pointer = address(self.text_page)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        import pypdfium2.raw as pdfium

        if self.text_page:
            pdfium.FPDFText_ClosePage(self.text_page)
        if self._form:
            pdfium.FORM_OnBeforeClosePage(self.page, self._form)
        pdfium.FPDF_ClosePage(self.page)
        self.page = self.text_page = None

    def view(self) -> Turn:
        """Return what is shown of the page, and how it is turned."""
        quarters, edges = calls().quarters_of(self.address), _FourNumbers()
        if quarters < 0 or not calls().shown_of(self.address, byref(edges)):
            raise _failed("page box")
        left, top, right, bottom = edges
        return Turn(quarters % 4, Box(left, bottom, right, top))

    def count_characters(self) -> int:
        """Return how many characters PDFium counts, those included that its text leaves out."""
        count = calls().count_characters(self.text_address)
        if count < 0:
            raise _failed("characters")
        return count

    def text(self) -> str:
        """Return all text of the page."""
        pdf, page = calls(), self.text_address
        index_of = pdf.text_index_of
        first, last = 0, self.count_characters() - 1
        # PDFium reads beyond the end when the first or last characters are none of its text.
        while first <= last and (start := index_of(page, first)) == -1:
            first += 1
        while first <= last and (end := index_of(page, last)) == -1:
            last -= 1
        if first > last:
            return ""
        # The text may have more characters than are counted between.
        room = max(last - first, end - start) + 2
        buffer, view = _buffer(2 * room // _STEP + 1)
        written = pdf.text_of(page, first, last - first + 1, byref(buffer))
        return utf_16_le_decode(view[: 2 * (min(written, room) - 1)], "replace", True)[0]

    def text_under(self, box: Box) -> str:
        """Return the text under a rectangle, in the coordinates of the file."""
        import pypdfium2.raw as pdfium

        place = (self.text_page, box.left, box.top, box.right, box.bottom)
        (buffer, view), room = _buffer(1), _STEP // 2
        count = pdfium.FPDFText_GetBoundedText(*place, cast(buffer, pdfium.POINTER(c_uint16)), room)
        if count >= room:  # there may be more
            count = pdfium.FPDFText_GetBoundedText(*place, None, 0)
            buffer, view = _buffer(2 * count // _STEP + 1)
            pdfium.FPDFText_GetBoundedText(*place, cast(buffer, pdfium.POINTER(c_uint16)), count)
        # Where there is room for it, a null ends the text and is counted.
        return utf_16_le_decode(view[: 2 * max(0, count)], "ignore", True)[0].removesuffix("\0")


@lru_cache(maxsize=4)
def _buffer(steps: int) -> tuple[Any, memoryview]:
    """Return room to write to, the same for each text: PDFium never runs in two threads anyway."""
    buffer = create_string_buffer(_STEP * steps)
    return buffer, memoryview(buffer).cast("B")


def _loaded(handle: Any, what: str) -> Any:
    if not handle:
        raise _failed(what)
    return handle


def _failed(what: str) -> Any:
    import pypdfium2

    return pypdfium2.PdfiumError(f"PDFium cannot give the {what}.")
