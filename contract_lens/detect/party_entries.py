"""Parties that an agreement lists by number: ``(1) NORVANE LIMITED ... ("Supplier"); and (2) ...``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from contract_lens.detect.company_forms import FORMS_ABROAD

_HEAD = 24_000
_LONGEST = 1_200
_MOST = 60

_FIRST = re.compile(
    # The sign comes first, and only then what stands before it: most letters are passed over at a glance.
    r"[(1aAiI](?<!\S.)(?:(?<=(?P<open>\())[1aAiI])?(?<=(?P<number>[1aAiI]))(?P<stop>\)|\.(?!\d))"
    r"\s{1,12}(?=[\"“ ]{0,4}[A-Z])"
)
_NUMBERS = {
    "1": [str(number) for number in range(1, _MOST + 1)],
    "a": list("abcdefghijklmnopqrstuvwxyz"),
    "A": list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "i": ["i", "ii", "iii", "iv", "v", "vi"],
    "I": ["I", "II", "III", "IV", "V", "VI"],
}
_ANNOUNCED = re.compile(r"(?i)\b(?:between|among(?:st)?|(?:the\s)?parties)[\s:;_#–—-]{0,12}$")
_CLAUSE = re.compile(
    r"(?i)(?:(?<![0-9.])[0-9]{1,2}[.)]\s{1,4}|\n[ \t]*[0-9]{1,2}[ \t]{1,4})\W{0,4}"
    r"(?:the\s)?parties[\s:;_#–—-]{0,12}$"
)
_FORM = (
    rf"(?:{FORMS_ABROAD}|(?i:incorporated|inc|llc|l\.l\.c|limited|ltd|corporation|corp|company|gmbh|n\.v|b\.v|plc|l\.p|llp"
    r"|s\.a|s\.p\.a|s\.r\.l|a/s|pty|oyj?|aps)|AG|KG|AS|ASA|AB|BV|NV|SA|SE|LP)(?![\w/-])\.?"
)
_HAS_FORM = re.compile(_FORM)
#: What tells that an entry names a company, whatever its name.
_DESCRIBED = re.compile(
    r"(?i)\b(?:company|corporation|partnership|organi[sz]ed|incorporated|registered|registration|"
    r"(?:reg\.|company|organi[sz]ation|trade\sregister)\sno(?:\.|\b))"
)
_ALIAS = re.compile(r"\((?:[^()\"“‘]{0,80}[\"“‘']{1,2}[A-Z]|(?:the|as)\s[A-Z][\w-]{2,24}\))")
_NO_ENTRY = re.compile(r"\b(?:shall|will|must|may|agrees?|means)\b")
_NO_NAME = re.compile(r"(?:by|on|in|at|to|for|with|from|such|all|any|each)\b|[A-Z][a-z]+ \d", re.IGNORECASE)
_SMALL = frozenset(
    (
        "of",
        "and",
        "the",
        "for",
        "de",
        "la",
        "du",
        "van",
        "von",
        "der",
        "den",
        "y",
        "e",
        "et",
        "und",
        "do",
        "da",
    )
)
#: An entry is over where the recitals or the clauses begin.
_OVER = re.compile(
    r"\b(?:recitals?|background|whereas|witnesseth|preamble|introduction|(?:it\s+is|have)\s+(?:hereby\s+)?agreed|"
    r"agreed\s+(?:terms|provisions)|operative\s+provisions|now,?\s+therefore|the\s+parties\s+(?:hereby\s+)?agree)\b"
    r"|\n\s*\n[^\n]{0,60}\n\s*\n\s*(?:\(A\)|A\.|1\.)\s",
    re.IGNORECASE,
)
#: A comma, unless the form of the company follows it; a bracket, unless it belongs to the name.
_STOP = re.compile(
    rf"[;:]|,(?!\s?{_FORM}(?:[\s,;(]|$))|\s\((?![A-Z][A-Za-z. ]{{1,24}}\)\s+(?:[\w&]+\s){{0,3}}{_FORM})"
    r"|\s[–—-]\s|\s(?=(?:whose|with|having|acting|being|represented|located|residing|established|registered"
    r"|incorporated|organi[sz]ed|duly|formed|trading|is|hereinafter|herein|a|an)\s)|\sof(?=\s[0-9]|\s?$|\s\()"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered entry: the name it begins with and the whole of its words."""

    name: str
    text: str


