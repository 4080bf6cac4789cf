"""Whose liability ends somewhere, and whose is said to have no end, without regard to the verb used.

"The liability of the Seller is limited to the price" holds no *shall*: nobody must, may or may not. It spares
the Seller all the same, and "the liability of the Buyer is not limited" burdens the Buyer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_lens.detect.mentions import Evened, distinct
from contract_lens.taxonomy.caseless import Caseless
from contract_lens.taxonomy.holdings import PARTY, HoldingWords, Wording

_SENTENCE = re.compile(r"[^.;]+(?:[.;](?!\s)[^.;]*)*[.;]?")
#: "PARTY's and PARTY's liability", "the liability of PARTY or PARTY".
_JOINED = re.compile(r"(?:'s?)?,? (?:and|or|nor|and/or|&) (?:of |that of |the )*")
#: A joined name begins within so many characters.
_NEXT = 20
#: "In no event shall PARTY or PARTY be liable": the verb has both before it.
_NOBODY_LIABLE = Caseless(
    re.compile(
        r"\bno (?:event|case|circumstances?),? (?:shall|will) (?:either (?:of )?)?"
        rf"{PARTY},? (?:or|and|nor) {PARTY} (?:\w+ ){{0,3}}?be liable",
        re.IGNORECASE,
    )
)
#: How far behind the words "the liability of X" the words may stand that limit it, in characters.
_REACH = 320


@dataclass(frozen=True, slots=True)
class LiabilityLine:
    """What is said of how far the liability of some parties goes.

    Attributes:
        start: First character in the evened text.
        end: One past the last.
        parties: Whose liability it is.
        limited: Whether it ends somewhere; otherwise it is said to have no end.
    """

    start: int
    end: int
    parties: tuple[int, ...]
    limited: bool


def find_liability(evened: Evened, words: HoldingWords) -> Iterator[LiabilityLine]:
    """Yield what a passage says of how far somebody's liability goes, in order."""
    if not evened.starts or "liab" not in (evened.small or evened.text.lower()):
        return
    for sentence in _SENTENCE.finditer(evened.text):
        yield from _read(evened, sentence.span(), words)


def _read(evened: Evened, span: tuple[int, int], words: HoldingWords) -> Iterator[LiabilityLine]:
    nobody, searched = _NOBODY_LIABLE.fit(evened.text, evened.small)
    for both in nobody.finditer(searched, *span):
        parties = distinct(party for _, party in evened.named_in(*both.span()))
        yield LiabilityLine(both.start(), both.end(), parties, limited=True)
    waiting: list[tuple[int, int]] = []
    for start, end, kind in _events(evened, span, words):
        if kind == "owner":
            waiting += [(start, party) for party in _owners(evened, start, end)]
            continue
        near = [(at, party) for at, party in waiting if start - at <= _REACH]
        if near:
            parties = distinct(party for _, party in near)
            yield LiabilityLine(min(start, near[0][0]), end, parties, limited=kind == "limited")
        waiting = []


def _owners(evened: Evened, start: int, end: int) -> list[int]:
    """Whose liability it is: the first name, and every one that *and* or *or* joins to it."""
    owners: list[int] = []
    done = start
    for at, party in evened.named_in(start, end + _NEXT):
        if owners and not _JOINED.fullmatch(evened.text, done, at):
            break
        if owners or at < end:
            owners.append(party)
        done = at + len(PARTY)
    return owners


def _events(evened: Evened, span: tuple[int, int], words: HoldingWords) -> Sequence[tuple[int, int, str]]:
    """Whose liability is spoken of, and what is said of it, in the order in which it is said to the end.

    "In no event shall the liability of X exceed" begins before X and is said behind it.
    """
    found = _places(evened, span, words.liable, "owner")
    if found:  # nothing is said of a liability that is nobody's
        found += _places(evened, span, words.limited, "limited")
        found += _places(evened, span, words.unlimited, "unlimited")
    return sorted(found, key=lambda event: (event[1], event[0]))


def _places(evened: Evened, span: tuple[int, int], wording: Wording, kind: str) -> list[tuple[int, int, str]]:
    pattern, searched = wording.caseless.fit(evened.text, evened.small)
    return [(*place.span(), kind) for place in pattern.finditer(searched, *span)]
