"""A gate on the face of the example agreements: title, parties with their terms, recitals."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.clause import Passage, PassageKind
from contract_lens.detect import frame_agreement
from contract_lens.detect.framing import Framing
from contract_lens.document import Document
from contract_lens.read import read_document
from contract_lens.segment import split_into_passages

DEALS = Path(__file__).resolve().parents[2] / "corpora" / "deals"

#: Number of the deal -> title, name and term of each party, numbers of the recitals.
FACES: dict[str, tuple[str, list[tuple[str, str]], list[str]]] = {
    "01": (
        "Strategic Alliance Agreement",
        [("SKERROW PORTS GROUP LIMITED", "Skerrow"), ("LANTHORN MARINE LIGHTING LIMITED", "Lanthorn")],
        ["(A)", "(B)", "(C)", "(D)"],
    ),
    "02": (
        "Alliance and Cooperation Agreement",
        [("Vantorre Crop Science, Inc.", "Vantorre"), ("Mossgill Biologics LLC", "Mossgill")],
        ["(A)", "(B)", "(C)"],
    ),
    "03": (
        "Innovation Partnership Agreement",
        [("CALDERMOOR RAIL SERVICES LIMITED", "Caldermoor"), ("TESSIVANT ANALYTICS LIMITED", "Tessivant")],
        ["(A)", "(B)", "(C)", "(D)"],
    ),
    "04": (
        "Alliance Agreement for the Electrification of the Nordsund Ferries",
        [
            ("Havrunn Fjordlinjer AS", "Havrunn"),
            ("Stordeik Verft AS", "Stordeik"),
            ("Ampelund Marine Power AB", "Ampelund"),
        ],
        ["A", "B", "C"],
    ),
    "05": (
        "Agreement for Calibration and Repair Services",
        [("WEXCOMBE METROLOGY LIMITED", "Supplier"), ("TARNBECK DAIRIES LIMITED", "Customer")],
        ["(A)", "(B)", "(C)"],
    ),
    "06": (
        "Joint Venture Agreement",
        [
            ("TINDVIK METALS AS", "Tindvik"),
            ("CARROWMOOR RECYCLING LIMITED", "Carrowmoor"),
            ("KORVESSA BATTERY MATERIALS LIMITED", "Company"),
        ],
        ["(A)", "(B)", "(C)"],
    ),
    "07": (
        "Partnership Charter and Collaboration Agreement",
        [("CORVANE APPLIANCE CORPORATION", "Corvane"), ("BEXLEY RIDGE HARNESS, INC.", "Partner")],
        ["(A)", "(B)", "(C)"],
    ),
    "08": (
        "Master Supply Agreement",
        [("KALDHEM VÄRME AB", "Kaldhem"), ("PRESSVANE COIL B.V.", "Pressvane")],
        ["(A)", "(B)", "(C)"],
    ),
}


@cache
def opened(number: str) -> tuple[Document, tuple[Passage, ...], Framing]:
    document = read_document(next(DEALS.glob(f"{number}-*/agreement.*")))
    passages = split_into_passages(document, DocumentKind.AGREEMENT)
    return document, passages, frame_agreement(document.text, passages, document.title)


@pytest.mark.parametrize("number", FACES)
def test_title_and_parties(number: str) -> None:
    framing = opened(number)[2]
    title, parties, _ = FACES[number]
    assert framing.title == title
    assert [(party.name, " ".join(party.aliases)) for party in framing.parties] == parties


@pytest.mark.parametrize("number", FACES)
def test_title_of_the_text_alone(number: str) -> None:
    document, passages, framing = opened(number)
    assert frame_agreement(document.text, passages, "").title == framing.title


@pytest.mark.parametrize("number", FACES)
def test_recitals(number: str) -> None:
    passages = opened(number)[1]
    recitals = [passage for passage in passages if passage.kind is PassageKind.RECITAL]
    assert [passage.number for passage in recitals] == FACES[number][2]
    assert {passage.parent for passage in recitals} == {None}


@pytest.mark.parametrize("number", FACES)
def test_parts_around_the_clauses(number: str) -> None:
    """The cover comes first, signatures are signatures, and clauses hang under clauses alone."""
    document, passages, _ = opened(number)
    kinds = [passage.kind for passage in passages]
    assert kinds[:2] == [PassageKind.TITLE, PassageKind.PARTIES]
    assert kinds.count(PassageKind.TITLE) == kinds.count(PassageKind.PARTIES) == 1
    by_id = {passage.id: passage for passage in passages}
    for passage in passages:
        text = document.text[passage.start : passage.end]
        if "____" in text:
            assert passage.kind is PassageKind.SIGNATURE, text
        if passage.parent is not None:
            assert by_id[passage.parent].kind not in (PassageKind.RECITAL, PassageKind.PARTIES), text
        assert not passage.number.startswith(("(1)", "(2)")) or passage.kind is PassageKind.PARTIES
        assert not any("Signature" in part or "|" in part for part in passage.section), passage.section
