"""Drafts without names: who the sides are is told by their terms, roles and fields."""

from __future__ import annotations

import time

import pytest

from contract_lens.detect.draft_parties import fill_blanks
from contract_lens.detect.parties import find_parties

CLAUSES = """

1. Supply. The Supplier shall deliver the goods each month. The Supplier may suspend deliveries.

2. Price. The Customer shall pay within thirty days. The Customer may terminate on notice.
"""
OPENINGS = [
    'This Agreement is made by and between [COMPANY NAME] ("Supplier") and [CUSTOMER NAME] ("Customer").',
    "This Agreement is made as of [DATE] between [●], a [Delaware] corporation with offices at [ADDRESS] "
    '(the "Supplier"), and [●], a company having its office at [ADDRESS] (the "Customer").',
    "BETWEEN:\n\n(1) [●] LIMITED, a company registered in England with number [●] whose registered office is "
    'at [●] (the "Supplier"); and\n\n(2) [●] LIMITED, a company registered with number [●] (the "Customer").',
    'BETWEEN:\n\n[NAME OF SUPPLIER] (the "Supplier")\n\nAND:\n\n[NAME OF CUSTOMER] (the "Customer")',
    "BETWEEN: [COMPANY NAME] (the “Supplier”), a corporation with its head office located at: [ADDRESS]\n\n"
    "AND: [COMPANY NAME] (the “Customer”), a corporation with its head office located at: [ADDRESS]",
    'This agreement is made between ______________ ("Supplier") and ______________ ("Customer").',
    "This Agreement is entered into as of the ___ day of ________, 20__, by and between ________________, a "
    '________ corporation ("Supplier"), and ____________________, a ________ corporation ("Customer").',
    'This agreement is between {{supplier_name}} ("Supplier") and {{ customer.name }} ("Customer").',
    'This agreement is between <Seller Name> (hereinafter referred to as the "Supplier") and <Buyer Name> '
    '(hereinafter referred to as the "Customer").',
    "This agreement is between «Supplier» (“Supplier”) and «Customer» (“Customer”).",
    "This agreement is between [Supplier] and [Customer].",
    "This agreement is between [insert full legal name of the Supplier] and [insert name of Customer].",
    "This agreement is between the Supplier and the Customer.",
    "Parties: [insert name] (Supplier) and [insert name] (Customer)",
    "Supplier: [NAME]\n\nCustomer: ____________",
    'between (insert name and address) (the "Supplier") and (Name of Company) (the "Customer").',
    'BETWEEN\n. . . . . . . . . . , a Company under the Act, hereinafter referred to as "Supplier", of the '
    'first part\nAND\n. . . . . . . . . . , a Company under the Act, hereinafter referred to as "Customer", '
    "of the second part",
    "This agreement is between [SUPPLIER] (“[Supplier]”) and [CUSTOMER] (“[Customer]”).",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_sides_of_a_draft_are_called_by_their_terms(opening: str) -> None:
    parties = find_parties(f"SUPPLY AGREEMENT\n\n{opening}{CLAUSES}")
    assert [(party.name, party.aliases, party.role) for party in parties] == [
        ("Supplier", ("Supplier",), "supplier"),
        ("Customer", ("Customer",), "customer"),
    ]


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ('between Velm Ltd ("Supplier") and [●] ("Customer").', ["Velm Ltd", "Customer"]),
        ('between [●] ("Supplier") and Velm Ltd ("Customer").', ["Supplier", "Velm Ltd"]),
        ('between ABC Company ("Supplier") and XYZ Company ("Customer").', ["ABC Company", "XYZ Company"]),
        (
            'by and between [Corporate name], (the "Company"), having its office at [City], and '
            '[Corporate name], (the "Partner"), having its office at [City].',
            ["Company", "Partner"],
        ),
    ],
)
def test_who_has_a_name_keeps_it(opening: str, names: list[str]) -> None:
    assert [
        party.name for party in find_parties(f"AGREEMENT\n\nThis Agreement is {opening}{CLAUSES}")
    ] == names


def test_fields_that_the_clauses_have_act_are_parties() -> None:
    text = (
        "ALLIANCE AGREEMENT\n\nThis Agreement is made between [Company A] and [Company B].\n\n"
        "1. Work. [Company A] shall develop the product. [Company B] shall sell it in [Territory]."
    )
    assert [party.name for party in find_parties(text)] == ["Company A", "Company B"]


@pytest.mark.parametrize(
    "opening",
    [
        "This Agreement is made on [DATE] at [PLACE] and [TIME].",
        'This Agreement (the "Agreement") begins on ________ (the "Effective Date") and [●].',
        "This agreement is between the lines and the margin.",
    ],
)
def test_other_blanks_are_no_parties(opening: str) -> None:
    assert find_parties(f"AGREEMENT\n\n{opening}{CLAUSES}") == ()


@pytest.mark.parametrize(
    "unit", ["[●] and ", "____ and ", "[Name] (the ", "between [A] and [B] ", "{{a}}: ", "<a>\n"]
)
def test_hostile_blanks_take_bounded_time(unit: str) -> None:
    text = unit * 4_000
    begun = time.process_time()
    fill_blanks(text[:12_000], text)
    find_parties(text)
    assert time.process_time() - begun < 5
