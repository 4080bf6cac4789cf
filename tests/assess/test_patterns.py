from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from paper_builders import (
    MUTUAL,
    ONE_SIDED,
    A,
    Frame,
    N,
    Row,
    alliance_terms,
    assess,
    control_terms,
    filler,
    supply_terms,
    talk,
    warm_recitals,
)

from contract_lens.assess.patterns import JUDGES
from contract_lens.assessment import LABELS, Assessment, Branding, DocumentKind
from contract_lens.clause import Stance, Symmetry

ALLIANCE = Frame("Strategic Alliance Agreement", Branding.ALLIANCE)


def test_every_label_has_its_judge():
    assert tuple(JUDGES) == LABELS


@pytest.mark.parametrize(
    ("rows", "frame", "labels"),
    [
        pytest.param(supply_terms(), Frame("Supply Agreement"), ("transactional",), id="plain supply"),
        pytest.param(supply_terms(), ALLIANCE, ("misbranded",), id="supply called alliance"),
        pytest.param(alliance_terms(), ALLIANCE, ("collaborative",), id="alliance"),
        pytest.param(
            alliance_terms(), Frame("Master Agreement"), ("collaborative",), id="alliance without the name"
        ),
        pytest.param(
            [*warm_recitals(), *supply_terms()], ALLIANCE, ("misbranded", "dysfunctional"), id="warm and hard"
        ),
        pytest.param(
            control_terms(),
            Frame("Cooperation Agreement", Branding.COLLABORATION),
            ("last_resort",),
            id="control",
        ),
    ],
)
def test_labels(rows, frame, labels):
    assert assess(rows, frame=frame).labels == labels


def test_without_the_name_nothing_is_misbranded():
    pattern = assess(supply_terms()).patterns["misbranded"]
    assert pattern.score == 0
    assert pattern.reasons_for == ()
    assert "does not call itself" in pattern.reasons_against[0]


def test_a_venture_of_its_own_is_no_supply_deal_because_a_licence_is_part_of_it():
    licence = Row(
        "Orders are invoiced at the prices of the price list, and Orrin pays the licence fees.", N, ()
    )
    venture = [
        Row("Each shareholder shall make its capital contribution within ten days of a capital call.", N, ()),
        Row("A Deadlock arises if the Board fails twice to agree on a reserved matter.", N, ()),
        Row("The drag-along and tag-along rights apply to a sale of the Venture Company.", N, ()),
    ]
    frame = Frame("Joint Venture Agreement", Branding.JOINT_VENTURE)
    bare = assess([licence, *filler(3)], frame=frame).patterns["misbranded"]
    real = assess([licence, *venture, *filler(3)], frame=frame).patterns["misbranded"]
    assert real.score < 0.5 < bare.score
    assert any("company of the parties" in reason for reason in real.reasons_against)


def test_terms_that_share_and_govern_speak_against_two_approaches_in_one_paper():
    hard = [*warm_recitals(), *supply_terms()]
    one, both = (assess(rows, frame=ALLIANCE) for rows in (hard, [*hard, *alliance_terms() * 3]))
    assert min(both.indices[name].value for name in ("risk_reward_sharing", "joint_governance")) > 45
    told = [" ".join(paper.patterns["dysfunctional"].reasons_against) for paper in (one, both)]
    assert "govern jointly" not in told[0] and "govern jointly" in told[1]
    assert both.patterns["dysfunctional"].score < one.patterns["dysfunctional"].score


def test_misbranded_says_what_is_absent_and_where_it_was_looked_for():
    reasons = " ".join(assess(supply_terms(), frame=ALLIANCE).patterns["misbranded"].reasons_for)
    for words in (
        "Strategic Alliance Agreement",
        "Not strategic",
        "shared risk and reward",
        "7 operative clauses",
        "win-win",
    ):
        assert words in reasons


def test_a_standstill_under_a_warm_name_supplies_nothing():
    standstill = (
        "During the standstill period the Investor shall not acquire voting securities nor "
        "solicit proxies from any "
        "stockholder of the Company, and shall vote its shares of common stock for the nominees "
        "of the board."
    )
    rows = [Row(standstill, A, ("lock_in", "control_right"), ONE_SIDED) for _ in range(4)]
    found = assess([*rows, *filler(2)], frame=Frame("Cooperation Agreement", Branding.COLLABORATION))
    assert "misbranded" not in found.labels
    assert "transactional" not in found.labels


def test_symmetric_buy_sell_of_a_venture_is_no_last_resort():
    buy_sell = "At a deadlock either party may name one price at which the other shall sell or buy shares."
    rows = [*alliance_terms(), *[Row(buy_sell, N, ("buyout",), MUTUAL) for _ in range(3)]]
    assert assess(rows, frame=Frame("Joint Venture Agreement", Branding.JOINT_VENTURE)).labels == (
        "collaborative",
    )


BAN = "Neither party may assign this Agreement, also upon a change of control, without consent."
LIST = "It may be terminated: (a) by Orrin for any reason; (b) by either party if the other is in breach."
NAMED = "It may be terminated: (a) by Velm Ltd. or Orrin GmbH for any reason; (b) by Mutual consent."
BOTH = "Either party may terminate this Agreement without cause on ninety days' notice."


