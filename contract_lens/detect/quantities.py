"""Figures that matter: notice and cure periods, term, caps, shares, price mechanisms, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from contract_lens.assessment import Party
from contract_lens.clause import Passage, PassageKind
from contract_lens.detect.figure_owners import Names, find_owners
from contract_lens.detect.figures import (
    HOLDS_FIGURE,
    MONEY_MARKS,
    PERCENT_MARKS,
    PERIOD_MARKS,
    Figure,
    find_dated_term,
    find_figures,
    find_ratio,
    holds_one,
    may_hold_ratio,
    may_hold_years,
)
from contract_lens.duty import Duty
from contract_lens.quantity import Quantity, QuantityKind
from contract_lens.taxonomy.caseless import Caseless, small_letters
from contract_lens.taxonomy.landmarks import WordIndex, may_be_in
from contract_lens.taxonomy.quantities import KindWords, load_quantity_words

_BINDING = frozenset({PassageKind.CLAUSE, PassageKind.ITEM, PassageKind.PARAGRAPH, PassageKind.DEFINITION})
_STOP = re.compile(r"[.;\n](?:(?<=[.;])(?<![A-Z].)(?<!\bNo.)(?=\s+[A-Z(]|\s*$)|(?<=\n)\s*\n)")
#: Words that speak against a kind stand within so many characters before and behind the figure.
_AROUND = (60, 45)
_MODAL = re.compile(r"\b(?:shall|will|must|agrees?|may|undertakes?)\b", re.IGNORECASE)
#: A word of each mechanism that needs no figure.
_MECHANISM = Caseless(
    re.compile(
        r"favou?r|minimum|\bMFN\b|benchmark|price|pricing|cost|purchase|\bbuy\b|take[- ]or|competitive|liab",
        re.IGNORECASE,
    )
)
_FIGURE_SIGNS = tuple("%$€£¥")
#: What the others of these marks stand in, for an index of words.
_FIGURE_WORDS = re.compile(
    r"day|week|month|year|cent|net[\s-]|usd|eur|gbp|rmb|cny|jpy|chf|cad", re.IGNORECASE
)
_FIGURE_MARKS = (*PERIOD_MARKS, *PERCENT_MARKS, "net ", "net-", *MONEY_MARKS)
#: Kinds that need a verb of duty where no figure is told: "the minimum order" alone says nothing.
_PROMISED = frozenset({QuantityKind.MINIMUM, QuantityKind.COST_DOWN})
#: "2 % of the price for each day", "by 3 % on each anniversary"; or in front: "For each week of delay".
_AGAIN = re.compile(
    r"\b(?:per|an?|each|every|for any)\s+(?:(?:full|started|calendar|business|working|contract|"
    r"such|additional|further|whole|complete|or part of an?)\s+)*(day|week|month|year|annum|anniversary)\b"
    r"|\b(daily|weekly|monthly|annual|yearly|annually|year[\s-]on[\s-]year)\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:up to|maximum(?: of)?|at most|exceed(?:ing)?|more than|capped at)\W*(?:[A-Z]{3}\W*)?$"
)
_ONCE_MORE = {"annum": "year", "anniversary": "year", "daily": "day", "weekly": "week", "monthly": "month"}
#: Kinds that may fall due again and again.
_REPEATED = frozenset({QuantityKind.DAMAGES, QuantityKind.COST_DOWN})


class _Sentence(NamedTuple):
    """A sentence as it is and in small letters, its place, and what its passage may hold."""

    text: str
    small: str | None
    start: int
    end: int
    figured: bool
    mechanism: bool
    dated: bool
    split: bool


def find_quantities(
    text: str,
    passages: Sequence[Passage],
    duties: Sequence[Duty] = (),
    *,
    parties: Sequence[Party] = (),
    index: WordIndex | None = None,
) -> tuple[Quantity, ...]:
    """Return the figures that matter in the order of the text.

    Args:
        text: The whole text of an agreement.
        passages: Its passages.
        duties: Its duties, which tell to whom a figure belongs.
        parties: Its parties, whose names beside a figure tell more.
        index: Words of its passages, where something has indexed them before.
    """
    found: list[Quantity] = []
    names = Names(parties)
    by_clause: dict[str, list[Duty]] = {}
    for duty in duties:
        by_clause.setdefault(duty.clause, []).append(duty)
    binding = [passage for passage in passages if passage.kind in _BINDING]
    stretches = [text[passage.start : passage.end] for passage in binding]
    words = index or WordIndex(stretches)
    whole = small_letters(text)
    kinds, tables = load_quantity_words().kinds, _that_may_hold(stretches, words)
    for passage, stretch, (figure, mechanism, *held) in zip(binding, stretches, tables, strict=True):
        start, end = passage.start, passage.end
        figured = figure or holds_one(stretch, _FIGURE_SIGNS)
        known = list(compress(kinds, held))
        split = any(one.kind is QuantityKind.SHARE for one in known) and may_hold_ratio(stretch)
        has_dates = may_hold_years(stretch)
        if not has_dates and (not known or not (mechanism or figured or split)):
            continue
        small = small_letters(stretch) if whole is None else whole[start:end]
        own = by_clause.get(passage.id, [])
        for first, last in _sentences(text, start, end):
            low = None if small is None else small[first - start : last - start]
            sentence = _Sentence(text[first:last], low, first, last, figured, mechanism, has_dates, split)
            found += _read(sentence, passage.id, own, known, names)
    return tuple(_first_of_each(found))


def _that_may_hold(passages: Sequence[str], words: WordIndex) -> Iterator[tuple[bool, ...]]:
    """Yield for each passage whether words of a figure, a mechanism and each kind may stand in it."""
    patterns = [
        _FIGURE_WORDS,
        _MECHANISM.pattern,
        *(known.wording.pattern for known in load_quantity_words().kinds),
    ]
    return zip(*(words.that_may_hold(passages, pattern) for pattern in patterns), strict=True)


def _may_hold_figure(text: str, small: str | None) -> bool:
    return holds_one(text.lower() if small is None else small, _FIGURE_MARKS)


def _first_of_each(found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield a figure that one clause repeats ("within such thirty day period") once."""
    known: set[tuple[object, ...]] = set()
    for one in found:
        # Two parties may each have the same cap, or the same share.
        whose = one.parties + one.payees if one.kind in (QuantityKind.CAP, QuantityKind.SHARE) else ()
        key = (one.clause, one.kind, one.value, one.unit, one.per, whose)
        if key not in known:
            known.add(key)
            yield one


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, start, end):
        yield start, stop.end()
        start = stop.end()
    if start < end:
        yield start, end


