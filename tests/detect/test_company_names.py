"""Companies told by their last word, signatories, and short names that nobody defined."""

from __future__ import annotations

import time

import pytest

from contract_lens.assessment import Party
from contract_lens.detect.company_names import find_companies, find_signatories
from contract_lens.detect.parties import find_parties
from contract_lens.detect.short_names import with_short_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("between Oru Ports, Inc., a Delaware corporation, and Kell GmbH.", ["Oru Ports, Inc.", "Kell GmbH"]),
        ("Oru Ports Limited Liability Company signs.", ["Oru Ports Limited Liability Company"]),
        ("a subsidiary of Oru Holdings PLC", []),
        ("Oru LLC (formerly known as Tin LLC)", ["Oru LLC"]),
        ("the Company and a Nevada corporation", []),
        ("Chief Executive Officer Kell Tin & Lead Co., Ltd.", ["Kell Tin & Lead Co., Ltd."]),
        ("COPIES ARE LIMITED", []),
        ("", []),
    ],
)
def test_names_of_companies(text: str, names: list[str]) -> None:
    assert [mention.name for mention in find_companies(text)] == names


def test_who_signs_is_the_name_before_by() -> None:
    text = (
        "IN WITNESS WHEREOF ...\n\nORU PORTS, INC.\nBy: /s/ D. Reyes\nName: D. Reyes\nTitle: President\n\n"
        "For and on behalf of Kell Varme AB\nBy: ____\n\nORU PORTS, INC.\nBy: ____"
    )
    assert list(find_signatories(text)) == ["ORU PORTS, INC.", "Kell Varme AB"]


def test_signatures_name_the_parties_where_the_opening_does_not() -> None:
    text = (
        "SERVICE ORDER\n\n1. The provider cleans the yard each week.\n\nORU PORTS, INC.\nBy: ____\n\n"
        "KELL LLC\nBy: ____"
    )
    assert [party.name for party in find_parties(text)] == ["ORU PORTS, INC.", "KELL LLC"]


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        (
            'made between Oru Ports AG, with registered offices at Kiel and Munich ("Oru") and '
            'Kell Inc. ("Kell")',
            ["Oru Ports AG", "Kell Inc."],
        ),
        (
            "made by and between Oru LLC on behalf of itself and its Affiliates and Kell, Inc., a "
            'corporation (the "Company" or "Kell")',
            ["Oru LLC", "Kell, Inc."],
        ),
        (
            "made\n\nBETWEEN\n\nORU PORTS Inc., a company\n\nAND\n\nKELL S.R.L. an Italian company\n\n",
            ["ORU PORTS Inc.", "KELL S.R.L."],
        ),
        (
            'the paper under which Oru Group, Inc., a Nevada corporation ("ORU"), authorizes Kell Direct, '
            'Inc., a corporation ("RESELLER") to sell',
            ["Oru Group, Inc.", "Kell Direct, Inc."],
        ),
    ],
)
def test_openings_that_used_to_mislead(opening: str, names: list[str]) -> None:
    assert [party.name for party in find_parties(f"SUPPLY AGREEMENT\n\nThis is {opening}.\n")] == names


def test_a_term_belongs_to_one_party() -> None:
    parties = find_parties('between Oru Inc. ("Company") and Kell Inc. ("Supplier" or "Company")')
    assert [party.aliases for party in parties] == [("Company",), ("Supplier",)]


def test_a_short_name_is_the_first_word_as_the_text_spells_it() -> None:
    text = "KELLVAR BIOPHARMA Inc. is a firm. Kellvar shall sell. Kellvar may buy. To Kellvar. American pays."
    parties = (Party("KELLVAR BIOPHARMA Inc."), Party("American Tin Inc."), Party("Oru Inc.", ("Buyer",)))
    assert [party.aliases for party in with_short_names(text, parties)] == [("Kellvar",), (), ("Buyer",)]


@pytest.mark.parametrize("words", ["A ", "Inc. ", "By: ", "Co ", "A, ", "(A) ", "of and the "])
def test_time_grows_with_length_alone(words: str) -> None:
    text = (words * 30_000)[:60_000]
    begun = time.process_time()
    find_companies(text)
    list(find_signatories(text[:12_000]))
    assert time.process_time() - begun < 4


@pytest.mark.parametrize(
    "text",
    ["(1) [NAME OF SUPPLIER] incorporated and registered in [COUNTRY]", "between [Party A] Limited and"],
)
def test_a_blank_has_no_name(text: str) -> None:
    assert find_companies(text) == []


def test_who_is_signed_for_has_no_such_word_in_its_name() -> None:
    text = "Signed for Oru Bank: By: ________\n\nSigned by Kell Bank  By: ________"
    assert list(find_signatories(text)) == ["Oru Bank", "Kell Bank"]
