"""Deals together: rank and quadrant, signs of fragmentation, stage of each company."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from paper_builders import A, C, Frame, N, Row, alliance_terms, assess, supply_terms, talk

from contract_lens.assess import assess_deal, assess_portfolio, gather_facts
from contract_lens.assess.description import DealDescription
from contract_lens.assess.likeness import likeness, sketch
from contract_lens.assess.portfolio_deals import DealFacts, plain_name, same_company
from contract_lens.assess.portfolio_view import quadrant_of
from contract_lens.assessment import Assessment, Branding, DocumentKind, Party
from contract_lens.clause import PassageKind
from contract_lens.deal import CompanyStage, Deal, DealReport
from contract_lens.taxonomy.portfolio_words import load_portfolio_words


def notes(*rows: list[Row], path: str = "notes.md") -> Assessment:
    return assess([row for part in rows for row in part], kind=DocumentKind.COMMUNICATION, path=path)


def signed(*titles: str) -> list[Row]:
    lines = "\n".join(f"Name: Somebody\nTitle: {title}" for title in titles)
    return [Row(lines, N, kind=PassageKind.SIGNATURE)]


def facts(
    name: str,
    terms: list[Row],
    *said: list[Row],
    partner: str = "Brightwater Limited",
    title: str = "President",
    company: str = "",
) -> DealFacts:
    parties = (Party("Orrin Works", ("Orrin",)), Party(partner))
    frame = Frame("Alliance", Branding.ALLIANCE, parties)
    paper = assess([*terms, *signed(title, "Managing Director")], frame=frame, path=f"{name}/agreement.txt")
    rows = [paper, *([notes(*said, path=f"{name}/notes.md")] if said else [])]
    deal = assess_deal(name, rows, description=DealDescription(company=company))
    return gather_facts(DealReport(deal, tuple(rows)))


def own_words(word: str) -> list[Row]:
    """Terms that no other deal shares: every word is the deal's own."""
    text = " ".join(f"{word}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    return [Row(text, N), Row(f"Orrin shall pay {word} at the price of {word}.", A, ("price_pressure",))]


def joined(name: str, partner: str) -> DealFacts:
    people = [
        talk(C, 5, speaker="Ana Reyes"),
        talk(C, 4, speaker="Bo Lind"),
        talk(C, 4, speaker="Mia", side=partner),
    ]
    return facts(name, alliance_terms(), *people, partner=partner)


def apart(name: str, partner: str, champion: str) -> DealFacts:
    people = [talk(C, 5, speaker=champion), talk(N, 4, speaker=f"Leo {name}")]
    return facts(name, own_words(name), *people, partner=partner, title="Head of Procurement")


def only(deals: list[DealFacts]) -> CompanyStage:
    companies = assess_portfolio(deals).companies
    assert len(companies) == 1
    return companies[0]


def test_a_company_with_one_way_of_working_is_strategic() -> None:
    stage = only([joined("east", "Brightwater"), joined("west", "Kestrel"), joined("north", "Tindvik")])
    assert (stage.company, stage.stage, stage.deals) == ("Orrin Works", "II", ("east", "north", "west"))
    states = {sign.code: sign.state for sign in stage.signs}
    assert states["common_template"] == states["common_governance"] == states["joint_machinery"] == "joined"
    assert any("Ana Reyes in 3 deals" in reason for reason in stage.reasons_for)
    assert any("network" not in step and step for step in stage.next_stage)


def test_stand_alone_deals_around_single_champions_are_opportunistic() -> None:
    deals = [
        apart("east", "Brightwater", "Ana Reyes"),
        apart("west", "Kestrel", "Bo Lind"),
        apart("north", "Tindvik", "Cleo Marsh"),
    ]
    stage = only(deals)
    assert stage.stage == "I"
    states = {sign.code: sign.state for sign in stage.signs}
    assert {states[code] for code in ("single_champions", "common_template", "signatories")} == {"fragmented"}
    assert any("rests on one person" in reason for reason in stage.reasons_for)
    assert any("template" in step for step in stage.next_stage)


def test_partners_who_meet_in_several_deals_make_a_network() -> None:
    deals = [
        joined("east", "Brightwater"),
        joined("west", "Brightwater"),
        joined("north", "Brightwater Limited"),
    ]
    portfolio = assess_portfolio(deals)
    assert {stage.stage for stage in portfolio.companies if stage.company == "Orrin Works"} == {"III"}


def test_without_a_common_company_no_stage_is_told() -> None:
    one = facts("east", supply_terms())
    other = replace(facts("west", supply_terms()), parties=("Kestrel", "Tindvik"))
    portfolio = assess_portfolio([one, other])
    assert (portfolio.companies[0].company, portfolio.companies[0].stage) == ("", "unknown")
    assert "company =" in portfolio.notes[0]


def test_the_company_that_the_user_names_groups_the_deals() -> None:
    one = replace(facts("east", supply_terms(), company="Orrin Group"), parties=("Orrin East", "Kestrel"))
    other = replace(facts("west", supply_terms(), company="Orrin Group"), parties=("Orrin West", "Tindvik"))
    assert "Orrin Group" in {stage.company for stage in assess_portfolio([one, other]).companies}


def test_one_deal_is_no_portfolio_and_none_is_nothing() -> None:
    portfolio = assess_portfolio([facts("east", supply_terms())])
    assert (len(portfolio.deals), portfolio.companies) == (1, ())
    assert "two or more" in portfolio.notes[0]
    assert assess_portfolio([]).deals == ()


def test_what_needs_attention_comes_first_with_its_reason() -> None:
    squeezed = facts("squeezed", supply_terms(), talk(C, 8))
    healthy = facts("healthy", alliance_terms(), talk(C, 8))
    ranked = assess_portfolio([healthy, squeezed]).deals
    assert [(deal.name, deal.rank) for deal in ranked] == [("squeezed", 1), ("healthy", 2)]
    assert "ysfunctional" in ranked[0].why and "warmer than the paper" in ranked[0].why
    assert ranked[1].why == "Nothing calls for attention."


@pytest.mark.parametrize(
    ("talk_stance", "paper", "quadrant"),
    [
        (0.3, -0.3, "warm_talk_hard_paper"),
        (0.3, 0.0, "warm_talk_fair_paper"),
        (-0.1, -0.1, "hard_talk_hard_paper"),
        (-0.1, 0.2, "hard_talk_fair_paper"),
        (None, 0.2, "unknown"),
    ],
)
def test_quadrants(talk_stance: float | None, paper: float, quadrant: str) -> None:
    assert quadrant_of(Deal("d", communication_stance=talk_stance, contract_stance=paper)) == quadrant


def test_likeness_of_wordings() -> None:
    one = sketch(row.text for row in supply_terms())
    changed = sketch(row.text.replace("ten days", "ninety days") for row in supply_terms())
    other = sketch(row.text for row in own_words("zeta"))
    assert likeness(one, one) == 1
    assert 0.7 < likeness(one, changed) < 1
    assert likeness(one, other) == 0
    assert likeness(frozenset(), frozenset()) == 0


def test_names_of_companies() -> None:
    assert plain_name("TINDVIK METALS AS") == "TINDVIK METALS"
    assert plain_name("Vantorre Crop Science, Inc.") == "Vantorre Crop Science"
    assert same_company("Tindvik", "TINDVIK METALS AS")
    assert not same_company("Tindvik Metals", "Tindvik Logistics")


def test_words_for_bodies_of_several_alliances() -> None:
    words = load_portfolio_words()
    assert [text for text in words.bodies_match if not words.bodies.search(text)] == []
    assert [text for text in words.bodies_not_match if words.bodies.search(text)] == []


def test_every_sign_has_a_sentence_for_every_state() -> None:
    for sign in load_portfolio_words().signs.values():
        assert set(sign.sentences) == {"joined", "mixed", "fragmented", "unknown"}


def test_facts_are_small(tmp_path: Path) -> None:
    kept = facts("east", alliance_terms() * 40)
    assert len(kept.print) <= 400
    assert not any(isinstance(getattr(kept, name), Assessment) for name in kept.__slots__)
