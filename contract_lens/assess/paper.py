"""An agreement as the assessment sees it: which passages bind, how much each one weighs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import compress

from contract_lens.assessment import Clause
from contract_lens.clause import Judgement, Passage, PassageKind, Reading, Stance
from contract_lens.document import Document
from contract_lens.taxonomy import load_taxonomy
from contract_lens.taxonomy.landmarks import WordIndex

#: Passages that bind the parties. Definitions and recitals are read on their own; tables are form.
OPERATIVE = frozenset({PassageKind.CLAUSE, PassageKind.ITEM, PassageKind.PARAGRAPH})

#: Passages in which people speak, in a communication.
SPOKEN = frozenset({PassageKind.TURN, PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.CLAUSE})


_DUTY = re.compile(r"\b(?:shall(?! mean)|agrees? that|will (?:not|pay|provide|cooperate|promptly))\b")
_EDGES = " \"“”'‘’.,;:"  # of the first words of a passage
_WHEREAS = re.compile(
    r"\W*(?:recitals\W+)?(?:\(?[A-Z0-9]{1,2}[.)]\W*)?(?:and )?whereas\b|\W*now,? therefore", re.IGNORECASE
)


# Compared by identity: what was once computed of a provision is kept for every paper that holds it.
@dataclass(frozen=True, slots=True, eq=False)
class Provision:
    """One passage with everything said about it.

    Attributes:
        clause: The record that the reader gets.
        words: Number of words.
        functions: Score of every function of the codebook.
        adversarial: Probability, 0 to 1.
        neutral: Probability.
        collaborative: Probability.
        section: Headings above it, outermost first.
        denied: Functions of which the passage speaks only to deny them ("no steering committee shall ...").
        number: Its number, or that of the numbered passage that it continues.
        mirrored: Whether a sister clause gives the other party the same; both then count as mutual.
    """

    clause: Clause
    words: int
    functions: dict[str, float]
    adversarial: float
    neutral: float
    collaborative: float
    section: tuple[str, ...] = ()
    denied: frozenset[str] = frozenset()
    number: str = ""
    mirrored: bool = False

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.clause.text

    @property
    def stance(self) -> Stance:
        """The verdict on it."""
        return self.clause.stance.label

    @property
    def name(self) -> str:
        """How a lawyer would cite it: ``clause 14.2(b)``, or its heading, its page, its first words."""
        clause = self.clause
        if self.number:
            spelt = self.number[0].isalpha() and len(self.number) > 1
            return self.number if spelt else f"clause {self.number}"
        if clause.heading:
            return f"the clause “{clause.heading}”"
        if clause.page:
            return f"page {clause.page}"
        words = clause.text[:200].split()
        return f"the passage “{' '.join(words[:5]).strip(_EDGES)}{'…' if len(words) > 5 else ''}”"


@dataclass(frozen=True)
class Paper:
    """An agreement, sorted into what binds and what introduces.

    Attributes:
        document: The document it was read from.
        operative: Passages that bind, in order.
        recitals: Recitals, in order.
        definitions: Definitions, in order.
        front: Title and parties.
        memory: What was computed of single provisions, by purpose; shared with every variant.
        gains: The same of what each party gains in a text.
        bodies: The same of the bodies of which a provision speaks.
        done: The same of the functions that a provision does beyond noise.
        word_index: The words of all passages, to pass over those that cannot hold a pattern; likewise.
        base: The paper of which this is a variant.
        edits: Places in it with what stands there now; ``None`` where the provision was taken out.
        added: Provisions added at its end.
        fresh: Provisions that it does not have.
        values: What ``each`` returned, by purpose; of this paper alone.
        masses: What each operative provision counts for an index, by its name; of this paper alone.
        sums: What was told of all operative provisions together, by purpose; of this paper alone.
        headed: The operative provisions under a heading, by its cue; of this paper alone.
    """

    document: Document
    operative: tuple[Provision, ...]
    recitals: tuple[Provision, ...]
    definitions: tuple[Provision, ...]
    front: tuple[Provision, ...]
    memory: dict[str, dict[Provision, float]] = field(default_factory=dict, repr=False, compare=False)
    gains: dict[str, dict[str, int]] = field(default_factory=dict, repr=False, compare=False)
    bodies: dict[Provision, frozenset[tuple[str, str]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    done: dict[Provision, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    word_index: WordIndex = field(default_factory=lambda: WordIndex(()), repr=False, compare=False)
    base: Paper | None = field(default=None, repr=False, compare=False)
    edits: tuple[tuple[int, Provision | None], ...] = ()
    added: tuple[Provision, ...] = ()
    fresh: tuple[Provision, ...] = ()
    values: dict[str, list[float]] = field(default_factory=dict, init=False, repr=False, compare=False)
    masses: dict[str, list[float]] = field(default_factory=dict, init=False, repr=False, compare=False)
    sums: dict[str, float] = field(default_factory=dict, init=False, repr=False, compare=False)
    headed: dict[str, list[Provision]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def words(self) -> int:
        """Number of operative words."""
        return sum(provision.words for provision in self.operative)

    def variant(self, changed: Mapping[str, Provision | None], added: Sequence[Provision] = ()) -> Paper:
        """Return the paper with operative clauses changed (``None`` takes one out) or added at the end."""
        asked = enumerate(self.operative if changed else ())
        edits = tuple([(at, changed[item.clause.id]) for at, item in asked if item.clause.id in changed])
        kept: list[Provision | None] = list(self.operative)
        for place, item in edits:
            kept[place] = item
        operative = (*[item for item in kept if item is not None], *added)
        fresh = (*[item for _, item in edits if item is not None], *added)
        return replace(self, operative=operative, base=self, edits=edits, added=tuple(added), fresh=fresh)

    def each(self, purpose: str, compute: Callable[[Provision], float]) -> list[float]:
        """Return what ``compute`` says of each operative provision, in order.

        It is computed once for the paper and all its variants, which share all but a few provisions.
        """
        told = self.values.get(purpose)
        if told is None:
            known = self.memory.setdefault(purpose, {})
            before = self.base.values.get(purpose) if self.base else None
            asked = self.operative if before is None else self.fresh
            if missing := [item for item in asked if item not in known]:
                known.update(zip(missing, map(compute, missing), strict=True))
            value = known.__getitem__
            told = list(map(value, self.operative)) if before is None else self._revised(before, value)
            self.values[purpose] = told
        return told

    def _revised(self, before: list[float], value: Callable[[Provision], float]) -> list[float]:
        """Return what ``each`` does from what it returned for the paper of which this is a variant."""
        values = before.copy()
        for place, item in reversed(self.edits):  # from the end: the places before stay what they are
            if item is None:
                del values[place]
            else:
                values[place] = value(item)
        values += map(value, self.added)
        return values

    def each_holding(self, purpose: str, words: re.Pattern[str]) -> list[float]:
        """Return what ``each`` does of whether the words of a pattern stand in a provision."""
        if purpose not in self.memory:  # asked of all at once
            held = zip(self.operative, self.that_may_hold(words), strict=True)
            self.memory[purpose] = {item: may_hold and self.holds(item, words) for item, may_hold in held}
        return self.each(purpose, lambda item: self.holds(item, words))

    def that_may_hold(self, words: re.Pattern[str]) -> list[bool]:
        """Return for each operative provision whether the words of a pattern may stand in it."""
        return self.word_index.that_may_hold(self._texts, words)

    @cached_property
    def _texts(self) -> list[str]:
        return [provision.clause.text for provision in self.operative]

    @cached_property
    def apart(self) -> tuple[Provision, ...]:
        """What introduces and explains: recitals, definitions, front."""
        return (*self.recitals, *self.definitions, *self.front)

    def apart_that_may_hold(self, words: re.Pattern[str]) -> list[Provision]:
        """Return what of that the words of a pattern may stand in."""
        held = self.word_index.that_may_hold([item.clause.text for item in self.apart], words)
        return list(compress(self.apart, held))

    def holds(self, provision: Provision, words: re.Pattern[str]) -> bool:
        """Return whether the words of a pattern stand in a provision."""
        return self.word_index.holds(provision.text, words)


def describe_clauses(
    document: Document, passages: Sequence[Passage], judgements: Sequence[Judgement]
) -> tuple[Clause, ...]:
    """Join the place of each passage with the judgement on it."""
    pairs = zip(passages, judgements, strict=True)
    return tuple(_describe(document, passage, judgement) for passage, judgement in pairs)


def _describe(document: Document, passage: Passage, judgement: Judgement) -> Clause:
    present = set(judgement.present)
    return Clause(
        id=passage.id,
        number=passage.number,
        heading=passage.heading,
        start=passage.start,
        end=passage.end,
        page=document.page_of(passage.start),
        stance=judgement.stance,
        functions=tuple(score for score in judgement.functions if score.code in present),
        symmetry=judgement.symmetry,
        evidence=tuple((passage.start + a, passage.start + b) for a, b in judgement.evidence),
        kind=passage.kind,
        parent=passage.parent,
        text=document.text[passage.start : passage.end],
        speaker=passage.speaker,
        side=passage.side,
        time=passage.time,
    )


def lay_out(
    document: Document,
    clauses: Sequence[Clause],
    passages: Sequence[Passage],
    readings: Sequence[Reading],
    judgements: Sequence[Judgement],
    *,
    index: WordIndex | None = None,
) -> Paper:
    """Sort the passages of an agreement into operative text, recitals, definitions and front matter.

    ``index`` holds the words of all passages, where something has indexed them before.
    """
    rows = zip(clauses, passages, readings, judgements, strict=True)
    provisions: list[Provision] = []
    number = ""
    for clause, passage, reading, judgement in rows:
        number = clause.number or (number if clause.kind in OPERATIVE else "")
        provisions.append(_provide(clause, passage, reading, judgement, number))
    return Paper(
        document=document,
        operative=tuple(provision for provision in provisions if binds(provision)),
        recitals=tuple(
            provision for provision in _of(provisions, {PassageKind.RECITAL}) if not binds(provision)
        ),
        definitions=_of(provisions, {PassageKind.DEFINITION}),
        front=_of(provisions, {PassageKind.TITLE, PassageKind.PARTIES}),
        word_index=index or WordIndex(provision.text for provision in provisions),
    )


def binds(provision: Provision) -> bool:
    """Whether a passage binds the parties. What stands among the recitals and says *shall* does."""
    if provision.clause.kind is PassageKind.RECITAL:
        return bool(_DUTY.search(provision.text)) and not _WHEREAS.match(provision.text)
    return provision.clause.kind in OPERATIVE


def _of(provisions: Iterable[Provision], kinds: Iterable[PassageKind]) -> tuple[Provision, ...]:
    wanted = frozenset(kinds)
    return tuple(provision for provision in provisions if provision.clause.kind in wanted)


def denied_functions(reading: Reading) -> frozenset[str]:
    """Return the functions whose cues stand in a text under a negation, and nowhere without one."""
    if not any(signal.negated for signal in reading.signals):  # as in nearly all texts
        return frozenset()
    functions = _functions_of_cues()
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for signal in reading.signals:
        said[signal.negated].update(functions.get(signal.code, ()))
    return frozenset(said[True] - said[False])


@cache
def _functions_of_cues() -> dict[str, tuple[str, ...]]:
    return {cue.id: cue.functions for cue in load_taxonomy().signals}


def _provide(
    clause: Clause, passage: Passage, reading: Reading, judgement: Judgement, number: str
) -> Provision:
    return Provision(
        clause=clause,
        words=len(clause.text.split()),
        functions={score.code: score.score for score in judgement.functions},
        adversarial=judgement.stance.adversarial,
        neutral=judgement.stance.neutral,
        collaborative=judgement.stance.collaborative,
        section=passage.section,
        denied=denied_functions(reading),
        number=number,
    )
