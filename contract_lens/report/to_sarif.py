"""SARIF 2.1.0: the labels that hold, clause by clause, for pipelines and code-review tools.

A file that could not be read has no clauses, and a log without results must not pass for a clean one: what
kept a paper from being read or scored, what its warnings say and what a reader must know of it first are
notifications of the run, which is where the standard has them (section 3.20.21).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import IO, Any
from urllib.parse import quote

from contract_lens.agreement import Finding
from contract_lens.assessment import Assessment
from contract_lens.flag import Flag
from contract_lens.report import wording
from contract_lens.report.escape import json_text, terminal_text

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://pypi.org/project/contract-lens/"

#: What the notifications of a run are about; its level says how much it matters.
_NOTIFICATIONS = {
    "not-read": ("error", "A file that could not be read, with the cause and what to do"),
    "not-scored": ("warning", "A paper that was read and is no agreement to be scored"),
    "warning": ("warning", "What makes the result of a document doubtful"),
    "notice": ("note", "What to know of a paper before its terms, e.g. that it does not bind"),
}


class SarifLog:
    """A log that is written result by result.

    Args:
        stream: A file open for writing; whole only after ``close``.
        version: Version of contract_lens.
    """

    def __init__(self, stream: IO[bytes], *, version: str = "") -> None:
        self._stream = stream
        self._count = 0
        self._told: list[bytes] = []  # they stand behind the results in the file
        driver = {"name": "contract-lens", "informationUri": _HOME, "rules": _rules()}
        driver["notifications"] = [
            {"id": code, "shortDescription": {"text": meaning}, "defaultConfiguration": {"level": level}}
            for code, (level, meaning) in _NOTIFICATIONS.items()
        ]
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

    def tell(self, report: Assessment) -> None:
        """Note what a reader must know of a document beside its labels: above all, that it was not read."""
        self._told += [_json(one).encode("utf-8", "replace") for one in _notifications(report)]

    def close(self) -> None:
        """Make the log whole."""
        told = b",\n".join(self._told)
        opening = b'\n],"invocations":[{"executionSuccessful":true,"toolExecutionNotifications":['
        self._stream.write(opening + told + b"]}]}]}\n")


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


def _notifications(report: Assessment) -> Iterator[dict[str, Any]]:
    """Yield what is to be told of a document, the worst first."""
    if report.problem is not None or not report.status.was_read:
        problem = report.problem
        cause = f"{problem.cause}: {problem.remedy}" if problem else wording.STATUSES[report.status]
        yield _notification("not-read", f"{report.path}: {cause}", report.path)
    elif report.not_scored:
        yield _notification("not-scored", f"{report.path}: {report.not_scored}", report.path)
    for warning in report.warnings:
        if report.not_scored and warning.endswith(report.not_scored):  # told above, as what it is
            continue
        yield _notification("warning", f"{report.path}: {warning}", report.path)
    for notice in report.notices:
        place = next(iter(notice.evidence), None)
        yield _notification("notice", f"{report.path}: {notice.text}", report.path, place)


def _notification(code: str, text: str, path: str, place: Finding | None = None) -> dict[str, Any]:
    return {
        "descriptor": {"id": code, "index": list(_NOTIFICATIONS).index(code)},
        "level": _NOTIFICATIONS[code][0],
        "message": {"text": terminal_text(text)},
        "locations": [{"physicalLocation": _physical(path, place)}],
    }


def _physical(path: str, place: Flag | Finding | None) -> dict[str, Any]:
    """Return where a file lies, and where in it the words stand, if there are any."""
    found: dict[str, Any] = {"artifactLocation": {"uri": _address(path)}}
    if place is not None and place.end > place.start:
        snippet = {"text": terminal_text(place.text)}
        length = place.end - place.start
        found["region"] = {"charOffset": place.start, "charLength": length, "snippet": snippet}
    return found


def _result(flag: Flag) -> dict[str, Any]:
    reason = terminal_text(flag.reason) or wording.LABELS[flag.label].meaning
    place = ", ".join(filter(None, (terminal_text(flag.number), f"p. {flag.page}" if flag.page else "")))
    location: dict[str, Any] = {"physicalLocation": _physical(flag.path, flag)}
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
    scheme, mark, place = path.partition("://") if "://" in path else ("", "", PurePath(path).as_posix())
    try:
        data = place.encode("utf-8", "surrogateescape")  # the bytes of a name that is no text
    except UnicodeEncodeError:
        data = place.encode("utf-8", "replace")
    address = quote(data, safe="/!")
    return f"{scheme}{mark}{address}" if mark or not place.startswith("/") else f"file://{address}"
