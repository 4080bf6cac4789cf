"""From texts to numbers: one sparse matrix that all heads of a model share.

Two blocks, each scaled to length one: words and pairs of words (tf-idf over the abstracted words of
``wording.py``), and what the rules saw (cues, negation, bearer, modality).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin

from contract_lens.classify.wording import PARTIES, Wording, WordReader
from contract_lens.clause import Reading

Floats = npt.NDArray[np.float32]
PARTY = "@"
_TABLES = ("_reader", "_phrase_columns", "_cue_columns")


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


class Occurrences(NamedTuple):
    """Where phrases stand.

    Phrase ``column[i]`` covers ``width[i]`` words of text ``row[i]``, from its word ``word[i]`` on.
    """

    row: npt.NDArray[np.int32]
    column: npt.NDArray[np.int32]
    word: npt.NDArray[np.int32]
    width: npt.NDArray[np.int32]


class TextFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Sparse features of texts; the first step of a model's pipeline.

    Args:
        least_texts: A phrase must stand in at least this many training texts.
        lexicon: Dictionary words, separated by blanks; any other capitalised word is a name.
        cue_weight: Length of the block of cues; the block of phrases has length 1.

    Attributes:
        phrases_: Phrases of the columns, UTF-8, one a line; then come the columns of ``cues_``.
        cues_: Names of the cue features, UTF-8, one a line.
        idf_: Inverse document frequency of each column.
    """

    def __init__(
        self,
        *,
        least_texts: int = 3,
        lexicon: str = "",
        cue_weight: float = 0.5,
    ) -> None:
        self.least_texts = least_texts
        self.lexicon = lexicon
        self.cue_weight = cue_weight

    def fit(self, samples: Sequence[Sample], y: object = None) -> TextFeatures:
        """Learn the phrases and cues that occur, and their weights."""
        reader = WordReader(frozenset(self.lexicon.split()))
        phrases = _count_texts(_phrases_of(reader.read(sample.text).words) for sample in samples)
        cues = _count_texts(_cues_of(sample.reading) for sample in samples)
        kept = [
            sorted(name for name, n in counts.items() if n >= self.least_texts) for counts in (phrases, cues)
        ]
        self.phrases_, self.cues_ = _pack(kept[0]), _pack(kept[1])
        found = np.array([phrases[name] for name in kept[0]] + [cues[name] for name in kept[1]])
        self.idf_ = (np.log((1 + len(samples)) / (1 + found)) + 1).astype(np.float32)
        self._forget_tables()
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
        occurrences = self._look_up(wordings)
        width = len(self._phrase_columns)
        phrases = self._weigh(occurrences.row, occurrences.column, (len(samples), width), self.idf_[:width])
        rows, columns = self._look_up_cues(samples)
        cues = self._weigh(rows, columns, (len(samples), len(self._cue_columns)), self.idf_[width:])
        return (
            sparse.hstack([phrases, cues * np.float32(self.cue_weight)], format="csr"),
            wordings,
            occurrences,
        )

    def phrase_names(self) -> list[str]:
        """Return the names of all columns: phrases, then cues."""
        return _unpack(self.phrases_) + _unpack(self.cues_)

    def _look_up(self, wordings: Sequence[Wording]) -> Occurrences:
        columns: list[int] = []
        lengths: list[int] = []
        get = self._phrase_columns.get
        for wording in wordings:
            words = [PARTY if word in PARTIES else word for word in wording.words]
            columns += [get(word, -1) for word in words]
            columns += [get(pair, -1) for pair in map(_join, words, words[1:])]
            lengths.append(len(words))
        column = np.array(columns, dtype=np.int32)
        row, word, width = _places(np.array(lengths, dtype=np.int32))
        known = column >= 0
        return Occurrences(row[known], column[known], word[known], width[known])

    def _look_up_cues(self, samples: Sequence[Sample]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        get = self._cue_columns.get
        rows: list[int] = []
        columns: list[int] = []
        for row, sample in enumerate(samples):
            found = [column for name in _cues_of(sample.reading) if (column := get(name)) is not None]
            rows += [row] * len(found)
            columns += found
        return np.array(rows, dtype=np.int32), np.array(columns, dtype=np.int32)

    def _weigh(
        self,
        rows: npt.NDArray[np.int32],
        columns: npt.NDArray[np.int32],
        shape: tuple[int, int],
        idf: Floats,
    ) -> sparse.csr_matrix:
        """Count, damp (1 + log), weigh by rarity, and scale each row to length 1."""
        counts = sparse.coo_matrix(
            (np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape
        ).tocsr()
        counts.data = (1 + np.log(counts.data)) * idf[counts.indices]
        squares = np.asarray(counts.multiply(counts).sum(axis=1)).ravel()
        scale = 1 / np.sqrt(np.maximum(squares, 1e-12))
        counts.data *= np.repeat(scale, np.diff(counts.indptr)).astype(np.float32)
        return counts

    def _build_tables(self) -> None:
        if getattr(self, "_reader", None) is None:
            self._reader = WordReader(frozenset(self.lexicon.split()))
            self._phrase_columns = {name: column for column, name in enumerate(_unpack(self.phrases_))}
            self._cue_columns = {name: column for column, name in enumerate(_unpack(self.cues_))}

    def _forget_tables(self) -> None:
        for name in _TABLES:
            self.__dict__.pop(name, None)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the look-up tables out of the saved model: they are rebuilt on first use."""
        state: dict[str, Any] = super().__getstate__()
        return {
            name: value
            for name, value in state.items()
            if not name.startswith("_") or name == "_sklearn_version"
        }


def _join(first: str, second: str) -> str:
    return f"{first} {second}"


def _phrases_of(words: list[str]) -> list[str]:
    plain = [PARTY if word in PARTIES else word for word in words]
    return plain + list(map(_join, plain, plain[1:]))


def _cues_of(reading: Reading) -> list[str]:
    bearer, modality = reading.bearer, reading.modality
    names = [f"bearer {bearer}", f"modality {modality}", f"{bearer} {modality}"]
    for signal in reading.signals:
        name = f"not {signal.code}" if signal.negated else signal.code
        names += [f"cue {name}", f"cue {name} / {bearer}"]
    return names


def _places(
    lengths: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return row, first word and width of each single word and pair, in the order of ``_phrases_of``."""
    pairs = np.maximum(lengths - 1, 0)
    both = np.column_stack([lengths, pairs]).ravel()
    offsets = np.repeat(np.cumsum(both) - both, both)
    word = np.arange(both.sum()) - offsets
    row = np.repeat(np.arange(len(lengths)), lengths + pairs)
    width = np.repeat(np.tile([1, 2], len(lengths)), both)
    return row.astype(np.int32), word.astype(np.int32), width.astype(np.int32)


def _count_texts(lists: Iterable[list[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for names in lists:
        for name in set(names):
            counts[name] = counts.get(name, 0) + 1
    return counts


def _frequent(counts: dict[str, int], least: int) -> list[str]:
    return sorted(name for name, count in counts.items() if count >= least)


def _pack(names: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8).copy()


def _unpack(packed: npt.NDArray[np.uint8]) -> list[str]:
    text = packed.tobytes().decode()
    return text.split("\n") if text else []
