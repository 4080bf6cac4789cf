"""Whose a defined term is: the party's, or that of a fund, an authority or an act named just before it.

In "Kell Bank, whose deposits are insured by the Deposit Protection Fund ("DPF")" the term is the fund's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from contract_lens.detect.party_names import ENDS_IN_FORM

#: How far back the name just before a term is looked for, in characters.
_REACH = 160
_MOST_WORDS = 10
_AMENDED = re.compile(r",?\s(?:and\s)?as\s(?:so\s|heretofore\s)?amended\b[^,;()]{0,40},?\s*$")
_SMALL = frozenset({"of", "and", "&", "the", "for", "on", "de", "la", "du", "der", "und", "et", "y"})
#: "Kell Inc., the Sales Office ("Office")": what a party is, right behind its name.
_IN_APPOSITION = re.compile(r"(?i),\s+(?:the|an?)\s+$")
#: Before what a party is, "an Ohio Limited Partnership", or another name of it: "doing business as Blue
#: Barn", "through its Blue Barn Division".
_OWN = re.compile(
    r"(?i)(?:\b(?:an?|as|(?:its|their)(?:\s\w{1,20}){0,2}|(?:division|unit|part|subsidiary|affiliate"
    r"|member) of|formerly|dba|called|brand|name)|\bd\.?/?b\.?/?a\.?/?|\b[tfan]/[ak]/?a?)"
    r"\s?[:,]?\s?[\"“'‘]?(?:the\s)?$"
)
_ARTICLE = re.compile(r"(?i)^(?:the|an?)\s")
_WORD = re.compile(r"[^\W_]+")


def is_of_another(before: str, terms: Iterable[str], owner: str) -> bool:
    """Whether defined terms are made of the name just before them, which is not the owner's.

    Args:
        before: What stands before the group of terms.
        terms: The terms of the group.
        owner: Name of the party that would get them, or nothing if it is not known.
    """
    terms = [_ARTICLE.sub("", term) for term in terms]
    phrase, rest = _phrase(before)
    if not phrase or _OWN.search(rest[-40:]):
        return False
    words, own = _words(phrase), _words(owner)
    if own and (set(words) <= set(own) or any(_is_made_of(term, owner) for term in terms)):
        return False
    if (described := _IN_APPOSITION.search(rest)) and " ".join(rest[: described.start()].split()).endswith(
        owner
    ):
        return False
    return any(_is_made_of(term, phrase) for term in terms)


def _is_made_of(term: str, name: str) -> bool:
    """Whether a term is the initials of a name, or some of its words."""
    told, words = _words(term), _words(name)
    if not told or not words:
        return False
    short = _words(ENDS_IN_FORM.sub("", name))
    large = ([word for word in some if word not in _SMALL] for some in (words, short))
    initials = {"".join(word[0] for word in some) for some in (words, short, *large)}
    return "".join(told) in initials or set(told) <= set(words)


def _words(name: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(name)]


def _phrase(before: str) -> tuple[str, str]:
    """The name that a stretch ends in, and what stands before the name."""
    whole = _AMENDED.sub("", before[-_REACH:]).rstrip()
    stretch = ENDS_IN_FORM.sub("", whole).rstrip(" ,")
    start = reach = len(stretch)
    for word in reversed(list(re.finditer(r"\S+", stretch))[-_MOST_WORDS:]):
        if reach < len(stretch) and word[0][-1] in ',;:.)"”':
            break
        if word[0][0].isupper() or word[0][0].isdigit():
            start = word.start()
        elif word[0] not in _SMALL:
            break
        reach = word.start()
    return whole[start:].strip(" ,") if start < len(stretch) else "", stretch[:start]
