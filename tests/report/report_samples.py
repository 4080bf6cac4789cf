# ruff: noqa: E501  (the tables below read best in rows)
"""Reports built by hand, with text of our own, that the tests of the renderers share."""

from __future__ import annotations

from dataclasses import replace

from contract_lens.assessment import (
    INDICES,
    LABELS,
    Assessment,
    Branding,
    Clause,
    Coverage,
    DocumentKind,
    Finding,
    Index,
    Party,
    Pattern,
    StanceSummary,
)
from contract_lens.clause import FunctionScore, PassageKind, Stance, StanceScore, Symmetry
from contract_lens.deal import (
    CompanyStage,
    DatedStance,
    Deal,
    DealReport,
    Drift,
    FragmentationSign,
    GridlockSign,
    LifeCycle,
    Portfolio,
    RankedDeal,
    TopicStance,
    Trajectory,
    TurningPoint,
    Voice,
)
from contract_lens.errors import EncryptedInput, Status

_SURE = {
    Stance.ADVERSARIAL: (0.91, 0.07, 0.02),
    Stance.NEUTRAL: (0.05, 0.9, 0.05),
    Stance.COLLABORATIVE: (0.03, 0.09, 0.88),
    Stance.UNDECIDED: (0.4, 0.35, 0.25),
}

# number, heading, kind, stance, functions, symmetry, deciding words, text
_TERMS = [
    ("", "", PassageKind.TITLE, "neutral", "", "none", "", "STRATEGIC ALLIANCE AGREEMENT"),
    ("", "", PassageKind.PARTIES, "neutral", "", "none", "",
     'This Agreement is made between Halvorsund Motion AB ("Halvorsund") and Trentlow Castings Ltd ("Trentlow").'),
    ("A", "", PassageKind.RECITAL, "collaborative", "good_faith", "mutual", "combine their strengths",
     "The parties wish to combine their strengths in a lasting alliance for mutual benefit."),
    ("1", "Definitions", PassageKind.DEFINITION, "neutral", "", "none", "",
     '1. Definitions. "Goods" means the castings listed in Schedule 1 & any <replacement> of them.'),
    ("2.1", "Orders", PassageKind.CLAUSE, "neutral", "", "one_sided", "",
     "2.1 Orders. Trentlow shall deliver the Goods against purchase orders issued by Halvorsund."),
    ("2.2", "Prices", PassageKind.CLAUSE, "adversarial", "price_pressure", "one_sided", "reduce the prices by five per cent each year",
     "2.2 Prices. Trentlow shall reduce the prices by five per cent each year and shall grant Halvorsund the lowest price "
     "that it grants to any other customer for comparable castings."),
    ("5.3", "Inspection", PassageKind.CLAUSE, "adversarial", "audit control_right", "one_sided", "without notice and at Trentlow’s cost",
     "5.3 Inspection. Halvorsund may enter and inspect Trentlow’s works at any time, without notice and at Trentlow’s cost, "
     "and may direct changes to its processes."),
    ("7", "Review", PassageKind.CLAUSE, "collaborative", "review joint_governance", "mutual", "meet each quarter to review the plan",
     "7. Review. Executives of both parties meet each quarter to review the plan and to settle open points together."),
    ("9.1", "Liability", PassageKind.CLAUSE, "undecided", "liability_limit", "none", "",
     "9.1 Liability. Liability is limited as set out in Schedule 3."),
    ("12.2", "Termination", PassageKind.CLAUSE, "adversarial", "term_convenience discretion", "one_sided", "in its sole discretion",
     "12.2 Termination. Halvorsund may terminate this Agreement at any time, in its sole discretion, on ten days’ notice. "
     "Trentlow has no such right."),
    ("12.3", "Purchase option", PassageKind.CLAUSE, "adversarial", "buyout exit_aftermath", "one_sided", "option to purchase the tooling",
     "12.3 Purchase option. On termination Halvorsund has the option to purchase the tooling at book value."),
    ("15", "Governing law", PassageKind.CLAUSE, "neutral", "", "none", "",
     "15. Governing law. This Agreement is governed by the laws of Sweden."),
]  # fmt: skip

_TALK = [
    ("Dana Reyes", "Halvorsund", "00:01:10.000", "collaborative", "problem_solving", "Let us work out the tooling plan together",
     "Let us work out the tooling plan together, and tell us what you need from our side."),
    ("Ole Brandt", "Trentlow", "00:02:45.000", "neutral", "", "", "The second furnace comes back on line on Tuesday."),
    ("Rick Vane", "Halvorsund", "00:04:02.000", "adversarial", "threat positional", "sign by Friday or we move the volume",
     "Either you sign by Friday or we move the volume to someone else."),
    ("Ole Brandt", "Trentlow", "00:05:30.000", "collaborative", "ownership", "the late batch was our mistake",
     "You are right, the late batch was our mistake; we have added a shift."),
]  # fmt: skip


