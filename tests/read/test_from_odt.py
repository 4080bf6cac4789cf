"""OpenDocument text: labels of lists, tables, notes; changes, comments and hidden text told apart."""

# ruff: noqa: E501 - markup in a table reads better in one line
from __future__ import annotations

import pytest
from invariants import block_texts, check_document
from word_files import zip_of

from contract_lens.document import Annotation, AnnotationKind, BlockKind, Document
from contract_lens.errors import CorruptInput, EncryptedInput, UnsupportedFormat
from contract_lens.options import Revisions
from contract_lens.read import read_bytes

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    f'xmlns:{name}="{_URN}{long}:1.0"'
    for name, long in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                       ("draw", "drawing"))
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
_MIME = "application/vnd.oasis.opendocument.text"


def _level(depth: int, form: str, more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{depth}" style:num-format="{form}" {more}/>'


_STYLES = (
    '<text:list-style style:name="L">' + _level(1, "1", 'style:num-suffix="."')
    + _level(2, "1", 'text:display-levels="2"')
    + _level(3, "a", 'style:num-prefix="(" style:num-suffix=")"') + "</text:list-style>"
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    '</text:list-style><style:style style:name="H" style:family="text"><style:text-properties '
    'text:display="none"/></style:style><text:outline-style style:name="O">'
    + _level(1, "I", 'style:num-prefix="Article "') + "</text:outline-style>"
)  # fmt: skip


def _odt(body: str, before: str = "") -> bytes:
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{before}{body}</office:text></office:body></office:document-content>"
    )
    return zip_of({"mimetype": _MIME, "content.xml": content})


def _read(body: str, revisions: Revisions = Revisions.ACCEPTED, before: str = "") -> Document:
    document = read_bytes(_odt(body, before), name="a.odt", revisions=revisions)
    check_document(document)
    return document


def _p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def _list(*items: str, more: str = 'text:style-name="L"') -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f"<text:list {more}>{inside}</text:list>"


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        pytest.param(_p("a  \n b<text:s text:c='2'/>c<text:tab/>d<text:line-break/>e"), ["a b  c\td\ne"],
                     id="white space"),
        pytest.param(_list(_p("a") + _list(_p("b"), _p("c") + _list(_p("d"), more=""), more=""), _p("e") + _p("f")),
                     ["1. a", "1.1 b", "1.2 c", "(a) d", "2. e", "f"], id="list in a list"),
        pytest.param(_list(_p("a")) + _list(_p("b")), ["1. a", "1. b"], id="each list begins anew"),
        pytest.param(_list(_p("a")) + _p("x")
                     + _list(_p("b"), more='text:style-name="L" text:continue-numbering="true"'),
                     ["1. a", "x", "2. b"], id="list goes on"),
        pytest.param('<text:list text:style-name="L"><text:list-item text:start-value="4">' + _p("a")
                     + "</text:list-item><text:list-header>" + _p("b") + "</text:list-header></text:list>",
                     ["4. a", "b"], id="start and header"),
        pytest.param(_list(_p("a"), more='text:style-name="B"'), ["• a"], id="bullet"),
        pytest.param('<text:h text:outline-level="1">Term</text:h><text:h text:outline-level="1">Fees</text:h>',
                     ["Article I Term", "Article II Fees"], id="numbered headings"),
        pytest.param("<table:table><table:table-header-rows><table:table-row><table:table-cell>" + _p("Item")
                     + "</table:table-cell><table:table-cell>" + _p("Fee") + "</table:table-cell></table:table-row>"
                     "</table:table-header-rows><table:table-row><table:table-cell>" + _p("Rig")
                     + "</table:table-cell><table:covered-table-cell>" + _p("x")
                     + "</table:covered-table-cell><table:table-cell>" + _p("4")
                     + "</table:table-cell></table:table-row></table:table>", ["Item | Fee", "Rig | 4"], id="table"),
        pytest.param(_p("Fee<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
                        f"<text:note-body>{_p('Net.')}</text:note-body></text:note> due"), ["Fee due", "1 Net."],
                     id="footnote"),
        pytest.param(_p("Host<draw:frame><draw:text-box>" + _p("Box") + "</draw:text-box></draw:frame>") + _p("Next"),
                     ["Host", "Box", "Next"], id="text box"),
        pytest.param("<text:section>" + _p("<text:a>link</text:a> <text:span>and</text:span> "
                     "<text:page-number>7</text:page-number>") + "</text:section>", ["link and 7"], id="fields"),
    ],
)  # fmt: skip
def test_what_is_printed(body: str, blocks: list[str]) -> None:
    assert block_texts(_read(body)) == blocks


