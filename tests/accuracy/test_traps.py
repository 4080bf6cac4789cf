"""What must not fool the verdict on one agreement; through all stages, on our own texts."""

from __future__ import annotations

from functools import cache

import pytest
from agreement_texts import ALLIANCE_RECITALS, BOILERPLATE, agreement, alliance, supply

from contract_lens.assess import what_if
from contract_lens.assessment import Assessment, Change
from contract_lens.pipeline import analyze_document
from contract_lens.read import read_bytes

GRIP = (
    "Purpose. Calder and Harrow form an alliance for pump housings.",
    "Consent. Harrow shall not hire, borrow, invest, change its management or sign any contract without the "
    "prior written consent of Calder, which Calder may refuse in its sole discretion.",
    "Veto. Calder may veto any decision of the board of Harrow and may direct its operations at any time.",
    "Call option. Calder may at any time purchase all shares of Harrow at the price in Schedule 1, and "
    "Harrow shall transfer them within ten days.",
    "Termination. Calder may terminate this Agreement at any time for convenience on ten days' notice. "
    "Harrow may not terminate this Agreement.",
    "Change of control. Upon a change of control of Harrow, Calder may terminate this Agreement immediately "
    "and without notice.",
    "Non-compete. Harrow shall not compete with Calder nor deal with any competitor of Calder during the "
    "term and for five years after it.",
)

#: Agreements of nothing but form, each of another kind: none may be flagged.
CONTROLS = {
    "form": BOILERPLATE,
    "confidentiality": (
        "Confidential Information. Each party shall keep the confidential information of the other party "
        "secret for five years and use it for the stated purpose alone.",
        "Exceptions. This does not apply to information that is public or was known before.",
        "Return. On request each party returns the information of the other party.",
        *BOILERPLATE[:6],
    ),
    "definitions": (
        "Definitions. “Affiliate” means a company under common control with a party. “Business Day” means a "
        "day on which banks are open in London.",
        "Interpretation. A reference to a person includes a company, and a reference to a clause is one to a "
        "clause of this Agreement.",
        *BOILERPLATE,
    ),
    "assignment": (
        "Assignment. Neither party may assign this Agreement without the consent of the other party.",
        "Force majeure. Neither party is liable for delay that it could not prevent.",
        "Counterparts and costs. Each party bears its own costs of this Agreement.",
        *BOILERPLATE[2:],
    ),
}


@cache
def judged(text: str) -> Assessment:
    return analyze_document(read_bytes(text.encode(), name="agreement.txt"))


@pytest.mark.parametrize("name", CONTROLS)
@pytest.mark.parametrize("title", ["Framework Agreement", "Strategic Alliance Agreement"])
def test_form_alone_carries_no_adverse_flag(name: str, title: str) -> None:
    text = agreement(title, ("(A) Harrow and Calder are companies.",), CONTROLS[name])
    assert not {"last_resort", "misbranded", "dysfunctional"} & set(judged(text).labels)


def test_retitled_in_title_and_recitals_a_supply_deal_is_misbranded() -> None:
    retitled = judged(
        supply("Strategic Alliance Agreement", recitals=ALLIANCE_RECITALS, named="strategic alliance")
    )
    assert "misbranded" not in judged(supply()).labels
    assert "misbranded" in retitled.labels
    states = {one.code: one.state for one in retitled.patterns["misbranded"].essentials}
    assert states["strategic"] == states["shared_risk_and_reward"] == "absent"


def test_an_alliance_under_a_plain_title_stays_one() -> None:
    assert judged(alliance("Master Agreement")).labels == ("collaborative",)


def test_mutual_exits_lift_last_resort() -> None:
    found = judged(agreement("Alliance Agreement", ALLIANCE_RECITALS[:1], (*GRIP, *BOILERPLATE)))
    assert "last_resort" in found.labels
    doors = {"term_convenience", "buyout", "change_of_control", "term_cause"}
    exits = [clause.id for clause in found.clauses if doors & {score.code for score in clause.functions}]
    after = what_if(found, [Change("mutual", clause) for clause in exits])
    assert after.indices["exit"] < found.indices["exit"].value - 15
    assert "last_resort" not in after.labels


def test_half_boilerplate_keeps_last_resort() -> None:
    plain = agreement("Alliance Agreement", ALLIANCE_RECITALS[:1], (*GRIP, *BOILERPLATE[:3]))
    padded = agreement("Alliance Agreement", ALLIANCE_RECITALS[:1], (*GRIP, *BOILERPLATE))
    assert len(padded.split()) > 1.35 * len(plain.split())
    assert "last_resort" in judged(plain).labels
    assert judged(padded).labels == judged(plain).labels


def test_gaps_tell_a_real_alliance_from_a_supply_deal() -> None:
    def state(found: Assessment) -> dict[str, str]:
        return {gap.code: gap.state for gap in found.gaps}

    joint, trade = state(judged(alliance())), state(judged(supply()))
    for code in (
        "governance",
        "decision_making",
        "conflict_handling",
        "risk_reward",
        "checkpoints",
        "exit_plan",
    ):
        assert joint[code] == "answered", code
        assert trade[code] != "answered", code


def test_the_scorecard_tells_them_apart() -> None:
    joint = {line.code: line.leans for line in judged(alliance()).scorecard}
    trade = {line.code: line.leans for line in judged(supply()).scorecard}
    assert set(joint.values()) <= {"alliance", "mixed"}
    assert joint["level"] == joint["integration"] == "alliance"
    assert trade["integration"] == "supplier"
    assert "alliance" not in trade.values()
