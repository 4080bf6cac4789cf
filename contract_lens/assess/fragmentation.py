"""Signs of whether the deals of one company hang together or stand alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from contract_lens.assess.likeness import likeness
from contract_lens.assess.names import key_of
from contract_lens.assess.portfolio_deals import DealFacts, same_company
from contract_lens.deal import FragmentationSign, Voice
from contract_lens.taxonomy.portfolio_words import load_portfolio_words

_MOST_NAMED = 6  # deals that a sentence names


def find_signs(deals: Sequence[DealFacts], company: str) -> tuple[FragmentationSign, ...]:
    """Look at the deals of a company together.

    Args:
        deals: Two deals or more.
        company: Its name; empty to look at all people of all sides.
    """
    return tuple(look(deals, company) for look in _LOOKS)


def rests_on_one(voices: Sequence[Voice]) -> bool | None:
    """Whether one person carries the relationship for a side; ``None`` where nobody is heard to.

    One does if nobody else of the side is warm, or hardly anybody else speaks.
    """
    bounds = load_portfolio_words().bounds
    warm = [voice for voice in voices if voice.stance.score >= bounds["voice.warm"]]
    if not any(voice.utterances >= bounds["voice.utterances"] for voice in warm):
        return None
    beside = [voice for voice in warm if voice.utterances >= bounds["voice.beside"]]
    most = max(voice.utterances for voice in warm) / sum(voice.utterances for voice in voices)
    return len(beside) == 1 or most >= bounds["voice.alone"]


def _champions(deals: Sequence[DealFacts], company: str) -> FragmentationSign:
    told: dict[str, bool] = {}
    for deal in deals:
        people = deal.voices_of(company)
        by_side = [
            [one for one in people if one.side == side] for side in {one.side for one in people} if side
        ]
        found = [found for voices in by_side if (found := rests_on_one(voices)) is not None]
        if found:
            told[deal.name] = any(found)
    single = [name for name, alone in told.items() if alone]
    several = len(told) - len(single)
    return _by_share("single_champions", several, told, single, joined_count=several, other_count=len(single))


def _governance(deals: Sequence[DealFacts], company: str) -> FragmentationSign:
    people: Counter[str] = Counter()
    names: dict[str, str] = {}
    where: dict[str, set[str]] = {}
    bodies: Counter[str] = Counter()
    for deal in deals:
        for voice in deal.voices_of(company):
            people[key_of(voice.name)] += 1
            names[key_of(voice.name)] = voice.name
            where.setdefault(key_of(voice.name), set()).add(deal.name)
        for body in deal.bodies:
            bodies[body] += 1
            where.setdefault(body, set()).add(deal.name)
    shared = [key for key, count in (*people.items(), *bodies.items()) if count > 1 and (" " in key)]
    covered = {name for key in shared for name in where[key]}
    if not people and not bodies:
        return _sign("common_governance", "unknown", {}, ())
    found = ", ".join(
        f"{names.get(key, f'the {key}')} in {len(where[key])} deals" for key in sorted(shared)[:4]
    )
    state = _state(len(covered) / len(deals))
    alone = [deal.name for deal in deals if deal.name not in covered]
    return _sign("common_governance", state if shared else "fragmented", {"found": found}, alone)


def _templates(deals: Sequence[DealFacts], company: str) -> FragmentationSign:
    bounds = load_portfolio_words().bounds
    papers = [deal for deal in deals if deal.print]
    if len(papers) < 2:
        return _sign("common_template", "unknown", {}, ())
    nearest = {
        one.name: max(likeness(one.print, two.print) for two in papers if two is not one) for one in papers
    }
    mean = sum(nearest.values()) / len(nearest)
    state = "joined" if mean >= bounds["likeness.joined"] else "mixed"
    state = "fragmented" if mean <= bounds["likeness.fragmented"] else state
    own = [name for name, value in nearest.items() if value <= bounds["likeness.fragmented"]]
    return _sign("common_template", state, {"likeness": f"{mean:.0%}"}, own)


def _signatories(deals: Sequence[DealFacts], company: str) -> FragmentationSign:
    told = {deal.name: all(level == "executive" for level in deal.signs) for deal in deals if deal.signs}
    lower = [name for name, executive in told.items() if not executive]
    high = len(told) - len(lower)
    return _by_share("signatories", high, told, lower, joined_count=high, other_count=high)


def _machinery(deals: Sequence[DealFacts], company: str) -> FragmentationSign:
    present = load_portfolio_words().bounds["index.present"]
    told = {
        deal.name: deal.governance >= present and deal.sharing >= present for deal in deals if deal.has_paper
    }
    without = [name for name, joint in told.items() if not joint]
    held = len(told) - len(without)
    return _by_share("joint_machinery", held, told, without, joined_count=held, other_count=held)


def _network(deals: Sequence[DealFacts], company: str) -> FragmentationSign:
    told: dict[str, bool] = {}
    for deal in deals:
        partners = [party for party in deal.parties if not company or not same_company(party, company)]
        if not deal.parties:
            continue
        meets = any(
            same_company(partner, other)
            for partner in partners
            for elsewhere in deals
            if company and elsewhere is not deal
            for other in elsewhere.parties
            if not same_company(other, company)
        )
        told[deal.name] = len(deal.parties) > 2 or meets
    pairs = [name for name, joined in told.items() if not joined]
    joined = len(told) - len(pairs)
    return _by_share("network", joined, told, pairs, joined_count=joined, other_count=joined)


def _by_share(
    code: str,
    good: int,
    told: Mapping[str, bool],
    deals: Sequence[str],
    *,
    joined_count: int,
    other_count: int,
) -> FragmentationSign:
    """Return a sign that holds by the share of the deals that show it."""
    if len(told) < 2:
        return _sign(code, "unknown", {}, ())
    state = _state(good / len(told))
    count = joined_count if state == "joined" else other_count
    return _sign(code, state, {"count": str(count), "all": str(len(told))}, deals)


def _state(share: float) -> str:
    bounds = load_portfolio_words().bounds
    if share >= bounds["share.most"]:
        return "joined"
    return "fragmented" if share <= bounds["share.few"] else "mixed"


def _sign(code: str, state: str, values: Mapping[str, str], deals: Sequence[str]) -> FragmentationSign:
    words = load_portfolio_words().signs[code]
    named = ", ".join(deals[:_MOST_NAMED]) + (" and more" if len(deals) > _MOST_NAMED else "")
    text = words.sentences[state].format_map({**values, "deals": named})
    return FragmentationSign(code, words.name, state, text, tuple(deals))


_LOOKS: tuple[Callable[[Sequence[DealFacts], str], FragmentationSign], ...] = (
    _champions,
    _governance,
    _templates,
    _signatories,
    _machinery,
    _network,
)
