"""What is said about one passage: its place, its words that count, its stance and functions.

Three records follow a passage through the stages: ``Passage`` (segment) says where it is, ``Signal``
(detect) which words matter, ``Judgement`` (judge) what they amount to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Stance(StrEnum):
    """What a text does to the relationship between the parties (codebook sections 1 and 2)."""

    ADVERSARIAL = "adversarial"
    NEUTRAL = "neutral"
    COLLABORATIVE = "collaborative"
    UNDECIDED = "undecided"  # the model is not sure enough; never a silent neutral


class Symmetry(StrEnum):
    """Whether a clause binds or favours both parties alike (codebook section 4)."""

    MUTUAL = "mutual"
    ONE_SIDED = "one_sided"
    NONE = "none"


class TextKind(StrEnum):
    """Which of the two models reads a text."""

    CLAUSE = "clause"
    UTTERANCE = "utterance"


class PassageKind(StrEnum):
    """What a passage is in its document."""

    CLAUSE = "clause"
    RECITAL = "recital"
    DEFINITION = "definition"
    TITLE = "title"
    PARTIES = "parties"  # the block that names the parties
    SIGNATURE = "signature"
    TABLE = "table"
    CONTENTS = "contents"  # table of contents
    TURN = "turn"
    PARAGRAPH = "paragraph"  # of a mail
    ITEM = "item"  # of minutes
    QUOTED = "quoted"  # an earlier mail inside a reply
    HEADER = "header"  # subject, attendance, metadata


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause, turn, paragraph or item, with its place in the numbering.

    Attributes:
        id: ``c1``, ``c2`` ... in document order.
        start: First character in ``Document.text``.
        end: One past the last.
        kind: What it is.
        number: Full number as a lawyer cites it: ``14.2(b)``, ``Article IX``, ``Schedule 3``; or empty.
        heading: Its heading without the number, or empty.
        parent: ``id`` of the passage it belongs under, or ``None``.
        section: Heading path above it, outermost first (``("Article IX", "Termination")``).
        speaker: Who said or sent it (communications).
        side: Organisation of the speaker, where the document tells.
        time: When it was said, as the document tells.
    """

    id: str
    start: int
    end: int
    kind: PassageKind = PassageKind.CLAUSE
    number: str = ""
    heading: str = ""
    parent: str | None = None
    section: tuple[str, ...] = ()
    speaker: str | None = None
    side: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """Words in a passage that the rules know.

    Attributes:
        code: Id of the cue in ``taxonomy/signals.toml``, e.g. ``sole_discretion``.
        start: First character, counted from the start of the passage's own text.
        end: One past the last.
        negated: Whether a negation governs it ("no steering committee shall ...").
    """

    code: str
    start: int
    end: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One of two duties that answer each other: "A shall indemnify B ...", where B shall indemnify A too.

    Attributes:
        start: First character of the subject, counted from the start of the text.
        subject_end: One past the subject.
        end: One past the duty.
    """

    start: int
    subject_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules see in one text, before any model.

    Attributes:
        signals: Cues in order of their start.
        bearer: Who the main duty, right or restraint falls on: ``both``, ``one``, ``none``.
        modality: ``obligation``, ``right``, ``prohibition``, ``no_right``, ``no_obligation`` or ``none``.
        exchanges: The duties that two sides owe each other alike, in order of their start.
    """

    signals: tuple[Signal, ...] = ()
    bearer: str = "none"
    modality: str = "none"
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class StanceScore:
    """The stance of one text: the label, and a calibrated probability for each of the three.

    The verdict is not always the most probable stance: the rarer ones weigh a little more, so that they are
    not missed. The weights come from held-out documents.

    Attributes:
        label: The verdict; ``undecided`` where no stance is probable enough.
        adversarial: Probability, 0 to 1.
        neutral: Probability, 0 to 1.
        collaborative: Probability, 0 to 1.
    """

    label: Stance
    adversarial: float
    neutral: float
    collaborative: float


@dataclass(frozen=True, slots=True)
class FunctionScore:
    """One job that a text does, by its codebook code, with a probability-like score from 0 to 1."""

    code: str
    score: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the models say of one text.

    Attributes:
        stance: Stance with probabilities.
        functions: Every code of the codebook for this kind of text, highest score first.
        symmetry: Mutual, one-sided or not applicable.
        evidence: Spans ``(start, end)`` of the words that decided the stance, from the start of the text.
        present: Codes of ``functions`` that reach their threshold.
        leaning: Where the stance is undecided, the verdict that the model would give, weighed as any other.
    """

    stance: StanceScore
    functions: tuple[FunctionScore, ...] = ()
    symmetry: Symmetry = Symmetry.NONE
    evidence: tuple[tuple[int, int], ...] = ()
    present: tuple[str, ...] = ()
    leaning: Stance | None = None


@dataclass(frozen=True, slots=True)
class Classification:
    """One line of ``contract-lens classify``: a judgement under the caller's own id.

    Attributes:
        id: The id of the input line.
        stance: Stance with probabilities.
        functions: Every code with its score, highest first.
        symmetry: Mutual, one-sided or not applicable.
        evidence: Spans of the deciding words in the input text.
    """

    id: str
    stance: StanceScore
    functions: tuple[FunctionScore, ...] = field(default=())
    symmetry: Symmetry = Symmetry.NONE
    evidence: tuple[tuple[int, int], ...] = ()
