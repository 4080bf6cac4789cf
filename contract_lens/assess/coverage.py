"""How much of a document was read, and whether that is enough to judge it: empty is never clean."""

from __future__ import annotations

from contract_lens.assessment import Coverage, DocumentKind
from contract_lens.document import Document

#: What is said of a text that is neither paper nor talk.
NEITHER = (
    "neither an agreement nor a communication between parties was recognised in it; "
    "the words that tell are looked for in English"
)
# Bytes that held text which nobody can read; a picture in a mail is no loss of text.
_TEXT_LOST = ("undecodable", "damaged")


def cover(document: Document) -> Coverage:
    """Return how much of a document was read, and what was left out and why."""
    return Coverage(
        format=document.format,
        pages=document.pages,
        pages_without_text=document.pages_without_text,
        words=len(document.text.split()),
        left_out=dict(document.left_out),
        bytes=document.size,
        unread=dict(document.unread),
        share_of_pages=_share_of_pages(document),
        share_of_bytes=_share_of_bytes(document),
    )


def why_not_scored(document: Document, coverage: Coverage, kind: DocumentKind, least: float) -> str:
    """Return why no labels can be given, without a full stop; empty where they can.

    Args:
        document: What was read.
        coverage: How much of it.
        kind: What it is.
        least: Share of the pages, and of the bytes, from which on it is judged.
    """
    if kind is DocumentKind.OTHER:
        return NEITHER
    if coverage.share_of_pages is not None and coverage.share_of_pages < least:
        ocr = "; run it through text recognition (OCR)" if _needs_ocr(document) else ""
        return f"only {coverage.share_of_pages:.0%} of its pages could be read{ocr}"
    lost = sum(size for reason, size in document.unread if reason in _TEXT_LOST)
    if document.size and 1 - lost / document.size < least:
        return f"only {1 - lost / document.size:.0%} of its bytes could be read"
    return ""


def _needs_ocr(document: Document) -> bool:
    return any(page.needs_ocr for page in document.page_facts) or not document.page_facts


def _share_of_pages(document: Document) -> float | None:
    """Share of the pages with something on them that were read; an empty page is no loss."""
    if not document.pages:
        return None
    if not document.page_facts:
        return round(1 - len(document.pages_without_text) / document.pages, 4)
    unread = [page for page in document.page_facts if page.damaged or page.garbled or page.needs_ocr]
    blank = [page for page in document.page_facts if not page.has_text and page not in unread]
    filled = document.pages - len(blank)
    return round(1 - len(unread) / filled, 4) if filled else 0.0


def _share_of_bytes(document: Document) -> float:
    lost = sum(size for _, size in document.unread)
    return round(max(0.0, 1 - lost / document.size), 4) if document.size else 1.0
