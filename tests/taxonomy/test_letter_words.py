"""The lines with which letters begin and end are what their own examples say."""

from __future__ import annotations

import re

import pytest

from contract_lens.taxonomy.letter_words import LinePhrases, load_letter_words

WORDS = load_letter_words()


@pytest.mark.parametrize(
    ("phrases", "flags"),
    [(WORDS.formal, 0), (WORDS.familiar, re.IGNORECASE), (WORDS.parting, re.IGNORECASE)],
    ids=["formal", "familiar", "parting"],
)
def test_every_example_is_told(phrases: LinePhrases, flags: int) -> None:
    pattern = re.compile(phrases.pattern, flags)
    assert [line for line in phrases.matches if not pattern.fullmatch(line)] == []
    assert [line for line in phrases.not_matches if pattern.fullmatch(line)] == []
