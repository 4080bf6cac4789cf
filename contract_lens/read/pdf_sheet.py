"""An open page of a PDF with its characters, by PDFium's own functions.

The objects that pypdfium2 wraps around pages watch over their own ending; ``with`` is faster.
"""

from __future__ import annotations

from codecs import utf_16_le_decode
from ctypes import byref, cast, create_string_buffer
from functools import cache, lru_cache
from struct import unpack
from types import TracebackType
from typing import Any

from contract_lens.document import Box
from contract_lens.read.pdf_calls import Pointer, address, as_pointer, calls
from contract_lens.read.pdf_turn import Turn

_STEP = 8192  # bytes


class Sheet:
    """A page, open between entering and leaving a ``with``.

    Args:
        document: A ``pypdfium2.PdfDocument``.
        number: Page number from 1.

    Attributes:
        number: Page number from 1.
        address: The address of the page.
        text_address: The address of its characters.

    Raises:
        PdfiumError: PDFium cannot load the page.
    """

    __slots__ = ("_document", "_form", "_pdf", "address", "number", "text_address")

    def __init__(self, document: Any, number: int) -> None:
        self._document = document
        self._form = document.formenv
        self._pdf = calls()
        self.number = number
        self.text_address: Pointer = None

    def __enter__(self) -> Sheet:
        pdf = self._pdf
        self.address: Pointer = _loaded(pdf.load_page(address(self._document.raw), self.number - 1), "page")
        try:
            if self._form and not pdf.count_notes(self.address):
                self._form = None  # nothing of the form is on this page
            if self._form:
                _after_loading(self.page, self._form)
            self.text_address = _loaded(pdf.load_characters(self.address), "text page")
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        pdf = self._pdf
        if self.text_address:
            pdf.close_characters(self.text_address)
        if self._form:
            _before_closing(self.page, self._form)
        pdf.close_page(self.address)
        self.address = self.text_address = None

    @property
    def page(self) -> Any:
        """PDFium's handle of the page, as pypdfium2 has it."""
        import pypdfium2.raw as pdfium

        return cast(self.address, pdfium.FPDF_PAGE)

    @property
    def text_page(self) -> Any:
        """PDFium's handle of the characters, as pypdfium2 has it."""
        import pypdfium2.raw as pdfium

        return cast(self.text_address, pdfium.FPDF_TEXTPAGE)

    def view(self) -> Turn:
        """Return what is shown of the page, and how it is turned."""
        quarters, (edges, place) = self._pdf.quarters_of(self.address), _edges()
        if quarters < 0 or not self._pdf.shown_of(self.address, place):
            raise _failed("page box")
        return _turn(quarters % 4, edges.raw)

    def count_characters(self) -> int:
        """Return how many characters PDFium counts, those included that its text leaves out."""
        count = self._pdf.count_characters(self.text_address)
        if count < 0:
            raise _failed("characters")
        return count

    def text(self) -> str:
        """Return all text of the page."""
        pdf, page = self._pdf, self.text_address
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
        left, bottom, right, top = box
        place, text_in = (self.text_address, left, top, right, bottom), self._pdf.text_in
        (buffer, view), room = _buffer(1), _STEP // 2
        count = text_in(*place, byref(buffer), room)
        if count >= room:  # there may be more
            count = text_in(*place, None, 0)
            buffer, view = _buffer(2 * count // _STEP + 1)
            text_in(*place, byref(buffer), count)
        # Where there is room for it, a null ends the text and is counted.
        return utf_16_le_decode(view[: 2 * max(0, count)], "ignore", True)[0].removesuffix("\0")


@lru_cache(maxsize=4)
def _buffer(steps: int) -> tuple[Any, memoryview]:
    """Return room to write to, the same for each text: PDFium never runs in two threads anyway."""
    buffer = create_string_buffer(_STEP * steps)
    return buffer, memoryview(buffer).cast("B")


@cache
def _edges() -> tuple[Any, Any]:
    """Return room for four numbers, and its place as an argument."""
    room = create_string_buffer(16)
    return room, byref(room)


@lru_cache(maxsize=64)
def _turn(quarters: int, edges: bytes) -> Turn:
    """Return what is shown of a page; most pages of a document are alike."""
    left, top, right, bottom = unpack("4f", edges)
    return Turn(quarters, Box(left, bottom, right, top))


def _after_loading(page: Any, form: Any) -> None:
    import pypdfium2.raw as pdfium

    pdfium.FORM_OnAfterLoadPage(page, form)


def _before_closing(page: Any, form: Any) -> None:
    import pypdfium2.raw as pdfium

    pdfium.FORM_OnBeforeClosePage(page, form)


def _loaded(place: int | None, what: str) -> Pointer:
    if not place:
        raise _failed(what)
    return as_pointer(place)


def _failed(what: str) -> Any:
    import pypdfium2

    return pypdfium2.PdfiumError(f"PDFium cannot give the {what}.")
