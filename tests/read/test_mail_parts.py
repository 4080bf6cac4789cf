"""What mail programs do to a text: attachments, wrapped lines, wrong character sets, signatures, notices."""

from __future__ import annotations

import email.message
import email.policy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import block_texts, check_document

from contract_lens.document import BlockKind, Document
from contract_lens.errors import EncryptedInput, InputMissing, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read import read_bytes, read_document
from contract_lens.read.members import safe_names
from contract_lens.segment import split_into_passages, tell_kind

_HEAD = (
    "From: Ann Reed <a.reed@north-cables.example>\nTo: Bo <bo@south.example>\n"
    "Date: Thu, 13 Mar 2025 17:48:02 +0000\nSubject: Framework\n"
)


def _read(body: bytes | str, head: str = _HEAD) -> Document:
    data = body.encode() if isinstance(body, str) else body
    document = read_bytes(head.encode() + b"\n" + data, name="mail.eml")
    check_document(document)
    return document


def _with(*attachments: tuple[str, bytes]) -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = "ann@north.example", "bo@south.example", "Offer"
    message.set_content("See the offer.\n")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes(policy=email.policy.SMTP)


def _kinds(document: Document) -> dict[str, BlockKind]:
    return {text[:12]: block.kind for text, block in zip(block_texts(document), document.blocks, strict=True)}


def test_attachments_are_read_by_their_paths(tmp_path: Path) -> None:
    inner = _with(("terms.md", b"# Terms\n\nThis Agreement shall last."))
    (tmp_path / "mail.eml").write_bytes(
        _with(("inner.eml", inner), ("../note.txt", b"One."), ("note.txt", b"Two."))
    )
    assert read_document(tmp_path / "mail.eml").members == ("inner.eml", "note.txt", "note-2.txt")
    assert read_document(Path(f"{tmp_path}/mail.eml!/note-2.txt")).text == "Two."
    terms = read_document(Path(f"{tmp_path}/mail.eml!/inner.eml!/terms.md"))
    assert (terms.format, terms.title) == ("markdown", "Terms")
    assert terms.path == f"{tmp_path}/mail.eml!/inner.eml!/terms.md"
    with pytest.raises(InputMissing, match="not in the document"):
        read_document(Path(f"{tmp_path}/mail.eml!/other.txt"))
    with pytest.raises(InputMissing, match="does not exist"):
        read_document(Path(f"{tmp_path}/none.eml!/note.txt"))


def test_depth_and_number_of_attachments_are_bounded(tmp_path: Path) -> None:
    data = b"Words."
    for name in ("deep.txt", "a.eml", "b.eml"):
        data = _with((name, data))
    (tmp_path / "mail.eml").write_bytes(data)
    path = Path(f"{tmp_path}/mail.eml!/b.eml!/a.eml!/deep.txt")
    assert read_document(path).text == "Words."
    with pytest.raises(LimitExceeded, match="member_depth"):
        read_document(path, limits=Limits(member_depth=2))
    many = _with(*((f"{number}.txt", b"x") for number in range(4)))
    with pytest.raises(LimitExceeded, match="limit: members"):
        read_bytes(many, name="mail.eml", limits=Limits(members=3))


def test_a_file_whose_name_looks_like_a_member_is_itself(tmp_path: Path) -> None:
    (tmp_path / "odd.eml!").mkdir()
    (tmp_path / "odd.eml!" / "a.txt").write_text("Itself.")
    assert read_document(tmp_path / "odd.eml!" / "a.txt").text == "Itself."


@given(st.lists(st.text(max_size=120), max_size=20))
def test_names_are_safe_and_unique(names: list[str]) -> None:
    safe = safe_names(names, Limits())
    assert len({name.lower() for name in safe}) == len(names)
    for name in safe:
        assert name not in ("", ".", "..")
        assert not set(name) & set('/\\:!\0\n"')
        assert len(name) <= 90


def test_pictures_in_the_text_and_signatures_are_no_documents() -> None:
    body = (
        '--b\nContent-Type: text/plain\n\nWords.\n--b\nContent-Type: image/png; name="logo.png"\n'
        "Content-ID: <logo>\nContent-Transfer-Encoding: base64\n\niVBORw==\n--b\n"
        'Content-Type: application/pkcs7-signature; name="smime.p7s"\n\nabc\n--b--\n'
    )
    document = _read(body, _HEAD + 'Content-Type: multipart/mixed; boundary="b"\n')
    assert document.members == ()
    assert dict(document.unread) == {"digital_signature": 3, "picture": 4}


def test_an_encrypted_mail_says_so() -> None:
    head = _HEAD + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
    with pytest.raises(EncryptedInput, match="encrypted mail"):
        _read("MIIB", head)


def test_a_stub_does_not_hide_the_page() -> None:
    page = "<p>" + "We terminate the framework as of the first of May and claim damages. " * 4 + "</p>"
    body = f"--b\nContent-Type: text/plain\n\nNo HTML here.\n--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    document = _read(body, _HEAD + 'Content-Type: multipart/alternative; boundary="b"\n')
    assert "claim damages" in document.text


