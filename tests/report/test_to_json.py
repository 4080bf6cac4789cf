"""The JSON is the records: it fits its schema, keeps its order and comes back whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
import report_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.assessment import Assessment
from contract_lens.clause import Classification, FunctionScore, Stance, StanceScore, Symmetry
from contract_lens.deal import DealReport
from contract_lens.errors import CorruptInput
from contract_lens.report import (
    as_printed,
    classification_line,
    from_json,
    json_schema,
    jsonl_line,
    to_json,
)

REPORTS = {
    "agreement": samples.agreement,
    "communication": samples.meeting,
    "failure": samples.failure,
    "deal": samples.deal,
}


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def without_text(report: Assessment | DealReport) -> Assessment | DealReport:
    if isinstance(report, Assessment):
        return replace(report, text="")
    return replace(report, documents=tuple(replace(document, text="") for document in report.documents))


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_fits_the_schema(name: str, validator: jsonschema.Draft202012Validator) -> None:
    validator.validate(json.loads(to_json(REPORTS[name]())))


@pytest.mark.parametrize("missing", ["path", "status", "patterns", "clauses", "schema_version", "favours"])
def test_schema_asks_for_every_field(missing: str, validator: jsonschema.Draft202012Validator) -> None:
    plain = json.loads(to_json(samples.agreement()))
    del plain[missing]
    assert not validator.is_valid(plain)


def test_schema_refuses_unknown_codes(validator: jsonschema.Draft202012Validator) -> None:
    plain = json.loads(to_json(samples.agreement()))
    plain["clauses"][0]["stance"]["label"] = "hostile"
    assert not validator.is_valid(plain)


def test_schema_describes_every_field_and_leaves_out_the_text() -> None:
    records = json_schema()["$defs"]
    assert "text" not in records["Assessment"]["properties"]
    assert "text" in records["Clause"]["properties"]
    bare = {
        f"{name}.{field}"
        for name, record in records.items()
        for field, words in record.get("properties", {}).items()
        if "description" not in words
    }
    # Records whose docstring says it all in one sentence.
    assert bare <= {"FunctionScore.code", "FunctionScore.score"}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("indent", [None, 2])
def test_report_comes_back_whole(name: str, indent: int | None) -> None:
    report = REPORTS[name]()
    assert from_json(to_json(report, indent=indent)) == without_text(report)
    assert from_json(jsonl_line(report)) == without_text(report)


def test_fields_stand_in_the_published_order() -> None:
    plain = json.loads(to_json(samples.agreement()))
    published = [
        "schema_version",
        "path",
        "sha256",
        "status",
        "kind",
        "title",
        "calls_itself",
        "labels",
        "patterns",
    ]
    assert list(plain)[:9] == published
    assert "text" not in plain
    assert list(plain["clauses"][0])[:10] == [
        "id", "number", "heading", "start", "end", "page", "stance", "functions", "symmetry", "evidence",
    ]  # fmt: skip
    assert list(json.loads(to_json(samples.deal()))) == ["schema_version", "deal", "documents"]


def test_floats_have_four_places_and_no_minus_zero() -> None:
    agreement = samples.agreement()
    assert agreement.stance is not None
    odd = replace(agreement, stance=replace(agreement.stance, score=-0.00001, neutral=0.123456789))
    plain = json.loads(to_json(odd))
    assert plain["stance"]["neutral"] == 0.1235
    assert "-0.0" not in to_json(odd).replace("-0.00", "")


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(["", "\ud800", "\udcff"]),
)
def test_strange_strings_survive(words: str, surrogate: str) -> None:
    strange = surrogate + words
    report = replace(samples.failure(path=strange), title=strange, warnings=(strange,))
    line = jsonl_line(report)
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    assert from_json(line.encode("utf-8").decode("utf-8")) == report


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"deal": 3}',
        '{"path": 1, "sha256": "", "status": "ok"}',
        '{"path": "", "sha256": "", "status": "?"}',
    ],
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(CorruptInput, match="not a contract-lens report"):
        from_json(text)


def test_classification_line_is_as_published() -> None:
    record = Classification(
        "0",
        StanceScore(Stance.NEUTRAL, 0.1, 0.85, 0.05),
        (FunctionScore("audit", 0.25),),
        Symmetry.MUTUAL,
        ((3, 9),),
    )
    line: dict[str, Any] = json.loads(classification_line(record, "mine"))
    assert line == {
        "id": "mine",
        "stance": {"label": "neutral", "adversarial": 0.1, "neutral": 0.85, "collaborative": 0.05},
        "functions": [{"code": "audit", "score": 0.25}],
        "symmetry": "mutual",
        "evidence": [[3, 9]],
    }


@pytest.mark.parametrize("make", [samples.agreement, samples.meeting, samples.failure])
def test_a_record_as_printed_is_the_one_that_is_read_back(make: Callable[[], Assessment]) -> None:
    assessment = make()
    line, printed = as_printed(assessment)
    assert line == jsonl_line(assessment)
    assert printed == from_json(line)


@given(st.text(st.characters(codec=None), max_size=30), st.floats(-1, 1))
def test_any_words_and_numbers_are_printed_as_they_are_read_back(words: str, number: float) -> None:
    first, *others = samples.agreement().clauses
    changed = replace(first, heading=words, stance=replace(first.stance, adversarial=number))
    line, printed = as_printed(replace(samples.agreement(), title=words, clauses=(changed, *others)))
    assert printed == from_json(line)
    assert printed.title == words
