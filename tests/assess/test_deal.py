from __future__ import annotations

import dataclasses

from paper_builders import (
    ONE_SIDED,
    A,
    C,
    Frame,
    N,
    Row,
    alliance_terms,
    assess,
    supply_terms,
    talk,
)

from contract_lens.assess import assess_deal
from contract_lens.assessment import LABELS, Assessment, Branding, DocumentKind
from contract_lens.errors import CorruptInput

SUPPLY = assess(supply_terms(), frame=Frame("Supply Agreement"), path="supply.pdf")
ALLIANCE = assess(alliance_terms(), frame=Frame("Alliance", Branding.ALLIANCE), path="alliance.pdf")


def notes(*rows: list[Row], path: str = "notes.md") -> Assessment:
    return assess([row for part in rows for row in part], kind=DocumentKind.COMMUNICATION, path=path)


WARM, COLD, PLAIN = notes(talk(C, 6)), notes(talk(A, 6)), notes(talk(N, 6))


def test_warm_talk_over_a_paper_that_squeezes_is_dysfunctional():
    deal = assess_deal("d", [WARM, SUPPLY])
    assert deal.labels == ("dysfunctional",)
    assert deal.divergence is not None and deal.divergence > 1
    assert "partners over a paper that squeezes" in " ".join(deal.patterns["dysfunctional"].reasons_for)


def test_plain_talk_leaves_the_paper_as_it_is():
    deal = assess_deal("d", [SUPPLY, PLAIN])
    assert deal.labels == SUPPLY.labels == ("transactional",)
    assert deal.patterns["transactional"].score == SUPPLY.patterns["transactional"].score


def test_hostile_talk_over_a_fair_paper_is_a_warning():
    deal = assess_deal("d", [ALLIANCE, COLD])
    assert deal.labels == ("collaborative",)
    assert deal.divergence is not None and deal.divergence < 0
    assert any("hostile" in warning for warning in deal.warnings)


def test_hostile_talk_over_a_hard_paper_without_a_grand_name_is_not_called_unlike_the_paper():
    deal = assess_deal("d", [SUPPLY, COLD])
    assert not {"last_resort", "dysfunctional"} & set(deal.labels)
    assert not any("does not squeeze" in warning for warning in deal.warnings)


def test_swapping_the_talk_of_two_deals_changes_both_verdicts():
    healthy, unhealthy = assess_deal("a", [ALLIANCE, WARM]), assess_deal("b", [SUPPLY, COLD])
    assert assess_deal("a", [ALLIANCE, COLD]).warnings != healthy.warnings
    assert assess_deal("b", [SUPPLY, WARM]).labels != unhealthy.labels


def test_champion_and_lawyer_of_one_side_pull_apart():
    both = notes(talk(C, 5, speaker="Ana", side="Orrin"), talk(A, 5, speaker="Leo", side="Orrin"))
    deal = assess_deal("d", [ALLIANCE, both])
    assert "dysfunctional" in deal.labels
    assert (
        "Orrin speaks with two voices: Ana at +1.00, Leo at -1.00."
        in deal.patterns["dysfunctional"].reasons_for
    )
    across = notes(talk(C, 5, speaker="Ana", side="Orrin"), talk(A, 5, speaker="Leo", side="Brightwater"))
    assert "dysfunctional" not in assess_deal("d", [ALLIANCE, across]).labels


def test_a_voice_that_hardly_speaks_is_not_weighed():
    both = notes(talk(C, 5, speaker="Ana"), talk(A, 2, speaker="Leo"))
    assert "dysfunctional" not in assess_deal("d", [ALLIANCE, both]).labels


def test_voices_and_sides_come_most_adversarial_first():
    both = notes(
        talk(C, 2, speaker="Ana", side="Orrin"),
        talk(A, 3, speaker="Leo", side="Brightwater"),
        talk(N, 1, speaker="minutes", side="joint"),
    )
    deal = assess_deal("d", [ALLIANCE, both])
    assert [(voice.name, voice.side, voice.utterances) for voice in deal.voices] == [
        ("Leo", "Brightwater", 3),
        ("Ana", "Orrin", 2),
    ]
    assert [voice.name for voice in deal.sides] == ["Brightwater", "Orrin"]


def test_gridlock_is_told_with_a_quotation_of_its_own():
    blame = [
        dataclasses.replace(row, functions=("blame", "threat"))
        for row in talk(
            A, 3, speaker="Leo", words="You missed the date again and we will not wait for your people."
        )
    ]
    warnings = assess_deal("d", [ALLIANCE, notes(blame)]).warnings
    told = [warning for warning in warnings if warning.startswith(("Blame", "“My way"))]
    assert len(told) == 2
    assert all("Leo: “Point" in warning and "(notes.md)" in warning for warning in told)
    assert told[0].split("Leo")[1] != told[1].split("Leo")[1]


def test_missed_milestones_are_seen_in_plain_reports():
    late = [
        Row("The prototype is six weeks late.", N, speaker="Ana", side="Orrin"),
        Row("The second milestone has slipped to May.", N, speaker="Leo", side="Brightwater"),
    ]
    assert any(
        warning.startswith("Missed milestones in 2")
        for warning in assess_deal("d", [ALLIANCE, notes(late)]).warnings
    )


def test_what_is_missing_is_said_and_not_guessed():
    deal = assess_deal("d", [SUPPLY])
    assert (deal.communication_stance, deal.divergence, deal.voices) == (None, None, ())
    assert any("No communications" in warning for warning in deal.warnings)
    only_talk = assess_deal("d", [WARM])
    assert (only_talk.contract_stance, only_talk.labels, only_talk.patterns) == (None, (), {})
    assert any("No agreement" in warning for warning in only_talk.warnings)


def test_an_unreadable_document_is_named_and_left_out():
    broken = Assessment.failed("broken.pdf", CorruptInput("damaged"))
    deal = assess_deal("d", [SUPPLY, broken])
    assert deal.documents == ("supply.pdf",)
    assert any("broken.pdf" in warning for warning in deal.warnings)


def test_the_longest_agreement_leads_and_documents_are_ordered():
    side_letter = assess([Row("Orrin shall pay.", N, (), ONE_SIDED)], path="side-letter.pdf")
    deal = assess_deal("d", [WARM, side_letter, SUPPLY])
    assert deal.documents == ("supply.pdf", "side-letter.pdf", "notes.md")
    assert any("2 agreements" in warning for warning in deal.warnings)
    assert tuple(deal.patterns) == LABELS
    assert all(finding.document for pattern in deal.patterns.values() for finding in pattern.evidence)
