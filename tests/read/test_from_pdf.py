"""PDF: paragraphs are whole, page furniture is out, every line leads back to its place."""

from __future__ import annotations

import re

import pytest
from invariants import block_texts, check_document
from pdf_files import HEIGHT, Draw, at, both, grid, lines, pdf_file, picture

from contract_lens.document import BlockKind, Document
from contract_lens.errors import CorruptInput, EncryptedInput, LimitExceeded, NoTextFound
from contract_lens.options import Limits
from contract_lens.read import read_bytes
from contract_lens.read.pdf_lines import tidy

_LONG = (
    "2.1 The Supplier shall deliver the Products to the Buyer at the place that the Buyer",
    "names in its order, and shall bear the cost of carriage and insurance until they have",
    "been handed over there.",
)
_NEXT = (
    "2.2 The Buyer shall inspect the Products within ten days after they have been handed",
    "over, and shall tell the Supplier of any fault that can be seen.",
)


def _read(data: bytes) -> Document:
    document = read_bytes(data, name="a.pdf", limits=Limits(ocr_pages=0))
    check_document(document)
    assert document.format == "pdf"
    return document


def test_lines_become_paragraphs() -> None:
    document = _read(pdf_file(lines("SUPPLY AGREEMENT", "", *_LONG, "", *_NEXT), title="Supply Agreement"))
    assert block_texts(document) == ["SUPPLY AGREEMENT", " ".join(_LONG), " ".join(_NEXT)]
    assert (document.title, document.pages, document.pages_without_text) == ("Supply Agreement", 1, ())


def test_paragraphs_set_solid_part_at_their_numbers() -> None:
    document = _read(pdf_file(lines(*_LONG, *_NEXT)))
    assert block_texts(document) == [" ".join(_LONG), " ".join(_NEXT)]


def test_reference_at_the_start_of_a_line_is_no_paragraph() -> None:
    text = (
        "The Supplier shall pay for the carriage of all Products, as it is laid down in Section",
        "2.4 of the General Terms, to the extent that the Products have not been handed over to",
        "the Buyer.",
    )
    assert block_texts(_read(pdf_file(lines(*text)))) == [" ".join(text)]


def test_number_set_apart_joins_its_row() -> None:
    page = both(at("2.1", 72, 700), at("2.2", 72, 660), at("Delivery is due in May.", 110, 700),
                at("Payment is due in June.", 110, 660))  # fmt: skip
    assert block_texts(_read(pdf_file(page))) == [
        "2.1 Delivery is due in May.",
        "2.2 Payment is due in June.",
    ]


def test_what_is_drawn_last_is_read_where_it_stands() -> None:
    late = both(lines(*_NEXT, top=500), lines(*_LONG, top=700))
    assert block_texts(_read(pdf_file(late))) == [" ".join(_LONG), " ".join(_NEXT)]


def test_columns_are_read_one_after_the_other() -> None:
    left = ("1. The Supplier shall deliver", "the Products on time.")
    right = ("2. The Buyer shall pay for the", "Products within thirty days.")
    page = both(lines(*left, top=700, left=60), lines(*right, top=714, left=320))
    assert block_texts(_read(pdf_file(page))) == [" ".join(left), " ".join(right)]


def test_paragraph_over_a_page_break_is_whole() -> None:
    data = pdf_file(lines(*_LONG[:2], top=100), lines(_LONG[2], "", *_NEXT))
    document = _read(data)
    assert block_texts(document) == [" ".join(_LONG), " ".join(_NEXT)]
    assert document.page_of(document.text.index("been handed over there")) == 2


def test_sentence_that_ends_on_its_page_stays_there() -> None:
    assert len(_read(pdf_file(lines(*_LONG, top=120), lines(*_NEXT))).blocks) == 2


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        both(
            at("Acme / Beta Supply Agreement", 72, 760),
            at(f"Confidential - version {number}", 72, 30),
            at(f"Page {number} of 4", 300, 16),
            lines(*(_LONG[:2] if number % 2 else _LONG[2:]), "", f"{number}. Further terms follow."),
        )
        for number in (1, 2, 3, 4)
    ]
    document = _read(pdf_file(*pages))
    texts = block_texts(document)
    assert not [text for text in texts if "Confidential" in text or "Acme" in text or "Page" in text]
    assert [text for text in texts if "Further" in text] == [
        f"{n}. Further terms follow." for n in (1, 2, 3, 4)
    ]
    left_out = dict(document.left_out)
    assert left_out["page_number"] == 4 * len("Page 1 of 4")
    assert left_out["running_head"] == 4 * (
        len("Acme / Beta Supply Agreement") + len("Confidential - version 1")
    )


