"""Stage 2 of 5: a document becomes passages.

An agreement becomes clauses with number, heading and parent; a communication turns, paragraphs or items.
Passages are ordered, disjoint and trimmed, and every character of the document that is not white space lies
in exactly one of them.
"""

from __future__ import annotations

from contract_lens.assessment import DocumentKind
from contract_lens.clause import Passage
from contract_lens.document import BlockKind, Document
from contract_lens.segment.clauses import split_agreement
from contract_lens.segment.kind import tell_kind
from contract_lens.segment.log_entries import is_log, split_log
from contract_lens.segment.mail import split_mail
from contract_lens.segment.minutes import split_minutes
from contract_lens.segment.turns import split_turns

__all__ = ["split_into_passages", "tell_kind"]


def split_into_passages(document: Document, kind: DocumentKind) -> tuple[Passage, ...]:
    """Divide a document into the passages that are judged one by one.

    Args:
        document: What a reader made of a file.
        kind: What the document is in its deal; see ``tell_kind``.

    Returns:
        Passages ``c1``, ``c2`` ... in document order; none for a document without text.
    """
    if kind is DocumentKind.AGREEMENT:
        return split_agreement(document)
    if document.format in ("mail", "msg"):
        return split_mail(document)
    if any(block.kind is BlockKind.TURN for block in document.blocks):
        return split_turns(document)
    if is_log(document):
        return split_log(document)
    return split_minutes(document)
