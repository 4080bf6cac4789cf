"""Many documents at a time: joblib in front, guarded processes behind, whatever a document does.

The same function runs on threads of this machine and on the workers of a cluster: each worker owns child
processes, hands one document to one child, and gets a value back even if the child dies. So joblib never sees
a dead process, which would cost it the whole call.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, TypeVar

from contract_lens.errors import InputError, MissingPart, Status, UsageError, WorkerCrashed
from contract_lens.fingerprint import analysis_fingerprint
from contract_lens.guard import GuardedWorker, Job, Outcome, failed
from contract_lens.options import AnalysisOptions

#: Results that may wait for the parent, for each worker: memory stays flat however many files there are.
_WAVE = 32

#: A document that ended the process twice, the second time with nothing beside it.
QUARANTINED = "the process that read it died twice; set aside: later scans pass over it until it changes"


@dataclass(frozen=True, slots=True)
class Backend:
    """Where documents are analysed.

    Attributes:
        name: ``local``, ``dask``, or another backend that joblib knows by that name.
        scheduler: Address of the cluster's scheduler (``dask``); empty for the local one.
    """

    name: str = "local"
    scheduler: str = ""


LOCAL = Backend()

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Watch:
    """What a run is told while it works.

    Attributes:
        is_stopping: Asked before each document; once it says yes, only what is in flight is finished.
        on_start: Called for each document that is about to be analysed; an ``InputError`` that it raises
            becomes the result of that document.
    """

    is_stopping: Callable[[], bool] = lambda: False
    on_start: Callable[[Job], None] = lambda _: None


def analyze_all(
    jobs: Sequence[Job],
    *,
    workers: int = 1,
    options: AnalysisOptions,
    backend: Backend = LOCAL,
    watch: Watch | None = None,
    more: Callable[[Job, Outcome], Sequence[Job]] = lambda job, outcome: (),
) -> Iterator[tuple[Job, Outcome]]:
    """Analyse documents and yield each as it is finished, in no particular order.

    A document whose process dies is tried once more when the others are done, alone. If the process dies
    again it comes back as crashed and quarantined.

    Args:
        jobs: The documents.
        workers: How many at a time, on this machine.
        options: Limits and models.
        backend: Where.
        watch: What to tell whom meanwhile.
        more: Returns the documents that a document brings along, such as attachments. Of those inside one
            of ``jobs``, at whatever depth, no more than ``limits.members`` are analysed.

    Raises:
        MissingPart: A model is missing, or the cluster has other models or another version than this machine.
    """
    front = _Front(workers, options, backend, watch or Watch())
    waiting: list[Job] = list(jobs)
    outermost, counts = dict[str, str](), Counter[str]()

    def inside(job: Job, outcome: Outcome) -> Sequence[Job]:
        jobs = more(job, outcome)
        outermost.update((one.path, outermost.get(job.path, job.path)) for one in jobs)
        return jobs

    try:
        while waiting:
            again, brought = list[Job](), list[Job]()
            for job, outcome in front.in_waves(waiting, _WAVE * workers):
                if outcome.assessment.status is Status.CRASHED:
                    again.append(job)
                    continue
                brought.extend(inside(job, outcome))
                yield job, outcome
            for job, outcome in front.in_waves(again, 1):
                twice = outcome.assessment.status is Status.CRASHED
                last = failed(job, WorkerCrashed(QUARANTINED)) if twice else outcome
                brought.extend(inside(job, last))
                yield job, last
            pairs = [(outermost[one.path], one.path, one) for one in brought]
            waiting = within_limit(pairs, counts, options.limits.members)
    finally:
        crew_of(options).end()


def within_limit(level: Iterable[tuple[str, str, _T]], counts: Counter[str], most: int) -> list[_T]:
    """Return the documents of one level of nesting that their outermost files may still hold, by path.

    Called level by level, it chooses the same ones whatever the order in which workers were done.

    Args:
        level: Path of the outermost file, path of the document, and what stands for the document.
        counts: Documents of the levels above, by outermost file; those of this level are added.
        most: How many documents an outermost file may hold.
    """
    kept = []
    for outer, _, one in sorted(level, key=lambda given: given[1]):
        if counts[outer] < most:
            counts[outer] += 1
            kept.append(one)
    return kept


@dataclass(frozen=True, slots=True)
class _Front:
    workers: int
    options: AnalysisOptions
    backend: Backend
    watch: Watch

    def in_waves(self, jobs: Sequence[Job], size: int) -> Iterator[tuple[Job, Outcome]]:
        from joblib import Parallel

        is_local = self.backend.name == "local"
        # Never more threads than documents: joblib starts all of them at once.
        threads = min(self.workers, size, len(jobs))
        chosen = {"n_jobs": threads, "backend": "threading"} if is_local else {"n_jobs": -1}
        # Nothing waits in joblib's own queue, so that a run that is stopped has only whole documents out.
        chosen |= {"return_as": "generator_unordered", "pre_dispatch": "n_jobs", "batch_size": 1}
        with _configured(self.backend):
            for start in range(0, len(jobs), size):
                if self.watch.is_stopping():
                    return
                yield from Parallel(**chosen)(self._calls(jobs[start : start + size]))

    def _calls(self, wave: Sequence[Job]) -> Iterator[Any]:
        from joblib import delayed

        expected = "" if self.backend.name == "local" else analysis_fingerprint(self.options)
        for job in takewhile(lambda _: not self.watch.is_stopping(), wave):
            try:
                self.watch.on_start(job)
            except InputError as error:  # raised from here it would end the run of all the others
                yield delayed(_refused)(job, error)
            else:
                yield delayed(analyze_one)(job, self.options.to_json(), expected)


def _refused(job: Job, error: InputError) -> tuple[Job, Outcome]:
    return job, failed(job, error)


def _configured(backend: Backend) -> AbstractContextManager[Any]:
    if backend.name == "local":
        return nullcontext()
    from joblib import parallel_config

    given = {"scheduler_host": backend.scheduler} if backend.scheduler else {}
    try:
        context: AbstractContextManager[Any] = parallel_config(backend=backend.name, **given)
    except (ImportError, ValueError) as error:
        remedy = "pip install 'contract-lens[dask]'" if backend.name == "dask" else "see docs/command-line.md"
        cause = f"the backend {backend.name} cannot be used ({error})"
        kind = MissingPart if backend.name == "dask" else UsageError
        raise kind(cause, remedy=remedy) from error
    except OSError as error:
        cause = f"the scheduler does not answer ({error})"
        raise UsageError(cause, subject="--scheduler", remedy="check its address") from error
    return context


def analyze_one(job: Job, options: dict[str, Any], expected: str) -> tuple[Job, Outcome]:
    """Analyse one document in a guarded child of this process; runs wherever joblib puts it.

    Args:
        job: The document; its path must be readable here.
        options: ``AnalysisOptions.to_json``.
        expected: Fingerprint of the analysis, so that all machines of a cluster say the same; empty on one
            machine.

    Raises:
        MissingPart: The models or the version here are other ones.
    """
    chosen = AnalysisOptions.from_json(options)
    if expected and analysis_fingerprint(chosen) != expected:
        cause = "a worker of the cluster has another version or other models than this machine"
        raise MissingPart(cause, remedy="install the same contract-lens and the same models on all of them")
    return job, crew_of(chosen).analyze(job)


class Crew:
    """The guarded workers of this process; as many as documents are analysed at a time."""

    def __init__(self, options: AnalysisOptions) -> None:
        self._options = options
        self._idle: list[GuardedWorker] = []
        self._all: list[GuardedWorker] = []
        self._lock = threading.Lock()
        self._ended = False

    def analyze(self, job: Job) -> Outcome:
        """Analyse one document with a worker that is free."""
        with self._lock:
            if self._ended:
                return failed(job, WorkerCrashed("the scan was stopped"))
            worker = self._idle.pop() if self._idle else GuardedWorker(self._options)
            if worker not in self._all:
                self._all.append(worker)
        try:
            return worker.attempt(job)
        finally:
            with self._lock:
                self._idle.append(worker)

    def end(self) -> None:
        """End all children, also those at work."""
        with self._lock:
            self._ended = True
            everyone = list(self._all)
        for worker in everyone:
            worker.end()
        with _LOCK:
            for key, crew in list(_CREWS.items()):
                if crew is self:
                    del _CREWS[key]


_LOCK = threading.Lock()
_CREWS: dict[str, Crew] = {}


def crew_of(options: AnalysisOptions) -> Crew:
    """Return the crew of this process for these options; its children stay warm from document to document."""
    with _LOCK:
        return _CREWS.setdefault(repr(options), Crew(options))
