"""The labels of a deal: those of its agreement, seen again in the light of the talk around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contract_lens.assess.findings import quote_whole
from contract_lens.assess.voices import utterances_of
from contract_lens.assessment import Assessment, Finding, Pattern
from contract_lens.clause import Stance
from contract_lens.deal import Voice
from contract_lens.taxonomy.patterns import PatternWeights

#: Parts that guard the paper or bargain over it.
GUARDS = frozenset({"lawyer", "negotiator"})


@dataclass(frozen=True, slots=True)
class Split:
    """Two voices of one side that pull apart.

    Attributes:
        warm: The collaborative one.
        cold: The adversarial one.
        others: More guards of the paper on that side who are adversarial as well.
    """

    warm: Voice
    cold: Voice
    others: tuple[Voice, ...] = ()

    @property
    def is_by_part(self) -> bool:
        """Whether the cold voice guards the paper and the warm one does not."""
        return self.cold.role in GUARDS and self.warm.role not in GUARDS

    @property
    def gap(self) -> float:
        """Difference of their stances, 0 to 2."""
        return self.warm.stance.score - self.cold.stance.score


def judge_deal(
    main: Assessment | None,
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
    if main is None or not patterns:
        return {}
    judged = dict(patterns)
    seen = (
        _talk_against_paper(main, paper, talk, communications, weights),
        _voices_apart(voices, communications, weights),
    )
    judged["dysfunctional"] = _with_talk(patterns["dysfunctional"], seen, weights)
    judged["transactional"] = _unless_pretended(patterns["transactional"], judged["dysfunctional"], weights)
    return judged


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one look at the talk adds to the verdict.

    Attributes:
        score: Score it reaches by itself, 0 to 1.
        reason_for: Sentence for, or empty.
        reason_against: Sentence against, or empty.
        findings: Quotations behind it.
    """

    score: float = 0.0
    reason_for: str = ""
    reason_against: str = ""
    findings: tuple[Finding, ...] = ()


def _with_talk(own: Pattern, seen: Sequence[Contribution], weights: PatternWeights) -> Pattern:
    """Add what the talk shows to the verdict on the paper; the strongest sign decides."""
    score = round(max(own.score, *(part.score for part in seen)), 3)
    findings = (*(finding for part in seen for finding in part.findings), *own.evidence)
    told = tuple(part.reason_for for part in seen if part.reason_for)
    # What makes the label comes first: the paper by itself, or the talk around it.
    reasons = (*own.reasons_for, *told) if own.flagged else (*told, *own.reasons_for)
    return replace(
        own,
        flagged=score >= weights.labels["dysfunctional"].threshold,
        score=score,
        # What would turn the paper's verdict does not turn one that the talk upholds.
        turns=own.turns if all(part.score < own.threshold for part in seen) else (),
        reasons_for=reasons,
        reasons_against=(
            *own.reasons_against,
            *(part.reason_against for part in seen if part.reason_against),
        ),
        evidence=tuple(dict.fromkeys(findings))[: weights.measure.evidence],
    )


def squeezes(main: Assessment, paper: float, weights: PatternWeights) -> bool:
    """Whether an agreement squeezes: by its adversarial words, or by control that runs one way."""
    deal = weights.deal
    controls = main.indices["control"].value >= deal["hard_control"]
    one_way = main.indices["one_sidedness"].value >= deal["hard_one_sidedness"]
    return paper <= deal["hard_paper"] or (controls and one_way)


def _talk_against_paper(
    main: Assessment,
    paper: float | None,
    talk: float | None,
    communications: Sequence[Assessment],
    weights: PatternWeights,
) -> Contribution:
    """See whether people talk as partners over a paper that squeezes."""
    if paper is None or talk is None:
        return Contribution()
    deal, threshold = weights.deal, weights.labels["dysfunctional"].threshold
    warm, hard = talk >= deal["warm_talk"], squeezes(main, paper, weights)
    says = f"the talk stands at {talk:+.2f}, the paper at {paper:+.2f}"
    if not hard:
        how = "The talk is warm and" if warm else "Whatever the tone,"
        return Contribution(reason_against=f"{how} the paper does not squeeze: {says}.")
    if not warm or talk - paper < deal["divergence"]:
        return Contribution()
    return Contribution(
        score=_graded(talk - paper, deal["divergence"], threshold),
        reason_for=f"People talk as partners over a paper that squeezes: {says}.",
        findings=tuple(_examples(communications, Stance.COLLABORATIVE, most=2)),
    )


def _voices_apart(
    voices: Sequence[Voice], communications: Sequence[Assessment], weights: PatternWeights
) -> Contribution:
    """See whether two voices of one side pull apart: a champion, and lawyers or negotiators."""
    split = _widest_split(voices, weights)
    if split is None:
        return Contribution()
    cold = (split.cold, *split.others)
    return Contribution(
        score=_graded(split.gap, weights.deal["voice_gap"], weights.labels["dysfunctional"].threshold),
        reason_for=_split_in_words(split),
        findings=(
            *_examples(communications, Stance.ADVERSARIAL, most=1, speaker=cold[0].name),
            *_examples(communications, Stance.ADVERSARIAL, most=1, speaker=cold[-1].name),
            *_examples(communications, Stance.COLLABORATIVE, most=1, speaker=split.warm.name),
        ),
    )


def _split_in_words(split: Split) -> str:
    cold = ", ".join(_voice_in_words(voice) for voice in (split.cold, *split.others))
    said = f"{split.warm.side} speaks with two voices: {_voice_in_words(split.warm)}, {cold}."
    if split.is_by_part:
        parts = " and ".join(sorted({f"{voice.role}s" for voice in (split.cold, *split.others)}))
        said += f" The {split.warm.role or 'people who do the work'} and the {parts} pull apart."
    return said


def _voice_in_words(voice: Voice) -> str:
    part = f" ({voice.role})" if voice.role else ""
    return f"{voice.name}{part} at {voice.stance.score:+.2f}"


def _graded(value: float, bound: float, threshold: float) -> float:
    """Return the label's threshold where ``value`` just reaches ``bound``, and 1 where it is twice that."""
    return min(1.0, threshold + (1 - threshold) * max(value - bound, 0.0) / bound)


def _widest_split(voices: Sequence[Voice], weights: PatternWeights) -> Split | None:
    """Find the side whose warmest and coldest voice are farthest apart, if they are far enough.

    Where a guard of the paper and someone else pull apart, that split is told rather than a wider one between
    two people of whose parts nothing is known.
    """
    by_side: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if voice.side and voice.name != voice.side and voice.utterances >= weights.deal["voice_utterances"]:
            by_side[voice.side].append(voice)
    wide = [
        Split(warm, cold)
        for group in by_side.values()
        for warm in group
        for cold in group
        if warm.stance.score - cold.stance.score >= weights.deal["voice_gap"]
        and cold.stance.score < 0 < warm.stance.score
    ]
    widest = max(wide, key=lambda split: (split.is_by_part, split.gap), default=None)
    if widest is None or not widest.is_by_part:
        return widest
    others = tuple(
        voice
        for voice in voices
        if voice.side == widest.cold.side
        and voice.role in GUARDS
        and voice.stance.score < 0
        and voice.name != widest.cold.name
    )
    return replace(widest, others=others)


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
    # A mail is quoted again in its answers: the same words count once.
    quoted: dict[str, Finding] = {}
    for row, clause in said:
        quoted.setdefault(clause.text, quote_whole(clause, document=row.path))
    return list(quoted.values())[:most]


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
