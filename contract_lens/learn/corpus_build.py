"""All labelled texts in one file: pointers resolved, hashes checked, family and fold beside each text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from contract_lens.learn.corpus import LabelFile
from contract_lens.learn.folds import fold_of

#: Fields of a row of the built file, in order; by these a file is known as one that was built here.
FIELDS = (
    "kind",
    "corpus",
    "id",
    "source",
    "group",
    "fold",
    "text",
    "context",
    "stance",
    "functions",
    "symmetry",
    "confidence",
    "stratum",
)


def built_lines(files: Sequence[LabelFile]) -> Iterator[bytes]:
    """Yield one JSON line for each labelled text that was found."""
    for file in files:
        for text in file.texts:
            values: dict[str, Any] = {
                name: getattr(text, name) for name in FIELDS if name not in ("kind", "corpus", "fold")
            }
            values |= {"kind": file.kind.value, "corpus": file.source.name, "fold": fold_of(text.group)}
            row = {name: values[name] for name in FIELDS}
            yield (json.dumps(row, ensure_ascii=False) + "\n").encode()


def was_built(path: Path) -> bool:
    """Tell whether a file is one that ``built_lines`` filled; an empty file is nobody's."""
    with path.open("rb") as stream:
        first = stream.readline(1_000_000)
    try:
        row = json.loads(first) if first else dict.fromkeys(FIELDS)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and tuple(row) == FIELDS
