"""How far a liability goes, and what *shall* gives: told to its bearer without regard to the verb."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect.holdings import find_party_duties
from contract_lens.duty import Duty, Modality, Topic

PARTIES = (Party("Oru Ports Limited", ("Oru", "Supplier")), Party("Kell Varme AB", ("Kell", "Buyer")))


def duties_of(text: str) -> tuple[Duty, ...]:
    return find_party_duties(text, [Passage("c1", 0, len(text))], PARTIES).duties


@pytest.mark.parametrize(
    ("text", "parties", "spares"),
    [
        ("Oru's aggregate liability to Kell is limited to the price.", (0,), True),
        ("The liability of the Buyer to Oru shall in no event exceed $5,000.", (1,), True),
        ("IN NO EVENT SHALL THE AGGREGATE LIABILITY OF KELL EXCEED THE FEES PAID.", (1,), True),
        ("The Supplier's sole and exclusive liability shall be to repair the crane.", (0,), True),
        ("The liability of Oru is not limited.", (0,), False),
        ("Kell's liability under this clause shall be unlimited.", (1,), False),
        ("Oru's liability shall not be capped.", (0,), False),
        ("Oru's liability to Kell, and Kell's liability to Oru, shall not exceed $5,000.", (0, 1), True),
    ],
)
def test_whose_liability_ends_where(text: str, parties: tuple[int, ...], spares: bool) -> None:
    (duty,) = [duty for duty in duties_of(text) if duty.topic is Topic.LIABILITY]
    assert (duty.parties, duty.protects) == (parties, spares)
    assert "liabilit" in text[duty.start : duty.end].lower()


def test_one_sentence_may_limit_the_one_and_not_the_other() -> None:
    one, other = duties_of("The liability of Oru is limited to the price, and that of Kell is unlimited.")
    assert (one.parties, one.protects, other.parties, other.protects) == ((0,), True, (1,), False)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Oru shall be the sole owner of all drawings.", Modality.RIGHT),
        ("Kell will have full and exclusive right, title and interest in the data.", Modality.RIGHT),
        ("Kell shall be reimbursed for each visit.", Modality.RIGHT),
        ("Oru's obligations under this clause shall terminate immediately.", Modality.NO_OBLIGATION),
        ("Oru's obligations under this clause shall survive.", Modality.OBLIGATION),
        ("Oru shall keep the drawings secret.", Modality.OBLIGATION),
        ("Oru may, at its option, replace the part free of any liability.", Modality.RIGHT),
    ],
)
def test_not_all_that_one_shall_is_a_burden(text: str, modality: Modality) -> None:
    (duty,) = duties_of(text)
    assert duty.modality is modality
    assert duty.topic is not Topic.LIABILITY


def test_what_goes_on_about_a_thing_is_not_about_the_party_before() -> None:
    found = duties_of("Oru shall bill each hour. Unused hours will lapse or be entitled to be offset.")
    assert [duty.parties for duty in found] == [(0,)]


def test_typed_rules_and_double_spaces_hide_nobody() -> None:
    text = (
        "Section 4.01 Resale. At Kell's request, Oru ------------- shall sell without  the consent  of  Kell."
    )
    assert {(duty.parties, duty.topic) for duty in duties_of(text)} == {
        ((0,), Topic.OBLIGATION),
        ((1,), Topic.DISCRETION),
    }
    assert "Oru ------------- shall sell" in {text[d.start : d.end][:28] for d in duties_of(text)}
