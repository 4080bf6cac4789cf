"""Mail (RFC 822 and MIME) -> a header block, the sender's paragraphs, and quoted history apart."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import PurePosixPath

from contract_lens.document import BlockKind
from contract_lens.errors import CorruptInput, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.content import Content, ContentBuilder, check_length
from contract_lens.read.decoding import decode
from contract_lens.read.html_text import visible_text
from contract_lens.read.quoting import MailPart, header_date, split_body, wrap_width, wrapped

_FIELD_LINE = re.compile(r"([!-9;-~]{1,76}):(?:[ \t]|$)")
_SENDER_FIELDS = frozenset({"from", "received", "return-path", "message-id", "mime-version", "x-from"})
_OTHER_FIELDS = frozenset(
    {"to", "cc", "subject", "date", "reply-to", "sender", "delivered-to", "content-type"}
)
_ENVELOPE = re.compile(
    rb"^From [^\r\n]{1,500}\d{2}:\d{2}:\d{2}[^\r\n]{0,40}\r?\n(?=[!-9;-~]{1,76}:)", re.MULTILINE
)
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_SIDE = re.compile(r"(?P<name>[^()]{1,80}?)\s*\((?P<side>[^()@]{2,80})\)\s*")
_PRIVATE_HOSTS = frozenset(
    ("gmail", "googlemail", "outlook", "hotmail", "live", "yahoo", "aol", "icloud", "me", "gmx", "web",
     "proton", "protonmail", "msn", "comcast")
)  # fmt: skip
_CODED = frozenset(("base64", "quoted-printable", "x-uuencode", "uuencode"))
_PUBLIC_SECOND = frozenset(("co", "com", "org", "net", "ac", "gov", "edu"))


@dataclass(slots=True)
class _Mail:
    """One message while it is read: what to write, and the organisations of the people it names."""

    builder: ContentBuilder
    limits: Limits
    data: bytes
    sides: dict[str, str] = field(default_factory=dict)
    attachments: list[str] = field(default_factory=list)
    depth: int = 0
    position: int = 0  # up to here the line ends are counted
    line: int = 1

    def line_at(self, position: int) -> int:
        """Line number of a place in the file; each stretch is counted once."""
        if position < self.position:
            return self.data.count(b"\n", 0, position) + 1
        self.line += self.data.count(b"\n", self.position, position)
        self.position = position
        return self.line


def looks_like_mail(sample: str) -> bool:
    """Whether a text begins with the header lines of a mail."""
    names: set[str] = set()
    for number, line in enumerate(sample.lstrip("\ufeff\r\n").splitlines()[:200]):
        match = _FIELD_LINE.match(line)
        if match:
            names.add(match.group(1).lower())
        elif not line.strip() or not (line[:1] in " \t" or (number == 0 and line.startswith("From "))):
            break
    return bool(names & _SENDER_FIELDS) and len(names & (_SENDER_FIELDS | _OTHER_FIELDS)) >= 2


def read_mail(data: bytes, limits: Limits) -> Content:
    """Read a mail, or several in mbox form.

    The header becomes one block of kind ``header``; each paragraph of the body a block with the sender as
    speaker; quoted history blocks of kind ``quoted`` whose ``level`` is the depth of quotation. Attachments
    are counted, not read.

    Args:
        data: Bytes of the message.
        limits: ``nesting`` bounds parts within parts, ``characters`` the text.

    Raises:
        CorruptInput: The message cannot be taken apart.
        LimitExceeded: Nested too deeply or too long.
    """
    builder = ContentBuilder(limits)
    for piece in _messages(data):
        try:
            message = email.message_from_bytes(piece)
            _write_message(_Mail(builder, limits, piece), message)
        except RecursionError as error:
            raise LimitExceeded("has parts nested too deeply (limit: nesting)") from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise CorruptInput(f"is a mail that cannot be taken apart ({error})") from error
    return builder.finish()


def _messages(data: bytes) -> list[bytes]:
    starts = [match.start() for match in _ENVELOPE.finditer(data)]
    if not starts or data[: starts[0]].strip():
        return [data]
    return [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]


def _write_message(mail: _Mail, message: Message) -> None:
    fields = {name: _header(message, name) for name in _SHOWN}
    date = header_date(fields["Date"]) if fields["Date"] else None
    for name in ("From", "To", "Cc"):
        _note_sides(mail, fields[name])
    speaker, side = _person(mail, fields["From"])
    builder = mail.builder
    if not builder.title:
        builder.title, builder.date = fields["Subject"], date
    builder.open(BlockKind.HEADER, speaker=speaker, side=side, time=date)
    for name in _SHOWN:
        if fields[name]:
            builder.space("\n")
            builder.write(f"{name}: {fields[name]}", line=_line_of(mail, f"{name}:".encode()))
    for body, first_line in _bodies(mail, message):
        _write_body(builder, mail, split_body(body, first_line), speaker, side, date)
    if mail.attachments:
        plural = "" if len(mail.attachments) == 1 else "s"
        names = ", ".join(mail.attachments[:5])
        builder.warnings.append(f"{len(mail.attachments)} attachment{plural} not read: {names}.")


def _write_body(
    builder: ContentBuilder,
    mail: _Mail,
    parts: list[MailPart],
    speaker: str | None,
    side: str | None,
    date: str | None,
) -> None:
    width = wrap_width(parts)
    for part in parts:
        who, where, when = speaker, side, date
        if part.depth or part.attribution:
            who, where = _person(mail, part.who)
            when = part.when
        kind = BlockKind.QUOTED if part.depth else BlockKind.PARAGRAPH
        kind = BlockKind.HEADER if part.attribution else kind
        builder.open(kind, level=part.depth, speaker=who, side=where, time=when)
        for gap, line in wrapped(part, width):
            if gap:
                builder.space(gap)
            builder.write(line.text, line=line.number)


def _bodies(mail: _Mail, message: Message) -> Iterator[tuple[str, int | None]]:
    """Yield the texts of a message in order, each with the number of its first line if that is known."""
    mail.depth += 1
    if mail.depth > mail.limits.nesting:
        raise LimitExceeded(f"has parts nested more than {mail.limits.nesting} deep (limit: nesting)")
    kind = message.get_content_type()
    if kind == "message/rfc822" and message.is_multipart():
        for inner in message.get_payload():
            if isinstance(inner, Message):
                yield from _forwarded(mail, inner)
    elif message.is_multipart():
        children = [part for part in message.get_payload() if isinstance(part, Message)]
        chosen = _best_alternative(children) if kind == "multipart/alternative" else children
        for part in chosen:
            yield from _bodies(mail, part)
    elif _is_body(message):
        yield _leaf_text(mail, message)
    else:
        mail.attachments.append(_attachment_name(message))
        mail.builder.left_out["attachment"] += len(_payload(message))
    mail.depth -= 1


def _forwarded(mail: _Mail, inner: Message) -> Iterator[tuple[str, int | None]]:
    """A mail that is attached to a mail reads like one that is quoted in it."""
    fields = {name: _header(inner, name) for name in _SHOWN}
    for name in ("From", "To", "Cc"):
        _note_sides(mail, fields[name])
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    texts = [text for text, _ in _bodies(mail, inner)]
    yield "\n".join(["-----Original Message-----", *lines, "", *texts]), None


def _best_alternative(parts: list[Message]) -> list[Message]:
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == wanted and _payload(part).strip():
                return [part]
    return parts[-1:]


def _is_body(message: Message) -> bool:
    attached = "attachment" in str(message.get("Content-Disposition", "")).lower()
    return message.get_content_maintype() == "text" and not attached


def _leaf_text(mail: _Mail, message: Message) -> tuple[str, int | None]:
    payload = _payload(message)
    text = _decode_payload(payload, message)
    check_length(len(text), mail.limits)
    if message.get_content_subtype() == "html":
        text, dropped = visible_text(text)
        mail.builder.left_out["script_or_style"] += dropped
        return text, None
    return text, _first_line(mail, message, payload)


def _first_line(mail: _Mail, message: Message, payload: bytes) -> int | None:
    """Number of the first line of a part, if the part stands in the file as it is."""
    if str(message.get("Content-Transfer-Encoding", "")).strip().lower() in _CODED:
        return None
    bare = payload.lstrip()
    found = mail.data.find(bare[:2000].rstrip(), mail.position) if bare else -1
    if found < 0:
        return None
    return mail.line_at(found) - payload[: len(payload) - len(bare)].count(b"\n")


def _payload(message: Message) -> bytes:
    payload = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decode_payload(payload: bytes, message: Message) -> str:
    """Decode by the declared charset; a name that nobody knows, or that is wrong, is told from the bytes."""
    charset = message.get_content_charset()
    try:
        return payload.decode(charset or "ascii").removeprefix("\ufeff")
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(payload).text


def _header(message: Message, name: str) -> str:
    """One header field as one line of plain text; RFC 2047 words decoded as far as they can be."""
    raw = next((value for field, value in message.raw_items() if field.lower() == name.lower()), None)
    if raw is None:
        return ""
    # Many programs write names in plain UTF-8; the parser keeps those bytes as surrogates.
    plain = decode(str(raw).encode("utf-8", "surrogateescape")).text
    try:
        text = str(email.header.make_header(email.header.decode_header(plain)))
    except (LookupError, UnicodeError, ValueError, email.errors.HeaderParseError):
        text = plain
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _attachment_name(message: Message) -> str:
    """The base name only; a path in it is somebody's attempt to write elsewhere."""
    name = PurePosixPath(str(message.get_filename() or "unnamed").replace("\\", "/")).name
    return "".join(character for character in name if character.isprintable())[:80] or "unnamed"


