"""Opening a ledger's file: what is damaged is set aside, what is foreign is refused, nothing written over."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from contract_lens.errors import InputMissing, OutputRefused
from contract_lens.ledger.migrations import APPLICATION_ID, MIGRATIONS

_HEADER = b"SQLite format 3\0"
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BESIDE = ("", "-wal", "-shm", "-journal")

#: File systems where the shared memory of a write-ahead log does not work between machines.
_NETWORK = ("nfs", "cifs", "smb", "afs", "ceph", "glusterfs", "fuse.sshfs", "davfs")

_CHOOSE = "name another file with --ledger"


def connect(path: Path, tell: Callable[[str], None]) -> sqlite3.Connection:
    """Open a ledger to write, after checking it; the caller holds its lock.

    Raises:
        OutputRefused: It cannot be opened, or is a file of something else.
    """
    _refuse_foreign(path)
    try:
        return _open_checked(path)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise OutputRefused(f"cannot be opened ({error})", subject=str(path)) from error
    put = set_aside(path, None)
    tell(f"the ledger {path} is damaged: it was set aside as {put}, and every document is read again")
    try:
        return _open_checked(path)
    except sqlite3.DatabaseError as error:
        raise OutputRefused(f"cannot be made ({error})", subject=str(path)) from error


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a ledger read-only.

    Raises:
        InputMissing: There is none.
        OutputRefused: It is damaged or no ledger.
    """
    if not path.is_file():
        raise InputMissing("there is no such ledger", subject=str(path))
    if not path.stat().st_size:
        raise InputMissing("is empty: no scan has stored anything yet", subject=str(path))
    _refuse_foreign(path)
    base = None
    try:
        address = f"{path.resolve().as_uri()}?mode=ro"
        base = sqlite3.connect(address, uri=True, isolation_level=None, timeout=5)
        _check(base)
    except sqlite3.DatabaseError as error:
        if base is not None:
            base.close()
        remedy = "the next scan sets it aside and starts a new one"
        raise OutputRefused(f"cannot be read ({error})", subject=str(path), remedy=remedy) from error
    return base


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Tell damage from a full disk or a lock."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGE


def set_aside(path: Path, connection: sqlite3.Connection | None) -> Path:
    """Rename a damaged ledger, with its log, so that nothing of it is lost; return its new name."""
    if connection is not None:
        with suppress(sqlite3.Error):
            connection.close()
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    for ending in _BESIDE:
        old = path.with_name(path.name + ending)
        if old.exists():
            old.replace(target.with_name(target.name + ending))
    return target


def _open_checked(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        _migrate(base, path)
        _check(base)
    except BaseException:
        base.close()
        raise
    return base


def _check(base: sqlite3.Connection) -> None:
    # Tables of a few bytes per document are checked each time; the records, which are large, prove themselves
    # one by one with their digest when they are used.
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'records'"
    for (table,) in base.execute(tables).fetchall():
        if base.execute(f"PRAGMA quick_check({table})").fetchall() != [("ok",)]:
            error = sqlite3.DatabaseError("its tables contradict themselves")
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error


def _migrate(base: sqlite3.Connection, path: Path) -> None:
    if not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        base.execute(f"PRAGMA application_id = {APPLICATION_ID}")  # first of all: it tells ours from others
    log = "TRUNCATE" if _is_on_network(path) else "WAL"
    base.execute(f"PRAGMA journal_mode = {log}")
    base.execute("PRAGMA synchronous = FULL")
    base.execute("PRAGMA foreign_keys = ON")
    base.execute("PRAGMA cell_size_check = ON")
    base.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied TEXT NOT NULL)")
    done = {name for (name,) in base.execute("SELECT name FROM migrations")}
    if strange := sorted(done - {name for name, _ in MIGRATIONS}):
        cause = f"was written by a newer contract-lens ({strange[0]})"
        raise OutputRefused(cause, subject=str(path), remedy=f"update contract-lens, or {_CHOOSE}")
    for name, statements in MIGRATIONS:
        if name not in done:
            base.execute("BEGIN IMMEDIATE")
            for statement in statements:
                base.execute(statement)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            base.execute("INSERT INTO migrations VALUES (?, ?)", (name, now))
            base.execute("COMMIT")


def _refuse_foreign(path: Path) -> None:
    # A wrong name on the command line must cost nobody a document: only what was a ledger is set aside.
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        return
    if not path.is_file():
        raise OutputRefused("is no file", subject=str(path), remedy=_CHOOSE)
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError as error:
        raise OutputRefused(f"cannot be read ({error.strerror})", subject=str(path)) from error
    is_ours = int.from_bytes(head[68:72], "big") == APPLICATION_ID
    was_ours = path.parent.name == ".contract_lens"
    if not was_ours and not (head.startswith(_HEADER) and is_ours):
        raise OutputRefused("is no ledger of contract-lens", subject=str(path), remedy=_CHOOSE)


def _is_on_network(path: Path) -> bool:
    """Tell whether the file lies on a share, where the system says so (Linux)."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    real = os.path.realpath(path)
    best, kind = "", ""
    for line in mounts:
        _, point, name, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if (real + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(best):
            best, kind = point, name
    return kind.startswith(_NETWORK)
