"""How a sentence says a thing: binding somebody, ruling it out, or only mentioning it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from contract_lens.taxonomy.caseless import Caseless, small_letters

#: A sentence ends at a full stop or semicolon before white space, and at an empty line.
_END = re.compile(r"[.;!?\n](?:(?<=[.;!?])(?<!\b[ei]\.[ge].)[\"”’)]?\s+|(?<=\n)\s*\n)")

#: "5." or "Inc." ends no sentence.
_SHORTEST = 25

_BINDS = Caseless(
    re.compile(
        r"\b(?:shall|will|must|agrees?(?! that it has)|undertakes?|undertaken|covenants?|hereby|commits? to|"
        r"(?:is|are) (?:required|obliged|obligated|responsible|entitled|to (?:be|meet|consist))|"
        r"is established|meets|consists? of|decides?|may (?:each|not)|"
        r"(?:is|are) (?:excluded|prohibited|reserved)|"
        r"(?:objectives?|goals?|aims?|purposes?) (?:\w+ ){0,6}(?:is|are) to)\b",
        re.IGNORECASE,
    )
)

# Near words only: "no provision of this Agreement ..., and the parties shall meet" rules out no meeting.
_DENIES = Caseless(
    re.compile(
        r"\b(?:no|nor|neither|never|nothing|without(?: any)?|"
        r"(?:shall|will|may|must|does|do|is|are|be|need) not|"
        r"not (?:be )?(?:obliged|obligated|required|entitled)|not)\b(?! (?:only|less|more|later|fewer|"
        r"limited|exceed|exceeding|withstanding|unreasonably|event))(?:\W+[\w’'/-]+){0,9}\W*$",
        re.IGNORECASE,
    )
)

# "shall not sue, but shall first meet": a denial does not reach past a comma or such a word.
_TURN = Caseless(re.compile(r"[,:;]|\b(?:unless|until|except|but|provided|and|first|prior)\b", re.IGNORECASE))


class Saying(StrEnum):
    """What a sentence does with the thing that it speaks of, the strongest first."""

    BINDS = "binds"
    DENIES = "denies"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Said:
    """One place where a thing is spoken of.

    Attributes:
        how: What the sentence does with it.
        start: First character of the words, from the start of the text.
        end: One past the last.
    """

    how: Saying
    start: int
    end: int


def sayings(text: str, places: Iterable[re.Match[str]]) -> Iterator[Said]:
    """Yield every place where words were found in ``text``, and how the sentence around says them."""
    small: str | None = None
    for place, found in enumerate(places):
        if not place:  # most texts hold no place: only then is it worth anything
            small = small_letters(text)
        start, end = sentence_of(text, found.start(), found.end())
        yield Said(_how(text, small, (start, found.start(), end)), found.start(), found.end())


def _how(text: str, small: str | None, span: tuple[int, int, int]) -> Saying:
    """Return what a sentence does with the thing at its second place; its first and third are its ends."""
    start, at, end = span
    pattern, searched = _DENIES.fit(text, small)
    if pattern.search(searched[start:at]):  # seldom: only then it is asked how far it reaches
        turn, turned = _TURN.fit(text, small)
        turns = [mark.end() for mark in turn.finditer(turned[start:at])]
        if pattern.search(searched[start + turns[-1] if turns else start : at]):
            return Saying.DENIES
    pattern, searched = _BINDS.fit(text, small)
    return Saying.BINDS if pattern.search(searched, start, end) else Saying.MENTIONS


def sentence_of(text: str, first: int, last: int) -> tuple[int, int]:
    """Return start and end of the sentence around ``text[first:last]``; looks 1,000 characters either way."""
    start = low = max(0, first - 1000)
    for mark in _END.finditer(text, low, first):
        if mark.end() - start > _SHORTEST:
            start = mark.end()
    for mark in _END.finditer(text, last, last + 1000):
        return start, mark.end()
    return start, min(len(text), last + 1000)
