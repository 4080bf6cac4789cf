"""Who holds what: bearer, modality, topic; and that names play no part in it."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.assessment import DocumentKind, Party
from contract_lens.clause import Passage
from contract_lens.detect import frame_agreement
from contract_lens.detect.holdings import find_party_duties
from contract_lens.detect.mentions import Mentions, even_words
from contract_lens.detect.words import read_words
from contract_lens.duty import Duty, DutyTable, Topic
from contract_lens.read import read_document
from contract_lens.segment import split_into_passages

ORU = Party("Oru Ports Limited", ("Oru", "Supplier"))
KELL = Party("Kell Varme AB", ("Kell", "Buyer"))
PARTIES = (ORU, KELL)


def duties_of(text: str, parties: Sequence[Party] = PARTIES) -> tuple[Duty, ...]:
    return find_party_duties(text, [Passage("c1", 0, len(text))], parties).duties


@pytest.mark.parametrize(
    ("sentence", "bearers", "modality", "topic"),
    [
        ("Oru shall deliver the cranes.", (0,), "obligation", "obligation"),
        ("The Supplier shall deliver the cranes to Kell.", (0,), "obligation", "obligation"),
        ("ORU PORTS LIMITED may inspect the works.", (0,), "right", "right"),
        ("The Buyer shall not resell the cranes.", (1,), "prohibition", "prohibition"),
        ("Neither party may assign this Agreement.", (0, 1), "prohibition", "prohibition"),
        ("Each party shall bear its own costs.", (0, 1), "obligation", "obligation"),
        ("Oru and Kell shall meet each month.", (0, 1), "obligation", "obligation"),
        ("This Agreement may be terminated by the Buyer at any time.", (1,), "right", "exit"),
        ("This Agreement may be terminated by either party.", (0, 1), "right", "exit"),
        ("Kell may refuse any crane in its sole discretion.", (1,), "right", "discretion"),
        ("Kell may withhold payment until the crane works.", (1,), "right", "remedy"),
        ("Oru shall indemnify Kell against all claims.", (0,), "obligation", "liability"),
        ("Oru shall not be liable for delay.", (0,), "no_obligation", "liability"),
        ("Oru is under no obligation to renew.", (0,), "no_obligation", "right"),
        ("Kell shall have no right to a refund.", (1,), "no_right", "prohibition"),
        ("In no event shall Oru be liable for lost profits.", (0,), "prohibition", "liability"),
        ("If Oru is late, Kell may terminate this Agreement.", (1,), "right", "exit"),
    ],
)
def test_bearer_modality_topic(sentence: str, bearers: tuple[int, ...], modality: str, topic: str) -> None:
    (duty,) = duties_of(sentence)
    assert (duty.parties, duty.modality.value, duty.topic.value) == (bearers, modality, topic)


def test_a_sentence_tells_its_counterparty_condition_and_voice() -> None:
    (duty,) = duties_of("If Oru is late, this Agreement may be terminated by Kell.")
    assert (duty.counterparties, duty.conditional, duty.passive) == ((0,), True, True)
    (plain,) = duties_of("Oru shall paint the cranes.")
    assert (plain.counterparties, plain.conditional, plain.passive) == ((1,), False, False)


def test_a_condition_is_no_duty() -> None:
    assert [
        duty.parties for duty in duties_of("If Oru shall fail to deliver, Kell may cancel the order.")
    ] == [(1,)]


def test_a_second_verb_keeps_its_subject() -> None:
    found = duties_of("Oru shall deliver the cranes and shall train the crews.")
    assert [duty.parties for duty in found] == [(0,), (0,)]


def test_a_consent_is_a_discretion_of_who_gives_it() -> None:
    found = duties_of("Kell shall not resell the cranes without the prior written consent of Oru.")
    assert [(duty.parties, duty.topic) for duty in found] == [
        ((1,), Topic.PROHIBITION),
        ((0,), Topic.DISCRETION),
    ]


@pytest.mark.parametrize(
    "sentence", ["The cranes shall be painted.", "The arbitrator shall decide.", "The price may change.", ""]
)
def test_who_is_no_party_holds_nothing(sentence: str) -> None:
    assert duties_of(sentence) == ()


def test_fewer_than_two_parties_make_no_table() -> None:
    text = "Oru shall deliver."
    assert find_party_duties(text, [Passage("c1", 0, len(text))], [ORU]) == DutyTable()


def test_mutual_duties_count_for_both_and_move_nobody() -> None:
    text = "Each party shall indemnify the other. Either party may terminate this Agreement."
    table = find_party_duties(text, [Passage("c1", 0, len(text))], PARTIES)
    assert counts(table, 0) == counts(table, 1)
    assert (table.one_sidedness, table.favours) == (0.0, "")
    assert sum(holding.mutual for holding in table.rows[0].holdings) == 2


def test_the_one_who_holds_all_is_favoured() -> None:
    text = (
        "Kell may terminate this Agreement at any time. Kell may change the price in its sole discretion. "
        "Oru shall indemnify Kell. Oru shall not sell to others. Kell shall not be liable for delay. "
        "Kell may withhold payment. Oru shall pay a fee. Kell may reject any crane."
    )
    table = find_party_duties(text, [Passage("c1", 0, len(text))], PARTIES)
    assert table.favours == KELL.name
    assert 0.3 < table.one_sidedness <= 1
    assert table.rows[1].advantage > 0 > table.rows[0].advantage


def test_places_are_exact() -> None:
    text = "Preface.\n\nThe  Supplier\nshall deliver to Kell\u2019s yard. KELL may refuse it."
    (first, second) = find_party_duties(text, [Passage("c7", 10, len(text))], PARTIES).duties
    assert text[first.start : first.end] == "The  Supplier\nshall deliver to Kell\u2019s yard"
    assert text[second.start : second.end] == "KELL may refuse it"
    assert first.clause == "c7"


# ------------------------------------------------------------------------------------- names play no part


def swapped(text: str, parties: Sequence[Party]) -> str:
    """Return ``text`` with the names and terms of the first two parties swapped throughout."""
    one, other = ((party.name, *party.aliases) for party in parties[:2])
    swap: dict[str, str] = {}
    for own, theirs in ((one, other), (other, one)):
        for place, name in enumerate(own):
            instead = theirs[min(place, len(theirs) - 1)]
            swap.setdefault(" ".join(name.split()), instead)
            swap.setdefault(" ".join(name.upper().split()), instead.upper())
            for spelling in Party(name).spellings:
                swap.setdefault(" ".join(spelling.split()), instead)
    known = sorted(swap, key=lambda name: (-len(name), name))
    pattern = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in known)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda found: swap[" ".join(found.group().split())], text)


def swapped_agreement(
    text: str, passages: Sequence[Passage], parties: Sequence[Party]
) -> tuple[str, list[Passage]]:
    """Swap the names passage by passage, so that each passage keeps its words."""
    pieces: list[str] = []
    moved: list[Passage] = []
    length = 0
    for passage in passages:
        piece = swapped(text[passage.start : passage.end], parties)
        moved.append(Passage(passage.id, length, length + len(piece), passage.kind))
        pieces.append(piece)
        length += len(piece) + 2
    return "\n\n".join(pieces), moved


def counts(table: DutyTable, row: int) -> list[tuple[int, int]]:
    return [(holding.count, holding.mutual) for holding in table.rows[row].holdings]


def assert_swaps(text: str, passages: Sequence[Passage], parties: Sequence[Party]) -> int:
    before = find_party_duties(text, passages, parties)
    after = find_party_duties(*swapped_agreement(text, passages, parties), parties)
    assert counts(after, 0) == counts(before, 1)
    assert counts(after, 1) == counts(before, 0)
    assert after.one_sidedness == pytest.approx(before.one_sidedness)
    assert after.rows[0].advantage == pytest.approx(before.rows[1].advantage)
    if before.favours:
        mirror = {parties[0].name: parties[1].name, parties[1].name: parties[0].name}
        assert after.favours == mirror.get(before.favours, before.favours)
    return len(before.duties)


def test_swapping_names_swaps_the_table_of_the_example_deals(deals: Path) -> None:
    read = 0
    for path in sorted(deals.glob("*/agreement.*")):
        document = read_document(path)
        passages = split_into_passages(document, DocumentKind.AGREEMENT)
        parties = frame_agreement(document.text, passages, document.title).parties
        assert len(parties) >= 2, path
        read += assert_swaps(document.text, passages, parties)
    assert read > 300


def test_swapping_names_swaps_the_table_of_real_agreements(shared_data: Path) -> None:
    def rank(path: Path) -> str:
        return hashlib.sha256(path.stem.encode()).hexdigest()

    files = sorted((shared_data / "cuad" / "txt").glob("*.txt"), key=rank)
    small = [path for path in files if path.stat().st_size < 26_000][:90]
    swaps = 0
    for path in small:
        document = read_document(path)
        passages = split_into_passages(document, DocumentKind.AGREEMENT)
        parties = frame_agreement(document.text, passages, document.title).parties
        if len(parties) == 2:
            swaps += bool(assert_swaps(document.text, passages, parties))
    assert swaps >= 40


def test_a_hundred_pages_take_well_under_a_second() -> None:
    clause = (
        "4.2 Delivery. Oru shall deliver the cranes within thirty days, and Kell may refuse any crane that "
        "does not meet the drawings unless the parties agree otherwise in writing. The Supplier shall not "
        "assign its rights without the prior written consent of the Buyer. "
    )
    text = clause * 1_000
    passages = [Passage(f"c{n}", n * len(clause), (n + 1) * len(clause)) for n in range(1_000)]
    duties_of("Oru shall deliver.")
    begun = time.process_time()
    table = find_party_duties(text, passages, PARTIES)
    assert len(table.duties) >= 4_000
    assert time.process_time() - begun < 2.5  # measured: 0.5 s


names = st.sampled_from(["Acme", "Bay State Gas", "Orrin Inc.", "the Licensee", "3M", "Acme's", "ACME"])
others = st.sampled_from(
    ["shall pay", "(", ")", "may,", "and", ";", "to", "not", "\u201c", "-", "/", "  ", "e.g.", "days'"]
)


@given(
    st.lists(names | others, max_size=14),
    st.lists(st.sampled_from([" ", ", "]), min_size=14, max_size=14),
)
def test_words_of_the_evened_text_are_those_it_would_be_read_as(parts: list[str], joints: list[str]) -> None:
    text = "".join(part + joint for part, joint in zip(parts, joints, strict=False))
    # Glued to its neighbour ("Orrin Inc.Acme") a name is told apart here, and would not be by the tokenizer.
    parties = [Party("Acme", ("Bay State Gas",)), Party("Orrin Inc.", ("Licensee", "3M"))]
    evened = Mentions(parties).even(text)
    spliced = even_words(read_words(text), evened)
    assert spliced is None or spliced == read_words(evened.text)


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("If Kell is late, it shall pay the costs.", 1),
        ("Oru shall replace the goods if Kell rejects them, and it shall bear all costs.", 0),
        ("Oru shall deliver the goods where Kell directs, and it shall insure them.", 0),
    ],
)
def test_it_is_who_stands_in_a_condition_that_comes_first(text: str, bearer: int) -> None:
    assert {duty.parties for duty in duties_of(text)} == {(bearer,)}
