"""The accurate model beside the linear ones: its blend, its figures and its card.

Training the encoder takes an hour or more; blending takes seconds. The encoder's scores of the held-out
documents are therefore kept beside it (``accurate.heldout.npz``): when only the linear models are trained
again, the blend and the figures are made anew from them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from contract_lens.clause import TextKind
from contract_lens.detect import detect_signals
from contract_lens.errors import InputMissing, ModelRefused
from contract_lens.judge.blend import Blend
from contract_lens.judge.features import Sample
from contract_lens.judge.heads import Floats
from contract_lens.judge.store import ACCURATE, FORMAT, load_accurate, load_model, read_card
from contract_lens.learn.blending import cross_fit, fit_blend
from contract_lens.learn.card import LIMITS, USES, rounded, versions_of
from contract_lens.learn.corpus import Corpora, LabelledText
from contract_lens.learn.evaluation import ModelScores, score_model
from contract_lens.learn.fitting import Labels

_LEAST_GROUPS = 10  # documents; a blend of fewer says nothing
_PACKAGES = ("numpy", "onnxruntime", "scikit-learn", "tokenizers", "torch", "transformers")


class Linear(NamedTuple):
    """The linear model's part in a blend.

    Attributes:
        raw: Scores of every text by a model that had not seen its document, texts x columns.
        labels: What is true of the texts.
    """

    raw: Floats
    labels: Labels


def heldout_path(folder: Path) -> Path:
    """Return where the encoder's scores of held-out documents lie."""
    return folder / f"{ACCURATE}.heldout.npz"


def save_heldout(
    folder: Path, ids: Mapping[TextKind, list[str]], encoded: Mapping[TextKind, Floats], corpora: Corpora
) -> Path:
    """Keep the encoder's scores of the documents that it had not seen, and how the encoder was made.

    Args:
        folder: Holds the network that is shipped.
        ids: The held-out texts, by kind.
        encoded: Their scores by the network of the same recipe that had not seen them.
        corpora: What the shipped network learned from.
    """
    path = heldout_path(folder)
    made = {
        "sha256": _digest(folder / f"{ACCURATE}.onnx"),
        "data": [
            asdict(source) for source in (*corpora.sources, *(file.source for file in corpora.contrast))
        ],
        "texts": {
            kind.value: len(corpora.of(kind))
            + sum(len(file.texts) for file in corpora.contrast if file.kind is kind)
            for kind in TextKind
        },
        "versions": versions_of(*_PACKAGES),
    }
    arrays: dict[str, Any] = {"made": np.array(json.dumps(made))}
    for kind in TextKind:
        arrays[f"{kind.value}_ids"] = np.array(ids[kind])
        arrays[f"{kind.value}_scores"] = encoded[kind].astype(np.float16)
    with path.open("wb") as stream:
        np.savez_compressed(stream, allow_pickle=False, **arrays)
    return path


def write_accurate(
    folder: Path, corpora: Corpora, linear: Mapping[TextKind, Linear], *, seed: int
) -> tuple[Path, tuple[ModelScores, ...]]:
    """Blend the encoder of ``folder`` with the linear models beside it, and write the card.

    Args:
        folder: Holds ``accurate.onnx``, its word pieces, its held-out scores, and the linear models.
        corpora: The labelled texts.
        linear: Scores and labels of the linear models, by kind.
        seed: Seed of the resampling behind the intervals.

    Returns:
        The card, and the figures of both kinds on the held-out documents.
    """
    parts = list(_parts_of(folder, corpora, linear))
    blends = {part.kind.value: part.blend().to_card() for part in parts}
    scores = tuple(part.score(seed) for part in parts)
    path = folder / f"{ACCURATE}.card.json"
    card = _card(folder, scores, blends, seed)
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path, scores


def score_accurate(
    folder: Path, corpora: Corpora, linear: Mapping[TextKind, Linear], *, seed: int
) -> tuple[ModelScores, ...]:
    """Return the figures of the accurate model of ``folder`` on the documents its encoder had not seen."""
    return tuple(part.score(seed) for part in _parts_of(folder, corpora, linear))


