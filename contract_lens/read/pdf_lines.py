"""The text lines of one PDF page as PDFium sees them, each with its rectangle."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from itertools import groupby, pairwise
from math import pi
from operator import itemgetter
from struct import iter_unpack
from typing import Any, NamedTuple

from contract_lens.document import Box
from contract_lens.read.pdf_calls import Pointer, calls, char_boxes, rects
from contract_lens.read.pdf_letters import HYPHEN, NUMBER_STARTS, tidy, unglued
from contract_lens.read.pdf_seams import find_seams
from contract_lens.read.pdf_sheet import Sheet
from contract_lens.read.pdf_turn import Turn

_PIECE = re.compile(f"[^\r\n{HYPHEN}]+{HYPHEN}?")
_LINE_HYPHENS = (HYPHEN, "\u00ad")
_ORDINARY_BYTES = bytes(range(32, 127))
# In UTF-8, without ordinary bytes: white space other than a space, and most letters that ``tidy`` replaces.
_TABBED = re.compile(rb"[\t\v\f\x1c-\x1f]")
_ODD = re.compile(
    rb"\xc2[\x85\xad]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80"
    rb"|\xef\xac[\x80-\x86]"
)
# Quotes and a dash, and the two that are made ordinary before lines are looked at.
_USUAL = (b"\xe2\x80\x99", b"\xe2\x80\x9c", b"\xe2\x80\x9d", b"\xe2\x80\x93", b"\xcd\xbe", b"\xc2\xa0")
_SMALLEST = 1.5  # points; letters of less height are not seen
_JOINED = 1.3  # stretches of text that a page has to a line, if PDFium has joined many over columns
_SAMPLED = 5  # long lines in which a gap is looked for
_LONG = 40  # characters
_LEAST_GAPS = 3
_WIDE_GAP = 7.0  # points; a gutter, or a tab stop
_UNEVEN = 0.03  # by which share of its height the boxes at both ends of a line differ, if they are of letters
_MOST_UNEVEN = 0.12  # share of such lines on a page from which the boxes are not those of the font
_ASCENT, _DESCENT = 0.89, 0.22  # of Times, the commonest font of contracts, as shares of its size
_SHORT = 4  # characters; shorter lines do not tell the direction of a page
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd]")  # private use, replacement: what fonts without a map give
_COMMON = re.compile(r"\b(?:the|of|and|to|in)\b", re.IGNORECASE)
_LONG_PAGE = 600  # characters of a page that must hold one of the commonest words


# Text, whether it ends in a hyphen, indices of its first and last character, why it is hidden.
_Piece = tuple[str, bool, int, int, str]
_FIRST, _LAST = itemgetter(2), itemgetter(3)


class Line(NamedTuple):
    """One line of text.

    Attributes:
        text: The words, parted by single spaces; a hyphen at the line end shows as ``-``.
        page: Page number from 1.
        box: Rectangle in points, from the first to the last character; its height is that of the font.
        hyphenated: Whether the line ends in a hyphen that parts a word.
        height: Height of the font's box in points.
        hidden: Why it is not seen (``"white"``, ``"invisible"``, ``"tiny"``, ``"off_page"``); empty if it is.
        apart: Whether it runs in another direction than the page, as a stamp along the margin does.
        column: Which column of its page it stands in, counted over the page; 0 if it has only one.
    """

    text: str
    page: int
    box: Box
    hyphenated: bool = False
    height: float = 0.0
    hidden: str = ""
    apart: bool = False
    column: int = 0


class PageLines(NamedTuple):
    """The lines of a page in the order in which the file draws them, with measures in points.

    Attributes:
        number: Page number from 1.
        width: Width of the page as it is looked at.
        height: Height of the page.
        lines: The lines.
        highest: Bottom of the highest line.
        lowest: Bottom of the lowest line.
        turn: How the page was turned to be read; ``None`` if it was not.
        gaps: Whether several long lines have a wide gap at the same place, as lines joined over columns do.
        doubtful: Whether its characters are such as broken fonts leave, or hold none of the commonest words.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    highest: float = 0.0
    lowest: float = 0.0
    turn: Turn | None = None
    gaps: bool = False
    doubtful: bool = False


