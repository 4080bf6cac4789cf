"""The deals of one scan together: rank, quadrant, and how far each company has come with its alliances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from contract_lens.assess.fragmentation import find_signs
from contract_lens.assess.portfolio_deals import DealFacts, plain_name, same_company
from contract_lens.assess.wording import listed
from contract_lens.attention import ADVERSE
from contract_lens.deal import CompanyStage, Deal, FragmentationSign, Portfolio, RankedDeal
from contract_lens.taxonomy.portfolio_words import load_portfolio_words

_WARMER = 0.3  # divergence over a hard paper that is worth a word
_FEWEST_SIGNS = 3  # with fewer known signs no stage is told
_STAGE_SIGNS = frozenset(
    {"single_champions", "common_governance", "common_template", "signatories", "joint_machinery"}
)


def assess_portfolio(facts: Sequence[DealFacts]) -> Portfolio:
    """Rank the deals and tell each company's stage.

    Args:
        facts: What was kept of each deal, from ``gather_facts``.

    Returns:
        The portfolio. A company is one that is party to two deals or more, or that ``deal.toml`` names as
        ``company`` in two or more; without any, the signs are given for the scan as a whole and no stage.
    """
    if not facts:
        return Portfolio()
    ranked = sorted(facts, key=lambda one: (-one.attention, one.name))
    companies, notes = _companies(ranked)
    return Portfolio(
        deals=tuple(_ranked(one, rank) for rank, one in enumerate(ranked, start=1)),
        companies=companies,
        notes=notes,
    )


def quadrant_of(deal: Deal) -> str:
    """Return where a deal stands between talk and paper, each warm or fair from 0 on."""
    if deal.communication_stance is None or deal.contract_stance is None:
        return "unknown"
    talk = "warm" if deal.communication_stance >= 0 else "hard"
    paper = "fair" if deal.contract_stance >= 0 else "hard"
    return f"{talk}_talk_{paper}_paper"


def _ranked(facts: DealFacts, rank: int) -> RankedDeal:
    deal = facts.deal
    return RankedDeal(
        name=deal.name,
        rank=rank,
        quadrant=quadrant_of(deal),
        talk=deal.communication_stance,
        paper=deal.contract_stance,
        labels=deal.labels,
        why=_why(deal),
    )


def _why(deal: Deal) -> str:
    """Say in one sentence what puts a deal at its place."""
    held = [code.replace("_", " ") for code in ADVERSE if code in deal.labels]
    parts = [listed(held)] if held else []
    if deal.gridlock:
        count = len(deal.gridlock)
        names = ", ".join(sign.name.strip("“”").lower() for sign in deal.gridlock[:3])
        parts.append(f"{count} sign{'' if count == 1 else 's'} of gridlock ({names})")
    hard = deal.contract_stance is not None and deal.contract_stance < 0
    if hard and deal.divergence is not None and deal.divergence >= _WARMER:
        parts.append(f"the talk is {deal.divergence:.2f} warmer than the paper")
    if deal.trajectory is not None and deal.trajectory.direction == "cooling":
        parts.append("the talk grows colder")
    unread = sum("could not be read" in warning for warning in deal.warnings)
    if unread:
        parts.append(f"{unread} document{'' if unread == 1 else 's'} could not be read")
    words = "; ".join(parts) or "nothing calls for attention"
    return f"{words[:1].upper()}{words[1:]}."


def _companies(facts: Sequence[DealFacts]) -> tuple[tuple[CompanyStage, ...], tuple[str, ...]]:
    groups = _group(facts)
    stages = [_stage(name, deals) for name, deals in groups.items()]
    if stages or len(facts) < 2:
        notes = () if stages else ("One deal is no portfolio: signs of fragmentation need two or more.",)
        return tuple(sorted(stages, key=lambda stage: (-len(stage.deals), stage.company))), notes
    signs = find_signs(facts, "")
    note = (
        "No company is party to two of these deals, so no company's stage is told; the signs below are those "
        'of all deals together. Where one company stands behind several deals, name it as company = "..." in '
        "each deal.toml."
    )
    names = tuple(deal.name for deal in facts)
    return (CompanyStage("", names, "unknown", signs=signs),), (note,)


def _group(facts: Sequence[DealFacts]) -> dict[str, list[DealFacts]]:
    """Group the deals by company; the company that ``deal.toml`` names counts like a party."""
    known: list[str] = []
    groups: dict[str, list[DealFacts]] = defaultdict(list)
    for one in sorted(facts, key=lambda deal: deal.name):
        own = [one.deal.company] if one.deal.company else []
        seen: set[str] = set()
        for party in (*own, *map(plain_name, one.parties)):
            name = next((other for other in known if same_company(other, party)), None)
            if name is None:
                known.append(party)
                name = party
            if name not in seen:
                groups[name].append(one)
                seen.add(name)
    return {name: deals for name, deals in groups.items() if len(deals) > 1}


def _stage(company: str, deals: Sequence[DealFacts]) -> CompanyStage:
    """Weigh the signs: mostly joined is stage II, joined by a network III, else I."""
    signs = find_signs(deals, company)
    told = [sign for sign in signs if sign.code in _STAGE_SIGNS and sign.state != "unknown"]
    network = next(sign for sign in signs if sign.code == "network")
    joined = sum({"joined": 1.0, "mixed": 0.5}.get(sign.state, 0.0) for sign in told)
    if len(told) < _FEWEST_SIGNS:
        stage = "unknown"
    elif joined / len(told) < 0.5:
        stage = "I"
    else:
        stage = "III" if network.state == "joined" and joined / len(told) >= 0.7 else "II"
    return CompanyStage(
        company=company,
        deals=tuple(deal.name for deal in deals),
        stage=stage,
        reasons_for=_reasons(signs, stage, speak_for=True),
        reasons_against=_reasons(signs, stage, speak_for=False),
        next_stage=load_portfolio_words().stages[stage].next if stage != "unknown" else (),
        signs=signs,
    )


def _reasons(signs: Sequence[FragmentationSign], stage: str, *, speak_for: bool) -> tuple[str, ...]:
    if stage == "unknown":
        return ("Fewer than three signs can be told from these documents.",) if not speak_for else ()
    wanted = {"I": ("fragmented",), "II": ("joined",), "III": ("joined",)}[stage]
    other = ("joined",) if stage == "I" else ("fragmented",)
    states = wanted if speak_for else (*other, "mixed")
    return tuple(sign.text for sign in signs if sign.state in states)
