"""Who holds what in an agreement, with which figures: one call for the pipeline."""

from __future__ import annotations

from collections.abc import Sequence

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect.caps import find_special_caps
from contract_lens.detect.contrasts import compare_quantities
from contract_lens.detect.deletions import strike_deleted
from contract_lens.detect.holdings import find_party_duties
from contract_lens.detect.quantities import find_quantities
from contract_lens.detect.words import Words
from contract_lens.quantity import Terms
from contract_lens.taxonomy.landmarks import WordIndex


def find_terms(
    text: str,
    passages: Sequence[Passage],
    parties: Sequence[Party],
    words: Sequence[Words | None] | None = None,
    *,
    index: WordIndex | None = None,
) -> Terms:
    """Return duties by party, figures and their contrasts.

    Args:
        text: The whole text of an agreement.
        passages: Its passages.
        parties: Its parties with their defined terms; with fewer than two no duty is told to anyone.
        words: Words of each passage, where something read them before (``detect_and_keep``).
        index: Words of the passages, where something has indexed them before.
    """
    text = strike_deleted(text, passages)
    duties = find_party_duties(text, passages, parties, words)
    quantities = find_quantities(text, passages, duties.duties, parties=parties, index=index)
    special = frozenset(find_special_caps(text, quantities))
    return Terms(duties, quantities, compare_quantities(quantities, parties=len(parties), special=special))
