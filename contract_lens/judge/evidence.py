"""The words that decided a stance, as offsets.

The model is linear in its phrases, so each phrase moves the log-probability of the verdict by a known
amount. A phrase's amount is shared among its words; neighbouring words with a positive sum form a span.
Taking the spans out of the text therefore lowers the probability of the verdict.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from contract_lens.judge.lookup import Occurrences
from contract_lens.judge.wording import Wording

Floats = npt.NDArray[np.float32]
Spans = tuple[tuple[int, int], ...]

MOST_SPANS = 4
_ENOUGH = 0.6  # share of the positive amount after which more spans only clutter


def find_evidence(
    features: sparse.csr_matrix,
    wordings: Sequence[Wording],
    occurrences: Occurrences,
    weights: Floats,
    probabilities: Floats,
    verdicts: npt.NDArray[np.int64],
) -> list[Spans]:
    """Return the deciding spans of each text, in order of their start.

    Args:
        features: Texts x features.
        wordings: Words of each text.
        occurrences: Where the phrases stand.
        weights: Calibrated stance weights, features x 3.
        probabilities: Calibrated stance probabilities, texts x 3.
        verdicts: Index of the stance that is to be explained, of each text.
    """
    amounts = _amounts(features, occurrences, weights, probabilities, verdicts)
    lengths = np.array([len(wording.words) for wording in wordings], dtype=np.int64)
    first = np.cumsum(lengths) - lengths
    scores = np.zeros(int(lengths.sum()))
    np.add.at(scores, first[occurrences.row] + occurrences.first, amounts / 2)
    np.add.at(scores, first[occurrences.row] + occurrences.last, amounts / 2)
    return [
        _pick(wording, scores[start : start + length])
        for wording, start, length in zip(wordings, first, lengths, strict=True)
    ]


def _amounts(
    features: sparse.csr_matrix,
    occurrences: Occurrences,
    weights: Floats,
    probabilities: Floats,
    verdicts: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """Return how far each occurrence moves the log-probability of its text's verdict."""
    row, column = occurrences.row, occurrences.column
    mean = np.einsum("ij,ij->i", weights[column], probabilities[row])
    gain = weights[column, verdicts[row]] - mean
    # Columns of a row are sorted, so the keys of the cells are too, and each occurrence finds its cell.
    width = features.shape[1]
    rows = np.repeat(np.arange(features.shape[0], dtype=np.int64), np.diff(features.indptr))
    cell = np.searchsorted(rows * width + features.indices, row.astype(np.int64) * width + column)
    counts = np.bincount(cell, minlength=len(features.data))
    return np.asarray(gain * features.data[cell] / counts[cell], dtype=np.float64)


def _pick(wording: Wording, scores: npt.NDArray[np.float64]) -> Spans:
    positive = scores > 0
    total = float(scores[positive].sum())
    if not total:
        return ()
    edges = np.flatnonzero(np.diff(np.concatenate(([0], positive.view(np.int8), [0]))))
    runs = [(float(scores[a:b].sum()), int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    runs.sort(key=lambda run: (-run[0], run[1]))
    chosen, reached = [], 0.0
    for amount, begin, end in runs[:MOST_SPANS]:
        chosen.append((wording.starts[begin], wording.ends[end - 1]))
        reached += amount
        if reached >= _ENOUGH * total:
            break
    return tuple(sorted(chosen))