def _read(
    given: _Sentence, clause: str, duties: Sequence[Duty], kinds: Sequence[KindWords], names: Names
) -> Iterator[Quantity]:
    """Yield the figures of a sentence."""
    sentence, small, start = given.text, given.small, given.start
    figures = _figures_of(given)
    term = find_dated_term(sentence) if given.dated else None
    if not figures and not term and not (given.mechanism and _MECHANISM.is_in(sentence, small)):
        return
    cues = _cues(sentence, small, frozenset(figure.sort for figure in figures), kinds)
    told: set[QuantityKind] = set()
    behind = 0
    for figure in figures if cues else ():
        before, behind = behind, figure.end
        kind = _kind_of(figure, sentence, cues)
        if kind is None:
            continue
        told.add(kind)
        place = (start + figure.start, start + figure.end)
        owners, payees = find_owners(kind, sentence, start, (before, figure.start, figure.end), duties, names)
        again = _again(sentence, figure) if kind in _REPEATED else ""
        yield Quantity(kind, *place, clause, figure.value, figure.unit, owners, again, figure.most, payees)
    if term and QuantityKind.TERM not in told:
        yield Quantity(QuantityKind.TERM, start + term.start, start + term.end, clause, term.value, term.unit)
    for known, spans in cues:
        if "none" in known.units and known.kind not in told and _is_promised(known.kind, sentence):
            place = (start + spans[0][0], start + spans[0][1])
            spot = (0, spans[0][0], spans[0][1])
            owners, _ = find_owners(known.kind, sentence, start, spot, duties, names)
            yield Quantity(known.kind, *place, clause, parties=owners)


def _figures_of(given: _Sentence) -> list[Figure]:
    sentence, small = given.text, given.small
    figures = find_figures(sentence, small) if given.figured and _may_hold_figure(sentence, small) else []
    if figures and not HOLDS_FIGURE.is_in(sentence, small):
        figures = []
    return [*figures, *find_ratio(sentence)] if given.split else figures


def _again(sentence: str, figure: Figure) -> str:
    """Return how often a figure falls due: what stands behind it, else anywhere in its sentence."""
    if _MOST.search(sentence, max(0, figure.start - 30), figure.start):
        return ""  # "up to 5 % of the price": all of it, once
    found = _AGAIN.search(sentence, figure.end, figure.end + 90) or _AGAIN.search(sentence)
    word = (found[1] or found[2]).lower() if found else ""
    return _ONCE_MORE.get(word, "year" if word.startswith(("ann", "year")) else word)


def _is_promised(kind: QuantityKind, sentence: str) -> bool:
    """Whether a mechanism without a figure is agreed, not only spoken of."""
    return kind not in _PROMISED or bool(_MODAL.search(sentence))


_Cues = list[tuple[KindWords, list[tuple[int, int]]]]


def _cues(sentence: str, small: str | None, sorts: frozenset[str], kinds: Sequence[KindWords]) -> _Cues:
    """The kinds whose words stand in a sentence that holds figures of some sorts."""
    found: _Cues = []
    wanted = sorts | {"none"}
    for known in kinds:
        if known.units.isdisjoint(wanted) or not may_be_in(small, known.wording.pattern):
            continue
        spans = [cue.span() for cue in known.wording.caseless.finditer_in(sentence, small)]
        if spans:
            found.append((known, spans))
    return found


def _kind_of(figure: Figure, sentence: str, cues: _Cues) -> QuantityKind | None:
    """The kind whose words stand nearest; words that span the figure stand at it."""
    best, least = None, float("inf")
    before = sentence[max(0, figure.start - _AROUND[0]) : figure.start].replace("#", " ")
    around = f"{before}#{sentence[figure.end : figure.end + _AROUND[1]]}"
    for known, spans in cues:
        if figure.sort not in known.units or (known.but and known.but.search(around)):
            continue
        if known.must and not known.must.search(around):
            continue
        away = min(max(start - figure.end, figure.start - end, 0) for start, end in spans)
        if away < min(least, known.near):
            best, least = known.kind, away
        if away < known.wins:
            break
    return best if figure.value > 0 else None
