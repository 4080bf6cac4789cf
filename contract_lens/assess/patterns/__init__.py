"""The five patterns: one file each, same shape, one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contract_lens.assess.case import Case
from contract_lens.assess.patterns.collaborative import judge_collaborative, score_collaborative
from contract_lens.assess.patterns.dysfunctional import judge_dysfunctional
from contract_lens.assess.patterns.last_resort import judge_last_resort
from contract_lens.assess.patterns.misbranded import judge_misbranded
from contract_lens.assess.patterns.transactional import judge_transactional, score_transactional
from contract_lens.assessment import LABELS, Pattern

#: Every pattern, by its codebook code, in the order of the report.
JUDGES: Mapping[str, Callable[[Case], Pattern]] = {
    "last_resort": judge_last_resort,
    "misbranded": judge_misbranded,
    "dysfunctional": judge_dysfunctional,
    "collaborative": judge_collaborative,
    "transactional": judge_transactional,
}

#: Patterns whose score is more than the sum of their own features.
_SCORES: Mapping[str, Callable[[Case], float]] = {
    "collaborative": score_collaborative,
    "transactional": score_transactional,
}


def score_of(case: Case, code: str) -> float:
    """Return the score of a pattern, 0 to 1, without its reasons."""
    score = _SCORES[code](case) if code in _SCORES else case.score(code)
    return round(score, 3)


def scores_of(case: Case) -> dict[str, float]:
    """Return the score of every pattern."""
    return {code: score_of(case, code) for code in LABELS}


def judge_patterns(case: Case) -> dict[str, Pattern]:
    """Judge every pattern of one agreement."""
    return {code: judge(case) for code, judge in JUDGES.items()}


def labels_of(patterns: Mapping[str, Pattern]) -> tuple[str, ...]:
    """Return the codes that are flagged, in the order of the codebook."""
    return tuple(code for code in LABELS if code in patterns and patterns[code].flagged)
