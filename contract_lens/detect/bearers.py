"""Where the words stand that tell who bears a duty, and who of those that are named there does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contract_lens.detect import deontics
from contract_lens.detect.mentions import Evened, distinct
from contract_lens.taxonomy.holdings import PARTY

#: How far behind a passive its "by" may stand, in characters.
_REACH = 260
_BY = re.compile(r"\bby\s")
#: "May not be amended except in a writing signed by X": X only signs. "Upon a breach by X": X is in breach.
_BUT = re.compile(
    r"\b(?:except|unless|other\s+than|save)\b[^,;]{0,200}$"
    r"|\b(?:breach|default|failure|violation|insolvency|bankruptcy|misconduct)(?:\s+\w+){0,5}\s+by\s*$"
    r"|\bwithout\s+(?:\w+\s+){0,4}?(?:consent|approval)(?:\s+\w+){0,2}\s+by\s*$",
    re.IGNORECASE,
)
#: "PARTY or PARTY giving six months' notice may": who gives it may.
_GIVING = re.compile(rf"({PARTY}(?: +(?:or|and) +{PARTY})*),? +(?:giving|having|upon|on|by)\b", re.IGNORECASE)
#: "May be changed by mutual agreement of PARTY and PARTY": neither of them alone.
_TOGETHER = re.compile(
    r"(?:the\s+|prior\s+|written\s+)*(?:mutual|joint)\b|(?:the\s+|written\s+)*agreement\s+(?:of|between)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\b(?:to|with|from|for|against|under|at|upon)\s+$")
#: "PARTY, " before a subject that goes on with "PARTY and PARTY"; behind "of PARTY," it is another phrase.
_LIST_BEFORE = re.compile(
    r"(?<!\bof )(?<!\bby )(?<!\bto )(?<!\bwith )(?<!\bfrom )(?<!\bfor )(?<!\bif )"
    rf"({PARTY}) ?(?:\([^()]*\) ?)?, ?$",
    re.IGNORECASE,
)
_LIST_REACH = 80
_JOINED = re.compile(r"\b(?:and|or|nor)\b")
#: Own people, anybody, or a person: an unknown name may be another one of the other party.
_PAIRED = re.compile(
    rf"{PARTY},? (?:and|or|nor|and/or)"
    rf"(?: (?:any|its|his|her|our|your|such|mr|mrs|ms|dr|{PARTY} personnel|{PARTY}'s)\b|\s*$)",
    re.IGNORECASE,
)
#: Words for the other party, or for all.
_ALIKE = re.compile(
    r"\b(?:part(?:y|ies)|partners?|members?|others?|committees?|teams?|everyone)\b", re.IGNORECASE
)


def subject_of(evened: Evened, duty: deontics.Duty) -> tuple[int, int]:
    """Where the words stand that tell the bearer: before the verb, or behind the "by" of a passive."""
    behind = evened.text[duty.end : duty.end + len(PARTY) + 3].lstrip()
    if duty.negated and behind.startswith(PARTY):  # "In no event shall PARTY be liable"
        return duty.end, duty.end + len(PARTY) + 3
    stated = evened.text[duty.start : duty.start + len(duty.subject)]
    if duty.passive and duty.subject and stated != duty.subject:
        for by in _BY.finditer(evened.text, duty.end, duty.end + _REACH):
            if evened.text[by.end() :].lower().startswith(duty.subject.split()[0]):
                return by.end(), by.end() + len(duty.subject) + 2
    return duty.start, duty.start + len(duty.subject)


def listed(evened: Evened, start: int, end: int) -> Iterator[int]:
    """Yield who stands before a subject that is the end of a list: "PARTY, PARTY and PARTY shall"."""
    if "," not in evened.text[max(0, start - 2) : start] or not _JOINED.search(evened.text, start, end):
        return
    while before := _LIST_BEFORE.search(evened.text, max(0, start - _LIST_REACH), start):
        yield from (party for _, party in evened.named_in(before.start(1), before.start(1) + 1))
        start = before.start(1)


def is_beside_stranger(subject: str) -> bool:
    """Whether someone who is no party stands beside one that is: "neither PARTY nor Mr. Jones"."""
    return bool(_PAIRED.search(subject)) and not _ALIKE.search(subject)


def is_aside(evened: Evened, start: int, at: int) -> bool:
    """Whether a name only hangs on the subject: "the affiliate to PARTY", "subject to PARTY's consent"."""
    return start < at and bool(_ASIDE.search(evened.text[start:at]))


def only_in_exception(evened: Evened, duty: deontics.Duty, start: int) -> bool:
    """Whether the "by" of a passive belongs to an exception: "not be amended except in writing by X"."""
    return start > duty.end and duty.passive and _BUT.search(evened.text, duty.end, start) is not None


def only_together(duty: deontics.Duty) -> bool:
    """Whether the "by" of a passive names what the parties do together: "by mutual agreement of X and Y"."""
    return duty.passive and _TOGETHER.match(duty.subject) is not None


def who_gives(evened: Evened, start: int, end: int) -> tuple[int, ...]:
    """Return who stands before what it does in a subject: "the Buyer giving a month's notice may"."""
    found = _GIVING.match(evened.text, start, end)
    return distinct(party for _, party in evened.named_in(*found.span(1))) if found else ()
