"""Reading one piece: its heading, its size, and what its own words say it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from contract_lens.clause import PassageKind
from contract_lens.document import BlockKind
from contract_lens.segment.furniture import Part
from contract_lens.segment.headings import is_plain_heading, split_heading
from contract_lens.segment.landmarks import defined_term, is_operative, kind_by_words
from contract_lens.segment.pieces import Piece
from contract_lens.segment.sequence import Marker, Role

_MOST_HEADING_WORDS = 20
_MOST_SCHEDULE_WORDS = 14  # "Schedule 3 Products and Prices" is a heading whatever its case
_ATTACHED = ("schedule", "exhibit", "annex", "annexure", "appendix", "attachment", "addendum")


class Read(NamedTuple):
    """A piece with what its words say.

    Attributes:
        piece: The piece.
        text: Its text.
        marker: The number it opens with, or ``None``.
        heading: Its heading or defined term, or empty.
        words: How many words it has.
        heading_only: Whether it is nothing but a heading.
        kind: Kind that its words give away, or ``None`` for an ordinary clause.
        labelled: Whether its heading is the label of a term in a sheet of terms.
    """

    piece: Piece
    text: str
    marker: Marker | None
    heading: str
    words: int
    heading_only: bool
    kind: PassageKind | None
    labelled: bool = False

    @property
    def is_body(self) -> bool:
        """Whether it is part of the contract rather than of the page."""
        return self.piece.part is Part.BODY

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.piece.block is BlockKind.TABLE_ROW and self.is_body and self.kind is None

    @property
    def is_loose(self) -> bool:
        """Whether it is an unnumbered paragraph of no particular kind."""
        return self.marker is None and self.is_body and self.kind is None and not self.heading_only


def read_piece(text: str, piece: Piece, marker: Marker | None) -> Read:
    """Read a piece of ``text``.

    Args:
        text: The document's text.
        piece: The piece.
        marker: The clause number it opens with.
    """
    body = text[piece.start : piece.end]
    words = len(body.split())
    if piece.part is not Part.BODY:
        return Read(piece, body, marker, "", words, heading_only=False, kind=None)
    after = marker.end if marker else piece.start
    kind = kind_by_words(body, words)
    term = defined_term(text[after : after + 320].lstrip(" .:)-–—\t\n"))
    if kind is None and is_operative(body):
        kind = PassageKind.RECITAL
    if kind is None and term:
        return Read(piece, body, marker, term, words, heading_only=False, kind=PassageKind.DEFINITION)
    if (marker and marker.role is Role.PARTY) or piece.block is BlockKind.TABLE_ROW:
        return Read(piece, body, marker, "", words, heading_only=False, kind=kind)
    heading, only = _heading(text, piece, marker, after, words)
    return Read(piece, body, marker, heading, words, heading_only=only and kind is None, kind=kind)


def _heading(text: str, piece: Piece, marker: Marker | None, after: int, words: int) -> tuple[str, bool]:
    """Return the heading and whether there is nothing else."""
    if piece.block is BlockKind.HEADING and words <= 2 * _MOST_HEADING_WORDS:
        return _clean(text[after : piece.end]), True
    if not (marker or piece.at_block):
        return "", False
    first, last, body = split_heading(text, after, piece.end)
    heading = _clean(text[first:last])
    only = body >= piece.end and words <= _MOST_HEADING_WORDS
    plain = marker is not None and not heading and piece.at_block and not marker.number.endswith(")")
    if plain and is_plain_heading(text[after : piece.end].lstrip(" .:)")):
        return _clean(text[after : piece.end]), True
    if marker and marker.keyword in _ATTACHED and words <= _MOST_SCHEDULE_WORDS:
        return heading or _clean(text[after : piece.end]), True
    return heading, only


def _clean(heading: str) -> str:
    """The words of a heading; none of "[Option A", which opens a bracket around more than itself."""
    words = re.sub(r"[\s*_#]+", " ", heading).strip(" .:-–—")
    return "" if words.startswith("[") and "]" not in words else words
