"""Where words of a scanned page meet: programs that recognise text draw each word by itself.

PDFium tells words apart by the gaps between them; recognised words may lie so close that it finds none and
reads "ofthe".
"""

from __future__ import annotations

from contract_lens.read.pdf_calls import calls
from contract_lens.read.pdf_sheet import Sheet

_MOST_PARTED = 0.4  # share of letters that are drawn apart from the one before; words are no shorter


def find_seams(sheet: Sheet, text: str) -> frozenset[int]:
    """Return the places of letters that begin a word right after another one.

    Args:
        sheet: An open page that is a scan.
        text: Its text, of as many characters as PDFium counts.
    """
    object_of, page = calls().object_of_char, sheet.text_address
    seams: list[int] = []
    pairs = 0
    last: int | None = None
    for place, letter in enumerate(text):
        drawn = object_of(page, place) if letter.isalnum() else None
        if drawn and last:
            pairs += 1
            if drawn != last:
                seams.append(place)
        last = drawn
    return frozenset(seams) if len(seams) <= _MOST_PARTED * pairs else frozenset()
