"""Names and terms of parties that the opening leaves out, blacks out or gives to several."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Party
from contract_lens.detect.parties import find_parties
from contract_lens.detect.short_names import with_meant_names, with_short_names, with_undefined_roles

ORU, KELL = Party("Oru Ports, Inc.", ("ORU",)), Party("Kell Varme AB")


def test_a_name_without_commas_and_stop_is_a_spelling_where_something_is_left() -> None:
    assert Party("Kell, Inc.").spellings == ("Kell, Inc.", "Kell Inc", "KELL, INC.", "KELL INC")
    assert Party("...").spellings == ("...",)


def test_a_name_may_be_written_less_loudly_than_defined() -> None:
    assert Party("KELLVAR Inc.", ("KELLVAR", "TIN")).spellings == (
        *("KELLVAR Inc.", "KELLVAR", "TIN", "KELLVAR Inc", "KELLVAR INC.", "KELLVAR INC"),
        *("Kellvar Inc.", "Kellvar", "Kellvar Inc"),
    )


def test_a_party_with_a_term_may_be_called_by_its_name_too() -> None:
    text = "Kellvar shall pay. Kellvar may sell. The Buyer is told by Kellvar."
    (party,) = with_short_names(text, [Party("Kellvar Tin GmbH", ("Seller",))])
    assert party.aliases == ("Seller", "Kellvar")


@pytest.mark.parametrize(
    ("definition", "aliases"),
    [
        ('"Orus" shall mean ORU and all Orus Subsidiaries.', ("ORU", "Orus")),
        ('"Group" means ORU and its Affiliates.', ("ORU",)),
        ('"Products" means ORU and its Affiliates.', ("ORU",)),
        ('"Orus" means ORU products.', ("ORU",)),
        ('"ORU" means ORU.', ("ORU",)),
    ],
)
def test_definitions_may_name_a_party_anew(definition: str, aliases: tuple[str, ...]) -> None:
    assert with_meant_names(definition, [ORU, KELL])[0].aliases == aliases


AGENT = "The Agent shall sell. " * 6


def test_a_role_without_a_party_goes_to_the_party_without_a_role() -> None:
    found = with_undefined_roles("ORU shall deliver. " + AGENT, [ORU, KELL])
    assert found == (ORU, Party(KELL.name, ("Agent",), "agent"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(AGENT, id="no party acts: either may be the agent"),
        pytest.param("ORU shall deliver. Kell Varme AB shall pay. " + AGENT, id="all parties act"),
        pytest.param("ORU shall deliver. " + AGENT + "The Licensor shall license. " * 6, id="two such roles"),
        pytest.param("ORU shall deliver. The Agent shall sell.", id="seldom"),
        pytest.param("ORU shall deliver. " + "The Employee shall pay. " * 6, id="a third person"),
        pytest.param("ORU shall deliver. " + "The agent shall sell. " * 6, id="no term"),
    ],
)
def test_a_doubtful_role_goes_to_nobody(text: str) -> None:
    assert with_undefined_roles(text, [ORU, KELL]) == (ORU, KELL)


def test_of_two_parties_that_are_not_named_neither_is_given_the_role() -> None:
    parties = (ORU, KELL, Party("Brandt Pumps GmbH", ("Brandt",)))
    assert with_undefined_roles("ORU shall deliver. " + AGENT, parties) == parties


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        (
            'by and between Kell LLC ("KELL"), and Oru Tin, Inc. ("ORU" or "Subcontractor") sets forth '
            'terms. The work shall be identified in an order of the user ("Work Order"), for '
            'Vantrel LLC (the "Customer").',
            [("Kell LLC", ("KELL",)), ("Oru Tin, Inc.", ("ORU", "Subcontractor"))],
        ),
        (
            'by and between Kell ------- Tin Limited ("KTL"), and Oru, Inc. ("OI").',
            [("Kell Tin Limited", ("KTL",)), ("Oru, Inc.", ("OI",))],
        ),
        (
            'by and among Kell Tin Limited ("KTL"), with an address at 5 Quay Road, Kiel, Germany, Tin '
            'Limited ("TL"), and Oru, Inc. ("OI").',
            [("Kell Tin Limited", ("KTL",)), ("Tin Limited", ("TL",)), ("Oru, Inc.", ("OI",))],
        ),
        (
            'by and between [ * * * ] (the "Provider"), and Kell AB, a company of Sweden (the "Recipient").',
            [("Provider", ("Provider",)), ("Kell AB", ("Recipient",))],
        ),
        (
            'by and among the persons and entities listed on Schedule A (collectively, the "Tin Group"), '
            'Kell AB (the "Company") and Ana Reyes (the "Designee").',
            [("Tin Group", ("Tin Group",)), ("Kell AB", ("Company",)), ("Ana Reyes", ("Designee",))],
        ),
        (
            'by and among Tin Ltd. (the "Company"), Kell AB ("Buyer"), and Oru, Inc. ("OI," and, together '
            'with the Company and Buyer, collectively, the "Parties").',
            [("Tin Ltd.", ("Company",)), ("Kell AB", ("Buyer",)), ("Oru, Inc.", ("OI",))],
        ),
        (
            "1. Kell Limited Liability Company (hereinafter referred        to as Party A), existing under "
            "the laws of Norway.\n\n2. Oru Tin, Inc., (hereinafter referred to as Party B), of the United "
            'States of America ("USA").',
            [("Kell Limited Liability Company", ("Party A",)), ("Oru Tin, Inc.", ("Party B",))],
        ),
        (
            'by and between:\n\nKell Co Ltd hereinafter referred to as ("Kell")\n\nAddress : 5 Quay Road\n\n'
            "Legal representative : A. Reyes and\n\n"
            'Oru Paint Repair hereinafter referred to as ("DISTRIBUTOR")\n',
            [("Kell Co Ltd", ("Kell",)), ("Oru Paint Repair", ("DISTRIBUTOR",))],
        ),
    ],
    ids=[
        *("order", "underlined", "address before"),
        "blacked out",
        "listed elsewhere",
        "a term before together",
        "letters",
        "addresses between",
    ],
)
def test_openings(opening: str, parties: list[tuple[str, tuple[str, ...]]]) -> None:
    found = find_parties(f"SUPPLY AGREEMENT\n\nThis Agreement is made {opening}\n\nWHEREAS")
    assert [(party.name, party.aliases) for party in found] == parties