def _person(mail: _Mail, field_text: str) -> tuple[str | None, str | None]:
    """Name and organisation of the first person of a field such as ``From``."""
    if not field_text:
        return None, None
    name, address = _parse_addresses(field_text)[0]
    name, side = _name_and_side(name or address)
    return name or None, side or _side_of(address) or mail.sides.get(_key(name))


def _name_and_side(text: str) -> tuple[str, str | None]:
    """``Bo Lind (South Yards)`` -> name and organisation."""
    match = _SIDE.fullmatch(text)
    return (match.group("name").strip(), match.group("side").strip()) if match else (text.strip(), None)


def _note_sides(mail: _Mail, field_text: str) -> None:
    for text, address in _parse_addresses(field_text):
        name, side = _name_and_side(text)
        side = side or _side_of(address)
        if name and side:
            mail.sides.setdefault(_key(name), side)


def _parse_addresses(text: str) -> list[tuple[str, str]]:
    try:
        found = email.utils.getaddresses([text[:10_000]])
    except (ValueError, IndexError, TypeError):
        found = []
    people = [(name.strip(), address) for name, address in found if name or address]
    if people and ("@" in people[0][1] or "<" in text):
        return people
    return [(text, "")]  # a bare name such as "Stuart Bickley" is no address, though it parses as one


def _key(name: str) -> str:
    return " ".join(name.lower().split())


def _side_of(address: str) -> str | None:
    """``c.vane@mail.aldane-aero.example`` -> ``Aldane Aero``; nothing for private mail hosts."""
    labels = address.rpartition("@")[2].lower().split(".") if "@" in address else []
    if len(labels) < 2:
        return None
    place = -3 if len(labels) > 2 and labels[-2] in _PUBLIC_SECOND else -2
    host = labels[place]
    if host in _PRIVATE_HOSTS:
        return None
    return " ".join(word.capitalize() for word in re.split(r"[-_]+", host) if word) or None


def _line_of(mail: _Mail, start: bytes) -> int | None:
    """Line number of the header line that begins with ``start``."""
    match = re.search(rb"^" + re.escape(start), mail.data[:200_000], re.MULTILINE | re.IGNORECASE)
    return mail.data.count(b"\n", 0, match.start()) + 1 if match else None
