"""From texts to numbers: one sparse matrix that all heads of a model share.

Blocks of columns, each scaled to a length of its own: words, neighbours, near words and parts of words
(``phrases.py``, over the abstracted words of ``wording.py``), and what the rules saw (cues, negation, bearer,
modality). What a fitted model does lies here; how it is fitted lies in ``features.py``, whose library takes
longer to load than most documents take to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from contract_lens.clause import Reading
from contract_lens.judge.lookup import Occurrences, PhraseTable
from contract_lens.judge.phrases import parts_of, simplify
from contract_lens.judge.wording import Wording, WordReader

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]

#: Blocks in the order of their columns, with the number of training texts that a column must stand in.
BLOCKS = {"words": 3, "neighbours": 3, "near_words": 4, "parts": 5, "cues": 3}
TABLES = ("_reader", "_columns", "_blocks", "_parts", "_phrases")


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


class PhraseColumns:
    """Sparse features of texts, as a fitted model has them.

    Attributes:
        lexicon: Dictionary words and capitalised terms, separated by blanks.
        weights: Length of each block of ``BLOCKS``; a block of weight 0 is left out.
        names_: Names of all columns, UTF-8, one a line.
        sizes_: Number of columns of each block.
        idf_: Inverse document frequency of each column.
    """

    lexicon: str
    weights: tuple[float, float, float, float, float]
    names_: npt.NDArray[np.uint8]
    sizes_: npt.NDArray[np.int64]
    idf_: Floats

    def transform_with_places(
        self, samples: Sequence[Sample]
    ) -> tuple[sparse.csr_matrix, list[Wording], Occurrences]:
        """Return the features, the words of each text, and where each phrase stands in it."""
        self._build_tables()
        wordings = [self._reader.read(sample.text, sample.reading.exchanges) for sample in samples]
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
            found = [column for name in cues_of(sample.reading) if (column := get(name, -1)) >= 0]
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
        block = self._blocks[features.indices]
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
            self._blocks = np.repeat(np.arange(len(BLOCKS)), self.sizes_)
            self._parts: dict[str, list[int]] = {}
            self._reader = WordReader(frozenset(self.lexicon.split()))


def cues_of(reading: Reading) -> list[str]:
    """Return the names of the columns for what the rules saw."""
    bearer, modality = reading.bearer, reading.modality
    names = [f"<{bearer}>", f"<{modality}>", f"<{bearer} {modality}>"]
    for signal in reading.signals:
        name = f"not {signal.code}" if signal.negated else signal.code
        names += [f"<{name}>", f"<{name} / {bearer}>"]
    return names


def _unpack(packed: npt.NDArray[np.uint8]) -> list[str]:
    text = packed.tobytes().decode()
    return text.split("\n") if text else []
