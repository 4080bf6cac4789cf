"""Terms of parties that are figures, stand for two companies, or number the parts."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Party
from contract_lens.detect.parties import find_parties
from contract_lens.detect.subjects import who_is

CLAUSES = "\n\n1. Each party shall act in good faith.\n\n2. The law of Kenya governs.\n"


def _parties(opening: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(party.name, party.aliases) for party in find_parties(opening + CLAUSES)]


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        (
            'This Agreement is between 4711-2250 ONTARIO INC. ("4711") and Kell Varme AB ("Kell").',
            [("4711-2250 ONTARIO INC.", ("4711",)), ("Kell Varme AB", ("Kell",))],
        ),
        (
            'This Agreement is made between 880 Harbour Capital LLC ("880") and 7X7 Boats Inc. (the "7X7").',
            [("880 Harbour Capital LLC", ("880",)), ("7X7 Boats Inc.", ("7X7",))],
        ),
        (
            'This Agreement is between Kell AB ("Kell", and under the "2019" plan "Seller") '
            'and Oru Ltd ("Oru").',
            [("Kell AB", ("Kell", "2019", "Seller")), ("Oru Ltd", ("Oru",))],
        ),
    ],
)
def test_a_term_may_begin_with_a_figure(opening: str, parties: list[tuple[str, tuple[str, ...]]]) -> None:
    assert _parties(opening) == parties


@pytest.mark.parametrize(
    ("opening", "first"),
    [
        (
            "This Agreement is among KELL VARME, INC., a Delaware corporation, and KELL "
            "LICENSING LLC, a Nevada "
            'company (together, "Kell"), and ORU PORTS LTD., an Ontario corporation ("Oru").',
            ("KELL VARME, INC. and KELL LICENSING LLC", "Kell"),
        ),
        (
            "This Agreement is among Kell Varme, Inc., a Delaware corporation, and Kell Tin "
            "LLC, a Nevada company "
            '(together with Kell Varme, Inc., the "Seller"), and Oru Ports Ltd. ("Oru").',
            ("Kell Varme, Inc. and Kell Tin LLC", "Seller"),
        ),
        (
            "This Agreement is between Kell Varme, Inc. and its affiliate Kell Tin LLC "
            '(collectively, "Kell") and '
            'Oru Ports Ltd. ("Oru").',
            ("Kell Varme, Inc. and Kell Tin LLC", "Kell"),
        ),
        (
            "This Agreement is between Kell Fund LP, Kell Tin LLC and Kell Lead Ltd (jointly, "
            'the "Sellers") and '
            'Oru Ports Ltd. ("Oru").',
            ("Kell Fund LP, Kell Tin LLC and Kell Lead Ltd", "Sellers"),
        ),
    ],
)
def test_companies_with_one_term_are_one_side(opening: str, first: tuple[str, str]) -> None:
    sides = _parties(opening)
    assert [(name, aliases[0]) for name, aliases in sides] == [first, (sides[1][0], "Oru")]
    assert len(sides[0][1]) > 2  # and each of them may be called by its own name


def test_a_term_for_all_parties_makes_them_no_single_side() -> None:
    found = _parties('This Agreement is between Kell Tin LLC and Oru Ports Ltd. (together, the "Companies").')
    assert [name for name, _ in found] == ["Kell Tin LLC", "Oru Ports Ltd."]


def test_who_a_venture_is_made_of_is_no_party() -> None:
    opening = (
        "This Agreement is made by and between the City of Oru, a municipal corporation (the "
        '"City"), and Ring Road '
        'Joint Venture, a joint venture of Kell Corp and Tin Corp (the "JV").'
    )
    assert _parties(opening) == [("City of Oru", ("City",)), ("Ring Road Joint Venture", ("JV",))]


def test_no_party_comes_from_the_first_clauses() -> None:
    opening = (
        'THIS AGREEMENT is between KELL TIN, INC., a Delaware corporation ("Kell"), and ORU '
        'PORTS LTD. ("Oru").\n\n'
        "Kell and Oru wish to carry on together a business of ferries and of ports in the "
        "north of the lake "
        '(the "Venture").\n\n                I. FORMATION\n\n(a) Lake Ports, LLC (the "Venture '
        'Company") was formed.'
    )
    assert _parties(opening) == [("KELL TIN, INC.", ("Kell",)), ("ORU PORTS LTD.", ("Oru",))]


def test_parts_are_known_however_the_clauses_write_them() -> None:
    opening = (
        'BY AND BETWEEN\n\nKELL TIN LIMITED (hereinafter referred to as the "PARTY OF THE '
        'FIRST PART") of the ONE PART;'
        '\n\nAND\n\nORU PORTS LLP (hereinafter referred to as the "PARTY OF THE SECOND PART") '
        "of the OTHER PART."
    )
    first, second = find_parties(opening + CLAUSES)
    assert (first.name, second.name) == ("KELL TIN LIMITED", "ORU PORTS LLP")
    assert {"Party of the First Part", "party of the first part", "First Party"} <= set(first.spellings)
    assert "Party of the Second Part" in second.spellings


def test_other_terms_keep_their_spelling() -> None:
    assert find_parties('This Agreement is between Kell AB ("First Aid") and Oru Ltd ("Oru").') == (
        Party("Kell AB", ("First Aid",)),
        Party("Oru Ltd", ("Oru",)),
    )


@pytest.mark.parametrize(
    ("subject", "side"),
    [
        ("the party of the first part", "one"),
        ("the party of the second part", "one"),
        ("the party of the first part and the party of the second part", "both"),
        ("the parties", "both"),
        ("either party", "both"),
    ],
)
def test_a_part_is_one_side(subject: str, side: str) -> None:
    assert who_is(subject.split()) == side


@pytest.mark.parametrize(
    "group",
    [
        '(the "Service\nProvider")',
        '(the "Service\r\n  Provider")',
        "(„Service Provider“)",
        "(»Service Provider«)",
    ],
)
def test_terms_may_be_broken_or_quoted_as_abroad(group: str) -> None:
    opening = (
        f"This Agreement is between Velm Ltd {group} and Orrin Biopharma SE,\n4 Mill Road, Kiel (the\n"
        '"Customer"), each a "PARTY" and together the "PARTY/PARTIES".'
    )
    assert _parties(opening) == [
        ("Velm Ltd", ("Service Provider",)),
        ("Orrin Biopharma SE", ("Customer",)),
    ]


def test_parties_may_be_named_in_a_sentence_of_their_own() -> None:
    opening = (
        "MEMORANDUM\n\nARTICLE I. THE PARTIES\nThe parties to this Memorandum of Understanding are Velm "
        'Institute, located at 4 Mill Road (hereinafter referred to as "VI"), and Orrin plc (hereinafter '
        'referred to as "Orrin").'
    )
    assert _parties(opening) == [("Velm Institute", ("VI",)), ("Orrin plc", ("Orrin",))]
