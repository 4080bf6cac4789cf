"""A table with one row per document, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from contract_lens.assessment import INDICES, LABELS, Assessment
from contract_lens.deal import Deal, DealReport
from contract_lens.report.escape import spreadsheet_text

#: The columns in order.
COLUMNS = (
    "path",
    "deal",
    "status",
    "kind",
    "title",
    "calls_itself",
    "labels",
    "notices",
    *(f"score_{code}" for code in LABELS),
    *(f"index_{name}" for name in INDICES),
    "stance",
    "share_adversarial",
    "share_neutral",
    "share_collaborative",
    "share_undecided",
    "favours",
    "parties",
    "pages",
    "words",
    "clauses",
    "warnings",
    "problem",
    "remedy",
    "deal_labels",
    "deal_divergence",
    "sha256",
    "same_as",
)


def summary_row(assessment: Assessment, deal: Deal | None = None) -> dict[str, str]:
    """Return one document as a row of safe cells; what is not known is empty, never zero.

    Args:
        assessment: The document.
        deal: The deal that it belongs to, if it does.
    """
    words = {name: spreadsheet_text(value) for name, value in _words(assessment, deal).items()}
    cells = words | _numbers(assessment, deal)
    return {column: cells.get(column, "") for column in COLUMNS}


def summary_rows(reports: Iterable[Assessment | DealReport]) -> list[dict[str, str]]:
    """Return one row per document; the documents of a deal name it."""
    rows: list[dict[str, str]] = []
    for report in reports:
        if isinstance(report, DealReport):
            rows.extend(summary_row(document, report.deal) for document in report.documents)
        else:
            rows.append(summary_row(report))
    return rows


def to_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows of ``summary_rows`` as CSV (RFC 4180: comma, CRLF, quotes doubled), header first."""
    return "".join(csv_line(row) for row in ({name: name for name in COLUMNS}, *rows))


def csv_line(row: Mapping[str, str]) -> str:
    """Return one row as a line of CSV.

    Raises:
        ValueError: It has a cell that is no column.
    """
    stream = io.StringIO(newline="")
    csv.DictWriter(stream, COLUMNS, lineterminator="\r\n", extrasaction="raise").writerow(row)
    return stream.getvalue()


def deal_cells(deal: Deal) -> dict[str, str]:
    """Return the cells that say which deal a document belongs to."""
    words = {"deal": deal.name, "deal_labels": "; ".join(deal.labels)}
    cells = {name: spreadsheet_text(value) for name, value in words.items()}
    if deal.divergence is not None:
        cells["deal_divergence"] = f"{deal.divergence:.2f}"
    return cells


def _words(assessment: Assessment, deal: Deal | None) -> dict[str, str]:
    read = assessment.status.was_read
    problem = assessment.problem
    return {
        "path": assessment.path,
        "deal": deal.name if deal else "",
        "status": str(assessment.status),
        "kind": str(assessment.kind) if read else "",
        "title": assessment.title,
        "calls_itself": str(assessment.calls_itself) if read else "",
        "labels": "; ".join(assessment.labels),
        "notices": "; ".join(notice.code for notice in assessment.notices),
        "favours": assessment.favours,
        "parties": "; ".join(party.name for party in assessment.parties),
        "warnings": " ".join(assessment.warnings),
        "problem": problem.cause if problem else "",
        "remedy": problem.remedy if problem else "",
        "deal_labels": "; ".join(deal.labels) if deal else "",
        "sha256": assessment.sha256,
    }


def _numbers(assessment: Assessment, deal: Deal | None) -> dict[str, str]:
    """Return the numeric cells; they are ours, so a leading minus is a number and stays."""
    cells = {f"score_{code}": f"{pattern.score:.2f}" for code, pattern in assessment.patterns.items()}
    cells |= {f"index_{name}": f"{index.value:.1f}" for name, index in assessment.indices.items()}
    if assessment.stance is not None:
        cells["stance"] = f"{assessment.stance.score:.2f}"
        for name in ("adversarial", "neutral", "collaborative", "undecided"):
            cells[f"share_{name}"] = f"{getattr(assessment.stance, name):.2f}"
    if assessment.status.was_read:
        cells["pages"] = str(assessment.coverage.pages or "")
        cells["words"] = str(assessment.coverage.words)
        cells["clauses"] = str(len(assessment.clauses))
    if deal is not None and deal.divergence is not None:
        cells["deal_divergence"] = f"{deal.divergence:.2f}"
    return cells
