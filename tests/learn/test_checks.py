"""Bars, and the checks on texts that no model learns from."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from contract_lens.clause import TextKind
from contract_lens.judge.heads import STANCES
from contract_lens.judge.store import load_model
from contract_lens.learn import load_corpora
from contract_lens.learn.bars import CEILINGS, load_bars, verdict
from contract_lens.learn.checks import (
    Check,
    check_outside,
    check_pairs,
    judge_unseen,
    judge_with,
    load_boilerplate,
)
from contract_lens.learn.corpus import Corpora
from contract_lens.learn.evaluation import TALK
from contract_lens.learn.fitting import fit_calibrated
from contract_lens.learn.public_texts import read_rows

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@pytest.mark.parametrize(
    ("section", "name", "value", "told"),
    [
        ("clause", "macro_f1", 0.88, "bar 0.88: met"),
        ("clause", "macro_f1", 0.828, "bar 0.88: missed by 0.052"),
        ("utterance", "each_class", 0.781, "bar 0.78: met"),
        ("utterance", "calibration_error", 0.07, "bar 0.05: missed by 0.020"),
        ("checks", "boilerplate", 0.0, "bar 0.02: met"),
        ("checks", "objections", 0.155, "bar 0.15: missed by 0.005"),
        ("checks", "minimal_pairs", 0.63, "bar 0.90: missed by 0.270"),
    ],
)
def test_a_figure_is_held_against_its_bar(section: str, name: str, value: float, told: str) -> None:
    assert verdict(section, name, value) == told


def test_every_ceiling_is_a_bar() -> None:
    assert {name for bars in load_bars().values() for name in bars} >= CEILINGS


def test_a_check_says_its_bar_its_chance_and_what_is_wrong() -> None:
    pairs = Check("pairs", 0.5, 4, "minimal_pairs", misses=("mp-1", "mp-2"))
    assert pairs.line() == "check, pairs: 0.500 of 4; bar 0.90: missed by 0.400; wrong: mp-1, mp-2"
    assert Check("ranking", 0.4, 9, base=0.1).line() == "check, ranking: 0.400 of 9; chance 0.100"


def test_minimal_pairs_count_with_both_sides() -> None:
    check = check_pairs(partial(judge_with, load_model(TextKind.CLAUSE)), CORPORA)
    assert check.texts == 60
    assert check.value == pytest.approx(1 - len(check.misses) / 60)


def test_every_public_source_is_reported_as_some_kind_of_talk() -> None:
    names = ("public.jsonl", "outside.jsonl")
    sources = {row["source"] for name in names for row in read_rows(CORPORA / "utterances" / name)}
    for source in sources | {"authored", "conversations"}:
        assert sum(source.startswith(starts) for starts in TALK.values()) == 1, source


def test_boilerplate_is_apart_from_the_labelled_clauses() -> None:
    rows = list(read_rows(CORPORA / "checks" / "boilerplate.jsonl"))
    assert len(rows) >= 200
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in read_rows(CORPORA / "clauses" / "cuad.jsonl"):
        spans.setdefault(row["document"], []).append((row["start"], row["end"]))
    for row in rows:
        assert "text" not in row
        known = spans.get(row["document"], [])
        assert not any(start < row["end"] and row["start"] < end for start, end in known), row["id"]


def test_boilerplate_has_its_texts(shared_data: Path) -> None:
    texts = load_boilerplate(CORPORA, shared_data / "cuad")
    assert len(texts) == len(list(read_rows(CORPORA / "checks" / "boilerplate.jsonl")))
    assert len({text.text for text in texts}) == len(texts)


def test_a_text_is_judged_without_its_document() -> None:
    """A labelled text, asked again under its own document, gets its held-out verdict."""
    loaded = load_corpora(CORPORA)
    few = Corpora(loaded.clauses[:120], (), (), loaded.sources)
    _, held = fit_calibrated(few, TextKind.CLAUSE)
    called = judge_unseen(TextKind.CLAUSE, few, held, few.clauses[:30])
    assert np.array_equal(called, held.verdict[:30])


def test_outside_checks_pass_over_files_that_are_not_there(tmp_path: Path) -> None:
    models = {kind: partial(judge_with, load_model(kind)) for kind in TextKind}
    assert list(check_outside(models, tmp_path)) == []
    acts = [{"text": "I do not agree.", "relation": ["NEG"]}, {"text": "Yes.", "relation": ["POS"]}]
    (tmp_path / "meeting_acts.jsonl").write_text("".join(json.dumps(act) + "\n" for act in acts))
    (check,) = check_outside(models, tmp_path)
    assert check.texts == 1
    assert check.bar == "objections"
    assert STANCES[0] == "adversarial"
