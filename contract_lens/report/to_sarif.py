"""SARIF 2.1.0: the labels that hold, clause by clause, for pipelines and code-review tools."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import IO, Any
from urllib.parse import quote

from contract_lens.flag import Flag
from contract_lens.report import wording
from contract_lens.report.escape import json_text, terminal_text

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://pypi.org/project/contract-lens/"


class SarifLog:
    """A log that is written result by result.

    Args:
        stream: A file open for writing; whole only after ``close``.
        version: Version of contract_lens.
    """

    def __init__(self, stream: IO[bytes], *, version: str = "") -> None:
        self._stream = stream
        self._count = 0
        driver = {"name": "contract-lens", "informationUri": _HOME, "rules": _rules()}
        if version:
            driver["version"] = version
        head = _json({"version": "2.1.0", "$schema": _SCHEMA})[:-1]
        run = _json({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"})[:-1]
        stream.write(f'{head},"runs":[{run},"results":['.encode())

    def add(self, flag: Flag, *, suppressed: str = "", is_new: bool | None = None) -> None:
        """Write one result.

        Args:
            flag: The label and its clause.
            suppressed: Why the user wants it left out of account; empty if not.
            is_new: Whether it was not in the baseline; ``None`` without one.
        """
        result = _result(flag)
        if suppressed:
            result["suppressions"] = [{"kind": "external", "justification": terminal_text(suppressed)}]
        if is_new is not None:
            result["baselineState"] = "new" if is_new else "unchanged"
        comma = "," if self._count else ""
        self._stream.write(f"{comma}\n{_json(result)}".encode("utf-8", "replace"))
        self._count += 1

    def close(self) -> None:
        """Make the log whole."""
        self._stream.write(b"\n]}]}\n")


def _json(value: Mapping[str, Any]) -> str:
    return json_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": code,
            "name": style.name,
            "shortDescription": {"text": style.meaning},
            "defaultConfiguration": {"level": _level(code)},
        }
        for code, style in wording.LABELS.items()
    ]


def _level(label: str) -> str:
    return "warning" if wording.LABELS[label].adverse else "note"


def _result(flag: Flag) -> dict[str, Any]:
    reason = terminal_text(flag.reason) or wording.LABELS[flag.label].meaning
    place = ", ".join(filter(None, (terminal_text(flag.number), f"p. {flag.page}" if flag.page else "")))
    physical: dict[str, Any] = {"artifactLocation": {"uri": _address(flag.path)}}
    if flag.end > flag.start:
        snippet = {"text": terminal_text(flag.text)}
        length = flag.end - flag.start
        physical["region"] = {"charOffset": flag.start, "charLength": length, "snippet": snippet}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place:
        location["logicalLocations"] = [{"name": place, "fullyQualifiedName": flag.clause or place}]
    return {
        "ruleId": flag.label,
        "ruleIndex": list(wording.LABELS).index(flag.label),
        "level": _level(flag.label),
        "message": {"text": f"{wording.LABELS[flag.label].name}: {reason}"},
        "locations": [location],
        "partialFingerprints": {"clauseWording/v1": flag.fingerprint},
        "properties": {"score": round(flag.score, 4)},
    }


def _address(path: str) -> str:
    parts = PurePath(path).as_posix()
    address = quote(parts, safe="/!", errors="replace")
    return f"file://{address}" if parts.startswith("/") else address
