"""Whose a cap on liability is where several are named, and which caps are set against each other."""

from __future__ import annotations

import time

import pytest

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect import find_terms
from contract_lens.detect.caps import find_special_caps
from contract_lens.quantity import Quantity, QuantityKind, Terms

PARTIES = (Party("Oru Ports Limited", ("Oru", "Supplier")), Party("Kell Varme AB", ("Kell", "Buyer")))


def terms_of(text: str) -> Terms:
    return find_terms(text, [Passage("c1", 0, len(text))], PARTIES)


def caps_of(text: str) -> list[tuple[float | None, tuple[int, ...]]]:
    return [(one.value, one.parties) for one in terms_of(text).quantities if one.kind is QuantityKind.CAP]


@pytest.mark.parametrize(
    "text",
    [
        "Each of Oru's and Kell's aggregate liability shall not exceed EUR 900.",
        "The liability of each of Oru and Kell shall not exceed EUR 900.",
        "The liability of Oru or of Kell shall not exceed EUR 900.",
        "Oru's liability to Kell, and Kell's liability to Oru, shall not exceed EUR 900.",
        "In no event shall the liability of Oru or Kell exceed EUR 900.",
        "In no event shall Oru or Kell be liable for more than EUR 900.",
        "Either party's liability to the other shall not exceed EUR 900.",
        "Neither party's liability shall exceed EUR 900.",
        "Neither Oru's nor Kell's liability shall exceed EUR 900.",
    ],
)
def test_a_cap_of_both_is_nobodys_advantage(text: str) -> None:
    assert caps_of(text) == [(900, (0, 1))]
    assert terms_of(text).contrasts == ()
    assert terms_of(f"{text} The liability of Kell for lost pallets shall not exceed EUR 50.").contrasts == ()


def test_a_mutual_cap_with_a_higher_one_for_one_clause() -> None:
    text = (
        "Oru's liability to Kell, and Kell's liability to Oru, shall not exceed $700,000 a year, save that "
        "each of Oru's and Kell's liability for breach of clause 9 shall not exceed $2,000,000."
    )
    assert caps_of(text) == [(700_000, (0, 1)), (2_000_000, (0, 1))]
    assert terms_of(text).contrasts == ()


@pytest.mark.parametrize(
    "first",
    [
        "Oru's liability for delay shall not exceed EUR 50.",
        "Oru's total liability under the Lease Agreement shall not exceed EUR 50.",
        "The liability of Oru for any breach of clause 7 or under clause 8 shall not exceed EUR 50.",
        "The liability of Oru arising from lost tools is limited to EUR 50.",
        "Oru's liability under Schedule 3 shall in no event exceed EUR 50.",
    ],
)
def test_a_cap_for_one_thing_is_set_against_no_other(first: str) -> None:
    text = f"{first} The liability of Kell shall not exceed EUR 90,000."
    assert caps_of(text) == [(50, (0,)), (90_000, (1,))]
    assert terms_of(text).contrasts == ()
    assert terms_of(first).contrasts == ()


@pytest.mark.parametrize(
    "first",
    [
        "Oru's liability shall not exceed EUR 50.",
        "Oru's total liability under this Agreement shall not exceed EUR 50.",
        "Except under clause 8, the liability of Oru shall not exceed EUR 50.",
        "The liability of Oru for any and all damages and claims shall not exceed EUR 50.",
        "The liability of Oru arising out of or in connection with this Agreement is limited to EUR 50.",
        "Oru's liability, other than for gross negligence, shall not exceed EUR 50.",
    ],
)
def test_general_caps_of_two_are_set_against_each_other(first: str) -> None:
    terms = terms_of(f"{first} The liability of Kell shall not exceed EUR 90,000.")
    (contrast,) = terms.contrasts
    assert terms.quantities[contrast.first].parties == (0,)
    assert contrast.second is not None
    assert terms.quantities[contrast.second].parties == (1,)
    assert contrast.ratio == pytest.approx(1_800)


@pytest.mark.parametrize("words", ["liable ", "liability for any ", "except ", "for any of the ", "( "])
def test_time_grows_with_length_alone(words: str) -> None:
    text = (words * 40_000)[:120_000]
    caps = [
        Quantity(QuantityKind.CAP, place, place + 4, "c1", 1.0, "EUR") for place in range(0, 120_000, 200)
    ]
    begun = time.process_time()
    list(find_special_caps(text, caps))
    assert time.process_time() - begun < 6
