"""Letters that are contracts and sheets of terms are agreements; letters about contracts stay talk."""

from __future__ import annotations

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.read import read_bytes
from contract_lens.segment import split_into_passages, tell_kind
from contract_lens.segment.plain_terms import plain_votes

APPOINTMENT = """\
Brack & Tull Limited
9 Quay Street, Bristol

4 May 2026

Dear Mr Osman

Your work for our kitchens

This letter sets out the terms on which we will buy vegetables from you. If you are content, sign
the enclosed copy and send it back.

What you will bring

You will deliver to each kitchen before seven in the morning. You may not send anybody else without asking us.

What we will pay

We will pay you by weight, at the price of the week. If a guest complains, we may keep back what we
think right.

Stopping

We may end this at any time. You must give us eight weeks' notice. English law applies.

Yours sincerely

Edith Brack
for Brack & Tull Limited

I agree to the terms of this letter.

Signed ..............    Date .........
"""

COUNTERSIGNED = """\
12 March 2026

Re: Distribution of our pumps in Peru

Dear Ms. Quispe:

1. You will buy at least forty pumps a year from us.

2. We may change our prices on thirty days' notice to you.

3. You will not sell the pumps of anybody else.

4. You will indemnify us against all claims arising from your sales.

If you agree, please countersign and return a copy.

Very truly yours,

HALLAM PUMPS, INC.
By: ______________
Name: ____________

Accepted and agreed:
LIMA AGRO S.A.
By: ______________
Name: ____________
"""

ENGAGEMENT = """\
LETTER OF ENGAGEMENT

Dear Mrs Ode,

We are pleased to appoint you as our adviser for the sale of the dairy. You will prepare the
papers, and you will speak to no
buyer without us. We will pay you a fee of 2 % on completion. You must keep what you learn to
yourself. The laws of Kenya apply.

Kindly confirm your acceptance by signing below.

For Mara Dairies
"""

SIDE_LETTER = """\
Side letter

To: Fenn Records
From: Ardal Studios

a) Ardal will give Fenn two free days in the studio each month.
b) Fenn will pay for the tapes.
c) Ardal may let the days to others if Fenn does not book them a week ahead.
d) Fenn must insure its instruments.

This letter replaces what we said in June. Danish law governs it.
"""

LABELS = """\
TERM SHEET

Parties: Orrin Power Corporation ("OPC") and Tallow, Inc. (the "Company")

Investment: OPC will purchase preferred stock for $5,000,000.

Closing: Two tranches, the second as determined by OPC.

Exclusivity: The Company will not sell to any other utility for seven years.

Call option: OPC may purchase all of the stock at any time.

Governing law: Ohio.
"""

BOLD = """\
# Orrin / Tallow

## Summary of Proposed Terms: Supply and Investment

**Supply.** Tallow will sell its cells to Orrin at cost plus four per cent.

**Exclusivity.** Tallow will not sell to anybody else. Orrin is free.

**Board.** Orrin appoints three of five directors, and may call a meeting at any time.

**Termination.** Orrin may stop on ten days' notice.

**Costs.** Tallow will pay those of Orrin.
"""

NUMBERED = """\
Heads of Agreement

Proposed lease of the kiln between Ebba Lund and Torsten Rask

1. Rent. Ebba will pay 900 a month.
2. Term. Three years. Torsten may extend it twice.
3. Repairs. Ebba must keep the kiln in order.
4. Costs. Torsten will bear his own.
"""

TABLE = """\
# Indicative terms

| Item | Term |
| --- | --- |
| Investor | Kestor Fund |
| Valuation | 12 million before the money |
| Board | Five seats, three for Kestor |
| Dividends | 8 per cent, before all others |
| No shop | 90 days |
| Governing law | Delaware |
"""


@pytest.mark.parametrize(
    "text",
    [APPOINTMENT, COUNTERSIGNED, ENGAGEMENT, SIDE_LETTER, LABELS, BOLD, NUMBERED, TABLE],
    ids=[
        "headed letter",
        "numbered letter",
        "engagement",
        "side letter",
        "labels",
        "bold",
        "numbered",
        "table",
    ],
)
def test_contracts_in_plain_words_are_agreements(text: str) -> None:
    name = "x.md" if "#" in text else "x.txt"
    assert tell_kind(read_bytes(text.encode(), name=name)) is DocumentKind.AGREEMENT


COVER = """\
Dear Ingrid,

I attach the term sheet. Please sign the attached copy of the NDA and return it to Tom; it is
governed by the law of Norway.
We will send you the prices on Monday, and you will have the samples by Friday. You may call me at
any time. I asked Per to help.

Best regards
Anna
"""

ANGRY = """\
Dear Mr Pell,

You will stop using our name at once. You must pay what you owe within ten days, or we will go to
court. You may not talk to our
customers, and you will return our tools. We will not wait any longer. The contract is governed by
Swiss law, as you know.

Yours faithfully
R. Imhof
"""

POINTS = """\
Dear all,

Thank you for the draft heads of terms. Our points:

1. We will not accept the exclusivity. You will have to show us why you need it.
2. You may audit us once a year, but we will pay nothing for it.
3. We must have the casting vote on the budget.
4. We will talk to the bank on Tuesday.

Kind regards
Lise
"""

