"""Passing over a text must never lose a match: the screen is compared with the search itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.taxonomy.landmarks import WordIndex
from contract_lens.taxonomy.needs import needs_of
from contract_lens.taxonomy.patterns import load_patterns
from contract_lens.taxonomy.practices import load_practices
from contract_lens.taxonomy.quantities import load_quantity_words
from contract_lens.taxonomy.scorecard import load_scorecard

DEALS = Path(__file__).parents[2] / "corpora" / "deals"

PATTERNS = [
    *(known.wording.pattern for known in load_quantity_words().kinds),
    *(practice.words for practice in load_practices()),
    *(column.words for line in load_scorecard().lines for column in (line.supplier, line.alliance)),
    *(cue.pattern for cue in load_patterns().cues.values()),
]
EXAMPLES = [
    *(text for known in load_quantity_words().kinds for text in known.wording.matches),
    *(text for practice in load_practices() for text in practice.matches),
    *(
        text
        for line in load_scorecard().lines
        for column in (line.supplier, line.alliance)
        for text in column.matches
    ),
    *(text for cue in load_patterns().cues.values() for text in cue.matches),
]


def spans(found: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in found]


def paragraphs() -> list[str]:
    texts = [file.read_text(encoding="utf-8") for file in sorted(DEALS.rglob("*.md"))]
    return [part for text in texts for part in text.split("\n\n") if part.strip()]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:30])
def test_no_match_is_lost_in_examples_and_example_deals(pattern: re.Pattern[str]) -> None:
    texts = [*EXAMPLES, *paragraphs()]
    texts += [text.upper() for text in texts]
    index = WordIndex(texts)
    assert [text for text in texts if pattern.search(text) and not index.may_hold(text, pattern)] == []
    for text in texts:
        assert spans(index.find(text, pattern)) == spans(pattern.finditer(text))


def test_most_searches_are_spared() -> None:
    texts = paragraphs()
    index = WordIndex(texts)
    held = sum(index.may_hold(text, pattern) for pattern in PATTERNS for text in texts)
    assert held < 0.2 * len(PATTERNS) * len(texts)


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        (r"\bjoint (?:plan|review)s?\b", [[{"joint"}, {"plan", "review"}]]),
        (r"\b(?:purchase orders?|invoices?)\b", [[{"purchase"}, {"order"}], [{"invoice"}]]),
        (r"co-?operate(?! not)", [[{"operate"}]]),  # "co" is too short to tell much
        (r"(?:very )?long[- ]term", [[{"long"}, {"term"}]]),
        (r"shar(?:e|ing)+ \w+", [[{"shar"}]]),  # "e" is too short to tell anything: the group tells nothing
        (r"colou{0,1}r", [[{"colo"}]]),
    ],
)
def test_what_a_pattern_needs(source: str, needs: list[list[set[str]]]) -> None:
    told = needs_of(re.compile(source, re.IGNORECASE))
    found = [[set(stretches) for stretches in alternative] for alternative in told or ()]
    assert found == needs


@pytest.mark.parametrize("source", [r"\d+ days|\w+", r"a?", r"(?:orders?|\d+)", r"F\.O\.B\."])
def test_a_pattern_that_needs_no_word_is_always_tried(source: str) -> None:
    pattern = re.compile(source, re.IGNORECASE)
    assert needs_of(pattern) is None
    assert WordIndex(["nothing of it"]).may_hold("nothing of it", pattern)


def test_a_text_that_was_not_indexed_is_always_tried() -> None:
    assert WordIndex(["one"]).may_hold("another", re.compile("never"))


def test_a_book_of_small_print_takes_little_memory() -> None:
    texts = [f"clause {number} of word{number}" for number in range(30_000)]
    index = WordIndex(texts)
    assert index.may_hold(texts[0], re.compile("never"))
    assert sum(map(sys.getsizeof, vars(index).values())) < 100_000


def test_letters_that_only_case_makes_alike() -> None:
    text = "M\u0130LESTONE, m\u0131lestone, mile\u017ftone, \u212aPI"
    for source in ("milestone", "kpi"):
        pattern = re.compile(source, re.IGNORECASE)
        assert not pattern.search(text) or WordIndex([text]).may_hold(text, pattern)


words = st.sampled_from(["joint", "plans", "order", "co", "operate", "ab", "x"])
atoms = words | words.map(lambda word: f"(?:{word}|zz)") | words.map(lambda word: f"(?:{word})?")
sources = st.lists(atoms, min_size=1, max_size=3).map(" ?".join)


@given(
    st.lists(sources, min_size=1, max_size=3).map("|".join),
    st.lists(words, min_size=1, max_size=8).map(" ".join),
)
def test_the_screen_agrees_with_the_search(source: str, text: str) -> None:
    pattern = re.compile(rf"\b(?:{source})(?!\w)", re.IGNORECASE)
    index = WordIndex([text])
    assert index.may_hold(text, pattern) or not pattern.search(text)
    assert index.that_may_hold([text], pattern) == [index.may_hold(text, pattern)]
    assert index.holds(text, pattern) == bool(pattern.search(text))
    assert spans(index.find(text, pattern)) == spans(pattern.finditer(text))
