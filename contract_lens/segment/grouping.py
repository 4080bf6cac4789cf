"""Putting pieces together into clauses that read well on their own.

A heading goes with what it heads. Items that only make sense with their lead-in stay with it while the whole is
short, and stand alone when it is long. A paragraph that is too long is divided, at its items or its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contract_lens.clause import PassageKind
from contract_lens.document import BlockKind
from contract_lens.segment.headings import is_heading, split_heading
from contract_lens.segment.landmarks import (
    defines_term,
    is_operative,
    is_table,
    is_title,
    kind_by_words,
    names_parties,
)
from contract_lens.segment.furniture import Part
from contract_lens.segment.pieces import Piece
from contract_lens.segment.sentences import count_words, divide
from contract_lens.segment.sequence import Marker

FAMILY = 160  # words up to which a lead-in and its items stay one clause
MOST = 260  # words above which a clause is divided
AIM = 140  # words of the parts it is divided into
TINY = 8  # words below which a loose paragraph joins the clause before it
LEAD = 25  # words below which a lead-in takes its first item along

_DEPENDENT_LEAD = re.compile(r"(?:[:,–—-]|\b(?:and|or|to|that|by|of|the|shall|will|may|is|are|has|if))$")
_RECITALS = re.compile(
    r"(?i)^\W*(?:recitals?|background|w\s?i\s?t\s?n\s?e\s?s\s?s\s?e\s?t\s?h|preamble|whereas|premises|preliminary"
    r"\s+statements?|introduction|explanatory\s+statement)\W*$"
)
_AGREED = re.compile(r"(?i)\b(?:agree(?:d|s)?|covenant)\s+as\s+follows\W*$")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Group:
    """One passage to be: its span, kind and place in the numbering."""

    start: int
    end: int
    kind: PassageKind
    marker: int | None
    above: int | None
    heading: str
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A piece, read: its heading, size and nature."""

    piece: Piece
    marker: Marker | None
    heading: str
    body: int
    words: int
    heading_only: bool
    kind: PassageKind | None


def group_pieces(text: str, pieces: Sequence[Piece], markers: Sequence[Marker]) -> list[Group]:
    """Return the passages of an agreement in order.

    Args:
        text: The document's text.
        pieces: All pieces in order.
        markers: The clause numbers that the pieces refer to.
    """
    return _Grouper(text, [_read(text, piece, markers) for piece in pieces], markers).run()


def _read(text: str, piece: Piece, markers: Sequence[Marker]) -> _Read:
    marker = markers[piece.marker] if piece.marker is not None else None
    words = count_words(text, piece.start, piece.end)
    body = piece.start
    heading = ""
    heading_only = False
    if piece.part is Part.BODY:
        after = marker.end if marker else piece.start
        if marker and marker.keyword in ("schedule", "exhibit", "annex", "appendix", "attachment"):
            heading_only = words <= 14
        if marker or piece.block is BlockKind.HEADING or piece.at_block:
            first, last, body = split_heading(text, after, piece.end)
            heading = _clean(text[first:last])
        if piece.block is BlockKind.HEADING and words <= 30:
            heading, body = _clean(text[after : piece.end]), piece.end
        heading_only = heading_only or (body >= piece.end and words <= 20)
    kind = kind_by_words(text[piece.start : piece.end]) if piece.part is Part.BODY else None
    if kind is not None:
        heading_only = False
    return _Read(piece, marker, heading, body, words, heading_only, kind)


def _clean(heading: str) -> str:
    return " ".join(heading.split()).strip(" *_#.:-–—")


