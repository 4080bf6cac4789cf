"""Many documents: find them, analyse each in a guarded process, join those that make up a deal.

One document that hangs or crashes costs one row. Results come in the order of the paths, whatever the number
of workers, so that two scans of the same folder print the same.
"""

from __future__ import annotations

import os
import queue
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.deal import DealReport
from contract_lens.errors import InputError, InputMissing, InputNotPermitted, InputSkipped, UsageError
from contract_lens.guard import GuardedWorker, Job, Outcome
from contract_lens.options import AnalysisOptions
from contract_lens.pipeline import DEAL_DESCRIPTIONS, report_deal

#: A deal is an agreement, its amendments and the talk around it. A folder with more files than this is an
#: archive of many deals, and its documents stand alone.
MOST_FILES_OF_A_DEAL = 60
MOST_AGREEMENTS_OF_A_DEAL = 8

#: Lies in every folder that a scan wrote its reports to, and lists their pages.
REPORT_MARK = ".contract-lens-report.json"


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of a scanned folder.

    Attributes:
        path: The file.
        problem: Why it is left alone (a link, a device), or ``None`` for a document to read.
    """

    path: Path
    problem: InputError | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """The result of a scan.

    Attributes:
        documents: One assessment per file found, by path.
        deals: One report per folder that holds an agreement together with communications.
    """

    documents: tuple[Assessment, ...]
    deals: tuple[DealReport, ...]

    @property
    def read(self) -> int:
        """How many documents were read."""
        return sum(document.status.was_read for document in self.documents)


def scan(
    paths: Iterable[str | Path] | str | Path, *, jobs: int = 1, options: AnalysisOptions | None = None
) -> Scan:
    """Analyse every document in files and folders.

    Args:
        paths: Files or folders; folders are walked to the bottom. A folder that holds an agreement and
            communications is a deal.
        jobs: How many documents are analysed at a time, at least 1.
        options: Limits and models.

    Returns:
        All assessments, and the deals. Documents that could not be read are among them with their status.

    Raises:
        UsageError: ``jobs`` is less than 1.
        InputMissing: A path does not exist, or no document was found.
        MissingPart: A model is missing or does not match its card.
    """
    if jobs < 1:
        raise UsageError(f"must be 1 or more. Got {jobs} instead", subject="jobs")
    documents: list[Assessment] = []
    deals: list[DealReport] = []
    for group in scan_groups(find_documents(paths), jobs=jobs, options=options):
        documents.extend(outcome.assessment for outcome in group.outcomes)
        if group.deal is not None:
            deals.append(group.deal)
    return Scan(tuple(documents), tuple(deals))


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that came out of a scan together: one deal, or documents that stand alone.

    Attributes:
        outcomes: The documents in order of their paths.
        deal: The deal they make up, or ``None``.
    """

    outcomes: tuple[Outcome, ...]
    deal: DealReport | None = None


def scan_groups(
    found: Sequence[Found],
    *,
    jobs: int = 1,
    options: AnalysisOptions | None = None,
    render: bool = False,
    on_done: Callable[[Assessment], None] | None = None,
) -> Iterator[Group]:
    """Analyse documents and yield them as they come, in order: deals whole, other documents one by one.

    Memory does not grow with the number of documents: of a large folder each document is yielded alone.

    Args:
        found: What ``find_documents`` returned.
        jobs: How many documents are analysed at a time.
        options: Limits and models.
        render: Whether the workers also render the reports of documents that stand alone; their assessments
            then come back without clauses and text.
        on_done: Called for every finished document, e.g. to move a progress bar.

    Raises:
        MissingPart: A model is missing or does not match its card.
    """
    plan = list(_plan(found))
    outcomes = _analyze_all(
        [(entry, render and not may_be_deal) for entry, may_be_deal in plan],
        jobs=jobs,
        options=options or AnalysisOptions(),
    )
    told = _telling(outcomes, on_done)
    for folder, members in groupby(plan, key=lambda item: item[0].path.parent if item[1] else item[0].path):
        yield _grouped(folder, tuple(next(told) for _ in members), options)


def _telling(outcomes: Iterator[Outcome], on_done: Callable[[Assessment], None] | None) -> Iterator[Outcome]:
    for outcome in outcomes:
        if on_done is not None:
            on_done(outcome.assessment)
        yield outcome


