"""Which reading of an ambiguous number is likelier: ``(i)`` the letter after h, or the Roman one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contract_lens.segment.numbering import Candidate, Place, Reading

_LETTERS = 26


@dataclass(slots=True)
class OpenList:
    """An open list: where it has got to.

    Attributes:
        reading: Its last number.
        marker: Index of the marker of that number.
        inline: Whether it only counts items inside a sentence.
    """

    reading: Reading
    marker: int
    inline: bool


def is_next(last: Reading, reading: Reading) -> bool:
    """Whether a number follows another in the same list."""
    return (
        last.scheme is reading.scheme
        and len(last.path) == len(reading.path)
        and last.path[:-1] == reading.path[:-1]
        and reading.path[-1] == last.path[-1] + 1
    )


def in_order_of_likelihood(
    candidate: Candidate, following: Sequence[Candidate], lists: Sequence[OpenList]
) -> tuple[Reading, ...]:
    """Order the readings of ``(i)``, ``(v)``, ``(x)``, ``C.`` by what is open and what comes next."""
    if len(candidate.readings) < 2:
        return candidate.readings
    roman, letter = candidate.readings
    # After a full stop a list inside the sentence is over: "(v)" then follows "(u)", not an inner "(iv)".
    after_stop = candidate.place >= Place.STOP
    next_of = {
        reading: any(is_next(entry.reading, reading) and not (after_stop and entry.inline) for entry in lists)
        for reading in (roman, letter)
    }
    if next_of[letter] and not next_of[roman]:
        if (
            roman.path == (1,)
            and _comes(following, Reading(roman.scheme, (2,)))
            and not _comes(following, Reading(letter.scheme, (letter.path[0] + 1,)), only=True)
        ):
            return (roman, letter)
        return (letter, roman)
    if next_of[roman] or roman.path == (1,) or letter.path[0] > _LETTERS:
        return (roman, letter)
    return (letter, roman)


def _comes(following: Sequence[Candidate], wanted: Reading, *, only: bool = False) -> bool:
    for candidate in following:
        if wanted in candidate.readings:
            return True
        if only and any(reading.scheme is wanted.scheme for reading in candidate.readings):
            return False
    return False
