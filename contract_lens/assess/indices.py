"""The ten indices of an agreement, each 0 to 100 with the clauses behind it.

An index is a density: the words of the clauses that do its work, weighed by stance and symmetry, per
operative words, and bent so that ``half`` shows 50. Weights are data, in ``taxonomy/patterns.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contract_lens.assess.favour import Balance
from contract_lens.assess.findings import quote_all
from contract_lens.assess.paper import Paper, Provision
from contract_lens.assessment import Branding, Index
from contract_lens.clause import Symmetry
from contract_lens.taxonomy.patterns import Cue, IndexWeights, Measure, PatternWeights

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


def weigh_indices(
    paper: Paper, balance: Balance, branding: Branding, weights: PatternWeights
) -> dict[str, Weighed]:
    """Compute every index of one agreement."""
    weighed = {name: _weigh(paper, name, weights) for name in weights.indices}
    weighed["one_sidedness"] = _weigh_sides(paper, balance, weights)
    weighed["purpose_talk"] = _weigh_purpose(paper, branding, weights)
    return weighed


def _weigh(paper: Paper, name: str, weights: PatternWeights) -> Weighed:
    masses = masses_of(paper, name, weights)
    density = sum(masses) / length_of(paper, weights.measure)
    return _carried(paper.operative, masses, bend(density, weights.indices[name].half), weights.measure)


def masses_of(paper: Paper, name: str, weights: PatternWeights) -> list[float]:
    """Return the words of each operative provision that count for an index, in order."""
    index = weights.indices[name]
    talk = {item.clause.id for item in purpose_clauses(paper, weights)} if index.operative_only else set()

    def mass(provision: Provision) -> float:
        if provision.clause.id in talk:
            return 0.0
        return paper.remembered(
            provision, name, lambda: _mass(provision, index, weights.cues, weights.measure)
        )

    return [mass(provision) for provision in paper.operative]


def _mass(provision: Provision, index: IndexWeights, cues: Mapping[str, Cue], measure: Measure) -> float:
    """Return the words of one provision that count for the index."""
    meant = {code: weight for code, weight in index.functions.items() if not _is_denied(provision, code)}
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
    extra = 1.0 + sum(plus for cue, plus in index.cues.items() if cues[cue].pattern.search(provision.text))
    return work * stance * sides * max(extra, 0.0) * min(provision.words, measure.clause_words)


def _is_denied(provision: Provision, code: str) -> bool:
    """Whether the passage denies a joint function; a restraint is worded with "not" and denies nothing."""
    return code in JOINT_FUNCTIONS and code in provision.denied


def _work(provision: Provision, functions: Mapping[str, float], measure: Measure) -> float:
    """Return the weighted score of the heaviest of some functions."""
    scores = provision.functions
    return max(
        (weight * above_noise(scores.get(code, 0.0), measure) for code, weight in functions.items()),
        default=0.0,
    )


def above_noise(score: float, measure: Measure) -> float:
    """Return the score of a function, with the small scores that any text gets counted as nothing."""
    return score if score > measure.noise else 0.0


def length_of(paper: Paper, measure: Measure) -> float:
    """Return what a sum of words is divided by: operative words to a power, 1 at the reference length."""
    words = max(
        sum(min(provision.words, measure.clause_words) for provision in paper.operative), measure.shortest
    )
    return float((words / measure.reference_words) ** measure.length_power)


def bend(density: float, half: float) -> float:
    """Bend a density into 0 to 100: 50 at ``half``, and never quite 100."""
    return round(100.0 * density / (density + half), 1) if density > 0 else 0.0


def _carried(
    provisions: Sequence[Provision], masses: Sequence[float], value: float, measure: Measure
) -> Weighed:
    """Attach the provisions that carry at least a fifth of the heaviest one's weight."""
    ranked = sorted(zip(masses, range(len(masses)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    floor = max(ranked[0][0] / 5 if ranked else 0.0, 1.0)
    carriers = tuple(provisions[position] for mass, position in ranked if mass >= floor)
    return Weighed(Index(value, quote_all(carriers, most=measure.evidence)), carriers)


def _weigh_sides(paper: Paper, balance: Balance, weights: PatternWeights) -> Weighed:
    """Weigh what runs one way against what binds both, and how far it all runs the same way."""
    table, measure = weights.one_sidedness, weights.measure
    masses = []
    mutual = 0.0
    for provision in paper.operative:
        words = min(provision.words, measure.clause_words)
        if provision.clause.symmetry is Symmetry.MUTUAL:
            mutual += words * (1 - provision.adversarial)
            masses.append(0.0)
            continue
        sides = table["one_sided"] if provision.clause.symmetry is Symmetry.ONE_SIDED else table["unclear"]
        masses.append(words * provision.adversarial * sides)
    one_way = sum(masses)
    against = one_way + table["mutual"] * mutual + table["prior"] * measure.reference_words
    share = one_way / against if against else 0.0
    value = bend(share * (1 + table["tilt"] * balance.tilt), table["half"])
    return _carried(paper.operative, masses, value, measure)


def _weigh_purpose(paper: Paper, branding: Branding, weights: PatternWeights) -> Weighed:
    """Weigh warm words where an agreement introduces itself: recitals, purpose clauses, opening words."""
    table, cue = weights.purpose_talk, weights.cues["purpose"].pattern
    talk = (*paper.recitals, *_introduction(paper, weights))
    hits = [
        min(len(cue.findall(item.text)), 3) * table["words"]
        + max(item.collaborative - 0.5, 0.0) * 2 * table["stance"]
        for item in talk
    ]
    named = table["branded"] if branding is not Branding.NONE else 0.0
    return _carried(talk, [hit * 10 for hit in hits], bend(sum(hits) + named, table["half"]), weights.measure)


def purpose_clauses(paper: Paper, weights: PatternWeights) -> list[Provision]:
    """Return the operative passages in the first third that stand under a purpose heading."""
    return _headed(paper, weights.cues["purpose_heading"])


def _headed(paper: Paper, cue: Cue) -> list[Provision]:
    read, found = 0, []
    for item in paper.operative:
        if read >= paper.words / 3:
            break
        above = (item.clause.heading, *item.section[-1:])
        if any(cue.pattern.fullmatch(_NUMBER.sub("", name).strip(" .:-")) for name in above):
            found.append(item)
        read += item.words
    return found


def _introduction(paper: Paper, weights: PatternWeights) -> list[Provision]:
    """Return the operative passages that introduce: purpose clauses, and the very first words."""
    found = purpose_clauses(paper, weights)
    found += [item for item in _headed(paper, weights.cues["alliance_heading"]) if item not in found]
    read = 0
    for item in paper.operative:
        if read >= weights.purpose_talk["opening"]:
            break
        if item not in found:
            found.append(item)
        read += item.words
    return found
