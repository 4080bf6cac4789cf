"""Phrases for reasons: counts, shares and citations as a lawyer would write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contract_lens.assess.indices import Weighed
from contract_lens.assess.paper import Provision
from contract_lens.assessment import Branding

#: How a reader says what an agreement calls itself.
BRANDS = {
    Branding.ALLIANCE: "an alliance",
    Branding.PARTNERSHIP: "a partnership",
    Branding.JOINT_VENTURE: "a joint venture",
    Branding.COLLABORATION: "a collaboration",
    Branding.NONE: "nothing more than it is",
}

#: How a reader calls the indices.
INDEX_NAMES = {
    "exit": "exit",
    "control": "control",
    "one_sidedness": "one-sidedness",
    "risk_shifted": "risk shifted",
    "risk_reward_sharing": "sharing of risk and reward",
    "joint_governance": "joint governance",
    "information_sharing": "information sharing",
    "integration": "work done together",
    "relationship_investment": "investment in the relationship",
    "purpose_talk": "purpose talk",
}


def listed(parts: Sequence[str], *, joint: str = "and") -> str:
    """Join parts with commas and a last ``and``: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def cite(provisions: Iterable[Provision], *, most: int = 3) -> str:
    """Name provisions by their numbers: ``clauses 4.1, 7 and 9.2``; the first ``most`` of them."""
    names = list(dict.fromkeys(provision.name for provision in provisions))[:most]
    numbers = [name.removeprefix("clause ") for name in names if name.startswith("clause ")]
    if len(numbers) == len(names) and len(numbers) > 1:
        return f"clauses {listed(numbers)}"
    return listed(names)


def percent(share: float) -> str:
    """Write a share from 0 to 1 as whole percent; a share that is not nothing never reads ``0 %``."""
    return "under 1 %" if 0 < share < 0.01 else f"{share * 100:.0f} %"


def counted(number: int, singular: str, plural: str = "") -> str:
    """Write a number with its noun: ``1 clause``, ``3 clauses``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def scored(weighed: Weighed) -> str:
    """Write an index value as readers see it elsewhere: ``37 of 100``."""
    return f"{weighed.value:.0f} of 100"


def shown(weighed: Weighed, *, most: int = 3) -> str:
    """Write an index value with the clauses behind it: ``37 of 100, clauses 4 and 7``."""
    where = cite(weighed.provisions, most=most)
    return f"{scored(weighed)}, {where}" if where else scored(weighed)
