"""Changes to an agreement that must, or must not, change the verdict; through all stages."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from agreement_texts import ALLIANCE_RECITALS, BOILERPLATE, alliance, boilerplate, polite, supply, swapped

from contract_lens.assessment import Assessment, Branding, Change
from contract_lens.clause import Symmetry
from contract_lens.pipeline import analyze, analyze_document, what_if
from contract_lens.read import read_bytes

EXITS = frozenset({"term_convenience", "term_cause", "change_of_control", "buyout"})


@cache
def judged(text: str) -> Assessment:
    return analyze_document(read_bytes(text.encode(), name="agreement.txt"))


def test_a_supply_agreement_is_transactional():
    assert judged(supply()).labels == ("transactional",)


def test_a_supply_agreement_called_alliance_is_misbranded():
    called = judged(supply("Strategic Alliance Agreement", named="strategic alliance"))
    assert called.calls_itself is Branding.ALLIANCE
    assert "misbranded" in called.labels
    assert "transactional" not in called.labels
    assert called.patterns["misbranded"].score > judged(supply()).patterns["misbranded"].score


def test_warm_recitals_do_not_make_an_alliance():
    warm = judged(
        supply("Strategic Alliance Agreement", recitals=ALLIANCE_RECITALS, named="strategic alliance")
    )
    assert "collaborative" not in warm.labels
    assert "misbranded" in warm.labels


@pytest.mark.parametrize(
    "title", ["Strategic Alliance Agreement", "Master Agreement", "Master Supply Agreement"]
)
def test_an_alliance_stays_one_whatever_its_title(title):
    assert judged(alliance(title)).labels == ("collaborative",)


def test_an_alliance_without_any_warm_word_up_front_stays_one():
    plain = alliance("Master Agreement", recitals=("(A) Harrow makes castings.",), named="arrangement")
    assert judged(plain).labels == ("collaborative",)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param((supply, {}), id="supply"),
        pytest.param(
            (supply, {"title": "Strategic Alliance Agreement", "named": "strategic alliance"}),
            id="misbranded",
        ),
        pytest.param((alliance, {}), id="alliance"),
    ],
)
def test_half_boilerplate_keeps_the_labels(text):
    build, arguments = text
    plain, padded = build(**arguments), build(**arguments, more=BOILERPLATE * 4)
    assert len(padded.split()) > 1.4 * len(plain.split())
    assert judged(padded).labels == judged(plain).labels


def test_swapped_names_swap_whom_it_favours():
    first, second = judged(supply()), judged(swapped(supply()))
    assert (first.favours, second.favours) == ("Calder Pumps Limited", "Harrow Pumps Limited")
    assert first.labels == second.labels
    assert first.indices["one_sidedness"].value == pytest.approx(
        second.indices["one_sidedness"].value, abs=1.0
    )


def test_an_alliance_favours_nobody():
    assert judged(alliance()).favours == ""


def test_polite_words_change_nothing():
    plain, mannered = judged(supply()), judged(polite(supply()))
    assert mannered.labels == plain.labels
    assert mannered.favours == plain.favours
    for name, weighed in plain.indices.items():
        assert mannered.indices[name].value == pytest.approx(weighed.value, abs=12)


def test_boilerplate_alone_is_not_flagged():
    assert judged(boilerplate()).labels == ()


def test_findings_are_exact_on_whole_agreements():
    for text in (supply(), alliance()):
        found = judged(text)
        quoted = [f for pattern in found.patterns.values() for f in pattern.evidence]
        quoted += [f for weighed in found.indices.values() for f in weighed.evidence]
        assert quoted
        assert all(found.text[f.start : f.end] == f.text for f in quoted)


def assert_mutual_exits_lift_the_flag(found: Assessment) -> None:
    one_way = [
        Change("mutual", clause.id)
        for clause in found.clauses
        if clause.symmetry is not Symmetry.MUTUAL and EXITS & {score.code for score in clause.functions}
    ]
    operative = {item.clause.id for item in found.case.paper.operative} if found.case else set()
    after = what_if(found, [change for change in one_way if change.clause in operative])
    assert after.indices["exit"] < found.indices["exit"].value - 5
    assert "last_resort" not in after.labels


def test_mutual_exits_lift_the_last_resort_of_an_example_deal(deals: Path):
    found = analyze(deals / "02-root-microbes-last-resort" / "agreement.docx")
    assert "last_resort" in found.labels
    assert_mutual_exits_lift_the_flag(found)


def test_mutual_exits_lift_the_last_resort_of_real_agreements(shared_data: Path):
    rows = map(json.loads, (shared_data / "agreements.jsonl").read_text(encoding="utf-8").splitlines())
    names = [row["document"] for row in rows if "last_resort" in row["labels"]]
    found = [analyze(shared_data / "cuad" / "txt" / f"{name}.txt") for name in names]
    flagged = [one for one in found if "last_resort" in one.labels]
    assert len(flagged) >= 5
    for one in flagged:
        assert_mutual_exits_lift_the_flag(one)
