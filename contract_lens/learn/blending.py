"""Fitting the blend of linear model and encoder, on documents that neither had seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from contract_lens.clause import TextKind
from contract_lens.judge.blend import Blend
from contract_lens.judge.heads import STANCES, SYMMETRIES, Doubles, Floats
from contract_lens.learn.calibration import LEAST_POSITIVES, best_decision, best_threshold, fit_scale
from contract_lens.learn.fitting import HeldOut, Labels

_PARTS = 5


def fit_blend(kind: TextKind, linear: Floats, encoded: Floats, labels: Labels) -> Blend:
    """Fit how both models' scores become decisions.

    Args:
        kind: What the texts are.
        linear: Scores of the linear model for texts it had not seen, texts x columns.
        encoded: Scores of the encoder, likewise.
        labels: What is true of the texts.
    """
    stance, symmetry, functions = _columns(kind)
    targets, trust = labels.targets, labels.weights
    both = np.hstack([linear[:, stance], encoded[:, stance]])
    scale = fit_scale(both, targets[:, stance], trust)
    sides = np.empty((0, 0), dtype=np.float32)
    if symmetry.stop > symmetry.start:
        pair = np.hstack([linear[:, symmetry], encoded[:, symmetry]])
        sides = fit_scale(pair, targets[:, symmetry], trust)
    weights, thresholds = [], []
    for scores, second, truth in zip(
        linear[:, functions].T, encoded[:, functions].T, targets[:, functions].T, strict=True
    ):
        row = _fit_function(scores, second, truth, trust)
        logits = row[0] * scores.astype(float) + row[1] * second.astype(float) + row[2]
        weights.append(row)
        thresholds.append(best_threshold(1 / (1 + np.exp(-logits)), truth))
    blend = Blend(
        scale,
        sides,
        np.array(weights, dtype=np.float32).reshape(-1, 3),
        np.ones(len(STANCES), dtype=np.float32),
        np.array(thresholds, dtype=np.float32),
    )
    stances = blend.probabilities(linear, encoded)[0]
    decision = best_decision(stances, targets[:, stance].argmax(axis=1))
    return Blend(blend.stance, blend.symmetry, blend.functions, decision, blend.thresholds)


def cross_fit(
    kind: TextKind, linear: Floats, encoded: Floats, labels: Labels, groups: Sequence[str]
) -> HeldOut:
    """Return decisions for each text by a blend that was fitted without its document."""
    width = len(SYMMETRIES) if kind is TextKind.CLAUSE else 0
    count = len(linear)
    codes = linear.shape[1] - len(STANCES) - width
    held = HeldOut(
        np.zeros((count, len(STANCES)), dtype=np.float32),
        np.zeros(count, dtype=np.int64),
        np.zeros((count, width), dtype=np.float32),
        np.zeros((count, codes), dtype=np.float32),
        np.zeros((count, codes), dtype=np.bool_),
        encoded,
    )
    parts = min(_PARTS, len(set(groups)))
    for inside, outside in GroupKFold(parts).split(linear, groups=groups):
        part = Labels(*(column[inside] for column in labels))
        blend = fit_blend(kind, linear[inside], encoded[inside], part)
        stances, sides, functions = blend.probabilities(linear[outside], encoded[outside])
        held.stance[outside], held.symmetry[outside], held.functions[outside] = stances, sides, functions
        held.verdict[outside] = blend.verdicts(stances)
        held.present[outside] = functions >= blend.thresholds
    return held


def _columns(kind: TextKind) -> tuple[slice, slice, slice]:
    first = len(STANCES)
    width = len(SYMMETRIES) if kind is TextKind.CLAUSE else 0
    return slice(0, first), slice(first, first + width), slice(first + width, None)


def _fit_function(
    linear: Floats, encoded: Floats, truth: Doubles, weights: Doubles
) -> tuple[float, float, float]:
    if not LEAST_POSITIVES <= truth.sum() < len(truth):
        return 1.0, 0.0, 0.0
    # Few positives a code: a firmer hand than for the stance keeps both weights sane.
    model = LogisticRegression(C=1.0).fit(
        np.column_stack([linear, encoded]), truth.astype(int), sample_weight=weights
    )
    return float(model.coef_[0, 0]), float(model.coef_[0, 1]), float(model.intercept_[0])
