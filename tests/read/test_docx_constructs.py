"""Each construct of Word files is read as Word prints it, without exception."""

from __future__ import annotations

import pytest
from docx_markup import Construct
from docx_number_constructs import NUMBERS
from docx_place_constructs import PLACES, chunk, embedding
from docx_text_constructs import TEXTS
from invariants import block_texts, check_document
from word_files import p, part, word_file, zip_of

from contract_lens.document import AnnotationKind
from contract_lens.errors import EncryptedInput, LimitExceeded, UnsupportedFormat
from contract_lens.options import Limits, Revisions
from contract_lens.read import read_bytes

_STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
        "http://purl.oclc.org/ooxml/wordprocessingml/main"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def test_there_are_forty_constructs_at_least() -> None:
    names = [construct.name for construct in NUMBERS + TEXTS + PLACES]
    assert len(set(names)) == len(names) >= 40


@pytest.mark.parametrize("construct", NUMBERS + TEXTS + PLACES, ids=lambda construct: construct.name)
def test_what_word_prints(construct: Construct) -> None:
    document = read_bytes(construct.data, name="a.docx")
    check_document(document)
    assert block_texts(document) == construct.printed


@pytest.mark.parametrize("construct", NUMBERS + TEXTS + PLACES, ids=lambda construct: construct.name)
@pytest.mark.parametrize("revisions", [Revisions.ORIGINAL, Revisions.ALL])
def test_other_revisions_hold_together(construct: Construct, revisions: Revisions) -> None:
    document = read_bytes(construct.data, name="a.docx", revisions=revisions)
    check_document(document)
    for note in document.annotations:
        assert 0 <= note.start <= note.end <= len(document.text)


def test_strict_open_xml_reads_the_same() -> None:
    body = part("document", "<w:body>" + p("Term", "<w:ins><w:r><w:t>s</w:t></w:r></w:ins>") + "</w:body>")
    for usual, strict in _STRICT.items():
        body = body.replace(usual, strict)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" '
        'Target="/word/doc2.xml"/></Relationships>'
    )
    data = zip_of({"_rels/.rels": relations, "word/doc2.xml": body})
    assert read_bytes(data, name="strict.docx").text == "Terms"


def test_macros_are_not_run_and_said() -> None:
    data = word_file(p("Payment is due."), members={"word/vbaProject.bin": b"\xd0\xcf"})
    document = read_bytes(data, name="form.docm")
    assert document.text == "Payment is due."
    assert document.warnings == ("The file holds macros; they were not run.",)


def test_parts_are_found_by_their_relationships() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
        'Target="styles2.xml"/></Relationships>'
    )
    heading = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 3"/></w:style>'
    data = word_file(
        p("Term", style="H"),
        members={"word/_rels/document.xml.rels": relations, "word/styles2.xml": part("styles", heading)},
    )
    assert [block.level for block in read_bytes(data, name="a.docx").blocks] == [3]


@pytest.mark.parametrize(
    ("stream", "error", "remedy"),
    [
        ("EncryptedPackage", EncryptedInput, "remove the password"),
        ("WordDocument", UnsupportedFormat, "DOCX"),
    ],
    ids=["encrypted docx", "doc"],
)
def test_what_is_not_read_says_what_to_do(stream: str, error: type[Exception], remedy: str) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le")
    with pytest.raises(error, match=remedy):
        read_bytes(ole, name="a.docx")


def test_what_is_apart_from_the_text_is_noted() -> None:
    construct = next(entry for entry in TEXTS if entry.name.startswith("comments"))
    document = read_bytes(construct.data, name="a.docx")
    notes = [(note.kind, note.text, note.author) for note in document.annotations]
    assert notes == [
        (AnnotationKind.HEADER, "DRAFT", ""),
        (AnnotationKind.FOOTER, "Page 1", ""),
        (AnnotationKind.COMMENT, "no", "Bo"),
    ]
    comment = document.annotations[2]
    assert document.text[comment.start : comment.end].strip() == "b"
    assert dict(document.left_out) == {"comment": 2, "running_head": 11}
    assert document.warnings == ("1 embedded files (altChunk) were not read.",)


