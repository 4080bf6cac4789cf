from __future__ import annotations

import pytest
from paper_builders import MUTUAL, ONE_SIDED, C, N, Row, alliance_terms, assess, filler, supply_terms

from contract_lens.assess.saying import Saying, sayings
from contract_lens.assessment import Gap
from contract_lens.clause import PassageKind
from contract_lens.taxonomy import load_taxonomy
from contract_lens.taxonomy.practices import load_practices

PRACTICES = {practice.code: practice for practice in load_practices()}


def gap_of(code: str, *rows: Row) -> Gap:
    return {gap.code: gap for gap in assess([*rows, *filler(3)]).gaps}[code]


@pytest.mark.parametrize("code", PRACTICES)
def test_a_practice_keeps_its_own_examples(code):
    practice = PRACTICES[code]
    assert practice.matches and practice.not_matches
    assert all(practice.words.search(text) for text in practice.matches)
    for text in practice.not_matches:
        assert not any(said.how is Saying.BINDS for said in sayings(text, practice.words.finditer(text))), (
            text
        )


def test_practices_name_codes_of_the_codebook():
    known = {code.code for code in load_taxonomy().functions}
    assert all(set(practice.functions) <= known for practice in PRACTICES.values())
    assert all(practice.question.endswith("?") for practice in PRACTICES.values())


@pytest.mark.parametrize(
    ("row", "state"),
    [
        pytest.param(
            Row(
                "The parties shall set up a joint steering committee of six.",
                C,
                ("joint_governance",),
                MUTUAL,
            ),
            "answered",
            id="answered",
        ),
        pytest.param(
            Row("No joint steering committee shall be set up by the parties."), "negated", id="negated"
        ),
        pytest.param(
            Row("A joint steering committee of both parties was once a thought.", kind=PassageKind.RECITAL),
            "mention",
            id="mention in a recital",
        ),
        pytest.param(Row("The goods leave the works by lorry."), "open", id="open"),
    ],
)
def test_the_four_states(row, state):
    gap = gap_of("governance", row)
    assert gap.state == state
    assert bool(gap.evidence) == (state != "open")
    assert "operative clause" in gap.looked_in


def test_a_duty_of_one_side_to_report_is_no_open_information():
    row = Row("Orrin tells Brightwater what it wants to know.", N, ("information_sharing",), ONE_SIDED)
    assert gap_of("information", row).state == "open"


def test_an_alliance_answers_more_than_a_supply_deal():
    def answered(rows: list[Row]) -> int:
        return sum(gap.state == "answered" for gap in assess(rows).gaps)

    assert answered(alliance_terms()) >= answered(supply_terms()) + 4


def test_evidence_is_quoted_exactly():
    found = assess(alliance_terms())
    quoted = [finding for gap in found.gaps for finding in gap.evidence]
    assert quoted
    assert all(found.text[finding.start : finding.end] == finding.text for finding in quoted)


def test_the_clause_that_does_the_work_in_so_many_words_is_quoted_first():
    words = "The steering committee shall be told of every delay by the project manager."
    does = "The steering committee shall meet monthly and each party shall send two members."
    rows = (
        Row("Both parties shall deploy their sales forces.", C, ("joint_governance",), MUTUAL),
        Row(words, N),
        Row(does, C, ("joint_governance",), MUTUAL),
    )
    assert [finding.text for finding in gap_of("governance", *rows).evidence] == [does, words]
