from __future__ import annotations

import re

import pytest
from paper_builders import Frame, assess, control_terms, filler, supply_terms, warm_recitals

from contract_lens.assess import what_if
from contract_lens.assessment import LABELS, Assessment, Branding, Change

ALLIANCE = Frame("Strategic Alliance Agreement", Branding.ALLIANCE)
CASES = [
    pytest.param(assess(control_terms()), id="control"),
    pytest.param(assess(supply_terms()), id="supply"),
    pytest.param(assess(supply_terms(), frame=ALLIANCE), id="misbranded"),
    pytest.param(assess([*warm_recitals(), *control_terms()], frame=ALLIANCE), id="warm control"),
]


@pytest.mark.parametrize("found", CASES)
def test_taking_out_the_named_clauses_turns_the_verdict(found: Assessment):
    for code in LABELS:
        pattern = found.patterns[code]
        for turn in pattern.turns:
            if turn.clauses:
                after = what_if(found, [Change("remove", clause) for clause in turn.clauses])
                assert after.scores[code] == turn.score
                assert (turn.score >= pattern.threshold) != pattern.flagged


@pytest.mark.parametrize("found", CASES)
def test_no_clause_of_the_set_can_be_left_out(found: Assessment):
    for code in LABELS:
        for turn in found.patterns[code].turns:
            fewer = [Change("remove", clause) for clause in turn.clauses[:-1]]
            if fewer:
                flagged = what_if(found, fewer).scores[code] >= found.patterns[code].threshold
                assert flagged == found.patterns[code].flagged


def test_every_flag_says_what_would_lift_it():
    found = assess(supply_terms(), frame=ALLIANCE)
    turns = found.patterns["misbranded"].turns
    assert turns
    assert any("a body of both decide" in turn.text for turn in turns)
    assert all(re.search(r"\.$", turn.text) for turn in turns)


def test_a_clause_that_would_lift_a_flag_is_a_measure_and_no_remedy():
    turns = assess(supply_terms(), frame=ALLIANCE).patterns["misbranded"].turns
    (told,) = (turn.text for turn in turns if "more clause" in turn.text)
    assert told.startswith("How firm it is: ")
    assert "no remedy" in told and "one party has the last word" in told


def test_a_verdict_on_its_edge_does_not_name_the_value_that_it_has():
    texts = [
        turn.text
        for size in range(1, 24)
        for pattern in assess(supply_terms()[:3] + filler(size), frame=ALLIANCE).patterns.values()
        for turn in pattern.turns
    ]
    moves = [re.search(r"(?:from|up to) (\d+) \(now (\d+)\)", text) for text in texts]
    assert any(moves)
    assert not any(move and move[1] == move[2] for move in moves)


def test_without_a_name_misbranded_says_that_it_takes_one():
    (turn,) = assess(supply_terms()).patterns["misbranded"].turns
    assert "alliance, partnership or joint venture name" in turn.text


def test_what_is_far_from_a_flag_says_nothing():
    assert assess(filler(5)).patterns["last_resort"].turns == ()


def test_misbranded_says_which_essential_is_absent_and_where_it_was_looked_for():
    essentials = assess(supply_terms(), frame=ALLIANCE).patterns["misbranded"].essentials
    states = {one.code: one.state for one in essentials}
    assert states == {"strategic": "absent", "win_win": "absent", "shared_risk_and_reward": "absent"}
    assert all("operative clauses" in one.looked_for for one in essentials)
    assert assess(supply_terms()).patterns["misbranded"].essentials == ()