def test_headings_at_the_top_of_every_page_stay() -> None:
    pages = [lines(f"ARTICLE {number}", "", *_LONG) for number in (1, 2, 3, 4)]
    texts = block_texts(_read(pdf_file(*pages)))
    assert [text for text in texts if text.startswith("ARTICLE")] == [f"ARTICLE {n}" for n in (1, 2, 3, 4)]


def test_signature_fields_that_return_stay() -> None:
    pages = [
        both(lines(f"Schedule for party {n}", top=400), at("By: ____________", 72, 60)) for n in (1, 2, 3)
    ]
    assert block_texts(_read(pdf_file(*pages))).count("By: ____________") == 3


def test_clause_number_at_the_edge_is_no_page_number() -> None:
    document = _read(pdf_file(both(at("7", 72, 700), at("Term. The term is two years.", 100, 700))))
    assert block_texts(document) == ["7 Term. The term is two years."]


def test_page_numbers_that_a_conversion_left_between_lines() -> None:
    cost = {4: "carriage", 5: "insurance", 6: "storage"}

    def page(number: int) -> Draw:
        first = [
            f"{number}.1 The Supplier shall bear the cost of {cost[number]} of all of the Products that",
            f"for {cost[number]} the Buyer",
        ]
        last = f"has ordered, as its {cost[number]} needs."
        return both(lines(*first, top=600), at(str(number), 300, 540), lines(last, top=500))

    document = _read(pdf_file(*map(page, (4, 5, 6))))
    assert len(document.blocks) == 3
    assert all(text.count("the Buyer has ordered, as its") == 1 for text in block_texts(document))
    assert dict(document.left_out)["page_number"] == 3
    assert "4" in _read(pdf_file(page(4))).text.split()  # alone, a number may be anything


def test_pages_that_are_all_alike_are_kept() -> None:
    assert len(_read(pdf_file(*[lines(*_LONG)] * 4)).blocks) == 4


def test_note_of_the_filing_service_is_left_out() -> None:
    document = _read(pdf_file(both(lines(*_LONG), at("Source: ACME, INC., 10-Q, 11/13/2019", 60, 35))))
    assert block_texts(document) == [" ".join(_LONG)]


def test_contents_stay_rows() -> None:
    rows = [f"{number}. Heading of the clause {number} {'.' * 30} {number + 2}" for number in range(1, 6)]
    assert block_texts(_read(pdf_file(lines(*rows)))) == rows


@pytest.mark.parametrize(
    ("elsewhere", "joined"),
    [
        ("The agreement is final.", "agreement"),
        ("An agree-ment of sorts.", "agree-ment"),
        ("Nothing.", "agree-ment"),
    ],
    ids=["known word", "hyphen elsewhere", "unknown"],
)
def test_hyphens_at_line_ends(elsewhere: str, joined: str) -> None:
    text = ("The parties have come to terms on everything that is set out in this agree-", "ment today.")
    document = _read(pdf_file(lines(elsewhere, "", *text)))
    assert block_texts(document)[1].endswith(f"in this {joined} today.")


def test_boxes_cover_the_words_on_the_page() -> None:
    import pypdfium2

    data = pdf_file(lines("SUPPLY AGREEMENT", "", *_LONG), lines(*_NEXT))
    document = _read(data)
    pdf = pypdfium2.PdfDocument(data)
    for anchor in document.anchors:
        assert anchor.page is not None
        assert anchor.box is not None
        text_page = pdf[anchor.page - 1].get_textpage()
        under = text_page.get_text_bounded(*anchor.box)
        assert " ".join(under.split()) == document.text[anchor.start : anchor.end]
    pdf.close()


