"""Prices, late interest, who pays them, sums that contradict themselves, and dots that end nothing."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect import find_terms
from contract_lens.detect.contrasts import compare_quantities
from contract_lens.detect.figure_sentences import UNSAID, with_whole_reach
from contract_lens.detect.sums import words_before
from contract_lens.quantity import Quantity, QuantityKind
from contract_lens.report.duties_table import value_words

PARTIES = (Party("Oru Ports Limited", ("Oru", "Supplier")), Party("Kell Varme AB", ("Kell", "Buyer")))
UNLIKE = "the words say 80,000, the figures 580,000"
ORU, KELL, NOBODY = (0,), (1,), ()


def told(text: str, kind: str) -> list[Quantity]:
    found = find_terms(text, [Passage("c1", 0, len(text))], PARTIES).quantities
    return [one for one in found if one.kind.value == kind]


@pytest.mark.parametrize(
    ("text", "words", "payer", "payee"),
    [
        ("Kell shall pay Oru $200,000 per year.", "USD 200,000 per year", KELL, ORU),
        ("Kell shall pay Oru an annual fee of $30,000.", "USD 30,000 per year", KELL, ORU),
        ("A fee of EUR 80,000 is payable by Kell to Oru.", "EUR 80,000", KELL, ORU),
        ("Oru shall be entitled to a fee of $80,000.", "USD 80,000", ORU, ORU),
        ("The purchase price of the mill is £4,500,000.", "GBP 4,500,000", NOBODY, NOBODY),
        ("Oru may charge Kell a rate of $95.50 per hour.", "USD 95.50 per hour", KELL, ORU),
        ("The rate for each crane is A$1,200 per day.", "AUD 1,200 per day", NOBODY, NOBODY),
        ("Kell shall pay the fee in monthly instalments of $5,000.", "USD 5,000 per month", KELL, NOBODY),
        ("Under clause 4.2 Kell shall pay a fee of $9.75 per ton.", "USD 9.75 per ton", KELL, NOBODY),
        ("The price of EUR 1.250.000,00 is payable by Kell.", "EUR 1,250,000", KELL, NOBODY),
        ("The price is €1.250,50.", "EUR 1,250.50", NOBODY, NOBODY),
        ("The price is CHF 1'250'000.", "CHF 1,250,000", NOBODY, NOBODY),
        ("The price is EUR 5 000,50.", "EUR 5,000.50", NOBODY, NOBODY),
        ("Kell shall pay Oru a fee of SEK 1 200 000.", "SEK 1,200,000", KELL, ORU),
        ("Kell shall pay a monthly fee of NOK 45,000.", "NOK 45,000 per month", KELL, NOBODY),
        ("The price is INR 5,00,000.", "INR 500,000", NOBODY, NOBODY),
        ("The purchase price of the mill is ₹1,25,00,000.", "INR 12,500,000", NOBODY, NOBODY),
        ("The fee is AUD 900.", "AUD 900", NOBODY, NOBODY),
        ("The fee is €12,50 per unit.", "EUR 12.50 per unit", NOBODY, NOBODY),
        ("The price of $1,250,000.00 is payable by Kell.", "USD 1,250,000", KELL, NOBODY),
    ],
)
def test_a_price_tells_who_pays_whom(
    text: str, words: str, payer: tuple[int, ...], payee: tuple[int, ...]
) -> None:
    found = [(value_words(one), one.parties, one.payees) for one in told(text, "price")]
    assert found == [(words, payer, payee)]


@pytest.mark.parametrize(
    "text",
    [
        "Kell shall carry insurance of $1,000,000 and pay its premium.",
        "Expenses of more than $500 are paid after consent.",
        "The fee shall not exceed $500.",
        "Oru has a share capital of $4,000,000, fully paid.",
        "Kell shall pay liquidated damages of $500 per day.",
        "The option is exercised at a price of $6 per share.",
    ],
)
def test_other_sums_are_no_price(text: str) -> None:
    assert told(text, "price") == []


@pytest.mark.parametrize(
    ("text", "words", "note"),
    [
        (
            "Overdue sums bear interest at one and one-half percent (1-1/2%) per month.",
            "1.5 percent per month",
            "",
        ),
        ("Late payments bear interest of eight percent (8%) per annum.", "8 percent per year", ""),
        (
            "Overdue sums bear interest at 3% per annum above the base rate.",
            "3 percent per year",
            "above a base rate",
        ),
        (
            "Any sum that is unpaid bears interest at the prime rate plus 2% a year.",
            "2 percent per year",
            "above a base rate",
        ),
    ],
)
def test_late_interest_has_its_period_and_its_base(text: str, words: str, note: str) -> None:
    assert [(value_words(one), one.note) for one in told(text, "late_interest")] == [(words, note)]


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("The charges are invoiced by Oru monthly and payable by Kell within 14 days of the invoice.", KELL),
        ("Oru shall invoice monthly, and Kell shall pay within 30 days.", KELL),
        ("Oru shall be reimbursed by Kell within 30 days of the invoice.", KELL),
        ("Oru shall be reimbursed within thirty (30) days after receipt by Kell of its statement.", NOBODY),
        ("If Kell fails to pay an invoice within 30 days, it is in default.", KELL),
        ("Within 30 days of receipt of an invoice, Kell shall pay it.", KELL),
        ("Fees are payable within 30 days of the invoice.", NOBODY),
    ],
)
def test_time_to_pay_is_the_payers_or_nobodys(text: str, payer: tuple[int, ...]) -> None:
    assert [one.parties for one in told(text, "payment")] == [payer]


@pytest.mark.parametrize(
    ("text", "buyer"),
    [
        ("Oru may terminate if Kell fails to meet the annual minimum purchase.", KELL),
        (
            "Failure of Kell to purchase the minimum quantities must be told by Oru.",
            KELL,
        ),
        ("Kell shall purchase from Oru the minimum quantity of each product.", KELL),
        ("Oru shall supply goods under the minimum order agreed each year.", NOBODY),
    ],
)
def test_a_minimum_is_that_of_who_must_buy(text: str, buyer: tuple[int, ...]) -> None:
    assert [one.parties for one in told(text, "minimum")] == [buyer]


@pytest.mark.parametrize(
    ("text", "kind", "note"),
    [
        ("Oru is entitled to a fee of Eighty Thousand Dollars ($580,000).", "price", UNLIKE),
        ("Oru is entitled to a fee of Eighty Thousand Dollars and No/100's (580,000.00).", "price", UNLIKE),
        ("Kell shall pay One Million Two Hundred and Five Thousand Dollars ($1,205,000).", "price", ""),
        ("Kell shall pay a fee of Two Million Dollars ($2 million).", "price", ""),
        ("Kell may terminate on ninety (60) days' notice.", "notice", "the words say 90, the figures 60"),
        ("Kell may terminate on one hundred and twenty (120) days' notice.", "notice", ""),
    ],
)
def test_words_that_contradict_their_figures_are_noted(text: str, kind: str, note: str) -> None:
    assert [one.note for one in told(text, kind)] == [note]


@pytest.mark.parametrize(
    ("text", "value"), [("ten twenty (30", None), ("five hundred (500", 500), ("x (5", None)]
)
def test_words_of_a_number(text: str, value: float | None) -> None:
    assert words_before(text, text.index("(") + 1)[1] == value


@pytest.mark.parametrize(
    ("text", "dots"),
    [
        ("as in clauses 13.4 and 13.5 of it.", 2),
        ("see No. 7 and Art. 5, e.g. here.", 4),
        ("Oru Inc. and John F. Kell pay.", 2),
        ("Under Schedule B. The price is due.", 0),
        ("It ends. The rest stays.", 0),
    ],
)
def test_only_dots_that_end_nothing_are_taken_out(text: str, dots: int) -> None:
    assert with_whole_reach(text).count(UNSAID) == dots
    assert len(with_whole_reach(text)) == len(text)


def test_clause_numbers_hide_no_cap() -> None:
    text = "Oru's entire liability under Clauses 13.4 and 13.5 shall be limited to the price of the year."
    assert [one.parties for one in told(text, "cap")] == [ORU]


def test_prices_for_each_quarter_or_unit_break_no_comparison() -> None:
    prices = [
        Quantity(QuantityKind.PRICE, 0, 5, "c1", 5.0, "USD", (0,), per) for per in ("quarter", "unit", "day")
    ]
    assert compare_quantities(prices, parties=2) == ()


def test_many_prices_take_time_in_proportion() -> None:
    text = "$5 fee of " * 300
    assert all(one.kind is QuantityKind.PRICE for one in told(text, "price"))


@pytest.mark.parametrize(
    ("rate", "value"), [("1.5%", 1.5), (".5%", 0.5), ("1,5 %", 1.5), ("125%", 125.0), ("1250%", None)]
)
def test_a_rate_is_read_whole_or_not_at_all(rate: str, value: float | None) -> None:
    found = told(f"Kell shall pay interest of {rate} per month on overdue sums.", "late_interest")
    assert [one.value for one in found] == ([] if value is None else [value])
