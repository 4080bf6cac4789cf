"""What a clause gives or takes of one kind, to whom, and on which condition: it tells what makes a pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_lens.assess.mirrors import Names
from contract_lens.assess.saying import sentence_of
from contract_lens.duty import Duty

#: A way out that asks for no reason, and what makes one hang on something.
_FREE = re.compile(
    r"\bat any time\b|\bwithout (?:any )?(?:cause|reason)\b|\bfor (?:any|no) reason\b|\bconvenience\b|"
    r"\bunilateral|\bat will\b|\b(?:sole|absolute) discretion\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:only|if|where|when|unless|should|due to|because|in (?:the )?(?:event|case)|fail\w*|breach\w*|"
    r"default\w*|for (?:cause|non-?payment)|insolven\w+|bankrupt\w*|"
    r"(?:upon|on|following) (?:the |a |any )?(?:\w+ ){0,2}(?:change|acquisition|merger|death|loss|sale))\b",
    re.IGNORECASE,
)

#: An item of a list that names who may leave: "(a) by Velm if ...; (b) by either party if ...".
_BY = re.compile(
    r"(?:(?:\A|[\s;:,.])\(?(?:[a-z]{1,4}|\d{1,3}(?:\.\d{1,3}){0,3})[).]|[;:]|\A)\s*(?:(?:and|or)\s+)?"
    r"(?:\w+ly,?\s+)?by\s+(?:the\s+)?",
    re.IGNORECASE,
)
_BY_ALL = re.compile(
    r"(?:either|each|any|both|a|one)\s+(?:of\s+the\s+)?(?:non-?)?(?:\w+\s+)?part(?:y|ies)\b", re.IGNORECASE
)
_JOINED = re.compile(r"\s{1,9}(?:or|and|and/or)\s{1,9}(?:by\s{1,9})?(?:the\s{1,9})?", re.IGNORECASE)
_ITEM_END = re.compile(r"[;.](?=\s)|\Z")
_LEAVES = re.compile(r"\b(?:terminat|cancel|end(?:ed|s)?\b|rescind|dissol)", re.IGNORECASE)

_GIVES = re.compile(
    r"\bindemnify\b|\bhold\b(?:[\s,]+[\w’']+){0,12}?[\s,]+harmless|\bsave harmless|"
    r"\bke(?:ep|pt)\b[^.;]{0,60}\bindemnified",
    re.IGNORECASE,
)
_MUST = re.compile(r"\b(?:shall|will|must|agrees?|undertakes?|covenants?|hereby)\b", re.IGNORECASE)
_AS_OBJECT = re.compile(r"\b(?:to|of|by|with|against|for|from|hold|and)\s+(?:the\s+)?\Z", re.IGNORECASE)
_GRANTS = re.compile(
    r"\b(?:acknowledg|agree|accept|understand|confirm|recogni[sz])\w*[^.;]{0,40}?\bthat\s+", re.IGNORECASE
)
_THE = re.compile(r"\s*(?:the\s+)?", re.IGNORECASE)
_SPARED = re.compile(r"[^.;]{0,100}?\b(?:not|no|neither|nor)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a clause gives to or asks of some parties.

    Attributes:
        parties: Positions of those who hold or bear it; empty where the words say only that all do.
        towards: Positions of those towards whom it runs, as far as that is told.
        start: First character in the document.
        told: Where the words of its kind stand ("indemnify"); one that is read twice shares them.
        words: Its words, as far as they tell on which condition it stands.
        of_all: Whether its words say that it is every party's.
        conditional: Whether the sentence makes it hang on something.
    """

    parties: tuple[int, ...]
    towards: tuple[int, ...]
    start: int
    told: int
    words: str
    of_all: bool = False
    conditional: bool = False

    @property
    def is_free(self) -> bool:
        """Whether it asks for no reason."""
        return bool(_FREE.search(self.words)) and not _BOUND.search(self.words)

    @property
    def is_bound(self) -> bool:
        """Whether it hangs on what the other does, or on an event."""
        return bool(_BOUND.search(self.words)) or (self.conditional and not _FREE.search(self.words))


