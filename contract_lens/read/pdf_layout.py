"""Lines of a PDF -> paragraphs: by the gaps between lines, their indents and where they end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from contract_lens.read.pdf_lines import Line

# Measured on 54 filed agreements: paragraphs found at F1 .89 with this single setting.
GAP = 1.35
# Leading of text set solid, and the widest that lines of one paragraph have, in heights.
_SOLID, _WIDEST = 1.2, 2.6
_ENDS = (".", ";", ":", "!", "?")
_CLOSERS = "\"'”’)]"
_NUMBER_ENDS = frozenset("0123456789_ivxl")
_NOT_OPEN = frozenset((*_ENDS, *_CLOSERS, *_NUMBER_ENDS))
_OPEN_END = re.compile(
    r"(?:,|\b(?:a|all|an|and|any|are|as|at|be|been|between|by|each|for|from|has|have|her|his|if|in|is|its|may|no|not"
    r"|of|on|or|other|our|shall|such|than|that|the|their|this|to|under|was|which|who|will|with|your))$"
)
_REFERENCE_END = re.compile(
    r"\b(?:Sections?|Articles?|Clauses?|Paragraphs?|Exhibits?|Schedules?|[Ss]ubsections?)$"
)
_MARKER = re.compile(
    r"(?:\(?(?:[a-z]{1,2}|[ivxl]{1,6}|[A-Z]|[IVXL]{1,6}|\d{1,3})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?|[•·▪◦●■o–-]"
    r"|(?:ARTICLE|Article|SECTION|Section|SCHEDULE|Schedule|EXHIBIT|Exhibit|ANNEX|Annex|APPENDIX|Appendix)"
    r"\s+[\dA-Z][\w.-]{0,6}[.:]?)(?:\s|$)"
)
_CONTENTS = re.compile(
    _MARKER.pattern + r"(?:.*\s)?[\divxl]{1,5}$"
)  # a row of a table of contents without dots
_SECTION = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){1,4}\.?|(?:ARTICLE|Article|SECTION|Section)\s+[\dIVXL.]{1,7}\.?)\s+[A-Z“\"]"
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*[\divxl]{1,5}$|_{3,}$")
_LEAST_DOTS = 4
_LAST_WORD = re.compile(r"([A-Za-z]{2,})-$")
_FIRST_WORD = re.compile(r"[a-z]{2,}")
_SAME_ROW = 0.55  # share of the lower line's height in which two lines of one row overlap
_ASIDE = 0.12  # share of the width that is free on both sides of a centred line
_ALIGNED = 2.0  # points within which lines begin at the same place
_TORN = 4.0  # leadings; a gap as wide, in the middle of a sentence, is the end of a page of the original
_TALLER = 1.3  # times; a line so much taller, or lower, is of another paragraph
_ALIKE = 1.25  # times; lines of one paragraph, and surely so
_FAR_RIGHT = 0.6  # ... left of a line that stands at the right margin
_LONG = 30  # characters; shorter lines are not running text
_LONGEST_MARKER = 16
_TAIL = 48  # characters at the end of a line that tell how it ends


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual on a page.

    Attributes:
        leading: Distance of lines within a paragraph, points.
        right: Where full lines end, points from the left.
        left: Where most lines begin.
    """

    leading: float
    right: float
    left: float


