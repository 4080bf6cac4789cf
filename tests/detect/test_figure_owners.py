"""Who pays whom, whose a period is, ranges, Business Days, ratios and terms told by dates."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect import find_terms
from contract_lens.detect.contrasts import compare_quantities
from contract_lens.quantity import Quantity, QuantityKind
from contract_lens.report.duties_table import value_words

PARTIES = (Party("Oru Ports Limited", ("Oru", "Supplier")), Party("Kell Varme AB", ("Kell", "Buyer")))
ORU, KELL = (0,), (1,)


def told(text: str, kind: str) -> list[Quantity]:
    found = find_terms(text, [Passage("c1", 0, len(text))], PARTIES).quantities
    return [one for one in found if one.kind.value == kind]


@pytest.mark.parametrize(
    ("text", "payer", "payee"),
    [
        ("Kell shall pay to Oru royalties of eight percent of Net Sales.", KELL, ORU),
        ("Kell shall pay Oru a commission of 5% of the price.", KELL, ORU),
        ("The fee of 12% of gross revenue is payable by Kell to Oru each month.", KELL, ORU),
        ("A royalty of 4% of Net Sales shall be paid to Oru by Kell.", KELL, ORU),
        ("Kell shall pay a royalty of five percent (5%) of Net Sales.", KELL, ORU),
        ("A royalty of 4% of Net Sales shall be paid to Oru.", ORU, ORU),
        ("Oru shall receive a commission of 5% of net sales.", ORU, ORU),
        ("Oru is entitled to 30% of the savings.", ORU, ORU),
        ("Kell's share of any saving is 30%.", KELL, KELL),
        ("A port that is no party shall pay Oru 3% of net revenues.", ORU, ORU),
        ("The parties shall share the profit in equal parts of 50%.", (0, 1), ()),
    ],
)
def test_a_share_tells_who_pays_whom(text: str, payer: tuple[int, ...], payee: tuple[int, ...]) -> None:
    assert [(one.parties, one.payees) for one in told(text, "share")] == [(payer, payee)]


def test_each_share_of_a_split_has_its_receiver() -> None:
    text = "Savings are shared 60% to Oru and 40% to Kell."
    assert [(one.value, one.payees) for one in told(text, "share")] == [(60, ORU), (40, KELL)]
    goods = "Kell shall pay 5% of the net sales of goods sold to Oru as a royalty."
    assert [one.parties for one in told(goods, "share")] == [KELL]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Kell shall pay each invoice within 20 Business Days of receipt.", "payment", "20 business days"),
        ("Kell shall pay each invoice within ten (10) working days.", "payment", "10 business days"),
        ("Kell shall pay each invoice within 20 calendar days.", "payment", "20 days"),
        ("Kell shall pay each invoice within one business day.", "payment", "1 business day"),
        ("Kell shall pay Oru a royalty of between 2% and 12% of Net Sales.", "share", "2 to 12 percent"),
        ("Kell shall pay Oru a royalty of 4% to 6% of Net Sales.", "share", "4 to 6 percent"),
        ("Kell may terminate upon 30 to 60 days' notice.", "notice", "30 to 60 days"),
        (
            "For each week of delay Oru shall pay a penalty of 2-4% of the price.",
            "damages",
            "2 to 4 percent per week",
        ),
    ],
)
def test_units_and_ranges_are_kept(text: str, kind: str, words: str) -> None:
    assert [value_words(one) for one in told(text, kind)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Kell shall share the profit with Oru, 60% and 40%.",
        "The share of Kell in the profit rises from 40% to 60%.",
        "Under clauses 3 to 5 Kell shall pay Oru a royalty of 5%.",
    ],
)
def test_two_figures_are_no_range(text: str) -> None:
    assert [one.most for one in told(text, "share")] in ([None, None], [None])


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Kell shall pay Oru a royalty: Tier 2 - 6 percent of Net Sales.", "share", 6),
        ("Kell shall pay Oru a royalty, in Year 2 – 8% of Net Sales.", "share", 8),
        ("Kell shall pay Oru a royalty: Band 3-7% of Net Sales.", "share", 7),
        ("Kell may terminate under Clause 4 - 45 days' notice.", "notice", 45),
        ("Kell may terminate, Option 1 - 20 days' notice, Option 2 none.", "notice", 20),
        ("Kell shall pay Oru a royalty, Price List No. 7 – 11% of Net Sales.", "share", 11),
        ("Kell may terminate as follows, 1 - 14 days' notice.", "notice", 14),
        ("Oru's liability shall not exceed, as told in Exhibit 3 - $700.", "cap", 700),
        ("Oru's liability shall not exceed the sum in line 12 – EUR 900.", "cap", 900),
    ],
)
def test_a_number_that_counts_is_no_lower_end(text: str, kind: str, value: float) -> None:
    assert [(one.value, one.most) for one in told(text, kind)] == [(value, None)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Kell shall pay Oru a royalty of 4 - 6% of Net Sales.", (4, 6)),
        ("Kell shall pay Oru each year 2-4% of Net Sales as a royalty.", (2, 4)),
        ("Kell shall pay Oru a royalty of 3 – 5 percent of Net Sales.", (3, 5)),
    ],
)
def test_a_dash_still_makes_a_range(text: str, ends: tuple[float, float]) -> None:
    assert [(one.value, one.most) for one in told(text, "share")] == [ends]


@pytest.mark.parametrize(
    ("text", "value", "most"),
    [
        ("Oru's liability is limited to between $3 and $7 million.", 3e6, 7e6),
        ("Oru's liability is limited to between 3 and $7 million.", 3e6, 7e6),
        ("Oru's liability is limited to between EUR 3 million and EUR 7 million.", 3e6, 7e6),
        ("Oru's liability is limited to $4-6 million.", 4e6, 6e6),
        ("Oru's liability is limited to EUR 4 to 6 million.", 4e6, 6e6),
        ("Oru's liability is limited to €1.5m – 2m.", 1.5e6, 2e6),
        ("Oru's liability is limited to £600k to £2 million.", 6e5, 2e6),
        ("Oru's liability is limited to $400,000 to $3 million.", 4e5, 3e6),
        ("Oru's liability is limited to $9m.", 9e6, None),
        ("Oru's liability is limited to USD 80K per year.", 8e4, None),
        ("Oru's liability is limited to EUR 2.5mn.", 2.5e6, None),
        ("Oru's liability is limited to CHF 1 bn.", 1e9, None),
        ("Oru's liability is limited to $700 and 2 million pallets.", 700, None),
        ("Oru's liability is limited to $700 to 2 million holders.", 700, None),
        ("Oru's liability is limited to $700 K. Berg holds in trust.", 700, None),
        ("Oru's liability is limited to $30 moorings.", 30, None),
        ("Oru's liability is limited to interest at USD 3M LIBOR.", 3, None),
    ],
)
def test_a_sum_keeps_its_scale(text: str, value: float, most: float | None) -> None:
    assert [(one.value, one.most) for one in told(text, "cap")] == [(value, most)]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Savings are shared 60:40.", [60, 40]),
        ("The cost is borne in the ratio of 70/30.", [70, 30]),
        ("They share the gain at 10:45 in the yard.", []),
        ("The shares are told in clause 60:41.", []),
    ],
)
def test_a_ratio_is_two_shares(text: str, shares: list[float]) -> None:
    assert [one.value for one in told(text, "share")] == shares


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("This Agreement begins on 1 February 2026 and ends on 31 January 2029.", ["3 years"]),
        ("The term runs from January 1, 2025 to June 30, 2026.", ["18 months"]),
        ("The project starts on 15 May 2024 and continues until 15 May 2026.", ["2 years"]),
        ("The term begins on 1 May 2024 and ends the later of (i) 30 April 2026 or (ii) delivery.", []),
        ("The term begins on 1 May 2024 and ends on 12 August 2026.", []),
        ("The term of one year begins on 1 May 2024 and ends on 30 April 2025.", ["1 year"]),
        ("The audit of 31 June 2024 ended; the plan for the project is of 1 July 2025.", []),
        ("The lease of the slipway begins on 1 June 2023 and ends on 31 December 9999.", []),
        ("The term runs from 1 April 2026 to 30 June 9998. It was agreed on 9 March 2026.", []),
    ],
)
def test_a_term_between_two_dates(text: str, words: list[str]) -> None:
    assert [value_words(one) for one in told(text, "term")] == words


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Kell shall keep it secret for the term of this Agreement and five years afterwards.", []),
        ("The duty of confidence remains in force for five years.", []),
        ("The term of this Agreement shall continue for ten years thereafter.", ["term"]),
        ("Kell has an option, for six months after the end, to negotiate an exclusive licence.", []),
        ("Kell has an exclusive option for six months.", ["exclusivity"]),
        ("Neither party shall solicit the staff of the other for one year.", ["non_solicit"]),
        ("Kell shall not employ the welders of Oru for one year.", ["non_solicit"]),
        ("Kell shall not compete with Oru for one year.", ["exclusivity"]),
        ("Kell shall hand back the quay within 30 days after the default has been remedied.", []),
        ("Kell may exit the alliance on thirty days' notice.", ["notice"]),
    ],
)
def test_kinds_that_were_mistaken(text: str, kinds: list[str]) -> None:
    found = find_terms(text, [Passage("c1", 0, len(text))], PARTIES).quantities
    assert [one.kind.value for one in found] == kinds


@pytest.mark.parametrize(
    ("text", "kind", "owners"),
    [
        ("Kell shall give notice to Oru that the breach be remedied within 30 days.", "cure", [ORU]),
        ("Kell may terminate if Oru fails to cure a breach within 30 days.", "cure", [ORU]),
        ("If the breach is not remedied in 14 days, Kell may terminate.", "cure", [ORU]),
        ("Oru may cure a default within 10 days.", "cure", [ORU]),
        (
            "It renews each year unless Oru gives notice of non-renewal at least 30 days before.",
            "notice",
            [ORU],
        ),
        ("It renews each year unless either party gives 30 days' notice of non-renewal.", "notice", [(0, 1)]),
        ("Oru may terminate on 30 days' notice and Kell on 180 days' notice.", "notice", [ORU, KELL]),
        (
            "Oru may terminate on 20 days' notice and Kell by giving Oru 90 days' notice.",
            "notice",
            [ORU, KELL],
        ),
        ("Kell may terminate on 45 days' notice and the licensor on 90 days' notice.", "notice", [KELL, ()]),
        (
            "Kell may terminate on 45 days' notice to Oru and the Licensor on 90 days' notice.",
            "notice",
            [KELL, ()],
        ),
    ],
)
def test_whose_a_period_is(text: str, kind: str, owners: list[tuple[int, ...]]) -> None:
    assert [one.parties for one in told(text, kind)] == owners


def test_business_days_compare_with_days() -> None:
    def cure(value: float, unit: str, party: int) -> Quantity:
        return Quantity(QuantityKind.CURE, 0, 7, "c1", value, unit, (party,))

    (contrast,) = compare_quantities([cure(10, "business days", 0), cure(28, "days", 1)])
    assert contrast.ratio == pytest.approx(2)
    assert not compare_quantities([cure(10, "business days", 0), cure(14, "days", 1)])
