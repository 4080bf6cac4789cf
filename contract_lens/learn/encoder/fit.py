"""Fine-tuning the network: all decisions of both kinds of text at once.

One network for clauses and utterances: stance is the same question for both, and each kind steadies the
other. The recipe (AdamW, warm-up, linear decay, label smoothing) is the usual one of Devlin et al. (2019);
what was tried stands in ``docs/experiments.md``.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from contract_lens.clause import TextKind
from contract_lens.judge.heads import STANCES, SYMMETRIES, Doubles
from contract_lens.learn.encoder.network import SentenceNetwork, count_threads

_LOG = logging.getLogger(__name__)

EPOCHS = 4
BATCH = 32
RATE = 1.5e-4
_HEAD_RATE = 5 * RATE
_DECAY = 0.01
_WARM_UP = 0.06
_LEAST_RATE = 0.02
_SMOOTHING = 0.05
#: Weight of the other decisions beside the stance.
_FUNCTIONS, _SYMMETRY = 0.5, 0.4
_POOL = 40  # batches that are sorted by length together: little filling, still random


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One text to learn from.

    Attributes:
        kind: Which head it teaches.
        pieces: Its word pieces.
        targets: What is true of it, in the order of the head's columns.
        weight: Trust in its stance, the decision on which annotators differ most.
    """

    kind: TextKind
    pieces: list[int]
    targets: Doubles
    weight: float


def fit_network(
    weights: Path, examples: Sequence[Example], *, seed: int, name: str = "network"
) -> SentenceNetwork:
    """Fine-tune a pretrained encoder.

    Args:
        weights: Folder with the pretrained encoder.
        examples: Texts of both kinds.
        seed: Seed of the order, the heads and the dropout.
        name: What progress calls it.
    """
    count_threads(1)
    torch.manual_seed(seed)
    order = random.Random(seed)  # noqa: S311 # shuffling, not secrecy
    columns = {example.kind: len(example.targets) for example in examples}
    network = SentenceNetwork(weights, {kind: columns[kind] for kind in TextKind})
    network.train()
    total = EPOCHS * len(_batches(examples, order))
    optimiser = _optimiser(network)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, total))
    step, began = 0, time.monotonic()
    for _ in range(EPOCHS):
        for batch in _batches(examples, order):
            loss = _loss(network, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            if step % 50 == 0:
                left = (time.monotonic() - began) / step * (total - step) / 60
                told = (name, step, total, float(loss.detach()), left)
                _LOG.info("%s: step %d of %d, loss %.3f, %.0f min left", *told)
    network.eval()
    return network


def _pad(texts: Sequence[list[int]]) -> tuple[Any, Any]:
    """Return word pieces and mask as tensors, filled up to the longest text."""
    longest = max(len(text) for text in texts)
    ids = torch.zeros((len(texts), longest), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = 1
    return ids, mask


def _batches(examples: Sequence[Example], order: random.Random) -> list[list[Example]]:
    shuffled = list(examples)
    order.shuffle(shuffled)
    batches: list[list[Example]] = []
    for first in range(0, len(shuffled), BATCH * _POOL):
        pool = sorted(shuffled[first : first + BATCH * _POOL], key=lambda example: len(example.pieces))
        batches += [pool[k : k + BATCH] for k in range(0, len(pool), BATCH)]
    order.shuffle(batches)
    return batches


def _loss(network: SentenceNetwork, batch: Sequence[Example]) -> Any:
    ids, mask = _pad([example.pieces for example in batch])
    outputs = network(ids, mask)
    loss: Any = 0.0
    for kind, output in zip(TextKind, outputs, strict=True):
        rows = [row for row, example in enumerate(batch) if example.kind is kind]
        if rows:
            targets = torch.tensor(np.array([batch[row].targets for row in rows]))
            trust = torch.tensor([batch[row].weight for row in rows])
            loss = loss + _loss_of(output[rows], targets.float(), trust, kind)
    return loss / len(batch)


def _loss_of(scores: Any, targets: Any, trust: Any, kind: TextKind) -> Any:
    """Return the summed loss of the texts of one kind."""
    stances = len(STANCES)
    first = stances + (len(SYMMETRIES) if kind is TextKind.CLAUSE else 0)
    stance = functional.cross_entropy(
        scores[:, :stances], targets[:, :stances].argmax(1), reduction="none", label_smoothing=_SMOOTHING
    )
    functions = functional.binary_cross_entropy_with_logits(
        scores[:, first:], targets[:, first:], reduction="none"
    )
    loss = stance * trust + _FUNCTIONS * functions.sum(1)
    if first > stances:
        sides = functional.cross_entropy(
            scores[:, stances:first], targets[:, stances:first].argmax(1), reduction="none"
        )
        loss = loss + _SYMMETRY * sides
    return loss.sum()


def _optimiser(network: SentenceNetwork) -> Any:
    def grouped() -> Iterator[dict[str, Any]]:
        named = [(name, part) for name, part in network.named_parameters() if part.requires_grad]
        heads = [part for name, part in named if name.startswith("heads.")]
        body = [(name, part) for name, part in named if not name.startswith("heads.")]
        plain = [part for name, part in body if "bias" in name or "LayerNorm" in name]
        rest = [part for name, part in body if "bias" not in name and "LayerNorm" not in name]
        yield {"params": rest, "weight_decay": _DECAY}
        yield {"params": plain, "weight_decay": 0.0}
        yield {"params": heads, "weight_decay": 0.0, "lr": _HEAD_RATE}

    return torch.optim.AdamW(list(grouped()), lr=RATE)


def _rate(step: int, total: int) -> float:
    return min(1.0, (step + 1) / (_WARM_UP * total)) * max(_LEAST_RATE, 1 - step / total)
