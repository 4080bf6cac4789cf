"""The case of one agreement: everything that a pattern may look at, computed once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress

from contract_lens.assess.favour import Balance, Stake, stakes_of, weigh_parties
from contract_lens.assess.findings import quote
from contract_lens.assess.indices import Weighed, bend, length_of, masses_of, value_of, weigh_indices
from contract_lens.assess.open_terms import options_in
from contract_lens.assess.paper import Paper, Provision
from contract_lens.assess.stance import summarise_stance
from contract_lens.assessment import Branding, Finding, Party, StanceSummary
from contract_lens.clause import Symmetry
from contract_lens.duty import DutyTable
from contract_lens.taxonomy.patterns import PatternWeights

#: Indices of what partners do together; their mean is the feature ``warmth``.
JOINT_CONDUCT = (
    "risk_reward_sharing",
    "joint_governance",
    "information_sharing",
    "integration",
    "relationship_investment",
)


#: Features told of the paper itself, without an index.
#: Indices that must both be high where partners share what they do and what comes of it.
SHARING = ("risk_reward_sharing", "joint_governance")
#: Features that are the density of a cue of the same name.
DENSITIES = ("trade", "shareholding", "venture")
_PLAIN = ("branded", "adversarial", "collaborative", "goodwill", "disclaimed", *DENSITIES)

#: Features that join several indices.
_COMBINED = ("warmth", "grip", "clash", "sharing")


@dataclass(frozen=True)
class Case:
    """What is known about one agreement before a label is put on it.

    Attributes:
        paper: The sorted passages.
        title: Title of the agreement.
        branding: What it calls the relationship.
        parties: Who it binds.
        weights: The published weights.
        duties: Who must, may and may not do what.
        supposed: Values of indices, 0 to 1, that are taken in place of the paper's own.
    """

    paper: Paper
    title: str
    branding: Branding
    parties: tuple[Party, ...]
    weights: PatternWeights
    duties: DutyTable = field(default_factory=DutyTable)
    supposed: Mapping[str, float] = field(default_factory=dict)

    def variant(self, changed: Mapping[str, Provision | None], added: Sequence[Provision] = ()) -> Case:
        """Return the case of the same agreement with some operative clauses changed, taken out or added."""
        other = replace(self, paper=self.paper.variant(changed, added))
        other.__dict__["_stakes"] = self._stakes
        return other

    def suppose(self, name: str, value: float) -> Case:
        """Return the same case as if one index had another value, 0 to 1."""
        other = copy(self)  # the paper is the same: what was computed of it holds, and is costly
        object.__setattr__(other, "supposed", {**self.supposed, name: value})
        return other

    @cached_property
    def _holders(self) -> dict[str, list[Provision]]:
        """Operative provisions by the cue they hold, as far as they were asked for."""
        return {}

    @cached_property
    def balance(self) -> Balance:
        """Whom the one-sided clauses favour."""
        return weigh_parties(
            self.paper.operative,
            self.parties,
            weights=self.weights,
            stakes=self._stakes,
            memory=self.paper.gains,
            index=self.paper.word_index,
        )

    @cached_property
    def _stakes(self) -> list[Stake]:
        """What every duty brings to whom: the same in every variant."""
        return stakes_of(self.duties.duties, self.parties)

    @cached_property
    def indices(self) -> Mapping[str, Weighed]:
        """Every index with the provisions behind it."""
        return weigh_indices(self.paper, self.balance, self.branding, self.weights)

    @cached_property
    def _valued(self) -> dict[str, float]:
        """Indices, 0 to 100, as far as they were asked for."""
        return {}

    def value(self, name: str) -> float:
        """Return one index, 0 to 100, without the provisions behind it: a variant is asked for few."""
        if name not in self._valued:
            # Only one of them asks whom the paper favours.
            tilt = self.balance.tilt if name == "one_sidedness" else 0.0
            self._valued[name] = value_of(name, self.paper, tilt, self.branding, self.weights)
        return self._valued[name]

    @property
    def values(self) -> dict[str, float]:
        """Every index, 0 to 100."""
        return {name: self.value(name) for name in (*self.weights.indices, "one_sidedness", "purpose_talk")}

    @cached_property
    def stance(self) -> StanceSummary | None:
        """Stance of the operative text."""
        operative = self.paper.operative
        return summarise_stance([item.clause for item in operative], [item.words for item in operative])

    @property
    def features(self) -> dict[str, float]:
        """Every feature that a label may weigh, each 0 to 1."""
        names = (*_PLAIN, *self.weights.indices, "one_sidedness", "purpose_talk", *_COMBINED)
        return {name: self.feature(name) for name in names}

    def feature(self, name: str) -> float:
        """Return one feature, computed when it is first asked for: a label weighs few of them."""
        if name in _COMBINED:
            return self._combined(name)
        if name in self.supposed:
            return self.supposed[name]
        if name not in _PLAIN:
            return self.value(name) / 100
        if name not in self._plain:
            self._plain[name] = self._plain_feature(name)
        return self._plain[name]

    def _combined(self, name: str) -> float:
        """Return a feature that joins several indices."""
        if name == "warmth":
            return sum(self.feature(one) for one in JOINT_CONDUCT) / len(JOINT_CONDUCT)
        if name == "sharing":
            present = self.weights.absence["present"] / 100
            return max(0.0, min(map(self.feature, SHARING)) - present) / max(1 - present, 0.01)
        control = self.feature("control")
        if name == "grip":
            ease = self.feature("exit")
            return min(ease if "exit" in self.supposed else min(ease, self._exit_of_one), control)
        sides = self.feature("one_sidedness")
        return self.feature("purpose_talk") * (sides + min(control, sides)) / 2

    @cached_property
    def _exit_of_one(self) -> float:
        """Exit, 0 to 1, as far as it is not open to both: a door that both may use is no grip."""
        masses = zip(self.paper.operative, masses_of(self.paper, "exit", self.weights), strict=True)
        one_way = sum([mass for item, mass in masses if item.clause.symmetry is not Symmetry.MUTUAL])
        index = self.weights.indices["exit"]
        density = one_way / length_of(self.paper, self.weights.measure, by_clause=index.by_clause)
        return bend(density, index.half) / 100

    @cached_property
    def _plain(self) -> dict[str, float]:
        """Features that no index is needed for, as far as they were asked for."""
        return {}

    def _plain_feature(self, name: str) -> float:
        if name == "branded":
            return float(self.branding is not Branding.NONE)
        if name == "goodwill":
            return max(0.0, self.feature("collaborative") - self.feature("adversarial"))
        if name == "disclaimed":
            return float(bool(self.with_cue(name)))
        if name in DENSITIES:
            return self._presence(name)
        each = self.paper.each
        if name == "adversarial":
            told = each("adversarial words", lambda p: p.adversarial * p.words)
        else:
            told = each("collaborative words", lambda p: p.collaborative * p.words)
        return sum(told) / max(self.paper.words, 1)

    def _presence(self, cue: str) -> float:
        """Return the share of operative words in clauses that hold a cue; a tenth of them shows one half."""
        holders = sum(provision.words for provision in self.with_cue(cue))
        share = holders / max(self.paper.words, 1)
        return share / (share + 0.1)

    def with_cue(self, cue: str) -> list[Provision]:
        """Return the operative provisions that hold the words of a cue, in order."""
        pattern = self.weights.cues[cue].pattern
        if cue not in self._holders:
            held = self.paper.each_holding(f"cue {cue}", pattern)
            self._holders[cue] = list(compress(self.paper.operative, held))
        return self._holders[cue]

    def thickest(self, cue: str) -> list[Provision]:
        """Return the provisions that hold a cue, first those with the most different words of it."""
        pattern = self.weights.cues[cue].pattern

        def thickness(provision: Provision) -> float:
            found = self.paper.word_index.find(provision.text, pattern)
            words = {one.group().casefold() for one in found}
            return len(words) / (provision.words + 40)

        return sorted(self.with_cue(cue), key=thickness, reverse=True)

    def quote_cue(self, cue: str, *, most: int) -> list[Finding]:
        """Quote where the words of a cue stand thickest."""
        pattern, found = self.weights.cues[cue].pattern, []
        for provision in self.thickest(cue)[:most]:
            start = provision.clause.start
            place = next(self.paper.word_index.find(provision.text, pattern)).span()
            found.append(quote(provision.clause, at=(start + place[0], start + place[1])))
        return found

    def score(self, code: str) -> float:
        """Return the score of a label, 0 to 1: the logistic of its weighted features."""
        label = self.weights.labels[code]
        if not all(map(self.feature, label.needs)):
            return 0.0
        total = label.start + sum([weight * self.feature(name) for name, weight in label.features.items()])
        return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))

    def doubts(self) -> tuple[str, ...]:
        """Say what weakens the verdict on this agreement."""
        found = []
        if self.paper.words < self.weights.measure.shortest:
            found.append(
                f"only {self.paper.words} operative words were found; the indices rest on little text"
            )
        if len(self.parties) < 2:
            found.append("fewer than two parties were recognised; whom the paper favours cannot be told")
        if options := options_in(self.paper.operative):
            found.append(options)
        return tuple(found)