def differ(one: Part, other: Part) -> bool:
    """Whether one of two ways out is free and the other needs a reason: they are no pair."""
    return (one.is_free and other.is_bound) or (other.is_free and one.is_bound)


def ways_out(text: str, at: int, names: Names, *, within: str) -> list[Part]:
    """Return who may leave by the items of a list: "may be terminated: (a) by Velm ...; (b) by Orrin ...".

    Args:
        text: The words of the clause.
        at: Where they begin in the document.
        names: The parties.
        within: The words of the clause above it; they or its own must be about an end.
    """
    found: list[Part] = []
    if not _LEAVES.search(text) and not _LEAVES.search(within):
        return found
    for mark in _BY.finditer(text):
        holders, end = _named(text, mark.end(), names)
        everybody = _BY_ALL.match(text, mark.end())
        if not holders and not everybody:
            continue
        last = _ITEM_END.search(text, end)
        words = text[mark.start() : last.start() if last else len(text)]
        of_all = bool(everybody) or len(holders) > 1
        found.append(Part(holders, (), at + mark.start(), at + mark.start(), words, of_all=of_all))
    return found


def _named(text: str, at: int, names: Names) -> tuple[tuple[int, ...], int]:
    """Return which parties are named one behind the other at a place, and where the last name ends."""
    holders: list[int] = []
    while named := names.at(text, at):
        holders.append(named[0])
        joined = _JOINED.match(text, named[1])
        if not joined or not names.at(text, joined.end()):
            return tuple(sorted({*holders})), named[1]
        at = joined.end()
    return (), at


def indemnities(text: str, at: int, names: Names) -> list[Part]:
    """Return who holds the other harmless by the words alone, where no duty was read of them."""
    found: dict[int, Part] = {}
    for mark in _GIVES.finditer(text):
        start, end = sentence_of(text, mark.start(), mark.end())
        musts = list(_MUST.finditer(text, max(start, mark.start() - 120), mark.start()))
        if not musts:
            continue
        givers = [
            (party, first)
            for party, first in names.all_in(text, max(start, musts[-1].start() - 200), musts[-1].start())
            if not _AS_OBJECT.search(text, max(start, first - 12), first)
        ]
        if givers:
            giver = givers[-1][0]
            place = at + mark.start()
            found.setdefault(giver, Part((giver,), (), place, place, text[mark.start() : end]))
    return list(found.values())


def holds_itself(part: Part, text: str, at: int, names: Names) -> bool:
    """Whether who is said to hold harmless is the one held so ("that it will indemnify Velm"): misread."""
    verb = _GIVES.match(text, max(part.told - at, 0))
    if verb is None:
        return False
    named = names.at(text, _end_of_the(text, verb.end()))
    return named is not None and part.parties == (named[0],)


def spared(duty: Duty, text: str, at: int, names: Names | None) -> tuple[int, ...]:
    """Return whom a limit really spares: "Orrin agrees that Velm shall not be liable" spares Velm."""
    if names is None or len(duty.parties) != 1:
        return duty.parties
    start, _ = sentence_of(text, max(duty.start - at, 0), max(duty.start - at, 0))
    for told in _GRANTS.finditer(text, start, max(duty.end - at, 0)):
        named = names.at(text, _end_of_the(text, told.end()))
        if named and named[0] not in duty.parties and _SPARED.match(text, named[1]):
            return (named[0],)
    return duty.parties


def _end_of_the(text: str, at: int) -> int:
    found = _THE.match(text, at)
    return found.end() if found else at


def own_words(duties: Sequence[Duty], duty: Duty, text: str, at: int) -> str:
    """Return the words of a duty up to the next one or the end of its sentence."""
    first = max(duty.start - at, 0)
    _, last = sentence_of(text, first, max(duty.end - at, first))
    return text[first : min([last, *_starts_behind(duties, duty, at)])]


def _starts_behind(duties: Sequence[Duty], duty: Duty, at: int) -> Iterator[int]:
    return (
        other.start - at for other in duties if other.start > duty.start and other.parties != duty.parties
    )