class _Grouper:
    """Walks the pieces once; what is open (headings, recitals, signatures) is its state."""

    def __init__(self, text: str, reads: Sequence[_Read], markers: Sequence[Marker]) -> None:
        self._text = text
        self._reads = reads
        self._markers = markers
        self._groups: list[Group] = []
        self._titles: dict[int, str] = {}
        self._loose: list[tuple[int, str]] = []
        self._begun = False  # the first clause or recital has been seen
        self._in_recitals = False
        self._signing = False
        self._last_marker: int | None = None

    def run(self) -> list[Group]:
        at = 0
        while at < len(self._reads):
            at = self._step(at)
        return self._groups

    def _step(self, at: int) -> int:
        read = self._reads[at]
        if read.piece.part is not Part.BODY:
            kind = PassageKind.CONTENTS if read.piece.part is Part.CONTENTS else PassageKind.HEADER
            return self._take_run(at, kind)
        if read.kind is PassageKind.SIGNATURE or (self._signing and self._still_signing(read)):
            self._signing = True
            return self._take_run(at, PassageKind.SIGNATURE)
        self._signing = False
        if not self._begun and read.marker is None and self._is_front(read):
            return self._take_front(at)
        return self._take_clause(at)

    def _take_run(self, at: int, kind: PassageKind) -> int:
        """Take neighbours of the same kind together: page furniture, contents, signature lines."""
        end = at + 1
        words = self._reads[at].words
        while end < len(self._reads) and self._same_run(self._reads[end], kind) and words < MOST:
            words += self._reads[end].words
            end += 1
        self._emit(at, end, kind)
        return end

    def _same_run(self, read: _Read, kind: PassageKind) -> bool:
        if kind is PassageKind.SIGNATURE:
            return read.piece.part is Part.BODY and (
                read.kind is PassageKind.SIGNATURE or self._still_signing(read)
            )
        part = Part.CONTENTS if kind is PassageKind.CONTENTS else Part.FURNITURE
        return read.piece.part is part

    def _still_signing(self, read: _Read) -> bool:
        if read.marker is not None and read.marker.keyword:
            return False
        return read.words < 30 and not (read.marker is not None and read.words > 12)

    def _is_front(self, read: _Read) -> bool:
        text = self._text[read.piece.start : read.piece.end]
        return read.kind is None and not is_operative(text) and not _RECITALS.match(text[:60])

    def _take_front(self, at: int) -> int:
        read = self._reads[at]
        text = self._text[read.piece.start : read.piece.end]
        end = at + 1
        if names_parties(text):
            self._emit(at, end, PassageKind.PARTIES)
            return end
        if read.words <= 40 and (read.heading_only or is_title(text)):
            while end < len(self._reads) and self._goes_with_title(self._reads[end]):
                end += 1
            self._emit(at, end, PassageKind.TITLE)
            return end
        if self._party_seen() or read.words > 120:
            return self._take_clause(at)
        self._emit(at, end, PassageKind.PARTIES if read.words < 60 else PassageKind.CLAUSE)
        return end

    def _party_seen(self) -> bool:
        return any(group.kind is PassageKind.PARTIES for group in self._groups)

    def _goes_with_title(self, read: _Read) -> bool:
        text = self._text[read.piece.start : read.piece.end]
        return (
            read.marker is None
            and read.piece.part is Part.BODY
            and read.words <= 12
            and (read.heading_only or is_heading(text))
            and not names_parties(text)
            and not _RECITALS.match(text[:60])
        )

    def _take_clause(self, at: int) -> int:
        first = at
        self._note_heading(self._reads[at])
        while self._reads[at].heading_only and at + 1 < len(self._reads):
            following = self._reads[at + 1]
            if following.piece.part is not Part.BODY or following.kind is PassageKind.SIGNATURE:
                break
            at += 1
            self._note_heading(following)
        end = self._reach(at)
        for index in range(at + 1, end):
            self._note_heading(self._reads[index])
        self._emit(first, end, self._kind_of(first, at, end), core=at)
        self._begun = True
        return end

    def _note_heading(self, read: _Read) -> None:
        """Keep the heading path: numbered headings by their marker, loose ones by level."""
        if read.marker is not None and read.piece.marker is not None:
            self._titles[read.piece.marker] = read.heading
            self._last_marker = read.piece.marker
            if not read.marker.inline and read.marker.depth == 0:
                self._loose = []
            self._in_recitals = self._in_recitals and not read.heading_only
        elif read.heading_only:
            level = read.piece.level or 9
            self._loose = [(depth, title) for depth, title in self._loose if depth < level]
            self._loose.append((level, read.heading))
            if level < 9:
                self._last_marker = None
            self._in_recitals = bool(_RECITALS.match(read.heading))

    def _reach(self, at: int) -> int:
        """Return the index after the last piece that belongs in one passage with piece ``at``."""
        read = self._reads[at]
        if read.heading_only:
            return at + 1
        end = at + 1
        words = read.words
        if read.marker is not None and self._is_lead(read):
            family = self._family_end(at)
            total = sum(self._reads[index].words for index in range(at, family))
            if total <= FAMILY:
                return self._with_tail(family, total)
            if words < LEAD and family > at + 1:
                end, words = at + 2, words + self._reads[at + 1].words
        elif self._is_item(read):
            while end < len(self._reads) and words < LEAD and self._is_sibling(read, self._reads[end]):
                words += self._reads[end].words
                end += 1
        elif self._is_lead(read):
            family = self._list_end(at)
            total = sum(self._reads[index].words for index in range(at, family))
            if total <= FAMILY:
                return self._with_tail(family, total)
            if words < LEAD and family > at + 1:
                end, words = at + 2, words + self._reads[at + 1].words
        return self._with_tail(end, words)

    def _with_tail(self, end: int, words: int) -> int:
        """Take along what is too small to stand alone and opens nothing."""
        while end < len(self._reads):
            read = self._reads[end]
            loose = (
                read.marker is None
                and read.piece.part is Part.BODY
                and read.kind is None
                and not read.heading_only
            )
            if not loose or read.words >= TINY or words + read.words > FAMILY:
                return end
            words += read.words
            end += 1
        return end

    def _family_end(self, at: int) -> int:
        """Return the index after the last piece that stands below the marker of piece ``at``."""
        marker = self._reads[at].marker
        depth = marker.depth if marker else -1
        end = at + 1
        while end < len(self._reads):
            read = self._reads[end]
            if read.marker is None or read.marker.depth <= depth or read.kind or read.heading_only:
                return end
            end += 1
        return end

    def _list_end(self, at: int) -> int:
        """Return the index after the list that an unnumbered lead-in introduces."""
        end = at + 1
        depth = None
        while end < len(self._reads):
            read = self._reads[end]
            if read.marker is None or read.kind or read.heading_only:
                return end
            depth = read.marker.depth if depth is None else depth
            if read.marker.depth < depth:
                return end
            end += 1
        return end

    def _is_lead(self, read: _Read) -> bool:
        tail = self._text[max(read.piece.start, read.piece.end - 40) : read.piece.end]
        return bool(_DEPENDENT_LEAD.search(tail))

    def _is_item(self, read: _Read) -> bool:
        """Whether a piece is a fragment of the sentence its list makes up."""
        if read.marker is None or read.heading:
            return False
        tail = self._text[read.piece.start : read.piece.end]
        return tail.endswith((";", ",", "; and", "; or", ", and", ", or"))

    def _is_sibling(self, read: _Read, other: _Read) -> bool:
        return (
            other.marker is not None
            and read.marker is not None
            and other.marker.parent == read.marker.parent
            and other.marker.scheme is read.marker.scheme
            and not other.heading
            and other.kind is None
        )

    def _kind_of(self, first: int, core: int, end: int) -> PassageKind:
        read = self._reads[core]
        piece = read.piece
        text = self._text[piece.start : piece.end]
        if read.heading_only:
            return PassageKind.TITLE
        if read.kind is not None:
            return read.kind
        if self._in_recitals and not is_operative(text):
            if _AGREED.search(text):
                self._in_recitals = False
            return PassageKind.RECITAL
        if is_operative(text):
            self._in_recitals = False
            return PassageKind.RECITAL
        start = read.marker.end if read.marker else piece.start
        if defines_term(self._text[start : start + 300].lstrip(" .:)-–—\t\n")):
            return PassageKind.DEFINITION
        if piece.block is BlockKind.TABLE_ROW or is_table(
            self._text[piece.start : self._reads[end - 1].piece.end]
        ):
            return PassageKind.TABLE
        return PassageKind.CLAUSE

    def _section(self, marker: int | None) -> tuple[str, ...]:
        path: list[str] = []
        while marker is not None:
            above = self._markers[marker]
            title = self._titles.get(marker, "")
            if title or above.keyword:
                path.append(f"{above.number} {title}".strip())
            marker = above.parent
        path.extend(title for _, title in reversed(self._loose))
        return tuple(reversed(path))

    def _emit(self, first: int, end: int, kind: PassageKind, *, core: int | None = None) -> None:
        read = self._reads[core if core is not None else first]
        marker = read.piece.marker
        heading = read.heading
        if core is not None and marker is None:
            heads = [self._reads[index] for index in range(first, core) if self._reads[index].heading_only]
            if heads:
                marker = heads[-1].piece.marker
                heading = heads[-1].heading or heading
        above = self._markers[marker].parent if marker is not None else self._last_marker
        group = Group(
            start=self._reads[first].piece.start,
            end=self._reads[end - 1].piece.end,
            kind=kind,
            marker=marker,
            above=above,
            heading=heading,
            section=self._section(above),
        )
        self._groups.extend(self._divided(group))

    def _divided(self, group: Group) -> list[Group]:
        text = self._text
        if count_words(text, group.start, group.end) <= MOST:
            return [group]
        spans = divide(text, group.start, group.end, most=MOST, aim=AIM)
        rest = [
            replace(
                group, start=start, end=end, above=group.marker if group.marker is not None else group.above
            )
            for start, end in spans[1:]
        ]
        return [replace(group, start=spans[0][0], end=spans[0][1]), *rest]
