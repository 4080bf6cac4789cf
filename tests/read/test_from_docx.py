"""Word files: everything that is printed is read, once; everything else is counted."""

from __future__ import annotations

import pytest
from invariants import block_texts, check_document
from word_files import level, list_of, p, part, r, table, word_file, zip_of

from contract_lens.document import BlockKind, Document
from contract_lens.errors import CorruptInput, LimitExceeded
from contract_lens.read import read_bytes


def _read(body: str, **parts: str) -> Document:
    document = read_bytes(word_file(body, **parts), name="a.docx")
    check_document(document)
    return document


def _box(text: str) -> str:
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inner}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        pytest.param(p("Payment ", "is due."), "Payment is due.", id="runs"),
        pytest.param(p('<w:ins w:author="A"><w:r><w:t>kept</w:t></w:r></w:ins>'), "kept", id="insertion"),
        pytest.param(p("a", "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", "b"), "ab",
                     id="deletion"),
        pytest.param(p("a", "<w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"), "a", id="moved away"),
        pytest.param(p("<w:moveTo><w:r><w:t>here</w:t></w:r></w:moveTo>"), "here", id="moved here"),
        pytest.param(p("<w:hyperlink r:id='x'><w:r><w:t>link</w:t></w:r></w:hyperlink>"), "link",
                     id="hyperlink"),
        pytest.param(p("<w:sdt><w:sdtContent><w:r><w:t>Buyer</w:t></w:r></w:sdtContent></w:sdt>"), "Buyer",
                     id="content control"),
        pytest.param(p("<w:smartTag><w:r><w:t>Paris</w:t></w:r></w:smartTag>"), "Paris", id="smart tag"),
        pytest.param(p("<w:fldSimple w:instr='PAGE'><w:r><w:t>7</w:t></w:r></w:fldSimple>"), "7",
                     id="simple field"),
        pytest.param(
            p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
              '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Clause 4</w:t></w:r>'
              '<w:r><w:fldChar w:fldCharType="end"/></w:r>', " applies"),
            "Clause 4 applies", id="complex field"),
        pytest.param(p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"), "a\tb", id="tab"),
        pytest.param(p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"), "a\nb", id="break"),
        pytest.param(p("<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>use</w:t></w:r>"), "non-use",
                     id="hard hyphen"),
        pytest.param(p("<w:r><w:t>agree</w:t><w:softHyphen/><w:t>ment</w:t></w:r>"), "agreement",
                     id="soft hyphen"),
        pytest.param(p('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', " yes"), "☐ yes", id="symbol"),
        pytest.param(p("a", "<w:commentRangeStart w:id='1'/>", "b", "<w:commentRangeEnd w:id='1'/>"), "ab",
                     id="comment range"),
    ],
)  # fmt: skip
def test_what_a_paragraph_prints(paragraph: str, text: str) -> None:
    assert block_texts(_read(paragraph + p("End."))) == [text, "End."]


def test_tracked_changes_are_counted_and_said() -> None:
    document = _read(
        p(
            "<w:ins><w:r><w:t>in</w:t></w:r></w:ins>",
            "<w:del><w:r><w:delText>struck</w:delText></w:r></w:del>",
            " x",
        )
    )
    assert dict(document.left_out) == {"deleted": 6}
    assert document.warnings == (
        "Tracked changes were read as accepted: 1 insertions kept, 1 deletions left out.",
    )


def test_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    gone = "<w:rPr><w:del w:author='A'/></w:rPr>"
    document = _read(p("The fee ", properties=gone) + p("is due.") + p("End."))
    assert block_texts(document) == ["The fee is due.", "End."]
    assert [anchor.paragraph for anchor in document.anchors] == [0, 1, 2]


def test_text_box_once_and_after_its_paragraph() -> None:
    document = _read(p("Host", _box("Boxed")) + p("Next", _box("Other")))
    assert block_texts(document) == ["Host", "Boxed", "Next", "Other"]
    assert [anchor.paragraph for anchor in document.anchors] == [0, 1, 3, 4]


