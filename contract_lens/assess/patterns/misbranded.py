"""Misbranded: called an alliance, yet a supply, service, referral or licence deal."""

from __future__ import annotations

from collections.abc import Sequence

from contract_lens.assess.bodies import powerless
from contract_lens.assess.case import Case
from contract_lens.assess.findings import quote
from contract_lens.assess.patterns.verdict import pronounce
from contract_lens.assess.wording import (
    BRANDS,
    INDEX_NAMES,
    cite,
    counted,
    listed,
    percent,
    scored,
    shown,
)
from contract_lens.assessment import Branding, Essential, Finding, Pattern

#: What makes an alliance: code, how absence is told, the indices that show it, and what those look for.
_ESSENTIALS = {
    ("strategic", "Not strategic"): (
        ("joint_governance", "integration", "relationship_investment"),
        "committees, joint decisions, work done together, people or money put in",
    ),
    ("win_win", "Not win-win"): (
        ("information_sharing",),
        "duties to inform each other, forecasts, plans, joint reviews",
    ),
    ("shared_risk_and_reward", "No shared risk and reward"): (
        ("risk_reward_sharing",),
        "shared costs, savings, profit, loss, results or risk",
    ),
}


def judge_misbranded(case: Case) -> Pattern:
    """Judge whether the name promises what the operative clauses do not hold.

    Without an alliance name there is nothing to be misbranded; a deal in shares and votes supplies nothing.
    """
    branded = case.branding is not Branding.NONE
    return pronounce(
        case,
        "misbranded",
        score=case.score("misbranded"),
        reasons_for=[_trade(case), *_absent(case), _idle(case), _disclaimed(case), _name(case)]
        if branded
        else [],
        reasons_against=[*_present(case), _shares(case), _venture(case)] if branded else [_unbranded()],
        findings=[
            *(_naming(case) if branded else ()),
            *case.quote_cue("disclaimed", most=1),
            *case.quote_cue("trade", most=4),
        ],
        essentials=[_essential(case, code) for code, _ in _ESSENTIALS] if branded else (),
    )


def _essential(case: Case, code: str) -> Essential:
    """Say of one essential whether it is there, what was looked for and in which clauses."""
    names, sought = next(found for (known, _), found in _ESSENTIALS.items() if known == code)
    best = max(names, key=lambda name: case.indices[name].value)
    value, limits = case.indices[best].value, case.weights.absence
    state = "present" if value >= limits["present"] else "weak" if value >= limits["absent"] else "absent"
    if code == "strategic" and state == "present" and _in_passing(case, names):
        state = "weak"
    uneven = case.balance.favoured and case.indices["one_sidedness"].value >= 50
    one_way = ""
    if code == "win_win" and uneven:
        state = "weak" if state == "present" else "absent"
        one_way = f"; what runs one way favours {case.balance.favoured.rstrip('.')}"  # a full stop follows
    values = listed([f"{INDEX_NAMES[name]} {scored(case.indices[name])}" for name in names])
    where = counted(len(case.paper.operative), "operative clause")
    looked_for = f"{sought[0].upper()}{sought[1:]}, in {where}: {values}{one_way}."
    return Essential(code, state, looked_for, case.indices[best].index.evidence[:3])


def _in_passing(case: Case, names: Sequence[str]) -> bool:
    """Whether what shows an essential is said in a few words: one clause in passing makes no alliance."""
    idle = powerless(case.paper, case.weights)
    strong = [name for name in names if case.indices[name].value >= case.weights.absence["present"]]
    said = {
        item.clause.id: item.words
        for name in strong
        for item in case.indices[name].provisions
        if item.clause.id not in idle
    }
    return sum(said.values()) < case.weights.absence["passing"]


def _idle(case: Case) -> str:
    """Say that a committee is one in name, where one party decides in it alone or it only advises."""
    idle = powerless(case.paper, case.weights)
    found = [item for item in case.paper.operative if item.clause.id in idle]
    return (
        f"Its common body decides nothing: one party does, or it only advises ({cite(found)})."
        if found
        else ""
    )


def _unbranded() -> str:
    return "It does not call itself an alliance, partnership or venture: its name promises nothing more."


def _name(case: Case) -> str:
    # A title that does not hold the word would disprove the sentence: then recitals or purpose say it.
    titled = case.title and case.weights.cues["brand"].pattern.search(case.title)
    where = f" (“{case.title}”)" if titled else " in its recitals or purpose"
    return f"It calls itself {BRANDS[case.branding]}{where}."


def _absent(case: Case) -> list[str]:
    """Say which essentials are absent, and where they were looked for."""
    found = []
    read = counted(len(case.paper.operative), "operative clause")
    for (_, essential), (names, sought) in _ESSENTIALS.items():
        if all(case.indices[name].value < case.weights.absence["absent"] for name in names):
            values = listed([f"{INDEX_NAMES[name]} {scored(case.indices[name])}" for name in names])
            found.append(f"{essential}: {sought} were looked for in {read} and hardly found ({values}).")
    sides = case.indices["one_sidedness"]
    if case.balance.favoured and sides.value >= 50:
        found.append(f"Not win-win: what runs one way favours {case.balance.favoured}: {shown(sides)}.")
    return found


def _present(case: Case) -> list[str]:
    found = []
    for names, _ in _ESSENTIALS.values():
        best = max(names, key=lambda name: case.indices[name].value)
        if case.indices[best].value >= case.weights.absence["present"]:
            found.append(f"{INDEX_NAMES[best].capitalize()} is there: {shown(case.indices[best])}.")
    return found


def _disclaimed(case: Case) -> str:
    found = case.with_cue("disclaimed")
    return f"It takes its own promise back: {cite(found)} says that its aims do not bind." if found else ""


def _trade(case: Case) -> str:
    found = case.thickest("trade")
    if not found:
        return ""
    share = sum(provision.words for provision in found) / max(case.paper.words, 1)
    what = f"{counted(len(found), 'clause')}, {percent(share)} of the operative words"
    return f"It deals in orders, prices, fees or licences ({what}), such as {cite(found, most=2)}."


def _shares(case: Case) -> str:
    if case.feature("shareholding") < 0.5:
        return ""
    where = cite(case.with_cue("shareholding"), most=2)
    return f"Shares and votes are dealt in ({where}) rather than goods, services or licences."


def _venture(case: Case) -> str:
    if case.feature("venture") < 0.33:
        return ""
    return f"A company of the parties is set up and run: {cite(case.with_cue('venture'), most=2)}."


def _naming(case: Case) -> list[Finding]:
    """Quote where the agreement calls itself what it does: title, recital or purpose clause."""
    cue = case.weights.cues["brand"].pattern
    for provision in (*case.paper.front, *case.paper.recitals, *case.paper.operative):
        if (found := cue.search(provision.text)) is not None:
            start = provision.clause.start
            return [quote(provision.clause, at=(start + found.start(), start + found.end()))]
    return []
