"""Footnotes of a PDF page: small print at the foot that begins with a mark, kept out of the running text."""

from __future__ import annotations

import re
from collections.abc import Container
from statistics import median

from contract_lens.read.pdf_lines import Line

_SMALL = 0.93  # height of a footnote's letters, as a share of that of the text
_LEAST_TEXT = 3  # lines of text above
_LONG = 20  # characters; shorter lines do not tell the usual height
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¹²³⁴-⁹]{1,3}|\(\d{1,2}\)|\[\d{1,2}\])\s{0,2}(?=[A-Za-z“\"‘(])")


def find_notes(lines: list[Line], furniture: Container[int]) -> list[list[int]]:
    """Return the footnotes of a page, each as the indices of its lines.

    Args:
        lines: Lines of the page in the order of reading.
        furniture: Indices of those that are furniture.
    """
    all_heights = [line[4] for line in lines]  # by place: every line of every page is asked
    if not lines or min(all_heights) > _SMALL * max(all_heights):
        return []
    text = [
        index for index, line in enumerate(lines) if index not in furniture and not line[5] and not line[6]
    ]
    heights = [all_heights[index] for index in text if len(lines[index][0]) > _LONG]
    if len(heights) < _LEAST_TEXT or min([all_heights[at] for at in text]) > _SMALL * max(heights):
        return []
    usual = _SMALL * median(heights)
    notes: list[list[int]] = []
    columns = {lines[index][7] for index in text}
    if len(columns) == 1:
        return _notes_of_column(lines, text, [], usual)  # in order: each begins after the one before
    for column in columns:
        own = [index for index in text if lines[index].column == column]
        others = [index for index in text if lines[index].column != column]
        notes += _notes_of_column(lines, own, others, usual)
    return sorted(notes)


def _notes_of_column(lines: list[Line], own: list[int], others: list[int], usual: float) -> list[list[int]]:
    """Small lines at the end of a column, parted where a mark begins one; what stands before a mark stays.

    Below several columns, they may be all that there is.
    """
    first = len(own)
    while first and lines[own[first - 1]].height < usual:
        first -= 1
    above = own[:first] or others
    if first == len(own) or not above:
        return []
    floor = min(lines[index].box.bottom for index in above)
    notes: list[list[int]] = []
    for index in own[first:]:
        if lines[index].box.top > floor + lines[index].height:
            return []  # small print beside the text, not below it
        if _MARK.match(lines[index].text):
            notes.append([index])
        elif notes:
            notes[-1].append(index)
    return notes
