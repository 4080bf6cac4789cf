"""Caps on liability that hold for one thing only: for delay, under one clause or under another agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contract_lens.quantity import Quantity, QuantityKind

#: The words that tell what a cap is for stand within so many characters before its figure.
_REACH = 400
_LIABLE = re.compile(r"\bliab(?:le|ilit(?:y|ies))\b", re.IGNORECASE)
_STOP = re.compile(r"[.;]\s|\n\s*\n")
#: What is taken out of a cap does not tell what it is for.
_EXCEPT = re.compile(r"\b(?:except|other than|excluding|exclusive of|save|but not)\b[^,;)]*", re.IGNORECASE)
#: "liability for", "liability under", and then nothing that means the whole agreement.
_FOR_ONE_THING = re.compile(
    r"\b(?:for|under|pursuant to|in respect of|with respect to|arising (?:out of|from|under)|resulting from"
    r"|relat(?:ing|ed) to|in connection with"
    r"|(?:in|of) (?=(?:clause|section|article|schedule|exhibit)s? \w))\s+"
    r"(?!(?:(?:any|all|each|every|the|such|its|their|and|or|direct|actual|proven|other|kinds?|types?|of|a|an|in"
    r"|for|under|connection|with|relating|to|arising|out|from)\b\W*)*"
    r"(?:this|these|hereunder|herewith|damages?|claims?|loss(?:es)?|liabilit\w+|causes?|actions?"
    r"|(?:non-?)?performance|agreement|contract|tort|negligence|matters?|defaults?|acts?|costs?|events?|reasons?"
    r"|breach(?:es)?|other|another|one|more|party|amounts?|sums?)\b)",
    re.IGNORECASE,
)


def find_special_caps(text: str, quantities: Sequence[Quantity]) -> Iterator[int]:
    """Yield the positions of the caps that say what they are for, so that they are no general cap."""
    for place, one in enumerate(quantities):
        if one.kind is QuantityKind.CAP and _FOR_ONE_THING.search(_told_of(text, one)):
            yield place


def _told_of(text: str, cap: Quantity) -> str:
    """The words between the liability that a cap limits and its figure."""
    before = text[max(0, cap.start - _REACH) : cap.start] + text[cap.start : cap.end] * (cap.value is None)
    sentence = _STOP.split(before)[-1]
    spoken = _LIABLE.search(_EXCEPT.sub(" ", sentence))
    return " ".join(spoken.string[spoken.end() :].split()) if spoken else ""
