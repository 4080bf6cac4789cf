"""What is said about one deal and about a portfolio of deals. These records are the JSON that users get.

A deal is an agreement together with the talk around it; a portfolio is the deals of one scan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from contract_lens.agreement import Finding, Pattern
from contract_lens.assessment import SCHEMA_VERSION, Assessment, DocumentKind, Party, StanceSummary

#: Files that describe a deal folder rather than belong to the deal.
DEAL_DESCRIPTIONS = frozenset({"deal.toml", "expected.toml"})


@dataclass(frozen=True, slots=True)
class Voice:
    """How one speaker or one side sounds over all communications of a deal.

    Attributes:
        name: Speaker's name, or the side's.
        side: Organisation of the speaker; equals ``name`` for a side.
        utterances: How many were read.
        stance: Their stance.
        role: ``champion``, ``lawyer``, ``negotiator``, ``delivery`` or ``executive``, as ``deal.toml``, a
            title or a signature tells; empty where nothing does, and for a side.
    """

    name: str
    side: str
    utterances: int
    stance: StanceSummary
    role: str = ""


@dataclass(frozen=True, slots=True)
class TopicStance:
    """How one topic is treated in talk and in paper.

    Attributes:
        code: Code of ``taxonomy/topics.toml``: ``exit_and_control``, ``price_and_risk`` ...
        name: How a reader calls it.
        talk: Stance of the utterances about it, -1 to 1; ``None`` where too little is said.
        paper: Stance of the clauses about it, -1 to 1; ``None`` where no clause is about it.
        divergence: Talk minus paper, -2 to 2; ``None`` if one of them is missing.
        utterances: How many utterances are about it.
        clauses: How many operative clauses are about it.
        talk_evidence: Telling utterances.
        paper_evidence: Telling clauses.
    """

    code: str
    name: str
    talk: float | None
    paper: float | None
    divergence: float | None
    utterances: int
    clauses: int
    talk_evidence: tuple[Finding, ...] = ()
    paper_evidence: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedStance:
    """The talk of one day.

    Attributes:
        date: ISO date; the day is the first of the month where only the month is known.
        stance: Stance of what was said, -1 to 1.
        utterances: How many utterances.
        documents: Paths of the documents.
    """

    date: str
    stance: float
    utterances: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """How one speaker or side changes from the first date to the last.

    Attributes:
        name: Speaker or side.
        side: Organisation; equals ``name`` for a side.
        dates: On how many dates it is heard.
        change: Change of stance over the span, -2 to 2; ``None`` with too few dates.
    """

    name: str
    side: str
    dates: int
    change: float | None


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A date on which the talk turns.

    Attributes:
        date: ISO date of the day on which it is otherwise than before.
        before: Stance up to then, -1 to 1.
        after: Stance on that day.
        same_voices: Whether somebody who was heard before turned; if not, another voice took over.
        text: The turn in one sentence.
        evidence: The words that turned it.
    """

    date: str
    before: float
    after: float
    same_voices: bool
    text: str
    evidence: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Trajectory:
    """How the talk of a deal changes over its dated communications.

    Attributes:
        direction: ``warming``, ``cooling``, ``steady`` or ``too_few_dates``.
        text: The course in one sentence, with what it rests on.
        slope: Change of stance in 30 days; ``None`` with too few dates.
        change: Change of stance from the first date to the last along that slope; ``None`` likewise.
        points: The dates in order.
        turning_points: Where it turns.
        sides: The course of every side.
        voices: The course of every speaker who is heard on two dates or more.
        undated: Paths of communications without a date.
    """

    direction: str
    text: str
    slope: float | None = None
    change: float | None = None
    points: tuple[DatedStance, ...] = ()
    turning_points: tuple[TurningPoint, ...] = ()
    sides: tuple[Drift, ...] = ()
    voices: tuple[Drift, ...] = ()
    undated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridlockSign:
    """One sign that a relationship is stuck.

    Attributes:
        code: Code of ``taxonomy/gridlock.toml``.
        name: How a reader calls it.
        passages: How many passages show it.
        remedy: What partners do about it.
        evidence: The most telling of them.
    """

    code: str
    name: str
    passages: int
    remedy: str
    evidence: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """At which stage of its life a deal is.

    Attributes:
        stage: ``development``, ``launch``, ``learning``, ``mature``, or ``unknown`` where nothing tells.
        scores: Weight of the signs for each stage.
        reasons: What speaks for the stage, and what against it.
        asks: What this stage asks of the partners.
        evidence: The words behind it.
    """

    stage: str
    scores: dict[str, float] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    asks: str = ""
    evidence: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Deal:
    """Everything that contract_lens says about an agreement together with its communications.

    Attributes:
        name: Name of the folder, or the one that ``deal.toml`` gives.
        labels: Codes of ``LABELS`` that hold for the deal.
        patterns: Every code of ``LABELS`` with score, reasons and evidence.
        contract_stance: Stance of the agreements, -1 to 1; ``None`` if none was read.
        communication_stance: Stance of the communications, -1 to 1; ``None`` if none was read.
        divergence: Communication stance minus contract stance, -2 to 2: positive when the talk is
            warmer than the paper; ``None`` if one is missing.
        voices: Speakers, most adversarial first.
        sides: The same by organisation.
        warnings: Signs of gridlock or of missing input, one sentence each.
        documents: Paths of the documents, agreements first.
        company: Whose portfolio the deal belongs to, as ``deal.toml`` says; else empty.
        topics: Stance by topic in talk and in paper.
        trajectory: The course of the talk; ``None`` without communications.
        gridlock: Signs of gridlock with quotations.
        life_cycle: Stage of the deal's life.
    """

    name: str
    labels: tuple[str, ...] = ()
    patterns: dict[str, Pattern] = field(default_factory=dict)
    contract_stance: float | None = None
    communication_stance: float | None = None
    divergence: float | None = None
    voices: tuple[Voice, ...] = ()
    sides: tuple[Voice, ...] = ()
    warnings: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    company: str = ""
    topics: tuple[TopicStance, ...] = ()
    trajectory: Trajectory | None = None
    gridlock: tuple[GridlockSign, ...] = ()
    life_cycle: LifeCycle | None = None


