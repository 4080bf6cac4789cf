"""An agreement against the talk around it: divergence, topics, voices, labels, course, gridlock, stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from contract_lens.agreement import Pattern
from contract_lens.assess.deal_patterns import judge_deal, squeezes
from contract_lens.assess.description import PAPER_ROLES, DealDescription
from contract_lens.assess.gridlock import see_gridlock, warn_of_gridlock
from contract_lens.assess.life_cycle import tell_stage
from contract_lens.assess.paper import OPERATIVE
from contract_lens.assess.patterns import labels_of
from contract_lens.assess.people import People, seat_people
from contract_lens.assess.stance import summarise_stance
from contract_lens.assess.topics import compare_topics
from contract_lens.assess.trajectory import follow
from contract_lens.assess.voices import list_sides, list_voices, utterances_of, without_courtesies
from contract_lens.assessment import Assessment, Clause, DocumentKind
from contract_lens.clause import PassageKind
from contract_lens.deal import Deal
from contract_lens.taxonomy.patterns import PatternWeights, load_patterns


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a deal, by kind.

    Attributes:
        agreements: Agreements; the first one is the main agreement, the others follow by length.
        communications: Communications in the order given, with their mere courtesies set apart.
    """

    agreements: tuple[Assessment, ...]
    communications: tuple[Assessment, ...]


def assess_deal(
    name: str,
    assessments: Sequence[Assessment],
    *,
    weights: PatternWeights | None = None,
    description: DealDescription | None = None,
) -> Deal:
    """Compare what the agreements of a deal say with how the people around them talk.

    Args:
        name: Name of the deal, usually of its folder.
        assessments: Its documents; those that could not be read are named in the warnings.
        weights: Thresholds; ``None`` takes the published ones.
        description: What the user says about files, sides, people and dates; it outweighs what is guessed.

    Returns:
        The deal. Without an agreement or without communications the stance of that side is ``None``, and what
        needs both is left unsaid.
    """
    weights, description = weights or load_patterns(), description or DealDescription()
    read = _sort(assessments, description)
    people = seat_people(read.communications, read.agreements, description)
    talked = people.communications
    counted = _in_force(read.agreements, description)
    paper = _stance(counted, OPERATIVE)
    talk = _score(clause for _, clause in utterances_of(talked))
    voices = list_voices(talked, people.roles)
    main = read.agreements[0] if read.agreements else None
    patterns = judge_deal(main, _own_patterns(main), paper, talk, voices, talked, weights)
    signs = see_gridlock(talked, weights)
    squeezed = main is not None and paper is not None and squeezes(main, paper, weights)
    return Deal(
        name=description.name or name,
        labels=labels_of(patterns),
        patterns=patterns,
        contract_stance=paper,
        communication_stance=talk,
        divergence=None if paper is None or talk is None else round(talk - paper, 3),
        voices=voices,
        sides=list_sides(talked),
        warnings=(
            *_gaps(assessments, read, description, people),
            *warn_of_gridlock(signs, talked, patterns, talk, weights, squeezed=squeezed),
        ),
        documents=tuple(row.path for row in (*read.agreements, *read.communications)),
        company=description.company,
        topics=compare_topics(counted, talked),
        trajectory=follow(talked, description, weights),
        gridlock=signs,
        life_cycle=tell_stage(read.agreements, talked, description),
    )


def _sort(assessments: Sequence[Assessment], description: DealDescription) -> Read:
    """Sort the documents; the agreement that the user names leads, else the longest that is no draft."""
    rows = [
        row for row in assessments if row.status.was_read and description.note_on(row.path).role != "ignore"
    ]

    def lead(row: Assessment) -> tuple[int, int, str]:
        standing = {"agreement": 0, "": 1, "amendment": 2, "draft": 3}
        return (standing.get(description.note_on(row.path).role, 1), -len(row.text), row.path)

    agreements = [row for row in rows if row.kind is DocumentKind.AGREEMENT and not row.not_scored]
    communications = [row for row in rows if row.kind is DocumentKind.COMMUNICATION]
    return Read(tuple(sorted(agreements, key=lead)), tuple(without_courtesies(communications)))


def _in_force(agreements: Sequence[Assessment], description: DealDescription) -> tuple[Assessment, ...]:
    """Return the agreements that count as paper: drafts do so only where there is nothing else."""
    final = tuple(row for row in agreements if description.note_on(row.path).role != "draft")
    return final or tuple(agreements)


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


def _gaps(
    assessments: Sequence[Assessment], read: Read, description: DealDescription, people: People
) -> list[str]:
    """Say what is missing for a verdict on the deal."""
    found = []
    unscored = [row for row in assessments if row.kind is DocumentKind.AGREEMENT and row.not_scored]
    found += [f"{PurePath(row.path).name} was not scored: {row.not_scored}." for row in unscored]
    if not read.agreements and not unscored:
        found.append("No agreement was found: what the paper says is unknown.")
    if not read.communications:
        found.append("No communications were found: how the parties talk is unknown.")
    if len(read.agreements) > 1:
        lead = (
            "the one that deal.toml names"
            if _is_named(read.agreements[0], description)
            else "the longest one"
        )
        found.append(f"{len(read.agreements)} agreements were found; the labels rest on {lead}.")
    found.extend(
        f"{row.path} could not be read and is left out." for row in assessments if not row.status.was_read
    )
    for row in (*read.agreements, *read.communications):
        role = description.note_on(row.path).role
        if role and (role in PAPER_ROLES) is not (row.kind is DocumentKind.AGREEMENT):
            found.append(
                f"deal.toml calls {row.path} {role}, but it reads as {_kind_in_words(row)} and is judged so."
            )
    heard = {clause.speaker for row in people.communications for clause in row.clauses if clause.speaker}
    found.extend(
        f"deal.toml names {note.name}, who is not heard in any communication."
        for note in description.people
        if read.communications and note.name not in heard
    )
    return found


def _is_named(row: Assessment, description: DealDescription) -> bool:
    return description.note_on(row.path).role == "agreement"


def _kind_in_words(row: Assessment) -> str:
    return "an agreement" if row.kind is DocumentKind.AGREEMENT else "a communication"
