"""How the decisions of a model are fitted: one logistic regression a column, all over the same features.

Calibration and thresholds come from predictions on documents that the model had not seen; ``learn`` sets
them. What a fitted model does lies in ``decisions.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator

from contract_lens.judge.decisions import STANCES, SYMMETRIES, Decisions, Floats, softmax

__all__ = ["STANCES", "SYMMETRIES", "Doubles", "Floats", "StackedHeads", "softmax"]

Doubles = npt.NDArray[np.float64]


class StackedHeads(Decisions, BaseEstimator):  # type: ignore[misc] # scikit-learn is untyped
    """Logistic regressions over shared features; the last step of a model's pipeline.

    Args:
        functions: Codes of the function columns, in order.
        symmetry: Whether there are symmetry columns (clauses).
        stance_c: Inverse strength of regularisation of the stance columns.
        function_c: The same of the function columns.
        symmetry_c: The same of the symmetry columns.
        seed: Seed of the solver.
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

    def __getstate__(self) -> dict[str, object]:
        """Leave the working copies of the weights out of the saved model."""
        state: dict[str, object] = super().__getstate__()
        return {name: value for name, value in state.items() if name not in ("_weights", "_stance_weights")}
