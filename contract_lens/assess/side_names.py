"""Names of one organisation brought together: ``Corvane Legal`` and ``Corvane Appliance Corporation``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from contract_lens.assess.names import key_of

#: Words that begin the names of many organisations and so tell none of them apart.
_COMMON_WORDS = """
the bank banque port ports university institute ministry city county royal national general first saint st new
north south east west grupo group international united global authority hospital company joint alliance
project programme team board committee
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_SHORTEST = 4  # letters of a first word that is enough to tell an organisation


def join_names(names: Iterable[str], groups: Sequence[Sequence[str]] = ()) -> Mapping[str, str]:
    """Map every name to the one name of its organisation.

    Two names belong together if one begins with all the words of the other (``Corvane`` and ``Corvane
    Legal``), also where a mail domain runs them together (``Skerrowports`` and ``Skerrow Ports Group``), or
    if a group names both.

    Args:
        names: Names as the talk gives them, one for every use: the commonest becomes the name of all.
        groups: Names that are known to belong together, e.g. a party with its defined terms; names that are
            in a group only are never shown.
    """
    uses = Counter(names)
    known = list(dict.fromkeys([*uses, *(name for group in groups for name in group)]))
    parent = {name: name for name in known}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for group in groups:
        for name in group[1:]:
            parent[root(name)] = root(group[0])
    alike: dict[str, list[str]] = {}
    for name in known:
        alike.setdefault(key_of(name).replace(" ", "")[:_SHORTEST], []).append(name)
    for names_alike in alike.values():
        for one in names_alike:
            for two in names_alike:
                if one != two and is_part_of(one, two):
                    parent[root(one)] = root(two)
    shown: dict[str, list[str]] = {}
    for name in uses:
        shown.setdefault(root(name), []).append(name)
    chosen = {top: _choose(members, uses) for top, members in shown.items()}
    return {name: chosen[root(name)] for name in uses}


def is_part_of(short: str, long: str) -> bool:
    """Whether ``long`` begins with all the words of ``short``, written together or apart."""
    one, two = key_of(short).split(), key_of(long).split()
    if not one or not two or (one[0] in _COMMON and len(one) == 1):
        return False
    joined = "".join(one)
    if len(joined) < _SHORTEST:
        return one == two
    so_far = ""
    for word in two:
        so_far += word
        if so_far == joined:
            return True
        if len(so_far) > len(joined):
            return False
    return False


def _choose(members: Sequence[str], uses: Mapping[str, int]) -> str:
    """Prefer the shortest name that others build on; among names of equal standing the commonest."""
    based_on = Counter({name: sum(is_part_of(name, other) for other in members) for name in members})
    spaced = [name for name in members if not _runs_together(name, members)]
    return max(spaced or members, key=lambda name: (based_on[name], uses[name], -len(name), name))


def _runs_together(name: str, members: Sequence[str]) -> bool:
    joined = key_of(name).replace(" ", "")
    return any(
        key_of(other).replace(" ", "") == joined and key_of(other).count(" ") > key_of(name).count(" ")
        for other in members
    )
