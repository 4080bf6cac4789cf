"""Periods, caps, shares and price mechanisms, whose they are, and how they compare."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect import find_terms
from contract_lens.detect.contrasts import compare_quantities
from contract_lens.detect.quantities import find_quantities
from contract_lens.quantity import Quantity, QuantityKind, Terms

PARTIES = (Party("Oru Ports Limited", ("Oru", "Supplier")), Party("Kell Varme AB", ("Kell", "Buyer")))


def terms_of(text: str) -> Terms:
    return find_terms(text, [Passage("c1", 0, len(text))], PARTIES)


@pytest.mark.parametrize(
    ("sentence", "kind", "value", "unit", "parties"),
    [
        (
            "Kell may terminate this Agreement upon thirty (30) days' prior notice.",
            "notice",
            30,
            "days",
            (1,),
        ),
        ("Oru may terminate this Agreement on 180 days written notice.", "notice", 180, "days", (0,)),
        ("Either party may terminate on six months' notice.", "notice", 6, "months", (0, 1)),
        ("This Agreement may be terminated by the Buyer on 14 days notice.", "notice", 14, "days", (1,)),
        ("Oru shall cure any breach within forty-five days of notice.", "cure", 45, "days", (0,)),
        ("The initial term of this Agreement is five (5) years.", "term", 5, "years", ()),
        ("It renews for successive one-year terms.", "renewal", 1, "years", ()),
        ("Kell shall pay each invoice within 60 calendar days.", "payment", 60, "days", (1,)),
        ("Oru's liability shall not exceed US$ 2.5 million.", "cap", 2_500_000, "USD", (0,)),
        ("The liability of the Supplier shall not exceed EUR 500,000.", "cap", 500_000, "EUR", (0,)),
        ("The parties shall share savings, 60% to Oru.", "share", 60, "percent", (0, 1)),
        ("Kell shall pay a royalty of five percent (5%) of Net Sales.", "share", 5, "percent", (1,)),
        ("Oru shall reduce its prices by 3 % each year.", "cost_down", 3, "percent", (0,)),
        ("Kell shall meet a minimum annual purchase of £40,000.", "minimum", 40_000, "GBP", (1,)),
        ("For two years Oru shall not solicit the staff of Kell.", "non_solicit", 2, "years", (0,)),
        ("For two years Oru shall not compete with Kell.", "exclusivity", 2, "years", (0,)),
        ("Oru shall grant Kell most favoured customer prices.", "most_favoured", None, "", (0,)),
        ("Prices shall be no less favorable than those of any buyer.", "most_favoured", None, "", ()),
        ("Kell may benchmark the prices once a year.", "benchmark", None, "", (1,)),
        ("Kell shall pay undisputed invoices within 90 days of receipt.", "payment", 90, "days", (1,)),
        ("Kell shall pay on terms of net 30.", "payment", 30, "days", (1,)),
        ("Kell shall pay 45 days after the expiration of each calendar month.", "payment", 45, "days", (1,)),
        ("Oru shall lower each price by 2.5 percent each year.", "cost_down", 2.5, "percent", (0,)),
        ("Oru's liability is limited to the price of the order.", "cap", None, "", (0,)),
        ("The liability of the Buyer is unlimited.", "uncapped", None, "", (1,)),
        ("If Oru delivers late, it shall pay liquidated damages of 2% a day.", "damages", 2, "percent", (0,)),
        ("Oru shall pay a penalty of EUR 500 for each week of delay.", "damages", 500, "EUR", (0,)),
        ("Kell may claim a service credit of 5% of the monthly fee.", "damages", 5, "percent", (0,)),
    ],
)
def test_a_figure_tells_kind_value_unit_and_owner(
    sentence: str, kind: str, value: float | None, unit: str, parties: tuple[int, ...]
) -> None:
    found = [one for one in terms_of(sentence).quantities if one.kind.value == kind]
    assert [(one.value, one.unit, one.parties) for one in found] == [(value, unit, parties)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Supplier shall keep records for seven years.",
        "Notices are deemed received three days after posting.",
        "The defect rate is 2 %.",
        "The Supplier shall supply net weights of 30 kg.",
        "Losses, including without limitation lost profits and loss of data, are excluded.",
        "The loan bears interest of 2% per month.",
        "The cranes weigh 40 tons.",
        "The insurer shall give 30 days notice of cancellation of the policy of insurance.",
        "",
    ],
)
def test_other_figures_are_left_alone(sentence: str) -> None:
    assert terms_of(sentence).quantities == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kell shall raise any objection to an invoice within twenty-five (25) days after receipt.",
        "Any invoice not contested within 25 days of receipt shall be deemed accepted.",
        "If Kell rejects an invoice, it shall tell Oru within 25 days of the invoice.",
        "Oru shall be paid a commission on orders accepted within ninety (90) days after termination hereof.",
        "Commissions are payable on orders received within 90 days after expiration of the Agreement.",
        "Upon termination Kell shall pay all sums within 30 days of the last invoice.",
        "Invoices shall be issued within 15 days after the end of the month.",
    ],
)
def test_how_long_to_contest_or_still_to_earn_is_no_term_of_payment(text: str) -> None:
    assert not [one for one in terms_of(text).quantities if one.kind is QuantityKind.PAYMENT]


def test_a_term_of_payment_stands_beside_the_time_to_contest() -> None:
    text = (
        "Kell shall pay each invoice within 40 days of receipt. Kell may object to an invoice within 25 days "
        "of receipt. Oru is paid for orders booked within 90 days after termination."
    )
    found = [one for one in terms_of(text).quantities if one.kind is QuantityKind.PAYMENT]
    assert [(one.value, one.parties) for one in found] == [(40, (1,))]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Oru may not assign to a competitor that holds 25 percent of the shares in a shipyard.", []),
        ("Kell shall not acquire more than 25 percent of the share capital of Oru.", []),
        ("Kell shall not beneficially own 25% or more of the shares of Oru.", []),
        ("Rival means a person in which Kell owns 25 percent of the shares.", []),
        ("The shares are held 60% by Oru and 40% by Kell.", [60, 40]),
        ("Oru shall hold 51% of the shares and Kell shares the rest.", [51]),
        ("Kell shall pay Oru a 20% share of the proceeds.", [20]),
        ("Kell, which owns the stock, shall pay Oru 20% of net profits from the shares.", [20]),
    ],
)
def test_a_stake_of_someone_is_no_share_of_what_is_earned(text: str, shares: list[float]) -> None:
    found = [one.value for one in terms_of(text).quantities if one.kind is QuantityKind.SHARE]
    assert found == shares


def test_unlike_periods_are_compared() -> None:
    text = (
        "Kell may terminate this Agreement on 30 days' notice. "
        "Oru may terminate this Agreement on six months' notice."
    )
    terms = terms_of(text)
    (contrast,) = terms.contrasts
    assert contrast.kind is QuantityKind.NOTICE
    assert [terms.quantities[place].parties for place in (contrast.first, contrast.second)] == [(0,), (1,)]
    assert contrast.ratio == pytest.approx(6 * 30.4 / 30)


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("Oru shall pay liquidated damages of 2% of the order value per day.", "day"),
        ("For each week of delay Oru shall pay liquidated damages of one percent of the price.", "week"),
        ("The liquidated damages amount to 5% of the price.", ""),
        ("The prices shall be reduced by 3% on each anniversary.", "year"),
        ("Oru shall give annual price reductions of 2 percent.", "year"),
    ],
)
def test_what_falls_due_again_says_how_often(sentence: str, per: str) -> None:
    assert [one.per for one in terms_of(sentence).quantities] == [per]


def test_the_most_that_delay_may_cost_falls_due_once() -> None:
    text = "The liquidated damages are 0.5% per week, up to 5% of the price."
    assert [(one.value, one.per) for one in terms_of(text).quantities] == [(0.5, "week"), (5, "")]


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ("Kell's liability is unlimited.", QuantityKind.UNCAPPED),
        ("Kell shall be liable without limit.", QuantityKind.UNCAPPED),
        ("Kell shall pay for the cranes.", None),
    ],
)
def test_a_cap_of_one_is_set_against_none_of_the_other(other: str, kind: QuantityKind | None) -> None:
    terms = terms_of(f"The liability of Oru shall not exceed EUR 50,000. {other}")
    (contrast,) = terms.contrasts
    assert (contrast.kind, terms.quantities[contrast.first].parties) == (QuantityKind.CAP, (0,))
    assert contrast.ratio == 0
    found = None if contrast.second is None else terms.quantities[contrast.second]
    assert (found.kind if found else None) == kind
    assert found is None or found.parties == (1,)


@pytest.mark.parametrize(
    "text",
    [
        "The liability of either party shall not exceed EUR 50,000.",
        "The liability of Oru shall not exceed EUR 5,000. The liability of Kell shall not exceed EUR 5,000.",
        "The liability of Oru for delay shall not exceed EUR 5,000. In no event shall the total liability of "
        "either party exceed EUR 90,000.",
    ],
)
def test_caps_of_both_are_no_contrast_to_none(text: str) -> None:
    assert not [one for one in terms_of(text).contrasts if one.second is None or not one.ratio]


def test_like_periods_are_no_contrast() -> None:
    text = "Kell may terminate on 30 days' notice. Oru may terminate on thirty (30) days' notice."
    assert terms_of(text).contrasts == ()


def test_a_period_that_holds_for_both_is_no_contrast() -> None:
    def cure(days: float, *parties: int) -> Quantity:
        return Quantity(QuantityKind.CURE, 0, 7, "c1", days, "days", parties)

    assert compare_quantities([cure(10, 0), cure(30, 1)])
    assert not compare_quantities([cure(10, 0), cure(30, 1), cure(30)])
    assert not compare_quantities([cure(10, 0), cure(30, 1), cure(10, 1), cure(30, 0)])
    assert compare_quantities([cure(10, 0), cure(30, 1), cure(30, 1), cure(5)])


def test_a_period_told_twice_in_a_clause_counts_once() -> None:
    text = "Oru shall cure a breach within 30 days. If not cured within such 30 day period, Kell may leave."
    assert len(terms_of(text).quantities) == 1


@given(st.text(alphabet="0123456789 %$.days()month notice cure shall pay\n", max_size=200))
def test_places_are_exact_whatever_the_text(text: str) -> None:
    for one in find_quantities(text, [Passage("c1", 0, len(text))]):
        assert isinstance(one, Quantity)
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()


@pytest.mark.parametrize("words", ["1 ", "day ", "pay ", "% ", "minimum ", "liability ", "notice terminate "])
def test_time_grows_with_length_alone(words: str) -> None:
    find_quantities(words, [Passage("c1", 0, len(words))])
    text = (words * 40_000)[:120_000]
    begun = time.process_time()
    find_quantities(text, [Passage("c1", 0, len(text))])
    assert time.process_time() - begun < 6


def test_damages_for_each_day_weigh_more_than_as_many_for_each_week() -> None:
    text = (
        "If it is late, Oru shall pay liquidated damages of 1% a day. "
        "If it is late, Kell shall pay liquidated damages of {} a {}."
    )
    (month,) = terms_of(text.format("5%", "month")).contrasts
    assert month.ratio == pytest.approx(30.4 / 5)
    (week,) = terms_of(text.format("1%", "week")).contrasts
    assert week.ratio == pytest.approx(7)


def test_net_weight_is_no_term_of_payment() -> None:
    text = "Kell shall pay EUR 3 for each net 100 kg of goods."
    assert not [one for one in terms_of(text).quantities if one.kind is QuantityKind.PAYMENT]
