"""Searching in small letters must find the same places as searching without regard to case."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.taxonomy.caseless import Caseless, small_letters, spelt_out, tokens_of
from contract_lens.taxonomy.holdings import load_holding_words
from contract_lens.taxonomy.patterns import load_patterns
from contract_lens.taxonomy.practices import load_practices
from contract_lens.taxonomy.quantities import load_quantity_words
from contract_lens.taxonomy.scorecard import load_scorecard

DEALS = Path(__file__).parents[2] / "corpora" / "deals"

HOLDINGS = load_holding_words()
WORDINGS = [
    *(known.wording for known in load_quantity_words().kinds),
    *(known.wording for known in HOLDINGS.topics),
    HOLDINGS.consent,
    HOLDINGS.conditional,
]
PATTERNS = [
    *(wording.pattern for wording in WORDINGS),
    *(practice.words for practice in load_practices()),
    *(column.words for line in load_scorecard().lines for column in (line.supplier, line.alliance)),
    *(cue.pattern for cue in load_patterns().cues.values()),
]
EXAMPLES = [
    *(text for wording in WORDINGS for text in wording.matches),
    *(text for practice in load_practices() for text in practice.matches),
    *(text for cue in load_patterns().cues.values() for text in cue.matches),
]


def spans(found: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in found]


def texts_at_hand() -> list[str]:
    files = [file.read_text(encoding="utf-8") for file in sorted(DEALS.rglob("*.md"))]
    texts = [*EXAMPLES, *(part for text in files for part in text.split("\n\n") if part.strip())]
    return [*texts, *(text.upper() for text in texts)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:30])
def test_every_pattern_of_the_taxonomy_finds_the_same_places(pattern: re.Pattern[str]) -> None:
    caseless = Caseless(pattern)
    assert caseless.small is not None, "it is searched as slowly as before"
    for text in texts_at_hand():
        assert spans(caseless.finditer(text)) == spans(pattern.finditer(text))
        assert caseless.is_in(text, small_letters(text)) == bool(pattern.search(text))


def test_small_letters_change_neither_the_place_nor_the_kind_of_a_character() -> None:
    kinds = [re.compile(kind) for kind in (r"\w", r"\s", r"\d", r"[^\W\d_]")]
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        small = small_letters(char)
        if small is None or small == char:
            continue
        assert len(small) == 1, hex(code)
        assert [bool(kind.match(char)) for kind in kinds] == [bool(kind.match(small)) for kind in kinds]
        assert not small.isascii() or char.isascii(), hex(code)


def test_no_other_character_matches_a_letter_when_case_is_ignored() -> None:
    letters = re.compile("[a-z]", re.IGNORECASE)
    for code in range(128, sys.maxunicode + 1):
        assert not letters.match(chr(code)) or small_letters(chr(code)) is None, hex(code)


@pytest.mark.parametrize(
    "source",
    ["é", r"\x41", r"[A-_]", "(?P=word)", "(?s:a)", r"[\x41-z]", r"(a)\1", "(?#note)a", "(?i:a)b"],
)
def test_what_is_not_understood_is_searched_as_it_stands(source: str) -> None:
    source = f"(?P<word>b){source}" if "P=" in source else source
    caseless = Caseless(re.compile(source, re.IGNORECASE))
    assert caseless.small is None


@pytest.mark.parametrize("flags", [re.IGNORECASE | re.VERBOSE, re.IGNORECASE | re.ASCII, re.NOFLAG])
def test_other_flags_leave_a_pattern_as_it_is(flags: re.RegexFlag) -> None:
    assert Caseless(re.compile("Party", flags)).small is None


@pytest.mark.parametrize(
    "source", [r"[^A-C\W]+", r"\bPARTY\B", "(?i)a|B", "(?im)^x$", r"(?P<Who>Party) \S", r"[\WA]X", "(?<!No)X"]
)
def test_capitals_in_a_pattern(source: str) -> None:
    pattern = re.compile(source, re.IGNORECASE)
    caseless = Caseless(pattern)
    assert caseless.small is not None
    for text in ("ABCdef x", "the PARTYx Party of\nX\nno", "aX Ax nox NOX -x", "party\u212ax M\u0130x"):
        assert spans(caseless.finditer(text)) == spans(pattern.finditer(text))
        assert spans(caseless.finditer(text, 2, 9)) == spans(pattern.finditer(text, 2, 9))


pieces = st.sampled_from(["Ab", "k", "[A-C]", "[^a-b]", r"\b", r"\W", "(?:x|Y)", "s?", ".", "(?!i)", r"\S+"])
letters = st.text(st.sampled_from("aAbBkKsSiIxXyY \n’.1\u0130\u0131\u017f\u212aÉé"), max_size=12)


@given(st.lists(pieces, min_size=1, max_size=4).map("".join), letters)
def test_the_twin_agrees_with_the_pattern(source: str, text: str) -> None:
    pattern = re.compile(source, re.IGNORECASE)
    assert spans(Caseless(pattern).finditer(text)) == spans(pattern.finditer(text))


def test_choices_that_double_are_not_spelt_out() -> None:
    tokens = tokens_of("(?:|)" * 40 + "c")
    assert spelt_out(tokens) == [tokens]


def test_a_choice_is_spelt_out_in_its_order() -> None:
    spelt = ["".join(one) for one in spelt_out(tokens_of("(?:(?:a|b)x|c|)(?:d|e)f"))]
    assert spelt == ["ax(?:d|e)f", "bx(?:d|e)f", "c(?:d|e)f", "df", "ef"]
