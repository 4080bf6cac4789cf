"""Write the reports of a scan to a folder; each file appears whole or not at all.

``summary.csv`` one row per document, ``documents.jsonl`` one record per line, ``index.html`` with a page per
document or deal under ``pages/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from contract_lens.assessment import Assessment
from contract_lens.deal import DealReport
from contract_lens.errors import OutputRefused
from contract_lens.guard import Rendered
from contract_lens.portfolio import REPORT_MARK, Group
from contract_lens.report import index_html, jsonl_line, summary_row, to_csv, to_html

_REPORTS = ("summary.csv", "documents.jsonl", "index.html")


@dataclass(slots=True)
class Published:
    """What a scan came to.

    Attributes:
        found: Files found.
        read: Files read and analysed.
        labels: Labels over all agreements (and deals, for documents that belong to one).
        failures: Rows of documents that could not be read.
    """

    found: int = 0
    read: int = 0
    labels: set[str] = field(default_factory=set)
    failures: list[Assessment] = field(default_factory=list)


def publish_scan(groups: Iterable[Group], out: Path) -> Published:
    """Write the reports of a scan as its results come in.

    Args:
        groups: Results, from ``portfolio.scan_groups`` with ``render=True``.
        out: Folder for the reports; made if it is not there.

    Returns:
        Counts and failures.

    Raises:
        OutputRefused: The folder cannot be written.
    """
    old_pages = claim_folder(out)
    published = Published()
    shown: list[Assessment | DealReport] = []
    page_names: list[str] = []
    csv_rows: list[dict[str, str]] = []
    with whole_file(out / "documents.jsonl") as lines:
        for group in groups:
            for document in _rendered(group):
                lines.write(document.line)
                csv_rows.append(document.row)
            for report, page in _pages(group):
                shown.append(_slim(report))
                page_names.append(_write_page(out, report, page))
            _count(group, published)
    _remove_old_pages(out, old_pages - set(page_names))
    write_whole(out / REPORT_MARK, json.dumps({"pages": sorted(filter(None, page_names))}).encode())
    write_whole(out / "summary.csv", to_csv(csv_rows).encode("utf-8", "replace"))
    write_whole(out / "index.html", index_html(shown, page_names).encode("utf-8", "replace"))
    return published


def claim_folder(out: Path) -> set[str]:
    """Make the folder of the reports ready, and return the pages of an earlier scan into it.

    Raises:
        OutputRefused: It cannot be written, or holds files of others under the names of the reports.
    """
    with _refusing(out):
        (out / "pages").mkdir(parents=True, exist_ok=True)
        mark = out / REPORT_MARK
        if mark.is_file():
            with suppress(ValueError, KeyError, TypeError):
                return {str(name) for name in json.loads(mark.read_text("utf-8"))["pages"]}
    taken = [name for name in _REPORTS if (out / name).exists()]
    if taken and not mark.exists():
        cause = f"holds a {taken[0]} that no scan has written"
        raise OutputRefused(cause, subject=str(out), remedy="choose an empty folder")
    return set()


def _remove_old_pages(out: Path, names: set[str]) -> None:
    for name in names:
        if re.fullmatch(r"pages/[a-z0-9-]+-[0-9a-f]{8}\.html", name):  # nothing else is ever ours
            (out / name).unlink(missing_ok=True)


def _count(group: Group, published: Published) -> None:
    if group.deal is not None:
        published.labels.update(group.deal.deal.labels)
    for outcome in group.outcomes:
        assessment = outcome.assessment
        published.found += 1
        if assessment.status.was_read:
            published.read += 1
            published.labels.update(assessment.labels)
        else:
            published.failures.append(assessment)


def _rendered(group: Group) -> Iterator[Rendered]:
    for outcome in group.outcomes:
        if outcome.rendered is not None:
            yield outcome.rendered
            continue
        assessment, deal = outcome.assessment, group.deal.deal if group.deal is not None else None
        line = jsonl_line(assessment).encode("utf-8", "replace")
        yield Rendered(line, summary_row(assessment, deal))


def _pages(group: Group) -> Iterator[tuple[Assessment | DealReport, bytes]]:
    if group.deal is not None:
        yield group.deal, to_html(group.deal).encode("utf-8", "replace")
        return
    for outcome in group.outcomes:
        assessment = outcome.assessment
        if outcome.rendered is not None:
            yield assessment, outcome.rendered.page
        else:
            yield (
                assessment,
                to_html(assessment).encode("utf-8", "replace") if assessment.status.was_read else b"",
            )


def _write_page(out: Path, report: Assessment | DealReport, page: bytes) -> str:
    if not page:
        return ""
    name = f"pages/{_page_name(report)}"
    write_whole(out / name, page)
    return name


def _page_name(report: Assessment | DealReport) -> str:
    # The name depends on the document alone, so that it stays the same when other files come and go.
    path = report.path if isinstance(report, Assessment) else str(Path(report.deal.documents[0]).parent)
    stem = Path(path).stem if isinstance(report, Assessment) else Path(path).name
    slug = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-").lower()[:60] or "document"
    mark = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{slug}-{mark}.html"


def _slim(report: Assessment | DealReport) -> Assessment | DealReport:
    # The index shows verdicts, not clauses; the texts of ten thousand contracts would fill the memory.
    if isinstance(report, Assessment):
        return replace(report, clauses=(), text="")
    documents = tuple(replace(document, clauses=(), text="") for document in report.documents)
    return replace(report, documents=documents)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears complete or not at all.

    Raises:
        OutputRefused: It cannot be written.
    """
    with whole_file(path) as stream:
        stream.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes its name only when all of it is on the disk.

    A link is followed, and a pipe or device is written to as it is.

    Raises:
        OutputRefused: It cannot be written.
    """
    with _refusing(path):
        target = path.resolve()
        special = target.exists() and not target.is_file()
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode_for(target)
        descriptor, name = (-1, "") if special else tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with target.open("wb") if special else os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            if not special:
                os.fsync(stream.fileno())
        if not special:
            Path(name).chmod(mode)
            Path(name).replace(target)
    except OSError as error:
        raise OutputRefused(_cause(error), subject=str(path)) from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def _mode_for(target: Path) -> int:
    # Reports are as confidential as the contracts: as the user's own settings have it, never wider.
    if target.is_file():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputRefused(_cause(error), subject=str(path)) from error


def _cause(error: OSError) -> str:
    return f"cannot be written ({error.strerror or error})"


def refuse_unwritable(path: Path, *, is_folder: bool, sources: Iterable[Path] = ()) -> None:
    """Find out before a long run whether its report can be written, and will not overwrite its input.

    Raises:
        OutputRefused: It cannot, or it is one of the documents themselves.
    """
    for source in sources:
        if path.exists() and source.exists() and path.samefile(source):
            raise OutputRefused("is the document itself", subject=str(path), remedy="choose another file")
    if is_folder and path.exists() and not path.is_dir():
        raise OutputRefused("is a file, not a folder", subject=str(path), remedy="choose a folder")
    if not is_folder and path.is_dir():
        raise OutputRefused("is a folder, not a file", subject=str(path), remedy="add a file name")
    with _refusing(path):
        folder = path if is_folder else path.parent
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".writing-"):
            pass
