"""Mail: who wrote what and when, with quoted history apart."""

from __future__ import annotations

import email.message
import email.policy

import pytest
from invariants import block_texts, check_document

from contract_lens.document import Block, BlockKind, Document
from contract_lens.errors import LimitExceeded
from contract_lens.options import Limits
from contract_lens.read import read_bytes
from contract_lens.read.html_text import visible_text

_HEAD = (
    "From: Ann Reed <a.reed@north-cables.example>\nTo: Bo Lind (South Yards) <bo@example.org>\n"
    "Date: Thu, 13 Mar 2025 17:48:02 +0000\nSubject: Re: Framework\n"
)


def _read(body: str, head: str = _HEAD) -> Document:
    document = read_bytes(f"{head}\n{body}".encode(), name="mail.eml")
    check_document(document)
    return document


def _said(document: Document, kind: BlockKind) -> list[tuple[str, str | None, int]]:
    return [
        (document.text[block.start : block.end], block.speaker, block.level)
        for block in document.blocks
        if block.kind is kind
    ]


def _block(document: Document, start: str) -> Block:
    return next(block for block in document.blocks if document.text[block.start :].startswith(start))


def test_header_and_paragraphs() -> None:
    document = _read(
        "Dear Bo,\n\nwe can hold the price of the second delivery at the level of last year\n"
        "until May.\n\nAnn\n"
    )
    assert (document.title, document.date) == ("Re: Framework", "2025-03-13T17:48:02+00:00")
    assert document.blocks[0].kind is BlockKind.HEADER
    assert "Subject: Re: Framework" in block_texts(document)[0]
    assert block_texts(document)[1:] == [
        "Dear Bo,",
        "we can hold the price of the second delivery at the level of last year until May.",
        "Ann",
    ]
    assert {block.speaker for block in document.blocks} == {"Ann Reed"}
    assert document.blocks[1].side == "North Cables"
    assert document.blocks[1].time == "2025-03-13T17:48:02+00:00"


def test_lines_of_the_file() -> None:
    document = _read("Dear Bo,\n\nwe agree.\n")
    assert document.anchors_of(document.text.index("we agree"), len(document.text))[0].line == 8


def test_what_the_writer_broke_stays_broken() -> None:
    body = "Yours,\n\nTeodora Vance\nManaging Director, Altiva\n\n- first\n- second\n"
    document = _read(body)
    assert block_texts(document)[2:] == ["Teodora Vance\nManaging Director, Altiva", "- first", "- second"]


def test_reply_above_nested_quotes() -> None:
    body = (
        "I agree.\n\nOn Wed, 12 Mar 2025 at 09:14, Bo Lind wrote:\n\n> We propose May.\n>\n> Bo\n>\n"
        "> On Mon, 10 Mar 2025 at 11:30, Ann Reed wrote:\n>\n>> Please propose a date.\n"
    )
    document = _read(body)
    assert _said(document, BlockKind.PARAGRAPH) == [("I agree.", "Ann Reed", 0)]
    assert _said(document, BlockKind.QUOTED) == [
        ("We propose May.", "Bo Lind", 1),
        ("Bo", "Bo Lind", 1),
        ("Please propose a date.", "Ann Reed", 2),
    ]
    assert _block(document, "We propose").time == "2025-03-12T09:14"
    assert _block(document, "Please").side == "North Cables"


def test_attribution_inside_the_quotation() -> None:
    document = _read("Sorry.\n\n> On Thu, 13 Feb 2025 at 17:15, Cy Orr wrote:\n>\n> Your trip.\n>> On 12 Feb 2025 at 10:20, Di Poe wrote:\n>> Mine.\n")  # fmt: skip  # noqa: E501
    assert _said(document, BlockKind.QUOTED) == [("Your trip.", "Cy Orr", 1), ("Mine.", "Di Poe", 2)]


def test_answers_between_the_lines_name_the_sender_that_comes_last() -> None:
    document = _read("Below.\n\n> Will you appeal?\n\nNo.\n\nOn Mon, 21 Oct 2024 at 16:20, Bo Lind wrote:\n\n> Dear Ann,\n")  # fmt: skip  # noqa: E501
    assert _said(document, BlockKind.QUOTED)[0] == ("Will you appeal?", "Bo Lind", 1)


def test_original_message_blocks() -> None:
    body = (
        "See below.\n\n-----Original Message-----\nFrom: Bo Lind\nSent: Wednesday, June 11, 2025 8:15 PM\n"
        "To: Ann Reed\nSubject: RE: Framework\n\nNoted.\n\n-----Original Message-----\nFrom: Ann Reed\n"
        "Sent: 10 June 2025 17:58\nTo: Bo Lind\n\nFirst.\n"
    )
    document = _read(body)
    assert _said(document, BlockKind.QUOTED) == [("Noted.", "Bo Lind", 1), ("First.", "Ann Reed", 2)]
    assert _block(document, "Noted").time == "2025-06-11T20:15"
    assert _block(document, "Noted").side == "South Yards"
    assert _block(document, "First").time == "2025-06-10T17:58"


