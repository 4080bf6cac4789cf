from __future__ import annotations

import dataclasses

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from paper_builders import (
    MUTUAL,
    ONE_SIDED,
    A,
    C,
    Frame,
    N,
    Row,
    alliance_terms,
    assess,
    control_terms,
    filler,
    supply_terms,
    warm_recitals,
)

from contract_lens.assess.indices import bend
from contract_lens.assessment import INDICES, Branding
from contract_lens.clause import PassageKind, Signal, Stance, Symmetry

EXIT = "{who} may terminate this Agreement without cause at any time on thirty days notice to the other."


def index(rows: list[Row], name: str) -> float:
    return assess(rows).indices[name].value


def test_every_index_is_given_and_lies_between_0_and_100():
    found = assess(supply_terms()).indices
    assert tuple(sorted(found)) == tuple(sorted(INDICES))
    assert all(0 <= weighed.value <= 100 for weighed in found.values())


def test_a_paper_without_terms_gets_no_indices():
    signed = [dataclasses.replace(row, kind=PassageKind.SIGNATURE) for row in supply_terms()]
    told = assess(signed)
    assert not told.indices
    assert not told.labels
    assert told.not_scored == "no terms of a contract were found in it"


def test_half_is_shown_as_50():
    assert bend(12.0, 12.0) == 50.0
    assert bend(0.0, 12.0) == 0.0


@pytest.mark.parametrize(
    ("name", "high", "low"),
    [
        ("exit", control_terms, alliance_terms),
        ("control", control_terms, alliance_terms),
        ("one_sidedness", supply_terms, alliance_terms),
        ("risk_shifted", supply_terms, alliance_terms),
        ("risk_reward_sharing", alliance_terms, supply_terms),
        ("joint_governance", alliance_terms, supply_terms),
        ("information_sharing", alliance_terms, supply_terms),
        ("integration", alliance_terms, supply_terms),
        ("relationship_investment", alliance_terms, supply_terms),
    ],
)
def test_index_tells_hard_from_joint_terms(name, high, low):
    assert index(high(), name) > index(low(), name) + 20


def test_one_sided_exit_weighs_more_than_the_same_exit_of_both():
    one = [Row(EXIT.format(who="Brightwater"), A, ("term_convenience",), ONE_SIDED), *filler(4)]
    both = [Row(EXIT.format(who="Either party"), N, ("term_convenience",), MUTUAL), *filler(4)]
    assert index(one, "exit") > index(both, "exit") + 10


def test_short_notice_without_reason_weighs_more():
    calm = (
        "Brightwater may terminate this Agreement upon one hundred eighty days notice to Orrin, in writing."
    )
    assert index(
        [Row(EXIT.format(who="Brightwater"), A, ("term_convenience",), ONE_SIDED), *filler(4)], "exit"
    ) > index([Row(calm, A, ("term_convenience",), ONE_SIDED), *filler(4)], "exit")


def test_boilerplate_does_not_dilute_an_index_in_proportion():
    short, long = supply_terms(), [*supply_terms(), *filler(len(supply_terms()))]
    assert index(long, "control") > 0.6 * index(short, "control")


def test_recitals_make_talk_and_no_conduct():
    cold, warm = assess(supply_terms()), assess([*warm_recitals(), *supply_terms()])
    assert warm.indices["purpose_talk"].value > cold.indices["purpose_talk"].value + 20
    for name in INDICES:
        if name != "purpose_talk":
            assert warm.indices[name].value == cold.indices[name].value


def test_purpose_clause_is_talk_too():
    vision = (
        "The parties will decide jointly, share all profits and losses equally and work together as partners."
    )
    functions = ("joint_governance", "risk_reward_sharing", "joint_work")
    under_purpose = [Row(vision, C, functions, MUTUAL, heading="Our shared vision"), *supply_terms()]
    as_duty = [Row(vision, C, functions, MUTUAL, heading="Management"), *supply_terms()]
    assert index(under_purpose, "joint_governance") < index(as_duty, "joint_governance")
    assert index(under_purpose, "joint_governance") == index(supply_terms(), "joint_governance")


def test_committee_that_is_denied_does_not_govern():
    text = (
        "No steering committee shall be formed and neither party shall have a say in the plans of the other."
    )
    signal = ("joint_committee", text.index("steering"), text.index(" shall"))
    said = Row(text, N, ("joint_governance",), MUTUAL, signals=(Signal(*signal, negated=False),))
    denied = dataclasses.replace(said, signals=(Signal(*signal, negated=True),))
    assert index([said, *filler(3)], "joint_governance") > 20
    assert index([denied, *filler(3)], "joint_governance") == 0


def test_no_operative_text_is_not_scored():
    found = assess([Row("SUPPLY AGREEMENT", kind=PassageKind.TITLE)])
    assert not found.indices
    assert found.stance is None
    assert found.not_scored
    assert any("no terms of a contract" in warning for warning in found.warnings)


def test_branding_alone_is_little_talk():
    plain = assess(supply_terms()).indices["purpose_talk"].value
    named = assess(supply_terms(), frame=Frame(calls_itself=Branding.ALLIANCE)).indices["purpose_talk"].value
    assert plain < named < 33


rows = st.builds(
    Row,
    text=st.sampled_from(
        ["Brightwater shall pay.", "Orrin may refuse at any time.", "Each party shall inform the other."]
    ),
    stance=st.sampled_from([*Stance]),
    functions=st.lists(
        st.sampled_from(["control_right", "joint_governance", "term_convenience", "audit"]), max_size=2
    ).map(tuple),
    symmetry=st.sampled_from([*Symmetry]),
    kind=st.sampled_from([PassageKind.CLAUSE, PassageKind.RECITAL, PassageKind.DEFINITION]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=12))
def test_indices_stay_in_bounds_and_quote_exactly(made):
    assessment = assess(made)
    for weighed in assessment.indices.values():
        assert 0 <= weighed.value <= 100
        for finding in weighed.evidence:
            assert assessment.text[finding.start : finding.end] == finding.text != ""


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, min_size=1, max_size=8), st.data())
def test_making_a_clause_mutual_never_raises_one_sidedness(made, data):
    assume(assess(made).indices)  # a paper without operative words gets none
    position = data.draw(st.integers(0, len(made) - 1))
    changed = list(made)
    changed[position] = dataclasses.replace(made[position], symmetry=MUTUAL)
    assert index(changed, "one_sidedness") <= index(made, "one_sidedness")


BODY = "The steering committee has three members of each party and meets each month."


@pytest.mark.parametrize(
    ("words", "governs"),
    [
        ("It decides by unanimous vote.", True),
        ("It decides by unanimous vote; no member has a casting vote.", True),
        ("Neither party shall have a deciding vote or the final say.", True),
        ("The chair of the committee shall not have a second or casting vote.", True),
        ("In a tie the chair, who is named by Orrin, casts the deciding vote.", False),
        ("If the committee does not agree, Orrin has the casting vote.", False),
        ("If no agreement is reached, Orrin shall have the tie-breaking vote.", False),
        ("If it cannot agree, Orrin shall have the final decision, which binds Brightwater.", False),
    ],
)
def test_a_committee_governs_jointly_unless_one_side_has_the_last_word(words: str, governs: bool):
    rows = [Row(f"{BODY} {words}", C, ("joint_governance",), MUTUAL), *filler(3)]
    assert (index(rows, "joint_governance") > 20) is governs
