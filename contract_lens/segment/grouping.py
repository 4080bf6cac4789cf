"""Putting pieces together into clauses that read well on their own.

A heading goes with what it heads. Items that only make sense with their lead-in stay with it while the whole
is short, and stand alone when it is long. A paragraph that is too long is divided, at its items or sentences.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from contract_lens.clause import PassageKind
from contract_lens.document import BlockKind
from contract_lens.segment.families import reach
from contract_lens.segment.front import is_cover_line, is_parties_heading
from contract_lens.segment.furniture import Part
from contract_lens.segment.headings_path import HeadingPath
from contract_lens.segment.landmarks import (
    ends_recitals,
    is_operative,
    is_recitals_heading,
    is_signatures_heading,
    is_table,
    is_title,
    names_parties,
    starts_recitals,
)
from contract_lens.segment.numbering import Scheme
from contract_lens.segment.pieces import Piece
from contract_lens.segment.plain_heads import with_plain_heads
from contract_lens.segment.reading import Read, read_piece
from contract_lens.segment.sentences import Span, count_words, divide, pack, trim
from contract_lens.segment.sequence import Marker, Role

MOST = 260  # words above which a clause is divided
AIM = 140  # words of the parts it is divided into
_TITLE_WORDS = 40
_FRONT_WORDS = 120  # a longer paragraph before the first clause is a clause itself
_DEFINING_WORDS = 4
_FRONT_PIECES = 80  # among which the parties are named
_NAMING_WORDS = 12  # a shorter line ("between") is part of a cover page
#: "Why we are coming together": a short line without a stop.
_HEADS = re.compile(r"[A-Z][\w’'-]*(?: [\w’',&-]+){0,8}")
_SIGNED = re.compile(r"(?i:for|by|signed|executed)\b|[^\n]{0,120}_{4}")
_BINDS = re.compile(r"\b(?:shall|agrees?|hereby)\b")
#: The number of a first clause.
_FIRST = re.compile(r"(?i)(?:article |section |clause )?(?:1|i|one)|\(1\)")
_LEAD = 3  # words of a recital that is more than a heading
_HINGE = 12  # pieces within which "NOW, THEREFORE" tells that a numbered list is still one of recitals
#: "1. The Supplier shall": no recital binds in its first sentence.
_BINDS_AT_ONCE = re.compile(r"[^.]{1,12}\.?[^.;]{0,160}\b(?:shall|will|must|agrees? to)\b")
_SIGNED_WORDS = 30  # a longer paragraph ends a signature block


class Group(NamedTuple):
    """One passage to be.

    Attributes:
        start: First character.
        end: One past the last.
        kind: What it is.
        marker: Index of the number it is cited by, or ``None``.
        above: Index of the number it stands under, or ``None``.
        heading: Its heading.
        section: Headings above it.
    """

    start: int
    end: int
    kind: PassageKind
    marker: int | None
    above: int | None
    heading: str
    section: tuple[str, ...]


def group_pieces(text: str, pieces: Sequence[Piece], markers: Sequence[Marker]) -> list[Group]:
    """Return the passages of an agreement in order.

    Args:
        text: The document's text.
        pieces: All pieces in order.
        markers: The clause numbers that the pieces refer to.
    """
    reads = [
        read_piece(text, piece, markers[piece.marker] if piece.marker is not None else None)
        for piece in pieces
    ]
    _head_recitals(reads)
    plain = with_plain_heads(reads)
    return _Grouper(text, plain.reads, markers, plain.front_end).run()


def _head_recitals(reads: list[Read]) -> None:
    """Take the line above lettered recitals for their heading, whatever its words and case."""
    for index, (read, following) in enumerate(itertools.pairwise(reads)):
        if not _is_recital(following) or _is_recital(read):
            continue
        if read.is_loose and read.piece.at_block and _HEADS.fullmatch(read.text):
            reads[index] = read._replace(heading=read.text, heading_only=True)


class _Grouper:
    """Walks the pieces once; what is open (recitals, signatures, front matter) is its state."""

    def __init__(self, text: str, reads: Sequence[Read], markers: Sequence[Marker], front_end: int) -> None:
        self._text = text
        self._reads = reads
        self._markers = markers
        self._items = [(marker.start, index) for index, marker in enumerate(markers)]
        self._path = HeadingPath(markers)
        self._groups: list[Group] = []
        self._front = True
        self._front_end = front_end
        self._naming = self._find_naming()
        self._in_recitals = False
        self._signing = False

    def _find_naming(self) -> int:
        """Return the index of the piece in which the parties are named; all before it is the cover."""
        bodies = ((index, read) for index, read in enumerate(self._reads) if read.is_body)
        for index, read in itertools.islice(bodies, _FRONT_PIECES):
            if _is_party(read) or (read.words >= _NAMING_WORDS and names_parties(read.text)):
                return index
        return 0

    def run(self) -> list[Group]:
        """Return the groups."""
        at = 0
        while at < len(self._reads):
            at = self._step(at)
        return self._groups

    def _step(self, at: int) -> int:
        read = self._reads[at]
        if read.piece.part is not Part.BODY:
            kind = PassageKind.CONTENTS if read.piece.part is Part.CONTENTS else PassageKind.HEADER
            return self._take_run(at, kind)
        if (
            read.kind is PassageKind.SIGNATURE
            or self._opens_signatures(at)
            or (self._signing and self._is_signed(read))
        ):
            self._signing = True
            self._front = False
            return self._take_run(at, PassageKind.SIGNATURE)
        if self._signing:
            self._signing = False
            self._path.close()
        within = self._front and at < self._front_end
        self._front = within and (at < self._naming or self._is_front(read))
        return self._take_front(at) if self._front else self._take_clause(at)

    def _take_run(self, at: int, kind: PassageKind) -> int:
        """Take neighbours of one kind together: page furniture, contents, signature lines."""
        end = at + 1
        words = self._reads[at].words
        while end < len(self._reads) and words < AIM and self._same_run(self._reads[end], kind):
            words += self._reads[end].words
            end += 1
        self._emit(at, end, kind)
        return end

    def _same_run(self, read: Read, kind: PassageKind) -> bool:
        if kind is PassageKind.SIGNATURE:
            return read.is_body and (read.kind is PassageKind.SIGNATURE or self._is_signed(read))
        return read.piece.part is (Part.CONTENTS if kind is PassageKind.CONTENTS else Part.FURNITURE)

    def _opens_signatures(self, at: int) -> bool:
        """Whether a piece is the heading of the signatures, with names or lines to sign on below it."""
        read = self._reads[at]
        if read.marker is not None or not is_signatures_heading(read.text) or at + 1 >= len(self._reads):
            return False
        following = self._reads[at + 1]
        if following.kind is PassageKind.SIGNATURE:
            return True
        signed = following.heading_only or _SIGNED.match(following.text)
        return bool(following.is_body and signed and self._is_signed(following))

    def _is_signed(self, read: Read) -> bool:
        """Whether a piece after a signature line still belongs to the signatures."""
        if read.marker is not None and (read.marker.keyword or read.words > 12):
            return False
        return read.words < _SIGNED_WORDS and not is_title(read.text)

    def _is_front(self, read: Read) -> bool:
        """Whether a piece still belongs to cover, title and parties."""
        if _is_party(read) or is_parties_heading(read.text):
            return True
        if read.marker is not None and not names_parties(read.text):
            return False
        if read.piece.block is BlockKind.HEADING and read.piece.level > 1 and self._groups:
            return names_parties(read.text)
        if read.kind is not None or starts_recitals(f"{read.text} ") or is_recitals_heading(read.text):
            return False
        return names_parties(read.text) or (read.words <= _FRONT_WORDS and not self._parties_done(read))

    def _parties_done(self, read: Read) -> bool:
        """Whether the parties have been named and this is a paragraph after them."""
        body = self._reads[self._naming].piece.start
        seen = [group for group in self._groups if group.kind is PassageKind.PARTIES and group.end > body]
        if not seen:
            return read.marker is not None
        named = sum(count_words(self._text, group.start, group.end) for group in seen)
        return named > _TITLE_WORDS and not read.text.startswith(("AND", "And", "and", "("))

    def _take_front(self, at: int) -> int:
        self._emit(at, at + 1, self._front_kind(at))
        if self._groups[-1].kind is PassageKind.PARTIES:
            self._groups[-1] = self._groups[-1]._replace(heading="")
        self._join_front()
        return at + 1

    def _front_kind(self, at: int) -> PassageKind:
        """Tell the title from the lines around it, which date the contract and name its parties."""
        read = self._reads[at]
        before = self._naming > at
        names = names_parties(read.text)
        if _is_party(read) or (names and (not before or read.text[:4].lower() == "this")):
            return PassageKind.PARTIES
        named = any(group.kind is PassageKind.PARTIES for group in self._groups)
        short = read.words <= _TITLE_WORDS and not _BINDS.search(read.text)
        if short and is_cover_line(read.text):
            return PassageKind.PARTIES
        if short and is_title(read.text):
            return PassageKind.TITLE
        if before or not named:
            below = not self._groups or self._groups[-1].kind is not PassageKind.PARTIES
            return (PassageKind.TITLE if below else PassageKind.PARTIES) if short else PassageKind.CLAUSE
        return PassageKind.TITLE if short and read.heading_only else PassageKind.PARTIES

    def _join_front(self) -> None:
        """Join the lines of a cover page, and those of the block that names the parties."""
        if len(self._groups) < 2:
            return
        before, last = self._groups[-2:]
        if before.kind is not last.kind or last.kind is PassageKind.CLAUSE:
            return
        if count_words(self._text, before.start, last.end) <= _FRONT_WORDS:
            marker = before.marker if before.marker is not None else last.marker
            self._groups[-2:] = [before._replace(end=last.end, marker=marker)]

    def _take_clause(self, at: int) -> int:
        first = at
        while self._note(at) and at + 1 < len(self._reads):
            following = self._reads[at + 1]
            if not following.is_body or following.kind is PassageKind.SIGNATURE:
                break
            at += 1
        end = reach(self._reads, at)
        for index in range(at + 1, end):
            self._path.enter(self._reads[index])
        self._emit(first, end, self._kind_of(at, end), core=at)
        return end

    def _note(self, at: int) -> bool:
        """Note the number and heading of a piece; tell whether it is nothing but a heading."""
        read = self._reads[at]
        if read.marker is not None:
            self._path.enter(read)
            if self._in_recitals and (read.heading_only or self._is_past_recitals(at)):
                self._in_recitals = False
                self._path.leave_recitals()
        elif read.kind is PassageKind.DEFINITION:
            self._path.define()
        elif read.heading_only:
            self._path.head(read, self._reads[at + 1] if at + 1 < len(self._reads) else None)
            self._in_recitals = False
        if starts_recitals(f"{read.text} ") or (read.heading_only and is_recitals_heading(read.heading)):
            self._in_recitals = True
        return read.heading_only

    def _is_past_recitals(self, at: int) -> bool:
        """Whether a clause number follows recitals: lettered ones, any if it is ``1.1`` or begins to bind."""
        read, last = self._reads[at], self._groups[-1]
        if read.marker is None:
            return False
        if read.marker.scheme is Scheme.DECIMAL and "." in read.marker.number:
            return True
        if read.marker.role is not Role.CLAUSE:
            return False
        if last.marker is not None and self._markers[last.marker].role is Role.RECITAL:
            return True
        begins = _FIRST.fullmatch(read.marker.number) and (read.heading or _BINDS_AT_ONCE.match(read.text))
        if not begins or last.kind is not PassageKind.RECITAL or count_words(self._text, *last[:2]) < _LEAD:
            return False  # "WHEREAS:" and "RECITALS" stand above a list of recitals
        ahead = itertools.takewhile(lambda one: not one.heading_only, self._reads[at + 1 : at + _HINGE])
        return all(following.kind is not PassageKind.RECITAL for following in ahead)

    def _kind_of(self, core: int, end: int) -> PassageKind:
        read = self._reads[core]
        if read.heading_only:
            return PassageKind.TITLE
        if read.kind is not None:  # as that of the hinge after the recitals always is
            operative = is_operative(read.text)
            if operative:
                self._in_recitals = False
                self._path.close()
            if operative or read.kind is PassageKind.RECITAL:
                return PassageKind.RECITAL
        if _is_recital(read):
            return PassageKind.RECITAL
        if self._in_recitals:
            self._in_recitals = not ends_recitals(read.text)
            return PassageKind.RECITAL
        if read.kind is not None:
            return read.kind
        if read.heading and read.words >= _DEFINING_WORDS and self._path.defines(read.piece.marker):
            return PassageKind.DEFINITION
        if read.piece.block is BlockKind.TABLE_ROW:
            return PassageKind.TABLE
        if read.labelled:  # a row that states a term
            return PassageKind.CLAUSE
        whole = self._text[read.piece.start : self._reads[end - 1].piece.end]
        return PassageKind.TABLE if is_table(whole) else PassageKind.CLAUSE

    def _emit(self, first: int, end: int, kind: PassageKind, *, core: int | None = None) -> None:
        head = self._reads[first if core is None else core]
        marker, heading = head.piece.marker, head.heading
        if core is not None and marker is None:
            heads = self._reads[first:core]
            if heads:
                marker, heading = _number_of(heads), heading or heads[-1].heading
        above = self._markers[marker].parent if marker is not None else self._path.last_marker
        if kind is PassageKind.SIGNATURE:
            above = None
        group = Group(
            start=self._reads[first].piece.start,
            end=self._reads[end - 1].piece.end,
            kind=kind,
            marker=marker,
            above=above,
            heading=heading,
            section=self._path.above(above) if core is not None else (),
        )
        # A group has no more words than its pieces together, and fewer where a word was cut in two.
        if sum([read.words for read in self._reads[first:end]]) <= MOST:
            self._groups.append(group)
        else:
            self._groups.extend(self._divided(group))

    def _divided(self, group: Group) -> list[Group]:
        if count_words(self._text, group.start, group.end) <= MOST:
            return [group]
        items = self._items_in(group)
        starts = dict(items)
        spans = self._spans(group, [start for start, _ in items])
        under = group.marker if group.marker is not None else group.above
        parts = [group._replace(start=spans[0][0], end=spans[0][1])]
        for start, end in spans[1:]:
            item = starts.get(start)
            marker = item if item is not None else group.marker
            parts.append(group._replace(start=start, end=end, marker=marker, above=under))
        return parts

    def _items_in(self, group: Group) -> list[tuple[int, int]]:
        """Return the numbers inside a long clause that count its own items, or none if there is but one."""
        low = bisect_left(self._items, (group.start + 1, -1))
        high = bisect_left(self._items, (group.end, -1))
        found = self._items[low:high]
        top = min((self._markers[index].depth for _, index in found), default=0)
        found = [(start, index) for start, index in found if self._markers[index].depth == top]
        return found if len(found) > 1 else []

    def _spans(self, group: Group, items: Sequence[int]) -> list[Span]:
        edges = [group.start, *items, group.end]
        units: list[Span] = []
        for left, right in itertools.pairwise(edges):
            start, end = trim(self._text, left, right)
            units.extend(divide(self._text, start, end, most=MOST, aim=AIM))
        return pack(self._text, units, aim=AIM)


def _number_of(heads: Sequence[Read]) -> int | None:
    """Return the number that some headings in a row give: ``ARTICLE I``, then ``DEFINITIONS``."""
    for head in reversed(heads):
        if head.piece.marker is not None:
            return (
                head.piece.marker
                if head is heads[-1] or not head.heading or not heads[-1].piece.level
                else None
            )
    return None


def _is_recital(read: Read) -> bool:
    return read.marker is not None and read.marker.role is Role.RECITAL


def _is_party(read: Read) -> bool:
    return read.marker is not None and read.marker.role is Role.PARTY