def test_ruled_table_is_read_row_by_row() -> None:
    ruled = grid([("Product", "Price", "Term"), ("Rig", "EUR 4", "May"), ("Boat", "", "June")])
    page = both(lines(*_LONG), ruled, lines(*_NEXT, top=380))
    document = _read(pdf_file(page))
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [document.text[row.start : row.end] for row in rows] == [
        "Product | Price | Term", "Rig | EUR 4 | May", "Boat | June",
    ]  # fmt: skip
    assert block_texts(document)[0] == " ".join(_LONG)
    assert block_texts(document)[-1] == " ".join(_NEXT)
    cell = document.anchors_of(document.text.index("EUR 4"), document.text.index("EUR 4") + 1)[0]
    assert cell.box is not None
    assert 190 < cell.box.left < cell.box.right < 314


def test_frame_around_text_is_no_table() -> None:
    document = _read(pdf_file(both(grid([("",), ("",)], top=720, width=450), lines(*_LONG))))
    assert block_texts(document) == [" ".join(_LONG)]


def test_pages_without_text_are_named() -> None:
    document = _read(pdf_file(lines(*_LONG), picture, lines(*_NEXT)))
    assert document.pages_without_text == (2,)
    assert document.warnings == ("Page 2 of 3 without text, and without a picture of any.",)


def test_no_text_at_all() -> None:
    with pytest.raises(NoTextFound, match="any of its 2 pages"):
        read_bytes(pdf_file(picture, picture), name="scan.pdf", limits=Limits(ocr_pages=0))


def test_password() -> None:
    with pytest.raises(EncryptedInput, match="password"):
        read_bytes(pdf_file(lines(*_LONG), password="secret"), name="locked.pdf")


@pytest.mark.parametrize("keep", [0.0, 0.1, 0.5], ids=["header", "tenth", "half"])
def test_truncated_file_is_corrupt_or_empty(keep: float) -> None:
    data = pdf_file(lines(*_LONG))
    with pytest.raises((CorruptInput, NoTextFound)):
        read_bytes(data[: max(9, int(keep * len(data)))], name="cut.pdf")


def test_too_many_pages() -> None:
    data = pdf_file(*[lines("Text.")] * 5)
    with pytest.raises(LimitExceeded, match="5 pages, more than 4"):
        read_bytes(data, name="long.pdf", limits=Limits(pages=4))


def test_too_many_characters() -> None:
    with pytest.raises(LimitExceeded, match="characters"):
        read_bytes(pdf_file(lines(*_LONG)), name="long.pdf", limits=Limits(characters=50))


def test_garbled_text_is_a_warning() -> None:
    noise = ["#$%&' ()*+,- ./:;<= >?@[]^_ {|}~!#$%&' ()*+,- ./:;<= >?@[]^_" for _ in range(8)]
    warning = _read(pdf_file(lines(*noise))).warnings[0]
    assert re.fullmatch(
        r"Only \d+% of the characters are letters or digits; the text may be garbled\.", warning
    )


def test_turned_pages_keep_their_text() -> None:
    def turned(canvas):  # type: ignore[no-untyped-def]
        canvas.setPageRotation(90)
        canvas.drawString(72, HEIGHT / 2, "Turned page with a clause.")

    assert block_texts(_read(pdf_file(turned))) == ["Turned page with a clause."]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (["\ufb01ve"], "five"),
        (["agreed\u037e"], "agreed;"),
        (["non\u00adexclusive"], "non-exclusive"),
        (["1.1Unless", "otherwise"], "1.1 Unless otherwise"),
        (["(ii)“Day”", "means"], "(ii) “Day” means"),
        (["11.3.3shall", "be"], "11.3.3 shall be"),
        (["3.1(c)", "applies"], "3.1(c) applies"),
        (["2.5mg", "daily"], "2.5mg daily"),
        (["3M", "Company"], "3M Company"),
    ],
    ids=[
        "ligature",
        "semicolon",
        "soft hyphen",
        "glued number",
        "glued item",
        "small letter",
        "reference",
        "measure",
        "name",
    ],
)
def test_letters_as_fonts_write_them(drawn: list[str], read: str) -> None:
    assert tidy(drawn) == read