def test_indices_are_those_of_the_file() -> None:
    from lxml import etree

    body = (
        p("One", "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "Two")
        + table(("a", "b"))
        + p("End", _box("B"))
    )
    document = _read(body)
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    root = etree.fromstring(part("document", f"<w:body>{body}</w:body>").encode())
    paragraphs = root.findall(".//w:p", names)
    for anchor in document.anchors:
        text = document.text[anchor.start : anchor.end]
        if anchor.run is not None and anchor.paragraph is not None:
            run = paragraphs[anchor.paragraph].findall(".//w:r", names)[anchor.run]
            assert "".join(run.itertext()) == text


def test_table_rows() -> None:
    document = _read(table(("Item", "Fee"), ("Rig", "EUR 4")) + p("After."))
    assert [block.kind for block in document.blocks][:2] == [BlockKind.TABLE_ROW] * 2
    assert document.text == "Item | Fee\nRig | EUR 4\n\nAfter."


def test_frame_around_clauses_is_no_table() -> None:
    clauses = "".join(p(f"Clause {n}.") for n in range(5))
    document = _read(table((clauses, "Note")) + table(("Alone",)))
    assert block_texts(document) == [*(f"Clause {n}." for n in range(5)), "Note", "Alone"]
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}


def test_deleted_row_is_left_out() -> None:
    rows = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("old") + "</w:tc></w:tr></w:tbl>"
    document = _read(rows + p("After."))
    assert block_texts(document) == ["After."]
    assert dict(document.left_out) == {"deleted": 3}


def test_notes_come_last_in_the_order_of_their_marks() -> None:
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("About fees.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("Unused.")}</w:footnote>'
    )
    document = _read(p("Fee", _NOTE) + p("End."), footnotes=notes)
    assert block_texts(document) == ["Fee", "End.", "1 About fees."]
    assert document.blocks[-1].kind is BlockKind.NOTE


def test_headers_footers_and_comments_are_counted() -> None:
    document = _read(
        p("Text."), header1=p("HEAD"), footer1=p("Page 1"), comments=f"<w:comment>{p('hm')}</w:comment>"
    )
    assert document.text == "Text."
    assert dict(document.left_out) == {"running_head": 10, "comment": 2}


def test_hidden_text_is_kept_and_said() -> None:
    document = _read(p("Fee", r(" doubles", "<w:vanish/>"), r(" now", '<w:vanish w:val="0"/>')))
    assert document.text == "Fee doubles now"
    assert document.warnings == ("8 characters are formatted as hidden text; they are included.",)


def test_headings_by_style_and_outline_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="O"><w:name w:val="Own"/><w:pPr>'
        '<w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    )
    body = (
        p("Supply Agreement", style="T")
        + p("Term", style="H2")
        + p("Fee", style="O")
        + p("Price " * 60, style="H2")
    )
    kinds = [(block.kind, block.level) for block in _read(body, styles=styles).blocks]
    assert kinds == [
        (BlockKind.HEADING, 1), (BlockKind.HEADING, 2), (BlockKind.HEADING, 3), (BlockKind.PARAGRAPH, 0),
    ]  # fmt: skip


def test_numbered_clause_is_an_item_with_its_depth() -> None:
    numbering = list_of(level(0, "%1."), level(1, "(%2)", "lowerLetter"))
    document = _read(p("a", number="1") + p("b", number="1", level=1), numbering=numbering)
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.LIST_ITEM, 1),
        (BlockKind.LIST_ITEM, 2),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused(encoding: str) -> None:
    xml = part("document", f"<w:body>{p('&amp;x;')}</w:body>").replace(
        "<w:document", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document', 1
    )
    data = zip_of({"word/document.xml": xml.replace("UTF-8", encoding).encode(encoding)})
    with pytest.raises(CorruptInput, match="document type"):
        read_bytes(data, name="a.docx")


@pytest.mark.parametrize(
    "xml", [b"<w:document", b"", part("document", "<w:body>").encode()[:-20]], ids=["cut", "empty", "open"]
)
def test_damaged_xml_is_corrupt(xml: bytes) -> None:
    with pytest.raises(CorruptInput):
        read_bytes(zip_of({"word/document.xml": xml}), name="a.docx")


def test_no_main_document_is_corrupt() -> None:
    with pytest.raises(CorruptInput, match="main document"):
        read_bytes(zip_of({"word/styles.xml": part("styles", "")}), name="a.docx")


def test_deep_xml_is_bounded() -> None:
    deep = "<w:sdt><w:sdtContent>" * 400 + p("x") + "</w:sdtContent></w:sdt>" * 400
    with pytest.raises(LimitExceeded, match="nested"):
        read_bytes(word_file(deep), name="a.docx")


def test_file_made_by_python_docx() -> None:
    import io

    import docx

    made = docx.Document()
    made.add_heading("Supply Agreement", 0)
    made.add_paragraph("The Supplier shall deliver.", style="List Number")
    cells = made.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Item", "Fee"
    buffer = io.BytesIO()
    made.save(buffer)
    document = read_bytes(buffer.getvalue(), name="made.docx")
    check_document(document)
    assert block_texts(document) == ["Supply Agreement", "1. The Supplier shall deliver.", "Item | Fee"]
