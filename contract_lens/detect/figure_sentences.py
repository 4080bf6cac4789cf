"""Where the sentences end in which figures stand, and which dots end none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"[.;\n](?:(?<=[.;])(?<![A-Z].)(?<!\bNo.)(?=\s+[A-Z(]|\s*$)|(?<=\n)\s*\n)")
#: What stands for such a dot: neither blank nor letter nor a mark that ends the reach of words.
UNSAID = "\x01"
#: "Clause 13.4", "1.5 %", "No. 7", "Art. 5", "U.S. dollars", "e.g. 5", "John F. Kell", "Oru Inc. and".
_DOT = re.compile(
    r"\.(?:(?<=\d\.)(?=\w)|(?<=[\s(-]\.)(?=\d)"
    r"|(?:(?<=\b[Nn]o\.)|(?<=\b[Nn]os\.)|(?<=\b[Aa]rt\.)|(?<=\b[Aa]rts\.)|(?<=\b[Ss]ec\.)|(?<=\b[Cc]l\.)"
    r"|(?<=\b[Pp]ara\.)|(?<=\b[Aa]pprox\.))(?=\s+\(?[\dA-Z])"
    r"|(?:(?<=\bInc\.)|(?<=\bLtd\.)|(?<=\bCorp\.)|(?<=\bCo\.)|(?<=\b[Ee]tc\.)|(?<=\bvs\.))(?=\W*[a-z])"
    r"|(?:(?<=\bM[rs]\.)|(?<=\bMrs\.)|(?<=\b[DS][rt]\.))(?=\s+\w)"
    r"|(?<=\b[A-Za-z]\.)(?=\w|,|\s+[a-z\d])|(?<=[a-z] [A-Z]\.)(?=\s(?:[A-Z]\.\s)?[A-Z][a-z]+\s[a-z(]))"
)
#: "Schedule B. The price is": the letter there is no initial.
_NAMED_PART = re.compile(
    r"\b(?:schedule|exhibit|annex|appendix|attachment|part|section|article|clause|table|party|tier"
    r"|class|phase) \w$",
    re.IGNORECASE,
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence of a passage."""
    for stop in _STOP.finditer(text, start, end):
        yield start, stop.end()
        start = stop.end()
    if start < end:
        yield start, end


def with_whole_reach(sentence: str) -> str:
    """Return a sentence with another sign for each dot that ends nothing, character by character.

    Words that may stand apart from one another, but not across the end of a sentence, then reach over clause
    numbers, decimals, abbreviations and initials.
    """
    if sentence.find(".", 0, -1) < 0:
        return sentence
    return _DOT.sub(lambda dot: "." if _ends_part(sentence, dot.start()) else UNSAID, sentence)


def _ends_part(sentence: str, place: int) -> bool:
    return sentence[place - 1 : place].isalpha() and bool(
        _NAMED_PART.search(sentence, max(0, place - 14), place) and sentence[place + 1 : place + 2].isspace()
    )
