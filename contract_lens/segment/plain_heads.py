"""Headings of contracts in plain words: lines of a letter, and the labels of a sheet of terms.

"What we will pay" is no heading in a contract with numbers; in a letter it is one. "Closing: two tranches"
and a row "Call option | Orrin may buy" are clauses with a heading where most terms of a paper are so written.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from contract_lens.clause import PassageKind
from contract_lens.document import BlockKind
from contract_lens.segment.headings import holds_verb
from contract_lens.segment.landmarks import greets, names_parties
from contract_lens.segment.plain_terms import is_term_label
from contract_lens.segment.reading import Read
from contract_lens.taxonomy.letter_words import load_letter_words

_GREETED = 30  # pieces within which a letter greets
_PARTING = re.compile(rf"(?i)[\W_]{{0,3}}{load_letter_words().parting.pattern}[,.]?(?:$|\n)")
_LINE = re.compile(r"[\W_]{0,3}[A-Z][\w’'-]*(?:[ ,/&–-]{1,3}[\w’'&-]+){0,9}[*_]{0,3}$")
_HEADED_WORDS = 8  # a shorter line below another is no paragraph
#: "Call option: ...", "**Change of control.** ...", after the number if there is one.
_LABELLED = re.compile(
    r"[\s*_#.)-]{0,6}(?P<label>[A-Z][\w’'/&-]*(?:,?[ ](?:[\w’'/&-]+|\([\w ]{1,20}\))){0,7}?)"
    r"(?:[*_]{1,3}\s?[:.]|[:.][*_]{0,3})[*_]{0,3}\s+(?=\S)"
)
_NO_LABEL = re.compile(
    r"(?i)(?:\w{1,2}|by|name|title|its|date|from|note|.*\d.*|(?:the|this|with)\s.*"
    r"|.*\b(?:inc|ltd|co|corp|no|mr|mrs|ms|dr|st|agree|follows?|following|to|with|attn|attention|contact|address"
    r"|subject|signed|signature|fax|tel|telephone|phone|e-?mail))$"
)
_LEAST_LABELLED = 4
_MOST_LABELLED = 0.5  # the least share of the paragraphs
_TABLE_ROW = BlockKind.TABLE_ROW  # Python 3.11 finds a member in its enumeration slowly
_SAMPLE = 32
_NAMES = re.compile(r"(?i)(?:parties|investors?|company|between|buyer|seller|issuer|purchasers?)$")
_BINDS = re.compile(r"\b(?:shall|will|may|must|has|is|are)\b")
_MOST_CELL_WORDS = 8
_LEAST_CELL_WORDS = 3


class PlainReads(NamedTuple):
    """Pieces with the headings of plain contracts; clauses begin at ``front_end`` at the latest."""

    reads: list[Read]
    front_end: int


def with_plain_heads(reads: list[Read]) -> PlainReads:
    """Tell the headings of letters and sheets of terms, and where what stands above them ends."""
    greeting = _find_greeting(reads)
    if greeting is not None:
        return _letter(reads, greeting)
    return _sheet(reads)


def _find_greeting(reads: Sequence[Read]) -> int | None:
    bodies = itertools.islice(((at, read) for at, read in enumerate(reads) if read.is_body), _GREETED)
    return next((at for at, read in bodies if greets(read.text)), None)


def _letter(reads: list[Read], greeting: int) -> PlainReads:
    found = list(reads)
    parted = False
    for at in range(greeting + 1, len(reads)):
        read, following = reads[at], reads[at + 1] if at + 1 < len(reads) else None
        if _PARTING.match(read.text) and read.is_body and read.words < _HEADED_WORDS * 3:
            found[at], parted = read._replace(kind=PassageKind.SIGNATURE, heading_only=False), True
        elif not parted and following is not None and _is_line(read) and _is_paragraph(following):
            found[at] = read._replace(heading=read.text.strip("*_# \t"), heading_only=True)
    end = greeting + 1
    while end < len(found) and names_parties(found[end].text) and found[end].marker is None:
        end += 1
    return PlainReads(found, end)


def _is_line(read: Read) -> bool:
    """Whether a piece is a line of its own without a stop."""
    return read.is_loose and read.piece.at_block and _LINE.fullmatch(read.text) is not None


def _is_paragraph(read: Read) -> bool:
    return read.is_loose and read.piece.at_block and read.words >= _HEADED_WORDS


def _sheet(reads: list[Read]) -> PlainReads:
    rows = [at for at, read in enumerate(reads) if read.piece.block is _TABLE_ROW and read.is_row]
    told = {at: label for at in rows if (label := _term_of(reads[at].text))}
    if len(told) < _LEAST_LABELLED or len(told) < _MOST_LABELLED * len(rows):
        told = {}
    sample = list(itertools.islice(filter(_may_be_labelled, reads), _SAMPLE))
    if 4 * sum(1 for read in sample if _label_of(read)) < len(sample):  # soon tells that a paper is no sheet
        terms = []
    else:
        terms = [at for at, read in enumerate(reads) if _may_be_labelled(read)]
    labels = {at: label for at in terms if (label := _label_of(reads[at]))}
    known = sum(map(is_term_label, labels.values()))
    if min(len(labels), 2 * known) < _LEAST_LABELLED or len(labels) < _MOST_LABELLED * len(terms):
        labels = {}
    found = list(reads)
    for at, label in itertools.chain(told.items(), labels.items()):
        read = found[at]
        if read.kind is None and not (read.heading and read.marker):
            piece = read.piece._replace(block=BlockKind.PARAGRAPH) if at in told else read.piece
            found[at] = read._replace(
                piece=piece, heading=read.heading or label, heading_only=False, labelled=True
            )
    clauses = (at for at, label in sorted((told | labels).items()) if not _NAMES.match(label))
    return PlainReads(found, next(clauses, len(reads)))


def _may_be_labelled(read: Read) -> bool:
    """Whether a piece is a paragraph that might begin with a label."""
    plain = read.is_body and read.kind is None and not read.heading_only and not read.is_row
    return plain and read.piece.at_block and read.words >= _LEAST_CELL_WORDS


def _label_of(read: Read) -> str:
    after = read.marker.end - read.piece.start if read.marker else 0
    match = _LABELLED.match(read.text, after, after + 140)
    label = match["label"] if match else ""
    return "" if not label or _NO_LABEL.match(label) or holds_verb(label) else label


def _term_of(row: str) -> str:
    """Return the first of the two cells of a row that states a term."""
    cells = [cell.strip(" *_\t\n") for cell in row.strip("| \t\n").split("|")]
    if len(cells) != 2 or not 0 < len(cells[0].split()) <= _MOST_CELL_WORDS or holds_verb(cells[0]):
        return ""
    states = is_term_label(cells[0]) or (
        len(cells[1].split()) >= _LEAST_CELL_WORDS and _BINDS.search(cells[1])
    )
    return cells[0].rstrip(" .:") if states else ""