def measure(lines: list[Line], fallback: Measures | None) -> Measures:
    """Measure a page; a page with few lines takes what its predecessor had.

    The leading is the lower third of the gaps between lines, the right edge the 90th percentile.
    """
    if not lines:
        return fallback or Measures(12.0, 540.0, 72.0)
    edges = list(zip(*[line[2] for line in lines], strict=True))  # by place: every line is asked
    gaps = sorted([gap for above, below in pairwise(edges[1]) if 2.0 < (gap := above - below) < 72.0])
    if len(gaps) < 4 and fallback:
        return fallback
    rights, lefts = sorted(edges[2]), sorted(edges[0])
    height = sorted([line[4] for line in lines])[len(lines) // 2]
    leading = gaps[len(gaps) // 3] if gaps else _SOLID * height
    if leading > _WIDEST * height:
        leading = _SOLID * height
    return Measures(leading, rights[int(0.9 * (len(rights) - 1))], lefts[len(lefts) // 4])


def reading_order(lines: list[Line]) -> list[Line]:
    """Move lines that the file draws late to the place where a reader meets them.

    The order of drawing is that of reading almost everywhere, columns included. But converters draw some
    parts of a page last, such as the rest of a table from the page before; a stretch of lines that lies
    entirely above all that was drawn since belongs before it.
    """
    boxes = [line[2] for line in lines]
    starts = [
        index
        for index, (before, box) in enumerate(pairwise(boxes), 1)
        if box[1] > before[3] and not same_row(lines[index - 1], lines[index])
    ]
    if not starts:
        return lines
    ordered: list[list[Line]] = []
    for start, end in pairwise([0, *starts, len(lines)]):
        stretch = lines[start:end]
        floor = min(line.box.bottom for line in stretch)
        place = len(ordered)
        while place and max(line.box.top for line in ordered[place - 1]) <= floor + 1.0:
            place -= 1
        ordered.insert(place, stretch)
    return [line for stretch in ordered for line in stretch]


def split_paragraphs(lines: list[Line], measures: Measures) -> Iterator[list[Line]]:
    """Yield the paragraphs of a run of lines of one page."""
    start = 0
    for index, runs_on in enumerate(_running(lines, measures), 1):
        if not runs_on and _breaks(lines[index - 1], lines[index], measures, alone=index - start == 1):
            yield lines[start:index]
            start = index
    if lines:
        yield lines[start:]


def _running(lines: list[Line], measures: Measures) -> list[bool]:
    """Tell of each line after the first whether the one before plainly goes on in it.

    It does if that is full and open, and nothing sets the next apart. Most lines do; ``_breaks`` says the
    same of them, at many times the cost.
    """
    edge, width = measures.right, measures.right - measures.left
    widest, most_room = GAP * measures.leading, _ASIDE * width
    far = measures.left + _FAR_RIGHT * width
    found: list[bool] = []
    is_open = False
    floor = room = tall = 0.0  # of the line before
    for text, _, (left, bottom, right, _), hyphenated, height, hidden, apart, _ in lines:
        runs_on = (
            is_open
            and not (hidden or apart or tall > _ALIKE * height or height > _ALIKE * tall)
            and 0.0 <= floor - bottom <= widest
        )
        if runs_on and room > 0.3 * height:
            first = text.find(" ")
            word = (right - left) / len(text) * ((first if first > 0 else len(text)) + 1)
            runs_on = room <= word + 0.3 * height
        found.append(runs_on)
        is_open = text[-1] not in _NOT_OPEN and not (hidden or apart or hyphenated)
        if is_open:
            floor, tall, room = bottom, height, edge - right
            is_open = not (room > most_room or left > far)
    return found[1:] if width >= 1.0 else [False] * len(found[1:])


def _breaks(last: Line, line: Line, measures: Measures, *, alone: bool) -> bool:
    """Whether ``line`` begins a new paragraph after ``last``, which may be ``alone`` in its own."""
    text, _, (_, bottom, _, top), hyphenated, tall, hidden, apart, _ = last
    new_text, _, (_, new_bottom, _, new_top), _, new_tall, new_hidden, new_apart, _ = line
    if apart or new_apart:
        return True
    smaller, height = (tall, new_tall) if tall < new_tall else (new_tall, tall)
    overlap = (top if top < new_top else new_top) - (bottom if bottom > new_bottom else new_bottom)
    if overlap > _SAME_ROW * smaller > 0:
        return False
    if hidden != new_hidden:
        return True
    if hyphenated:
        return False
    drop = bottom - new_bottom
    if alone and len(text) <= _LONGEST_MARKER and is_marker(last) and _leads(last, line):
        return False  # a number that stands a little off the first line of its clause
    if drop < 0:  # on to the next column
        return _ends_sentence(text) or not new_text[:1].islower()
    if drop > GAP * measures.leading and drop > GAP * (0.6 * (height if height > 1.0 else 1.0)):
        return drop <= _TORN * measures.leading or not _is_torn(last, line)
    if height > _TALLER * (smaller if smaller > 1.0 else 1.0):
        return True
    return _breaks_without_gap(last, line, measures, alone=alone)


def _is_torn(last: Line, line: Line) -> bool:
    """Whether a sentence goes on after a gap so wide that a page of the original has ended there."""
    return (
        abs(line.box.left - last.box.left) < 2 * max(last.height, line.height)
        and line.text[0].islower()
        and not _MARKER.match(line.text)
        and not _ends_sentence(last.text)
        and last.text[-1].isalpha()
        and max(len(last.text), len(line.text)) > _LONG
    )


def same_row(last: Line, line: Line) -> bool:
    """Whether two lines stand side by side: one row that the file draws in several pieces."""
    overlap = min(last.box.top, line.box.top) - max(last.box.bottom, line.box.bottom)
    return overlap > _SAME_ROW * min(last.height, line.height) > 0


def _leads(marker: Line, line: Line) -> bool:
    """Whether a number stands on the row of the line that follows it, or so close that it belongs there."""
    drop = abs(marker.box.bottom - line.box.bottom)
    touches = abs(line.box.left - marker.box.right) < 3.0
    return same_row(marker, line) or (touches and drop < 1.6 * max(marker.height, line.height))


def is_marker(line: Line) -> bool:
    """Whether a line holds nothing but a clause number or bullet."""
    return len(line.text) <= _LONGEST_MARKER and _MARKER.fullmatch(line.text) is not None


def _breaks_without_gap(last: Line, line: Line, measures: Measures, *, alone: bool) -> bool:
    """Paragraphs set solid: the last line ends early or stands apart; the new one is marked or indented."""
    text, _, (left, _, right, _), _, _, _, _, _ = last
    new_text, _, (new_left, _, new_right, _), _, tall, _, _, _ = line
    if text[-1] in _NUMBER_ENDS and _is_contents_row(last, line):
        return True
    width = max(1.0, measures.right - measures.left)
    room = measures.right - right
    if (room > _ASIDE * width or left > measures.left + _FAR_RIGHT * width) and _stands_apart(
        last, line, measures, alone=alone
    ):
        return True
    first = new_text.find(" ")
    word = (new_right - new_left) / len(new_text) * ((first if first > 0 else len(new_text)) + 1)
    early = room > word + 0.3 * tall
    ended = text[-1] in _ENDS if text[-1] not in _CLOSERS else _ends_sentence(text)
    indented = new_left - left > 0.9 * tall
    if (
        (early or ended)
        and _MARKER.match(new_text)
        and (early or indented or is_marker(line) or _SECTION.match(new_text))
    ):
        return True
    if early and ended:
        return not (new_text[:1].islower() and text[-1] not in ".!?")
    if indented and ended and not alone:
        return True
    very_early = room > 0.4 * width
    return very_early and not new_text[:1].islower() and not _OPEN_END.search(text[-12:])


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def _is_contents_row(last: Line, line: Line) -> bool:
    """Whether a line ends in a page number or a blank to fill in, as rows of contents and forms do."""
    return _has_leaders(last.text) or (
        _CONTENTS.match(last.text) is not None and _CONTENTS.match(line.text) is not None
    )


def _has_leaders(text: str) -> bool:
    tail = text[-_TAIL:]
    return (tail[-1] == "_" or tail.count(".") >= _LEAST_DOTS) and _LEADERS.search(tail) is not None


def _stands_apart(last: Line, line: Line, measures: Measures, *, alone: bool) -> bool:
    """A centred title above text that is not centred, or a line alone at the right margin."""
    width = max(1.0, measures.right - measures.left)
    if (
        alone
        and last.box.left > measures.left + _FAR_RIGHT * width
        and line.box.left < last.box.left - 0.3 * width
    ):
        return True
    aligned = abs(line.box.left - last.box.left) < _ALIGNED  # a column of its own, right of clause numbers
    return (
        not aligned
        and _is_centred(last, measures, width)
        and not _is_centred(line, measures, width)
        and len(line.text) > _LONG
    )


def _is_centred(line: Line, measures: Measures, width: float) -> bool:
    left, right = line.box.left - measures.left, measures.right - line.box.right
    return left > _ASIDE * width and right > _ASIDE * width and abs(left - right) < 0.08 * width


def reunite_markers(lines: list[Line]) -> list[Line]:
    """Put clause numbers that the file draws as a column of their own before the text of their row."""
    alone = [
        index
        for index, line in enumerate(lines)
        if len(line[0]) <= _LONGEST_MARKER
        and is_marker(line)
        and not (index + 1 < len(lines) and _leads(line, lines[index + 1]))
    ]
    if not alone:
        return lines
    before: dict[int, list[int]] = {}
    for index in alone:
        row = [
            other
            for other, line in enumerate(lines)
            if other != index
            and line.box.left > lines[index].box.right - 2.0
            and same_row(lines[index], line)
        ]
        if row:
            before.setdefault(min(row, key=lambda other: lines[other].box.left), []).append(index)
    moved = {index for indices in before.values() for index in indices}
    ordered: list[Line] = []
    for index in range(len(lines)):
        if index not in moved:
            ordered.extend(_with_markers(index, lines, before))
    return ordered if len(ordered) == len(lines) else lines


def _with_markers(index: int, lines: list[Line], before: dict[int, list[int]]) -> Iterator[Line]:
    for marker in before.get(index, ()):
        yield lines[marker]
    yield lines[index]


def _first_word_width(line: Line) -> float:
    """Width of the first word in points, from the mean width of the line's characters."""
    mean = (line.box.right - line.box.left) / max(1, len(line.text))
    return mean * (len(line.text.split(" ", 1)[0]) + 1)


def continues(before: list[Line], after: list[Line], measures: Measures) -> bool:
    """Whether a paragraph goes on over a page break (or over furniture in between).

    It does if the first part does not end a sentence and the second begins in lower case; or if the last line
    runs to the right edge, its sentence is open, and no number, heading or indent begins the second part.
    """
    last, first = before[-1], after[0]
    if last.hyphenated or _REFERENCE_END.search(last.text[-12:]):
        return True
    if _MARKER.match(first.text) or _has_leaders(last.text):
        return False
    if _ends_sentence(last.text) and not last.text.endswith((";", ":")):
        return False
    if first.text[:1].islower():
        return True
    if last.text.endswith((";", ":")) or (first.text.isupper() and not last.text.isupper()):
        return False
    room = measures.right - last.box.right
    full = room < max(0.15 * (measures.right - measures.left), _first_word_width(first))
    return _OPEN_END.search(last.text[-12:]) is not None or (
        full and len(before) > 1 and abs(last.height - first.height) < 0.15 * last.height
    )


def joint(line: Line, following: Line, words: bytes | frozenset[bytes]) -> tuple[bool, str]:
    """How to join two lines: whether the hyphen at the end of the first goes, and the white space between.

    The hyphen goes only if the document elsewhere has the word in one piece and nowhere with its hyphen.

    Args:
        line: A line.
        following: The next line of its paragraph.
        words: All text of the document in UTF-8 and lower case, or its words; empty if no line ends in a
            hyphen.
    """
    if not line.hyphenated:
        return False, " "
    head, tail = _LAST_WORD.search(line.text), _FIRST_WORD.match(following.text)
    if head is None or tail is None:
        return False, ""
    first, rest = head.group(1).lower().encode(), tail.group().encode()  # letters from a to z
    whole = first + rest
    # In a text, where the longer forms are found the shortest is found too.
    forms = (
        (whole, *_forms(whole)) if isinstance(words, frozenset) else (min(whole, *_forms(whole), key=len),)
    )
    return any(form in words for form in forms) and first + b"-" + rest not in words, ""


def _forms(word: bytes) -> tuple[bytes, ...]:
    """Other forms of a word that show it to be one: ``agreements`` for ``agreement``."""
    shorter = (word[:-1],) if word.endswith(b"s") else (word + b"s",)
    return *shorter, *((word[:-2],) if word.endswith((b"ed", b"es", b"ly")) else (word + b"ed", word + b"ly"))
