"""Topics, gridlock, courtesy, stages and roles: every entry finds its examples and no others."""

from __future__ import annotations

import pytest

from contract_lens.taxonomy import load_taxonomy
from contract_lens.taxonomy.deal_words import (
    Topic,
    load_courtesy,
    load_gridlock,
    load_life_cycle,
    load_topics,
)
from contract_lens.taxonomy.roles import load_roles

TABLES = {"topics": load_topics(), "gridlock": load_gridlock(), "stages": load_life_cycle().stages}
ENTRIES = [
    pytest.param(topic, id=f"{name}-{topic.code}") for name, table in TABLES.items() for topic in table
]


@pytest.mark.parametrize("topic", ENTRIES)
def test_words_find_their_examples_and_nothing_else(topic: Topic) -> None:
    assert topic.matches and topic.not_matches
    assert [text for text in topic.matches if not topic.shown_by(text)] == []
    assert [text for text in topic.not_matches if topic.shown_by(text)] == []


@pytest.mark.parametrize("topic", ENTRIES)
def test_functions_are_codes_of_the_codebook(topic: Topic) -> None:
    assert topic.functions <= {code.code for code in load_taxonomy().codes}


def test_every_sign_of_gridlock_has_a_remedy() -> None:
    assert all(sign.advice for sign in (*load_gridlock(), *load_life_cycle().stages))


def test_mere_courtesy_is_told_from_words_that_say_something() -> None:
    courtesy = load_courtesy()
    assert [text for text in courtesy.matches if not courtesy.is_all_of(text)] == []
    assert [text for text in courtesy.not_matches if courtesy.is_all_of(text)] == []


@pytest.mark.parametrize("code", list(load_roles().by_code))
def test_titles_tell_roles(code: str) -> None:
    role = load_roles().by_code[code]
    assert {title: load_roles().role_of(title) for title in role.matches} == dict.fromkeys(role.matches, code)
    assert all(load_roles().role_of(title) != code for title in role.not_matches)
