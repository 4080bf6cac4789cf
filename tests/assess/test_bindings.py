# ruff: noqa: E501  (clauses read best in one line)
"""Whom a clause binds by its own words, and whether each party may act on the other by it."""

from __future__ import annotations

import pytest

from contract_lens.assess.bindings import Binding, bindings_of
from contract_lens.assess.mirrors import Names
from contract_lens.assess.paper import Provision
from contract_lens.assessment import Clause
from contract_lens.clause import FunctionScore, Stance, StanceScore, Symmetry

NAMES = Names({"Velm": 0, "Orrin": 1})


def provision(text: str, function: str, *, mutual: bool = True) -> Provision:
    score = StanceScore(Stance.ADVERSARIAL, 0.8, 0.2, 0.0)
    symmetry = Symmetry.MUTUAL if mutual else Symmetry.ONE_SIDED
    clause = Clause(
        "c1", "1", "", 0, len(text), 1, score, (FunctionScore(function, 0.9),), symmetry, (), text=text
    )
    return Provision(clause, len(text.split()), {function: 0.9}, 0.8, 0.2, 0.0)


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("Either party may terminate this Agreement at once if the other is late.", "term_cause"),
        ("This Agreement may be cancelled at any time by either party.", "term_convenience"),
        ("The non-breaching party shall have the right to suspend its own deliveries.", "penalty"),
        ("Each of the parties may, without notice, set off what it is owed.", "penalty"),
        ("After a deadlock, each party shall be entitled to buy the shares of the other.", "buyout"),
    ],
)
def test_a_right_of_each_against_the_other(text: str, function: str) -> None:
    assert bindings_of(provision(text, function), ()) is Binding.EACH_ACTS


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("Neither party may assign this Agreement without the consent of the other.", "lock_in"),
        ("No Party may sell its rights, whether by asset or stock sale.", "change_of_control"),
        ("In no event shall either party be liable for lost profits.", "liability_limit"),
        ("Neither party may terminate this Agreement in its first two years.", "term_cause"),
        ("The remedies of this Section are the indemnified party's only ones.", "liability_limit"),
    ],
)
def test_a_bar_for_both_lets_neither_act(text: str, function: str) -> None:
    assert bindings_of(provision(text, function), ()) is Binding.ALIKE


def test_a_bar_for_both_that_lets_one_off() -> None:
    text = "Neither party may assign this Agreement; provided that Velm may assign it to its affiliates."
    assert bindings_of(provision(text, "lock_in"), (), NAMES) is Binding.ALL_BUT_ONE


@pytest.mark.parametrize(
    "text",
    [
        "Neither party may tell of it, except that Confidential Information may be shown where the law asks for it.",
        "Neither party may assign this Agreement, provided that Affiliates may do the work.",
        "Neither party may sell the Products, but the Products may be lent; Velm may do it too.",
        "Neither party may assign this Agreement; however Velm may not do so in any year.",
    ],
)
def test_an_exception_for_no_party_lets_none_off(text: str) -> None:
    assert bindings_of(provision(text, "lock_in"), (), NAMES) is Binding.ALIKE


@pytest.mark.parametrize(
    "text",
    [
        "Orrin shall be available for photographs at times and places mutually convenient, until Velm has approved them.",
        "Velm may end this Agreement or extend the time by a number of days to be mutually agreed upon by the parties.",
        "Sums may not be set off except with mutual prior written consent.",
    ],
)
def test_a_stray_word_makes_nothing_mutual(text: str) -> None:
    assert bindings_of(provision(text, "discretion", mutual=False), ()) is Binding.ONE


def test_the_word_of_the_model_alone_makes_nothing_mutual() -> None:
    assert (
        bindings_of(provision("Velm may invoke the law without the consent of Orrin.", "discretion"), ())
        is Binding.ONE
    )