def read_lines(
    sheet: Sheet, view: Turn, unseen: dict[int, str], parts: int = 0, *, scanned: bool = False
) -> PageLines:
    """Return the lines of one page.

    Two rectangles are asked for per line instead of one per character.

    Args:
        sheet: The open page.
        view: What is shown of the page, and how it is turned.
        unseen: Addresses of the page objects with text that is not seen, with the reason.
        parts: How many stretches of text the page draws.
        scanned: Whether it is a picture of a page, with text that a program has recognised upon it.
    """
    number, raw = sheet.number, sheet.text_page
    text = sheet.text()
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY_BYTES)
    reasons = _hidden_characters(sheet, text, unseen) if unseen else {}
    aligned = len(text) == sheet.count_characters()
    seams = find_seams(sheet, text) if scanned and aligned else frozenset()
    pieces = _marked_pieces(text, reasons, seams) if reasons or seams else _pieces(text, rest)
    if not aligned:
        pieces = _indexed(raw, pieces)
    lines, upright, settled = _upright_lines(sheet, pieces, view)
    turn = None
    if view.quarters or upright < len(lines):
        lines, turn = _turned_lines(raw, pieces, number, view)
        _mark_outside(lines, turn or view)
    elif not settled:
        lines = [_set_on_baseline(raw, line, piece) for line, piece in zip(lines, pieces, strict=True)]
        _mark_outside(lines, view)
    bottoms = [line[2][1] for line in lines if not line[5]] or [0.0]
    gaps = parts > _JOINED * len(lines) and (turn is not None or _share_a_gap(sheet.text_address, pieces))
    page = turn or view
    strange = (b"\xee" in rest or b"\xef" in rest) and _STRANGE.search(text) is not None
    uncommon = len(text) > _LONG_PAGE and " the " not in text and _COMMON.search(text) is None
    return PageLines(
        number, page.width, page.height, lines, max(bottoms), min(bottoms), turn, gaps, strange or uncommon
    )


def _pieces(text: str, rest: bytes) -> list[_Piece]:
    """Part a page's text into lines.

    Args:
        text: Text of the page.
        rest: It in UTF-8, without ordinary bytes.
    """
    if b"\xc2\xa0" in rest or b"\xcd\xbe" in rest:  # of one length, so all stays in its place
        text = text.replace("\xa0", " ").replace("\u037e", ";")
    parts = text.split("\r\n")
    ends = len(parts) - 1
    if rest.count(b"\r") != ends or rest.count(b"\n") != ends:
        return _joined_pieces(text, 0)
    tabbed = odd = joined = False
    if rare := _without_usual(rest):
        tabbed, odd = _TABBED.search(rare) is not None, _ODD.search(rare) is not None
        joined = b"\xef\xbf\xbe" in rare
    pieces: list[_Piece] = []
    append, starts = pieces.append, NUMBER_STARTS
    end = -2
    for part in parts:
        first = end + 2
        end = first + len(part)
        line = part.strip()
        if not line:
            continue
        if joined and HYPHEN in line:
            pieces += _joined_pieces(part, first)
            continue
        if tabbed or "  " in line or (odd and not line.isascii()):
            if piece := _piece(part, first, ""):
                append(piece)
            continue  # all else is as it will be read
        last = end - 1
        if line is not part:  # there was something to cut
            first += len(part) - len(part.lstrip())
            last = first + len(line) - 1
        append((unglued(line) if line[0] in starts else line, False, first, last, ""))
    return pieces


def _without_usual(rest: bytes) -> bytes:
    """Leave out line ends, quotes, dashes and what was made ordinary: of most pages nothing is left."""
    rare = rest.translate(None, b"\r\n")
    for mark in _USUAL if rare else ():
        rare = rare.replace(mark, b"")
    return rare


