"""Who bears a duty where the sentence makes it hard to tell: headings, asides, lists, groups, deeds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect import detect_and_keep, detect_signals
from contract_lens.detect.headings import find_body
from contract_lens.detect.holdings import find_party_duties
from contract_lens.detect.mentions import Mentions
from contract_lens.detect.party_groups import find_groups

VELL = Party("Vell Shipping plc", ("Vell", "Owner"))
TARN = Party("Tarn Yards Limited", ("Tarn", "Builder"))
DOCK = Party("Dockside Ventures Limited", ("Dockside", "Company"))
TWO, THREE = (VELL, TARN), (VELL, TARN, DOCK)


def told(text: str, parties: Sequence[Party] = TWO) -> list[tuple[tuple[int, ...], str]]:
    """Bearers and modality of each duty, read with and without the words that were read before."""
    passages = [Passage("c1", 0, len(text))]
    duties = find_party_duties(text, passages, parties).duties
    kept = find_party_duties(text, passages, parties, detect_and_keep([text])[1]).duties
    assert duties == kept
    return [(duty.parties, duty.modality.value) for duty in duties]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Vell may, not more than once in any year, inspect the yard.", "right"),
        ("Vell may, not later than 1 May, take up the option.", "right"),
        ("Vell may, not before the end of June, sell the hull.", "right"),
        ("Vell shall, not less than ten days before a launch, tell Tarn.", "obligation"),
        ("Vell shall not only pay the price but also insure the hull.", "obligation"),
        ("Vell may not only inspect but also copy the drawings.", "right"),
        ("Vell may not, save with consent, copy the drawings.", "prohibition"),
        ("Vell shall, at all times, not disclose the price.", "prohibition"),
        ("Vell shall not exceed the budget.", "prohibition"),
        ("Vell may in no event copy the drawings.", "prohibition"),
        ("Vell has no such right.", "no_right"),
        ("Vell shall have no further right to the name.", "no_right"),
        ("Vell shall have the final say on colours.", "right"),
        ("Vell has the casting vote.", "right"),
    ],
)
def test_what_not_denies(sentence: str, modality: str) -> None:
    assert told(sentence) == [((0,), modality)]


def test_the_last_word_is_a_discretion() -> None:
    for text in ("Vell shall have the final decision.", "Vell has sole discretion to set the pace."):
        (duty,) = find_party_duties(text, [Passage("c1", 0, len(text))], TWO).duties
        assert duty.topic.value == "discretion"


@pytest.mark.parametrize(
    "sentence",
    [
        "Orders placed by Vell before June shall be invoiced at the old price.",
        "Parts rejected by Vell shall be replaced within ten days.",
        "No failure of Vell to insist on a term shall be a waiver.",
        "No delay or omission by either party shall operate as a waiver.",
        "Payment by Vell shall not constitute acceptance of the hull.",
        "Vell's inspection of the works shall not be deemed a waiver.",
        "Failure by Tarn to deliver shall constitute a breach.",
    ],
)
def test_a_deed_that_only_has_an_outcome_binds_nobody(sentence: str) -> None:
    assert told(sentence) == []


def test_a_deed_that_is_owed_still_binds() -> None:
    assert told("Payments by Tarn shall be made in euro.") == [((1,), "obligation")]
    assert told("All drawings disclosed by either party shall be kept secret.") == [((0, 1), "obligation")]


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("Tools and Brand Standards\n\nTarn shall run a workshop.", ((1,), "obligation")),
        ("11. General\n\n11.1 Neither party may assign this Agreement.", ((0, 1), "prohibition")),
        ("ARTICLE 5 REPRESENTATIONS AND WARRANTIES\n\nTarn shall be bound.", ((1,), "obligation")),
        ("Sales and Marketing\nVell shall sell the hulls.", ((0,), "obligation")),
        ("4. Yard\n\n4.1 Staff and Training\n\nTarn shall hire welders.", ((1,), "obligation")),
        ("Vell and\n\nTarn shall meet.", ((0, 1), "obligation")),
        ("The Owner\n\nshall pay the price.", ((0,), "obligation")),
    ],
)
def test_headings_are_no_part_of_a_subject(text: str, duty: tuple[tuple[int, ...], str]) -> None:
    assert told(text) == [duty]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Price and Payment\n\nThe Buyer shall pay.", "Price and Payment\n\n"),
        ("9. Term\n\n9.1 Length\n\nIt lasts a year.", "9. Term\n\n9.1 Length\n\n"),
        ("The Buyer shall pay the price of\nthe goods.", ""),
        ("The Buyer may leave\n\nThe Seller may stay.", ""),
        ("between the Buyer and\n\nThe Seller", ""),
        ("one line alone", ""),
        ("", ""),
    ],
)
def test_where_a_heading_ends(text: str, heading: str) -> None:
    assert text[: find_body(text)] == heading


@pytest.mark.parametrize(
    ("sentence", "bearers"),
    [
        ("Tarn shall maintain, insure and store the moulds free of charge and shall surrender them.", [1, 1]),
        (
            "Tarn warrants that the use of its patents by Vell does not infringe and shall indemnify Vell.",
            [1, 1],
        ),
        (
            "Tarn warrants that the use of its tools by Vell shall not infringe and shall indemnify Vell.",
            [1, 1],
        ),
        ("Tarn acknowledges that Vell owns the name and shall not contest it.", [1, 0, 1]),
        ("Tarn agrees that Vell may inspect the yard and shall have a key.", [1, 0, 0]),
        ("Vell has paid. Tarn is and shall remain the owner of the moulds.", [1]),
    ],
)
def test_a_second_verb_has_the_subject_that_is_meant(sentence: str, bearers: list[int]) -> None:
    assert [parties for parties, _ in told(sentence)] == [(one,) for one in bearers]


@pytest.mark.parametrize(
    ("sentence", "bearers"),
    [
        ("Neither Tarn nor its directors shall compete with Vell.", (1,)),
        ("Neither Tarn nor any of its affiliates may solicit.", (1,)),
        ("Neither Tarn nor Mr. Lund shall build for others.", (1,)),
        ("Neither the Builder nor the Builder's welders may strike.", (1,)),
        ("Neither Vell nor Tarn shall compete.", (0, 1)),
        ("Neither party nor its affiliates may compete.", (0, 1)),
    ],
)
def test_neither_of_one_camp_binds_that_camp(sentence: str, bearers: tuple[int, ...]) -> None:
    assert [parties for parties, _ in told(sentence)] == [bearers]


def test_one_camp_is_one_side_for_the_models_too() -> None:
    assert detect_signals(["Neither Tarn nor its directors shall compete."])[0].bearer == "one"
    assert detect_signals(["Neither party nor its directors shall compete."])[0].bearer == "both"


@pytest.mark.parametrize(
    ("sentence", "duty"),
    [
        ("Vell, Tarn and the Company shall keep it secret.", ((0, 1, 2), "obligation")),
        ("Neither Vell, Tarn nor the Company may assign.", ((0, 1, 2), "prohibition")),
        ("At the request of Vell, Tarn and the Company shall agree a plan.", ((1, 2), "obligation")),
    ],
)
def test_a_list_is_read_to_its_beginning(sentence: str, duty: tuple[tuple[int, ...], str]) -> None:
    assert duty in told(sentence, THREE)


@pytest.mark.parametrize(
    "definition",
    [
        "“Shareholders” means Vell and Tarn, and “Shareholder” means either of them.",
        '"Shareholders" means each of Vell and Tarn.',
        'Vell and Tarn (together the "Shareholders") hold the shares.',
        'Vell and Tarn (each a "Shareholder" and together the "Shareholders") hold the shares.',
        'Vell and Tarn are the "Shareholders".',
        "Vell and Tarn are together the Shareholders.",
    ],
)
def test_a_defined_group_stands_for_its_members(definition: str) -> None:
    text = f"{definition} The Shareholders shall lend. No Shareholder may sell. The Company shall pay."
    assert told(text, THREE)[-3:] == [((0, 1), "obligation"), ((0, 1), "prohibition"), ((2,), "obligation")]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ('"Shares" means the shares of Vell and Tarn.', THREE),
        ('"Members" means Vell and Tarn.', TWO),
        ('"Parties" means Vell and Tarn.', THREE),
        ('"Members" means Vell, Tarn and Dockside.', THREE),
    ],
)
def test_what_is_no_group(text: str, parties: Sequence[Party]) -> None:
    assert find_groups(text, Mentions(parties), len(parties)) == {}


@pytest.mark.parametrize(
    "definition",
    [
        'Each party (the "Recipient") may be told what is secret.',
        'What one party tells the other party (in such capacity, the "Recipient") is secret.',
        "“Recipient” means the party that is told what is secret.",
        "“Recipient” shall mean any Party that is told what is secret.",
    ],
)
def test_what_either_party_may_be_in_turn_binds_both(definition: str) -> None:
    text = f"{definition} The Recipient shall keep it secret. Recipient may not copy it."
    assert told(text, TWO)[-2:] == [((0, 1), "obligation"), ((0, 1), "prohibition")]


def test_a_party_of_that_name_is_bound_alone() -> None:
    parties = (Party("Vell", ("Recipient",)), Party("Tarn"))
    text = 'The other party (the "Recipient") is told. The Recipient shall keep it secret.'
    assert told(text, parties)[-1] == ((0,), "obligation")