def _score(stance: str) -> StanceScore:
    label = Stance(stance)
    return StanceScore(label, *_SURE[label])


def _functions(codes: str) -> tuple[FunctionScore, ...]:
    return tuple(FunctionScore(code, round(0.9 - 0.1 * place, 2)) for place, code in enumerate(codes.split()))


def _finding(clause: Clause, *, document: str = "") -> Finding:
    start, end = clause.evidence[0] if clause.evidence else (clause.start, clause.end)
    words = clause.text[start - clause.start : end - clause.start]
    return Finding(start, end, words, clause.id, clause.page, document)


def agreement(path: str = "deals/halvorsund/alliance agreement.pdf") -> Assessment:
    """An agreement called an alliance that reads as a supply contract."""
    text, clauses = "", []
    for number, heading, kind, stance, functions, symmetry, why, words in _TERMS:
        text += "\n\n" if text else ""
        start = len(text)
        text += words
        at = start + words.index(why) if why else 0
        clauses.append(
            Clause(
                id=f"c{len(clauses) + 1}",
                number=number,
                heading=heading,
                start=start,
                end=len(text),
                page=1 + len(clauses) // 4,
                stance=_score(stance),
                functions=_functions(functions),
                symmetry=Symmetry(symmetry),
                evidence=((at, at + len(why)),) if why else (),
                kind=kind,
                text=words,
            )
        )
    text += "\n\nSigned in two copies."
    hard = [clause for clause in clauses if clause.stance.label is Stance.ADVERSARIAL]
    return Assessment(
        path=path,
        sha256="ab" * 32,
        status=Status.OK_WITH_WARNINGS,
        title="Strategic Alliance Agreement",
        calls_itself=Branding.ALLIANCE,
        labels=("misbranded", "last_resort"),
        patterns=_patterns(hard),
        indices=_indices(hard),
        stance=StanceSummary(-0.41, 0.55, 0.28, 0.14, 0.03),
        parties=(
            Party("Halvorsund Motion AB", ("Halvorsund",), "buyer"),
            Party("Trentlow Castings Ltd", ("Trentlow",), "supplier"),
        ),
        favours="Halvorsund Motion AB",
        clauses=tuple(clauses),
        warnings=("Schedule 1 and Schedule 3 are referred to but not in this file.",),
        coverage=Coverage("pdf", 4, (4,), len(text.split()), {"running_head": 120, "page_number": 8}),
        text=text,
    )


def _hard(assessment: Assessment) -> list[Clause]:
    return [clause for clause in assessment.clauses if clause.stance.label is Stance.ADVERSARIAL]


def _patterns(hard: list[Clause], *, document: str = "") -> dict[str, Pattern]:
    scores = {
        "misbranded": 0.87,
        "last_resort": 0.62,
        "dysfunctional": 0.41,
        "collaborative": 0.08,
        "transactional": 0.03,
    }
    return {
        code: Pattern(
            flagged=scores[code] >= 0.5,
            score=scores[code],
            reasons_for=(
                "Goods change hands against purchase orders at a price that must fall each year (2.1, 2.2).",
            ),
            reasons_against=("Executives of both parties meet each quarter (7).",),
            evidence=tuple(_finding(clause, document=document) for clause in hard[:3]),
        )
        for code in LABELS
    }


def _indices(hard: list[Clause]) -> dict[str, Index]:
    values = (78.0, 64.5, 81.2, 35.0, 2.0, 22.0, 8.0, 4.0, 0.0, 58.0)
    quoted = tuple(_finding(clause) for clause in hard)
    return {
        name: Index(value, quoted if value > 30 else ()) for name, value in zip(INDICES, values, strict=True)
    }


def meeting(path: str = "deals/halvorsund/steering call.vtt") -> Assessment:
    """A transcript in which one voice threatens and the others work together."""
    text, clauses = "", []
    for speaker, side, time, stance, functions, why, words in _TALK:
        text += "\n" if text else ""
        start = len(text)
        text += words
        at = start + words.index(why) if why else 0
        clauses.append(
            Clause(
                id=f"c{len(clauses) + 1}",
                number="",
                heading="",
                start=start,
                end=len(text),
                page=None,
                stance=_score(stance),
                functions=_functions(functions),
                symmetry=Symmetry.NONE,
                evidence=((at, at + len(why)),) if why else (),
                kind=PassageKind.TURN,
                text=words,
                speaker=speaker,
                side=side,
                time=time,
            )
        )
    return Assessment(
        path=path,
        sha256="cd" * 32,
        status=Status.OK,
        kind=DocumentKind.COMMUNICATION,
        title="Steering call, 14 May",
        stance=StanceSummary(0.24, 0.26, 0.24, 0.5),
        parties=(Party("Halvorsund"), Party("Trentlow")),
        clauses=tuple(clauses),
        coverage=Coverage("transcript", 0, (), len(text.split())),
        text=text,
    )


