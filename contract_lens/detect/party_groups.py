"""Parties that an agreement speaks of together: "“Shareholders” means Ashdown and Helion"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contract_lens.detect.mentions import Mentions, distinct
from contract_lens.taxonomy.holdings import PARTY

#: A group of all parties needs no telling, so that two parties make none.
_LEAST_PARTIES = 3
#: What either party may be in turn: "each party (the "Discloser") may tell the other (the "Recipient")".
_IN_TURN = (
    r"(?P<term>Recipient|Receiver|Discloser|Indemnitor|Indemnitee|Claimant|Respondent|Originator|Sender)"
)
_ONE_OF_THEM = re.compile(
    r"\b(?i:one|an?|either|each|any|the|such)\s(?:\w{1,20}\s)?(?i:party|other)\b[^.;()\"“]{0,160}"
    rf"""\(\s*(?:(?:in\s(?:such|that)\scapacity|each),?\s)?(?:the|an?|as)?\s*["“]{_IN_TURN}["”]"""
    rf"""|["“]{_IN_TURN.replace("term", "defined")}["”]\s+"""
    r"(?:shall\s+mean|means?)\s+(?i:the|an?|any|either|each)\s+(?i:party)\b"
)
_NAME = r"([A-Z][\w-]*s|[A-Z][\w-]* [A-Z][\w-]*s)"
#: What is looked at behind "means" and before "together the", in characters.
_REACH = 260
_DEFINED = re.compile(
    rf"""["“](?:[Tt]he\s+)?{_NAME}["”]\s+(?:shall\s+mean|means?|are|shall\s+refer\s+to|refers?\s+to)\b"""
)
_CALLED = re.compile(
    rf"""\b(?:together|collectively|jointly|are|referred\s+to\s+as)\b,?\s+(?:as\s+)?(?:the\s+)?["“](?:the\s+)?{_NAME}["”]"""
    rf"|\bare\s+(?:together|collectively|jointly)\s+the\s+{_NAME}\b"
)
_LIST = rf"{PARTY}(?:(?:,|,? and|;|; and) {PARTY})+"
_MEMBERS = re.compile(
    rf"\s*(?:(?:each of|both|collectively|together),? )?({_LIST})(?=\W*$|[.;)]|,? and \"|, (?:each|being))",
    re.I,
)
_BEFORE = re.compile(
    rf"({_LIST})[\s,(]*(?:(?:and )?(?:each|individually)[^()]{{0,60}})?(?:are |is |hereinafter |being )*$",
    re.I,
)


def find_groups(text: str, mentions: Mentions, parties: int) -> dict[str, tuple[int, ...]]:
    """Return the parties that each word for a group stands for, by the word in plural and singular.

    Args:
        text: The whole text of an agreement.
        mentions: Finds the names of its parties.
        parties: How many parties it has.
    """
    groups = dict.fromkeys(_in_turn(text), tuple(range(parties)))
    if parties < _LEAST_PARTIES:
        return groups
    for name, members in (*_defined(text, mentions), *_called(text, mentions)):
        if 1 < len(members) < parties and not name.endswith("Parties"):
            groups.setdefault(name, members)
            groups.setdefault(f"{name[:-3]}y" if name.endswith("ies") else name[:-1], members)
    return groups


def _in_turn(text: str) -> Iterator[str]:
    """Yield the terms for whichever party does something, as either may."""
    for found in _ONE_OF_THEM.finditer(text):
        yield found["term"] or found["defined"]


def _defined(text: str, mentions: Mentions) -> Iterator[tuple[str, tuple[int, ...]]]:
    for found in _DEFINED.finditer(text):
        evened = mentions.even(text[found.end() : found.end() + _REACH])
        if members := _MEMBERS.match(evened.text):
            yield found[1], distinct(party for _, party in evened.named_in(*members.span(1)))


def _called(text: str, mentions: Mentions) -> Iterator[tuple[str, tuple[int, ...]]]:
    for found in _CALLED.finditer(text):
        evened = mentions.even(text[max(0, found.start() - _REACH) : found.start()])
        if members := _BEFORE.search(evened.text):
            yield found[1] or found[2], distinct(party for _, party in evened.named_in(*members.span(1)))
