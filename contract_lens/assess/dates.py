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
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: (?:and|to|-|–) \d{{1,2}})?(?: day of)?[ .]+"
    rf"(?P<m>{_MONTH})\.?,? +(?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{_MONTH})\.? +(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE
)
_MONTH_ONLY = re.compile(rf"\b(?P<m>{_MONTH})\.? +(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)
_HEAD = 1_500  # characters of minutes in which their date stands
_SIGNED = re.compile(
    r"\b(?:dated|made|entered into|effective(?: date)?|signed|executed|commencement date|as of)\b",
    re.IGNORECASE,
)
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
    for part in (row.text[:_AGREEMENT_HEAD], row.text[-_AGREEMENT_HEAD // 4 :]):
        for mark in _SIGNED.finditer(part):
            found = _first_date(part[mark.end() : mark.end() + _NEAR], whole=True)
            if found:
                return found
    return None


def _first_date(text: str, *, whole: bool = False) -> str | None:
    """Return the first date of a text; with ``whole`` only one that names the day."""
    found = []
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        if match := pattern.search(text):
            date = _made(match["y"], match["m"], match["d"])
            if date:
                found.append((match.start(), date))
    if found or whole:
        return min(found)[1] if found else None
    for pattern in (_ISO_MONTH, _MONTH_ONLY):
        if match := pattern.search(text):
            return _made(match["y"], match["m"], "1")
    return None


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
