"""``contract-lens check``: one document, or one deal folder."""

from __future__ import annotations

from pathlib import Path

import typer

from contract_lens.assessment import Assessment, DealReport
from contract_lens.cli.choices import analysis_options, labels_of
from contract_lens.cli.terminal import last_line, progress, say, write_out
from contract_lens.errors import ExitCode, InputMissing, UsageError
from contract_lens.options import AnalysisOptions


def check(
    path: Path = typer.Argument(..., help="An agreement, a communication, or a deal folder with both."),
    html: Path | None = typer.Option(
        None, "--html", metavar="FILE", help="Write a report to open in a browser."
    ),
    json: Path | None = typer.Option(
        None, "--json", metavar="FILE", help="Write the full record; - for stdout."
    ),
    fail_on: str | None = typer.Option(
        None, "--fail-on", metavar="LABEL,...", help="Exit with code 6 if one of these labels holds."
    ),
    timeout: float | None = typer.Option(None, "--timeout", metavar="SECONDS", help="Time limit per file."),
    models: Path | None = typer.Option(None, "--models", metavar="DIR", help="Use these trained models."),
) -> None:
    """Say what one agreement really is, or compare an agreement with the talk around it."""
    from contract_lens.publish import refuse_unwritable

    options = analysis_options(models, timeout)
    wanted = labels_of(fail_on)
    for target in (html, json):
        if target is not None and str(target) != "-":
            refuse_unwritable(target, is_folder=False, sources=[path])
    report, rows = _examine(path, options)
    _publish(report, html, json)
    read = sum(row.status.was_read for row in rows)
    if str(json) != "-" and read:
        _show(report)
    for row in rows:
        if row.problem is not None:
            say(f"error: {row.path}: {row.problem.cause}; {row.problem.remedy}")
    last_line(len(rows), read)
    raise typer.Exit(int(_code(report, read, len(rows), wanted)))


def _examine(path: Path, options: AnalysisOptions) -> tuple[Assessment | DealReport, list[Assessment]]:
    from contract_lens.pipeline import documents_in, report_deal
    from contract_lens.portfolio import Found, find_documents, scan_groups

    is_folder = path.is_dir()
    found = [Found(file) for file in documents_in(path)] if is_folder else find_documents(path)
    if not found:
        raise InputMissing("holds no documents", subject=str(path))
    if is_folder and len(found) > 60:
        remedy = "use contract-lens scan for a folder of many deals"
        raise UsageError(f"holds {len(found)} files, too many for one deal", subject=str(path), remedy=remedy)
    with progress(len(found), "reading") as on_done:
        groups = list(scan_groups(found, options=options, on_done=on_done))
    rows = [outcome.assessment for group in groups for outcome in group.outcomes]
    if is_folder:
        return report_deal(path.resolve().name, rows), rows
    return rows[0], rows


def _publish(report: Assessment | DealReport, html: Path | None, json: Path | None) -> None:
    from contract_lens.publish import write_whole
    from contract_lens.report import to_html, to_json

    if json is not None:
        record = to_json(report) + "\n"
        if str(json) == "-":
            write_out(record)
        else:
            write_whole(json, record.encode("utf-8", "replace"))
    if html is not None:
        write_whole(html, to_html(report).encode("utf-8", "replace"))


def _show(report: Assessment | DealReport) -> None:
    from rich.console import Console

    from contract_lens.report import to_terminal

    Console(highlight=False, markup=False).print(to_terminal(report))


def _code(report: Assessment | DealReport, read: int, found: int, wanted: frozenset[str]) -> ExitCode:
    labels = report.deal.labels if isinstance(report, DealReport) else report.labels
    if not read:
        return ExitCode.UNREADABLE_INPUT
    if wanted & set(labels):
        return ExitCode.FINDINGS
    return ExitCode.PARTIAL if read < found else ExitCode.OK
