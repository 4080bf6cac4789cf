"""MIME: the parts of a mail, told apart and decoded, whatever the header claims about them."""

from __future__ import annotations

import codecs
import email.errors
import email.header
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from functools import partial

from contract_lens.errors import EncryptedInput, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.content import check_length
from contract_lens.read.decoding import decode
from contract_lens.read.html_text import visible_text
from contract_lens.read.letter import SHOWN, Attachment, Body, Letter

_CODED = frozenset(("base64", "quoted-printable", "x-uuencode", "uuencode"))
_SEALED = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))
#: What to do about an encrypted mail.
DECRYPT = "decrypt it in the mail program and save it again"

_SIGNATURES = frozenset(
    ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
)
_LONGEST_FIELD = 10_000
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 20  # words of the HTML from which a much shorter plain text is taken for a stub
# Names of codecs that are no character sets: slow on long input, or of another meaning than a mail can have.
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"))
_SINGLE_BYTE = frozenset(("iso8859-1", "cp1252", "ascii", "iso8859-15"))


@dataclass(slots=True)
class Parcel:
    """One message while its parts are taken out.

    Attributes:
        letter: What has been found.
        limits: ``nesting`` and ``characters`` apply.
        data: Bytes of the message as it stands in the file.
        depth: How deep the part that is looked at lies.
    """

    letter: Letter
    limits: Limits
    data: bytes
    depth: int = 0
    _position: int = field(default=0)
    _line: int = field(default=1)

    def line_at(self, position: int) -> int:
        """Line number of a place in the message; each stretch is counted once."""
        if position < self._position:
            return self.data.count(b"\n", 0, position) + 1
        self._line += self.data.count(b"\n", self._position, position)
        self._position = position
        return self._line


def open_letter(message: Message, data: bytes, limits: Limits) -> Letter:
    """Take a parsed message apart.

    Args:
        message: The message.
        data: Its bytes, to find line numbers by.
        limits: ``nesting`` bounds parts within parts, ``characters`` each text.

    Raises:
        EncryptedInput: Its text is encrypted.
        LimitExceeded: Nested too deeply or too long.
    """
    fields = {name: header_text(message, name) for name in SHOWN}
    lines = {name: line for name in SHOWN if fields[name] and (line := _line_of(data, name))}
    letter = Letter(fields, lines, answered=_answered(message))
    if _is_sealed(message):
        raise EncryptedInput("is an encrypted mail", remedy=DECRYPT)
    parcel = Parcel(letter, limits, data)
    for name in ("From", "To", "Cc"):
        letter.people.note(fields[name])
    letter.bodies.extend(_bodies(parcel, message))
    return letter


def _bodies(parcel: Parcel, message: Message) -> Iterator[Body]:
    """Yield the texts of a message in order; attachments go to the letter."""
    parcel.depth += 1
    if parcel.depth > parcel.limits.nesting:
        raise LimitExceeded(f"has parts nested more than {parcel.limits.nesting} deep (limit: nesting)")
    kind = message.get_content_type()
    if kind == "message/rfc822" and message.is_multipart():
        for inner in message.get_payload():
            if isinstance(inner, Message):
                yield from _forwarded(parcel, inner)
    elif message.is_multipart():
        children = [part for part in message.get_payload() if isinstance(part, Message)]
        chosen = _best_alternative(children) if kind == "multipart/alternative" else children
        for part in chosen:
            yield from _bodies(parcel, part)
    elif _is_body(message):
        yield _leaf_text(parcel, message)
    else:
        _set_aside(parcel.letter, message)
    parcel.depth -= 1


def _forwarded(parcel: Parcel, inner: Message) -> Iterator[Body]:
    """A mail that is attached to a mail reads like one that is quoted in it."""
    fields = {name: header_text(inner, name) for name in SHOWN}
    for name in ("From", "To", "Cc"):
        parcel.letter.people.note(fields[name])
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    texts = [body.text for body in _bodies(parcel, inner)]
    yield Body("\n".join(["-----Original Message-----", *lines, "", *texts]))


def _best_alternative(parts: list[Message]) -> list[Message]:
    """Plain text, unless it is a stub ("your program cannot show HTML") beside a real page."""
    plain = _first(parts, "text/plain")
    rich = _first(parts, "text/html")
    if plain is not None and rich is not None:
        words = len(_WORD.findall(_plain_of(plain)))
        page, _ = visible_text(_plain_of(rich))
        shown = len(_WORD.findall(page))
        return [rich] if shown >= _LEAST_WORDS and words < shown / 2 else [plain]
    found = plain if plain is not None else rich
    if found is None:  # alternatives of which each is a bundle, as of a page with its pictures
        return [part for part in parts if part.is_multipart()][-1:] or parts[-1:]
    return [found]


def _first(parts: list[Message], kind: str) -> Message | None:
    of_kind = (part for part in parts if part.get_content_type() == kind)
    return next((part for part in of_kind if payload_of(part).strip()), None)


