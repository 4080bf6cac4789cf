"""One small file of our own making for each reader, from which damaged ones are made."""

from __future__ import annotations

import io
import json
import struct
import zipfile

from msg_files import message, ole_file
from pdf_files import grid, lines, pdf_file
from word_files import level, list_of, p, table, word_file

_MAIL = (
    b"From: Ann Reed <ann@north.example>\r\nTo: =?utf-8?q?B=C3=B6?= <bo@south.example>\r\n"
    b"Subject: =?iso-8859-1?b?S/xuZGlndW5n?=\r\nDate: Thu, 13 Mar 2025 17:48:02 +0000\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/plain; charset=iso-8859-1; format=flowed; delsp=yes\r\n\r\n"
    b"We hold \r\nthe price.\r\n\r\nOn Wed, 12 Mar 2025 at 09:14, Bo Lind wrote:\r\n> old\r\n>> older\r\n"
    b"-- \r\nAnn\r\n+44 20 7946 0000\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>x=3D<b>y</b><blockquote>q</blockquote>\r\n"
    b"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\nSubject: in\r\n\r\nInner.\r\n--b\r\n"
    b'Content-Type: application/pdf; name="../a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n'
    b"--b--\r\n"
)
_RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 Arial;}}{\*\revtbl{Unknown;}{Ann;}}\pard\f0 "
    rb"{\listtext\tab 1.\tab}Term \u8212? two years.\par{\deleted\revauthdel1 old}{\revised\revauth1 new}"
    rb"{\footnote A note.}\trowd\cellx1000\cellx2000 a\cell b\cell\row\bin3 xyz\'fc\par}"
)
_HTML = (
    b"<!DOCTYPE html><html><head><title>Supply</title><style>p{}</style></head><body><h1>Term</h1>"
    b"<p style='display:none'>hidden</p><ol><li>One &amp; &#8212;</li></ol><table><tr><td>a<td>b</table>"
    b"<script>x</script><!-- c --></body></html>"
)
_VTT = (
    b"WEBVTT\n\nNOTE call\n\n1\n00:01.000 --> 00:02.000\n<v Ann (North)>Yes &lt;i&gt;.</v>\n\n"
    b"00:03.000 --> 00:04.000\nBo: No.\n"
)
_CHAT = (
    "13/03/2025, 17:40 - Messages are encrypted.\n13/03/2025, 17:48 - Ann Reed: Price.\nmore\n"
    "14/03/2025, 5:48\u202fPM - Bo: <Media omitted>\n2025년 3월 13일 오후 5:50 - Bo: Ja.\n"
).encode()
_NAMES = b"Ann Reed   0:03\nWe agree.\nBo Lind   0:09\nSo do we.\nAnn Reed   0:15\nGood.\n"
_SLACK = json.dumps(
    [
        {"type": "message", "user": "U1", "ts": "1741888082.000200", "text": "Hi <@U2> <https://x|y>",
         "user_profile": {"real_name": "Ann"}, "files": [{}]},
        {"type": "message", "subtype": "channel_join", "ts": "1741888083.000200", "text": "x"},
    ]
).encode()  # fmt: skip
_ODT_TEXT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>'
    "<text:h text:outline-level='1'>Term</text:h><text:list><text:list-item><text:p>One<text:s text:c='2'/>"
    "</text:p></text:list-item></text:list><text:p>a<text:note><text:note-body><text:p>n</text:p>"
    "</text:note-body></text:note></text:p></office:text></office:body></office:document-content>"
)


def _msg() -> bytes:
    packed = struct.pack("<IIII", 40, 28, 0x75465A4C, 0) + bytes(range(40, 80))
    root = message(
        {0x0037: "Re", 0x0C1A: "Ann", 0x5D01: "ann@north.example", 0x1000: "Hi\r\n> old\r\n"},
        times={0x0039: 133_860_816_000_000_000},
        binary={0x1009: packed},
    )
    root.storages["__recip_version1.0_#00000000"] = message({0x3001: "Bo"}, head=8, numbers={0x0C15: 1})
    root.storages["__attach_version1.0_#00000000"] = message(
        {0x3707: "a.txt"}, head=8, binary={0x3701: b"Words." * 800}
    )
    return ole_file(root)


def _zip(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


#: A sound file of each format, by the reader that it is for.
SEEDS: dict[str, bytes] = {
    "pdf": pdf_file(lines("1. Term. This Agreement lasts two years.", "It renews."), grid([("a", "b")])),
    "docx": word_file(
        p("Term", number="1") + table(("a", "b")) + p("End"), numbering=list_of(level(0, "%1."))
    ),
    "odt": _zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": _ODT_TEXT}),
    "rtf": _RTF,
    "html": _HTML,
    "mail": _MAIL,
    "msg": _msg(),
    "captions": _VTT,
    "chat": _CHAT,
    "names": _NAMES,
    "slack": _SLACK,
    "markdown": "# Title\n\n## Part\n\n- item – one\n\n| a | b |\n|---|---|\n```\nx\n".encode(),
}
