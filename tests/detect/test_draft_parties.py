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
    'This agreement is between _ _ _ _ (the "Supplier") and \\_\\_\\_\\_ (the "Customer").',
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


SIDES = 'between [NAME] (the "Supplier") and [NAME] (the "Customer")'


@pytest.mark.parametrize(
    "opening",
    [
        f"{SIDES}. The Supplier owns [SOFTWARE] and [PLATFORM NAME] (the “Platform”).",
        f"{SIDES}. Project: [PROJECT] (the “Project”). Date: [DATE] (the “Start”).",
        f"{SIDES}. Goods are stored at: [ADDRESS] (the “Premises”).",
        f"{SIDES}. Bank: ________ (the “Bank”), account: ______ (the “Account”).",
        f"{SIDES}. Notices to: [NAME] (the “Representative”).",
        f"{SIDES} for the use of [GOODS] and [SITE] (the “Portal”).",
    ],
)
def test_blanks_behind_two_sides_are_no_further_ones(opening: str) -> None:
    text = f"AGREEMENT\n\nThis Agreement is {opening}{CLAUSES}The Portal is open by day."
    assert [party.name for party in find_parties(text)] == ["Supplier", "Customer"]


@pytest.mark.parametrize(
    "opening",
    [
        "between [●] (“JVCo”), [●] (“Investor 1”) and [●] (“Investor 2”).",
        "BETWEEN\n\n(1) [●] (“JVCo”).\n\n(2) [●] (“Investor 1”).\n\n(3) [●] (“Investor 2”).",
    ],
)
def test_three_sides_without_names_are_three(opening: str) -> None:
    clauses = "1. JVCo shall issue. Investor 1 shall pay. Investor 2 may pay."
    text = f"DEED\n\nThis Deed is made {opening}\n\n{clauses}"
    assert [party.name for party in find_parties(text)] == ["JVCo", "Investor 1", "Investor 2"]


@pytest.mark.parametrize(
    "opening",
    [
        "Party A: ______________\n\nParty B: ______________",
        "This contract is made between Party A and Party B.",
        "This contract is made between [Party A] and [Party B].",
    ],
)
def test_sides_may_be_told_by_letters(opening: str) -> None:
    text = f"CONTRACT\n\n{opening}\n\n1. Party A shall deliver.\n\n2. Party B shall pay."
    assert [(party.name, party.role) for party in find_parties(text)] == [("Party A", ""), ("Party B", "")]


def test_a_name_in_brackets_is_a_name() -> None:
    text = f'AGREEMENT\n\nbetween [Velm Ltd] (the "Supplier") and [Orrin plc] (the "Customer").{CLAUSES}'
    assert [(party.name, party.role) for party in find_parties(text)] == [
        ("Velm Ltd", "supplier"),
        ("Orrin plc", "customer"),
    ]


def test_all_terms_of_a_side_are_its_own() -> None:
    opening = 'between [COMPANY] (the "Supplier" or "we") and [NAME] (the "Customer" or "you")'
    assert [party.aliases for party in find_parties(f"AGREEMENT\n\nThis is {opening}.{CLAUSES}")] == [
        ("Supplier", "we", "We"),
        ("Customer", "you", "You"),
    ]


def test_who_has_a_name_keeps_it_beside_roles() -> None:
    opening = (
        'Velm Ltd (the "Supplier") sells here. Every contract between the Customer and the Supplier is so.'
    )
    assert [party.name for party in find_parties(f"AGREEMENT\n\n{opening}{CLAUSES}")] == [
        "Customer",
        "Velm Ltd",
    ]


def test_three_labels_name_three_sides() -> None:
    text = f"DEED\n\nSupplier: [NAME]\n\nCustomer: ____\n\nGuarantor: [NAME]{CLAUSES}The Guarantor shall pay."
    assert [party.role for party in find_parties(text)] == ["supplier", "customer", "guarantor"]


@pytest.mark.parametrize(
    "unit", ["[●] and ", "____ and ", "[Name] (the ", "between [A] and [B] ", "{{a}}: ", "<a>\n"]
)
def test_hostile_blanks_take_bounded_time(unit: str) -> None:
    text = unit * 4_000
    begun = time.process_time()
    fill_blanks(text[:12_000], text)
    find_parties(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        (
            "| Party A | [Party A] Limited |\n| Party B | [Party B] GmbH |\n\n[Party A] and [Party B] plan "
            'a company ("NewCo"). [Party A] shall fund it. [Party B] shall run it.',
            ["Party A", "Party B"],
        ),
        (
            "Strategic partnership between [Investor] and [Target]\n\nWe write to set out how [Investor] "
            '("we" or "Investor") would work with [Target] ("you" or "Target"). Investor may buy. '
            "Target shall tell.",
            ["Investor", "Target"],
        ),
        (
            "MOU between [Name of Industrial Supplier] and [Name of Buyer]\n\nThe Supplier shall sell. "
            "The Buyer shall pay.",
            ["Supplier", "Buyer"],
        ),
    ],
)
def test_sides_without_terms_of_their_own(opening: str, names: list[str]) -> None:
    assert [party.name for party in find_parties(opening)] == names


@pytest.mark.parametrize("field", ["<<Company {}>>", "<Company {}>", "«Company {}»", "{{{{Company {}}}}}"])
def test_the_field_of_a_form_is_no_name(field: str) -> None:
    first, second = field.format("A"), field.format("B")
    text = f'by and between {first} ("Alpha") and {second} ("Beta"). Alpha shall pay Beta. Beta shall sell.'
    assert [party.name for party in find_parties(text)] == ["Alpha", "Beta"]


def test_a_body_without_a_place_is_called_as_the_clauses_call_it() -> None:
    text = (
        "MEMORANDUM\n\nbetween University of [●] and [Name of Industrial Partner]\n\n1. The University shall "
        "publish. The Partner will fund it.\n\n2. This memorandum creates no partnership or joint venture."
    )
    assert [party.name for party in find_parties(text)] == ["University", "Partner"]
    assert (
        find_parties("MEMORANDUM\n\nbetween University of [●] and others\n\nIt creates no partnership.") == ()
    )
