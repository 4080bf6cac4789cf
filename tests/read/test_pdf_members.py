"""Files that a PDF carries are documents of their own, like those of a mail."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pdf_files import lines, pdf_file

from contract_lens.errors import InputMissing, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read import read_bytes, read_document

TERMS = b"The Supplier shall deliver the Products within ten days.\n"


def carrying(attached: dict[str, bytes], pinned: dict[str, bytes] | None = None) -> bytes:
    """A PDF of one page with files attached to the document and pinned to its page."""
    document = pypdfium2.PdfDocument(pdf_file(lines("1. The Supplier shall deliver what Annex A names.")))
    for name, data in attached.items():
        document.new_attachment(name).set_data(data)
    page = document[0]
    for name, data in (pinned or {}).items():
        note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_FILEATTACHMENT)
        wide = (name + "\0").encode("utf-16-le")
        handle = pdfium.FPDFAnnot_AddFileAttachment(note, pdfium.cast(wide, pdfium.FPDF_WIDESTRING))
        pdfium.FPDFAttachment_SetFile(handle, document, data, len(data))
        pdfium.FPDFPage_CloseAnnot(note)
    page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_attached_and_pinned_files_are_named_and_read(tmp_path: Path) -> None:
    path = tmp_path / "offer.pdf"
    path.write_bytes(carrying({"annex.txt": TERMS}, {"price list.txt": b"The price is 10 EUR.\n"}))
    assert read_document(path).members == ("annex.txt", "price list.txt")
    assert read_document(Path(f"{path}!/annex.txt")).text.strip() == TERMS.decode().strip()
    assert read_document(Path(f"{path}!/price list.txt")).text.strip() == "The price is 10 EUR."
    with pytest.raises(InputMissing):
        read_document(Path(f"{path}!/other.txt"))


def test_a_pdf_in_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "outer.pdf"
    path.write_bytes(carrying({"inner.pdf": carrying({"annex.txt": TERMS})}))
    assert read_document(Path(f"{path}!/inner.pdf!/annex.txt")).text.strip() == TERMS.decode().strip()


def test_their_names_are_safe_and_unique() -> None:
    found = read_bytes(
        carrying({"../../etc/passwd": b"a", "C:\\x\\a.txt": b"b", "a.txt": b"c"}), name="a.pdf"
    )
    assert sorted(found.members) == ["a-2.txt", "a.txt", "passwd"]


def test_they_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    path.write_bytes(carrying({f"{number}.txt": TERMS for number in range(5)}))
    with pytest.raises(LimitExceeded, match="limit: members"):
        read_document(path, limits=replace(Limits(), members=4))
    big = tmp_path / "big.pdf"
    big.write_bytes(carrying({"zeros.txt": bytes(2_000_000)}))
    with pytest.raises(LimitExceeded, match="limit: file_bytes"):
        read_document(Path(f"{big}!/zeros.txt"), limits=replace(Limits(), file_bytes=1_000_000))


def test_most_pdfs_carry_none() -> None:
    assert read_bytes(pdf_file(lines("1. The Supplier shall deliver.")), name="a.pdf").members == ()
