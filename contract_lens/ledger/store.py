"""The ledger's file: open it, trust it only as far as it proves itself, put results in and take them out."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from contract_lens.document import INSIDE
from contract_lens.errors import OutputRefused
from contract_lens.ledger.lock import only_run
from contract_lens.ledger.names import as_given, stored
from contract_lens.ledger.opening import connect, is_damage, set_aside
from contract_lens.packing import Packed

#: Of compression: half the time of zlib's own choice for a twentieth more room.
_LEVEL = 4

_BELOW = "SELECT path, key FROM places WHERE path > ? AND path < ?"

#: A document inside another one has no place of its own: it is where the outermost one is, whose key is its
#: own up to the first mark of what lies inside.
_LOST = f"""(key NOT IN (SELECT key FROM places)
    AND substr(key, 1, instr(key, '{INSIDE}') - 1) || ':' || analysis
    NOT IN (SELECT key FROM places))"""  # noqa: S608 # the mark is ours

_AT_A_TIME = 500  # SQLite takes no more than 999 variables in old builds


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger has on one content, without the content.

    Attributes:
        status: How it ended.
        bounds: Limits under which it was analysed.
        members: Names of the documents inside it.
        digest: Stands for the whole result.
    """

    status: str
    bounds: str
    members: tuple[str, ...] = ()
    digest: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Made:
    """How a result came about.

    Attributes:
        analysis: Fingerprint of the analysis.
        bounds: Limits it was made under.
        seconds: How long it took.
        size: Bytes of the document.
        members: Names of the documents inside it.
    """

    analysis: str
    bounds: str
    seconds: float = 0.0
    size: int = 0
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a ledger holds.

    Attributes:
        results: Results by status.
        analyses: Results by fingerprint of the analysis that made them.
        places: Files whose content is known.
        bytes: Size of the documents, all together.
        seconds: Time their analysis took, all together.
        migrations: Steps that made its tables.
    """

    results: dict[str, int]
    analyses: dict[str, int]
    places: int
    bytes: int
    seconds: float
    migrations: tuple[str, ...]


class Ledger:
    """An open ledger. Made by ``open_ledger`` and ``read_ledger``; not for use by two threads at once."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, writes: bool) -> None:
        self._base = connection
        self._writes = writes
        self.path = path

    # --- results --------------------------------------------------------------------------------------------

    def known(self, keys: Iterable[str]) -> dict[str, Known]:
        """Return what is known under these keys."""
        asked = {stored(key): key for key in keys}
        wanted, found = list(asked), dict[str, Known]()
        for start in range(0, len(wanted), _AT_A_TIME):
            some = wanted[start : start + _AT_A_TIME]
            marks = ",".join("?" * len(some))
            columns = "key, status, bounds, members, digest"
            query = f"SELECT {columns} FROM results WHERE key IN ({marks})"  # noqa: S608 # only marks
            for key, status, limits, members, digest in self._read(query, some):
                found[asked[key]] = Known(status, limits, tuple(json.loads(members)), digest)
        return found

    def load(self, key: str) -> Packed | None:
        """Return a result; ``None`` if there is none, or if what is there does not match its digest."""
        rows = self._read(
            """SELECT r.status, r.kind, r.digest, c.content, c.row, c.summary, c.record, c.text
            FROM results r JOIN records c USING (key) WHERE key = ?""",
            (key,),
        )
        if not rows:
            return None
        status, kind, digest, content, row, *blobs = rows[0]
        if digest != _digest(status, kind, content, row, *blobs):
            return None
        try:
            summary, record, text = map(zlib.decompress, blobs)
            return Packed(content, status, kind, record, text, summary, json.loads(row))
        except (zlib.error, ValueError):
            return None

    def keep(self, key: str, packed: Packed, made: Made) -> str:
        """Put a result on the disk; when this returns, it survives the end of the process.

        Args:
            key: Stands for content and analysis.
            packed: The result.
            made: How it came about.

        Returns:
            Its digest.
        """
        row = json.dumps(packed.row)
        blobs = [zlib.compress(part, _LEVEL) for part in (packed.summary, packed.record, packed.text)]
        digest = _digest(packed.status, packed.kind, packed.sha256, row, *blobs)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        content, status, kind = packed.sha256, packed.status, packed.kind
        members = json.dumps(made.members)
        about = (made.analysis, made.bounds, status, kind, made.seconds, made.size, members)
        key = stored(key)
        result = (key, content, *about, digest, now)
        with self._changing():
            self._base.execute("INSERT OR REPLACE INTO results VALUES (?,?,?,?,?,?,?,?,?,?,?)", result)
            self._base.execute(
                "INSERT OR REPLACE INTO records VALUES (?,?,?,?,?,?)", (key, content, row, *blobs)
            )
        return digest

    # --- places and pages -----------------------------------------------------------------------------------

    def move(
        self, now: dict[str, str], is_gone: Callable[[str], bool], folders: Iterable[str] = ()
    ) -> list[tuple[str, str]]:
        """Take note of where each content lies now, and return what was renamed: old path, new path.

        Places elsewhere are not looked at: a ledger knows a hundred thousand, and a scan may be of one file.

        Args:
            now: Key by path, of all files found.
            is_gone: Tells whether a file that was not found is no longer there.
            folders: Where files were looked for; what is gone from there is forgotten.
        """
        now = {stored(path): stored(key) for path, key in now.items()}
        before = self._places("path", now)
        near = self._places("key", {key for path, key in now.items() if path not in before})
        for folder in folders:
            below = f"{folder.rstrip('/')}/"
            near.update(self._read(_BELOW, (below, below[:-1] + chr(ord("/") + 1))))
        gone = {path: key for path, key in near.items() if path not in now and is_gone(as_given(path))}
        arrived: dict[str, list[str]] = {}
        for path in sorted(now.keys() - before.keys()):
            arrived.setdefault(now[path], []).append(path)
        moved = [(old, arrived[key].pop(0)) for old, key in sorted(gone.items()) if arrived.get(key)]
        changed = [(path, key) for path, key in now.items() if before.get(path) != key]
        if gone or changed:
            with self._changing():
                self._base.executemany("DELETE FROM places WHERE path = ?", [(path,) for path in gone])
                self._base.executemany("INSERT OR REPLACE INTO places VALUES (?,?)", changed)
        return moved

    def _places(self, column: str, values: Iterable[str]) -> dict[str, str]:
        wanted, found = list(values), dict[str, str]()
        for start in range(0, len(wanted), _AT_A_TIME):
            some = wanted[start : start + _AT_A_TIME]
            marks = ",".join("?" * len(some))
            query = f"SELECT path, key FROM places WHERE {column} IN ({marks})"  # noqa: S608 # ours, and marks
            found.update(self._read(query, some))
        return found

    def page(self, folder: str, name: str) -> tuple[str, str] | None:
        """Return what a written page was made from and the digest of its bytes."""
        query = "SELECT source, digest FROM pages WHERE folder = ? AND name = ?"
        rows = self._read(query, (folder, name))
        return (rows[0][0], rows[0][1]) if rows else None

    def pages(self, folder: str) -> dict[str, str]:
        """Return the names of all pages that were written to a folder, with their digests."""
        return dict(self._read("SELECT name, digest FROM pages WHERE folder = ?", (folder,)))

    def keep_page(self, folder: str, name: str, source: str, digest: str) -> None:
        """Take note of a page that was written."""
        with self._changing():
            self._base.execute(
                "INSERT OR REPLACE INTO pages VALUES (?,?,?,?)", (stored(folder), name, source, digest)
            )

    def report(self, folder: str) -> tuple[str, dict[str, str], dict[str, Any]] | None:
        """Return what the reports of a folder were made from, their files with digests, what came of it."""
        rows = self._read("SELECT source, files, outcome FROM reports WHERE folder = ?", (folder,))
        return (rows[0][0], json.loads(rows[0][1]), json.loads(rows[0][2])) if rows else None

    def keep_report(self, folder: str, source: str, files: dict[str, str], outcome: dict[str, Any]) -> None:
        """Take note of reports that were written as a whole."""
        row = (stored(folder), source, json.dumps(files), json.dumps(outcome))
        with self._changing():
            self._base.execute("INSERT OR REPLACE INTO reports VALUES (?,?,?,?)", row)

    # --- for people -----------------------------------------------------------------------------------------

    def counts(self) -> Counts:
        """Count what is there."""
        query = "SELECT analysis, status, count(*), sum(bytes), sum(seconds) FROM results GROUP BY 1, 2"
        results: Counter[str] = Counter()
        analyses: Counter[str] = Counter()
        size, seconds = 0, 0.0
        for analysis, status, number, bytes_, took in self._read(query):
            results[status] += number
            analyses[analysis] += number
            size, seconds = size + bytes_, seconds + took
        places = self._read("SELECT count(*) FROM places")[0][0]
        steps = self._read("SELECT name FROM migrations ORDER BY name")
        return Counts(
            dict(sorted(results.items())), dict(analyses), places, size, seconds, tuple(n for (n,) in steps)
        )

    def failures(self, limit: int) -> list[tuple[str, str, str]]:
        """Return path, status and key of documents that were not read, by path."""
        query = """SELECT coalesce(min(p.path), ''), r.status, r.key
            FROM results r LEFT JOIN places p USING (key)
            WHERE r.status NOT IN ('ok', 'ok_with_warnings') GROUP BY r.key ORDER BY 1, 3 LIMIT ?"""
        return [(path, status, key) for path, status, key in self._read(query, (limit,))]

    def everything(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every key with the paths where its content lies, by key."""
        places: dict[str, list[str]] = {}
        for path, key in self._read("SELECT path, key FROM places ORDER BY path"):
            places.setdefault(key, []).append(path)
        for (key,) in self._read("SELECT key FROM results ORDER BY key"):
            yield key, tuple(places.get(key, ()))

    def prune(
        self,
        *,
        analysis: str,
        older_than_days: int,
        keep_lost: bool,
        is_gone: Callable[[str], bool] = lambda _: False,
    ) -> int:
        """Delete results that no scan would use again, and give the room back.

        Args:
            analysis: Results of other analyses than this one go; empty keeps them.
            older_than_days: Only results at least this old go.
            keep_lost: Whether results stay whose files are no longer known anywhere.
            is_gone: Tells whether a file is no longer there.

        Returns:
            How many went.
        """
        now = datetime.now(UTC)
        try:
            before = (now - timedelta(days=older_than_days)).isoformat(timespec="seconds")
        except OverflowError:  # nothing is that old
            return 0
        lost = "0" if keep_lost else _LOST
        condition = f"stored <= ? AND ({lost} OR (? <> '' AND analysis <> ?))"
        places = [] if keep_lost else self._read("SELECT path FROM places")
        gone = [row for row in places if is_gone(as_given(row[0]))]
        with self._changing():
            self._base.executemany("DELETE FROM places WHERE path = ?", gone)
            delete = f"DELETE FROM results WHERE {condition}"  # noqa: S608 # both conditions are written above
            went = self._base.execute(delete, (before, analysis, analysis))
            self._base.execute("DELETE FROM places WHERE key NOT IN (SELECT key FROM results)")
        with self._guarded():
            self._base.execute("VACUUM")
        return went.rowcount

    def is_sound(self) -> bool:
        """Check the whole file and every record; takes a while on a large one."""
        if self._read("PRAGMA integrity_check") != [("ok",)]:
            return False
        return all(self.load(key) is not None for (key,) in self._read("SELECT key FROM results"))

    # --- SQLite ---------------------------------------------------------------------------------------------

    def _read(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._guarded():
            some = [stored(value) if isinstance(value, str) else value for value in values]
            return self._base.execute(query, some).fetchall()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._guarded():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if is_damage(error) and self._writes:
                remedy = "run again: the damaged ledger was set aside and a new one will be made"
                set_aside(self.path, self._base)
                raise OutputRefused(f"is damaged ({error})", subject=str(self.path), remedy=remedy) from error
            raise OutputRefused(f"cannot be used ({error})", subject=str(self.path)) from error


@contextmanager
def open_ledger(path: Path, *, wait: float = 0.0, tell: Callable[[str], None] = print) -> Iterator[Ledger]:
    """Open a ledger for a run, alone; made if it is not there.

    Args:
        path: The file.
        wait: Seconds to wait for another run to end.
        tell: Called with a line when waiting begins and when a damaged file is set aside.

    Raises:
        OutputRefused: Another run uses it, it cannot be written, or it is something other than a ledger.
    """
    # By whatever link it is named, it has one lock and one log beside it.
    path = Path(os.path.realpath(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputRefused(f"cannot be written ({error.strerror})", subject=str(path)) from error
    with only_run(path, wait=wait, tell=tell):
        connection = connect(path, tell)
        try:
            yield Ledger(connection, path, writes=True)
        finally:
            connection.close()


@contextmanager
def read_ledger(path: Path) -> Iterator[Ledger]:
    """Open a ledger to look at, also while a run writes it.

    Raises:
        OutputRefused: There is none, or it is damaged.
    """
    from contract_lens.ledger.opening import connect_to_read

    connection = connect_to_read(path)
    try:
        yield Ledger(connection, path, writes=False)
    finally:
        connection.close()


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
