"""Two streams: data goes to stdout, everything else to stderr."""

from __future__ import annotations

import errno
import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from contract_lens.assessment import Assessment
from contract_lens.errors import OutputRefused

if TYPE_CHECKING:
    from rich.console import Console

_MOST_NAMED = 5  # documents on the line that says why a run ends with code 6


def printable(text: str) -> str:
    """Show control characters as escapes, so that a file name cannot drive the terminal or begin a line."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def say(message: str) -> None:
    """Print a line for the user to stderr; where nobody hears it any more, the work goes on."""
    text = printable(message)
    encoding = sys.stderr.encoding or "utf-8"
    # The terminal may be closed, or the program gone that read the pipe. RuntimeError: a signal came while
    # another line was being written.
    with suppress(OSError, RuntimeError):
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)


class _Lasting:
    """A stream for a progress bar: a terminal that is closed in the night must not end the scan."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream  # not sys.stderr each time: rich puts itself in its place

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def stderr_console() -> Console:
    """Return what draws progress bars on stderr."""
    from rich.console import Console

    return Console(file=_Lasting(sys.stderr))  # type: ignore[arg-type]  # it has what rich asks of a file


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
    """Write data to stdout as UTF-8, whatever the terminal's encoding.

    Raises:
        BrokenPipeError: Nobody reads it any more.
        OutputRefused: It cannot be written, as on a full disk.
    """
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data)
        return
    try:
        sys.stdout.flush()
        stream.write(data.encode("utf-8", "replace"))
        stream.flush()
    except BrokenPipeError:  # whoever calls knows whether there is more to do than to write
        raise
    except OSError as error:
        if error.errno == errno.EIO:  # a terminal that was closed
            raise BrokenPipeError from error
        raise OutputRefused(f"cannot be written ({error.strerror})", subject="stdout") from error


@contextmanager
def while_it_is_read() -> Iterator[None]:
    """Write to stdout as long as somebody reads it: ``| head`` must not hide how the run ended."""
    try:
        yield
    except (BrokenPipeError, SystemExit):  # rich ends the process at a closed pipe
        discard(sys.stdout)


def discard(stream: TextIO) -> None:
    """Send what is still to be written to a stream nowhere; Python would complain about it on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[counts]}"),
    )
    with Progress(*columns, console=stderr_console(), transient=True) as bars:
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
