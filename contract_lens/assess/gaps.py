"""What partners answer together: which of it the paper answers, mentions, rules out or leaves open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contract_lens.assess.case import Case
from contract_lens.assess.findings import quote
from contract_lens.assess.paper import Paper, Provision
from contract_lens.assess.saying import Said, Saying, sayings, sentence_of, tells_of
from contract_lens.assess.wording import counted, listed
from contract_lens.assessment import Finding, Gap
from contract_lens.clause import Stance, Symmetry
from contract_lens.duty import Modality
from contract_lens.taxonomy import load_taxonomy
from contract_lens.taxonomy.practices import Practice, load_practices

#: States of a gap, the most telling first: a clause that binds outweighs one that denies.
STATES = ("answered", "negated", "mention")

_STATE_OF = {Saying.BINDS: "answered", Saying.DENIES: "negated", Saying.MENTIONS: "mention"}

#: Most quotations of one question.
_MOST = 3

#: By function, the positions of the operative clauses that do it.
_Doing = Mapping[str, Collection[int]]

#: Score from which a function of the codebook answers a question by itself.
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class _Trace:
    """One place where a question is touched; what tells most has the lowest rank."""

    state: str
    provision: Provision
    at: tuple[int, int] | None = None
    rank: int = 3
    joint: bool = True


def find_gaps(case: Case) -> tuple[Gap, ...]:
    """Tell for every question of the joint planning session whether the paper answers it.

    A question is *answered* by an operative sentence that binds somebody to it, *negated* where it is spoken
    of only to rule it out, a *mention* where it stands in recitals, definitions or words that bind nobody,
    and *open* where nothing was found. What only one side promises does not answer a question that asks what
    the two give each other.
    """
    doing = _doing(case.paper)
    return tuple(_judge(practice, case, doing) for practice in load_practices())


def _judge(practice: Practice, case: Case, doing: _Doing) -> Gap:
    traces = _of_both(list(_traces(practice, case.paper, doing)), case)
    held = {trace.state for trace in traces}
    state = next((state for state in STATES if state in held), "open")
    return Gap(
        code=practice.code,
        name=practice.name,
        state=state,
        looked_in=_looked_in(practice, case.paper),
        question=practice.question,
        practice=practice.practice,
        source=practice.source,
        evidence=_quoted([trace for trace in traces if trace.state == state]),
    )


def _traces(practice: Practice, paper: Paper, doing: _Doing) -> Iterator[_Trace]:
    find = paper.word_index.find
    answering: set[int] = set().union(*(doing.get(code, ()) for code in practice.functions))
    for place, may_say in enumerate(paper.that_may_hold(practice.words)):
        answers = place in answering
        if may_say or answers:  # nearly every clause has nothing to say to nearly every question
            provision = paper.operative[place]
            places = find(provision.text, practice.words) if may_say else ()
            said = list(_meant(practice, provision.text, places))
            yield from _in_clause(practice, provision, said, answers=answers)
    for provision in paper.apart_that_may_hold(practice.words):
        found = (place.span() for place in find(provision.text, practice.words))
        bounds = {"unless": practice.unless, "both": practice.both}
        meant = (at for at in found if tells_of(provision.text, at, **bounds))
        if at := next(meant, None):
            yield _Trace("mention", provision, at)


def _meant(practice: Practice, text: str, places: Iterable[re.Match[str]]) -> Iterator[Said]:
    """Yield the places where words are said of the matter itself."""
    for one in sayings(text, places):
        if tells_of(text, (one.start, one.end), unless=practice.unless):
            yield one


def _in_clause(
    practice: Practice, provision: Provision, said: Sequence[Said], *, answers: bool
) -> Iterator[_Trace]:
    for one in said:
        at = (one.start, one.end)
        joint = _is_for_both(practice, provision, one)
        yield _Trace(_STATE_OF[one.how], provision, at, 1 if answers else 2, joint)
    if answers and not any(one.how is Saying.BINDS for one in said):
        if practice.where_done is None:
            yield _Trace("answered", provision)
            return
        shown = _meant(practice, provision.text, practice.where_done.finditer(provision.text))
        for one in shown:
            if one.how is not Saying.DENIES and _is_for_both(practice, provision, one):
                yield _Trace("answered", provision, (one.start, one.end))
                return  # a clause is quoted once


def _is_for_both(practice: Practice, provision: Provision, said: Said) -> bool:
    """Whether a place binds both sides, where it must; an item of what both do need not name them again."""
    item = said.how is Saying.MENTIONS and provision.clause.symmetry is Symmetry.MUTUAL
    return item or tells_of(provision.text, (said.start, said.end), both=practice.both)


def _of_both(traces: list[_Trace], case: Case) -> list[_Trace]:
    """Leave out what one side alone promises, unless the other promises it too."""
    lone = [trace for trace in traces if not trace.joint]
    givers = set().union(*(_givers(trace, case) for trace in lone if trace.state == "answered"))
    return [trace for trace in traces if trace.joint] if len(givers) < 2 else traces


def _givers(trace: _Trace, case: Case) -> tuple[int, ...]:
    """Return who must do what is said at a place: who bears the last duty of its sentence before it."""
    clause, at = trace.provision.clause, trace.at or (0, 0)
    start = clause.start + sentence_of(clause.text, *at)[0]
    last = clause.start + at[1]
    bearers = [
        duty.parties
        for duty in case.duties.duties
        if duty.clause == clause.id and start <= duty.start < last and duty.modality is Modality.OBLIGATION
    ]
    return bearers[-1] if bearers else ()


def _doing(paper: Paper) -> _Doing:
    """Return the clauses that do a function and that the models read as meant for both, or as friendly.

    A function that a word of the clause denies is not done.
    """
    found: dict[str, set[int]] = {}
    for place, item in enumerate(paper.operative):
        if item.clause.symmetry is Symmetry.MUTUAL or item.stance is Stance.COLLABORATIVE:
            for code, score in item.functions.items():
                if score >= _SURE and code not in item.denied:
                    found.setdefault(code, set()).add(place)
    return found


def _quoted(traces: Sequence[_Trace]) -> tuple[Finding, ...]:
    """Quote the most telling places: words of a clause that does the work, other words, then work alone."""
    found: dict[str, Finding] = {}
    spoken = [trace for trace in traces if trace.at]
    for trace in sorted(spoken, key=lambda trace: trace.rank) or traces:
        at = trace.at and (
            trace.provision.clause.start + trace.at[0],
            trace.provision.clause.start + trace.at[1],
        )
        finding = quote(trace.provision.clause, at=at or None)
        if finding.text:
            found.setdefault(finding.clause, finding)
        if len(found) == _MOST:
            break
    return tuple(found.values())


def _looked_in(practice: Practice, paper: Paper) -> str:
    names = {code.code: code.name.lower() for code in load_taxonomy().functions}
    apart = counted(len(paper.apart), "other passage")
    where = f"{counted(len(paper.operative), 'operative clause')}, {apart}"
    does = [names[code] for code in practice.functions]
    how = f"words such as “{practice.matches[0].rstrip('.')}”"
    return f"{where}: clauses that do {listed(does)}, and {how}" if does else f"{where}: {how}"
