"""The anchors of a Word document lead back to the runs that its text came from."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_document
from word_files import level, list_of, p, r, table, word_file

from contract_lens.options import Revisions
from contract_lens.read import read_bytes

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDS = st.text(alphabet="ab é漢.,;  ", min_size=1, max_size=12)
_NUMBERED = list_of(level(0, "%1."), level(1, "(%2)", "lowerLetter"))


def _printed(run: Any) -> str:
    """What a run prints, its text boxes apart."""
    parts = []
    for child in run:
        if child.tag in (_W + "t", _W + "delText"):
            parts.append(child.text or "")
        parts.append({_W + "tab": "\t", _W + "br": "\n"}.get(child.tag, ""))
    return "".join(parts)


_RUN = st.one_of(
    _WORDS.map(r),
    _WORDS.map(lambda text: f"<w:ins>{r(text)}{r(text)}</w:ins>"),
    _WORDS.map(lambda text: f"<w:del><w:r><w:delText>{text.strip()}</w:delText></w:r></w:del>"),
    _WORDS.map(lambda text: f"<w:hyperlink>{r(text)}</w:hyperlink>"),
    _WORDS.map(lambda text: f"<w:sdt><w:sdtContent>{r(text)}</w:sdtContent></w:sdt>"),
    _WORDS.map(lambda text: r(text, "<w:vanish/>")),
    st.just("<w:r><w:tab/></w:r>"),
    st.just(f"<w:r><w:pict><v:textbox><w:txbxContent>{p('box')}</w:txbxContent></v:textbox></w:pict></w:r>"),
)  # fmt: skip
_PARAGRAPH = st.builds(
    lambda runs, number, gone: p(
        *runs, number=number, properties="<w:rPr><w:del/></w:rPr>" if gone else ""
    ),
    st.lists(_RUN, max_size=5), st.sampled_from(["", "1"]), st.booleans(),
)  # fmt: skip
_TABLE = st.builds(lambda one, two: table((one, two), (two, one)), _PARAGRAPH, _PARAGRAPH)


def _paragraphs(data: bytes) -> list[Any]:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return list(root.iter(_W + "p"))


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(_PARAGRAPH, _TABLE), min_size=1, max_size=6), st.sampled_from(list(Revisions)))
def test_anchors_give_the_text_back(parts: list[str], revisions: Revisions) -> None:
    data = word_file(p("Start") + "".join(parts) + p("End"), numbering=_NUMBERED)
    document = read_bytes(data, name="a.docx", revisions=revisions)
    check_document(document)
    paragraphs = _paragraphs(data)
    seen = set()
    for anchor in document.anchors:
        if anchor.run is None or anchor.paragraph is None:
            continue
        run = list(paragraphs[anchor.paragraph].iter(_W + "r"))[anchor.run]
        assert document.text[anchor.start : anchor.end] == _printed(run).strip()
        seen.add(run)
    for paragraph in paragraphs:
        for run in paragraph.iter(_W + "r"):
            kept = revisions is not Revisions.ACCEPTED or run.getparent().tag != _W + "del"
            kept = kept and (revisions is not Revisions.ORIGINAL or run.getparent().tag != _W + "ins")
            assert (run in seen) is (kept and bool(_printed(run).strip()))
