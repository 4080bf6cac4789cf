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
        r"is established|meets|consists? of|decides?|may (?:each|not|continue|sell|dispose|exhaust)|"
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

# "not to share it, unless the one who wishes to share it asks": the exception is to the same denial.
_EXCEPTION = re.compile(r"\b(?:unless|until)\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:shall|will|must)\b", re.IGNORECASE)


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
    denied = (-1, -1)  # sentence and end of the last place that was denied
    for place, found in enumerate(places):
        if not place:  # most texts hold no place: only then is it worth anything
            small = small_letters(text)
        start, end = sentence_of(text, found.start(), found.end())
        how = _how(text, small, (start, found.start(), end))
        if denied[0] == start and _is_excepted(text[denied[1] : found.start()]):
            how = Saying.DENIES
        if how is Saying.DENIES:
            denied = (start, found.end())
        yield Said(how, found.start(), found.end())


def _is_excepted(between: str) -> bool:
    """Whether what stands between a denial and the same words again makes them its exception."""
    exception = _EXCEPTION.search(between)
    return exception is not None and not _MODAL.search(between, exception.end())


def tells_of(
    text: str,
    place: tuple[int, int],
    *,
    unless: re.Pattern[str] | None = None,
    both: re.Pattern[str] | None = None,
) -> bool:
    """Whether the sentence around a place speaks of the matter itself.

    Args:
        text: The text.
        place: First character of the words and one past the last.
        unless: Words that make it another matter.
        both: Words of which one must be there.
    """
    if unless is None and both is None:
        return True
    start, end = sentence_of(text, *place)
    if unless is not None and unless.search(text, start, end):
        return False
    return both is None or both.search(text, start, end) is not None


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
