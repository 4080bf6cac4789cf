"""What an agreement would show if some of its clauses were changed: judged again by the same functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from contract_lens.assess.case import Case
from contract_lens.assess.paper import Provision
from contract_lens.assess.patterns import scores_of
from contract_lens.assessment import LABELS, Assessment, Change, Clause, Outlook
from contract_lens.clause import FunctionScore, Stance, StanceScore, Symmetry
from contract_lens.errors import UsageError
from contract_lens.taxonomy import load_taxonomy
from contract_lens.taxonomy.advice import AdviceTable, ChangeKind, Shares, load_advice
from contract_lens.taxonomy.caseless import small_letters
from contract_lens.taxonomy.landmarks import may_be_in

#: Kinds that need no entry in ``advice.toml``.
REMOVE, ADD = "remove", "add"

#: Stance of a clause that binds both to a joint function: the mean of such clauses in 410 filed agreements.
_JOINT: Shares = (0.02, 0.21, 0.77)


def what_if(assessment: Assessment, changes: Iterable[Change]) -> Outlook:
    """Tell what an agreement would show if some of its clauses were changed.

    Indices and patterns are computed again by the functions that made the assessment; only the judgement of
    the changed clauses is replaced, by that of clauses in filed agreements that already are as proposed.

    Args:
        assessment: What ``analyze`` returned for an agreement.
        changes: What to change. Two changes of one clause follow each other.

    Raises:
        UsageError: The assessment is no agreement's, or was read back from JSON; or a clause, kind or
            function does not exist.
    """
    if not isinstance(assessment.case, Case):
        remedy = "analyze the document in this process; a record read back from JSON or a scan has no case"
        raise UsageError("holds nothing to judge again", subject=assessment.path, remedy=remedy)
    return outlook_of(apply_changes(assessment.case, changes))


def outlook_of(case: Case) -> Outlook:
    """Return what a case shows."""
    scores = scores_of(case)
    labels = case.weights.labels
    return Outlook(
        indices=dict(case.values),
        scores=scores,
        labels=tuple(code for code in LABELS if scores[code] >= labels[code].threshold),
    )


def apply_changes(case: Case, changes: Iterable[Change]) -> Case:
    """Return the case of the changed paper."""
    table = load_advice()
    known = {provision.clause.id: provision for provision in case.paper.operative}
    changed: dict[str, Provision | None] = {}
    added: list[Provision] = []
    for change in changes:
        if change.kind == ADD:
            added.append(joint_clause(change.function, words=table.added_words))
            continue
        provision = changed.get(change.clause, known.get(change.clause))
        if provision is None:
            cause = "is no operative clause of this agreement, or was removed before"
            raise UsageError(cause, subject=f"clause {change.clause!r}")
        removed = change.kind == REMOVE
        changed[change.clause] = None if removed else _changed(case, provision, change.kind, table)
    return case.variant(changed, added)


def _changed(case: Case, provision: Provision, code: str, table: AdviceTable) -> Provision:
    if code not in table.changes:
        names = ", ".join([*sorted(table.changes), REMOVE, ADD])
        raise UsageError(f"there is no change {code!r}. Available: {names}", subject=provision.clause.id)
    kind = table.changes[code]
    function = leading_function(provision)
    template = table.template_for(function, provision.text)
    rewords = template is not None and template.rewords and template.change == code
    functions = {name: score for name, score in provision.functions.items() if name not in kind.drops}
    for name, score in kind.adds.items():
        functions[name] = max(score, functions.get(name, 0.0))
    clause = replace(
        provision.clause,
        symmetry=kind.symmetry or provision.clause.symmetry,
        stance=_judged(_shares_of(provision, kind, function)),
        text=_softened(provision.text, case) if rewords else provision.text,
    )
    return _provision(provision, clause, functions)


def _softened(text: str, case: Case) -> str:
    """Return the text without what makes an exit easy ("terminate at any time", "on ten days' notice").

    Nobody reads the text: the indices of the changed paper are told from the words that are left.
    """
    for cue, plus in case.weights.indices["exit"].cues.items():
        pattern = case.weights.cues[cue].pattern
        if plus > 0 and may_be_in(small_letters(text), pattern):
            text = pattern.sub("", text)
    return text


def _shares_of(provision: Provision, kind: ChangeKind, function: str) -> Shares:
    """Return the stance after a change; a change never makes a clause harder than it was."""
    shares = kind.becomes.get(function, kind.otherwise)
    before = (provision.adversarial, provision.neutral, provision.collaborative)
    return shares if shares[0] <= before[0] else before


def _judged(shares: Shares) -> StanceScore:
    label = max(zip(shares, (Stance.ADVERSARIAL, Stance.NEUTRAL, Stance.COLLABORATIVE), strict=True))[1]
    return StanceScore(label, *shares)


def _provision(base: Provision, clause: Clause, functions: dict[str, float]) -> Provision:
    return replace(
        base,
        clause=clause,
        functions=functions,
        adversarial=clause.stance.adversarial,
        neutral=clause.stance.neutral,
        collaborative=clause.stance.collaborative,
    )


def leading_function(provision: Provision) -> str:
    """Return the guarding function that leads a clause, or an empty text: what advice is chosen by."""
    guarding = {template.function for template in load_advice().templates}
    scores = provision.functions
    present = [score.code for score in provision.clause.functions if score.code in guarding]
    return max(present, key=lambda code: scores[code], default="")


def joint_clause(function: str, *, words: int) -> Provision:
    """Return a clause of ``words`` words that binds both parties to a joint function.

    Raises:
        UsageError: The codebook has no such function.
    """
    names = {code.code: code.name for code in load_taxonomy().functions}
    if function not in names:
        available = ", ".join(sorted(names))
        raise UsageError(f"there is no function {function!r}. Available: {available}", subject="Change")
    text = " ".join([f"The parties shall: {names[function].lower()}."] + ["…"] * words)
    clause = Clause(
        id="",
        number="",
        heading="",
        start=0,
        end=0,
        page=None,
        stance=_judged(_JOINT),
        functions=(FunctionScore(function, 0.9),),
        symmetry=Symmetry.MUTUAL,
        evidence=(),
        text=text,
    )
    return Provision(clause, words, {function: 0.9}, *_JOINT)


def joint_clauses(functions: Sequence[str], *, words: int) -> list[Provision]:
    """Return one clause for each function."""
    return [joint_clause(function, words=words) for function in functions]