def _plain_of(message: Message) -> str:
    return decode_payload(payload_of(message), message.get_content_charset())[0]


def _is_sealed(message: Message) -> bool:
    kind = message.get_content_type()
    return kind in _SEALED and "signed" not in str(message.get_param("smime-type", "")).lower()


def _is_body(message: Message) -> bool:
    attached = "attachment" in str(message.get("Content-Disposition", "")).lower()
    return message.get_content_maintype() == "text" and not attached


def _set_aside(letter: Letter, message: Message) -> None:
    """A picture in the text or a digital signature is no document; everything else is."""
    disposition = str(message.get("Content-Disposition", "")).lower()
    in_text = not disposition.startswith("attachment") and (
        message.get("Content-ID") is not None or "inline" in disposition or not message.get_filename()
    )
    if message.get_content_maintype() == "image" and in_text:
        letter.unread["picture"] = letter.unread.get("picture", 0) + len(payload_of(message))
    elif message.get_content_type() in _SIGNATURES:
        letter.unread["digital_signature"] = len(payload_of(message))
    else:
        name = str(message.get_filename() or "unnamed")[:_LONGEST_FIELD]
        letter.attachments.append(Attachment(name, partial(payload_of, message)))


def _leaf_text(parcel: Parcel, message: Message) -> Body:
    payload = payload_of(message)
    text, damaged = decode_payload(payload, message.get_content_charset())
    parcel.letter.damaged_bytes += damaged
    check_length(len(text), parcel.limits)
    if message.get_content_subtype() == "html":
        text, dropped = visible_text(text)
        parcel.letter.script_characters += dropped
        return Body(text)
    flowed = str(message.get_param("format", "")).lower() == "flowed"
    joined = str(message.get_param("delsp", "")).lower() == "yes"
    return Body(text, _first_line(parcel, message, payload), flowed, joined)


def _first_line(parcel: Parcel, message: Message, payload: bytes) -> int | None:
    """Number of the first line of a part, if the part stands in the file as it is."""
    if str(message.get("Content-Transfer-Encoding", "")).strip().lower() in _CODED:
        return None
    bare = payload.lstrip()
    found = parcel.data.find(bare[:2000].rstrip(), parcel._position) if bare else -1
    if found < 0:
        return None
    return parcel.line_at(found) - payload[: len(payload) - len(bare)].count(b"\n")


def payload_of(message: Message) -> bytes:
    """Return the bytes of a part with its transfer encoding undone."""
    payload = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def decode_payload(payload: bytes, charset: str | None) -> tuple[str, int]:
    """Decode by the declared character set, unless the bytes say that it is wrong.

    Returns:
        The text, and how many bytes fit nowhere.
    """
    name = _known_charset(charset)
    if name in _SINGLE_BYTE and not payload.isascii():
        # Any bytes pass as Latin-1; that they are UTF-8 by chance all but never happens. Bytes 0x80 to 0x9F
        # are controls in Latin-1, and quotes and dashes in what programs mean by it.
        name = "utf-8" if _is_utf8(payload) else "cp1252" if name in ("iso8859-1", "ascii") else name
    elif name.startswith(("utf-16", "utf-32")) and b"\0" not in payload and payload.isascii():
        name = "ascii"
    try:
        return payload.decode(name).removeprefix("\ufeff"), 0
    except (LookupError, UnicodeDecodeError, ValueError):
        decoded = decode(payload)
        return decoded.text, decoded.replaced


def _known_charset(charset: str | None) -> str:
    try:
        name = codecs.lookup(charset or "ascii").name
    except (LookupError, ValueError):
        return "ascii"
    return "ascii" if name in _NO_CHARSETS else name


def _is_utf8(payload: bytes) -> bool:
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def header_text(message: Message, name: str) -> str:
    """One header field as one line of plain text; RFC 2047 words decoded as far as they can be."""
    raw = next((value for field, value in message.raw_items() if field.lower() == name.lower()), None)
    if raw is None:
        return ""
    # Many programs write names in plain UTF-8; the parser keeps those bytes as surrogates.
    plain = decode(str(raw)[:_LONGEST_FIELD].encode("utf-8", "surrogateescape")).text
    try:
        text = "".join(_decode_word(word, charset) for word, charset in email.header.decode_header(plain))
    except (ValueError, email.errors.HeaderParseError):
        text = plain
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _decode_word(word: bytes | str, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    if charset is None:
        return word.decode("ascii", "replace")
    return decode_payload(word, charset)[0]


def _answered(message: Message) -> tuple[str, ...]:
    """Ids of the mails that a mail answers, the last one first."""
    ids = f"{header_text(message, 'References')} {header_text(message, 'In-Reply-To')}".split()
    return tuple(reversed(dict.fromkeys(ids)))


def _line_of(data: bytes, name: str) -> int | None:
    """Line number of the header line of a field."""
    match = re.search(rb"^" + re.escape(name.encode()) + b":", data[:200_000], re.MULTILINE | re.IGNORECASE)
    return data.count(b"\n", 0, match.start()) + 1 if match else None
