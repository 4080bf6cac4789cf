"""A model with corrections stands beside the old one, and only if it is no worse."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import pytest
from small_corpora import write_small_corpora

from contract_lens.clause import TextKind
from contract_lens.errors import OutputRefused, UsageError
from contract_lens.judge.store import find_folder, load_model, read_card
from contract_lens.learn.comparison import TOLERANCE, FeedbackReport, train_with_feedback
from contract_lens.learn.feedback import append_correction, make_correction

KEPT = 90
TURNED = {"adversarial": "collaborative", "collaborative": "adversarial", "neutral": "adversarial"}


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpora folder with a few texts of ours, and no public ones."""
    return write_small_corpora(tmp_path_factory.mktemp("few"), KEPT)


def write_corrections(path: Path, texts: list[tuple[str, str]]) -> Path:
    for text, stance in texts:
        append_correction(
            path, make_correction(kind="clause", text=text, stance=stance, reason="read", author="K. Vale")
        )
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def accepted(few: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FeedbackReport]:
    folder = tmp_path_factory.mktemp("accepted")
    text = "The sponsors of both parties meet monthly over the joint scorecard."
    feedback = write_corrections(folder / "feedback.jsonl", [(text, "collaborative")])
    out = folder / "models"
    # On a few dozen texts one decision is a hundredth of macro-F1: what is tested is not their luck.
    return out, train_with_feedback(few, feedback, out=out, tolerance=0.2)


@pytest.fixture(scope="module")
def refused(few: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FeedbackReport]:
    """Corrections that turn what the corpora say: near copies of labelled texts with a wrong stance."""
    folder = tmp_path_factory.mktemp("refused")
    rows = [json.loads(line) for line in (few / "clauses/authored.jsonl").read_text("utf-8").splitlines()]
    texts = [(f"{row['text']} So agreed.", TURNED[row["stance"]]) for row in rows]
    feedback = write_corrections(folder / "feedback.jsonl", texts)
    return folder / "models", train_with_feedback(few, feedback, out=folder / "models")


def test_a_new_model_stands_beside_the_old(accepted: tuple[Path, FeedbackReport]) -> None:
    out, report = accepted
    assert not report.refused
    assert {path.name for path in report.files} == {path.name for path in out.iterdir()}
    assert load_model(TextKind.CLAUSE, out) is not load_model(TextKind.CLAUSE)
    card = read_card(TextKind.CLAUSE, out)
    assert card["texts"] == KEPT + 1
    assert card["data"][-1]["name"] == "feedback"


def test_a_model_that_nobody_corrected_is_copied(accepted: tuple[Path, FeedbackReport]) -> None:
    assert digest(accepted[0] / "utterances.skops") == digest(find_folder() / "utterances.skops")


def test_the_report_says_what_was_gained_and_lost(accepted: tuple[Path, FeedbackReport]) -> None:
    _, report = accepted
    (comparison,) = report.comparisons
    assert comparison.corrections == 1
    assert comparison.right_after == 1
    assert comparison.before.stance[0].texts == comparison.after.stance[0].texts == KEPT
    assert all(change.old != change.new for change in comparison.changed)
    lines = "\n".join(report.lines())
    assert f"over the same {KEPT} texts" in lines
    assert "decisions changed" in lines
    assert "has learned from" in lines


def test_corrections_that_harm_are_not_installed(refused: tuple[Path, FeedbackReport]) -> None:
    out, report = refused
    (comparison,) = report.comparisons
    assert report.refused == comparison.objection(TOLERANCE)
    assert "falls by" in report.refused or "are followed" in report.refused
    assert not out.exists()
    assert load_model(TextKind.CLAUSE, out.with_name("models.refused"))
    assert comparison.right_after > comparison.right_before


def test_long_lists_of_changes_are_cut(refused: tuple[Path, FeedbackReport]) -> None:
    (comparison,) = refused[1].comparisons
    assert len(comparison.changed) > 20
    assert f"  and {len(comparison.changed) - 20} more" in list(comparison.lines())


def test_the_present_models_are_never_overwritten(few: Path, tmp_path: Path) -> None:
    feedback = write_corrections(tmp_path / "feedback.jsonl", [("Either party may end it.", "neutral")])
    with pytest.raises(OutputRefused, match="holds models already"):
        train_with_feedback(few, feedback, out=find_folder())


def test_no_corrections_are_said(few: Path, tmp_path: Path) -> None:
    (tmp_path / "feedback.jsonl").write_text("")
    with pytest.raises(UsageError, match="no corrections"):
        train_with_feedback(few, tmp_path / "feedback.jsonl", out=tmp_path / "models")


def test_what_speaks_against_a_model_is_said(accepted: tuple[Path, FeedbackReport]) -> None:
    (comparison,) = accepted[1].comparisons
    assert not comparison.objection(1.0)
    assert "falls by" in comparison.objection(comparison.fall - 0.001)
    turned = dataclasses.replace(comparison, right_after=0, right_unseen=1)
    assert "only 0 of 1 corrections" in turned.objection(1.0)
