"""Whether the corpora are what they say: fields, codes, ids, hashes, families, and their counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contract_lens.clause import TextKind
from contract_lens.errors import ContractLensError, CorruptInput, InputMissing
from contract_lens.learn.corpus import Resolver, family_of, from_cuad, from_outside, from_public, hash_text
from contract_lens.learn.families import kin_of
from contract_lens.learn.label_rules import RULES, STANCES, FileRule, codes_of, problems_of
from contract_lens.learn.public_texts import Agreements, OutsideTexts, Row, read_rows, read_texts

_SHOWN = 10  # duplicates listed one by one; the rest are counted
_MOST_ERRORS = 100


@dataclass(frozen=True, slots=True)
class FileCount:
    """How many rows a label file has.

    Attributes:
        name: Path below ``corpora/``.
        rows: Its rows.
        stances: Rows by stance; empty where its rows are no labelled texts.
        checked: Rows whose text was there and has the right hash; ``None`` where it holds its own texts.
    """

    name: str
    rows: int
    stances: dict[str, int]
    checked: int | None = None

    def line(self) -> str:
        """Return the count in one line."""
        shares = " / ".join(str(self.stances.get(stance, 0)) for stance in STANCES) if self.stances else "-"
        hashes = "" if self.checked is None else f"; {self.checked} checked against their texts"
        return f"{self.name}: {self.rows} ({shares}){hashes}"


@dataclass(slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        counts: Each label file.
        errors: What must be mended.
        notes: What is worth knowing.
    """

    counts: list[FileCount] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the report, line by line."""
        yield f"file: rows ({' / '.join(STANCES)})"
        yield from (count.line() for count in self.counts)
        yield from (f"note: {note}" for note in self.notes)
        yield from (f"error: {error}" for error in self.errors[:_MOST_ERRORS])
        if len(self.errors) > _MOST_ERRORS:
            yield f"and {len(self.errors) - _MOST_ERRORS} more"
        yield f"{len(self.errors)} errors"


@dataclass(slots=True)
class _Seen:
    """What must agree across files."""

    ids: dict[tuple[TextKind, str], str] = field(default_factory=dict)
    groups: dict[tuple[TextKind, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    texts: dict[tuple[TextKind, str], list[tuple[str, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def check_corpora(
    folder: Path,
    *,
    cuad: Path | None = None,
    communications: Path | None = None,
    outside: Path | None = None,
) -> CheckReport:
    """Check every label file under a ``corpora`` folder.

    Args:
        folder: The ``corpora`` folder.
        cuad: Folder with CUAD's agreements as text; with it, their hashes are checked.
        communications: JSONL with the public utterances; likewise.
        outside: Folder that holds ``outside/`` and ``meetings/``; likewise.

    Raises:
        InputMissing: A folder or file that was named is not there.
    """
    if not folder.is_dir():
        raise InputMissing("the corpora are not there", subject=str(folder))
    agreements = from_cuad(Agreements(cuad)) if cuad else None
    elsewhere = from_outside(OutsideTexts(outside)) if outside else None
    resolvers: dict[str, Resolver | None] = {
        "clauses/cuad.jsonl": agreements,
        "checks/boilerplate.jsonl": agreements,
        "checks/fresh/clauses.jsonl": agreements,
        "utterances/public.jsonl": from_public(read_texts(communications)) if communications else None,
        "utterances/outside.jsonl": elsewhere,
        "checks/fresh/utterances.jsonl": elsewhere,
    }
    report, seen = CheckReport(), _Seen()
    for rule in RULES:
        paths = sorted(folder.glob(rule.pattern))
        if not paths and rule.required:
            report.errors.append(f"{rule.pattern}: is not there")
        for path in paths:
            name = path.relative_to(folder).as_posix()
            _check_file(path, name, rule, resolvers.get(name), report, seen)
    report.errors += _strays(folder)
    _check_groups(seen, report)
    _check_duplicates(seen, report)
    return report


def count_files(folder: Path) -> list[FileCount]:
    """Return how many rows each label file has."""
    return check_corpora(folder).counts


def _check_file(
    path: Path, name: str, rule: FileRule, resolve: Resolver | None, report: CheckReport, seen: _Seen
) -> None:
    try:
        rows = list(read_rows(path))
    except CorruptInput as error:
        report.errors.append(f"{name}: {error.cause}")
        return
    stances: Counter[str] = Counter()
    checked = unlearned = 0
    for number, row in enumerate(rows, 1):
        wrong = list(problems_of(row, rule))
        report.errors += [f"{name}: line {number} ({row.get('id', '-')}): {problem}" for problem in wrong]
        if wrong:
            continue
        if rule.kind:
            stances[row["stance"]] += 1
            unlearned += not codes_of(rule.kind).issuperset(row["functions"])
            _note(row, name, rule, seen, report)
        if resolve is not None:
            checked += _has_its_text(row, name, resolve, report)
        if "conversations/" in name and not (path.parent / row["file"]).is_file():
            report.errors.append(f"{name}: {row['id']}: there is no {row['file']}")
    pointing = "sha256" in rule.fields
    report.counts.append(FileCount(name, len(rows), dict(stances), checked if pointing else None))
    if unlearned:
        report.notes.append(
            f"{name}: {unlearned} rows have functions of the other kind; no model learns these"
        )
    if resolve is not None and checked < len(rows):
        report.notes.append(f"{name}: {len(rows) - checked} of {len(rows)} texts are missing or differ")


def _note(row: Row, name: str, rule: FileRule, seen: _Seen, report: CheckReport) -> None:
    if rule.kind is None:
        return
    key = (rule.kind, row["id"])
    if key in seen.ids:
        report.errors.append(f"{name}: the id {row['id']} stands in {seen.ids[key]} too")
    seen.ids[key] = name
    family, group = _family(row, rule)
    seen.groups[rule.kind, family].setdefault(group, name)
    digest = hash_text(row["text"]) if "text" in row else row["sha256"]
    seen.texts[rule.kind, digest].append((row["id"], row["stance"], group))


def _family(row: Row, rule: FileRule) -> tuple[str, str]:
    """Return the name of a row's family and the group under which it is held out (as in ``corpus.py``)."""
    if "document" in row:
        return row["document"], kin_of(row["document"])
    if "text" not in row:
        return row["group"], family_of(row["source"], row["group"])
    if "file" in row:
        return row["file"], f"conversations:{row['file']}"
    return row["group"], f"authored:{row['group']}"


