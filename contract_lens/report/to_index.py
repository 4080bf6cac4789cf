"""The first page of a scan: every document in one table, what needs attention first."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeGuard

from contract_lens.assessment import Assessment
from contract_lens.attention import ADVERSE, attention
from contract_lens.deal import Deal, DealReport, Portfolio
from contract_lens.report import view, wording
from contract_lens.report.escape import page_link
from contract_lens.report.html_page import render_page
from contract_lens.report.numbering_dots import Number, place_numbers

#: With more deals than these the plot has marks alone: numbers would cover it.
MOST_NUMBERED = 60
#: How a reader calls the stages of a company's development.
STAGE_NAMES = {"I": "I opportunistic", "II": "II strategic", "III": "III value network"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; what is not known is ``None`` or empty."""

    rank: int
    name: str
    path: str
    link: str
    kind: str
    status: str
    status_code: str
    verdict: str
    remedy: str
    labels: tuple[tuple[str, str, bool, float], ...]
    attention: float
    stance: float | None
    exit: float | None
    control: float | None
    one_sidedness: float | None
    words: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A deal in the quadrant: paper to the right, talk upwards, both in -1 to 1."""

    rank: int
    name: str
    link: str
    paper: float
    talk: float
    icon: str
    number: Number | None


def index_html(
    reports: Sequence[Assessment | DealReport], page_names: Sequence[str], portfolio: Portfolio | None = None
) -> str:
    """Return the index page of a scan.

    Args:
        reports: Documents and deals; their clauses and texts are not needed.
        page_names: For each, its page relative to the index page; empty if it has none.
        portfolio: What is said of the deals together; ``None`` leaves it out.

    Raises:
        ValueError: If the two do not pair up.
    """
    pairs = sorted(
        zip(reports, page_names, strict=True), key=lambda pair: (-attention(pair[0]), _path(pair[0]))
    )
    folder = _common_folder(reports)
    rows = [_row(rank, report, name, folder) for rank, (report, name) in enumerate(pairs, start=1)]
    return render_page(
        "index.html",
        styles=("base.css", "index.css"),
        script="index.js",
        rows=rows,
        folder=folder,
        portfolio=portfolio,
        stage_names=STAGE_NAMES,
        dots=_dots(
            [(row, report.deal) for row, (report, _) in zip(rows, pairs, strict=True) if _has_both(report)]
        ),
        statuses=_counted((row.status_code, row.status) for row in rows),
        document_statuses=_document_statuses(reports),
        labels=_counted((code, name) for row in rows for code, name, _, _ in row.labels),
        document_count=sum(len(view.documents_of(report)) for report in reports),
        failed_count=sum(
            not document.status.was_read for report in reports for document in view.documents_of(report)
        ),
        deal_count=sum(isinstance(report, DealReport) for report in reports),
        not_legal_advice=wording.NOT_LEGAL_ADVICE,
    )


def _document_statuses(reports: Sequence[Assessment | DealReport]) -> list[tuple[str, str, int]]:
    """Count documents, those within deals too, so that the counts add up to the number of documents."""
    documents = (document for report in reports for document in view.documents_of(report))
    return _counted((str(document.status), wording.STATUSES[document.status]) for document in documents)


def _path(report: Assessment | DealReport) -> str:
    return report.deal.name if isinstance(report, DealReport) else report.path


def _counted(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    ranked = sorted(Counter(pairs).items(), key=lambda item: (-item[1], item[0]))
    return [(code, words, count) for (code, words), count in ranked]


def _common_folder(reports: Sequence[Assessment | DealReport]) -> str:
    """Return the folder that all documents share, so that rows need not repeat it; empty if there is none."""
    paths = [document.path for report in reports for document in view.documents_of(report)]
    try:
        folder = os.path.commonpath([os.path.dirname(path) for path in paths])  # noqa: PTH120 # strings
    except ValueError:
        return ""
    return folder if folder not in ("/", ".") else ""


def _row(rank: int, report: Assessment | DealReport, page_name: str, folder: str) -> Row:
    held = report.deal if isinstance(report, DealReport) else report
    return Row(
        rank=rank,
        name=view.title_of(report),
        path=_where(report, folder),
        link=page_link(page_name) if page_name else "",
        kind="deal" if isinstance(report, DealReport) else str(report.kind) if report.status.was_read else "",
        status=_status(report)[1],
        status_code=_status(report)[0],
        verdict=view.verdict(report),
        remedy=_remedy(report),
        labels=tuple(
            (code, style.name, style.adverse, held.patterns[code].score if code in held.patterns else 0.0)
            for code, style in wording.LABELS.items()
            if code in held.labels
        ),
        attention=attention(report),
        stance=_stance(report),
        exit=_index(report, "exit"),
        control=_index(report, "control"),
        one_sidedness=_index(report, "one_sidedness"),
        words=sum(document.coverage.words for document in view.documents_of(report)),
    )


def _where(report: Assessment | DealReport, folder: str) -> str:
    if isinstance(report, DealReport):
        return view.counted(len(report.documents), "document")
    path = report.path[len(folder) :].lstrip("/\\") if folder else report.path
    title = view.title_of(report)
    # A document without a title is called by its file, which need not be said twice.
    return path[: -len(title)].rstrip("/\\") if title == view.name_of(path) else path


def _status(report: Assessment | DealReport) -> tuple[str, str]:
    if isinstance(report, Assessment):
        return str(report.status), wording.STATUSES[report.status]
    failed = [document for document in report.documents if not document.status.was_read]
    return ("partly_read", "partly read") if failed else ("ok", "read")


def _remedy(report: Assessment | DealReport) -> str:
    if isinstance(report, Assessment):
        return f"What to do: {report.problem.remedy}." if report.problem else ""
    failed = (one for one in report.documents if one.problem)
    return " ".join(
        f"{view.name_of(one.path)}: {one.problem.cause}; {one.problem.remedy}."
        for one in failed
        if one.problem
    )


def _stance(report: Assessment | DealReport) -> float | None:
    if isinstance(report, DealReport):
        return report.deal.contract_stance
    return report.stance.score if report.stance else None


def _index(report: Assessment | DealReport, name: str) -> float | None:
    values = [one.indices[name].value for one in view.documents_of(report) if name in one.indices]
    return max(values, default=None)


def _has_both(report: Assessment | DealReport) -> TypeGuard[DealReport]:
    return (
        isinstance(report, DealReport)
        and report.deal.contract_stance is not None
        and report.deal.communication_stance is not None
    )


def _dots(deals: Sequence[tuple[Row, Deal]]) -> list[Dot]:
    places = [
        ((deal.contract_stance or 0.0) * 100, (deal.communication_stance or 0.0) * -100, row.rank)
        for row, deal in deals
    ]
    numbers = place_numbers(places if len(places) <= MOST_NUMBERED else ())
    return [
        Dot(
            rank=row.rank,
            name=deal.name,
            link=row.link,
            paper=deal.contract_stance or 0.0,
            talk=deal.communication_stance or 0.0,
            icon="adversarial" if any(code in ADVERSE for code in deal.labels) else "collaborative",
            number=number,
        )
        for (row, deal), number in zip_longest(deals, numbers)
    ]
