"""Terms of a draft in square brackets are told, for they may still come out."""

from __future__ import annotations

import pytest
from paper_builders import Row, assess, filler

from contract_lens.clause import PassageKind

OPEN = [
    "[The Buyer may terminate at any time on [30] days' notice.]",
    "The board decides. [If it cannot agree within [30/60] days, the Buyer shall have the casting vote.]",
    "[Alternative 2: All results belong to the Buyer without payment.]",
]


def told_of(*rows: str) -> list[str]:
    found = assess([*map(Row, rows), *filler(8)])
    return [warning for warning in found.warnings if "square brackets" in warning]


def test_clauses_with_terms_in_square_brackets_are_counted() -> None:
    (told,) = told_of(*OPEN)
    assert told.startswith("3 clauses hold terms in square brackets")
    assert told_of(OPEN[0])[0].startswith("1 clause holds")


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall pay within [30/60] days of [the date of the invoice].",
        "The price is [***] for each kiln that the Supplier shall deliver.",
        "The Buyer [shall/may] audit.",
        "See [Schedule 2 (Prices of the Goods and of the Services)].",
    ],
)
def test_figures_and_places_in_square_brackets_are_none(words: str) -> None:
    assert told_of(words) == []


def test_notes_that_were_left_out_are_told() -> None:
    notes = ["[Note to draft: the Buyer shall pay all costs.]", "[NB: check]", "Page 3 of 9"]
    rows = [Row(text, kind=PassageKind.HEADER) for text in notes]
    told = [one for one in assess([*rows, *filler(8)]).warnings if "left out" in one]
    first = f"“{notes[0]}”"
    assert told == [f"2 notes were left out that those who draft wrote, the first {first}"]
    (told_of_one,) = (one for one in assess([*rows[1:], *filler(8)]).warnings if "left out" in one)
    assert told_of_one == "1 note was left out that those who draft wrote, the first “[NB: check]”"
    assert not [one for one in assess([*rows[2:], *filler(8)]).warnings if "left out" in one]
