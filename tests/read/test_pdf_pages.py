"""PDF pages as they come: columns, turned and cropped pages, hidden text, notes, forms, comments, scans."""

from __future__ import annotations

import io

import pytest
from invariants import block_texts, check_document
from pdf_files import HEIGHT, WIDTH, Draw, at, both, grid, lines, pdf_file
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from contract_lens.document import AnnotationKind, BlockKind, Document
from contract_lens.errors import EncryptedInput
from contract_lens.options import Limits
from contract_lens.read import read_bytes

_LEFT = (
    "1. The supplier shall deliver all", "goods to the buyer at the place that",
    "is named in the order of the buyer,",
    "and shall bear the cost of carriage", "until they have been handed over", "there in good order.",
)  # fmt: skip
_RIGHT = (
    "2. The buyer shall pay for the goods", "within thirty days of the invoice, and",
    "shall tell the supplier of any fault",
    "that can be seen within ten days after", "the goods have been handed over to", "the buyer or its agent.",
)  # fmt: skip
_LAST = "This agreement was signed by both of the parties in Oslo on the day that is named at its head."
_TEXT = (
    "2.1 The Supplier shall deliver the Products to the Buyer at the place that the Buyer",
    "names in its order, and shall bear the cost of carriage and insurance until they have",
    "been handed over there.",
)


def _read(data: bytes) -> Document:
    document = read_bytes(data, name="a.pdf", limits=Limits(ocr_pages=0))
    check_document(document)
    return document


def _row_by_row(canvas: Canvas) -> None:
    for row, (left, right) in enumerate(zip(_LEFT, _RIGHT, strict=True)):
        canvas.drawString(60, 700 - 14 * row, left)
        canvas.drawString(320, 700 - 14 * row, right)


@pytest.mark.parametrize(
    "page",
    [
        _row_by_row,
        both(lines(*_LEFT, left=60), lines(*_RIGHT, left=320)),
        both(lines(*_RIGHT, left=320), lines(*_LEFT, left=60)),
    ],
    ids=["drawn row by row", "drawn column by column", "right column drawn first"],
)
def test_columns_are_read_as_they_stand(page: Draw) -> None:
    document = _read(pdf_file(both(at("SUPPLY AGREEMENT", 240, 740), page, at(_LAST, 60, 560))))
    assert block_texts(document) == ["SUPPLY AGREEMENT", " ".join(_LEFT), " ".join(_RIGHT), _LAST]


def test_paragraph_goes_on_in_the_next_column() -> None:
    document = _read(pdf_file(both(lines(*_LEFT[:5], left=60), lines(*_RIGHT[1:], left=320))))
    assert block_texts(document) == [" ".join((*_LEFT[:5], *_RIGHT[1:]))]


def test_halves_of_a_line_have_their_own_boxes() -> None:
    document = _read(pdf_file(_row_by_row))
    place = document.text.index("thirty days")
    (anchor,) = document.anchors_of(place, place + 5)
    assert anchor.box is not None
    assert 315 < anchor.box.left < 325


def test_table_without_rules_is_read_row_by_row() -> None:
    rows = [("Delivery", "Ten days"), ("Payment", "Thirty days"), ("Notice", "Six months"), ("Review",
            "Each May"), ("Renewal", "One year")]  # fmt: skip

    def table(canvas: Canvas) -> None:
        for row, (term, value) in enumerate(rows):
            canvas.drawString(72, 700 - 14 * row, term)
            canvas.drawString(300, 700 - 14 * row, value)

    text = " ".join(block_texts(_read(pdf_file(table))))
    assert all(" ".join(row) in text for row in rows)


def _turned(quarters: int, rotate_page: bool) -> Draw:
    def draw(canvas: Canvas) -> None:
        if rotate_page:
            canvas.setPageRotation(90 * quarters)
        canvas.saveState()
        swapped = rotate_page and quarters % 2  # reportlab swaps the sides of a page that it turns
        width, height = (HEIGHT, WIDTH) if swapped else (WIDTH, HEIGHT)
        x, y = {1: (width, 0), 2: (width, height), 3: (0, height)}[quarters]
        canvas.translate(x, y)
        canvas.rotate(90 * quarters)
        lines(*_TEXT, "", "2.2 Risk passes then.", top=500)(canvas)
        canvas.restoreState()

    return draw


