from __future__ import annotations

import math

import pytest
from paper_builders import Frame, Row, alliance_terms, assess, control_terms, supply_terms

from contract_lens.assess.agreement_scores import SCORE_OF_INDEX, evaluate_agreements, rank_correlation
from contract_lens.assessment import Branding
from contract_lens.clause import PassageKind

JUDGED = [
    ("supply", assess(supply_terms())),
    ("alliance", assess(alliance_terms(), frame=Frame("A", Branding.ALLIANCE))),
    ("control", assess(control_terms(), frame=Frame("C", Branding.COLLABORATION))),
]


def told(labels: list[str], score: int, stance: int) -> dict[str, object]:
    return {"labels": labels, "scores": dict.fromkeys(SCORE_OF_INDEX.values(), score), "stance": stance}


def test_hits_false_alarms_and_misses_are_named():
    truth = {
        "supply": told(["transactional"], 0, -1),
        "alliance": told(["misbranded"], 4, 2),
        "control": told(["last_resort"], 1, -2),
    }
    figures = {label.code: label for label in evaluate_agreements(JUDGED, truth).labels}
    assert figures["transactional"].f1 == 1
    assert figures["misbranded"].misses == ("alliance",)
    assert figures["collaborative"].false_alarms == ("alliance",)
    assert figures["collaborative"].precision == 0


def test_indices_are_ranked_against_the_scores():
    truth = {"supply": told([], 1, -1), "alliance": told([], 4, 2), "control": told([], 0, -2)}
    figures = evaluate_agreements(JUDGED, truth)
    assert figures.indices["joint_governance"] > 0.8
    assert figures.indices["control"] == pytest.approx(-1)
    assert figures.stance > 0.8


def test_documents_without_a_judgement_are_left_out():
    figures = evaluate_agreements(JUDGED, {"supply": told(["transactional"], 1, 0)})
    assert figures.agreements == 1
    assert math.isnan(figures.stance)


def test_a_paper_that_is_not_scored_shows_nothing_of_an_index():
    truth = {"supply": told([], 3, -1), "alliance": told([], 4, 2), "bare": told([], 0, 0)}
    bare = assess([Row("SUPPLY AGREEMENT", kind=PassageKind.TITLE)])
    assert bare.not_scored
    figures = evaluate_agreements([*JUDGED, ("bare", bare)], truth)
    assert figures.agreements == 3
    assert figures.indices["joint_governance"] > 0.8


@pytest.mark.parametrize(
    ("one", "other", "rho"),
    [
        ([1, 2, 3], [10, 20, 30], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([1, 1, 2, 2], [1, 2, 1, 2], 0.0),
        ([1, 2, 2, 4], [1, 3, 3, 9], 1.0),
    ],
)
def test_rank_correlation(one, other, rho):
    assert rank_correlation(one, other) == pytest.approx(rho)
