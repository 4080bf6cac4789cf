"""The judgements of the shipped models: plain cases, evidence, and what must not matter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_lens.clause import Judgement, Reading, Stance, StanceScore, Symmetry, TextKind
from contract_lens.detect import detect_signals
from contract_lens.judge import UNDECIDED_BELOW, classify_texts, decided
from contract_lens.judge.features import Sample
from contract_lens.judge.heads import STANCES
from contract_lens.judge.store import load_model
from contract_lens.learn.checks import judge_with

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


def judge(texts: list[str], kind: TextKind = TextKind.CLAUSE) -> list[Judgement]:
    """Judge by words alone; what the encoder adds is tested in ``test_accurate.py``."""
    return classify_texts(texts, detect_signals(texts), kind=kind, accurate=False)


@pytest.fixture(scope="module")
def clauses() -> list[str]:
    lines = (CORPORA / "clauses" / "authored.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        (
            "Acme may terminate this Agreement at any time in its sole discretion without notice.",
            "adversarial",
        ),
        ("Orrin shall indemnify and hold harmless Acme against all claims and losses.", "adversarial"),
        ("This Agreement is governed by the laws of the State of New York.", "neutral"),
        ("This Agreement may be executed in counterparts, each of which is an original.", "neutral"),
        ("The parties shall share equally all savings from joint cost reduction.", "collaborative"),
        ("The joint steering committee shall meet quarterly and seek consensus.", "collaborative"),
    ],
    ids=lambda value: value[:30],
)
def test_plain_clauses(text: str, stance: str) -> None:
    assert judge([text])[0].stance.label == stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("If you do not drop the price by Friday we will walk away.", "adversarial"),
        ("The next meeting is on 4 May at 10:00.", "neutral"),
        ("That was our mistake, and we will help your team to fix it together.", "collaborative"),
    ],
    ids=lambda value: value[:30],
)
def test_plain_utterances(text: str, stance: str) -> None:
    assert judge([text], TextKind.UTTERANCE)[0].stance.label == stance


def test_mutual_and_one_sided_clauses_are_told_apart() -> None:
    both, one = judge(
        [
            "Either party may terminate this Agreement on sixty days' written notice to the other party.",
            "Acme may terminate this Agreement on sixty days' written notice to Orrin.",
        ]
    )
    assert (both.symmetry, one.symmetry) == (Symmetry.MUTUAL, Symmetry.ONE_SIDED)
    assert "term_convenience" in both.present
    assert both.stance.adversarial < one.stance.adversarial


def test_functions_are_complete_and_ordered() -> None:
    judgement = judge(["Acme may audit the books of Orrin."])[0]
    scores = [function.score for function in judgement.functions]
    assert scores == sorted(scores, reverse=True)
    assert len({function.code for function in judgement.functions}) == 24
    assert "audit" in judgement.present


def test_utterances_have_no_symmetry() -> None:
    assert judge(["We own this mistake."], TextKind.UTTERANCE)[0].symmetry is Symmetry.NONE


@pytest.mark.parametrize("text", ["", "   \n", "12.", "§§"])
def test_a_text_without_words_is_neutral(text: str) -> None:
    judgement = judge([text])[0]
    assert judgement.stance == StanceScore(Stance.NEUTRAL, 0.0, 1.0, 0.0)
    assert not judgement.present
    assert not judgement.evidence


def test_nothing_gives_nothing() -> None:
    assert judge([]) == []


def test_texts_and_readings_must_match() -> None:
    with pytest.raises(ValueError, match="argument"):
        classify_texts(["a", "b"], [Reading()], kind=TextKind.CLAUSE)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_evidence_lies_in_the_text_and_probabilities_sum_to_one(text: str) -> None:
    judgement = classify_texts([text], [Reading()], kind=TextKind.CLAUSE)[0]
    assert all(0 <= start < end <= len(text) for start, end in judgement.evidence)
    assert list(judgement.evidence) == sorted(judgement.evidence)
    stance = judgement.stance
    assert stance.adversarial + stance.neutral + stance.collaborative == pytest.approx(1, abs=1e-3)


def test_a_batch_gives_what_single_calls_give(clauses: list[str]) -> None:
    some = clauses[:40]
    assert judge(some) == [judge([text])[0] for text in some]


def test_removing_the_evidence_lowers_the_probability(clauses: list[str]) -> None:
    def probability(judgement: Judgement, label: Stance) -> float:
        return float(getattr(judgement.stance, label.value))

    readings = [Reading()] * 200
    before = classify_texts(clauses[:200], readings, kind=TextKind.CLAUSE)
    cut = []
    for text, judgement in zip(clauses, before, strict=False):
        for start, end in reversed(judgement.evidence):
            text = text[:start] + text[end:]
        cut.append(text)
    after = classify_texts(cut, readings, kind=TextKind.CLAUSE)
    pairs = [
        (probability(old, old.stance.label), probability(new, old.stance.label))
        for old, new in zip(before, after, strict=True)
        if old.stance.label is not Stance.UNDECIDED
    ]
    assert np.mean([new < old for old, new in pairs]) >= 0.97
    assert np.mean([old - new for old, new in pairs]) > 0.2


def labels(texts: list[str]) -> list[tuple[str, str]]:
    """What the models alone say: the rules have their own tests of the same invariances."""
    judgements = classify_texts(texts, [Reading()] * len(texts), kind=TextKind.CLAUSE)
    return [(str(judgement.stance.label), str(judgement.symmetry)) for judgement in judgements]


def test_white_space_and_numbers_change_no_label(clauses: list[str]) -> None:
    plain = clauses[:300]
    base = labels(plain)
    assert labels([re.sub(" ", " \n  ", text) for text in plain]) == base
    assert labels(["17.4(c) " + text for text in plain]) == base


def test_names_of_parties_change_no_label(clauses: list[str]) -> None:
    named = [
        text for text in clauses if re.search(r"\b(Amberfield|Lumigen|Montclar|Ferrovane|Corvane)\b", text)
    ]
    renamed = [
        re.sub(
            r"\b(Amberfield|Lumigen|Montclar|Ferrovane|Corvane)\b",
            lambda match: {"A": "Vellimar", "L": "OSTRAVA", "M": "Kintyre", "F": "Brandvold", "C": "Delmo"}[
                match[0][0]
            ],
            text,
        )
        for text in named
    ]
    assert len(named) >= 20
    assert labels(renamed) == labels(named)


def test_friendly_words_do_not_turn_a_hard_clause() -> None:
    hard = (
        "Acme may at any time and in its sole discretion terminate this Agreement without liability to Orrin."
    )
    assert labels([f"In the spirit of partnership, {hard}"])[0][0] == "adversarial"


def test_decided_names_the_leaning_of_an_undecided_text() -> None:
    open_one = Judgement(StanceScore(Stance.UNDECIDED, 0.34, 0.36, 0.3), leaning=Stance.ADVERSARIAL)
    assert decided("a", open_one).stance.label is Stance.ADVERSARIAL
    assert decided("a", open_one).id == "a"
    sure = Judgement(StanceScore(Stance.NEUTRAL, 0.1, 0.8, 0.1))
    assert decided("b", sure).stance == sure.stance


@pytest.mark.parametrize("kind", list(TextKind))
def test_the_label_is_the_verdict_that_is_measured(kind: TextKind, clauses: list[str]) -> None:
    """`classify` names it for every text; a report leaves open those without a probable stance."""
    lines = (CORPORA / "utterances" / "authored.jsonl").read_text("utf-8").splitlines()
    texts = [*clauses, *(json.loads(line)["text"] for line in lines)]
    judgements = judge(texts, kind)
    measured = [STANCES[index] for index in judge_with(load_model(kind), texts)[1]]
    assert [str(decided("", one).stance.label) for one in judgements] == measured
    for one in judgements:
        stance = one.stance
        top = max(stance.adversarial, stance.neutral, stance.collaborative)
        assert (stance.label is Stance.UNDECIDED) == (one.leaning is not None)
        assert (stance.label is Stance.UNDECIDED) == (top < UNDECIDED_BELOW)
    assert 0 < sum(one.leaning is not None for one in judgements) < 0.2 * len(judgements)


def test_features_are_sparse_and_of_known_length(clauses: list[str]) -> None:
    features = load_model(TextKind.CLAUSE)[0]
    matrix = features.transform([Sample(text) for text in clauses[:20]])
    assert matrix.shape == (20, len(features.column_names()))
    assert matrix.nnz < 0.02 * matrix.shape[0] * matrix.shape[1]
