"""What to do: for each clause that squeezes the cheapest change, and what the paper would then show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from contract_lens.assess.bindings import Binding, bindings_of
from contract_lens.assess.case import Case
from contract_lens.assess.counterparts import Counterpart, Counterparts
from contract_lens.assess.findings import LONGEST, deciding_in, quote
from contract_lens.assess.indices import masses_of
from contract_lens.assess.mirrors import answering
from contract_lens.assess.paper import Provision
from contract_lens.assess.what_if import apply_changes, leading_function, outlook_of
from contract_lens.assessment import Advice, Change, Outlook
from contract_lens.clause import Stance, Symmetry
from contract_lens.taxonomy.advice import AdviceTable, Template, load_advice
from contract_lens.taxonomy.telling import best_place

#: Indices that a hard clause raises; they rank what to change first.
_HARD = ("exit", "control", "risk_shifted")


def give_advice(case: Case) -> tuple[tuple[Advice, ...], Outlook | None]:
    """Propose a change for the clauses that squeeze most, and tell what all of the first ones would do.

    Clauses that are adversarial and do not already have their mirror image for the other party, the most
    telling first. The first few are judged again one by one, and all of these together.
    """
    table = load_advice()
    hard = _hardest(case)[: table.most]
    sisters = answering(case.paper, case.parties, frozenset(hard))
    others = Counterparts(case, table)
    advice = [_propose(provision, table, others, sisters.get(provision)) for provision in hard]
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


def _propose(
    provision: Provision, table: AdviceTable, others: Counterparts, sister: Provision | None
) -> Advice:
    function = leading_function(provision)
    template = table.template_for(function, provision.text)
    if template is None:
        function, template = "", table.template_for("", provision.text) or table.templates[-1]
    binding = bindings_of(provision, others.duties_of(provision), others.names)
    problem, change = template.problem, template.change
    if binding is Binding.EACH_ACTS:
        return _said(provision, template, _BOTH, "process", talk=True)
    if binding is not Binding.ONE:
        problem = _BUT_ONE if binding is Binding.ALL_BUT_ONE else _ALIKE
        change = "limit" if change == "mutual" else change
    elif (other := others.of(provision, function, template)) is not None:
        problem = _beside(provision, other)
    elif sister is not None and template.change == "mutual" and others.faces(provision, sister, template):
        problem = _see(_SISTER, provision, sister)
    return _said(provision, template, problem, change)


def _said(
    provision: Provision, template: Template, problem: str, change: str, *, talk: bool = False
) -> Advice:
    return Advice(
        clause=provision.clause.id,
        problem=problem,
        change=change,
        proposal=_TALK_FIRST if talk else template.proposal,
        holder_gains=template.holder,
        other_gains=template.other,
        example=_TALK_EXAMPLE if talk else template.example,
        quote=quote(provision.clause, at=None if template.function else _words_of(provision, template)),
    )


def _words_of(provision: Provision, template: Template) -> tuple[int, int] | None:
    """Return which words of a long clause without a function the advice is about."""
    if template.words is None or len(provision.text) <= LONGEST:
        return None
    places = (found.span() for found in template.words.finditer(provision.text))
    found = best_place(provision.text, places, deciding_in(provision.clause))
    return found and (provision.clause.start + found[0], provision.clause.start + found[1])


def _beside(provision: Provision, other: Counterpart) -> str:
    """Say what the other party has of the same kind, and where."""
    if other.is_same:
        return _WITHIN if other.is_mutual else _HALVES
    name = other.provision.name
    if other.is_mutual:
        named = f"{name[:1].upper()}{name[1:]}" if name != provision.name else "Another clause"
        return f"{named} holds for both in this matter; this clause adds to it for one party alone."
    return _see(_SISTER, provision, other.provision)


def _see(words: str, provision: Provision, other: Provision) -> str:
    """Add where the other clause is; two on one page without a number are not told apart by it."""
    return words if other.name == provision.name else f"{words} See {other.name}."


_BOTH = "It binds both alike, and still lets either act against the other at once."
_ALIKE = "It binds both alike; what it bars or spares may still be more than the deal needs."
_BUT_ONE = "It binds both, and then lets one party alone off."
_WITHIN = "Another part of it holds for both; this one adds to it for one party alone."
_HALVES = "It holds for both, each in words of its own: the two halves need not be alike."
_SISTER = "Each party has such a clause, in words that differ: what one may do the other may not quite."
_TALK_FIRST = "Put notice, a talk between the sponsors and time to mend before either may use it."
_TALK_EXAMPLE = (
    "Before a party uses this right, it gives thirty days' notice and its executive meets the other's."
)
