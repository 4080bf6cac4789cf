"""How words of documents are shown to a reader: without Markdown's marks, dates as people write them.

Only what is shown changes: records and their offsets keep the document's own characters.
"""

from __future__ import annotations

import datetime
import re

_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_RULE = re.compile(
    r"^[ \t]*+(?:\|[ \t]*+)?:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-{2,}+:?[ \t]*+)+\|?[ \t]*+$\n?", re.MULTILINE
)
_ROW = re.compile(r"^[ \t]*\|(?P<open>.*)$|^(?P<closed>.*\|.*)\|[ \t]*$", re.MULTILINE)
# "[**]" and "***" stand for words that a filing leaves out: they are no marks.
_BOLD = re.compile(r"(?<![\[*\w])\*\*(?=[^\s*])(?P<words>[^*]+?)(?<=[^\s*])\*\*(?![\]*\w])")
_UNDERLINED = re.compile(r"(?<![\w_])__(?=[^\s_])(?P<words>[^_]+?)(?<=[^\s_])__(?![\w_])")
#: One half of a pair, where a quotation begins or ends inside it.
_EDGE = re.compile(r"^\*\*(?=\w)|(?<=[\w.,:;])\*\*$|^(?P<words>[^*]*[\w.,:;])\*\*(?=\s)(?!.*\*\*)", re.DOTALL)
_TIME = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def unmarked(text: str) -> str:
    """Return ``text`` without Markdown's marks for headings, bold words and rows of tables."""
    if "#" not in text and "**" not in text and "__" not in text and "|" not in text:
        return text
    plain = _HEADING.sub("", _RULE.sub("", text))
    plain = _ROW.sub(_cells, plain)
    plain = _UNDERLINED.sub(r"\g<words>", _BOLD.sub(r"\g<words>", plain))
    return _EDGE.sub(lambda found: found["words"] or "", plain)


_MARKS = {'"': '"', "“": "”", "„": "“", "'": "'", "‘": "’"}


def quotable(text: str) -> str:
    """Return ``text`` to stand between quotation marks: without one of its own that has lost the other."""
    closing = _MARKS.get(text[:1])
    if closing and (closing not in text[1:] or text[1:].rstrip("….,; ").endswith(closing)):
        return text[1:].rstrip("….,; ").removesuffix(closing) if closing in text[1:] else text[1:]
    return text


def _cells(row: re.Match[str]) -> str:
    """Return the cells of a row of a table, one behind the other."""
    inside = row["open"] if row["open"] is not None else row["closed"]
    return " · ".join(cell for each in inside.split("|") if (cell := each.strip()))


def time_words(time: str | None) -> str:
    """Return a time as people write it: ``7 March 2025, 18:22``; one without a date stays as it is."""
    if not time:  # no clause of an agreement has one
        return ""
    told = _TIME.fullmatch(time)
    if not told:
        return re.sub(r"(?<=:\d\d)\.\d+$", "", time)
    return date_words(told["date"]) + (f", {told['clock']}" if told["clock"] else "")


def date_words(date: str) -> str:
    """Return an ISO date as people write it: ``7 March 2025``; another text as it is."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
