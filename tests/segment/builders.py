"""Documents for the tests of this stage."""

from __future__ import annotations

import re

from contract_lens.document import Block, Document
from contract_lens.read import read_bytes

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")


def plain(text: str, *, kind: str = "text") -> Document:
    """A document whose blocks are parted by blank lines, as the text reader makes it."""
    blocks = tuple(
        Block(match.start(), match.start() + len(match[0].rstrip())) for match in _PARAGRAPH.finditer(text)
    )
    return Document("contract.txt", "0" * 64, kind, text, blocks, ())


def read(text: str, name: str) -> Document:
    """What the readers make of a text under a name."""
    return read_bytes(text.encode(), name=name)
