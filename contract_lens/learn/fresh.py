"""How the models do on texts that were labelled after them and are never trained on.

The conversations were written by people who had not seen the models. Of the public texts those count whose
agreement or thread no label of the training names: passages of a known one are half known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from contract_lens.clause import TextKind
from contract_lens.judge.heads import STANCES
from contract_lens.learn.checks import Check, Judge
from contract_lens.learn.corpus import (
    Corpora,
    LabelledText,
    from_conversations,
    from_cuad,
    from_outside,
)
from contract_lens.learn.public_texts import Agreements, OutsideTexts, read_rows

_FOLDER = Path("checks", "fresh")
_LEAST = 30  # fewer texts tell nothing


def load_fresh(
    folder: Path, *, cuad: Path | None = None, outside: Path | None = None
) -> Iterator[tuple[str, TextKind, tuple[LabelledText, ...]]]:
    """Yield the fresh texts that are there, by what they are: name, kind, texts.

    Args:
        folder: The ``corpora`` folder.
        cuad: Folder with CUAD's agreements as text.
        outside: Folder that holds ``outside/`` and ``meetings/``.

    Raises:
        CorruptInput: A text does not have the hash of its label.
    """
    base = folder / _FOLDER
    talk = sorted((base / "conversations").glob("labels*.jsonl"))
    resolve = from_conversations()
    found = tuple(text for path in talk for row in read_rows(path) if (text := resolve(row)) is not None)
    if found:
        yield "fresh alliance conversations", TextKind.UTTERANCE, found
    public = (
        ("utterances", TextKind.UTTERANCE, from_outside(OutsideTexts(outside)) if outside else None),
        ("clauses", TextKind.CLAUSE, from_cuad(Agreements(cuad)) if cuad else None),
    )
    for name, kind, resolver in public:
        path = base / f"{name}.jsonl"
        if resolver is not None and path.is_file():
            texts = (resolver(row) for row in read_rows(path))
            yield f"fresh public {name}", kind, tuple(text for text in texts if text is not None)


def check_fresh(
    judges: Mapping[TextKind, Judge],
    folder: Path,
    corpora: Corpora,
    *,
    cuad: Path | None = None,
    outside: Path | None = None,
) -> Iterator[Check]:
    """Check the stance of fresh texts of agreements and threads that no training label names: macro-F1.

    Args:
        judges: What judges texts, by kind.
        folder: The ``corpora`` folder.
        corpora: What the judges have learned from.
        cuad: Folder with CUAD's agreements as text.
        outside: Folder that holds ``outside/`` and ``meetings/``.
    """
    for name, kind, texts in load_fresh(folder, cuad=cuad, outside=outside):
        known = {text.group for text in corpora.of(kind)}
        unknown = [text for text in texts if text.group not in known]
        for what, chosen in (
            (name, unknown),
            (f"{name}, drawn at random", [text for text in unknown if text.stratum.startswith("random")]),
        ):
            if len(chosen) >= _LEAST:
                yield _check(f"macro-F1 of {what}", judges[kind], chosen)


def _check(name: str, judge: Judge, texts: Sequence[LabelledText]) -> Check:
    _, called = judge([text.text for text in texts])
    truth = np.array([STANCES.index(text.stance) for text in texts])
    scores = []
    for stance in range(len(STANCES)):
        right = int(((truth == stance) & (called == stance)).sum())
        asked = int((truth == stance).sum() + (called == stance).sum())
        scores.append(2 * right / asked if asked else 0.0)
    return Check(name, sum(scores) / len(scores), len(texts))
