"""Outlook messages (.msg) -> the same content as any other mail."""

from __future__ import annotations

import email.parser
from contextlib import closing
from functools import partial

from contract_lens.errors import EncryptedInput, LimitExceeded
from contract_lens.options import Limits, Revisions
from contract_lens.read.content import Content, ContentBuilder, check_length
from contract_lens.read.html_text import visible_text
from contract_lens.read.letter import SHOWN, Attachment, Body, Letter, write_letter
from contract_lens.read.mail_parts import DECRYPT, header_text
from contract_lens.read.members import Member, safe_names
from contract_lens.read.msg_store import MsgItem, MsgStore
from contract_lens.read.packed_rtf import unpack_rtf

_CLASS, _SUBJECT, _SENT, _DELIVERED = 0x001A, 0x0037, 0x0039, 0x0E06
_HEADERS, _BODY, _RTF, _HTML = 0x007D, 0x1000, 0x1009, 0x1013
_SENDER = ((0x0C1A, 0x5D01, 0x0C1F), (0x0042, 0x5D02, 0x0065))  # name, SMTP address, address: own, on behalf
_RECIPIENT_TYPE, _NAME, _SMTP, _ADDRESS = 0x0C15, 0x3001, 0x39FE, 0x3003
_DISPLAYED = {"To": 0x0E04, "Cc": 0x0E03}
_RECIPIENT_TYPES = {1: "To", 2: "Cc"}
_DATA, _LONG_NAME, _SHORT_NAME, _MEDIA_TYPE, _CONTENT_ID, _HIDDEN = (
    0x3701, 0x3707, 0x3704, 0x370E, 0x3712, 0x7FFE,
)  # fmt: skip
_SEALED = "ipm.note.smime"


def read_msg(data: bytes, limits: Limits) -> Content:
    """Read an Outlook message; blocks, speakers and members as of ``from_mail.read_mail``.

    Args:
        data: Bytes of the file.
        limits: ``archive_entries``, ``archive_bytes``, ``nesting``, ``members`` and ``characters`` apply.

    Raises:
        CorruptInput: The container is damaged.
        EncryptedInput: The message is encrypted (S/MIME).
        LimitExceeded: Nested too deeply, too long, or too many attachments.
    """
    builder = ContentBuilder(limits)
    with closing(MsgStore(data, limits)) as store:
        letter = _letter_of(store.item(), limits)
        write_letter(builder, letter)
        builder.members = safe_names((attachment.name for attachment in letter.attachments), limits)
    return builder.finish()


def msg_members(data: bytes, limits: Limits) -> tuple[Member, ...]:
    """Return the attachments of a message; raises as ``read_msg`` does."""
    with closing(MsgStore(data, limits)) as store:
        attached = _letter_of(store.item(), limits).attachments
        names = safe_names((attachment.name for attachment in attached), limits)
        loaded = [attachment.load() for attachment in attached]
    return tuple(Member(name, partial(bytes, found)) for name, found in zip(names, loaded, strict=True))


def _letter_of(item: MsgItem, limits: Limits, depth: int = 1) -> Letter:
    if depth > limits.nesting:
        raise LimitExceeded(f"has messages nested more than {limits.nesting} deep (limit: nesting)")
    kind = item.text(_CLASS).lower()
    if kind.startswith(_SEALED) and "signed" not in kind:
        raise EncryptedInput("is an encrypted mail", remedy=DECRYPT)
    letter = Letter(_fields_of(item))
    for name in ("From", "To", "Cc"):
        letter.people.note(letter.fields[name])
    letter.bodies.append(_body_of(item, letter, limits))
    for attached in item.children("attach"):
        inner = attached.inner_message()
        if inner is None:
            _set_aside(letter, attached)
        else:
            _add_forwarded(letter, _letter_of(inner, limits, depth + 1))
    return letter


def _fields_of(item: MsgItem) -> dict[str, str]:
    """The header of the message as it travelled, or what the program noted of it."""
    travelled = email.parser.HeaderParser().parsestr(item.text(_HEADERS)[:200_000])
    noted = {
        "From": _sender(item),
        "To": _recipients(item, "To"),
        "Cc": _recipients(item, "Cc"),
        "Date": item.time(_SENT) or item.time(_DELIVERED),
        "Subject": " ".join(item.text(_SUBJECT).split()),
    }
    return {name: header_text(travelled, name) or noted[name] for name in SHOWN}


def _sender(item: MsgItem) -> str:
    for name, smtp, address in _SENDER:
        found = _address(item.text(name), item.text(smtp) or item.text(address))
        if found:
            return found
    return ""


def _recipients(item: MsgItem, wanted: str) -> str:
    people = [
        _address(person.text(_NAME), person.text(_SMTP) or person.text(_ADDRESS))
        for person in item.children("recip")
        if _RECIPIENT_TYPES.get(person.number(_RECIPIENT_TYPE)) == wanted
    ]
    return ", ".join(filter(None, people)) or item.text(_DISPLAYED[wanted])


def _address(name: str, address: str) -> str:
    """``Name <address>``; addresses of an Exchange directory (``/O=...``) tell a reader nothing."""
    name, address = " ".join(name.split()), " ".join(address.split())
    if "@" not in address or address == name:
        return name
    return f'"{name}" <{address}>' if "," in name else f"{name} <{address}>".strip()


def _body_of(item: MsgItem, letter: Letter, limits: Limits) -> Body:
    text = item.text(_BODY)
    if not text.strip() and (page := item.encoded_text(_HTML)):
        text, dropped = visible_text(page)
        letter.script_characters += dropped
    if not text.strip() and (packed := item.bytes_of(_RTF)):
        text = _text_of_rtf(unpack_rtf(packed, limits.archive_bytes), limits)
    check_length(len(text), limits)
    return Body(text)


def _text_of_rtf(data: bytes, limits: Limits) -> str:
    from contract_lens.read.from_rtf import read_rtf

    if not data.strip():
        return ""
    content = read_rtf(data, limits, Revisions.ACCEPTED)
    return "\n\n".join(content.text[block.start : block.end] for block in content.blocks)


def _set_aside(letter: Letter, attached: MsgItem) -> None:
    """Hidden pictures are those that the text itself shows; everything else is a document."""
    media = attached.text(_MEDIA_TYPE).lower()
    if media.startswith("image/") and (attached.text(_CONTENT_ID) or attached.number(_HIDDEN)):
        size = len(attached.bytes_of(_DATA))
        letter.unread["picture"] = letter.unread.get("picture", 0) + size
        return
    name = attached.text(_LONG_NAME) or attached.text(_SHORT_NAME) or attached.text(_NAME) or "unnamed"
    letter.attachments.append(Attachment(name, partial(attached.bytes_of, _DATA)))


def _add_forwarded(letter: Letter, inner: Letter) -> None:
    """A mail that is attached to a mail reads like one that is quoted in it; its files come along."""
    lines = [f"{name}: {value}" for name, value in inner.fields.items() if value]
    texts = [body.text for body in inner.bodies]
    letter.bodies.append(Body("\n".join(["-----Original Message-----", *lines, "", *texts])))
    letter.attachments.extend(inner.attachments)
    letter.script_characters += inner.script_characters
    for reason, size in inner.unread.items():
        letter.unread[reason] = letter.unread.get(reason, 0) + size
    for name in ("From", "To", "Cc"):
        letter.people.note(inner.fields[name])
