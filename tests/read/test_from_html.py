"""HTML: what a browser shows, once; scripts dropped, hidden text flagged, hostile pages in linear time."""

# ruff: noqa: E501 - markup in a table reads better in one line
from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from invariants import block_texts, check_document

from contract_lens import report
from contract_lens.document import AnnotationKind, BlockKind, Document
from contract_lens.errors import InputSkipped, NoTextFound
from contract_lens.options import Limits, Revisions
from contract_lens.pipeline import analyze
from contract_lens.read import read_bytes
from contract_lens.read.from_html import read_html


def _read(body: str, revisions: Revisions = Revisions.ACCEPTED) -> Document:
    page = f"<!DOCTYPE html><html><head><title>Supply  Agreement</title></head><body>{body}</body></html>"
    document = read_bytes(page.encode(), name="a.html", revisions=revisions)
    check_document(document)
    return document


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        pytest.param("<p>North &amp; Co.&nbsp;&#8364; 5 &copy;</p>", ["North & Co.\xa0€ 5 ©"], id="entities"),
        pytest.param("<p>One\n  line<p>Two<br>rows", ["One line", "Two\nrows"], id="unclosed paragraphs"),
        pytest.param("<p>a<b>b </b> c</p> d <i>e</i>", ["ab c", "d e"], id="inline"),
        pytest.param("<pre>a\n  b</pre>", ["a\n  b"], id="preformatted"),
        pytest.param("<ol><li>a<ol type=a><li>b<li>c</ol><li value=7>d<p>more</p></ol>",
                     ["1. a", "a. b", "b. c", "7. d", "more"], id="lists"),
        pytest.param("<ol start=3 style='list-style-type: upper-roman'><li>a</ol><ul><li>b</ul>",
                     ["III. a", "• b"], id="list styles"),
        pytest.param("<table><tr><th>Item<th>Fee<tr><td>Rig<td>4</table>End", ["Item | Fee", "Rig | 4", "End"],
                     id="table without ends"),
        pytest.param("<table><tr><td>" + "".join(f"<p>{n}</p>" for n in range(4)) +
                     "<table><tr><td>a<td>b</table></table>", ["0", "1", "2", "3", "a | b"], id="layout table"),
        pytest.param("<script>if (1 < 2) '<p>no</p>'</script><style>p{}</style><template>no</template>a<!-- b -->",
                     ["a"], id="scripts and comments"),
        pytest.param("<noscript>Needs no script.</noscript>", ["Needs no script."], id="noscript is shown"),
        pytest.param("a\xadb<wbr>c", ["abc"], id="soft hyphen"),
    ],
)  # fmt: skip
def test_what_a_browser_shows(body: str, blocks: list[str]) -> None:
    assert block_texts(_read(body)) == blocks


@pytest.mark.parametrize(
    "body",
    [
        "<p>a <span hidden>b</span> c</p>",
        "<p>a <span style='DISPLAY : none !important'>b</span> c</p>",
        "<p>a <span style='color:red; visibility:hidden'>b</span> c</p>",
        "<p>a <span style='font-size: 0'>b</span> c</p>",
        "<style>.x, em { display: none }</style><p>a <span class='y x'>b</span> c</p>",
    ],
    ids=["attribute", "display", "visibility", "size", "class"],
)
def test_hidden_text_is_kept_and_flagged(body: str) -> None:
    document = _read(body)
    assert document.text == "a b c"
    assert [(note.kind, document.text[note.start : note.end].strip()) for note in document.annotations] == [
        (AnnotationKind.HIDDEN, "b")
    ]
    assert document.warnings == ("1 characters are formatted as hidden text; they are included.",)


def test_size_that_only_begins_with_nought_is_not_hidden() -> None:
    assert not _read("<p style='font-size:0.9em;opacity:0.8'>a</p>").annotations


@pytest.mark.parametrize(
    ("revisions", "text"),
    [(Revisions.ACCEPTED, "Fee five."), (Revisions.ORIGINAL, "Fee four."), (Revisions.ALL, "Fee fourfive.")],
)
def test_insertions_and_deletions(revisions: Revisions, text: str) -> None:
    assert _read("<p>Fee <del>four</del><ins>five</ins>.</p>", revisions).text == text


def test_headings_title_lines_and_what_was_dropped() -> None:
    document = _read("<h2>Term</h2>\n<script>abc</script><p>Two\nyears.</p>")
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0),
    ]  # fmt: skip
    assert document.title == "Supply Agreement"
    assert [anchor.line for anchor in document.anchors] == [1, 2]
    assert dict(document.left_out) == {"script_or_style": 3}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<html><meta charset=windows-1251>Договор".encode("cp1251"), "Договор"),
        ("<html><meta charset=iso-8859-1>Preis – 5 €".encode(), "Preis – 5 €"),
        ("<html><meta charset=no-such>Preis \xfc".encode("cp1252"), "Preis ü"),
        ("<html>Vertrag ü".encode("utf-16"), "Vertrag ü"),
        (b"<DOCUMENT>\n<TYPE>EX-10.1\n<TEXT>\n<HTML><BODY><P>Filed.</P>", "EX-10.1\n\nFiled."),
        (b"<!-- saved from a site -->\n<div>Saved.</div>", "Saved."),
    ],
    ids=["named", "utf-8 all the same", "unknown name", "utf-16", "filing", "comment first"],
)
def test_encodings_and_beginnings(data: bytes, text: str) -> None:
    document = read_bytes(data, name="a.html")
    assert document.format == "html"
    assert document.text.replace("EX-10.1 ", "EX-10.1\n\n") == text


def test_deep_pages_keep_their_text() -> None:
    deep = "<div>" * 5000 + "found" + "</div>" * 5000 + "<p>and after</p>"
    assert block_texts(_read(deep)) == ["found", "and after"]


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<p>a</i>", "<a href='", "<!x", "</", "<table><td>", "&#", "<b ", "<style>.a{", "<ol><li>", "<ins>a"],
)  # fmt: skip
def test_time_does_not_grow_with_the_square(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        with suppress(NoTextFound):  # a page of tags alone
            read_bytes(b"<html>" + piece.encode() * times + b"x", name="a.html")
        return time.process_time() - start

    small = min(seconds(2_000) for _ in range(3))
    assert seconds(16_000) < 8 * 3 * small + 0.2


def test_a_report_of_this_program_is_no_document(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(
        "SUPPLY AGREEMENT between Vale Ltd and Tindle plc\n\n1. Tindle shall deliver the goods each week.\n"
    )
    with pytest.raises(InputSkipped, match="a report that contract-lens wrote"):
        read_bytes(report.to_html(analyze(paper)).encode(), name="paper.html")
    for template in (Path(report.__file__).parent / "templates").glob("*.html"):
        if "<head>" in (words := template.read_text("utf-8")):
            with pytest.raises(InputSkipped):
                read_html(words.encode(), Limits())
