"""Dates and times as chat programs of several countries print them -> ISO.

``03/04/2025`` is March in one country and April in another. The order is told from all stamps of a file
together; where they leave it open, a stamp stays as it is, because a wrong date is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from contract_lens.read.quoting import header_date

_BLANK = "[ \\t\u00a0\u202f]"
#: A day with its year.
DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{4}年\d{1,2}月\d{1,2}日|\d{4}년 ?\d{1,2}월 ?\d{1,2}일"
    r"|\d{1,2}\.? [A-Za-z]{3,9}\.?,? \d{4}|[A-Za-z]{3,9}\.? \d{1,2}, \d{4})"
)
_HALF = r"(?:[AaPp]\.?[ \u00a0\u202f]?[Mm]\b\.?)"
_HALF_FIRST = r"(?:오전|오후|午前|午後|上午|下午)"
_CLOCK = (
    rf"(?:{_HALF_FIRST}{_BLANK}?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\.\d{{1,3}})?(?:{_BLANK}?{_HALF})?"
)
_WEEKDAY = (
    r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?|"
    r"(?:Mo|Di|Mi|Do|Fr|Sa|So)|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|"
    r"(?:lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom)|[Dd]ay \d{1,2})\b\.?"
)
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|Mär|Mai|Okt|Dez|janv|févr|mars|avr|juin|juil|"
    r"août|déc|ene|abr|ago|dic)[a-zäöüéû]{0,6}\b\.?"
)
#: A day that leaves out its year: a day of the week, of a month, or both.
_YEARLESS = (
    rf"(?:(?:{_WEEKDAY},?{_BLANK})?(?:\d{{1,2}}\.?{_BLANK}{_MONTH}|{_MONTH}{_BLANK}\d{{1,2}}|"
    rf"\d{{1,2}}/\d{{1,2}}|\d{{1,2}}\.\d{{1,2}}\.)|{_WEEKDAY})"
)
_TO_CLOCK = rf"(?:T|,?{_BLANK}{{1,3}}(?:at |um |à |kl\. )?)"
_ZONE = rf"(?:{_BLANK}?(?:Z|UTC|GMT|CES?T|[ECMP][SD]T|BST|WES?T|EES?T)\b)?"
#: A day with a time of day.
FULL = rf"(?:{_WEEKDAY},?{_BLANK})?{DATE}{_TO_CLOCK}{_CLOCK}{_ZONE}"
#: A day, with its year or without.
DAY = rf"(?:(?:{_WEEKDAY},?{_BLANK})?{DATE}|{_YEARLESS})"
#: A day without its year, with a time of day: "Mon 08:02", "3 Mar 09:12".
PARTIAL = rf"{_YEARLESS},?{_BLANK}{{1,3}}(?:at |um |à |kl\. )?{_CLOCK}{_ZONE}"
#: A day with a time of day, a day in ISO, or a time alone.
STAMP = rf"(?:{FULL}|{PARTIAL}|\d{{4}}-\d{{1,2}}-\d{{1,2}}|{_CLOCK}{_ZONE})"
_PARTS = re.compile(
    r"(?:(?P<first>\d{1,4})(?P<mark>[-/.年년]) ?(?P<second>\d{1,2})[-/.月월] ?(?P<third>\d{1,4})[日일]?\.?"
    rf"(?:T|,?{_BLANK}{{1,3}}(?:at |um |à |kl\. )?)?)?"
    rf"(?P<half_first>{_HALF_FIRST})?{_BLANK}?"
    rf"(?:(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second_of>\d{{2}}))?(?:\.\d{{1,3}})?"
    rf"{_BLANK}?(?P<half>{_HALF})?)?"
)
# What stands around a stamp and is no part of its time in ISO.
_AROUND = re.compile(
    rf"^{_WEEKDAY},?{_BLANK}(?=\d+[^\d:.]|[A-Z].*\d{{4}})|(?<=\d){_BLANK}?(?:Z|[A-Z]{{3,4}})$"
)
_NO_YEAR = re.compile(PARTIAL)
_AFTERNOON = ("p", "오후", "午後", "下午")


def to_iso(stamps: Sequence[str | None]) -> list[str | None]:
    """Return each stamp of one file as ISO (``2024-11-19T08:02``, or ``08:02`` without a day).

    A stamp that cannot be read, or whose day and month may be either way round in the whole file, stays.
    """
    plain = [_AROUND.sub("", stamp) if stamp else None for stamp in stamps]
    found = [_PARTS.fullmatch(stamp) if stamp and not _NO_YEAR.fullmatch(stamp) else None for stamp in plain]
    order = _order([match for match in found if match and match["first"]])
    return [
        None if stamp is None else _iso(match, order) or _written_out(plain or "") or stamp
        for stamp, plain, match in zip(stamps, plain, found, strict=True)
    ]


def _order(stamps: list[re.Match[str]]) -> str:
    """``ymd``, ``dmy`` or ``mdy`` for the stamps of one file; empty if they do not tell."""
    if any(len(match["first"]) > 2 for match in stamps):
        return "ymd"
    fitting = [order for order in ("dmy", "mdy") if all(_day(match, order) is not None for match in stamps)]
    if len(fitting) == 1:
        return fitting[0]
    if any(match["mark"] == "." for match in stamps):
        return "dmy"  # no country writes the month first with full stops
    rising = [order for order in fitting if _rises(_day(match, order) for match in stamps)]
    if len(rising) == 1:
        return rising[0]
    return ""


def _rises(days: Iterable[datetime | None]) -> bool:
    known = [day for day in days if day is not None]
    return known == sorted(known)


def _day(match: re.Match[str], order: str) -> datetime | None:
    first, second, third = int(match["first"]), int(match["second"]), int(match["third"])
    year, month, day = {
        "ymd": (first, second, third),
        "dmy": (third, second, first),
        "mdy": (third, first, second),
    }[order]
    try:
        return datetime(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _iso(match: re.Match[str] | None, order: str) -> str | None:
    if match is None:
        return None
    clock = _clock(match)
    if not match["first"]:
        return clock
    day = _day(match, order) if order else None
    if day is None:
        return None
    return day.date().isoformat() + (f"T{clock}" if clock else "")


def _clock(match: re.Match[str]) -> str | None:
    if not match["hour"]:
        return None
    hour = int(match["hour"])
    half = (match["half"] or match["half_first"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
    if hour > 23 or int(match["minute"]) > 59:
        return None
    return f"{hour:02d}:{match['minute']}" + (f":{match['second_of']}" if match["second_of"] else "")


def _written_out(stamp: str) -> str | None:
    """``13 Mar 2025, 17:48`` names its month, so that its order is plain."""
    found = header_date(stamp) if re.search(r"[A-Za-z]{3}", stamp) else None
    return found.removesuffix(":00") if found and stamp.count(":") < 2 else found