def _joined_pieces(text: str, start: int) -> list[_Piece]:
    """Part text that begins at ``start`` at its line ends and hyphens."""
    found = ((start + match.start(), match.group()) for match in _PIECE.finditer(text))
    return [piece for place, part in found if (piece := _piece(part, place, ""))]


def _marked_pieces(text: str, reasons: dict[int, str], seams: frozenset[int]) -> list[_Piece]:
    """Part a page's text into lines; one that is hidden in part comes in parts, words are parted at seams."""
    pieces = []
    for match in _PIECE.finditer(text):
        for left, right, hidden in _parts(*match.span(), reasons):
            if piece := _piece(text[left:right], left, hidden):
                if seams:
                    letters = [f" {text[at]}" if at in seams else text[at] for at in range(left, right)]
                    piece = (tidy("".join(letters).split()), *piece[1:])
                pieces.append(piece)
    return pieces


def _piece(part: str, start: int, hidden: str) -> _Piece | None:
    """Return what stands at ``start`` as a piece, or ``None`` if it is white space or a hyphen alone."""
    words = part.split()
    if not words or words == [HYPHEN]:
        return None
    first = start + len(part) - len(part.lstrip())
    last = start + len(part.rstrip()) - 1
    return tidy(words), words[-1][-1] in _LINE_HYPHENS, first, last, hidden


