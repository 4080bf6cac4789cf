"""Who decides although another one is the subject: "not without the consent of the Buyer"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_lens.detect import deontics
from contract_lens.detect.mentions import Evened, distinct
from contract_lens.taxonomy.holdings import PARTY, HoldingWords
from contract_lens.taxonomy.landmarks import may_be_in

#: How far before and behind a consent it is said whether it is wanted at all, in characters.
_REACH = 80
#: How far before a consent the verb may stand that it bears on.
_VERB_REACH = 600
_NOBODY = re.compile(r"\b(?:no|not|neither|nor|none|only)\b", re.IGNORECASE)
_FREES = frozenset({"right", "no_obligation"})
#: Another one whose consent it is: "the consent of the Buyer, on the one hand, and the Seller".
_AND_ANOTHER = re.compile(
    r"(?:,? on the one hand)?,? (?:and|or|and/or) (?:of |by |from |the consent of )?(?:each of )?"
    rf"{PARTY}(?!'|\w|,? (?:shall|will|may|must|can|is|are|has|have|does|do|agrees?|hereby)\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"{PARTY}(?:'s?)?,? (?:and|or|and/or) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent that somebody may give or refuse.

    Attributes:
        start: First character in the evened text.
        end: One past the last.
        parties: Whose it is.
    """

    start: int
    end: int
    parties: tuple[int, ...]


def find_consents(evened: Evened, duties: Sequence[deontics.Duty], words: HoldingWords) -> Iterator[Consent]:
    """Yield whose consent is wanted, in order; none where somebody may do without.

    Args:
        evened: The text.
        duties: Every duty, right and restraint of the text in order, conditions too.
        words: What a consent is called.
    """
    if not evened.starts or not may_be_in(evened.small, words.consent.pattern):
        return
    for found in words.consent.caseless.finditer_in(evened.text, evened.small):
        named = evened.named_in(*found.span())
        if not named or _is_spared(evened, found.span(), duties, words):
            continue
        start, end = found.span()
        parties = [party for _, party in named[:1]]
        while another := _AND_ANOTHER.match(evened.text, end):
            end = another.end()
            parties += [party for _, party in evened.named_in(another.start(), end)]
        before = _BEFORE.search(evened.text, max(0, start - len(PARTY) - 10), start)
        if before and evened.text[start:].lower().startswith(PARTY):
            start = before.start()
            parties += [party for _, party in evened.named_in(start, start + 1)]
        yield Consent(start, end, distinct(parties))


def _is_spared(
    evened: Evened, span: tuple[int, int], duties: Sequence[deontics.Duty], words: HoldingWords
) -> bool:
    """Whether somebody may do without a consent: "may, without the consent of the Buyer, assign"."""
    start, end = span
    floor = evened.start_of_sentence(start)
    before = evened.stretch(max(floor, start - _REACH), start)
    if words.unneeded.caseless.is_in(*before):
        return True
    if words.unneeded_behind.caseless.is_in(*evened.stretch(end, end + _REACH)):
        return True
    if not words.without.caseless.is_in(*before):
        return False
    at = bisect_left(duties, start, key=_start_of)
    governing = duties[at - 1] if at else None
    if governing is None or governing.end <= max(floor, start - _VERB_REACH) or governing.negated:
        return False
    if _NOBODY.search(evened.text, floor, governing.end):  # "no settlement, judgment or release may be made"
        return False
    return governing.modality in _FREES and not governing.subordinate


def _start_of(duty: deontics.Duty) -> int:
    return duty.start
