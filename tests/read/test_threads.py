"""Channels, tickets and issue threads: who speaks, for whom, and which lines are nobody's words."""

from __future__ import annotations

import pytest
from invariants import block_texts, check_document

from contract_lens.document import BlockKind, Document
from contract_lens.read import read_bytes
from contract_lens.read.chat_dates import to_iso
from contract_lens.read.speaker_labels import people_of

_PEOPLE = (("Ilse Grøn", "Havnby Rør"), ("Teo Vasari", "Lunette Valves"))
_SAID = (
    (0, "The two pumps stand since noon."),
    (1, "Which serial numbers?"),
    (0, "41 and 42, photos are in the folder."),
    (1, "Seen. We send a fitter tomorrow\nand he brings both seals."),
    (0, "Thank you."),
)


def _read(text: str) -> Document:
    document = read_bytes(text.encode(), name="thread.txt")
    check_document(document)
    assert document.format == "transcript"
    return document


def _turns(document: Document) -> list[tuple[str | None, str | None, str]]:
    return [
        (block.speaker, block.side, text)
        for block, text in zip(document.blocks, block_texts(document), strict=True)
        if block.kind is BlockKind.TURN
    ]


def _headers(document: Document) -> list[str]:
    return [
        text
        for block, text in zip(document.blocks, block_texts(document), strict=True)
        if block.kind is BlockKind.HEADER
    ]


def _thread(turn: str, times: tuple[str, ...] = ()) -> str:
    stamps = times or ("09:02", "09:05", "09:11", "10:40", "10:41")
    return "".join(
        turn.format(
            who=_PEOPLE[one][0],
            side=_PEOPLE[one][1],
            handle=_PEOPLE[one][0].split(" ")[0].lower() + "-x",
            time=time,
            said=said,
            n=n,
        )
        for n, ((one, said), time) in enumerate(zip(_SAID, stamps, strict=True), start=1)
    )


_WORDS = [" ".join(said.split()) for _, said in _SAID]
_BY_DAY = tuple(f"Wed {clock}" for clock in ("09:02", "09:05", "09:11", "10:40", "10:41"))
_BY_MONTH = tuple(f"4 Mar {clock}" for clock in ("09:02", "09:05", "09:11", "10:40", "10:41"))


@pytest.mark.parametrize(
    ("turn", "times"),
    [
        pytest.param("[{time}] {who} ({side}): {said}\n", _BY_DAY, id="day of the week"),
        pytest.param("[{time}] {who} ({side}): {said}\n", _BY_MONTH, id="day and month"),
        pytest.param(
            "{time} - {who} ({side}): {said}\n",
            tuple(time.replace("4 Mar", "4. März") for time in _BY_MONTH),
            id="day and German month",
        ),
        pytest.param(
            "[{time}] {who} ({side}): {said}\n",
            tuple(time.replace("Wed", "Day 2,") for time in _BY_DAY),
            id="counted days",
        ),
        pytest.param(
            "{time} {who} ({side}): {said}\n",
            tuple(f"{time} UTC" for time in ("09:02", "09:05", "09:11", "10:40", "10:41")),
            id="zone",
        ),
        pytest.param("{who} ({side}), {time}\n{said}\n\n", _BY_DAY, id="ticket, day of the week"),
        pytest.param("{who} ({side}), {time}\n{said}\n\n", _BY_MONTH, id="ticket, day and month"),
        pytest.param("#{n} {who} ({side}) - {time}\n{said}\n\n", _BY_MONTH, id="numbered ticket"),
        pytest.param("--- {who} ({side}) · {time} ---\n{said}\n", _BY_MONTH, id="ruled ticket"),
        pytest.param("{who} ({side}) commented on {time}\n{said}\n\n", _BY_MONTH, id="comment with a day"),
        pytest.param("--- {who} ({side}) commented (#{n})\n{said}\n\n", (), id="numbered comment"),
        pytest.param("{who} ({side}) wrote:\n{said}\n\n", (), id="wrote"),
        pytest.param("Comment #{n} by {who} ({side})\n{said}\n\n", (), id="comment by"),
        pytest.param("Reply {n} from {who} ({side}), {time}\n{said}\n\n", _BY_MONTH, id="reply from"),
        pytest.param("[{time}] [{side}] {who}: {said}\n", (), id="organisation in brackets first"),
        pytest.param("[{time}] {who} [{side}]: {said}\n", (), id="organisation in brackets behind"),
        pytest.param("[{time}] {side} / {who}: {said}\n", (), id="organisation before a stroke"),
        pytest.param("{time} | {who} | {side} | {said}\n", (), id="row"),
        pytest.param("{time}\t{who} ({side})\t{said}\n", (), id="row with tabs"),
        pytest.param("[{time}] <{who} @ {side}> {said}\n", (), id="angles"),
    ],
)
def test_ways_to_write_who_speaks_and_for_whom(turn: str, times: tuple[str, ...]) -> None:
    third = turn.format(
        who="Ana Ruud",
        side=_PEOPLE[0][1],
        handle="ana",
        time=times[-1] if times else "10:45",
        said="Yes.",
        n=6,
    )
    document = _read("Pumps on line 2\n\n" + _thread(turn, times) + third)
    turns = _turns(document)
    assert [words for _, _, words in turns] == [*_WORDS, "Yes."]
    assert [(who, side) for who, side, _ in turns[:-1]] == [_PEOPLE[one] for one, _ in _SAID]
    assert turns[-1][:2] == ("Ana Ruud", _PEOPLE[0][1])
    assert _headers(document) == ["Pumps on line 2"]


