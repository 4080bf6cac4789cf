"""Opening a PDF, with an error that says what to do where that is not possible."""

from __future__ import annotations

from typing import Any

from contract_lens.errors import CorruptInput, EncryptedInput, UnsupportedFormat

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def open_pdf(data: bytes) -> Any:
    """Open a PDF as a ``pypdfium2.PdfDocument``.

    Args:
        data: Bytes of the file; they must outlive the document.

    Raises:
        EncryptedInput: It asks for a password.
        CorruptInput: PDFium cannot open it.
        UnsupportedFormat: Its protection is not supported.
    """
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _PASSWORD:
            raise EncryptedInput("is a PDF that asks for a password") from error
        if code == _SECURITY:
            raise UnsupportedFormat("is a PDF with a protection that is not supported") from error
        raise CorruptInput("is a damaged PDF that cannot be opened") from error
