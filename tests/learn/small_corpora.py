"""A corpora folder with the first of the project's own texts and no public ones: a training of seconds."""

from __future__ import annotations

from pathlib import Path

CORPORA = Path(__file__).resolve().parents[2] / "corpora"

_PUBLIC = ("clauses/cuad.jsonl", "utterances/public.jsonl")


def write_small_corpora(folder: Path, kept: int, *, clauses: str = "clauses/authored.jsonl") -> Path:
    """Write the first ``kept`` texts of each file into ``folder`` and return it."""
    for name in (clauses, "utterances/authored.jsonl", "conversations/labels.jsonl", *_PUBLIC):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [] if name in _PUBLIC else (CORPORA / name).read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:kept]), encoding="utf-8")
    return folder
