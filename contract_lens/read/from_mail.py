"""Mail (RFC 822 and MIME), alone or in mbox form -> header, the sender's paragraphs, quoted history apart."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator

from contract_lens.errors import CorruptInput, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.content import Content, ContentBuilder
from contract_lens.read.letter import Letter, write_letter
from contract_lens.read.mail_parts import open_letter
from contract_lens.read.members import Member, safe_names

_FIELD_LINE = re.compile(r"([!-9;-~]{1,76}):(?:[ \t]|$)")
_SENDER_FIELDS = frozenset({"from", "received", "return-path", "message-id", "mime-version", "x-from"})
_OTHER_FIELDS = frozenset(
    {"to", "cc", "subject", "date", "reply-to", "sender", "delivered-to", "content-type"}
)
_ENVELOPE = re.compile(
    rb"^From [^\r\n]{1,500}\d{2}:\d{2}:\d{2}[^\r\n]{0,40}\r?\n(?=[!-9;-~]{1,76}:)", re.MULTILINE
)
# mbox files mask a line of a text that begins with "From " by a ">" before it.
_MASKED = re.compile(rb"^>(>*From )", re.MULTILINE)


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
    speaker; quoted history blocks of kind ``quoted`` whose ``level`` is the depth of quotation; signatures
    and legal notices blocks of their own. Attachments are named in ``members``, see ``mail_members``.

    Args:
        data: Bytes of the message.
        limits: ``nesting`` bounds parts within parts, ``characters`` the text, ``members`` the attachments.

    Raises:
        CorruptInput: The message cannot be taken apart.
        EncryptedInput: Its text is encrypted.
        LimitExceeded: Nested too deeply, too long, or too many attachments.
    """
    builder = ContentBuilder(limits)
    names: list[str] = []
    for letter in _letters(data, limits):
        write_letter(builder, letter)
        names.extend(attachment.name for attachment in letter.attachments)
    builder.members = safe_names(names, limits)
    return builder.finish()


def mail_members(data: bytes, limits: Limits) -> tuple[Member, ...]:
    """Return the attachments of a mail; raises as ``read_mail`` does."""
    attached = [attachment for letter in _letters(data, limits) for attachment in letter.attachments]
    names = safe_names((attachment.name for attachment in attached), limits)
    return tuple(Member(name, found.load) for name, found in zip(names, attached, strict=True))


def _letters(data: bytes, limits: Limits) -> Iterator[Letter]:
    for piece in _messages(data):
        try:
            yield open_letter(email.message_from_bytes(piece), piece, limits)
        except RecursionError as error:
            raise LimitExceeded("has parts nested too deeply (limit: nesting)") from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise CorruptInput(f"is a mail that cannot be taken apart ({error})") from error


def _messages(data: bytes) -> list[bytes]:
    starts = [match.start() for match in _ENVELOPE.finditer(data)]
    if not starts or data[: starts[0]].strip():
        return [data]
    ends = [*starts[1:], len(data)]
    return [_MASKED.sub(rb"\1", data[start:end]) for start, end in zip(starts, ends, strict=True)]
