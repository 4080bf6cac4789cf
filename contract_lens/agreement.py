"""What is said about one agreement: quotations, indices, patterns, scorecard, gaps, advice.

Part of the records of ``assessment``, which is where the rest of the package imports them from.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation that backs a statement; ``text`` is always exactly ``Document.text[start:end]``.

    Attributes:
        start: First character.
        end: One past the last.
        text: The words themselves.
        clause: ``id`` of the clause that holds them.
        page: Page number from 1, or ``None`` where the format has no pages.
        document: Path of the document, in the findings of a deal; empty in those of a document.
    """

    start: int
    end: int
    text: str
    clause: str
    page: int | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know of a paper before its terms: that it does not bind, or changes another one.

    Attributes:
        code: ``not_binding``, ``binding``, ``silent`` (it may not bind and does not say) or ``amends``.
        text: The same in a sentence, without a full stop.
        evidence: Where the paper says so.
    """

    code: str
    text: str
    evidence: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """One index of an agreement.

    Attributes:
        value: 0 (nothing of it) to 100 (dominates the paper).
        evidence: The passages that weigh most, heaviest first.
        percentile: Whole percent of the agreements named in ``Assessment.peers`` that show less of it;
            ``None`` where there is nothing to compare with.
    """

    value: float
    evidence: tuple[Finding, ...] = ()
    percentile: int | None = None


@dataclass(frozen=True, slots=True)
class Peers:
    """The agreements that the indices are compared with.

    Attributes:
        type: Code of the agreement's type, told from its title, or ``all`` where the title tells none.
        name: How a reader calls them: ``distribution agreements``.
        agreements: How many there are.
    """

    type: str
    name: str
    agreements: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that would turn the verdict on a pattern round, found by judging the changed paper again.

    Attributes:
        text: What it takes, in one sentence.
        score: Score of the pattern after it.
        clauses: ``id`` of the clauses concerned; empty where something would have to be added.
    """

    text: str
    score: float
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Essential:
    """One of the three things that make a partner an ally, and whether the paper holds it.

    Attributes:
        code: ``strategic``, ``win_win`` or ``shared_risk_and_reward``.
        state: ``present``, ``weak`` or ``absent``.
        looked_for: What was looked for, in which passages, and how much of it was found.
        evidence: Where the most of it stands.
    """

    code: str
    state: str
    looked_for: str
    evidence: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Whether a document or deal shows one of the five patterns, and why.

    Attributes:
        flagged: Whether the score reaches the pattern's threshold.
        score: 0 to 1.
        reasons_for: Sentences that speak for it.
        reasons_against: Sentences that speak against it.
        evidence: Quotations behind the reasons.
        threshold: Score from which it is flagged.
        turns: What would change the verdict.
        essentials: What makes an alliance and whether it is there (``misbranded`` alone).
    """

    flagged: bool
    score: float
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    evidence: tuple[Finding, ...] = ()
    threshold: float = 0.5
    turns: tuple[Turn, ...] = ()
    essentials: tuple[Essential, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a line of the scorecard.

    Attributes:
        says: What it looks like where this column holds.
        weight: Words of operative clauses that speak for it, each by how sure the reading is.
        evidence: The clauses that speak for it, heaviest first.
    """

    says: str
    weight: float
    evidence: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ScorecardLine:
    """One line of the supplier-versus-alliance scorecard.

    Attributes:
        code: ``information``, ``integration``, ``investment`` or ``level``.
        question: What is compared.
        leans: ``alliance``, ``supplier``, ``mixed``, or ``silent`` where hardly anything is said.
        supplier: What speaks for a supplier.
        alliance: What speaks for an ally.
    """

    code: str
    question: str
    leans: str
    supplier: Column
    alliance: Column


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that partners answer together, and whether the paper answers it.

    Attributes:
        code: The practice, a code of ``taxonomy/practices.toml``.
        name: How a reader calls it.
        state: ``answered`` (a clause that binds), ``mention`` (spoken of, binding nobody), ``negated`` (ruled
            out) or ``open`` (not found).
        looked_in: Where it was looked for: how many passages, under which words and functions.
        question: What to ask in the joint planning session.
        practice: The practice that asks for it.
        source: Where the practice comes from.
        evidence: The words that answer, mention or rule it out.
    """

    code: str
    name: str
    state: str
    looked_in: str
    question: str
    practice: str
    source: str
    evidence: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One change to try out with ``what_if``.

    Attributes:
        kind: ``mutual``, ``process``, ``joint``, ``limit``, ``share`` or ``licence``, which
            ``taxonomy/advice.toml`` describes; ``remove``, or ``add``.
        clause: ``id`` of the clause; empty to add one.
        function: What an added clause does, a code of the codebook: both parties are bound, in a
            collaborative way.
    """

    kind: str
    clause: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an agreement would show if something in it were changed: judged again, not estimated.

    Attributes:
        indices: Value of every index after the change.
        scores: Score of every pattern after it.
        labels: Labels that would hold.
    """

    indices: dict[str, float] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """The cheapest change to one adversarial clause that keeps its point and spares the relationship.

    Attributes:
        clause: ``id`` of the clause.
        problem: What makes it hard, in one sentence.
        change: Code of the change: ``mutual``, ``process``, ``joint``, ``reason``, ``share`` or ``limit``.
        proposal: What to write instead, for both parties.
        holder_gains: Why the party that holds the right may want it.
        other_gains: Why the party that is bound may want it.
        example: Words that one could start from.
        quote: The words of the clause that it is about.
        outlook: What the agreement would show with this change alone; ``None`` beyond the first few clauses.
    """

    clause: str
    problem: str
    change: str
    proposal: str
    holder_gains: str
    other_gains: str
    example: str
    quote: Finding
    outlook: Outlook | None = None
