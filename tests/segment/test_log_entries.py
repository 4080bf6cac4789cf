"""Logs that one side keeps: whose words an entry reports is told by its label and by what came before."""

from __future__ import annotations

import re
import sys
from types import FrameType

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.clause import PassageKind
from contract_lens.document import Document
from contract_lens.read import read_bytes
from contract_lens.segment import split_into_passages
from contract_lens.segment.log_entries import is_log

_BY_BLANK_LINES = """CONTACT LOG  Brekke Dairies / chilled haulage, week 12 on
kept by S. Ferreira, Noorden Transport, key account desk

2025-03-17 Loads 44, late 2.

2025-03-18 call in, K. Brekke. Wanted the two late ones explained by noon.

2025-03-18 call out. Told Kjersti about the fog at the bridge and said sorry.

2025-03-18 She took it well and will move the slot.

2025-03-20 O. Sand, by letter. He regrets our habits and keeps the bonus.

2025-03-21 I rang Kjersti about the letter.

2025-03-21 Mr Sand may not know the bridge was closed, he writes again.

2025-03-24 Per asked the depot for the tachograph.

2025-03-25 I sent Per the file.
"""
_BY_LINES = """Log of the pilot with Vale Orchard Group
Maintained by L. Achterberg (Kelder Robotics)
3 Feb - Two arms up, 410 crates.
4 Feb - call from R. Imrie. The left arm bruises the fruit.
5 Feb - She offered us her own graders
and a second shed.
6 Feb - Told Imrie that the pads come on Friday.
7 Feb - Pads fitted, 1 % bruised.
"""
_BY_TEAM = """Supplier diary: Castel Forni
Logged by the buying team, Hartnell Kitchens

12.05.2025: phone in, Dino Forni. Ovens are late by nine days.
13.05.2025: Dino Forni, in person. He brought the plan and two engineers.
14.05.2025: visit to the plant. Line runs.
15.05.2025: email in. Five ovens left Udine.
16.05.2025: Drafted the answer and kept the penalty out of it.
"""


def _entries(text: str) -> list[tuple[str, str | None, str | None]]:
    document = _document(text)
    assert is_log(document)
    return [
        (document.text[one.start : one.end], one.speaker, one.side)
        for one in split_into_passages(document, DocumentKind.COMMUNICATION)
        if one.kind is PassageKind.ITEM
    ]


def _document(text: str) -> Document:
    return read_bytes(text.encode(), name="log.txt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            _BY_BLANK_LINES,
            [
                (None, "Noorden Transport"),
                ("K. Brekke", "Brekke Dairies"),
                ("S. Ferreira", "Noorden Transport"),
                ("Kjersti", "Brekke Dairies"),
                ("O. Sand", "Brekke Dairies"),
                ("S. Ferreira", "Noorden Transport"),
                ("O. Sand", "Brekke Dairies"),
                (None, None),
                ("S. Ferreira", "Noorden Transport"),
            ],
            id="paragraphs",
        ),
        pytest.param(
            _BY_LINES,
            [
                (None, "Kelder Robotics"),
                ("R. Imrie", "Vale Orchard Group"),
                ("R. Imrie", "Vale Orchard Group"),
                ("L. Achterberg", "Kelder Robotics"),
                (None, "Kelder Robotics"),
            ],
            id="lines",
        ),
        pytest.param(
            _BY_TEAM,
            [
                ("Dino Forni", "Castel Forni"),
                ("Dino Forni", "Castel Forni"),
                (None, "Hartnell Kitchens"),
                (None, "Castel Forni"),
                (None, "Hartnell Kitchens"),
            ],
            id="a team",
        ),
    ],
)
def test_entries_have_their_speaker_and_side(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert [(speaker, side) for _, speaker, side in _entries(text)] == expected


def test_an_entry_keeps_its_further_lines() -> None:
    assert "5 Feb - She offered us her own graders\nand a second shed." in [
        text for text, _, _ in _entries(_BY_LINES)
    ]


def test_what_stands_above_the_first_entry_is_a_head() -> None:
    document = _document(_BY_TEAM)
    first = split_into_passages(document, DocumentKind.COMMUNICATION)[0]
    assert first.kind is PassageKind.HEADER
    assert document.text[first.start : first.end].endswith("Hartnell Kitchens")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_BY_BLANK_LINES.replace("kept by", "about"), id="nobody keeps it"),
        pytest.param(
            "Chronology. Records are kept by the Registrar, Companies House\n\n"
            + "".join(f"2021-0{n}-01 call in, B. Lind. Sent a form.\n" for n in range(1, 7)),
            id="a sentence on who keeps records",
        ),
        pytest.param(
            "Chronology\nkept by A. Reed, Fjord Rail\n\n"
            + "".join(f"2021-0{n}-01 Alpha delivers lot {n}.\n" for n in range(1, 7)),
            id="no dealings of the keeper",
        ),
        pytest.param(
            "Minutes kept by A. Reed, Fjord Rail\n\n- Cost agreed.\n- Next: 4 May.\n" * 3, id="minutes"
        ),
        pytest.param(
            "Kept by A. Reed, Fjord Rail\n\n4 May: start\n\n5 May: end\n\nThe works go on.\n", id="few days"
        ),
    ],
)
def test_what_is_no_log(text: str) -> None:
    assert not is_log(_document(text))


