"""The figures themselves, on cases that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from contract_lens.learn.calibration import best_decision, best_threshold
from contract_lens.learn.scores import average_precision, calibration_error, score_choice

CLASSES = ("x", "y", "z")


def one_hot(chosen: list[int], top: float = 1.0) -> np.ndarray:
    table = np.full((len(chosen), 3), (1 - top) / 2, dtype=np.float32)
    table[np.arange(len(chosen)), chosen] = top
    return table


def test_a_perfect_choice_scores_one() -> None:
    truth = np.array([0, 1, 2, 0, 1, 2])
    score = score_choice("all", one_hot(truth.tolist()), truth, list("aabbcc"), CLASSES)
    assert score.macro_f1 == score.low == score.high == 1.0
    assert score.calibration_error == pytest.approx(0)
    assert [item.support for item in score.classes] == [2, 2, 2]


def test_f1_is_that_of_the_confusion_table() -> None:
    truth = np.array([0, 0, 0, 1, 1, 2])
    score = score_choice("all", one_hot([0, 0, 1, 1, 1, 2]), truth, list("abcdef"), CLASSES)
    assert [item.f1 for item in score.classes] == pytest.approx([0.8, 0.8, 1.0])
    assert score.low < score.macro_f1 < score.high or score.high == 1.0


def test_a_class_that_does_not_occur_is_left_out() -> None:
    truth = np.array([0, 1, 0, 1])
    score = score_choice("all", one_hot([0, 1, 0, 1]), truth, list("abcd"), CLASSES)
    assert [item.name for item in score.classes] == ["x", "y"]
    assert score.macro_f1 == 1.0


def test_overconfidence_is_a_calibration_error() -> None:
    truth = np.array([0, 1] * 10)
    assert calibration_error(one_hot([0] * 20, top=0.95), truth) == pytest.approx(0.45, abs=1e-6)


def test_average_precision_of_a_perfect_ranking() -> None:
    scores = np.array([0.9, 0.8, 0.1], dtype=np.float32)
    assert average_precision(scores, np.array([True, True, False])) == 1.0
    assert average_precision(scores, np.array([False, False, False])) == 0.0


def test_the_threshold_splits_where_f1_is_highest() -> None:
    probabilities = np.array([0.9, 0.8, 0.7, 0.6, 0.55, 0.3, 0.2, 0.1])
    truth = np.array([1, 1, 1, 1, 1, 0, 0, 0.0])
    assert 0.3 < best_threshold(probabilities, truth) < 0.55


def test_a_rare_code_keeps_the_default_threshold() -> None:
    assert best_threshold(np.array([0.9, 0.1]), np.array([1.0, 0.0])) == 0.5


def test_the_decision_favours_classes_that_are_missed() -> None:
    probabilities = np.tile(np.array([[0.45, 0.55, 0.0]], dtype=np.float32), (10, 1))
    truth = np.array([0] * 6 + [1] * 4)
    assert best_decision(probabilities, truth)[0] > 1
