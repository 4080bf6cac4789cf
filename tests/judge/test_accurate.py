"""The accurate model: encoder and linear model together."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens import pipeline
from contract_lens.clause import Stance, StanceScore, TextKind
from contract_lens.detect import detect_signals
from contract_lens.errors import MissingPart, ModelMissing, ModelRefused, UsageError
from contract_lens.judge import classify_texts, decided
from contract_lens.judge.blend import Blend
from contract_lens.judge.decisions import STANCES
from contract_lens.judge.encoder import Encoder, spell
from contract_lens.judge.store import find_folder, load_accurate
from contract_lens.learn.accurate import judge_accurately
from contract_lens.options import AnalysisOptions, Limits

CORPORA = Path(__file__).resolve().parents[2] / "corpora"

FILES = ("accurate.onnx", "accurate.card.json", "accurate.tokenizer.json")
OTHERS = ("clauses.card.json", "clauses.skops", "utterances.card.json", "utterances.skops")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in FILES + OTHERS:
        shutil.copy(find_folder() / name, tmp_path / name)
    return tmp_path


def stances(texts: list[str], kind: TextKind = TextKind.CLAUSE) -> list[Stance]:
    judged = classify_texts(texts, detect_signals(texts), kind=kind, accurate=True)
    return [judgement.stance.label for judgement in judged]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Buyer may terminate this Agreement at any time, for any reason, without notice.", "adversarial"),
        ("This Agreement may be executed in counterparts, each of which is an original.", "neutral"),
        ("The parties shall share the savings equally and meet monthly to plan together.", "collaborative"),
    ],
)
def test_plain_clauses(text: str, stance: str) -> None:
    assert stances([text]) == [stance]


def test_plain_utterances() -> None:
    texts = ["Sign by Friday or we walk away.", "Thank you, that was our mistake. How can we help you?"]
    assert stances(texts, TextKind.UTTERANCE) == ["adversarial", "collaborative"]


def test_a_judgement_does_not_depend_on_its_neighbours() -> None:
    texts = ["Either party may terminate for convenience.", "x", "Supplier waives all remedies. " * 40]
    together = classify_texts(texts, detect_signals(texts), kind=TextKind.CLAUSE, accurate=True)
    alone = [
        classify_texts([text], detect_signals([text]), kind=TextKind.CLAUSE, accurate=True)[0]
        for text in texts
    ]
    assert together == alone


def test_names_numbers_and_white_space_change_nothing() -> None:
    plain = "12.1 NordWind may terminate this Agreement on thirty (30) days notice to Orrin."
    other = "4.7  Velmora\nmay terminate this Agreement on ninety (90) days notice to Karst."
    first, second = classify_texts(
        [plain, other], detect_signals([plain, other]), kind=TextKind.CLAUSE, accurate=True
    )
    assert first.stance == second.stance


def test_options_reach_the_model() -> None:
    text = "Supplier shall indemnify Buyer against all claims whatsoever."
    fast, accurate = (
        pipeline.classify([text], options=AnalysisOptions(accurate=chosen))[0] for chosen in (False, True)
    )
    assert fast.stance != accurate.stance


TALK = "With respect, this is a matter for your engineers, and the contract is clear on who pays for it."


def _stances(kind: TextKind, **chosen: bool) -> list[StanceScore]:
    options = AnalysisOptions(**chosen)
    return [one.stance for one in pipeline.classify([TALK], kind=kind, options=options)]


def test_the_encoder_reads_talk_unless_it_is_told_not_to() -> None:
    talk = TextKind.UTTERANCE
    assert _stances(talk) == _stances(talk, accurate=True) != _stances(talk, fast=True)
    clause = TextKind.CLAUSE
    assert _stances(clause) == _stances(clause, fast=True) != _stances(clause, accurate=True)


def test_accurate_and_fast_exclude_each_other() -> None:
    with pytest.raises(UsageError, match="exclude each other"):
        AnalysisOptions(accurate=True, fast=True)


def test_models_without_an_encoder_read_talk_by_words_alone(copy: Path) -> None:
    for name in FILES:
        (copy / name).unlink()
    options = AnalysisOptions(models=copy)
    (alone,) = pipeline.classify([TALK], kind=TextKind.UTTERANCE, options=options)
    assert [alone.stance] == _stances(TextKind.UTTERANCE, fast=True)


def test_of_very_long_talk_the_encoder_reads_nothing_and_the_report_says_so(tmp_path: Path) -> None:
    talk = tmp_path / "call.txt"
    talk.write_text("".join(f"Ann: {TALK}\nBob: I see what you mean by that.\n" for _ in range(4)))
    at_once = pipeline.analyze(talk)
    bounded = AnalysisOptions(limits=Limits(encoded_turns=7))
    by_words = pipeline.analyze(talk, options=bounded)
    fast = pipeline.analyze(talk, options=AnalysisOptions(fast=True))
    assert [clause.stance for clause in by_words.clauses] == [clause.stance for clause in fast.clauses]
    assert [clause.stance for clause in by_words.clauses] != [clause.stance for clause in at_once.clauses]
    assert [line for line in by_words.warnings if "8 passages of talk, more than 7" in line]
    assert not [line for line in (*at_once.warnings, *fast.warnings) if "passages of talk" in line]


def test_nobody_is_told_of_an_encoder_that_the_models_lack(tmp_path: Path, copy: Path) -> None:
    for name in FILES:
        (copy / name).unlink()
    talk = tmp_path / "call.txt"
    talk.write_text(f"Ann: {TALK}\nBob: I see what you mean by that.\n" * 4)
    report = pipeline.analyze(talk, options=AnalysisOptions(models=copy, limits=Limits(encoded_turns=7)))
    assert not [line for line in report.warnings if "passages of talk" in line]


def test_options_survive_the_way_to_another_process() -> None:
    options = AnalysisOptions(accurate=True, models=Path("models"))
    assert AnalysisOptions.from_json(json.loads(json.dumps(options.to_json()))) == options


def test_parties_are_spelled_in_words() -> None:
    assert spell(["@1", "may", "terminate", "on", "#", "days"]) == "party a may terminate on # days"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelMissing, match=name.split(".")[0]):
        load_accurate(copy)


@pytest.mark.parametrize("name", ["accurate.onnx", "accurate.tokenizer.json"])
def test_a_changed_file_is_refused(copy: Path, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes() + b" ")
    with pytest.raises(ModelRefused, match="hash"):
        load_accurate(copy)


def test_other_linear_models_beside_it_are_refused(copy: Path) -> None:
    card = copy / "clauses.card.json"
    values = json.loads(card.read_text("utf-8"))
    card.write_text(json.dumps(values | {"sha256": "0" * 64}), encoding="utf-8")
    with pytest.raises(ModelRefused, match="beside other models"):
        load_accurate(copy)


def test_a_card_without_a_blend_is_refused(copy: Path) -> None:
    card = copy / "accurate.card.json"
    values = json.loads(card.read_text("utf-8"))
    del values["blends"]
    card.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(ModelRefused, match="blend"):
        load_accurate(copy)


def test_a_replaced_blend_is_loaded_anew(copy: Path) -> None:
    assert load_accurate(copy) is load_accurate(copy)
    first = load_accurate(copy).blends[TextKind.CLAUSE]
    card = copy / "accurate.card.json"
    values = json.loads(card.read_text("utf-8"))
    values["blends"]["clause"]["decision"] = [1.0, 9.0, 1.0]
    card.write_text(json.dumps(values), encoding="utf-8")
    second = load_accurate(copy).blends[TextKind.CLAUSE]
    assert second.decision.tolist() == [1.0, 9.0, 1.0] != first.decision.tolist()


def test_bytes_that_are_no_network_are_refused() -> None:
    with pytest.raises(ModelRefused, match="cannot be rebuilt"):
        Encoder(b"no network", b"{}", name="x")


def test_without_its_packages_the_remedy_is_named(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingPart) as caught:
        load_accurate(copy)
    assert "--fast" in caught.value.remedy


def test_the_shipped_models_together_are_small() -> None:
    assert sum(path.stat().st_size for path in find_folder().iterdir()) <= 40_000_000


numbers = st.floats(-8, 8, width=32)


@given(st.lists(st.lists(numbers, min_size=8, max_size=8), min_size=1, max_size=5), st.booleans())
def test_a_blend_survives_its_card_and_gives_probabilities(rows: list[list[float]], sided: bool) -> None:
    generator = np.random.default_rng(7)
    blend = Blend(
        generator.normal(size=(7, 3)).astype(np.float32),
        generator.normal(size=(7, 3) if sided else (0, 0)).astype(np.float32),
        generator.normal(size=(2 if sided else 5, 3)).astype(np.float32),
        np.array([1.2, 1.0, 1.1], dtype=np.float32),
        np.full(2 if sided else 5, 0.5, dtype=np.float32),
    )
    scores = np.array(rows, dtype=np.float32)
    again = Blend.from_card(json.loads(json.dumps(blend.to_card())))
    stances, sides, functions = again.probabilities(scores, scores[:, ::-1])
    assert np.allclose(stances.sum(axis=1), 1, atol=1e-5)
    assert sides.shape == (len(rows), 3 if sided else 0)
    assert ((functions >= 0) & (functions <= 1)).all()
    assert np.allclose(stances, blend.probabilities(scores, scores[:, ::-1])[0], atol=1e-3)


@pytest.mark.parametrize("kind", list(TextKind))
def test_the_label_is_the_verdict_that_is_measured(kind: TextKind) -> None:
    lines = (CORPORA / "utterances" / "authored.jsonl").read_text("utf-8").splitlines()[:120]
    texts = [json.loads(line)["text"] for line in lines]
    judgements = classify_texts(texts, detect_signals(texts), kind=kind, accurate=True)
    measured = [STANCES[index] for index in judge_accurately(kind, find_folder(), texts)[1]]
    assert [str(decided("", one).stance.label) for one in judgements] == measured