def _plan(found: Sequence[Found]) -> Iterator[tuple[Found, bool]]:
    for _, members in groupby(found, key=lambda entry: entry.path.parent):
        entries = list(members)
        may_be_deal = 1 < len(entries) <= MOST_FILES_OF_A_DEAL
        for entry in entries:
            yield entry, may_be_deal


def _grouped(folder: Path, outcomes: tuple[Outcome, ...], options: AnalysisOptions | None) -> Group:
    kinds = [outcome.assessment.kind for outcome in outcomes if outcome.assessment.status.was_read]
    agreements = kinds.count(DocumentKind.AGREEMENT)
    is_deal = 0 < agreements <= MOST_AGREEMENTS_OF_A_DEAL and DocumentKind.COMMUNICATION in kinds
    if not is_deal:
        return Group(outcomes)
    rows = [outcome.assessment for outcome in outcomes]
    return Group(outcomes, report_deal(folder.name, rows, options=options))


def _analyze_all(
    entries: Sequence[tuple[Found, bool]], *, jobs: int, options: AnalysisOptions
) -> Iterator[Outcome]:
    from joblib import Parallel, delayed

    with ExitStack() as stack:
        idle: queue.SimpleQueue[GuardedWorker] = queue.SimpleQueue()
        for _ in range(max(1, min(jobs, len(entries)))):
            idle.put(stack.enter_context(GuardedWorker(options)))

        def analyze_one(entry: Found, rendered: bool) -> Outcome:
            if entry.problem is not None:
                return Outcome(Assessment.failed(str(entry.path), entry.problem))
            worker = idle.get()
            try:
                return worker.analyze(Job(str(entry.path), rendered))
            finally:
                idle.put(worker)

        # Threads only wait for their child. A joblib process pool would lose the whole call with one killed
        # worker. Results come in order and few are in flight, so memory stays flat.
        parallel = Parallel(n_jobs=jobs, backend="threading", return_as="generator", pre_dispatch="2*n_jobs")
        yield from parallel(delayed(analyze_one)(entry, rendered) for entry, rendered in entries)


def find_documents(paths: Iterable[str | Path] | str | Path, *, leave_out: Path | None = None) -> list[Found]:
    """List the files under files and folders, sorted by path, folders kept together.

    Hidden files, folders that hold the reports of a scan, lock files of word processors and ``deal.toml`` /
    ``expected.toml`` are not documents. Links and devices are listed with the reason why they are left alone,
    so that the counts add up.

    Args:
        paths: Files or folders.
        leave_out: A folder that is skipped, such as the one that the reports go to.

    Raises:
        InputMissing: A path does not exist, or nothing was found.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found: dict[Path, Found] = {}
    for path in map(Path, given):
        if path.is_dir():
            found.update((entry.path, entry) for entry in _walk(path, leave_out))
        elif path.exists():
            found[path] = Found(path)
        else:
            raise InputMissing("there is no such file or folder", subject=str(path))
    if not found:
        raise InputMissing("holds no documents", subject=", ".join(str(path) for path in given))
    return [found[path] for path in sorted(found, key=lambda path: (str(path.parent), path.name))]


def _walk(root: Path, leave_out: Path | None) -> Iterator[Found]:
    avoid = leave_out.resolve() if leave_out is not None else None
    closed: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=closed.append):
        here = Path(folder)
        subfolders[:] = sorted(
            name
            for name in subfolders
            if not name.startswith(".")
            and (avoid is None or (here / name).resolve() != avoid)
            and not (here / name / REPORT_MARK).exists()
        )
        for name in subfolders:
            if (here / name).is_symlink():
                yield Found(here / name, InputSkipped("is a link to a folder"))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and name.lower() not in DEAL_DESCRIPTIONS:
                yield _entry(here / name)
    for error in closed:
        yield Found(Path(error.filename), InputNotPermitted(f"cannot be listed ({error.strerror})"))


def _entry(path: Path) -> Found:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        return Found(path, InputSkipped(f"cannot be looked at ({error.strerror})"))
    if stat.S_ISLNK(mode):
        return Found(path, InputSkipped("is a symbolic link"))
    if not stat.S_ISREG(mode):
        return Found(path, InputSkipped("is a device, pipe or socket"))
    return Found(path)
