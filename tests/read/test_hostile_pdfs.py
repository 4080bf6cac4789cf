"""PDF files that are built to stop a reader end soon, in a document or in an error of ours."""

from __future__ import annotations

import time
import zlib

import pytest
from invariants import check_document
from pdf_files import lines, pdf_file

from contract_lens.errors import InputError
from contract_lens.options import Limits
from contract_lens.read import read_bytes

_CPU_SECONDS = 8.0  # on a busy machine; each takes well under one


def _file(*objects: bytes) -> bytes:
    """A PDF from its objects, numbered from 1; the first is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + head + table + end


def _page(
    content: bytes, resources: bytes = b"", more: tuple[bytes, ...] = (), filters: bytes = b""
) -> bytes:
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 "
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> " + resources + b" >> >>",
        b"<< /Length %d %s >>\nstream\n" % (len(content), filters) + content + b"\nendstream",
        *more,
    )


def _form(name: bytes, other: int) -> bytes:
    draw = b"/%s Do" % name
    return (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /%s %d 0 R >> >> "
        b"/Length %d >>\nstream\n%s\nendstream" % (name, other, len(draw), draw)
    )


_WORDS = b"BT /F1 12 Tf 72 700 Td (This Agreement lasts two years.) Tj ET\n"
_TWICE = zlib.compress(zlib.compress(b" " * 60_000_000 + _WORDS))
_HOSTILE = {
    "circular forms": _page(_WORDS + b"/X Do", b"/XObject << /X 5 0 R >>", (_form(b"Y", 6), _form(b"X", 5))),
    "nested compression": _page(_TWICE, filters=b"/Filter [/FlateDecode /FlateDecode]"),
    "inline picture without an end": _page(_WORDS + b"BI /W 9999 /H 9999 /BPC 8 /CS /G ID " + b"x" * 5_000),
    "huge size without a root": b"%PDF-1.7\ntrailer\n<< /Size 2147483647 >>\nstartxref\n0\n%%EOF",
    "many operators": _page(zlib.compress(_WORDS * 60_000), filters=b"/Filter /FlateDecode"),
    "deep arrays": _page(b"[" * 200_000 + _WORDS),
    "pages in a circle": _file(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 900000 >>"
    ),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_it_ends_soon_and_in_order(name: str) -> None:
    before = time.process_time()
    try:
        check_document(read_bytes(_HOSTILE[name], name="a.pdf", limits=Limits(ocr_pages=0)))
    except InputError as error:
        assert error.subject == "a.pdf"
    assert time.process_time() - before < _CPU_SECONDS


def test_the_file_maker_makes_sound_files() -> None:
    assert "lasts two years" in read_bytes(_page(_WORDS), name="a.pdf").text
    assert read_bytes(pdf_file(lines("Sound.")), name="a.pdf").text == "Sound."
