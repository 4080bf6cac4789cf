"""Signs of gridlock in the talk of a deal, each with a quotation; warnings, not labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from contract_lens.assess.findings import quote_whole
from contract_lens.assess.voices import utterances_of
from contract_lens.assessment import Assessment, Clause, Pattern
from contract_lens.clause import Stance
from contract_lens.taxonomy.patterns import PatternWeights


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of gridlock.

    Attributes:
        name: What the reader is told.
        functions: Codes of utterances that show it.
        cue: Cue of ``patterns.toml`` that shows it where no code does, or empty.
    """

    name: str
    functions: frozenset[str] = frozenset()
    cue: str = ""


#: A quotation shorter than this seldom shows on its own what the sign says.
_TELLING_WORDS = 8
#: A function that the model is less sure of is counted but not quoted first.
_SURE = 0.5
_POLITE = frozenset({"appreciation", "interest", "shared_goal"})

#: The signs, in the order in which they are told (design section 2; Hughes and Weiss 2007 on blame).
SIGNS = (
    Sign("Blame", frozenset({"blame", "contempt"})),
    Sign("“My way or the highway”", frozenset({"dominance", "threat"})),
    Sign("Hiding behind the contract", frozenset({"legalism"})),
    Sign("Talk of getting out", frozenset({"exit_talk"})),
    Sign("Information or resources held back", frozenset({"withholding"}), "resources_withdrawn"),
    Sign("Missed milestones", cue="missed_milestone"),
    Sign("Priorities drifting apart", cue="priorities_drift"),
    Sign("Talk of a poor fit", cue="poor_fit"),
)


def warn_of_gridlock(
    communications: Sequence[Assessment],
    patterns: Mapping[str, Pattern],
    talk: float | None,
    weights: PatternWeights,
) -> tuple[str, ...]:
    """Return one sentence per sign that enough passages show, each with a quotation of its own."""
    warnings = []
    if talk is not None and talk <= weights.deal["hostile_talk"] and _is_fair(patterns):
        warnings.append(
            f"The talk is hostile ({talk:+.2f}) over an agreement that does not squeeze: a warning about the "
            "relationship, not a fault of the paper."
        )
    quoted: set[str] = set()
    for sign in SIGNS:
        shown = sorted(_showing(sign, communications, weights), key=lambda row: -row.strength)
        if len({row.clause.text for row in shown}) >= weights.deal["gridlock_passages"]:
            example = next((row for row in shown if row.is_telling and row.words not in quoted), shown[0])
            quoted.add(example.words)
            warnings.append(f"{sign.name} in {len(shown)} passages, e.g. {example.told}.")
    return tuple(warnings)


def _is_fair(patterns: Mapping[str, Pattern]) -> bool:
    return bool(patterns) and not any(patterns[code].flagged for code in ("last_resort", "dysfunctional"))


@dataclass(frozen=True, slots=True)
class _Shown:
    row: Assessment
    clause: Clause
    strength: float

    @property
    def words(self) -> str:
        return " ".join(quote_whole(self.clause).text.split())

    @property
    def is_telling(self) -> bool:
        """Whether the words alone show what is said of them; thanks and praise rarely do."""
        polite = {score.code for score in self.clause.functions if score.score >= _SURE} & _POLITE
        return len(self.clause.text.split()) >= _TELLING_WORDS and not polite

    @property
    def told(self) -> str:
        who = f"{self.clause.speaker}: " if self.clause.speaker else ""
        return f"{who}“{self.words}” ({PurePath(self.row.path).name})"


def _showing(sign: Sign, communications: Sequence[Assessment], weights: PatternWeights) -> Iterator[_Shown]:
    pattern = weights.cues[sign.cue].pattern if sign.cue else None
    for row, clause in utterances_of(communications):
        scores = [score.score for score in clause.functions if score.code in sign.functions]
        if clause.stance.label is Stance.ADVERSARIAL and scores:
            yield _Shown(row, clause, max(scores) * clause.stance.adversarial)
        elif pattern and clause.stance.label is not Stance.COLLABORATIVE and pattern.search(clause.text):
            yield _Shown(row, clause, clause.stance.adversarial)
