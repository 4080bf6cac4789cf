"""Labels that point into issue threads and meetings find their texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contract_lens.errors import CorruptInput, InputMissing
from contract_lens.learn import fold_of, load_corpora
from contract_lens.learn.corpus import hash_text
from contract_lens.learn.public_texts import data_folder

THREAD = "Please test it.\nIt never works, and you know it."
MEETING = "The chair:\r\nWe  begin — at ten."


def label(identity: str, text: str, start: int, end: int, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": identity,
        "source": "github",
        "group": "issue-1",
        "start": start,
        "end": end,
        "sha256": hash_text(text[start:end]),
        "stance": "adversarial",
        "functions": [],
        "confidence": 3,
        "stratum": "uncivil",
        "round": 4,
    }
    return row | more


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    own = {"id": "a", "text": "x", "group": "g", "stance": "neutral", "functions": []}
    write(folder / "clauses" / "authored.jsonl", [own | {"symmetry": "none"}])
    write(folder / "utterances" / "authored.jsonl", [own])
    write(folder / "conversations" / "labels.jsonl", [own | {"file": "m.md"}])
    write(folder / "clauses" / "cuad.jsonl", [])
    write(folder / "utterances" / "public.jsonl", [])
    rows = [
        label("o1", THREAD, 16, 34, file="outside/issue_threads.jsonl", item="t-7"),
        label("o2", MEETING, 12, 31, file="meetings/m.txt", source="qmsum-committee", group="qmsum-m"),
    ]
    write(folder / "utterances" / "outside.jsonl", rows)
    data = tmp_path / "data"
    write(data / "outside" / "issue_threads.jsonl", [{"id": "t-7", "text": THREAD}])
    (data / "meetings").mkdir()
    (data / "meetings" / "m.txt").write_bytes(MEETING.encode())
    return folder


def test_characters_of_items_and_files_find_their_texts(corpora: Path) -> None:
    loaded = load_corpora(corpora, outside=corpora.parent / "data")
    found = {text.id: text.text for text in loaded.utterances}
    assert found["o1"] == "It never works, an"
    assert found["o2"] == "We begin — at ten."
    assert not loaded.gaps()


def test_a_thread_keeps_the_group_of_the_public_texts(corpora: Path) -> None:
    loaded = load_corpora(corpora, outside=corpora.parent / "data")
    group = next(text.group for text in loaded.utterances if text.id == "o1")
    assert fold_of(group) == fold_of("github:issue-1")


def test_without_the_folder_the_texts_are_a_gap(corpora: Path) -> None:
    loaded = load_corpora(corpora)
    assert loaded.gaps() == ("utterances/outside.jsonl: 2 of 2 texts are missing",)


def test_one_missing_file_is_a_gap_and_all_are_refused(corpora: Path) -> None:
    data = corpora.parent / "data"
    (data / "meetings" / "m.txt").unlink()
    assert load_corpora(corpora, outside=data).gaps() == (
        "utterances/outside.jsonl: 1 of 2 texts are missing",
    )
    (data / "outside" / "issue_threads.jsonl").unlink()
    with pytest.raises(InputMissing, match="none of the texts"):
        load_corpora(corpora, outside=data)


def test_a_changed_text_is_refused_and_white_space_is_none(corpora: Path) -> None:
    path = corpora.parent / "data" / "meetings" / "m.txt"
    path.write_bytes(MEETING.replace("We  begin", "We\n begin").encode())
    assert load_corpora(corpora, outside=corpora.parent / "data").utterances
    path.write_bytes(MEETING.replace("begin", "ended").encode())
    with pytest.raises(CorruptInput, match="o2"):
        load_corpora(corpora, outside=corpora.parent / "data")


def test_a_label_cannot_point_out_of_the_folder(corpora: Path) -> None:
    row = label("o3", "secret", 0, 6, file="meetings/../../secret.txt")
    write(corpora / "utterances" / "outside.jsonl", [row])
    (corpora.parent / "secret.txt").write_text("secret")
    with pytest.raises(CorruptInput, match="out of the folder"):
        load_corpora(corpora, outside=corpora.parent / "data")


def test_the_inner_folder_may_be_named_too(corpora: Path, tmp_path: Path) -> None:
    data = corpora.parent / "data"
    assert data_folder(data / "outside") == data.resolve()
    assert data_folder(data) == data
    with pytest.raises(InputMissing, match="nowhere"):
        data_folder(tmp_path / "nowhere")
