"""Training of the accurate model: fine-tune, blend with the linear models, measure, shrink, write.

One fold of documents is held out from a first network: the blend is fitted and the card's figures are
measured on it. A second network learns from everything and is shipped. Both train at the same time, one core
each.
"""

from __future__ import annotations

import logging
import multiprocessing
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from contract_lens.clause import TextKind
from contract_lens.errors import InputMissing, MissingPart
from contract_lens.judge.encoder import MOST_PIECES, spell
from contract_lens.judge.heads import Floats
from contract_lens.judge.wording import WordReader
from contract_lens.learn.corpus import Corpora, LabelledText
from contract_lens.learn.fitting import Labels, read_labels

if TYPE_CHECKING:
    from contract_lens.learn.encoder.fit import Example

#: Documents of this fold are never seen by the network that is measured.
HELD_OUT_FOLD = 0

_NEEDED = ("config.json", "model.safetensors", "tokenizer.json")


class Learned(NamedTuple):
    """What a training of the encoder gives.

    Attributes:
        encoded: By kind, the scores of the texts of the held-out fold by the network that never saw it.
        tokenizer: The word pieces as JSON, to be shipped beside the network.
    """

    encoded: dict[TextKind, Floats]
    tokenizer: bytes


def train_encoder(
    corpora: Corpora,
    labels: dict[TextKind, Labels],
    lexicons: dict[TextKind, str],
    *,
    weights: Path,
    target: Path,
    seed: int = 0,
) -> Learned:
    """Fine-tune the encoder twice and write the one that learned from everything.

    Args:
        corpora: The labelled texts.
        labels: Their targets, trust and folds, by kind.
        lexicons: Dictionary words of each kind, as the linear models have them.
        weights: Folder with the pretrained encoder.
        target: The ONNX file to write.
        seed: Seed of both trainings.

    Raises:
        InputMissing: The folder does not hold a pretrained encoder.
        MissingPart: The packages that train it are not installed.
    """
    check_weights(weights)
    tokenizer = (weights / "tokenizer.json").read_bytes()
    examples = {
        kind: read_examples(corpora.of(kind), kind, labels[kind], lexicons[kind], tokenizer)
        for kind in TextKind
    }
    folds = {kind: labels[kind].folds == HELD_OUT_FOLD for kind in TextKind}
    for kind, out in folds.items():
        if not out.any() or out.all():
            raise InputMissing(
                f"holds too few documents with {kind.value}s to hold some out", subject="corpora"
            )
    seen: list[Example] = []
    held: list[Example] = []
    every: list[Example] = []
    for kind in TextKind:
        for example, out in zip(examples[kind], folds[kind].tolist(), strict=True):
            (held if out else seen).append(example)
            every.append(example)
    for example, out in _contrast(corpora, lexicons, tokenizer):
        every.append(example)
        seen += [] if out else [example]
    context = multiprocessing.get_context("spawn")
    level = logging.getLogger("contract_lens.learn").getEffectiveLevel()
    with ProcessPoolExecutor(2, mp_context=context, initializer=_log_to_stderr, initargs=(level,)) as pool:
        shipped = pool.submit(_fit_and_export, weights, every, target, seed)
        scored = pool.submit(_fit_and_predict, weights, seen, held, tokenizer, seed)
        scores = scored.result()
        shipped.result()
    parts = {kind: [s for s, e in zip(scores, held, strict=True) if e.kind is kind] for kind in TextKind}
    return Learned({kind: np.stack(rows) for kind, rows in parts.items()}, tokenizer)


def check_weights(weights: Path) -> None:
    """Refuse a folder that holds no pretrained encoder, or a machine that cannot train one.

    Raises:
        InputMissing: A file is missing.
        MissingPart: A package is missing.
    """
    missing = [name for name in _NEEDED if not (weights / name).is_file()]
    if missing:
        remedy = "point --encoder at a folder with a pretrained BERT-like encoder, such as all-MiniLM-L6-v2"
        raise InputMissing(f"holds no {', '.join(missing)}", subject=str(weights), remedy=remedy)
    try:
        import onnx
        import onnxruntime
        import torch
        import transformers
    except ImportError as error:
        raise MissingPart(
            f"training the encoder needs the package {error.name}",
            subject=str(weights),
            remedy='install it with: pip install "contract-lens[encoder]"',
        ) from error
    del onnx, torch, transformers, onnxruntime


def _contrast(
    corpora: Corpora, lexicons: dict[TextKind, str], tokenizer: bytes
) -> Iterator[tuple[Example, bool]]:
    """Yield what only the encoder learns from, and whether it lies in the fold that is held out."""
    for file in corpora.contrast:
        labels = read_labels(file.texts, file.kind)
        examples = read_examples(file.texts, file.kind, labels, lexicons[file.kind], tokenizer)
        yield from zip(examples, (labels.folds == HELD_OUT_FOLD).tolist(), strict=True)


def read_examples(
    texts: Sequence[LabelledText], kind: TextKind, labels: Labels, lexicon: str, tokenizer: bytes
) -> list[Example]:
    """Return the labelled texts of a kind as word pieces with their targets."""
    from tokenizers import Tokenizer

    from contract_lens.learn.encoder.fit import Example

    pieces = Tokenizer.from_str(tokenizer.decode("utf-8"))
    pieces.enable_truncation(MOST_PIECES)
    pieces.no_padding()
    reader = WordReader(frozenset(lexicon.split()))
    spelled = [spell(reader.read(text.text).words) for text in texts]
    return [
        Example(kind, encoding.ids, np.nan_to_num(targets), float(trust))
        for encoding, targets, trust in zip(
            pieces.encode_batch(spelled), labels.targets, labels.weights, strict=True
        )
    ]


def _fit_and_predict(
    weights: Path, seen: Sequence[Any], held: Sequence[Any], tokenizer: bytes, seed: int
) -> list[Floats]:
    """Score held-out texts by the very kind of file that is shipped, 8-bit weights and all."""
    from contract_lens.judge.encoder import Encoder

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "held_out.onnx"
        _fit_and_export(weights, seen, file, seed)
        encoder = Encoder(file.read_bytes(), tokenizer, name=str(file))
        return [encoder.score_pieces([example.pieces], example.kind)[0] for example in held]


def _fit_and_export(weights: Path, examples: Sequence[Any], target: Path, seed: int) -> None:
    from contract_lens.learn.encoder.export import export_network
    from contract_lens.learn.encoder.fit import fit_network

    export_network(fit_network(weights, examples, seed=seed, name=target.stem), target)


def _log_to_stderr(level: int) -> None:
    logging.basicConfig(level=level, format="%(message)s")
