"""Paragraphs of real PDF pages against marks set by hand.

    python -m benchmarks.pdf_paragraphs FOLDER [--wrong]

FOLDER holds the PDFs of CUAD. ``paragraph_marks.json`` names 30 of their pages, drawn at random, and says
where paragraphs begin on them: as seen on pictures of the pages, before what the reader makes of them was
looked at. A mark is a hash of the first 24 letters and figures, so no text is kept. A heading of two centred
lines is one paragraph, so is an address; a row of a table is one; lines of signatures are one each; page
numbers and running heads are none. A paragraph that began on the page before has no mark.

Prints precision, recall and F1 over all marks, and the median of the pages' F1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
from collections import Counter
from pathlib import Path

from contract_lens.document import Document
from contract_lens.options import Limits
from contract_lens.read import read_document

MARKS = Path(__file__).with_name("paragraph_marks.json")
_LETTERS = 24


def main() -> None:
    """Read the documents and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print what begins where there is no mark")
    arguments = parser.parse_args()
    both = ours = marked = 0
    pages: list[float] = []
    for page in json.loads(MARKS.read_text(encoding="utf-8")):
        document = read_document(arguments.folder / page["file"], limits=Limits(ocr_pages=0))
        texts = {mark_of(text): text for text in beginnings(document, page["page"])}
        found = Counter(map(mark_of, beginnings(document, page["page"])))
        wanted = Counter(page["starts"])
        common = (found & wanted).total()
        both, ours, marked = both + common, ours + found.total(), marked + wanted.total()
        pages.append(2 * common / max(1, found.total() + wanted.total()))
        if arguments.wrong and found != wanted:
            print(f"{page['file']}, page {page['page']}: {(wanted - found).total()} not found; not marked:")
            for mark in found - wanted:
                print(f"    {texts[mark][:70]}")
    precision, recall = both / ours, both / marked
    f1 = 2 * both / (ours + marked)
    print(f"{len(pages)} pages, {marked} paragraphs begin on them")
    print(f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(f"F1 per page: median {statistics.median(pages):.3f}, least {min(pages):.3f}")


def beginnings(document: Document, page: int) -> list[str]:
    """Return the blocks that begin on a page and have letters or figures."""
    texts = (document.text[block.start : block.end] for block in document.blocks
             if document.page_of(block.start) == page)  # fmt: skip
    return [text for text in texts if any(map(str.isalnum, text))]


def mark_of(text: str) -> str:
    """Return the mark of a paragraph."""
    letters = "".join(filter(str.isalnum, text.lower()))[:_LETTERS]
    return hashlib.sha256(letters.encode()).hexdigest()[:10]


if __name__ == "__main__":
    main()
