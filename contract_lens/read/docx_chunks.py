"""Files embedded in a Word file to be shown in its text (``altChunk``): HTML, RTF, plain text, Word files.

ECMA-376 part 1, 17.17.2.1: what such a part holds appears at its place as if it had been written there. Each
is read by the reader of its format, under the same limits as a file of its own; a part that is shown many
times is read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from contract_lens.document import Anchor, Block, BlockKind
from contract_lens.errors import InputError, LimitExceeded
from contract_lens.options import Limits, Revisions
from contract_lens.read.changes import State
from contract_lens.read.content import Content
from contract_lens.read.docx_parts import WordPackage
from contract_lens.read.story import Number, Piece, Row, Run

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_KIND = "aFChunk"
_WRITTEN = frozenset(("docx", "html", "markdown", "odt", "rtf", "text"))
_LOOKS_LIKE = {"transcript": "text"}  # what reads like one is text all the same
_PAGE = "mail"  # a page saved with its pictures (MHTML) is a mail by its form
_BAR = "|"


@dataclass(slots=True)
class Chunks:
    """Reads the embedded parts of one Word file.

    Attributes:
        package: The file.
        limits: ``members`` bounds how many parts are shown, ``member_depth`` how deep they lie in each other.
        revisions: How tracked changes in them are read.
        read: What was read of each part that was shown, by name.
    """

    package: WordPackage
    limits: Limits
    revisions: Revisions
    read: dict[str, Content | None] = field(default_factory=dict)
    _shown: int = 0

    def pieces(self, element: Any, state: State) -> list[Piece | Row] | None:
        """Return what a ``w:altChunk`` shows, or ``None`` if it cannot be read.

        Raises:
            LimitExceeded: There are too many, or one is beyond the limits itself.
        """
        self._shown += 1
        if self._shown > self.limits.members:
            raise LimitExceeded(f"shows more than {self.limits.members:,} embedded files (limit: members)")
        name = self.package.linked(_KIND, str(element.get(_ID, "")))
        if name is None:
            return None
        if name not in self.read:
            self.read[name] = self._content(name)
        content = self.read[name]
        return None if content is None else list(_pieces(content, state))

    def _content(self, name: str) -> Content | None:
        from contract_lens.read.formats import read_content  # it reads this format too
        from contract_lens.read.sniff import tell_format

        if self.limits.member_depth == 1:
            raise LimitExceeded("holds files embedded too deep in each other (limit: member_depth)")
        inner = replace(self.limits, member_depth=self.limits.member_depth - 1)
        try:
            data = self.package.bytes_of(name)
            kind = tell_format(data, name, inner)
            kind = _LOOKS_LIKE.get(kind, kind)
            return read_content(kind, data, inner, self.revisions) if kind in (*_WRITTEN, _PAGE) else None
        except LimitExceeded:
            raise
        except InputError:  # damaged, empty, or of no kind that is read
            return None


def _pieces(content: Content, state: State) -> Iterator[Piece | Row]:
    """Turn the blocks of another format into paragraphs and rows; anchors keep the line, if there is one."""
    place = 0
    for block in content.blocks:
        inside: list[Anchor] = []
        while place < len(content.anchors) and content.anchors[place].start < block.end:
            inside.append(content.anchors[place])
            place += 1
        if block.kind is BlockKind.TABLE_ROW:
            yield _row(content.text, block, inside, state)
        else:
            yield _piece(content.text, block, inside, state)


def _piece(text: str, block: Block, anchors: list[Anchor], state: State) -> Piece:
    number = None
    if block.kind is BlockKind.LIST_ITEM and len(anchors) > 1:
        first, after = anchors[:2]
        if first.line == after.line or first.line is None:
            suffix = "space" if after.start > first.end else "nothing"
            number = Number(text[first.start : first.end], suffix, max(0, block.level - 1))
            anchors = anchors[1:]
    heading = block.level if block.kind is BlockKind.HEADING else 0
    return Piece(None, list(_runs(text, block.end, anchors, state)), number, heading)


def _row(text: str, block: Block, anchors: list[Anchor], state: State) -> Row:
    """A row whose cells are parted by bars that stand alone."""
    cells: list[list[Anchor]] = [[]]
    for anchor in anchors:
        if text[anchor.start : anchor.end] == _BAR:
            cells.append([])
        else:
            cells[-1].append(anchor)
    filled = (cell for cell in cells if cell)
    return Row([[Piece(None, list(_runs(text, cell[-1].end, cell, state)))] for cell in filled])


def _runs(text: str, end: int, anchors: list[Anchor], state: State) -> Iterator[Run]:
    """Text of each anchor with the white space after it."""
    for place, anchor in enumerate(anchors):
        until = anchors[place + 1].start if place + 1 < len(anchors) else end
        yield Run(text[anchor.start : until], state=state, line=anchor.line)
