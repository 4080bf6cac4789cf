"""The decisions of a model: stance, functions and symmetry as columns of one matrix.

Each column is a logistic regression of its own (one class or code against the rest). Together they are one
matrix product, so a head more costs almost nothing. Calibration and thresholds come from predictions on
documents that the model had not seen; ``learn`` sets them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

#: Order of the stance and symmetry columns.
STANCES = ("adversarial", "neutral", "collaborative")
SYMMETRIES = ("mutual", "one_sided", "none")


class StackedHeads(BaseEstimator):  # type: ignore[misc] # scikit-learn is untyped
    """Logistic regressions over shared features; the last step of a model's pipeline.

    Args:
        functions: Codes of the function columns, in order.
        symmetry: Whether there are symmetry columns (clauses).
        stance_c: Inverse strength of regularisation of the stance columns.
        function_c: The same of the function columns.
        symmetry_c: The same of the symmetry columns.
        seed: Seed of the solver.

    Attributes:
        coef_: Weights, features x columns, half precision.
        intercept_: One per column.
        stance_scale_: Calibration of the stance: 3 x 3 weights over a row of biases.
        symmetry_scale_: Calibration of the symmetry, likewise.
        function_scale_: Slope and bias per function code.
        decision_: Weight of each stance in the verdict. Probabilities stay calibrated; the verdict is the
            stance with the highest weighted probability, so that the rarer stances are not missed.
        thresholds_: Score from which a function counts as present, per code.
    """

    def __init__(
        self,
        *,
        functions: Sequence[str] = (),
        symmetry: bool = True,
        stance_c: float = 3.0,
        function_c: float = 10.0,
        symmetry_c: float = 3.0,
        seed: int = 0,
    ) -> None:
        self.functions = functions
        self.symmetry = symmetry
        self.stance_c = stance_c
        self.function_c = function_c
        self.symmetry_c = symmetry_c
        self.seed = seed

    @property
    def groups(self) -> tuple[slice, slice, slice]:
        """Columns of stance, of symmetry (empty without), and of functions."""
        width = len(SYMMETRIES) if self.symmetry else 0
        first = len(STANCES)
        return slice(0, first), slice(first, first + width), slice(first + width, None)

    def fit(
        self,
        features: sparse.csr_matrix,
        targets: Doubles,
        sample_weight: Doubles | None = None,
    ) -> StackedHeads:
        """Fit one logistic regression a column.

        Args:
            features: Texts x features.
            targets: Texts x columns; 1 or 0, and NaN where nothing is known.
            sample_weight: Trust in each text.
        """
        trust: Doubles = np.ones(features.shape[0]).astype(np.float64)
        if sample_weight is not None:
            trust = sample_weight
        columns = [self._fit_column(features, targets[:, k], trust, k) for k in range(targets.shape[1])]
        self.coef_ = np.column_stack([column[:-1] for column in columns]).astype(np.float16)
        self.intercept_ = np.array([column[-1] for column in columns], dtype=np.float32)
        count = targets.shape[1] - self.groups[2].start
        identity = np.vstack([np.eye(3), np.zeros(3)]).astype(np.float32)
        self.stance_scale_, self.symmetry_scale_ = identity, identity.copy()
        self.function_scale_ = np.column_stack([np.ones(count), np.zeros(count)]).astype(np.float32)
        self.decision_ = np.ones(len(STANCES), dtype=np.float32)
        self.thresholds_ = np.full(count, 0.5, dtype=np.float32)
        return self

    def _fit_column(
        self,
        features: sparse.csr_matrix,
        target: Doubles,
        weight: Doubles,
        k: int,
    ) -> Doubles:
        from sklearn.linear_model import LogisticRegression

        stance, symmetry, _ = self.groups
        strength = self.function_c
        if k < stance.stop:
            strength = self.stance_c
        elif k < symmetry.stop:
            strength = self.symmetry_c
        balance = "balanced" if k < symmetry.stop else None
        known = ~np.isnan(target)
        if len(np.unique(target[known])) < 2:
            return np.append(np.zeros(features.shape[1]), -10.0)
        model = LogisticRegression(
            C=strength, class_weight=balance, solver="liblinear", random_state=self.seed, max_iter=200
        )
        model.fit(features[known], target[known].astype(int), sample_weight=weight[known])
        return np.append(model.coef_[0], model.intercept_[0])

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

    def __getstate__(self) -> dict[str, object]:
        """Leave the working copies of the weights out of the saved model."""
        state: dict[str, object] = super().__getstate__()
        return {name: value for name, value in state.items() if name not in ("_weights", "_stance_weights")}


def _scale(scores: Floats, scale: Floats) -> Floats:
    return np.asarray(scores @ scale[:-1] + scale[-1], dtype=np.float32)


def softmax(scores: Floats) -> Floats:
    """Return probabilities, each row summing to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
