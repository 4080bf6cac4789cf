"""Figures that say how good predictions are, with intervals that respect documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Classes = npt.NDArray[np.int64]

_BINS = 10
_RESAMPLES = 400
_FEW = 10  # texts; the F1 of a rarer class is chance


@dataclass(frozen=True, slots=True)
class ClassScore:
    """How well one class is told.

    Attributes:
        name: Its codebook word.
        precision: Of those called so, the share that is so.
        recall: Of those that are so, the share called so.
        f1: Harmonic mean of both.
        support: How many are so.
        low: Lower end of the 95 % interval of ``f1`` (documents resampled).
        high: Upper end.
    """

    name: str
    precision: float
    recall: float
    f1: float
    support: int
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, slots=True)
class ChoiceScore:
    """How well a choice among classes (stance, symmetry) is made.

    Attributes:
        name: What was measured, and on which texts.
        macro_f1: Mean of the classes' F1.
        low: Lower end of its 95 % interval (documents resampled).
        high: Upper end.
        calibration_error: Expected calibration error of the top probability.
        texts: How many texts.
        classes: Each class that occurs.
        absent: Classes that no text has; they are no part of ``macro_f1``.
    """

    name: str
    macro_f1: float
    low: float
    high: float
    calibration_error: float
    texts: int
    classes: tuple[ClassScore, ...]
    absent: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the figures in one line."""
        classes = "  ".join(f"{score.name} {score.f1:.3f} ({score.support})" for score in self.classes)
        return (
            f"{self.name}: macro-F1 {self.macro_f1:.3f} [{self.low:.3f}, {self.high:.3f}]  {classes}"
            f"  ECE {self.calibration_error:.3f}{self._caveat()}"
        )

    def _caveat(self) -> str:
        """Say which classes stand on too few texts for their figure to mean much, or on none."""
        absent = set(self.absent)
        thin = [score.name for score in self.classes if score.support < _FEW and score.name not in absent]
        said = [f"without {name}: none here" for name in self.absent]
        said += [f"few {name}" for name in thin]
        return f"  ({'; '.join(said)})" if said else ""


def score_choice(
    name: str,
    probabilities: npt.NDArray[np.float32],
    truth: Classes,
    groups: Sequence[str],
    classes: Sequence[str],
    *,
    chosen: Classes | None = None,
    seed: int = 0,
) -> ChoiceScore:
    """Score a choice among classes.

    Args:
        name: What is measured.
        probabilities: Texts x classes.
        truth: Index of the true class of each text.
        groups: Document of each text; intervals come from resampling these.
        classes: Names of the classes.
        chosen: Index of the class that is called; by default the most probable.
        seed: Seed of the resampling.
    """
    if chosen is None:
        chosen = probabilities.argmax(axis=1).astype(np.int64)
    width = len(classes)
    tables = _tables_by_group(truth, chosen, groups, width)
    f1 = np.nan_to_num(_f1(tables.sum(axis=0)))
    present = np.bincount(truth, minlength=width) > 0
    drawn = np.random.default_rng(seed).integers(0, len(tables), size=(_RESAMPLES, len(tables)))
    sampled = np.array([_f1(tables[draw].sum(axis=0)) for draw in drawn])
    sampled[:, ~present] = 0
    lows, highs = np.nanpercentile(sampled, [2.5, 97.5], axis=0)
    means = np.nanmean(sampled[:, present], axis=1)
    table = tables.sum(axis=0)
    scores = tuple(
        ClassScore(
            classes[k],
            _share(table[k, k], table[:, k].sum()),
            _share(table[k, k], table[k].sum()),
            float(f1[k]),
            int(table[k].sum()),
            float(lows[k]),
            float(highs[k]),
        )
        for k in range(width)
        if present[k]
    )
    low, high = np.percentile(means, [2.5, 97.5])
    error = calibration_error(probabilities, truth)
    absent = tuple(classes[k] for k in range(width) if not present[k])
    return ChoiceScore(
        name, float(f1[present].mean()), float(low), float(high), error, len(truth), scores, absent
    )


def calibration_error(probabilities: npt.NDArray[np.float32], truth: Classes) -> float:
    """Return the expected calibration error of the top probability, over ten bins of equal width."""
    top = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    bins = np.minimum((top * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(right[bins == k].mean()) - float(top[bins == k].mean())) * float((bins == k).mean())
        for k in range(_BINS)
        if (bins == k).any()
    ]
    return sum(gaps)


def average_precision(scores: npt.NDArray[np.float32], truth: npt.NDArray[np.bool_]) -> float:
    """Return the average precision of a ranking."""
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(truth, scores)) if truth.any() else 0.0


def _tables_by_group(truth: Classes, chosen: Classes, groups: Sequence[str], width: int) -> Classes:
    """Return one confusion table a document, true class by chosen class."""
    _, index = np.unique(np.array(groups), return_inverse=True)
    tables = np.zeros((index.max() + 1, width, width), dtype=np.int64)
    np.add.at(tables, (index, truth, chosen), 1)
    return tables


def _f1(table: Classes) -> Doubles:
    """Return the F1 of each class; NaN where a class neither occurs nor is called."""
    hits = np.diag(table).astype(float)
    both = (table.sum(axis=0) + table.sum(axis=1)).astype(float)
    f1: Doubles = np.full(len(hits), np.nan)
    np.divide(2 * hits, both, out=f1, where=both > 0)
    return f1


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else 0.0
