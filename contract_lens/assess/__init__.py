"""Stage 4: everything about one document becomes an ``Assessment``, everything about one deal a ``Deal``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from contract_lens.assess.case import Case
from contract_lens.assess.deal import assess_deal
from contract_lens.assess.paper import OPERATIVE, SPOKEN, describe_clauses, lay_out
from contract_lens.assess.patterns import judge_patterns, labels_of
from contract_lens.assess.stance import summarise_stance
from contract_lens.assessment import Assessment, Branding, Coverage, DocumentKind, Party
from contract_lens.clause import Judgement, Passage, Reading
from contract_lens.document import Document
from contract_lens.errors import Status
from contract_lens.taxonomy.patterns import PatternWeights, load_patterns

__all__ = ["assess_deal", "assess_document"]


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
    weights: PatternWeights | None = None,
) -> Assessment:
    """Tell what one document amounts to.

    Args:
        document: What was read.
        kind: Agreement or communication; a communication gets its stance and clauses, no labels or indices.
        passages: Its passages in order.
        readings: What the rules saw in each passage.
        judgements: What the models said of each passage.
        framing: Title, branding and parties.
        weights: Weights of indices and labels; ``None`` takes the published ones.

    Returns:
        The assessment; every quotation in it is an exact part of ``document.text``.
    """
    weights = weights or load_patterns()
    clauses = describe_clauses(document, passages, judgements)
    counted = OPERATIVE if kind is DocumentKind.AGREEMENT else SPOKEN
    agreed = kind is DocumentKind.AGREEMENT
    case = Case(
        paper=lay_out(document, clauses, passages, readings, judgements),
        title=framing.title,
        branding=framing.calls_itself,
        parties=framing.parties,
        weights=weights,
    )
    patterns = judge_patterns(case) if agreed else {}
    warnings = (*document.warnings, *(case.doubts() if agreed else ()))
    return Assessment(
        path=document.path,
        sha256=document.sha256,
        status=Status.OK_WITH_WARNINGS if warnings else Status.OK,
        kind=kind,
        title=framing.title,
        calls_itself=framing.calls_itself if agreed else Branding.NONE,
        labels=labels_of(patterns),
        patterns=patterns,
        indices={name: weighed.index for name, weighed in case.indices.items()} if agreed else {},
        stance=summarise_stance(clause for clause in clauses if clause.kind in counted),
        parties=framing.parties,
        favours=_favoured(case) if agreed else "",
        clauses=clauses,
        warnings=warnings,
        coverage=_cover(document),
        text=document.text,
    )


def _favoured(case: Case) -> str:
    uneven = case.indices["one_sidedness"].value >= case.weights.one_sidedness["least_favour"]
    return case.balance.favoured if uneven else ""


def _cover(document: Document) -> Coverage:
    return Coverage(
        format=document.format,
        pages=document.pages,
        pages_without_text=document.pages_without_text,
        words=len(document.text.split()),
        left_out=dict(document.left_out),
    )