def test_handles_speak_in_a_thread() -> None:
    document = _read(_thread("--- {handle} ({side}) commented (#{n})\n{said}\n\n"))
    assert [turn[0] for turn in _turns(document)] == ["ilse-x", "teo-x"] * 2 + ["ilse-x"]


def test_what_opens_a_channel_and_parts_its_days_is_nobodys() -> None:
    text = "# pumps (shared)\n" + _thread("[{time}] {who}: {said}\n").replace(
        "[10:40]", "-- Thursday, the line runs again\n[10:40]"
    )
    document = _read(text)
    assert [words for _, _, words in _turns(document)] == _WORDS
    assert _headers(document) == ["# pumps (shared)", "-- Thursday, the line runs again"]


def test_a_rule_within_a_message_stays_in_it() -> None:
    text = _thread("{who} ({side}), {time}\n{said}\n\n", _BY_DAY).replace(
        "\nand he brings", "\n---- see below\nand he brings"
    )
    assert (
        _turns(_read(text))[3][2]
        == "Seen. We send a fitter tomorrow ---- see below and he brings both seals."
    )


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param(
            ["Ann Reed, Fjord", "Bo Lind, Tarn", "Cy Moss, Fjord"],
            [("Ann Reed", "Fjord"), ("Bo Lind", "Tarn"), ("Cy Moss", "Fjord")],
            id="comma",
        ),
        pytest.param(
            ["Fjord - Ann", "Tarn - Bo", "Fjord - Cy"],
            [("Ann", "Fjord"), ("Bo", "Tarn"), ("Cy", "Fjord")],
            id="organisation first",
        ),
        pytest.param(["ann@fjord", "bo@tarn"], [("ann", "fjord"), ("bo", "tarn")], id="at"),
        pytest.param(["@ann (Fjord)", None], [("@ann", "Fjord"), (None, None)], id="brackets win"),
        pytest.param(["Ann Reed, Chair", "Bo Lind, Chair", "Cy Moss"], None, id="offices"),
        pytest.param(["Ann Reed, CFO", "Bo Lind, Counsel"], None, id="two offices"),
        pytest.param(["Ann/Bo", "Cy", "Di", "Ed"], None, id="a pair of people"),
        pytest.param(["Reed, Ann", "Lind, Bo", "Lind, Cy"], None, id="surname first"),
        pytest.param(["Reed, Ann", "Lind, Bo", "Moe, Bo"], None, id="surname first, one first name"),
        pytest.param(["Van Dyke, Bo", "Lind, Bo", "De Vries, Ann"], None, id="surname of two words"),
        pytest.param(["Lind, Bo Erik", "Lind, Cy Per", "Reed, Ann"], None, id="two first names"),
        pytest.param(
            ["Ann, Fjord Rail", "Bo, Tarn Works", "Cy, Fjord Rail"],
            [("Ann", "Fjord Rail"), ("Bo", "Tarn Works"), ("Cy", "Fjord Rail")],
            id="first names before a comma",
        ),
        pytest.param(["Ann - mobile", "Bo - desk"], None, id="devices"),
        pytest.param(["Ann / Home", "Ann / Office", "Bo / Office"], None, id="one person in two places"),
        pytest.param(["Ann @ home", "Bo @ work"], None, id="at home"),
        pytest.param(
            ["Ann Reed [driver]", "Bo Lind [driver]", "Cy Moss [Chair]"],
            [("Ann Reed", None), ("Bo Lind", None), ("Cy Moss", None)],
            id="roles in brackets",
        ),
        pytest.param(["Jean-Luc Moss", "Mary-Ann Reed", "Jean-Luc Reed"], None, id="double names"),
    ],
)
def test_labels_are_told_apart_over_a_whole_file(
    labels: list[str | None], expected: list[tuple[str | None, str | None]] | None
) -> None:
    assert people_of(labels) == (expected or [(label, None) for label in labels])


