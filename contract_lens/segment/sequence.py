"""Which candidates are numbers of clauses: those that continue or open a list where one may.

A stack of open lists is kept. A candidate is believed when it is the next number of an open list, or the
first of a new one at a fitting place, or stands first in a block and is not absurd there. References
("Section 3.1 shall survive"), sums, dates and years fail all three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from contract_lens.segment.likelihood import OpenList, in_order_of_likelihood, is_next
from contract_lens.segment.numbering import LETTER, Candidate, Place, Reading, Scheme


class Role(Enum):
    """What a number counts."""

    PARTY = "party"
    RECITAL = "recital"
    CLAUSE = "clause"


class Marker(NamedTuple):
    """A number that opens a clause.

    Attributes:
        start: First character of the number.
        end: One past it.
        number: The full number as cited, built from its parents: ``14.2(b)``.
        depth: How many lists it stands in, from 0.
        parent: Index of the marker above it, or ``None``.
        scheme: Style of the list it belongs to.
        inline: Whether it only counts items inside a sentence.
        keyword: ``article``, ``section``, ``schedule`` ... or empty.
        role: Whether it counts parties, recitals or clauses.
    """

    start: int
    end: int
    number: str
    depth: int
    parent: int | None
    scheme: Scheme
    inline: bool
    keyword: str
    role: Role = Role.CLAUSE


# "Exhibit 10.1" at the top is the number under which a contract was filed.
_FILING = re.compile(r"Exhibit [0-9]")
_TOP = (Scheme.SCHEDULE, Scheme.ARTICLE)
#: Recitals are lettered, clauses are not, or they are counted further than one letter before the first.
_LETTERED = (Scheme.PAREN_UPPER, Scheme.DOT_UPPER, Scheme.PAREN_ROMAN_UPPER, Scheme.DOT_ROMAN_UPPER)
_AHEAD = 60  # candidates among which a lettered list of clauses would go on
_DEEPEST = 10  # lists within lists; contracts reach seven
_SKIP = 3  # numbers that a list may skip ("[Reserved]" lost in conversion) and still be the same list


class Outline:
    """Reads candidates in order and keeps those that are clause numbers."""

    def __init__(self) -> None:
        self.markers: list[Marker] = []
        self._open: list[OpenList] = []
        self._counting = Role.CLAUSE
        self._coming: Sequence[Candidate] = ()

    def read(
        self,
        candidates: Sequence[Candidate],
        resets: Sequence[int] = (),
        recitals: Sequence[int] = (),
        parties: int | None = None,
    ) -> list[Marker]:
        """Return the markers among some candidates.

        Args:
            candidates: In text order.
            resets: Offsets at which all lists end: after the recitals, after the signatures.
            recitals: Offsets of the headings of recitals, whose lists end with the first clause.
            parties: Offset of the first of the numbered entries that name the parties.
        """
        ahead = [*((at, Role.CLAUSE) for at in resets), *((at, Role.RECITAL) for at in recitals)]
        if parties is not None:
            ahead.append((parties, Role.PARTY))
        ahead.sort(key=lambda event: event[0], reverse=True)
        for index, candidate in enumerate(candidates):
            while ahead and ahead[-1][0] <= candidate.start:
                self._counting = ahead.pop()[1]
                self._open.clear()
            self._coming = candidates[index + 1 : index + 1 + _AHEAD]
            self._offer(candidate, self._coming[:5])
        return self.markers

    def _offer(self, candidate: Candidate, following: Sequence[Candidate]) -> None:
        if candidate.place is Place.REFERENCE:
            return
        for reading in in_order_of_likelihood(candidate, following, self._open):
            if self._fits(candidate, reading):
                return

    def _fits(self, candidate: Candidate, reading: Reading) -> bool:
        if reading.scheme in _TOP:
            return self._open_division(candidate, reading)
        if reading.scheme is Scheme.BULLET:
            return self._add_bullet(candidate, reading)
        if candidate.keyword and (candidate.followed_by_lower or candidate.place < Place.TITLE):
            return False
        hard = candidate.place >= Place.STOP or not candidate.label.startswith("(")
        level = self._continues(reading, hard=hard)
        if level is not None and _may_continue(candidate, reading):
            self._continue_at(level, candidate, reading)
            return True
        if _may_begin(candidate, reading) and not self._counts_a_noun(candidate, reading):
            self._begin(candidate, reading)
            return True
        if candidate.place is Place.BLOCK and self._plausible(candidate, reading):
            self._resume(candidate, reading)
            return True
        return False

    def _counts_a_noun(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether ``1.`` after a capitalised word ends a sentence (``... of Product 1. The``)."""
        if candidate.place is not Place.TITLE or candidate.after_capitals or reading.path != (1,):
            return False
        return reading.scheme is Scheme.DECIMAL and self._level_of(Scheme.DECIMAL) is not None

    def _open_division(self, candidate: Candidate, reading: Reading) -> bool:
        """Articles and schedules: believed at the start of a block, or next in line after a stop."""
        if candidate.followed_by_lower or (not self.markers and _FILING.match(candidate.label)):
            return False
        level = self._level_of(reading.scheme)
        last = self._open[level].reading.path[0] if level is not None else 0
        follows = reading.path[0] == last + 1
        if reading.scheme is Scheme.SCHEDULE:
            believed = candidate.place is Place.BLOCK
        else:
            believed = candidate.place is Place.BLOCK or (follows and candidate.place is not Place.COMMA)
        if not believed:
            return False
        keep = 0
        if reading.scheme is Scheme.ARTICLE and self._open and self._ends_recitals(self._open[0].reading):
            self._mark_recitals()
        if reading.scheme is Scheme.ARTICLE:
            schedule = self._level_of(Scheme.SCHEDULE)
            keep = 0 if schedule is None else schedule + 1
        del self._open[keep:]
        self._counting = Role.CLAUSE
        self._push(candidate, reading, inline=False)
        return True

    def _add_bullet(self, candidate: Candidate, reading: Reading) -> bool:
        level = self._level_of(Scheme.BULLET)
        if level is not None:
            del self._open[level:]
        self._push(candidate, reading, inline=False)
        return True

    def _level_of(self, scheme: Scheme) -> int | None:
        for level in range(len(self._open) - 1, -1, -1):
            if self._open[level].reading.scheme is scheme:
                return level
        return None

    def _continues(self, reading: Reading, *, hard: bool) -> int | None:
        """Return the level of the open list whose next number this is; block starts prefer real lists."""
        found = None
        for level in range(len(self._open) - 1, -1, -1):
            entry = self._open[level]
            if not is_next(entry.reading, reading):
                continue
            if not (hard and entry.inline):
                return level
            found = level if found is None else found
        return found

    def _continue_at(self, level: int, candidate: Candidate, reading: Reading) -> None:
        inline = self._open[level].inline and candidate.place is not Place.BLOCK
        del self._open[level:]
        self._push(candidate, reading, inline=inline)

    def _begin(self, candidate: Candidate, reading: Reading) -> None:
        if candidate.place >= Place.STOP or not _is_inline(candidate):
            # A list inside a sentence ends with it.
            while self._open and self._open[-1].inline:
                self._open.pop()
        self._leave_front(candidate, reading)
        if candidate.place >= Place.STOP and not candidate.after_colon:
            # A list that begins again, unannounced, stands beside the one before and not inside it.
            level = self._level_of(reading.scheme)
            if level is not None and len(self._open[level].reading.path) == len(reading.path):
                del self._open[level:]
        if reading.scheme is Scheme.DECIMAL:
            self._close_decimals(reading)
        del self._open[_DEEPEST:]
        self._push(candidate, reading, inline=_is_inline(candidate))

    def _leave_front(self, candidate: Candidate, reading: Reading) -> None:
        """Close the lists of parties and of recitals where another list begins after them."""
        if not self._open:
            return
        first = self._open[0].reading
        if self._counting is Role.PARTY:
            if candidate.place >= Place.STOP and (reading.scheme is not first.scheme or reading.path == (1,)):
                lettered = reading.scheme in _LETTERED and not self._holds_clauses(reading)
                self._counting = Role.RECITAL if lettered else Role.CLAUSE
                self._open.clear()
        elif reading.scheme is Scheme.DECIMAL and reading.path == (1,):
            if self._counting is Role.RECITAL:
                self._counting = Role.CLAUSE
                self._open.clear()
            elif candidate.place >= Place.STOP and self._ends_recitals(first):
                self._mark_recitals()
                self._open.clear()

    def _holds_clauses(self, reading: Reading) -> bool:
        """Whether "A." heads clauses "A1.", "A2." ..., as no recital does."""
        first = Reading(Scheme.DECIMAL, (LETTER + reading.path[0], 1))
        return any(first in candidate.readings for candidate in self._coming[:3])

    def _ends_recitals(self, last: Reading) -> bool:
        """Whether the lettered list that is open is over, and holds no other and comes after none."""
        if last.scheme not in _LETTERED or last.path < (2,):
            return False
        onward = Reading(last.scheme, (last.path[0] + 1,))
        if any(onward in candidate.readings and candidate.place >= Place.STOP for candidate in self._coming):
            return False
        return all(marker.role is Role.PARTY or marker.scheme is last.scheme for marker in self.markers)

    def _mark_recitals(self) -> None:
        for index, marker in enumerate(self.markers):
            if marker.role is Role.CLAUSE:
                self.markers[index] = marker._replace(role=Role.RECITAL)

    def _resume(self, candidate: Candidate, reading: Reading) -> None:
        """Take up a list again after a gap in its numbers."""
        self._leave_front(candidate, reading)
        if reading.scheme is Scheme.DECIMAL:
            self._close_decimals(reading)
        else:
            level = self._level_of(reading.scheme)
            if level is not None:
                del self._open[level:]
        self._push(candidate, reading, inline=False)

    def _close_decimals(self, reading: Reading) -> None:
        """Close all lists that ``5.2`` cannot stand in: everything below 5, or below its article."""
        if len(reading.path) > 1:
            for level in range(len(self._open) - 1, -1, -1):
                above = self._open[level].reading
                if above.scheme is Scheme.DECIMAL and reading.path[: len(above.path)] == above.path:
                    if len(above.path) < len(reading.path):
                        del self._open[level + 1 :]
                        return
                elif above.scheme is Scheme.DOT_UPPER and reading.path[:1] == (LETTER + above.path[0],):
                    del self._open[level + 1 :]  # "B." and below it "B1."
                    return
                elif above.scheme is Scheme.ARTICLE or above.scheme is Scheme.SCHEDULE:
                    del self._open[level + 1 :]
                    return
            self._open.clear()
        elif reading.path != (1,):
            level_of_whole = self._level_of(Scheme.DECIMAL)
            while level_of_whole is not None:
                del self._open[level_of_whole:]
                level_of_whole = self._level_of(Scheme.DECIMAL)

    def _plausible(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether a number at the start of a block, out of sequence, may still be one."""
        if candidate.bare or (candidate.followed_by_lower and reading.scheme is Scheme.DECIMAL):
            return False
        level = self._level_of(reading.scheme)
        if level is None:
            return (
                not self.markers
                or bool(candidate.keyword)
                or reading.path[-1] <= _SKIP
                or len(reading.path) > 1
            )
        last = self._open[level].reading.path
        if reading.scheme is Scheme.DECIMAL and len(reading.path) > 1:
            return reading.path[0] <= last[0] + _SKIP
        return last[0] < reading.path[0] <= last[0] + _SKIP

    def _push(self, candidate: Candidate, reading: Reading, *, inline: bool) -> None:
        parent = self._open[-1].marker if self._open else None
        number = self._cite(candidate, reading, parent)
        depth = len(self._open)
        self._open.append(OpenList(reading, len(self.markers), inline))
        self.markers.append(
            Marker(
                candidate.start,
                candidate.end,
                number,
                depth,
                parent,
                reading.scheme,
                inline or any(entry.inline for entry in self._open[:-1]),
                candidate.keyword,
                self._role_of(depth),
            )
        )

    def _role_of(self, depth: int) -> Role:
        if self._counting is Role.RECITAL and self._open[0].reading.scheme not in _LETTERED:
            return Role.CLAUSE  # "RECITALS", then a paragraph without number, then "1."
        return self._counting if depth == 0 or self._counting is Role.RECITAL else Role.CLAUSE

    def _cite(self, candidate: Candidate, reading: Reading, parent: int | None) -> str:
        """Return the full number: ``14.2`` + ``(b)``, ``II`` + ``A``, ``Schedule 3`` + ``1.1``."""
        label = candidate.label
        above = self.markers[parent] if parent is not None else None
        if above is None or reading.scheme in _TOP or not label:
            return label if label else (above.number if above else "")
        if label.startswith("("):
            return above.number + label
        if above.scheme is Scheme.SCHEDULE:
            return f"{above.number}, {label}"
        if above.scheme is Scheme.ARTICLE:
            return label if len(reading.path) > 1 else f"{above.number}, {label}"
        if len(reading.path) > 1:
            prefix, comma, _ = above.number.rpartition(", ")
            return f"{prefix}{comma}{label}" if prefix.startswith(_schedule_names()) else label
        return f"{above.number}.{label}" if above.number else label


def _schedule_names() -> tuple[str, ...]:
    return ("Schedule", "Exhibit", "Annex", "Appendix", "Attachment", "Addendum")


def _is_inline(candidate: Candidate) -> bool:
    """Whether a number that opens a list only counts items inside a sentence."""
    if candidate.place >= Place.CLAUSE:
        return False
    return candidate.place < Place.TITLE or candidate.followed_by_lower


def _may_continue(candidate: Candidate, reading: Reading) -> bool:
    if candidate.place >= Place.CLAUSE:
        return not (candidate.followed_by_lower and reading.scheme is Scheme.DECIMAL and candidate.keyword)
    if candidate.label.startswith("("):
        return True
    # "... Heading 5.2 The parties": after a bare word only where a new sentence follows.
    return (
        candidate.place is Place.WORD and not candidate.followed_by_lower and reading.scheme is Scheme.DECIMAL
    )


def _may_begin(candidate: Candidate, reading: Reading) -> bool:
    if reading.path[-1] != 1 or (len(reading.path) == 1 and reading.path != (1,)):
        return False
    if candidate.label.startswith("("):
        return True
    if candidate.place >= Place.CLAUSE:
        return not (candidate.followed_by_lower and len(reading.path) > 1)
    return _follows_heading(candidate) or (
        candidate.place is Place.WORD and not candidate.followed_by_lower and reading.scheme is Scheme.DECIMAL
    )


def _follows_heading(candidate: Candidate) -> bool:
    return candidate.place is Place.TITLE and not candidate.followed_by_lower
