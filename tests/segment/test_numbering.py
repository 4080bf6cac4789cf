from __future__ import annotations

import pytest

from contract_lens.segment.numbering import Place, find_candidates, read_roman
from contract_lens.segment.sequence import Outline


def numbers(text: str) -> list[str]:
    """Full numbers of the clauses in a text whose paragraphs are parted by blank lines."""
    begins = frozenset([0, *(index + 2 for index in range(len(text)) if text.startswith("\n\n", index))])
    found = Outline().read(list(find_candidates(text, begins)))
    return [marker.number for marker in found if not marker.inline]


@pytest.mark.parametrize(
    ("roman", "value"),
    [("i", 1), ("iv", 4), ("IX", 9), ("xiv", 14), ("xl", 40), ("XC", 90), ("cxcix", 199)],
)
def test_roman_numbers_are_read(roman: str, value: int) -> None:
    assert read_roman(roman) == value


@pytest.mark.parametrize("text", ["", "iiii", "vx", "abc", "ic", "mm"])
def test_what_is_no_roman_number_is_refused(text: str) -> None:
    assert read_roman(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "1. Supply. We sell.\n\n2. Price. You pay.\n\n3. Term. One year.", ["1", "2", "3"], id="whole"
        ),
        pytest.param(
            "1. Supply\n\n1.1 We sell.\n\n1.2 You buy.\n\n2. Price\n\n2.1 You pay.",
            ["1", "1.1", "1.2", "2", "2.1"],
            id="decimal",
        ),
        pytest.param("14.2 Cause. If:\n\n(a) x;\n\n(b) y.", ["14.2", "14.2(a)", "14.2(b)"], id="letters"),
        pytest.param(
            "3. Fees:\n\n(a) x:\n\n(i) one;\n\n(ii) two;\n\n(b) y.",
            ["3", "3(a)", "3(a)(i)", "3(a)(ii)", "3(b)"],
            id="roman-under-letters",
        ),
        pytest.param(
            "1. T.\n\n" + "\n\n".join(f"({letter}) Text." for letter in "abcdefghij"),
            ["1", *(f"1({letter})" for letter in "abcdefghij")],
            id="letter-i-after-h",
        ),
        pytest.param(
            "ARTICLE I DEFINITIONS\n\nSection 1.1 Terms. Any.\n\nARTICLE II PRICE\n\nSection 2.1 Fee. None.",
            ["Article I", "1.1", "Article II", "2.1"],
            id="articles-and-sections",
        ),
        pytest.param(
            "II. LICENSE\n\nA. Grant.\n\nB. Limits.", ["II", "II.A", "II.B"], id="roman-and-capitals"
        ),
        pytest.param(
            "Schedule 3 Prices\n\n1. Base.\n\n2. Index.",
            ["Schedule 3", "Schedule 3, 1", "Schedule 3, 2"],
            id="schedule",
        ),
        pytest.param("§ 4 Haftung\n\n§ 5 Dauer", ["4", "5"], id="paragraph-sign"),
        pytest.param(
            "Article Four Term\n\nArticle Five Price", ["Article Four", "Article Five"], id="in-words"
        ),
        pytest.param("1. a. First. Text.\n\nb. Second. Text.", ["1", "1.a", "1.b"], id="glued-levels"),
        pytest.param(
            "1. Scope. We sell. 2. Price. You pay. 3. Term. One year.", ["1", "2", "3"], id="run-on"
        ),
        pytest.param(
            "The parties agree as follows: 1. Board. (a) Seats. Two. (b) Chair. One. 2. Votes. All.",
            ["1", "1(a)", "1(b)", "2"],
            id="run-on-levels",
        ),
        pytest.param(
            "1. Scope.\n\n(a) We sell.\n\n(b) You buy.\n\n(a) Again from the start.",
            ["1", "1(a)", "1(b)", "1(a)"],
            id="a-list-begins-again",
        ),
        pytest.param("4. Records. Kept.\n\n5. Audit. Yearly.", ["4", "5"], id="an-excerpt"),
        pytest.param(
            "DEFINITIONS 1.1 Goods means goods. 1.2 Price means price.", ["1.1", "1.2"], id="after-heading"
        ),
    ],
)
def test_numbers_are_cited_in_full(text: str, wanted: list[str]) -> None:
    assert numbers(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The fee is due as set out in Section 3.1 of this Agreement.",
        "A margin of 1.5 percent applies to sums over $1.5 million.",
        "It ends on December 31. The parties may renew it.",
        "See Sections 4 and 5, Schedule 2 and Exhibit A for the details.",
        "The vessel carried No. 14. It was late.",
        "Percy A. Rockdale and J. F. Smith attended.",
        "Clause 9 shall survive. Section 10 shall not.",
        "The Supplier shall (a) deliver, (b) unload and (c) invoice the goods.",
    ],
)
def test_references_sums_and_names_are_no_numbers(text: str) -> None:
    assert numbers(f"Preamble. {text}") == []


def test_items_inside_a_sentence_do_not_outlive_it() -> None:
    text = "1. Duties. It shall (a) plan, (b) build. (c) is free.\n\n2. Term. One year."
    assert numbers(text) == ["1", "2"]


def test_numbering_starts_afresh_after_a_reset() -> None:
    text = "A. First.\n\nNOW, THEREFORE, agreed:\n\n1. Term. One year."
    begins = frozenset([0, *(index + 2 for index in range(len(text)) if text.startswith("\n\n", index))])
    candidates = list(find_candidates(text, begins))
    without = Outline().read(candidates)
    fresh = Outline().read(candidates, [text.index("NOW")])
    assert without[-1].number == "A.1"
    assert fresh[-1].number == "1"


def test_gaps_count_only_where_told() -> None:
    text = "some words   3. Price is due"
    places = [next(find_candidates(text, frozenset([0]), gaps_count=count)).place for count in (True, False)]
    assert places == [Place.STOP, Place.WORD]


def test_letters_with_figures_number_the_clauses_below_a_letter() -> None:
    text = (
        "A. SERVICES\n\nA1. The Supplier provides them.\n\nA2. The Customer gives access.\n\n"
        "B. CHARGES\n\nB1. The Customer pays.\n\nB2. The Charges are fixed.\n\n"
        "C. TERM\n\nC1. It lasts a year.\n\n"
        "D. LAW\n\nD1. English law applies.\n"
    )
    assert numbers(text) == ["A", "A1", "A2", "B", "B1", "B2", "C", "C1", "D", "D1"]


def test_letters_with_figures_may_go_deeper_and_need_no_stop() -> None:
    text = "M1 Term\n\nM1.1 It lasts a year.\n\nM1.2 It ends then.\n\nM2 Prices\n\nM2.1 They are fixed.\n"
    assert numbers(text) == ["M1", "M1.1", "M1.2", "M2", "M2.1"]


def test_sizes_and_grades_are_no_numbers_of_clauses() -> None:
    text = (
        "1. Paper\n\nThe Seller sells A4 Paper. B5 Paper is extra.\n\n2. Steel\n\nGrade S3 Steel is sold.\n"
    )
    assert numbers(text) == ["1", "2"]
