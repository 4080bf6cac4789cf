"""The reports of a scan, each fed document by document from one view of the results."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Protocol

from contract_lens.assessment import Assessment
from contract_lens.deal import DealReport
from contract_lens.flag import flags_of
from contract_lens.packing import line_of, row_of
from contract_lens.policy import Gate
from contract_lens.report.escape import spreadsheet_text
from contract_lens.report.to_csv import COLUMNS, csv_line, deal_cells
from contract_lens.report.to_parquet import ClauseTable
from contract_lens.report.to_sarif import SarifLog
from contract_lens.report.to_xlsx import Workbook
from contract_lens.resumable import Shown, ShownGroup


class Output(Protocol):
    """A report that is being written."""

    def add(self, group: ShownGroup) -> None:
        """Take the next documents."""

    def close(self) -> None:
        """Write what is left; the stream is closed by whoever opened it."""


class _Lines:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def add(self, group: ShownGroup) -> None:
        for one in group.documents:
            self._stream.write(line_of(one.packed, one.path))

    def close(self) -> None:
        pass


class _Table:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._stream.write(csv_line({name: name for name in COLUMNS}).encode())

    def add(self, group: ShownGroup) -> None:
        for one in group.documents:
            self._stream.write(csv_line(table_row(one, group.deal)).encode("utf-8", "replace"))

    def close(self) -> None:
        pass


class _Sheet:
    def __init__(self, stream: IO[bytes]) -> None:
        self._book = Workbook(stream, COLUMNS)

    def add(self, group: ShownGroup) -> None:
        for one in group.documents:
            self._book.add(table_row(one, group.deal))

    def close(self) -> None:
        self._book.close()


class _Clauses:
    def __init__(self, stream: IO[bytes]) -> None:
        self._table = ClauseTable(stream)

    def add(self, group: ShownGroup) -> None:
        for one in group.documents:
            if one.packed.was_read:
                self._table.add(one.whole(), group.deal.deal.name if group.deal else "")

    def close(self) -> None:
        self._table.close()


class _Sarif:
    def __init__(self, stream: IO[bytes], gate: Gate, version: str) -> None:
        self._log = SarifLog(stream, version=version)
        self._gate = gate

    def add(self, group: ShownGroup) -> None:
        if group.deal is not None:
            add_to_sarif(self._log, self._gate, group.deal)
        for one in group.documents:
            add_to_sarif(self._log, self._gate, one.whole())

    def close(self) -> None:
        self._log.close()


def add_to_sarif(log: SarifLog, gate: Gate, report: Assessment | DealReport) -> None:
    """Write what holds for a document, or for a deal as a whole, and what else is to be told of it."""
    for flag in flags_of(report):
        log.add(flag, suppressed=gate.suppressed(flag), is_new=gate.is_new(flag))
    if isinstance(report, Assessment):
        log.tell(report)


def table_row(one: Shown, deal: DealReport | None) -> dict[str, str]:
    """Return a document's row of the tables for spreadsheets."""
    cells = deal_cells(deal.deal) if deal is not None else {}
    return {**row_of(one.packed, one.path), **cells, "same_as": spreadsheet_text(one.same_as)}


def opener_of(name: str, gate: Gate, version: str) -> Callable[[IO[bytes]], Output]:
    """Return what makes a report of the kind ``name``; ``html`` is made by ``publish`` itself."""
    openers: dict[str, Callable[[IO[bytes]], Output]] = {
        "csv": _Table,
        "jsonl": _Lines,
        "xlsx": _Sheet,
        "parquet": _Clauses,
        "sarif": lambda stream: _Sarif(stream, gate, version),
    }
    return openers[name]
