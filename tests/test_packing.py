"""A packed result serves every path with the same content, and loses nothing that is printed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.assessment import Assessment
from contract_lens.errors import CorruptInput, InputTimeout
from contract_lens.packing import line_of, pack, page_of, row_of, unpack, unpack_summary
from contract_lens.pipeline import analyze
from contract_lens.report import from_json, jsonl_line, summary_row, to_html

TEXT = """SUPPLY AGREEMENT

This Supply Agreement is made between Norrland Castings AB ("Supplier") and Quayside Pumps Ltd ("Buyer").

1. Orders. Buyer shall send purchase orders. Supplier shall deliver within thirty days.

2. Termination. Buyer may terminate this Agreement at any time in its sole discretion without notice.
"""


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    path = tmp_path_factory.mktemp("packing") / "agreement.txt"
    path.write_text(TEXT, "utf-8")
    return analyze(path)


def printed(assessment: Assessment) -> Assessment:
    """The assessment as its JSON has it: numbers to four places."""
    record = from_json(jsonl_line(assessment))
    assert isinstance(record, Assessment)
    return replace(record, text=assessment.text)


def test_packing_keeps_what_is_printed(assessment: Assessment) -> None:
    packed = pack(assessment)
    assert unpack(packed, assessment.path) == printed(assessment)
    assert line_of(packed, assessment.path) == jsonl_line(assessment).encode()
    assert row_of(packed, assessment.path) == summary_row(printed(assessment))
    assert page_of(packed, assessment.path) == to_html(printed(assessment)).encode()


def test_the_path_does_not_matter(assessment: Assessment, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere.txt"
    other.write_text(TEXT, "utf-8")
    assert pack(analyze(other)) == pack(assessment)


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_path_can_be_put_in(path: str) -> None:
    assessment = Assessment.failed("", InputTimeout('took "path":"" longer'))
    line = line_of(pack(assessment), path)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line)["path"] == path
    assert line == jsonl_line(replace(assessment, path=path)).encode()


def test_a_summary_is_small_and_shows_the_same_verdict(assessment: Assessment) -> None:
    packed = pack(assessment)
    summary = unpack_summary(packed, "a.txt")
    assert (summary.labels, summary.stance, summary.status) == (
        assessment.labels,
        printed(assessment).stance,
        assessment.status,
    )
    assert summary.clauses == ()
    assert len(packed.summary) < len(packed.record)


def test_a_failure_is_packed_too() -> None:
    packed = pack(Assessment.failed("lost.pdf", InputTimeout("took longer than 2 seconds")))
    assert not packed.was_read
    assert page_of(packed, "lost.pdf") == b""
    assert row_of(packed, "=cmd.pdf")["path"] == "'=cmd.pdf"
    assert unpack_summary(packed, "lost.pdf").problem == unpack(packed, "lost.pdf").problem


def test_a_record_of_something_else_is_refused(assessment: Assessment) -> None:
    with pytest.raises(CorruptInput):
        unpack(replace(pack(assessment), record=b'{"path":""}\n'), "a.txt")
