"""From texts to numbers: one sparse matrix that all heads of a model share.

Blocks of columns, each scaled to a length of its own: words, neighbours, near words and parts of words
(``phrases.py``, over the abstracted words of ``wording.py``), and what the rules saw (cues, negation, bearer,
modality).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin

from contract_lens.clause import Reading
from contract_lens.judge.lookup import Occurrences, PhraseTable
from contract_lens.judge.phrases import near_words, neighbours, parts_of, simplify
from contract_lens.judge.wording import Wording, WordReader

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]

#: Blocks in the order of their columns, with the number of training texts that a column must stand in.
BLOCKS = {"words": 3, "neighbours": 3, "near_words": 4, "parts": 5, "cues": 3}
_TABLES = ("_reader", "_columns", "_edges", "_parts", "_phrases")


class Sample(NamedTuple):
    """One text with what the rules saw in it.

    Attributes:
        text: The clause or utterance.
        reading: Cues, bearer and modality.
        context: Heading of the clause or previous utterance; empty where there is none.
    """

    text: str
    reading: Reading = Reading()
    context: str = ""


class TextFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn is untyped
    """Sparse features of texts; the first step of a model's pipeline.

    Args:
        lexicon: Dictionary words and capitalised terms, separated by blanks; any other capitalised word
            is a name.
        weights: Length of each block of ``BLOCKS``; a block of weight 0 is left out.

    Attributes:
        names_: Names of all columns, UTF-8, one a line.
        sizes_: Number of columns of each block.
        idf_: Inverse document frequency of each column.
    """

    def __init__(
        self, *, lexicon: str = "", weights: tuple[float, float, float, float, float] = (1, 1, 0.5, 0, 0.5)
    ) -> None:
        self.lexicon = lexicon
        self.weights = weights

    def fit(self, samples: Sequence[Sample], y: object = None) -> TextFeatures:
        """Learn the phrases and cues that occur, and their weights."""
        reader = WordReader(frozenset(self.lexicon.split()))
        words = [simplify(reader.read(sample.text).words) for sample in samples]
        counts: list[Counter[str]] = [
            _count_texts(lists) if weight else Counter()
            for weight, lists in zip(self.weights, _names_by_block(words, samples), strict=True)
        ]
        kept = [
            sorted(name for name, count in block.items() if count >= least)
            for block, least in zip(counts, BLOCKS.values(), strict=True)
        ]
        found = np.array([block[name] for block, names in zip(counts, kept, strict=True) for name in names])
        self.names_ = _pack(list(chain.from_iterable(kept)))
        self.sizes_ = np.array([len(names) for names in kept])
        self.idf_ = (np.log((1 + len(samples)) / (1 + found)) + 1).astype(np.float32)
        for table in _TABLES:
            self.__dict__.pop(table, None)
        return self

    def transform(self, samples: Sequence[Sample]) -> sparse.csr_matrix:
        """Return the features, one row a text."""
        return self.transform_with_places(samples)[0]

    def transform_with_places(
        self, samples: Sequence[Sample]
    ) -> tuple[sparse.csr_matrix, list[Wording], Occurrences]:
        """Return the features, the words of each text, and where each phrase stands in it."""
        self._build_tables()
        wordings = [self._reader.read(sample.text) for sample in samples]
        occurrences = self._look_up([wording.words for wording in wordings])
        rows, columns = self._look_up_cues(samples)
        every_row, every_column = (
            np.concatenate(pair) for pair in ((occurrences.row, rows), (occurrences.column, columns))
        )
        return self._weigh(every_row, every_column, len(samples)), wordings, occurrences

    def column_names(self) -> list[str]:
        """Return the names of all columns in order."""
        return _unpack(self.names_)

    def _look_up(self, texts: Sequence[list[str]]) -> Occurrences:
        blocks = self._phrases.look_up(texts, pairs=bool(self.weights[1]), near=bool(self.weights[2]))
        if self.weights[3]:
            blocks.append(self._look_up_parts(texts))
        found = Occurrences(*(np.concatenate(parts) for parts in zip(*blocks, strict=True)))
        order = np.argsort(found.row, kind="stable")
        return Occurrences(*(part[order] for part in found))

    def _look_up_parts(self, texts: Sequence[list[str]]) -> Occurrences:
        columns: list[int] = []
        places: list[int] = []
        sizes: list[int] = []
        for words in texts:
            begun = len(columns)
            for place, word in enumerate(simplify(words)):
                parts = self._parts_of(word)
                columns += parts
                places += [place] * len(parts)
            sizes.append(len(columns) - begun)
        row = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
        place_of = np.array(places, dtype=np.int32)
        return Occurrences(row, np.array(columns, dtype=np.int32), place_of, place_of)

    def _parts_of(self, word: str) -> list[int]:
        found = self._parts.get(word)
        if found is None:
            found = [column for part in parts_of(word) if (column := self._columns.get(part, -1)) >= 0]
            self._parts[word] = found
        return found

    def _look_up_cues(self, samples: Sequence[Sample]) -> tuple[Places, Places]:
        get = self._columns.get
        rows: list[int] = []
        columns: list[int] = []
        for row, sample in enumerate(samples):
            found = [column for name in _cues_of(sample.reading) if (column := get(name, -1)) >= 0]
            rows += [row] * len(found)
            columns += found
        return np.array(rows, dtype=np.int32), np.array(columns, dtype=np.int32)

    def _weigh(self, rows: Places, columns: Places, count: int) -> sparse.csr_matrix:
        """Count, damp (1 + log), weigh by rarity, and scale each block of each row to its length."""
        shape = (count, len(self.idf_))
        ones = np.ones(len(rows), dtype=np.float32)
        features = sparse.coo_matrix((ones, (rows, columns)), shape=shape).tocsr()
        features.sum_duplicates()
        data = (1 + np.log(features.data)) * self.idf_[features.indices]
        block = np.searchsorted(self._edges, features.indices, side="right")
        row = np.repeat(np.arange(count), np.diff(features.indptr))
        cell = row * len(BLOCKS) + block
        length = np.sqrt(np.bincount(cell, weights=data * data, minlength=count * len(BLOCKS)))
        weight = np.asarray(self.weights, dtype=np.float32)[block]
        features.data = (data * weight / length[cell]).astype(np.float32)
        return features

    def _build_tables(self) -> None:
        if "_reader" not in self.__dict__:
            names = self.column_names()
            self._columns = {name: column for column, name in enumerate(names)}
            ends = np.cumsum(self.sizes_).tolist()
            self._phrases = PhraseTable(names[: ends[0]], names[ends[0] : ends[1]], names[ends[1] : ends[2]])
            self._edges = np.cumsum(self.sizes_)[:-1]
            self._parts: dict[str, list[int]] = {}
            self._reader = WordReader(frozenset(self.lexicon.split()))

    def __getstate__(self) -> dict[str, Any]:
        """Leave the look-up tables out of the saved model: they are rebuilt on first use."""
        state: dict[str, Any] = super().__getstate__()
        return {name: value for name, value in state.items() if name not in _TABLES}


def _names_by_block(words: list[list[str]], samples: Sequence[Sample]) -> tuple[Iterable[Iterable[str]], ...]:
    """Return the names of each text, block by block in the order of ``BLOCKS``."""
    return (
        words,
        (neighbours(text) for text in words),
        (near_words(text).names for text in words),
        (chain.from_iterable(map(parts_of, text)) for text in words),
        (_cues_of(sample.reading) for sample in samples),
    )


def _cues_of(reading: Reading) -> list[str]:
    bearer, modality = reading.bearer, reading.modality
    names = [f"<{bearer}>", f"<{modality}>", f"<{bearer} {modality}>"]
    for signal in reading.signals:
        name = f"not {signal.code}" if signal.negated else signal.code
        names += [f"<{name}>", f"<{name} / {bearer}>"]
    return names


def _count_texts(lists: Iterable[Iterable[str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for names in lists:
        counts.update(set(names))
    return counts


def _pack(names: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8).copy()


def _unpack(packed: npt.NDArray[np.uint8]) -> list[str]:
    text = packed.tobytes().decode()
    return text.split("\n") if text else []
