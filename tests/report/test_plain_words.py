"""What a reader is shown of a document's words: no marks of Markdown, dates as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.pipeline import analyze_document
from contract_lens.read import read_bytes
from contract_lens.report.plain_words import date_words, quotable, time_words, unmarked
from contract_lens.report.view import Places, labels_of, quotes_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"4.2 Prices. On 1 May…', "4.2 Prices. On 1 May…"),
        ("“All of it.”", "All of it."),
        ('"Goods" means castings.', '"Goods" means castings.'),
        ("They call it “best”.", "They call it “best”."),
    ],
)
def test_a_quotation_does_not_begin_with_two_marks(text: str, shown: str) -> None:
    assert quotable(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("## 9. Steering committee\n9.1 It meets.", "9. Steering committee\n9.1 It meets."),
        ("**Karin:** we can move the date.", "Karin: we can move the date."),
        ("made between **Norvik GmbH** and **Talbrook Ltd**", "made between Norvik GmbH and Talbrook Ltd"),
        ("| Item | Owner | Due |", "Item · Owner · Due"),
        ("| Item | Owner |\n|------|:-----:|\n| Plan | Ana |", "Item · Owner\nPlan · Ana"),
        ("Karin:** we can move the date.", "Karin: we can move the date."),
        ("__Decision:__ go on.", "Decision: go on."),
    ],
)
def test_marks_are_not_shown(text: str, shown: str) -> None:
    assert unmarked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "the price of [**] million",
        "delivery of [***] units and *** units",
        "Signed: ____________",
        "clause #4 of order #12",
        "either A | B or C",
        "2 ** 3 is eight",
        "an ordinary sentence.",
        "",
    ],
)
def test_signs_that_are_no_marks_stay(text: str) -> None:
    assert unmarked(text) == text


@given(st.text(alphabet="ab#*|_- \n:.", max_size=80))
def test_letters_are_never_lost(text: str) -> None:
    assert [char for char in unmarked(text) if char in "ab"] == [char for char in text if char in "ab"]


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("2025-03-06T18:22:37+00:00", "6 March 2025, 18:22"),
        ("2025-03-06 18:22:37+00:00", "6 March 2025, 18:22"),
        ("2025-03-06", "6 March 2025"),
        ("00:12:07.500", "00:12:07"),
        ("2025-13-45", "2025-13-45"),
        (None, ""),
    ],
)
def test_times_are_told_as_people_write_them(time: str | None, shown: str) -> None:
    assert time_words(time) == shown


def test_a_text_that_is_no_date_stays_as_it_is() -> None:
    assert date_words("soon") == "soon"


def test_records_keep_what_the_report_does_not_show() -> None:
    text = (
        '# Supply Agreement\n\nThis Agreement is made between **Oru Ltd** ("Oru") and **Kell AB** ("Kell").'
        "\n\n## 1. Price\n\n1.1 **Price.** Kell may change the prices at any time in its sole discretion and "
        "Oru shall pay **liquidated damages** of 2% per day.\n\n## 2. End\n\n2.1 **End.** Kell may terminate "
        "this Agreement at any time without cause. Oru shall **indemnify** Kell.\n"
    )
    report = analyze_document(read_bytes(text.encode(), name="agreement.md"))
    findings = [one for index in report.indices.values() for one in index.evidence]
    assert findings
    assert all(report.text[one.start : one.end] == one.text for one in findings)
    assert any("**" in one.text for one in findings)
    places = Places([report])
    shown = [quote.text for quote in quotes_of(findings, places, report.path)]
    shown += [quote.text for label in labels_of(report.patterns, places) for quote in label.evidence]
    assert not any("**" in words or "##" in words for words in shown)
