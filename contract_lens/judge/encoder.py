"""The accurate model: a small transformer that reads whole sentences, run without its training library.

It sees the same abstracted words as the linear model (``wording.py``), so it cannot know a party by name
either. Its scores stand beside those of the linear model; ``blend.py`` makes decisions of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from contract_lens.clause import TextKind
from contract_lens.errors import MissingPart, ModelRefused
from contract_lens.judge.decisions import Floats

#: What a party and a number read as: words that the encoder met when it was pretrained.
SPOKEN = {"@1": "party a", "@2": "party b", "@3": "party c"}

#: Word pieces of a text that are read; 99 of 100 clauses are shorter. The linear model reads on to the end.
MOST_PIECES = 160


def spell(words: Sequence[str]) -> str:
    """Return abstracted words as the text that the encoder reads."""
    return " ".join(SPOKEN.get(word, word) for word in words)


class Encoder:
    """A sentence encoder with heads for stance, symmetry and functions.

    Args:
        network: The network as an ONNX file's bytes.
        tokenizer: The word pieces as JSON.
        name: What to name in an error.

    Raises:
        MissingPart: The packages that run it are not installed.
        ModelRefused: The bytes are no network or no tokenizer.
    """

    def __init__(self, network: bytes, tokenizer: bytes, *, name: str) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise MissingPart(
                f"the accurate model needs the package {error.name}",
                subject=name,
                remedy=f"install it with: pip install {error.name}; or judge without it: --fast",
            ) from error
        options = onnxruntime.SessionOptions()
        # One thread a process: a scan runs one process a core already.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
            self._tokenizer: Any = Tokenizer.from_str(tokenizer.decode("utf-8"))
        except Exception as error:  # both raise whatever the damaged content provokes
            raise ModelRefused(f"the network cannot be rebuilt: {error}", subject=name) from error
        self._tokenizer.enable_truncation(MOST_PIECES)
        self._tokenizer.no_padding()

    def decision_function(self, texts: Sequence[Sequence[str]], kind: TextKind) -> Floats:
        """Return the uncalibrated scores, texts x columns, in the order of ``Decisions``.

        Args:
            texts: Abstracted words of each text.
            kind: Which heads read them.
        """
        encodings = self._tokenizer.encode_batch_fast([spell(text) for text in texts])
        return self.score_pieces([encoding.ids for encoding in encodings], kind)

    def score_pieces(self, texts: Sequence[list[int]], kind: TextKind) -> Floats:
        """Return the scores of texts that are already word pieces.

        One text at a time: the 8-bit products scale by the largest value in a batch, so a text's score would
        depend on its neighbours; and on a plain CPU larger batches are no faster.
        """
        rows = []
        for pieces in texts:
            ids = np.array([pieces], dtype=np.int64)
            (scores,) = self._session.run([kind.value], {"ids": ids, "mask": np.ones_like(ids)})
            rows.append(scores[0])
        return np.stack(rows) if rows else np.empty((0, 0), dtype=np.float32)