def _has_its_text(row: Row, name: str, resolve: Resolver, report: CheckReport) -> bool:
    try:
        # A check file has no labels of its own; what is resolved here is only thrown away.
        return resolve({"stance": "neutral", "functions": [], **row}) is not None
    except ContractLensError as error:
        report.errors.append(f"{name}: {error.cause}")
        return False


def _strays(folder: Path) -> Iterator[str]:
    known = {path for rule in RULES for path in folder.glob(rule.pattern)}
    for path in sorted(folder.rglob("*.jsonl")):
        if path not in known:
            yield f"{path.relative_to(folder).as_posix()}: no reader knows this file"


def _check_groups(seen: _Seen, report: CheckReport) -> None:
    """A family with two groups could be learned from in one fold and tested in another."""
    for (_, family), groups in seen.groups.items():
        if len(groups) > 1:
            places = ", ".join(f"{group} in {name}" for group, name in sorted(groups.items()))
            report.errors.append(f"{family}: is split into several groups ({places})")


def _check_duplicates(seen: _Seen, report: CheckReport) -> None:
    same = {key: rows for key, rows in seen.texts.items() if len(rows) > 1}
    torn = [rows for rows in same.values() if len({stance for _, stance, _ in rows}) > 1]
    spread = sum(len({group for _, _, group in rows}) > 1 for rows in same.values())
    if same:
        report.notes.append(f"{len(same)} texts stand more than once, {spread} of them in several groups")
    if torn:
        report.notes.append(f"{len(torn)} texts have two stances")
    for rows in torn[:_SHOWN]:
        told = ", ".join(f"{identity} {stance}" for identity, stance, _ in rows)
        report.notes.append(f"same text, two stances: {told}")


def readme_table(folder: Path) -> str:
    """Return the counts of all label files as a Markdown table, for ``corpora/README.md``."""
    lines = [f"| file | rows | {' | '.join(STANCES)} |", "| --- | --- | --- | --- | --- |"]
    for count in count_files(folder):
        cells = [f"{count.stances[stance]:,}" if count.stances else "" for stance in STANCES]
        lines.append(f"| `{count.name}` | {count.rows:,} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
