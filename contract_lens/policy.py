"""The rules of a house: ``contract_lens.toml``, or ``[tool.contract_lens]`` in ``pyproject.toml``.

What the command line says goes before what the file says, and that goes before the defaults. Suppressions
name a clause by its fingerprint, say why, and until when.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from contract_lens.assessment import LABELS, Assessment
from contract_lens.deal import DealReport
from contract_lens.errors import CorruptInput, InputMissing, UsageError
from contract_lens.flag import Flag, flags_of
from contract_lens.options import Limits, Revisions

FILE_NAME = "contract_lens.toml"
FORMATS = ("csv", "jsonl", "html", "xlsx", "parquet", "sarif")
DEFAULT_FORMATS = ("csv", "jsonl", "html")


@dataclass(frozen=True, slots=True)
class Suppression:
    """A clause that is known and accepted.

    Attributes:
        fingerprint: Of the flag, as SARIF and ``check --sarif`` give it.
        reason: Why it is accepted.
        expires: Last day on which it holds.
    """

    fingerprint: str
    reason: str
    expires: date


@dataclass(frozen=True, slots=True)
class Policy:
    """What a house has laid down.

    Attributes:
        limits: What one document may cost.
        fail_on: Labels that end a run with code 6.
        patterns: Weights and thresholds of one's own.
        jobs: Documents at a time; 0 takes one per core.
        revisions: How tracked changes are read.
        accurate: Whether the encoder reads clauses too.
        fast: Whether it reads nothing.
        write: Reports that a scan writes, some of ``FORMATS``.
        suppress: Clauses that are known and accepted.
        origin: Where each value comes from that is not the default, by name.
    """

    limits: Limits = field(default_factory=Limits)
    fail_on: tuple[str, ...] = ()
    patterns: Path | None = None
    jobs: int = 0
    revisions: Revisions = Revisions.ACCEPTED
    accurate: bool = False
    fast: bool = False
    write: tuple[str, ...] = DEFAULT_FORMATS
    suppress: tuple[Suppression, ...] = ()
    origin: dict[str, str] = field(default_factory=dict)


def load_policy(path: Path | None = None, *, start: Path | None = None) -> Policy:
    """Read the policy that holds for a folder.

    Args:
        path: The file to read; without it the next one in ``start`` or above it.
        start: Where to look from; the working directory by default.

    Raises:
        InputMissing: ``path`` does not exist.
        CorruptInput: The file is not TOML.
        UsageError: It names something that does not exist, or a value makes no sense.
    """
    if path is not None and not path.is_file():
        raise InputMissing("there is no such file", subject=str(path))
    chosen = path or _nearest((start or Path.cwd()).resolve())
    if chosen is None:
        return Policy()
    table = _table(chosen)
    return _policy(table or {}, chosen)


def _nearest(folder: Path) -> Path | None:
    for here in (folder, *folder.parents):
        if (here / FILE_NAME).is_file():
            return here / FILE_NAME
        project = here / "pyproject.toml"
        if project.is_file() and _table(project) is not None:
            return project
    return None


def _table(path: Path) -> dict[str, Any] | None:
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorruptInput(f"is no TOML ({error})", subject=str(path), remedy="mend that line") from error
    except OSError as error:
        raise InputMissing(f"cannot be read ({error.strerror})", subject=str(path)) from error
    if path.name != "pyproject.toml":
        return plain
    tools = plain.get("tool", {})
    table: dict[str, Any] | None = tools.get("contract_lens") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise _wrong(path, "tool.contract_lens", table)
    return table


def _policy(table: Mapping[str, Any], path: Path) -> Policy:
    known = {one.name for one in fields(Policy)} - {"origin"}
    if strange := sorted(table.keys() - known):
        remedy = f"the keys are {', '.join(sorted(known))}"
        raise UsageError(f"unknown key {strange[0]}", subject=str(path), remedy=remedy)
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for name, value in table.items():
        try:
            values[name] = _READ[name](value, path)
        except (TypeError, ValueError, AttributeError) as error:  # a text where a table should be, and such
            raise _wrong(path, name, value) from error
        parts = [f"limits.{part}" for part in value] if name == "limits" else [name]
        origin.update(dict.fromkeys(parts, str(path)))
    return replace(Policy(), **values, origin=origin)


def _wrong(path: Path, name: str, value: object) -> UsageError:
    remedy = "see Policy in docs/command-line.md"
    return UsageError(f"{name} makes no sense. Got {value!r}", subject=str(path), remedy=remedy)


def _limits(value: Any, path: Path) -> Limits:
    known = {one.name: one.type for one in fields(Limits)}
    for name, limit in value.items():
        if name not in known:
            remedy = f"the limits are {', '.join(known)}"
            raise UsageError(f"unknown limit {name}", subject=str(path), remedy=remedy)
        numbers = int | float if name == "seconds" else int
        if isinstance(limit, bool) or not isinstance(limit, numbers):
            raise TypeError(name)
    try:
        return replace(Limits(), **value)
    except UsageError as error:
        raise UsageError(error.cause, subject=str(path), remedy="give a positive number") from error


def _some_of(choices: Iterable[str], what: str, *, needs_one: bool = False) -> Any:
    allowed = tuple(choices)

    def read(value: Any, path: Path) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else list(value)
        unknown = [one for one in given if one not in allowed]
        if unknown:
            remedy = f"choose from {', '.join(allowed)}"
            raise UsageError(f"unknown {what} {unknown[0]}", subject=str(path), remedy=remedy)
        if needs_one and not given:
            raise ValueError(value)
        return tuple(dict.fromkeys(given))

    return read


def _jobs(value: Any, path: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value


def _flag_value(value: Any, path: Path) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _suppressions(value: Any, path: Path) -> tuple[Suppression, ...]:
    read = []
    for one in value:
        missing = sorted({"fingerprint", "reason", "expires"} - one.keys())
        if missing or len(one) > 3:
            remedy = "give fingerprint, reason and expires (a date), and nothing else"
            raise UsageError("a suppression is not whole", subject=str(path), remedy=remedy)
        expires = one["expires"]
        expires = date.fromisoformat(expires) if isinstance(expires, str) else expires
        expires = expires.date() if isinstance(expires, datetime) else expires
        if not isinstance(expires, date) or not str(one["reason"]).strip():
            raise ValueError(one)
        read.append(Suppression(str(one["fingerprint"]), str(one["reason"]), expires))
    return tuple(read)


_READ: dict[str, Any] = {
    "limits": _limits,
    "fail_on": _some_of(LABELS, "label"),
    "patterns": lambda value, path: path.parent / str(value),
    "jobs": _jobs,
    "revisions": lambda value, path: Revisions(value),
    "accurate": _flag_value,
    "fast": _flag_value,
    "write": _some_of(FORMATS, "report", needs_one=True),
    "suppress": _suppressions,
}


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides which flags count.

    Attributes:
        wanted: Labels of ``--fail-on``.
        suppress: Clauses that are known and accepted.
        baseline: Fingerprints that an earlier report had; ``None`` without one.
        today: The day on which suppressions are judged.
    """

    wanted: frozenset[str] = frozenset()
    suppress: tuple[Suppression, ...] = ()
    baseline: frozenset[str] | None = None
    today: date = field(default_factory=date.today)

    @property
    def looks_closer(self) -> bool:
        """Whether a label alone does not decide, because its clauses may be accepted or old."""
        return bool(self.wanted) and (bool(self.suppress) or self.baseline is not None)

    def suppressed(self, flag: Flag) -> str:
        """Return why a flag is accepted; empty if it is not, or no longer."""
        for one in self.suppress:
            if one.fingerprint == flag.fingerprint and one.expires >= self.today:
                return f"{one.reason} (until {one.expires})"
        return ""

    def is_new(self, flag: Flag) -> bool | None:
        """Return whether a flag is not in the baseline; ``None`` without one."""
        return None if self.baseline is None else flag.fingerprint not in self.baseline

    def stops(self, flags: Iterable[Flag]) -> bool:
        """Return whether one of these flags ends the run with code 6."""
        return bool(self.stopping(flags))

    def stopping(self, flags: Iterable[Flag]) -> frozenset[str]:
        """Return the labels for which these flags end the run with code 6."""
        return frozenset(
            flag.label
            for flag in flags
            if flag.label in self.wanted and not self.suppressed(flag) and self.is_new(flag) is not False
        )

    def expired(self) -> tuple[Suppression, ...]:
        """Return suppressions that no longer hold."""
        return tuple(one for one in self.suppress if one.expires < self.today)


