"""What a paper is before its terms are weighed: whether it binds, whether it changes another one."""

from __future__ import annotations

import io

import pytest
from paper_builders import ONE_SIDED, A, Frame, Row, assess, control_terms, filler
from rich.console import Console

from contract_lens.clause import PassageKind
from contract_lens.report.to_html import to_html
from contract_lens.report.to_terminal import to_terminal
from contract_lens.taxonomy.standing import load_standing

WORDS = load_standing()
TITLE = PassageKind.TITLE


def codes_of(*rows: Row, title: str = "Agreement") -> list[str]:
    return [one.code for one in assess([*rows, *filler(8)], frame=Frame(title)).notices]


@pytest.mark.parametrize(
    "words",
    [
        "With regard to a possible merger, this Agreement does not create a binding obligation to proceed.",
        "Until a definitive agreement on a transaction is signed, this Agreement creates no "
        "legally binding obligation to proceed unless the parties agree hereunder.",
    ],
)
def test_a_paper_of_secrecy_binds_though_the_deal_in_view_does_not(words):
    assert "not_binding" not in codes_of(Row(words), title="Mutual Non-Disclosure Agreement")
    assert "not_binding" not in codes_of(Row("Confidentiality Agreement", kind=TITLE), Row(words))


@pytest.mark.parametrize("way", WORDS.said.values(), ids=lambda way: way.code)
def test_the_table_keeps_its_own_examples(way):
    assert way.matches and all(map(way.said_in, way.matches))
    assert not any(map(way.said_in, way.not_matches))


@pytest.mark.parametrize(
    ("patterns", "examples"),
    [
        ((WORDS.preliminary,), WORDS.preliminary_examples),
        ((WORDS.amending, WORDS.likely), WORDS.amending_examples),
    ],
)
def test_titles_keep_their_own_examples(patterns, examples):
    told, untold = examples
    assert all(any(one.search(title) for one in patterns) for title in told)
    assert not any(one.search(title) for one in patterns for title in untold)


def test_openings_and_changes_keep_their_own_examples():
    told, untold = WORDS.opening_examples
    assert all(map(WORDS.opening.search, told)) and not any(map(WORDS.opening.search, untold))
    told, untold = WORDS.change_examples
    assert all(map(WORDS.changed_in, told)) and not any(map(WORDS.changed_in, untold))


@pytest.mark.parametrize(
    "words",
    [
        "This MOU does not constitute or create any legally binding or enforceable obligations.",
        "This document is not a contract and is not intended to be legally binding.",
        "These Heads of Terms are not intended to be legally binding except for paragraphs 10 to 13.",
        "With the exception of the sections on secrecy, this LOI is non-binding.",
        "This Term Sheet is for discussion purposes only and is not binding on either party.",
        "This letter of intent is a statement of intentions and does not constitute a binding commitment.",
        "No binding agreement shall exist until a definitive agreement has been executed by both.",
        "This arrangement is not legally binding.",
        "Paragraphs 1 to 6 of this Memorandum are not legally binding.",
        "This Collaboration Framework is not intended to give rise to legally binding obligations.",
        "This MoU expresses the intentions of the parties only; it is not legally binding.",
    ],
)
def test_a_paper_that_says_that_it_does_not_bind(words):
    found = assess([Row(words), *filler(8)])
    (notice,) = found.notices
    assert notice.code == "not_binding"
    assert notice.evidence[0].text in words
    assert found.labels is not None and not found.not_scored


@pytest.mark.parametrize(
    "words",
    [
        "The monthly forecast of Orrin is not binding.",
        "No waiver of any term of this Agreement is binding unless it is in writing.",
        "This Agreement shall not be binding upon Brightwater until it has been executed by both parties.",
        "Any advice of the expert is non-binding.",
        "The obligations of this Agreement are not binding upon any of the trustees individually.",
        "Neither party shall be bound by this Section once the information is public.",
        "Statements in the Business Plan are goals; it shall not be legally binding.",
        "Forecasts create no binding obligation until Orrin accepts a purchase order.",
        "Nothing in this Agreement gives either party authority to enter into any binding agreement "
        "on behalf of the other, unless authorised.",
    ],
)
def test_other_things_that_do_not_bind_say_nothing_of_the_paper(words):
    assert codes_of(Row(words)) == []


def test_a_paper_whose_title_asks_for_it_need_not_name_itself():
    words = Row("The parties are not legally bound.")
    assert codes_of(words, title="Memorandum of Understanding") == ["not_binding"]
    assert codes_of(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "Sections 8.2, 9 and 10 are binding. The rest of this term sheet is not.",
        "Clauses 7 to 12 are binding. All other clauses state intentions only.",
    ],
)
def test_a_paper_that_says_which_of_its_terms_bind_says_that_the_others_do_not(words):
    (notice,) = assess([Row(words), *filler(8)]).notices
    assert notice.code == "not_binding"
    assert notice.text == "It says that it does not bind, save for what it names"