def test_multipart_prefers_plain_text_and_names_attachments() -> None:
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = "ann@north.example", "bo@south.example", "Übersicht"
    message.set_content("Plain words.\n")
    message.add_alternative("<p>Other words.</p>", subtype="html")
    message.add_attachment(b"1234", maintype="application", subtype="pdf", filename="../../etc/passwd")
    document = read_bytes(message.as_bytes(policy=email.policy.SMTP), name="mail.eml")
    check_document(document)
    assert block_texts(document)[1:] == ["Plain words."]
    assert document.title == "Übersicht"
    assert (document.members, document.warnings) == (("passwd",), ())


def test_html_only() -> None:
    page = (
        "<html><head><title>t</title><style>p {}</style></head><body><p>We&nbsp;agree<br>on terms.</p>"
        "<script>steal()</script><blockquote><p>Old words.</p></blockquote></body></html>"
    )
    document = _read(page, _HEAD + "Content-Type: text/html; charset=utf-8\n")
    assert block_texts(document)[1:] == ["We agree\non terms.", "Old words."]
    assert document.blocks[-1].kind is BlockKind.QUOTED
    assert "steal" not in document.text
    assert dict(document.left_out)["script_or_style"] > 5


def test_html_nested_deeply_keeps_its_text() -> None:
    text, _ = visible_text("<div>" * 50_000 + "Notice of breach" + "</div>" * 50_000 + "<p>After")
    assert text.split("\n\n")[0].strip() == "Notice of breach"
    assert "After" in text


@pytest.mark.parametrize("charset", ["x-nobody-knows", "ascii", "utf-7-bogus"])
def test_wrong_charset_is_recovered(charset: str) -> None:
    data = (_HEAD + f"Content-Type: text/plain; charset={charset}\n\nKündigung zum Mai.\n").encode()
    assert "Kündigung zum Mai." in read_bytes(data, name="mail.eml").text


def test_forwarded_message_reads_as_quoted() -> None:
    inner = "From: Cy Orr <cy@east.example>\nDate: Wed, 12 Feb 2025 10:20:00 +0000\nSubject: Old\n\nInner.\n"
    body = (
        f"--b\nContent-Type: text/plain\n\nSee this.\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    )
    document = _read(body, _HEAD + 'Content-Type: multipart/mixed; boundary="b"\n')
    assert _said(document, BlockKind.QUOTED) == [("Inner.", "Cy Orr", 1)]
    assert _block(document, "Inner").side == "East"


@pytest.mark.parametrize("depth", [60, 1500])
def test_nesting_is_bounded(depth: int) -> None:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    data = (_HEAD + parts + "Content-Type: text/plain\n\nDeep.\n").encode()
    with pytest.raises(LimitExceeded, match="nesting"):
        read_bytes(data, name="mail.eml", limits=Limits(nesting=50))


def test_mbox_holds_several_mails() -> None:
    one = f"From ann@north.example Fri Nov 26 21:40:36 2004\n{_HEAD}\nFirst mail.\n\n"
    document = read_bytes((one + one.replace("First", "Second")).encode(), name="box.mbox")
    check_document(document)
    assert [block.kind for block in document.blocks].count(BlockKind.HEADER) == 2
    assert block_texts(document)[-1] == "Second mail."


def test_private_mail_hosts_are_no_organisation() -> None:
    document = _read("Hi.\n", "From: Ann <ann@gmail.com>\nTo: Bo <bo@mail.south-yards.co.uk>\nSubject: x\n")
    assert document.blocks[-1].side is None


def test_headers_alone_are_read() -> None:
    document = _read("", "From: Ann Reed <a@b.example>\nDate: not a date\nSubject: =?bogus?q?x?=\n")
    assert document.date is None
    assert len(document.blocks) == 1


def test_names_in_plain_utf_8_keep_their_letters_and_side() -> None:
    document = read_bytes(
        "From: Søren Nygård <s.nygard@north-yards.example>\nTo: Ana Reyes <ana@hexmoor.example>\n"
        "Subject: Brücke\nDate: Tue, 4 Mar 2025 09:00:00 +0100\n\nWe agree.\n".encode(),
        name="reply.eml",
    )
    assert document.title == "Brücke"
    assert document.blocks[-1].speaker == "Søren Nygård"
    assert document.blocks[-1].side == "North Yards"


def test_a_page_without_a_header_of_mail_has_text() -> None:
    page = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<html><body><p>Fees are due.</p></body></html>\r\n--b--\r\n"
    )
    document = read_bytes(page, name="saved.mht")
    assert (document.text, document.warnings) == ("Fees are due.", ())
