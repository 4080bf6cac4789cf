"""Drafts: blanks, clauses in square brackets, and the notes of those who draft."""

from __future__ import annotations

import time

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.clause import Passage, PassageKind
from contract_lens.segment import split_into_passages

from .builders import plain

FORM = """\
SUPPLY AGREEMENT

THIS AGREEMENT is made the ___ day of ________ 20__

BETWEEN

(1) ______________________ of ______________________ (hereinafter "the Buyer") and

(2) ______________________ of ______________________ (hereinafter "the Supplier")

1. PRICE

1.1 The price is set out in Schedule ____. The Supplier shall reduce the price by ____% each year.

1.2 If the Buyer fails to pay, the Supplier may charge interest at ____% above the rate of ________ Bank.

2. QUALITY

2.1 {clause}

[2.2 The Supplier shall offer the Buyer the lowest price that it offers anybody.]

2.3 The Supplier warrants the Goods for ____ months.

Signed for the Buyer by ______________________ Date ____________

Signed for the Supplier by ______________________ Date ____________
"""
PLAIN = "The Buyer may audit the Supplier."


def passages_of(text: str) -> tuple[Passage, ...]:
    return split_into_passages(plain(text), DocumentKind.AGREEMENT)


def clauses_of(clause: str = PLAIN) -> dict[str, str]:
    """The clauses of the form by their numbers, with ``clause`` as its 2.1."""
    text = FORM.format(clause=clause)
    found = [passage for passage in passages_of(text) if passage.kind is PassageKind.CLAUSE]
    return {passage.number: text[passage.start : passage.end].rpartition("\n")[2] for passage in found}


def test_clauses_with_blanks_are_no_signatures() -> None:
    assert list(clauses_of()) == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    last = passages_of(FORM.format(clause=PLAIN))[-1]
    assert last.kind is PassageKind.SIGNATURE


def test_numbered_parties_without_a_name_are_parties() -> None:
    text = FORM.format(clause=PLAIN)
    first = next(passage for passage in passages_of(text) if passage.number == "(1)")
    assert first.kind is PassageKind.PARTIES
    assert 'the Supplier")' in text[first.start : first.end]


def test_a_clause_in_square_brackets_has_its_number() -> None:
    assert clauses_of()["2.2"].startswith("[2.2 The Supplier shall")


def test_a_clause_in_square_brackets_has_its_number_where_no_blank_line_parts_it() -> None:
    text = FORM.format(clause=PLAIN).replace("\n\n", "\n")
    found = {passage.number: text[passage.start : passage.end] for passage in passages_of(text)}
    assert found["2.2"].startswith("[2.2 The Supplier shall")
    assert found["2.1"].endswith(PLAIN)


@pytest.mark.parametrize(
    "note",
    [
        "[Note to draft: the Supplier shall never be let off this [30] days' rule.]",
        "[NB: the Buyer must not agree to a cap.]",
        "[Buyer comment: the Buyer shall have a casting vote.]",
        "[Legal: the Supplier may claim goodwill.] [NTD: check.]",
        "[*Drafting note: the Buyer shall insist.*]",
        "[Instruction: this form shall be used by the Buyer alone.]",
    ],
)
def test_a_note_behind_a_clause_is_none_of_it(note: str) -> None:
    text = FORM.format(clause=f"{PLAIN} {note}")
    assert clauses_of(f"{PLAIN} {note}")["2.1"] == f"2.1 {PLAIN}"
    told = next(passage for passage in passages_of(text) if text[passage.start : passage.end] == note)
    assert told.kind is PassageKind.HEADER


@pytest.mark.parametrize(
    "note", ["[Note: the Buyer shall not say so.]", "> Note to drafter: the Buyer must never agree to it."]
)
def test_a_paragraph_that_is_a_note_is_no_clause(note: str) -> None:
    assert list(clauses_of(f"{PLAIN}\n\n{note}")) == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert clauses_of(f"{PLAIN}\n\n{note}")["2.1"] == f"2.1 {PLAIN}"


@pytest.mark.parametrize(
    "clause",
    [
        "[The Buyer shall give notice: it may then leave.]",
        "The holder of a [Note] shall pay. [Notes: none] The Buyer may audit the Supplier.",
        "The Supplier shall [use reasonable efforts to] repair.",
        "[Note: where a lessee pays in place of the Buyer, the Supplier shall deliver to the lessee whatever "
        "the Buyer has ordered, and the Buyer shall pay the difference between what the lessee paid and the "
        "price that this Agreement names, within thirty days of the Supplier's invoice for it.]",
    ],
)
def test_other_square_brackets_are_clauses(clause: str) -> None:
    assert clauses_of(clause)["2.1"] == f"2.1 {clause}"


def test_what_was_blacked_out_has_no_number() -> None:
    assert list(clauses_of(f"{PLAIN}\n\n[* * *]\n\n[30 Days]")) == ["1.1", "1.2", "2.1", "2.2", "2.3"]


@pytest.mark.parametrize("label", ["OPTION A", "Alternative 1", "EITHER"])
def test_an_open_bracket_is_no_heading(label: str) -> None:
    text = FORM.format(clause=f"[{label}: The Buyer may audit the Supplier at any time.]")
    found = next(passage for passage in passages_of(text) if passage.number == "2.1")
    assert "[" not in found.heading


@pytest.mark.parametrize("words", ["[Note: ", "[Note: x] y ", "[", "[NB ["])
def test_time_grows_with_length_alone(words: str) -> None:
    begun = time.process_time()
    passages_of(words * 4_000)
    assert time.process_time() - begun < 4
