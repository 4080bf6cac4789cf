"""What belongs together: a lead-in and its items, short items, a stray line and its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contract_lens.clause import PassageKind
from contract_lens.segment.reading import Read

FAMILY = 160  # words up to which a lead-in and its items stay one clause
LEAD = 25  # words below which a lead-in takes its first item along, and items are joined
TINY = 8  # words below which a loose paragraph joins the clause before it

_DEPENDENT_LEAD = re.compile(
    r"(?:[:,–—-]|\b(?:and|or|to|that|by|of|the|shall|will|may|is|are|has|if|for|in))$"
)
_FRAGMENT_END = (";", ",", "; and", "; or", ", and", ", or", ";and", ";or", "; and/or")


def reach(reads: Sequence[Read], at: int) -> int:
    """Return the index after the last piece that belongs in one passage with piece ``at``."""
    read = reads[at]
    end, words = at + 1, read.words
    if read.is_row:
        return _table_end(reads, at)
    if read.heading_only:
        return end
    if _is_lead(read):
        family = _family_end(reads, at)
        total = sum(reads[index].words for index in range(at, family))
        if total <= FAMILY:
            end, words = family, total
        elif words < LEAD and family > end:
            end, words = at + 2, words + reads[at + 1].words
    elif _is_item(read):
        while end < len(reads) and words < LEAD and _is_sibling(read, reads[end]):
            words += reads[end].words
            end += 1
    while end < len(reads) and _is_stray(reads[end]) and words + reads[end].words <= FAMILY:
        words += reads[end].words
        end += 1
    return end


def _table_end(reads: Sequence[Read], at: int) -> int:
    """Return the index after the rows that are read together as one table, or as one part of a long one."""
    end, words = at + 1, reads[at].words
    while end < len(reads) and reads[end].is_row and words + reads[end].words <= FAMILY:
        words += reads[end].words
        end += 1
    return end


def _is_lead(read: Read) -> bool:
    if read.kind in (PassageKind.RECITAL, PassageKind.SIGNATURE):
        return False
    return bool(_DEPENDENT_LEAD.search(read.text[-40:]))


def _family_end(reads: Sequence[Read], at: int) -> int:
    """Return the index after the items that a lead-in introduces; none if they have headings of their own."""
    marker = reads[at].marker
    floor = marker.depth + 1 if marker else None
    end = at + 1
    while end < len(reads):
        read = reads[end]
        if read.marker is None or read.kind is not None or read.heading_only:
            break
        floor = read.marker.depth if floor is None else floor
        if read.marker.depth < floor:
            break
        if read.heading:
            return at + 1
        end += 1
    stopped = reads[end] if end < len(reads) else None
    if stopped is not None and stopped.kind is PassageKind.DEFINITION and end == at + 1:
        return at + 1
    return end


def _is_item(read: Read) -> bool:
    """Whether a piece is a fragment of the sentence that its list makes up."""
    if read.marker is None or read.heading:
        return False
    return read.text.endswith(_FRAGMENT_END)


def _is_sibling(read: Read, other: Read) -> bool:
    return (
        other.marker is not None
        and read.marker is not None
        and other.marker.parent == read.marker.parent
        and other.marker.scheme is read.marker.scheme
        and not other.heading
        and other.kind is None
    )


def _is_stray(read: Read) -> bool:
    return read.is_loose and not read.is_row and not read.labelled and read.words < TINY
