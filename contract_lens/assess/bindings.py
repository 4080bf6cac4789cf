"""Whom a clause binds, by its own words: one party, both alike, or both so that each may act on the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from contract_lens.assess.mirrors import Names
from contract_lens.assess.paper import Provision
from contract_lens.assess.saying import sentence_of
from contract_lens.clause import Symmetry
from contract_lens.duty import Duty, Modality, Topic

#: What the parties are called together, or each as the other's other.
_ALL = re.compile(
    r"\b(?:(?:either|each|neither|both|any|no)(?: of the| the)? (?:other )?part(?:y|ies)|"
    r"(?:indemnif(?:ying|ied)|disclosing|receiving|defaulting|non-?defaulting|breaching|non-?breaching|"
    r"terminating|affected|other|first) part(?:y|ies)(?:[’']s)?)(?!\w)",
    re.IGNORECASE,
)

#: "Either party may terminate", "by either party": each may act; "neither may" and "may not" let nobody.
_EACH_MAY = re.compile(
    r"\b(?:(?:either|each|both|any|a|the (?:other|non-?\w+ing))(?: of the| the)? part(?:y|ies)\b"
    r"(?:[ ,]+(?!neither|no\b|not\b)[\w’'-]+){0,4}?[ ,]+(?:may|can|shall be entitled|"
    r"(?:shall )?ha(?:s|ve) the right|is entitled|reserves? the right)"
    r"(?! not\b| only\b| be (?:liable|responsible))|"
    r"(?:terminated|cancell?ed|ended|rescinded) (?:at any time )?by (?:either|any|each) party)\b",
    re.IGNORECASE,
)

#: What one may do to the other: leave, buy out, refuse, keep back, take.
_ACTS = re.compile(
    r"\b(?:terminat|cancel|rescind|withdraw|suspend|set[ -]?off|offset|withh[oe]ld|deduct|forfeit|"
    r"purchase|buy|acquire|reject|refuse|veto|remov|demand|recover|enjoin|injuncti|enforce|exclude|dissol)",
    re.IGNORECASE,
)

#: "provided that Velm may assign": let off from what binds both. What else may be done, such as "except that
#: Confidential Information may be disclosed", is no word of one party.
_BUT = re.compile(
    r"\b(?:provided(?:,? however,?)?(?: that)?|except(?: that)?|but|however|save that)[ ,]+(?:the )?"
)
_FREED = re.compile(
    r" (?:may|can|shall (?:be (?:free|entitled)|have the right)|is (?:free|entitled))\b(?! not\b)"
)

#: Functions by which a party acts on the other; a restraint, a limit or an indemnity does not.
_SANCTIONS = frozenset(
    (
        "term_convenience",
        "term_cause",
        "change_of_control",
        "buyout",
        "penalty",
        "discretion",
        "exit_aftermath",
    )
)


class Binding(StrEnum):
    """Whom a clause binds."""

    ONE = "one"
    ALIKE = "alike"
    ALL_BUT_ONE = "all but one"
    EACH_ACTS = "each acts"


def bindings_of(provision: Provision, duties: Sequence[Duty], names: Names | None = None) -> Binding:
    """Return whom a clause binds, and whether it lets each party act against the other.

    The model's word alone does not make a clause mutual: its own words must speak of both, and not every duty
    that was read of it may be one party's.

    Args:
        provision: The clause.
        duties: Every duty that was read of it.
        names: The parties; without them nobody is found to be let off.
    """
    text = provision.text
    if _lets_each_act(provision, duties):
        return Binding.EACH_ACTS
    if provision.clause.symmetry is not Symmetry.MUTUAL or _binds_one(duties) or not _ALL.search(text):
        return Binding.ONE
    return Binding.ALL_BUT_ONE if _lets_one_off(text, names) else Binding.ALIKE


def _lets_one_off(text: str, names: Names | None) -> bool:
    """Whether an exception to what binds all names a party that may."""
    if names is None:
        return False
    named = (names.at(text, found.end()) for found in _BUT.finditer(text))
    return any(name is not None and _FREED.match(text, name[1]) for name in named)


def _lets_each_act(provision: Provision, duties: Sequence[Duty]) -> bool:
    """Whether a right or sanction of the clause is each party's against the other."""
    leading = provision.clause.functions[0].code if provision.clause.functions else ""
    if leading not in _SANCTIONS or _binds_one(duties):
        return False
    rights = [duty for duty in duties if duty.modality is Modality.RIGHT and duty.topic in _ACTING]
    if any(not duty.is_mutual for duty in rights):
        return False
    for found in _EACH_MAY.finditer(provision.text):
        _, end = sentence_of(provision.text, found.start(), found.end())
        if _ACTS.search(provision.text, found.start(), min(end, found.end() + _NEAR)):
            return True
    return False


_ACTING = (Topic.EXIT, Topic.REMEDY, Topic.DISCRETION)

#: How far behind "may" the deed stands.
_NEAR = 120


def _binds_one(duties: Sequence[Duty]) -> bool:
    """Whether every duty that was read of a clause is one and the same party's."""
    return bool(duties) and len({party for duty in duties for party in duty.parties}) == 1
