"""Which known phrases stand where in many texts, found for all of them at once.

Words become numbers, a pair of words one number of the two, and one table of the known pairs answers for all
pairs of all texts at once. It finds what ``phrases.neighbours`` and ``phrases.near_words`` name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from contract_lens.judge.phrases import FARTHEST, NEAREST, PARTY, SENTENCE_ENDS
from contract_lens.judge.wording import GRAMMAR, PARTIES

Places = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]

#: Half a million slots of four bytes: of some 40,000 pairs one in thirty shares its slot.
_SLOT_BITS = 19
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class Occurrences(NamedTuple):
    """Where phrases stand.

    Phrase ``column[i]`` stands in text ``row[i]`` and counts for its words ``first[i]`` and ``last[i]``.
    """

    row: Places
    column: Places
    first: Places
    last: Places

    def known(self) -> Occurrences:
        """Return those that have a column."""
        return Occurrences(*(part[self.column >= 0] for part in self))


class _Pairs:
    """Known pairs of words, each a number, with the column of each.

    A search through the sorted numbers costs fifteen steps for each pair of a text. Each number has a slot
    of its own instead; of several that share one, all but the last are searched for.

    Args:
        numbers: The pairs.
        first: Column of the first of them; the others follow.
    """

    def __init__(self, numbers: Numbers, first: int) -> None:
        every = np.arange(len(numbers), dtype=np.int32)
        self._slots = np.zeros(1 << _SLOT_BITS, dtype=np.int32)
        self._slots[_slot_of(numbers)] = every
        self._numbers = numbers
        self._columns = every + np.int32(first)
        beaten = np.flatnonzero(self._slots[_slot_of(numbers)] != every)
        self._beaten = beaten[np.argsort(numbers[beaten])]

    def columns_of(self, numbers: Numbers) -> Places:
        """Return the column of each pair, -1 where it has none."""
        if not len(self._numbers):
            return np.full(len(numbers), -1, dtype=np.int32)
        column = self._column_at(self._slots[_slot_of(numbers)], numbers)
        if len(self._beaten):
            missed = np.flatnonzero(column < 0)
            at = np.searchsorted(self._numbers[self._beaten], numbers[missed])
            column[missed] = self._column_at(self._beaten[at - (at == len(self._beaten))], numbers[missed])
        return column

    def _column_at(self, at: npt.NDArray[np.integer[Any]], numbers: Numbers) -> Places:
        """The column of the pair at each place, -1 where that is another one."""
        return np.where(self._numbers[at] == numbers, self._columns[at], np.int32(-1))


def _slot_of(numbers: Numbers) -> npt.NDArray[np.uint64]:
    """Spread numbers evenly (Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4)."""
    return (numbers.view(np.uint64) * _GOLDEN) >> np.uint64(64 - _SLOT_BITS)


class PhraseTable:
    """The words, neighbours and near words that have a column.

    Args:
        words: Single words, in the order of their columns.
        neighbours: Pairs joined by a blank; their columns follow.
        near: Pairs joined by ``~``; their columns follow.
    """

    def __init__(self, words: Sequence[str], neighbours: Sequence[str], near: Sequence[str]) -> None:
        pairs = [tuple(name.split(" ")) for name in neighbours]
        distant = [tuple(name.split("~")) for name in near]
        every = chain(words, chain.from_iterable(pairs), chain.from_iterable(distant), GRAMMAR, SENTENCE_ENDS)
        numbers = {word: number for number, word in enumerate(dict.fromkeys(every), 1)}
        self._count = len(numbers) + 1
        self._words = np.full(self._count, -1, dtype=np.int32)
        self._words[[numbers[word] for word in words]] = np.arange(len(words), dtype=np.int32)
        self._neighbours = self._pairs_of(pairs, numbers, len(words))
        self._near = self._pairs_of(distant, numbers, len(words) + len(pairs))
        self._ends = self._marked(SENTENCE_ENDS, numbers)
        self._silent = self._marked(GRAMMAR, numbers) | self._ends
        # Who is named first does not matter: every party is the same word.
        self._numbers = numbers | dict.fromkeys(PARTIES, numbers.get(PARTY, 0))

    def _pairs_of(self, pairs: Iterable[Sequence[str]], numbers: dict[str, int], first: int) -> _Pairs:
        found = np.array([numbers[a] * self._count + numbers[b] for a, b in pairs], dtype=np.int64)
        return _Pairs(found, first)

    def _marked(self, words: Iterable[str], numbers: dict[str, int]) -> npt.NDArray[np.bool_]:
        marked = np.zeros(self._count, dtype=np.bool_)
        marked[[numbers[word] for word in words]] = True
        return marked

    def look_up(self, texts: Sequence[Sequence[str]], *, pairs: bool, near: bool) -> list[Occurrences]:
        """Return where the known phrases stand, block by block; the order within a block is that of the text.

        Args:
            texts: Words of each text.
            pairs: Whether neighbours are looked for.
            near: Whether near words are.
        """
        get = self._numbers.get
        lengths = np.array([len(words) for words in texts], dtype=np.int64)
        each = map(get, chain.from_iterable(texts), repeat(0))
        numbers = np.fromiter(each, np.int64, int(lengths.sum()))
        row = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
        place = (np.arange(len(numbers)) - np.repeat(np.cumsum(lengths) - lengths, lengths)).astype(np.int32)
        found = [Occurrences(row, self._words[numbers], place, place).known()]
        if pairs:
            first = np.flatnonzero(row[1:] == row[:-1])
            found.append(self._pairs(self._neighbours, numbers, row, place, (first, first + 1)))
        if near:
            content = np.flatnonzero(~self._silent[numbers])
            sentence = np.cumsum(self._ends[numbers]) + row  # a new text begins a new sentence
            for step in range(NEAREST, FARTHEST + 1):
                first, last = content[:-step], content[step:]
                same = sentence[first] == sentence[last]
                found.append(self._pairs(self._near, numbers, row, place, (first[same], last[same])))
        return found

    def _pairs(
        self, table: _Pairs, numbers: Numbers, row: Places, place: Places, at: tuple[Numbers, Numbers]
    ) -> Occurrences:
        first, last = at
        column = table.columns_of(numbers[first] * self._count + numbers[last])
        return Occurrences(row[first], column, place[first], place[last]).known()
