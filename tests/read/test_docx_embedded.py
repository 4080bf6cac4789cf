"""Files embedded in a Word file: what they may cost together, and what is noted on their text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from docx_place_constructs import chunk, embedding
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invariants import check_document
from word_files import p, part, r, table, word_file

from contract_lens.document import AnnotationKind, Document
from contract_lens.errors import LimitExceeded
from contract_lens.options import Limits, Revisions
from contract_lens.read import read_bytes
from contract_lens.read.docx_parts import WordPackage

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_BY = 'w:author="Ann Reed" w:date="2024-03-01T09:00:00Z"'


def _gone(text: str) -> str:
    return f"<w:del {_BY}><w:r><w:delText xml:space='preserve'>{text}</w:delText></w:r></w:del>"


def _new(text: str) -> str:
    return f"<w:ins {_BY}>{r(text)}</w:ins>"


def _many(count: int, inner: bytes, ending: str) -> bytes:
    """A Word file with so many parts, each of them the given file."""
    names = [f"a{number}_{ending}" for number in range(count)]
    return embedding("".join(map(chunk, names)), **dict.fromkeys(names, inner))


def _noted(document: Document) -> list[tuple[AnnotationKind, str, str, str, str]]:
    return [
        (note.kind, document.text[note.start : note.end], note.text, note.author, note.date)
        for note in document.annotations
    ]


@pytest.mark.parametrize(("most", "is_read"), [(12, True), (11, False)])
def test_members_bound_the_whole_nest(most: int, is_read: bool) -> None:
    nest = _many(3, _many(3, b"One line.", "txt"), "docx")  # 3 + 3 * 3 files
    limits = Limits(members=most)
    if is_read:
        assert read_bytes(nest, name="a.docx", limits=limits).text.count("One line.") == 9
    else:
        with pytest.raises(LimitExceeded, match="limit: members"):
            read_bytes(nest, name="a.docx", limits=limits)


def test_a_file_that_is_shown_again_counts_with_what_it_holds() -> None:
    nest = embedding(chunk("a_docx") * 3, a_docx=_many(3, b"One line.", "txt"))
    assert read_bytes(nest, name="a.docx", limits=Limits(members=12)).text.count("One line.") == 9
    with pytest.raises(LimitExceeded, match="limit: members"):
        read_bytes(nest, name="a.docx", limits=Limits(members=11))


def test_unpacked_bytes_are_counted_over_the_whole_nest() -> None:
    inner = word_file(p("x"), members={"word/media/a.bin": bytes(100_000)})
    nest = _many(5, inner, "docx")
    assert read_bytes(nest, name="a.docx", limits=Limits(archive_bytes=600_000)).text.count("x") == 5
    with pytest.raises(LimitExceeded, match="limit: archive_bytes"):
        read_bytes(nest, name="a.docx", limits=Limits(archive_bytes=400_000))


def test_characters_are_counted_where_the_text_is_left_out_too() -> None:
    shown = chunk("a_html") * 6
    gone = f"<w:del {_BY}>{shown}</w:del>"
    data = embedding(p("End") + gone, a_html=b"<html><body>" + b"x" * 1000 + b"</body></html>")
    assert read_bytes(data, name="a.docx", limits=Limits(characters=7000)).text == "End"
    with pytest.raises(LimitExceeded, match="limit: characters"):
        read_bytes(data, name="a.docx", limits=Limits(characters=5000))


def test_characters_of_one_file_are_not_counted_at_each_depth() -> None:
    data = b"<html><body>" + b"x" * 1000 + b"</body></html>"
    for name in ("a_html", "a_docx", "a_docx"):
        data = embedding(chunk(name), **{name: data})
    assert len(read_bytes(data, name="a.docx", limits=Limits(characters=1100)).text) == 1000


class _Counted(WordPackage):
    """Notes each part that is parsed."""

    def part(self, name: str) -> Any | None:
        self.parsed = [*getattr(self, "parsed", ()), name]
        return super().part(name)


def test_relationships_are_parsed_once() -> None:
    package = _Counted(_many(30, b"One line.", "txt"), Limits())
    names = [package.linked("aFChunk", f"a{number}_txt") for number in range(30)]
    assert names == [f"word/parts/a{number}.txt" for number in range(30)]
    assert not any(package.is_own(name or "", "aFChunk") for name in names)
    assert sorted(package.parsed) == ["_rels/.rels", "word/_rels/document.xml.rels"]


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("", "document.xml"),
        ("", "_rels/document.xml.rels"),
        ("", "../[Content_Types].xml"),
        ("styles", "styles.xml"),
        ("", "other.xml"),
    ],
)
def test_parts_of_the_package_are_no_embedded_text(kind: str, target: str) -> None:
    own = f'<Relationship Id="own" Type="{_LINK}{kind}" Target="{target}"/>' if kind else ""
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="x" Type="{_LINK}aFChunk" Target="{target}"/>{own}</Relationships>'
    )
    members = {
        "word/_rels/document.xml.rels": links,
        "word/styles.xml": part("styles", ""),
        "word/other.xml": "<w:other>Raw markup</w:other>",
    }
    document = read_bytes(word_file(p("a") + chunk("x") + p("b"), members=members), name="a.docx")
    assert document.text == "a\n\nb"
    assert document.warnings == ("1 embedded files (altChunk) were not read.",)


def test_what_is_noted_in_an_embedded_file_is_noted_in_its_place() -> None:
    body = p("kept ", _gone("old"), _new("new"), " and ", r("secret", "<w:vanish/>"), " end")
    inner = word_file(
        body + p('<w:commentRangeStart w:id="1"/>', "Fees", '<w:commentRangeEnd w:id="1"/>', " due"),
        comments=f'<w:comment w:id="1" {_BY}>{p("too high")}</w:comment>',
    )
    data = embedding(p("a") + chunk("a_docx") + p("b"), a_docx=inner)
    document = read_bytes(data, name="a.docx")
    check_document(document)
    assert document.text == "a\n\nkept new and secret end\n\nFees due\n\nb"
    by = ("Ann Reed", "2024-03-01T09:00:00Z")
    assert _noted(document) == [
        (AnnotationKind.DELETION, "", "old", *by),
        (AnnotationKind.INSERTION, "new", "", *by),
        (AnnotationKind.HIDDEN, "secret", "", "", ""),
        (AnnotationKind.COMMENT, "Fees", "too high", *by),
    ]
    assert document.annotations[0].start == document.text.index("new")


def test_comments_keep_to_their_showing() -> None:
    body = p('<w:commentRangeStart w:id="1"/>', "Fees", '<w:commentRangeEnd w:id="1"/>')
    inner = word_file(body, comments=f'<w:comment w:id="1" {_BY}>{p("why?")}</w:comment>')
    document = read_bytes(embedding(chunk("a_docx") * 2, a_docx=inner), name="a.docx")
    assert [(note.start, note.end, note.text) for note in document.annotations] == [
        (0, 4, "why?"),
        (6, 10, "why?"),
    ]


_WORDS = st.text(alphabet="ab c", min_size=1, max_size=8)
_RUN = st.one_of(
    _WORDS.map(r), _WORDS.map(_new), _WORDS.map(_gone), _WORDS.map(lambda text: r(text, "<w:vanish/>"))
)
_PARAGRAPH = st.lists(_RUN, max_size=4).map(lambda runs: p(*runs))
_CELLS = st.lists(_RUN, max_size=3).map(lambda runs: p("x", *runs, "y"))
_BLOCK = st.one_of(_PARAGRAPH, st.builds(lambda one, two: table((one, two)), _CELLS, _CELLS))


@settings(max_examples=150, deadline=None)
@example([p(r(" "), _new("a"))], Revisions.ORIGINAL)
@given(st.lists(_BLOCK, min_size=1, max_size=5), st.sampled_from(list(Revisions)))
def test_an_embedded_file_reads_as_it_does_alone(blocks: list[str], revisions: Revisions) -> None:
    inner = word_file(p("Start") + "".join(blocks) + p("End"))
    alone = read_bytes(inner, name="a.docx", revisions=revisions)
    outer = read_bytes(
        embedding(p("Before") + chunk("a_docx"), a_docx=inner), name="a.docx", revisions=revisions
    )
    check_document(outer)
    assert outer.text == f"Before\n\n{alone.text}"
    assert dict(outer.left_out) == dict(alone.left_out)
    gap = len("Before\n\n")
    moved = [replace(note, start=note.start - gap, end=note.end - gap) for note in outer.annotations]
    assert moved == [note for note in alone.annotations if note.text or note.end > note.start]
