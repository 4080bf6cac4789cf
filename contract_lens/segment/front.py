"""The lines before the first clause: cover, date, the numbered entries that name the parties."""

from __future__ import annotations

import re

_HEAD = 16_000  # characters within which the parties are named; contents may come before them
_LONGEST_ENTRY = 1_200
_SECOND = 600  # characters of an entry that tell whether it names a party

_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_FIRST = re.compile(
    # The sign comes first, and only then what stands before it: most letters are passed over at a glance.
    r"[(1aAiI](?<!\S.)(?:(?<=(?P<open>\())[1aAiI])?(?<=(?P<number>[1aAiI]))(?P<stop>\)|\.(?!\d))"
    # A name, or the blank in which it will stand: "(1) [NAME OF SUPPLIER]", "(1) ________".
    r"[ \t\n\xa0]{1,12}(?=[\"“*_ ]{0,4}(?:[A-Z\[<«]|\{\{|_{2}))"
)
_SECOND_NUMBERS = {"1": "2", "a": "b", "A": "B", "i": "ii", "I": "II"}
#: "BETWEEN:", "by and between", "Parties": what announces a list of parties.
_ANNOUNCED = re.compile(r"(?i)\b(?:between|among(?:st)?|(?:the\s)?parties)[\s:;*_#–—-]{0,12}$")
#: "1. PARTIES": a clause, not the head of the contract.
_CLAUSE = re.compile(
    r"(?i)(?:(?<![0-9.])[0-9]{1,2}[.)]\s{1,4}|\n[ \t]*[0-9]{1,2}[ \t]{1,4})[\W_]{0,4}"
    r"(?:the\s)?parties[\s:;*_#–—-]{0,12}$"
)
_COMPANY = re.compile(
    r"\b(?:(?i:limited|ltd|incorporated|inc|llc|llp|l\.p|plc|gmbh|corp|corporation|company|partnership|"
    r"n\.v|b\.v|s\.a|s\.p\.a|s\.r\.l|pty|university|organi[sz]ed|registered|registration|"
    r"(?:reg\.|company|organi[sz]ation|trade\sregister)\sno(?:\.|\b))|AS|ASA|AB|AG|BV|NV|SA|Oy|Oyj|ApS|A/S|KG|SE)(?![\w-])"
)
_ALIAS = re.compile(r"\((?:[^()\"“‘]{0,80}[\"“‘'*]{1,3}(?:the\s)?[A-Z]|(?:the|as)\s[A-Z][\w-]{2,24}\))")
_NO_ENTRY = re.compile(r"\b(?:shall|will|must|may|agrees?|means)\b")
_HEADING = re.compile(r"(?i)^[\W_]*(?:the\s)?part(?:y|ies)(?:\s(?:to|of)\sthis\s\w+)?[\W_]*$")
#: Lines of a cover that are no title: a date, "between", "and", a name that ends in a company's form.
_COVER = re.compile(
    r"(?i)^[\W_]*(?:(?:is\s)?(?:dated|effective|signed|made|entered\sinto|as\sof|date\s*:)\b"
    r"|(?:by\sand\s|by\s)?(?:between|among(?:st)?)\b|and\b[\W_]*$|by\s+and\b"
    rf"|(?:the\s)?[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:day\sof\s)?{_MONTH}\b|{_MONTH}\s[0-9]{{1,2}}\b|{_MONTH},?\s[0-9]{{4}}\b)"
)
_FORM_AT_END = re.compile(
    r"(?:\b(?i:limited|ltd|incorporated|inc|llc|l\.l\.c|llp|l\.p|lp|plc|gmbh|corp|corporation|company|co|n\.v|b\.v|s\.a|"
    r"s\.p\.a|s\.r\.l|bank|university)|\b(?:AS|ASA|AB|AG|BV|NV|SA|Oy|ApS|A/S|KG))\.?[\W_]*$"
)


def find_party_entries(text: str) -> int | None:
    """Return where the first of the numbered entries that name the parties begins, or ``None``.

    ``(1) NORVANE LIMITED, a company registered in ... ("Supplier"); and (2) TESSAL AS ...``
    """
    head = text[:_HEAD]
    for match in _FIRST.finditer(head):
        before = head[max(0, match.start() - 60) : match.start()]
        announced = bool(_ANNOUNCED.search(before))
        if announced and _CLAUSE.search(before):
            continue
        if not announced and not (match[0].startswith("(1)") and _starts_line(head, match.start())):
            continue
        second = _second(head, match)
        if second and _is_entry(head[match.end() : second[0]]) and _is_entry(head[second[1] :]):
            return match.start()
    return None


def _second(head: str, first: re.Match[str]) -> tuple[int, int] | None:
    """Return the span of the number of the next entry, written like the first."""
    number = re.escape((first["open"] or "") + _SECOND_NUMBERS[first["number"]] + first["stop"])
    found = re.compile(rf"(?<!\S){number}\s").search(head, first.end(), first.end() + _LONGEST_ENTRY)
    return found.span() if found else None


def _starts_line(text: str, at: int) -> bool:
    return text[:at].rstrip(" \t\xa0*_").endswith("\n") or not text[:at].strip()


def _is_entry(text: str) -> bool:
    text = text[:_SECOND]
    alias = _ALIAS.search(text)
    told = text[: alias.end()] if alias else text[:200]
    return not _NO_ENTRY.search(told) and bool(alias or _COMPANY.search(told))


def is_parties_heading(text: str) -> bool:
    """Whether a line is the heading of the parties."""
    return len(text) < 60 and bool(_HEADING.match(text))


def is_cover_line(text: str) -> bool:
    """Whether a short line before the parties is a date, a name or a link between names, and no title."""
    line = " ".join(text.split())
    named = not line[:1].islower() and _FORM_AT_END.search(line)
    return is_parties_heading(line) or bool(_COVER.match(line) or named)
