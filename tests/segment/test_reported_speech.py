"""Notes in the third person: the conventions by which they tell who speaks, and for whom."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.clause import PassageKind
from contract_lens.segment import split_into_passages

from .builders import read

Heard = tuple[str | None, str | None]


def heard(head: str, *items: str, mark: str = "- ") -> list[Heard]:
    """Return speaker and side of the items of notes with this head."""
    text = f"{head}\n\n" + "\n".join(f"{mark}{item}" for item in items) + "\n"
    passages = split_into_passages(read(text, "notes.md"), DocumentKind.COMMUNICATION)
    return [(one.speaker, one.side) for one in passages if one.kind is PassageKind.ITEM][-len(items) :]


PRESENT = "# Notes\n\nPresent: Ann Reed (Fjord Rail), Bo Lind (Fjord Rail); Cai Ost (Tarn)."


@pytest.mark.parametrize(
    ("item", "speaker"),
    [
        ("Asked for the shift list of the night crew, Mr Lind preferred to keep it.", "Bo Lind"),
        ("On the second morning Ms Reed said that the pump was hers.", "Ann Reed"),
        ("The crane would be there, said Ost, as soon as the fee is signed.", "Cai Ost"),
        ("Two findings, Mr Lind held, is what one gets.", "Bo Lind"),
        ("The study exists, Ms Reed confirmed. It stays in the drawer.", "Ann Reed"),
        ("Reminder by Ost that the survey was theirs.", "Cai Ost"),
        ("Tarn's position is that the ship waits.", "Tarn"),
        ("In closing Señora Ruiz mentioned article 15.", "Señora Ruiz"),
        ("It is said that Mr Lind agreed.", None),
        ("Nobody knows why Ms Reed refused.", None),
        ("The file goes to Mr Lind by Friday.", None),
        ("Tarn is to explain the delay by noon.", None),
        ("Tarn was asked to keep the hydrant free.", None),
        ("Tarn's request for the samples was heard.", None),
        ("Mr Lind's crew will help.", None),
    ],
)
def test_an_item_names_its_speaker_in_the_course_of_it(item: str, speaker: str | None) -> None:
    assert heard(PRESENT, item)[0][0] == speaker


@pytest.mark.parametrize(
    ("head", "item", "wanted"),
    [
        pytest.param(
            "Owner (Abelia Homes): Ann Reed. Operator (Lark Inns): Bo Lind (general manager).",
            "The owner would feel better with a second key.",
            ("Abelia Homes", "Abelia Homes"),
            id="part-with-its-company",
        ),
        pytest.param(
            "Buyer (Corvo): Ann Reed. Maker (Megh Knits): Bo Lind.",
            "Mr Lind agreed.",
            ("Bo Lind", "Megh Knits"),
            id="part-before-company",
        ),
        pytest.param(
            "Operator (Lark Inns): Bo Lind (general manager). Owner (Abelia): Ann Reed.",
            "The general manager asked for time.",
            ("Bo Lind", "Lark Inns"),
            id="office",
        ),
        pytest.param(
            "Straits General: Ann Mary Reed (Motor), Lim Siew Choo. Claimwell (Cebu): Bo Lind (Quality).",
            "- BL reported two.\n- LSC added one.\n- AMR thanked him.",
            ("Bo Lind", "Claimwell"),
            id="initials-that-nobody-explains",
        ),
        pytest.param(
            "Fjord Rail and Prakta Energy\n\nAnn Reed (chair), Bo Lind; for Prakta Energy Cai Ost, Dee Moe.",
            "Dee will look into it.",
            ("Dee Moe", "Prakta Energy"),
            id="for-a-company-without-a-colon",
        ),
        pytest.param(
            "Harwick Stroud Bank and Corva, 15 May\n\n"
            "For the bank: Ann Reed (Procurement, chair). For Corva: Bo Lind.",
            "Ms Reed welcomed Corva.",
            ("Ann Reed", "Harwick Stroud Bank"),
            id="for-the-bank",
        ),
        pytest.param(
            "Vantrell Bio x Clindesk\n\nAttendees: [VB] Ann, Bo / [CD] Cai, Dee",
            "Cai has a fix.",
            ("Cai", "Clindesk"),
            id="codes-in-brackets",
        ),
        pytest.param(
            "Present: Nordvei (Ann Reed, Bo Lind), Trailer Link (Cai Ost)",
            "Mr Ost asked why.",
            ("Cai Ost", "Trailer Link"),
            id="companies-first-in-the-whole-line",
        ),
        pytest.param(
            "In the chair: Mr G. Pell, Head of Supply, St Alda Hospitals. For Medi: Mr T. Rud.",
            "The Chair saw no need.",
            ("G. Pell", "St Alda Hospitals"),
            id="person-title-company",
        ),
        pytest.param(
            "Date: 6 May. Chair by rotation: Prof. Reed. Secretary: D. Moe\n\n"
            "Present for Otter: A. Reed. For Rhenos: B. Lind.",
            "The Chair asked for a paper.",
            ("A. Reed", None),
            id="chair-by-rotation",
        ),
        pytest.param(
            "call w/ Wafel (Ann B. + 1 from quality), frozen goods",
            "Ann says it is week 9.",
            ("Ann B.", "Wafel"),
            id="call-with-a-company",
        ),
    ],
)
def test_the_head_tells_the_side(head: str, item: str, wanted: Heard) -> None:
    found = heard(f"# Notes\n\n{head}", *item.replace("- ", "").split("\n"))[0]
    assert found[0] == wanted[0]
    assert wanted[1] is None or found[1] == wanted[1]


@pytest.mark.parametrize(
    ("first", "second", "speaker"),
    [
        ("Mr Lind asked for time.", "He would be glad of a week.", "Bo Lind"),
        ("Ms Reed offered the van.", "She added that the driver is free.", "Ann Reed"),
        ("Ost: the pump is ours.", "He brought the log.", "Cai Ost"),
        ("Mr Lind asked Ms Reed for time.", "She laughed.", None),
        ("The pump failed twice.", "He knew of one.", None),
        ("Ost spoke to Lind.", "He was told no.", None),
    ],
)
def test_he_and_she_go_on_about_the_item_before(first: str, second: str, speaker: str | None) -> None:
    assert heard(PRESENT, first, second)[1][0] == speaker


def test_he_does_not_go_on_over_a_heading() -> None:
    assert heard(PRESENT, "Mr Lind asked for time.", "x\n\n## Money\n\n- He paid.")[-1] == (None, None)


def test_names_in_bold_and_names_that_nobody_lists() -> None:
    bold = heard(
        "# Call",
        "**Okoye** gave volumes.",
        "**Moss** asked.",
        "**Moss** and **Okoye** left.",
        "**Okoye** agreed.",
    )
    assert [speaker for speaker, _ in bold] == ["Okoye", "Moss", "Moss", "Okoye"]
    bare = heard(
        "# Call", "Vinh said no.", "Duyen asked why.", "Vinh was gracious.", "Vinh replied.", "Prices rose."
    )
    assert [speaker for speaker, _ in bare] == ["Vinh", None, "Vinh", "Vinh", None]


def test_another_speaker_within_a_numbered_item_begins_an_item() -> None:
    items = heard(
        PRESENT, "1. Ms Reed asked from which volume.\n    Mr Lind added that it stays unsigned.", mark=""
    )
    text = "1. Ms Reed asked from which volume the rise\n    had been taken, and why."
    assert items[0][0] in ("Ann Reed", "Bo Lind")
    assert len(heard(PRESENT, text, "2. Mr Lind left.", mark="")) == 2


@pytest.mark.parametrize(
    ("item", "speaker"),
    [
        ("I said we would be nervous too.", "Ann S."),
        ("Told him we think it is low.", "Ann S."),
        ("He sent over the list.", "Rui T."),
        ("On the bonus: he pointed out that none is due.", "Rui T."),
        ("61 complaints in the quarter.", None),
    ],
)
def test_notes_of_a_talk_between_two_by_one_of_them(item: str, speaker: str | None) -> None:
    found = heard("Note for file\n\nAnn S. (bank, wrote this) and Rui T. (insurer)", item)[0][0]
    assert found == speaker


@pytest.mark.parametrize(
    ("heading", "side"),
    [
        ("What Orphel people said", "Orphel"),
        ("How Tessbrook sees it", "Tessbrook"),
        ("Comments from Tessbrook", "Tessbrook"),
        ("What we said", None),
        ("Numbers", None),
    ],
)
def test_a_section_in_which_one_side_is_heard(heading: str, side: str | None) -> None:
    assert heard(f"# Health check\n\n## {heading}", "They ring before something is wrong.") == [(side, side)]


def test_what_they_said_is_said_by_the_partner_of_the_call() -> None:
    head = "INTERNAL - debrief after the Ferrand call\n\nWhat they said"
    assert heard(head, "Release 4.2 comes a week later.", mark="* ") == [("Ferrand", "Ferrand")]


def sides(head: str, item: str = "Ann agreed.") -> Heard:
    return heard(f"# Notes\n\n{head}", item)[0]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Present: Cai Ost; for Fjord Rail Ann Mary Reed, Bo Lind.", id="three-names"),
        pytest.param("Fjord Rail, 3 May\n\nPresent: Cai Ost; for Fjord Rail Ann, Bo Lind.", id="first-name"),
        pytest.param("Fjord Rail Finance\n\nPresent: [Finance] Ann Reed / [Sales] Bo Lind", id="departments"),
        pytest.param("Harbour Italia\n\nPresent: [HR] Ann Reed / [IT] Bo Lind", id="codes-of-departments"),
        pytest.param("Fjord Rail x Tarn\n\nPresent: [AB] Ann Reed / [CD] Bo Lind", id="codes-of-nobody"),
    ],
)
def test_a_guess_where_an_organisation_ends_is_not_made(head: str) -> None:
    assert sides(head)[1] is None


def test_where_an_organisation_ends_is_told_by_the_names_the_text_uses() -> None:
    head = "Fjord Rail and Prakta\n\nAnn Reed (chair), Bo Lind; for Prakta Energy Cai Ost, Dee Moe."
    said = heard(f"# Notes\n\n{head}", "Cai asked why.", "Prakta wants more.", "Dee agreed.")
    assert said == [("Cai Ost", "Prakta Energy"), ("Prakta Energy",) * 2, ("Dee Moe", "Prakta Energy")]


def test_names_of_organisations_in_square_brackets() -> None:
    head = "Fjord x Tarn Works\n\nAttendees: [Fjord] Ann Reed | [Tarn Works] Cai Ost, Dee Moe Ray"
    assert sides(head, "Mr Ost agreed.") == ("Cai Ost", "Tarn Works")
    assert sides(head) == ("Ann Reed", "Fjord")


@pytest.mark.parametrize(
    "item",
    [
        "If Tarn said no, we leave.",
        "When Fjord asked for a rebate, nothing came.",
        "Last Tuesday reported losses are high.",
        "Price Increase proposed for May.",
        "New Pricing proposed by finance is fine.",
        "Legal Team said fine.",
        "What Tarn said was wrong.",
        "Simon Ashdown said that the bank waits.",
    ],
)
def test_two_words_written_large_are_no_speaker_on_their_own(item: str) -> None:
    assert heard("# Notes\n\nPresent: Ann Reed (Fjord), Bob Lind (Tarn)", item)[0] == (None, None)


def test_two_words_written_large_are_no_speaker_where_they_are_words_or_organisations() -> None:
    items = [
        "Tarn Rail said no.",
        "Price Increase reported.",
        "Legal Team said fine.",
        "When Moss asked, they left.",
    ]
    again = ["The price was high, and the increase steep.", *items, *items]
    head = "# Notes\n\nPresent: Ann Reed (Fjord), Bob Lind (Tarn)"
    assert {speaker for speaker, _ in heard(head, *again)} <= {None, "Tarn"}


def test_full_names_that_nobody_lists_are_no_speakers() -> None:
    """They cannot be told from "Price Increase proposed" or "Perhaps Nordbank said"."""
    items = [f"{who} said so." for who in ("Simon Ashdown", "Price Increase", "Perhaps Nordbank")] * 2
    assert {speaker for speaker, _ in heard(PRESENT, *items)} == {None}


@pytest.mark.parametrize(
    "first",
    [
        "Mr Lind told Jo that the van is late.",
        "Mr Lind asked for time. Zoltan refused.",
        "Mr Lind asked Mr Fox for time.",
        "Mr Lind asked Cai for time.",
        "Mr Lind wrote to JF on Monday.",
    ],
)
def test_he_goes_on_about_nobody_if_another_may_be_meant(first: str) -> None:
    assert heard(PRESENT, first, "He disagreed.")[1] == (None, None)


@pytest.mark.parametrize(
    "first",
    [
        "Mr Lind told Tarn on Monday that the van is late.",
        "Mr Lind asked Ms Fox for 3 May.",
        "Mr Lind asked for time. The crew of the Board is late.",
    ],
)
def test_he_goes_on_where_nobody_else_can_be_meant(first: str) -> None:
    assert heard(PRESENT, first, "He disagreed.", "The crew is late.")[1][0] == "Bo Lind"


def test_words_left_out_tell_nobody() -> None:
    # "Said that our price is high" may be told of either of the two.
    found = heard(
        "Note for file\n\nAnn S. (bank, wrote this) and Rui T. (insurer)", "Said that our price is high."
    )
    assert found == [(None, None)]


def steps(*items: str, function: str = "") -> int:
    """Return how many calls, or calls of one function, it takes to read minutes of these items."""
    calls = 0

    def count(frame: FrameType, event: str, _of: object) -> None:
        nonlocal calls
        counted = event == "call" and frame.f_code.co_name == function
        calls += counted if function else event in ("call", "c_call")

    sys.setprofile(count)
    try:
        heard("# Minutes\n\nPresent: Ann Reed (Fjord), Bo Lind (Tarn)", *items)
    finally:
        sys.setprofile(None)
    return calls


def test_minutes_of_many_names_are_read_in_steps_that_grow_with_them() -> None:
    def named(names: int) -> list[str]:
        made = [f"Q{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}x" for n in range(names)]
        return [line for name in made for line in (f"{name} asked whether.", "He said so.") * 2]

    assert [speaker for speaker, _ in heard(PRESENT, *named(2))] == ["Qaaax"] * 4 + ["Qbaax"] * 4
    assert steps(*named(400)) < 2.3 * steps(*named(200))
