"""Who the parties of a sheet of terms are: its table may name them, its title never does."""

from __future__ import annotations

import pytest

from contract_lens.detect.parties import find_parties

ROWS = "| Closing | Two tranches |\n| Law | English law governs this |\n"
NAMED = "Kell Works Ltd and Orrin Capital LLP"


@pytest.mark.parametrize(
    "row",
    [
        f"| Parties | {NAMED} |",
        f"| **Parties** | {NAMED} |",
        f"| The parties: | {NAMED} |",
        f"Between | {NAMED}",
    ],
    ids=["plain", "bold", "colon", "without bars"],
)
@pytest.mark.parametrize("head", ["", "| Item | Term |\n| --- | --- |\n"], ids=["bare", "headed"])
def test_the_label_of_a_row_is_no_part_of_a_name(row: str, head: str) -> None:
    found = find_parties(f"TERM SHEET\n\n{head}{row.format(NAMED)}\n{ROWS}")
    assert [party.name for party in found] == ["Kell Works Ltd", "Orrin Capital LLP"]


def test_terms_in_a_row_belong_to_the_names_before_them() -> None:
    row = '| Parties | Kell Works Ltd ("Kell") and Orrin Capital LLP ("Orrin") |'
    found = find_parties(f"TERM SHEET\n\n{row}\n{ROWS}")
    assert [(party.name, party.aliases) for party in found] == [
        ("Kell Works Ltd", ("Kell",)),
        ("Orrin Capital LLP", ("Orrin",)),
    ]


@pytest.mark.parametrize(
    "title",
    ["TERM SHEET", "# Heads of Terms", "Summary of Proposed Terms", "LETTER OF INTENT", "Side Letter"],
)
def test_a_title_is_no_party(title: str) -> None:
    assert find_parties(f"{title}\n\n{ROWS}") == ()
