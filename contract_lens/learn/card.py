"""The model card: what a model was made of, how good it is, and what it must not be used for."""

from __future__ import annotations

import contextlib
import json
import platform
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from contract_lens.clause import TextKind
from contract_lens.judge.store import FORMAT
from contract_lens.learn.corpus import Corpora
from contract_lens.learn.evaluation import ModelScores

USES = {
    TextKind.CLAUSE: "stance, functions and symmetry of single clauses of commercial agreements in English",
    TextKind.UTTERANCE: "stance and functions of single turns, mail paragraphs and minute items in English",
}

LIMITS = (
    "A text is judged alone: what a neighbouring clause or an earlier message says is not seen.",
    "Politeness around a threat, irony, and blame told as a report are often called neutral.",
    "List items cut from their clause, and clauses cut in the middle, are told less well.",
    "Labels are one careful annotator's reading of a published codebook; authored texts have their author's.",
    "Agreements are United States filings of about 1995 to 2020; other drafting traditions are untested.",
    "Not legal advice; not a judgement of people.",
)


def write_card(
    path: Path, kind: TextKind, corpora: Corpora, scores: ModelScores, *, digest: str, seed: int
) -> Path:
    """Write the card beside a model file and return its path.

    Args:
        path: The model file.
        kind: What the model reads.
        corpora: What it was trained on.
        scores: How good it is on held-out documents.
        digest: SHA-256 of the model file.
        seed: Seed of the training.
    """
    card: dict[str, Any] = {
        "format": FORMAT,
        "name": path.stem,
        "kind": kind.value,
        "file": path.name,
        "sha256": digest,
        "intended_use": USES[kind],
        "limits": list(LIMITS),
        "data": [asdict(source) for source in corpora.sources],
        "texts": len(corpora.of(kind)),
        "documents": len({text.group for text in corpora.of(kind)}),
        "seed": seed,
        "versions": versions_of("scikit-learn", "skops", "numpy", "scipy", "spacy"),
        "scores": rounded(asdict(scores)),
        "how_scored": "out-of-fold by document, five folds; intervals from resampling documents",
        "chosen_on": "features and settings were chosen on the same folds: a little optimistic",
    }
    target = path.with_name(f"{path.stem}.card.json")
    target.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


def versions_of(*packages: str) -> dict[str, str]:
    """Return the versions of the installed ones among these packages, and of Python."""
    found = {}
    for name in packages:
        with contextlib.suppress(PackageNotFoundError):
            found[name] = version(name)
    return found | {"python": platform.python_version()}


def rounded(value: Any) -> Any:
    """Return the value with every number in it at four decimals."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return value
