"""Texts that were labelled after the models: never learned from, and a check of what they are worth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from contract_lens.clause import TextKind
from contract_lens.judge.heads import STANCES, Floats
from contract_lens.learn import load_corpora
from contract_lens.learn.checks import Verdicts
from contract_lens.learn.corpus import Corpora
from contract_lens.learn.fresh import check_fresh, load_fresh

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
FRESH = CORPORA / "checks" / "fresh" / "conversations"


def nobody(texts: Sequence[str]) -> tuple[Floats, Verdicts]:
    """A judge to whom everything is neutral."""
    stances = np.tile(np.array([0.0, 1.0, 0.0], dtype=np.float32), (len(texts), 1))
    return stances, np.full(len(texts), STANCES.index("neutral"))


def test_fresh_conversations_are_read_and_never_learned_from():
    ((name, kind, texts),) = load_fresh(CORPORA)
    assert (name, kind) == ("fresh alliance conversations", TextKind.UTTERANCE)
    assert len(texts) > 1800 and {text.stance for text in texts} == set(STANCES)
    known = load_corpora(CORPORA).utterances
    assert not {text.group for text in texts} & {text.group for text in known}
    assert not {text.text for text in texts} & {text.text for text in known}


def test_every_fresh_label_is_verbatim_in_its_conversation():
    for labels in sorted(FRESH.glob("labels*.jsonl")):
        for line in labels.read_text("utf-8").splitlines():
            row = json.loads(line)
            text = "".join((FRESH / row["file"]).read_text("utf-8").replace("\n> ", "\n").split())
            assert "".join(row["text"].split()) in text, row["id"]


def test_the_check_counts_what_a_judge_gets_right():
    (check,) = check_fresh({TextKind.UTTERANCE: nobody}, CORPORA, Corpora((), (), (), ()))
    (_, _, texts) = next(load_fresh(CORPORA))
    neutral = sum(text.stance == "neutral" for text in texts)
    assert check.value == 2 * neutral / (neutral + len(texts)) / 3
    assert check.texts == len(texts)


def test_kin_of_what_was_learned_is_left_out():
    (_, _, texts) = next(load_fresh(CORPORA))
    group = texts[0].group
    learned = Corpora((), tuple(text for text in texts if text.group == group), (), ())
    (check,) = check_fresh({TextKind.UTTERANCE: nobody}, CORPORA, learned)
    assert check.texts == sum(text.group != group for text in texts)


def test_public_fresh_texts_resolve_and_are_checked_against_their_hash(shared_data: Path):
    found = {
        name: (kind, texts)
        for name, kind, texts in load_fresh(CORPORA, cuad=shared_data / "cuad", outside=shared_data)
    }
    kind, clauses = found["fresh public clauses"]
    assert kind is TextKind.CLAUSE and len(clauses) > 2400
    assert len(found["fresh public utterances"][1]) > 5500
