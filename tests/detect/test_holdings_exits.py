"""Who may end the deal: lists of parties behind "may be terminated", and what is ended that is no deal."""

from __future__ import annotations

import time

import pytest

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect.holdings import find_party_duties
from contract_lens.duty import Duty, Topic

PARTIES = (Party("Oru Ports Limited", ("Oru", "Supplier")), Party("Kell Varme AB", ("Kell", "Buyer")))
ORU, KELL, BOTH = (0,), (1,), (0, 1)


def exits_of(*texts: str) -> list[Duty]:
    """The exits of an agreement whose first clause is the parent of all others."""
    passages: list[Passage] = []
    whole = ""
    for number, text in enumerate(texts):
        passages.append(
            Passage(f"c{number}", len(whole), len(whole) + len(text), parent="c0" if number else None)
        )
        whole += text + "\n\n"
    duties = find_party_duties(whole, passages, PARTIES).duties
    return [duty for duty in duties if duty.topic is Topic.EXIT]


def holders(*texts: str) -> list[tuple[int, ...]]:
    return [duty.parties for duty in exits_of(*texts)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "This Agreement may be terminated: (a) by Kell for any reason upon thirty days' notice; (b) by "
            "either party if the other is in breach; and (c) by Oru immediately if Kell becomes insolvent.",
            [KELL, BOTH, ORU],
        ),
        (
            "This Agreement may be terminated (i) by Oru upon sixty days' notice, (ii) by Kell if Oru fails "
            "to deliver, or (iii) by mutual consent.",
            [ORU, KELL],
        ),
        ("This Agreement may be terminated by Oru upon notice, or by Kell if Oru is late.", [ORU, KELL]),
        (
            "This Agreement may be terminated as follows: 1. By Oru, if Kell does not pay. 2. By Kell, at "
            "any time. 3. By the non-defaulting party upon a default.",
            [ORU, KELL, BOTH],
        ),
        (
            "This Agreement shall terminate (a) on its third anniversary; (b) at the election of Oru; (c) "
            "upon thirty days' notice from either party.",
            [ORU, BOTH],
        ),
        ("This Agreement may not be terminated except (a) by Kell for cause.", [KELL]),
        ("The Services may be cancelled: (x) at any time by either Oru or Kell.", [BOTH]),
        ("This Agreement shall continue until terminated by Kell on ninety days' notice.", [KELL]),
        ("This Agreement may be terminated by either party upon notice.", [BOTH]),
        ("This Agreement may be terminated immediately by Kell if Oru is late.", [KELL]),
        ("This Agreement may be ended by Kell at any time.", [KELL]),
        ("Oru or Kell giving not less than six months' notice may terminate this Agreement.", [BOTH]),
    ],
)
def test_each_item_of_a_list_is_an_exit_of_whom_it_names(text: str, parties: list[tuple[int, ...]]) -> None:
    assert holders(text) == parties


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement may be terminated: (a) upon a material breach by Oru; (b) by mutual consent.",
        "This Agreement may not be terminated (a) by Kell before June.",
        "Any meeting may be cancelled: (a) by Oru; (b) by Kell.",
        "This Agreement may be terminated by Oru and Kell together: (a) by mutual agreement of Oru and Kell.",
        "This Agreement shall continue unless terminated by either party in accordance with clause 8.",
        "Prices may be agreed (a) by Oru; (b) by Kell.",
        "This Agreement may be terminated by mutual agreement of Oru and Kell.",
        "This Agreement may be terminated upon a material breach of it by Oru.",
    ],
)
def test_an_item_that_gives_no_one_a_way_out(text: str) -> None:
    assert all(duty.parties not in (ORU, KELL) for duty in exits_of(text))
    assert len(exits_of(text)) <= 1


