# ruff: noqa: E501  (tables read best in rows)
"""Order and wording that all reports share."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_samples as samples

from contract_lens.assessment import LABELS, Branding
from contract_lens.report import attention, view, wording
from contract_lens.report.first_look import around, look_first
from contract_lens.report.view import Places


def test_every_label_index_status_and_stance_has_words() -> None:
    from contract_lens.assessment import INDICES
    from contract_lens.clause import Stance
    from contract_lens.errors import Status

    assert set(wording.LABELS) == set(LABELS)
    assert set(wording.INDICES) == set(INDICES)
    assert set(wording.STATUSES) == set(Status)
    assert set(wording.STANCES) == set(Stance)
    assert set(wording.BRANDING) == set(Branding)


@pytest.mark.parametrize(
    ("calls_itself", "labels", "sentence"),
    [
        ("alliance", ("misbranded",), "Calls itself an alliance; reads as a supply, service or licence contract."),
        ("alliance", ("collaborative",), "Calls itself an alliance and reads as an alliance in substance."),
        ("none", ("collaborative",), "Does not call itself an alliance, yet reads as one."),
        ("none", ("transactional",), "Reads as an arm's-length contract."),
        ("joint_venture", ("last_resort",), "Calls itself a joint venture; reads as a deal held together by exit and control."),
        ("none", (), "Reads as a contract whose wording is adversarial, with no pattern standing out."),
    ],
)  # fmt: skip
def test_verdict_of_an_agreement(calls_itself: str, labels: tuple[str, ...], sentence: str) -> None:
    report = replace(samples.agreement(), calls_itself=Branding(calls_itself), labels=labels)
    assert view.verdict(report) == sentence


def test_verdict_of_a_failure_names_the_cause() -> None:
    unread = samples.failure()
    assert unread.problem is not None
    assert view.verdict(unread) == "Not read: the file asks for a password."
    gone = replace(unread, problem=replace(unread.problem, cause="there is no such file"))
    assert view.verdict(gone) == "Not read: there is no such file."


def test_verdict_names_the_gap_between_talk_and_paper() -> None:
    deal = samples.deal()
    assert view.verdict(deal).startswith(
        "Calls itself an alliance; reads as warm words over adversarial terms."
    )
    assert view.verdict(deal).endswith("The talk is collaborative, the paper is adversarial.")
    cold = replace(deal, deal=replace(deal.deal, communication_stance=-0.5))
    assert view.verdict(cold).endswith("Talk and paper agree: both are adversarial.")
    silent = replace(deal, deal=replace(deal.deal, communication_stance=None))
    assert view.verdict(silent).endswith("terms. No communication was read.")


def test_attention_ranks_failures_flags_and_hardness() -> None:
    flagged = samples.agreement()
    unflagged = replace(
        flagged, patterns={code: replace(one, flagged=False) for code, one in flagged.patterns.items()}
    )
    warm = replace(unflagged, stance=None, indices={})
    assert attention(samples.failure()) > attention(flagged) > attention(unflagged) > attention(warm)
    assert attention(samples.failure()) == 100


def test_attention_of_a_deal_counts_what_was_not_read() -> None:
    deal = samples.deal()
    whole = replace(deal, documents=deal.documents[:2])
    assert 100 > attention(deal) > attention(whole) > attention(samples.meeting())
    assert attention(replace(deal, documents=(samples.failure(),))) == 100


def test_clauses_to_look_at_first_are_the_hard_ones() -> None:
    agreement = samples.agreement()
    looks = look_first(agreement, Places([agreement]))
    assert len(looks) == 5
    assert [look.style.code for look in looks[:4]] == ["adversarial"] * 4
    assert all(look.quote.place.anchor for look in looks)


def test_quotes_hold_the_deciding_words_of_the_clause() -> None:
    agreement = samples.agreement()
    places = Places([agreement])
    for look in look_first(agreement, places, lengths=(70,)):
        quoted = look.quote.text.strip("…")
        assert all(part.strip() in agreement.text for part in quoted.split(" … "))
        assert len(look.quote.text) <= 72
    by_place = {
        look.quote.place.words: look.quote.text for look in look_first(agreement, places, lengths=(70,))
    }
    assert "sole discretion" in by_place["12.2 Termination, p. 3"]
    assert not by_place["12.2 Termination, p. 3"].startswith("12.2")


@pytest.mark.parametrize("length", [20, 40, 80, 1000])
@pytest.mark.parametrize("span", [(0, 4), (50, 60), (190, 199)])
def test_around_keeps_the_start_of_the_span(span: tuple[int, int], length: int) -> None:
    words = " ".join(f"w{number:03d}" for number in range(40))
    cut = around(words, [span], length)
    assert len(cut) <= length + 2
    assert words[span[0] : span[0] + 4].strip() in cut


@pytest.mark.parametrize(
    ("index", "words"),
    [(4, "2.1 Orders, p. 2"), (0, "title, p. 1"), (2, "A, p. 1")],
)
def test_clauses_are_cited_as_lawyers_do(index: int, words: str) -> None:
    assert view.cite(samples.agreement().clauses[index]) == words


def test_speakers_are_cited_with_side_and_time() -> None:
    assert view.cite(samples.meeting().clauses[2]) == "Rick Vane (Halvorsund), 00:04:02"


@pytest.mark.parametrize(
    ("score", "words"),
    [(0.0, "is balanced"), (-0.04, "is balanced"), (-0.1, "leans adversarial"), (0.3, "is collaborative")],
)
def test_leaning_in_words(score: float, words: str) -> None:
    assert wording.leans(score) == words


def test_a_stance_that_is_missing_says_why() -> None:
    whole = samples.deal()
    unknown = replace(whole.deal, communication_stance=None, contract_stance=None)
    papers = replace(whole, deal=unknown, documents=whole.agreements)
    assert view.talk_and_paper(papers) == (
        ("Talk", None, "none among the documents"),
        ("Paper", None, "not scored: see below"),
    )
    scores = [score for _, score, _ in view.talk_and_paper(whole)]
    assert scores == [whole.deal.communication_stance, whole.deal.contract_stance]
