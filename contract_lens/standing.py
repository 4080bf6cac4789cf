"""Whether the reports of an earlier scan still stand: same documents, results and rules, all files intact.

Most scans of a share find nothing new. What was written then is what would be written now, to the byte, so it
is looked at and left as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from pathlib import Path

from contract_lens.deal import DEAL_DESCRIPTIONS
from contract_lens.desk import Entry
from contract_lens.policy import Gate


def state_of(analysis: str, entries: Sequence[Entry], digests: Mapping[str, str]) -> str:
    """Return what stands for everything that the reports of a scan are made of.

    Two scans with the same state report the same: the same files in the same order with the same results.

    Args:
        analysis: Fingerprint of the analysis.
        entries: All files of the scan.
        digests: Digests of all results by key, also of documents inside the files.

    Returns:
        64 hex digits; empty if a result is missing.
    """
    whole = hashlib.sha256(analysis.encode())
    for entry in entries:
        problem = entry.found.problem
        if problem is None and entry.key not in digests:
            return ""
        told = f"{type(problem).__name__}: {problem}" if problem else ""
        whole.update(_bytes([entry.name, entry.key, entry.may_be_deal, told]))
    whole.update(_bytes(sorted(digests.items())))
    for folder in sorted({entry.found.path.parent for entry in entries if entry.may_be_deal}):
        whole.update(_bytes(_described(folder)))
    return whole.hexdigest()


def rules_of(gate: Gate, write: Sequence[str], version: str) -> str:
    """Return what stands for how results are reported: the rules of a house, the formats, the program."""
    rules = [
        sorted(gate.wanted),
        [astuple(one) for one in gate.suppress],
        None if gate.baseline is None else sorted(gate.baseline),
        str(gate.today) if gate.suppress else "",  # suppressions run out
        list(write),
        version,
    ]
    return hashlib.sha256(_bytes(rules)).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file; empty if there is none that can be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _described(folder: Path) -> list[list[str]]:
    """Return what a description of a deal rests on; empty where there is none."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
    own = [name for name in names if name.lower() in DEAL_DESCRIPTIONS]
    described = [[name, digest_of(folder / name), str((folder / name).is_symlink())] for name in own]
    # A description may name the files beside it, so that each of them counts.
    return [*described, names] if described else []


def _bytes(value: object) -> bytes:
    return json.dumps(value, default=str).encode()
