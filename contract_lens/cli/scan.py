"""``contract-lens scan``: folders of agreements or deal folders, new and changed ones only."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from contract_lens.cli.choices import ACCURATE, FAST, MODELS, PATTERNS, REVISIONS, TIMEOUT
from contract_lens.cli.interrupt import stop_on_request
from contract_lens.cli.progress import scan_progress
from contract_lens.cli.settings import BASELINE, CONFIG, FAIL_ON, gate_of, options_of, policy_of
from contract_lens.cli.terminal import last_line, say, say_what_stops, while_it_is_read, write_out
from contract_lens.errors import ExitCode, UsageError
from contract_lens.options import AnalysisOptions, Revisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_lens.desk import Entry
    from contract_lens.listing import Found
    from contract_lens.policy import Gate, Policy
    from contract_lens.publish import Published
    from contract_lens.resumable import OnPage, Resumable

#: Failures and renamed files beyond these are counted on the terminal; all failures are in the reports.
_MOST_SHOWN = 20

_PATHS = typer.Argument(
    None, help="Folders, files, patterns such as 'deals/**/*.pdf', ZIP archives, or s3://bucket/folder."
)
_OUT = typer.Option(..., "--out", metavar="DIR", help="Folder for the reports.")
_JOBS = typer.Option(0, "--jobs", "-j", metavar="N", help="Documents at a time; 0 takes one per core.")
_WRITE = typer.Option(
    None, "--write", metavar="csv,...", help="Of csv, jsonl, html (the default), xlsx, parquet, sarif."
)
_FILES_FROM = typer.Option(
    None, "--files-from", metavar="FILE", help="Also read these paths, one a line; - for stdin."
)
_LEDGER = typer.Option(
    None, "--ledger", metavar="FILE", help="What is known of earlier scans; by default in DIR/.contract_lens."
)
_FRESH = typer.Option(False, "--fresh", help="Read every document again, known or not.")
_RETRY = typer.Option(False, "--retry", help="Read again what timed out or crashed before.")
_WAIT = typer.Option(0.0, "--wait", metavar="SECONDS", help="Wait so long for another run on the ledger.")
_BACKEND = typer.Option("local", "--backend", metavar="local|dask", help="Where documents are analysed.")
_SCHEDULER = typer.Option("", "--scheduler", metavar="ADDRESS", help="Scheduler of the Dask cluster.")


@dataclass(frozen=True, slots=True)
class _Run:
    out: Path
    ledger: Path
    fresh: bool
    retry: bool
    wait: float
    backend: str
    scheduler: str
    policy: Policy
    options: AnalysisOptions
    gate: Gate


def scan(
    context: typer.Context,
    paths: list[str] | None = _PATHS,
    out: Path = _OUT,
    jobs: int = _JOBS,
    write: str | None = _WRITE,
    fail_on: str | None = FAIL_ON,
    baseline: Path | None = BASELINE,
    files_from: str | None = _FILES_FROM,
    ledger: Path | None = _LEDGER,
    fresh: bool = _FRESH,
    retry: bool = _RETRY,
    wait: float = _WAIT,
    backend: str = _BACKEND,
    scheduler: str = _SCHEDULER,
    config: Path | None = CONFIG,
    timeout: float | None = TIMEOUT,
    models: Path | None = MODELS,
    accurate: bool = ACCURATE,
    fast: bool = FAST,
    patterns: Path | None = PATTERNS,
    revisions: Revisions = REVISIONS,
) -> None:
    """Scan a portfolio; run it again and only what is new or changed is read. Writes tables and pages."""
    from contract_lens.sources import Sifting, find_sources
    from contract_lens.whole import refuse_unwritable

    if jobs < 0:
        raise UsageError(f"must be 0 or more. Got {jobs} instead", subject="--jobs")
    if not wait >= 0:  # so that NaN is refused too
        raise UsageError(f"must be 0 or more. Got {wait} instead", subject="--wait")
    policy = policy_of(context)
    options, gate = options_of(policy, models), gate_of(policy, baseline)
    refuse_unwritable(out, is_folder=True)
    place = ledger or out / ".contract_lens" / "ledger.sqlite"
    run = _Run(out, place, fresh, retry, wait, backend, scheduler, policy, options, gate)
    sifting = Sifting(out, place, say)
    with find_sources(paths or (), files_from=files_from, sifting=sifting, limits=options.limits) as found:
        published, is_whole = _run(run, found)
    _tell(published, out, policy.write)
    raise typer.Exit(int(_code(published, is_whole)))


def _run(run: _Run, found: list[Found]) -> tuple[Published, bool]:
    from contract_lens.engine import Backend
    from contract_lens.ledger import open_ledger
    from contract_lens.publish import Reported, ReportFolder
    from contract_lens.resumable import Resumable

    with ExitStack() as stack:
        is_stopping = stack.enter_context(stop_on_request())
        ledger = stack.enter_context(open_ledger(run.ledger, wait=run.wait, tell=say))
        folder = ReportFolder(run.out, ledger)
        scan = Resumable(
            ledger,
            run.options,
            workers=run.policy.jobs or os.cpu_count() or 1,
            backend=Backend(run.backend, run.scheduler),
            fresh=run.fresh,
            retry=run.retry,
            is_stopping=is_stopping,
        )
        new = scan.look(found)
        if len(new) < len(scan.entries):
            say(f"{len(new)} of {len(scan.entries)} files hold something new")
        reported = Reported(run.policy.write, run.gate, _version())
        published, is_whole = None if new else folder.standing(scan.state(), reported), True
        if published is None:
            _analyze(scan, new, folder.take_page if "html" in run.policy.write else None)
            is_whole = not is_stopping()
            state_of = scan.state if is_whole else lambda: ""
            published = folder.publish(scan.groups(), reported, state_of=state_of)
            is_whole = is_whole and not scan.was_cut_off
        if is_whole:
            _tell_moves(scan.note_places())
    return published, is_whole


def _analyze(scan: Resumable, new: list[Entry], on_page: OnPage | None) -> None:
    from contract_lens.resumable import Telling

    with scan_progress(len(new)) as shown:
        scan.telling = Telling(on_start=shown.on_start, on_done=shown.on_done, on_page=on_page)
        scan.analyze(new)


def _version() -> str:
    from contract_lens import __version__

    return __version__


def _tell_moves(moves: list[tuple[str, str]]) -> None:
    for old, new in moves[:_MOST_SHOWN]:
        say(f"renamed: {old} is now {new}")
    if len(moves) > _MOST_SHOWN:
        say(f"and {len(moves) - _MOST_SHOWN} more renamed files")


def _tell(published: Published, out: Path, write: Sequence[str]) -> None:
    for one in published.failures[:_MOST_SHOWN]:
        say(f"not read: {one.path}: {one.cause}; {one.remedy}")
    if len(published.failures) > _MOST_SHOWN:
        say(f"and {len(published.failures) - _MOST_SHOWN} more, see {_report(out, write, 'csv')}")
    if published.same:
        where = f": column same_as of {_report(out, write, 'csv').name}" if "csv" in write else ""
        several = "documents have" if published.same > 1 else "document has"
        say(f"{published.same} {several} the content of another one{where}")
    _tell_old(out, write)
    say_what_stops(published.stopping)
    with while_it_is_read():
        write_out(f"{_report(out, write, 'html')}\n")
    last_line(published.found, published.read, extra=f"reports in {out}")


def _tell_old(out: Path, write: Sequence[str]) -> None:
    """Say which reports lie beside the new ones and tell of another day."""
    from contract_lens.listing import FILES

    old = [file for kind, file in FILES.items() if kind not in write and (out / file).exists()]
    if old:
        say(f"of an earlier scan, and not of this one: {', '.join(old)}")


def _report(out: Path, write: Sequence[str], wanted: str) -> Path:
    """Return the report of the wanted kind, or the first that this scan has written."""
    from contract_lens.listing import FILES

    return out / FILES[wanted if wanted in write else write[0]]


def _code(published: Published, is_whole: bool) -> ExitCode:
    if not is_whole:
        return ExitCode.INTERRUPTED
    if not published.read:
        return ExitCode.UNREADABLE_INPUT
    if published.stops:
        return ExitCode.FINDINGS
    return ExitCode.PARTIAL if published.read < published.found else ExitCode.OK
