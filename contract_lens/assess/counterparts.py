"""What the other party has of the same kind: looked for before anybody is told that it has nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from contract_lens.assess.case import Case
from contract_lens.assess.paper import Provision
from contract_lens.assess.saying import sentence_of
from contract_lens.assess.what_if import leading_function
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
_EXCUSED = re.compile(r"force majeure|excus|fail\w* to perform", re.IGNORECASE)

_ALL = re.compile(r"\b(?:each|either|neither|both|nor|the parties|mutual\w*)\b", re.IGNORECASE)

_SPARES = (Modality.PROHIBITION, Modality.NO_OBLIGATION, Modality.NO_RIGHT)
_BINDS = (Modality.OBLIGATION, Modality.PROHIBITION)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Where the other party has the same.

    Attributes:
        provision: The clause; that of the advice itself where it gives both their part.
        is_same: Whether it is that clause.
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
    _of_kind: dict[Template, list[Provision]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for duty in self.case.duties.duties:
            self._by_clause.setdefault(duty.clause, []).append(duty)

    def of(self, provision: Provision, function: str, template: Template) -> Counterpart | None:
        """Return what the other party has of the kind of a clause, if the paper shows anything."""
        if not template.mirror:
            return None
        own = self._duties_of(provision, template)
        if template.mirror in _TOLD_IN_ONE and any(
            self._face(one, other) and _say_it_twice(one, other, provision, template)
            for one, other in combinations(own, 2)
        ):
            return Counterpart(provision, is_same=True, is_mutual=False)
        for other in self._like(function, template):
            theirs = self._duties_of(other, template) if other is not provision else []
            mutual = any(self._is_of_all(duty, other) for duty in theirs)
            if mutual or any(self._face(one, another) for one in own for another in theirs):
                return Counterpart(other, is_same=False, is_mutual=mutual)
        return None

    def _is_of_all(self, duty: Duty, provision: Provision) -> bool:
        """Whether a duty is every party's, and its words say so."""
        at = provision.clause.start
        words = provision.text[max(duty.start - at - 20, 0) : duty.end - at]
        return len(duty.parties) == len(self.case.parties) > 1 and _ALL.search(words) is not None

    def _face(self, one: Duty, other: Duty) -> bool:
        """Whether two duties run between two parties, one each way; two of one camp do not."""
        if set(one.parties) & set(other.parties) or one.start == other.start:
            return False
        if len(self.case.parties) == 2:
            return True
        return bool({*one.counterparties} & {*other.parties} or {*other.counterparties} & {*one.parties})

    def binds_one(self, provision: Provision) -> bool:
        """Whether every duty that was read of a clause is one and the same party's."""
        duties = self._by_clause.get(provision.clause.id, ())
        return bool(duties) and len({party for duty in duties for party in duty.parties}) == 1

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

    def _duties_of(self, provision: Provision, template: Template) -> list[Duty]:
        """Return the duties of the kind of a template in a clause."""
        duties = self._by_clause.get(provision.clause.id, ())
        told = [duty for duty in duties if _is_of(duty, template.mirror)]
        return [duty for duty in told if _speaks_of(duty, provision, template)]


def _is_of(duty: Duty, kind: str) -> bool:
    """Whether a duty is of a kind of mirror."""
    if kind == "exit":
        return duty.topic is Topic.EXIT and duty.modality is Modality.RIGHT
    if kind == "liability":
        return duty.topic is Topic.LIABILITY and duty.modality is Modality.OBLIGATION and not duty.protects
    if kind == "limit":
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
        return "renew" not in text[start:end].lower()
    first, last = sentence_of(text, start, end)
    return template.fits(text[first:last])


def _say_it_twice(one: Duty, other: Duty, provision: Provision, template: Template) -> bool:
    """Whether two duties of one clause each have words of their kind: one is not the other read twice."""
    if template.mirror not in _WORDS:
        return True
    return _place(one, provision, template) != _place(other, provision, template)


def _place(duty: Duty, provision: Provision, template: Template) -> int:
    """Return where the words of its kind stand near a duty, or -1."""
    text, at = provision.text, provision.clause.start
    start, end = max(duty.start - at, 0), max(duty.end - at, 0)
    near = (start, start + 140) if template.mirror == "liability" else (max(start - 40, 0), end + 80)
    if template.mirror == "limit" and _EXCUSED.search(text, *near):
        return -1
    found = _WORDS[template.mirror].search(text, *near)
    return found.start() if found else -1