@pytest.mark.parametrize(
    "line",
    [
        "-- 30 days net",
        "— and we will terminate on Monday",
        "— Monday, we terminate",
        "--- clause 7 we refuse ---",
        "=== no deal ===",
        "-- 14:00 is too late",
        "-- So, what now",
    ],
)
def test_a_last_line_with_dashes_stays_with_its_speaker(line: str) -> None:
    text = _thread("[{time}] {who}: {said}\n").replace("[10:40]", f"{line}\n[10:40]")
    document = _read(text)
    assert _headers(document) == []
    assert _turns(document)[2][2] == f"{_WORDS[2]} {line}"


@pytest.mark.parametrize(
    "line",
    [
        "-- Tuesday",
        "=== 12 March 2025 ===",
        "— 4 Mar —",
        "--- 3 new messages ---",
        "-- Mon 12/05/2025",
        "== End of chat ==",
    ],
)
def test_days_and_notices_part_turns(line: str) -> None:
    document = _read(_thread("[{time}] {who}: {said}\n").replace("[10:40]", f"{line}\n[10:40]"))
    assert _headers(document) == [line]


def test_a_stamp_without_its_year_stays() -> None:
    stamps = ["Mon 08:02", "26 May 09:01", "12.03. 09:12", "Day 2, 14:05"]
    assert to_iso(stamps) == stamps
    assert to_iso(["Tue 2025-03-04 10:12 CET", "Monday, 3 March 2025 09:12"]) == [
        "2025-03-04T10:12",
        "2025-03-03T09:12",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Welcome Mon 12:30\nTour Mon 13:30\nTalks Tue 09:00\nDinner Tue 18:30\n",
        "Lunch Mon 12:30\nCoffee Mon 15:00\nLunch Tue 12:30\nCoffee Tue 15:00\nBring your badge.\n",
        "The parties added a note\nThe Supplier updated it\nThis was closed\nThe Bank created a thread\n",
        "1 | Pumps | 40 | EUR\n2 | Seals | 50 | EUR\n3 | Pumps | 60 | EUR\n4 | Seals | 1 | EUR\n",
    ],
    ids=["programme", "programme of days that are alike", "sentences", "table"],
)
def test_what_is_no_thread(text: str) -> None:
    assert read_bytes(text.encode(), name="x.txt").format == "text"
