"""Transcripts and chats: one passage per turn; long turns are divided at sentences."""

from __future__ import annotations

from contract_lens.clause import Passage, PassageKind
from contract_lens.document import Block, BlockKind, Document
from contract_lens.segment.sentences import divide, trim

MOST = 120  # words above which a turn is divided
AIM = 80  # words of the parts it is divided into

_KINDS = {
    BlockKind.TURN: PassageKind.TURN,
    BlockKind.QUOTED: PassageKind.QUOTED,
    BlockKind.HEADER: PassageKind.HEADER,
    BlockKind.HEADING: PassageKind.HEADER,
}


def split_turns(document: Document) -> tuple[Passage, ...]:
    """Return the turns of a transcript with speaker, side and time."""
    passages: list[Passage] = []
    for block in document.blocks:
        kind = _KINDS.get(block.kind, PassageKind.PARAGRAPH)
        passages.extend(passages_of(document.text, block, kind, first=len(passages) + 1))
    return tuple(passages)


def passages_of(
    text: str, block: Block, kind: PassageKind, *, first: int, section: tuple[str, ...] = ()
) -> list[Passage]:
    """Return one block as one passage, or several if it is long.

    Args:
        text: The document's text.
        block: Where to look, and who speaks.
        kind: Kind of the passages.
        first: Number of the first id.
        section: Heading path.
    """
    start, end = trim(text, block.start, block.end)
    if start == end:
        return []
    return [
        Passage(
            id=f"c{first + index}",
            start=left,
            end=right,
            kind=kind,
            parent=f"c{first}" if index else None,
            section=section,
            speaker=block.speaker,
            side=block.side,
            time=block.time,
        )
        for index, (left, right) in enumerate(divide(text, start, end, most=MOST, aim=AIM))
    ]
