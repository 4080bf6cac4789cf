"""What a verb does by the words around it: consents, payers, descriptions, denials, doublings."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect.holdings import find_party_duties
from contract_lens.duty import Duty, Modality, Topic

PARTIES = (Party("Oru Ports Limited", ("Oru", "Supplier")), Party("Kell Varme AB", ("Kell", "Buyer")))
ORU, KELL, BOTH = (0,), (1,), (0, 1)


def duties_of(text: str) -> tuple[Duty, ...]:
    return find_party_duties(text, [Passage("c1", 0, len(text))], PARTIES).duties


def told(text: str) -> list[tuple[tuple[int, ...], str]]:
    return [(duty.parties, duty.modality.value) for duty in duties_of(text)]


def powers(text: str) -> list[tuple[int, ...]]:
    return [duty.parties for duty in duties_of(text) if duty.topic is Topic.DISCRETION]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Kell may, in part, assign this Agreement and sell, but shall not sell without Oru's consent.",
            [ORU],
        ),
        ("Kell may not sell without the consent of Oru.", [ORU]),
        ("Kell may sell only with the consent of Oru.", [ORU]),
        ("No settlement, release or waiver may be made without the consent of Oru.", [ORU]),
        ("Any sale without the prior approval of Oru is void.", [ORU]),
        ("Kell may, without the consent of Oru, assign this Agreement.", []),
        ("Kell shall be entitled to assign without first obtaining Oru's prior written consent.", []),
        ("Kell shall not sell; provided that Kell may sell to an affiliate without Oru's consent.", []),
        ("Kell shall not be required to obtain the consent of Oru.", []),
        ("The consent of Oru shall not be required for a sale.", []),
        ("Nothing is published without the consent of Oru and Kell, respectively.", [BOTH]),
        ("This Agreement ends by mutual consent of Oru, on the one hand, and Kell.", [BOTH]),
        ("It is sold with Oru's and Kell's consent.", [BOTH]),
        ("It is sold with the consent of Oru and Kell shall sign.", [ORU]),
    ],
)
def test_whose_consent_is_a_power(text: str, parties: list[tuple[int, ...]]) -> None:
    assert powers(text) == parties


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("Such services shall be paid by Kell directly.", (KELL, "obligation")),
        ("Reasonable costs of the visit shall be reimbursed by Oru.", (ORU, "obligation")),
        ("The fee shall be due and shall be paid by Kell to Oru monthly.", (KELL, "obligation")),
        ("Oru shall be reimbursed for each visit.", (ORU, "right")),
        ("Oru shall be reimbursed by Kell.", (ORU, "right")),
        ("All results shall be solely owned by Kell.", (KELL, "right")),
        ("Kell shall have eighteen (18) months to sell its stock.", (KELL, "right")),
        ("Kell shall have the exclusive use of the hall.", (KELL, "right")),
        ("Kell shall have ten days to pay the price.", (KELL, "obligation")),
        ("Oru shall retain a sufficient number of welders.", (ORU, "obligation")),
        ("Oru shall retain stability samples for two years.", (ORU, "obligation")),
        ("Oru shall retain all rights in the samples.", (ORU, "right")),
        ("Oru shall receive a copy of the books.", (ORU, "right")),
        ("Oru shall at all times be responsible for safety.", (ORU, "obligation")),
        ("Oru shall also have the right to inspect.", (ORU, "right")),
        ("Oru shall assume all liability for the crane.", (ORU, "obligation")),
        ("Oru represents and warrants that the crane is new.", (ORU, "obligation")),
        ("Kell acknowledges, agrees and covenants that it is late.", (KELL, "obligation")),
        ("Oru shall not, in any event, be liable for delay.", (ORU, "no_obligation")),
        ("It is late, and none of the parties shall be liable for that.", (BOTH, "no_obligation")),
        ("It is late, and neither party shall be liable for that.", (BOTH, "no_obligation")),
        ("Oru shall be entitled not to accept an order.", (ORU, "right")),
        ("Oru has no right not to pay.", (ORU, "no_right")),
        ("Oru's obligations under this clause shall cease upon payment.", (ORU, "no_obligation")),
        ("Oru shall cease any use of the marks.", (ORU, "prohibition")),
    ],
)
def test_one_duty_and_whose(text: str, duty: tuple[tuple[int, ...], str]) -> None:
    assert told(text)[-1] == duty
    assert len(told(text)) <= 2 if "shall be due" in text else len(told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Oru shall tell Kell of any event that might harm the crane or might delay it.",
        "Oru shall get all permits that may be needed.",
        "Oru shall hold Kell harmless from losses which Kell may suffer.",
        "Oru shall bear all costs that it may incur.",
        "Oru shall pay for work that cannot be stopped.",
        "Oru warrants that it has full power and authority to enter into this Agreement.",
        "Oru shall pay in addition to any remedies that Kell may have.",
        "Oru shall provide a yard in which Kell may work.",
        "In the event that Kell is required to pay a tax, Oru shall refund it.",
    ],
)
def test_what_only_describes_gives_nobody_a_right(text: str) -> None:
    assert {duty.modality for duty in duties_of(text)} == {Modality.OBLIGATION}
    assert {duty.parties for duty in duties_of(text)} == {ORU}


@pytest.mark.parametrize(
    "text",
    [
        "Kell agrees that Oru may inspect the yard.",
        "Kell has sole authority to set prices, in which case Oru may leave the yard.",
        "Kell shall leave, at which time Oru may elect to sell the crane.",
        "This Agreement may not be amended by Kell, and Oru may inspect.",
    ],
)
def test_a_right_behind_that_remains_one(text: str) -> None:
    assert (ORU, "right") in told(text)


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("None of Oru, its agents or any other firm shall have any right in the marks.", [(ORU, "no_right")]),
        ("None of Oru, Kell or their agents may sell.", [(BOTH, "prohibition")]),
        (
            "Neither party shall be in default, or be liable for damages, for a storm.",
            [(BOTH, "prohibition"), (BOTH, "no_obligation")],
        ),
        (
            "Oru shall not be late or be required to pay.",
            [(ORU, "prohibition"), (ORU, "no_obligation")],
        ),
        ("If neither of these is practicable, as Kell finds, Kell may repair it.", [(KELL, "right")]),
        ("It is late. In no event shall Oru be liable.", [(ORU, "prohibition")]),
    ],
)
def test_a_denial_reaches_all_of_its_list(text: str, duties: list[tuple[tuple[int, ...], str]]) -> None:
    assert told(text) == duties


def test_who_only_signs_an_amendment_is_not_bound_by_it() -> None:
    assert told("This Agreement may not be amended except in a writing signed by Oru.") == []
    assert told("The crane shall not be moved without consent by Oru.")[:1] != [(ORU, "prohibition")]
