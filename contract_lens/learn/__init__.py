"""From labelled texts to models: training, evaluation, model cards.

``train`` and ``evaluate`` are what the commands of the same names run; ``train_folds`` and ``fold_of`` give
models for honest figures on whole agreements.
"""

from __future__ import annotations

from contract_lens.learn.agreements import AgreementReport, evaluate_whole_agreements
from contract_lens.learn.comparison import FeedbackReport, train_with_feedback
from contract_lens.learn.corpus import load_corpora
from contract_lens.learn.folds import fold_of
from contract_lens.learn.measuring import EvaluationReport, evaluate
from contract_lens.learn.training import TrainingReport, train, train_folds

__all__ = [
    "AgreementReport",
    "EvaluationReport",
    "FeedbackReport",
    "TrainingReport",
    "evaluate",
    "evaluate_whole_agreements",
    "fold_of",
    "load_corpora",
    "train",
    "train_folds",
    "train_with_feedback",
]
