"""Ctrl-C: once finishes what is in flight and writes the report, twice stops now."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from contract_lens.cli.terminal import say


@contextmanager
def stop_on_request() -> Iterator[Callable[[], bool]]:
    """Answer Ctrl-C (and a request to terminate) in two steps.

    Yields:
        Tells whether the run was asked to stop.
    """
    asked = threading.Event()

    def answer(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        say("stopping: what is in flight is finished and the report written; once more stops now")

    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set  # only the main thread can answer signals
        return
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(one, answer) for one in signals]
    try:
        yield asked.is_set
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)
