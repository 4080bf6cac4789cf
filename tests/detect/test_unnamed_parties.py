"""Parties that a form leaves open, terms that stand oddly, and what is no name."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Party
from contract_lens.detect.parties import find_parties
from contract_lens.detect.party_names import clean_name


def _told(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(party.name, party.aliases) for party in find_parties(text)]


@pytest.mark.parametrize(
    ("second", "name"),
    [
        (
            'and ______________, a corporation organised under the laws of ________ ("Distributor")',
            "Distributor",
        ),
        ('and _____________ (hereinafter referred to as the "Distributor")', "Distributor"),
        ("And [*] ('Distributor')", "Distributor"),
        (
            'and the above-named Distributor, a corporation, as this page shows. ("Distributor")',
            "Distributor",
        ),
        ('and the Distributor named on the signature page hereof (the "Distributor")', "Distributor"),
        ('and the individual or entity identified on the cover page ("Distributor")', "Distributor"),
        ('AND The  party  specified  as  such on SCHEDULE 1 (the "Distributor")', "Distributor"),
        ('; ______________, as Franchise Owner ("you," "Franchise Owner," or "Franchisee")', "You"),
        ('and ● a [resident of] [company of] the state of and having offices at ("you")', "You"),
    ],
)
def test_a_party_that_a_form_leaves_open_is_called_by_its_term(second: str, name: str) -> None:
    text = (
        f'This Agreement is made by and between Orrin Optics Inc., a Maine corporation ("Orrin"), {second}.'
    )
    first, other = _told(text)
    assert first == ("Orrin Optics Inc.", ("Orrin",))
    assert other[0] == name
    assert other[1][0].lower() == name.lower()


def test_a_named_party_behind_a_blank_keeps_its_name() -> None:
    text = (
        'Made on ____ between Orrin Optics Inc. ("Orrin") and [the following] Kell Varme Limited ("Kell"), '
        "who agree as follows:"
    )
    assert [name for name, _ in _told(text)] == ["Orrin Optics Inc.", "Kell Varme Limited"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Orrin Inc., a company with a [registered] office in Maine", "Ida Falk"),
        ("Orrin Inc., with the address listed below", "Ida Falk"),
        ("Orrin Inc., with its office at 4 Mill Road and [*] Bay Street", "Ida Falk"),
        ("Orrin Inc.", "Ida Falk, residing at 4 Mill Road and _______"),
        ("Orrin Inc.", "Ida Falk, residing at 4 Mill Road; _______"),
        ("Orrin Inc.", "Ida Falk, with an [address] at Mill Road"),
    ],
)
def test_a_blank_in_a_description_is_no_party(first: str, second: str) -> None:
    text = f'This Agreement is made between {first} ("Seller") and {second} ("Buyer").'
    assert _told(text) == [("Orrin Inc.", ("Seller",)), ("Ida Falk", ("Buyer",))]


@pytest.mark.parametrize(
    "thing",
    [
        'for the building together with the land described in Exhibit A (the "Premises")',
        'and the assets listed in Schedule 2 (the "Assets")',
        'and the Buyer named\n above (the "Buyer")',
        'and the property described in Exhibit A (the "Property")',
    ],
)
def test_things_are_no_parties(thing: str) -> None:
    text = f'Lease between Orrin Realty Inc. ("Landlord"), and Kell Varme Limited ("Tenant"), {thing}.'
    assert [name for name, _ in _told(text)] == ["Orrin Realty Inc.", "Kell Varme Limited"]


@pytest.mark.parametrize("blank", [" ", "\n", "\t"])
def test_runs_of_blanks_do_not_multiply(blank: str) -> None:
    # A run that is gone through again at each of its places took 40 seconds for these 2 kB.
    text = f'between Orrin Inc. ("Orrin") {("and" + blank * 2000) * 20}Kell Ltd ("Kell")'
    assert _told(text)[0] == ("Orrin Inc.", ("Orrin",))


def test_a_side_that_only_the_clauses_name_is_a_party_by_its_role() -> None:
    opening = (
        "This agreement is made between Salt Knot, Inc., with its place of business at 4 Mill Road, and "
        "______ (as told below).\n\n"
    )
    clauses = "Franchisee shall pay the fee. Salt Knot shall train the staff.\n\n" * 15
    assert _told(opening + clauses)[-1] == ("Franchisee", ())
    assert find_parties(opening + clauses)[-1].role == "franchisee"
    assert len(find_parties(opening + clauses.replace("Franchisee shall", "It shall"))) == 1


@pytest.mark.parametrize(
    ("group", "aliases"),
    [
        ('("Affiliate")', ("Affiliate",)),
        ('(each an "Affiliate")', ()),
        ('("Kell O\'Hara" or the "Agent")', ("Kell O'Hara", "Agent")),
        ('("Celebrity)', ("Celebrity",)),
        ('"Licensee" / "Kell"', ("Licensee", "Kell")),
    ],
)
def test_terms_that_stand_oddly(group: str, aliases: tuple[str, ...]) -> None:
    text = f'This Agreement is between Orrin Optics Inc. ("Orrin") and Kell Varme Limited {group}, as of May.'
    assert _told(text)[1] == ("Kell Varme Limited", aliases)


def test_dates_and_sections_are_no_names() -> None:
    text = (
        'Between Orrin Air S.A. ("Orrin") and Kell Repair G.I.E. ("Repairer"). The parties signed a general '
        'agreement on March 9th ("GMMA").'
    )
    assert [name for name, _ in _told(text)] == ["Orrin Air S.A.", "Kell Repair G.I.E."]
    assert not clean_name("Section 31125 of the Orrin Corporation")


def test_what_a_programme_is_known_as_is_no_term_of_a_party() -> None:
    text = (
        'between Orrin Inc. (the "Network") and Kell Ltd ("Affiliate"), regarding the programme currently '
        'known as "The Knot" (the "Service").'
    )
    assert _told(text) == [("Orrin Inc.", ("Network",)), ("Kell Ltd", ("Affiliate",))]


def test_a_cover_that_runs_two_names_together_is_not_believed() -> None:
    text = (
        "SERVICES AGREEMENT\n\nBetween\n\nOrrin, LLC and Kell Capital\n\nTHIS AGREEMENT (“Agreement”), dated "
        "as of 9 May (the “Effective Date”), is between Kell Capital (the “Company”) and Orrin, LLC "
        "(the “Contractor”)."
    )
    assert _told(text) == [("Kell Capital", ("Company",)), ("Orrin, LLC", ("Contractor",))]


def test_the_words_of_a_duty_are_no_name() -> None:
    text = (
        "between Orrin, Ltd (hereinafter the “Company”), a Maine corporation, and Ida Falk "
        "(hereinafter the “Consultant”), an individual.\n\nRECITALS\n\nMeetings between the Company and "
        'candidates and arranging other links between them (the "Note"), with Jet Holdings, LLC ("Jet").'
    )
    parties = find_parties(text)
    assert parties[:2] == (
        Party("Orrin, Ltd", ("Company",), ""),
        Party("Ida Falk", ("Consultant",), "consultant"),
    )


def test_a_numbered_company_is_a_company() -> None:
    text = (
        "This Agreement is made between 481516 B.C. Ltd. dba Harbour Voice, of Vancouver "
        '("Harbour") and Tolvik Net SRL, of Cluj ("Tolvik").\n\n1. Harbour shall carry calls.'
    )
    assert [(party.name, party.aliases) for party in find_parties(text)] == [
        ("481516 B.C. Ltd.", ("Harbour",)),
        ("Tolvik Net SRL", ("Tolvik",)),
    ]


ACTS = "ORRIN shall sell. ORRIN may lease. ORRIN agrees to pay. KTS will deliver. KTS must repair. KTS may."
OPENING = (
    "RESALE AGREEMENT\n\n1. CERTIFICATION:\n\nORRIN FIELD SERVICES OF 21 QUARRY LANE, LEEDS (ORRIN) says "
    "that what is furnished by KELL TEST SYSTEMS, INC. OF 7 MILL ROAD, YORK (KTS) is resold.\n\n"
)


def test_a_term_without_quotes_is_one_where_it_acts() -> None:
    assert [(party.name, party.aliases) for party in find_parties(OPENING + ACTS)] == [
        ("ORRIN FIELD SERVICES", ("ORRIN",)),
        ("KELL TEST SYSTEMS, INC.", ("KTS",)),
    ]


def test_a_bracket_that_never_acts_is_no_term() -> None:
    assert find_parties(OPENING + "The goods shall be repaired. The price may change.") == ()
