"""What partners answer together: which of it the paper answers, mentions, rules out or leaves open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contract_lens.assess.case import Case
from contract_lens.assess.findings import quote
from contract_lens.assess.paper import Paper, Provision
from contract_lens.assess.saying import Said, Saying, sayings
from contract_lens.assess.wording import counted, listed
from contract_lens.assessment import Finding, Gap
from contract_lens.clause import Stance, Symmetry
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
    """One place where a question is touched."""

    state: str
    provision: Provision
    at: tuple[int, int] | None = None
    does: bool = False


def find_gaps(case: Case) -> tuple[Gap, ...]:
    """Tell for every question of the joint planning session whether the paper answers it.

    A question is *answered* by an operative sentence that binds somebody to it, *negated* where it is spoken
    of only to rule it out, a *mention* where it stands in recitals, definitions or words that bind nobody,
    and *open* where nothing was found.
    """
    doing = _doing(case.paper)
    return tuple(_judge(practice, case, doing) for practice in load_practices())


def _judge(practice: Practice, case: Case, doing: _Doing) -> Gap:
    traces = list(_traces(practice, case.paper, doing))
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
            yield from _in_clause(provision, list(sayings(provision.text, places)), answers=answers)
    for provision in paper.apart_that_may_hold(practice.words):
        if found := next(find(provision.text, practice.words), None):
            yield _Trace("mention", provision, found.span())


def _in_clause(provision: Provision, said: Sequence[Said], *, answers: bool) -> Iterator[_Trace]:
    for one in said:
        yield _Trace(_STATE_OF[one.how], provision, (one.start, one.end), answers)
    if answers and not any(one.how is Saying.BINDS for one in said):
        yield _Trace("answered", provision)


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
    for trace in sorted(spoken, key=lambda trace: not trace.does) or traces:
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
