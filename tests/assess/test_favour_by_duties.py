"""Whom the paper favours: the table of who holds what speaks beside the words around names."""

from __future__ import annotations

import pytest
from paper_builders import MUTUAL, ONE_SIDED, A, Row

from contract_lens.assess.favour import weigh_parties
from contract_lens.assess.paper import Provision
from contract_lens.assessment import Clause, Party
from contract_lens.clause import Stance, StanceScore
from contract_lens.duty import Duty, Modality, Topic
from contract_lens.taxonomy.patterns import load_patterns

PARTIES = (Party("Brightwater Limited", ("Brightwater",)), Party("Orrin Works", ("Orrin",)))
GROUP = (*PARTIES, Party("Orrin Works Trading", ("Trading",)))


def provisions(rows: list[Row]) -> list[Provision]:
    found = []
    for number, row in enumerate(rows, start=1):
        stance = StanceScore(Stance.ADVERSARIAL, 0.95, 0.04, 0.01)
        clause = Clause(
            f"c{number}", "", "", 0, len(row.text), None, stance, (), row.symmetry, (), text=row.text
        )
        found.append(Provision(clause, 30, {}, 0.95, 0.04, 0.01))
    return found


def exits(party: int, *, count: int = 12, mutual: bool = False) -> list[Duty]:
    holders = (0, 1) if mutual else (party,)
    return [
        Duty(0, 9, f"c{n}", holders, Modality.RIGHT, Topic.EXIT, () if mutual else (1 - party,))
        for n in range(1, count + 1)
    ]


def burdens(party: int, *, count: int = 12) -> list[Duty]:
    return [
        Duty(0, 9, f"c{n}", (party,), Modality.PROHIBITION, Topic.PROHIBITION, ())
        for n in range(1, count + 1)
    ]


SILENT = [Row("Nothing here names anyone.", A, symmetry=ONE_SIDED)] * 12


@pytest.mark.parametrize("party", [0, 1])
def test_who_holds_all_exits_is_favoured(party: int) -> None:
    found = weigh_parties(provisions(SILENT), PARTIES, weights=load_patterns(), duties=exits(party))
    assert found.favoured == PARTIES[party].name
    assert 0.5 < found.tilt <= 1


def test_mutual_duties_favour_nobody() -> None:
    found = weigh_parties(provisions(SILENT), PARTIES, weights=load_patterns(), duties=exits(0, mutual=True))
    assert (found.favoured, found.tilt) == ("", 0.0)


def test_a_duty_in_a_mutual_clause_moves_nobody() -> None:
    mutual = [Row(row.text, row.stance, symmetry=MUTUAL) for row in SILENT]
    found = weigh_parties(provisions(mutual), PARTIES, weights=load_patterns(), duties=exits(0))
    assert found.favoured == ""


def test_without_duties_the_words_decide_alone() -> None:
    assert weigh_parties(provisions(SILENT), PARTIES, weights=load_patterns()).favoured == ""


def test_companies_of_one_group_are_no_rivals() -> None:
    both = exits(1, count=6) + [
        Duty(0, 9, f"c{n}", (2,), Modality.RIGHT, Topic.EXIT, (0,)) for n in range(7, 13)
    ]
    found = weigh_parties(provisions(SILENT), GROUP, weights=load_patterns(), duties=both)
    assert found.favoured.startswith("Orrin Works")


def test_one_who_holds_and_bears_nothing_is_no_rival() -> None:
    alone = (*PARTIES, Party("Silent Partners LLP", ("Silent",)))
    found = weigh_parties(provisions(SILENT), alone, weights=load_patterns(), duties=burdens(0))
    assert found.favoured == ""  # nobody but Brightwater is spoken of: nobody gains
    both = [*burdens(0), *exits(1, count=4)]
    found = weigh_parties(provisions(SILENT), alone, weights=load_patterns(), duties=both)
    assert found.favoured == "Orrin Works"


def test_a_group_may_share_the_word_of_a_term() -> None:
    parties = (
        Party("Tin Group", ("Tin Group",)),
        Party("Brightwater Limited", ("Company",)),
        Party("Ana Reyes", ("Tin Designee",)),
    )
    held = [*burdens(0, count=2), *burdens(2, count=10), *exits(1, count=2)]
    found = weigh_parties(provisions(SILENT), parties, weights=load_patterns(), duties=held)
    assert found.favoured == "Brightwater Limited"
