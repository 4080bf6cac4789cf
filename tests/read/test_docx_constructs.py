"""Each construct of ``docx_constructs`` is read as Word prints it, without exception."""

from __future__ import annotations

import pytest
from docx_constructs import NUMBERS, TEXTS, Construct
from invariants import block_texts, check_document
from word_files import p, part, word_file, zip_of

from contract_lens.document import AnnotationKind
from contract_lens.errors import EncryptedInput, UnsupportedFormat
from contract_lens.options import Revisions
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
    names = [construct.name for construct in NUMBERS + TEXTS]
    assert len(set(names)) == len(names) >= 40


@pytest.mark.parametrize("construct", NUMBERS + TEXTS, ids=lambda construct: construct.name)
def test_what_word_prints(construct: Construct) -> None:
    document = read_bytes(construct.data, name="a.docx")
    check_document(document)
    assert block_texts(document) == construct.printed


@pytest.mark.parametrize("construct", NUMBERS + TEXTS, ids=lambda construct: construct.name)
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
