"""What would turn a verdict round: how far it is from its threshold, and the least that would cross it.

Candidates are ranked by how much they move the score; whether they turn it is found by judging the changed
paper again with the functions that judged it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract_lens.assess.case import DENSITIES, JOINT_CONDUCT, SHARING, Case
from contract_lens.assess.indices import masses_of
from contract_lens.assess.paper import Provision
from contract_lens.assess.patterns import score_of
from contract_lens.assess.what_if import joint_clauses
from contract_lens.assess.wording import INDEX_NAMES, cite, listed
from contract_lens.assessment import LABELS, Turn
from contract_lens.clause import Symmetry
from contract_lens.taxonomy.advice import load_advice

#: Sets of clauses of these sizes are tried; a larger one is no longer "without this".
_SIZES = (1, 2, 3, 5, 8)

#: Scores below this are far from any flag: nothing that is small would turn them.
_FAR = 0.1

#: The joint functions that raise an index of joint conduct.
_RAISES = {
    "risk_reward_sharing": "risk_reward_sharing",
    "joint_governance": "joint_governance",
    "information_sharing": "information_sharing",
    "integration": "joint_work",
    "relationship_investment": "investment",
}

#: A clause put in for show changes a score and no deal.
_CARRIED_OUT = (
    "That is a measure, no remedy: a clause that nobody carries out changes nothing between the parties."
)
_REAL = (
    "That is a measure, no remedy: a body that only talks, or in which one party has the last word, "
    "hardly counts and changes nothing between the parties."
)

_SPOKEN = {
    "risk_reward_sharing": "shares risk and reward",
    "joint_governance": "lets a body of both decide what one decides now",
    "information_sharing": "opens information both ways",
    "joint_work": "has work done together",
    "investment": "puts people or money in",
}


def turns_of(case: Case) -> dict[str, tuple[Turn, ...]]:
    """Tell for every pattern what would change its verdict."""
    return {code: tuple(_turns(case, code)) for code in LABELS}


def _turns(case: Case, code: str) -> Iterator[Turn]:
    label, score = case.weights.labels[code], score_of(case, code)
    flagged = score >= label.threshold
    if missing := [name for name in label.needs if not case.feature(name)]:
        yield Turn(_needs(missing[0]), score)
        return
    if score < _FAR:
        return
    yield from _without(case, code, flagged)
    if code == "transactional":  # what remains when nothing else holds: an index says little about it
        return
    if flagged and code != "collaborative":
        yield from _with_more(case, code)
    yield from _index_alone(case, code, flagged)


def _needs(feature: str) -> str:
    if feature == "branded":
        return "It would take an alliance, partnership or joint venture name: now it has none."
    return "It would take an exchange for a price: orders, prices, fees or licences were not found."


def _without(case: Case, code: str, flagged: bool) -> Iterator[Turn]:
    """Yield the fewest clauses without which the verdict turns, if eight or fewer do it."""
    ranked = _ranked(case, code, sign=1.0 if flagged else -1.0)
    threshold = case.weights.labels[code].threshold
    for size in _SIZES:
        chosen = ranked[:size]
        if len(chosen) < size:
            return
        score = _score_without(case, code, chosen)
        if (score >= threshold) != flagged:
            chosen, score = _pruned(case, code, chosen, score, flagged)
            verb = "no longer hold" if flagged else "hold"
            text = f"It would {verb} without {cite(chosen, most=len(chosen))} (judged again: {score:.2f})."
            yield Turn(text, score, tuple(item.clause.id for item in chosen))
            return


def _score_without(case: Case, code: str, chosen: Sequence[Provision]) -> float:
    return score_of(case.variant({item.clause.id: None for item in chosen}), code)


def _pruned(
    case: Case, code: str, chosen: list[Provision], score: float, flagged: bool
) -> tuple[list[Provision], float]:
    """Put back, from the least telling on, what the turn does not need."""
    threshold = case.weights.labels[code].threshold
    for item in reversed(chosen[1:]):
        fewer = [other for other in chosen if other is not item]
        again = _score_without(case, code, fewer)
        if (again >= threshold) == flagged:
            break
        chosen, score = fewer, again
    return chosen, score


def _ranked(case: Case, code: str, *, sign: float) -> list[Provision]:
    """Return the provisions that push the score one way, the most telling first."""
    push = dict.fromkeys(case.paper.operative, 0.0)
    for name, weight in _pulls(case, code).items():
        for provision, part in _parts(case, name):
            push[provision] += sign * weight * part
    pushing = [provision for provision, total in push.items() if total > 1e-4]
    return sorted(pushing, key=lambda provision: (-push[provision], provision.clause.start))


def _pulls(case: Case, code: str) -> dict[str, float]:
    """Return how much one unit of each index (or word density) moves the sum of a label."""
    named = case.features
    pulls = dict.fromkeys(named, 0.0)
    for feature, weight in case.weights.labels[code].features.items():
        if feature == "grip":
            pulls[min(("exit", "control"), key=lambda name: named[name])] += weight
        elif feature == "sharing":
            if named["sharing"]:
                present = case.weights.absence["present"] / 100
                pulls[min(SHARING, key=lambda name: named[name])] += weight / max(1 - present, 0.01)
        elif feature == "warmth":
            for name in JOINT_CONDUCT:
                pulls[name] += weight / len(JOINT_CONDUCT)
        elif feature == "clash":
            share = (named["one_sidedness"] + min(named["control"], named["one_sidedness"])) / 2
            pulls["purpose_talk"] += weight * share
            pulls["one_sidedness"] += weight * named["purpose_talk"] / 2
            pulls[min(("control", "one_sidedness"), key=lambda name: named[name])] += (
                weight * named["purpose_talk"] / 2
            )
        else:
            pulls[feature] += weight
    return {name: pull for name, pull in pulls.items() if pull}


def _parts(case: Case, name: str) -> Iterator[tuple[Provision, float]]:
    """Yield what each provision adds to a feature, nearly: how the feature is bent is taken as a line."""
    value, paper = case.feature(name), case.paper
    if name == "goodwill":
        if value:
            for item in paper.operative:
                yield item, (item.collaborative - item.adversarial) * item.words / max(paper.words, 1)
        return
    if name in case.weights.indices:
        masses = masses_of(paper, name, case.weights)
    elif name == "one_sidedness":
        masses = [
            item.adversarial * item.words * (item.clause.symmetry is not Symmetry.MUTUAL)
            for item in paper.operative
        ]
    elif name in DENSITIES:
        held = set(case.with_cue(name))
        masses = [float(item.words * (item in held)) for item in paper.operative]
    else:
        return
    total = sum(masses)
    for item, mass in zip(paper.operative, masses, strict=True):
        if mass > 0:
            yield item, value * (1 - value) * mass / total


def _with_more(case: Case, code: str) -> Iterator[Turn]:
    """Yield how few joint clauses, binding both, would lift a flag."""
    pulls = _pulls(case, code)
    helpful = sorted((name for name in _RAISES if pulls.get(name, 0) < 0), key=lambda name: pulls[name])
    if not helpful:
        return
    words, threshold = load_advice().added_words, case.weights.labels[code].threshold
    functions = [_RAISES[helpful[place % min(len(helpful), 2)]] for place in range(6)]
    clauses = joint_clauses(functions, words=words)
    for size in (1, 2, 3, 4, 6):
        score = score_of(case.variant({}, clauses[:size]), code)
        if score < threshold:
            yield Turn(_with_clauses(functions[:size], score), score)
            return


def _with_clauses(functions: Sequence[str], score: float) -> str:
    """Say how few joint clauses would lift a flag: a measure of how firm it is, as words alone lift none."""
    kinds = listed([f"one that {_SPOKEN[one]}" for one in dict.fromkeys(functions)])
    what = f"{len(functions)} more clauses that bind both ({kinds})"
    if len(functions) == 1:
        what = f"one more clause that binds both and {_SPOKEN[functions[0]]}"
    real = _REAL if "joint_governance" in functions else _CARRIED_OUT
    return f"How firm it is: it would no longer hold with {what} (judged again: {score:.2f}). {real}"


def _index_alone(case: Case, code: str, flagged: bool) -> Iterator[Turn]:
    """Yield the index that needs the smallest move, all else equal, to turn the verdict."""
    moves = [
        (abs(value - case.feature(name)), name, value)
        for name in _moved_by(case, code)
        if (value := _crossing(case, code, name, flagged)) is not None
    ]
    if moves:
        _, name, value = min(moves)
        now, verb = case.feature(name), "no longer hold" if flagged else "hold"
        if f"{100 * value:.0f}" == f"{100 * now:.0f}":
            yield Turn(_on_the_edge(name, now, value > now, verb), _supposed(case, code, name, value))
            return
        words = "from" if value > now else "up to"
        text = (
            f"All else equal it would {verb} at {INDEX_NAMES[name]} {words} {100 * value:.0f} "
            f"(now {100 * now:.0f})."
        )
        yield Turn(text, _supposed(case, code, name, value))


def _on_the_edge(name: str, now: float, rises: bool, verb: str) -> str:
    """Say of an index that the least move of it turns the verdict."""
    least = f"the least bit {'more' if rises else 'less'} {INDEX_NAMES[name]} (now {100 * now:.0f})"
    return f"It is on the edge: all else equal it would {verb} with {least}."


def _supposed(case: Case, code: str, name: str, value: float) -> float:
    return round(score_of(case.suppose(name, value), code), 3)


def _moved_by(case: Case, code: str) -> list[str]:
    return [name for name in _pulls(case, code) if name in INDEX_NAMES]


def _crossing(case: Case, code: str, name: str, flagged: bool) -> float | None:
    """Return the value of an index nearest to its own at which the verdict turns, in whole hundredths."""
    threshold, now = case.weights.labels[code].threshold, case.feature(name)
    for end in (0.0, 0.99):
        if (score_of(case.suppose(name, end), code) >= threshold) == flagged:
            continue
        near, far = now, end
        while abs(far - near) > 0.004:
            middle = (near + far) / 2
            turned = (score_of(case.suppose(name, middle), code) >= threshold) != flagged
            near, far = (near, middle) if turned else (middle, far)
        return far
    return None
