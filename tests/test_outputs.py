"""The reports of a scan that other programs read: nothing in them can run, and they are whole."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from contract_lens.assessment import Assessment
from contract_lens.flag import Flag, flags_of
from contract_lens.pipeline import analyze, analyze_or_fail
from contract_lens.report.to_parquet import ClauseTable
from contract_lens.report.to_sarif import SarifLog
from contract_lens.report.to_xlsx import Workbook

HOSTILE = [
    "=1+1",
    "{=1+1}",
    '=HYPERLINK("http://evil")',
    "http://evil.example",
    "@SUM(A1)",
    "a\x1b[31m\x00b",
    "12",
]


def workbook(rows: list[dict[str, str]]) -> dict[str, str]:
    stream = io.BytesIO()
    book = Workbook(stream, ("path", "title"))
    for row in rows:
        book.add(row)
    book.close()
    with zipfile.ZipFile(stream) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist()}


def test_a_workbook_holds_strings_only() -> None:
    parts = workbook([{"path": text, "title": text} for text in HOSTILE])
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert not [name for name in parts if name.startswith("xl/worksheets/_rels")]
    assert set(re.findall(r'<c [^>]*t="(\w+)"', sheet)) <= {"inlineStr", "s"}
    assert not re.findall(r"<c [^>]*><v>", re.sub(r'<c [^>]*t="s"[^>]*><v>', "", sheet))
    assert "<autoFilter " in sheet
    assert 'state="frozen"' in sheet


def test_a_long_cell_is_cut_and_says_so() -> None:
    sheet = workbook([{"path": "x" * 40_000}])["xl/worksheets/sheet1.xml"]
    longest = max(re.findall("x+[^<]*", sheet), key=len)
    assert len(longest) == 32_767
    assert longest.endswith(" … (cut)")


def test_two_workbooks_of_the_same_rows_are_the_same() -> None:
    assert workbook([{"path": "a"}]) == workbook([{"path": "a"}])


@pytest.fixture(scope="module")
def assessment(deals: Path) -> Assessment:
    return analyze(next(path for path in sorted(deals.glob("*/*")) if "agreement" in path.name))


def test_every_clause_is_a_row_of_the_table(assessment: Assessment, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    hostile = replace(assessment.clauses[0], text="lone \ud800 surrogate")
    with (tmp_path / "clauses.parquet").open("wb") as stream:
        table = ClauseTable(stream)
        table.add(replace(assessment, clauses=(hostile, *assessment.clauses[1:])), "a deal")
        table.close()
        assert not stream.closed
    rows = parquet.read_table(tmp_path / "clauses.parquet").to_pylist()
    assert [row["clause"] for row in rows] == [clause.id for clause in assessment.clauses]
    assert rows[0]["text"] == "lone ? surrogate"
    assert rows[1]["text"] == assessment.clauses[1].text
    assert {row["deal"] for row in rows} == {"a deal"}


def test_sarif_points_at_the_words(assessment: Assessment) -> None:
    stream = io.BytesIO()
    log = SarifLog(stream, version="1")
    flags = flags_of(assessment)
    assert flags
    for flag in flags:
        log.add(replace(flag, path="a folder/=x\u202e.pdf"), suppressed="agreed", is_new=True)
    log.close()
    whole = json.loads(stream.getvalue())
    assert whole["version"] == "2.1.0"
    run = whole["runs"][0]
    for flag, result in zip(flags, run["results"], strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "a%20folder/%3Dx%E2%80%AE.pdf"
        if flag.end:
            region = place["region"]
            assert assessment.text[region["charOffset"] :][: region["charLength"]] == flag.text
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == flag.label
        assert result["partialFingerprints"] == {"clauseWording/v1": flag.fingerprint}
        assert result["suppressions"][0]["justification"] == "agreed"
        assert result["baselineState"] == "new"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("deals/a b.pdf", "deals/a%20b.pdf"),
        ("/deals/a.zip!/b.pdf", "file:///deals/a.zip!/b.pdf"),
        ("s3://bucket/a b.pdf", "s3://bucket/a%20b.pdf"),
        ("caf\udce9.pdf", "caf%E9.pdf"),
        ("half\ud83d.pdf", "half%3F.pdf"),
    ],
)
def test_sarif_gives_each_file_an_address_of_its_own(path: str, address: str) -> None:
    stream = io.BytesIO()
    log = SarifLog(stream)
    log.add(Flag("transactional", path, "0" * 16, 0.9, "because", "words"))
    log.close()
    (result,) = json.loads(stream.getvalue())["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == address


def test_a_log_without_results_is_whole() -> None:
    stream = io.BytesIO()
    SarifLog(stream).close()
    run = json.loads(stream.getvalue())["runs"][0]
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def told_of(*files: Path) -> list[tuple[str, str, dict[str, object]]]:
    """Return rule, message and place of each notification of a log about these files."""
    stream = io.BytesIO()
    log = SarifLog(stream)
    for file in files:
        log.tell(analyze_or_fail(file))
    log.close()
    run = json.loads(stream.getvalue())["runs"][0]
    rules = run["tool"]["driver"]["notifications"]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    for note in notes:
        rule = rules[note["descriptor"]["index"]]
        assert rule["id"] == note["descriptor"]["id"]
        assert note["level"] == rule["defaultConfiguration"]["level"]
    return [
        (note["descriptor"]["id"], note["message"]["text"], note["locations"][0]["physicalLocation"])
        for note in notes
    ]


def test_sarif_tells_of_a_file_that_was_not_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"")
    ((rule, message, place),) = told_of(broken)
    assert rule == "not-read"
    assert "broken.pdf: is empty" in message
    assert ": " in message.split("is empty", 1)[1]  # and what to do
    assert str(place["artifactLocation"]["uri"]).endswith("broken.pdf")  # type: ignore[index]  # JSON
    assert "region" not in place


def test_sarif_tells_once_that_a_paper_is_not_scored(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Hello Bob, lunch at noon?\n")
    assert [rule for rule, _, _ in told_of(note)] == ["not-scored"]


def test_sarif_tells_that_a_paper_does_not_bind(tmp_path: Path) -> None:
    paper = tmp_path / "understanding.txt"
    paper.write_text(
        "MEMORANDUM OF UNDERSTANDING\n\nThis Memorandum of Understanding is made between Tindle Limited "
        '("Tindle") and Vale Works Limited ("Vale").\n\n'
        "1. Purpose. The parties shall meet every month and share their plans for the new works.\n\n"
        "2. Costs. Each party shall bear its own costs of the work under this Memorandum.\n\n"
        "3. Status. This Memorandum is not legally binding on either party.\n"
    )
    notices = [(message, place) for rule, message, place in told_of(paper) if rule == "notice"]
    assert notices
    text = paper.read_text()
    for message, place in notices:
        assert "understanding.txt: " in message
        region = place["region"]
        assert isinstance(region, dict)
        words = text[region["charOffset"] :][: region["charLength"]]
        assert "not legally binding" in words
