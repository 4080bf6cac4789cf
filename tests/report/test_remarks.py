"""Comments, tracked changes and hidden text of a file reach the people who read its report."""

from __future__ import annotations

from dataclasses import replace

import report_samples as samples

from contract_lens.assessment import Assessment
from contract_lens.document import Annotation, AnnotationKind, Block, Document
from contract_lens.pipeline import analyze_document
from contract_lens.report import from_json, to_html, to_json


def commented(count: int = 1) -> Assessment:
    sample = samples.agreement()
    start = sample.clauses[-1].start
    notes = tuple(
        Annotation(
            start, start + 5, AnnotationKind.COMMENT, f"<b>Too {number} long</b>", "Ann Reed", "2024-03-01"
        )
        for number in range(count)
    )
    return replace(sample, annotations=notes)


def test_they_come_back_from_the_json() -> None:
    again = from_json(to_json(commented(2)))
    assert isinstance(again, Assessment)
    assert again.annotations == commented(2).annotations


def test_the_page_shows_who_said_what_and_where() -> None:
    page = to_html(commented())
    assert "&lt;b&gt;Too 0 long&lt;/b&gt;" in page
    assert "Ann Reed, 1 March 2024" in page
    assert "<b>Too" not in page


def test_the_page_says_how_many_more_there_are() -> None:
    assert "40 more are in the JSON report." in to_html(commented(100))
    assert "in the JSON report." not in to_html(commented(60))


def test_the_page_of_a_file_without_any_does_not_speak_of_them() -> None:
    assert "Comments and changes in the file" not in to_html(samples.agreement())


def test_they_are_carried_from_the_document_to_its_assessment() -> None:
    text = "1. The Supplier shall deliver the Products. Each party shall pay its own costs."
    note = Annotation(3, 15, AnnotationKind.COMMENT, "Which one?", "Ann Reed")
    document = Document("a.docx", "0" * 64, "docx", text, (Block(0, len(text)),), (), annotations=(note,))
    assert analyze_document(document).annotations == (note,)
    short = replace(
        document, text="Lorem", blocks=(Block(0, 5),), annotations=(replace(note, start=0, end=5),)
    )
    assert len(analyze_document(short).annotations) == 1
