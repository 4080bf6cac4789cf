"""Parties listed by number, as British and European agreements do."""

from __future__ import annotations

import time

import pytest

from contract_lens.detect.parties import find_parties
from contract_lens.detect.party_entries import read_entries


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (
            'ORU PORTS LIMITED, a company incorporated in England and Wales with number 99 ("Oru")',
            "ORU PORTS LIMITED",
        ),
        ('Oru Capital, L.P. a Delaware limited partnership of 333 Quay ("Oru US")', "Oru Capital, L.P."),
        ("ORU (HONG KONG) LTD, a company (the “Maker”)", "ORU (HONG KONG) LTD"),
        ("Kell Technology Co., Ltd., with its registered address at Quay 4", "Kell Technology Co., Ltd."),
        ("DANA REYES of The Manor, Harle (the 'Employee')", "DANA REYES"),
        ("Bank of Kell N.V., registered in the Netherlands", "Bank of Kell N.V."),
        (
            "INSTITUTE OF TIN AND LEAD, the organisation within Kell (as Licensor)",
            "INSTITUTE OF TIN AND LEAD",
        ),
        ("**Stor Verft AS**, organisation number 999 640, Slippveien 11 (the **Yard**)", "Stor Verft AS"),
        ("KELL VÄRME AB, reg. no. 417-9900, Verkgatan 11 (Yard)", "KELL VÄRME AB"),
    ],
)
def test_the_whole_name_and_nothing_else(entry: str, name: str) -> None:
    text = f'## Parties\n\n(1) {entry}; and\n\n(2) TARRAN PLC ("Tarran").\n\nRecitals\n\n(A) Oru sells.'
    assert [party.name for party in find_parties(text)] == [name, "TARRAN PLC"]


@pytest.mark.parametrize(
    ("group", "aliases"),
    [
        ('("Oru")', ("Oru",)),
        ('(the "Seller" or "Oru")', ("Seller", "Oru")),
        ("(the **Seller**)", ("Seller",)),
        ('("**Oru**")', ("Oru",)),
        ("(the Seller)", ("Seller",)),
        ("(Seller)", ("Seller",)),
        ("(as Repairer)", ("Repairer",)),
    ],
)
def test_defined_terms(group: str, aliases: tuple[str, ...]) -> None:
    text = f'between:\n\n(1) Oru Ltd, a company {group};\n\n(2) Kell Inc ("Kell"), together the "Parties".'
    assert [party.aliases for party in find_parties(text)] == [aliases, ("Kell",)]


def test_terms_for_all_of_them_belong_to_none() -> None:
    text = (
        '(1) Oru AS, registered in Norway ("Oru");\n\n(2) Kell Oy, registered in Finland ("Kell").\n\n'
        'Oru and Kell are together the "Participants".\n\n## Background\n\nA. Oru runs ferries.'
    )
    assert [party.aliases for party in find_parties(text)] == [("Oru",), ("Kell",)]


def test_an_entry_may_name_two() -> None:
    text = (
        'BETWEEN\n\n1. Oru Corp., a Delaware corporation ("Oru")\n\nAND\n\n2. Kell Limited, a company '
        'of England ("Kell"), and Tarran A/S, a company registered in Denmark ("Tarran")\n\nWHEREAS:'
    )
    assert [(party.name, party.aliases) for party in find_parties(text)] == [
        ("Oru Corp.", ("Oru",)),
        ("Kell Limited", ("Kell",)),
        ("Tarran A/S", ("Tarran",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The fee covers:\n\n(1) Space on the company's website(s);\n\n(2) In social media of the company.",
        "(1) The Supplier shall pay Kell Ltd.\n\n(2) The Buyer shall pay Oru Ltd.",
        "1. Term. The company is incorporated in Kell.\n\n2. Fees. The company is registered in Oru.",
        "(1) Oru Ltd",
    ],
    ids=["items", "duties", "clauses", "one"],
)
def test_other_lists_are_no_parties(text: str) -> None:
    assert read_entries(text) == []


def test_clauses_that_count_from_one_again_are_no_entry() -> None:
    text = (
        'Parties\n\n1. Oru Corp, of Kiel ("Oru")\n\n2. Kell Ltd, of Harle ("Kell")\n\n'
        '1. In this agreement the one who tells is the "Discloser", the other (the "Recipient").\n\n'
        "2. The Recipient shall keep it secret.\n\n3. The Recipient may tell its advisers."
    )
    assert [party.aliases for party in find_parties(text)] == [("Oru",), ("Kell",)]


def test_those_who_join_in_later_are_no_party() -> None:
    text = (
        'by and between Oru Seed, Inc., a Delaware corporation ("Oru"), and Kell Labs LLC, a Texas company '
        '("Kell"). Ann Mossby and Dr. Roy Falk (the "Founders") join in for Article 8.\n\nRecitals'
    )
    assert [party.name for party in find_parties(text)] == ["Oru Seed, Inc.", "Kell Labs LLC"]


def test_a_date_or_a_time_is_no_party() -> None:
    text = "Deliveries are taken between 08:00 and 16:00 and between 07 and 09 on Sundays."
    assert find_parties(text) == ()


@pytest.mark.parametrize(
    "unit", ["(1) A, ", "(1) A Ltd (", "\n(1) Oru Ltd (2) ", "Parties 1. A ", "**a** (", "and A "]
)
def test_hostile_lists_take_bounded_time(unit: str) -> None:
    started = time.process_time()
    find_parties(unit * 20_000)
    assert time.process_time() - started < 2.0
