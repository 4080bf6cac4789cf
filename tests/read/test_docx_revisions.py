"""Tracked changes are read as asked, counted, and noted with author and date."""

from __future__ import annotations

import pytest
from invariants import block_texts, check_document
from word_files import level, list_of, p, r, word_file

from contract_lens.document import Annotation, AnnotationKind, Document
from contract_lens.errors import UsageError
from contract_lens.options import AnalysisOptions, Revisions
from contract_lens.read import read_bytes

_BY = 'w:author="Ann Reed" w:date="2024-03-01T09:00:00Z"'
_TO = 'w:author="Bo" w:date="2024-03-02T10:00:00Z"'


def _new(text: str, tag: str = "ins", by: str = _BY) -> str:
    return f"<w:{tag} {by}>{r(text)}</w:{tag}>"


def _old(text: str, tag: str = "del", by: str = _BY) -> str:
    return f'<w:{tag} {by}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:{tag}>'


def _mark(tag: str) -> str:
    return f"<w:rPr><w:{tag} {_BY}/></w:rPr>"


def _read(body: str, revisions: Revisions, **parts: str) -> Document:
    document = read_bytes(word_file(body, **parts), name="a.docx", revisions=revisions)
    check_document(document)
    return document


_NUMBERED = list_of(level(0, "%1."))


@pytest.mark.parametrize(
    ("body", "accepted", "original", "both"),
    [
        pytest.param(
            p("Fee is ", _old("EUR 4"), _new("EUR 5"), "."),
            ["Fee is EUR 5."], ["Fee is EUR 4."], ["Fee is EUR 4EUR 5."], id="replaced words",
        ),
        pytest.param(
            p(_old("Moved.", "moveFrom"), properties=_mark("moveFrom")) + p("Stays.")
            + p(_new("Moved.", "moveTo"), properties=_mark("moveTo")) + p("End."),
            ["Stays.", "Moved.", "End."], ["Moved.", "Stays.", "End."],
            ["Moved.", "Stays.", "Moved.", "End."], id="moved paragraph",
        ),
        pytest.param(
            p("One ", properties=_mark("ins")) + p("two."),
            ["One", "two."], ["One two."], ["One", "two."], id="paragraph split",
        ),
        pytest.param(
            p("One ", properties=_mark("del")) + p("two."),
            ["One two."], ["One", "two."], ["One", "two."], id="paragraphs joined",
        ),
        pytest.param(
            p("a", number="1") + p(_new("b"), number="1", properties=_mark("ins")) + p("c", number="1"),
            ["1. a", "2. b", "3. c"], ["1. a", "2. c"], ["1. a", "2. b", "3. c"], id="clause inserted",
        ),
        pytest.param(
            p("a", number="1") + p(_old("b"), number="1", properties=_mark("del")) + p("c", number="1"),
            ["1. a", "2. c"], ["1. a", "2. b", "3. c"], ["1. a", "2. b", "3. c"], id="clause deleted",
        ),
        pytest.param(
            p("a") + p("b", number="1",
                       properties=f'<w:pPrChange w:id="1" {_BY}><w:pPr/></w:pPrChange>'),
            ["a", "1. b"], ["a", "b"], ["a", "1. b"], id="number given by a change of format",
        ),
        pytest.param(
            f"<w:tbl><w:tr><w:trPr><w:ins {_BY}/></w:trPr><w:tc>{p(_new('new'))}</w:tc>"
            f"<w:tc>{p(_new('5'))}</w:tc></w:tr><w:tr><w:trPr><w:del {_BY}/></w:trPr>"
            f"<w:tc>{p(_old('old'))}</w:tc><w:tc>{p(_old('4'))}</w:tc></w:tr></w:tbl>" + p("End."),
            ["new | 5", "End."], ["old | 4", "End."], ["new | 5", "old | 4", "End."], id="rows",
        ),
        pytest.param(
            p("x", f"<w:ins {_BY}>{r('y')}{_old('z', by=_TO)}</w:ins>"),
            ["xy"], ["x"], ["xyz"], id="deleted from an insertion",
        ),
        pytest.param(
            p("Gone", properties=_mark("del")), ["Gone"], ["Gone"], ["Gone"], id="last mark deleted",
        ),
    ],
)  # fmt: skip
def test_what_each_choice_reads(body: str, accepted: list[str], original: list[str], both: list[str]) -> None:
    for revisions, expected in zip(Revisions, (accepted, original, both), strict=True):
        assert block_texts(_read(body, revisions, numbering=_NUMBERED)) == expected, revisions


def test_author_and_date_of_each_change() -> None:
    body = p("Fee ", _old("four"), _new("five", by=_TO), _new(" euro", by=_TO), ".")
    document = _read(body, Revisions.ACCEPTED)
    assert document.text == "Fee five euro."
    assert document.annotations == (
        Annotation(4, 4, AnnotationKind.DELETION, "four", "Ann Reed", "2024-03-01T09:00:00Z"),
        Annotation(4, 13, AnnotationKind.INSERTION, "", "Bo", "2024-03-02T10:00:00Z"),
    )
    both = _read(body, Revisions.ALL)
    assert [(both.text[note.start : note.end], note.kind.value) for note in both.annotations] == [
        ("four", "deletion"), ("five euro", "insertion"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("revisions", "left_out", "warning"),
    [
        (
            Revisions.ACCEPTED, {"deleted": 4, "moved_text": 4},
            "Tracked changes were read as accepted: 1 insertions kept, 1 deletions left out, "
            "1 moved passages read at their new place.",
        ),
        (
            Revisions.ORIGINAL, {"tracked_insertions": 5, "moved_text": 4},
            "Tracked changes were read as rejected: 1 insertions left out, 1 deletions kept, "
            "1 moved passages read at their old place.",
        ),
        (
            Revisions.ALL, {},
            "Tracked changes were read as text, all of them: 1 insertions kept, 1 deletions kept, "
            "1 moved passages read at both places.",
        ),
    ],
)  # fmt: skip
def test_what_is_left_out_is_counted_and_said(
    revisions: Revisions, left_out: dict[str, int], warning: str
) -> None:
    body = p("a ", _old("four"), _new("fives"), " b ", _old("move", "moveFrom")) + p(_new("move", "moveTo"))
    document = _read(body, revisions)
    assert dict(document.left_out) == left_out
    assert document.warnings == (warning,)


def test_field_with_one_mark_deleted_does_not_swallow_the_rest() -> None:
    begin, end = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    document = _read(p("a", begin, f"<w:del {_BY}>{end}</w:del>", "b") + p("c"), Revisions.ACCEPTED)
    assert block_texts(document) == ["ab", "c"]
    assert document.warnings == ("1 fields never end; the text after them was kept.",)


def test_options_take_the_three_choices_alone() -> None:
    options = AnalysisOptions(revisions="all")  # type: ignore[arg-type]
    assert options.revisions is Revisions.ALL
    assert AnalysisOptions.from_json(options.to_json()) == options
    with pytest.raises(UsageError, match="accepted, original, all"):
        AnalysisOptions(revisions="rejected")  # type: ignore[arg-type]