@dataclass(frozen=True, slots=True)
class DealReport:
    """A deal with the assessments of its documents: what ``check`` prints for a folder.

    Attributes:
        deal: The verdict over all documents.
        documents: One assessment each, agreements first.
        schema_version: Version of this record.
    """

    deal: Deal
    documents: tuple[Assessment, ...]
    schema_version: str = SCHEMA_VERSION

    @property
    def agreements(self) -> tuple[Assessment, ...]:
        """Agreements with clauses; the one that the labels rest on comes first."""
        found = [one for one in self.documents if one.kind is DocumentKind.AGREEMENT and one.clauses]
        leads = {path: place for place, path in enumerate(self.deal.documents)}
        return tuple(sorted(found, key=lambda one: leads.get(one.path, len(leads))))

    @property
    def main(self) -> Assessment | None:
        """The agreement that the labels rest on, if there is one."""
        return next(iter(self.agreements), None)

    @property
    def strangers(self) -> tuple[Assessment, ...]:
        """Agreements between other parties than the main one; where parties are unknown, none is."""
        main, *others = self.agreements or (None,)
        return tuple(one for one in others if one and main and _are_others(main.parties, one.parties))


def _are_others(parties: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    """Whether each of two agreements has a party that the other has not: an amendment or annex adds some."""
    here, there = [_words_of(one) for one in parties], [_words_of(one) for one in others]
    if min(len(here), len(there)) < 2:
        return False
    return all(
        any(not any(one <= two or two <= one for two in right) for one in left)
        for left, right in ((here, there), (there, here))
    )


def _words_of(party: Party) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", party.name.casefold()))


@dataclass(frozen=True, slots=True)
class RankedDeal:
    """A deal in its portfolio.

    Attributes:
        name: Name of the deal.
        rank: 1 for the deal that needs attention first.
        quadrant: ``warm_talk_hard_paper``, ``warm_talk_fair_paper``, ``hard_talk_hard_paper``,
            ``hard_talk_fair_paper``, or ``unknown`` where talk or paper is missing.
        talk: Stance of the talk; ``None`` if there is none.
        paper: Stance of the paper; ``None`` if there is none.
        labels: Labels that hold.
        why: Why it stands at this place, in one sentence.
    """

    name: str
    rank: int
    quadrant: str
    talk: float | None
    paper: float | None
    labels: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class FragmentationSign:
    """One sign of whether the deals are one company's strategy or stand alone.

    Attributes:
        code: Code of ``taxonomy/portfolio.toml``: ``single_champions``, ``own_governance`` ...
        name: How a reader calls it.
        state: ``fragmented``, ``mixed``, ``joined``, or ``unknown`` where the documents do not tell.
        text: What was found, in one sentence.
        deals: Names of the deals that show it.
    """

    code: str
    name: str
    state: str
    text: str
    deals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyStage:
    """How far a company has come with its alliances.

    Attributes:
        company: Name; empty for the scan as a whole where no company stands in two deals.
        deals: Names of its deals.
        stage: ``I`` (opportunistic), ``II`` (strategic), ``III`` (value network), or ``unknown``.
        reasons_for: What speaks for the stage.
        reasons_against: What speaks against it.
        next_stage: What the next stage asks for.
        signs: The signs of fragmentation behind it.
    """

    company: str
    deals: tuple[str, ...]
    stage: str
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    next_stage: tuple[str, ...] = ()
    signs: tuple[FragmentationSign, ...] = ()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What is said about the deals of one scan together.

    Attributes:
        deals: The deals, what needs attention first.
        companies: The companies that stand in two deals or more, those with most deals first.
        notes: What cannot be told, and why.
        schema_version: Version of this record.
    """

    deals: tuple[RankedDeal, ...] = ()
    companies: tuple[CompanyStage, ...] = ()
    notes: tuple[str, ...] = ()
    schema_version: str = SCHEMA_VERSION
