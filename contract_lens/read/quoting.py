"""The body of a mail -> what its sender wrote, and the earlier mails quoted in it, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime

_MARK = re.compile(r"(?:[ \t]?>)+[ \t]?")
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\.? \w{3,12}\.?,? \d{4}|\w{3,12} \d{1,2},? \d{4})"
)
_TIME = (
    r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?\(?[A-Z]{2,4}\)?| ?[+-]\d{4})?)"
)
_WROTE = re.compile(
    rf"On (?P<when>(?:[A-Z][a-z]{{2,9}},? )?{_DAY}{_TIME}?),? (?P<who>[^\n]{{2,120}}?)[ \t]+wrote:"
)
_FROM_LINE = re.compile(rf"From: (?P<who>[^,\n]{{2,80}}), (?P<when>[^\n]{{0,20}}{_DAY}[^\n]{{0,20}})")
_DIVIDER = re.compile(
    r"[ \t]*(?:-{3,}[ \t]*(?:Original|Forwarded|Reply)[^\n]{0,80}?-{3,}|-{10,} Forwarded by .*|_{20,})[ \t]*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\*?(From|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Attachments)\*?:\*?[ \t]*(.*)", re.IGNORECASE
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?[ \t]*([AaPp][Mm])?")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_USUAL_WIDTH, _LEAST_WIDTH = 64, 40  # programs wrap at 65 to 80 characters; shorter lines are the writer's
_ITEM = re.compile(r"(?:[-*•–][ \t]+|\d{1,3}[.)][ \t]+|\(?[a-z]\)[ \t]+)\S")


@dataclass(frozen=True, slots=True)
class MailLine:
    """One line without its quote marks.

    Attributes:
        text: The line, without white space at its ends.
        depth: How often it is quoted.
        number: Its number in the file, if known.
        flow: What stands between it and the next line, where the mail says that they are one; else ``None``.
    """

    text: str
    depth: int
    number: int | None
    flow: str | None = None


@dataclass(frozen=True, slots=True)
class MailPart:
    """Lines that belong together.

    Attributes:
        lines: The lines; never blank.
        depth: 0 for what the sender wrote, 1 for the mail it answers, and so on.
        attribution: Whether the lines only say who wrote what follows.
        who: Sender of this part as the mail names them; empty for the sender of the mail itself.
        when: When it was sent, ISO, as far as it can be told.
    """

    lines: tuple[MailLine, ...]
    depth: int
    attribution: bool = False
    who: str = ""
    when: str | None = None


@dataclass(slots=True)
class _Author:
    who: str = ""
    when: str | None = None


@dataclass(slots=True)
class _Reader:
    """Walks the lines once and remembers who wrote each depth."""

    base: int = 0  # depth added by dividers such as "-----Original Message-----"
    authors: dict[int, _Author] = field(default_factory=dict)

    def author(self, depth: int) -> _Author:
        return self.authors.get(depth, _Author())


def split_body(
    text: str, first_line: int | None = None, *, flowed: bool = False, joined: bool = False
) -> list[MailPart]:
    """Split a mail body into paragraphs and attribution lines, in order.

    Understands ``>`` marks, ``On <date>, <name> wrote:`` before or inside the quotation, ``-----Original
    Message-----`` with its header lines, and forwarded blocks.

    Args:
        text: The body.
        first_line: Number of its first line in the file, if known.
        flowed: Whether a space at a line's end means that the line goes on (RFC 3676).
        joined: Whether that space is no part of the text (``delsp=yes``).
    """
    flow = None if not flowed else "" if joined else " "
    lines = _mail_lines(text, first_line, flow)
    reader = _Reader()
    parts: list[MailPart] = []
    index = 0
    while index < len(lines):
        taken = _take_attribution(lines, index, reader, parts) or _take_paragraph(lines, index, reader, parts)
        index += taken
    return _name_early_quotes(parts)


def _mail_lines(text: str, first_line: int | None, flow: str | None) -> list[MailLine]:
    lines: list[MailLine] = []
    for offset, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        mark = _MARK.match(raw)
        depth = mark.group().count(">") if mark else 0
        body = raw[mark.end() :] if mark else raw
        number = None if first_line is None else first_line + offset
        # "-- " begins a signature and is the one line whose space at the end says nothing (RFC 3676, 4.3).
        soft = flow if flow is not None and raw.endswith(" ") and body.strip() not in ("--", "") else None
        lines.append(MailLine(body.strip(), depth, number, soft))
    return lines


def _take_attribution(lines: list[MailLine], index: int, reader: _Reader, parts: list[MailPart]) -> int:
    """Read attribution lines at ``index``; return how many lines that took, 0 if it is none."""
    line = lines[index]
    if line.text.startswith(("On ", "From: ")):
        for length in (1, 2):
            window = lines[index : index + length]
            if length == 2 and len(window) == 2 and _FIELD.match(window[1].text):
                break  # "From: …" over "Sent: Wed, 12 Nov 2025" opens a block of header lines
            joined = " ".join(piece.text for piece in window)
            match = _WROTE.fullmatch(joined) or _FROM_LINE.fullmatch(joined)
            if match:
                author = _Author(_clean_name(match.group("who")), _when(match.group("when")))
                _announce(lines, index + length, line.depth + reader.base, author, reader)
                parts.append(_attribution(window, line.depth + reader.base, author))
                return length
    return _take_divider(lines, index, reader, parts)


def _take_divider(lines: list[MailLine], index: int, reader: _Reader, parts: list[MailPart]) -> int:
    """``-----Original Message-----`` or a bare header block: all that follows is one mail older."""
    divider = _DIVIDER.fullmatch(lines[index].text) is not None
    start = index + 1 if divider else index
    while divider and start < len(lines) and not lines[start].text:
        start += 1
    end, fields = start, dict[str, str]()
    while end < len(lines) and (match := _FIELD.fullmatch(lines[end].text)):
        fields.setdefault(match.group(1).lower(), match.group(2))
        end += 1
    if "from" not in fields or len(fields) < 2 or not (divider or {"sent", "date"} & fields.keys()):
        return 0
    reader.base += 1
    depth = reader.base + lines[index].depth
    author = _Author(_clean_name(fields["from"]), _when(fields.get("sent") or fields.get("date", "")))
    reader.authors = {known: who for known, who in reader.authors.items() if known < depth}
    reader.authors[depth] = author
    parts.append(_attribution([line for line in lines[index:end] if line.text], depth, author))
    return end - index


def _attribution(lines: list[MailLine], depth: int, author: _Author) -> MailPart:
    return MailPart(tuple(lines), depth, True, author.who, author.when)


def _announce(lines: list[MailLine], after: int, depth: int, author: _Author, reader: _Reader) -> None:
    """An attribution speaks of the next deeper level if that follows, else of its own (top of a quote)."""
    following = next((line for line in lines[after:] if line.text), None)
    deeper = following is None or following.depth + reader.base > depth or depth == 0
    level = depth + 1 if deeper else depth
    reader.authors = {known: who for known, who in reader.authors.items() if known < level}
    reader.authors[level] = author


def _take_paragraph(lines: list[MailLine], index: int, reader: _Reader, parts: list[MailPart]) -> int:
    first = lines[index]
    if not first.text:
        return 1
    end = index + 1
    while (
        end < len(lines)
        and lines[end].text
        and lines[end].depth == first.depth
        and not _starts_new(lines, end)
    ):
        end += 1
    depth = first.depth + reader.base
    author = reader.author(depth)
    parts.append(MailPart(tuple(lines[index:end]), depth, False, author.who, author.when))
    return end - index


def _starts_new(lines: list[MailLine], index: int) -> bool:
    text = lines[index].text
    if lines[index - 1].flow is not None:
        return False
    return (
        text == "--"
        or _ITEM.match(text) is not None
        or _DIVIDER.fullmatch(text) is not None
        or (text.startswith("On ") and text.endswith("wrote:"))
        or _FROM_LINE.fullmatch(text) is not None
    )


def _name_early_quotes(parts: list[MailPart]) -> list[MailPart]:
    """Quotations between a reply's lines come before the line that names their sender; take it from there."""
    named: dict[int, str] = {}
    for part in parts:
        if part.who and not part.attribution:
            named.setdefault(part.depth, part.who)
        elif part.attribution and part.who:
            named.setdefault(part.depth + 1, part.who)
    return [
        part
        if part.who or part.depth == 0 or part.depth not in named
        else replace(part, who=named[part.depth])
        for part in parts
    ]


