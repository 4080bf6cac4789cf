"""The decisions of a fitted model: stance, functions and symmetry as columns of one matrix.

Each column is a logistic regression of its own (one class or code against the rest). Together they are one
matrix product, so a head more costs almost nothing. How they are fitted lies in ``heads.py``, whose library
takes longer to load than most documents take to read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float32]

#: Order of the stance and symmetry columns.
STANCES = ("adversarial", "neutral", "collaborative")
SYMMETRIES = ("mutual", "one_sided", "none")


class Decisions:
    """Scores, probabilities and verdicts from shared features, as a fitted model gives them.

    Attributes:
        functions: Codes of the function columns, in order.
        symmetry: Whether there are symmetry columns (clauses).
        coef_: Weights, features x columns, half precision.
        intercept_: One per column.
        stance_scale_: Calibration of the stance: 3 x 3 weights over a row of biases.
        symmetry_scale_: Calibration of the symmetry, likewise.
        function_scale_: Slope and bias per function code.
        decision_: Weight of each stance in the verdict. Probabilities stay calibrated; the verdict is the
            stance with the highest weighted probability, so that the rarer stances are not missed.
        thresholds_: Score from which a function counts as present, per code.
    """

    functions: Sequence[str]
    symmetry: bool
    coef_: npt.NDArray[np.float16]
    intercept_: Floats
    stance_scale_: Floats
    symmetry_scale_: Floats
    function_scale_: Floats
    decision_: Floats
    thresholds_: Floats

    @property
    def groups(self) -> tuple[slice, slice, slice]:
        """Columns of stance, of symmetry (empty without), and of functions."""
        width = len(SYMMETRIES) if self.symmetry else 0
        first = len(STANCES)
        return slice(0, first), slice(first, first + width), slice(first + width, None)

    def decision_function(self, features: sparse.csr_matrix) -> Floats:
        """Return the uncalibrated scores, texts x columns."""
        return np.asarray(features @ self._working_weights() + self.intercept_, dtype=np.float32)

    def stance_weights(self, scale: Floats | None = None) -> Floats:
        """Return the weights of the calibrated stance, features x 3.

        Args:
            scale: Calibration to use in place of the model's own, 3 x 3.
        """
        own = self.stance_scale_[:-1] if scale is None else scale
        known: tuple[tuple[int, bytes], Floats] | None = self.__dict__.get("_stance_weights")
        told = (id(self.coef_), own.tobytes())
        if known is None or known[0] != told:
            weights = self._working_weights()[:, self.groups[0]]
            known = (told, np.asarray(weights @ own, dtype=np.float32))
            self.__dict__["_stance_weights"] = known
        return known[1]

    def stance(self, scores: Floats) -> Floats:
        """Return calibrated probabilities of ``STANCES``, texts x 3."""
        return softmax(_scale(scores[:, self.groups[0]], self.stance_scale_))

    def verdicts(self, stances: Floats) -> npt.NDArray[np.int64]:
        """Return the index into ``STANCES`` of each text's verdict, from the calibrated probabilities."""
        return np.asarray((stances * self.decision_).argmax(axis=1), dtype=np.int64)

    def symmetries(self, scores: Floats) -> Floats:
        """Return calibrated probabilities of ``SYMMETRIES``, texts x 3 (texts x 0 without symmetry)."""
        part = scores[:, self.groups[1]]
        return softmax(_scale(part, self.symmetry_scale_)) if part.shape[1] else part

    def function_scores(self, scores: Floats) -> Floats:
        """Return calibrated scores of the functions, texts x codes."""
        part = scores[:, self.groups[2]] * self.function_scale_[:, 0] + self.function_scale_[:, 1]
        return np.asarray(1 / (1 + np.exp(-part)), dtype=np.float32)

    def probabilities(self, scores: Floats) -> tuple[Floats, Floats, Floats]:
        """Return calibrated stances, symmetries and functions."""
        return self.stance(scores), self.symmetries(scores), self.function_scores(scores)

    def _working_weights(self) -> Floats:
        """Return the weights in single precision, unpacked once."""
        known: tuple[int, Floats] | None = self.__dict__.get("_weights")
        if known is None or known[0] != id(self.coef_):
            known = (id(self.coef_), self.coef_.astype(np.float32))
            self.__dict__["_weights"] = known
        return known[1]


def _scale(scores: Floats, scale: Floats) -> Floats:
    return np.asarray(scores @ scale[:-1] + scale[-1], dtype=np.float32)


def softmax(scores: Floats) -> Floats:
    """Return probabilities, each row summing to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
