"""What the other party has of the same kind: looked for before anybody is told that it has nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations

from contract_lens.assess.case import Case
from contract_lens.assess.mirrors import Names, names_of
from contract_lens.assess.paper import Provision
from contract_lens.assess.parts import Part, differ, holds_itself, indemnities, own_words, spared, ways_out
from contract_lens.assess.saying import sentence_of
from contract_lens.assess.what_if import leading_function
from contract_lens.clause import PassageKind
from contract_lens.duty import Duty, Modality, Topic
from contract_lens.taxonomy.advice import AdviceTable, Template

#: Score from which a clause does a function.
_SURE = 0.5

#: What a duty of a kind says: who shall *indemnify*, not who shall tell the indemnified party.
_WORDS = {
    "liability": re.compile(
        r"\bindemnify\b|\bhold\b(?:[\s,]+\w+){0,12}?[\s,]+harmless|\bsave harmless", re.IGNORECASE
    ),
    "limit": re.compile(r"\bliab|\bdamages|\bexceed|\bresponsib", re.IGNORECASE),
}

#: Kinds of which a clause gives each party its part, and says it twice.
_TOLD_IN_ONE = ("exit", "liability", "limit")

#: Nobody is liable for a storm: that is no limit.
_EXCUSED = re.compile(r"force majeure|excus|fail\w* to perform|act of god|reasonable control", re.IGNORECASE)

#: Who need not renew, avoids the end or does less than end it may not yet leave by that.
_STAYS = re.compile(r"renew|\bavoid|\b(?:instead|in lieu) of|\blesser action", re.IGNORECASE)

#: Who is bound to indemnify, as it is spoken of where the steps are told: no indemnity of its own.
_OBLIGED = re.compile(
    r"\b(?:obligat\w+|obligation|required|duty|liable|right|seeking|entitled|agreement|agreed) to "
    r"(?:\w+(?:,| and| or)? ){0,3}\Z",
    re.IGNORECASE,
)

_ALL = re.compile(
    r"\b(?:(?:each|either|neither|both|any|no)(?: of the)? (?:\w+ )?part(?:y|ies)|nor|the parties|mutual\w*|"
    r"each (?:of|other|shall|agrees?)|\w+ing party)\b",
    re.IGNORECASE,
)

#: Two clauses that share this part of their words, or stand side by side, answer each other.
_ALIKE = 0.3

#: What goes on for longer without a number of its own is about something else.
_MOST_PIECES = 4

#: The words of the clause above a list that are read.
_LEAD_IN = 400

#: The last part of a number: "(d)" of "10.1(d)".
_CHAPTER = re.compile(r"\d{1,3}(?=[.(])")
_STEM = re.compile(r"[.\s]?\(?\w{1,6}\)?\Z")

_SPARES = (Modality.PROHIBITION, Modality.NO_OBLIGATION, Modality.NO_RIGHT)
_BINDS = (Modality.OBLIGATION, Modality.PROHIBITION)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Where the other party has the same.

    Attributes:
        provision: The clause; that of the advice itself where it gives both their part.
        is_same: Whether it is that clause, or a piece of the same numbered one.
        is_mutual: Whether it holds for both.
    """

    provision: Provision
    is_same: bool
    is_mutual: bool


