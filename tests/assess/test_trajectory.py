"""The course of the talk: dates found, slopes robust, turning points with the words that turned it."""

from __future__ import annotations

import pytest
from paper_builders import A, C, N, Row, alliance_terms, assess, supply_terms, talk

from contract_lens.assess import assess_deal
from contract_lens.assess.dates import date_of, date_of_agreement
from contract_lens.assess.description import DealDescription, FileNote
from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.clause import PassageKind
from contract_lens.deal import Trajectory

OUR_WAY = "You will do it our way or we take the work from you next week."


def notes(*rows: list[Row], path: str = "notes.md", head: str = "") -> Assessment:
    opening = [Row(head, N, kind=PassageKind.HEADER)] if head else []
    said = [row for part in rows for row in part]
    return assess([*opening, *said], kind=DocumentKind.COMMUNICATION, path=path)


def course(*communications: Assessment, told: DealDescription | None = None) -> Trajectory:
    found = assess_deal("d", communications, description=told).trajectory
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "head", "date"),
    [
        ("2025-03-06-after-milestone.md", "", "2025-03-06"),
        ("2025-11-december.md", "", "2025-11-01"),
        ("2025-11-december.md", "Held on 19 November 2025 in Oslo", "2025-11-19"),
        ("call.md", "Quarterly review, December 9, 2025.", "2025-12-09"),
        ("call.md", "Valmera, 6 and 7 May 2025.", "2025-05-06"),
        ("call.md", "Meeting of 31 February 2025", "2025-02-01"),
        ("call.md", "Version 7 of 2025", None),
    ],
)
def test_the_date_of_a_communication(path: str, head: str, date: str | None) -> None:
    assert date_of(notes(talk(N, 1), path=path, head=head), DealDescription()) == date


def test_the_user_s_date_and_the_mail_s_own_come_first() -> None:
    mail = notes(talk(N, 2, time="2025-03-06T18:22:37"), path="2024-01-01.eml")
    assert date_of(mail, DealDescription()) == "2025-03-06"
    told = DealDescription(files={"2024-01-01.eml": FileNote(date="2025-05-05")})
    assert date_of(mail, told) == "2025-05-05"


def test_the_date_of_an_agreement() -> None:
    dated = assess([Row("This Agreement is dated 9 September 2024 and made between Orrin and Brightwater.")])
    assert date_of_agreement(dated) == "2024-09-09"
    assert date_of_agreement(assess(supply_terms())) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("ALLIANCE AGREEMENT\nDate: 19 May 2025\n\nParties", "2025-05-19"),
        ("ALLIANCE AGREEMENT\n\n**Date of this agreement:** May 19, 2025\n\nParties", "2025-05-19"),
        ("Orrin Limited\n4 Mill Road\n\n3 February 2026\n\nDear Ann", "2026-02-03"),
        ("Oslo, 3 February 2026\n\nDear Ann", "2026-02-03"),
        (
            "This MoU is made at Pune on this the 7th day of August, Two Thousand and Twenty Five",
            "2025-08-07",
        ),
        ("made this 14 day of March in the year Two Thousand Nineteen", "2019-03-14"),
        ("This contract is dated 3.11.2024.", "2024-11-03"),
        ("Dated the 3rd of May 2021", "2021-05-03"),
        ("Orders placed before 3 May 2021 are void.\n", None),
        ("Delivery date: on call\nVersion 3.11.2", None),
    ],
)
def test_an_agreement_may_be_dated_in_many_ways(text: str, date: str | None) -> None:
    assert date_of_agreement(assess([Row(text)])) == date


def test_two_dates_are_too_few_and_a_jump_is_still_told() -> None:
    found = course(notes(talk(C, 4), path="2025-01-10.md"), notes(talk(A, 4), path="2025-02-10.md"))
    assert (found.direction, found.slope, found.change) == ("too_few_dates", None, None)
    assert "Too few dates" in found.text
    assert [turn.date for turn in found.turning_points] == ["2025-02-10"]


def test_a_course_that_cools_with_its_turning_point_and_quotation() -> None:
    found = course(
        notes(talk(C, 4), path="2025-01-10.md"),
        notes(talk(N, 4), path="2025-02-10.md"),
        notes(talk(A, 4, words=OUR_WAY), path="2025-03-10.md"),
    )
    assert found.direction == "cooling"
    assert found.change is not None and found.change < -1
    assert [turn.same_voices for turn in found.turning_points] == [True, True]
    assert "our way" in found.turning_points[1].evidence[0].text
    assert found.sides[0].change == found.change


def test_two_mails_of_one_week_make_no_course() -> None:
    found = course(
        notes(talk(N, 4), path="2025-01-10.md"),
        notes(talk(N, 4), path="2025-06-10.md"),
        notes(talk(N, 4), path="2025-12-10.md"),
        notes(talk(A, 4), path="2025-12-11.md"),
    )
    assert found.direction == "steady"
    assert found.turning_points[-1].date == "2025-12-11"
    assert "no steady course" in found.text  # a tone that breaks at the end is not kept


def test_a_talk_without_turns_keeps_its_tone() -> None:
    found = course(*(notes(talk(N, 4), path=f"2025-{month:02}-10.md") for month in (1, 3, 5)))
    assert "keeps its tone" in found.text
    assert not found.turning_points


def test_other_people_speaking_is_not_called_a_change_of_heart() -> None:
    found = course(
        notes(talk(C, 4, speaker="Ana"), path="2025-01-10.md"),
        notes(talk(N, 4, speaker="Bo"), path="2025-03-10.md"),
        notes(talk(A, 4, speaker="Leo"), path="2025-06-10.md"),
    )
    assert found.direction == "cooling"
    assert "It comes from who speaks" in found.text
    assert not found.turning_points[0].same_voices


def test_what_has_no_date_is_named() -> None:
    found = course(notes(talk(C, 4), path="call.md"))
    assert found.undated == ("call.md",)
    assert found.direction == "too_few_dates"
    assert assess_deal("d", [assess(alliance_terms())]).trajectory is None


def test_quoted_mails_stand_at_their_own_date() -> None:
    quoted = [
        Row(row.text, A, kind=PassageKind.QUOTED, speaker="Leo", side="Brightwater", time="2025-02-01T10:00")
        for row in talk(A, 4)
    ]
    answer = "Thank you, we see it as you do and will mend it together in the course of next week."
    mail = notes(quoted, talk(C, 4, time="2025-02-20T10:00", words=answer))
    assert [point.date for point in course(mail).points] == ["2025-02-01", "2025-02-20"]