def test_items_may_be_clauses_of_their_own() -> None:
    head = "13.2 Termination. This Agreement may be terminated as follows:"
    items = (
        "(1) by Kell upon ten days' notice;",
        "(2) by Oru immediately if Kell has not paid;\n\n(3) by either party upon insolvency; or",
        "Kell shall return the keys, by Oru's van.",
    )
    assert holders(head, *items) == [KELL, ORU, BOTH]
    assert holders("13.2 Keys. The keys are returned as follows:", *items) == []
    begun = "This Agreement may be terminated: (1) by Kell upon ten days' notice;"
    assert holders(begun, items[1]) == [KELL, ORU, BOTH]


def test_an_item_tells_its_words_and_whether_it_hangs_on_something() -> None:
    text = "This Agreement may be terminated: (a) by Kell at will; (b) by Oru if Kell is late."
    free, bound = exits_of(text)
    assert text[free.start : free.end] == "(a) by Kell at will"
    assert text[bound.start : bound.end] == "(b) by Oru if Kell is late"
    assert (free.conditional, bound.conditional, free.counterparties) == (False, True, ORU)


@pytest.mark.parametrize(
    "text",
    [
        "Kell may terminate this Agreement at any time.",
        "Kell may, if Oru is late, terminate this Agreement.",
        "Kell may terminate on six months' notice.",
        "Kell shall have the right, besides its other remedies, to immediately terminate the Services.",
        "Kell may suspend or terminate any licence granted to Oru.",
        "Kell shall have the right of termination upon a default.",
        "Kell may give notice of termination.",
        "Kell may elect not to renew.",
        "Kell reserves the right not to renew this Agreement.",
        "Kell reserves the right to elect not to renew.",
        "Kell may terminate, and Oru shall then repay the deposit.",
        "Kell may withdraw from this Agreement.",
        "Kell may treat this Agreement as repudiated.",
        "Kell may forthwith determine this Agreement.",
        "Kell may terminate any work order.",
        "This Agreement may be cancelled, without penalty, by Kell.",
    ],
)
def test_what_ends_the_deal_is_an_exit(text: str) -> None:
    assert holders(text) == [KELL]


@pytest.mark.parametrize(
    "text",
    [
        "Kell may use the tools to serve terminated customers.",
        "Kell may cancel that purchase order.",
        "Kell may cancel, in whole or in part, any order.",
        "Kell shall be entitled to terminate such meetings.",
        "Kell may terminate its agreement with any such reseller.",
        "Kell may require advance payment for termination assistance.",
        "Kell shall be compensated up to the date of termination.",
        "Kell may sell its stock after termination of this Agreement.",
        "Kell may require Oru to terminate this Agreement.",
        "Kell may charge a fee if Oru elects to terminate this Agreement.",
        "Kell may withdraw from the account any sum due.",
        "Kell may take any lesser action instead of terminating this Agreement.",
        "The council may be terminated by Kell.",
        "Kell may avoid termination by paying.",
    ],
)
def test_what_ends_no_deal_is_no_exit(text: str) -> None:
    assert holders(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement may be terminated " + "(a) " * 8_000,
        "This Agreement may be terminated: " + "; by " * 6_000,
        "Kell may " + "terminate or " * 3_000,
        "Kell may terminate, " + "x " * 15_000,
        "Kell may " + "give notice " * 3_000,
        "until terminated by " * 1_600 + "Kell",
        "without the prior " * 1_700 + "consent of Kell",
        "Kell and Oru or " * 2_000 + "shall pay",
        "Kell represents, warrants " * 1_200,
        "none of Oru, " * 2_500 + "may sell",
        "may be terminated " * 1_700,
        "upon " * 6_000 + "notice by Kell",
    ],
)
def test_hostile_repetition_is_read_in_time(text: str) -> None:
    begun = time.process_time()
    exits_of(text)
    assert time.process_time() - begun < 2.0  # measured: 0.05 to 0.5 s


def test_a_list_of_names_in_an_item_is_read_whole() -> None:
    text = "This Agreement may be terminated: (a) by Vell; (b) by Vell, Oru or Kell."
    passages = [Passage("c1", 0, len(text))]
    duties = find_party_duties(text, passages, (*PARTIES, Party("Vell plc", ("Vell",)))).duties
    assert [duty.parties for duty in duties] == [(2,), (0, 1, 2)]
