"""A result made small enough to keep: the record, and what the reports of a portfolio need of it.

Every output of a scan is rendered from a packed result, whether it was made a moment ago or last week, here
or on another machine. That is what makes a resumed scan print the same bytes as an undisturbed one. The path
is left out, so that one result serves every file with the same content.

A scan that finds nothing new makes none and reads none: what makes reports is imported where it is used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from contract_lens.assessment import Assessment
from contract_lens.errors import CorruptInput, Status

_NO_PATH = b'"path":""'

#: The path is among the first fields of a record; further in, the same bytes could be a contract's own.
_HEAD = 200


@dataclass(frozen=True, slots=True)
class Packed:
    """The result for one content, without the path.

    Attributes:
        sha256: Hash of the bytes that were read; empty if they could not be.
        status: How it ended.
        kind: Agreement or communication.
        record: The assessment as one line of JSON, path empty.
        text: The document's text as UTF-8; a deal and a page need it.
        summary: The assessment without clauses, quotations and advice, as one line of JSON, path empty.
        row: Its row of ``summary.csv``, path empty.
    """

    sha256: str
    status: str
    kind: str
    record: bytes
    text: bytes
    summary: bytes
    row: dict[str, str]

    @property
    def was_read(self) -> bool:
        """Whether the document was read and analysed."""
        return Status(self.status).was_read


def pack(assessment: Assessment) -> Packed:
    """Return what is kept of an assessment."""
    return _packed(assessment)[0]


def pack_with_page(assessment: Assessment) -> tuple[Packed, bytes]:
    """Return what is kept of an assessment and its page, as ``page_of`` makes it, without reading it back."""
    packed, printed = _packed(assessment)
    shown = replace(printed, path=assessment.path, text=assessment.text)
    return packed, _page(shown) if packed.was_read else b""


def _packed(assessment: Assessment) -> tuple[Packed, Assessment]:
    from contract_lens.report import as_printed, jsonl_line, summary_row

    # Everything that is shown comes from the record as it is printed: a result that is shown at once must
    # not differ in the last digit from one that lay in the ledger.
    line, printed = as_printed(replace(assessment, path="", case=None))
    packed = Packed(
        sha256=assessment.sha256,
        status=str(assessment.status),
        kind=str(assessment.kind),
        record=line.encode("utf-8", "replace"),
        text=assessment.text.encode("utf-8", "surrogatepass"),
        summary=jsonl_line(_summary(printed)).encode("utf-8", "replace"),
        row=summary_row(printed),
    )
    return packed, printed


def unpack(packed: Packed, path: str) -> Assessment:
    """Return the whole assessment, as it is printed: numbers to four places.

    Raises:
        CorruptInput: The record is none.
    """
    text = packed.text.decode("utf-8", "surrogatepass")
    return replace(_from_line(packed.record.decode("utf-8")), path=path, text=text)


def unpack_summary(packed: Packed, path: str) -> Assessment:
    """Return the assessment without clauses and quotations, for lists of many documents."""
    return replace(_from_line(packed.summary.decode("utf-8")), path=path)


def line_of(packed: Packed, path: str) -> bytes:
    """Return the document's line of ``documents.jsonl``."""
    from contract_lens.report.escape import json_text

    named = b'"path":' + json_text(json.dumps(path, ensure_ascii=False)).encode("utf-8", "replace")
    return packed.record[:_HEAD].replace(_NO_PATH, named, 1) + packed.record[_HEAD:]


def row_of(packed: Packed, path: str) -> dict[str, str]:
    """Return the document's row of ``summary.csv``."""
    from contract_lens.report.escape import spreadsheet_text

    return {**packed.row, "path": spreadsheet_text(path)}


def page_of(packed: Packed, path: str) -> bytes:
    """Return the document's HTML page; empty if it was not read."""
    return _page(unpack(packed, path)) if packed.was_read else b""


def _page(assessment: Assessment) -> bytes:
    from contract_lens.report import to_html

    return to_html(assessment).encode("utf-8", "replace")


def _from_line(line: str) -> Assessment:
    from contract_lens.report import from_json

    record = from_json(line)
    if not isinstance(record, Assessment):
        raise CorruptInput("is the record of a deal, not of a document")
    return record


def _summary(assessment: Assessment) -> Assessment:
    # What the index page shows. Ten thousand of these lie in memory at once, so quotations stay out.
    patterns = {
        code: replace(pattern, evidence=(), reasons_for=(), reasons_against=(), turns=(), essentials=())
        for code, pattern in assessment.patterns.items()
    }
    indices = {name: replace(index, evidence=()) for name, index in assessment.indices.items()}
    return Assessment(
        path=assessment.path,
        sha256=assessment.sha256,
        status=assessment.status,
        kind=assessment.kind,
        title=assessment.title,
        calls_itself=assessment.calls_itself,
        labels=assessment.labels,
        patterns=patterns,
        indices=indices,
        stance=assessment.stance,
        favours=assessment.favours,
        warnings=assessment.warnings,
        coverage=assessment.coverage,
        problem=assessment.problem,
        members=assessment.members,
    )
