"""``contract-lens scan``: folders of agreements or deal folders."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from contract_lens.cli.choices import (
    ACCURATE,
    MODELS,
    PATTERNS,
    REVISIONS,
    TIMEOUT,
    analysis_options,
    labels_of,
)
from contract_lens.cli.terminal import last_line, progress, say, write_out
from contract_lens.errors import ExitCode, OutputRefused, UsageError
from contract_lens.options import Revisions

#: Failures beyond these are counted on the terminal; all of them are in the reports.
_MOST_FAILURES_SHOWN = 20


def scan(
    paths: list[Path] = typer.Argument(
        ..., help="Folders or files. A folder with an agreement and mails is a deal."
    ),
    out: Path = typer.Option(..., "--out", metavar="DIR", help="Folder for the reports."),
    jobs: int = typer.Option(
        0, "--jobs", "-j", metavar="N", help="Documents at a time; 0 takes one per core."
    ),
    fail_on: str | None = typer.Option(
        None, "--fail-on", metavar="LABEL,...", help="Exit with code 6 if one of these labels holds anywhere."
    ),
    timeout: float | None = TIMEOUT,
    models: Path | None = MODELS,
    accurate: bool = ACCURATE,
    patterns: Path | None = PATTERNS,
    revisions: Revisions = REVISIONS,
) -> None:
    """Scan a portfolio: writes summary.csv, documents.jsonl and index.html with a page per document."""
    from contract_lens.portfolio import find_documents, scan_groups
    from contract_lens.publish import publish_scan, refuse_unwritable

    if jobs < 0:
        raise UsageError(f"must be 0 or more. Got {jobs} instead", subject="--jobs")
    options = analysis_options(models, timeout, accurate=accurate, patterns=patterns, revisions=revisions)
    wanted = labels_of(fail_on)
    if out.resolve() in {path.resolve() for path in paths}:
        raise OutputRefused("is the folder that is scanned", subject=str(out), remedy="choose another folder")
    refuse_unwritable(out, is_folder=True)
    found = find_documents(paths, leave_out=out)
    with progress(len(found), "scanning") as on_done:
        groups = scan_groups(
            found, jobs=jobs or os.cpu_count() or 1, options=options, render=True, on_done=on_done
        )
        published = publish_scan(groups, out)
    for row in published.failures[:_MOST_FAILURES_SHOWN]:
        if row.problem is not None:
            say(f"not read: {row.path}: {row.problem.cause}; {row.problem.remedy}")
    if len(published.failures) > _MOST_FAILURES_SHOWN:
        say(f"and {len(published.failures) - _MOST_FAILURES_SHOWN} more, see {out / 'summary.csv'}")
    write_out(f"{out / 'index.html'}\n")
    last_line(published.found, published.read, extra=f"reports in {out}")
    raise typer.Exit(int(_code(published.found, published.read, bool(wanted & published.labels))))


def _code(found: int, read: int, hit: bool) -> ExitCode:
    if not read:
        return ExitCode.UNREADABLE_INPUT
    if hit:
        return ExitCode.FINDINGS
    return ExitCode.PARTIAL if read < found else ExitCode.OK