def failure(path: str = "deals/halvorsund/side letter.pdf") -> Assessment:
    """A document that could not be read."""
    error = EncryptedInput("asks for a password", subject=path)
    error.sha256 = "ef" * 32
    return Assessment.failed(path, error)


def deal() -> DealReport:
    """An agreement, the talk around it, and a file that could not be read."""
    paper, talk, unread = agreement(), meeting(), failure()
    threat = _finding(talk.clauses[2], document=talk.path)
    option = _finding(paper.clauses[10], document=paper.path)
    held = Pattern(
        True,
        0.71,
        ("The talk is collaborative, the paper squeezes.",),
        ("One voice threatens.",),
        (threat, option),
    )
    voices = (
        Voice("Rick Vane", "Halvorsund", 1, StanceSummary(-1.0, 1.0, 0.0, 0.0)),
        Voice("Ole Brandt", "Trentlow", 2, StanceSummary(0.55, 0.0, 0.45, 0.55)),
        Voice("Dana Reyes", "Halvorsund", 1, StanceSummary(1.0, 0.0, 0.0, 1.0)),
    )
    return DealReport(
        Deal(
            name="halvorsund",
            labels=("dysfunctional",),
            patterns={**_patterns(_hard(paper), document=paper.path), "dysfunctional": held},
            contract_stance=-0.41,
            communication_stance=0.24,
            divergence=0.65,
            voices=voices,
            sides=(Voice("Halvorsund", "Halvorsund", 2, StanceSummary(0.0, 0.5, 0.0, 0.5)),),
            warnings=("Two voices of Halvorsund pull apart: Dana Reyes and Rick Vane.",),
            documents=(paper.path, talk.path, unread.path),
            company="Halvorsund",
            topics=(
                TopicStance(
                    "exit_and_control", "Exit and control", 0.4, -0.6, 1.0, 3, 2, (threat,), (option,)
                ),
                TopicStance("governance", "Governance and reviews", None, 0.5, None, 1, 1),
            ),
            trajectory=_course(talk.path, threat),
            gridlock=(GridlockSign("blame", "Blame", 2, "Ask for each side's contribution.", (threat,)),),
            life_cycle=LifeCycle(
                "launch",
                {"launch": 2.0},
                ("1 document speaks of launch: “go live”.",),
                "Name the people.",
                (threat,),
            ),
        ),
        (paper, talk, unread),
    )


def _course(path: str, turned: Finding) -> Trajectory:
    points = (
        DatedStance("2025-01-10", 0.6, 4, (path,)),
        DatedStance("2025-02-10", 0.3, 5, (path,)),
        DatedStance("2025-03-10", -0.4, 6, (path,)),
    )
    turn = TurningPoint("2025-03-10", 0.3, -0.4, True, "On 10 March 2025 the tone falls.", (turned,))
    return Trajectory(
        "cooling",
        "The talk grows colder by 0.98 over 3 dates.",
        -0.5,
        -0.98,
        points,
        (turn,),
        (Drift("Halvorsund", "Halvorsund", 3, -0.98),),
        (Drift("Rick Vane", "Halvorsund", 2, None),),
    )


def portfolio() -> Portfolio:
    """Two deals of one company."""
    sign = FragmentationSign(
        "single_champions", "Single champions", "fragmented", "It rests on one.", ("east",)
    )
    return Portfolio(
        (RankedDeal("east", 1, "warm_talk_hard_paper", 0.2, -0.3, ("dysfunctional",), "Dysfunctional."),),
        (CompanyStage("Halvorsund", ("east", "west"), "I", ("It rests on one.",), (), ("Plan.",), (sign,)),),
        ("A note.",),
    )


def folder_of_strangers() -> DealReport:
    """The deal with a second agreement in its folder that has nothing to do with the first."""
    report = deal()
    other = replace(
        agreement("deals/halvorsund/side supply.pdf"),
        parties=(Party("Quill Foods plc"), Party("Ostrava Glass a.s.")),
    )
    return replace(report, documents=(*report.documents, other))
