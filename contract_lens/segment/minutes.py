"""Minutes and notes: one passage per bullet or numbered line, under its heading, with who it reports on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from contract_lens.clause import Passage, PassageKind
from contract_lens.document import Block, BlockKind, Document
from contract_lens.segment.headings import is_heading
from contract_lens.segment.reported import begins_with_pronoun, side_heard
from contract_lens.segment.roster import Roster
from contract_lens.segment.sentences import divide, trim

MOST = 120  # words above which an item is divided
AIM = 80  # words of the parts it is divided into
_LONGEST_HEADING = 160  # characters
_SHORT_LINE = 7  # words of a line that may stand above items like a heading
_OPENING = 400  # characters of an item that are read for its speaker

_ITEM_LINE = re.compile(
    r"[ \t]{0,12}(?:[-*+•‣◦▪–.][ \t]+|"
    r"(?P<number>\(\d{1,3}\)|\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|\(?[a-z]{1,4}\)|[A-Z]{1,4}\d{1,4}[.:)])"
    r"[ \t]+)(?=\S)"
)
_SAID = re.compile(
    r"^(?P<line>(?:\*\*|__)?(?P<who>[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3})"
    r"(?: \([^()\n]{1,40}\))?:?(?:\*\*|__)?:?[ \t]+(?<=[:*_][ \t])\S)",
    re.MULTILINE,
)
_RETURNS = 2
_RULE = re.compile(r"[|\s:-]{3,200}")
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|[-*+•‣◦▪–.][ \t]+)?")
_HEADER_LINE = re.compile(
    r"(?i)^[\W_]{0,6}(?:present|attendees|attendance|participants|in attendance|apologies|absent|date|time|"
    r"place|venue|location|subject|circulation|distribution|chair|secretary|note-taker|minutes|"
    r"purpose of meeting|copy|cc|agenda|"
    r"directors present|held at|from|to|re)\b[^.:\n]{0,40}:"
)


def split_minutes(document: Document) -> tuple[Passage, ...]:
    """Return the items of minutes with the headings above them and the speaker they report on."""
    text = document.text
    roster = Roster.of(text, [_plain(line) for line in text.splitlines()])
    walker = _walk(document, roster, bare=False)
    # A message that was copied without its head has neither headings nor items: its sentences are said.
    return tuple((walker if walker.begun else _walk(document, roster, bare=True)).passages)


def _walk(document: Document, roster: Roster, *, bare: bool) -> _Minutes:
    text = document.text
    walker = _Minutes(text, roster, bare=bare)
    said = _begin_what_is_said(text)
    for block in document.blocks:
        for start, end in _lines_of(text, block, said, roster):
            walker.take(block, start, end, said=start in said)
    return walker


def _begin_what_is_said(text: str) -> frozenset[int]:
    """Return where lines begin that quote a speaker ("Karin: We want ..."), if the notes quote any.

    They do if names before colons come again, at least twice, and two people speak; the labels of a form
    ("Date:", "Place:") come once each.
    """
    lines = [match for match in _SAID.finditer(text) if not _HEADER_LINE.match(match[0])]
    names = Counter(match["who"] for match in lines)
    quoted = len(names) > 1 and sum(count - 1 for count in names.values()) >= _RETURNS
    return frozenset(match.start("line") for match in lines) if quoted else frozenset()


def _lines_of(text: str, block: Block, said: frozenset[int], roster: Roster) -> Iterator[tuple[int, int]]:
    """Yield the items of a block: its lines, where a line does not begin an item joined to the one before.

    A line within an item begins one of its own if another speaker stands in front of it after a full stop.
    """
    start: int | None = None
    at = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        marked = _ITEM_LINE.match(line) or _HEADER_LINE.match(line.strip())
        begins = start is None or at in said or marked is not None
        ended = line[:1].isspace() and text[:at].rstrip().endswith((".", "!", "?", ")", "”", '"'))
        begins = begins or (ended and roster.opens(_plain(line)))
        if begins and start is not None:
            yield trim(text, start, at)
            start = at
        elif start is None and line.strip():
            start = at
        at += len(line)
    if start is not None:
        yield trim(text, start, block.end)


class _Minutes:
    """Walks the items; the heading path and whether the body has begun are its state."""

    def __init__(self, text: str, roster: Roster, *, bare: bool) -> None:
        self.passages: list[Passage] = []
        self._text = text
        self.roster = roster
        self._bare = bare
        self._path: list[tuple[int, str]] = []
        self.begun = False
        self._last: tuple[str, str | None] | None = None
        self._before = ""
        self._under = ""  # the heading, or a short line that stands above items like one

    def take(self, block: Block, start: int, end: int, *, said: bool = False) -> None:
        """Add one item of a block; ``said`` if it quotes a speaker, which no head does."""
        if start == end:
            return
        line = self._text[start:end]
        if _RULE.fullmatch(line) and self.passages:
            # The rule under the head of a Markdown table belongs to that head.
            self.passages[-1] = replace(self.passages[-1], end=end, kind=PassageKind.HEADER)
            return
        level = self._heading_level(block, line)
        if level:
            self._path = [(depth, title) for depth, title in self._path if depth < level]
            self._add(block, start, end, PassageKind.HEADER, None)
            if self.begun or level > 1:
                self._path.append((level, _plain(line)))
            self._last, self._under = None, _plain(line)
            return
        match = _ITEM_LINE.match(line)
        if not match and len(line.split()) < _SHORT_LINE and line.rstrip()[-1] not in ".?!:;,":
            self._last, self._under = None, _plain(line)
        told = self._bare and len(line.split()) >= _SHORT_LINE
        header = not self.begun and not said and (not match or bool(_HEADER_LINE.match(line)))
        header = header and (
            bool(_HEADER_LINE.match(line)) or self.roster.lists(line) or not (self._path or told)
        )
        self.begun = self.begun or not header
        self._add(block, start, end, PassageKind.HEADER if header else PassageKind.ITEM, match)

    def _heading_level(self, block: Block, line: str) -> int:
        if block.kind is BlockKind.HEADING:
            return max(1, block.level)
        if len(line) > _LONGEST_HEADING or line.startswith("|"):
            return 0
        plain = _plain(line)
        bold = line.strip().startswith(("**", "__")) and line.strip().endswith(("**", "__"))
        if bold or (len(plain) < 70 and plain[-1:] not in ".?!,;" and (plain.isupper() or is_heading(plain))):
            return 3 if self.begun or self._path else 2
        return 0

    def _speaker_of(self, item: str) -> tuple[str | None, str | None]:
        """Return who speaks in an item: named in it, gone on about, or heard in the whole section."""
        found = self._goes_on(item) if begins_with_pronoun(item) else self.roster.speaker_of(item)
        speaker, side = found
        self._last, self._before = (speaker, side) if speaker else None, item
        if speaker is None:
            speaker = side = side_heard(self._under, self.roster.counterpart)
        return speaker, side

    def _goes_on(self, item: str) -> tuple[str | None, str | None]:
        """Return the speaker of the item before, where ``He`` or ``She`` can be nobody else."""
        other = self.roster.other_of_two(item)
        if other or self._last is None:
            return other or (None, None)
        pronoun = "She" if item.startswith("She") else "He"
        told = self.roster.can_only_mean(self._last[0], pronoun, self._before)
        return self._last if told else (None, None)

    def _add(
        self, block: Block, start: int, end: int, kind: PassageKind, match: re.Match[str] | None
    ) -> None:
        speaker, side = block.speaker, block.side
        if kind is PassageKind.ITEM and speaker is None:
            speaker, side = self._speaker_of(_plain(self._text[start : min(end, start + _OPENING)]))
        number = (match["number"] or "").rstrip(".") if match else ""
        section = tuple(title for _, title in self._path)
        first = len(self.passages) + 1
        for index, (left, right) in enumerate(divide(self._text, start, end, most=MOST, aim=AIM)):
            self.passages.append(
                Passage(
                    id=f"c{first + index}",
                    start=left,
                    end=right,
                    kind=kind,
                    number=number if not index else "",
                    parent=f"c{first}" if index else None,
                    section=section,
                    speaker=speaker,
                    side=side,
                    time=block.time,
                )
            )


def _plain(line: str) -> str:
    line = _MARKS.sub("", line, count=1)
    numbered = _ITEM_LINE.match(line)
    line = line[numbered.end() :] if numbered else line
    return " ".join(line.replace("**", "").replace("__", "").split()).strip("*_ ").strip()
