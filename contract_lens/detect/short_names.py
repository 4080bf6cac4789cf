"""Short names that an agreement uses without defining them: ``Kiromic`` for ``KIROMIC BIOPHARMA Inc.``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from contract_lens.assessment import Party
from contract_lens.taxonomy.wording import load_wording

#: A short name stands at least this often apart from the full one.
_OFTEN = 3
_SHORTEST = 3
#: First words of many names, which tell no party apart.
_COMMON = frozenset(
    [
        *("american", "bank", "china", "city", "company", "first", "general", "global", "group", "new"),
        *("international", "national", "north", "northern", "people", "royal", "south", "southern", "state"),
        *("the", "town", "trust", "united", "university", "us", "west", "western", "world"),
    ]
)


def with_short_names(text: str, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Give a party without a defined term the first words of its name, where the text calls it so.

    Args:
        text: The whole text of the agreement.
        parties: Its parties.
    """
    firsts = Counter(_first_word(party.name).lower() for party in parties)
    taken = {alias.lower() for party in parties for alias in party.aliases}
    found = []
    for party in parties:
        first = _first_word(party.name)
        two = " ".join(party.name.split()[:2]).strip(",")
        lone = not party.aliases and firsts[first.lower()] == 1 and first.lower() not in taken
        short = (_short_name(text, party.name, first) or _short_name(text, party.name, two)) if lone else ""
        found.append(replace(party, aliases=(short,)) if short else party)
    return tuple(found)


def _first_word(name: str) -> str:
    return re.split(r"[\s,]", name, maxsplit=1)[0].strip(".")


def _short_name(text: str, name: str, first: str) -> str:
    """The spelling of the first word that the text uses most, if it does so often enough."""
    subjects = load_wording().subjects
    if len(name.split()) < 1 + len(first.split()) or (" " in first and not first.replace(" ", "").isalpha()):
        return ""
    known = subjects.things | subjects.roles | subjects.determiners | _COMMON
    if len(first) < _SHORTEST or first.lower() in known or not first[0].isalpha() or first == name:
        return ""
    rest = re.escape(name[len(first) :].strip()[:6])
    alone = re.compile(rf"(?<![\w.]){re.escape(first)}(?![\w.]*\w)(?!,?\s+{rest})", re.IGNORECASE)
    spellings = Counter(word for word in alone.findall(text) if word[0].isupper())
    if sum(spellings.values()) < _OFTEN:
        return ""
    return str(spellings.most_common(1)[0][0])
