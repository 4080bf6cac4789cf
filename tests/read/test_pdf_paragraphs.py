"""Where paragraphs and words of a PDF end, in layouts that mislead."""

from __future__ import annotations

import io

from invariants import block_texts, check_document
from pdf_files import HEIGHT, WIDTH, Draw, both, lines, pdf_file
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from contract_lens.document import Document
from contract_lens.options import Limits
from contract_lens.read import read_bytes

# Lines to the right of a column of numbers that end early, so that the room on both sides is alike.
_HANGING = (
    "Entire Agreement. This Agreement is the complete and exclusive statement of",
    "the agreement between the parties, superseding prior agreements and",
    "communications, both written and oral, regarding such subject matter, so that",
    "nothing else that was said or written before the signing is binding on them",
)


def _read(*pages: Draw) -> Document:
    document = read_bytes(pdf_file(*pages), name="a.pdf", limits=Limits(ocr_pages=0))
    check_document(document)
    return document


def test_lines_beside_a_column_of_numbers_are_no_centred_titles() -> None:
    numbers = lines("9.", "", "", "", "", "10.", top=700, left=72)
    below = ("Notices. All notices shall be in writing and sent to the address above, by mail",)
    page = both(numbers, lines(*_HANGING, "", *below, top=700, left=130))
    assert [text.split(" ", 2)[1] for text in block_texts(_read(page))] == ["Entire", "Notices."]


def test_a_sentence_goes_on_where_a_page_of_the_original_has_ended() -> None:
    upper = ("The agency agrees for the whole of the term that it shall not sell or", "offer any competing")
    lower = ("products of others in the territory without the consent of the company in", "writing.")
    torn = both(lines(*upper, top=700), lines(*lower, top=700 - 7 * 14))
    assert len(block_texts(_read(torn))) == 1
    parted = both(lines(*upper, top=700), lines("Products of others are", "no concern.", top=700 - 7 * 14))
    assert len(block_texts(_read(parted))) == 2


def _scanned(words: tuple[str, ...], kerning: float) -> Draw:
    """A picture of a page with recognised words upon it, each drawn by itself."""

    def draw(canvas: Canvas) -> None:
        from PIL import Image

        buffer = io.BytesIO()
        Image.new("L", (60, 80), 220).save(buffer, "PNG")
        buffer.seek(0)
        canvas.drawImage(ImageReader(buffer), 0, 0, WIDTH, HEIGHT)
        for row in range(6):
            left = 72.0
            for word in words:
                canvas.drawString(left, 700 - 16 * row, word)
                left += canvas.stringWidth(word, "Times-Roman", 11) + kerning

    return draw


def test_words_that_touch_on_a_scan_are_parted() -> None:
    words = ("each", "party", "of", "the", "first", "part", "shall", "bear", "its", "own", "costs")
    touching = _read(_scanned(words, 0.4))
    assert touching.text.split()[:11] == list(words)
    assert _read(_scanned(words, 3.0)).text.split()[:11] == list(words)


def test_words_that_are_drawn_letter_by_letter_stay_whole() -> None:
    letters = (*"indemnification", " ", *"obligations")
    assert _read(_scanned(letters, 0.0)).text.split()[:2] == ["indemnification", "obligations"]