@pytest.mark.parametrize(
    ("text", "functions", "is_open"),
    [
        (BAN, ("change_of_control", "lock_in"), False),
        (LIST, ("term_cause",), False),
        (NAMED, ("term_cause",), True),
        (BOTH, ("term_convenience",), True),
    ],
)
def test_only_a_way_out_for_both_is_cited_as_one(text: str, functions: tuple[str, ...], is_open: bool):
    rows = [*filler(2), *[Row(text, A, functions, MUTUAL) for _ in range(2)]]
    reasons = assess(rows).patterns["last_resort"].reasons_against
    assert any(one.startswith("Exits that are open to both parties") for one in reasons) is is_open


def test_a_paper_that_builds_more_than_it_squeezes_is_not_two_in_one():
    squeezed = [*warm_recitals(), *supply_terms()]
    before = assess(squeezed, frame=ALLIANCE).patterns["dysfunctional"]
    half = assess([*squeezed, *alliance_terms()], frame=ALLIANCE)
    after = assess([*squeezed, *alliance_terms() * 3], frame=ALLIANCE)
    assert before.score > half.patterns["dysfunctional"].score > 0.5
    assert after.labels == ("collaborative",)
    reasons = after.patterns["dysfunctional"].reasons_against
    assert any(one.startswith("More of the paper builds the relationship than is hard") for one in reasons)
    assert not any(one.startswith("More of the paper") for one in before.reasons_against)


def test_mutual_exits_lower_the_exit_index_and_lift_the_flag():
    frame = Frame("Cooperation Agreement", Branding.COLLABORATION)
    words = "Either party may leave on twelve months notice, at a fair price that an expert names for both."
    exits = {"term_convenience", "buyout", "change_of_control"}
    mutual = [
        Row(words, N, tuple(exits & set(row.functions)), MUTUAL) if exits & set(row.functions) else row
        for row in control_terms()
    ]
    before, after = assess(control_terms(), frame=frame), assess(mutual, frame=frame)
    assert after.indices["exit"].value < before.indices["exit"].value - 15
    assert "last_resort" in before.labels
    assert "last_resort" not in after.labels


def test_boilerplate_alone_has_no_label():
    assert assess(filler(12)).labels == ()


@pytest.mark.parametrize("rows", [supply_terms(), alliance_terms(), control_terms()])
@pytest.mark.parametrize("frame", [Frame(), ALLIANCE])
def test_half_boilerplate_keeps_the_labels(rows, frame):
    words = sum(len(row.text.split()) for row in rows)
    padding = filler(round(words * 0.5 / len(filler(1)[0].text.split())))
    assert assess([*rows, *padding], frame=frame).labels == assess(rows, frame=frame).labels


def test_reasons_quote_exactly_and_few():
    found = assess([*warm_recitals(), *control_terms(), *supply_terms()], frame=ALLIANCE)
    for pattern in found.patterns.values():
        assert len(pattern.evidence) <= 6
        assert all(found.text[f.start : f.end] == f.text for f in pattern.evidence)
        assert all(reason.endswith(".") for reason in (*pattern.reasons_for, *pattern.reasons_against))


def test_a_communication_gets_no_verdict():
    found = assess(talk(Stance.ADVERSARIAL, 3), kind=DocumentKind.COMMUNICATION)
    assert (found.labels, found.patterns, found.indices, found.favours) == ((), {}, {}, "")
    assert found.stance is not None
    assert found.stance.score == -1
    assert [clause.speaker for clause in found.clauses] == ["Ana"] * 3


#: Of which the scores of two patterns are a half each.
SHARED = ("joint_governance", "risk_reward_sharing")


def sound(found: Assessment) -> bool:
    return len({"collaborative", "transactional", "misbranded"} & set(found.labels)) <= 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Row,
            text=st.sampled_from(
                ["The parties shall decide jointly on invoices.", "Orrin shall pay the purchase orders."]
            ),
            stance=st.sampled_from([*Stance]),
            functions=st.lists(
                st.sampled_from(["joint_governance", "risk_reward_sharing", "joint_work", "penalty"]),
                max_size=3,
            ).map(tuple),
            symmetry=st.sampled_from([*Symmetry]),
        ),
        max_size=10,
    ),
    st.sampled_from([Frame(), ALLIANCE]),
)
@example(
    [
        Row("The parties shall decide jointly on invoices.", N, SHARED, MUTUAL),
        Row("The parties shall decide jointly on invoices.", Stance.COLLABORATIVE, SHARED, Symmetry.NONE),
        Row("Orrin shall pay the purchase orders.", N, SHARED, Symmetry.NONE),
        Row("Orrin shall pay the purchase orders.", Stance.COLLABORATIVE, SHARED, MUTUAL),
    ],
    ALLIANCE,
)
def test_collaborative_transactional_and_misbranded_exclude_each_other(rows, frame):
    assert sound(assess(rows, frame=frame))
