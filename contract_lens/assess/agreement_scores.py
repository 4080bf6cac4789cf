"""How well assessments of whole agreements meet the judgement of a careful reader."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contract_lens.assessment import LABELS, Assessment

#: Which of the reader's scores (0 to 4) each index is compared with.
SCORE_OF_INDEX: Mapping[str, str] = {
    "exit": "exit",
    "control": "control",
    "one_sidedness": "one_sided",
    "risk_reward_sharing": "risk_reward",
    "joint_governance": "governance",
    "information_sharing": "information",
    "integration": "integration",
    "relationship_investment": "investment",
    "purpose_talk": "purpose_talk",
}


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """How well one label is met.

    Attributes:
        code: The label.
        precision: Share of the flags that are right; 0 where there are none.
        recall: Share of the agreements with the label that are flagged.
        f1: Harmonic mean of the two.
        support: Agreements that carry the label.
        false_alarms: Agreements that are flagged and should not be.
        misses: Agreements that should be flagged and are not.
    """

    code: str
    precision: float
    recall: float
    f1: float
    support: int
    false_alarms: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementFigures:
    """How well whole agreements are judged.

    Attributes:
        agreements: How many were compared.
        labels: Figures of each label.
        indices: Spearman's rank correlation of each index with the reader's score; ``nan`` where one of the
            two never varies.
        stance: The same for the stance of the document.
    """

    agreements: int
    labels: tuple[LabelFigures, ...]
    indices: dict[str, float]
    stance: float


def evaluate_agreements(
    judged: Sequence[tuple[str, Assessment]], truth: Mapping[str, Mapping[str, Any]]
) -> AgreementFigures:
    """Compare assessments with a reader's judgements.

    Args:
        judged: Name of the document and its assessment. For an honest figure the models behind an assessment
            must not have learned from that document.
        truth: By name of the document: ``labels`` (codes), ``scores`` (0 to 4 by the names of
            ``SCORE_OF_INDEX``), ``stance`` (-2 to 2). Documents without a judgement are left out.
    """
    rows = [(name, assessment, truth[name]) for name, assessment in judged if name in truth]
    said = {name: set(assessment.labels) for name, assessment, _ in rows}
    meant = {name: set(told["labels"]) for name, _, told in rows}
    indices = {
        index: rank_correlation(
            [_value(assessment, index) for _, assessment, _ in rows],
            [float(told["scores"][score]) for _, _, told in rows],
        )
        for index, score in SCORE_OF_INDEX.items()
    }
    stances = [assessment.stance.score if assessment.stance else 0.0 for _, assessment, _ in rows]
    return AgreementFigures(
        agreements=len(rows),
        labels=tuple(_figures(code, said, meant) for code in LABELS),
        indices=indices,
        stance=rank_correlation(stances, [float(told["stance"]) for _, _, told in rows]),
    )


def _value(assessment: Assessment, index: str) -> float:
    """Return an index; a paper without terms, which has none, shows nothing of it."""
    return assessment.indices[index].value if index in assessment.indices else 0.0


def _figures(code: str, said: Mapping[str, set[str]], meant: Mapping[str, set[str]]) -> LabelFigures:
    flagged = {name for name, codes in said.items() if code in codes}
    true = {name for name, codes in meant.items() if code in codes}
    right = len(flagged & true)
    return LabelFigures(
        code=code,
        precision=right / len(flagged) if flagged else 0.0,
        recall=right / len(true) if true else 0.0,
        f1=2 * right / (len(flagged) + len(true)) if flagged or true else 0.0,
        support=len(true),
        false_alarms=tuple(sorted(flagged - true)),
        misses=tuple(sorted(true - flagged)),
    )


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's rank correlation; equal values share their rank, a constant gives ``nan``."""
    if len(set(one)) < 2 or len(set(other)) < 2:
        return float("nan")
    return statistics.correlation(_ranks(one), _ranks(other))


def _ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [statistics.fmean(places[value]) for value in values]
