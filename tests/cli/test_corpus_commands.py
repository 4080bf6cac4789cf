"""``corpus build`` and ``corpus check`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contract_lens.cli import main
from contract_lens.learn.corpus import hash_text

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
Streams = pytest.CaptureFixture[str]


def run(streams: Streams, *arguments: str | Path) -> tuple[int, str, str]:
    code = main([*map(str, arguments)])
    told = streams.readouterr()
    return code, told.out, told.err


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A corpora folder with a few rows of each file, and no conversations beside their labels."""
    folder = tmp_path / "few"
    for name in ("clauses", "utterances", "conversations"):
        (folder / name).mkdir(parents=True)
        for path in (CORPORA / name).glob("*.jsonl"):
            lines = path.read_text("utf-8").splitlines(keepends=True)[:15]
            (folder / name / path.name).write_text("".join(lines), encoding="utf-8")
    return folder


def test_build_writes_every_text_once_with_its_fold(few: Path, tmp_path: Path, capfd: Streams) -> None:
    out = tmp_path / "texts.jsonl"
    code, _out_text, told = run(capfd, "corpus", "build", "--corpora", few, "--out", out)
    assert code == 0, told
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert f"{len(rows)} texts in" in told
    assert "clauses/cuad.jsonl: 0 texts, " in told
    assert all(row["text"] and row["stance"] and row["fold"] in range(5) for row in rows)
    folds = {(row["kind"], row["group"]): row["fold"] for row in rows}
    assert all(folds[row["kind"], row["group"]] == row["fold"] for row in rows)
    again, _, told = run(capfd, "corpus", "build", "--corpora", few, "--out", out)
    assert again == 0, told


def test_build_leaves_other_files_alone(few: Path, tmp_path: Path, capfd: Streams) -> None:
    out = tmp_path / "mine.jsonl"
    out.write_text('{"id": 1}\n')
    code, _out_text, told = run(capfd, "corpus", "build", "--corpora", few, "--out", out)
    assert code == 5
    assert "--force" in told
    assert out.read_text() == '{"id": 1}\n'
    assert run(capfd, "corpus", "build", "--corpora", few, "--out", out, "--force")[0] == 0
    assert out.stat().st_size > 1000


def test_build_never_overwrites_a_label_file(few: Path, tmp_path: Path, capfd: Streams) -> None:
    labels = few / "clauses" / "authored.jsonl"
    before = labels.read_bytes()
    code, _out_text, _told = run(capfd, "corpus", "build", "--corpora", few, "--out", labels, "--force")
    assert code == 5
    assert labels.read_bytes() == before


def test_build_says_what_is_missing_of_a_given_file(few: Path, tmp_path: Path, capfd: Streams) -> None:
    labels, some = few / "utterances" / "public.jsonl", tmp_path / "some.jsonl"
    some.write_text(json.dumps({"id": "u1", "text": "Agreed."}) + "\n")
    known = json.loads(labels.read_text("utf-8").splitlines()[0])
    rows = [known | {"id": f"u{number}", "sha256": hash_text("Agreed.")} for number in (1, 2, 3)]
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows))
    code, _out_text, told = run(
        capfd, "corpus", "build", "--corpora", few, "--communications", some, "--out", tmp_path / "o.jsonl"
    )
    assert code == 7
    assert "utterances/public.jsonl: 1 texts, 2 missing" in told


@pytest.mark.parametrize("damage", [False, True], ids=["sound", "damaged"])
def test_check_ends_with_its_verdict(tmp_path: Path, capfd: Streams, damage: bool) -> None:
    if damage:
        (tmp_path / "clauses").mkdir()
        (tmp_path / "clauses" / "cuad.jsonl").write_text("{\n")
    code, out_text, _told = run(capfd, "corpus", "check", "--corpora", tmp_path if damage else CORPORA)
    assert code == (3 if damage else 0)
    assert out_text.splitlines()[-1].endswith(" errors")
    assert out_text.splitlines()[-1].startswith("0 ") != damage
