"""Which words of a clause show what it does, read from ``telling.toml``: quotations are chosen by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from contract_lens.errors import MissingPart
from contract_lens.taxonomy.caseless import Caseless, small_letters
from contract_lens.taxonomy.practices import any_word
from contract_lens.taxonomy.schema import read_toml

TELLING = Path(__file__).with_name("telling.toml")

Span = tuple[int, int]

#: A shorter text is quoted whole, or nearly so: nothing needs to be chosen.
_SHORT = 120

#: More places of the same words are not looked at.
_MOST = 8

# An abbreviation ends a sentence too: only the length of what is compared suffers.
_END = re.compile(r"[.;!?](?=\s)|\n\s*\n")

#: Who must or may, right before the words: "Velm may, at its sole discretion". The last such stands nearest.
_LEAD = re.compile(r"(?:[\w’'&-]{1,30}[ \n]){1,3}(?=(?:may|shall|will|must|can|agrees?|has|have)\b)")
_MODAL = re.compile(r"(?:may|shall|will|must|can|agrees?|has|have)\b", re.IGNORECASE)
_NEAR = 80


@dataclass(frozen=True, slots=True)
class Telling:
    """The words that show one function.

    Attributes:
        function: Its code.
        words: The words, in any case.
        or_else: Words that tell less, where none of these stands; ``None`` if there are none.
        matches: Sentences that hold them.
        not_matches: Sentences that do not.
    """

    function: str
    words: Caseless
    or_else: Caseless | None
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]

    def places(self, text: str, small: str | None) -> Iterator[Span]:
        """Yield where the words stand in a text; ``small`` is the text in small letters, if that is sure."""
        for words in (self.words, self.or_else):
            found = None
            for found in words.finditer_in(text, small) if words else ():
                yield found.span()
            if found is not None:
                return


@cache
def load_telling() -> Mapping[str, Telling]:
    """Read the words that came with the package, by function.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    try:
        return {
            code: Telling(
                code,
                Caseless(any_word(table["words"])),
                Caseless(any_word(table["or_else"])) if "or_else" in table else None,
                tuple(table["matches"]),
                tuple(table["not_matches"]),
            )
            for code, table in read_toml(TELLING, {"telling"})["telling"].items()
        }
    except (KeyError, TypeError, re.error) as error:
        raise MissingPart(f"does not keep to the schema ({error})", subject=TELLING.name) from error


@lru_cache(maxsize=512)  # a clause of which much is said is quoted several times
def telling_place(text: str, deciding: tuple[Span, ...], functions: tuple[str, ...]) -> Span | None:
    """Return which words of a clause a quotation should show, or ``None`` where nothing tells.

    Args:
        text: The words of the clause.
        deciding: What decided its stance, as offsets into the text.
        functions: What it does, foremost first; the first of which words stand in it is shown, in the
            sentence that holds most of what decided.
    """
    if len(text) <= _SHORT:
        return deciding[0] if deciding else None
    small, table = small_letters(text), load_telling()
    for code in functions:
        if code in table and (found := best_place(text, table[code].places(text, small), deciding)):
            return found
    return best_place(text, deciding, deciding)


def best_place(text: str, places: Iterable[Span], deciding: Sequence[Span]) -> Span | None:
    """Return which of some places stands in the sentence that holds most of what decided, or ``None``."""
    known = list(islice(places, _MOST))
    if len(known) < 2:
        return known[0] if known else None
    ends = [0, *[mark.end() for mark in _END.finditer(text)], len(text) + 1]

    def weight(place: Span) -> int:
        start = max(end for end in ends if end <= place[0])
        end = min(end for end in ends if end > place[0])
        return sum(max(0, min(b, end) - max(a, start)) for a, b in deciding)

    return max(known, key=weight)  # of several the first


def with_subject(text: str, place: Span) -> Span:
    """Return a place that begins with who must or may, where that stands a little before it."""
    low = max(0, place[0] - _NEAR)
    modal = _MODAL.match(text, place[0])
    before = text[low : place[0] + (modal.end() - place[0] if modal else 0)]
    leads = list(_LEAD.finditer(before))
    return (low + leads[-1].start(), place[1]) if leads else place
