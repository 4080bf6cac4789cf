"""What a result depends on besides the document: options, models, and the program itself, as one hash.

Two runs with the same fingerprint say the same about the same content. A stored result with another one is
not used.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from contract_lens.errors import ModelMissing
from contract_lens.options import AnalysisOptions

#: Parts of the program that never change what is said about one document.
_APART = ("cli", "learn", "ledger", "__main__.py", "desk.py", "engine.py", "flag.py", "listing.py")
_NOR: tuple[str, ...] = ("outputs.py", "policy.py", "portfolio.py", "publish.py", "resumable.py")
_NOR += ("sources.py", "standing.py", "whole.py")

#: No part of the program at all.
_NO_PROGRAM = ("_models",)

#: Packages whose version can change text, tokens or scores.
_PACKAGES = ("spacy", "scikit-learn", "numpy", "pypdfium2", "pdfplumber", "lxml", "onnxruntime", "tokenizers")

#: Packages that reports are written with.
_WRITERS = ("jinja2", "markupsafe", "xlsxwriter", "pyarrow")


def analysis_fingerprint(options: AnalysisOptions) -> str:
    """Return 32 hex digits that stand for everything but the document that decides a result.

    The time and memory limits are not part of it: they decide whether there is a result, not which one
    (see ``bounds``).

    Raises:
        ModelMissing: There are no models.
    """
    chosen = options.to_json()
    limits = {**chosen.pop("limits")}
    for name in ("seconds", "memory_bytes"):
        limits.pop(name, None)
    chosen.pop("models", None)
    patterns = chosen.pop("patterns", None)
    program, _ = _program_hashes()
    parts = {
        "options": chosen,
        "limits": limits,
        "patterns": _hash_of(Path(patterns)) if patterns else "",
        "models": _models_hash(options.models),
        "program": program,
        "packages": {name: _version(name) for name in _PACKAGES},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:32]


def report_fingerprint() -> str:
    """Return 64 hex digits that stand for everything of the program that makes reports of results."""
    _, whole = _program_hashes()
    versions = [_version(name) for name in _WRITERS]
    return hashlib.sha256(json.dumps([whole, versions]).encode()).hexdigest()


def bounds(options: AnalysisOptions) -> str:
    """Return the limits that decide whether a document is given up: a failure holds only under the same."""
    return f"{options.limits.seconds:g} s, {options.limits.memory_bytes} bytes"


def content_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes.

    Raises:
        OSError: It cannot be read.
    """
    return _hash_of(path)


def _hash_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _models_hash(folder: Path | None) -> str:
    from contract_lens.judge.store import find_folder

    # Each card holds the hash of its model, and a model that does not match its card is refused.
    cards = sorted((folder or find_folder()).glob("*.card.json"))
    if not cards:
        raise ModelMissing("no trained models were found", subject=str(folder))
    return hashlib.sha256(b"".join(card.read_bytes() for card in cards)).hexdigest()


@lru_cache(maxsize=1)
def _program_hashes() -> tuple[str, str]:
    """Return one hash of what decides a result, and one of the whole program."""
    package = Path(__file__).resolve().parent
    version_number = _version("contract-lens").encode()
    core, whole = hashlib.sha256(version_number), hashlib.sha256(version_number)
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        is_source = path.suffix in (".py", ".toml", ".json", ".html", ".css", ".js")
        if is_source and inside.parts[0] not in _NO_PROGRAM:
            part = str(inside).encode() + b"\0" + path.read_bytes() + b"\0"
            whole.update(part)
            if inside.parts[0] not in (*_APART, *_NOR):
                core.update(part)
    return core.hexdigest(), whole.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
