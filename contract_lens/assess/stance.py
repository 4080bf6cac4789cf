"""The stance of a whole document, by words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from contract_lens.assessment import Clause, StanceSummary
from contract_lens.clause import Stance


def summarise_stance(clauses: Iterable[Clause], lengths: Iterable[int] | None = None) -> StanceSummary | None:
    """Return the shares of words by stance, or ``None`` where there are no words.

    Args:
        clauses: Operative clauses of an agreement, or utterances of a communication. Form (titles, contents,
            signatures) must be left out by the caller: it would drown what the parties say.
        lengths: Words of each, where they were counted before.
    """
    words: Counter[Stance] = Counter()
    clauses = list(clauses)
    counts = [len(clause.text.split()) for clause in clauses] if lengths is None else lengths
    for clause, count in zip(clauses, counts, strict=True):
        words[clause.stance.label] += count
    total = sum(words.values())
    if not total:
        return None
    # Four places, as in the JSON: the record and what is read back from its JSON are then equal.
    share = {stance: round(words[stance] / total, 4) for stance in Stance}
    return StanceSummary(
        score=round(share[Stance.COLLABORATIVE] - share[Stance.ADVERSARIAL], 4),
        adversarial=share[Stance.ADVERSARIAL],
        neutral=share[Stance.NEUTRAL],
        collaborative=share[Stance.COLLABORATIVE],
        undecided=share[Stance.UNDECIDED],
    )
