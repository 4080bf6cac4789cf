from __future__ import annotations

from pathlib import Path

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.clause import Passage, PassageKind
from contract_lens.document import Document
from contract_lens.read import read_document
from contract_lens.segment import split_into_passages, tell_kind
from contract_lens.segment.roster import Roster

from .builders import plain, read

MINUTES = """\
# Cable Alliance
## Steering committee no. 3, 11 February 2025

Present: Kari Vold (chair), Bjarte Lunde (Norvane); Owen Prite, Shabnam Aziz (Tessal). Apologies from Dag Moe.

### 1. Safety

- January closed without injury.
- Mr Lunde walked the committee through both near misses.
- Tessal will pay for the new guard rail.

### 2. Money

1. Ms Aziz tabled the open-book statement.
2. The chair thanked her.
"""

MAIL = """\
From: Kari Vold <kari@norvane.example>
To: Owen Prite <owen@tessal.example>
Subject: Yield
Date: Mon, 3 Mar 2025 10:00:00 +0000

Dear Owen,

The yield fell to 71 per cent. It was our furnace, and we are sorry.

Can your people look at the curves with ours on Thursday?

Best regards,
Kari

On Sun, 2 Mar 2025 at 09:00, Owen Prite wrote:

> Something is off since Friday. What do you see?
"""

CHAT = """\
[2025-03-04 08:00] Kari Vold (Norvane): Line 4 is down
[2025-03-04 08:02] Owen Prite (Tessal): On it, sending two people
[2025-03-04 08:05] Kari Vold (Norvane): Thank you
[2025-03-04 08:09] Owen Prite (Tessal): They are at the gate
"""


def passages_of(text: str, name: str) -> tuple[Document, list[Passage]]:
    document = read(text, name)
    return document, list(split_into_passages(document, DocumentKind.COMMUNICATION))


def test_minutes_give_one_passage_per_item_with_its_section_and_speaker() -> None:
    _, passages = passages_of(MINUTES, "minutes.md")
    items = [passage for passage in passages if passage.kind is PassageKind.ITEM]
    assert [(item.speaker, item.side) for item in items] == [
        (None, None),
        ("Bjarte Lunde", "Norvane"),
        ("Tessal", "Tessal"),
        ("Shabnam Aziz", "Tessal"),
        ("Kari Vold", "Norvane"),
    ]
    assert [item.section[-1] for item in items] == ["Safety", "Safety", "Safety", "Money", "Money"]
    assert [item.number for item in items] == ["", "", "", "1", "2"]


def test_head_of_minutes_is_no_item() -> None:
    document, passages = passages_of(MINUTES, "minutes.md")
    present = next(p for p in passages if "Present:" in document.text[p.start : p.end])
    assert present.kind is PassageKind.HEADER


def test_mail_gives_paragraphs_and_keeps_quotes_apart() -> None:
    document, passages = passages_of(MAIL, "yield.eml")
    own = [document.text[p.start : p.end] for p in passages if p.kind is PassageKind.PARAGRAPH]
    quoted = [p for p in passages if p.kind is PassageKind.QUOTED]
    assert [text.split()[0] for text in own] == ["The", "Can"]
    assert {p.speaker for p in passages if p.kind is PassageKind.PARAGRAPH} == {"Kari Vold"}
    assert any(
        "Something is off" in document.text[p.start : p.end] and p.speaker == "Owen Prite" for p in quoted
    )


def test_chat_gives_turns_with_speaker_side_and_time() -> None:
    _, passages = passages_of(CHAT, "chat.txt")
    assert [(p.kind, p.speaker, p.side) for p in passages[:2]] == [
        (PassageKind.TURN, "Kari Vold", "Norvane"),
        (PassageKind.TURN, "Owen Prite", "Tessal"),
    ]
    assert passages[0].time is not None


def test_a_long_turn_is_divided_and_keeps_its_speaker() -> None:
    talk = "We looked at the curve again and it is the furnace that drifts after four hours. " * 20
    document, passages = passages_of(CHAT.replace("Thank you", talk.strip()), "chat.txt")
    parts = [p for p in passages if "furnace" in document.text[p.start : p.end]]
    assert len(parts) > 1
    assert {(p.speaker, p.side) for p in parts} == {("Kari Vold", "Norvane")}
    assert {p.parent for p in parts[1:]} == {parts[0].id}


