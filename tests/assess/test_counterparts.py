# ruff: noqa: E501  (clauses read best in one line)
"""What the other party has of the same kind is looked for before anybody is told that it has nothing."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Advice
from contract_lens.pipeline import analyze_document
from contract_lens.read import read_bytes

PAPER = """SERVICES AGREEMENT

This Agreement is made between Brightwater Limited ("Brightwater") and Orrin Works Limited ("Orrin").

1. Services. Orrin shall perform the services that Brightwater orders, and Brightwater shall pay for them.

{clauses}

9. Notices. Notices shall be given in writing and sent by post.
"""
INDEMNITY = (
    "Orrin shall indemnify, defend and hold harmless Brightwater against all claims, losses and costs arising "
    "from the services, whether or not Orrin is at fault."
)


def advice_on(number: str, *clauses: str) -> Advice:
    text = PAPER.format(clauses="\n\n".join(f"{at}. {words}" for at, words in enumerate(clauses, start=2)))
    found = analyze_document(read_bytes(text.encode(), name="agreement.txt"))
    numbers = {clause.id: clause.number for clause in found.clauses}
    (one,) = (one for one in found.advice if numbers[one.clause] == number)
    return one


def test_who_gets_nothing_back_is_told_so():
    assert "gets nothing like it back" in advice_on("2", INDEMNITY).problem


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (
            "Brightwater shall indemnify and hold harmless Orrin against all claims that arise from its drawings.",
            "Each party has such a clause, in words that differ: what one may do the other may not quite. "
            "See clause 3.",
        ),
        (
            "Each party shall indemnify and hold harmless the other against all claims that arise from its own "
            "negligence.",
            "Clause 3 holds for both in this matter; this clause adds to it for one party alone.",
        ),
    ],
)
def test_an_indemnity_elsewhere_is_seen(back: str, said: str):
    assert advice_on("2", INDEMNITY, back).problem == said


def test_an_indemnity_in_the_same_clause_is_seen():
    both = (
        f"{INDEMNITY[:-1]}, and Brightwater shall indemnify Orrin against claims of its own employees that arose "
        "before the start."
    )
    assert advice_on("2", both).problem.startswith("It holds for both")


def test_who_must_tell_the_indemnified_party_gives_no_indemnity():
    telling = (
        "The indemnified party shall promptly notify the indemnifying party of each claim, and Brightwater shall "
        "send all papers to Orrin."
    )
    assert "gets nothing like it back" in advice_on("2", INDEMNITY, telling).problem


FREE = (
    "Brightwater may terminate this Agreement at any time and for any reason on five days' notice to Orrin."
)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        (
            f"{FREE} Orrin can only terminate this Agreement for non-payment.",
            "One party may leave without a reason",
        ),
        (
            f"{FREE} Orrin may terminate this Agreement if Brightwater does not pay within sixty days.",
            "One party may leave without a reason",
        ),
        (
            f"{FREE} Orrin may terminate this Agreement at any time and for any reason on ninety days' notice.",
            "It holds for both",
        ),
    ],
)
def test_a_free_way_out_and_one_for_a_reason_are_no_pair(clause: str, said: str):
    assert advice_on("2", clause).problem.startswith(said)


def test_items_of_a_list_give_each_its_way_out():
    listed = (
        "This Agreement may be terminated: (a) by Brightwater immediately if Orrin becomes insolvent or bankrupt; "
        "and (b) by Orrin immediately if Brightwater becomes insolvent or bankrupt."
    )
    paper = PAPER.format(clauses=f"2. {listed}")
    found = analyze_document(read_bytes(paper.encode(), name="agreement.txt"))
    assert not any("lets the other out at once" in one.problem for one in found.advice)


def test_who_agrees_that_the_other_is_not_liable_is_not_spared():
    clauses = (
        "Orrin acknowledges and agrees that Brightwater does not take any, and shall not be responsible for, any "
        "legal liability for damages that may result from a failure of Orrin to observe the law.",
        "In no event shall Brightwater be liable to Orrin for any damages, whether direct or indirect.",
    )
    assert "liable without limit" in advice_on("3", *clauses).problem


def test_items_take_the_duty_of_the_clause_above():
    listed = (
        "Orrin shall indemnify Brightwater and its affiliates against the following losses:\n\n"
        "(a) losses arising out of any claim for bodily injury, including death, or damage to property that results "
        "from the services of Orrin;\n\n"
        "(b) losses arising out of any breach of this Agreement by Orrin or any negligent or fraudulent act of Orrin "
        "or its employees.",
        "Brightwater shall indemnify Orrin and its affiliates against all losses arising out of any breach of this "
        "Agreement by Brightwater or any negligent or fraudulent act of Brightwater.",
    )
    text = PAPER.format(clauses="\n\n".join(f"{at}. {words}" for at, words in enumerate(listed, start=2)))
    found = analyze_document(read_bytes(text.encode(), name="agreement.txt"))
    assert found.advice
    assert not any("gets nothing like it back" in one.problem for one in found.advice)


def test_no_clause_refers_to_itself():
    pieces = (
        f"{INDEMNITY}\n\nWhere a drawing infringes a patent, Brightwater shall, at its own cost and for as long as "
        "the patent lasts, indemnify Orrin and every customer of Orrin who was sued."
    )
    text = PAPER.format(clauses=f"2. {pieces}")
    found = analyze_document(read_bytes(text.encode(), name="agreement.txt"))
    assert found.advice
    assert not any("See clause 2" in one.problem for one in found.advice)


def test_an_order_that_may_be_dropped_is_not_the_deal():
    order = (
        "If Orrin fails to deliver any services on the agreed day, then, in addition to any other remedy, "
        "Brightwater may immediately cancel that purchase order without liability."
    )
    assert "drop an order" in advice_on("2", order).problem