_REGIONS = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Ann'
    "</dc:creator><dc:date>2024-03-01T09:00:00</dc:date></office:change-info><text:p>four</text:p></text:deletion>"
    '</text:changed-region><text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>Bo'
    "</dc:creator><dc:date>2024-03-02T09:00:00</dc:date></office:change-info></text:insertion>"
    "</text:changed-region></text:tracked-changes>"
)
_CHANGED = _p(
    'Fee <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>five'
    '<text:change-end text:change-id="c2"/>.'
)


@pytest.mark.parametrize(
    ("revisions", "text"),
    [(Revisions.ACCEPTED, "Fee five."), (Revisions.ORIGINAL, "Fee four."), (Revisions.ALL, "Fee fourfive.")],
)
def test_tracked_changes(revisions: Revisions, text: str) -> None:
    document = _read(_CHANGED, revisions, before=_REGIONS)
    assert document.text == text
    if revisions is Revisions.ACCEPTED:
        assert document.annotations == (
            Annotation(4, 4, AnnotationKind.DELETION, "four", "Ann", "2024-03-01T09:00:00"),
            Annotation(4, 8, AnnotationKind.INSERTION, "", "Bo", "2024-03-02T09:00:00"),
        )


def test_inserted_paragraphs_leave_the_original_whole() -> None:
    body = (
        _p('One <text:change-start text:change-id="c2"/>new')
        + _p("inserted")
        + _p('more<text:change-end text:change-id="c2"/>two')
    )
    assert block_texts(_read(body, Revisions.ORIGINAL, before=_REGIONS)) == ["One two"]
    assert block_texts(_read(body, before=_REGIONS)) == ["One new", "inserted", "moretwo"]


def test_hidden_text_comments_and_heading() -> None:
    body = '<text:h text:outline-level="2">Term</text:h>' + _p(
        'Buyer <text:span text:style-name="H">sets off</text:span> <office:annotation office:name="n">'
        "<dc:creator>Ann</dc:creator><text:p>why?</text:p></office:annotation>pays"
        '<office:annotation-end office:name="n"/>.'
    )
    document = _read(body)
    assert (document.blocks[0].kind, document.blocks[0].level) == (BlockKind.HEADING, 2)
    marked = {note.kind: document.text[note.start : note.end] for note in document.annotations}
    assert marked == {AnnotationKind.HIDDEN: "sets off", AnnotationKind.COMMENT: "pays"}
    assert dict(document.left_out) == {"comment": 4}


def test_flat_file() -> None:
    flat = (
        f'<?xml version="1.0"?><office:document {_NAMES} office:mimetype="{_MIME}"><office:body><office:text>'
        f"{_p('Flat.')}</office:text></office:body></office:document>"
    )
    document = read_bytes(flat.encode(), name="a.fodt")
    assert (document.format, document.text) == ("odt", "Flat.")


def test_what_is_refused() -> None:
    manifest = "<manifest><encryption-data/></manifest>"
    with pytest.raises(EncryptedInput):
        read_bytes(
            zip_of({"mimetype": _MIME, "content.xml": b"\x00", "META-INF/manifest.xml": manifest}),
            name="a.odt",
        )
    with pytest.raises(UnsupportedFormat, match="no text"):
        read_bytes(
            zip_of({"mimetype": _MIME.replace("text", "spreadsheet"), "content.xml": "x"}), name="a.ods"
        )
    with pytest.raises(CorruptInput, match="document type"):
        doctype = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
        read_bytes(zip_of({"mimetype": _MIME, "content.xml": doctype}), name="a.odt")
