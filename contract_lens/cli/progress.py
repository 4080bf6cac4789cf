"""Progress of a long scan: how many, how fast, how much longer, what came out, what takes longest."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from contract_lens.assessment import Assessment
from contract_lens.cli.terminal import printable, say, stderr_console

#: Seconds between two lines where stderr is no terminal.
_QUIET = 10.0

#: Columns from which on there is room for a bar beside the counts.
_WIDE = 70


class ScanProgress:
    """Counts what a scan does; ``line`` tells it in words.

    Args:
        total: Documents to read.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self._counts: Counter[str] = Counter()
        self._current: dict[str, float] = {}
        self._began = time.monotonic()
        self._lock = threading.Lock()

    def on_start(self, path: str) -> None:
        """Take note of a document that is begun."""
        with self._lock:
            self._current[path] = time.monotonic()

    def on_done(self, assessment: Assessment) -> None:
        """Take note of a document that is finished."""
        with self._lock:
            self._current.pop(assessment.path, None)
            self.done += 1
            self.total = max(self.total, self.done)  # attachments come to light on the way
            self._counts[str(assessment.status)] += 1

    def line(self) -> str:
        """Return where the scan stands, without the total: rate, time left, counts, slowest document."""
        with self._lock:
            counts = sorted(self._counts.items())
            slowest = min(self._current.items(), key=lambda item: item[1], default=None)
        now = time.monotonic()
        rate = self.done / max(now - self._began, 0.001)
        parts = [f"{rate:.1f}/s"]
        if self.done:
            parts.append(f"{_duration((self.total - self.done) / rate)} left")
        parts.extend(f"{count} {status}" for status, count in counts)
        if slowest is not None and now - slowest[1] > 1:
            parts.append(f"slowest now: {PurePath(slowest[0]).name} ({now - slowest[1]:.0f} s)")
        return printable(", ".join(parts))


@contextmanager
def scan_progress(total: int) -> Iterator[ScanProgress]:
    """Show a bar on a terminal, and a plain line every ten seconds elsewhere."""
    scan = ScanProgress(total)
    ended = threading.Event()
    shown = _bar(scan, ended) if sys.stderr.isatty() else _lines(scan, ended)
    with shown:
        try:
            yield scan
        finally:
            ended.set()


@contextmanager
def _lines(scan: ScanProgress, ended: threading.Event) -> Iterator[None]:
    def tell() -> None:
        while not ended.wait(_QUIET):
            say(f"scanning: {scan.done} of {scan.total}; {scan.line()}")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    yield
    teller.join(timeout=5)


@contextmanager
def _bar(scan: ScanProgress, ended: threading.Event) -> Iterator[None]:
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn

    console = stderr_console()
    # Markup stays off: a file name must not turn into a link or a colour. The counts lead the line, for what
    # has no room is cut at its end.
    columns: list[ProgressColumn] = [TextColumn("{task.fields[line]}", markup=False)]
    if console.width >= _WIDE:
        columns[:0] = [TextColumn("scanning"), BarColumn(bar_width=20)]
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("", total=scan.total, line="")

        def tell() -> None:
            while not ended.wait(0.5):
                told = f"{scan.done}/{scan.total}, {scan.line()}"
                bars.update(task, completed=scan.done, total=scan.total, line=told)

        teller = threading.Thread(target=tell, daemon=True)
        teller.start()
        yield
        teller.join(timeout=5)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"
