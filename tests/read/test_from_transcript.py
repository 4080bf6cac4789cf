"""Transcripts and chats: one block per turn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import block_texts, check_document

from contract_lens.document import BlockKind, Document
from contract_lens.errors import CorruptInput
from contract_lens.read import read_bytes

_VTT = """WEBVTT

NOTE Joint venture call, automatic transcript

STYLE
::cue { color: red }

1
00:00:04.200 --> 00:00:13.610 align:start
<v Brenda Koss (Copperreach)>Okay, <i>recording</i> is on. We&#39;ve got the lift,
and the budget.</v>

2
00:00:13.700 --> 00:00:15.000
<v Brenda Koss (Copperreach)>Here is one thing: money.

3
00:15.100 --> 00:20.000
<v Rodrigo>With respect, no.
"""


def _read(text: str, name: str = "call.vtt") -> Document:
    document = read_bytes(text.encode(), name=name)
    check_document(document)
    assert document.format == "transcript"
    assert {block.kind for block in document.blocks} <= {BlockKind.TURN, BlockKind.HEADER}
    return document


def _turns(document: Document) -> list[tuple[str | None, str | None, str | None, str]]:
    return [
        (block.speaker, block.side, block.time, text)
        for block, text in zip(document.blocks, block_texts(document), strict=True)
        if block.kind is BlockKind.TURN
    ]


def test_cues_of_one_speaker_are_one_turn() -> None:
    document = _read(_VTT)
    assert _turns(document) == [
        (
            "Brenda Koss",
            "Copperreach",
            "00:00:04.200",
            "Okay, recording is on. We've got the lift, and the budget. Here is one thing: money.",
        ),
        ("Rodrigo", None, "00:00:15.100", "With respect, no."),
    ]
    assert dict(document.left_out)["caption_note"] == len("STYLE::cue { color: red }")
    assert document.blocks[0].kind is BlockKind.HEADER
    assert block_texts(document)[0] == "Joint venture call, automatic transcript"
    assert document.anchors_of(document.text.index("Here"), len(document.text))[0].line == 15


def test_srt_names_speakers_in_words() -> None:
    text = "1\r\n00:00:01,000 --> 00:00:02,500\r\nAnn Reed (North): We agree.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nBo: So do we.\r\nThe point is: now.\r\n"  # noqa: E501
    assert _turns(_read(text, "call.srt")) == [
        ("Ann Reed", "North", "00:00:01.000", "We agree."),
        ("Bo", None, "00:00:03.000", "So do we. The point is: now."),
    ]


def test_chat_log() -> None:
    text = "[2024-11-19 08:02] Lin Jiahui (Shenlo Precision): Morning.\nPlan: 1,150\n[2024-11-19 08:05] Ross: thanks\n[2024-11-19 08:06] Ross: and more\n"  # noqa: E501
    assert _turns(_read(text, "chat.txt")) == [
        ("Lin Jiahui", "Shenlo Precision", "2024-11-19T08:02", "Morning. Plan: 1,150"),
        ("Ross", None, "2024-11-19T08:05", "thanks"),
        ("Ross", None, "2024-11-19T08:06", "and more"),
    ]


def test_lines_that_begin_with_their_speaker() -> None:
    text = "".join(f"Project Manager: point {n}.\nMr. van Dijk: I object.\n" for n in range(5))
    turns = _turns(_read(text, "meeting.txt"))
    assert len(turns) == 10
    assert turns[1][0] == "Mr. van Dijk"


def test_speakers_in_brackets() -> None:
    text = "".join(f"[PERSON{n % 2}] Point {n}.\nIt goes on.\n" for n in range(6))
    turns = _turns(_read(text, "meeting.txt"))
    assert [turn[0] for turn in turns[:2]] == ["PERSON0", "PERSON1"]
    assert turns[0][3] == "Point 0. It goes on."


def test_captions_without_speakers_are_cut_at_sentences() -> None:
    cues = "".join(f"00:0{n}.000 --> 00:0{n}.900\nPart {n}{'.' if n % 2 else ''}\n\n" for n in range(1, 5))
    document = _read("WEBVTT\n\n" + cues)
    assert block_texts(document) == ["Part 1.", "Part 2 Part 3.", "Part 4"]
    assert document.warnings == ("No speaker is named.",)


def test_bad_cues_are_tolerated() -> None:
    document = _read(
        "WEBVTT\n\nnot a time --> at all\nlost\n\n00:01 --> 99:99:99\n<v Ann>Kept.\n\n00:02.5 -->\n"
    )
    assert block_texts(document) == ["Kept."]


def test_no_cue_at_all_is_corrupt() -> None:
    with pytest.raises(CorruptInput, match="without a single cue"):
        read_bytes(b"WEBVTT\n\nNOTE nothing\n", name="call.vtt")


@given(
    st.lists(
        st.sampled_from(["00:01.000 --> 00:02.000", "<v Ann>yes", "Bo: no", "", "NOTE x", "-->", "<v >", "7"])
    )
)
def test_any_order_of_lines(lines: list[str]) -> None:
    try:
        document = read_bytes("\n".join(["WEBVTT", *lines]).encode(), name="call.vtt")
    except CorruptInput:
        return
    check_document(document)
