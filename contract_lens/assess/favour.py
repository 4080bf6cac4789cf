"""Whom the paper favours: who holds the rights and the protections, and who carries the duties.

A count of grammatical roles, not of legal effect: a party's name (or alias) before *shall* carries a duty,
before *may* or *reserves the right* holds a right, and as the object of *indemnify* is protected. The words
are data, in ``taxonomy/patterns.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contract_lens.assess.paper import Provision
from contract_lens.assessment import Party


@dataclass(frozen=True, slots=True)
class Balance:
    """How rights and duties fall on the parties, in the clauses that run one way.

    Attributes:
        favoured: Name of the party that the paper favours; empty if it is even or cannot be told.
        tilt: 0 (even) to 1 (every one-sided word favours the same party).
        shares: Gain of each party over the others, by name, in words of one-sided clauses.
    """

    favoured: str
    tilt: float
    shares: dict[str, float]


def weigh_parties(
    provisions: Sequence[Provision],
    parties: Sequence[Party],
    *,
    roles: Mapping[str, Sequence[str]],
    least_tilt: float,
) -> Balance:
    """Tell which party gains where clauses run one way.

    Args:
        provisions: Operative provisions.
        parties: Parties with their aliases.
        roles: Words around a party's name that tell who gains and who gives.
        least_tilt: Tilt below which nobody is called favoured.

    Returns:
        The balance; with fewer than two parties nothing can be told.
    """
    readers = {party.name: _PartyWords(party, roles) for party in parties if len(party.name) > 1}
    shares = dict.fromkeys(readers, 0.0)
    moved = 0.0
    if len(readers) < 2:
        return Balance("", 0.0, shares)
    for provision in provisions:
        gains = {name: words.gain(provision.text) for name, words in readers.items()}
        spread = sum(gains.values()) / len(gains)
        stir = sum(abs(gain) for gain in gains.values())
        if not stir:
            continue
        weight = provision.adversarial * min(provision.words, 150)
        moved += weight
        for name, gain in gains.items():
            shares[name] += weight * (gain - spread) / stir
    return _settle(shares, moved, least_tilt)


def _settle(shares: dict[str, float], moved: float, least_tilt: float) -> Balance:
    if not moved:
        return Balance("", 0.0, shares)
    ranked = sorted(shares, key=lambda name: -shares[name])
    tilt = (shares[ranked[0]] - shares[ranked[1]]) / moved
    return Balance(ranked[0] if tilt >= least_tilt else "", min(tilt, 1.0), shares)


class _PartyWords:
    """Finds one party's gains and burdens in a text."""

    def __init__(self, party: Party, roles: Mapping[str, Sequence[str]]) -> None:
        names = sorted({name.strip() for name in (party.name, *party.aliases)}, key=len, reverse=True)
        either = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names if len(name) > 1)
        name = rf"\b(?:{either})"
        words = {role: "(?:" + "|".join(known) + r")\b" for role, known in roles.items()}
        between = rf"(?:\W{{1,3}}{words['between']}){{0,4}}\W{{1,3}}"
        quality = "(?:prior|express|written|sole|absolute|exclusive|reasonable|own|and)"
        owned = rf"(?:{quality} ){{0,4}}{words['owned']}"
        self._gains = [
            re.compile(rf"{name}{between}{words['right']}"),
            re.compile(rf"\b{words['guarded']}\s+(?:the\s+)?{name}\b"),
            re.compile(rf"{name}['’]s?\s{owned}"),
        ]
        self._burden = re.compile(rf"{name}{between}(?!{words['right']}){words['duty']}")

    def gain(self, text: str) -> int:
        """Return rights and protections minus duties of the party in ``text``."""
        gains = sum(len(pattern.findall(text)) for pattern in self._gains)
        return gains - len(self._burden.findall(text))
