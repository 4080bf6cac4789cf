"""Stage 3b of 5: what each text does to the relationship, as learned from labelled texts.

Two models: one for clauses of agreements, one for utterances of communications. Each gives stance (with
calibrated probabilities), functions, symmetry (clauses), and the words that decided the stance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contract_lens.clause import (
    Classification,
    FunctionScore,
    Judgement,
    Reading,
    Stance,
    StanceScore,
    Symmetry,
    TextKind,
)

if TYPE_CHECKING:
    from contract_lens.judge.columns import Floats
    from contract_lens.judge.decisions import Decisions
    from contract_lens.judge.store import AccurateModel

__all__ = ["UNDECIDED_BELOW", "classify_texts", "decided", "has_encoder"]

#: Below this calibrated top probability a stance is ``undecided``: the model is little better than a guess.
UNDECIDED_BELOW = 0.42

_BATCH = 512


def classify_texts(
    texts: Sequence[str],
    readings: Sequence[Reading],
    *,
    kind: TextKind,
    contexts: Sequence[str] | None = None,
    models: Path | None = None,
    accurate: bool | None = None,
) -> list[Judgement]:
    """Judge texts: stance, functions, symmetry, and the words that decided the stance.

    Args:
        texts: Clauses or utterances.
        readings: What the rules saw in each of them (``detect.detect_signals``).
        kind: Which model reads them.
        contexts: Heading, or previous utterance, of each text; optional. The models of this release do
            not use it: every text is judged alone.
        models: Folder with model files; by default the ones that came with the package.
        accurate: Whether the encoder reads the texts as well: more often right, and many times slower.
            ``None``: utterances only, where the models have an encoder; of talk words alone tell too little.

    Returns:
        One judgement a text, in order. An empty text is neutral without functions.

    Raises:
        ModelMissing: A model file is not there.
        ModelRefused: A model file does not match its card.
        MissingPart: The packages that run the accurate model are not installed.
    """
    from contract_lens.judge.columns import Sample
    from contract_lens.judge.store import load_accurate, load_fitted

    model = load_fitted(kind, models)
    if accurate is None:
        accurate = kind is TextKind.UTTERANCE and bool(texts) and has_encoder(models)
    second = load_accurate(models) if accurate else None
    samples = [
        Sample(text, reading, context)
        for text, reading, context in zip(texts, readings, contexts or [""] * len(texts), strict=True)
    ]
    judgements: list[Judgement] = []
    for first in range(0, len(samples), _BATCH):
        judgements += _judge(model, samples[first : first + _BATCH], kind, second)
    return judgements


def has_encoder(models: Path | None = None) -> bool:
    """Return whether the models of a folder, or those that came with the package, have an encoder."""
    from contract_lens.judge import store

    return store.has_encoder(models)


def decided(name: str, judgement: Judgement) -> Classification:
    """Return the judgement under the caller's id, with the model's leaning in place of ``undecided``.

    So the label is the verdict that ``evaluate`` measures, whatever the probabilities.
    """
    stance = replace(judgement.stance, label=judgement.leaning or judgement.stance.label)
    return Classification(name, stance, judgement.functions, judgement.symmetry, judgement.evidence)


def _judge(
    model: Any, samples: Sequence[Any], kind: TextKind, second: AccurateModel | None
) -> list[Judgement]:
    from contract_lens.judge.decisions import STANCES
    from contract_lens.judge.evidence import find_evidence

    heads: Decisions = model[-1]
    features, wordings, occurrences = model[0].transform_with_places(samples)
    scores = heads.decision_function(features)
    if second is None:
        stances, sides, present = heads.probabilities(scores)
        verdicts, thresholds = heads.verdicts(stances), heads.thresholds_
        weights = heads.stance_weights()
    else:
        blend = second.blends[kind]
        encoded = second.encoder.decision_function([wording.words for wording in wordings], kind)
        stances, sides, present = blend.probabilities(scores, encoded)
        verdicts, thresholds = blend.verdicts(stances), blend.thresholds
        weights = heads.stance_weights(
            blend.stance[: len(STANCES)]
        )  # the encoder's share is not told by words
    evidence = find_evidence(features, wordings, occurrences, weights, stances, verdicts)
    symmetries = _name_symmetries(sides, len(samples))
    functions = _name_functions(list(heads.functions), thresholds.tolist(), present)
    called = [Stance(STANCES[verdict]) for verdict in verdicts.tolist()]
    rows = zip(wordings, stances.tolist(), called, functions, symmetries, evidence, strict=True)
    return [
        _judgement(stance, verdict, named, symmetry, spans) if wording.words else _nothing_said(named)
        for wording, stance, verdict, named, symmetry, spans in rows
    ]


Named = tuple[tuple[FunctionScore, ...], tuple[str, ...]]


def _judgement(
    probabilities: list[float],
    verdict: Stance,
    named: Named,
    symmetry: Symmetry,
    spans: tuple[tuple[int, int], ...],
) -> Judgement:
    from contract_lens.judge.decisions import STANCES

    sure = max(probabilities) >= UNDECIDED_BELOW
    told = {name: round(p, 4) for name, p in zip(STANCES, probabilities, strict=True)}
    stance = StanceScore(verdict if sure else Stance.UNDECIDED, **told)
    return Judgement(stance, named[0], symmetry, spans, named[1], None if sure else verdict)


def _nothing_said(named: Named) -> Judgement:
    """Return the judgement of a text without words."""
    functions = tuple(replace(function, score=0.0) for function in named[0])
    return Judgement(StanceScore(Stance.NEUTRAL, 0.0, 1.0, 0.0), functions)


def _name_symmetries(probabilities: Floats, count: int) -> list[Symmetry]:
    from contract_lens.judge.decisions import SYMMETRIES

    if not probabilities.shape[1]:
        return [Symmetry.NONE] * count
    return [Symmetry(SYMMETRIES[top]) for top in probabilities.argmax(axis=1)]


#: Four places make few different scores, most of them next to nothing: one record serves them all.
_scored = lru_cache(maxsize=1 << 16)(FunctionScore)


def _name_functions(codes: list[str], thresholds: list[float], scores: Floats) -> Iterator[Named]:
    orders = (-scores).argsort(axis=1, kind="stable").tolist()
    for order, row in zip(orders, scores.astype(float).round(4).tolist(), strict=True):
        named = tuple([_scored(codes[k], row[k]) for k in order])
        yield named, tuple(codes[k] for k in order if row[k] >= thresholds[k])
