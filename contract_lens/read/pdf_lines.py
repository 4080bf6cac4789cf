"""The text lines of one PDF page as PDFium sees them, each with its rectangle."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from ctypes import addressof, byref, c_double, cast, create_string_buffer
from itertools import groupby, repeat
from math import pi
from struct import iter_unpack
from typing import Any, NamedTuple

from contract_lens.document import Box
from contract_lens.read.pdf_calls import address, calls
from contract_lens.read.pdf_turn import Turn

HYPHEN = "\ufffe"  # PDFium writes this noncharacter for a hyphen at a line end and joins the two lines
_PIECE = re.compile(f"[^\r\n{HYPHEN}]+{HYPHEN}?")
# A clause number set with a tab stop and no space: PDFium reads "1.1Unless" where "1.1   Unless" is printed.
_GLUED = re.compile(
    r"(?:\d{1,3}\.(?:\d{1,3}\.?){0,4}|\((?:[a-z]{1,2}|[ivxl]{1,6}|\d{1,2})\))(?=[“\"‘]?[A-Z][a-z])"
)
# What fonts write for ordinary letters and marks: ligatures, the Greek question mark for a semicolon (Unicode
# calls the two canonically equivalent), a soft hyphen for every hyphen.
_ORDINARY = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    0x037E: ";", 0x00AD: "-", ord(HYPHEN): "-",
}  # fmt: skip
_SPECIAL = re.compile("[" + "".join(map(chr, _ORDINARY)) + "]")
_LINE_HYPHENS = (HYPHEN, "\u00ad")
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
_NUMBER_STARTS = frozenset("0123456789(")


_Piece = tuple[list[str], int, int, str]  # words, indices of the first and last character, why it is hidden


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


def read_lines(text_page: Any, number: int, view: Turn, unseen: dict[int, str], parts: int = 0) -> PageLines:
    """Return the lines of one page.

    Two rectangles are asked for per line instead of one per character.

    Args:
        text_page: A ``pypdfium2.PdfTextPage``.
        number: Page number from 1.
        view: What is shown of the page, and how it is turned.
        unseen: Addresses of the page objects with text that is not seen, with the reason.
        parts: How many stretches of text the page draws.
    """
    raw = address(text_page.raw)
    text = text_page.get_text_range(errors="replace")
    reasons = _hidden_characters(text_page.raw, text, unseen) if unseen else {}
    aligned = len(text) == text_page.count_chars()
    pieces = _pieces(text_page.raw, text, aligned, reasons)
    lines, upright = _upright_lines(raw, pieces, number)
    turn = None
    if view.quarters or upright < len(lines):
        lines, turn = _turned_lines(text_page.raw, pieces, number, view)
    _mark_outside(lines, turn or view)
    heights = [line.box.bottom for line in lines if not line.hidden] or [0.0]
    gaps = parts > _JOINED * len(lines) and (turn is not None or _share_a_gap(text_page.raw, pieces))
    page = turn or view
    doubtful = (len(text) > _LONG_PAGE and _COMMON.search(text) is None) or _STRANGE.search(text) is not None
    return PageLines(number, page.width, page.height, lines, max(heights), min(heights), turn, gaps, doubtful)


def _pieces(raw: Any, text: str, aligned: bool, reasons: dict[int, str]) -> list[_Piece]:
    """Part a page's text into lines; one that is hidden in part comes in parts."""
    import pypdfium2.raw as pdfium

    char_index = pdfium.FPDFText_GetCharIndexFromTextIndex
    found: list[_Piece] = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        for left, right, hidden in _parts(start, end, reasons) if reasons else ((start, end, ""),):
            piece = text[left:right]
            words = piece.split()
            if not words or words == [HYPHEN]:
                continue
            first, last = left, right - 1
            if piece[0] != words[0][0]:
                first += len(piece) - len(piece.lstrip())
            if piece[-1] != words[-1][-1]:
                last -= len(piece) - len(piece.rstrip())
            if not aligned:
                first, last = char_index(raw, first), char_index(raw, last)
            found.append((words, first, last, hidden))
    return found


