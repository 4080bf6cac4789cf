"""Dysfunctional: collaborative purpose and machinery beside clauses that squeeze, police or control."""

from __future__ import annotations

from contract_lens.assess.case import SHARING, Case
from contract_lens.assess.patterns.verdict import pronounce
from contract_lens.assess.wording import cite, percent, scored, shown
from contract_lens.assessment import Pattern


def judge_dysfunctional(case: Case) -> Pattern:
    """Judge whether one paper follows two approaches: the talk of partners, the terms of opponents."""
    talk, control = case.indices["purpose_talk"], case.indices["control"]
    return pronounce(
        case,
        "dysfunctional",
        score=case.score("dysfunctional"),
        reasons_for=[_warm_words(case), _hard_terms(case), _one_way(case), _machinery(case)],
        reasons_against=[_cool_words(case), _soft_terms(case), _goodwill(case), _shared(case), _even(case)],
        evidence=[*talk.provisions[:3], *control.provisions[:3]],
    )


def _warm_words(case: Case) -> str:
    talk = case.indices["purpose_talk"]
    return f"It introduces itself warmly: purpose talk {shown(talk)}." if talk.value >= 33 else ""


def _cool_words(case: Case) -> str:
    talk = case.indices["purpose_talk"]
    return (
        f"It promises little in its recitals and purpose: purpose talk {scored(talk)}."
        if talk.value < 33
        else ""
    )


def _machinery(case: Case) -> str:
    governance = case.indices["joint_governance"]
    if governance.value < case.weights.absence["present"]:
        return ""
    return f"It sets up joint machinery: joint governance {shown(governance)}."


def _hard_terms(case: Case) -> str:
    control = case.indices["control"]
    share = case.stance.adversarial if case.stance else 0.0
    if control.value < case.weights.absence["present"]:
        return ""
    return (
        f"There are terms of control, policing or pressure: {shown(control)}; "
        f"{percent(share)} of the operative words are adversarial."
    )


def _soft_terms(case: Case) -> str:
    control = case.indices["control"]
    low = control.value < case.weights.absence["present"]
    return f"Few of its terms control or police the other party: control {scored(control)}." if low else ""


def _goodwill(case: Case) -> str:
    joint, hard = case.feature("collaborative"), case.feature("adversarial")
    if not case.feature("goodwill"):
        return ""
    return (
        f"More of the paper builds the relationship than is hard: {percent(joint)} of the operative words "
        f"against {percent(hard)}."
    )


def _shared(case: Case) -> str:
    if not case.feature("sharing"):
        return ""
    risk, bodies = (case.indices[name] for name in SHARING)
    return f"Its terms share risk and reward ({shown(risk)}) and govern jointly ({shown(bodies)})."


def _one_way(case: Case) -> str:
    sides = case.indices["one_sidedness"]
    if sides.value < 50:
        return ""
    favoured = f" for {case.balance.favoured}" if case.balance.favoured else ""
    return f"What is hard runs mostly one way{favoured}: one-sidedness {shown(sides)}."


def _even(case: Case) -> str:
    sides = case.indices["one_sidedness"]
    if sides.value >= 50:
        return ""
    both = [p for p in case.paper.operative if p.clause.symmetry.value == "mutual" and p.collaborative > 0.5]
    where = f", and {cite(both)} bind both to cooperate" if both else ""
    return f"Its hard terms are fairly even: one-sidedness {scored(sides)}{where}."
