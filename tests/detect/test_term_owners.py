"""A defined term is the party's behind whose name it stands, not the one's before."""

from __future__ import annotations

import time

import pytest

from contract_lens.assessment import Party
from contract_lens.detect.parties import find_parties
from contract_lens.detect.term_owners import is_of_another
from contract_lens.detect.unnamed_parties import with_lone_company

CLAUSES = "\n\n1. Each party shall act in good faith.\n\n2. The law of Kenya governs.\n"


def _parties(opening: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(party.name, party.aliases) for party in find_parties(opening + CLAUSES)]


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        (
            'Orrin Bancorp, Inc. (the "Company") and Tessal Federal Savings and Loan Association, a '
            'federally chartered association ("Association"), with deposits insured by the Deposit Insurance '
            'Fund ("DIF") administered by the Federal Deposit Insurance Corporation ("FDIC"), hereby confirm '
            'their agreement with Kell Securities, Inc. ("Kell") as follows:',
            [
                ("Orrin Bancorp, Inc.", ("Company",)),
                ("Tessal Federal Savings and Loan Association", ("Association",)),
                ("Kell Securities, Inc.", ("Kell",)),
            ],
        ),
        (
            'Orrin Group Ltd (the "Company") and Tessal Limited Partnership, a partnership under the laws of '
            'Ontario (the "Partnership"), confirm their agreement with Kell Securities, Inc. ("Agent") that:',
            [
                ("Orrin Group Ltd", ("Company",)),
                ("Tessal Limited Partnership", ("Partnership",)),
                ("Kell Securities, Inc.", ("Agent",)),
            ],
        ),
        (
            "This Agreement is between Kell Bank plc, authorised by the Prudential Regulation Authority (the "
            '"PRA") and regulated by the Financial Conduct Authority ("FCA") (the "Lender"), and Oru Ports '
            'Ltd (the "Borrower").',
            [("Kell Bank plc", ("Lender",)), ("Oru Ports Ltd", ("Borrower",))],
        ),
        (
            'This Agreement is between Oru Pharma, Inc. ("Oru"), registered under the Securities Exchange '
            'Act of 1934, as amended (the "Exchange Act"), and Kell Funding Trust ("Trust").',
            [("Oru Pharma, Inc.", ("Oru",)), ("Kell Funding Trust", ("Trust",))],
        ),
        (
            'This Agreement is between Oru Inc., approved by the Food and Drug Administration (the "FDA") '
            '("Supplier"), and Kell LLC ("Buyer").',
            [("Oru Inc.", ("Supplier",)), ("Kell LLC", ("Buyer",))],
        ),
        (
            'This Agreement is between Tarran Hospital, Inc. ("Tarran"), a member institution of The Tarran '
            'System ("System") and Kell LLC, with a place of business at 4 Quay ("Kell").',
            [("Tarran Hospital, Inc.", ("Tarran",)), ("Kell LLC", ("Kell",))],
        ),
    ],
)
def test_an_alias_is_of_the_name_before_it(opening: str, parties: list[tuple[str, tuple[str, ...]]]) -> None:
    assert _parties(opening) == parties


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        (
            'This Agreement is between Oru Inc., doing business as Blue Barn ("Blue Barn"), and Kell LLC, '
            'acting through its Red Door Division ("Red Door").',
            [("Oru Inc.", ("Blue Barn",)), ("Kell LLC", ("Red Door",))],
        ),
        (
            'This Agreement is between Oru Inc., a subsidiary of Tin Holdings Ltd ("Oru"), and Kell LLC, the '
            'General Contractor ("Contractor").',
            [("Oru Inc.", ("Oru",)), ("Kell LLC", ("Contractor",))],
        ),
        (
            'This Agreement is between the University of Orrin (the "University") and the Kell Port '
            'Authority (the "Authority").',
            [("University of Orrin", ("University",)), ("Kell Port Authority", ("Authority",))],
        ),
        (
            'This Agreement is between Kell Bank USA, N.A. ("Kell") and Oru Fund L.P. (the "Fund").',
            [("Kell Bank USA, N.A.", ("Kell",)), ("Oru Fund L.P.", ("Fund",))],
        ),
    ],
)
def test_other_names_of_a_party_stay_its_own(
    opening: str, parties: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert _parties(opening) == parties


@pytest.mark.parametrize(
    ("before", "terms", "owner", "another"),
    [
        ("Oru Inc., insured by the Harbour Protection Fund ", ("HPF",), "Oru Inc.", True),
        ("Oru Inc., insured by the Harbour Protection Fund ", ("the Insured",), "Oru Inc.", False),
        ("Oru Inc., with offices at 4 Quay, Harle ", ("Oru",), "Oru Inc.", False),
        ("Oru Inc. ", ("Oru",), "Oru Inc.", False),
        ("Oru Inc., a limited liability Company ", ("Company",), "Oru Inc.", False),
        ("Oru Inc., an Ohio Limited Liability Company ", ("Company",), "Oru Inc.", False),
        ("Oru Inc., under an agreement with Harbour South Supply, Inc. ", ("HSS",), "Oru Inc.", True),
        ("", ("Oru",), "Oru Inc.", False),
    ],
)
def test_a_term_made_of_the_name_before_it(
    before: str, terms: tuple[str, ...], owner: str, another: bool
) -> None:
    assert is_of_another(before, terms, owner) is another


def test_dates_and_orders_are_no_names_of_a_party() -> None:
    assert _parties(
        'This Amendment is between Oru Inc. ("Oru") and Kell LLC ("Kell"), effective 1 May 2024 (the "Second '
        'Amendment Effective Date"), under a purchase order ("Purchase Order").'
    ) == [("Oru Inc.", ("Oru",)), ("Kell LLC", ("Kell",))]


FORM = (Party("Oru Optics AG", ("ORU",)), Party("Distributor", ("Distributor",), "distributor"))
PRICES = "The Company may change the prices. Distributor keeps secret what Company tells. Ask Company first."


def test_company_is_the_one_company_where_nobody_defines_it() -> None:
    assert [party.aliases for party in with_lone_company(PRICES, FORM)] == [
        ("ORU", "Company"),
        ("Distributor",),
    ]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (PRICES + ' "Company" means the buyer of the shares.', FORM),
        ("The distributor pays. Company law applies.", FORM),
        (PRICES, (FORM[0], Party("Kell Optics Ltd", ("Distributor",), "distributor"))),
        (PRICES, (FORM[0], Party("Jane Hale", ("Hale",)))),
        (PRICES, FORM[:1]),
    ],
)
def test_company_is_nobody_where_two_may_be_meant(text: str, parties: tuple[Party, ...]) -> None:
    assert with_lone_company(text, parties) == parties


@pytest.mark.parametrize("words", ["Kell and ", '("A") ', "A, ", "by the Fund ", "as amended ", "Inc. (the "])
def test_time_grows_with_length_alone(words: str) -> None:
    text = (words * 30_000)[:60_000]
    begun = time.process_time()
    is_of_another(text, ("Kell",), "Oru")
    find_parties(text)
    with_lone_company(text, FORM)
    assert time.process_time() - begun < 4


@pytest.mark.parametrize("title", ["LICENSE", "Lease", "GUARANTY", "Deed", "Contract"])
def test_the_title_of_a_paper_is_no_party(title: str) -> None:
    opening = (
        f"{title}\n\nThis paper is granted by The Trustees of the University of Kell "
        '("Trustees") to Orrin Labs, Inc. ("Orrin").'
    )
    assert title not in [name for name, _ in _parties(opening)]
