"""The words of ``holdings.toml`` and ``quantities.toml`` hold for their own examples."""

from __future__ import annotations

from dataclasses import fields

import pytest

from contract_lens.clause import Passage
from contract_lens.detect.quantities import find_quantities
from contract_lens.duty import Topic
from contract_lens.quantity import QuantityKind
from contract_lens.taxonomy.holdings import PARTY, load_holding_words
from contract_lens.taxonomy.quantities import load_quantity_words

WORDS = load_holding_words()
WORDINGS = [
    *((topic.topic.value, topic.wording) for topic in WORDS.topics),
    *((field.name, getattr(WORDS, field.name)) for field in fields(WORDS) if field.type == "Wording"),
]


@pytest.mark.parametrize(("name", "wording"), WORDINGS, ids=[name for name, _ in WORDINGS])
def test_words_hold_for_their_examples(name, wording) -> None:
    assert wording.matches and wording.not_matches
    for example in wording.matches:
        assert wording.pattern.search(example.replace("PARTY", PARTY)), example
    for example in wording.not_matches:
        assert not wording.pattern.search(example.replace("PARTY", PARTY)), example


def test_every_topic_weighs() -> None:
    assert {topic.value for topic in Topic} <= set(WORDS.weights)


@pytest.mark.parametrize("kind", load_quantity_words().kinds, ids=lambda kind: kind.kind.value)
def test_kinds_hold_for_their_examples(kind) -> None:
    def kinds_in(sentence: str) -> set[QuantityKind]:
        return {one.kind for one in find_quantities(sentence, [Passage("c1", 0, len(sentence))])}

    assert kind.wording.matches and kind.wording.not_matches
    for example in kind.wording.matches:
        assert kind.kind in kinds_in(example), example
    for example in kind.wording.not_matches:
        assert kind.kind not in kinds_in(example), example


def test_every_kind_has_words() -> None:
    assert {kind.kind for kind in load_quantity_words().kinds} == set(QuantityKind)