def _indexed(raw: Any, pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces with the indices of their characters, where they are not those of the text's."""
    import pypdfium2.raw as pdfium

    index_of = pdfium.FPDFText_GetCharIndexFromTextIndex
    return [
        (text, hyphenated, index_of(raw, first), index_of(raw, last), hidden)
        for text, hyphenated, first, last, hidden in pieces
    ]


def _parts(start: int, end: int, reasons: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    for hidden, places in groupby(range(start, end), key=lambda place: reasons.get(place, "")):
        indices = list(places)
        yield indices[0], indices[-1] + 1, hidden


def _hidden_characters(sheet: Sheet, text: str, unseen: dict[int, str]) -> dict[int, str]:
    """Map the places in a page's text that are not seen to the reason; a space takes that of its word."""
    import pypdfium2.raw as pdfium

    char_index, object_of = pdfium.FPDFText_GetCharIndexFromTextIndex, calls().object_of_char
    raw, page = sheet.text_page, sheet.text_address
    reasons: dict[int, str] = {}
    last = ""
    for place, letter in enumerate(text):
        if not letter.isspace():
            last = unseen.get(object_of(page, char_index(raw, place)) or 0, "")
        if last:
            reasons[place] = last
    return reasons


def _upright_lines(sheet: Sheet, pieces: list[_Piece], view: Turn) -> tuple[list[Line], int, bool]:
    """Lines of a page that is read as it stands, marked where they lie outside of what is shown.

    Returns:
        The lines, how many of them run from left to right, and whether their heights are those of fonts.
    """
    number, ((low, floor, high, ceiling), new) = sheet.number, (view.bounds, tuple.__new__)
    indices = [0] * (2 * len(pieces))
    indices[::2], indices[1::2] = map(_FIRST, pieces), map(_LAST, pieces)
    edges = iter_unpack("8f", char_boxes(sheet.text_address, indices))
    lines: list[Line] = []
    append = lines.append
    upright = uneven = 0
    for piece, (left, top, right, bottom, begin, upper, end, lower) in zip(pieces, edges, strict=True):
        text, hyphenated, first, last, hidden = piece
        height = top - bottom
        if left < begin:
            near = left
            upright += 1
        else:
            near = begin
            upright += last - first < _SHORT
        far = end if end > right else right
        if upper != top or lower != bottom:
            uneven += abs(height - (upper - lower)) > _UNEVEN * height
        if not (hidden or height >= _SMALLEST):
            hidden = "tiny"
        if far <= low or near >= high or top <= floor or bottom >= ceiling:
            hidden = "off_page"
        box = new(Box, (near, bottom, far, top))  # costs a third of what a call of the class does
        append(new(Line, (text, number, box, hyphenated, height, hidden, False, 0)))
    return lines, upright, uneven <= _MOST_UNEVEN * len(lines)


def _set_on_baseline(page: Any, line: Line, piece: _Piece) -> Line:
    """Give a line the height of its font; PDFium, not knowing it, takes that of the letter."""
    import pypdfium2.raw as pdfium

    _, _, first, _, why = piece
    line = line._replace(hidden=why or ("tiny" if line.height < _SMALLEST else ""))
    across, base, matrix = c_double(), c_double(), pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetCharOrigin(page, first, byref(across), byref(base)):
        return line
    pdfium.FPDFText_GetMatrix(page, first, byref(matrix))
    size = pdfium.FPDFText_GetFontSize(page, first) * (abs(matrix.d) or 1.0)
    if not 0.4 * line.height < size < 4.0 * line.height:
        return line
    box = line.box._replace(bottom=base.value - _DESCENT * size, top=base.value + _ASCENT * size)
    return line._replace(box=box, height=box.top - box.bottom)


def _share_a_gap(page: Pointer, pieces: list[_Piece]) -> bool:
    """Look at a sample of long lines: whether wide gaps of three of them lie one above the other."""
    long = [(first, last - first + 1) for _, _, first, last, _ in pieces if last - first > _LONG]
    sample = long[:: max(1, len(long) // _SAMPLED)]
    gaps: list[tuple[float, float]] = []
    found = 0
    for left, (first, count) in zip(range(len(sample), 0, -1), sample, strict=True):
        if found + left < _LEAST_GAPS:
            return False
        if edges := rects(page, first, count):
            own = [(end, start) for (_, end), (start, _) in pairwise(edges) if start - end > _WIDE_GAP]
            found += bool(own)
            gaps += own
    return any(
        sum(other[0] < gap[1] - 1.0 and other[1] > gap[1] - 1.0 for other in gaps) >= _LEAST_GAPS
        for gap in gaps
    )


def _turned_lines(raw: Any, pieces: list[_Piece], number: int, view: Turn) -> tuple[list[Line], Turn | None]:
    """Lines of a page after it was turned so that most of them run from left to right.

    Lines in other directions come last, each a paragraph of its own.
    """
    quarters = [_quarter(raw, piece[2]) for piece in pieces]
    usual = Counter(
        each for each, (_, _, first, last, _) in zip(quarters, pieces, strict=True) if last - first >= _SHORT
    )
    quarter = usual.most_common(1)[0][0] if usual else view.quarters
    turn = view._replace(quarters=quarter)
    lines: list[Line] = []
    apart: list[Line] = []
    for (text, hyphenated, start, end, reason), own in zip(pieces, quarters, strict=True):
        first, last = (turn.to_view(_char_box(raw, index)) for index in (start, end))
        box = Box(*map(min, first[:2], last[:2]), *map(max, first[2:], last[2:]))
        across = own == quarter
        height = first.top - first.bottom if across else first.right - first.left
        hidden = reason or ("tiny" if height < _SMALLEST else "")
        line = Line(text, number, box, hyphenated and across, height, hidden, not across)
        (lines if across else apart).append(line)
    return lines + apart, turn if quarter else None


def _quarter(raw: Any, index: int) -> int:
    """By how many quarters, counted clockwise, the page must be turned to read a character."""
    import pypdfium2.raw as pdfium

    angle = pdfium.FPDFText_GetCharAngle(raw, index)
    return -round(angle / (pi / 2)) % 4 if angle > 0 else 0


def _char_box(raw: Any, index: int) -> Box:
    import pypdfium2.raw as pdfium

    rectangle = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, index, rectangle)
    return Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _mark_outside(lines: list[Line], view: Turn) -> None:
    """Mark lines that lie wholly outside what is shown."""
    low, floor, high, ceiling = view.to_view(view.bounds)
    for index, line in enumerate(lines):
        left, bottom, right, top = line.box
        if right <= low or left >= high or top <= floor or bottom >= ceiling:
            lines[index] = line._replace(hidden="off_page")
