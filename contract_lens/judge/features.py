"""How the features of a model are fitted: which phrases and cues get a column, and what each is worth.

What a fitted model does with them lies in ``columns.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin

from contract_lens.judge.columns import BLOCKS, TABLES, Floats, PhraseColumns, Sample, cues_of
from contract_lens.judge.phrases import near_words, neighbours, parts_of, simplify
from contract_lens.judge.wording import WordReader

__all__ = ["BLOCKS", "Floats", "Sample", "TextFeatures"]


class TextFeatures(PhraseColumns, TransformerMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn is untyped
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
        words = [simplify(reader.read(sample.text, sample.reading.exchanges).words) for sample in samples]
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
        for table in TABLES:
            self.__dict__.pop(table, None)
        return self

    def transform(self, samples: Sequence[Sample]) -> sparse.csr_matrix:
        """Return the features, one row a text."""
        return self.transform_with_places(samples)[0]

    def __getstate__(self) -> dict[str, Any]:
        """Leave the look-up tables out of the saved model: they are rebuilt on first use."""
        state: dict[str, Any] = super().__getstate__()
        return {name: value for name, value in state.items() if name not in TABLES}


def _names_by_block(words: list[list[str]], samples: Sequence[Sample]) -> tuple[Iterable[Iterable[str]], ...]:
    """Return the names of each text, block by block in the order of ``BLOCKS``."""
    return (
        words,
        (neighbours(text) for text in words),
        (near_words(text).names for text in words),
        (chain.from_iterable(map(parts_of, text)) for text in words),
        (cues_of(sample.reading) for sample in samples),
    )


def _count_texts(lists: Iterable[Iterable[str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for names in lists:
        counts.update(set(names))
    return counts


def _pack(names: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8).copy()
