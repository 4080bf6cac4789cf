"""A committee in name is no joint governance; through all stages, on our own texts."""

from __future__ import annotations

from functools import cache

import pytest
from agreement_texts import ALLIANCE_RECITALS, alliance, supply

from contract_lens.assess.bodies import powerless
from contract_lens.assessment import Assessment
from contract_lens.pipeline import analyze_document
from contract_lens.read import read_bytes
from contract_lens.taxonomy.patterns import load_patterns

BODY = (
    "Steering committee. The parties shall form a steering committee of two members of each party, which "
    "meets once a quarter to review the work. "
)
POWERLESS = {
    "one party decides": (BODY + "If the committee cannot agree, Calder shall decide.",),
    "casting vote": (BODY + "Calder names the chair, who has a casting vote.",),
    "casting vote in another clause": (BODY, "Voting. The chair of the committee has the casting vote."),
    "chair named by one": (
        BODY
        + "If it does not reach consensus, the matter shall be decided by the chair, who is named by Calder.",
    ),
    "chair of one decides": (
        BODY + "Its chair is appointed by Calder and decides where there is no consensus.",
    ),
    "passive": (BODY + "A matter on which the committee does not agree is decided by Calder.",),
    "only advises": (BODY + "The committee advises Calder.",),
    "does not bind": (BODY, "Standing. Recommendations of the steering committee are not binding on Calder."),
    "one voice counts": (BODY + "In all matters Calder's view shall prevail.",),
}
JOINT = {
    "unanimous": BODY + "It decides by unanimous vote on the joint plan, the joint budget and every change "
    "of this Agreement, and both parties carry out what it decides.",
    "chair alternates": BODY + "It decides on the joint plan and the joint budget. The chair has a casting "
    "vote and alternates between the parties each year.",
    "executives of both": BODY + "It decides on the joint plan and the joint budget. If the committee cannot "
    "agree, the chief executives of both parties shall decide together.",
}
LADDER = (
    "Escalation. A dispute shall first be discussed by the managing directors of the parties. If it is not "
    "settled within thirty days, either party may go to the courts of England.",
)


@cache
def named_alliance(*more: str) -> Assessment:
    """A plain supply contract under a grand name, with clauses added."""
    text = supply(
        "Strategic Alliance Agreement",
        recitals=ALLIANCE_RECITALS,
        named="strategic alliance",
        more=tuple(more),
    )
    return analyze_document(read_bytes(text.encode(), name="agreement.txt"))


def governance(found: Assessment) -> float:
    return found.indices["joint_governance"].value


@pytest.mark.parametrize("clauses", POWERLESS.values(), ids=POWERLESS)
def test_a_committee_in_which_one_decides_leaves_a_supply_deal_misbranded(clauses: tuple[str, ...]) -> None:
    found = named_alliance(*clauses)
    assert "misbranded" in found.labels
    assert governance(found) < governance(named_alliance()) + 15
    (strategic,) = [one for one in found.patterns["misbranded"].essentials if one.code == "strategic"]
    assert strategic.state != "present"
    assert any("decides nothing" in reason for reason in found.patterns["misbranded"].reasons_for)


@pytest.mark.parametrize("clause", JOINT.values(), ids=JOINT)
def test_a_committee_that_decides_together_is_joint_governance(clause: str) -> None:
    found = named_alliance(clause)
    assert governance(found) > governance(named_alliance(*POWERLESS["casting vote"])) + 25
    assert found.patterns["misbranded"].score < named_alliance().patterns["misbranded"].score - 0.2
    assert found.case is not None
    assert not powerless(found.case.paper, found.case.weights)


def test_a_committee_that_meets_in_passing_makes_nothing_strategic() -> None:
    (strategic,) = [
        one for one in named_alliance(BODY).patterns["misbranded"].essentials if one.code == "strategic"
    ]
    assert strategic.state != "present"


def test_to_talk_before_going_to_court_is_no_joint_governance() -> None:
    found = named_alliance(*LADDER)
    assert governance(found) < load_patterns().absence["absent"]
    assert "misbranded" in found.labels


def test_an_alliance_whose_committee_decides_keeps_its_governance() -> None:
    found = analyze_document(read_bytes(alliance().encode(), name="agreement.txt"))
    assert "collaborative" in found.labels
    assert found.case is not None
    assert not powerless(found.case.paper, found.case.weights)


OWN_ORGANS = (
    "Board. Calder shall increase the size of the board by one, appoint the new director of Harrow to its "
    "board, and its nominating committee shall recommend her election at the 2025 annual meeting.",
    "Votes. Harrow shall vote all of its shares at the annual meeting of shareholders as the board of Calder "
    "recommends, and shall not solicit proxies.",
)


def test_the_organs_of_one_company_are_no_joint_governance() -> None:
    of_one = governance(named_alliance(*OWN_ORGANS)) - governance(named_alliance())
    joint = governance(named_alliance(JOINT["unanimous"])) - governance(named_alliance())
    assert of_one < joint / 10


def test_goods_are_no_committee() -> None:
    found = named_alliance(
        "Tests. The solar panels are tested by Calder, and Calder's decision shall be final."
    )
    assert not any("decides nothing" in reason for reason in found.patterns["misbranded"].reasons_for)