def test_a_term_sheet_says_whether_it_binds_or_is_told_to_be_silent():
    title = Row("TERM SHEET", kind=TITLE)
    assert codes_of(title, title="Term Sheet") == ["silent"]
    assert codes_of(title, Row("The parties intend to be legally bound by it."), title="Term Sheet") == [
        "binding"
    ]
    assert codes_of(title, Row("This term sheet is not binding.")) == ["not_binding"]


CHANGE = Row("Clause 4.2 of the Original Agreement is deleted and replaced with the words below.")


@pytest.mark.parametrize(
    "title",
    [
        "Amendment No. 3 to Supply Agreement",
        "First Addendum",
        "Deed of Variation",
        "Supplemental Agreement",
        "Amendment to the Amended and Restated Supply Agreement",
        "Lease Extension Agreement",
    ],
)
def test_an_amendment_is_not_scored_on_its_few_clauses(title):
    found = assess([Row(title, kind=TITLE), CHANGE, *control_terms()], frame=Frame(title))
    assert [one.code for one in found.notices] == ["amends"]
    assert "changes another paper" in found.not_scored
    assert (found.labels, found.indices, found.advice) == ((), {}, ())
    assert found.clauses and found.stance is not None


@pytest.mark.parametrize(
    ("rows", "title", "words"),
    [
        ([Row("Second Amendment", kind=TITLE), *control_terms()], "Second Amendment", "Second Amendment"),
        (
            [Row("ADDENDUM  REQUIRED"), *control_terms()],
            "Addendum required",
            "ADDENDUM  REQUIRED",
        ),
        ([Row("TERM SHEET", kind=TITLE), *filler(8)], "Term Sheet", "TERM SHEET"),
        ([Row("HEADS OF TERMS"), *filler(8)], "Heads of Terms", "HEADS OF TERMS"),
    ],
)
def test_what_no_clause_says_is_shown_by_the_title(rows, title, words):
    found = assess(rows, frame=Frame(title))
    (notice,) = found.notices
    assert [(one.text, found.text[one.start : one.end]) for one in notice.evidence] == [(words, words)]


def test_an_amendment_that_names_itself_in_its_first_lines_is_one():
    row = Row(
        'This First Amendment ("Amendment") to the Supply Agreement is made this day.',
        kind=PassageKind.PARTIES,
    )
    assert assess([row, CHANGE, *control_terms()]).not_scored
    assert not assess([row, *control_terms()]).not_scored


@pytest.mark.parametrize(
    "title",
    [
        "Amended and Restated Alliance Agreement",
        "Amendment and Restatement Agreement",
        "Supply Agreement (2014 Amendment)",
        "Gas Agreement Amendment No: 3",
    ],
)
def test_a_paper_written_anew_is_scored(title):
    found = assess([Row(title, kind=TITLE), *control_terms()], frame=Frame(title))
    assert not found.not_scored and found.labels


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Brand Extension Licence Agreement", "This Agreement shall be amended only by a signed writing."),
        ("Product Modification Services Agreement", "Schedule 2 shall be modified by mutual consent."),
        ("Capacity Extension Agreement", "If a part is invalid, the other provisions remain in full force."),
        ("Food Supplement Supply Agreement", "This Food Supplement is new. Schedule 1 shall be amended so."),
        ("Software Modification Services Agreement", "The following works shall be added to Schedule 1."),
    ],
)
def test_a_new_agreement_on_an_extension_or_a_supplement_is_scored(title, words):
    found = assess([Row(title, kind=TITLE), Row(words), *control_terms()], frame=Frame(title))
    assert found.notices == ()
    assert not found.not_scored and found.labels


def test_a_long_amendment_is_scored_and_told_apart():
    found = assess([CHANGE, *control_terms(), *filler(20)], frame=Frame("Second Amendment"))
    assert not found.not_scored
    assert [one.code for one in found.notices] == ["amends"]


def test_reports_say_it_near_the_top_with_the_words_of_the_paper():
    words = "This Memorandum is not legally binding, save for clause 9."
    found = assess(
        [Row(words), Row("Orrin may leave at will.", A, ("term_convenience",), ONE_SIDED), *filler(8)]
    )
    console = Console(file=io.StringIO(), width=100)
    console.print(to_terminal(found))
    shown = console.file.getvalue()
    assert shown.index("It says that it does not bind, save for what it names") < shown.index("LABELS")
    assert words in " ".join(shown.split())
    assert "It says that it does not bind" in to_html(found).split("Labels")[0]
