from __future__ import annotations

import re

import pytest

from contract_lens.assess.saying import Saying, sayings, sentence_of, tells_of

COMMITTEE = re.compile(r"\bsteering committee\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("The parties shall establish a steering committee.", Saying.BINDS),
        ("A steering committee is established by the parties.", Saying.BINDS),
        ("No steering committee shall be formed.", Saying.DENIES),
        ("The parties shall not form a steering committee.", Saying.DENIES),
        ("Neither party is required to sit on a steering committee.", Saying.DENIES),
        ("The Supplier works without any steering committee.", Saying.DENIES),
        ("A steering committee was discussed in March.", Saying.MENTIONS),
        ("The parties shall not sue, but shall first turn to the steering committee.", Saying.BINDS),
        ("The steering committee shall meet not less than twice a year.", Saying.BINDS),
        ("Not only Buyer but also Supplier shall sit on the steering committee.", Saying.BINDS),
        ("A meeting without the steering committee is excluded.", Saying.DENIES),
        ("Work outside the steering committee is excluded.", Saying.BINDS),
        ("The first aim of the steering committee is to save time.", Saying.BINDS),
        ("No order is accepted late. The steering committee shall meet monthly.", Saying.BINDS),
    ],
)
def test_binding_denied_and_mentioned_are_told_apart(text, how):
    assert [said.how for said in sayings(text, COMMITTEE.finditer(text))] == [how]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "They shall form no steering committee, unless a steering committee of both is asked for.",
            "denies",
        ),
        ("They shall form no steering committee, but the steering committee in Oslo shall go on.", "binds"),
        ("No steering committee meets until May, when each must sit on the steering committee.", "binds"),
    ],
)
def test_an_exception_to_a_denial_promises_nothing(text, second):
    assert [said.how for said in sayings(text, COMMITTEE.finditer(text))][1] == second


@pytest.mark.parametrize(
    ("words", "told"),
    [({}, True), ({"unless": "dispute"}, False), ({"both": "each"}, True), ({"both": "jointly"}, False)],
)
def test_words_of_the_same_sentence_tell_of_another_matter(words, told):
    text = "The parties shall act jointly. In a dispute each shall call the steering committee."
    place = COMMITTEE.search(text)
    assert place
    bounds = {name: re.compile(one) for name, one in words.items()}
    assert tells_of(text, place.span(), **bounds) is told


def test_the_words_are_located():
    text = "First sentence that is long enough. The steering committee shall meet."
    (said,) = sayings(text, COMMITTEE.finditer(text))
    assert text[said.start : said.end] == "steering committee"
    start, end = sentence_of(text, said.start, said.end)
    assert text[start:end] == "The steering committee shall meet."


def test_an_abbreviation_ends_no_sentence():
    text = "The parties shall meet two members of each side [e.g. Ana Reyes] with the steering committee."
    (said,) = sayings(text, COMMITTEE.finditer(text))
    assert sentence_of(text, said.start, said.end) == (0, len(text))
