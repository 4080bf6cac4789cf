"""Scorecard, gaps and advice in every format; words of the document are never markup."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from contract_lens.assessment import Assessment, Peers
from contract_lens.pipeline import analyze_document
from contract_lens.read import read_bytes
from contract_lens.report import from_json, to_html, to_json, to_terminal
from contract_lens.report.counsel import brief, comparison, counsel_of
from contract_lens.report.view import Places

sys.path.insert(0, str(Path(__file__).parent.parent / "accuracy"))

from agreement_texts import alliance, supply

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def supplied() -> Assessment:
    text = supply("Strategic Alliance Agreement", named="strategic alliance")
    text = text.replace("Calder may cancel", f"Calder {HOSTILE} may cancel")
    return analyze_document(read_bytes(text.encode(), name="a.txt"))


def test_every_part_is_on_the_page_with_links_to_its_clause(supplied: Assessment) -> None:
    page = to_html(supplied)
    for name in ("scorecard", "gaps", "advice"):
        assert f'id="d1-{name}"' in page
    anchors = set(re.findall(r'href="#(d1-\d+)"', page))
    assert anchors
    assert anchors <= set(re.findall(r'id="(d1-\d+)"', page))
    shown = counsel_of(supplied, Places([supplied]))
    assert all(f'href="#{one.quote.place.anchor}"' in page for one in shown.advice)
    assert "What would change it" in page
    assert "What makes an alliance" in page


def test_words_of_the_document_are_escaped(supplied: Assessment) -> None:
    hostile = replace(
        supplied,
        advice=tuple(
            replace(one, quote=replace(one.quote, text=HOSTILE), proposal=HOSTILE) for one in supplied.advice
        ),
        own_weights=(HOSTILE,),
    )
    page = to_html(hostile)
    assert HOSTILE in supplied.text
    assert HOSTILE not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_summary_stays_brief(supplied: Assessment) -> None:
    lines = dict(brief(supplied))
    assert set(lines) == {"Compared", "Left open", "Start with", "If changed"}
    assert "joint governance" in lines["Left open"]
    console = Console(width=100, file=io.StringIO(), record=True)
    console.print(to_terminal(supplied))
    assert "WHAT TO DO" in console.export_text()


def test_an_alliance_has_nothing_to_start_with() -> None:
    found = analyze_document(read_bytes(alliance().encode(), name="a.txt"))
    assert "Start with" not in dict(brief(found))


def test_the_record_keeps_all_of_it(supplied: Assessment) -> None:
    plain = json.loads(to_json(supplied))
    assert plain["advice"][0]["outlook"]["indices"]["exit"] <= plain["indices"]["exit"]["value"]
    assert {gap["state"] for gap in plain["gaps"]} <= {"answered", "negated", "mention", "open"}
    assert "case" not in plain
    again = from_json(to_json(supplied))
    for name in ("patterns", "indices", "peers", "scorecard", "gaps", "advice", "outlook", "own_weights"):
        assert getattr(again, name) == getattr(supplied, name), name


@pytest.mark.parametrize(
    ("percentiles", "sentence"),
    [
        ({"exit": 97, "control": 60}, "Shows more exit than 97 %, control than 60 % of 40 alliances."),
        (
            {"exit": 97, "control": 2},
            "Shows more exit than 97 % of 40 alliances; of these only 2 % show less control.",
        ),
        ({"exit": 12, "control": 2}, "Of 40 alliances only 2 % show less control, 12 % show less exit."),
        ({"exit": 0}, ""),
        (
            {"exit": 100, "control": 100, "one_sidedness": 95},
            "Shows more exit and control than any of 40 alliances; more one-sidedness than 95 % of them.",
        ),
    ],
)
def test_what_is_low_is_said_to_be_low(
    supplied: Assessment, percentiles: dict[str, int], sentence: str
) -> None:
    indices = {
        name: replace(index, percentile=percentiles.get(name)) for name, index in supplied.indices.items()
    }
    told = replace(supplied, indices=indices, peers=Peers("alliance", "alliances", 40))
    assert comparison(told) == sentence