@dataclass
class Counterparts:
    """Finds for the clauses of one agreement what the other party has of the same kind.

    Attributes:
        case: The agreement.
        table: The advice, by which two clauses are of the same kind.
    """

    case: Case
    table: AdviceTable
    _by_clause: dict[str, list[Duty]] = field(default_factory=dict, init=False)
    _by_id: dict[str, Provision] = field(default_factory=dict, init=False)
    _of_kind: dict[Template, list[Provision]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for duty in self.case.duties.duties:
            self._by_clause.setdefault(duty.clause, []).append(duty)
        self._by_id = {item.clause.id: item for item in self.case.paper.operative}

    @cached_property
    def _first_piece(self) -> dict[Provision, Provision]:
        """The first of the pieces of one numbered clause, for each of them."""
        found: dict[Provision, Provision] = {}
        run: list[Provision] = []
        for item in self.case.paper.operative:
            if not run or len(run) > _MOST_PIECES or not _goes_on(run[-1], item):
                run = []
            run.append(item)
            found[item] = run[0]
        return found

    @cached_property
    def names(self) -> Names | None:
        """The names of the parties, where two are known by one."""
        return names_of(tuple(self.case.parties))

    def of(self, provision: Provision, function: str, template: Template) -> Counterpart | None:
        """Return what the other party has of the kind of a clause, if the paper shows anything."""
        if not template.mirror:
            return None
        own = self._parts_of(provision, template)
        if template.mirror in _TOLD_IN_ONE and any(
            self._face(one, other) and one.told != other.told for one, other in combinations(own, 2)
        ):
            return Counterpart(provision, is_same=True, is_mutual=False)
        facing: list[Provision] = []
        of_all: list[Provision] = []
        for other in self._like(function, template):
            theirs = self._parts_of(other, template) if other is not provision else []
            if any(self._face(one, another) for one in own for another in theirs):
                facing.append(other)
            elif any(part.of_all and not any(differ(part, one) for one in own) for part in theirs):
                of_all.append(other)
        return self._best(provision, facing, of_all)

    def faces(self, provision: Provision, other: Provision, template: Template) -> bool:
        """Whether another clause, much like this one, may be what the other party has of its kind."""
        if self._is_piece(provision, other):
            return False
        if not template.mirror:
            return True
        own, theirs = self._parts_of(provision, template), self._parts_of(other, template)
        return not (own and theirs) or any(self._face(one, another) for one in own for another in theirs)

    def _best(
        self, provision: Provision, facing: Sequence[Provision], of_all: Sequence[Provision]
    ) -> Counterpart | None:
        """Return which answers best: one beside it or much like it, else one that holds for all, else any."""
        words = _words_of(provision.text)
        near = {other: self._nearness(provision, other) + _shared(words, other) for other in facing}
        best = max(near, key=lambda other: near[other], default=None)
        if best is not None and (near[best] >= _ALIKE or not of_all):
            return Counterpart(best, is_same=self._is_piece(provision, best), is_mutual=False)
        # One that is no piece of the same clause, if there is such a one.
        whole = min(of_all, key=lambda other: self._is_piece(provision, other), default=None)
        if whole is None:
            return None
        return Counterpart(whole, is_same=self._is_piece(provision, whole), is_mutual=True)

    def _nearness(self, one: Provision, other: Provision) -> float:
        """Return 1 for a sister item or a piece of the same clause, less for another one of its chapter."""
        stem, said = _STEM.sub("", one.number), _STEM.sub("", other.number)
        if self._is_piece(one, other) or (stem and stem == said):
            return 1.0
        chapter, of_other = _CHAPTER.match(one.number), _CHAPTER.match(other.number)
        return _ALIKE if chapter and of_other and chapter.group() == of_other.group() else 0.0

    def _is_piece(self, one: Provision, other: Provision) -> bool:
        """Whether two passages are pieces of one numbered clause."""
        first = self._first_piece.get(one)
        return first is not None and first is self._first_piece.get(other)

    def _face(self, one: Part, other: Part) -> bool:
        """Whether two parts run between two parties, one each way, on like terms; two of one camp do not."""
        if not one.parties or not other.parties:
            return False
        if set(one.parties) & set(other.parties) or one.start == other.start or differ(one, other):
            return False
        if len(self.case.parties) == 2:
            return True
        known = bool(one.towards or other.towards)
        return known and bool({*one.towards} & {*other.parties} or {*other.towards} & {*one.parties})

    def duties_of(self, provision: Provision) -> Sequence[Duty]:
        """Return every duty that was read of a clause."""
        return self._by_clause.get(provision.clause.id, ())

    def _like(self, function: str, template: Template) -> list[Provision]:
        """Return the operative clauses of one kind: their advice would be the same."""
        if template not in self._of_kind:
            self._of_kind[template] = [
                item
                for item, may_be in zip(
                    self.case.paper.operative, self._that_may_be(function, template), strict=True
                )
                if may_be
                and leading_function(item) == function
                and self.table.template_for(function, item.text) is template
            ]
        return self._of_kind[template]

    def _that_may_be(self, function: str, template: Template) -> Iterable[bool]:
        """Tell for each operative clause, cheaply, whether its advice may be the same."""
        operative = self.case.paper.operative
        if not function and template.words is not None:
            return self.case.paper.that_may_hold(template.words)
        return [
            item.functions.get(function, 0.0) >= _SURE and function not in item.denied for item in operative
        ]

    def _parts_of(self, provision: Provision, template: Template) -> list[Part]:
        """Return what a clause gives or asks of a kind; the item of a list takes what its lead-in does."""
        told = self._told_in(provision, template)
        above = self._by_id.get(provision.clause.parent or "")
        if (
            told
            or above is None
            or not _leads_on(above, provision)
            or self._by_clause.get(provision.clause.id)
        ):
            return told
        return self._told_in(above, template)

    def _told_in(self, provision: Provision, template: Template) -> list[Part]:
        text, at = provision.text, provision.clause.start
        duties = self._by_clause.get(provision.clause.id, [])
        kept = [duty for duty in duties if _is_of(duty, template.mirror)]
        found = [
            self._part(duty, provision, duties, template)
            for duty in kept
            if _speaks_of(duty, provision, template)
        ]
        if self.names is None:
            return found
        if template.mirror == "liability":
            found = [one for one in found if not holds_itself(one, text, at, self.names)]
        if template.mirror == "liability" and not found:
            number = len(provision.clause.number)  # "20.3Velm will": it may stand right before a name
            return indemnities(" " * number + text[number:], at, self.names)
        if template.mirror == "exit":
            above = self._by_id.get(provision.clause.parent or "")
            listed = ways_out(text, at, self.names, within=above.text[:_LEAD_IN] if above else "")
            fitting = [one for one in listed if template.words is None or template.fits(one.words)]
            return [*found, *[one for one in fitting if not _among(one, found)]]
        return found

    def _part(self, duty: Duty, provision: Provision, duties: list[Duty], template: Template) -> Part:
        text, at = provision.text, provision.clause.start
        words = text[max(duty.start - at - 20, 0) : duty.end - at]
        everybody = len(duty.parties) == len(self.case.parties) > 1 and _ALL.search(words) is not None
        holders, towards = duty.parties, duty.counterparties
        if duty.protects or duty.modality in _SPARES:
            holders = spared(duty, text, at, self.names)
            towards = towards if holders == duty.parties else duty.parties
        said = own_words(duties, duty, text, at)
        place = at + _place(duty, provision, template) if template.mirror in _WORDS else duty.start
        return Part(holders, towards, duty.start, place, said, everybody, duty.conditional)


def _goes_on(last: Provision, item: Provision) -> bool:
    """Whether a passage goes on with the numbered clause before it; a heading of its own begins another."""
    if not item.number or item.number != last.number:
        return False
    heading = item.clause.heading
    return not heading or heading == last.clause.heading or item.clause.number == last.clause.number


@lru_cache(maxsize=256)
def _words_of(text: str) -> frozenset[str]:
    return frozenset([word for word in text.split() if len(word) > 3 and word.islower()])


def _shared(words: frozenset[str], other: Provision) -> float:
    """Return which part of the words of two clauses both share."""
    of_other = _words_of(other.text)
    return len(words & of_other) / max(len(words | of_other), 1)


def _leads_on(above: Provision, provision: Provision) -> bool:
    """Whether a clause goes on in its items: it stops at a colon, or they are the rest of its sentence."""
    return above.text.rstrip()[-1:] in (":", ",", "—", "-") or provision.clause.kind is PassageKind.ITEM


def _among(part: Part, found: Sequence[Part]) -> bool:
    """Whether a duty was read of the words of an item."""
    return any(part.start <= one.start < part.start + len(part.words) for one in found)


def _is_of(duty: Duty, kind: str) -> bool:
    """Whether a duty is of a kind of mirror."""
    if kind == "exit":
        return duty.topic is Topic.EXIT and duty.modality is Modality.RIGHT
    if kind == "liability":
        return duty.topic is Topic.LIABILITY and duty.modality is Modality.OBLIGATION and not duty.protects
    if kind in ("limit", "excuse"):
        return duty.topic is Topic.LIABILITY and (duty.protects or duty.modality in _SPARES)
    if kind == "restraint":
        return duty.modality is Modality.PROHIBITION and duty.topic is Topic.PROHIBITION
    return duty.modality in _BINDS and duty.topic in (Topic.OBLIGATION, Topic.PROHIBITION)


def _speaks_of(duty: Duty, provision: Provision, template: Template) -> bool:
    """Whether the words of a duty are about the matter of the clause."""
    if template.mirror in _WORDS:
        return _place(duty, provision, template) >= 0
    text, at = provision.text, provision.clause.start
    start, end = max(duty.start - at, 0), max(duty.end - at, 0)
    if template.mirror == "exit":  # who need not renew may not yet leave
        return not _STAYS.search(text, start, end)
    first, last = sentence_of(text, start, end)
    if template.mirror == "excuse":
        return _EXCUSED.search(text, first, last) is not None
    return template.fits(text[first:last])


def _place(duty: Duty, provision: Provision, template: Template) -> int:
    """Return where the words of its kind stand near a duty, or -1."""
    text, at = provision.text, provision.clause.start
    start, end = max(duty.start - at, 0), max(duty.end - at, 0)
    near = (start, start + 140) if template.mirror == "liability" else (max(start - 40, 0), end + 80)
    if template.mirror == "limit" and _EXCUSED.search(text, *near):
        return -1
    for found in _WORDS[template.mirror].finditer(text, *near):
        if not _OBLIGED.search(text, max(found.start() - 60, 0), found.start()):
            return found.start()
    return -1
