"""What was not read is said, and an agreement that was read in part gets no labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_lens.assess.coverage import cover, why_not_scored
from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.document import Document, PageFacts
from contract_lens.errors import Status, UsageError
from contract_lens.options import AnalysisOptions, Limits
from contract_lens.pipeline import analyze, report_deal
from contract_lens.report import from_json, summary_row, to_html, to_json, to_terminal
from contract_lens.report.view import verdict

_AGREEMENT = DocumentKind.AGREEMENT


def _document(**fields: object) -> Document:
    return Document("a.pdf", "", "pdf", "words", (), (), **fields)  # type: ignore[arg-type]


def _facts(*pages: PageFacts) -> Document:
    return _document(pages=len(pages), page_facts=pages)


@pytest.mark.parametrize(
    ("document", "share", "scored"),
    [
        (_document(pages=4, pages_without_text=(2, 3)), 0.5, False),
        (_document(pages=4, pages_without_text=(2,)), 0.75, True),
        (_facts(PageFacts(1, 90), PageFacts(2), PageFacts(3)), 1.0, True),
        (_facts(PageFacts(1, 90), PageFacts(2, needs_ocr=True), PageFacts(3)), 0.5, False),
        (_facts(PageFacts(1, 90), PageFacts(2, 80, garbled=True)), 0.5, False),
        (_facts(PageFacts(1, 90), PageFacts(2, damaged=True)), 0.5, False),
        (_facts(PageFacts(1, 90), PageFacts(2, 80, recognised=True, has_picture=True)), 1.0, True),
    ],
    ids=["half", "three of four", "blank pages", "scanned page", "garbled", "damaged", "recognised"],
)
def test_share_of_pages(document: Document, share: float, scored: bool) -> None:
    coverage = cover(document)
    assert coverage.share_of_pages == share
    assert (why_not_scored(document, coverage, _AGREEMENT, 0.75) == "") is scored


def test_share_of_bytes_and_which_loss_counts() -> None:
    picture = _document(size=100, unread=(("picture", 90),))
    assert cover(picture).share_of_bytes == 0.1
    assert why_not_scored(picture, cover(picture), _AGREEMENT, 0.75) == ""
    broken = _document(size=100, unread=(("undecodable", 40),))
    assert "60% of its bytes" in why_not_scored(broken, cover(broken), _AGREEMENT, 0.75)


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_the_bar_is_a_share(least: float) -> None:
    with pytest.raises(UsageError, match="least_coverage"):
        AnalysisOptions(least_coverage=least)


def _check_reports(assessment: Assessment) -> None:
    """Every report says that it was not scored."""
    assert verdict(assessment).startswith("Not scored: ")
    assert "Not scored" in to_html(assessment)
    assert from_json(to_json(assessment)).not_scored == assessment.not_scored  # type: ignore[union-attr]
    assert "not scored" in summary_row(assessment)["warnings"]
    assert to_terminal(assessment) is not None
    deal = report_deal("deal", [assessment])
    assert deal.deal.labels == ()
    to_html(deal)
    to_terminal(deal)


def test_a_shopping_list_has_no_verdict(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("milk, eggs\n")
    found = analyze(tmp_path / "list.txt")
    assert (found.kind, found.status, found.stance) == (DocumentKind.OTHER, Status.OK_WITH_WARNINGS, None)
    assert found.labels == ()
    assert found.clauses == ()
    _check_reports(found)


def test_a_half_scanned_agreement_has_no_labels(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "half.pdf"))
    text = canvas.beginText(72, 700)
    for line in (
        "SUPPLY AGREEMENT",
        "This Agreement is made by and between Alpha Ltd and Beta Ltd.",
        "1. Term. Beta shall supply the goods and may not terminate this Agreement.",
        "2. Price. Alpha may reduce the price at any time at its sole discretion.",
    ):
        text.textLine(line)
    canvas.drawText(text)
    for _ in range(3):
        canvas.showPage()
        canvas.drawInlineImage(Image.new("L", (40, 60), 90), 50, 50, 400, 600)
    canvas.save()
    limits = Limits(ocr_pages=0)  # nothing is to be recognised in grey pages, and that would take seconds
    found = analyze(tmp_path / "half.pdf", options=AnalysisOptions(limits=limits))
    assert found.kind is _AGREEMENT
    assert (found.labels, found.patterns, found.indices) == ((), {}, {})
    assert found.coverage.share_of_pages == 0.25
    _check_reports(found)
    willing = analyze(tmp_path / "half.pdf", options=AnalysisOptions(limits=limits, least_coverage=0.2))
    assert willing.not_scored == ""
    assert set(willing.patterns)