def wrap_width(parts: Iterable[MailPart]) -> int:
    """Return the column from which on lines of a body may be taken to be wrapped by a program."""
    longest = max((len(line.text) for part in parts for line in part.lines), default=0)
    return min(_USUAL_WIDTH, max(_LEAST_WIDTH, longest))


def wrapped(part: MailPart, width: int) -> Iterator[tuple[str, MailLine]]:
    """Yield each line of a paragraph with the white space before it.

    That is a space where the mail program wrapped the line, and a line end where the writer pressed return,
    which shows by the next word: it would have fitted. A mail that marks its wrapped lines is taken
    at its word.
    """
    previous: MailLine | None = None
    marks = any(line.flow is not None for line in part.lines)
    for line in part.lines:
        gap = ""
        if previous is not None and previous.flow is not None:
            gap = previous.flow
        elif previous is not None:
            fits = len(previous.text) + 1 + len(line.text.split(" ", 1)[0]) <= width
            gap = "\n" if fits or marks or part.attribution else " "
        yield gap, line
        previous = line


def _clean_name(who: str) -> str:
    """``"Vane, Charlotte" <c@x>`` -> ``Vane, Charlotte``; a bare address stays."""
    name = re.sub(r"[ \t]*(?:<[^<>]*>|\[mailto:[^\]]*\])", "", who).strip(" \t\"'*")
    return name or who.strip(" <>\t\"'")


def _when(text: str) -> str | None:
    """Read the date notations of mail programs; ISO to the minute, or ``None``."""
    text = " ".join(text.replace(" at ", " ").replace(",", ", ").split())
    day = _day(text)
    if day is None:
        return None
    clock = _CLOCK.search(text)
    if clock is None:
        return day
    hour = int(clock.group(1))
    if half := (clock.group(3) or "").lower():
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{day}T{hour:02d}:{clock.group(2)}" if hour < 24 else day


def _day(text: str) -> str | None:
    if iso := re.search(r"\d{4}-\d{2}-\d{2}", text):
        return iso.group()
    if dotted := re.search(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        return _iso_day(dotted.group(3), int(dotted.group(2)), dotted.group(1))
    if european := re.search(r"(\d{1,2})\.? ([A-Za-z]{3,12})\.?,? (\d{4})", text):
        return _iso_day(european.group(3), _month(european.group(2)), european.group(1))
    if american := re.search(r"([A-Za-z]{3,12}) (\d{1,2}), (\d{4})", text):
        return _iso_day(american.group(3), _month(american.group(1)), american.group(2))
    return None


def _month(name: str) -> int:
    start = name[:3].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _iso_day(year: str, month: int, day: str) -> str | None:
    try:
        return datetime(int(year), month, int(day)).date().isoformat()
    except ValueError:
        return None


def header_date(text: str) -> str | None:
    """The ``Date`` header of a mail as ISO with its zone, or ``None`` if it is missing or wrong."""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return _when(text)
