"""An agreement against the talk around it: divergence, voices, labels of the deal, signs of gridlock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from contract_lens.assess.deal_patterns import judge_deal
from contract_lens.assess.gridlock import warn_of_gridlock
from contract_lens.assess.paper import OPERATIVE
from contract_lens.assess.patterns import labels_of
from contract_lens.assess.stance import summarise_stance
from contract_lens.assess.voices import list_sides, list_voices, utterances_of
from contract_lens.assessment import Assessment, Clause, Deal, DocumentKind, Pattern
from contract_lens.clause import PassageKind
from contract_lens.taxonomy.patterns import PatternWeights, load_patterns


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a deal, by kind.

    Attributes:
        agreements: Agreements, longest first: the longest one is the main agreement.
        communications: Communications in the order given.
    """

    agreements: tuple[Assessment, ...]
    communications: tuple[Assessment, ...]


def assess_deal(
    name: str, assessments: Sequence[Assessment], *, weights: PatternWeights | None = None
) -> Deal:
    """Compare what the agreements of a deal say with how the people around them talk.

    Args:
        name: Name of the deal, usually of its folder.
        assessments: Its documents; those that could not be read are named in the warnings.
        weights: Thresholds; ``None`` takes the published ones.

    Returns:
        The deal. Without an agreement or without communications the stance of that side is ``None``, and what
        needs both is left unsaid.
    """
    weights = weights or load_patterns()
    read = _sort(assessments)
    paper = _stance(read.agreements, OPERATIVE)
    talk = _score(clause for _, clause in utterances_of(read.communications))
    voices, sides = list_voices(read.communications), list_sides(read.communications)
    main = read.agreements[0] if read.agreements else None
    patterns = judge_deal(main, _own_patterns(main), paper, talk, voices, read.communications, weights)
    return Deal(
        name=name,
        labels=labels_of(patterns),
        patterns=patterns,
        contract_stance=paper,
        communication_stance=talk,
        divergence=None if paper is None or talk is None else round(talk - paper, 3),
        voices=voices,
        sides=sides,
        warnings=(*_gaps(assessments, read), *warn_of_gridlock(read.communications, patterns, talk, weights)),
        documents=tuple(row.path for row in (*read.agreements, *read.communications)),
    )


def _sort(assessments: Sequence[Assessment]) -> Read:
    rows = [row for row in assessments if row.status.was_read]
    agreements = [row for row in rows if row.kind is DocumentKind.AGREEMENT]
    return Read(
        agreements=tuple(sorted(agreements, key=lambda row: (-len(row.text), row.path))),
        communications=tuple(row for row in rows if row.kind is DocumentKind.COMMUNICATION),
    )


def _stance(rows: Iterable[Assessment], kinds: frozenset[PassageKind]) -> float | None:
    return _score(clause for row in rows for clause in row.clauses if clause.kind in kinds)


def _score(clauses: Iterable[Clause]) -> float | None:
    summary = summarise_stance(clauses)
    return None if summary is None else round(summary.score, 3)


def _own_patterns(main: Assessment | None) -> dict[str, Pattern]:
    """Return the patterns of the main agreement, its evidence marked with its path."""
    if main is None:
        return {}
    return {code: _located(pattern, main.path) for code, pattern in main.patterns.items()}


def _located(pattern: Pattern, path: str) -> Pattern:
    return replace(pattern, evidence=tuple(replace(finding, document=path) for finding in pattern.evidence))


def _gaps(assessments: Sequence[Assessment], read: Read) -> list[str]:
    """Say what is missing for a verdict on the deal."""
    found = []
    if not read.agreements:
        found.append("No agreement was found: what the paper says is unknown.")
    if not read.communications:
        found.append("No communications were found: how the parties talk is unknown.")
    if len(read.agreements) > 1:
        found.append(f"{len(read.agreements)} agreements were found; the labels rest on the longest one.")
    found.extend(
        f"{row.path} could not be read and is left out." for row in assessments if not row.status.was_read
    )
    return found