def _field(instruction: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return f"{marks[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks[1]}"


@pytest.mark.parametrize(
    ("body", "warning"),
    [
        (p(_field(" AUTONUMLGL "), "Term"), "1 numbers that Word computes in fields are not stored"),
        (p("Term") + '<w:subDoc r:id="r1"/>', "1 linked parts (subdocuments) were not read."),
        (
            p("Term", '<w:r><w:drawing><c:chart '
              'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'),
            "1 charts and diagrams were not read.",
        ),
        (p("Term", _field(" REF x ").replace("end", "begin")), "2 fields never end"),
    ],
    ids=["paragraph number field", "linked part", "chart", "unclosed fields"],
)  # fmt: skip
def test_what_cannot_be_read_is_said(body: str, warning: str) -> None:
    document = read_bytes(word_file(body), name="a.docx")
    assert document.text == "Term"
    assert document.warnings[0].startswith(warning)


def test_embedded_files_that_cannot_be_read_are_counted() -> None:
    construct = next(entry for entry in PLACES if entry.name.startswith("embedded files that are missing"))
    document = read_bytes(construct.data, name="a.docx")
    assert document.warnings == ("3 embedded files (altChunk) were not read.",)


def test_anchors_of_embedded_files_keep_the_line_and_name_the_paragraph_before() -> None:
    page = b"<html><body>\n<p>One.</p>\n<p>Two.</p></body></html>"
    document = read_bytes(embedding(p("Before") + chunk("a_html"), a_html=page), name="a.docx")
    places = [(document.text[a.start : a.end], a.paragraph, a.run, a.line) for a in document.anchors]
    assert places == [("Before", 0, 0, None), ("One.", 0, None, 2), ("Two.", 0, None, 3)]


def test_what_embedded_files_leave_out_is_said() -> None:
    rtf = rb"{\rtf1 Due.{\deleted Void}\par}"
    document = read_bytes(embedding(chunk("a_rtf"), a_rtf=rtf), name="a.docx")
    assert document.text == "Due."
    assert dict(document.left_out)["deleted"] == 4
    everything = read_bytes(embedding(chunk("a_rtf"), a_rtf=rtf), name="a.docx", revisions=Revisions.ALL)
    assert everything.text == "Due.Void"


def test_embedded_files_are_bounded() -> None:
    inner = word_file(p("End"))
    for _ in range(5):
        inner = embedding(chunk("a_docx"), a_docx=inner)
    with pytest.raises(LimitExceeded, match="member_depth"):
        read_bytes(inner, name="a.docx")
    many = embedding(chunk("a_html") * 6, a_html=b"<html><body>x</body></html>")
    with pytest.raises(LimitExceeded, match="limit: members"):
        read_bytes(many, name="a.docx", limits=Limits(members=5))
    long = embedding(chunk("a_html") * 6, a_html=b"<html><body>" + b"x" * 1000 + b"</body></html>")
    with pytest.raises(LimitExceeded, match="limit: characters"):
        read_bytes(long, name="a.docx", limits=Limits(characters=5000))


def test_many_list_fields_in_a_paragraph_are_all_counted() -> None:
    fields = "<w:fldSimple w:instr=' LISTNUM '/><w:r><w:t xml:space='preserve'> word </w:t></w:r>"
    data = word_file(p(*[fields] * 20_000))
    document = read_bytes(data, name="a.docx", limits=Limits(archive_ratio=5_000))
    assert document.text.endswith("20000) word")


def test_unknown_symbols_are_counted() -> None:
    sign = '<w:r><w:sym w:font="Bookshelf Symbol 7" w:char="F001"/></w:r>'
    assert dict(read_bytes(word_file(p("a", sign)), name="a.docx").left_out) == {"unknown_symbols": 1}
