"""Stage 4: everything about one document becomes an ``Assessment``, everything about one deal a ``Deal``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from contract_lens.assess.advice import give_advice
from contract_lens.assess.case import Case
from contract_lens.assess.coverage import cover, why_not_scored
from contract_lens.assess.deal import assess_deal
from contract_lens.assess.gaps import find_gaps
from contract_lens.assess.mirrors import even_out
from contract_lens.assess.open_terms import notes_in
from contract_lens.assess.paper import OPERATIVE, SPOKEN, Paper, describe_clauses, lay_out
from contract_lens.assess.patterns import judge_patterns, labels_of
from contract_lens.assess.portfolio_deals import DealFacts, gather_facts
from contract_lens.assess.portfolio_view import assess_portfolio
from contract_lens.assess.scorecard import fill_scorecard
from contract_lens.assess.sides import seat_speakers, sides_of
from contract_lens.assess.stance import summarise_stance
from contract_lens.assess.standing import notices_of, why_only_changes
from contract_lens.assess.turns import turns_of
from contract_lens.assess.what_if import what_if
from contract_lens.assessment import (
    Assessment,
    Branding,
    Clause,
    Coverage,
    DocumentKind,
    Index,
    Party,
    Peers,
    StanceSummary,
)
from contract_lens.clause import Judgement, Passage, Reading
from contract_lens.document import Document
from contract_lens.duty import DutyTable
from contract_lens.errors import Status
from contract_lens.options import LEAST_COVERAGE
from contract_lens.quantity import Terms
from contract_lens.taxonomy.landmarks import WordIndex
from contract_lens.taxonomy.patterns import PatternWeights, load_patterns
from contract_lens.taxonomy.peers import peers_of, percentile_of

__all__ = ["DealFacts", "assess_deal", "assess_document", "assess_portfolio", "gather_facts", "what_if"]


class Framing(Protocol):
    """What the rules found about the agreement as a whole."""

    @property
    def title(self) -> str:
        """Title of the agreement or subject of the communication."""

    @property
    def calls_itself(self) -> Branding:
        """What it calls the relationship."""

    @property
    def parties(self) -> tuple[Party, ...]:
        """Its parties with their aliases."""


def assess_document(
    document: Document,
    *,
    kind: DocumentKind,
    passages: Sequence[Passage],
    readings: Sequence[Reading],
    judgements: Sequence[Judgement],
    framing: Framing,
    terms: Terms | None = None,
    index: WordIndex | None = None,
    weights: PatternWeights | None = None,
    least_coverage: float = LEAST_COVERAGE,
) -> Assessment:
    """Tell what one document amounts to.

    Args:
        document: What was read.
        kind: Agreement or communication; a communication gets its stance and clauses, no labels or indices.
        passages: Its passages in order.
        readings: What the rules saw in each passage.
        judgements: What the models said of each passage.
        framing: Title, branding and parties.
        terms: Who holds what, with which figures; left out, whom the paper favours rests on fewer signs.
        index: Words of the passages, where something has indexed them before.
        weights: Weights of indices and labels; ``None`` takes the published ones.
        least_coverage: Share of the pages, and of the bytes, below which an agreement gets no labels.

    Returns:
        The assessment; every quotation in it is an exact part of ``document.text``.
    """
    coverage = cover(document)
    not_scored = why_not_scored(document, coverage, kind, least_coverage)
    if kind is DocumentKind.OTHER:
        return _neither(document, coverage, not_scored)
    clauses = describe_clauses(document, passages, judgements)
    if kind is DocumentKind.COMMUNICATION:
        talk = seat_speakers(clauses, document.text)
        stance = summarise_stance(clause for clause in talk if clause.kind in SPOKEN)
        read = _as_read(document, kind, talk, framing, coverage, stance)
        return _with_warnings(read, document, not_scored)
    paper = lay_out(document, clauses, passages, readings, judgements, index=index)
    notices = notices_of(paper, framing.title)
    not_scored = not_scored or why_only_changes(paper, notices)
    case = _open_case(paper, framing, terms, weights or load_patterns())
    said = [item for item in paper.operative if item.clause.kind in OPERATIVE]
    stance = summarise_stance([item.clause for item in said], [item.words for item in said])
    not_scored = not_scored or ("" if stance else _NO_TERMS)
    read = _with_terms(_as_read(document, kind, clauses, framing, coverage, stance), terms, not_scored)
    read = replace(read, notices=notices)
    told = read if not_scored else _judge_agreement(read, case)
    doubts = case.doubts() if stance else ()  # no terms at all: nothing rests on them
    if left_out := notes_in(clauses):
        doubts = (*doubts, left_out)
    return _with_warnings(told, document, f"not scored: {not_scored}" if not_scored else "", doubts)


#: Of signature pages and filings that look like agreements: ten indices of nothing would mislead.
_NO_TERMS = "no terms of a contract were found in it"


def _as_read(
    document: Document,
    kind: DocumentKind,
    clauses: tuple[Clause, ...],
    framing: Framing,
    coverage: Coverage,
    stance: StanceSummary | None,
) -> Assessment:
    """Return what is known of a document before anything is said of it as a whole."""
    agreed = kind is DocumentKind.AGREEMENT
    return Assessment(
        path=document.path,
        sha256=document.sha256,
        status=Status.OK,
        kind=kind,
        title=framing.title,
        stance=stance,
        parties=framing.parties if agreed else sides_of(clauses),
        clauses=clauses,
        coverage=coverage,
        members=document.members,
        annotations=document.annotations,
        text=document.text,
    )


def _with_terms(read: Assessment, terms: Terms | None, not_scored: str) -> Assessment:
    """Add to what was read of an agreement who holds what, with which figures."""
    terms = terms or Terms()
    return replace(
        read,
        duties=terms.duties,
        quantities=terms.quantities,
        contrasts=terms.contrasts,
        not_scored=not_scored,
    )


def _with_warnings(
    read: Assessment, document: Document, doubt: str, doubts: tuple[str, ...] = ()
) -> Assessment:
    warnings = (*([doubt] if doubt else ()), *document.warnings, *doubts)
    return replace(read, warnings=warnings, status=Status.OK_WITH_WARNINGS if warnings else Status.OK)


def _open_case(paper: Paper, framing: Framing, terms: Terms | None, weights: PatternWeights) -> Case:
    return Case(
        paper=even_out(paper, framing.parties),
        title=framing.title,
        branding=framing.calls_itself,
        parties=framing.parties,
        weights=weights,
        duties=terms.duties if terms else DutyTable(),
    )


def _neither(document: Document, coverage: Coverage, reason: str) -> Assessment:
    """Return what can be said of a text that is neither paper nor talk: how much of it was read."""
    return Assessment(
        path=document.path,
        sha256=document.sha256,
        status=Status.OK_WITH_WARNINGS,
        kind=DocumentKind.OTHER,
        title=document.title,
        warnings=(f"not scored: {reason}", *document.warnings),
        coverage=coverage,
        text=document.text,
        members=document.members,
        annotations=document.annotations,
        not_scored=reason,
    )


def _judge_agreement(read: Assessment, case: Case) -> Assessment:
    """Add to what was read of an agreement everything that is said of it as a whole."""
    turns = turns_of(case)
    patterns = {code: replace(pattern, turns=turns[code]) for code, pattern in judge_patterns(case).items()}
    peers = peers_of(case.title)
    advice, outlook = give_advice(case)
    return replace(
        read,
        calls_itself=case.branding,
        labels=labels_of(patterns),
        patterns=patterns,
        indices=_compared(case, peers),
        favours=_favoured(case),
        peers=peers,
        scorecard=fill_scorecard(case),
        gaps=find_gaps(case),
        advice=advice,
        outlook=outlook,
        own_weights=case.weights.changes,
        case=case,
    )


def _compared(case: Case, peers: Peers) -> dict[str, Index]:
    """Return the indices, each with its place among agreements of the same type."""
    # Weights of one's own make another measure: the published distribution says nothing about it.
    own = bool(case.weights.changes)
    return {
        name: replace(weighed.index, percentile=None if own else percentile_of(name, weighed.value, peers))
        for name, weighed in case.indices.items()
    }


def _favoured(case: Case) -> str:
    uneven = case.indices["one_sidedness"].value >= case.weights.one_sidedness["least_favour"]
    return case.balance.favoured if uneven else ""