@pytest.mark.parametrize(
    ("head", "item", "wanted"),
    [
        pytest.param(
            "Present: Ann Reed (Fjord); Bo Lind (Tarn).",
            "Mr Lind agreed.",
            ("Bo Lind", "Tarn"),
            id="names-side",
        ),
        pytest.param(
            "Fjord: A. Reed (chair), C. Moss. Tarn: B. Lind.",
            "Ms Moss asked.",
            ("C. Moss", "Fjord"),
            id="side-names",
        ),
        pytest.param(
            "For Fjord: Ann Reed. For Tarn: Bo Lind.", "Bo Lind asked.", ("Bo Lind", "Tarn"), id="for-side"
        ),
        pytest.param(
            "Ann Reed and C. Moss for Fjord; Bo Lind for Tarn",
            "Mrs Reed left.",
            ("Ann Reed", "Fjord"),
            id="names-for",
        ),
        pytest.param(
            "Fjord Rail (operator, Ann Reed), Tarn (signals, Bo Lind)",
            "Mr Lind asked.",
            ("Bo Lind", "Tarn"),
            id="side-in-front",
        ),
        pytest.param(
            "Fjord: A. Reed (AR). Tarn: B. Lind (BL).",
            "BL: the script was ours.",
            ("B. Lind", "Tarn"),
            id="initials",
        ),
        pytest.param(
            'Fjord Offshore ("FO") and Tarn Marine ("Tarn")',
            "FO stated its view.",
            ("Fjord Offshore", "Fjord Offshore"),
            id="short-name",
        ),
        pytest.param("", "Dr Lind said no.", ("Dr Lind", None), id="nobody-listed"),
        pytest.param(
            "Fjord: A. Reed. Tarn: B. Lind.", "Yield rose to 92 per cent.", (None, None), id="nobody-speaks"
        ),
        pytest.param("Fjord: A. Reed. Tarn: B. Lind.", "Fjord's pump failed.", (None, None), id="only-owned"),
        pytest.param(
            "Fjord: A. Reed. Tarn: B. Lind.", "A plan by May. Fjord: the pump.", (None, None), id="who-acts"
        ),
    ],
)
def test_the_roster_finds_who_an_item_reports_on(
    head: str, item: str, wanted: tuple[str | None, str | None]
) -> None:
    assert Roster.of(head).speaker_of(item) == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(MINUTES, DocumentKind.COMMUNICATION, id="minutes"),
        pytest.param(
            "Notes by the Tarn team, 4 March\n\nAttending: Ann Reed for Fjord\n\nMs Reed asked for time. "
            "Mr Lind replied that there was none.",
            DocumentKind.COMMUNICATION,
            id="notes",
        ),
        pytest.param(
            "This Agreement is entered into by and between Fjord and Tarn. 1. Supply. Tarn shall supply "
            "the goods. 2. Price. Fjord shall pay.",
            DocumentKind.AGREEMENT,
            id="agreement",
        ),
        pytest.param(
            "STRATEGIC ALLIANCE AGREEMENT\n\nA joint steering committee shall hold its meeting every month. "
            "Each party shall be present. Minutes shall be kept.",
            DocumentKind.AGREEMENT,
            id="governed-agreement",
        ),
        pytest.param("", DocumentKind.OTHER, id="empty"),
    ],
)
def test_kind_is_told_by_the_words(text: str, kind: DocumentKind) -> None:
    assert tell_kind(plain(text)) is kind


@pytest.mark.parametrize(("text", "name"), [(MAIL, "yield.eml"), (CHAT, "chat.txt")])
def test_mails_and_chats_are_communications(text: str, name: str) -> None:
    assert tell_kind(read(text, name)) is DocumentKind.COMMUNICATION


@pytest.mark.parametrize("mark", ["", "**"], ids=["plain", "Markdown"])
def test_notes_that_quote_speakers_line_by_line_are_turns_not_a_head(tmp_path: Path, mark: str) -> None:
    said = ["Karin: We want Talbrook at the table.", "Peter: You are liable.", "Karin: Let us look together."]
    lines = [f"{mark}{line.split(':')[0]}:{mark}{line.split(':', 1)[1]}" for line in [*said, "Peter: No."]]
    file = tmp_path / "notes.md"
    head = "Meeting notes, 2 April\nPresent: Karin Holt (Norvik), Peter Lang (Talbrook)\n\n"
    file.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    document = read_document(file)
    items = [
        one
        for one in split_into_passages(document, DocumentKind.COMMUNICATION)
        if one.kind is PassageKind.ITEM
    ]
    assert [document.text[one.start : one.end] for one in items] == lines
    assert [one.speaker for one in items] == ["Karin Holt", "Peter Lang"] * 2


def test_the_labels_of_a_form_are_no_speakers(tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text("Minutes\nProject: Alpha\nRoom: 4\nHost: Norvik\nScribe: Peter Lang\n\n- Costs agreed.\n")
    document = read_document(file)
    found = split_into_passages(document, DocumentKind.COMMUNICATION)
    assert [document.text[one.start : one.end] for one in found if one.kind is PassageKind.ITEM] == [
        "- Costs agreed."
    ]


def test_greetings_and_names_are_form_in_quoted_mails_too() -> None:
    mail = MAIL.replace("Best regards,\nKari\n", "Warmly,\nKari\n")
    mail += ">\n> Kind regards,\n> Owen\n>\n> On Sat, 1 Mar 2025 at 08:00, Kari Vold wrote:\n>\n"
    mail += ">> Dear Partner,\n>>\n>> Best we talk before you sign with anybody else\n>>\n>> Kari\n"
    document, passages = passages_of(mail, "yield.eml")
    kinds = {" ".join(document.text[p.start : p.end].replace(">", "").split()): p.kind for p in passages}
    for form in ("Dear Owen,", "Warmly, Kari", "Kind regards, Owen", "Dear Partner,", "Kari"):
        assert kinds[form] is PassageKind.HEADER, form
    assert kinds["Best we talk before you sign with anybody else"] is PassageKind.QUOTED
    assert kinds["Something is off since Friday. What do you see?"] is PassageKind.QUOTED


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"])
def test_a_message_copied_without_its_head_is_said(gap: str) -> None:
    told = "You must pay for the late pumps at once, or we will end the contract on Friday."
    document = plain(gap.join(["Hi Bob,", told, told, "Thanks,", "Jane"]))
    said = [
        document.text[one.start : one.end]
        for one in split_into_passages(document, DocumentKind.COMMUNICATION)
        if one.kind is PassageKind.ITEM
    ]
    assert told in " ".join(said)


def test_the_head_of_minutes_is_not_said() -> None:
    lines = [
        "Minutes of the third meeting of the pump group",
        "We met in the hall of the mill.",
        "1. Pumps are late.",
    ]
    document = plain("\n\n".join(lines))
    kinds = [one.kind for one in split_into_passages(document, DocumentKind.COMMUNICATION)]
    assert kinds == [PassageKind.HEADER, PassageKind.HEADER, PassageKind.ITEM]
