"""What meeting and chat programs export: who speaks and when, in the notations of several countries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document as WordDocument
from invariants import block_texts, check_document

from contract_lens.document import BlockKind, Document
from contract_lens.errors import CorruptInput, LimitExceeded, UnsupportedFormat
from contract_lens.read import read_bytes, read_document
from contract_lens.read.chat_dates import to_iso
from contract_lens.segment import split_into_passages, tell_kind


def _read(text: str, name: str = "chat.txt") -> Document:
    document = read_bytes(text.encode(), name=name)
    check_document(document)
    assert document.format == "transcript"
    assert tell_kind(document).value == "communication"
    return document


def _turns(document: Document) -> list[tuple[str | None, str | None, str]]:
    return [
        (block.speaker, block.time, text)
        for block, text in zip(document.blocks, block_texts(document), strict=True)
        if block.kind is BlockKind.TURN
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            "13/03/2025, 17:48 - ", "13/03/2025, 17:50 - ", "2025-03-13T17:48", id="android, British"
        ),
        pytest.param(
            "[13/03/2025, 17:48:02] ", "[13/03/2025, 17:50:10] ", "2025-03-13T17:48:02", id="iphone"
        ),
        pytest.param(
            "3/13/25, 5:48\u202fPM - ", "3/13/25, 5:50\u202fPM - ", "2025-03-13T17:48", id="American"
        ),
        pytest.param("13.03.25, 17:48 - ", "13.03.25, 17:50 - ", "2025-03-13T17:48", id="German"),
        pytest.param("04.03.25, 17:48 - ", "04.03.25, 17:50 - ", "2025-03-04T17:48", id="German, small day"),
        pytest.param("13-03-2025 17:48 - ", "13-03-2025 17:50 - ", "2025-03-13T17:48", id="Dutch"),
        pytest.param("2025/03/13 17:48 - ", "2025/03/13 17:50 - ", "2025-03-13T17:48", id="Japanese"),
        pytest.param("2025-03-13 5:48 p.m. - ", "2025-03-13 5:50 p.m. - ", "2025-03-13T17:48", id="Canadian"),
        pytest.param(
            "13 Mar 2025, 17:48 - ", "13 Mar 2025, 17:50 - ", "2025-03-13T17:48", id="month as a word"
        ),
        pytest.param(
            "2025년 3월 13일 오후 5:48 - ", "2025년 3월 13일 오후 5:50 - ", "2025-03-13T17:48", id="Korean"
        ),
        pytest.param("[10:02:11] ", "[10:03:00] ", "10:02:11", id="no day"),
    ],
)
def test_dates_of_several_countries(first: str, second: str, expected: str) -> None:
    document = _read(f"{first}Ann Reed: Can we move?\n{second}Bo Lind: No.\nNot before May.\n")
    assert _turns(document) == [
        ("Ann Reed", expected, "Can we move?"),
        ("Bo Lind", expected.replace("48", "50").replace("10:02:11", "10:03:00").replace(":50:02", ":50:10"),
         "No. Not before May."),
    ]  # fmt: skip


def test_a_day_and_month_that_may_be_either_way_round_stay() -> None:
    assert to_iso(["03/04/2025, 10:00", "03/04/2025, 11:00"]) == ["03/04/2025, 10:00", "03/04/2025, 11:00"]
    assert to_iso(["03/04/2025, 10:00", "13/04/2025, 11:00"]) == ["2025-04-03T10:00", "2025-04-13T11:00"]
    assert to_iso(["03/04/2025, 10:00", "02/05/2025, 11:00"]) == ["2025-04-03T10:00", "2025-05-02T11:00"]
    assert to_iso([None, "99/99/2025 10:00", "25:99"]) == [None, "99/99/2025 10:00", "25:99"]


def test_notices_and_marks_of_a_chat_are_left_out() -> None:
    document = _read(
        "13/03/2025, 17:40 - Messages and calls are end-to-end encrypted.\n"
        "13/03/2025, 17:48 - \u202a+44 7700 900123\u202c: Price holds.\n"
        '13/03/2025, 17:49 - Ann changed the subject to "Delivery: May"\n'
        "13/03/2025, 17:50 - Bo: <Media omitted>\n13/03/2025, 17:51 - Bo: Thanks.\n"
    )
    assert _turns(document) == [
        ("+44 7700 900123", "2025-03-13T17:48", "Price holds."),
        ("Bo", "2025-03-13T17:51", "Thanks."),
    ]
    assert set(dict(document.left_out)) == {"system_message", "media_note"}
    assert document.date == "2025-03-13"


@pytest.mark.parametrize(
    ("turn", "times"),
    [
        pytest.param("{who}   {time}\n{said}\n\n", ("0:03", "0:09", "0:15"), id="Teams"),
        pytest.param("{who}  {time}\n{said}\n", ("00:00:03", "00:00:09", "00:00:15"), id="Otter"),
        pytest.param("{who} ({time}):\n{said}\n\n", ("00:03", "00:09", "00:15"), id="Rev"),
        pytest.param("[{time}] {who}\n{said}\n", ("00:00:03", "00:00:09", "00:00:15"), id="time first"),
        pytest.param("{who} [{time}]: {said}\n", ("00:00:03", "00:00:09", "00:00:15"), id="one line"),
        pytest.param("{who} | {time}\n{said}\n", ("10:02 AM", "10:03 AM", "10:04 AM"), id="time of day"),
    ],
)
def test_names_with_times(turn: str, times: tuple[str, ...]) -> None:
    spoken = [("Ann Reed", "We agree."), ("Bo Lind", "So do we."), ("Ann Reed", "Good.")]
    text = "".join(
        turn.format(who=who, time=time, said=said) for (who, said), time in zip(spoken, times, strict=True)
    )
    turns = _turns(_read(text))
    assert [(who, said) for who, _, said in turns] == spoken
    assert all(time for _, time, _ in turns)


def test_chat_of_a_meeting() -> None:
    document = _read(
        "10:02:11 From Ann Reed to Everyone:\n\tWe agree.\n10:03:00 From  Bo Lind  to  Everyone : So do we.\n"
        "10:03:09 From Ann Reed to Bo Lind(Direct Message) : Good.\n"
    )
    assert [turn[0] for turn in _turns(document)] == ["Ann Reed", "Bo Lind", "Ann Reed"]
    assert _turns(document)[0] == ("Ann Reed", "10:02:11", "We agree.")


def test_notes_of_a_meeting_with_clock_lines() -> None:
    lines = "".join(f"Ann Reed: Point {n}.\nBo Lind: Answer {n}.\n" for n in range(4))
    document = _read(f"00:00:00\n\n{lines}\n00:05:00\n\n{lines}")
    assert len(_turns(document)) == 16
    assert "00:05" not in document.text


@pytest.mark.parametrize(
    "text",
    [
        "Exhibit 10.38\nThis Agreement shall bind.\n" * 6,
        "Lunch 12:30\nSpeech 13:30\nTour 14:30\nDinner 18:30\n",
        "Delivery: by 12:00\nPayment: 30 days\nPrice: EUR 5\nTerm: 2 years\n",
        "Article 5: Term\nThe term is two years.\n" * 5,
    ],
    ids=["running head", "programme", "form", "articles"],
)
def test_what_is_no_conversation(text: str) -> None:
    assert read_bytes(text.encode(), name="x.txt").format == "text"


def _word(*paragraphs: str) -> Document:
    import io

    word = WordDocument()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    stream = io.BytesIO()
    word.save(stream)
    document = read_bytes(stream.getvalue(), name="call.docx")
    check_document(document)
    return document


_TEAMS = ("Ann Reed   0:03\nWe agree.", "Bo Lind   0:09\nSo do we.", "Ann Reed   0:15\nGood.")
_OLDER_TEAMS = (
    *("0:0:3.0 --> 0:0:5.640", "Ann Reed", "We agree."),
    *("0:0:9.0 --> 0:0:10.1", "Bo Lind", "So do we."),
    *("0:0:15.0 --> 0:0:16.0", "Ann Reed", "Good."),
)


@pytest.mark.parametrize("paragraphs", [_TEAMS, _OLDER_TEAMS], ids=["Teams", "older Teams"])
def test_transcripts_in_word_files(paragraphs: tuple[str, ...]) -> None:
    document = _word(
        "Alliance call-20250313_100200-Meeting Recording", "March 13, 2025, 10:02AM", *paragraphs
    )
    assert [(who, said) for who, _, said in _turns(document)] == [
        ("Ann Reed", "We agree."),
        ("Bo Lind", "So do we."),
        ("Ann Reed", "Good."),
    ]
    assert document.date == "2025-03-13"
    assert tell_kind(document).value == "communication"
    passages = split_into_passages(document, tell_kind(document))
    assert [each.speaker for each in passages if each.kind.value == "turn"] == [
        "Ann Reed",
        "Bo Lind",
        "Ann Reed",
    ]


def test_an_agreement_in_word_stays_one() -> None:
    document = _word("Supply Agreement", "Seller: Ann Reed", "Buyer: Bo Lind", "The Seller shall deliver.")
    assert all(block.kind is not BlockKind.TURN for block in document.blocks)


_DAY = [
    {
        "type": "message",
        "user": "U1",
        "ts": "1741888082.000200",
        "text": "Hi <@U2>, see <https://x.example|the plan> &amp; <#C1|ops>",
        "user_profile": {"real_name": "Ann Reed"},
    },
    {"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1741888080.000100", "text": "joined"},
    {
        "type": "message",
        "user": "U2",
        "ts": "1741888090.000300",
        "thread_ts": "1741888082.000200",
        "text": "We hold the price.",
    },
]


def test_a_day_of_slack(tmp_path: Path) -> None:
    (tmp_path / "ops").mkdir()
    file = tmp_path / "ops" / "2025-03-13.json"
    file.write_text(json.dumps(_DAY, indent=1))
    people = [{"id": "U2", "real_name": "Bo Lind", "profile": {"email": "bo@south-yards.example"}}]
    (tmp_path / "users.json").write_text(json.dumps(people))
    document = read_document(file)
    check_document(document)
    assert _turns(document) == [
        ("Ann Reed", "2025-03-13T17:48:02+00:00", "Hi @Bo Lind, see the plan & #ops"),
        ("Bo Lind", "2025-03-13T17:48:10+00:00", "We hold the price."),
    ]
    assert [(block.level, block.side) for block in document.blocks] == [(0, None), (1, "South Yards")]
    assert document.anchors[0].line == 5
    assert (document.format, document.date) == ("slack", "2025-03-13")
    assert dict(document.left_out)["system_message"] > 0
    assert tell_kind(document).value == "communication"


def test_slack_without_its_people_says_so() -> None:
    document = read_bytes(json.dumps(_DAY[2:]).encode(), name="2025-03-13.json")
    assert document.blocks[0].speaker == "U2"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b'[{"type": "message", "ts": "1741888082.000200", "text": ', CorruptInput),
        (
            b'[{"type": "message", "ts": "1741888082.000200", "text": "", "x": ' + b"[" * 100_000,
            LimitExceeded,
        ),
        (b'[{"type": "message", "ts": "1741888082.000200", "user": [1], "text": {"a": 1}}]', CorruptInput),
        (b'[{"id": "U2", "name": "bo"}]', UnsupportedFormat),
    ],
    ids=["cut", "nested", "no words", "other JSON"],
)
def test_slack_that_is_none(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_bytes(data, name="2025-03-13.json")
