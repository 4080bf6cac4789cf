# ruff: noqa: E501  (the table below reads best in rows)
"""Model words are about the matter of the clause for which they are proposed."""

from __future__ import annotations

import pytest

from contract_lens.taxonomy.advice import load_advice


@pytest.mark.parametrize(
    ("function", "text", "words"),
    [
        ("discretion", "Buyer may reject any Product which in its sole discretion misses its standards.", "Goods are refused"),
        ("lock_in", "Dealer shall not sell or service machines of any other maker.", "work with or as a rival"),
        ("lock_in", "Orrin shall not transfer or charge any Share for five years.", "transfers its shares"),
        ("lock_in", "Orrin shall not, without the consent of Velm, contract with one who competes, or open a bank account.",
         "The steering committee decides"),
        ("lock_in", "During the option period Orrin shall not solicit or entertain any offer concerning a sale of Orrin.",
         "negotiates with a third party"),
        ("lock_in", "Orrin shall not solicit or hire any employee of Velm.", "approaches those who work"),
        ("lock_in", "Orrin shall buy all its needs exclusively from Velm.", "The buyer orders"),
        ("lock_in", "Velm shall have an option to negotiate an exclusive licence of the results.", "offers them to the other first"),
        ("penalty", "If Orrin fails to fund a call its holding is diluted at twice the rate.", "falls in proportion"),
        ("penalty", "A Member that does not pay a call forfeits one-half of its Units.", "falls in proportion"),
        ("penalty", "Orrin shall pay a marketing contribution of three percent of all invoices.", "accounts for it each quarter"),
        ("penalty", "Overdue sums bear interest at two percent per month.", "bear interest"),
        ("penalty", "Velm may withhold any sum that it disputes.", "held back only as far"),
        ("penalty", "For each target that is missed the fee falls by a tenth.", "a credit of up to five percent"),
        ("price_pressure", "Orrin shall give Velm prices no less favourable than those of any other customer.", "independent auditor"),
        ("penalty", "Sums due hereunder may not be set off.", "may set off what is undisputed"),
        ("discretion", "Upon delay of payment Velm may at its sole discretion levy an increase of one percent a week.",
         "bear interest"),
        ("buyout", "Orrin shall not sell its business unless it first offers it to Velm on substantially the same terms.",
         "offers them to the other first"),
        ("lock_in", "No party may sell or assign, by asset or stock sale, any of its rights under this Agreement.",
         "which is not unreasonably withheld"),
        ("term_cause", "If Orrin delivers late, Velm may cancel the order at once.", "may cancel that order"),
        ("liability_limit", "Velm shall not be liable for delay by strikes or acts of God.", "what it cannot control"),
        ("liability_limit", "Orrin shall have no claim against the Premises and record no lien.", "files no lien"),
        ("ip_control", "Orrin recognizes the right and title of Velm in its existing patents and trademarks.",
         "keeps what it brings"),
        ("", "Because of the trade secrets of Velm's business, Orrin shall not solicit any of its employees.",
         "approaches those who work"),
        ("ip_control", "All goodwill in the Marks inures to Velm, and Orrin shall not contest them.", "The owner keeps the mark"),
    ],
)  # fmt: skip
def test_model_words_fit_the_matter_of_the_clause(function, text, words):
    assert words in load_advice().template_for(function, text).example


@pytest.mark.parametrize("function", ["lock_in", "penalty", "discretion"])
def test_the_last_words_of_a_function_name_no_matter(function):
    last = load_advice().template_for(function, "Nothing of what the others name.")
    matters = ("assign", "percent", "compet", "specification", "credit", "consent is")
    assert not any(word in last.example.lower() for word in matters)
