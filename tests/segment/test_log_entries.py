"""Logs that one side keeps: whose words an entry reports is told by its label and by what came before."""

from __future__ import annotations

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
            "Minutes kept by A. Reed, Fjord Rail\n\n- Cost agreed.\n- Next: 4 May.\n" * 3, id="minutes"
        ),
        pytest.param(
            "Kept by A. Reed, Fjord Rail\n\n4 May: start\n\n5 May: end\n\nThe works go on.\n", id="few days"
        ),
    ],
)
def test_what_is_no_log(text: str) -> None:
    assert not is_log(_document(text))
