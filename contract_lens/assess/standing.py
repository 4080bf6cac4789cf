"""What a paper is before its terms are weighed: whether it says that it binds, whether it changes another."""

from __future__ import annotations

import re
from collections.abc import Iterator
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

_SAVE = re.compile(r"\b(?:save|except\w*|other than|apart from|but for|excluding)\b", re.IGNORECASE)
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
    titled = next((item for item in _titles(paper) if words.preliminary.search(_title(item))), None)
    named = titled is not None or words.preliminary.search(title) is not None
    if not named and paper.words > _LONGEST_UNBOUND:
        return None
    if denied := _first(paper, words.said["not_binding"], titled=named):
        save = ", save for what it names" if _SAVE.search(denied.text) else ""
        return Notice("not_binding", f"{_SENTENCES['not_binding']}{save}", (denied,))
    if not named:
        return None
    if said := _first(paper, words.said["binding"], titled=True):
        return Notice("binding", _SENTENCES["binding"], (said,))
    return Notice("silent", _SENTENCES["silent"], (quote(titled.clause),) if titled else ())


def _first(paper: Paper, way: WayToSay, *, titled: bool) -> Finding | None:
    """Return the first sentence in which a paper says a thing of itself."""
    for provision in (*paper.operative, *paper.apart):
        small = provision.text.lower()
        if not any(sign in small for sign in _SIGNS):
            continue
        for found in way.words.finditer(provision.text):
            start, end = sentence_of(provision.text, *found.span())
            before = _FULL_STOP.split(provision.text[max(0, start - _LONGEST_PART) : start])[-1]
            if way.said_in(provision.text[start:end], before=before, titled=titled):
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
    return Notice("amends", _SENTENCES["amends"], (change,) if change else ())


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
