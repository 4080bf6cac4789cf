"""Damaged and hostile bytes end in a document that holds together or in an error of the tree."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_document
from pdf_files import grid, lines, pdf_file
from word_files import level, list_of, p, table, word_file, zip_of

from contract_lens.errors import InputError
from contract_lens.options import Limits
from contract_lens.read import read_bytes

_SEEDS = {
    "pdf": pdf_file(
        lines("1. Term. This Agreement lasts two years.", "It renews."), grid([("a", "b"), ("c", "d")])
    ),
    "docx": word_file(
        p("Term", number="1") + table(("a", "b")) + p("End"), numbering=list_of(level(0, "%1."))
    ),
    "rtf": b"{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\listtext 1.\\tab}a\\par\\intbl b\\cell c\\cell\\row"
    b"{\\footnote d}{\\deleted e}\\u8364 ?\\pard}",
    "html": b"<html><style>.a{display:none}</style><ol><li>a<p class=a>b</ol>"
    b"<table><tr><td>c<td>d</table></html>",
    "odt": zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<o:d xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
            "xmlns:t='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><o:text><t:list><t:list-item><t:p>a</t:p>"
            "</t:list-item></t:list></o:text></o:d>",
        }
    ),
    "mail": b"From: Ann <a@b.example>\nTo: Bo <b@c.example>\nSubject: x\n"
    b'Content-Type: multipart/mixed; boundary="b"\n'
    b"\n--b\nContent-Type: text/plain\n\nHi\n> old\n--b\nContent-Type: text/html\n\n<p>x</p>\n--b--\n",
    "vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann (North)>Yes.\n\n00:03.000 --> 00:04.000\nNo.\n",
    "markdown": "# Title\n\n- item – one\n\n| a | b |\n|---|---|\n".encode(),
}
_LIMITS = Limits(characters=1_000_000, archive_bytes=5_000_000, pages=50)


def _read(data: bytes) -> None:
    try:
        check_document(read_bytes(data, name="file", limits=_LIMITS))
    except InputError as error:
        assert error.subject == "file"


@pytest.mark.parametrize("kind", _SEEDS)
def test_seed_is_read(kind: str) -> None:
    check_document(read_bytes(_SEEDS[kind], name="file"))


@pytest.mark.parametrize("kind", _SEEDS)
def test_flipped_bytes(kind: str) -> None:
    chance = random.Random(kind)
    for _ in range(60):
        data = bytearray(_SEEDS[kind])
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        _read(bytes(data))


@pytest.mark.parametrize("kind", _SEEDS)
def test_cut_anywhere(kind: str) -> None:
    chance = random.Random(kind)
    for _ in range(40):
        start = chance.randrange(len(_SEEDS[kind]))
        _read(_SEEDS[kind][:start])
        _read(_SEEDS[kind] + _SEEDS[kind][start:])


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    _read(data)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(
        [
            b"%PDF-1.7\n",
            b"PK\x03\x04",
            b"From: a@b\nSubject: x\n",
            b"WEBVTT\n",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ]
    ),
    st.binary(max_size=300),
)
def test_any_bytes_after_a_known_start(start: bytes, data: bytes) -> None:
    _read(start + data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.booleans()), min_size=1, max_size=12))
def test_any_words_in_a_word_file(paragraphs: list[tuple[str, bool]]) -> None:
    clean = ["".join(c for c in text if c.isprintable() and c not in "<>&") for text, _ in paragraphs]
    body = "".join(
        p(text or " ", number="1" if flag else "") for text, (_, flag) in zip(clean, paragraphs, strict=True)
    )
    _read(word_file(body, numbering=list_of(level(0, "%1."))))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60), min_size=1, max_size=40
    )
)
def test_any_lines_in_a_pdf(texts: list[str]) -> None:
    _read(pdf_file(lines(*texts[:20]), lines(*texts[20:])))
