"""Transactional: an honest arm's-length contract that pretends nothing else."""

from __future__ import annotations

from contract_lens.assess.case import Case
from contract_lens.assess.patterns.collaborative import score_collaborative
from contract_lens.assess.patterns.verdict import pronounce
from contract_lens.assess.wording import BRANDS, cite, counted, shown
from contract_lens.assessment import Branding, Pattern

_OTHERS = {
    "misbranded": "it carries a name that its terms do not bear out",
    "last_resort": "exit and control dominate it",
    "dysfunctional": "it speaks of collaboration and binds by control",
}


def judge_transactional(case: Case) -> Pattern:
    """Judge whether something is exchanged for a price and nothing more is claimed.

    What is left when no other pattern explains the paper: the score is that of the exchange, less whatever
    another pattern claims. It can therefore never be flagged beside ``collaborative``.
    """
    return pronounce(
        case,
        "transactional",
        score=score_transactional(case),
        reasons_for=[_plain_name(case), _exchange(case)],
        reasons_against=[*_other_explanations(case), _conduct(case), _nothing_exchanged(case)],
        findings=case.quote_cue("trade", most=case.weights.measure.evidence),
    )


def score_transactional(case: Case) -> float:
    """Return the score of the exchange, less whatever another pattern claims."""
    claimed = max(score_collaborative(case), *(case.score(code) for code in _OTHERS))
    return case.score("transactional") * (1 - claimed)


def _plain_name(case: Case) -> str:
    if case.branding is not Branding.NONE:
        return ""
    return "It claims no alliance, partnership or joint venture, in its title or where it states its purpose."


def _exchange(case: Case) -> str:
    exchange = case.thickest("trade")
    if not exchange:
        return ""
    clauses = counted(len(exchange), "clause speaks", "clauses speak")
    return f"{clauses} of orders, prices, fees or licences, such as {cite(exchange, most=2)}."


def _nothing_exchanged(case: Case) -> str:
    return "" if case.with_cue("trade") else "No goods, services or licences change hands for a price."


def _other_explanations(case: Case) -> list[str]:
    found = [
        text for code, text in _OTHERS.items() if case.score(code) >= case.weights.labels[code].threshold
    ]
    if case.branding is not Branding.NONE and not found:
        found.append(f"it calls itself {BRANDS[case.branding]}")
    return [f"{text[0].upper()}{text[1:]}." for text in found]


def _conduct(case: Case) -> str:
    governance = case.indices["joint_governance"]
    if governance.value < case.weights.absence["present"]:
        return ""
    return f"The parties decide together more than an exchange needs: joint governance {shown(governance)}."
