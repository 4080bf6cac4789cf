"""The ten indices of an agreement, each 0 to 100 with the clauses behind it.

An index is a density: the words of the clauses that do its work, weighed by stance and symmetry, per
operative words, and bent so that ``half`` shows 50. Weights are data, in ``taxonomy/patterns.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contract_lens.assess.bodies import powerless
from contract_lens.assess.favour import Balance
from contract_lens.assess.findings import quote_all
from contract_lens.assess.paper import Paper, Provision
from contract_lens.assessment import Branding, Index
from contract_lens.clause import Symmetry
from contract_lens.taxonomy.patterns import IndexWeights, Measure, PatternWeights

#: What partners do together; these can be spoken of and denied in one breath.
JOINT_FUNCTIONS = frozenset(
    {
        "joint_governance",
        "information_sharing",
        "risk_reward_sharing",
        "joint_work",
        "joint_ip",
        "investment",
        "review",
        "learning",
    }
)

#: A passage of fewer words is a heading or the stump of a list.
_HEADING = 6

# A number before a heading: "2. ", "(C).1 ", "Article IV ".
_NUMBER = re.compile(
    r"^(?:article|section|clause|schedule)?\s*[\d(][\w().]*\s+|^(?:article|section)\s+\w+\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An index with the provisions behind it, heaviest first.

    Attributes:
        index: The record that the reader gets.
        provisions: Provisions that carry it, heaviest first.
    """

    index: Index
    provisions: tuple[Provision, ...] = ()

    @property
    def value(self) -> float:
        """0 to 100."""
        return self.index.value


class _Scale(NamedTuple):
    """An index with what each of some provisions adds to it."""

    value: float
    provisions: Sequence[Provision]
    masses: Sequence[float]


def weigh_indices(
    paper: Paper, balance: Balance, branding: Branding, weights: PatternWeights
) -> dict[str, Weighed]:
    """Compute every index of one agreement, with the provisions behind it."""
    names = (*weights.indices, "one_sidedness", "purpose_talk")
    scales = ((name, _scale_of(name, paper, balance.tilt, branding, weights)) for name in names)
    return {name: _carried(scale, weights.measure) for name, scale in scales}


def value_of(name: str, paper: Paper, tilt: float, branding: Branding, weights: PatternWeights) -> float:
    """Compute one index, 0 to 100, as ``weigh_indices`` does.

    Args:
        name: Which.
        paper: The agreement.
        tilt: How far what is one-sided favours the same party; only ``one_sidedness`` asks for it.
        branding: What it calls the relationship.
        weights: The published weights.
    """
    return _scale_of(name, paper, tilt, branding, weights).value


def _scale_of(name: str, paper: Paper, tilt: float, branding: Branding, weights: PatternWeights) -> _Scale:
    if name == "one_sidedness":
        return _weigh_sides(paper, tilt, weights)
    if name == "purpose_talk":
        return _weigh_purpose(paper, branding, weights)
    index, masses = weights.indices[name], masses_of(paper, name, weights)
    density = sum(masses) / length_of(paper, weights.measure, by_clause=index.by_clause)
    return _Scale(bend(density, index.half), paper.operative, masses)


def masses_of(paper: Paper, name: str, weights: PatternWeights) -> list[float]:
    """Return the words of each operative provision that count for an index, in order."""
    if name not in paper.masses:  # the indices, the turns and the advice all ask for them
        paper.masses[name] = _masses_of(paper, name, weights)
    return paper.masses[name]


def _masses_of(paper: Paper, name: str, weights: PatternWeights) -> list[float]:
    index, noise = weights.indices[name], weights.measure.noise

    def mass(item: Provision) -> float:
        done = paper.done.get(item)
        if done is None:
            done = paper.done[item] = frozenset(
                [code for code, score in item.functions.items() if score > noise]
            )
        # Most clauses do no work of an index at all.
        return 0.0 if done.isdisjoint(index.functions) else _mass(item, paper, index, weights)

    masses = paper.each(name, mass)
    if index.powerless < 1:
        idle = powerless(paper, weights)
        pairs = zip(paper.operative, masses, strict=True)
        masses = [mass * index.powerless if item.clause.id in idle else mass for item, mass in pairs]
    if not index.operative_only:
        return masses
    talk = {item.clause.id for item in purpose_clauses(paper, weights)}
    pairs = zip(paper.operative, masses, strict=True)
    return [0.0 if item.clause.id in talk else mass for item, mass in pairs] if talk else masses


def _mass(provision: Provision, paper: Paper, index: IndexWeights, weights: PatternWeights) -> float:
    """Return the words of one provision that count for the index."""
    cues, measure = weights.cues, weights.measure
    meant = index.functions
    if provision.denied:
        meant = {code: weight for code, weight in meant.items() if not _is_denied(provision, code)}
    work = _work(provision, meant, measure) - _work(provision, index.against, measure)
    if work <= 0:
        return 0.0
    adversarial, neutral, collaborative = index.stance
    stance = (
        adversarial * provision.adversarial
        + neutral * provision.neutral
        + collaborative * provision.collaborative
    )
    sides = index.symmetry.get(provision.clause.symmetry, 1.0)
    extra = 1.0 + sum(plus for cue, plus in index.cues.items() if paper.holds(provision, cues[cue].pattern))
    return work * stance * sides * max(extra, 0.0) * _words_of(provision, measure, by_clause=index.by_clause)


