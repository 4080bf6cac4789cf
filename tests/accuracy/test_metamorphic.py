"""Changes to an agreement that must, or must not, change the verdict; through all stages, on "
"our own texts."""

from __future__ import annotations

from functools import cache

import pytest
from agreement_texts import ALLIANCE_RECITALS, BOILERPLATE, alliance, boilerplate, polite, supply, swapped

from contract_lens.assessment import Assessment, Branding
from contract_lens.pipeline import analyze_document
from contract_lens.read import read_bytes


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
