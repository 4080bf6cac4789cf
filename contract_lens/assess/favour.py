"""Whom the paper favours: who holds the rights and the protections, and who carries the duties.

A count of grammatical roles, not of legal effect: a party's name (or alias) before *shall* carries a duty, before
*may* or *reserves the right* holds a right, and as the object of *indemnify* is protected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contract_lens.assess.paper import Provision
from contract_lens.assessment import Party

# Words that may stand between the name and the verb ("the Supplier and its Affiliates hereby irrevocably agree").
_BETWEEN = r"(?:\W{1,3}(?:and|or|its|their|his|affiliates?|subsidiaries|hereby|also|further|irrevocably|expressly|at)){0,4}\W{1,3}"
_RIGHT = (
    r"(?:may(?! not\b)|reserves?|can (?:decide|elect|choose)|retains?"
    r"|(?:shall |will )?(?:ha(?:s|ve) (?:the |an? )?(?:sole |exclusive |absolute |unrestricted )*(?:right|option|discretion)"
    r"|be entitled|own\b|not be (?:liable|responsible|obligated|obliged|required)"
    r"|ha(?:s|ve) no (?:liability|obligation|duty)|be under no (?:liability|obligation))"
    r"|is entitled|(?:in|at) its (?:sole|absolute|reasonable|own)|makes? no (?:warrant|represent)|sole(?:ly)? (?:discretion|option))"
)
_DUTY = (
    r"(?:shall|must|will|agrees? (?:to|that|not)|undertakes?|covenants?|is (?:obliged|obligated|required|responsible)"
    r"|may not|assigns?|waives?|warrants?|indemnif(?:y|ies)|releases?)"
)
_GUARDED = (
    r"(?:indemnify|indemnifies|hold harmless|hold|defend|release|consent of|approval of|satisfaction of|discretion of"
    r"|option of|judgment of|opinion of|satisfactory to|acceptable to|approved by|determined by|designated by"
    r"|property of|owned by|terminated by|reimburse|compensate|assigns? to|vest in)"
)
_OWNED = (
    r"['’]s? (?:(?:prior|express|written|sole|absolute|exclusive|reasonable|own|and) ){0,4}"
    r"(?:consent|approval|satisfaction|discretion|option|opinion|judgment|election|property|request|instructions?|permission)"
)


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


def weigh_parties(provisions: Sequence[Provision], parties: Sequence[Party], *, least_tilt: float) -> Balance:
    """Tell which party gains where clauses run one way.

    Args:
        provisions: Operative provisions.
        parties: Parties with their aliases.
        least_tilt: Tilt below which nobody is called favoured.

    Returns:
        The balance; with fewer than two parties nothing can be told.
    """
    readers = {party.name: _PartyWords(party) for party in parties if party.name}
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

    def __init__(self, party: Party) -> None:
        names = {name.strip() for name in (party.name, *party.aliases) if len(name.strip()) > 1}
        either = "|".join(
            re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True)
        )
        name = rf"\b(?:{either})\b"
        self._gains = [
            re.compile(rf"{name}{_BETWEEN}{_RIGHT}"),
            re.compile(rf"{_GUARDED}\s+(?:the\s+)?{name}", re.IGNORECASE),
            re.compile(rf"{name}{_OWNED}"),
        ]
        self._burdens = [re.compile(rf"{name}{_BETWEEN}(?!{_RIGHT}){_DUTY}\b")]

    def gain(self, text: str) -> float:
        """Return rights and protections minus duties of the party in ``text``."""
        gains = sum(len(pattern.findall(text)) for pattern in self._gains)
        return gains - sum(len(pattern.findall(text)) for pattern in self._burdens)
