"""Two streams: data goes to stdout, everything else to stderr."""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from contract_lens.assessment import Assessment

_MOST_NAMED = 5  # documents on the line that says why a run ends with code 6


def printable(text: str) -> str:
    """Show control characters as escapes, so that a file name cannot drive the terminal."""
    return "".join(char if char.isprintable() or char == "\n" else repr(char)[1:-1] for char in text)


def say(message: str) -> None:
    """Print a line for the user to stderr."""
    text = printable(message)
    encoding = sys.stderr.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)


def say_what_stops(stopping: Mapping[str, Sequence[str]]) -> None:
    """Say on one line which labels of ``--fail-on`` end the run, and where they hold.

    Args:
        stopping: Documents by label.
    """
    parts = []
    for label, paths in sorted(stopping.items()):
        more = f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
        # A line break in a file's name must not begin a line of its own.
        parts.append(
            f"{label}: {', '.join(' '.join(path.splitlines()) for path in paths[:_MOST_NAMED])}{more}"
        )
    if parts:
        say(f"fail-on: {'; '.join(parts)}")


class _Steps(logging.Handler):
    """Says what a long training or measurement is at."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say one step."""
        say(record.getMessage())


@contextmanager
def told_steps() -> Iterator[None]:
    """Tell the user what training and measuring are at, line by line on stderr."""
    logger, steps = logging.getLogger("contract_lens.learn"), _Steps()
    level = logger.level
    logger.addHandler(steps)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(steps)
        logger.setLevel(level)


def write_out(data: str) -> None:
    """Write data to stdout as UTF-8, whatever the terminal's encoding."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data)
        return
    sys.stdout.flush()
    stream.write(data.encode("utf-8", "replace"))
    stream.flush()


class OnDone(Protocol):
    """Told of each document that is finished."""

    def __call__(self, assessment: Assessment) -> None:
        """Take note of one finished document."""


@contextmanager
def progress(total: int, what: str) -> Iterator[OnDone]:
    """Show a bar with counts on a terminal, and a plain line now and then elsewhere."""
    if sys.stderr.isatty():
        with _bar(total, what) as on_done:
            yield on_done
    else:
        yield _Lines(total, what)


@contextmanager
def _bar(total: int, what: str) -> Iterator[OnDone]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[counts]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(what, total=total, counts="")
        counts: Counter[str] = Counter()

        def on_done(assessment: Assessment) -> None:
            counts[str(assessment.status)] += 1
            told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
            bars.update(task, advance=1, counts=told)

        yield on_done


class _Lines:
    """Plain progress for logs: at most one line in ten seconds."""

    def __init__(self, total: int, what: str) -> None:
        self._total = total
        self._what = what
        self._done = 0
        self._told = time.monotonic()

    def __call__(self, assessment: Assessment) -> None:
        self._done += 1
        if time.monotonic() - self._told > 10:
            self._told = time.monotonic()
            say(f"{self._what}: {self._done} of {self._total}")


def last_line(found: int, read: int, *, extra: str = "") -> None:
    """Print the closing count that every run ends with."""
    failed = found - read
    tail = f"; {extra}" if extra else ""
    say(f"{found} {'file' if found == 1 else 'files'} found, {read} read, {failed} failed{tail}")
