"""``--patterns``: weights of one's own, refused before anything is read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = """SUPPLY AGREEMENT

This Agreement is made between Harrow Castings Limited ("Harrow") and Calder Pumps Limited ("Calder").

1. Orders. Calder issues purchase orders at its sole discretion and Harrow shall deliver the products.

2. Termination. Calder may terminate this Agreement at any time without cause on ten days' notice.
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "contract_lens", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "supply.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_own_weights_change_the_verdict_and_are_told(document: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("[labels.transactional]\nthreshold = 0.001\n", "utf-8")
    done = run("check", str(document), "--patterns", str(mine), "--json", "-")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert "transactional" in record["labels"]
    assert record["own_weights"] == ["labels.transactional.threshold = 0.001 (published: 0.5)"]
    assert record["indices"]["exit"]["percentile"] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[labels.transactional]\nthresholt = 0.4\n", "labels.transactional.thresholt does not exist"),
        (
            "[labels.transactional.features]\nmood = 1.0\n",
            "labels.transactional.features.mood does not exist",
        ),
        ("[indices.exit.functions]\nescape = 1.0\n", "indices.exit.functions.escape does not exist"),
        ("not toml", "not a TOML file"),
    ],
)
def test_a_wrong_file_is_refused_at_once(document: Path, tmp_path: Path, text: str, words: str) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(text, "utf-8")
    done = run("check", str(document), "--patterns", str(mine))
    assert done.returncode == 2
    assert words in done.stderr
    assert str(mine) in done.stderr


def test_a_missing_file_is_named(document: Path, tmp_path: Path) -> None:
    done = run(
        "scan", str(document), "--out", str(tmp_path / "out"), "--patterns", str(tmp_path / "none.toml")
    )
    assert done.returncode == 3
    assert "no such file of weights" in done.stderr
