"""What a reader of a PDF is told beside its text: filled fields, comments, reasons to distrust it."""

from __future__ import annotations

from collections import defaultdict

from contract_lens.document import Anchor, AnnotationKind, BlockKind
from contract_lens.read.content import ContentBuilder
from contract_lens.read.pdf_page import PdfPage
from contract_lens.read.quality import quality_complaint

_SAMPLE = 8_000  # characters; enough to judge a text as a whole
_SHOWN = 8
_UNSEEN = {
    "white": "white letters",
    "invisible": "letters without ink",
    "tiny": "letters too small to see",
    "off_page": "outside of the page",
}


def write_entries(builder: ContentBuilder, pages: list[PdfPage]) -> None:
    """Write filled fields and typed-on text after the text, each as a note of its own."""
    for page in pages:
        for entry in page.entries:
            builder.open(BlockKind.NOTE)
            text = f"{entry.name}: {entry.value}" if entry.name else entry.value
            builder.write(text, page=entry.page, box=entry.box)
    builder.close()


def add_remarks(builder: ContentBuilder, pages: list[PdfPage]) -> None:
    """Attach each comment to the lines upon which it stands, or to the line nearest to it."""
    if not any(page.remarks for page in pages):
        return
    by_page: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in builder.anchors:
        by_page[anchor.page or 0].append(anchor)
    for page in pages:
        for remark in page.remarks:
            start, end = _place(by_page.get(remark.page, []), remark.box, builder.length)
            builder.annotate(
                AnnotationKind.COMMENT, start, end, text=remark.text, author=remark.author, date=remark.date
            )


def _place(anchors: list[Anchor], box: tuple[float, float, float, float], length: int) -> tuple[int, int]:
    left, bottom, right, top = box
    under, nearest, least = [], None, float("inf")
    for anchor in anchors:
        if anchor.box is None:
            continue
        middle = (anchor.box.bottom + anchor.box.top) / 2
        if bottom <= middle <= top and anchor.box.left < right and anchor.box.right > left:
            under.append(anchor)
        distance = abs(middle - (bottom + top) / 2)
        if distance < least:
            nearest, least = anchor, distance
    if under:
        return min(anchor.start for anchor in under), max(anchor.end for anchor in under)
    return (nearest.start, nearest.end) if nearest else (length, length)


def warnings_of(builder: ContentBuilder, pages: list[PdfPage]) -> list[str]:
    """Return a sentence for each reason to distrust the text.

    Args:
        builder: Holds the text.
        pages: All pages.
    """
    facts = [page.facts for page in pages]
    count = len(facts)
    found = []
    if damaged := [each.number for each in facts if each.damaged]:
        found.append(f"{_numbers(damaged)} of {count} could not be opened.")
    empty = [each.number for each in facts if not each.has_text and not each.damaged]
    scans = [each.number for each in facts if each.needs_ocr and each.has_text and not each.garbled]
    if empty and len(empty) < count:
        drawn = [each.number for each in facts if each.needs_ocr and not each.has_text]
        need = (
            f"; {_numbers(drawn).lower()} {_verb(drawn)} OCR" if drawn else ", and without a picture of any"
        )
        found.append(f"{_numbers(empty)} of {count} without text{need}.")
    if scans:
        found.append(f"{_numbers(scans)} of {count} {_verb(scans)} OCR: a picture with hardly any text.")
    if garbled := [each.number for each in facts if each.garbled]:
        found.append(
            f"{_numbers(garbled)} of {count} {_verb(garbled)} OCR: the characters make no words, "
            "as if fonts lacked a character map."
        )
    if recognised := [each.number for each in facts if each.recognised]:
        found.append(f"{_numbers(recognised)} of {count} scanned; the text comes from text recognition.")
    found += _unseen(pages)
    if complaint := quality_complaint(builder.sample(_SAMPLE)):
        found.append(complaint)
    return found


def _unseen(pages: list[PdfPage]) -> list[str]:
    """Return a sentence for each way in which text is kept from a reader's eyes."""
    places: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for page in pages:
        if page.facts.hidden:
            for line in page.lines.lines:
                if line.hidden:
                    places[line.hidden][line.page] += len(line.text)
    return [
        f"{_numbers(list(by_page))} hold{'s' if len(by_page) == 1 else ''} text that a reader does not see "
        f"({_UNSEEN[reason]}, {sum(by_page.values()):,} characters); it was kept and marked."
        for reason, by_page in sorted(places.items())
    ]


def _verb(numbers: list[int]) -> str:
    return "needs" if len(numbers) == 1 else "need"


def _numbers(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN])) + (" ..." if len(numbers) > _SHOWN else "")
    return f"Page{'' if len(numbers) == 1 else 's'} {shown}"
