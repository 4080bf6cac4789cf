"""The talk of the example deals: subject and sides are those of the documents, nothing invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.pipeline import analyze, documents_in

DEALS = Path(__file__).resolve().parents[2] / "corpora" / "deals"
TALK = sorted(file for folder in DEALS.iterdir() if folder.is_dir() for file in documents_in(folder))
TALK = [file for file in TALK if not file.name.startswith("agreement.")]


@pytest.mark.parametrize("path", TALK, ids=lambda path: path.name)
def test_communications_have_a_subject_and_the_sides_that_speak(path: Path) -> None:
    report = analyze(path)
    assert report.kind is DocumentKind.COMMUNICATION
    assert report.title or path.suffix in (".vtt", ".txt")  # a transcript or chat need not have one
    assert not report.labels
    sides = {clause.side for clause in report.clauses if clause.side}
    names = {party.name for party in report.parties}
    assert names <= sides
    # A department sits with its organisation: "Corvane Legal" is Corvane.
    assert all(any(side.startswith(name) for name in names) for side in sides)
