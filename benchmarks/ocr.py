"""Measure text recognition: pages are drawn, damaged in known ways, put into a PDF and read back.

    python -m benchmarks.ocr [--pages N]

Prints character accuracy (1 - edit distance / length), words found again and CPU seconds for each way.
"""

from __future__ import annotations

import argparse
import random
import resource
import textwrap
from difflib import SequenceMatcher

from benchmarks.raster_pages import DEGRADATIONS, page_of, pdf_of
from contract_lens.errors import NoTextFound
from contract_lens.read import read_bytes
from contract_lens.read.ocr import INSTALL, find_tesseract

_TERMS = (
    "Either party may terminate this Agreement for convenience on ninety days' written notice.",
    "The Supplier shall indemnify the Customer against all claims arising out of the Products.",
    "The parties share savings from the joint programme equally, after deduction of agreed costs.",
    "Prices fall by 3.5% on 1 January 2027; no increase is allowed before 31 December 2029.",
    "The Steering Committee meets once a quarter and decides by consensus of both members.",
    "Liability under clause 14.2(b) is capped at EUR 2,500,000 in each Contract Year.",
    "Each party keeps the other's Confidential Information secret for five (5) years.",
)


def lines_of(number: int, count: int = 38) -> list[str]:
    """Return the lines of one page; the same number always gives the same page."""
    chance = random.Random(number)
    words = " ".join(f"{clause}. {chance.choice(_TERMS)}" for clause in range(1, 60))
    return textwrap.wrap(words, 82)[:count]


def accuracy(expected: str, found: str) -> float:
    """Character accuracy, white space as one blank: 1 minus the share of characters that must be changed."""
    one, other = " ".join(expected.split()), " ".join(found.split())
    return 1 - _distance(one, other) / max(1, len(one))


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for place, left in enumerate(one, start=1):
        before, row[0] = row[0], place
        for index, right in enumerate(other, start=1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (left != right))
    return row[-1]


def _words_found(expected: str, found: str) -> float:
    one, other = expected.split(), found.split()
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(one)


def _seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print one line for each way in which pages are damaged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2, help="pages for each way")
    pages = parser.parse_args().pages
    if not find_tesseract():
        raise SystemExit(INSTALL)
    print(f"{'degradation':<22} {'pages':>5} {'characters':>10} {'words':>6} {'sure':>5} {'CPU s/page':>10}")
    for name, damage in DEGRADATIONS.items():
        texts = [lines_of(number) for number in range(pages)]
        before = _seconds()
        try:
            document = read_bytes(pdf_of(*(damage(page_of(text)) for text in texts)), name="scan.pdf")
            found, sure = document.text, [page.confidence or 0.0 for page in document.page_facts]
        except NoTextFound:
            found, sure = "", [0.0]
        cost = (_seconds() - before) / pages
        expected = " ".join(line for text in texts for line in text)
        print(
            f"{name:<22} {pages:>5} {accuracy(expected, found):>10.4f} {_words_found(expected, found):>6.3f} "
            f"{sum(sure) / len(sure):>5.2f} {cost:>10.2f}"
        )


if __name__ == "__main__":
    main()
