"""Minutes and notes: one passage per bullet or numbered line, under its heading, with who it reports on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from contract_lens.clause import Passage, PassageKind
from contract_lens.document import Block, BlockKind, Document
from contract_lens.segment.headings import is_heading
from contract_lens.segment.roster import Roster
from contract_lens.segment.sentences import divide, trim

MOST = 120  # words above which an item is divided
AIM = 80  # words of the parts it is divided into
_LONGEST_HEADING = 160  # characters
_OPENING = 400  # characters of an item that are read for its speaker

_ITEM_LINE = re.compile(
    r"[ \t]{0,12}(?:[-*+•‣◦▪–][ \t]+|"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|\(?[a-z]{1,4}\)|[A-Z]{1,4}\d{1,4}[.:)])[ \t]+)(?=\S)"
)
_SAID = re.compile(
    r"^(?P<line>(?:\*\*|__)?(?P<who>[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3})"
    r"(?: \([^()\n]{1,40}\))?:?(?:\*\*|__)?:?[ \t]+(?<=[:*_][ \t])\S)",
    re.MULTILINE,
)
_RETURNS = 2
_RULE = re.compile(r"[|\s:-]{3,200}")
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|[-*+•‣◦▪–][ \t]+)?")
_HEADER_LINE = re.compile(
    r"(?i)^[\W_]{0,6}(?:present|attendees|attendance|participants|in attendance|apologies|absent|date|time|"
    r"place|venue|location|subject|circulation|distribution|chair|secretary|note-taker|minutes|"
    r"purpose of meeting|copy|cc|agenda|"
    r"directors present|held at|from|to|re)\b[^.:\n]{0,40}:"
)


def split_minutes(document: Document) -> tuple[Passage, ...]:
    """Return the items of minutes with the headings above them and the speaker they report on."""
    text = document.text
    walker = _Minutes(text, Roster.of(text))
    said = _begin_what_is_said(text)
    for block in document.blocks:
        for start, end in _lines_of(text, block, said):
            walker.take(block, start, end, said=start in said)
    return tuple(walker.passages)


def _begin_what_is_said(text: str) -> frozenset[int]:
    """Return where lines begin that quote a speaker ("Karin: We want ..."), if the notes quote any.

    They do if names before colons come again, at least twice, and two people speak; the labels of a form
    ("Date:", "Place:") come once each.
    """
    lines = [match for match in _SAID.finditer(text) if not _HEADER_LINE.match(match[0])]
    names = Counter(match["who"] for match in lines)
    quoted = len(names) > 1 and sum(count - 1 for count in names.values()) >= _RETURNS
    return frozenset(match.start("line") for match in lines) if quoted else frozenset()


def _lines_of(text: str, block: Block, said: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the items of a block: its lines, where a line does not begin an item joined to the one before."""
    start: int | None = None
    at = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        begins = start is None or at in said or _ITEM_LINE.match(line) or _HEADER_LINE.match(line.strip())
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

    def __init__(self, text: str, roster: Roster) -> None:
        self.passages: list[Passage] = []
        self._text = text
        self._roster = roster
        self._path: list[tuple[int, str]] = []
        self._begun = False

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
            if self._begun or level > 1:
                self._path.append((level, _plain(line)))
            return
        match = _ITEM_LINE.match(line)
        header = not self._begun and not said and (not match or bool(_HEADER_LINE.match(line)))
        header = header and (bool(_HEADER_LINE.match(line)) or self._roster.lists(line) or not self._path)
        self._begun = self._begun or not header
        self._add(block, start, end, PassageKind.HEADER if header else PassageKind.ITEM, match)

    def _heading_level(self, block: Block, line: str) -> int:
        if block.kind is BlockKind.HEADING:
            return max(1, block.level)
        if len(line) > _LONGEST_HEADING or line.startswith("|"):
            return 0
        plain = _plain(line)
        bold = line.strip().startswith(("**", "__")) and line.strip().endswith(("**", "__"))
        if bold or (len(plain) < 70 and plain[-1:] not in ".?!,;" and (plain.isupper() or is_heading(plain))):
            return 3 if self._begun or self._path else 2
        return 0

    def _add(
        self, block: Block, start: int, end: int, kind: PassageKind, match: re.Match[str] | None
    ) -> None:
        speaker, side = block.speaker, block.side
        if kind is PassageKind.ITEM and speaker is None:
            speaker, side = self._roster.speaker_of(_plain(self._text[start : min(end, start + _OPENING)]))
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
    line = _ITEM_LINE.sub("", _MARKS.sub("", line, count=1), count=1)
    return " ".join(line.split()).strip("*_ ").strip()
