"""Stance by topic, gridlock, stage of life, and what courtesy does not change."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from paper_builders import MUTUAL, A, C, N, Row, alliance_terms, assess, supply_terms, talk

from contract_lens.assess import assess_deal
from contract_lens.assess.description import DealDescription, FileNote
from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.clause import PassageKind
from contract_lens.deal import Deal
from contract_lens.pipeline import analyze, analyze_deal, report_deal
from contract_lens.taxonomy.deal_words import load_courtesy

DEALS = Path(__file__).resolve().parents[2] / "corpora" / "deals"
HEALTHY, UNHEALTHY = "04-electric-ferries-true-alliance", "03-rail-sensing-dysfunctional"
POLITE = [
    "Thank you very much for your mail.",
    "I hope you had a good weekend.",
    "Looking forward to hearing from you soon.",
    "We truly value you as a partner.",
]


def notes(*rows: list[Row], path: str = "notes.md") -> Assessment:
    return assess([row for part in rows for row in part], kind=DocumentKind.COMMUNICATION, path=path)


def said(*texts: str, stance: object = N, functions: tuple[str, ...] = ()) -> list[Row]:
    return [
        Row(text, stance, functions, kind=PassageKind.TURN, speaker="Ana", side="Orrin")  # type: ignore[arg-type]
        for text in texts
    ]


def polite_lines(count: int, stance: object) -> list[Row]:
    return said(*(POLITE[number % len(POLITE)] for number in range(count)), stance=stance)


def test_talk_and_paper_are_compared_topic_by_topic() -> None:
    warm = said(
        "The price of the harness should follow copper both ways.",
        "We can open the invoices and share what we find about the price.",
        "The discounts of May were a mistake, and we credit them.",
        stance=C,
    )
    deal = assess_deal("d", [assess(supply_terms()), notes(warm)])
    topic = next(one for one in deal.topics if one.code == "price_and_risk")
    assert (topic.talk, topic.paper, topic.divergence) == (1.0, -1.0, 2.0)
    assert (topic.utterances, topic.clauses) == (3, 2)
    assert "price" in topic.talk_evidence[0].text and topic.talk_evidence[0].document == "notes.md"
    assert topic.paper_evidence[0].document == "agreement.txt"
    assert deal.topics[0] is topic


def test_one_remark_is_no_stance_of_the_talk() -> None:
    deal = assess_deal("d", [assess(supply_terms()), notes(said("Your price is too high.", stance=A))])
    topic = next(one for one in deal.topics if one.code == "price_and_risk")
    assert (topic.talk, topic.divergence, topic.utterances) == (None, None, 1)


def test_a_clause_is_about_what_it_does_not_about_what_it_mentions() -> None:
    paper = assess([Row("The committee also discusses prices and audits.", C, ("joint_governance",), MUTUAL)])
    codes = {one.code for one in assess_deal("d", [paper]).topics}
    assert codes == {"governance"}


@pytest.mark.parametrize("stance", [N, C])
def test_twenty_polite_lines_change_no_verdict(stance: object) -> None:
    hard = [assess(supply_terms()), notes(talk(A, 6))]
    around = [assess(supply_terms()), notes(talk(A, 6), polite_lines(20, stance))]
    before, after = assess_deal("d", hard), assess_deal("d", around)
    assert (after.labels, after.communication_stance) == (before.labels, before.communication_stance)
    assert after.patterns["dysfunctional"].score == before.patterns["dysfunctional"].score


def test_a_sign_of_gridlock_says_what_helps() -> None:
    late = said("The prototype is six weeks late again.", "The second milestone has slipped to May.")
    deal = assess_deal("d", [assess(alliance_terms()), notes(late)])
    assert [(sign.code, sign.passages) for sign in deal.gridlock] == [("missed_milestones", 2)]
    assert deal.gridlock[0].remedy
    assert {finding.document for finding in deal.gridlock[0].evidence} == {"notes.md"}


def test_the_same_words_said_in_good_will_are_no_sign() -> None:
    late = said("The prototype is six weeks late.", "The milestone has slipped to May.", stance=C)
    assert assess_deal("d", [assess(alliance_terms()), notes(late)]).gridlock == ()


@pytest.mark.parametrize(
    ("signed", "date", "words", "stage"),
    [
        ("2025-06-01", "2025-05-01", "Here is our mark-up of the agreement, draft 4.", "development"),
        ("2025-01-01", "2025-03-01", "The kick-off was good and we go live in May.", "launch"),
        ("2024-01-01", "2025-06-01", "Welcome to the lessons-learned day.", "learning"),
        ("2021-01-01", "2025-06-01", "The renewal is due in autumn, as every year.", "mature"),
    ],
)
def test_stages_of_life(signed: str, date: str, words: str, stage: str) -> None:
    told = DealDescription(dates={"signed": signed}, files={"notes.md": FileNote(date=date)})
    cycle = assess_deal("d", [assess(alliance_terms()), notes(said(words))], description=told).life_cycle
    assert cycle is not None
    assert cycle.stage == stage
    assert cycle.asks and cycle.reasons
    assert cycle.evidence[0].text in words


def test_a_stage_that_nothing_tells_is_unknown() -> None:
    cycle = assess_deal("d", [assess(alliance_terms()), notes(talk(N, 3))]).life_cycle
    assert cycle is not None
    assert (cycle.stage, cycle.asks) == ("unknown", "")
    assert any(reason.startswith("Unknown:") for reason in cycle.reasons)


@cache
def example(name: str) -> tuple[Assessment, ...]:
    return analyze_deal(DEALS / name).documents


def judged(paper: str, talk_of: str) -> Deal:
    rows = [row for row in example(paper) if row.kind is DocumentKind.AGREEMENT]
    rows += [row for row in example(talk_of) if row.kind is DocumentKind.COMMUNICATION]
    return report_deal("d", rows).deal


def test_swapping_the_talk_of_two_example_deals_changes_both_verdicts() -> None:
    healthy, unhealthy = judged(HEALTHY, HEALTHY), judged(UNHEALTHY, UNHEALTHY)
    swapped, warmed = judged(HEALTHY, UNHEALTHY), judged(UNHEALTHY, HEALTHY)
    assert "dysfunctional" not in healthy.labels and "dysfunctional" in swapped.labels
    assert not healthy.gridlock and swapped.gridlock
    assert unhealthy.gridlock and not warmed.gridlock
    voices = "speaks with two voices"
    reasons = [" ".join(one.patterns["dysfunctional"].reasons_for) for one in (unhealthy, swapped, warmed)]
    assert [voices in one for one in reasons] == [True, True, False]


@pytest.mark.parametrize("name", [UNHEALTHY, "02-root-microbes-last-resort", HEALTHY])
def test_polite_mails_around_an_example_deal_change_nothing(name: str, tmp_path: Path) -> None:
    head = "From: Ana Reyes <ana@orrin.example>\nTo: Bo <bo@x.example>\nSubject: Thanks\n\n"
    polite = tmp_path / "thanks.eml"
    lines = (POLITE[number % len(POLITE)] for number in range(20))
    polite.write_text(head + "\n\n".join(lines) + "\n", encoding="utf-8")
    before = report_deal("d", example(name)).deal
    after = report_deal("d", [*example(name), analyze(polite)]).deal
    assert (after.labels, after.communication_stance) == (before.labels, before.communication_stance)
    assert [sign.code for sign in after.gridlock] == [sign.code for sign in before.gridlock]


def test_champion_and_guards_of_the_example_deals_are_named() -> None:
    reasons = " ".join(judged(UNHEALTHY, UNHEALTHY).patterns["dysfunctional"].reasons_for)
    assert "Imogen Thackray (champion)" in reasons and "Gavin Prowse (negotiator)" in reasons
    assert "The champion and the negotiators pull apart." in reasons


def test_courtesy_is_set_apart_but_stays_readable() -> None:
    row = notes(talk(A, 2), polite_lines(2, C))
    deal = assess_deal("d", [row])
    assert deal.voices[0].utterances == 2
    assert sum(load_courtesy().is_all_of(clause.text) for clause in row.clauses) == 2
    assert replace(row) == row


def test_only_what_is_missing_is_told_to_be_missing() -> None:
    dated = assess([Row("This Agreement is dated 9 September 2024 and made between Orrin and Brightwater.")])
    cycle = assess_deal("d", [dated, notes(talk(N, 3))]).life_cycle
    assert cycle is not None
    why = cycle.reasons[0]
    assert "no dated communication" in why
    assert "no date of signature" not in why
