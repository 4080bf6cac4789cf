"""The stance of a whole document, by words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from contract_lens.assessment import Clause, StanceSummary
from contract_lens.clause import Stance


def summarise_stance(clauses: Iterable[Clause]) -> StanceSummary | None:
    """Return the shares of words by stance, or ``None`` where there are no words.

    Args:
        clauses: Operative clauses of an agreement, or utterances of a communication. Form (titles, contents,
            signatures) must be left out by the caller: it would drown what the parties say.
    """
    words: Counter[Stance] = Counter()
    for clause in clauses:
        words[clause.stance.label] += len(clause.text.split())
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
