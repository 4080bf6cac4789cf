from __future__ import annotations

import pytest
from paper_builders import ONE_SIDED, C, Row, alliance_terms, assess, filler, supply_terms

from contract_lens.taxonomy import load_taxonomy
from contract_lens.taxonomy.scorecard import load_scorecard

COLUMNS = [
    pytest.param(line.code, name, column, id=f"{line.code}-{name}")
    for line in load_scorecard().lines
    for name, column in (("supplier", line.supplier), ("alliance", line.alliance))
]


@pytest.mark.parametrize(("line", "name", "column"), COLUMNS)
def test_a_column_keeps_its_own_examples(line, name, column):
    assert all(weight(text, line, name) > 0 for text in column.matches)
    assert not any(weight(text, line, name) for text in column.not_matches)
    assert set(column.functions) <= {code.code for code in load_taxonomy().functions}


def weight(text: str, code: str, name: str) -> float:
    (line,) = (one for one in assess([Row(text), *filler(2)]).scorecard if one.code == code)
    return (line.supplier if name == "supplier" else line.alliance).weight


def leans(rows: list[Row]) -> dict[str, str]:
    return {line.code: line.leans for line in assess(rows).scorecard}


def test_an_alliance_leans_to_alliance():
    found = leans(alliance_terms())
    assert found["information"] == found["integration"] == found["level"] == "alliance"


def test_a_supply_deal_leans_to_supplier():
    assert leans(supply_terms())["integration"] == "supplier"


def test_boilerplate_says_nothing():
    assert set(leans(filler(6)).values()) == {"silent"}


def test_a_committee_that_is_ruled_out_speaks_for_no_alliance():
    row = Row("No joint steering committee shall be formed, and no executive committee shall meet. " * 3)
    (line,) = (one for one in assess([row, *filler(2)]).scorecard if one.code == "level")
    assert line.alliance.weight == 0


def test_reports_of_one_side_are_no_shared_information():
    row = Row("Orrin tells Brightwater each month how much it sold. " * 4, C, ("review",), ONE_SIDED)
    plain = Row(row.text, symmetry=ONE_SIDED, functions=("information_sharing",))
    (line,) = (one for one in assess([plain, *filler(2)]).scorecard if one.code == "information")
    assert line.alliance.weight == 0


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Orrin shall tell Brightwater each month how much it sold, and shall send the figures.", False),
        ("Each party shall tell the other each month how much it sold, and shall send the figures.", True),
    ],
)
def test_a_friendly_report_of_one_side_is_still_of_one_side(text, speaks):
    row = Row(text, C, ("information_sharing",), ONE_SIDED)
    (line,) = (one for one in assess([row, *filler(2)]).scorecard if one.code == "information")
    assert bool(line.alliance.weight) is speaks


def test_evidence_comes_from_both_columns_and_is_exact():
    found = assess([*alliance_terms(), *supply_terms()])
    (line,) = (one for one in found.scorecard if one.code == "integration")
    assert line.supplier.evidence and line.alliance.evidence
    for finding in (*line.supplier.evidence, *line.alliance.evidence):
        assert found.text[finding.start : finding.end] == finding.text
