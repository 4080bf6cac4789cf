"""Correct, list, train, refuse: the user's corrections from the command line."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from contract_lens.cli import main

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
TEXT = "Buyer may inspect the books on ten days' notice at its own cost."


def add(file: Path, *more: str | Path, stance: str = "neutral") -> int:
    known = ("--kind", "clause", "--stance", stance, "--reason", "read it", "--author", "K. Vale")
    return main(["feedback", "add", *known, "--file", str(file), *map(str, more)])


def test_texts_come_from_an_option_a_file_or_stdin_and_are_listed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file, text = tmp_path / "f.jsonl", tmp_path / "clause.txt"
    text.write_text(f"{TEXT}\n", encoding="utf-8")
    assert add(file, "--text", TEXT, "--functions", "audit", "--symmetry", "one_sided") == 0
    assert add(file, "--text-file", text, stance="collaborative") == 0
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Either party may assign.")))
    assert add(file) == 0
    capfd.readouterr()
    assert main(["feedback", "list", "--file", str(file)]) == 0
    shown = capfd.readouterr()
    rows = [line.split("\t") for line in shown.out.splitlines()]
    assert [row[4] for row in rows] == ["collaborative", "neutral"]
    assert "2 corrections, 1 more were replaced" in shown.err


def test_unknown_codes_leave_the_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "f.jsonl"
    assert add(file, "--text", TEXT, stance="hostile") == 2
    assert add(file, "--text", TEXT, "--functions", "kindness") == 2
    assert add(file, "--text", TEXT, "--text-file", file) == 2
    assert add(file, "--text-file", tmp_path / "nowhere") == 3
    assert not file.exists()


def test_training_with_corrections_wants_a_new_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "f.jsonl"
    add(file, "--text", TEXT)
    models = tmp_path / "models"
    models.mkdir()
    (models / "clauses.card.json").write_text("{}")
    code = main(["train", "--corpora", str(CORPORA), "--with", str(file), "--out", str(models)])
    assert code == 5
    assert "--out" in capfd.readouterr().err
    assert [path.name for path in models.iterdir()] == ["clauses.card.json"]
