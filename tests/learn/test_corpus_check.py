"""The corpora are what they say, and a corpus that is not is told so."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from contract_lens.errors import InputMissing
from contract_lens.learn.corpus_check import CheckReport, check_corpora, readme_table

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
README = CORPORA / "README.md"
#: Set to write the present counts into the README instead of comparing with it.
UPDATE = os.environ.get("CONTRACT_LENS_UPDATE_README") == "1"
COUNTS = re.compile(r"(?<=<!-- counts -->\n).*?(?=<!-- end of counts -->)", re.S)

Row = dict[str, object]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A corpora folder with a few rows of every file that models learn from."""
    folder = tmp_path / "corpora"
    for path in CORPORA.rglob("*.jsonl"):
        target = folder / path.relative_to(CORPORA)
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text("utf-8").splitlines(keepends=True)[:8]
        target.write_text("".join(lines), encoding="utf-8")
    for path in (*CORPORA.glob("conversations/*"), *CORPORA.glob("checks/fresh/conversations/*")):
        if path.suffix != ".jsonl":
            shutil.copy(path, folder / path.relative_to(CORPORA))
    return folder


def edit(path: Path, change: Callable[[list[Row]], None]) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    change(rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_the_corpora_are_sound() -> None:
    report = check_corpora(CORPORA)
    assert not report.errors
    assert {count.name for count in report.counts} == {
        path.relative_to(CORPORA).as_posix() for path in CORPORA.rglob("*.jsonl")
    }


def test_the_texts_that_labels_point_to_have_their_hashes(shared_data: Path) -> None:
    communications = shared_data / "communications.jsonl"
    report = check_corpora(
        CORPORA, cuad=shared_data / "cuad", communications=communications, outside=shared_data
    )
    assert not report.errors
    assert all(count.checked in (None, count.rows) for count in report.counts)


def test_the_readme_counts_the_corpora() -> None:
    text = README.read_text("utf-8")
    table = readme_table(CORPORA)
    if UPDATE:
        README.write_text(COUNTS.sub(lambda _: table, text), "utf-8")
        return
    found = COUNTS.search(text)
    assert found is not None
    assert found[0] == table


def test_a_few_rows_of_each_file_are_sound(copy: Path) -> None:
    assert not check_corpora(copy).errors


@pytest.mark.parametrize(
    ("name", "field", "value", "message"),
    [
        ("clauses/authored.jsonl", "stance", "hostile", "stance is not one"),
        ("clauses/authored.jsonl", "symmetry", "both", "symmetry is not one"),
        ("clauses/authored.jsonl", "functions", ["kindness"], "does not know"),
        ("clauses/authored.jsonl", "functions", ["audit", "audit"], "functions is not one"),
        ("clauses/authored.jsonl", "text", " ", "text is not one"),
        ("clauses/cuad.jsonl", "sha256", "abc", "sha256 is not one"),
        ("clauses/cuad.jsonl", "end", 0, "ends before it starts"),
        ("clauses/cuad.jsonl", "confidence", 4, "confidence is not one"),
        ("utterances/public.jsonl", "stance", None, "stance is not one"),
        ("conversations/labels.jsonl", "file", "no-such-file.md", "there is no no-such-file.md"),
        ("agreements.jsonl", "labels", ["friendly"], "labels is not one"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_wrong_field_is_an_error(copy: Path, name: str, field: str, value: object, message: str) -> None:
    edit(copy / name, lambda rows: rows[3].update({field: value}))
    errors = check_corpora(copy).errors
    assert len(errors) == 1
    assert errors[0].startswith(name)
    assert message in errors[0]


def test_a_field_that_is_not_there_is_an_error(copy: Path) -> None:
    edit(copy / "clauses" / "cuad.jsonl", lambda rows: rows[0].pop("document"))
    assert "lacks document" in check_corpora(copy).errors[0]


def test_an_id_that_stands_twice_is_an_error(copy: Path) -> None:
    edit(copy / "clauses" / "authored.jsonl", lambda rows: rows[1].update(id=rows[0]["id"]))
    assert "stands in clauses/authored.jsonl too" in check_corpora(copy).errors[0]


def test_a_family_under_two_groups_is_an_error(copy: Path) -> None:
    def split(rows: list[Row]) -> None:
        rows[1].update(group=rows[0]["group"], source="elsewhere")

    edit(copy / "utterances" / "public.jsonl", split)
    assert "is split into several groups" in check_corpora(copy).errors[0]


def test_one_text_with_two_stances_is_noted(copy: Path) -> None:
    edit(
        copy / "clauses" / "authored.jsonl",
        lambda rows: rows[1].update(text=f" {rows[0]['text']}", stance="neutral"),
    )
    notes = check_corpora(copy).notes
    assert any("two stances" in note and "ca-001 adversarial" in note for note in notes)


def test_a_label_file_that_no_reader_knows_is_an_error(copy: Path) -> None:
    (copy / "clauses" / "old.jsonl").write_text("{}\n")
    assert check_corpora(copy).errors == ["clauses/old.jsonl: no reader knows this file"]


def test_a_damaged_or_missing_file_is_an_error(copy: Path) -> None:
    (copy / "utterances" / "public.jsonl").unlink()
    (copy / "clauses" / "cuad.jsonl").write_text("{\n")
    errors = check_corpora(copy).errors
    assert errors == ["clauses/cuad.jsonl: line 1 is not JSON", "utterances/public.jsonl: is not there"]


def test_a_text_with_another_hash_is_an_error(copy: Path) -> None:
    row = json.loads((copy / "utterances" / "public.jsonl").read_text("utf-8").splitlines()[0])
    texts = copy.parent / "texts.jsonl"
    texts.write_text(json.dumps({"id": row["id"], "text": "something else"}) + "\n")
    report = check_corpora(copy, communications=texts)
    assert row["id"] in report.errors[0]
    assert "8 of 8 texts are missing or differ" in report.notes[0]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="nowhere"):
        check_corpora(tmp_path / "nowhere")


def test_the_report_ends_with_the_number_of_errors() -> None:
    assert list(CheckReport(errors=["a", "b"]).lines())[-1] == "2 errors"
