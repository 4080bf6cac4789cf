"""Corrections are kept, checked, and counted once a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contract_lens.clause import TextKind
from contract_lens.errors import CorruptInput, InputMissing, OutputRefused, UsageError
from contract_lens.learn import load_corpora
from contract_lens.learn.feedback import (
    Correction,
    append_correction,
    latest,
    make_correction,
    read_corrections,
    with_corrections,
)

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
TEXT = "Buyer may inspect the books on ten days' notice at its own cost."


def correct(**changes: object) -> Correction:
    values: dict[str, object] = {
        "kind": "clause",
        "text": TEXT,
        "stance": "neutral",
        "functions": ["audit"],
        "symmetry": "one_sided",
        "reason": "ordinary audit",
        "author": "K. Vale",
    }
    return make_correction(**(values | changes))  # type: ignore[arg-type]


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "feedback.jsonl"
    first, second = correct(), correct(kind="utterance", text="No way — never.", functions=None, symmetry="")
    append_correction(path, first)
    append_correction(path, second)
    assert read_corrections(path) == (first, second)


@pytest.mark.parametrize(
    ("changes", "option"),
    [
        ({"kind": "letter"}, "--kind"),
        ({"stance": "undecided"}, "--stance"),
        ({"functions": ["kindness"]}, "--functions"),
        ({"functions": ["blame"]}, "--functions"),
        ({"symmetry": "both"}, "--symmetry"),
        ({"kind": "utterance", "functions": [], "symmetry": "mutual"}, "--symmetry"),
        ({"text": " \n"}, "--text"),
        ({"text": "a " * 20_000}, "--text"),
        ({"reason": ""}, "--reason"),
        ({"author": " "}, "--author"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_unknown_codes_and_empty_fields_are_refused(changes: dict[str, object], option: str) -> None:
    with pytest.raises(UsageError) as caught:
        correct(**changes)
    assert caught.value.subject == option


def test_the_last_correction_of_a_text_counts(tmp_path: Path) -> None:
    old, new = correct(), correct(text=f"  {TEXT}\n", stance="collaborative")
    other = correct(text="Other.")
    assert latest([old, other, new]) == (new, other)
    assert latest([old, correct(kind="utterance", functions=[], symmetry="")])[0] == old


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1 is not JSON"),
        ('{"a": 1}', "line 1 is no correction"),
        (json.dumps({"kind": "clause"}), "line 1 is no correction"),
    ],
)
def test_a_damaged_file_is_named_and_never_added_to(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(CorruptInput, match=message):
        append_correction(path, correct())
    assert path.read_text() == line + "\n"


def test_a_text_that_was_changed_afterwards_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    append_correction(path, correct())
    path.write_text(path.read_text().replace("ten days", "two days"))
    with pytest.raises(CorruptInput, match="not the one that was corrected"):
        read_corrections(path)


def test_a_file_without_a_last_line_end_is_added_to(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    append_correction(path, correct())
    path.write_bytes(path.read_bytes().rstrip())
    append_correction(path, correct(text="Other."))
    assert len(read_corrections(path)) == 2


def test_places_that_cannot_be_read_or_written_are_named(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="cannot be written"):
        append_correction(tmp_path, correct())
    with pytest.raises(InputMissing):
        read_corrections(tmp_path / "nowhere.jsonl")


def test_half_characters_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    append_correction(path, correct(text="A \ud83d b"))
    assert read_corrections(path)[0].text == "A \ufffd b"


def test_a_correction_replaces_the_label_of_the_same_text() -> None:
    corpora = load_corpora(CORPORA)
    known = corpora.clauses[0]
    turned = "adversarial" if known.stance != "adversarial" else "neutral"
    joined = with_corrections(corpora, [correct(text=known.text, stance=turned), correct()])
    assert len(joined.clauses) == len(corpora.clauses) + 1
    assert [text.stance for text in joined.clauses if text.text == known.text] == [turned]
    added = joined.clauses[-2:]
    assert {text.confidence for text in added} == {3}
    assert len({text.group for text in added}) == 2
    assert joined.utterances == corpora.utterances
    assert joined.sources[-1].texts == 2


def test_what_was_not_corrected_stays_as_the_model_reads_it() -> None:
    corpora = load_corpora(CORPORA)
    hard = "Acme shall indemnify and hold harmless Orrin against all claims and losses of third parties."
    joined = with_corrections(corpora, [correct(text=hard, functions=None, symmetry="")])
    text = joined.of(TextKind.CLAUSE)[-1]
    assert "indemnity" in text.functions
    assert text.symmetry == "one_sided"
    assert text.stance == "neutral"
