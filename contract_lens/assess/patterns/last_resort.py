"""Option of last resort: exit and control outweigh what the parties promise each other."""

from __future__ import annotations

import re

from contract_lens.assess.case import JOINT_CONDUCT, Case
from contract_lens.assess.paper import Provision
from contract_lens.assess.patterns.verdict import pronounce
from contract_lens.assess.wording import INDEX_NAMES, cite, counted, scored, shown
from contract_lens.assessment import Pattern
from contract_lens.clause import Symmetry

#: Ways to end or leave the deal; a ban on its assignment is none, whatever it says of a change of control.
_LEAVES = re.compile(
    r"\b(?:terminat|cancel|withdraw|rescind|dissol|wind(?:ing)?[ -]up|liquidat|resign|retire|"
    r"(?:put|call|buy-?out|exit)\b|(?:not|non|without)\W+(?:to )?(?:be )?(?:renew|extend)|"
    r"(?:purchase|buy|sell|acquire|transfer)\w*\b[^.;]{0,80}\b(?:shares?|interests?|units?|stock)|"
    r"(?:agreement|term|venture|alliance) (?:shall|will|may) (?:end|expire)|expir)",
    re.IGNORECASE,
)

#: A restraint must say more: that either may end the deal.
_RESTRAINTS = ("lock_in", "change_of_control", "control_right")
_EACH_LEAVES = re.compile(
    r"\b(?:either|each|any|both|other|a|non-?\w+)(?: of the)? part(?:y|ies)\b[^.;]{0,80}"
    r"\b(?:may|right|entitled)\b[^.;]{0,60}\b(?:terminat|cancel|withdraw|rescind)",
    re.IGNORECASE,
)

#: An item that names one party alone: "(a) by Velm for any reason; (b) by either party".
_BY_ONE = re.compile(
    r"(?:\(\w{1,4}\)|[;:])\s*(?:or\s+)?by\s+(?:the\s+)?"
    r"(?!(?i:either|each|any|both|mutual|one|written|notice|operation|law|the)\b)"
    r"[A-Z]\w[\w&’'.-]*+(?:,?\s+[A-Z][\w&’'.-]*+){0,4}+(?!\s+(?:or|and|and/or)\s+(?:by\s+)?(?:the\s+)?[A-Z])"
)


def judge_last_resort(case: Case) -> Pattern:
    """Judge whether the strongest means of leaving and controlling are what holds the deal together.

    Symmetric exits of a joint venture do not count towards it; a free exit, a priced option or a veto of one
    side does.
    """
    exits, control = case.indices["exit"], case.indices["control"]
    return pronounce(
        case,
        "last_resort",
        score=case.score("last_resort"),
        reasons_for=[_strength(case, "control"), _strength(case, "exit"), _held_by(case), _shares(case)],
        reasons_against=[_symmetric_exits(case), _mild(case), _commitments(case)],
        evidence=[*control.provisions[:3], *exits.provisions[:3]],
    )


def _strength(case: Case, name: str) -> str:
    weighed = case.indices[name]
    if weighed.value < case.weights.absence["present"]:
        return ""
    what = "Control of one party over the other" if name == "control" else "Ways to leave or buy out"
    return f"{what}: {shown(weighed)}."


def _held_by(case: Case) -> str:
    sides = case.indices["one_sidedness"]
    if not case.balance.favoured or sides.value < 50:
        return ""
    return f"These rights run mostly to {case.balance.favoured}: one-sidedness {scored(sides)}."


def _shares(case: Case) -> str:
    found = case.with_cue("shareholding")
    if case.feature("shareholding") < 0.5:
        return ""
    where = f"{counted(len(found), 'clause')}, such as {cite(found, most=2)}"
    return f"Shares, votes or board seats are what is dealt in: {where}."


def _symmetric_exits(case: Case) -> str:
    both = [p for p in case.indices["exit"].provisions if _is_open_to_both(p)]
    return f"Exits that are open to both parties: {cite(both)}." if both else ""


def _is_open_to_both(provision: Provision) -> bool:
    """Whether a clause lets both parties leave: by its own words, and none of its items one party alone."""
    if provision.clause.symmetry is not Symmetry.MUTUAL:
        return False
    if provision.mirrored:  # each has its own half
        return True
    functions = provision.clause.functions
    leads = functions[0].code if functions else ""
    leaves = _EACH_LEAVES if leads in _RESTRAINTS else _LEAVES
    return leaves.search(provision.text) is not None and not _BY_ONE.search(provision.text)


def _mild(case: Case) -> str:
    low = [name for name in ("control", "exit") if case.indices[name].value < case.weights.absence["absent"]]
    return "".join(f"{name.capitalize()} is low: {scored(case.indices[name])}. " for name in low).strip()


def _commitments(case: Case) -> str:
    held = [name for name in JOINT_CONDUCT if case.indices[name].value >= case.weights.absence["present"]]
    if not held:
        return ""
    best = max(held, key=lambda name: case.indices[name].value)
    return f"The parties also commit to each other: {INDEX_NAMES[best]} {shown(case.indices[best])}."
