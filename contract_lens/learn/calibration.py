"""From scores to probabilities and decisions, learned on texts that the model had not seen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from contract_lens.judge.heads import Doubles, Floats, StackedHeads

LEAST_POSITIVES = 5  # with fewer, nothing can be fitted
_DEFAULT_THRESHOLD = 0.5
_DECISIONS = (1.0, 1.15, 1.3, 1.5, 1.75)  # wider grids did worse on held-out documents


def calibrate(heads: StackedHeads, raw: Floats, targets: Doubles, weights: Doubles) -> None:
    """Set the calibration and thresholds of a model's heads.

    Args:
        heads: The heads; their ``*_scale_``, ``decision_`` and ``thresholds_`` are replaced.
        raw: Scores of texts that the heads were not fitted on, texts x columns.
        targets: What is true of them, texts x columns.
        weights: Trust in each text.
    """
    stance, symmetry, functions = heads.groups
    heads.stance_scale_ = fit_scale(raw[:, stance], targets[:, stance], weights)
    truth = targets[:, stance].argmax(axis=1)
    heads.decision_ = best_decision(heads.stance(raw), truth)
    if symmetry.stop > symmetry.start:
        heads.symmetry_scale_ = fit_scale(raw[:, symmetry], targets[:, symmetry], weights)
    slopes, thresholds = [], []
    for scores, truth in zip(raw[:, functions].T, targets[:, functions].T, strict=True):
        slope, bias = _fit_slope(scores, truth, weights)
        slopes.append((slope, bias))
        probabilities = 1 / (1 + np.exp(-(slope * scores.astype(float) + bias)))
        thresholds.append(best_threshold(probabilities, truth))
    heads.function_scale_ = np.array(slopes, dtype=np.float32).reshape(-1, 2)
    heads.thresholds_ = np.array(thresholds, dtype=np.float32)


def best_decision(stances: Floats, truth: npt.NDArray[np.int64]) -> Floats:
    """Return the weights of the stances with the highest macro-F1; that of neutral is 1."""
    best = max(
        (_macro_f1((stances * np.array([hard, 1.0, warm])).argmax(axis=1), truth), -hard, -warm)
        for hard in _DECISIONS
        for warm in _DECISIONS
    )
    return np.array([-best[1], 1.0, -best[2]], dtype=np.float32)


def _macro_f1(chosen: npt.NDArray[np.int64], truth: npt.NDArray[np.int64]) -> float:
    table = np.bincount(truth * 3 + chosen, minlength=9).reshape(3, 3)
    f1 = 2 * np.diag(table) / np.maximum(table.sum(axis=0) + table.sum(axis=1), 1)
    return float(f1.mean())


def best_threshold(probabilities: Doubles, truth: Doubles) -> float:
    """Return the threshold with the highest F1; one half where there are too few positives to tell."""
    positives = truth.sum()
    if positives < LEAST_POSITIVES:
        return _DEFAULT_THRESHOLD
    order = np.argsort(-probabilities, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + positives)
    best = int(f1.argmax())
    below = probabilities[order[best + 1]] if best + 1 < len(order) else 0.0
    return float((probabilities[order[best]] + below) / 2)


def fit_scale(raw: Floats, targets: Doubles, weights: Doubles) -> Floats:
    """Fit a multinomial logistic regression from scores to the three classes; biases are the last row."""
    truth: npt.NDArray[np.int64] = targets.argmax(axis=1)
    if len(np.unique(truth)) < targets.shape[1]:
        return np.vstack([np.eye(targets.shape[1]), np.zeros(targets.shape[1])]).astype(np.float32)
    model = LogisticRegression(C=100.0, max_iter=1000).fit(raw, truth, sample_weight=weights)
    return np.vstack([model.coef_.T, model.intercept_]).astype(np.float32)


def _fit_slope(scores: Floats, truth: Doubles, weights: Doubles) -> tuple[float, float]:
    if not LEAST_POSITIVES <= truth.sum() < len(truth):
        return 1.0, 0.0
    model = LogisticRegression(C=100.0).fit(scores[:, None], truth.astype(int), sample_weight=weights)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
