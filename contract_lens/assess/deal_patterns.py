"""The labels of a deal: those of its agreement, seen again in the light of the talk around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contract_lens.assess.findings import quote
from contract_lens.assess.voices import utterances_of
from contract_lens.assessment import Assessment, Finding, Pattern, Voice
from contract_lens.clause import Stance
from contract_lens.taxonomy.patterns import PatternWeights


@dataclass(frozen=True, slots=True)
class Split:
    """Two voices of one side that pull apart.

    Attributes:
        warm: The collaborative one.
        cold: The adversarial one.
    """

    warm: Voice
    cold: Voice

    @property
    def gap(self) -> float:
        """Difference of their stances, 0 to 2."""
        return self.warm.stance.score - self.cold.stance.score


def judge_deal(
    patterns: Mapping[str, Pattern],
    paper: float | None,
    talk: float | None,
    voices: Sequence[Voice],
    communications: Sequence[Assessment],
    weights: PatternWeights,
) -> dict[str, Pattern]:
    """Judge the patterns of a deal.

    Everything but ``dysfunctional`` and ``transactional`` is decided by the paper. The talk can make a deal
    dysfunctional in two ways: it is warm over a paper that squeezes, or two voices of one side pull apart.
    Hostile talk over a fair paper does not: that is a warning.
    """
    if not patterns:
        return {}
    judged = dict(patterns)
    judged["dysfunctional"] = _with_talk(
        patterns["dysfunctional"], paper, talk, voices, communications, weights
    )
    judged["transactional"] = _unless_pretended(patterns["transactional"], judged["dysfunctional"], weights)
    return judged


def _with_talk(
    own: Pattern,
    paper: float | None,
    talk: float | None,
    voices: Sequence[Voice],
    communications: Sequence[Assessment],
    weights: PatternWeights,
) -> Pattern:
    threshold = weights.labels["dysfunctional"].threshold
    score, reasons_for, reasons_against = own.score, list(own.reasons_for), list(own.reasons_against)
    findings: list[Finding] = []
    if paper is not None and talk is not None:
        warm, hard = talk >= weights.deal["warm_talk"], paper <= weights.deal["hard_paper"]
        says = f"the talk stands at {talk:+.2f}, the paper at {paper:+.2f}"
        if warm and hard and talk - paper >= weights.deal["divergence"]:
            score = max(score, _graded(talk - paper, weights.deal["divergence"], threshold))
            reasons_for.append(f"People talk as partners over a paper that squeezes: {says}.")
            findings += _examples(communications, Stance.COLLABORATIVE, most=2)
        elif warm:
            reasons_against.append(f"The talk is warm and the paper does not squeeze: {says}.")
        elif not hard:
            reasons_against.append(f"Whatever the tone, the paper does not squeeze: {says}.")
    split = _widest_split(voices, weights)
    if split is not None:
        score = max(score, _graded(split.gap, weights.deal["voice_gap"], threshold))
        reasons_for.append(
            f"{split.warm.side} speaks with two voices: {split.warm.name} at {split.warm.stance.score:+.2f}, "
            f"{split.cold.name} at {split.cold.stance.score:+.2f}."
        )
        findings += _examples(communications, Stance.ADVERSARIAL, most=2, speaker=split.cold.name)
        findings += _examples(communications, Stance.COLLABORATIVE, most=1, speaker=split.warm.name)
    evidence = (*findings, *own.evidence)[: weights.measure.evidence]
    return Pattern(score >= threshold, round(score, 3), tuple(reasons_for), tuple(reasons_against), evidence)


def _graded(value: float, bound: float, threshold: float) -> float:
    """Return the label's threshold where ``value`` just reaches ``bound``, and 1 where it is twice that."""
    return min(1.0, threshold + (1 - threshold) * max(value - bound, 0.0) / bound)


def _widest_split(voices: Sequence[Voice], weights: PatternWeights) -> Split | None:
    """Find the side whose warmest and coldest voice are farthest apart, if they are far enough."""
    by_side: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if voice.side and voice.utterances >= weights.deal["voice_utterances"]:
            by_side[voice.side].append(voice)
    splits = [
        Split(
            max(group, key=lambda voice: voice.stance.score), min(group, key=lambda voice: voice.stance.score)
        )
        for group in by_side.values()
    ]
    wide = [
        split
        for split in splits
        if split.gap >= weights.deal["voice_gap"] and split.cold.stance.score < 0 < split.warm.stance.score
    ]
    return max(wide, key=lambda split: split.gap, default=None)


def _examples(
    communications: Sequence[Assessment], stance: Stance, *, most: int, speaker: str | None = None
) -> list[Finding]:
    """Quote the clearest utterances of one stance."""
    name = {Stance.COLLABORATIVE: "collaborative", Stance.ADVERSARIAL: "adversarial"}[stance]
    said = [
        (row, clause)
        for row, clause in utterances_of(communications)
        if clause.stance.label is stance and (speaker is None or clause.speaker == speaker)
    ]
    said.sort(key=lambda pair: -getattr(pair[1].stance, name))
    return [quote(clause, document=row.path) for row, clause in said[:most]]


def _unless_pretended(own: Pattern, dysfunctional: Pattern, weights: PatternWeights) -> Pattern:
    """Take ``transactional`` from a deal whose people speak of partnership over a paper that squeezes."""
    if not dysfunctional.flagged or not own.flagged:
        return own
    score = round(own.score * (1 - dysfunctional.score), 3)
    against = (
        *own.reasons_against,
        "The people around it speak of more than an exchange, or pull apart over it.",
    )
    flagged = score >= weights.labels["transactional"].threshold
    return replace(own, flagged=flagged, score=score, reasons_against=against)
