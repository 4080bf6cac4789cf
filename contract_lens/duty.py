"""Who holds what: the duties, rights and restraints of an agreement by party, and their table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Modality(StrEnum):
    """What a sentence does to its bearer (Hohfeld's pairs, as a lawyer reads them)."""

    OBLIGATION = "obligation"
    RIGHT = "right"
    PROHIBITION = "prohibition"
    NO_OBLIGATION = "no_obligation"
    NO_RIGHT = "no_right"


class Topic(StrEnum):
    """The column of the table in which a duty counts."""

    OBLIGATION = "obligation"
    RIGHT = "right"
    PROHIBITION = "prohibition"
    REMEDY = "remedy"
    EXIT = "exit"
    DISCRETION = "discretion"
    LIABILITY = "liability"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty, right or restraint and who bears it.

    Attributes:
        start: First character in ``Document.text``.
        end: One past the last.
        clause: ``id`` of the clause that holds it.
        parties: Positions in ``Assessment.parties`` of those who bear or hold it; several if it is mutual.
        modality: What it does to them.
        topic: What it is about.
        counterparties: Positions of those towards whom it runs, as far as the sentence or the number of
            parties tells.
        conditional: Whether its sentence makes it hang on something ("if", "unless", "upon").
        passive: Whether the bearer stands behind "by" ("may be terminated by the Buyer").
        protects: Whether it spares the bearer something ("shall not be liable").
    """

    start: int
    end: int
    clause: str
    parties: tuple[int, ...]
    modality: Modality
    topic: Topic
    counterparties: tuple[int, ...] = ()
    conditional: bool = False
    passive: bool = False
    protects: bool = False

    @property
    def is_mutual(self) -> bool:
        """Whether more than one party bears it."""
        return len(self.parties) > 1


@dataclass(frozen=True, slots=True)
class Holding:
    """One cell of the table: what one party holds or bears of one topic.

    Attributes:
        topic: The column.
        count: How many in all; one that is mutual counts for each who shares it.
        mutual: How many of them the party shares.
        evidence: Where the first few stand, as ``(start, end)`` in ``Document.text``; its own come first.
    """

    topic: Topic
    count: int
    mutual: int = 0
    evidence: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PartyHoldings:
    """One row of the table.

    Attributes:
        party: Name of the party.
        holdings: One cell per topic, in the order of ``Topic``.
        advantage: Weighed rights and protections minus weighed burdens of its own, per thousand words.
    """

    party: str
    holdings: tuple[Holding, ...]
    advantage: float = 0.0


@dataclass(frozen=True, slots=True)
class DutyTable:
    """Who holds what in one agreement.

    Attributes:
        rows: One row per party, in the order of ``Assessment.parties``; empty where fewer than two are known.
        one_sidedness: 0 (even) to 1 (every weighed right and burden favours the same party).
        favours: Name of the party that has the advantage; empty if it is even.
        duties: Every duty found whose bearer is known, in the order of the text.
        unassigned: How many more there are whose bearer is no party or cannot be told.
    """

    rows: tuple[PartyHoldings, ...] = ()
    one_sidedness: float = 0.0
    favours: str = ""
    duties: tuple[Duty, ...] = ()
    unassigned: int = 0