@pytest.mark.parametrize(
    ("delsp", "expected"),
    [("no", "We hold the price until May."), ("yes", "We hold theprice until May.")],
)
def test_flowed_lines_are_joined_as_marked(delsp: str, expected: str) -> None:
    head = _HEAD + f"Content-Type: text/plain; format=flowed; delsp={delsp}\n"
    document = _read("We hold the \nprice until May.\nShort\nlines stay\n\n> Old \n> words.\n", head)
    texts = block_texts(document)
    assert texts[1] == f"{expected}\nShort\nlines stay"
    assert texts[2] == ("Old words." if delsp == "no" else "Oldwords.")


@pytest.mark.parametrize(
    ("charset", "data", "expected"),
    [
        pytest.param("iso-8859-1", "Kündigung – Mai".encode(), "Kündigung – Mai", id="utf-8 called latin-1"),
        pytest.param("us-ascii", "Kündigung".encode("cp1252"), "Kündigung", id="cp1252 called ascii"),
        pytest.param("iso-8859-1", "“We” agree".encode("cp1252"), "“We” agree", id="cp1252 called latin-1"),
        pytest.param("utf-8", "Kündigung".encode("latin-1"), "Kündigung", id="latin-1 called utf-8"),
        pytest.param("utf-16", b"Plain words.", "Plain words.", id="ascii called utf-16"),
        pytest.param("punycode", b"a-b" * 50, "a-b" * 50, id="a codec that is no character set"),
        pytest.param("koi8-r", "Договор".encode("koi8-r"), "Договор", id="koi8-r is right"),
        pytest.param("iso-2022-jp", "契約".encode("iso-2022-jp"), "契約", id="iso-2022-jp is right"),
    ],
)
def test_character_sets(charset: str, data: bytes, expected: str) -> None:
    document = _read(data, _HEAD + f"Content-Type: text/plain; charset={charset}\n")
    assert block_texts(document)[1] == expected


def test_bytes_that_fit_nowhere_are_counted() -> None:
    text = "é" * 60
    document = _read(text.encode() + b"\xff\xfe bad", _HEAD + "Content-Type: text/plain; charset=utf-8\n")
    assert dict(document.unread) == {"undecodable": 2}
    assert any("fit no character set" in warning for warning in document.warnings)


def test_header_words() -> None:
    subject = "=?iso-8859-1?q?K=FCndigung?= =?utf-8?b?4oCTIE1haQ==?="
    document = _read("Hi.\n", f"From: a@b.example\nTo: c@d.example\nSubject: {subject}\n")
    assert document.title == "Kündigung– Mai"


def test_signature_and_notice_stand_apart() -> None:
    body = (
        "We claim damages.\n\n-- \nAnn Reed\nHead of Supply\n+44 20 7946 0000\n\n"
        "This e-mail and any attachments are confidential and intended solely for the use of the\n"
        "individual to whom they are addressed.\n"
    )
    document = _read(body)
    assert list(_kinds(document).values())[1:] == [
        BlockKind.PARAGRAPH,
        BlockKind.SIGNATURE,
        BlockKind.DISCLAIMER,
    ]
    passages = split_into_passages(document, tell_kind(document))
    assert [str(passage.kind) for passage in passages] == ["header", "paragraph", "signature", "header"]


def test_signature_without_a_rule() -> None:
    document = _read("We agree.\n\nKind regards,\n\nAnn Reed\nNorth Cables\nTel: +44 20 7946 0000\n")
    assert document.blocks[-1].kind is BlockKind.SIGNATURE
    assert document.blocks[1].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "words",
    [
        "The information in Annex B is confidential and we will keep it so.",
        "If you are not the recipient of the goods, send them back at your cost.",
        "Sent from the warehouse on Monday, received on Friday.",
        "Call me on +44 20 7946 0000 if the price is not right.",
    ],
)
def test_what_people_write_is_no_notice(words: str) -> None:
    document = _read(f"Dear Bo,\n\n{words}\n")
    assert document.blocks[-1].kind is BlockKind.PARAGRAPH


def test_a_quoted_notice_is_nobody_s_words() -> None:
    document = _read("No.\n\n> We agree.\n>\n> If you are not the intended recipient, delete it.\n")
    assert [block.kind for block in document.blocks[2:]] == [BlockKind.QUOTED, BlockKind.DISCLAIMER]


def test_masked_from_lines_of_an_mbox_are_restored() -> None:
    data = f"From ann@north.example Fri Nov 26 21:40:36 2004\n{_HEAD}\n>From now on we deliver.\n"
    document = read_bytes(data.encode(), name="box.mbox")
    assert block_texts(document)[-1] == "From now on we deliver."


def test_a_header_alone_is_no_clean_reading() -> None:
    assert _read("").warnings == ("A mail has no text besides its header.",)
