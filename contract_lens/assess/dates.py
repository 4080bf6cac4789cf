"""When a communication took place, and when an agreement was signed: as files and their names tell."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import PurePath

from contract_lens.assess.description import DealDescription
from contract_lens.assessment import Assessment, Clause
from contract_lens.clause import PassageKind

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
_ISO_MONTH = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d])")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: (?:and|to|-|–) \d{{1,2}})?(?: day)?(?: of)?[ .]+"
    rf"(?P<m>{_MONTH})\.?,? +(?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{_MONTH})\.? +(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE
)
_DOTTED = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d\d)(?![\d]|\.\d)")
# "7th day of August, Two Thousand and Twenty-Five"
_YEAR_IN_WORDS = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)?[ .]+(?P<m>{_MONTH})\b,?\s+"
    r"(?:in the year\s+(?:of our Lord,?\s+)?)?"
    r"\(?Two\s+Thousand(?:\s+and)?"
    r"(?:\s+(?P<tens>Ten|Eleven|Twelve|\w{3,5}teen|Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety))?"
    r"(?:[\s-]+(?P<ones>One|Two|Three|Four|Five|Six|Seven|Eight|Nine)\b)?",
    re.IGNORECASE,
)
_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MONTH_ONLY = re.compile(rf"\b(?P<m>{_MONTH})\.? +(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)
_HEAD = 1_500  # characters of minutes in which their date stands
_SIGNED = re.compile(
    r"\b(?:dated|made|entered into|effective(?: date)?|signed|executed|commencement date|as of)\b"
    r"|^[\W_]{0,6}date(?:d| of (?:this |the )?(?:agreement|contract|deed|signature|signing|letter))?"
    r"[\W_]{0,4}:",
    re.IGNORECASE | re.MULTILINE,
)
#: A line that may hold nothing but a date, as letters and covers have it, behind the name of a place.
_DATE_LINE = re.compile(
    r"(?m)^[^\w\n]{0,6}(?:(?P<place>[A-Z][\w.’' -]{1,30}), {1,3}(?:the )?)?"
    r"(?P<date>[^\n]{6,90}?)[^\w\n]{0,4}$"
)
_LINES = 2_000  # characters in which such a line stands
_AGREEMENT_HEAD = 12_000
_NEAR = 140  # characters between "dated" and the date


def date_of(row: Assessment, description: DealDescription) -> str | None:
    """Return the ISO date of a communication, or ``None``.

    It is the first of the month where the day is not told.
    """
    if told := description.note_on(row.path).date:
        return told
    own = Counter(
        found.group()
        for clause in row.clauses
        if clause.kind is not PassageKind.QUOTED and (found := _ISO.match(clause.time or ""))
    )
    if own:
        return own.most_common(1)[0][0]
    named = _first_date(PurePath(row.path).stem)
    if named and _ISO.search(PurePath(row.path).stem):
        return named
    return _first_date(row.text[:_HEAD]) or named


def date_of_words(clause: Clause, of_document: str | None) -> str | None:
    """Return the date of one utterance: a quoted mail and a line of a chat have dates of their own."""
    found = _ISO.match(clause.time or "")
    if found:
        return found.group()
    return of_document if clause.kind is not PassageKind.QUOTED else None


def date_of_agreement(row: Assessment) -> str | None:
    """Return the date on which an agreement was signed or takes effect, from its first pages or its end."""
    head = row.text[:_AGREEMENT_HEAD]
    for part in (head, row.text[-_AGREEMENT_HEAD // 4 :]):
        for mark in _SIGNED.finditer(part):
            found = _first_date(part[mark.end() : mark.end() + _NEAR], whole=True)
            if found:
                return found
        if part is head and (alone := _lone_date(head[:_LINES])):
            return alone
    return None


def _lone_date(text: str) -> str | None:
    """Return the date of the first line that holds nothing else."""
    for line in _DATE_LINE.finditer(text):
        lone = line["date"].removeprefix("the ")
        # "May 1, 2025" is no place before a year.
        whole = lone if line["place"] is None else line[0].strip(" \t*_#,.;:|")
        if found := _whole_date(lone) or _whole_date(whole):
            return found
    return None


def _whole_date(line: str) -> str | None:
    """Return the date that a line consists of."""
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _DOTTED, _YEAR_IN_WORDS):
        if match := pattern.fullmatch(line):
            year = match["y"] if "y" in pattern.groupindex else _year_of(match["tens"], match["ones"])
            return _made(year, match["m"], match["d"])
    return None


def _first_date(text: str, *, whole: bool = False) -> str | None:
    """Return the first date of a text; with ``whole`` only one that names the day."""
    found = []
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _DOTTED):
        if match := pattern.search(text):
            date = _made(match["y"], match["m"], match["d"])
            if date:
                found.append((match.start(), date))
    if not found and "housand" in text and (match := _YEAR_IN_WORDS.search(text)):
        date = _made(_year_of(match["tens"], match["ones"]), match["m"], match["d"])
        found += [(match.start(), date)] if date else []
    if found or whole:
        return min(found)[1] if found else None
    for pattern in (_ISO_MONTH, _MONTH_ONLY):
        if match := pattern.search(text):
            return _made(match["y"], match["m"], "1")
    return None


def _year_of(tens: str | None, ones: str | None) -> str:
    """Return the year of "Two Thousand and Twenty-Five"."""
    ten, one = (tens or "").lower(), (ones or "").lower()
    high = 20 + 10 * _TENS.index(ten) if ten in _TENS else _ONES.index(ten) if ten in _ONES else 0
    return str(2_000 + high + _ONES.index(one))


def _made(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else 1 + [name[:3] for name in _MONTHS].index(month[:3].casefold())
    try:
        return datetime.date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def days_between(first: str, last: str) -> int:
    """Return how many days lie between two ISO dates."""
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def in_words(date: str) -> str:
    """Return an ISO date as people write it: ``7 March 2025``."""
    day = datetime.date.fromisoformat(date)
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"