def _parts(start: int, end: int, reasons: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    for hidden, places in groupby(range(start, end), key=lambda place: reasons.get(place, "")):
        indices = list(places)
        yield indices[0], indices[-1] + 1, hidden


def _hidden_characters(raw: Any, text: str, unseen: dict[int, str]) -> dict[int, str]:
    """Map the places in a page's text that are not seen to the reason; a space takes that of its word."""
    import pypdfium2.raw as pdfium

    char_index, object_of = pdfium.FPDFText_GetCharIndexFromTextIndex, calls().object_of_char
    page = address(raw)
    reasons: dict[int, str] = {}
    last = ""
    for place, letter in enumerate(text):
        if not letter.isspace():
            last = unseen.get(object_of(page, char_index(raw, place)), "")
        if last:
            reasons[place] = last
    return reasons


def _upright_lines(raw: int, pieces: list[_Piece], number: int) -> tuple[list[Line], int]:
    """Lines of a page that is read as it stands, and how many of them run from left to right."""
    edges = _char_boxes(raw, [index for _, first, last, _ in pieces for index in (first, last)])
    lines: list[Line] = []
    upright = uneven = 0
    for words, first, last, reason in pieces:
        left, top, right, bottom, begin, high, end, low = next(edges)
        if last - first < _SHORT or begin > left:
            upright += 1
        height = top - bottom
        uneven += abs(height - high + low) > _UNEVEN * height
        hidden = reason or ("tiny" if height < _SMALLEST else "")
        box = Box(left if left < begin else begin, bottom, right if right > end else end, top)
        lines.append(Line(tidy(words), number, box, words[-1][-1] in _LINE_HYPHENS, height, hidden))
    if uneven > _MOST_UNEVEN * len(lines):
        lines = [_set_on_baseline(raw, line, piece) for line, piece in zip(lines, pieces, strict=True)]
    return lines, upright


def _set_on_baseline(raw: int, line: Line, piece: _Piece) -> Line:
    """Give a line the height of its font; PDFium, not knowing it, takes that of the letter."""
    import pypdfium2.raw as pdfium

    page, first = cast(raw, pdfium.FPDF_TEXTPAGE), piece[1]
    across, base, matrix = c_double(), c_double(), pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetCharOrigin(page, first, byref(across), byref(base)):
        return line
    pdfium.FPDFText_GetMatrix(page, first, byref(matrix))
    size = pdfium.FPDFText_GetFontSize(page, first) * (abs(matrix.d) or 1.0)
    if not 0.4 * line.height < size < 4.0 * line.height:
        return line
    box = line.box._replace(bottom=base.value - _DESCENT * size, top=base.value + _ASCENT * size)
    return line._replace(box=box, height=box.top - box.bottom)


def _char_boxes(raw: int, indices: list[int]) -> Iterator[tuple[float, ...]]:
    """Left, top, right and bottom of two characters at a time."""
    edges = create_string_buffer(16 * len(indices) or 1)
    start = addressof(edges)
    places = range(start, start + 16 * len(indices), 16)
    deque(map(calls().char_box, repeat(raw, len(indices)), indices, places), maxlen=0)
    return iter_unpack("8f", edges.raw) if indices else iter(())


def _share_a_gap(raw: Any, pieces: list[_Piece]) -> bool:
    """Look at a sample of long lines: whether wide gaps of three of them lie one above the other."""
    import pypdfium2.raw as pdfium

    long = [(first, last - first + 1) for _, first, last, _ in pieces if last - first > _LONG]
    left, top, right, bottom = (c_double() for _ in range(4))
    edges = [byref(edge) for edge in (left, top, right, bottom)]
    gaps: list[tuple[float, float]] = []
    for first, count in long[:: max(1, len(long) // _SAMPLED)]:
        end = 0.0
        for index in range(pdfium.FPDFText_CountRects(raw, first, count)):
            pdfium.FPDFText_GetRect(raw, index, *edges)
            if index and left.value - end > _WIDE_GAP:
                gaps.append((end, left.value))
            end = right.value
    return any(
        sum(other[0] < gap[1] - 1.0 and other[1] > gap[1] - 1.0 for other in gaps) >= _LEAST_GAPS
        for gap in gaps
    )


def _turned_lines(raw: Any, pieces: list[_Piece], number: int, view: Turn) -> tuple[list[Line], Turn | None]:
    """Lines of a page after it was turned so that most of them run from left to right.

    Lines in other directions come last, each a paragraph of its own.
    """
    quarters = [_quarter(raw, first) for _, first, _, _ in pieces]
    usual = Counter(
        each for each, (_, first, last, _) in zip(quarters, pieces, strict=True) if last - first >= _SHORT
    )
    quarter = usual.most_common(1)[0][0] if usual else view.quarters
    turn = view._replace(quarters=quarter)
    lines: list[Line] = []
    apart: list[Line] = []
    for (words, start, end, reason), own in zip(pieces, quarters, strict=True):
        first, last = (turn.to_view(_char_box(raw, index)) for index in (start, end))
        box = Box(*map(min, first[:2], last[:2]), *map(max, first[2:], last[2:]))
        across = own == quarter
        height = first.top - first.bottom if across else first.right - first.left
        hidden = reason or ("tiny" if height < _SMALLEST else "")
        hyphenated = words[-1][-1] in _LINE_HYPHENS
        line = Line(tidy(words), number, box, hyphenated and across, height, hidden, not across)
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
    """Mark lines that lie wholly outside what is shown of the page."""
    low, floor, high, ceiling = view.to_view(view.bounds)
    for index, line in enumerate(lines):
        left, bottom, right, top = line.box
        if right <= low or left >= high or top <= floor or bottom >= ceiling:
            lines[index] = line._replace(hidden="off_page")


def tidy(words: list[str]) -> str:
    """Join words by single spaces, in ordinary letters; a clause number that lost its space gets it back."""
    text = " ".join(words)
    if text[0] in _NUMBER_STARTS and (glued := _GLUED.match(text)):
        text = f"{text[: glued.end()]} {text[glued.end() :]}"
    if text.isascii() or not _SPECIAL.search(text):
        return text
    return text.translate(_ORDINARY)
