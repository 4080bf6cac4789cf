"""Sister clauses: the same right for either party in words of its own is even, together."""

from __future__ import annotations

import pytest
from paper_builders import ONE_SIDED, A, Row, assess, filler

from contract_lens.assessment import Assessment

INDEMNITY = (
    "{0} shall indemnify, defend and hold harmless {1}, its affiliates, officers, directors, employees and "
    "agents from and against any and all third party losses, claims, demands, costs and expenses arising "
    "out of {2}."
)
SHORT, LONG = (
    "its negligence",
    "the failure of the ingredient to meet its specification, any claim of infringement, any recall that an "
    "authority orders, every breach of the storage rules, and the acts of those whom it chose for the plant",
)


def assessed(*texts: str) -> Assessment:
    return assess([*(Row(text, A, ("indemnity",), ONE_SIDED) for text in texts), *filler(2)])


def evened(found: Assessment) -> int:
    assert found.case is not None
    return sum(item.mirrored for item in found.case.paper.operative)


@pytest.mark.parametrize("causes", [(SHORT, SHORT), (SHORT, LONG)], ids=["alike", "own lists of causes"])
def test_two_indemnities_that_begin_alike_are_one_mutual_one(causes: tuple[str, str]) -> None:
    found = assessed(
        INDEMNITY.format("Orrin", "Brightwater", causes[0]),
        INDEMNITY.format("Brightwater", "Orrin", causes[1]),
    )
    assert evened(found) == 2
    assert found.case is not None
    assert found.case.balance.favoured == ""


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(INDEMNITY.format("Orrin", "Brightwater", LONG), id="the same party again"),
        pytest.param(
            "Brightwater may inspect the books of Orrin, its premises and its stock at any time and take "
            "copies of all that it finds there.",
            id="another right",
        ),
    ],
)
def test_what_does_not_mirror_stays_one_sided(other: str) -> None:
    assert evened(assessed(INDEMNITY.format("Orrin", "Brightwater", SHORT), other)) == 0
