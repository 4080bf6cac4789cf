"""Who "we" and "you" are in a contract that is a letter."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Party
from contract_lens.detect.parties import find_parties

BODY = (
    "You will bring the fish before seven. You may not send anybody else.\n\n"
    "We will pay you by weight, and may end this at any time. English law applies.\n"
)


def _letter(above: str, greeting: str, below: str) -> str:
    return f"{above}\n\n{greeting}\n\n{BODY}\n{below}\n"


@pytest.mark.parametrize(
    ("letter", "we", "you"),
    [
        (
            _letter(
                "Brack & Tull Limited\n9 Quay Street, Bristol\n\nOmar Osman\n4 Mill Road\nYork\n\n4 May 2026",
                "Dear Omar",
                "Yours sincerely\n\n\nEdith Brack\nfor Brack & Tull Limited",
            ),
            "Brack & Tull Limited",
            "Omar Osman",
        ),
        (
            _letter(
                "4 May 2026\n\nMs. Ines Quispe\nLima Agro S.A.\nAvenida Sol 4, Lima\n\nRe: Fish",
                "Dear Ms. Quispe:",
                "Very truly yours,\n\nHALLAM PUMPS, INC.\nBy: ______________",
            ),
            "HALLAM PUMPS, INC.",
            "Lima Agro S.A.",
        ),
        (
            _letter(
                "Mara Dairies\nNairobi\n\nMrs Grace Ode\nKisumu",
                "Dear Mrs Ode,",
                "Yours faithfully\n\nJ. Mwangi\nFor and on behalf of Mara Dairies",
            ),
            "Mara Dairies",
            "Mrs Grace Ode",
        ),
        (
            _letter(
                "Kell Works Ltd\n12 Mill Road\n\n4 May 2026\n\nOrrin Foods Inc.\n4 High Street",
                "Ladies and Gentlemen:",
                "With warm regards,\n\nKell Works Ltd",
            ),
            "Kell Works Ltd",
            "Orrin Foods Inc.",
        ),
    ],
)
def test_letterhead_and_address_name_the_parties(letter: str, we: str, you: str) -> None:
    assert find_parties(letter) == (Party(we, ("we", "We")), Party(you, ("you", "You")))


def test_a_letter_without_an_address_names_nobody_who_is_bound() -> None:
    found = find_parties(_letter("4 May 2026", "Dear Omar", "Yours truly\nTom Hale"))
    assert all("you" not in party.aliases for party in found)


def test_parties_that_are_named_come_before_those_of_the_letterhead() -> None:
    terms = 'This letter is between Kell Varme AB ("Kell") and Oru Ports Ltd ("Oru").\n\n'
    letter = _letter("Brack Limited\nBristol\n\nOmar Osman\nYork", f"Dear Omar\n\n{terms}", "Yours truly")
    assert [party.name for party in find_parties(letter)] == ["Kell Varme AB", "Oru Ports Ltd"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Jonas,\n\nplease sign the amendment. You will pay.\n\nBest regards\nUlla\n",
        "Hi Jonas\n\nyou will pay. You must not forget it.\n",
        "Ulla: please countersign.\nJonas: We may sign here.\nUlla: You must.\nJonas: I will.\n",
    ],
    ids=["greeting", "familiar greeting", "speakers"],
)
def test_who_is_greeted_and_who_speaks_is_no_party(text: str) -> None:
    assert find_parties(text) == ()


def test_a_company_may_be_called_like_a_greeting() -> None:
    opening = 'This Agreement is between Hello Fruit Ltd ("Hello") and Dear Oats Inc. ("Dear").'
    assert [party.name for party in find_parties(opening)] == ["Hello Fruit Ltd", "Dear Oats Inc."]
