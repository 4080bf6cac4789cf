"""What a reader makes of a file: text, and the way back from any character to its place in the file.

Offsets everywhere in contract_lens are half-open, ``[start, end)``, and count characters of
``Document.text``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

#: What stands between the path of a file and the name of a document inside it.
INSIDE = "!/"


def member_path(outer: str, name: str) -> str:
    """Return the path of a document inside another one: ``mail.eml!/offer.pdf``."""
    return f"{outer}{INSIDE}{name}"


class Box(NamedTuple):
    """A rectangle on a page in PDF points, origin at the lower left of the page."""

    left: float
    bottom: float
    right: float
    top: float


class BlockKind(StrEnum):
    """What a stretch of text was in the file."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    NOTE = "note"  # foot- or endnote
    TURN = "turn"  # one speaker's words in a transcript or chat
    QUOTED = "quoted"  # an earlier mail quoted in a reply
    SIGNATURE = "signature"  # name, office and telephone number under a mail
    DISCLAIMER = "disclaimer"  # legal notice that a mail program adds
    HEADER = "header"  # subject, title line or metadata of a mail or transcript


class Anchor(NamedTuple):
    """Where ``text[start:end]`` stands in the file. Fields that a format does not have are ``None``.

    Attributes:
        start: First character.
        end: One past the last character.
        page: Page number from 1 (PDF).
        box: Rectangle of the line on that page (PDF).
        paragraph: Index from 0 of the paragraph in document order (DOCX).
        run: Index from 0 of the run in its paragraph (DOCX).
        line: Line number from 1 in the file (text, Markdown, transcripts, mail).
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    paragraph: int | None = None
    run: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table row, turn or the like.

    Attributes:
        start: First character.
        end: One past the last character.
        kind: What it was in the file.
        level: Depth of a heading or list item from 1; 0 where it has none.
        speaker: Who says it (transcripts, chats) or who sent it (mail).
        side: The organisation of the speaker as the file gives it, e.g. ``"Copperreach"``.
        time: When: ``HH:MM:SS.mmm`` of a cue, or an ISO date-time of a mail or chat line.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    speaker: str | None = None
    side: str | None = None
    time: str | None = None


class AnnotationKind(StrEnum):
    """What is said about a place of the text without being part of it."""

    COMMENT = "comment"
    INSERTION = "insertion"  # a tracked change, like the three below
    DELETION = "deletion"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"
    HIDDEN = "hidden"  # text that the file holds but a reader does not see
    HEADER = "header"  # running head
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A comment, a tracked change or a mark, apart from the text.

    Attributes:
        start: First character that it concerns.
        end: One past the last; equal to ``start`` where what it speaks of is not in the text.
        kind: What it is.
        text: The words of a comment or running head, or text that was left out at this place.
        author: Who wrote it, as the file says.
        date: When, as the file says (ISO), else empty.
    """

    start: int
    end: int
    kind: AnnotationKind
    text: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is to be known of the text of one page (PDF).

    Attributes:
        number: Page number from 1.
        characters: Characters that the page holds, its running heads and hidden text included.
        hidden: Those of them that a reader does not see: white, invisible, tiny, or off the page.
        off_page: Those of them that lie outside of what is shown of the page.
        has_picture: Whether it holds a picture.
        recognised: Whether it is a scan and its text was put there by text recognition.
        garbled: Whether its characters make no words; its fonts may lack a map of characters.
        needs_ocr: Whether only text recognition can read it: drawn upon, but without usable text.
        damaged: Whether it could not be opened.
        confidence: How sure the text recognition is that was run on it, 0 to 1; ``None`` where none was.
    """

    number: int
    characters: int = 0
    hidden: int = 0
    off_page: int = 0
    has_picture: bool = False
    recognised: bool = False
    garbled: bool = False
    needs_ocr: bool = False
    damaged: bool = False
    confidence: float | None = None

    @property
    def has_text(self) -> bool:
        """Whether any text was found."""
        return self.characters > 0


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file with its blocks and anchors.

    Attributes:
        path: The path as the user gave it.
        sha256: Hash of the file's bytes, hexadecimal.
        format: Name of the reader's format: ``pdf``, ``docx``, ``rtf``, ``odt``, ``html``, ``text``,
            ``markdown``, ``mail``, ``transcript``.
        text: All text that was read.
        blocks: Ordered, disjoint stretches of ``text``; what lies between them is white space.
        anchors: Ordered, disjoint; cover every character of every block that is not white space.
        pages: Number of pages (PDF), else 0.
        pages_without_text: Page numbers from 1 on which no text was found (PDF).
        left_out: How many characters were read but kept out of ``text``, by reason
            (``"running_head"``, ``"deleted"``, ...).
        warnings: One sentence each on what may be wrong with the text.
        title: Title or subject from the file's own data; empty if it has none.
        date: Date of a mail or meeting as the file gives it (ISO), else ``None``.
        annotations: Comments, tracked changes, hidden text and running heads, ordered by place.
        size: Bytes of the file.
        unread: Bytes of parts of the file that were not read, by reason (``"picture"``, ``"undecodable"``).
        page_facts: What is to be known of the text of each page (PDF).
        members: Names of documents inside this one, such as the attachments of a mail; each is read by
            ``<path>!/<name>`` and is no part of ``text``.
    """

    path: str
    sha256: str
    format: str
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
    size: int = 0
    unread: tuple[tuple[str, int], ...] = ()
    members: tuple[str, ...] = ()
    page_facts: tuple[PageFacts, ...] = ()

    def anchors_of(self, start: int, end: int) -> tuple[Anchor, ...]:
        """Return the anchors that touch ``text[start:end]``, in order."""
        first = max(0, bisect_right(self.anchors, start, key=lambda anchor: anchor.start) - 1)
        found: list[Anchor] = []
        for index in range(first, len(self.anchors)):
            anchor = self.anchors[index]
            if anchor.start >= end:
                break
            if anchor.end > start:
                found.append(anchor)
        return tuple(found)

    def page_of(self, start: int) -> int | None:
        """Return the page number of the first anchored character at or after ``start``."""
        index = max(0, bisect_right(self.anchors, start, key=lambda anchor: anchor.start) - 1)
        for anchor in self.anchors[index : index + 2]:
            if anchor.end > start:
                return anchor.page
        return None
