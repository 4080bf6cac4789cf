"""Training on a few dozen own texts: the same twice, loadable, with a card; and honest scores."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from small_corpora import write_small_corpora

from contract_lens.clause import Reading, Stance, TextKind
from contract_lens.judge import classify_texts
from contract_lens.judge.store import load_model
from contract_lens.learn import evaluate, train, train_folds
from contract_lens.learn.corpus import load_corpora
from contract_lens.learn.fitting import (
    function_codes,
    learn_words,
    predict_held_out,
    read_labels,
    read_samples,
)
from contract_lens.learn.measuring import EvaluationReport
from contract_lens.learn.training import TrainingReport

KEPT = 120


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpora folder with the first texts of each of ours, and no public ones."""
    return write_small_corpora(tmp_path_factory.mktemp("few"), KEPT)


@pytest.fixture(scope="module")
def trained(few: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TrainingReport]:
    out = tmp_path_factory.mktemp("models")
    return out, train(few, out=out)


def test_a_trained_model_judges(trained: tuple[Path, TrainingReport]) -> None:
    out, _ = trained
    text = "Either party may terminate this Agreement on notice."
    for kind in TextKind:
        judgement = classify_texts([text], [Reading()], kind=kind, models=out)[0]
        assert judgement.stance.label in list(Stance)
        assert len(judgement.functions) == len(function_codes(kind))


def test_two_trainings_give_the_same_model(
    few: Path, trained: tuple[Path, TrainingReport], tmp_path: Path
) -> None:
    again = train(few, out=tmp_path)
    text = "Acme may terminate this Agreement at its sole discretion."
    for kind in TextKind:
        first, second = (
            classify_texts([text], [Reading()], kind=kind, models=folder) for folder in (trained[0], tmp_path)
        )
        assert first == second
    assert again.scores == trained[1].scores


def test_the_card_says_what_the_model_is_made_of(trained: tuple[Path, TrainingReport]) -> None:
    card = json.loads((trained[0] / "clauses.card.json").read_text())
    assert card["texts"] == KEPT
    assert card["versions"]["scikit-learn"]
    assert {source["name"] for source in card["data"]} >= {"clauses/authored.jsonl", "clauses/cuad.jsonl"}
    assert card["scores"]["stance"][0]["low"] <= card["scores"]["stance"][0]["macro_f1"]
    assert card["intended_use"]


def test_the_report_of_a_training_can_be_printed(trained: tuple[Path, TrainingReport]) -> None:
    lines = list(trained[1].lines())
    assert any("macro-F1" in line for line in lines)
    assert sum(line.startswith("wrote ") for line in lines) == 4


def test_evaluation_writes_its_errors(few: Path, tmp_path: Path) -> None:
    path = tmp_path / "errors.jsonl"
    report = evaluate(few, errors=path)
    assert isinstance(report, EvaluationReport)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(rows) == report.errors > 0
    assert all(row["label"] != row["called"] for row in rows)
    assert any("mAP" in line for line in report.lines())


def test_a_text_is_judged_without_its_family(few: Path) -> None:
    """Held-out predictions must not change when the labels of the held-out fold change."""
    corpora = load_corpora(few)
    texts = corpora.of(TextKind.CLAUSE)
    samples, labels = read_samples(texts), read_labels(texts, TextKind.CLAUSE)
    words = learn_words(corpora, TextKind.CLAUSE)
    before = predict_held_out(TextKind.CLAUSE, samples, labels, words)
    inside = labels.folds == 2
    targets = labels.targets.copy()
    targets[inside] = targets[inside][::-1]
    after = predict_held_out(TextKind.CLAUSE, samples, labels._replace(targets=targets), words)
    assert (before.raw[inside] == after.raw[inside]).all()
    assert (before.raw[~inside] != after.raw[~inside]).any()


def test_each_fold_has_a_model_that_did_not_learn_from_it(few: Path, tmp_path: Path) -> None:
    folders = train_folds(few, out=tmp_path)
    assert sorted(folders) == list(range(5))
    corpora = load_corpora(few)
    samples, labels = read_samples(corpora.clauses), read_labels(corpora.clauses, TextKind.CLAUSE)
    held = predict_held_out(TextKind.CLAUSE, samples, labels, learn_words(corpora, TextKind.CLAUSE))
    for fold, folder in folders.items():
        model = load_model(TextKind.CLAUSE, folder)
        own = np.flatnonzero(labels.folds == fold)
        raw = model[-1].decision_function(model[0].transform([samples[k] for k in own.tolist()]))
        assert np.allclose(raw, held.raw[own], atol=1e-5)
        known = np.flatnonzero(labels.folds != fold)
        other = model[-1].decision_function(model[0].transform([samples[k] for k in known.tolist()]))
        assert not np.allclose(other, held.raw[known], atol=1e-2)
