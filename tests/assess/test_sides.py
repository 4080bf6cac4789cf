"""Who sits on which side: names brought together, attendance read, parts told from titles."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from paper_builders import N, Row, assess

from contract_lens.assess.description import DealDescription, PersonNote, SideNote
from contract_lens.assess.names import bare, key_of, surname_of
from contract_lens.assess.people import seat_people
from contract_lens.assess.side_names import is_part_of, join_names
from contract_lens.assess.sides import is_side
from contract_lens.assessment import Assessment, DocumentKind, Party
from contract_lens.clause import PassageKind
from contract_lens.options import AnalysisOptions
from contract_lens.pipeline import analyze

CONVERSATIONS = Path(__file__).resolve().parents[2] / "corpora" / "conversations"
FRESH = CONVERSATIONS.parent / "checks" / "fresh" / "conversations"


def spoken(*rows: tuple[str, str | None, str | None], head: str = "", path: str = "notes.md") -> Assessment:
    said = [
        Row(
            text,
            N,
            kind=PassageKind.ITEM if speaker is None else PassageKind.TURN,
            speaker=speaker,
            side=side,
        )
        for text, speaker, side in rows
    ]
    opening = [Row(head, N, kind=PassageKind.HEADER)] if head else []
    return assess([*opening, *said], kind=DocumentKind.COMMUNICATION, path=path)


def sides_by_speaker(row: Assessment) -> dict[str | None, str | None]:
    return {clause.speaker: clause.side for clause in row.clauses if clause.kind is not PassageKind.HEADER}


@pytest.mark.parametrize(
    ("short", "long", "same"),
    [
        ("Corvane", "Corvane Legal", True),
        ("Corvane", "Corvane Appliance Corporation", True),
        ("Skerrowports", "Skerrow Ports Group", True),
        ("Aldane-Aero", "Aldane Aero", True),
        ("Norda", "Nordavind", False),
        ("Bank", "Bank of Ostrava", False),
        ("Port", "Port Authority", False),
        ("Tindvik Metals", "Tindvik Logistics", False),
    ],
)
def test_names_of_one_organisation(short: str, long: str, same: bool) -> None:
    assert is_part_of(short, long) is same


def test_names_are_joined_under_the_one_that_the_others_build_on() -> None:
    names = ["Corvane Legal", "Corvane", "Corvane", "Corvane Logistics", "Bexley Ridge"]
    joined = join_names(names, [["CORVANE APPLIANCE CORPORATION", "Corvane"]])
    assert joined == {
        "Corvane Legal": "Corvane",
        "Corvane": "Corvane",
        "Corvane Logistics": "Corvane",
        "Bexley Ridge": "Bexley Ridge",
    }


def test_a_domain_written_together_is_shown_apart() -> None:
    assert set(join_names(["Skerrowports", "Skerrow Ports"]).values()) == {"Skerrow Ports"}


NO_SIDES = ["alliance manager", "Guest", "minutes", "J. Peltola", "Sales Director", "*x*"]


@pytest.mark.parametrize("label", NO_SIDES)
def test_labels_that_are_no_side(label: str) -> None:
    assert not is_side(label)


def test_names_are_compared_without_titles_and_accents() -> None:
    assert key_of("St Brendan’s  Hôpital") == "st brendans hopital"
    assert bare("Dr. Ana Sey (chair)") == "Ana Sey"
    assert surname_of("Mr Wrzesień") == "wrzesien"


@pytest.mark.parametrize(
    "head",
    [
        "Present: Orrin Works (Ana Reyes, Leo Marsh) and Brightwater (Mia Lund).",
        "Orrin Works: Ana Reyes (chair), Leo Marsh. Brightwater: Mia Lund.",
        "Ana Reyes and Leo Marsh for Orrin Works; Mia Lund for Brightwater.",
        "For Orrin Works: Ana Reyes, Leo Marsh.\nFor Brightwater: Mia Lund.",
        "| Orrin Works | Ana Reyes, Leo Marsh |\n| Brightwater | Mia Lund |",
    ],
)
def test_attendance_seats_the_speakers(head: str) -> None:
    row = spoken(("We agree.", "Ana Reyes", None), ("So do we.", "Mia Lund", None), head=head)
    assert sides_by_speaker(row) == {"Ana Reyes": "Orrin Works", "Mia Lund": "Brightwater"}


def test_an_item_takes_the_side_that_it_speaks_of_first() -> None:
    row = spoken(
        ("Brightwater asked for the raw files.", None, None),
        ("2. He wants them by Monday.", None, None),
        ("Brightwater's boiler is new.", None, None),
        ("We agree.", "Ana Reyes", "Orrin Works"),
        ("So do we.", "Mia Lund", "Brightwater"),
    )
    assert [clause.side for clause in row.clauses[:3]] == ["Brightwater", "Brightwater", None]


def test_one_person_one_name_one_side_over_all_documents() -> None:
    minutes = spoken(("We are late.", "Mr Prowse", None), ("Good.", "Imogen", "Caldermoor"))
    header = (
        "From: Gavin Prowse <gavin.prowse@caldermoor-rail.example>\n"
        "To: Imogen Thackray <imogen@caldermoor-rail.example>"
    )
    mail = spoken(
        ("The credits are due.\nGavin Prowse\nHead of Commercial", "Gavin Prowse", "Caldermoor Rail"),
        ("Let us talk.", "Imogen Thackray", "Caldermoor Rail"),
        head=header,
        path="mail.eml",
    )
    people = seat_people([minutes, mail], [], DealDescription())
    clauses = [clause for row in people.communications for clause in row.clauses]
    seen = {(clause.speaker, clause.side) for clause in clauses if clause.speaker}
    assert seen == {("Gavin Prowse", "Caldermoor"), ("Imogen Thackray", "Caldermoor")}
    assert people.roles["Gavin Prowse"] == "negotiator"


def test_the_user_s_domains_and_people_decide() -> None:
    header = "From: Ana Reyes <ana@mail.orrin.example>"
    mail = spoken(("We agree.", "Ana Reyes", "Mail"), head=header)
    told = DealDescription(
        sides=(SideNote("Orrin Works", domains=("orrin.example",)),),
        people=(PersonNote("Ana Reyes", role="champion"),),
    )
    people = seat_people([mail], [], told)
    assert {clause.side for clause in people.communications[0].clauses if clause.speaker} == {"Orrin Works"}
    assert people.roles == {"Ana Reyes": "champion"}


def test_a_rank_that_is_the_name_of_a_party_is_no_rank() -> None:
    head = "Present: Ana Reyes (Owner), Mia Lund (Director)"
    row = spoken(("We agree.", "Ana Reyes", "Owner"), ("So do we.", "Mia Lund", None), head=head)
    paper = replace(
        row,
        kind=DocumentKind.AGREEMENT,
        text="",
        clauses=(),
        parties=(Party("Murrumba Water Corporation", ("Owner",)),),
    )
    assert seat_people([row], [paper], DealDescription()).roles == {"Mia Lund": "executive"}
    assert seat_people([row], [], DealDescription()).roles["Ana Reyes"] == "executive"


def _labelled(folder: Path) -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for labels in sorted(folder.glob("labels*.jsonl")):
        for line in labels.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["side"] not in (None, "", "joint", "Committee"):
                rows.setdefault(row["file"], []).append(row)
    return rows


@pytest.mark.parametrize(
    ("folder", "least"),
    [
        pytest.param(CONVERSATIONS, 0.88, id="conversations whose heads mostly tell the sides"),
        pytest.param(FRESH, 0.68, id="notes, logs and mails that often do not"),
    ],
)
def test_sides_of_the_authored_conversations(folder: Path, least: float) -> None:
    """Every third of them, to be quick; docs/deals.md has the shares over all."""
    counts: Counter[bool] = Counter()
    for name, rows in sorted(_labelled(folder).items())[::3]:
        clauses = analyze(folder / name, options=AnalysisOptions(fast=True)).clauses
        plain = [(key_of(clause.text).replace(" ", ""), key_of(clause.side or "")) for clause in clauses]
        for row in rows:
            text, wanted = key_of(row["text"]).replace(" ", ""), key_of(row["side"])
            found = next((side for words, side in plain if text[:40] in words or words in text), "")
            counts[_is_same(found.split(), wanted.split())] += 1
    assert counts[True] / counts.total() >= least


def _is_same(found: list[str], wanted: list[str]) -> bool:
    """Whether one name holds the other: ``Lanthorn`` and ``Lanthorn Marine``, ``bakerlinebrands`` too."""
    one, two = "".join(found), "".join(wanted)
    held = set(found) <= set(wanted) or set(wanted) <= set(found)
    return bool(found) and (held or one in two or two in one)
