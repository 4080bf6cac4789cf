"""Terms of a draft that nobody has agreed yet: what stands in square brackets and may still come out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contract_lens.assess.paper import Provision

#: "[The Supplier shall ...]", with "[two]" inside; a figure or the name of a place is no term.
_BRACKETED = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]{0,200}\]){20,3000}\]")
_BINDS = re.compile(r"\b(?:shall|will|must|may|(?:hereby )?(?:agrees|assigns|grants|belongs?))\b")
_NAMED = 3


def options_in(provisions: Iterable[Provision]) -> str:
    """Tell which clauses hold terms in square brackets; empty where none does.

    Args:
        provisions: The clauses of a paper that bind.
    """
    found = [one for one in provisions if _is_open(one.text)]
    if not found:
        return ""
    names = [one.number for one in found if one.number][:_NAMED]
    such = f", such as {' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))}" if names else ""
    hold = "clause holds" if len(found) == 1 else "clauses hold"
    return (
        f"{len(found)} {hold} terms in square brackets{such}; they were read as agreed, alternatives included"
    )


def _is_open(text: str) -> bool:
    return "[" in text and any(_BINDS.search(found[0]) for found in _BRACKETED.finditer(text))
