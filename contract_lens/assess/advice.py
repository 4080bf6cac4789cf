"""What to do: for each clause that squeezes the cheapest change, and what the paper would then show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from contract_lens.assess.case import Case
from contract_lens.assess.counterparts import Counterpart, Counterparts
from contract_lens.assess.findings import quote
from contract_lens.assess.indices import masses_of
from contract_lens.assess.mirrors import answering
from contract_lens.assess.paper import Provision
from contract_lens.assess.what_if import apply_changes, leading_function, outlook_of
from contract_lens.assessment import Advice, Change, Outlook
from contract_lens.clause import Stance, Symmetry
from contract_lens.taxonomy.advice import AdviceTable, load_advice

#: Indices that a hard clause raises; they rank what to change first.
_HARD = ("exit", "control", "risk_shifted")


def give_advice(case: Case) -> tuple[tuple[Advice, ...], Outlook | None]:
    """Propose a change for the clauses that squeeze most, and tell what all of the first ones would do.

    Clauses that are adversarial and do not already have their mirror image for the other party, the most
    telling first. The first few are judged again one by one, and all of these together.
    """
    table = load_advice()
    hard = _hardest(case)[: table.most]
    answered = _answered(case, hard)
    others = Counterparts(case, table)
    advice = [_propose(provision, table, others, answered=provision in answered) for provision in hard]
    first = [Change(one.change, one.clause) for one in advice[: table.outlooks]]
    if not first:
        return (), None
    judged = [
        replace(one, outlook=_outlook(case, [change])) for one, change in zip(advice, first, strict=False)
    ]
    return (*judged, *advice[table.outlooks :]), _outlook(case, first)


def _outlook(case: Case, changes: Sequence[Change]) -> Outlook:
    return outlook_of(apply_changes(case, changes))


def _hardest(case: Case) -> list[Provision]:
    weight = dict.fromkeys(case.paper.operative, 0.0)
    for name in _HARD:
        for provision, mass in zip(
            case.paper.operative, masses_of(case.paper, name, case.weights), strict=True
        ):
            weight[provision] += mass / case.weights.indices[name].half
    words = case.weights.measure.clause_words
    for provision in weight:
        sides = 1.0 if provision.clause.symmetry is Symmetry.ONE_SIDED else 0.4
        weight[provision] += sides * provision.adversarial * min(provision.words, words) / 100
    hard = [
        provision
        for provision in case.paper.operative
        if provision.stance is Stance.ADVERSARIAL and not provision.mirrored
    ]
    return sorted(hard, key=lambda provision: (-weight[provision], provision.clause.start))


def _propose(provision: Provision, table: AdviceTable, others: Counterparts, *, answered: bool) -> Advice:
    function = leading_function(provision)
    template = table.template_for(function, provision.text)
    if template is None:
        function, template = "", table.template_for("", provision.text) or table.templates[-1]
    finding = quote(provision.clause)
    mutual = provision.clause.symmetry is Symmetry.MUTUAL and not others.binds_one(provision)
    both = mutual or bool(_EITHER.search(finding.text))
    other = None if both else others.of(provision, function, template)
    problem = _BOTH if both else template.problem
    if other is not None:
        problem = _beside(other)
    elif answered and not both and template.change == "mutual":
        problem = _SISTER
    return Advice(
        clause=provision.clause.id,
        problem=problem,
        change="process" if both else template.change,
        proposal=_TALK_FIRST if both else template.proposal,
        holder_gains=template.holder,
        other_gains=template.other,
        example=_TALK_EXAMPLE if both else template.example,
        quote=finding,
    )


def _beside(other: Counterpart) -> str:
    """Say what the other party has of the same kind, and where."""
    if other.is_same:
        return _HALVES
    name = other.provision.name
    if other.is_mutual:
        named = f"{name[:1].upper()}{name[1:]}"
        return f"{named} holds for both in this matter; this clause adds to it for one party alone."
    return f"{_SISTER} See {name}."


def _answered(case: Case, hard: Sequence[Provision]) -> frozenset[Provision]:
    """Return the clauses to which another one, led by another party and much like it, answers."""
    return answering(case.paper, case.parties, frozenset(hard))


# The model sometimes reads a right of both as one of one party; the words then say it plainly.
_EITHER = re.compile(
    r"\b(?:either|each|neither|both)(?: of the| the)? (?:party|parties)\b|\bmutual(?:ly)?\b", re.IGNORECASE
)

_BOTH = "It binds both alike, and still lets either act against the other at once."
_HALVES = "It holds for both, each in words of its own: the two halves need not be alike."
_SISTER = "Each party has such a clause, in words that differ: what one may do the other may not quite."
_TALK_FIRST = "Put notice, a talk between the sponsors and time to mend before either may use it."
_TALK_EXAMPLE = (
    "Before a party uses this right, it gives thirty days' notice and its executive meets the other's."
)
