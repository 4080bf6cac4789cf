"""Decisions from two models at once: the scores of the linear model beside those of the encoder.

Stacking after Wolpert (1992): a small logistic regression per decision weighs both, fitted on documents that
neither had seen. The numbers stand in the model card, so they can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contract_lens.judge.decisions import Floats, softmax


@dataclass(frozen=True, slots=True, eq=False)
class Blend:
    """How both models' scores become probabilities, verdicts and functions.

    Attributes:
        stance: Weights over a row of biases: six scores and 1, times three stances.
        symmetry: The same for symmetry; empty for utterances.
        functions: Weight of the linear score, of the encoder's score, and bias, per code.
        decision: Weight of each stance in the verdict.
        thresholds: Score from which a function counts as present, per code.
    """

    stance: Floats
    symmetry: Floats
    functions: Floats
    decision: Floats
    thresholds: Floats

    @classmethod
    def from_card(cls, values: Mapping[str, Any]) -> Blend:
        """Rebuild from the lists of a model card.

        Raises:
            KeyError, ValueError: The card does not hold them.
        """
        return cls(**{name: np.array(values[name], dtype=np.float32) for name in cls.__slots__})

    def to_card(self) -> dict[str, Any]:
        """Return lists for a model card."""
        return {name: np.round(getattr(self, name).astype(float), 5).tolist() for name in self.__slots__}

    def probabilities(self, linear: Floats, encoded: Floats) -> tuple[Floats, Floats, Floats]:
        """Return calibrated stances, symmetries and functions.

        Args:
            linear: Scores of the linear model, texts x columns.
            encoded: Scores of the encoder, the same columns.
        """
        width = 3 if self.symmetry.size else 0
        stance, symmetry, functions = slice(0, 3), slice(3, 3 + width), slice(3 + width, None)
        stances = _combine(linear[:, stance], encoded[:, stance], self.stance)
        symmetries = linear[:, symmetry]
        if width:
            symmetries = _combine(linear[:, symmetry], encoded[:, symmetry], self.symmetry)
        weights = self.functions
        part = linear[:, functions] * weights[:, 0] + encoded[:, functions] * weights[:, 1] + weights[:, 2]
        return stances, symmetries, np.asarray(1 / (1 + np.exp(-part)), dtype=np.float32)

    def verdicts(self, stances: Floats) -> npt.NDArray[np.int64]:
        """Return the index into ``STANCES`` of each text's verdict."""
        return np.asarray((stances * self.decision).argmax(axis=1), dtype=np.int64)


def _combine(linear: Floats, encoded: Floats, weights: Floats) -> Floats:
    return softmax(np.hstack([linear, encoded]) @ weights[:-1] + weights[-1])
