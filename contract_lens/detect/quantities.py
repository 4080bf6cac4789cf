"""Figures that matter: notice and cure periods, term, caps, shares, price mechanisms, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from contract_lens.assessment import Party
from contract_lens.clause import Passage, PassageKind
from contract_lens.detect.figure_kinds import agreed_place, find_cues, how_often, is_over_base, kind_of
from contract_lens.detect.figure_owners import Names, find_owners
from contract_lens.detect.figure_sentences import sentences, with_whole_reach
from contract_lens.detect.figures import (
    CODES,
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
from contract_lens.taxonomy.landmarks import WordIndex
from contract_lens.taxonomy.quantities import KindWords, load_quantity_words

_BINDING = frozenset({PassageKind.CLAUSE, PassageKind.ITEM, PassageKind.PARAGRAPH, PassageKind.DEFINITION})
_MODAL = re.compile(r"\b(?:shall|will|must|agrees?|may|undertakes?)\b", re.IGNORECASE)
#: A word of each mechanism that needs no figure.
_MECHANISM = Caseless(
    re.compile(
        r"favou?r|minimum|\bMFN\b|benchmark|price|pricing|cost|purchase|\bbuy\b|take[- ]or|competitive|liab",
        re.IGNORECASE,
    )
)
_FIGURE_SIGNS = tuple("%$€£¥₹")
#: What the others of these marks stand in, for an index of words.
_FIGURE_WORDS = re.compile(rf"day|week|month|year|cent|net[\s-]|{CODES}|dollar|pound", re.IGNORECASE)
_FIGURE_MARKS = (*PERIOD_MARKS, *PERCENT_MARKS, "net ", "net-", *MONEY_MARKS, "dollar", "euro", "pound")
#: Kinds that need a verb of duty where no figure is told: "the minimum order" alone says nothing.
_PROMISED = frozenset({QuantityKind.MINIMUM, QuantityKind.COST_DOWN})


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
        for first, last in sentences(text, start, end):
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


def _read(
    given: _Sentence, clause: str, duties: Sequence[Duty], kinds: Sequence[KindWords], names: Names
) -> Iterator[Quantity]:
    """Yield the figures of a sentence."""
    sentence, small, start = given.text, given.small, given.start
    figures = _figures_of(given)
    term = find_dated_term(sentence) if given.dated else None
    if not figures and not term and not (given.mechanism and _MECHANISM.is_in(sentence, small)):
        return
    reached = with_whole_reach(sentence)
    small = small if reached is sentence else small_letters(reached)
    cues = find_cues(reached, small, frozenset(figure.sort for figure in figures), kinds)
    told: set[QuantityKind] = set()
    behind = 0
    for figure in figures if cues else ():
        before, behind = behind, figure.end
        kind = kind_of(figure, reached, cues)
        if kind is None:
            continue
        told.add(kind)
        owners, payees = find_owners(kind, sentence, start, (before, figure.start, figure.end), duties, names)
        yield Quantity(
            kind,
            start + figure.start,
            start + figure.end,
            clause,
            figure.value,
            figure.unit,
            owners,
            how_often(kind, reached, figure),
            figure.most,
            payees,
            _note(kind, reached, figure),
        )
    if term and QuantityKind.TERM not in told:
        yield Quantity(QuantityKind.TERM, start + term.start, start + term.end, clause, term.value, term.unit)
    for known, spans in cues:
        if "none" not in known.units or known.kind in told or not _is_promised(known.kind, sentence):
            continue
        if spot := agreed_place(known, spans, reached):
            owners, _ = find_owners(known.kind, sentence, start, (0, *spot), duties, names)
            yield Quantity(known.kind, start + spot[0], start + spot[1], clause, parties=owners)


def _note(kind: QuantityKind, sentence: str, figure: Figure) -> str:
    """Return what must be known of a figure: that its words say another one, or that it is added to one."""
    if figure.said is not None:
        words = f"{figure.said:,.0f}" if figure.sort == "money" else f"{figure.said:g}"
        return f"the words say {words}, the figures {figure.value:,.10g}"
    is_added = kind is QuantityKind.LATE_INTEREST and is_over_base(sentence, figure)
    return "above a base rate" if is_added else ""


def _figures_of(given: _Sentence) -> list[Figure]:
    sentence, small = given.text, given.small
    figures = find_figures(sentence, small) if given.figured and _may_hold_figure(sentence, small) else []
    if figures and not HOLDS_FIGURE.is_in(sentence, small):
        figures = []
    return [*figures, *find_ratio(sentence)] if given.split else figures


def _is_promised(kind: QuantityKind, sentence: str) -> bool:
    """Whether a mechanism without a figure is agreed, not only spoken of."""
    return kind not in _PROMISED or bool(_MODAL.search(sentence))
