"""Agreements and communications with given judgements, so that the assessment is tested without "
"any model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contract_lens.assess import assess_document
from contract_lens.assessment import Assessment, Branding, DocumentKind, Party
from contract_lens.clause import (
    FunctionScore,
    Judgement,
    Passage,
    PassageKind,
    Reading,
    Signal,
    Stance,
    StanceScore,
    Symmetry,
)
from contract_lens.document import Document
from contract_lens.quantity import Terms
from contract_lens.taxonomy.patterns import PatternWeights

A, N, C = Stance.ADVERSARIAL, Stance.NEUTRAL, Stance.COLLABORATIVE
MUTUAL, ONE_SIDED, NONE = Symmetry.MUTUAL, Symmetry.ONE_SIDED, Symmetry.NONE


@dataclass(frozen=True)
class Row:
    """One passage with what rules and models say of it."""

    text: str
    stance: Stance = N
    functions: tuple[str, ...] = ()
    symmetry: Symmetry = NONE
    kind: PassageKind = PassageKind.CLAUSE
    heading: str = ""
    section: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    speaker: str | None = None
    side: str | None = None
    time: str | None = None


@dataclass(frozen=True)
class Frame:
    title: str = "Agreement"
    calls_itself: Branding = Branding.NONE
    parties: tuple[Party, ...] = (
        Party("Brightwater Limited", ("Brightwater",)),
        Party("Orrin Works", ("Orrin",)),
    )


def surely(stance: Stance) -> StanceScore:
    """A stance of which the model is nearly sure."""
    share = {A: 0.04, N: 0.04, C: 0.04}
    known = stance if stance in share else N
    share[known] = 0.92
    return StanceScore(stance, share[A], share[N], share[C])


def assess(
    rows: Sequence[Row],
    *,
    frame: Frame | None = None,
    kind: DocumentKind = DocumentKind.AGREEMENT,
    path: str = "agreement.txt",
    weights: PatternWeights | None = None,
    terms: Terms | None = None,
) -> Assessment:
    """Assess a document made of ``rows``, one paragraph each."""
    text, passages, judgements, readings = "", [], [], []
    for number, row in enumerate(rows, 1):
        start = len(text)
        text += row.text
        passages.append(
            Passage(
                id=f"c{number}",
                start=start,
                end=len(text),
                kind=row.kind,
                number=str(number) if row.kind is PassageKind.CLAUSE else "",
                heading=row.heading,
                section=row.section,
                speaker=row.speaker,
                side=row.side,
                time=row.time,
            )
        )
        scores = tuple(FunctionScore(code, 0.95) for code in row.functions)
        judgements.append(Judgement(surely(row.stance), scores, row.symmetry, (), row.functions))
        readings.append(Reading(row.signals))
        text += "\n\n"
    document = Document(path, "0" * 64, "text", text, (), ())
    return assess_document(
        document,
        kind=kind,
        passages=passages,
        readings=readings,
        judgements=judgements,
        framing=frame or Frame(),
        terms=terms,
        weights=weights,
    )


FILLER = (
    "Notices shall be given in writing and shall be deemed received on the second business day "
    "after posting. "
    "Headings are for convenience and do not affect how this Agreement is read, and words in the "
    "singular include "
    "the plural. This Agreement may be signed in counterparts, all of which together make one instrument. "
)


def filler(count: int) -> list[Row]:
    """Boilerplate that says nothing about the relationship."""
    return [Row(FILLER, N, (), NONE) for _ in range(count)]


def supply_terms() -> list[Row]:
    """What one finds in a hard supply deal; Brightwater buys, Orrin delivers."""
    return [
        Row(
            "Brightwater may issue purchase orders at its sole discretion, and Orrin shall "
            "deliver the Products at the "
            "prices of the price list within ten days, or such other date as Brightwater may choose.",
            A,
            ("discretion",),
            ONE_SIDED,
        ),
        Row(
            "Orrin shall indemnify Brightwater against all claims, losses and costs that arise "
            "from the Products, "
            "whether or not Orrin is at fault, and Brightwater may set off any sum against an "
            "invoice of Orrin.",
            A,
            ("indemnity", "penalty"),
            ONE_SIDED,
        ),
        Row(
            "Orrin shall invoice each delivery. Brightwater pays each correct invoice within "
            "sixty days of receipt.",
            N,
            (),
            ONE_SIDED,
        ),
        Row(
            "Orrin shall lower the unit prices by three percent each year, and Brightwater may "
            "audit Orrin's books.",
            A,
            ("price_pressure", "audit"),
            ONE_SIDED,
        ),
        *filler(3),
    ]


def alliance_terms() -> list[Row]:
    """What one finds in an alliance that means it."""
    return [
        Row(
            "The parties shall form a steering committee of three members from each party, which "
            "meets every month and "
            "decides by consensus on the joint plan, the joint budget and every change to either of them.",
            C,
            ("joint_governance",),
            MUTUAL,
        ),
        Row(
            "Savings, overruns, profits and losses of the programme are shared by the parties in "
            "equal halves, "
            "whichever of them caused them, and results that are jointly made are jointly owned.",
            C,
            ("risk_reward_sharing", "joint_ip"),
            MUTUAL,
        ),
        Row(
            "Engineers of both parties shall develop, test and launch the products in one team "
            "from one common plan.",
            C,
            ("joint_work", "investment"),
            MUTUAL,
        ),
        Row(
            "Each party shall share forecasts, cost data and early warnings with the other as "
            "soon as it has them.",
            C,
            ("information_sharing",),
            MUTUAL,
        ),
        Row(
            "A dispute goes to the chief executives and then to a mediator before either party "
            "goes to court.",
            C,
            ("conflict_resolution",),
            MUTUAL,
        ),
        *filler(3),
    ]


def control_terms() -> list[Row]:
    """Exit, buy-out and veto of one side."""
    return [
        Row(
            "Brightwater may terminate this Agreement at any time without cause on ten days "
            "notice. Orrin may not "
            "terminate this Agreement before the end of the term.",
            A,
            ("term_convenience",),
            ONE_SIDED,
        ),
        Row(
            "Brightwater may at any time purchase all shares of Orrin at the price of the first "
            "schedule, and Orrin "
            "shall transfer them without delay and free of any charge.",
            A,
            ("buyout", "control_right"),
            ONE_SIDED,
        ),
        Row(
            "Orrin shall not hire, invest, borrow or sign a contract without the prior written "
            "consent of Brightwater, "
            "which Brightwater may refuse in its sole discretion.",
            A,
            ("control_right", "discretion"),
            ONE_SIDED,
        ),
        Row(
            "Upon a change of control of Orrin, Brightwater may end this Agreement at once and "
            "keep all licences.",
            A,
            ("change_of_control",),
            ONE_SIDED,
        ),
        Row(
            "Orrin shall not compete with Brightwater nor deal with any of its competitors during the term.",
            A,
            ("lock_in",),
            ONE_SIDED,
        ),
        *filler(3),
    ]


def warm_recitals() -> list[Row]:
    return [
        Row(
            "Brightwater and Orrin wish to work together in a long-term alliance for their mutual benefit.",
            C,
            (),
            MUTUAL,
            kind=PassageKind.RECITAL,
        ),
        Row(
            "The parties share the vision of combining their complementary strengths as equal partners.",
            C,
            (),
            MUTUAL,
            kind=PassageKind.RECITAL,
        ),
    ]


def talk(
    stance: Stance,
    count: int,
    *,
    speaker: str = "Ana",
    side: str = "Orrin",
    words: str = "",
    time: str | None = None,
) -> list[Row]:
    """Utterances of one speaker."""
    said = words or "We see this in the same way and would like to look at the plan with you next week."
    return [
        Row(
            f"Point {number}, {said}",
            stance,
            (),
            NONE,
            kind=PassageKind.TURN,
            speaker=speaker,
            side=side,
            time=time,
        )
        for number in range(count)
    ]
