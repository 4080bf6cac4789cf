"""Stretches of an opening that may name the parties: what follows "between", and the opening itself."""

from __future__ import annotations

import re
from itertools import islice

from contract_lens.taxonomy.caseless import Caseless

#: The passage that names the parties is no longer than this.
REGION = 2_500
_MOST = 12

_BETWEEN = Caseless(
    re.compile(
        "|".join(
            rf"\b{word}\b[\s:]*(?:and among\b|the (?:following )?parties[^:]{{0,40}}:)?"
            for word in (
                *(
                    "by and between",
                    "by and among",
                    "by and amongst",
                    "between",
                    "by and",
                    "among",
                    "amongst",
                ),
                "entered into by(?! and)",
                r"parties to this [\w “”\"()-]{1,80}? are",
            )
        ),
        re.IGNORECASE,
    )
)
_REGION_END = Caseless(
    re.compile(
        r"\bwhereas\b|\brecitals?\b|\bwitnesseth\b|\bw i t n e s s|\bnow,? therefore|\bbackground\b"
        r"|\bpreliminary statement|\bthe parties (?:hereby )?agree|\bagree as follows|\bin consideration of"
        r"|\bis made (?:with|under|in)\b|\btable of contents|\barticle (?:1|i)\b|\bsection (?:1|i)\b"
        r"|\bclause (?:1|i)\b|\n\s*1\.\s|\n\s*(?:i|a)[.)]\s+[^\n(,\"“:]{3,60}\n"
        r"|\bintroduction\b|\bwith respect to\b|\bpursuant to which\b",
        re.IGNORECASE,
    )
)


def regions_of(head: str) -> list[str]:
    """Return the stretches of an opening that may name the parties: after each "between", then all."""
    places = [match.end() for match in islice(_BETWEEN.finditer(head), _MOST)]
    return [cut(head[at : at + REGION]) for at in (*places, 0)]


def cut(region: str) -> str:
    """Return a stretch up to where the recitals or the clauses begin."""
    end = _REGION_END.search(region)
    return region[: end.start()] if end else region
