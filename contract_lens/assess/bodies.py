"""Committees in name: bodies of both parties in which one decides alone, or which only advise.

What takes a body's power away often stands in another sentence than what sets it up ("9.1 There is a
committee ... 9.4 In a tie the Buyer decides"), so the whole paper is asked which of them decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress

from contract_lens.assess.paper import Paper, Provision
from contract_lens.taxonomy.patterns import PatternWeights

#: What stands before the noun, and the noun.
Body = tuple[str, str]

#: Words before "committee" that name none: "the committee" may be any of them.
_PLAIN = frozenset(
    {"the", "a", "an", "this", "that", "such", "said", "each", "any", "no", "its", "of", "and"}
)

#: "No member has a casting vote", "the chair shall not have a second vote": what denies the words after it.
_DENIED = re.compile(
    r"\b(?:no (?:party|member|director|shareholder|partner|participant|side|chair\w*|one|such)|neither|nor|"
    r"without|(?:shall|will|does|do|has|have|may|is) not?)\b[^.,;:]{0,60}$",
    re.IGNORECASE,
)
_BEFORE = 90


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
    names = {name for item in denying for name in _bodies_of(item, paper, weights)}
    places = {item.section for item in denying if item.section}
    found = {item.clause.id for item in denying}
    for item in paper.operative:
        own = _bodies_of(item, paper, weights)
        if own and (item.section in places or any(_is_same(name, other) for name in own for other in names)):
            found.add(item.clause.id)
    return frozenset(found)


def _denying(paper: Paper, weights: PatternWeights) -> list[Provision]:
    """The clauses that take the power of a body away: they, or their section, speak of one."""
    words, turns = weights.cues["powerless"].pattern, weights.cues["takes_turns"].pattern

    def denies(item: Provision) -> float:
        if not paper.holds(item, words) or paper.holds(item, turns):
            return 0.0
        if all(_is_denied(item.text, found.start()) for found in paper.word_index.find(item.text, words)):
            return 0.0
        return float(bool(_bodies_of(item, paper, weights)))

    found = paper.each("powerless bodies", denies)
    return list(compress(paper.operative, found))


def _is_denied(text: str, start: int) -> bool:
    return bool(_DENIED.search(text, max(0, start - _BEFORE), start))


def _bodies_of(item: Provision, paper: Paper, weights: PatternWeights) -> frozenset[Body]:
    """Return the bodies of which a clause or its headings speak, looked for once for all variants."""
    known = paper.bodies
    if item not in known:
        known[item] = frozenset(_bodies_in(item, paper, weights))
    return known[item]


def _bodies_in(item: Provision, paper: Paper, weights: PatternWeights) -> Iterator[Body]:
    pattern = weights.cues["body"].pattern
    for text in (item.text, item.clause.heading, *item.section[-1:]):
        for found in paper.word_index.find(text, pattern):
            before = re.search(r"([\w-]+)\s+$", text[max(0, found.start() - 40) : found.start()])
            word = before[1].casefold() if before else ""
            yield ("" if word in _PLAIN else word), found.group().casefold().rstrip("s")


def _is_same(one: Body, other: Body) -> bool:
    return one[1] == other[1] and (one[0] == other[0] or not one[0] or not other[0])