def judge_accurately(kind: TextKind, folder: Path, texts: Sequence[str]) -> tuple[Floats, Any]:
    """Return calibrated stances (texts x 3) and the index of each verdict, by the accurate model."""
    model, second = load_model(kind, folder), load_accurate(folder)
    readings = detect_signals(texts)
    samples = [Sample(text, reading) for text, reading in zip(texts, readings, strict=True)]
    features, wordings, _ = model[0].transform_with_places(samples)
    encoded = second.encoder.decision_function([wording.words for wording in wordings], kind)
    blend = second.blends[kind]
    stances, _, _ = blend.probabilities(model[-1].decision_function(features), encoded)
    return stances, blend.verdicts(stances)


class _Part(NamedTuple):
    """The held-out texts of one kind with both models' scores."""

    kind: TextKind
    texts: tuple[LabelledText, ...]
    raw: Floats
    encoded: Floats
    labels: Labels

    def blend(self) -> Blend:
        return fit_blend(self.kind, self.raw, self.encoded, self.labels)

    def score(self, seed: int) -> ModelScores:
        groups = [text.group for text in self.texts]
        held = cross_fit(self.kind, self.raw, self.encoded, self.labels, groups)
        return score_model(self.kind, self.texts, held, seed=seed)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _how_made(folder: Path) -> dict[str, Any]:
    """Return how the encoder was made, from beside its held-out scores.

    Raises:
        ModelRefused: The scores are of another network.
    """
    path = heldout_path(folder)
    with np.load(path, allow_pickle=False) as kept:
        made: dict[str, Any] = json.loads(str(kept["made"]))
    if made["sha256"] != _digest(folder / f"{ACCURATE}.onnx"):
        cause = "holds the scores of another network than the one beside it"
        raise ModelRefused(cause, subject=str(path), remedy="train with --encoder again")
    return made


def _parts_of(folder: Path, corpora: Corpora, linear: Mapping[TextKind, Linear]) -> Iterator[_Part]:
    with np.load(heldout_path(folder), allow_pickle=False) as kept:
        for kind in TextKind:
            chosen, encoded = _match(kind, corpora, kept)
            if len({corpora.of(kind)[k].group for k in chosen.tolist()}) < _LEAST_GROUPS:
                cause = f"too few of the given {kind.value}s are among those that the encoder was measured on"
                raise InputMissing(
                    cause, subject="corpora", remedy="give all corpora, or train with --encoder"
                )
            labels = Labels(*(column[chosen] for column in linear[kind].labels))
            texts = tuple(corpora.of(kind)[k] for k in chosen.tolist())
            yield _Part(kind, texts, linear[kind].raw[chosen], encoded, labels)


def _match(kind: TextKind, corpora: Corpora, kept: Any) -> tuple[Any, Floats]:
    """Return which texts the encoder was scored on, and those scores in the order of the texts."""
    rows = {name: row for row, name in enumerate(kept[f"{kind.value}_ids"].tolist())}
    chosen = [k for k, text in enumerate(corpora.of(kind)) if text.id in rows]
    order = [rows[corpora.of(kind)[k].id] for k in chosen]
    return np.array(chosen, dtype=int), kept[f"{kind.value}_scores"][order].astype(np.float32)


def _card(folder: Path, scores: tuple[ModelScores, ...], blends: dict[str, Any], seed: int) -> dict[str, Any]:
    made = _how_made(folder)
    return {
        "format": FORMAT,
        "name": ACCURATE,
        "file": f"{ACCURATE}.onnx",
        "sha256": made["sha256"],
        "tokenizer_sha256": _digest(folder / f"{ACCURATE}.tokenizer.json"),
        "beside": {kind.value: read_card(kind, folder)["sha256"] for kind in TextKind},
        "pretrained": "all-MiniLM-L6-v2 (sentence-transformers), Apache-2.0; word vectors as pretrained",
        "intended_use": {kind.value: USES[kind] for kind in TextKind},
        "limits": list(LIMITS),
        "data": made["data"],
        "texts": made["texts"],
        "seed": seed,
        "versions": made["versions"],
        "scores": [rounded(asdict(score)) for score in scores],
        "chosen_on": "the recipe was chosen on the same documents, so the figures are a little optimistic",
        "how_scored": "on a fold of documents that a network of this recipe had not seen; blend cross-fitted",
        "blends": blends,
    }
