"""The documents of a scan, and those at hand: which job is which document, since when, with what file."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from contract_lens.document import INSIDE, member_path
from contract_lens.errors import InputError, InputNotPermitted
from contract_lens.guard import Job
from contract_lens.listing import Found
from contract_lens.options import AnalysisOptions
from contract_lens.whole import working_folder


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a scan.

    Attributes:
        name: What the reports call it: its path.
        found: The file that it is, or lies in.
        key: Stands for its content and the analysis; empty where the content could not be looked at.
        may_be_deal: Whether it lies in a folder that may be a deal.
        size: Bytes of the file.
        is_inside: Whether it is a document inside a document, such as an attachment.
    """

    name: str
    found: Found
    key: str = ""
    may_be_deal: bool = False
    size: int = 0
    is_inside: bool = False


class Desk:
    """The documents at hand: which job is which document, since when, and files fetched for it."""

    def __init__(self, options: AnalysisOptions) -> None:
        self._options = options
        self._entries: dict[str, Entry] = {}
        self._begun: dict[str, float] = {}
        self._fetched: dict[str, set[str]] = {}
        self._missed: set[str] = set()
        self._folder: Path | None = None

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def job_for(self, entry: Entry, *, page: bool, within: str = "") -> Job:
        """Return the job of a document; ``within`` is the path of the one it lies in."""
        path = entry.name
        if within:
            path = member_path(within, entry.name.rpartition(INSIDE)[2])
        elif entry.found.origin is not None:
            inside = entry.name.removeprefix(entry.found.origin.name)
            path = f"{self._room() / f'{len(self._entries):06}{entry.found.path.suffix}'}{inside}"
        self._entries[path] = entry
        kind = "" if entry.is_inside or entry.found.kind is None else entry.found.kind.value
        return Job(path, pack=True, page=page, name=entry.name, kind=kind)

    def entry_of(self, job: Job) -> Entry:
        """Return the document of a job."""
        return self._entries[job.path]

    def seconds(self, job: Job) -> float:
        """Return how long ago a job was begun."""
        return time.monotonic() - self._begun.get(job.path, time.monotonic())

    def fetch(self, job: Job) -> None:
        """Take note that a job begins, and get its file if it is not at hand.

        Raises:
            InputError: It cannot be got; the other jobs are not affected.
        """
        self._begun[job.path] = time.monotonic()
        origin = self._entries[job.path].found.origin
        if origin is not None:
            target = Path(job.path.partition(INSIDE)[0])
            self._fetched.setdefault(str(target), set()).add(job.path)
            try:
                if not target.exists():
                    origin.fetch(target)
            except (InputError, OSError) as error:
                self._missed.add(job.path)
                with suppress(OSError):  # half a file must not be taken for the document
                    target.unlink(missing_ok=True)
                if isinstance(error, InputError):
                    raise
                cause = f"cannot be put into a temporary file ({error.strerror or error})"
                raise InputNotPermitted(cause, remedy="free the disk, and run the same scan again") from error

    def was_missed(self, job: Job) -> bool:
        """Tell whether the file of a job could not be got."""
        return job.path in self._missed

    def drop(self, job: Job, inside: Sequence[Job]) -> None:
        """Delete what was fetched for a job as soon as nothing inside it is still to be read."""
        del self._begun[job.path]
        target = job.path.partition(INSIDE)[0]
        if (users := self._fetched.get(target)) is not None:
            users.discard(job.path)
            users.update(one.path for one in inside)
            if not users:
                Path(target).unlink(missing_ok=True)
                del self._fetched[target]

    def _room(self) -> Path:
        if self._folder is None:
            self._folder = working_folder()
        return self._folder
