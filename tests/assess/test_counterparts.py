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
