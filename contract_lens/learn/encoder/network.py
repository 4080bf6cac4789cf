"""The network of the accurate model: a pretrained sentence encoder with our heads on top.

Needs torch and transformers (extra ``encoder``); running a trained network needs neither.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel

from contract_lens.clause import TextKind

_DROPOUT = 0.1


class SentenceNetwork(nn.Module):  # type: ignore[misc] # torch is not installed where types are checked
    """Word pieces in, scores out: the mean of the last layer, then one linear head a kind of text.

    Args:
        weights: Folder with a pretrained encoder (``config.json``, ``model.safetensors``).
        columns: Width of the head of each kind of text.
    """

    def __init__(self, weights: Path, columns: dict[TextKind, int]) -> None:
        super().__init__()
        # Eager attention is plain matrix products, which the int8 runtime knows how to shrink.
        self.encoder = AutoModel.from_pretrained(
            str(weights), local_files_only=True, use_safetensors=True, attn_implementation="eager"
        )
        # Word vectors stay as pretrained: they hold half of the weights and barely move in training.
        self.encoder.embeddings.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.heads = nn.ModuleDict({kind.value: nn.Linear(width, count) for kind, count in columns.items()})
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, ids: Any, mask: Any) -> tuple[Any, ...]:
        """Return the scores of every head, in order of ``TextKind``.

        Args:
            ids: Word pieces, texts x longest, 64-bit integers.
            mask: 1 where there is a word piece, 0 where a shorter text is filled up.
        """
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        share = mask.unsqueeze(-1).to(states.dtype)
        mean = self.dropout((states * share).sum(1) / share.sum(1))
        return tuple(self.heads[kind.value](mean) for kind in TextKind)


def count_threads(threads: int) -> None:
    """Use so many threads; one makes two trainings alike to the last bit."""
    torch.set_num_threads(threads)
