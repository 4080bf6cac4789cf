"""Plain text and Markdown -> content. The text stays verbatim: line ends, white space and marks are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from contract_lens.document import Anchor, Block, BlockKind
from contract_lens.options import Limits
from contract_lens.read.content import Content, check_length
from contract_lens.read.decoding import decode

# Only these end a line; str.splitlines also cuts at form feeds and U+2028, which would shift line numbers.
_LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")
_ITEM = re.compile(r"[ \t]{0,12}(?:[-*+•‣◦▪–][ \t]+|\d{1,3}[.)][ \t]+|\(?[a-z]{1,4}\)[ \t]+)\S")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+\S")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_STRONG_LINE = re.compile(r"(\*\*|__)(?!\s)[^*_]{1,120}\1[ \t]*:?[ \t]*")
_TITLE_CHARACTERS = 200
#: No line that was broken to fit a page or a screen is longer. Word processors save one paragraph a line.
_BROKEN = 160
#: Lines that were broken at a margin further out yet: so many of them, nearly all as long but for a word.
_MANY = 8
_RAGGED = 20


class _Line(NamedTuple):
    start: int  # first character that is not white space
    end: int  # one past the last one that is not
    number: int
    text: str


def read_text(data: bytes, limits: Limits) -> Content:
    """Read plain text; blocks are parted by blank lines, and list-like lines stand alone.

    Where most of the text stands in lines that no page would hold, every line is a paragraph of its own.

    Args:
        data: Bytes in UTF-8, UTF-16, UTF-32 or Windows-1252.
        limits: ``characters`` applies.

    Raises:
        LimitExceeded: The text is longer than the limits allow.
    """
    text, warnings = _decode(data, limits)
    lines = list(_lines(text))
    return _content(text, lines, _plain_blocks(text, lines), warnings, title="")


def read_markdown(data: bytes, limits: Limits) -> Content:
    """Read Markdown: as ``read_text``, and headings, list items and table rows are told apart.

    The marks (``#``, ``-``, ``**``, ``|``) stay in the text.

    Raises:
        LimitExceeded: The text is longer than the limits allow.
    """
    text, warnings = _decode(data, limits)
    lines = list(_lines(text))
    blocks = list(_markdown_blocks(text, lines))
    heading = next((block for block in blocks if block.kind is BlockKind.HEADING), None)
    title = text[heading.start : heading.end].strip("#*_ \t") if heading else ""
    return _content(text, lines, blocks, warnings, title=title[:_TITLE_CHARACTERS])


def _decode(data: bytes, limits: Limits) -> tuple[str, tuple[str, ...]]:
    decoded = decode(data)
    check_length(len(decoded.text), limits)
    if not decoded.replaced:
        return decoded.text, ()
    plural = "" if decoded.replaced == 1 else "s"
    return decoded.text, (f"{decoded.replaced} byte{plural} could not be read as {decoded.encoding}.",)


def _content(
    text: str,
    lines: list[_Line],
    blocks: list[Block] | Iterator[Block],
    warnings: tuple[str, ...],
    title: str,
) -> Content:
    return Content(
        text=text,
        blocks=tuple(blocks),
        anchors=tuple(Anchor(line.start, line.end, line=line.number) for line in lines),
        warnings=warnings,
        title=title,
    )


def _lines(text: str) -> Iterator[_Line]:
    """Every line that is not blank."""
    number = 1
    for match in _LINE.finditer(text):
        line = match.group()
        if line[0] in "\r\n":
            number += 1
            continue
        body = line.strip()
        if body:
            start = match.start() + len(line) - len(line.lstrip())
            yield _Line(start, start + len(body), number, line)


def _plain_blocks(text: str, lines: list[_Line]) -> Iterator[Block]:
    opened: list[_Line] = []
    unbroken = _are_paragraphs(lines)
    for line in lines:
        item = _ITEM.match(line.text) is not None or (unbroken and not text[line.start].islower())
        if opened and (item or line.number > opened[-1].number + 1):
            yield _plain_block(opened)
            opened = []
        opened.append(line)
    if opened:
        yield _plain_block(opened)


def _are_paragraphs(lines: list[_Line]) -> bool:
    lengths = [line.end - line.start for line in lines]
    long = sorted(length for length in lengths if length > _BROKEN)
    if 2 * sum(long) <= sum(lengths):
        return False
    widest = long[(len(long) - 1) * 19 // 20]  # a line or two, as an address of the web, may be longer still
    full = sum(1 for length in long if abs(length - widest) <= _RAGGED)
    return len(long) < _MANY or 4 * full < 3 * len(long)


def _plain_block(lines: list[_Line]) -> Block:
    kind = BlockKind.LIST_ITEM if _ITEM.match(lines[0].text) else BlockKind.PARAGRAPH
    return Block(lines[0].start, lines[-1].end, kind)


def _markdown_blocks(text: str, lines: list[_Line]) -> Iterator[Block]:
    opened: list[_Line] = []
    kind, level, fenced = BlockKind.PARAGRAPH, 0, False
    for line in lines:
        fence = _FENCE.match(line.text) is not None
        alone, own_kind, own_level = (
            (False, BlockKind.PARAGRAPH, 0) if fenced or fence else _markdown_kind(line)
        )
        fenced ^= fence
        starts = (
            alone or own_kind is not BlockKind.PARAGRAPH or kind in (BlockKind.HEADING, BlockKind.TABLE_ROW)
        )
        if opened and (starts or line.number > opened[-1].number + 1):
            yield Block(opened[0].start, opened[-1].end, kind, level)
            opened = []
        if not opened:
            kind, level = own_kind, own_level
        opened.append(line)
    if opened:
        yield Block(opened[0].start, opened[-1].end, kind, level)


def _markdown_kind(line: _Line) -> tuple[bool, BlockKind, int]:
    """Whether the line stands alone, its kind, and its level."""
    if heading := _HEADING.match(line.text):
        return True, BlockKind.HEADING, len(heading.group(1))
    if _ITEM.match(line.text):
        indent = len(line.text[: len(line.text) - len(line.text.lstrip())].expandtabs(4))
        return True, BlockKind.LIST_ITEM, 1 + indent // 2
    bare = line.text.strip()
    if bare.startswith("|") or ("|" in bare and _TABLE_RULE.fullmatch(bare)):
        return True, BlockKind.TABLE_ROW, 0
    if _STRONG_LINE.fullmatch(bare):
        return True, BlockKind.HEADING, 6
    return False, BlockKind.PARAGRAPH, 0
