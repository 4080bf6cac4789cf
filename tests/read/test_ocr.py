"""Scanned pages are recognised where Tesseract is installed, and say what to do where it is not."""

from __future__ import annotations

import pytest

from benchmarks.ocr import accuracy
from benchmarks.raster_pages import DEGRADATIONS, page_of, pdf_of
from contract_lens.document import Document
from contract_lens.errors import NoTextFound
from contract_lens.options import Limits
from contract_lens.read import ocr, read_bytes

_TEXT = (
    "SUPPLY AGREEMENT",
    "1. Term. This Agreement shall last two years and either party may renew it.",
    "2. Price. The Supplier shall reduce each price by 3.5% on 1 January 2027.",
    "3. Liability is capped at EUR 2,500,000 in each Contract Year.",
)

needs_tesseract = pytest.mark.skipif(
    not ocr.find_tesseract(), reason="the program tesseract is not installed (apt install tesseract-ocr)"
)


def _read(data: bytes, **limits: int) -> Document:
    return read_bytes(data, name="scan.pdf", limits=Limits(**limits))  # type: ignore[arg-type]


@needs_tesseract
@pytest.mark.parametrize(
    ("damage", "least"),
    [("clean", 0.99), ("skew 3 degrees", 0.95), ("fax 204 x 98", 0.9)],
)
def test_a_scanned_page_is_read(damage: str, least: float) -> None:
    document = _read(pdf_of(DEGRADATIONS[damage](page_of(_TEXT))))
    assert accuracy(" ".join(_TEXT), document.text) >= least
    facts = document.page_facts[0]
    assert (facts.recognised, facts.needs_ocr) == (True, False)
    assert facts.confidence is not None
    assert facts.confidence > 0.5
    assert any("text recognition" in warning for warning in document.warnings)


@needs_tesseract
def test_words_stand_where_they_are_on_the_page() -> None:
    document = _read(pdf_of(page_of(_TEXT)))
    first = document.anchors[0]
    assert first.box is not None
    # The page maker writes its first line at 64 points from the left and 80 from the top of 842.
    assert first.box.left == pytest.approx(64, abs=4)
    assert first.box.bottom == pytest.approx(842 - 80, abs=6)


@needs_tesseract
def test_the_number_of_pages_is_bounded() -> None:
    document = _read(pdf_of(page_of(_TEXT), page_of(_TEXT)), ocr_pages=1)
    assert [page.needs_ocr for page in document.page_facts] == [False, True]
    assert any("limit: ocr_pages" in warning for warning in document.warnings)


def test_recognition_can_be_turned_off() -> None:
    with pytest.raises(NoTextFound, match="no text"):
        _read(pdf_of(page_of(_TEXT)), ocr_pages=0)


def test_without_the_program_the_status_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ocr.find_tesseract.cache_clear()
    try:
        with pytest.raises(NoTextFound) as caught:
            _read(pdf_of(page_of(_TEXT)))
    finally:
        ocr.find_tesseract.cache_clear()
    assert "install Tesseract" in caught.value.remedy


def test_a_table_of_words_with_damage_is_read_as_far_as_it_goes() -> None:
    head = "level\tpage_num\n"
    good = "5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t91.5\tTerm"
    words = list(ocr._words(head + good + "\n4\t1\n5\t1\t1\t1\t1\t2\t10\t20\t30\t12\t-1\t \n"))
    assert [(word.text, word.confidence) for word in words] == [("Term", 0.915)]
