"""Whom the paper favours, in sentences whose grammar hides it."""

from __future__ import annotations

import time

import pytest
from paper_builders import ONE_SIDED, A, Row, assess, filler
from test_favour import balance_of, swapped

from contract_lens.assess.favour import _sides_of
from contract_lens.assessment import Party

#: Each favours Brightwater.
FOR_BRIGHTWATER = {
    "cap without shall": "Brightwater’s aggregate liability to Orrin is limited to the fees of one month.",
    "cap of one": "The total liability of Brightwater under this contract shall not exceed a month's fees.",
    "name before the subject": "While it is a subsidiary of Brightwater, Orrin shall follow the policies.",
    "at the option of the other": "At Brightwater’s option and request, Orrin shall grant a licence.",
    "rule under a heading": "Section 4.01. At Brightwater’s option, Orrin ------------- shall sell to it.",
    "best terms": "The prices of Orrin shall be no less favourable to Brightwater than those of any buyer.",
    "decides alone": "Whether the trial may end is as Brightwater determines, in its sole discretion.",
    "owner": "Brightwater will have full and exclusive right, title and ownership in all drawings.",
    "first right": "Brightwater will have the first right of refusal for each plant that is sold.",
    "who pays": "The cost of every recall and return shall be borne by Orrin.",
    "two spaces": "The plant is sold to nobody without the prior\n written  consent of  Brightwater.",
}


def one_clause(text: str) -> str:
    return balance_of(assess([Row(text, A, (), ONE_SIDED), Row(text, A, (), ONE_SIDED), *filler(1)]))


@pytest.mark.parametrize("text", FOR_BRIGHTWATER.values(), ids=FOR_BRIGHTWATER)
def test_who_gains_is_told_whatever_the_grammar(text: str) -> None:
    assert one_clause(text) == "Brightwater Limited"
    assert one_clause(swapped(text)) == "Orrin Works"


@pytest.mark.parametrize(
    "text",
    [
        "Brightwater’s liability to Orrin, and Orrin’s liability to Brightwater, shall not exceed the fees.",
        "The rights of Brightwater shall survive. The rights of Orrin shall survive.",
        "Brightwater and Orrin shall each keep the other informed.",
        "Each of Brightwater and Orrin may audit the other at its own cost.",
    ],
)
def test_what_gives_both_the_same_favours_nobody(text: str) -> None:
    assert one_clause(text) == one_clause(swapped(text)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Orrin shall keep the equipment insured at its cost and shall retain a qualified engineer for it.",
        "Orrin shall receive all goods of Brightwater and store them, and shall keep the premises clean.",
    ],
)
def test_to_keep_and_to_receive_may_be_a_burden(text: str) -> None:
    assert one_clause(text) == "Brightwater Limited"


def test_blanks_cost_no_more_than_their_length() -> None:
    def cost(length: int) -> float:
        began = time.process_time()
        one_clause("Orrin shall pay" + " " * length + "the price of --- goods.")
        return time.process_time() - began

    base = min(cost(20_000) for _ in range(3))
    # Four times as long: linear time is four times as much, quadratic time sixteen times.
    assert min(cost(80_000) for _ in range(3)) < max(0.5, 9 * base)


def test_a_person_defined_by_the_name_of_a_party_stands_on_its_side() -> None:
    group, other = Party("Tinfall Group", ("Tinfall Group",)), Party("Brightwater Limited", ("Company",))
    person = Party("Ana Reyes", ("Tinfall Designee",))
    sides = _sides_of([group, other, person])
    assert sides["Ana Reyes"] == sides["Tinfall Group"] != sides["Brightwater Limited"]
