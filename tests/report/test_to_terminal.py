"""The summary fits a terminal, a minute and any encoding; no word of a document drives the terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
import report_samples as samples
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from contract_lens.assessment import Assessment, Party
from contract_lens.deal import DealReport
from contract_lens.pipeline import analyze_deal
from contract_lens.report import to_terminal

REPORTS = {
    "agreement": samples.agreement,
    "meeting": samples.meeting,
    "failure": samples.failure,
    "deal": samples.deal,
}


def printed(
    report: Assessment | DealReport, *, width: int = 80, encoding: str = "utf-8", colour: bool = False
) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n", write_through=True)
    console = Console(
        file=stream,
        width=width,
        color_system="256" if colour else None,
        force_terminal=colour,
        highlight=False,
        markup=False,
    )
    console.print(to_terminal(report))
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_summary_fits_the_width(name: str, width: int) -> None:
    lines = printed(REPORTS[name](), width=width).splitlines()
    assert max(map(len, lines)) <= min(width, 100)
    assert not [line for line in lines if line != line.rstrip()]


def test_summary_of_an_agreement_is_read_in_a_minute() -> None:
    text = printed(samples.agreement(), width=100)
    assert len(text.splitlines()) <= 48
    assert text.startswith("Calls itself an alliance; reads as a supply, service or licence contract")


@pytest.mark.parametrize(
    "words",
    [
        "Misbranded 0.87",
        "One-sided terms favour Halvorsund Motion AB.",
        "▼ adversarial 55%",
        "12.2 Termination, p. 3",
        "in its sole discretion",
        "No text found on 1 page: 4.",
        "This is a reading aid, not legal advice.",
    ],
)
def test_summary_of_an_agreement_says(words: str) -> None:
    assert words in " ".join(printed(samples.agreement(), width=100).split())


@pytest.mark.parametrize(
    "words", ["Talk", "+0.24 collaborative", "-0.41 adversarial", "Rick Vane (Halvorsund)", "was not read"]
)
def test_summary_of_a_deal_says(words: str) -> None:
    assert words in printed(samples.deal(), width=100)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_poor_streams_get_plain_signs(name: str, encoding: str) -> None:
    text = printed(REPORTS[name](), encoding=encoding)
    assert "\\u25" not in text
    if name == "agreement":
        assert "- adversarial 55%" in text


def test_no_colour_when_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[38;5;" in printed(samples.agreement(), colour=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[38;5;" not in printed(samples.agreement(), colour=True)


def test_markup_and_controls_are_shown_not_obeyed() -> None:
    hostile = replace(
        samples.agreement(path="a[red].pdf"),
        title="[bold]x[/bold] \x1b]0;owned\x07",
        parties=(Party("\x1b[2J\u202eevil"),),
        warnings=("[link=file:///etc]y[/link]",),
    )
    text = printed(hostile, width=100)
    assert "[bold]x[/bold] \\x1b]0;owned\\x07" in text
    assert "\\x1b[2J\\u202eevil" in text
    assert "[link=file:///etc]y[/link]" in text


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=30))
def test_no_string_reaches_the_terminal_raw(words: str) -> None:
    agreement = samples.agreement(path=words)
    clauses = tuple(
        replace(one, number=words, heading=words, text=f"{words} {one.text}") for one in agreement.clauses
    )
    hostile = replace(
        agreement,
        title=words,
        favours=words,
        parties=(Party(words, (words,)),),
        warnings=(words,),
        clauses=clauses,
    )
    text = printed(hostile)
    assert not [char for char in text if char != "\n" and (ord(char) < 32 or 0x7F <= ord(char) < 0xA0)]
    assert not set(text) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


def test_a_deal_says_what_to_do_and_shows_both_halves_of_a_dysfunctional_one() -> None:
    folder = Path(__file__).resolve().parents[2] / "corpora" / "deals"
    words = printed(analyze_deal(next(folder.glob("03-*"))), width=100)
    assert "WHAT TO DO" in words
    todo = words.split("WHAT TO DO")[1].split("KEEP IN MIND")[0]
    for line in ("Left open", "Start with", "If changed", "Unblock"):
        assert line in todo
    reasons = words.split("Dysfunctional")[1].split("Not flagged")[0]
    assert "purpose talk" in reasons
    assert "control, policing or pressure" in reasons
    assert not re.search(r"\b20\d\d-\d\d-\d\d[ T]", words)


def test_agreements_of_other_parties_are_told_at_the_top_and_clauses_with_their_file() -> None:
    words = printed(samples.folder_of_strangers(), width=100)
    top = " ".join(words.split("TALK AGAINST PAPER")[0].split())
    assert "1 of 2 agreements has other parties than alliance agreement.pdf: if these are unrelated" in top
    assert "LOOK AT FIRST  in alliance agreement.pdf" in words
    assert "unrelated" not in printed(samples.deal())


def test_who_said_little_gets_no_sign() -> None:
    report = samples.deal()
    words = printed(report, width=100).split("VOICES")[1].split("DOCUMENTS")[0]
    assert words.count("too little to say") == 3
    assert "pressure put politely" in words
    talkative = tuple(replace(voice, utterances=5) for voice in report.deal.voices)
    more = printed(replace(report, deal=replace(report.deal, voices=talkative)), width=100)
    assert "-1.00" in more.split("VOICES")[1].split("DOCUMENTS")[0]