@pytest.mark.parametrize("rotate_page", [True, False], ids=["page is turned", "text is turned"])
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turned_pages_have_paragraphs_and_boxes(quarters: int, rotate_page: bool) -> None:
    import pypdfium2

    data = pdf_file(_turned(quarters, rotate_page))
    document = _read(data)
    assert block_texts(document) == [" ".join(_TEXT), "2.2 Risk passes then."]
    pdf = pypdfium2.PdfDocument(data)
    text_page = pdf[0].get_textpage()
    for anchor in document.anchors:
        assert anchor.box is not None
        under = " ".join(text_page.get_text_bounded(*anchor.box).split())
        assert under == document.text[anchor.start : anchor.end]
    pdf.close()


def test_stamp_along_the_margin_stays_apart() -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(40, 600)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Received 4 May")
        canvas.restoreState()

    assert block_texts(_read(pdf_file(both(stamp, lines(*_TEXT))))) == [" ".join(_TEXT), "Received 4 May"]


def _colored(text: str, bottom: float, color: float = 1.0, size: float = 11.0, mode: int = 0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColorRGB(color, color, color)
        run = canvas.beginText(72, bottom)
        run.setFont("Times-Roman", size)
        run.setTextRenderMode(mode)
        run.textOut(text)
        canvas.drawText(run)
        canvas.restoreState()

    return draw


def _ground(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.1, 0.4)
    canvas.rect(60, 490, 300, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


@pytest.mark.parametrize(
    ("hidden", "reason"),
    [
        (_colored("The fee is doubled in May.", 500), "white letters"),
        (_colored("The fee is doubled in May.", 500, color=0.0, mode=3), "letters without ink"),
        (_colored("The fee is doubled in May.", 500, color=0.0, size=0.5), "letters too small to see"),
        (at("The fee is doubled in May.", 72, HEIGHT + 40), "outside of the page"),
    ],
    ids=["white", "no ink", "tiny", "off the page"],
)
def test_hidden_text_is_kept_and_marked(hidden: Draw, reason: str) -> None:
    document = _read(pdf_file(both(lines(*_TEXT), hidden)))
    (mark,) = document.annotations
    assert mark.kind is AnnotationKind.HIDDEN
    assert document.text[mark.start : mark.end] == "The fee is doubled in May."
    assert document.warnings == (
        f"Page 1 holds text that a reader does not see ({reason}, 26 characters); it was kept and marked.",
    )
    assert document.page_facts[0].hidden == 26
    assert " ".join(_TEXT) in block_texts(document)


def test_hidden_words_inside_a_line_are_marked_alone() -> None:
    def draw(canvas: Canvas) -> None:
        run = canvas.beginText(72, 700)
        run.textOut("The fee is due ")
        run.setFillColorRGB(1, 1, 1)
        run.textOut("and doubled ")
        run.setFillColorRGB(0, 0, 0)
        run.textOut("in May.")
        canvas.drawText(run)

    document = _read(pdf_file(draw))
    assert document.text == "The fee is due and doubled in May."
    (mark,) = document.annotations
    assert document.text[mark.start : mark.end] == "and doubled"


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    document = _read(pdf_file(both(_ground, _colored("Price list", 500), lines(*_TEXT))))
    assert (document.annotations, document.warnings) == ((), ())


def test_text_outside_of_the_crop_is_marked() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 300, 600, 780))
        lines(*_TEXT)(canvas)
        canvas.drawString(72, 100, "Cropped away.")

    document = _read(pdf_file(draw))
    assert document.page_facts[0].off_page == len("Cropped away.")
    assert "outside of the page" in document.warnings[0]


def _small(text: str, bottom: float) -> Draw:
    return _colored(text, bottom, color=0.0, size=8.0)


def test_footnotes_stay_out_of_the_running_paragraph() -> None:
    notes = both(
        _small("1 As listed in Schedule B to this", 80),
        _small("agreement.", 70),
        _small("2 At its seat.", 60),
    )
    first = both(lines("SUPPLY AGREEMENT", "", "1. Scope", "", *_TEXT[:2], top=200), notes)
    document = _read(pdf_file(first, lines(_TEXT[2], "", "2.2 Risk passes then.")))
    found = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.NOTE]
    assert found == ["1 As listed in Schedule B to this agreement.", "2 At its seat."]
    assert block_texts(document) == [
        "SUPPLY AGREEMENT",
        "1. Scope",
        " ".join(_TEXT),
        *found,
        "2.2 Risk passes then.",
    ]


def _picture(canvas: Canvas) -> None:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (8, 8), 200).save(buffer, "PNG")
    buffer.seek(0)
    canvas.drawImage(ImageReader(buffer), 0, 0, WIDTH, HEIGHT)


