"""``contract-lens check``: one document, or one deal folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from contract_lens.assessment import Assessment
from contract_lens.cli.choices import ACCURATE, FAST, MODELS, PATTERNS, REVISIONS, TIMEOUT
from contract_lens.cli.settings import BASELINE, CONFIG, FAIL_ON, gate_of, options_of, policy_of
from contract_lens.cli.terminal import (
    last_line,
    progress,
    say,
    say_what_stops,
    while_it_is_read,
    write_out,
)
from contract_lens.deal import DealReport
from contract_lens.errors import ExitCode, InputMissing, InputSkipped, UsageError
from contract_lens.options import AnalysisOptions, Revisions

if TYPE_CHECKING:
    from contract_lens.listing import Found
    from contract_lens.policy import Gate


def check(
    context: typer.Context,
    path: Path = typer.Argument(..., help="An agreement, a communication, or a deal folder with both."),
    html: Path | None = typer.Option(
        None, "--html", metavar="FILE", help="Write a report to open in a browser."
    ),
    json: Path | None = typer.Option(
        None, "--json", metavar="FILE", help="Write the full record; - for stdout."
    ),
    sarif: Path | None = typer.Option(
        None, "--sarif", metavar="FILE", help="Write the labels that hold, clause by clause, for pipelines."
    ),
    fail_on: str | None = FAIL_ON,
    baseline: Path | None = BASELINE,
    config: Path | None = CONFIG,
    timeout: float | None = TIMEOUT,
    models: Path | None = MODELS,
    accurate: bool = ACCURATE,
    fast: bool = FAST,
    patterns: Path | None = PATTERNS,
    revisions: Revisions = REVISIONS,
) -> None:
    """Say what one agreement really is, or compare an agreement with the talk around it."""
    from contract_lens.whole import refuse_unwritable

    policy = policy_of(context)
    options, gate = options_of(policy, models), gate_of(policy, baseline)
    _refuse_same(html=html, json=json, sarif=sarif)
    found = _find(path)
    for target in (html, json, sarif):
        if target is not None and str(target) != "-":
            refuse_unwritable(target, is_folder=False, sources=[entry.path for entry in found])
    report, rows = _examine(path, found, options)
    _publish(report, html, json)
    if sarif is not None:
        _publish_sarif(sarif, report, rows, gate)
    read = sum(row.status.was_read for row in rows)
    if str(json) != "-" and read:
        _show(report)
    for row in rows:
        if row.problem is not None:
            say(f"error: {row.path}: {row.problem.cause}; {row.problem.remedy}")
    stopping = _stopping(report, rows, gate)
    say_what_stops(stopping)
    last_line(len(rows), read)
    raise typer.Exit(int(_code(rows, read, stops=bool(stopping))))


def _refuse_same(**files: Path | None) -> None:
    given = [file for file in files.values() if file is not None]
    for name, file in files.items():
        if file is not None and (given.count(file) > 1 or (str(file) == "-" and name != "json")):
            raise UsageError("must be a file of its own", subject=f"--{name}", remedy="name another file")


def _find(path: Path) -> list[Found]:
    from contract_lens.listing import Found, find_documents
    from contract_lens.pipeline import documents_in, links_in
    from contract_lens.portfolio import MOST_FILES_OF_A_DEAL

    if not str(path).strip():
        raise UsageError("must name a file or folder", subject="PATH")
    if not path.is_dir():
        return find_documents(path)
    found = [Found(file) for file in documents_in(path)]
    if not found:
        remedy = "check the path; for folders within folders use contract-lens scan"
        raise InputMissing("holds no documents of its own", subject=str(path), remedy=remedy)
    if len(found) > MOST_FILES_OF_A_DEAL:
        remedy = "use contract-lens scan for a folder of many deals"
        raise UsageError(f"holds {len(found)} files, too many for one deal", subject=str(path), remedy=remedy)
    skipped = [Found(link, InputSkipped("is a symbolic link")) for link in links_in(path)]
    return sorted((*found, *skipped), key=lambda entry: entry.path)


def _examine(
    path: Path, found: list[Found], options: AnalysisOptions
) -> tuple[Assessment | DealReport, list[Assessment]]:
    from contract_lens.pipeline import describe_deal, report_deal
    from contract_lens.portfolio import scan_groups

    description = describe_deal(path) if path.is_dir() else None
    with progress(len(found), "reading") as on_done:
        groups = list(scan_groups(found, options=options, on_done=on_done))
    rows = [outcome.assessment for group in groups for outcome in group.outcomes]
    if path.is_dir():
        name = path.resolve().name
        return report_deal(name, rows, options=options, description=description), rows
    if len(rows) > 1:  # a mail with its attachments is a deal of its own
        return report_deal(path.name, rows, options=options), rows
    return rows[0], rows


def _publish(report: Assessment | DealReport, html: Path | None, json: Path | None) -> None:
    from contract_lens.report import to_html, to_json
    from contract_lens.whole import write_whole

    if json is not None:
        record = to_json(report) + "\n"
        if str(json) == "-":
            with while_it_is_read():
                write_out(record)
        else:
            write_whole(json, record.encode("utf-8", "replace"))
    if html is not None:
        write_whole(html, to_html(report).encode("utf-8", "replace"))


def _publish_sarif(target: Path, report: Assessment | DealReport, rows: list[Assessment], gate: Gate) -> None:
    from contract_lens import __version__
    from contract_lens.outputs import add_to_sarif
    from contract_lens.report.to_sarif import SarifLog
    from contract_lens.whole import whole_file

    with whole_file(target) as stream:
        log = SarifLog(stream, version=__version__)
        for one in _judged(report, rows):
            add_to_sarif(log, gate, one)
        log.close()


def _show(report: Assessment | DealReport) -> None:
    from rich.console import Console

    from contract_lens.report import to_terminal

    with while_it_is_read():
        Console(highlight=False, markup=False).print(to_terminal(report))


def _judged(report: Assessment | DealReport, rows: list[Assessment]) -> list[Assessment | DealReport]:
    return [report, *rows] if isinstance(report, DealReport) else [*rows]


def _stopping(report: Assessment | DealReport, rows: list[Assessment], gate: Gate) -> dict[str, list[str]]:
    """Return the documents for which each label of the gate holds; the deal where it holds for it alone."""
    from contract_lens.flag import flags_of

    # Every agreement of a deal counts for the gate: the second one may be the one that squeezes.
    found: dict[str, list[str]] = {}
    for row in rows:
        for label in gate.stopping(flags_of(row)):
            found.setdefault(label, []).append(row.path)
    if isinstance(report, DealReport):
        for label in gate.stopping(flags_of(report)):
            found.setdefault(label, [report.deal.name])
    return found


def _code(rows: list[Assessment], read: int, *, stops: bool) -> ExitCode:
    if not read:
        return ExitCode.UNREADABLE_INPUT
    if stops:
        return ExitCode.FINDINGS
    return ExitCode.PARTIAL if read < len(rows) else ExitCode.OK
