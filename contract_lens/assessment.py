"""What is said about one document. These records are the JSON that users get.

Field names are the published interface; ``contract-lens schema`` prints the JSON Schema made from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from contract_lens.agreement import (
    Advice,
    Change,
    Column,
    Essential,
    Finding,
    Gap,
    Index,
    Notice,
    Outlook,
    Pattern,
    Peers,
    ScorecardLine,
    Turn,
)
from contract_lens.clause import FunctionScore, PassageKind, StanceScore, Symmetry
from contract_lens.document import Annotation
from contract_lens.duty import DutyTable
from contract_lens.errors import InputError, Status
from contract_lens.quantity import Contrast, Quantity

__all__ = [
    "INDICES",
    "LABELS",
    "SCHEMA_VERSION",
    "Advice",
    "Assessment",
    "Branding",
    "Change",
    "Clause",
    "Column",
    "Coverage",
    "DocumentKind",
    "Essential",
    "Finding",
    "Gap",
    "Index",
    "Notice",
    "Outlook",
    "Party",
    "Pattern",
    "Peers",
    "Problem",
    "ScorecardLine",
    "StanceSummary",
    "Turn",
]

SCHEMA_VERSION = "1.0"

#: The five labels of a whole agreement (codebook section 5).
LABELS = ("last_resort", "misbranded", "dysfunctional", "collaborative", "transactional")

#: The ten indices of an agreement, each 0 to 100 (design section 2).
INDICES = (
    "exit",
    "control",
    "one_sidedness",
    "risk_shifted",
    "risk_reward_sharing",
    "joint_governance",
    "information_sharing",
    "integration",
    "relationship_investment",
    "purpose_talk",
)


class DocumentKind(StrEnum):
    """What a document is in a deal."""

    AGREEMENT = "agreement"
    COMMUNICATION = "communication"
    OTHER = "other"  # neither; it is not judged


class Branding(StrEnum):
    """What an agreement calls the relationship in title, recitals or purpose."""

    ALLIANCE = "alliance"
    PARTNERSHIP = "partnership"
    JOINT_VENTURE = "joint_venture"
    COLLABORATION = "collaboration"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class StanceSummary:
    """The stance of a whole document.

    Attributes:
        score: -1 (all adversarial) to 1 (all collaborative): collaborative minus adversarial share.
        adversarial: Share of operative words in adversarial passages, 0 to 1.
        neutral: Share in neutral passages.
        collaborative: Share in collaborative passages.
        undecided: Share in passages that the model left open.
    """

    score: float
    adversarial: float
    neutral: float
    collaborative: float
    undecided: float = 0.0


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the agreement, or a side in a communication.

    Attributes:
        name: Full name as the document gives it.
        aliases: Defined terms and short names (``"Company"``, ``"NordWind"``).
        role: Role word, if the document uses one (``supplier``, ``licensor``), else empty.
    """

    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which the document may write its name: as given, in capitals, or less loudly.

        "Kell, Inc." of an opening is "Kell Inc" in many a clause.
        """
        bare = self.name.replace(",", "").rstrip(".")
        names = (self.name, *self.aliases, *((bare,) if bare.strip() and bare != self.name else ()))
        return tuple(dict.fromkeys((*names, *map(str.upper, names), *map(_quieter, names))))


def _quieter(name: str) -> str:
    """``Orrin Inc.`` for ``ORRIN Inc.``; three letters may be an abbreviation."""
    words = (word.capitalize() if word.isupper() and len(word) > 3 else word for word in name.split(" "))
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause or utterance with its place and its judgement.

    Attributes:
        id: ``c1``, ``c2`` ... in document order.
        number: ``14.2(b)``, ``Article IX`` ... or empty.
        heading: Heading without the number, or empty.
        start: First character.
        end: One past the last.
        page: Page number from 1, or ``None``.
        stance: Stance with probabilities.
        functions: The functions that reach their threshold, highest score first.
        symmetry: Mutual, one-sided or none.
        evidence: Spans of the deciding words, as offsets into the document's text.
        kind: Clause, recital, definition, signature, turn, ...
        parent: ``id`` of the clause above it, or ``None``.
        text: The words of the clause.
        speaker: Who said it (communications).
        side: The speaker's organisation.
        time: When it was said.
    """

    id: str
    number: str
    heading: str
    start: int
    end: int
    page: int | None
    stance: StanceScore
    functions: tuple[FunctionScore, ...]
    symmetry: Symmetry
    evidence: tuple[tuple[int, int], ...]
    kind: PassageKind = PassageKind.CLAUSE
    parent: str | None = None
    text: str = ""
    speaker: str | None = None
    side: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document could not be read, and what to do.

    Attributes:
        error: Name of the error class.
        cause: What is wrong.
        remedy: What to do about it.
    """

    error: str
    cause: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the document was read.

    Attributes:
        format: Format that the content showed.
        pages: Pages of the file (0 where the format has none).
        pages_without_text: Page numbers from 1 without any text.
        words: Words read.
        left_out: Characters kept out of the text, by reason.
        bytes: Size of the file.
        unread: Bytes of parts that were not read, by reason; documents inside the file are read apart.
        share_of_pages: Share of the pages with text, 0 to 1; ``None`` where the format has no pages.
        share_of_bytes: Share of the bytes that was read, 0 to 1.
    """

    format: str = ""
    pages: int = 0
    pages_without_text: tuple[int, ...] = ()
    words: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    bytes: int = 0
    unread: dict[str, int] = field(default_factory=dict)
    share_of_pages: float | None = None
    share_of_bytes: float = 1.0


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that contract_lens says about one document.

    A document that could not be read has a ``status`` other than ``ok`` / ``ok_with_warnings``, a
    ``problem``, and empty ``labels``, ``patterns``, ``indices`` and ``clauses``: unknown is never zero.

    Attributes:
        path: Path as the user gave it.
        sha256: Hash of the bytes; empty if they could not be read.
        status: How it ended.
        kind: Agreement, communication, or neither.
        title: Title of the agreement or subject of the communication.
        calls_itself: What the agreement calls the relationship.
        labels: Codes of ``LABELS`` that hold.
        patterns: Every code of ``LABELS`` with score, reasons and evidence (agreements only).
        indices: Every name of ``INDICES`` (agreements only).
        stance: Stance of the whole document; ``None`` if it was not read.
        parties: Parties or sides.
        favours: Name of the party that the one-sided terms favour; empty if it is even or cannot be told.
        clauses: Clauses or utterances in order.
        warnings: Sentences on what may be wrong with this result.
        coverage: How much was read.
        problem: Why it was not read.
        schema_version: Version of this record.
        text: The text that offsets refer to; left out of the JSON.
        peers: The agreements that the indices are compared with (agreements only).
        scorecard: Supplier or ally, on four lines (agreements only).
        gaps: Questions that partners answer together, answered or open (agreements only).
        advice: What to change, the most telling clause first (agreements only).
        outlook: What the agreement would show with all advice that has an outlook of its own taken.
        own_weights: What a user's own file of weights changed, one line each; empty for the published ones.
        duties: Who must, may and may not do what, by party (agreements only).
        quantities: Periods, caps, shares and price mechanisms (agreements only).
        contrasts: Figures of one kind that are unlike for two parties (agreements only).
        case: What the assessment was made from, for ``what_if``; left out of the JSON.
        members: Names of documents inside this one, such as attachments; each is a document of its own
            under ``<path>!/<name>``.
        not_scored: Why no labels are given although the document was read; empty where they are.
        annotations: Comments, tracked changes, hidden text and running heads that the file holds, ordered
            by place; they are no part of the text and are not judged.
        notices: What to know before the terms: that the paper does not bind, or changes another one.
    """

    path: str
    sha256: str
    status: Status
    kind: DocumentKind = DocumentKind.AGREEMENT
    title: str = ""
    calls_itself: Branding = Branding.NONE
    labels: tuple[str, ...] = ()
    patterns: dict[str, Pattern] = field(default_factory=dict)
    indices: dict[str, Index] = field(default_factory=dict)
    stance: StanceSummary | None = None
    parties: tuple[Party, ...] = ()
    favours: str = ""
    clauses: tuple[Clause, ...] = ()
    warnings: tuple[str, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    problem: Problem | None = None
    schema_version: str = SCHEMA_VERSION
    text: str = ""
    peers: Peers | None = None
    scorecard: tuple[ScorecardLine, ...] = ()
    gaps: tuple[Gap, ...] = ()
    advice: tuple[Advice, ...] = ()
    outlook: Outlook | None = None
    own_weights: tuple[str, ...] = ()
    duties: DutyTable = field(default_factory=DutyTable)
    quantities: tuple[Quantity, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    case: Any = field(default=None, repr=False, compare=False)
    members: tuple[str, ...] = ()
    not_scored: str = ""
    annotations: tuple[Annotation, ...] = ()
    notices: tuple[Notice, ...] = ()

    @classmethod
    def failed(cls, path: str, error: InputError) -> Assessment:
        """Return the row of a document that could not be read."""
        problem = Problem(type(error).__name__, error.cause, error.remedy)
        return cls(path=path, sha256=error.sha256, status=error.status, problem=problem)
