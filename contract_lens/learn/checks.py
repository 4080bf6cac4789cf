"""Checks on texts that no model learns from: boilerplate, minimal pairs, and other people's labels."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.pipeline import Pipeline

from contract_lens.clause import TextKind
from contract_lens.detect import detect_signals
from contract_lens.judge.features import Sample
from contract_lens.judge.heads import STANCES, Floats
from contract_lens.learn.bars import verdict
from contract_lens.learn.calibration import calibrate
from contract_lens.learn.corpus import Corpora, LabelledText, from_cuad
from contract_lens.learn.fitting import (
    HeldOut,
    Labels,
    build_pipeline,
    fit_pipeline,
    learn_words,
    read_labels,
    read_samples,
)
from contract_lens.learn.folds import FOLDS, fold_of
from contract_lens.learn.public_texts import Agreements, read_rows
from contract_lens.learn.scores import average_precision

_LOG = logging.getLogger(__name__)

Verdicts = npt.NDArray[np.int64]

#: What judges texts: calibrated stances, texts x 3, and the index of each verdict.
Judge = Callable[[Sequence[str]], tuple[Floats, Verdicts]]


@dataclass(frozen=True, slots=True)
class Check:
    """One figure on texts that were never trained on.

    Attributes:
        name: What is checked.
        value: The figure.
        texts: How many texts, or pairs.
        bar: Name of its bar, if it has one.
        base: What chance would give, where that says something.
        misses: Ids of the texts that are wrong, where they have ids.
    """

    name: str
    value: float
    texts: int
    bar: str = ""
    base: float | None = None
    misses: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the check in one line."""
        against = f"; chance {self.base:.3f}" if self.base is not None else ""
        told = f"; {verdict('checks', self.bar, self.value)}" if self.bar else ""
        named = f"; wrong: {', '.join(self.misses)}" if self.misses else ""
        return f"check, {self.name}: {self.value:.3f} of {self.texts}{against}{told}{named}"


def judge_with(model: Pipeline, texts: Sequence[str]) -> tuple[Floats, Verdicts]:
    """Return calibrated stances (texts x 3) and the index of each verdict, as a fitted model gives them."""
    readings = detect_signals(texts)
    samples = [Sample(text, reading) for text, reading in zip(texts, readings, strict=True)]
    return _stances(model, samples)


def _stances(model: Pipeline, samples: Sequence[Sample]) -> tuple[Floats, Verdicts]:
    stance = model[-1].stance(model[-1].decision_function(model[0].transform(samples)))
    return stance, model[-1].verdicts(stance)


def check_pairs(judge: Judge, folder: Path) -> Check:
    """Check the minimal pairs of a ``corpora`` folder: which have both sides right."""
    pairs = list(read_rows(folder / "clauses" / "minimal-pairs.jsonl"))
    wrong: set[str] = set()
    for side in ("a", "b"):
        _, called = judge([pair[side] for pair in pairs])
        wrong |= {
            pair["id"]
            for pair, index in zip(pairs, called.tolist(), strict=True)
            if STANCES[index] != pair[f"{side}_stance"]
        }
    share = 1 - len(wrong) / len(pairs)
    name = "minimal pairs with both sides right"
    return Check(name, share, len(pairs), "minimal_pairs", misses=tuple(sorted(wrong)))


def check_boilerplate(
    folder: Path, corpora: Corpora, held: HeldOut, *, cuad: Path, seed: int = 0
) -> Check | None:
    """Check plain boilerplate of real agreements: how much of it is called non-neutral.

    The clauses are none of the labelled ones. Each is judged by a model that saw nothing of its agreement.

    Args:
        folder: The ``corpora`` folder.
        corpora: The labelled texts.
        held: Held-out predictions of the clause model, for its calibration.
        cuad: Folder with CUAD's agreements as text.
        seed: Seed of the solver.

    Returns:
        The check; ``None`` where none of the agreements is there.
    """
    texts = load_boilerplate(folder, cuad)
    if not texts:
        return None
    called = judge_unseen(TextKind.CLAUSE, corpora, held, texts, seed=seed)
    wrong = [
        text.id for text, index in zip(texts, called.tolist(), strict=True) if STANCES[index] != "neutral"
    ]
    share = len(wrong) / len(texts)
    name = "boilerplate called non-neutral"
    return Check(name, share, len(texts), "boilerplate", misses=tuple(wrong))


def load_boilerplate(folder: Path, cuad: Path) -> tuple[LabelledText, ...]:
    """Return the boilerplate clauses of ``checks/boilerplate.jsonl`` that are there; all are neutral.

    Raises:
        CorruptInput: A text does not have its hash.
    """
    path = folder / "checks" / "boilerplate.jsonl"
    if not path.is_file():
        return ()
    resolve = from_cuad(Agreements(cuad))
    found = (resolve({**row, "stance": "neutral", "functions": []}) for row in read_rows(path))
    return tuple(text for text in found if text is not None)


def judge_unseen(
    kind: TextKind, corpora: Corpora, held: HeldOut, texts: Sequence[LabelledText], *, seed: int = 0
) -> Verdicts:
    """Judge texts that have no part in training, each by a model that saw nothing of its document.

    Only the columns of the stance are fitted; each column is a regression of its own, so these are the same
    as in a whole model.
    """
    known, lexicon = corpora.of(kind), learn_words(corpora, kind)
    samples, labels = read_samples(known), read_labels(known, kind)
    targets, raw = labels.targets[:, : len(STANCES)], held.raw[:, : len(STANCES)]
    asked, folds = read_samples(texts), [fold_of(text.group) for text in texts]
    called = np.zeros(len(texts), dtype=np.int64)
    for fold in range(FOLDS):
        rows = [row for row, own in enumerate(folds) if own == fold]
        if not rows:
            continue
        _LOG.info("boilerplate: fitting without fold %d of %d", fold + 1, FOLDS)
        inside = np.flatnonzero(labels.folds != fold)
        part = Labels(targets[inside], labels.weights[inside], labels.folds[inside])
        model = build_pipeline(kind, lexicon, seed=seed)
        model.set_params(heads__functions=(), heads__symmetry=False)
        fit_pipeline(model, [samples[row] for row in inside.tolist()], part)
        calibrate(model[-1], raw[inside], part.targets, part.weights)
        called[rows] = _stances(model, [asked[row] for row in rows])[1]
    return called


def check_outside(judges: Mapping[TextKind, Judge], folder: Path) -> Iterator[Check]:
    """Check the models on other people's labels: unfair terms, and objections in meetings.

    A file that is not there is passed over.
    """
    if (folder / "unfair_terms.jsonl").is_file():
        unfair = list(read_rows(folder / "unfair_terms.jsonl"))
        stance, _ = judges[TextKind.CLAUSE]([row["text"] for row in unfair])
        truth = np.array([bool(row["unfair"]) for row in unfair])
        ranking = average_precision(stance[:, STANCES.index("adversarial")], truth)
        name = "average precision on unfair terms"
        yield Check(name, ranking, len(unfair), base=float(truth.mean()))
    if (folder / "meeting_acts.jsonl").is_file():
        acts = [row for row in read_rows(folder / "meeting_acts.jsonl") if "NEG" in (row["relation"] or ())]
        _, called = judges[TextKind.UTTERANCE]([row["text"] for row in acts])
        hostile = float((called == STANCES.index("adversarial")).mean())
        yield Check("objections in meetings called adversarial", hostile, len(acts), "objections")
