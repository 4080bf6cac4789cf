"""Who must, may or may not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contract_lens.detect import detect_signals, find_duties

SENTENCES = [
    ("The Supplier shall deliver the Goods.", "one", "obligation"),
    ("NordWind may end this Agreement on notice.", "one", "right"),
    ("The Company agrees to pay the fee.", "one", "obligation"),
    ("This Agreement may be terminated by Licensor.", "one", "right"),
    ("This Agreement may be terminated by either party.", "both", "right"),
    ("Each party shall bear its own costs.", "both", "obligation"),
    ("Neither party may assign this Agreement.", "both", "prohibition"),
    ("Neither the Buyer nor the Seller shall disclose the price.", "both", "prohibition"),
    ("The parties shall meet every month.", "both", "obligation"),
    ("Buyer and Seller shall meet every month.", "both", "obligation"),
    ("The Insurer and the Broker shall meet every month.", "both", "obligation"),
    ("The Supplier and its affiliates shall not compete.", "one", "prohibition"),
    ("The Joint Steering Committee shall approve the plan.", "both", "obligation"),
    ("The receiving party shall keep it secret.", "both", "obligation"),
    ("Party A shall pay Party B.", "one", "obligation"),
    ("The Licensor is entitled to a royalty.", "one", "right"),
    ("The Licensor hereby grants a licence to the Licensee.", "one", "obligation"),
    ("The Dealer shall have no right to a refund.", "one", "no_right"),
    ("The Port shall not be liable for delay.", "one", "no_obligation"),
    ("The Agent is under no obligation to renew.", "one", "no_obligation"),
    ("In no event shall either party be liable for lost profits.", "both", "prohibition"),
    ("In no event shall the Agency or the Client be liable for lost profits.", "both", "prohibition"),
    ("In no event shall Orrin (or its affiliates) or Velm be liable.", "both", "prohibition"),
    ("In no event shall Orrin or its affiliates be liable.", "one", "prohibition"),
    ("Supplier, Buyer and their respective affiliates shall keep it secret.", "both", "obligation"),
    ("Neither Supplier, Buyer nor their affiliates shall be liable.", "both", "no_obligation"),
    ("On notice from Buyer, Supplier and its agents shall leave.", "one", "obligation"),
    ("Supplier, its agents and their employees shall wear badges.", "one", "obligation"),
    ("Party A and Party B shall share the costs.", "both", "obligation"),
    ("Company A and Company B shall share the costs.", "both", "obligation"),
    ("Within ten days of a request by Party A, Party B shall pay.", "one", "obligation"),
    ("Party A and the Bank shall share the costs.", "both", "obligation"),
    ("Party A and its affiliates shall share the costs.", "one", "obligation"),
    ("The plan that is made by Party A and approved in June shall bind.", "none", "obligation"),
    ("In no event shall Company A or Company B be liable.", "both", "prohibition"),
    ("Nor shall any such failure or delay give any right to be paid.", "none", "prohibition"),
    ("Supplier, Buyer, and their respective affiliates shall keep it secret.", "both", "obligation"),
    ("If Supplier fails, Buyer and their agents shall leave.", "one", "obligation"),
    ("Schedule A and Schedule B shall apply to all orders.", "none", "obligation"),
    ("[Company A] shall develop the product.", "one", "obligation"),
    ("[Party A] and [Party B] shall share the costs.", "both", "obligation"),
    ("[NAME OF SUPPLIER] shall deliver the goods.", "one", "obligation"),
    ("[Effective Date] shall be the first of May.", "none", "obligation"),
    ("Section A shall apply to all orders.", "none", "obligation"),
    ("The Supplier, at its own cost and on request, shall repair the Goods.", "one", "obligation"),
    ("If either party is late, the Supplier shall pay a fee.", "one", "obligation"),
    ("You must keep the premises clean.", "one", "obligation"),
    ("The Licensee's liability shall not exceed the price.", "one", "prohibition"),
    ("Either vendor may end the order.", "both", "right"),
    ("Each Shareholder shall vote for the plan.", "both", "obligation"),
    ("The party that is in breach shall pay.", "both", "obligation"),
    ("The indemnifying parties shall not be liable for fees.", "both", "no_obligation"),
    ("The Franchisee Parties shall keep it secret.", "one", "obligation"),
    ("The Buyer and the Seller may mutually agree to renew.", "both", "right"),
    ('"Affiliate" means any company that a party may control.', "none", "none"),
    ("This Agreement shall be governed by the laws of Norway.", "none", "obligation"),
    ("Payment shall become due in May 2020.", "none", "obligation"),
    ("Headings are for convenience only and shall not affect interpretation.", "none", "prohibition"),
    ("The meeting took place in May.", "none", "none"),
]


@pytest.mark.parametrize(("text", "bearer", "modality"), SENTENCES, ids=[text for text, _, _ in SENTENCES])
def test_bearer_and_modality(text: str, bearer: str, modality: str):
    reading = detect_signals([text])[0]
    assert (reading.bearer, reading.modality) == (bearer, modality)


def test_duties_are_told_one_by_one():
    text = (
        "The Supplier shall deliver, and the Buyer may reject the Goods. "
        "If it shall fail, each party may leave."
    )
    duties = find_duties(text)
    assert [(duty.subject, duty.modality, duty.subordinate) for duty in duties] == [
        ("The Supplier", "obligation", False),
        ("the Buyer", "right", False),
        ("it", "obligation", True),
        ("each party", "right", False),
    ]
    assert text[duties[0].start : duties[0].end] == "The Supplier shall"


def test_those_who_are_liable_in_no_event_are_told_whole():
    duties = find_duties("In no event shall Orrin or Velm be liable, and Velm shall insure.")
    assert [(duty.subject, duty.bearer) for duty in duties] == [
        ("In no event", "both"),
        ("Orrin or Velm", "both"),
        ("Velm", "one"),
    ]


def test_agent_of_a_passive_bears_the_duty():
    (duty,) = find_duties("All invoices shall be promptly paid by the Customer within ten days.")
    assert (duty.bearer, duty.subject, duty.passive) == ("one", "the customer", True)


@pytest.mark.parametrize(
    "text", ["shall", "may not", "by", "neither", "the , shall be paid by", ") shall (", "that that may"]
)
def test_fragments_do_no_harm(text: str):
    find_duties(text)


def test_symmetry_of_real_clauses(shared_data: Path):
    """Bearer against labelled symmetry; 0.896 and 0.775 when this bar was set."""
    bearer = {"mutual": "both", "one_sided": "one", "none": "none"}
    with (shared_data / "clauses.jsonl").open(encoding="utf-8") as lines:
        clauses = [json.loads(line) for line in lines][::4]
    pairs = [
        (bearer[clause["symmetry"]], reading.bearer)
        for clause, reading in zip(clauses, detect_signals([c["text"] for c in clauses]), strict=True)
    ]
    spoken = [pair for pair in pairs if "none" not in pair]
    assert sum(a == b for a, b in spoken) / len(spoken) >= 0.87
    assert sum(a == b for a, b in pairs) / len(pairs) >= 0.75


@pytest.mark.parametrize("number", ["17.4 ", "17.4. ", "(b) ", "14.2(b) ", "3 ", "A.1 ", "[4] "])
def test_the_number_of_a_clause_changes_nothing(number: str) -> None:
    clause = "Neither Party shall assign this Agreement."
    (plain,), (numbered,) = find_duties(clause), find_duties(number + clause)
    assert (numbered.bearer, numbered.modality, numbered.negated) == ("both", "prohibition", True)
    assert (numbered.subject, numbered.start - len(number)) == (plain.subject, plain.start)
