"""What a paper is before its terms are weighed: whether it says that it binds, whether it changes another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from contract_lens.assess.findings import quote
from contract_lens.assess.paper import Paper, Provision
from contract_lens.assess.saying import sentence_of
from contract_lens.assessment import Finding, Notice
from contract_lens.clause import PassageKind
from contract_lens.taxonomy.standing import StandingWords, WayToSay, load_standing

#: Why an amendment gets no labels.
ONLY_CHANGES = (
    "it changes another paper and holds little more than the changes; "
    "what it does to the deal shows beside the paper that it changes"
)

#: A paper names itself within its first lines.
_OPENING = 2500
_TITLES = 600
_LONGEST_TITLE = 200

#: Words of a paper beyond which only its title makes it worth asking whether it binds.
_LONGEST_UNBOUND = 6000

#: One of these stands in every sentence on whether a paper binds.
_SIGNS = (
    "bind",
    "bound",
    "enforceab",
    "legal relation",
    "legal obligation",
    "legal effect",
    "legal force",
    "legal right",
)

#: A paper of secrecy binds though it says that the deal in view does not.
_SECRECY = re.compile(r"confidential|non-?disclosure|secrecy", re.IGNORECASE)
#: "Clauses 7 to 12 are binding. All other clauses state intentions only."
_SAVE = re.compile(
    r"\b(?:save|except\w*|other than|apart from|but for|excluding|the (?:rest|remainder)"
    r"|(?:other|remaining) (?:sections|clauses|paragraphs|provisions|terms))\b",
    re.IGNORECASE,
)
#: A sentence that goes on after a semicolon may name the paper before it.
_FULL_STOP = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_LONGEST_PART = 400
_SENTENCES = {
    "not_binding": "It says that it does not bind",
    "binding": "Its title is one of papers that often do not bind; it says that it does",
    "silent": "Its title is one of papers that often do not bind, and it does not say whether it does",
    "amends": "It changes another paper: what follows tells of the changes alone",
}


def notices_of(paper: Paper, title: str) -> tuple[Notice, ...]:
    """Tell what a reader must know of a paper before its terms.

    Args:
        paper: The paper.
        title: Its title.
    """
    words = load_standing()
    found = [notice for notice in (_binding(paper, title, words), _amending(paper, title, words)) if notice]
    return tuple(found)


def why_only_changes(paper: Paper, notices: tuple[Notice, ...]) -> str:
    """Return why no labels can be given to a paper that changes another one; empty where they can."""
    amends = any(notice.code == "amends" for notice in notices)
    return ONLY_CHANGES if amends and paper.words < load_standing().longest else ""


def _binding(paper: Paper, title: str, words: StandingWords) -> Notice | None:
    named = any(words.preliminary.search(one) for one in (title, *map(_title, _titles(paper))))
    if not named and paper.words > _LONGEST_UNBOUND:
        return None
    secrecy = any(_SECRECY.search(one) for one in (title, *map(_title, _titles(paper))))
    if denied := _first(paper, words.said["not_binding"], titled=named, secrecy=secrecy):
        save = ", save for what it names" if _SAVE.search(denied.text) else ""
        return Notice("not_binding", f"{_SENTENCES['not_binding']}{save}", (denied,))
    if not named:
        return None
    if said := _first(paper, words.said["binding"], titled=True):
        return Notice("binding", _SENTENCES["binding"], (said,))
    called = _called(paper, title, _titles(paper), words.preliminary)
    return Notice("silent", _SENTENCES["silent"], (called,) if called else ())


def _first(paper: Paper, way: WayToSay, *, titled: bool, secrecy: bool = False) -> Finding | None:
    """Return the first sentence in which a paper says a thing of itself."""
    for provision in (*paper.operative, *paper.apart):
        small = provision.text.lower()
        if not any(sign in small for sign in _SIGNS):
            continue
        for found in way.words.finditer(provision.text):
            start, end = sentence_of(provision.text, *found.span())
            before = _FULL_STOP.split(provision.text[max(0, start - _LONGEST_PART) : start])[-1]
            if way.said_in(provision.text[start:end], before=before, titled=titled, secrecy=secrecy):
                at = provision.clause.start
                return quote(provision.clause, at=(at + found.start(), at + found.end()))
    return None


def _that_may_say(paper: Paper, words: re.Pattern[str]) -> Iterator[Provision]:
    for provision, may_say in zip(paper.operative, paper.that_may_hold(words), strict=True):
        if may_say:
            yield provision
    yield from paper.apart_that_may_hold(words)


def _titles(paper: Paper) -> Iterator[Provision]:
    for item in paper.front:
        if item.clause.kind is PassageKind.TITLE and item.clause.start < _TITLES:
            yield item


def _title(item: Provision) -> str:
    """Return a title without what was read as a part of it: a table of contents, a form."""
    return item.text[:_LONGEST_TITLE]


def _amending(paper: Paper, title: str, words: StandingWords) -> Notice | None:
    # Only the first: a second one may list what is attached.
    named = [title, *map(_title, islice(_titles(paper), 1))]
    if any(_is_new_as_a_whole(one, words) for one in named):
        return None
    opening = paper.document.text[:_OPENING]
    told = any(map(words.amending.search, named))
    likely = told or any(map(words.likely.search, named)) or words.opening.search(opening) is not None
    if not likely:
        return None
    change = _change(paper, words)
    if not (told or change) or any(paper.holds(item, words.restated) for item in paper.operative):
        return None
    evidence = change or _called_amending(paper, title, words)
    return Notice("amends", _SENTENCES["amends"], (evidence,) if evidence else ())


def _called_amending(paper: Paper, title: str, words: StandingWords) -> Finding | None:
    """Quote where a paper is called one that changes another: its title, or else its first lines."""
    for pattern in (words.amending, words.likely):
        if called := _called(paper, title, islice(_titles(paper), 1), pattern):
            return called
    opening = words.opening.search(paper.document.text[:_OPENING])
    return _quote_at(paper, opening.span()) if opening else None


def _called(
    paper: Paper, title: str, titles: Iterable[Provision], pattern: re.Pattern[str]
) -> Finding | None:
    """Quote the title in which a pattern stands, as the paper spells it."""
    for item in titles:
        if found := pattern.search(_title(item)):
            at = item.clause.start
            return quote(item.clause, at=(at + found.start(), at + found.end()))
    if not pattern.search(title):
        return None
    spelt = re.compile(r"\s+".join(map(re.escape, title.split())), re.IGNORECASE)
    place = spelt.search(paper.document.text, 0, _OPENING)
    return _quote_at(paper, place.span()) if place else None


def _quote_at(paper: Paper, span: tuple[int, int]) -> Finding | None:
    for item in (*paper.apart, *paper.operative):
        if item.clause.start <= span[0] < item.clause.end:
            return quote(item.clause, at=span)
    return None


def _is_new_as_a_whole(title: str, words: StandingWords) -> bool:
    """Whether a title is of a paper written anew; an amendment to such a paper is none."""
    restating = words.restating.search(title)
    if restating is None:
        return False
    amending = words.amending.search(title)
    return amending is None or restating.start() <= amending.start()


def _change(paper: Paper, words: StandingWords) -> Finding | None:
    """Quote the first clause that changes another paper."""
    for provision in _that_may_say(paper, words.changes):
        for found in paper.word_index.find(provision.text, words.changes):
            start, end = sentence_of(provision.text, *found.span())
            if words.severed.search(provision.text, start, end):
                continue
            at = provision.clause.start
            return quote(provision.clause, at=(at + found.start(), at + found.end()))
    return None
