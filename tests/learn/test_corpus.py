"""Labels and texts find each other, and whatever does not fit is said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contract_lens.clause import Stance, Symmetry, TextKind
from contract_lens.errors import CorruptInput, InputMissing
from contract_lens.learn import load_corpora
from contract_lens.learn.corpus import hash_text
from contract_lens.learn.public_texts import read_rows
from contract_lens.taxonomy import load_taxonomy

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
AGREEMENT = "1. Acme may\r\n   terminate at any time.\n2. Either party may assign."


def write_rows(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A corpora folder with one pointer into an agreement and one to an utterance."""
    folder = tmp_path / "corpora"
    label = {"functions": [], "confidence": 3, "stratum": "random", "round": 1}
    clause = {
        "id": "p1",
        "document": "D",
        "start": 3,
        "end": 38,
        "stance": "adversarial",
        "symmetry": "one_sided",
    }
    clause["sha256"] = hash_text(AGREEMENT[3:38])
    spoken = {
        "id": "u1",
        "source": "mail",
        "group": "g",
        "stance": "neutral",
        "sha256": hash_text("See you at 10."),
    }
    write_rows(folder / "clauses" / "cuad.jsonl", [clause | label])
    write_rows(folder / "utterances" / "public.jsonl", [spoken | label])
    for name in ("clauses/authored.jsonl", "utterances/authored.jsonl", "conversations/labels.jsonl"):
        (folder / name).parent.mkdir(exist_ok=True)
        lines = (CORPORA / name).read_text("utf-8").splitlines(keepends=True)[:20]
        (folder / name).write_text("".join(lines), encoding="utf-8")
    (tmp_path / "cuad" / "txt").mkdir(parents=True)
    (tmp_path / "cuad" / "txt" / "D.txt").write_bytes(AGREEMENT.encode())
    write_rows(tmp_path / "talk.jsonl", [{"id": "u1", "text": "See you  at 10."}])
    return folder


def test_pointers_find_their_texts(corpora: Path) -> None:
    loaded = load_corpora(corpora, cuad=corpora.parent / "cuad", communications=corpora.parent / "talk.jsonl")
    assert loaded.clauses[0].text == "Acme may terminate at any time."
    assert loaded.utterances[0].text == "See you at 10."
    assert loaded.background == (AGREEMENT,)
    assert not loaded.gaps()


def test_without_public_texts_the_own_ones_remain(corpora: Path) -> None:
    loaded = load_corpora(corpora)
    assert {text.source for text in loaded.of(TextKind.CLAUSE)} == {"authored"}
    assert {text.source for text in loaded.of(TextKind.UTTERANCE)} == {"authored", "conversations"}
    assert loaded.gaps() == (
        "clauses/cuad.jsonl: 1 of 1 texts are missing",
        "utterances/public.jsonl: 1 of 1 texts are missing",
    )


def test_a_changed_agreement_is_refused(corpora: Path) -> None:
    path = corpora.parent / "cuad" / "txt" / "D.txt"
    path.write_bytes(b" " + path.read_bytes())
    with pytest.raises(CorruptInput, match="p1"):
        load_corpora(corpora, cuad=corpora.parent / "cuad")


def test_a_folder_without_the_agreements_is_refused(corpora: Path, tmp_path: Path) -> None:
    (corpora.parent / "cuad" / "txt" / "D.txt").unlink()
    with pytest.raises(InputMissing, match="none of the texts"):
        load_corpora(corpora, cuad=corpora.parent / "cuad")
    with pytest.raises(InputMissing, match="nowhere"):
        load_corpora(corpora, cuad=tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("line", "message"), [("{", "line 2 is not JSON"), ("[]", "line 2 is not an object")]
)
def test_a_damaged_label_file_is_named(corpora: Path, line: str, message: str) -> None:
    path = corpora / "clauses" / "cuad.jsonl"
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(CorruptInput, match=message):
        load_corpora(corpora)


def test_a_label_that_lacks_a_field_is_named(corpora: Path) -> None:
    write_rows(corpora / "clauses" / "authored.jsonl", [{"id": "a", "text": "x", "group": "g"}])
    with pytest.raises(CorruptInput, match="stance"):
        load_corpora(corpora)


def test_a_missing_corpus_is_named(corpora: Path) -> None:
    shutil.rmtree(corpora / "conversations")
    with pytest.raises(InputMissing, match=r"labels\.jsonl"):
        load_corpora(corpora)


def test_previous_utterances_are_the_context(corpora: Path) -> None:
    talk = [text for text in load_corpora(corpora).utterances if text.source == "conversations"]
    assert talk[0].context == ""
    assert talk[1].context == talk[0].text


def test_contrast_is_kept_from_the_linear_models(corpora: Path) -> None:
    row = {"id": "k1", "group": "g1", "text": "Kell may leave.", "stance": "adversarial", "functions": []}
    write_rows(corpora / "contrast" / "clauses-own.jsonl", [row | {"symmetry": "one_sided"}])
    write_rows(corpora / "contrast" / "utterances-own.jsonl", [row])
    loaded = load_corpora(corpora)
    assert [(file.kind, [text.id for text in file.texts]) for file in loaded.contrast] == [
        (TextKind.CLAUSE, ["k1"]),
        (TextKind.UTTERANCE, ["k1"]),
    ]
    assert "k1" not in {text.id for text in (*loaded.clauses, *loaded.utterances)}
    assert not any("contrast" in source.name for source in loaded.sources)


def test_no_contrast_stands_among_the_other_texts() -> None:
    loaded = load_corpora(CORPORA)
    own = {text.text for text in (*loaded.clauses, *loaded.utterances)}
    pairs = {row[side] for row in read_rows(CORPORA / "clauses" / "minimal-pairs.jsonl") for side in "ab"}
    texts = [text.text for file in loaded.contrast for text in file.texts]
    assert len(texts) > 1000
    assert not {*texts} & (own | pairs)


def test_all_own_labels_are_of_the_codebook() -> None:
    loaded = load_corpora(CORPORA)
    codes = {code.code for code in load_taxonomy().functions}
    contrast = [text for file in loaded.contrast for text in file.texts]
    for text in (*loaded.clauses, *loaded.utterances, *contrast):
        assert text.stance in list(Stance)
        assert set(text.functions) <= codes, text.id
        assert text.text
    assert all(text.symmetry in list(Symmetry) for text in loaded.clauses)
    assert len({text.id for text in contrast}) == len(contrast)
    assert len({text.id for text in loaded.clauses}) == len(loaded.clauses)
    assert len({text.id for text in loaded.utterances}) == len(loaded.utterances)


def test_labelled_words_of_conversations_stand_in_their_files() -> None:
    paths = sorted((CORPORA / "conversations").glob("labels*.jsonl"))
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    squeezed: dict[str, str] = {}
    missing = []
    for row in rows:
        name = row["file"]
        if name not in squeezed:
            squeezed[name] = "".join((CORPORA / "conversations" / name).read_text("utf-8").split())
        if "".join(row["text"].split()) not in squeezed[name]:
            missing.append(row["id"])
    assert len(missing) <= 0.02 * len(rows)


def test_no_public_text_lies_in_the_corpora() -> None:
    for name in ("clauses/cuad.jsonl", "utterances/public.jsonl"):
        first = json.loads((CORPORA / name).read_text("utf-8").splitlines()[0])
        assert "text" not in first
