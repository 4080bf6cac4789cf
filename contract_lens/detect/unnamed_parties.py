"""Parties without a name: a blank in a form, "the Agent named on the signature page", a role nobody defines.

A form of agreement names one side and leaves the other open. That side is called by its term, so that its
duties are its own and not the other's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from contract_lens.assessment import Party
from contract_lens.detect.short_names import OTHER_PEOPLE, ROLE_ACTS, acts
from contract_lens.taxonomy.wording import load_wording

#: A blank: a typed line, or brackets with next to nothing in them.
_BLANK = r"(?:_[_\s]{2,}|\[[\s*●•_]{0,12}\])"
_TELLS_WHERE = r"(?:named|identified|specified|listed|designated|described)"
_OPEN = re.compile(
    rf"\b(?:and|engage|with)[\s:●•]+(?:{_BLANK}|an?\s+\["
    rf"|(?:the|an?|each)\s+(?:\w+\s+){{0,7}}{_TELLS_WHERE}\s+(?!above|as\s+\w+\s+above))",
    re.IGNORECASE,
)
#: A role acts at least this often before a party is made of it.
_OFTEN = 12


def open_place(stretch: str) -> int:
    """Return where a party without a name is joined to the names before it in ``stretch``, or -1.

    Args:
        stretch: What stands before a group of defined terms, back to the group before.
    """
    places = [match.start() for match in _OPEN.finditer(stretch)]
    return places[-1] if places else -1


def with_acting_role(text: str, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Add the one side that the opening leaves out, if the clauses name it by its role: "Franchisee shall".

    Only where the opening names a single party that acts itself, and a single role acts beside it.

    Args:
        text: The whole text of the agreement.
        parties: Its parties.
    """
    if len(parties) != 1:
        return tuple(parties)
    shortened = " ".join(parties[0].name.split()[:2]).strip(",.")
    if not acts(text, (*parties[0].spellings, shortened)):
        return tuple(parties)
    taken = {name.lower() for name in parties[0].spellings}
    roles = Counter(word.lower() for word in ROLE_ACTS.findall(text) if not word.islower())
    known = {role for role in load_wording().subjects.roles - OTHER_PEOPLE - taken if not role.endswith("s")}
    told = [(count, role) for role, count in roles.most_common() if role in known and count >= _OFTEN]
    if len(told) != 1:
        return tuple(parties)
    role = told[0][1]
    return (*parties, Party(role.capitalize(), (), role))
