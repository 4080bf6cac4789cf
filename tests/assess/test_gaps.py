from __future__ import annotations

import pytest
from paper_builders import MUTUAL, ONE_SIDED, C, N, Row, alliance_terms, assess, filler, supply_terms

from contract_lens.assessment import Gap
from contract_lens.clause import PassageKind
from contract_lens.duty import Duty, DutyTable, Modality, Topic
from contract_lens.quantity import Terms
from contract_lens.taxonomy import load_taxonomy
from contract_lens.taxonomy.practices import load_practices

PRACTICES = {practice.code: practice for practice in load_practices()}


def gap_of(code: str, *rows: Row) -> Gap:
    return {gap.code: gap for gap in assess([*rows, *filler(3)]).gaps}[code]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, one in PRACTICES.items() for text in one.matches]
)
def test_a_practice_is_answered_by_its_own_examples(code, text):
    assert gap_of(code, Row(text)).state in ("answered", "mention")


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, one in PRACTICES.items() for text in one.not_matches]
)
def test_a_practice_is_not_answered_by_what_only_looks_like_it(code, text):
    assert gap_of(code, Row(text)).state != "answered"


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


TOLD = "Orrin shall keep Brightwater informed of its plans."


@pytest.mark.parametrize(
    ("second", "state"),
    [
        pytest.param("Orrin shall keep Brightwater informed of its costs.", "open", id="one side twice"),
        pytest.param("Brightwater shall keep Orrin informed of its costs.", "answered", id="each side once"),
        pytest.param("Orrin shall share the plan with the joint committee.", "answered", id="a joint body"),
    ],
)
def test_what_each_side_tells_the_other_is_open_information(second, state):
    starts = {"c1": (0, TOLD), "c2": (len(TOLD) + 2, second)}  # a paragraph each
    duties = tuple(
        Duty(
            start,
            start + len(text),
            clause,
            (int(text.startswith("Orrin")),),
            Modality.OBLIGATION,
            Topic.OBLIGATION,
        )
        for clause, (start, text) in starts.items()
    )
    gaps = assess([Row(TOLD), Row(second), *filler(3)], terms=Terms(DutyTable(duties=duties))).gaps
    assert {gap.code: gap.state for gap in gaps}["information"] == state


def test_an_item_of_what_both_do_need_not_name_them_again():
    item = Row("(b) to share the progress of their sales;", C, ("information_sharing",), MUTUAL)
    assert gap_of("information", item).state == "answered"
    assert gap_of("information", Row(item.text, N, (), ONE_SIDED)).state == "open"


def test_a_function_that_a_sentence_of_another_matter_does_is_no_answer():
    row = Row("The costs of a recall are allocated by fault.", N, ("risk_reward_sharing",), MUTUAL)
    assert gap_of("risk_reward", row).state == "open"


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


def test_who_shares_cost_data_shares_no_costs():
    told = Row("Orrin will share its cost data with Velm.", C, ("risk_reward_sharing",), ONE_SIDED)
    assert gap_of("risk_reward", told).state == "open"
    shared = Row("Orrin will share its costs with Velm.", C, ("risk_reward_sharing",), ONE_SIDED)
    assert gap_of("risk_reward", shared).state == "answered"
