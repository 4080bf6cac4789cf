"""Collaborative: the operative clauses themselves share, govern jointly and settle conflict inside."""

from __future__ import annotations

from contract_lens.assess.case import JOINT_CONDUCT, Case
from contract_lens.assess.patterns.verdict import pronounce
from contract_lens.assess.wording import percent, scored, shown
from contract_lens.assessment import Pattern

_DOES = {
    "risk_reward_sharing": "costs, savings, profit, results or risk are shared",
    "joint_governance": "the parties decide together",
    "information_sharing": "the parties keep each other informed",
    "integration": "work is done together",
    "relationship_investment": "people, money, equipment or know-how are put into the relationship",
}

#: What parts the score from the rest that ``misbranded`` leaves.
_APART = 0.002


def judge_collaborative(case: Case) -> Pattern:
    """Judge whether the binding text, not the recitals, builds a relationship."""
    weights = case.weights
    strong = [name for name in JOINT_CONDUCT if case.indices[name].value >= weights.absence["present"]]
    weak = [name for name in JOINT_CONDUCT if case.indices[name].value < weights.absence["absent"]]
    carriers = [provision for name in strong for provision in case.indices[name].provisions[:2]]
    return pronounce(
        case,
        "collaborative",
        score=score_collaborative(case),
        reasons_for=[f"{_DOES[name].capitalize()}: {shown(case.indices[name])}." for name in strong],
        reasons_against=[
            *(f"Little or nothing says that {_DOES[name]}: {scored(case.indices[name])}." for name in weak),
            _hard_share(case),
            _one_way(case),
        ],
        evidence=carriers,
    )


def score_collaborative(case: Case) -> float:
    """Return the score of joint conduct, less what speaks of another kind of deal.

    What clashes with the talk of partners lowers it: joint machinery beside terms that squeeze is two papers
    in one. And what is an alliance in name only cannot be one: the score never exceeds what ``misbranded``
    leaves.
    """
    joint = case.score("collaborative") * (1 - case.score("dysfunctional"))
    # Scores are told in three places: at a half each, without the difference, both would be flagged.
    return min(joint, max(0.0, 1 - _APART - case.score("misbranded")))


def _hard_share(case: Case) -> str:
    share = case.stance.adversarial if case.stance else 0.0
    return f"{percent(share)} of the operative words are adversarial." if share >= 0.1 else ""


def _one_way(case: Case) -> str:
    sides = case.indices["one_sidedness"]
    if sides.value < 50:
        return ""
    favoured = f", mostly for {case.balance.favoured}" if case.balance.favoured else ""
    return f"Much runs one way{favoured}: one-sidedness {shown(sides)}."
