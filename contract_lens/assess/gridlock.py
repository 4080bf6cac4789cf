"""Signs of gridlock in the talk of a deal, each with quotations; warnings, not labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from contract_lens.agreement import Finding, Pattern
from contract_lens.assess.findings import quote_whole
from contract_lens.assess.voices import utterances_of
from contract_lens.assessment import Assessment, Clause
from contract_lens.clause import Stance
from contract_lens.deal import GridlockSign
from contract_lens.taxonomy.deal_words import Topic, load_gridlock
from contract_lens.taxonomy.patterns import PatternWeights

#: A quotation shorter than this seldom shows on its own what the sign says.
_TELLING_WORDS = 8
#: A function that the model is less sure of is counted but not quoted first.
_SURE = 0.5
_POLITE = frozenset({"appreciation", "interest", "shared_goal"})
_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """An utterance that shows a sign.

    Attributes:
        row: The communication that it stands in.
        clause: The utterance.
        strength: How clearly it shows it; words count as much as a function of which the model is sure.
    """

    row: Assessment
    clause: Clause
    strength: float

    @property
    def words(self) -> str:
        """The quotation on one line."""
        return " ".join(quote_whole(self.clause).text.split())

    @property
    def is_telling(self) -> bool:
        """Whether the words alone show what is said of them; thanks and praise rarely do."""
        polite = {score.code for score in self.clause.functions if score.score >= _SURE} & _POLITE
        return len(self.clause.text.split()) >= _TELLING_WORDS and not polite


def see_gridlock(communications: Sequence[Assessment], weights: PatternWeights) -> tuple[GridlockSign, ...]:
    """Return the signs that enough passages show, in the order of ``gridlock.toml``.

    No two signs lead with the same quotation where another one is at hand.
    """
    signs = []
    leading: set[str] = set()
    for sign in load_gridlock():
        shown = sorted(_showing(sign, communications, weights), key=lambda one: -one.strength)
        if len({one.words for one in shown}) < weights.deal["gridlock_passages"]:
            continue
        first = next((one for one in shown if one.is_telling and one.words not in leading), shown[0])
        leading.add(first.words)
        rest = [one for one in shown if one is not first and one.is_telling]
        quotes = dict.fromkeys(_found(one) for one in [first, *rest][:_QUOTES])
        signs.append(GridlockSign(sign.code, sign.name, len(shown), sign.advice, tuple(quotes)))
    return tuple(signs)


def warn_of_gridlock(
    signs: Sequence[GridlockSign],
    communications: Sequence[Assessment],
    patterns: Mapping[str, Pattern],
    talk: float | None,
    weights: PatternWeights,
    *,
    squeezed: bool = False,
) -> tuple[str, ...]:
    """Return one sentence per sign with its leading quotation, and one on hostile talk over a fair paper."""
    warnings = []
    fair = _is_fair(patterns) and not squeezed
    if talk is not None and talk <= weights.deal["hostile_talk"] and fair:
        warnings.append(
            f"The talk is hostile ({talk:+.2f}) over an agreement that does not squeeze: a warning about the "
            "relationship, not a fault of the paper."
        )
    speakers = {
        (row.path, clause.id): clause.speaker
        for row in communications
        for clause in row.clauses
        if clause.speaker
    }
    for sign in signs:
        example = sign.evidence[0]
        who = speakers.get((example.document, example.clause))
        words = " ".join(example.text.split())
        told = f"{f'{who}: ' if who else ''}“{words}” ({PurePath(example.document).name})"
        warnings.append(f"{sign.name} in {sign.passages} passages, e.g. {told}.")
    return tuple(warnings)


def _found(shown: Shown) -> Finding:
    return quote_whole(shown.clause, document=shown.row.path)


def _is_fair(patterns: Mapping[str, Pattern]) -> bool:
    return bool(patterns) and not any(patterns[code].flagged for code in ("last_resort", "dysfunctional"))


def _showing(sign: Topic, communications: Sequence[Assessment], weights: PatternWeights) -> Iterator[Shown]:
    least = weights.deal["gridlock_score"]
    for row, clause in utterances_of(communications):
        if clause.stance.label is Stance.COLLABORATIVE:
            continue
        scores = [score.score for score in clause.functions if score.code in sign.functions]
        function = max(scores, default=0.0) if clause.stance.label is Stance.ADVERSARIAL else 0.0
        words = sign.shown_by(clause.text)
        if words or function >= least:
            yield Shown(row, clause, max(function, _SURE * words) * (clause.stance.adversarial + 0.1))
