"""Fitting the blend of two models."""

from __future__ import annotations

import numpy as np
import pytest

from contract_lens.clause import TextKind
from contract_lens.learn.blending import cross_fit, fit_blend
from contract_lens.learn.fitting import Labels, function_codes

COUNT = 400


def scores_of(kind: TextKind, noise: float, seed: int) -> tuple[np.ndarray, Labels, list[str]]:
    truth = np.random.default_rng(1)
    codes = len(function_codes(kind))
    stance = np.eye(3)[truth.integers(0, 3, COUNT)]
    sides = [np.eye(3)[truth.integers(0, 3, COUNT)]] if kind is TextKind.CLAUSE else []
    functions = (truth.random((COUNT, codes)) < 0.2).astype(float)
    targets = np.hstack([stance, *sides, functions])
    own = np.random.default_rng(seed)
    scores = (targets * 2 - 1 + own.normal(0, noise, targets.shape)).astype(np.float32)
    groups = [f"document {k % 40}" for k in range(COUNT)]
    return scores, Labels(targets, np.ones(COUNT), np.zeros(COUNT, dtype=np.int64)), groups


@pytest.mark.parametrize("kind", list(TextKind))
def test_two_noisy_models_together_are_better_than_one(kind: TextKind) -> None:
    linear, labels, groups = scores_of(kind, 1.5, 2)
    encoded, _, _ = scores_of(kind, 1.5, 3)
    truth = labels.targets[:, :3].argmax(axis=1)
    both = cross_fit(kind, linear, encoded, labels, groups)
    alone = cross_fit(kind, linear, np.zeros_like(linear), labels, groups)
    assert (both.verdict == truth).mean() > (alone.verdict == truth).mean() + 0.03
    assert both.symmetry.shape[1] == (3 if kind is TextKind.CLAUSE else 0)


def test_a_blend_has_a_row_for_each_function() -> None:
    linear, labels, _ = scores_of(TextKind.CLAUSE, 1.0, 2)
    blend = fit_blend(TextKind.CLAUSE, linear, linear, labels)
    assert blend.functions.shape == (len(function_codes(TextKind.CLAUSE)), 3)
    assert blend.stance.shape == (7, 3)
    assert blend.thresholds.min() > 0
    assert blend.decision[1] == 1


def test_a_function_without_positives_stays_with_the_linear_model() -> None:
    linear, labels, _ = scores_of(TextKind.CLAUSE, 1.0, 2)
    labels.targets[:, 6] = 0
    blend = fit_blend(TextKind.CLAUSE, linear, linear, labels)
    assert blend.functions[0].tolist() == [1, 0, 0]
