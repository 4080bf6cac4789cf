"""One run per ledger: a lock that the operating system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from contract_lens.errors import OutputRefused


@contextmanager
def only_run(ledger: Path, *, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a ledger; where another run holds it, wait and say so.

    The lock is a write transaction on a small SQLite file beside the ledger: it works on every platform, and
    the one who waits can still read who holds it.

    Args:
        ledger: The ledger's file.
        wait: Seconds to wait at most.
        tell: Called with one line, once, when waiting begins.

    Raises:
        OutputRefused: The other run did not end in time, or the lock cannot be written.
    """
    path = ledger.with_name(ledger.name + ".lock")
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
            _take(lock, ledger, wait, tell)
            yield
            # The owner's name may stay: whoever comes next writes over it.
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            remedy = "where no scan is running, delete it and run again: nothing but the lock lies in it"
            raise OutputRefused("is a damaged lock", subject=str(path), remedy=remedy) from error
        raise OutputRefused(f"cannot be locked ({error})", subject=str(ledger)) from error


def _take(lock: sqlite3.Connection, ledger: Path, wait: float, tell: Callable[[str], None]) -> None:
    until = time.monotonic() + wait
    told = False
    while not _try(lock):
        owner = _owner(lock)
        if time.monotonic() >= until:
            remedy = "wait for it to end, raise --wait, or give this run a ledger of its own with --ledger"
            raise OutputRefused(f"is in use by another run ({owner})", subject=str(ledger), remedy=remedy)
        if not told:
            tell(f"waiting up to {wait:g} seconds: {ledger} is in use by another run ({owner})")
            told = True
        time.sleep(min(0.2, max(0.0, until - time.monotonic()) + 0.01))


def _try(lock: sqlite3.Connection) -> bool:
    me = f"process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    try:
        lock.execute("CREATE TABLE IF NOT EXISTS owner (one INTEGER PRIMARY KEY, who TEXT)")
        lock.execute("INSERT OR REPLACE INTO owner VALUES (1, ?)", (me,))
        lock.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        return False
    return True


def _owner(lock: sqlite3.Connection) -> str:
    try:
        row = lock.execute("SELECT who FROM owner").fetchone()
    except sqlite3.OperationalError:  # it is writing its name at this moment
        row = None
    return str(row[0]) if row else "just started"
