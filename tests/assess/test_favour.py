from __future__ import annotations

import re

import pytest
from paper_builders import (
    MUTUAL,
    ONE_SIDED,
    A,
    Frame,
    N,
    Row,
    alliance_terms,
    assess,
    control_terms,
    filler,
    supply_terms,
)

from contract_lens.assess.favour import _sides_of
from contract_lens.assessment import Assessment, Party

HARD = [supply_terms, control_terms]


def swapped(text: str) -> str:
    return re.sub(
        "Brightwater|Orrin", lambda m: {"Brightwater": "Orrin", "Orrin": "Brightwater"}[m.group()], text
    )


def balance_of(found: Assessment) -> str:
    """Whom the clauses favour, also where too little runs one way for the report to say so."""
    assert found.case is not None
    return found.case.balance.favoured


@pytest.mark.parametrize("terms", HARD)
def test_hard_terms_favour_who_wrote_them(terms):
    assert assess(terms()).favours == "Brightwater Limited"


@pytest.mark.parametrize("terms", HARD)
def test_swapping_the_names_swaps_whom_the_paper_favours(terms):
    rows = [Row(swapped(row.text), row.stance, row.functions, row.symmetry) for row in terms()]
    found, mirrored = assess(terms()), assess(rows)
    assert mirrored.favours == "Orrin Works"
    assert mirrored.indices["one_sidedness"].value == found.indices["one_sidedness"].value


def test_an_alliance_favours_nobody():
    assert balance_of(assess(alliance_terms())) == ""


def test_mirrored_terms_favour_nobody():
    clause = (
        "Orrin shall indemnify Brightwater against claims. Brightwater may terminate at its sole discretion."
    )
    rows = [Row(text, A, ("indemnity",), ONE_SIDED) for text in (clause, swapped(clause))]
    assert balance_of(assess([*rows, *filler(2)])) == ""


def test_one_party_is_not_enough_to_compare():
    found = assess(supply_terms(), frame=Frame(parties=(Party("Orrin"),)))
    assert found.favours == ""
    assert any("parties" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "words",
    [
        "Orrin and its Affiliates hereby irrevocably agree to assign all inventions to Brightwater.",
        "This Agreement may be terminated by Brightwater. Orrin shall obtain Brightwater’s prior "
        "written consent.",
        "Orrin shall not be relieved. Brightwater shall have no liability. Brightwater reserves "
        "the right to refuse.",
        "The work shall be done to the satisfaction of Brightwater, and Orrin waives all claims.",
    ],
)
def test_roles_are_read_in_the_words_that_lawyers_use(words):
    assert balance_of(assess([Row(words, A, (), ONE_SIDED), *filler(1)])) == "Brightwater Limited"


def test_companies_of_one_group_stand_on_one_side_and_parties_with_like_terms_do_not():
    names = ("Orrin LLC", "Orrin Limited", "China Mobile", "China Steel", "Kell AB", "Varme AB")
    terms = {"Kell AB": ("Service Provider",), "Varme AB": ("Service Recipient",)}
    sides = _sides_of([Party(name, terms.get(name, ())) for name in names])
    assert sides == {name: name for name in names} | {"Orrin Limited": "Orrin LLC"}


def test_duties_of_both_are_nobodys_gain():
    rows = [Row("Brightwater and Orrin shall each keep the other informed.", N, (), MUTUAL), *filler(1)]
    assert balance_of(assess(rows)) == ""
