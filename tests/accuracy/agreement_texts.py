"""Whole agreements as text, written for these tests, with the parts that the tests change as arguments."""

from __future__ import annotations

SUPPLY_RECITALS = (
    "(A) Harrow makes pump housings and sells them to makers of pumps.",
    "(B) Calder makes pumps and wishes to buy pump housings from Harrow.",
)

ALLIANCE_RECITALS = (
    "(A) Harrow and Calder wish to form a strategic alliance for their mutual benefit.",
    "(B) The parties share the goal of growing together and wish to combine their complementary strengths.",
)

#: Two pages of what any contract holds and nobody argues about.
BOILERPLATE = (
    "Notices. A notice under this Agreement shall be in writing and shall be sent by courier to "
    "the address of the "
    "other party stated above. It is received when it is delivered.",
    "Headings. Headings are for convenience and do not affect how this Agreement is read.",
    "Counterparts. This Agreement may be signed in counterparts, which together make one instrument.",
    "Entire agreement. This Agreement is the whole agreement of the parties on its subject and "
    "replaces earlier "
    "understandings, written or spoken.",
    "Severance. If a provision of this Agreement is invalid, the other provisions remain in force.",
    "Amendment. This Agreement is changed only by a document that both parties sign.",
    "Governing law. This Agreement is governed by the law of England, and the courts of England "
    "have jurisdiction.",
    "Language. This Agreement is made in English. A translation is for information only.",
    "Waiver. A party that does not use a right under this Agreement does not give it up.",
    "Singular and plural. Words in the singular include the plural, and a reference to a statute "
    "is a reference to "
    "it as amended.",
)

_SUPPLY_CLAUSES = (
    "Supply. Harrow shall supply the Products to Calder, and Calder may buy the Products from "
    "Harrow, on the terms of "
    "this Agreement. Calder does not commit to any volume.",
    "Orders. Calder orders Products by purchase orders. Harrow shall accept each purchase order "
    "that gives at least "
    "thirty days for delivery. Calder may cancel or change a purchase order at any time in its "
    "sole discretion.",
    "Delivery. Harrow shall deliver the Products carriage paid to the works of Calder on the "
    "date in the purchase "
    "order. Title and risk pass on delivery.",
    "Prices. The prices are those of the price list in Schedule 1. Harrow shall reduce each "
    "price by three percent on "
    "the first of January of each year. If Calder is offered a lower price by another supplier, "
    "Harrow shall match it "
    "within ten days.",
    "Payment. Harrow shall invoice Calder on delivery. Calder shall pay each correct invoice "
    "within sixty days. Calder "
    "may set off or withhold against any invoice any sum that it believes Harrow owes.",
    "Late delivery. For each day of delay Harrow shall pay Calder liquidated damages of one "
    "percent of the price of "
    "the late Products, whatever the cause of the delay.",
    "Inspection. Calder may enter the works of Harrow at any time without notice to inspect the "
    "Products and the "
    "records of Harrow. Its findings are final and binding on Harrow.",
    "Warranty. Harrow warrants that the Products meet the specification for twenty-four months. "
    "Harrow shall replace "
    "defective Products at its own cost.",
    "Indemnity. Harrow shall indemnify and hold harmless Calder against all claims, losses and "
    "costs that arise from "
    "the Products, whether or not Harrow is at fault.",
    "Liability. Calder is not liable to Harrow for any loss of profit or indirect loss. The "
    "liability of Harrow is "
    "not limited.",
    "Intellectual property. Harrow assigns to Calder all right, title and interest in every "
    "improvement of the "
    "Products that it makes during the term.",
    "Confidentiality. Each party shall keep the confidential information of the other party "
    "secret for five years.",
    "Term and termination. This Agreement runs for three years. Either party may terminate it if "
    "the other commits a "
    "material breach that is not cured within thirty days of notice.",
)

