"""Which clauses a reader is sent to first."""

from __future__ import annotations

import io
import re

import pytest
import report_samples as samples
from rich.console import Console

from contract_lens.pipeline import analyze_document
from contract_lens.read import read_bytes
from contract_lens.report.first_look import around, look_first
from contract_lens.report.to_terminal import to_terminal
from contract_lens.report.view import Places

PAPER = """DISTRIBUTION AGREEMENT

This Agreement is made between Orrin Scanners Ltd ("Orrin") and Velm Medical AG ("Velm").

1. Indemnity by Velm. Velm shall indemnify, defend and hold harmless Orrin against all claims, damages
and expenses arising from the negligence of Velm or the breach of this Agreement by Velm.

2. Indemnity by Orrin. Orrin shall indemnify, defend and hold harmless Velm against all claims, damages
and expenses arising from the negligence of Orrin or the breach of this Agreement by Orrin.

3. Prices. Orrin may change the prices at any time in its sole discretion and without notice.

4. Steering committee. The parties shall establish a joint steering committee, which meets every quarter and
decides by consensus.
"""


def test_a_mirror_image_does_not_take_a_second_place() -> None:
    report = analyze_document(read_bytes(PAPER.encode(), name="agreement.txt"))
    looks = look_first(report, Places([report]))
    shown = {look.quote.place.words[0] for look in looks}
    assert "3" in shown
    assert not {"1", "2"} <= shown


LONG = (
    "The Dealer shall inform the Maker in writing, by courier and by mail, of any plan to sell its business "
    "or its shares. Nothing else applies. Then, under Rs. 100 of fees, the Maker may terminate at once."
)


@pytest.mark.parametrize(
    ("deciding", "shown"),
    [
        ("shall inform", "The Dealer shall inform the Maker in writing, by courier and by mail, of…"),
        ("to sell", "The Dealer shall inform the … to sell its business or its shares. Nothing…"),
        ("may terminate", "…Then, under Rs. 100 of fees, the Maker may terminate at once."),
    ],
)
def test_a_quotation_says_who_must_or_may(deciding: str, shown: str) -> None:
    at = LONG.index(deciding)
    assert around(LONG, [(at, at + len(deciding))], 75) == shown


def test_no_words_stand_twice_in_a_quotation() -> None:
    shown = around(LONG, [(11, 190)], 70)
    assert shown == "The Dealer shall inform the Maker in writing, by courier and by…"


def test_deciding_words_that_begin_in_the_heading_go_on_in_the_sentence() -> None:
    paper = """SUPPLY AGREEMENT

This Agreement is made between Orrin Ltd ("Orrin") and Velm AG ("Velm").

1.03 Exclusivity. During the term Orrin shall not make or sell any pan for any other brand in the whole world.
Velm may buy pans from anyone.
"""
    report = analyze_document(read_bytes(paper.encode(), name="agreement.txt"))
    (look,) = (
        one for one in look_first(report, Places([report]), lengths=(70,)) if "1.03" in one.quote.place.words
    )
    assert look.quote.text.startswith("During the term Orrin shall not")


def test_the_terminal_names_no_clause_twice() -> None:
    # Of two clauses only, the hardest takes the last place; of five it has one already.
    report = samples.agreement()
    console = Console(file=io.StringIO(), width=80)
    console.print(to_terminal(report))
    shown = console.file.getvalue().partition("LOOK AT FIRST")[2].partition("WHAT TO DO")[0]
    heads = re.findall(r"^  \d \S (.*?) ·", shown, re.MULTILINE)
    assert len(heads) == len(set(heads)) == 5


SERVICE = """SERVICES AGREEMENT

This Agreement is made between Orrin Ltd ("Orrin") and Velm AG ("Velm").

1. Exit. Velm may terminate this Agreement at any time and for any reason, without notice or liability.

2. Indemnity. Orrin shall indemnify, defend and hold harmless Velm against all claims, damages and expenses.

3. Indemnity. Velm shall indemnify, defend and hold harmless Orrin against all claims, damages and expenses.

4. Prices. Velm may change the prices at any time in its sole discretion and without notice.

5. Audit. Velm may inspect the books of Orrin at any time without notice and at the cost of Orrin.

6. Law. The law of Spain governs this Agreement.
"""


def test_the_clause_that_the_advice_starts_with_is_looked_at_first() -> None:
    report = analyze_document(read_bytes(SERVICE.encode(), name="agreement.txt"))
    first = next(clause for clause in report.clauses if clause.id == report.advice[0].clause)
    looks = look_first(report, Places([report]))
    assert looks[0].quote.place.words.startswith(first.number)
