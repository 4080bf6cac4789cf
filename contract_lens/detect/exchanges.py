"""Duties that answer each other inside one text: "A shall indemnify B ..., and B shall indemnify A ...".

Word by word each of the two binds one side; together they bind both, as "each party" would. The models read
them so (``judge/wording.py``), which is what a lawyer does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, islice

from contract_lens.clause import Exchange
from contract_lens.detect.deontics import Duty
from contract_lens.detect.subjects import ONE
from contract_lens.detect.words import Words
from contract_lens.taxonomy.quantities import load_quantity_words
from contract_lens.taxonomy.wording import load_wording

#: They end what a duty says.
_STOPS = frozenset({".", ";"})
#: A longer subject describes a thing; its last words hold the name.
_LONGEST_NAME = 7
_NAME = 4
#: Words behind a modal verb among which its own verb stands.
_NEAR = 10
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
    if len(duties) < 2:
        return {}
    alike: dict[tuple[str, str], list[int]] = {}
    for place, duty in enumerate(duties[:_MOST_DUTIES]):
        if duty.bearer == ONE and not duty.subordinate and not duty.passive:
            alike.setdefault((duty.modality, _verb(duty, words)), []).append(place)
    found: dict[int, Exchange] = {}
    for places in alike.values():
        for first, second in combinations(places, 2):
            if first not in found and second not in found:
                found.update(_compare(duties, first, second, words))
    return found


def _compare(duties: Sequence[Duty], first: int, second: int, words: Words) -> Iterator[tuple[int, Exchange]]:
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


def _verb(duty: Duty, words: Words) -> str:
    """Return the first telling word behind the modal verb: only duties with the same one are compared."""
    little = load_wording().exchanges.little
    begin = bisect_left(words.starts, duty.end)
    return next(
        (word for word in words.lower[begin : begin + _NEAR] if word.isalnum() and word not in little), ""
    )


def _is_same(mine: list[str], yours: list[str]) -> bool:
    if not mine or not yours:
        return False
    shorter, longer = sorted((len(mine), len(yours)))
    if shorter < _LEAST_LENGTH * longer:
        return False
    one, other = set(mine), set(yours)
    if any(word.isdigit() for word in one ^ other) or not _tell_apart().isdisjoint(one ^ other):
        return False
    return len(one & other) >= _LEAST_SAME * min(len(one), len(other))


def _end(duties: Sequence[Duty], place: int, words: Words) -> int:
    """Return the first word behind a duty: of the next duty, or of what follows its sentence."""
    begin = bisect_left(words.starts, duties[place].end)
    ends = (duty.start for duty in duties[place + 1 :] if not duty.subordinate)
    end = bisect_left(words.starts, next(ends, words.ends[-1]))
    stops = (at for at in range(begin + 1, end) if words.lower[at] in _STOPS)
    return max(next(stops, end), begin)


def _name(duty: Duty) -> frozenset[str]:
    """Return the words that tell whose duty it is; none for "it" and for what is no short name."""
    said = [_bare(word) for word in duty.subject.lower().split()]
    words = load_wording().exchanges
    if len(said) > _LONGEST_NAME or not words.nameless.isdisjoint(said):
        return frozenset()
    return frozenset(said[-_NAME:]) - words.little


def _bare(word: str) -> str:
    """Return a word without signs around it and without a possessive: "Kell's staff" is Kell's duty."""
    bare = word.strip(".,;:'’\"()")
    return bare.removesuffix("'s").removesuffix("’s")


@lru_cache(maxsize=1)
def _tell_apart() -> frozenset[str]:
    """Words that both duties have, or neither: figures in words, and what changes a duty."""
    words = load_wording().exchanges
    return words.telling | words.scales | frozenset(load_quantity_words().numbers)


def _predicate(words: Words, begin: int, end: int, names: frozenset[str]) -> list[str]:
    """Return the telling words behind a modal verb."""
    passed = load_wording().exchanges.little | names
    telling = (word for word in words.lower[begin:end] if word.isalnum() and word not in passed)
    return list(islice(telling, _COMPARED))
