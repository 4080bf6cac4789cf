"""One document through every stage, and promises that hold for all documents."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract_lens.assess import assess_document
from contract_lens.assessment import INDICES, LABELS, Assessment, DocumentKind, Finding
from contract_lens.clause import PassageKind, Stance, TextKind
from contract_lens.deal import DealReport
from contract_lens.detect import detect_signals, find_terms, frame_agreement
from contract_lens.judge import classify_texts
from contract_lens.pipeline import analyze, analyze_deal, analyze_document
from contract_lens.read import read_bytes, read_document
from contract_lens.report import from_json, to_json
from contract_lens.segment import split_into_passages, tell_kind

STORY = """STRATEGIC ALLIANCE AGREEMENT

This Strategic Alliance Agreement is made on 4 March 2025 between Ostwick Pumps Limited (the
"Supplier") and Barrowmere Water plc (the "Customer").

WHEREAS the parties wish to combine their strengths for mutual benefit.

1. DEFINITIONS

1.1 "Products" means the pumps listed in Schedule 1.

2. TERMINATION

2.1 The Customer may terminate this Agreement at any time, in its sole discretion and without
notice.

2.2 Either party may terminate this Agreement if the other commits a material breach and does not
cure it within thirty days of written notice.

3. STEERING COMMITTEE

3.1 The parties shall establish a joint steering committee, which shall meet every quarter and
decide by consensus.

4. NOTICES

4.1 Notices under this Agreement shall be in writing.

IN WITNESS WHEREOF the parties have signed this Agreement.

By: ______________________
Name:
Title:
"""


def test_one_agreement_through_every_stage() -> None:
    document = read_bytes(STORY.encode(), name="story.txt")
    assert document.text == STORY
    kind = tell_kind(document)
    assert kind is DocumentKind.AGREEMENT

    passages = split_into_passages(document, kind)
    numbers = {passage.number: passage for passage in passages if passage.number}
    assert {"1.1", "2.1", "2.2", "3.1", "4.1"} <= set(numbers)
    assert numbers["1.1"].kind is PassageKind.DEFINITION
    assert PassageKind.RECITAL in {passage.kind for passage in passages}

    texts = [document.text[passage.start : passage.end] for passage in passages]
    readings = detect_signals(texts)
    position = {passage.number: index for index, passage in enumerate(passages)}
    assert "sole_discretion" in {signal.code for signal in readings[position["2.1"]].signals}
    assert readings[position["2.1"]].bearer == "one"
    assert readings[position["2.2"]].bearer == "both"

    judgements = classify_texts(texts, readings, kind=TextKind.CLAUSE)
    assert judgements[position["2.1"]].stance.label is Stance.ADVERSARIAL
    assert judgements[position["3.1"]].stance.label is Stance.COLLABORATIVE
    assert judgements[position["4.1"]].stance.label is Stance.NEUTRAL
    assert "joint_governance" in judgements[position["3.1"]].present

    framing = frame_agreement(document.text, passages, document.title)
    assert framing.title.lower() == "strategic alliance agreement"
    assert {party.name for party in framing.parties} == {"Ostwick Pumps Limited", "Barrowmere Water plc"}

    assessment = assess_document(
        document,
        kind=kind,
        passages=passages,
        readings=readings,
        judgements=judgements,
        framing=framing,
        terms=find_terms(document.text, passages, framing.parties),
    )
    assert assessment.calls_itself == "alliance"
    assert set(assessment.patterns) == set(LABELS)
    assert set(assessment.indices) == set(INDICES)
    assert assessment == analyze_document(document)


def findings_of(report: Assessment | DealReport) -> Iterator[Finding]:
    patterns = report.deal.patterns if isinstance(report, DealReport) else report.patterns
    for pattern in patterns.values():
        yield from pattern.evidence
    if isinstance(report, Assessment):
        for index in report.indices.values():
            yield from index.evidence


def check_findings(assessment: Assessment) -> None:
    clauses = {clause.id: clause for clause in assessment.clauses}
    for finding in findings_of(assessment):
        assert assessment.text[finding.start : finding.end] == finding.text != ""
        home = clauses[finding.clause]
        assert home.start <= finding.start < finding.end <= home.end
        assert finding.page is None or finding.page >= 1
    before = 0
    for clause in assessment.clauses:
        assert before <= clause.start < clause.end
        assert assessment.text[clause.start : clause.end] == clause.text
        for start, end in clause.evidence:
            assert clause.start <= start < end <= clause.end
        before = clause.end


def example_deals() -> list[Path]:
    return sorted(
        path for path in (Path(__file__).parent.parent / "corpora" / "deals").iterdir() if path.is_dir()
    )


@pytest.mark.parametrize("folder", example_deals(), ids=lambda path: path.name)
def test_every_finding_of_the_example_deals_is_an_exact_quotation(folder: Path) -> None:
    report = analyze_deal(folder)
    texts = {document.path: document.text for document in report.documents}
    for document in report.documents:
        check_findings(document)
    for finding in findings_of(report):
        assert texts[finding.document][finding.start : finding.end] == finding.text


def real_contracts(shared_data: Path) -> list[Path]:
    texts = sorted((shared_data / "cuad" / "txt").iterdir())
    pages = sorted((shared_data / "cuad" / "pdf").rglob("*.pdf"))
    small = [path for path in pages if path.stat().st_size < 300_000]
    draw = random.Random(11)
    return draw.sample(texts, 12) + draw.sample(small, 6)


@pytest.mark.shared()
def test_every_finding_in_real_contracts_is_an_exact_quotation(shared_data: Path) -> None:
    for path in real_contracts(shared_data):
        assessment = analyze(path)
        check_findings(assessment)
        outside = set(range(len(assessment.text)))
        for clause in assessment.clauses:
            outside.difference_update(range(clause.start, clause.end))
        assert not any(assessment.text[position].strip() for position in outside), path.name


@pytest.mark.shared()
def test_anchors_lead_back_to_the_page(shared_data: Path) -> None:
    path = real_contracts(shared_data)[-1]
    document = read_document(path)
    for block in document.blocks:
        for anchor in document.anchors_of(block.start, block.end):
            assert anchor.page is not None
            assert 1 <= anchor.page <= document.pages
            assert anchor.box is not None
            assert anchor.box.left <= anchor.box.right


def test_the_json_round_trip_keeps_every_record() -> None:
    from dataclasses import replace

    folder = example_deals()[0]
    report = analyze_deal(folder)
    bare = replace(report, documents=tuple(replace(document, text="") for document in report.documents))
    assert from_json(to_json(report)) == bare
    assert from_json(to_json(report.documents[0])) == bare.documents[0]