def test_facts_of_each_page() -> None:
    layer = both(_picture, *(_colored(text, 700 - 14 * row, 0.0, mode=3) for row, text in enumerate(_TEXT)))
    stamped = both(_picture, at("Exhibit 7", 72, 30))
    document = _read(pdf_file(lines(*_TEXT), layer, stamped, lambda canvas: None))
    plain, recognised, scan, blank = document.page_facts
    assert (plain.has_text, plain.needs_ocr, plain.recognised) == (True, False, False)
    assert (recognised.has_text, recognised.needs_ocr, recognised.recognised) == (True, False, True)
    assert recognised.hidden == 0
    assert (scan.needs_ocr, scan.has_picture, scan.characters) == (True, True, 9)
    assert (blank.needs_ocr, blank.has_text) == (False, False)
    assert document.pages_without_text == (4,)
    assert any("Page 3 of 4 needs OCR" in warning for warning in document.warnings)
    assert any(
        "Page 2 of 4 scanned; the text comes from text recognition." in each for each in document.warnings
    )


def test_letters_that_make_no_words_are_noticed() -> None:
    shifted = str.maketrans("abcdefghijklmnopqrstuvwxyz", "klmnopqrstuvwxyzabcdefghij")
    garbled = [line.lower().translate(shifted) for line in _TEXT] * 6
    document = _read(pdf_file(lines(*_TEXT * 6), lines(*garbled)))
    assert [facts.garbled for facts in document.page_facts] == [False, True]
    assert document.page_facts[1].needs_ocr
    assert "Page 2 of 2 needs OCR: the characters make no words" in document.warnings[0]


def test_fields_and_comments_are_text_apart() -> None:
    def draw(canvas: Canvas) -> None:
        lines(*_TEXT)(canvas)
        form = canvas.acroForm
        form.textfield(
            name="buyer", tooltip="Name of the Buyer", value="Marlow AS", x=72, y=500, width=200, height=20
        )
        form.textfield(name="empty", x=72, y=460, width=200, height=20)
        form.checkbox(name="renewal", tooltip="Renews", checked=True, x=72, y=420)
        form.checkbox(name="exclusive", tooltip="Exclusive", checked=False, x=72, y=380)
        canvas.textAnnotation("Ask for a cap here.", Rect=[60, 684, 80, 688], addtopage=1, name="x")

    document = _read(pdf_file(draw))
    notes = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.NOTE]
    assert notes == ["Name of the Buyer: Marlow AS", "Renews: Yes"]
    (comment,) = document.annotations
    assert (comment.kind, comment.text) == (AnnotationKind.COMMENT, "Ask for a cap here.")
    assert document.text[comment.start : comment.end] == _TEXT[1]


@pytest.mark.parametrize("asks", [True, False], ids=["user password", "owner password"])
def test_passwords(asks: bool) -> None:
    buffer = io.BytesIO()
    lock = StandardEncryption("secret" if asks else "", ownerPassword="owner", canCopy=0)
    canvas = Canvas(buffer, invariant=True, encrypt=lock)
    lines(*_TEXT)(canvas)
    canvas.showPage()
    canvas.save()
    if not asks:
        assert block_texts(_read(buffer.getvalue())) == [" ".join(_TEXT)]
        return
    with pytest.raises(EncryptedInput, match="asks for a password; remove the password"):
        read_bytes(buffer.getvalue(), name="locked.pdf")


def test_underlines_in_cells_and_frames_are_no_cells() -> None:
    def underlined(canvas: Canvas) -> None:
        grid([("Product", "Price"), ("Rig", "EUR 4"), ("Boat", "EUR 5")])(canvas)
        canvas.rect(50, 300, 500, 420)
        canvas.line(76, 481, 112, 481)

    document = _read(pdf_file(underlined))
    rows = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert rows == ["Product | Price", "Rig | EUR 4", "Boat | EUR 5"]


def test_merged_cells_are_one() -> None:
    def table(canvas: Canvas) -> None:
        for height in (500, 476, 452, 428):
            canvas.line(72, height, 312, height)
        for place, top in ((72, 500), (192, 476), (312, 500)):
            canvas.line(place, top, place, 428)
        for text, left, bottom in (("Fees for the year", 80, 484), ("Rig", 80, 460), ("EUR 4", 200, 460),
                                   ("Boat", 80, 436), ("EUR 5", 200, 436)):  # fmt: skip
            canvas.drawString(left, bottom, text)

    document = _read(pdf_file(table))
    assert block_texts(document) == ["Fees for the year", "Rig | EUR 4", "Boat | EUR 5"]
