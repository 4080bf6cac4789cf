"""The table of a scan as an Excel workbook: filters, a frozen header, and nothing that Excel could run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO, Any

#: Excel holds no more characters in a cell; longer text is cut and says so.
_LONGEST = 32_767
_CUT = " … (cut)"
_WIDTHS = {"path": 50, "title": 40, "parties": 40, "labels": 24, "warnings": 40, "problem": 40, "remedy": 40}


class Workbook:
    """A workbook that is written row by row, so that its size does not matter.

    Every cell is a string. Contract text that begins with ``=`` or looks like a link stays text.

    Args:
        stream: A file open for writing; whole only after ``close``.
        columns: Names of the columns in order.
    """

    def __init__(self, stream: IO[bytes], columns: Sequence[str]) -> None:
        import xlsxwriter

        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book: Any = xlsxwriter.Workbook(stream, {"constant_memory": True, **plain})
        # Two scans of the same files give the same bytes, so the workbook does not say when it was made.
        self._book.set_properties({"created": datetime(2000, 1, 1), "author": "contract-lens"})
        self._sheet: Any = self._book.add_worksheet("Documents")
        self._columns = tuple(columns)
        self._rows = 0
        self._sheet.freeze_panes(1, 1)
        for place, name in enumerate(self._columns):
            self._sheet.set_column(place, place, _WIDTHS.get(name, 14))
        self.add({name: name for name in self._columns}, style=self._book.add_format({"bold": True}))

    def add(self, row: Mapping[str, str], *, style: Any = None) -> None:
        """Write one row."""
        for place, name in enumerate(self._columns):
            text = row.get(name, "")
            if text:
                shown = text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT
                self._sheet.write_string(self._rows, place, shown, style)
        self._rows += 1

    def close(self) -> None:
        """Write what is left and make the file whole."""
        last = max(self._rows - 1, 1)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        self._book.close()
