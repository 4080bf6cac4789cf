"""Texts that are built to mislead people or to slow a reader down."""

from __future__ import annotations

import time

import pytest

from contract_lens.errors import InputError
from contract_lens.read import read_bytes

_MAIL = "From: a@b.example\nSubject: x\n\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The fee is \u202e001 RUE\u202c a month.", "turn the direction"),
        ("Ter\u200bminate at any t\u200bime.", "without width"),
        ("Supplier shall ind\u0435mnify and h\u043eld harmless.", "Greek or Cyrillic"),
    ],
    ids=["turned", "no width", "lookalikes"],
)
def test_characters_that_mislead_are_said(text: str, says: str) -> None:
    document = read_bytes(text.encode(), name="a.txt")
    assert document.text == text
    assert any(says in warning for warning in document.warnings)


@pytest.mark.parametrize("text", ["Überprüfung – ‘quoted’ text.", "The angle α and the Договор.", "a\u200db"])
def test_ordinary_letters_of_other_languages_are_not(text: str) -> None:
    assert read_bytes(text.encode(), name="a.txt").warnings == ()


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        (_MAIL, "a@a."),
        (_MAIL, "> "),
        (_MAIL, "On 1 May 2025 at 10:00, "),
        (_MAIL, "this message is not the "),
        (_MAIL + "--\n", "+44 20 "),
        ("", "13/03/2025, 17:48 - A: b\n"),
        ("", "Ann Reed 0:03\nYes.\nBo Lind 0:09\nNo.\n"),
        ("", "Ann Reed (((( "),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n", "<v <v A"),
        ("", '[{"type": "message", "ts": "1741888082.000200", "text": "<<<<'),
        ("", "a.a:"),
    ],
    ids=[
        *("addresses", "marks", "quotes", "notice", "numbers", "chat"),
        *("names", "brackets", "voices", "slack", "dots"),
    ],
)
def test_time_grows_with_length_alone(head: str, unit: str) -> None:
    def cost(length: int) -> float:
        data = (head + unit * (length // len(unit))).encode()
        before = time.process_time()
        try:
            read_bytes(data, name="a")
        except InputError as error:
            assert error.cause
        return time.process_time() - before

    cost(2_000)
    base = min(cost(40_000) for _ in range(3))
    # Four times as long: linear time is four times as much, quadratic time sixteen times.
    # The best of three tries on both sides: a pause of the machine is no growth.
    assert min(cost(160_000) for _ in range(3)) < max(0.3, 9 * base)