def _words_of(provision: Provision, measure: Measure, *, by_clause: bool) -> float:
    """Return the words that a clause counts for; where clauses count alike, all but headings count full."""
    full = by_clause and provision.words >= _HEADING
    return measure.clause_words if full else min(provision.words, measure.clause_words)


def _is_denied(provision: Provision, code: str) -> bool:
    """Whether the passage denies a joint function; a restraint is worded with "not" and denies nothing."""
    return code in JOINT_FUNCTIONS and code in provision.denied


def _work(provision: Provision, functions: Mapping[str, float], measure: Measure) -> float:
    """Return the weighted score of the heaviest of some functions."""
    scores, noise, heaviest = provision.functions, measure.noise, 0.0
    # Every clause is asked for every index: a plain loop takes half the time of a generator.
    for code, weight in functions.items():
        score = scores.get(code, 0.0)
        if score > noise and weight * score > heaviest:
            heaviest = weight * score
    return heaviest


def length_of(paper: Paper, measure: Measure, *, by_clause: bool = False) -> float:
    """Return what a sum of words is divided by: operative words to a power, 1 at the reference length."""
    purpose = f"length {by_clause}"
    if purpose not in paper.sums:  # every index asks for one of the two
        each = paper.each(purpose, lambda item: _words_of(item, measure, by_clause=by_clause))
        words = max(sum(each), measure.shortest)
        paper.sums[purpose] = float((words / measure.reference_words) ** measure.length_power)
    return paper.sums[purpose]


def bend(density: float, half: float) -> float:
    """Bend a density into 0 to 100: 50 at ``half``, and never quite 100."""
    return round(100.0 * density / (density + half), 1) if density > 0 else 0.0


def _carried(scale: _Scale, measure: Measure) -> Weighed:
    """Attach the provisions that carry at least a fifth of the heaviest one's weight."""
    value, provisions, masses = scale
    ranked = sorted(zip(masses, range(len(masses)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    floor = max(ranked[0][0] / 5 if ranked else 0.0, 1.0)
    carriers = tuple(provisions[position] for mass, position in ranked if mass >= floor)
    return Weighed(Index(value, quote_all(carriers, most=measure.evidence)), carriers)


def _weigh_sides(paper: Paper, tilt: float, weights: PatternWeights) -> _Scale:
    """Weigh what runs one way against what binds both, and how far it all runs the same way."""
    table, measure = weights.one_sidedness, weights.measure

    def even(item: Provision) -> float:
        is_mutual = item.clause.symmetry is Symmetry.MUTUAL
        return min(item.words, measure.clause_words) * (1 - item.adversarial) if is_mutual else 0.0

    def uneven(item: Provision) -> float:
        if item.clause.symmetry is Symmetry.MUTUAL:
            return 0.0
        sides = table["one_sided"] if item.clause.symmetry is Symmetry.ONE_SIDED else table["unclear"]
        return min(item.words, measure.clause_words) * item.adversarial * sides

    masses, mutual = paper.each("one way", uneven), sum(paper.each("both ways", even))
    one_way = sum(masses)
    against = one_way + table["mutual"] * mutual + table["prior"] * measure.reference_words
    share = one_way / against if against else 0.0
    value = bend(share * (1 + table["tilt"] * tilt), table["half"])
    return _Scale(value, paper.operative, masses)


def _weigh_purpose(paper: Paper, branding: Branding, weights: PatternWeights) -> _Scale:
    """Weigh warm words where an agreement introduces itself: recitals, purpose clauses, opening words."""
    table, cue = weights.purpose_talk, weights.cues["purpose"].pattern
    talk = (*paper.recitals, *_introduction(paper, weights))
    spoken = paper.memory.setdefault("purpose words", {})
    for item in talk:
        if item not in spoken:
            found = paper.word_index.find(item.text, cue)
            spoken[item] = min(len(list(found)), 3) * table["words"]
    hits = [spoken[item] + max(item.collaborative - 0.5, 0.0) * 2 * table["stance"] for item in talk]
    named = table["branded"] if branding is not Branding.NONE else 0.0
    return _Scale(bend(sum(hits) + named, table["half"]), talk, [hit * 10 for hit in hits])


def purpose_clauses(paper: Paper, weights: PatternWeights) -> list[Provision]:
    """Return the operative passages in the first third that stand under a purpose heading."""
    return _headed(paper, "purpose_heading", weights)


def _headed(paper: Paper, cue: str, weights: PatternWeights) -> list[Provision]:
    if cue not in paper.headed:
        paper.headed[cue] = _stand_under(paper, cue, weights)
    return paper.headed[cue]


def _stand_under(paper: Paper, cue: str, weights: PatternWeights) -> list[Provision]:
    pattern, known = weights.cues[cue].pattern, paper.memory.setdefault(f"under {cue}", {})
    read, found, third = 0, [], paper.words / 3
    for item in paper.operative:
        if read >= third:
            break
        if item not in known:
            above = (item.clause.heading, *item.section[-1:])
            known[item] = any(pattern.fullmatch(_NUMBER.sub("", name).strip(" .:-")) for name in above)
        if known[item]:
            found.append(item)
        read += item.words
    return found


def _introduction(paper: Paper, weights: PatternWeights) -> list[Provision]:
    """Return the operative passages that introduce: purpose clauses, and the very first words."""
    found = list(purpose_clauses(paper, weights))
    found += [item for item in _headed(paper, "alliance_heading", weights) if item not in found]
    read = 0
    for item in paper.operative:
        if read >= weights.purpose_talk["opening"]:
            break
        if item not in found:
            found.append(item)
        read += item.words
    return found
