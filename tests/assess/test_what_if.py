from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_builders import (
    MUTUAL,
    ONE_SIDED,
    A,
    Frame,
    Row,
    alliance_terms,
    assess,
    control_terms,
    filler,
    supply_terms,
    warm_recitals,
)

from contract_lens.assess import what_if
from contract_lens.assess.mirrors import mirrored
from contract_lens.assessment import Branding, Change
from contract_lens.errors import UsageError
from contract_lens.taxonomy.advice import load_advice

EXITS = ("c1", "c2", "c4")  # termination, option, change of control in control_terms()
ALLIANCE = Frame("Strategic Alliance Agreement", Branding.ALLIANCE)


def test_no_change_shows_what_the_assessment_shows():
    found = assess([*warm_recitals(), *control_terms(), *supply_terms()], frame=ALLIANCE)
    same = what_if(found, [])
    assert same.labels == found.labels
    assert same.indices == {name: index.value for name, index in found.indices.items()}
    assert same.scores == {code: pattern.score for code, pattern in found.patterns.items()}


def test_mutual_exits_lower_the_exit_index_and_lift_the_flag():
    found = assess(control_terms())
    assert "last_resort" in found.labels
    after = what_if(found, [Change("mutual", clause) for clause in EXITS])
    assert after.indices["exit"] < found.indices["exit"].value - 15
    assert after.scores["last_resort"] < found.patterns["last_resort"].score
    assert "last_resort" not in after.labels


def test_what_is_removed_is_gone():
    found = assess(control_terms())
    after = what_if(found, [Change("remove", clause.id) for clause in found.clauses[:5]])
    assert after.indices["exit"] == after.indices["control"] == 0
    assert after.labels == ()


def test_joint_clauses_lift_misbranded():
    found = assess(supply_terms(), frame=ALLIANCE)
    assert "misbranded" in found.labels
    more = [Change("add", function=code) for code in ("joint_governance", "risk_reward_sharing") * 2]
    assert "misbranded" not in what_if(found, more).labels


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("mutual", "c99"), "no operative clause"),
        (Change("polish", "c1"), "there is no change 'polish'"),
        (Change("add", function="kindness"), "there is no function 'kindness'"),
    ],
)
def test_a_wrong_change_is_refused(change, words):
    with pytest.raises(UsageError, match=words):
        what_if(assess(control_terms()), [change])


def test_a_record_without_its_case_is_refused():
    with pytest.raises(UsageError, match="nothing to judge again"):
        what_if(replace(assess(control_terms()), case=None), [])


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(load_advice().changes)), st.integers(1, 5))
def test_a_change_never_makes_the_paper_more_one_sided(kind, clause):
    found = assess([*control_terms(), *supply_terms()])
    after = what_if(found, [Change(kind, f"c{clause}")])
    assert after.indices["one_sidedness"] <= found.indices["one_sidedness"].value


# --- advice


@pytest.mark.parametrize("template", load_advice().templates, ids=lambda one: f"{one.function}-{one.change}")
def test_a_template_keeps_its_own_examples(template):
    table = load_advice()
    assert template.change in table.changes
    assert all(table.template_for(template.function, text) is template for text in template.matches)
    assert all(table.template_for(template.function, text) is not template for text in template.not_matches)


def test_each_hard_clause_gets_a_proposal_for_both_and_the_first_an_outlook():
    found = assess([*control_terms(), *supply_terms()])
    hard = {clause.id for clause in found.clauses if clause.stance.label is A}
    assert {one.clause for one in found.advice} == hard
    assert [one.outlook is not None for one in found.advice] == [True] * 5 + [False] * (len(hard) - 5)
    for one in found.advice:
        assert one.proposal and one.holder_gains and one.other_gains and one.example
        assert found.text[one.quote.start : one.quote.end] == one.quote.text


def test_the_outlook_is_what_what_if_says():
    found = assess([*control_terms(), *supply_terms()])
    first = [Change(one.change, one.clause) for one in found.advice if one.outlook]
    assert found.outlook == what_if(found, first)
    assert found.advice[0].outlook == what_if(found, first[:1])
    assert found.outlook.indices["one_sidedness"] < found.indices["one_sidedness"].value


def test_an_alliance_needs_no_advice():
    found = assess(alliance_terms())
    assert (found.advice, found.outlook) == ((), None)


# --- sister clauses

INDEMNITIES = [
    Row(
        f"{one} shall indemnify and hold harmless {other} against all claims, losses and costs that arise "
        "from its products, including the reasonable fees of lawyers.",
        A,
        ("indemnity",),
        ONE_SIDED,
    )
    for one, other in (("Brightwater", "Orrin"), ("Orrin", "Brightwater"))
]


def test_sister_clauses_count_as_mutual():
    one = assess([INDEMNITIES[0], INDEMNITIES[0], *filler(3)])
    both = assess([*INDEMNITIES, *filler(3)])
    mutual = assess([*(replace(row, symmetry=MUTUAL) for row in INDEMNITIES), *filler(3)])
    for name in ("one_sidedness", "risk_shifted"):
        assert both.indices[name].value == mutual.indices[name].value < one.indices[name].value
    assert [clause.symmetry for clause in both.clauses[:2]] == [ONE_SIDED, ONE_SIDED]


def test_advice_speaks_of_a_sister_only_where_there_is_one():
    inspect = "Brightwater may inspect the works of Orrin at any time and take copies of what it finds there."
    copy = "Orrin shall not copy the drawings, lend them, or show them to others than its own staff."
    found = assess([Row(text, A, (), ONE_SIDED) for text in (inspect, copy)] + [*filler(3)])
    assert len(found.advice) == 2
    assert not any("Each party has such a clause" in one.problem for one in found.advice)
    like = "Orrin may inspect the works of Brightwater once and take copies, on a month's notice, of it all."
    found = assess([Row(text, A, (), ONE_SIDED) for text in (inspect, like)] + [*filler(3)])
    assert any("Each party has such a clause" in one.problem for one in found.advice)


def test_the_same_party_twice_is_no_pair():
    found = assess([INDEMNITIES[0], INDEMNITIES[0], *filler(3)])
    assert not mirrored(found.case.paper, found.parties)


def test_words_for_either_party_are_mutual_whatever_the_model_says():
    row = Row(
        "Either party hereto may terminate this Agreement at any time.", A, ("term_convenience",), ONE_SIDED
    )
    said = assess([row, *filler(3)])
    told = assess([replace(row, symmetry=MUTUAL), *filler(3)])
    assert said.indices["exit"].value == told.indices["exit"].value
    assert said.advice == ()