def _heard(keeper: str, *entries: str) -> list[tuple[str | None, str | None]]:
    """Read entries after two calls that make the text a log, of one day each."""
    said = (
        "call in, B. Lind. Wants the plan.",
        "call out. Told B. Lind.",
        *entries,
        "call in. None.",
        "I rang.",
    )
    text = f"Contact log Tarn Works\nkept by {keeper}\n\n" + "".join(
        f"2025-03-{day:02d} {words}\n" for day, words in enumerate(said, start=1)
    )
    return [(speaker, side) for _, speaker, side in _entries(text)][2:-2]


_A_REED = "A. Reed, Fjord Rail"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param(
            ("call in, K. Lind. Wants it too.", "K. Lind refused.", "Bo Lind refused.", "Lind refused."),
            [("K. Lind", "Tarn Works"), ("K. Lind", "Tarn Works"), ("B. Lind", "Tarn Works"), (None, None)],
            id="two of one surname",
        ),
        pytest.param(
            ("call in, A. Reed. Reports from the site.", "Ann Reed visited the plant."),
            [("A. Reed", "Fjord Rail"), ("A. Reed", "Fjord Rail")],
            id="the keeper",
        ),
        pytest.param(
            ("call in, K. Reed. Is angry.", "K. Reed refused."),
            [("K. Reed", "Tarn Works")] * 2,
            id="a namesake",
        ),
        pytest.param(
            ("They threatened to leave.", "Loads 44."), [(None, None), (None, "Fjord Rail")], id="they"
        ),
        pytest.param(
            ("call out, B. Lind. He refused to pay.", "Bo Lind was told by me that the plan is late."),
            [(None, None)] * 2,
            id="what the other answered or was told",
        ),
    ],
)
def test_who_is_meant(entries: tuple[str, ...], expected: list[tuple[str | None, str | None]]) -> None:
    assert _heard(_A_REED, *entries) == expected


@pytest.mark.parametrize(
    ("keeper", "person", "side"),
    [
        pytest.param("Ann Reed, Key Account Director, Fjord Rail", "Ann Reed", "Fjord Rail", id="office"),
        pytest.param("Ann Reed for Fjord Rail", "Ann Reed", "Fjord Rail", id="for"),
        pytest.param("the buying team of Fjord Rail", None, "Fjord Rail", id="team of"),
        pytest.param("Ann Reed, Key Accounts, Fjord Rail", "Ann Reed", None, id="two parts may be it"),
        pytest.param("Fjord Rail", None, None, id="a name alone"),
    ],
)
def test_who_keeps_a_log(keeper: str, person: str | None, side: str | None) -> None:
    assert _heard(keeper, "I sent Per the file.", "Asked Per for it.") == [(person, side)] * 2


def _steps_of(entries: int) -> int:
    """Count the calls, of functions and of what is built in, that splitting a log takes."""
    names = "".join(f"2025-03-{n % 28 + 1:02d} Foo{n} wants it.\n" for n in range(entries))
    labels = "".join(f"2025-03-{n % 28 + 1:02d} call in, P{n}x Lind. Wants it.\n" for n in range(entries))
    document = _document(f"Log of Tarn Works\nkept by {_A_REED}\n\n{labels}{names}")
    assert is_log(document)
    steps = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        split_into_passages(document, DocumentKind.COMMUNICATION)
    finally:
        sys.setprofile(before)
    return steps


def test_the_work_grows_as_the_log_does() -> None:
    _steps_of(10)  # what is read once
    small, large = _steps_of(300), _steps_of(1_200)
    assert large < 5 * small


def test_names_are_looked_up_and_not_searched_for() -> None:
    """A pattern made for each entry would be searched for in the whole text."""
    names = "".join(f"2025-03-{n % 28 + 1:02d} Foo{n} wants it.\n" for n in range(40))
    document = _document(f"Log of Tarn Works\nkept by {_A_REED}\n\n{_TWO_CALLS}{names}")
    split_into_passages(document, DocumentKind.COMMUNICATION)
    made: list[str] = []

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code.co_name == "compile" and "re" in frame.f_globals["__name__"]:
            made.append(frame.f_globals["__name__"])

    re.purge()
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        split_into_passages(document, DocumentKind.COMMUNICATION)
    finally:
        sys.setprofile(before)
    assert len(made) < 10


_TWO_CALLS = "2025-03-01 call in, B. Lind. Wants it.\n2025-03-02 call out. Told B. Lind.\n"
