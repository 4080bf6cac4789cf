"""Committees in name: bodies of both parties in which one decides alone, or which only advise.

What takes a body's power away often stands in another sentence than what sets it up ("9.1 There is a
committee ... 9.4 In a tie the Buyer decides"), so the whole paper is asked which of them decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contract_lens.assess.paper import Paper, Provision
from contract_lens.taxonomy.patterns import PatternWeights

#: Words before "committee" that name none: "the committee" may be any of them.
_PLAIN = frozenset(
    {"the", "a", "an", "this", "that", "such", "said", "each", "any", "no", "its", "of", "and"}
)


def powerless(paper: Paper, weights: PatternWeights) -> frozenset[str]:
    """Return the ``id`` of each operative clause about a body that decides nothing.

    Args:
        paper: The agreement.
        weights: Holds the cues ``body`` (what is called a body), ``powerless`` (words that leave the decision
            to one party, or to nobody) and ``takes_turns`` (words under which a casting vote is fair).
    """
    denying = _denying(paper, weights)
    if not denying:
        return frozenset()
    names = {name for item in denying for name in _bodies_in(item, weights)}
    places = {item.section for item in denying if item.section}
    found = {item.clause.id for item in denying}
    for item in paper.operative:
        own = set(_bodies_in(item, weights))
        near = item.section in places and bool(own)
        if near or any(_is_same(name, other) for name in own for other in names):
            found.add(item.clause.id)
    return frozenset(found)


def _denying(paper: Paper, weights: PatternWeights) -> list[Provision]:
    """The clauses that take the power of a body away: they, or their section, speak of one."""
    words, turns = weights.cues["powerless"].pattern, weights.cues["takes_turns"].pattern

    def denies(item: Provision) -> float:
        if not paper.holds(item, words) or paper.holds(item, turns):
            return 0.0
        return float(any(_bodies_in(item, weights)))

    found = paper.each("powerless bodies", denies)
    return [item for item, denied in zip(paper.operative, found, strict=True) if denied]


def _bodies_in(item: Provision, weights: PatternWeights) -> Iterator[tuple[str, str]]:
    """Yield the bodies of which a clause or its headings speak, each as what is before the noun, and noun."""
    pattern = weights.cues["body"].pattern
    for text in (item.text, item.clause.heading, *item.section[-1:]):
        for found in pattern.finditer(text):
            before = re.search(r"([\w-]+)\s+$", text[max(0, found.start() - 40) : found.start()])
            word = before[1].casefold() if before else ""
            yield ("" if word in _PLAIN else word), found.group().casefold().rstrip("s")


def _is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[1] == other[1] and (one[0] == other[0] or not one[0] or not other[0])