def read_baseline(path: Path) -> frozenset[str]:
    """Return the fingerprints of an earlier report: ``--json``, ``documents.jsonl`` or SARIF.

    Raises:
        InputMissing: There is no such file.
        CorruptInput: It is none of these.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise InputMissing(f"cannot be read ({error.strerror})", subject=str(path)) from error
    except UnicodeDecodeError as error:
        raise _no_report(path, "it is no text") from error
    if not text.strip():
        raise _no_report(path, "it is empty")
    try:
        whole = json.loads(text)
    except ValueError:
        whole = None
    except RecursionError as error:
        raise _no_report(path, "it is nested too deeply") from error
    try:
        if isinstance(whole, dict) and "runs" in whole:
            results = (result for run in whole["runs"] for result in run["results"])
            return frozenset(str(result["partialFingerprints"]["clauseWording/v1"]) for result in results)
        lines = [text] if whole is not None else text.splitlines()
        return frozenset(flag.fingerprint for line in lines for flag in _flags_in(line))
    except CorruptInput as error:
        raise _no_report(path, error.cause) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _no_report(path, f"{type(error).__name__}: {error}") from error


def _flags_in(record: str) -> Iterable[Flag]:
    from contract_lens.report import from_json

    report = from_json(record)
    if not isinstance(report, Assessment | DealReport):
        raise CorruptInput("it holds no clauses")
    yield from flags_of(report)
    for document in report.documents if isinstance(report, DealReport) else ():
        yield from flags_of(document)


def _no_report(path: Path, why: str) -> CorruptInput:
    remedy = "give a report of check --json or --sarif, or the documents.jsonl of a scan"
    return CorruptInput(f"is no report of contract-lens ({why})", subject=str(path), remedy=remedy)