NOTES = """\
Notes on the term sheet, 4 June

Price: Orrin said that four per cent is all they will pay. Tallow wondered why.
Exclusivity: we will come back to them. They must decide by Friday.
Board: Lund asked for two seats. They may give one.
Governing law: not discussed.
"""

FRIENDLY = """\
Dear Marta,

It was good to see you. We will send you the plan by Monday and you may share it with your people.
I agree with the terms that
you describe, and we will come to Leeds in June. You must tell us what Ben needs. We will bring the cake.

Yours sincerely
Harriet
"""


FAMILIAR = """\
Hi Jonas,

thanks for ringing. I will countersign, and post it on Friday. We will ship the crates then and you
will pay for them. You must not forget the deposit. Danish law governs that anyway. I will send Birte.

Cheers
Ulla
"""

CHAT = """\
Ulla: please countersign, and send it. Danish law governs, you know.
Jonas: we will. You must pay. I will check. We may sign below here.
Ulla: This letter is binding? You will see. You must sign.
Jonas: I will.
"""

UNADDRESSED = """\
Jonas, I will countersign, and post it on Friday. We will ship the crates then and you will pay for
them. You must not forget the deposit, and you may keep the pallets. Danish law governs that anyway.
"""


@pytest.mark.parametrize(
    "text",
    [COVER, ANGRY, POINTS, NOTES, FRIENDLY, FAMILIAR, CHAT],
    ids=["cover", "angry", "points", "notes", "friendly", "familiar", "chat"],
)
def test_letters_about_contracts_are_none(text: str) -> None:
    assert tell_kind(read_bytes(text.encode(), name="x.txt")) is not DocumentKind.AGREEMENT


def test_words_on_signing_and_law_tell_nothing_without_a_paper() -> None:
    assert plain_votes(UNADDRESSED, UNADDRESSED, 5.0) == 0
    titled = f"Letter agreement\n\n{UNADDRESSED}"
    assert plain_votes(titled, titled, 5.0) > 0


def _passages(text: str) -> list[tuple[str, str, str]]:
    document = read_bytes(text.encode(), name="x.md" if "#" in text else "x.txt")
    passages = split_into_passages(document, DocumentKind.AGREEMENT)
    return [(one.kind.value, one.heading, document.text[one.start : one.end]) for one in passages]


def test_lines_of_a_letter_head_what_stands_below_them() -> None:
    found = _passages(APPOINTMENT)
    assert [heading for kind, heading, _ in found if kind == "clause"] == [
        "Your work for our kitchens",
        "What you will bring",
        "What we will pay",
        "Stopping",
    ]
    kind, _, words = found[-1]
    assert kind == "signature"
    assert words.startswith("Yours sincerely")
    assert words.endswith("Date .........")


def test_clauses_begin_below_the_greeting() -> None:
    letter = (
        "Kell Oil Limited\n\nDear Ann,\n\nYou will buy all of the oil that you need from us.\n\n"
        "We may end this at any time, and need not tell you why.\n\nYours truly,\nKim\n"
    )
    found = [(kind, words.split("\n")[0]) for kind, _, words in _passages(letter)]
    assert found[1:] == [
        ("clause", "You will buy all of the oil that you need from us."),
        ("clause", "We may end this at any time, and need not tell you why."),
        ("signature", "Yours truly,"),
    ]


@pytest.mark.parametrize("parted", ["\n\n", "\n"], ids=["paragraphs", "lines"])
def test_labels_are_the_headings_of_a_sheet_of_terms(parted: str) -> None:
    found = _passages(LABELS.replace("\n\n", parted))
    assert [heading for kind, heading, _ in found if kind == "clause"] == [
        "Investment",
        "Closing",
        "Exclusivity",
        "Call option",
        "Governing law",
    ]


def test_rows_of_a_sheet_of_terms_are_clauses() -> None:
    rows = [(heading, words) for kind, heading, words in _passages(TABLE) if kind == "clause"]
    assert [heading for heading, _ in rows] == ["Valuation", "Board", "Dividends", "No shop", "Governing law"]
    assert rows[1][1] == "| Board | Five seats, three for Kestor |"


def test_a_table_of_prices_stays_a_table() -> None:
    goods = ("Steel plate", "Copper wire", "Brass rod", "Lead pipe", "Tin foil")
    rows = "".join(f"| {what} | {len(what)} |\n" for what in goods)
    text = f"# Prices\n\n| Product | Price |\n| --- | --- |\n{rows}"
    assert {kind for kind, _, _ in _passages(text)} <= {"title", "table"}


@pytest.mark.parametrize(
    ("clause", "heading"),
    [
        ("4. Upon the death of Mr. Osei, or if Mrs. Lund leaves, Kell may buy the shares.", ""),
        ("4. Key People: Dr. Osei and Ms. Lund. Neither may leave before the launch.", "Key People"),
        ("4. Role of Mr. Osei. He leads the team.", "Role of Mr. Osei"),
        ("4. Mr. Osei shall lead the team. Kell pays him.", ""),
    ],
)
def test_no_heading_ends_at_the_title_of_a_person(clause: str, heading: str) -> None:
    found = _passages(f"AGREEMENT\n\n1. Kell sells oil.\n\n2. Lund buys it.\n\n3. Both gain.\n\n{clause}\n")
    assert found[-1][1] == heading
