"""Mails: one passage per paragraph; what is quoted from earlier mails is kept apart with its own sender."""

from __future__ import annotations

import re

from contract_lens.clause import Passage, PassageKind
from contract_lens.document import Block, BlockKind, Document
from contract_lens.segment.turns import passages_of

_KINDS = {
    BlockKind.QUOTED: PassageKind.QUOTED,
    BlockKind.HEADER: PassageKind.HEADER,
    BlockKind.SIGNATURE: PassageKind.SIGNATURE,
    BlockKind.DISCLAIMER: PassageKind.HEADER,
}
# Greetings, partings and names under a mail carry no position of their own.
_GREETING = re.compile(
    r"(?i)^(?:dear|hi|hello|hallo|good (?:morning|afternoon|evening)|gentlemen|all|team|sirs?|ladies)"
    r"\b[^.!?\n]{0,60}[,:!]?$"
)
_PARTING = re.compile(
    r"(?i)^(?:with\s)?(?:(?:kind|best|warm|many|yours|kindest|warmest|friendly)\s)?"
    r"(?:regards|wishes|thanks|sincerely|faithfully|truly|cheers|greetings"
    r"|(?:best|warmly)(?=\s*(?:$|[,!–-])|\s+(?-i:[A-Z])))\b[^.!?]{0,80}$"  # "best we talk" is no parting
)
_NAME_ONLY = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?,?$")
_QUOTE_MARKS = re.compile(r"(?m)^[> \t]+")
_SIGNED_WORDS = 8  # a longer paragraph that begins with the sender's name is a sentence


def split_mail(document: Document) -> tuple[Passage, ...]:
    """Return the paragraphs of a mail with sender, side and time."""
    passages: list[Passage] = []
    for block in document.blocks:
        kind = _kind_of(document.text, block)
        passages.extend(passages_of(document.text, block, kind, first=len(passages) + 1))
    return tuple(passages)


def _kind_of(text: str, block: Block) -> PassageKind:
    kind = _KINDS.get(block.kind, PassageKind.PARAGRAPH)
    if kind not in (PassageKind.PARAGRAPH, PassageKind.QUOTED):
        return kind
    words = " ".join(_QUOTE_MARKS.sub("", text[block.start : block.end]).split())
    if len(words) < 120 and (_GREETING.match(words) or _PARTING.match(words) or _NAME_ONLY.match(words)):
        return PassageKind.HEADER
    if block.speaker and words.startswith(block.speaker.split()[0]) and len(words.split()) <= _SIGNED_WORDS:
        return PassageKind.HEADER
    return kind
