"""RTF: what is printed is read; changes, comments, notes and hidden text are told apart."""

from __future__ import annotations

import pytest
from invariants import block_texts, check_document

from contract_lens.document import Annotation, AnnotationKind, BlockKind, Document
from contract_lens.errors import LimitExceeded
from contract_lens.options import Limits, Revisions
from contract_lens.read import read_bytes

_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset2 Symbol;}"
    r"{\f3\fcharset128 Mincho;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Own;}{\s2 heading 2;}}"
    r"{\*\revtbl{Unknown;}{Ann Reed;}}{\info{\title Supply Agreement}{\author Bo}}"
)


def _read(body: str, revisions: Revisions = Revisions.ACCEPTED, end: str = "}") -> Document:
    document = read_bytes((_HEAD + body + end).encode("latin-1"), name="a.rtf", revisions=revisions)
    check_document(document)
    return document


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        pytest.param(r"One\par Two", ["One", "Two"], id="paragraphs"),
        pytest.param("Pay\r\nment\\par\r\nis due", ["Payment", "is due"], id="line ends of the file"),
        pytest.param(r"a\tab b\line c\emdash d\~e\_f\-g \{h\}", ["a\tb\nc—d\xa0e‑fg {h}"], id="signs"),
        pytest.param(r"K\'fcndigung \'80 5", ["Kündigung € 5"], id="bytes"),
        pytest.param(r"\uc1 K\u252\'fcndigung \u8364 ?5", ["Kündigung €5"], id="unicode"),
        pytest.param(r"\uc2 a\u8364 ??b {\uc0 \u8364 c}", ["a€b €c"], id="fallback lengths"),
        pytest.param(r"\u-10179 ?\u-8704 ?", ["😀"], id="two halves"),
        pytest.param(r"{\f1 \'c4\'ee\'e3\'ee\'e2\'ee\'f0} x", ["Договор x"], id="code page of a font"),
        pytest.param(r"{\f3 \'8c\'5f\'96\'f1}", ["契約"], id="two bytes a character"),
        pytest.param(r"{\f2 \'b3} 5, {\f2\u-3999 ?}", ["≥ 5, α"], id="symbol font"),
        pytest.param(r"\upr x{\upr{bad}{\*\ud good}}", ["xgood"], id="unicode twin"),
        pytest.param(r"{\*\unknown gone}a{\pict 0011}{\field{\*\fldinst REF x}{\fldrslt Clause 4}}",
                     ["aClause 4"], id="destinations"),
        pytest.param(r"{\pard{\listtext 1.1\tab}\ls1\ilvl1 Term\par}\pard Text", ["1.1 Term", "Text"],
                     id="number"),
        pytest.param(r"{\listtext\f2 \'b7\tab}Item\par", ["• Item"], id="bullet"),
        pytest.param(r"\pard\intbl Item\cell Fee\cell\row\intbl Rig\cell 4\cell\row\pard End",
                     ["Item | Fee", "Rig | 4", "End"], id="table"),
        pytest.param(r"\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}"
                     r"\pard\intbl\cell c\cell\row", ["a b | c"], id="table in a cell"),
        pytest.param(r"Host{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt Box\par}}{\shprslt Box}}\par Next",
                     ["Host", "Box", "Next"], id="text box once"),
        pytest.param(r"Fee{\super\chftn}{\footnote\pard {\super\chftn} Net of tax.\par} due\par",
                     ["Fee due", "1 Net of tax."], id="footnote"),
        pytest.param(r"{\header Draft 3\par}{\footer Page 1\par}Text", ["Text"], id="running heads"),
        pytest.param(r"{\bin4 }{\}a}b", ["ab"], id="binary block"),
    ],
)  # fmt: skip
def test_what_is_printed(body: str, blocks: list[str]) -> None:
    assert block_texts(_read(body)) == blocks


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (r"{\bin999999999 }Buyer pays.\par", "Buyer pays."),
        (r"\u" + "9" * 5000 + "?Buyer pays.", "Buyer pays."),
        (r"\ansicpg99999 Buyer pays.", "Buyer pays."),
        (r"{\f99999 Buyer} pays.", "Buyer pays."),
        (r"}Buyer pays.", "Buyer pays."),
    ],
    ids=["binary beyond the end", "5,000 digits", "unknown code page", "unknown font", "closed too early"],
)
def test_damage_loses_no_text_silently(body: str, kept: str) -> None:
    document = _read("Seller delivers. " + body)
    assert kept in document.text or any("were not read" in warning for warning in document.warnings)


def test_cut_file_is_said() -> None:
    document = _read(r"{\b Buyer pays", end="")
    assert document.text == "Buyer pays"
    assert document.warnings == ("The file ends inside an open group; it is cut off.",)


def test_deep_groups_are_bounded() -> None:
    with pytest.raises(LimitExceeded, match="nesting"):
        read_bytes(b"{\\rtf1 " + b"{" * 100_000, name="a.rtf", limits=Limits(nesting=100))


@pytest.mark.parametrize(
    ("revisions", "text"),
    [(Revisions.ACCEPTED, "Fee five."), (Revisions.ORIGINAL, "Fee four."), (Revisions.ALL, "Fee fourfive.")],
)
def test_tracked_changes(revisions: Revisions, text: str) -> None:
    body = r"Fee {\deleted\revauthdel1\revdttmdel130222656 four}{\revised\revauth1 five}."
    document = _read(body, revisions)
    assert document.text == text
    assert document.warnings[0].startswith("Tracked changes were read as")
    if revisions is Revisions.ACCEPTED:
        assert document.annotations == (
            Annotation(4, 4, AnnotationKind.DELETION, "four", "Ann Reed", "2024-03-01T09:00"),
            Annotation(4, 8, AnnotationKind.INSERTION, "", "Ann Reed", ""),
        )


def test_hidden_text_and_comments() -> None:
    body = (
        r"Buyer {\v may set off}{\*\atrfstart 7}pays{\*\atrfend 7}{\*\atnid AR}{\*\atnauthor Ann}"
        r"\chatn{\*\annotation{\*\atnref 7}Too soon?}."
    )
    document = _read(body)
    assert document.text == "Buyer may set offpays."
    marked = {note.kind: document.text[note.start : note.end] for note in document.annotations}
    assert marked == {AnnotationKind.HIDDEN: "may set off", AnnotationKind.COMMENT: "pays"}
    comment = next(note for note in document.annotations if note.kind is AnnotationKind.COMMENT)
    assert (comment.text, comment.author) == ("Too soon?", "Ann")
    assert dict(document.left_out) == {"comment": 9}


def test_headings_title_and_lines() -> None:
    document = _read("\\pard\\s1 Term\\par\n\\pard\\s2 Start\\par\n\\pard Text\\par")
    kinds = [(block.kind, block.level) for block in document.blocks]
    assert kinds == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]
    assert document.title == "Supply Agreement"
    assert [anchor.line for anchor in document.anchors] == [1, 2, 3]
