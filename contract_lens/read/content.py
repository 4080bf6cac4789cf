"""What a reader hands back: text with its blocks and anchors, before it is tied to a path and a hash."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from contract_lens.document import Anchor, Annotation, AnnotationKind, Block, BlockKind, Box, PageFacts
from contract_lens.errors import LimitExceeded
from contract_lens.options import Limits


@dataclass(frozen=True, slots=True)
class Content:
    """The part of a ``Document`` that depends on the bytes alone; the fields mean the same as there."""

    text: str
    blocks: tuple[Block, ...]
    anchors: tuple[Anchor, ...]
    pages: int = 0
    pages_without_text: tuple[int, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    warnings: tuple[str, ...] = ()
    title: str = ""
    date: str | None = None
    annotations: tuple[Annotation, ...] = ()
    unread: tuple[tuple[str, int], ...] = ()
    members: tuple[str, ...] = ()
    page_facts: tuple[PageFacts, ...] = ()


def check_length(characters: int, limits: Limits) -> None:
    """Raise ``LimitExceeded`` when a text is longer than the limits allow."""
    if characters > limits.characters:
        raise LimitExceeded(f"holds more than {limits.characters:,} characters of text (limit: characters)")


# A line of a page: its text, the number of the page, its rectangle, and more.
_PageLine = tuple[Any, ...]


class ContentBuilder:
    """Puts text together piece by piece and keeps blocks and anchors in step with it.

    A block is opened with ``open``, filled with ``write`` and ``space``, and closed with ``close`` (or by the
    next ``open``). Blocks are parted by a blank line, rows of one table by a line end. A block that received
    nothing but white space leaves no trace.

    Args:
        limits: Bounds; ``write`` raises ``LimitExceeded`` once the text is too long.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._most = limits.characters
        self._parts: list[str] = []
        self._length = 0
        self._start = 0
        self._pending = ""
        self._block: tuple[BlockKind, int, str | None, str | None, str | None] | None = None
        self._has_text = False
        self.blocks: list[Block] = []
        self.anchors: list[Anchor] = []
        self.annotations: list[Annotation] = []
        self.marks: dict[str, int] = {}
        self._open_marks: list[str] = []
        self.left_out: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        self.members: tuple[str, ...] = ()
        self.page_facts: tuple[PageFacts, ...] = ()
        self.warnings: list[str] = []
        self.title = ""
        self.date: str | None = None

    def open(
        self,
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        level: int = 0,
        speaker: str | None = None,
        side: str | None = None,
        time: str | None = None,
    ) -> None:
        """Start a block; what was open before is closed."""
        self.close()
        rows = bool(self.blocks) and self.blocks[-1].kind is kind is BlockKind.TABLE_ROW
        self._pending = "" if not self.blocks else ("\n" if rows else "\n\n")
        self._block = (kind, level, speaker, side, time)

    def write(
        self,
        text: str,
        *,
        page: int | None = None,
        box: Box | None = None,
        paragraph: int | None = None,
        run: int | None = None,
        line: int | None = None,
    ) -> None:
        """Append text of one place in the file; its white space at both ends gets no anchor."""
        bare = text.lstrip()
        if self._block is None or (not bare and not self._has_text):
            return
        if not self._has_text:
            text = bare
        if not bare:
            self._pending += text
            return
        body = bare.rstrip()
        gap = self._pending + text[: len(text) - len(bare)]
        start = self._length + len(gap)
        if not self._has_text:
            self._start = start
            self._has_text = True
        self._parts += (gap, body)
        self._length = start + len(body)
        if self._length > self._most:
            check_length(self._length, self._limits)
        self._pending = bare[len(body) :]
        self.anchors.append(Anchor(start, self._length, page, box, paragraph, run, line))

    def write_paragraphs(self, paragraphs: Iterable[tuple[Sequence[_PageLine], BlockKind]]) -> None:
        """Write whole blocks of lines of pages, with a space between each two lines.

        As ``open``, ``write_line`` for each and ``close``, at a third of the cost; what was open before is
        closed.

        Args:
            paragraphs: Lines and what their block was in the file, no row of a table. Each line is told by
                its text, without white space at its ends and not empty, its page from 1, its box, and what
                else there may be; each block has one at least.
        """
        if self._block is not None or self._open_marks:
            self.close()
        new, anchors, blocks = tuple.__new__, self.anchors, self.blocks
        length = self._length
        for lines, kind in paragraphs:
            gap = "\n\n" if blocks else ""
            body = " ".join([line[0] for line in lines])
            first = start = length + len(gap)
            self._parts += (gap, body)
            self._length = length = first + len(body)
            anchors += [
                new(
                    Anchor,
                    (start, (start := start + len(line[0]) + 1) - 1, line[1], line[2], None, None, None),
                )
                for line in lines
            ]
            if length > self._most:
                check_length(length, self._limits)
            blocks.append(Block(first, length, kind))

    def write_line(self, text: str, page: int, box: Box, gap: str = "") -> None:
        """Append a line of a page and the white space after it, as ``write`` and ``space`` would.

        Args:
            text: The line, without white space at its ends.
            page: Page number from 1.
            box: Where it stands.
            gap: White space.
        """
        if self._block is None or not text:
            return
        start = self._length + len(self._pending)
        end = start + len(text)
        if not self._has_text:
            self._start = start
            self._has_text = True
        self._parts += (self._pending, text)
        self._length = end
        if end > self._most:
            check_length(end, self._limits)
        self._pending = gap
        self.anchors.append(tuple.__new__(Anchor, (start, end, page, box, None, None, None)))

    def space(self, text: str = " ") -> None:
        """Append white space unless the block is still empty or already ends in white space."""
        if self._has_text and not self._pending:
            self._pending = text

    @property
    def here(self) -> int:
        """Where the next character will stand, if it is no white space."""
        return self._length + len(self._pending)

    def mark(self, key: str) -> None:
        """Remember in ``marks`` where the next character of the block will stand; its end if none follows."""
        self.marks[key] = self.here
        self._open_marks.append(key)

    @property
    def length(self) -> int:
        """One past the last character that is no white space."""
        return self._length

    def annotate(
        self, kind: AnnotationKind, start: int, end: int, *, text: str = "", author: str = "", date: str = ""
    ) -> None:
        """Note something about ``text[start:end]``; one that carries on the last one is joined to it."""
        found = Annotation(start, max(start, end), kind, text, author, date)
        last = self.annotations[-1] if self.annotations else None
        if last is not None and _carries_on(last, found):
            self.annotations[-1] = Annotation(last.start, found.end, kind, last.text + text, author, date)
        else:
            self.annotations.append(found)

    def close(self) -> None:
        """End the open block; what was noted on dropped blanks behind its text moves to its end."""
        if self._block is not None and self._has_text:
            self.blocks.append(Block(self._start, self._length, *self._block))
        for key in self._open_marks:
            self.marks[key] = min(self.marks[key], self._length)
        self._open_marks.clear()
        moved: list[Annotation] = []
        while self.annotations and self.annotations[-1].start > self._length:
            moved.append(self.annotations.pop())
        end = self._length
        for note in reversed(moved):
            self.annotate(note.kind, end, end, text=note.text, author=note.author, date=note.date)
        self._block = None
        self._has_text = False
        self._pending = ""

    def sample(self, characters: int) -> str:
        """Return the first so many characters of what was written, to the end of their line or run."""
        place = bisect_left(self.anchors, characters, key=attrgetter("end"))
        end = self.anchors[place].end if place < len(self.anchors) else self._length
        parts: list[str] = []
        left = end
        for part in self._parts:
            parts.append(part)
            left -= len(part)
            if left <= 0:
                break
        return "".join(parts)[:end]

    def finish(self, *, pages: int = 0, pages_without_text: tuple[int, ...] = ()) -> Content:
        """Close what is open and return the content."""
        self.close()
        notes = (_within(note, self._length) for note in self.annotations)
        return Content(
            text="".join(self._parts),
            blocks=tuple(self.blocks),
            anchors=tuple(self.anchors),
            pages=pages,
            pages_without_text=pages_without_text,
            left_out=tuple(sorted((reason, count) for reason, count in self.left_out.items() if count)),
            warnings=tuple(self.warnings),
            title=self.title,
            date=self.date,
            annotations=tuple(sorted(notes, key=lambda note: (note.start, note.end))),
            unread=tuple(sorted((reason, size) for reason, size in self.unread.items() if size)),
            members=self.members,
            page_facts=self.page_facts,
        )


_JOINED = frozenset(
    (
        AnnotationKind.INSERTION, AnnotationKind.DELETION, AnnotationKind.MOVED_AWAY,
        AnnotationKind.MOVED_HERE, AnnotationKind.HIDDEN,
    )
)  # fmt: skip


def _carries_on(last: Annotation, found: Annotation) -> bool:
    """Whether two changes of one author, made in several runs, are one; at most a space lies between them."""
    same = (last.kind, last.author, last.date) == (found.kind, found.author, found.date)
    in_text = last.end > last.start and found.end > found.start and found.start - last.end <= 1
    left_out = last.start == last.end == found.start == found.end
    return same and found.kind in _JOINED and (in_text or left_out)


def _within(note: Annotation, length: int) -> Annotation:
    if note.end <= length:
        return note
    return Annotation(min(note.start, length), length, note.kind, note.text, note.author, note.date)
