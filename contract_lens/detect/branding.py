"""What an agreement calls the relationship: alliance, joint venture, partnership or collaboration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from contract_lens.assessment import Branding, Party
from contract_lens.detect.matchers import CueMatcher, compile_cues
from contract_lens.detect.negation import is_negated
from contract_lens.detect.words import read_words
from contract_lens.taxonomy import Cue, Polarity
from contract_lens.taxonomy.caseless import small_letters
from contract_lens.taxonomy.wording import load_framing_words

#: Another paper, which says nothing of this one: "entered into that certain Strategic Alliance Agreement".
_ANOTHER = re.compile(r"\b(?:that|a|the) certain ((?:[A-Z][\w&-]*\s+){1,6}Agreement)\b")
_NAME_WORDS = re.compile(r"[A-Za-z0-9]+")


def find_branding(title: str, purpose: str, parties: tuple[Party, ...]) -> Branding:
    """Return what the title calls the relationship, else what recitals and purpose clause call it.

    Args:
        title: Title of the agreement.
        purpose: Its recitals, purpose clause and opening.
        parties: Its parties; words of their names say nothing of the relationship.
    """
    in_title, in_text = _matchers()
    found = _first(in_title, title, parties)
    return found if found is not Branding.NONE else _first(in_text, purpose, parties)


def _first(matcher: CueMatcher, text: str, parties: tuple[Party, ...]) -> Branding:
    text = _without_others(text)
    words = read_words(text)
    hits = matcher.find(words)
    places = [(words.starts[start], words.ends[end - 1]) for _, start, end in hits]
    names = _name_spans(text, parties, places)
    found = set()
    for (cue, start, end), (first, last) in zip(hits, places, strict=True):
        named = any(_is_of_name(first, last, begin, stop) for begin, stop in names)
        if not named and not is_negated(words.lower, start, end):
            found.add(matcher.cues[cue].id)
    return next((Branding(cue.id) for cue in matcher.cues if cue.id in found), Branding.NONE)


def _is_of_name(first: int, last: int, begin: int, stop: int) -> bool:
    """Whether words from ``first`` to ``last`` are those of a name (``begin`` to ``stop``) or run into it.

    They run into "Joint Venture Company" in "have formed Joint Venture Company". A strategic partner who is
    also called "Partner" remains one.
    """
    return (begin <= first and last <= stop) or first < begin < last < stop


def _without_others(text: str) -> str:
    for name in set(_ANOTHER.findall(text)):
        text = re.sub(r"\s+".join(map(re.escape, name.split())), "Agreement", text)
    return text


def _name_spans(
    text: str, parties: tuple[Party, ...], places: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where the names stand; one that is at none of the places may be left out."""
    spans: list[tuple[int, int]] = []
    small = small_letters(text) if places else ""
    names = [name for party in parties for name in (party.name, *party.aliases)]
    for name in names:
        words = [re.escape(word) for word in _NAME_WORDS.findall(name)]
        # Only a name that may be at one of the places needs an expression of its own, which is dear to make.
        if words and (small is None or _may_be_at(places, small, words)):
            pattern = r"[^A-Za-z0-9]{1,4}".join(words)
            spans += [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
    return spans


def _may_be_at(places: Sequence[tuple[int, int]], small: str, words: Sequence[str]) -> bool:
    """Whether all words of a name stand so near to one of the places that they may reach into it."""
    reach = sum(map(len, words)) + 4 * len(words)
    for first, last in places:
        around = small[max(0, first - reach) : last + reach]
        if all(word.lower() in around for word in words):
            return True
    return False


@lru_cache(maxsize=1)
def _matchers() -> tuple[CueMatcher, CueMatcher]:
    brandings = load_framing_words().brandings
    in_title = tuple(Cue(b.code, b.code, Polarity.STRUCTURE, b.title) for b in brandings)
    in_text = tuple(Cue(b.code, b.code, Polarity.STRUCTURE, b.text) for b in brandings)
    return compile_cues(in_title), compile_cues(in_text)
