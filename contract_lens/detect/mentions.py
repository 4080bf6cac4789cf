"""Where a text names the parties, and the text with one and the same word in place of every name.

Whatever reads the evened text cannot tell the parties apart by their names: swap two names throughout and it
reads the same, with the parties swapped.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from contract_lens.assessment import Party
from contract_lens.detect.words import Words
from contract_lens.taxonomy.caseless import small_letters
from contract_lens.taxonomy.holdings import PARTY

_TYPOGRAPHY = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " "), ("\n", " "), ("\t", " "))


_THE = r"\b[Tt]he\s+|\bTHE\s+"
_STOP = re.compile(r"[.;](?!\S)")
#: How far back a sentence may begin, in characters.
_BACK = 600
_ARTICLE = re.compile(r"the\b", re.IGNORECASE)
_PARTY_WORDS = tuple(PARTY.split())


@dataclass(frozen=True)
class Evened:
    """A text with ``PARTY`` in place of every name.

    Attributes:
        text: The evened text.
        lines: The same with its line breaks and other typography.
        starts: Where in it the names stand, in order.
        parties: Position of the party that each of them names.
    """

    text: str
    lines: str
    starts: tuple[int, ...]
    parties: tuple[int, ...]
    _places: tuple[int, ...]
    _shifts: tuple[int, ...]

    @cached_property
    def small(self) -> str | None:
        """The evened text in small letters, where that is certain."""
        return small_letters(self.text)

    @cached_property
    def _stops(self) -> list[int]:
        """Where a full stop or semicolon ends a sentence; the evened text is in one line."""
        return [stop.start() for stop in _STOP.finditer(self.text)]

    def end_of_sentence(self, start: int) -> int:
        """Return where the first sentence ends that does so from ``start`` on."""
        at = bisect_left(self._stops, start)
        return self._stops[at] if at < len(self._stops) else len(self.text)

    def start_of_sentence(self, end: int) -> int:
        """Return where the sentence begins that ends at ``end``; looks 600 characters back."""
        floor = max(0, end - _BACK)
        if end > floor and self.text[end - 1] in ".;":
            return end
        at = bisect_left(self._stops, end - 1)
        return max(floor, self._stops[at - 1] + 1) if at else floor

    def stretch(self, start: int, end: int) -> tuple[str, str | None]:
        """Return a stretch of the evened text, as it is and in small letters."""
        return self.text[start:end], None if self.small is None else self.small[start:end]

    def given(self, position: int) -> int:
        """Return the place in the given text of a place in the evened one."""
        at = bisect_right(self._places, position) - 1
        return position + (self._shifts[at] if at >= 0 else 0)

    def names(self) -> Iterator[tuple[int, int, int]]:
        """Yield of each name its place in the evened text, and its start and end in the given one."""
        before = 0
        for place, shift in zip(self.starts, self._shifts, strict=True):
            yield place, place + before, place + len(PARTY) + shift
            before = shift

    def named_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return ``(place, party)`` of the names that begin within a stretch of the evened text."""
        first = bisect_right(self.starts, start - 1)
        last = bisect_right(self.starts, end - 1)
        return list(zip(self.starts[first:last], self.parties[first:last], strict=True))


class Mentions:
    """Finds the names and defined terms of the parties in a text, in their own case or in capitals."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._known: dict[str, int] = {}
        for index, party in enumerate(parties):
            for name in party.spellings:
                if len(name) > 1:
                    self._known.setdefault(_plain(name), index)
        names = sorted(self._known, key=lambda name: (-len(name), name))
        # Names first, and what stands before them afterwards: the expression engine then looks only where a
        # name may begin. Not where a name has an article of its own.
        self._is_plain = bool(names) and not any(_ARTICLE.match(name) for name in names)
        either = "|".join(map(_whole_spelling if self._is_plain else _spelling, names))
        source = rf"({either})(?!\w)" if self._is_plain else rf"(?:{_THE})?(?<!\w)({either})(?!\w)"
        self._pattern = re.compile(source) if names else None

    def even(self, text: str) -> Evened:
        """Put ``PARTY`` in place of every name in ``text``."""
        pieces: list[str] = []
        starts: list[int] = []
        parties: list[int] = []
        places: list[int] = []
        shifts: list[int] = []
        done = length = 0
        for found in self._pattern.finditer(text) if self._pattern else ():
            start = found.start()
            if self._is_plain and start - done > 3 and text[start - 1].isspace():
                start = _start_with_article(text, start, done)
            pieces += (text[done:start], PARTY)
            starts.append(length + start - done)
            parties.append(self._known[_plain(found[1])])
            length = starts[-1] + len(PARTY)
            # Inside a name all places lead to its start; behind it they are shifted.
            done = found.end()
            places.append(length)
            shifts.append(done - length)
        pieces.append(text[done:])
        lines = "".join(pieces)
        return Evened(
            in_plain_typography(lines), lines, tuple(starts), tuple(parties), tuple(places), tuple(shifts)
        )


def in_plain_typography(text: str) -> str:
    """Return the text with straight quotes and plain blanks, character by character."""
    for odd, even in _TYPOGRAPHY:
        text = text.replace(odd, even)
    return text


def even_words(words: Words, evened: Evened) -> Words | None:
    """Return the words of the evened text from those of the given one, without reading it again.

    Args:
        words: Words of the given text, offsets from its start.
        evened: The evened text.

    Returns:
        The words; ``None`` where a name begins or ends inside a word, so that the text must be read.
    """
    if not evened.starts:
        return words
    lower: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done, moved = 0, 0
    for place, start, end in evened.names():
        first, last = bisect_left(words.starts, start, done), bisect_left(words.starts, end, done)
        if first == last or words.starts[first] != start or words.ends[last - 1] != end:
            return None
        moved = place - start
        lower += [*words.lower[done:first], *_PARTY_WORDS]
        starts += [at + moved for at in words.starts[done:first]]
        ends += [at + moved for at in words.ends[done:first]]
        starts += [place, place + len(_PARTY_WORDS[0]) + 1]
        ends += [place + len(_PARTY_WORDS[0]), place + len(PARTY)]
        done, moved = last, place + len(PARTY) - end
    lower += words.lower[done:]
    starts += [at + moved for at in words.starts[done:]]
    ends += [at + moved for at in words.ends[done:]]
    return Words(lower, starts, ends)


def _start_with_article(text: str, start: int, floor: int) -> int:
    """Where the article before a name begins, not before ``floor``; without one the name itself."""
    before = text[floor:start].rstrip()
    if not before.endswith(("the", "The", "THE")):
        return start
    begin = floor + len(before) - 3
    is_word = not begin or not (text[begin - 1].isalnum() or text[begin - 1] == "_")
    return begin if is_word else start


def _whole_spelling(name: str) -> str:
    """The same for a word of its own, letters first."""
    word, *others = name.split(" ")
    behind = "".join(rf"\s+{re.escape(other)}" for other in others)
    return rf"{re.escape(word)}(?<!\w{re.escape(word)}){behind}"


def _spelling(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"\s+")


def _plain(name: str) -> str:
    return " ".join(name.split())


def distinct(parties: Iterable[int]) -> tuple[int, ...]:
    """Return the parties without repetition, in ascending order."""
    return tuple(sorted(set(parties)))
