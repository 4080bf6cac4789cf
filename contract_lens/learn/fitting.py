"""Fitting one model: from labelled texts to a pipeline, and honest predictions for texts it has not seen."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.pipeline import Pipeline

from contract_lens.clause import TextKind
from contract_lens.detect import detect_signals
from contract_lens.judge.features import Sample, TextFeatures
from contract_lens.judge.heads import STANCES, SYMMETRIES, Doubles, Floats, StackedHeads
from contract_lens.judge.wording import learn_lexicon
from contract_lens.learn.calibration import calibrate
from contract_lens.learn.corpus import Corpora, LabelledText
from contract_lens.learn.folds import FOLDS, fold_of
from contract_lens.taxonomy import load_taxonomy

_LOG = logging.getLogger(__name__)

#: Length of each block of features. Parts of words help the short utterances, with their many rare words.
WEIGHTS = {TextKind.CLAUSE: (1.0, 1.0, 0.7, 0.0, 0.7), TextKind.UTTERANCE: (1.0, 1.0, 0.5, 1.0, 0.5)}

#: A word is a dictionary word if at least so many documents write it in lower case, and a term rather than
#: a name if at least so many capitalise it inside a sentence. A small corpus asks for less.
LEAST_DOCUMENTS = {TextKind.CLAUSE: (10, 40), TextKind.UTTERANCE: (3, 10)}

#: Trust in a label by the annotator's confidence: unsure labels teach less, but still teach.
TRUST = {1: 0.4, 2: 0.7, 3: 1.0}


class Labels(NamedTuple):
    """What is to be learned, in the order of the texts.

    Attributes:
        targets: Texts x columns of the heads, 1 or 0; NaN where nothing is known.
        weights: Trust in each text.
        folds: Fold in which each text is held out.
    """

    targets: Doubles
    weights: Doubles
    folds: npt.NDArray[np.int64]


class HeldOut(NamedTuple):
    """Predictions for every text by a model that saw nothing of its document.

    Attributes:
        stance: Calibrated probabilities, texts x 3.
        verdict: Index of the stance that is called, of each text.
        symmetry: The same for symmetry, texts x 3 or texts x 0.
        functions: Calibrated scores, texts x codes.
        present: Whether a function reaches its threshold, texts x codes.
        raw: Uncalibrated scores of all columns.
    """

    stance: Floats
    verdict: npt.NDArray[np.int64]
    symmetry: Floats
    functions: Floats
    present: npt.NDArray[np.bool_]
    raw: Floats


def function_codes(kind: TextKind) -> tuple[str, ...]:
    """Return the codes of the codebook for this kind of text, in its order."""
    return tuple(code.code for code in load_taxonomy().functions if kind.value in code.kinds)


def learn_words(corpora: Corpora, kind: TextKind) -> str:
    """Return the dictionary words of a kind of text, as ``TextFeatures`` takes them.

    A word that only ever stands capitalised is a name. Labelled texts count beside whole agreements, so a
    training without the public corpora knows words too.
    """
    groups: dict[str, list[str]] = {}
    for text in corpora.of(kind):
        groups.setdefault(text.group, []).append(text.text)
    texts = [" ".join(part) for part in groups.values()]
    if kind is TextKind.CLAUSE:
        texts += corpora.background
    least, least_capital = LEAST_DOCUMENTS[kind]
    lexicon = learn_lexicon(
        texts, least=min(least, 2 + len(texts) // 50), least_capital=min(least_capital, 2 + len(texts) // 12)
    )
    return " ".join(sorted(lexicon))


def read_samples(texts: Sequence[LabelledText]) -> list[Sample]:
    """Return the texts with what the rules see in them."""
    readings = detect_signals([text.text for text in texts])
    return [Sample(text.text, reading, text.context) for text, reading in zip(texts, readings, strict=True)]


def read_labels(texts: Sequence[LabelledText], kind: TextKind) -> Labels:
    """Return targets, trust and fold of each text."""
    codes = function_codes(kind)
    stance = [[float(text.stance == name) for name in STANCES] for text in texts]
    functions = [[float(code in text.functions) for code in codes] for text in texts]
    columns = [np.array(stance), np.array(functions)]
    if kind is TextKind.CLAUSE:
        columns.insert(1, np.array([[float(text.symmetry == name) for name in SYMMETRIES] for text in texts]))
    weights = np.array([TRUST[text.confidence] for text in texts])
    folds = np.array([fold_of(text.group) for text in texts])
    return Labels(np.hstack(columns), weights, folds)


def build_pipeline(kind: TextKind, lexicon: str, *, seed: int = 0) -> Pipeline:
    """Return an unfitted model."""
    heads = StackedHeads(functions=function_codes(kind), symmetry=kind is TextKind.CLAUSE, seed=seed)
    return Pipeline([("features", TextFeatures(lexicon=lexicon, weights=WEIGHTS[kind])), ("heads", heads)])


def fit_pipeline(pipeline: Pipeline, samples: Sequence[Sample], labels: Labels) -> Pipeline:
    """Fit a model on all given texts."""
    return pipeline.fit(samples, labels.targets, heads__sample_weight=labels.weights)


def fit_calibrated(corpora: Corpora, kind: TextKind, *, seed: int = 0) -> tuple[Pipeline, HeldOut]:
    """Fit a model on all texts of ``kind``, calibrated on held-out predictions, which are returned too."""
    texts = corpora.of(kind)
    samples, labels, lexicon = read_samples(texts), read_labels(texts, kind), learn_words(corpora, kind)
    held = predict_held_out(kind, samples, labels, lexicon, seed=seed)
    _LOG.info("%ss: fitting on all %d", kind.value, len(texts))
    model = fit_pipeline(build_pipeline(kind, lexicon, seed=seed), samples, labels)
    calibrate(model[-1], held.raw, labels.targets, labels.weights)
    return model, held


def fit_without_folds(
    corpora: Corpora, kind: TextKind, *, seed: int = 0
) -> tuple[dict[int, Pipeline], HeldOut]:
    """Fit one calibrated model for each fold that has texts, without the texts of that fold.

    Returns:
        The models by the fold that they have not seen, and the held-out predictions of every text.
    """
    texts = corpora.of(kind)
    samples, labels, lexicon = read_samples(texts), read_labels(texts, kind), learn_words(corpora, kind)
    raw = np.zeros(labels.targets.shape, dtype=np.float32)
    models = dict(_fit_folds(kind, samples, labels, lexicon, raw, seed))
    for fold, model in models.items():
        inside = labels.folds != fold
        calibrate(model[-1], raw[inside], labels.targets[inside], labels.weights[inside])
    return models, _calibrate_by_fold(kind, raw, labels)


def predict_held_out(
    kind: TextKind, samples: Sequence[Sample], labels: Labels, lexicon: str, *, seed: int = 0
) -> HeldOut:
    """Predict every text by a model fitted without its fold; calibration comes from the other folds too."""
    raw = np.zeros(labels.targets.shape, dtype=np.float32)
    for _ in _fit_folds(kind, samples, labels, lexicon, raw, seed):
        pass  # the scores are what is asked for
    return _calibrate_by_fold(kind, raw, labels)


def _fit_folds(
    kind: TextKind, samples: Sequence[Sample], labels: Labels, lexicon: str, raw: Floats, seed: int
) -> Iterator[tuple[int, Pipeline]]:
    """Yield a model without each fold, uncalibrated, and write its scores of that fold into ``raw``."""
    for fold in range(FOLDS):
        inside, outside = labels.folds != fold, labels.folds == fold
        if not outside.any():
            continue
        _LOG.info("%ss: fitting without fold %d of %d", kind.value, fold + 1, FOLDS)
        part = Labels(*(column[inside] for column in labels))
        model = build_pipeline(kind, lexicon, seed=seed)
        fit_pipeline(model, [samples[k] for k in np.flatnonzero(inside).tolist()], part)
        features = model[0].transform([samples[k] for k in np.flatnonzero(outside).tolist()])
        raw[outside] = model[-1].decision_function(features)
        yield fold, model


def _calibrate_by_fold(kind: TextKind, raw: Floats, labels: Labels) -> HeldOut:
    heads = build_pipeline(kind, "")[-1]
    symmetry_width = heads.groups[1].stop - heads.groups[1].start
    count = len(raw)
    held = HeldOut(
        np.zeros((count, len(STANCES)), dtype=np.float32),
        np.zeros(count, dtype=np.int64),
        np.zeros((count, symmetry_width), dtype=np.float32),
        np.zeros((count, len(heads.functions)), dtype=np.float32),
        np.zeros((count, len(heads.functions)), dtype=np.bool_),
        raw,
    )
    for fold in range(FOLDS):
        inside, outside = labels.folds != fold, labels.folds == fold
        calibrate(heads, raw[inside], labels.targets[inside], labels.weights[inside])
        held.stance[outside] = heads.stance(raw[outside])
        held.verdict[outside] = heads.verdicts(held.stance[outside])
        held.symmetry[outside] = heads.symmetries(raw[outside])
        held.functions[outside] = heads.function_scores(raw[outside])
        held.present[outside] = held.functions[outside] >= heads.thresholds_
    return held
