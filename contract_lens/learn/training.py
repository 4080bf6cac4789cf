"""From corpora to model files. ``train`` tells the story; one command trains both models."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from contract_lens.clause import TextKind
from contract_lens.judge.store import ACCURATE, NAMES, save_model
from contract_lens.learn.accurate import Linear, heldout_path, save_heldout, write_accurate
from contract_lens.learn.card import write_card
from contract_lens.learn.corpus import Corpora, load_corpora
from contract_lens.learn.evaluation import ModelScores, score_model
from contract_lens.learn.fitting import HeldOut, fit_calibrated, fit_without_folds, learn_words, read_labels
from contract_lens.learn.folds import fold_of

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training made.

    Attributes:
        files: The model files and their cards.
        scores: Held-out scores of each model, as on its card.
        gaps: What was missing from the input.
        accurate: Scores of the accurate model, where there is one.
    """

    files: tuple[Path, ...]
    scores: tuple[ModelScores, ...]
    gaps: tuple[str, ...] = ()
    accurate: tuple[ModelScores, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield the report, line by line."""
        yield from (f"note: {gap}" for gap in self.gaps)
        for scores in self.scores:
            yield from _headline(scores)
        for scores in self.accurate:
            yield from (f"accurate: {line}" for line in _headline(scores))
        yield from (f"wrote {path} ({path.stat().st_size / 1e6:.1f} MB)" for path in self.files)


def _headline(scores: ModelScores) -> Iterator[str]:
    yield f"stance, {scores.stance[0].line()}"
    if scores.symmetry:
        yield f"symmetry, {scores.symmetry.line()}"
    yield f"functions, {scores.kind}s: mAP {scores.mean_average_precision:.3f}"


def train(
    corpora: Path,
    *,
    cuad: Path | None = None,
    communications: Path | None = None,
    outside: Path | None = None,
    encoder: Path | None = None,
    out: Path,
    seed: int = 0,
) -> TrainingReport:
    """Train both models and write them with their cards.

    If ``out`` already holds a trained encoder, its blend with the new models is made anew.

    Args:
        corpora: The ``corpora`` folder.
        cuad: Folder with CUAD's agreements as text; without it only the project's own clauses are used.
        communications: JSONL with the public utterances (``id``, ``text``); likewise.
        outside: Folder that holds ``outside/`` and ``meetings/``; likewise.
        encoder: Folder with a pretrained encoder: trains the accurate model too (an hour or more).
        out: Folder for the model files.
        seed: Seed of the solver; the same seed gives the same model.

    Raises:
        InputMissing: Labelled texts are not there.
        CorruptInput: They are not what they say.
    """
    loaded = load_corpora(corpora, cuad=cuad, communications=communications, outside=outside)
    files: list[Path] = []
    scores: list[ModelScores] = []
    linear: dict[TextKind, Linear] = {}
    for kind in TextKind:
        model, held = fit_calibrated(loaded, kind, seed=seed)
        found = score_model(kind, loaded.of(kind), held, seed=seed)
        path = out / f"{NAMES[kind]}.skops"
        digest = save_model(model, path)
        files += [path, write_card(path, kind, loaded, found, digest=digest, seed=seed)]
        scores.append(found)
        linear[kind] = Linear(held.raw, read_labels(loaded.of(kind), kind))
    if encoder is not None:
        _LOG.info("two networks train at the same time, one core each: 60 to 80 minutes")
        files += _train_accurate(loaded, linear, encoder, out, seed)
    accurate: tuple[ModelScores, ...] = ()
    if heldout_path(out).is_file():
        card, accurate = write_accurate(out, loaded, linear, seed=seed)
        files.append(card)
    return TrainingReport(tuple(files), tuple(scores), loaded.gaps(), accurate)


def _train_accurate(
    corpora: Corpora, linear: dict[TextKind, Linear], weights: Path, out: Path, seed: int
) -> list[Path]:
    """Train the encoder and write everything of it but the card."""
    from contract_lens.learn.encoder import HELD_OUT_FOLD, train_encoder

    labels = {kind: part.labels for kind, part in linear.items()}
    lexicons = {kind: learn_words(corpora, kind) for kind in TextKind}
    network, pieces = out / f"{ACCURATE}.onnx", out / f"{ACCURATE}.tokenizer.json"
    learned = train_encoder(corpora, labels, lexicons, weights=weights, target=network, seed=seed)
    pieces.write_bytes(learned.tokenizer)
    ids = {
        kind: [
            text.id
            for text, fold in zip(corpora.of(kind), labels[kind].folds, strict=True)
            if fold == HELD_OUT_FOLD
        ]
        for kind in TextKind
    }
    return [network, pieces, save_heldout(out, ids, learned.encoded, corpora)]


def train_folds(corpora: Path, *, cuad: Path | None = None, out: Path, seed: int = 0) -> dict[int, Path]:
    """Train one clause model per fold, for honest figures on whole agreements.

    The model in ``out/models_fold_k`` learned from no clause of an agreement with ``fold_of(document) == k``.
    Its calibration, a few numbers, comes from held-out predictions of the other folds' texts.

    Returns:
        The folder of each fold.
    """
    loaded = load_corpora(corpora, cuad=cuad)
    models, held = fit_without_folds(loaded, TextKind.CLAUSE, seed=seed)
    folders: dict[int, Path] = {}
    for fold, model in models.items():
        inside = [row for row, text in enumerate(loaded.clauses) if fold_of(text.group) != fold]
        part = replace(loaded, clauses=tuple(loaded.clauses[row] for row in inside), utterances=())
        folder = out / f"models_fold_{fold}"
        path = folder / f"{NAMES[TextKind.CLAUSE]}.skops"
        digest = save_model(model, path)
        found = score_model(
            TextKind.CLAUSE, part.clauses, HeldOut._make(column[inside] for column in held), seed=seed
        )
        write_card(path, TextKind.CLAUSE, part, found, digest=digest, seed=seed)
        folders[fold] = folder
    return folders
