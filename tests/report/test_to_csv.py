"""The table opens in a spreadsheet, one row per document, and runs nothing there."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import report_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.assessment import Notice, Party
from contract_lens.report import summary_row, summary_rows, to_csv
from contract_lens.report.to_csv import COLUMNS


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_row_per_document_in_order() -> None:
    rows = read_back(to_csv(summary_rows([samples.deal(), samples.agreement("b.pdf")])))
    assert [row["path"].rpartition("/")[2] for row in rows] == [
        "alliance agreement.pdf", "steering call.vtt", "side letter.pdf", "b.pdf",
    ]  # fmt: skip
    assert [row["deal"] for row in rows] == ["halvorsund"] * 3 + [""]


def test_row_says_what_was_found() -> None:
    row = summary_row(samples.agreement())
    assert row["labels"] == "misbranded; last_resort"
    assert row["score_misbranded"] == "0.87"
    assert row["index_exit"] == "78.0"
    assert row["stance"] == "-0.41"  # a number of ours: no quote in front of the minus
    assert row["favours"] == "Halvorsund Motion AB"
    assert row["clauses"] == "12"


def test_row_tells_what_to_know_before_the_terms() -> None:
    told = replace(samples.agreement(), notices=(Notice("silent", "Said"), Notice("amends", "Said")))
    assert summary_row(told)["notices"] == "silent; amends"
    assert summary_row(samples.agreement())["notices"] == ""


def test_unknown_is_empty_and_failure_says_what_to_do() -> None:
    row = summary_row(samples.failure())
    assert (row["status"], row["problem"]) == ("encrypted", "asks for a password")
    assert "password" in row["remedy"]
    assert {
        row[name] for name in COLUMNS if name.startswith(("score_", "index_", "share_", "stance", "kind"))
    } == {""}


def test_lines_end_as_rfc_4180_wants() -> None:
    text = to_csv([summary_row(samples.agreement())])
    assert text.count("\r\n") == 2
    assert text.endswith("\r\n")


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=40))
def test_strangers_words_stay_in_their_cell(words: str) -> None:
    hostile = replace(
        samples.agreement(path=words), title=words, favours=words, warnings=(words,), parties=(Party(words),)
    )
    (row,) = read_back(to_csv(summary_rows([hostile])))
    assert None not in row
    for name in ("path", "title", "favours", "parties", "warnings"):
        assert row[name][:1] not in set("=+-@\t\r\n")
    assert row["sha256"] == "ab" * 32


@given(st.sampled_from(["=cmd|' /C calc'!A0", "-2+3", "+1", "@x", "\t=1"]))
def test_formulas_are_quoted(words: str) -> None:
    assert summary_row(replace(samples.agreement(), title=words))["title"].startswith("'")
