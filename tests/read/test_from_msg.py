"""Outlook messages read like any other mail."""

from __future__ import annotations

import struct

import pytest
from invariants import block_texts, check_document
from msg_files import Storage, message, ole_file

from contract_lens.document import BlockKind, Document
from contract_lens.errors import CorruptInput, EncryptedInput, InputError, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read import read_bytes, read_document
from contract_lens.read.packed_rtf import unpack_rtf

_SENT = 133_860_816_000_000_000  # 2025-03-10 12:00 in ticks of 100 ns since 1601
_RTF = b"{\\rtf1\\ansi We hold the price until May.\\par Ann\\par}"


def _mail(**texts: str) -> Storage:
    return message(
        {0x0037: "Re: Framework", 0x0C1A: "Reed, Ann", 0x5D01: "a.reed@north-cables.example",
         0x1000: "Dear Bo,\r\n\r\nwe hold the price.\r\n\r\n> Please propose.\r\n"}
        | {int(number, 16): text for number, text in texts.items()},
        times={0x0039: _SENT},
    )  # fmt: skip


def _read(root: Storage) -> Document:
    document = read_bytes(ole_file(root), name="mail.msg")
    check_document(document)
    assert document.format == "msg"
    return document


def test_fields_body_and_quotation() -> None:
    root = _mail()
    root.storages["__recip_version1.0_#00000000"] = message(
        {0x3001: "Bo Lind", 0x39FE: "bo@south-yards.example"}, head=8, numbers={0x0C15: 1}
    )
    document = _read(root)
    assert document.title == "Re: Framework"
    assert document.date is not None
    assert document.date.startswith("2025-03-10T")
    assert '"Reed, Ann" <a.reed@north-cables.example>' in block_texts(document)[0]
    assert "To: Bo Lind <bo@south-yards.example>" in block_texts(document)[0]
    assert block_texts(document)[1:] == ["Dear Bo,", "we hold the price.", "Please propose."]
    assert document.blocks[1].side == "North Cables"
    assert document.blocks[-1].kind is BlockKind.QUOTED


def test_the_header_as_it_travelled_comes_first() -> None:
    document = _read(
        _mail(**{"007D": "From: Cy Orr <cy@east.example>\r\nSubject: =?utf-8?q?F=C3=BCr_Bo?=\r\n"})
    )
    assert document.title == "Für Bo"
    assert document.blocks[-2].speaker == "Cy Orr"


def test_html_and_packed_rtf_stand_in_for_a_missing_text() -> None:
    page = "<html><body><p>Wir kündigen.</p><script>x()</script></body></html>".encode()
    html = message({0x0037: "x"}, binary={0x1013: page}, numbers={0x3FDE: 65001})
    assert block_texts(_read(html))[-1] == "Wir kündigen."
    packed = struct.pack("<IIII", len(_RTF) + 12, len(_RTF), 0x414C454D, 0) + _RTF
    rtf = message({0x0037: "x"}, binary={0x1009: packed})
    assert block_texts(_read(rtf))[-2:] == ["We hold the price until May.", "Ann"]


def test_packed_rtf_of_the_specification() -> None:
    # The worked example of MS-OXRTFCP, section 4.1.
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpack_rtf(packed, 1_000) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    with pytest.raises(LimitExceeded, match="archive_bytes"):
        unpack_rtf(packed, 10)


def test_attachments_are_documents_of_their_own() -> None:
    root = _mail()
    root.storages["__attach_version1.0_#00000000"] = message(
        {0x3707: "..\\..\\offer.txt"}, head=8, binary={0x3701: b"This Agreement shall last two years." * 200}
    )
    root.storages["__attach_version1.0_#00000001"] = message(
        {0x3707: "logo.png", 0x370E: "image/png", 0x3712: "cid1"}, head=8, binary={0x3701: b"\x89PNG"}
    )
    document = _read(root)
    assert document.members == ("offer.txt",)
    assert dict(document.unread) == {"picture": 4}


def test_an_attachment_is_read_by_its_path(tmp_path) -> None:  # type: ignore[no-untyped-def]
    root = _mail()
    root.storages["__attach_version1.0_#00000000"] = message(
        {0x3707: "offer.txt"}, head=8, binary={0x3701: b"This Agreement shall last."}
    )
    file = tmp_path / "mail.msg"
    file.write_bytes(ole_file(root))
    inner = read_document(file.parent / "mail.msg!" / "offer.txt")
    assert inner.text == "This Agreement shall last."
    assert inner.path.endswith("mail.msg!/offer.txt")


def test_a_message_inside_reads_as_quoted() -> None:
    inner = _mail(**{"0C1A": "Cy Orr", "5D01": "cy@east.example", "1000": "Inner words.\r\n"})
    properties = inner.streams["__properties_version1.0"]
    inner.streams["__properties_version1.0"] = bytes(24) + properties[32:]
    root = _mail()
    attached = message({0x3001: "fwd"}, head=8)
    attached.storages["__substg1.0_3701000D"] = inner
    root.storages["__attach_version1.0_#00000000"] = attached
    document = _read(root)
    block = next(each for each in document.blocks if document.text[each.start :].startswith("Inner"))
    assert (block.kind, block.speaker, block.side) == (BlockKind.QUOTED, "Cy Orr", "East")


def test_encrypted_messages_say_so() -> None:
    with pytest.raises(EncryptedInput):
        _read(_mail(**{"001A": "IPM.Note.SMIME"}))


def test_parts_are_bounded() -> None:
    with pytest.raises(LimitExceeded, match="archive_entries"):
        read_bytes(ole_file(_mail()), name="mail.msg", limits=Limits(archive_entries=3))
    with pytest.raises(LimitExceeded, match="archive_bytes"):
        read_bytes(ole_file(_mail()), name="mail.msg", limits=Limits(archive_bytes=40))


@pytest.mark.parametrize("length", [600, 1200, 2000])
def test_a_cut_message_is_corrupt_or_holds_together(length: int) -> None:
    data = ole_file(_mail())[:length] + "__properties_version1.0".encode("utf-16-le")
    try:
        check_document(read_bytes(data, name="mail.msg"))
    except InputError as error:
        assert isinstance(error, CorruptInput)
