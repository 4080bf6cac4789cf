"""Duties that answer each other inside one text: "A shall indemnify B ..., and B shall indemnify A ..."."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from contract_lens.clause import Exchange
from contract_lens.detect.deontics import Duty
from contract_lens.detect.subjects import ONE
from contract_lens.detect.words import Words

#: Words that say nothing about what is owed.
_LITTLE = frozenset(
    "the a an this that such any all each its their his her our your of to and or in by from for with on at "
    "as be is are it which who whom not hereby also likewise similarly promptly shall will may must".split()
)
_STOPS = frozenset({".", ";"})
#: Subjects that name nobody of their own.
_NAMELESS = frozenset({"it", "they", "he", "she", "nor", "them", "itself"})
#: A longer subject describes a thing; its last words hold the name.
_LONGEST_NAME = 7
_NAME = 4
#: Words of a predicate that are compared, and the share of them that must be the same.
_COMPARED = 25
_LEAST_SAME = 0.6
#: One predicate may go on longer than the other, but not by more.
_LEAST_LENGTH = 0.4
#: Duties of one text that are compared with each other; a longer run is a list, not an exchange.
_MOST_DUTIES = 24


def find_exchanges(duties: Sequence[Duty], words: Words) -> dict[int, Exchange]:
    """Return the duties that two subjects owe each other alike, by their places in ``duties``.

    Same modality, same verb, mostly the same words after it once the two names are taken out, and the same
    figures: "A may leave on 30 days' notice and B may leave on 180" is no exchange.

    Args:
        duties: The duties of a text in order.
        words: The words of the same text, offsets alike.
    """
    own: dict[str, list[int]] = {}
    for place, duty in enumerate(duties[:_MOST_DUTIES]):
        if duty.bearer == ONE and not duty.subordinate and not duty.passive:
            own.setdefault(duty.modality, []).append(place)
    found: dict[int, Exchange] = {}
    for places in own.values():
        for first, second in combinations(places, 2) if len(places) > 1 else ():
            if first not in found and second not in found:
                found.update(_compare(duties, first, second, words))
    return found


def _compare(
    duties: Sequence[Duty], first: int, second: int, words: Words
) -> Iterator[tuple[int, Exchange]]:
    """Yield both duties if they say the same with the names changed."""
    names = [_name(duties[place]) for place in (first, second)]
    if not all(names) or not names[0].isdisjoint(names[1]):
        return
    ends = [_end(duties, place, words) for place in (first, second)]
    said = [
        _predicate(words, bisect_left(words.starts, duties[place].end), end, names[0] | names[1])
        for place, end in zip((first, second), ends, strict=True)
    ]
    if _is_same(*said):
        for place, end in zip((first, second), ends, strict=True):
            duty = duties[place]
            yield place, Exchange(duty.start, duty.start + len(duty.subject), words.ends[end - 1])


def _is_same(mine: list[str], yours: list[str]) -> bool:
    if not mine or not yours or mine[0] != yours[0]:
        return False
    shorter, longer = sorted((len(mine), len(yours)))
    if shorter < _LEAST_LENGTH * longer:
        return False
    one, other = set(mine), set(yours)
    if {word for word in one ^ other if word.isdigit()}:
        return False
    return len(one & other) >= _LEAST_SAME * min(len(one), len(other))


def _end(duties: Sequence[Duty], place: int, words: Words) -> int:
    """Return the first word behind a duty: of the next duty, or of what follows its sentence."""
    begin = bisect_left(words.starts, duties[place].end)
    ends = (duty.start for duty in duties[place + 1 :] if not duty.subordinate)
    end = bisect_left(words.starts, next(ends, words.ends[-1]))
    stops = (at for at in range(begin + 1, end) if words.lower[at] in _STOPS)
    return max(next(stops, end), begin)


def _predicate(words: Words, begin: int, end: int, names: frozenset[str]) -> list[str]:
    """Return the telling words behind a modal verb."""
    lower = words.lower[begin:end]
    telling = (word for word in lower if word.isalnum() and word not in _LITTLE and word not in names)
    return list(islice(telling, _COMPARED))


def _name(duty: Duty) -> frozenset[str]:
    """The words that tell whose duty it is; none for "it" and for what is told by "who" or "by whom"."""
    said = [word.strip(".,;:'\"()") for word in duty.subject.lower().split()]
    if len(said) > _LONGEST_NAME or not _NAMELESS.isdisjoint(said):
        return frozenset()
    return frozenset(said[-_NAME:]) - _LITTLE
