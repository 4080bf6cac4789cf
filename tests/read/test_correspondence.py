"""For whom the writers of a thread speak, by every way in which mails tell it."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from contract_lens.document import BlockKind, Document
from contract_lens.read import read_bytes
from contract_lens.read.correspondence import side_under_name
from contract_lens.read.people import People, fold, key_of_person, name_and_side, names_in

_ORIGINAL = "-----Original Message-----"


def _read(body: str, *, sender: str, to: str, more: str = "") -> Document:
    head = f"From: {sender}\nTo: {to}\nSubject: Terms\nDate: Tue, 4 Mar 2025 10:00:00 +0000\n{more}"
    return read_bytes(f"{head}\n{body}".encode(), name="mail.eml")


def _sides(document: Document) -> dict[str | None, str | None]:
    return {block.speaker: block.side for block in document.blocks if block.kind is BlockKind.QUOTED}


@pytest.mark.parametrize(
    ("sent", "when"),
    [
        ("Sent: Mon, 3 Mar 2025 09:41:50 +0200", "2025-03-03T09:41"),
        ("Sent: Wednesday, March 5, 2025 4:10 PM", "2025-03-05T16:10"),
        ("Date: 3 March 2025 11:05", "2025-03-03T11:05"),
        ("Sent: 03.03.2025 18:20", "2025-03-03T18:20"),
    ],
)
def test_bare_header_lines_begin_an_older_mail(sent: str, when: str) -> None:
    body = (
        f"Agreed.\n\n\nFrom: Ilse Brandt <ilse@veldkamp.example>\n{sent}\nTo: Omar Nasri\nSubject: RE: X\n\n"
        "Omar,\n\nthe pumps leave on Friday.\n\n\nFrom: Omar Nasri <omar@sirtedesal.example>\n"
        "Sent: Sun, 2 Mar 2025 08:00:00 +0100\nTo: Ilse Brandt\nSubject: Terms\n\nWhen do the pumps leave?\n"
    )
    document = _read(body, sender="Omar Nasri <omar@sirtedesal.example>", to="Ilse Brandt")
    pumps = next(block for block in document.blocks if "leave on" in document.text[block.start : block.end])
    assert (pumps.kind, pumps.speaker, pumps.side) == (BlockKind.QUOTED, "Ilse Brandt", "Veldkamp")
    assert (pumps.level, pumps.time) == (1, when)
    asked = document.blocks[-1]
    assert (asked.speaker, asked.side, asked.level) == ("Omar Nasri", "Sirtedesal", 2)


@pytest.mark.parametrize(
    "line",
    [
        "From: Ilse Brandt <ilse@veldkamp.example>",
        "From: Brandt, Ilse <ilse@veldkamp.example>",
        'From: "Brandt, Ilse" <ilse@mail.veldkamp.example>',
    ],
)
def test_addresses_in_quoted_header_lines_tell_the_side(line: str) -> None:
    body = (
        f"Agreed.\n\n{_ORIGINAL}\n{line}\nSent: Mon, 3 Mar 2025 09:41\nTo: Omar Nasri\n\nWe ship on Friday.\n"
    )
    document = _read(body, sender="Omar Nasri <omar@sirtedesal.example>", to="I. B. <ib@sirtedesal.example>")
    assert set(_sides(document).values()) == {"Veldkamp"}


@pytest.mark.parametrize(
    "to",
    [
        "Omar Nasri <omar@sirtedesal.example>; Ilse Brandt <ilse@veldkamp.example>",
        "Omar Nasri <omar@sirtedesal.example>, Ilse Brandt <ilse@veldkamp.example>",
        'Omar Nasri; "Brandt, Ilse" <ilse@veldkamp.example>; Ute Falk',
    ],
)
def test_a_receiver_of_an_older_mail_is_known_by_the_address_there(to: str) -> None:
    body = (
        f"Fine.\n\n{_ORIGINAL}\nFrom: Ilse Brandt\nSent: Mon, 3 Mar 2025 09:41\nTo: Ada Roth\n\nFriday.\n\n"
        f"{_ORIGINAL}\nFrom: Ada Roth <ada@roth-pumps.example>\nSent: 2 Mar 2025 09:41\nTo: {to}\n\nWhen?\n"
    )
    document = _read(body, sender="Ada Roth <ada@roth-pumps.example>", to="Ilse Brandt")
    assert _sides(document) == {"Ilse Brandt": "Veldkamp", "Ada Roth": "Roth Pumps"}


@pytest.mark.parametrize(
    ("host", "text", "side"),
    [
        ("montealto", "The licence with Monte Alto ends in June.", "Monte Alto"),
        ("sodrakvarn", "Södra Kvarn has paid, and so will you.", "Södra Kvarn"),
        ("lodzfoods", "Nothing that Łódź Foods\nsends is late.", "Łódź Foods"),
        ("deltacastings", "The delta castings of May are late.", "Deltacastings"),
        ("deltacastings", "DELTA CASTINGS", "Deltacastings"),
    ],
)
def test_an_organisation_is_called_as_the_text_calls_it(host: str, text: str, side: str) -> None:
    document = _read(f"Dear all,\n\n{text}\n", sender=f"Ana Ruiz <ana@{host}.example>", to="Bo Lind")
    assert document.blocks[-1].side == side


@pytest.mark.parametrize(
    "words",
    [
        "I do the books for Ilse.",
        "I write as counsel for Veldkamp.",
        "I act for Ms Brandt in this.",
        "Omar, I am the outside accountant of Ilse Brandt.",
        "We are writing on behalf of Veldkamp.",
        "We represent Veldkamp in this matter.",
        "I advise Ms Brandt.",
    ],
)
def test_people_who_say_for_whom_they_speak(words: str) -> None:
    body = (
        f"Noted.\n\nOn Mon, 3 Mar 2025 at 09:41, Teo Marsh wrote:\n> Omar,\n>\n> {words} The sum is wrong.\n"
    )
    sender, to = "Omar Nasri <omar@sirtedesal.example>", "Ilse Brandt <ilse@veldkamp.example>"
    assert _sides(_read(body, sender=sender, to=to)) == {"Teo Marsh": "Veldkamp"}


@pytest.mark.parametrize(
    "words",
    [
        "I do not act for Veldkamp.",
        "I reserved the room for Ilse.",
        "I act for the best.",
        "I act for Helga in this.",
        "I advise Veldkamp that we will terminate on Monday.",
        "I advise Veldkamp to pay at once or we will sue.",
        "We represent Veldkamp Works goods poorly.",
        "I act for Veldkamp customers.",
    ],
)
def test_words_that_say_nothing_of_a_side(words: str) -> None:
    body = (
        f"Noted.\n\nOn Mon, 3 Mar 2025 at 09:41, Teo Marsh wrote:\n> Omar,\n>\n> {words} The sum is wrong.\n"
    )
    sender, to = "Omar Nasri <omar@sirtedesal.example>", "Ilse Brandt <ilse@veldkamp.example>"
    assert _sides(_read(body, sender=sender, to=to)) == {"Teo Marsh": None}


@pytest.mark.parametrize(
    ("block", "side"),
    [
        ("Teo Marsh\nHead of Supply\nOrdley Pumps Ltd", "Ordley Pumps"),
        ("Teo Marsh\nHead of Supply, Ordley Pumps", "Ordley Pumps"),
        ("Teo\nOrdley Fluid Systems GmbH & Co. KG\nTel. +49 30 12345", "Ordley Fluid Systems"),
        ("Teo Marsh\nSupply Chain Manager | Ordley Pumps\n+44 20 7946 0000", "Ordley Pumps"),
        ("Teo Marsh\nteo.marsh@ordley-pumps.example", "Ordley Pumps"),
        ("Teo Marsh\nwww.ordley.example", "Ordley"),
        ("Teo Marsh\nteo@gmail.example", None),
        ("Teo Marsh\nHead of Supply", None),
        ("Teo thinks so\nOrdley Pumps Ltd", None),
        ("Teo Marsh\nHas written to Ordley Pumps Ltd, who have so far not sent us any answer at all.", None),
    ],
)
def test_the_block_under_a_name(block: str, side: str | None) -> None:
    assert side_under_name("Teo Marsh", ["We ship on Friday.", block]) == side


def test_the_block_under_a_name_in_its_own_paragraph() -> None:
    body = (
        "Noted.\n\nOn Mon, 3 Mar 2025 at 09:41, Teo Marsh wrote:\n> We ship on Friday.\n>\n> Teo Marsh\n>\n"
        "> Ordley Pumps Ltd\n> Leeds\n"
    )
    document = _read(body, sender="Omar Nasri <omar@sirtedesal.example>", to="Ilse Brandt")
    assert _sides(document) == {"Teo Marsh": "Ordley Pumps"}


@pytest.mark.parametrize(
    ("ids", "newest", "older"),
    [
        ("In-Reply-To: <77@veldkamp.example>\n", "Veldkamp", None),
        ("References: <1@ordley.example> <77@veldkamp.example>\n", "Veldkamp", "Ordley"),
        ("References: <0@x.example> <1@ordley.example> <77@veldkamp.example>\n", "Veldkamp", None),
        ("In-Reply-To: <77@mail.gmail.com>\n", None, None),
        ("In-Reply-To: <77@ticketdesk.example>\n", None, None),
    ],
)
def test_the_id_of_the_answered_mail_tells_its_sender(
    ids: str, newest: str | None, older: str | None
) -> None:
    body = (
        "Noted.\n\nOn Mon, 3 Mar 2025 at 09:41, Ilse Brandt wrote:\n> Veldkamp ships on Friday.\n>\n"
        "> On Sun, 2 Mar 2025 at 08:00, Teo Marsh wrote:\n>> When is that? Ordley needs the pumps.\n"
    )
    document = _read(
        body, sender="Omar Nasri <omar@sirtedesal.example>", to="list@sirtedesal.example", more=ids
    )
    assert _sides(document) == {"Ilse Brandt": newest, "Teo Marsh": older}


def _quoted(sender: str, to: str, copy: str, words: str) -> str:
    copied = f"Cc: {copy}\n" if copy else ""
    return f"\n{_ORIGINAL}\nFrom: {sender}\nSent: Mon, 3 Mar 2025 09:41\nTo: {to}\n{copied}\n{words}\n"


@pytest.mark.parametrize(
    ("older", "side"),
    [
        (2 * _quoted("Teo Marsh", "Ilse Brandt", "Omar Nasri", "Send them."), "Sirtedesal"),
        (2 * _quoted("Teo Marsh", "Omar Nasri", "Ilse Brandt", "They leave."), "Veldkamp"),
        (
            _quoted("Teo Marsh", "Omar Nasri", "Ilse Brandt", "They leave.")
            + _quoted("Omar Nasri", "Ilse Brandt; Teo Marsh", "", "Send them."),
            "Veldkamp",
        ),
        (
            _quoted("Teo Marsh", "Ilse Brandt", "Omar Nasri", "Send them.")
            + _quoted("Ilse Brandt", "Teo Marsh", "Omar Nasri", "When?"),
            "Sirtedesal",
        ),
        # one mail alone: it may have gone to a colleague, with a copy to the customer
        (_quoted("Teo Marsh", "Ilse Brandt", "Omar Nasri", "Send them."), None),
        (
            _quoted("Teo Marsh", "Omar Nasri", "Ilse Brandt", "Send them.")
            + _quoted("Ilse Brandt", "Teo Marsh", "Omar Nasri", "When?"),
            None,
        ),
        (_quoted("Teo Marsh", "Ilse Brandt", "", "Send them."), None),
        (_quoted("Teo Marsh", "Ilse Brandt; Omar Nasri", "", "Send them."), None),
        (  # a colleague takes over an answer, with a copy to the customer: mails against each other
            _quoted("Teo Marsh", "Ilse Brandt", "Omar Nasri", "Let me answer.")
            + _quoted("Omar Nasri", "Ilse Brandt; Teo Marsh", "", "Send them."),
            None,
        ),
    ],
)
def test_who_gets_a_copy_tells_the_side_between_two(older: str, side: str | None) -> None:
    sender, to = "Omar Nasri <omar@sirtedesal.example>", "Ilse Brandt <ilse@veldkamp.example>"
    assert _sides(_read(f"Fine.\n{older}", sender=sender, to=to))["Teo Marsh"] == side


def test_among_three_organisations_a_copy_tells_nothing() -> None:
    older = _quoted("Teo Marsh", "Ilse Brandt", "Omar Nasri", "Send them.")
    sender = "Omar Nasri <omar@sirtedesal.example>"
    to = "Ilse Brandt <ilse@veldkamp.example>, Ada Roth <ada@roth-pumps.example>"
    assert _sides(_read(f"Fine.\n{older}", sender=sender, to=to))["Teo Marsh"] is None


@pytest.mark.parametrize(
    ("house", "words", "side"),
    [
        ("marshlegal", "Say nothing before June.", "Sirtedesal"),
        ("marsh-chambers", "Clause 9 gives you thirty days.", "Sirtedesal"),
        ("marshvandijk", "I act for Veldkamp.", "Veldkamp"),
        ("marshlegal", "We represent Veldkamp in this matter. Pay by June.", "Veldkamp"),
        ("marshpumps", "We ship on Friday.", "Marshpumps"),
        ("marshpumps", "I say so as your adviser.", "Marshpumps"),
        ("marshpumps", "Our clients demand this. We refuse your price.", "Marshpumps"),
        ("marshpumps", "My client list is long.", "Marshpumps"),
        ("marshpumps", "I advise Veldkamp that we will terminate on Monday.", "Marshpumps"),
        # to the other side, not to the client
        ("marshlegal", "My client reserves all rights.", "Marshlegal"),
        ("marshlegal", "We act for a creditor. Pay by June.", "Marshlegal"),
    ],
)
def test_a_lawyer_speaks_for_the_client(house: str, words: str, side: str) -> None:
    body = _quoted(f"Teo Marsh <teo@{house}.example>", "Omar Nasri", "", words)
    sender, to = "Omar Nasri <omar@sirtedesal.example>", "Ilse Brandt <ilse@veldkamp.example>"
    assert _sides(_read(f"Fine.\n{body}", sender=sender, to=to)) == {"Teo Marsh": side}


def test_a_lawyer_who_writes_to_both_sides_in_private_speaks_for_the_own_house() -> None:
    teo = "Teo Marsh <teo@marshlegal.example>"
    body = _quoted(teo, "Omar Nasri", "", "Sign here.") + _quoted(teo, "Ilse Brandt", "", "Sign here.")
    sender, to = "Omar Nasri <omar@sirtedesal.example>", "Ilse Brandt <ilse@veldkamp.example>"
    assert _sides(_read(f"Fine.\n{body}", sender=sender, to=to)) == {"Teo Marsh": "Marshlegal"}


def test_names_in_every_form() -> None:
    assert names_in("Ann Reed; Bo Lind") == names_in("Ann Reed, Bo Lind") == ("Ann Reed", "Bo Lind")
    assert names_in("Reed, Ann; Lind, Bo") == ("Reed, Ann", "Lind, Bo")
    assert key_of_person("Reed, Ann") == key_of_person("Ann  Reed") == "ann reed"
    assert name_and_side("Bo Lind [South Yards]") == ("Bo Lind", "South Yards")
    assert name_and_side("Bo Lind | South Yards") == ("Bo Lind", "South Yards")
    assert name_and_side("Bo Lind [EXT]") == ("Bo Lind", None)
    assert name_and_side("Bo Lind (he/him)") == ("Bo Lind", None)
    assert fold("Złotý Søn-Süd") == "zlotysonsud"


@pytest.mark.parametrize(
    ("sender", "side"),
    [
        ('"Ann | Legal" <a@fjord.example>', "Fjord"),
        ("Ann | Co <a@fjord.example>", "Fjord"),
        ('"Ann [Finance]" <a@fjord.example>', "Fjord"),
        ('"Ann [Tarn Works]" <a@fjord.example>', "Fjord"),
        ('"Ann | Tarn Works" <a@gmail.com>', "Tarn Works"),
        ('"Ann | Legal Department" <a@gmail.com>', None),
        ('"Ann [Finance]" <a@gmail.com>', None),
        ('"Ann (Tarn Works)" <a@fjord.example>', "Tarn Works"),
    ],
)
def test_an_address_outweighs_what_stands_behind_a_bar_or_in_square_brackets(
    sender: str, side: str | None
) -> None:
    assert People().first_of(sender) == ("Ann", side)
    people = People()
    people.note(sender)
    assert people.side_of("Ann") == side


def _calls_to_read(writers: int) -> int:
    """Calls made to read a thread in which everybody acts for somebody else."""
    body = "".join(
        f"From: P{i} Q{i} <p{i}@h{i}.example>\nSent: Mon, 3 Mar 2025 09:41\n"
        f"To: R{i} S{i}\n\nI act for R{i}.\n\n"
        for i in range(writers)
    )
    calls = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        _read(f"Fine.\n\n{body}", sender="Ann Reed <ann@fjord.example>", to="Bo Lind")
    finally:
        sys.setprofile(None)
    return calls


def test_a_thread_of_twice_the_writers_is_twice_the_work() -> None:
    assert _calls_to_read(400) < 2.5 * _calls_to_read(200)


def test_people_are_found_in_either_order() -> None:
    people = People()
    people.note('"Reed, Ann" <ann@north-cables.example>')
    assert people.first_of("Ann Reed") == ("Ann Reed", "North Cables")
    assert people.side_of("Bo Lind") is None
