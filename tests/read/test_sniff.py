"""The kind of file is told from its content."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from word_files import p, word_file, zip_of

from contract_lens.errors import CorruptInput, EncryptedInput, InputError, LimitExceeded, UnsupportedFormat
from contract_lens.options import Limits
from contract_lens.read.sniff import tell_format

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_MAIL = b"From: Ann Reed <ann@north.example>\nTo: Bo <bo@south.example>\nSubject: Draft\n\nDear Bo,\n"
_CHAT = b"[2024-11-19 08:02] Lin (Shenlo): Morning\n[2024-11-19 08:05] Ross (Duskett): thanks\n"
_MEETING = b"".join(
    b"%s: we agree on point %d.\n" % (name, n) for n in range(6) for name in (b"Chair", b"Ann Reed")
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"%PDF-1.7\n", "pdf", id="pdf"),
        pytest.param(b"\n" * 900 + b"%PDF-1.4\n", "pdf", id="pdf after junk"),
        pytest.param(word_file(p("x")), "docx", id="docx"),
        pytest.param(
            zip_of({"[Content_Types].xml": "wordprocessingml.document.main+xml", "d.xml": "x"}),
            "docx",
            id="docx without its usual folder",
        ),
        pytest.param(
            zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}),
            "odt",
            id="odt",
        ),
        pytest.param(b"{\\rtf1 text}", "rtf", id="rtf"),
        pytest.param(b"<!DOCTYPE html><p>x", "html", id="html"),
        pytest.param(b"<!-- saved --><div>x</div>", "html", id="html after a comment"),
        pytest.param(
            b"<PAGE>\n1. Term\n<TABLE>\n<S>  <C>\nFee  4\n</TABLE>\n", "text", id="filing in plain text"
        ),
        pytest.param(_MAIL, "mail", id="mail"),
        pytest.param(b"From ann@north.example Fri Nov 26 21:40:36 2004\n" + _MAIL, "mail", id="mbox"),
        pytest.param(b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "transcript", id="vtt"),
        pytest.param(b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n", "transcript", id="srt"),
        pytest.param(_CHAT, "transcript", id="chat"),
        pytest.param(_MEETING, "transcript", id="speaker per line"),
        pytest.param(b"# Minutes\n\n## Present\n\n- Ann\n", "markdown", id="markdown"),
        pytest.param("1. Term – two years".encode("utf-16"), "text", id="utf-16"),
        pytest.param("1. Term of two years".encode("utf-16-le"), "text", id="utf-16 without mark"),
        pytest.param(("Kündigung. " * 9000).encode(), "text", id="long utf-8"),
        pytest.param(
            b"By: ____\nName: Ann\nTitle: CEO\nBy: ____\nName: Bo\nTitle: COO\n" * 2, "text", id="signatures"
        ),
        pytest.param(b"Contract No.: 7\nClause text here.\n" * 30, "text", id="running head"),
    ],
)
def test_known_kinds(data: bytes, kind: str) -> None:
    assert tell_format(data, "file", Limits()) == kind


def test_name_decides_only_between_kinds_of_text() -> None:
    assert tell_format(b"Minutes of the board\n", "minutes.md", Limits()) == "markdown"
    assert tell_format(b"Minutes of the board\n", "minutes.txt", Limits()) == "text"
    assert tell_format(b"%PDF-1.7\n", "minutes.txt", Limits()) == "pdf"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        pytest.param(b"", CorruptInput, "is empty", id="empty"),
        pytest.param(
            _OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedInput, "password", id="encrypted docx"
        ),
        pytest.param(_OLE + "WordDocument".encode("utf-16-le"), UnsupportedFormat, "legacy Word", id="doc"),
        pytest.param(_OLE + "Workbook".encode("utf-16-le"), UnsupportedFormat, "Excel", id="xls"),
        pytest.param(_OLE, UnsupportedFormat, "OLE", id="other ole"),
        pytest.param(zip_of({"xl/workbook.xml": "x"}), UnsupportedFormat, "Excel", id="xlsx"),
        pytest.param(
            zip_of({"mimetype": "x", "content.xml": "x"}), UnsupportedFormat, "OpenDocument", id="ods"
        ),
        pytest.param(zip_of({"a.txt": "x"}), UnsupportedFormat, "ZIP", id="zip"),
        pytest.param(b"PK\x03\x04" + bytes(50), CorruptInput, "damaged ZIP", id="broken zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(50), UnsupportedFormat, "PNG", id="png"),
        pytest.param(b"II*\x00" + bytes(50), UnsupportedFormat, "TIFF", id="tiff"),
        pytest.param(b"<?xml version='1.0'?><a/>", UnsupportedFormat, "XML", id="xml"),
        pytest.param(random.Random(1).randbytes(5000), UnsupportedFormat, "binary", id="noise"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, error: type[InputError], says: str) -> None:
    with pytest.raises(error, match=says):
        tell_format(data, "file", Limits())


def test_legacy_word_says_what_to_do() -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        tell_format(_OLE + "WordDocument".encode("utf-16-le"), "old.doc", Limits())
    assert "DOCX" in caught.value.remedy


def test_bomb_is_caught_while_looking() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 20_000_000)
    with pytest.raises(LimitExceeded, match="archive_ratio"):
        tell_format(buffer.getvalue(), "bomb.docx", Limits())
