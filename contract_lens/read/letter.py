"""One mail, whatever program saved it: fields, bodies and attachments, and how they become content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from contract_lens.document import BlockKind
from contract_lens.read.closing import Role, tell_roles
from contract_lens.read.content import ContentBuilder
from contract_lens.read.correspondence import Thread
from contract_lens.read.people import People
from contract_lens.read.quoting import MailPart, header_date, split_body, wrap_width, wrapped

#: The fields of a mail that people see.
SHOWN = ("From", "To", "Cc", "Date", "Subject")
_PEOPLE = ("From", "To", "Cc")
_KINDS = {Role.SIGNATURE: BlockKind.SIGNATURE, Role.DISCLAIMER: BlockKind.DISCLAIMER}


@dataclass(frozen=True, slots=True)
class Body:
    """Plain text of one part of a mail.

    Attributes:
        text: The text, with its line ends.
        first_line: Number of its first line in the file, if known.
        flowed: Whether a space at a line's end means that the line goes on (RFC 3676).
        joined: Whether that space is dropped when lines are joined (``delsp=yes``).
    """

    text: str
    first_line: int | None = None
    flowed: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail; ``name`` is as its sender wrote it and not to be trusted."""

    name: str
    load: Callable[[], bytes]


@dataclass(slots=True)
class Letter:
    """One mail.

    Attributes:
        fields: The shown header fields, decoded, by name; empty text where one is absent.
        lines: Line number in the file of each field, where known.
        bodies: What the sender wrote, and mails that were forwarded, in order.
        attachments: Files that came with it and are documents of their own.
        unread: Bytes of parts that are no documents (pictures in the text, digital signatures), by reason.
        script_characters: Characters of scripts and styles that were dropped from HTML.
        damaged_bytes: Bytes that fit no character set.
        people: Who is named in it.
        answered: Ids of the mails that it answers, the last one first.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    bodies: list[Body] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)
    script_characters: int = 0
    damaged_bytes: int = 0
    people: People = field(default_factory=People)
    answered: Sequence[str] = ()


def write_letter(builder: ContentBuilder, letter: Letter) -> None:
    """Write a mail: header, the sender's paragraphs; quoted history, signature and disclaimer apart."""
    date = header_date(letter.fields["Date"]) if letter.fields.get("Date") else None
    for name in _PEOPLE:
        letter.people.note(letter.fields.get(name, ""))
    bodies = [
        split_body(body.text, body.first_line, flowed=body.flowed, joined=body.joined)
        for body in letter.bodies
    ]
    _settle_sides(letter, bodies)
    speaker, side = letter.people.first_of(letter.fields.get("From", ""))
    if not builder.title:
        builder.title, builder.date = letter.fields.get("Subject", ""), date
    builder.open(BlockKind.HEADER, speaker=speaker, side=side, time=date)
    for name in SHOWN:
        if value := letter.fields.get(name, ""):
            builder.space("\n")
            builder.write(f"{name}: {value}", line=letter.lines.get(name))
    builder.close()
    before = len(builder.blocks)
    for parts in bodies:
        _write_body(builder, letter.people, parts, (speaker, side, date))
    builder.close()
    if len(builder.blocks) <= before:
        builder.warnings.append("A mail has no text besides its header.")
    _note_losses(builder, letter)


def _settle_sides(letter: Letter, bodies: Sequence[Sequence[MailPart]]) -> None:
    """Find out from the whole thread for whom its writers speak, before any of it is written."""
    thread = Thread(letter.people)
    sender, _ = letter.people.first_of(letter.fields.get("From", ""))
    for parts in bodies:
        thread.add(sender or "", letter.fields, parts)
    thread.settle(letter.answered)
    letter.people.spell("\n".join(body.text for body in letter.bodies))


def _write_body(
    builder: ContentBuilder,
    people: People,
    parts: Sequence[MailPart],
    sender: tuple[str | None, str | None, str | None],
) -> None:
    width = wrap_width(parts)
    for part, role in zip(parts, tell_roles(parts), strict=True):
        who, where, when = sender
        if part.depth or part.attribution:
            who, where = people.first_of(part.who)
            when = part.when
        builder.open(_kind_of(part, role), level=part.depth, speaker=who, side=where, time=when)
        for gap, line in wrapped(part, width):
            if gap:
                builder.space(gap)
            builder.write(line.text, line=line.number)


def _kind_of(part: MailPart, role: Role) -> BlockKind:
    if part.attribution:
        return BlockKind.HEADER
    # A disclaimer is nobody's words at any depth; a quoted signature belongs to the quoted mail.
    if part.depth and role is not Role.DISCLAIMER:
        return BlockKind.QUOTED
    return _KINDS.get(role, BlockKind.PARAGRAPH)


def _note_losses(builder: ContentBuilder, letter: Letter) -> None:
    builder.left_out["script_or_style"] += letter.script_characters
    for reason, size in letter.unread.items():
        builder.unread[reason] += size
    if letter.damaged_bytes:
        plural = "" if letter.damaged_bytes == 1 else "s"
        builder.unread["undecodable"] += letter.damaged_bytes
        builder.warnings.append(f"{letter.damaged_bytes} byte{plural} of a mail fit no character set.")