_ALLIANCE_CLAUSES = (
    "Steering committee. The parties shall set up a steering committee of three members from "
    "each party. It meets "
    "every month, decides by unanimous vote on the joint plan and the joint budget, and its "
    "chair alternates between "
    "the parties each year.",
    "Joint plan. The parties shall jointly prepare each year a plan for the development, making "
    "and marketing of the "
    "Products, and shall carry it out together in one joint team.",
    "Costs, savings and profit. The parties shall share the costs of the joint plan in equal "
    "halves. Profits and "
    "losses from the Products are shared equally, and so are savings and overruns, whichever "
    "party causes them.",
    "Open books. Each party shall open its books on the Products to the other and shall share "
    "its forecasts, cost "
    "data and plans each quarter.",
    "Early warning. Each party shall tell the other at once of anything that may delay the joint "
    "plan or raise its "
    "cost. A warning shall not be used against the party that gives it.",
    "Contributions. Each party shall contribute four engineers to the joint team and half of the "
    "investment in the "
    "test bench, and shall train the engineers of the other party in its methods.",
    "Results. Inventions that arise from the joint plan are owned jointly. Each party grants the "
    "other a free licence "
    "of the background that it needs to use them.",
    "Reviews. The parties shall review the alliance twice a year against jointly agreed "
    "measures, record the lessons "
    "learned, and adjust the joint plan.",
    "Good faith. The parties shall act in good faith towards each other and seek solutions from "
    "which both gain.",
    "Disagreements. A disagreement is first discussed in the joint team, then by the steering "
    "committee, then by the "
    "chief executives, and then with a mediator, before either party goes to court.",
    "Liability. Neither party is liable to the other for loss of profit or indirect loss.",
    "Confidentiality. Each party shall keep the confidential information of the other party "
    "secret for five years.",
    "Term and exit. This Agreement runs for seven years. Either party may terminate it for a "
    "material breach that is "
    "not cured within ninety days of notice. The parties shall write a joint exit plan in the "
    "first year, so that "
    "either can go on serving its customers.",
)


def agreement(title: str, recitals: tuple[str, ...], clauses: tuple[str, ...], *, named: str = "") -> str:
    """Put an agreement together: title, parties, recitals, numbered clauses, signatures."""
    opening = (
        "This agreement is made on 3 March 2025 between Harrow Castings Limited, a company "
        "registered in England "
        "(“Harrow”), and Calder Pumps Limited, a company registered in England (“Calder”)."
    )
    purpose = f"(C) The parties set out the terms of their {named} in this Agreement." if named else ""
    stated = "\n\n".join(part for part in (*recitals, purpose) if part)
    numbered = "\n\n".join(f"{number}. {clause}" for number, clause in enumerate(clauses, 1))
    signed = "IN WITNESS WHEREOF the parties have signed.\n\nHarrow Castings Limited\n\nCalder Pumps Limited"
    parts = (title.upper(), opening, "RECITALS", stated, "The parties agree as follows:", numbered, signed)
    return "\n\n".join(parts) + "\n"


def supply(
    title: str = "Supply Agreement",
    *,
    recitals: tuple[str, ...] = SUPPLY_RECITALS,
    named: str = "trade",
    more: tuple[str, ...] = (),
) -> str:
    """A hard supply agreement: Calder buys, Harrow delivers and carries the risk."""
    return agreement(title, recitals, (*_SUPPLY_CLAUSES, *BOILERPLATE[:6], *more), named=named)


def alliance(
    title: str = "Strategic Alliance Agreement",
    *,
    recitals: tuple[str, ...] = ALLIANCE_RECITALS,
    named: str = "strategic alliance",
    more: tuple[str, ...] = (),
) -> str:
    """An alliance of equals."""
    return agreement(title, recitals, (*_ALLIANCE_CLAUSES, *BOILERPLATE[:6], *more), named=named)


def boilerplate(title: str = "Framework Agreement") -> str:
    """What is left when nothing is agreed."""
    return agreement(title, ("(A) Harrow and Calder are companies.",), BOILERPLATE)


def polite(text: str) -> str:
    """Say the same with better manners."""
    changes = {
        "Harrow shall": "Harrow, as a valued supplier, shall kindly",
        "Calder may": "Calder, with all due respect, may",
        "Harrow warrants": "Harrow is pleased to warrant",
    }
    for plain, mannered in changes.items():
        text = text.replace(plain, mannered)
    return text


def swapped(text: str) -> str:
    """Exchange the two parties throughout."""
    for name, other in (("Harrow", "Calder"), ("HARROW", "CALDER")):
        text = text.replace(name, "\0").replace(other, name).replace("\0", other)
    return text