def read_entries(text: str) -> list[Entry]:
    """Return the entries of the first numbered list that names parties, or nothing.

    Args:
        text: The opening of an agreement, marks of Markdown taken out.
    """
    head = text[:_HEAD]
    for match in _FIRST.finditer(head):
        before = head[max(0, match.start() - 60) : match.start()]
        announced = bool(_ANNOUNCED.search(before)) and not _CLAUSE.search(before)
        if not announced and not (match[0].startswith("(1)") and _starts_line(head, match.start())):
            continue
        stretches = _stretches(head, match)
        if len(stretches) > 1 and all(_is_entry(stretch) for stretch in stretches[:2]):
            entries = [Entry(_name(stretch), stretch) for stretch in stretches if _is_entry(stretch)]
            if all(entry.name for entry in entries[:2]):
                return [entry for entry in entries if entry.name]
    return []


def _stretches(head: str, first: re.Match[str]) -> list[str]:
    """The words after each number of a list, up to the next number or the end of the list."""
    opening, stop = re.escape(first["open"] or ""), re.escape(first["stop"])
    # Clauses may count from one again, like the parties: "2. XYZ Ltd" and, below, "1. In this agreement".
    again = re.compile(rf"\n[ \t]*{opening}{re.escape(first['number'])}{stop}\s").search(head, first.end())
    head = head[: again.start()] if again else head
    found: list[str] = []
    start = first.end()
    for number in _NUMBERS[first["number"]][1:]:
        following = _numbered(f"{opening}{number}{stop}").search(head, start, start + _LONGEST)
        end = _OVER.search(head, start, following.start() if following else start + _LONGEST)
        if following is None or end is not None:
            break
        found.append(head[start : following.start()])
        start = following.end()
    rest = head[start : start + _LONGEST]
    over = _OVER.search(rest)
    return [*found, rest[: over.start()] if over else rest]


@lru_cache(maxsize=1_000)
def _numbered(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){number}\s")


def _starts_line(text: str, at: int) -> bool:
    return text[:at].rstrip(" \t\xa0").endswith("\n") or not text[:at].strip()


def _is_entry(stretch: str) -> bool:
    alias = _ALIAS.search(stretch[:600])
    told = stretch[: alias.end()] if alias else stretch[:200]
    if _NO_ENTRY.search(told):
        return False
    return bool(alias or _HAS_FORM.search(told) or _DESCRIBED.search(told))


def _name(stretch: str) -> str:
    """The name that an entry begins with, or nothing if it begins with none."""
    line = " ".join(stretch[:300].split())
    stop = _STOP.search(line)
    name = _of_place(line[: stop.start()] if stop else line).strip(' ,;:"“”')
    words = name.split()
    # The form of a company may be in small letters: "Oru s.r.o.".
    proper = _HAS_FORM.sub("", name).split()
    named = all(word[0].isupper() or word in _SMALL or not word[0].isalpha() for word in proper)
    long_enough = 1 <= len(words) <= 14 and len(re.findall(r"[^\W\d_]", name)) > 1
    return name if named and long_enough and not _NO_NAME.match(name) else ""


def _of_place(name: str) -> str:
    """Cut an address off a name: ``JOHN SMITH of The Manor`` but ``Bank of Oru``."""
    head, of, _ = name.partition(" of ")
    form = list(_HAS_FORM.finditer(head))
    return head if of and ((form and form[-1].end() == len(head)) or head.isupper()) else name
