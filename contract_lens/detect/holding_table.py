"""The table of who holds what: counts by party and topic, one-sidedness, and whom it favours."""

from __future__ import annotations

from collections.abc import Sequence

from contract_lens.assessment import Party
from contract_lens.duty import Duty, DutyTable, Holding, PartyHoldings, Topic
from contract_lens.taxonomy.holdings import load_holding_words, points_of

#: Quotations kept in one cell.
_EVIDENCE = 3


def lay_out_table(
    duties: Sequence[Duty], parties: Sequence[Party], *, words: int, unassigned: int = 0
) -> DutyTable:
    """Count duties by party and topic, and weigh what each party holds of its own against what it bears.

    Args:
        duties: Every duty of the agreement.
        parties: Its parties, in the order of the rows.
        words: Words of the passages that bind; the advantage is stated per thousand.
        unassigned: Duties whose bearer is no party.
    """
    settings = load_holding_words().weights
    points = [0.0] * len(parties)
    moved = settings["even"]
    for duty in duties:
        if duty.is_mutual:
            moved += abs(points_of(duty))
            continue
        points[duty.parties[0]] += points_of(duty)
        moved += abs(points_of(duty))
    ranked = sorted(range(len(points)), key=lambda party: -points[party])
    lead = points[ranked[0]] - points[ranked[1]] if len(points) > 1 else 0.0
    one_sidedness = min(lead / moved, 1.0)
    rows = tuple(
        PartyHoldings(party.name, _cells(duties, index), round(1000 * points[index] / max(words, 1), 4))
        for index, party in enumerate(parties)
    )
    favours = parties[ranked[0]].name if one_sidedness >= settings["least"] else ""
    return DutyTable(rows, round(one_sidedness, 4), favours, tuple(duties), unassigned)


def _cells(duties: Sequence[Duty], party: int) -> tuple[Holding, ...]:
    own = [duty for duty in duties if party in duty.parties]
    return tuple(_cell(topic, [duty for duty in own if duty.topic is topic]) for topic in Topic)


def _cell(topic: Topic, duties: Sequence[Duty]) -> Holding:
    shown = sorted(duties, key=lambda duty: (duty.is_mutual, duty.start))[:_EVIDENCE]
    return Holding(
        topic=topic,
        count=len(duties),
        mutual=sum(duty.is_mutual for duty in duties),
        evidence=tuple((duty.start, duty.end) for duty in shown),
    )
