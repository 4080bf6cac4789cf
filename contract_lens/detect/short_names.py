"""Names that the opening does not define: ``Kiromic`` for ``KIROMIC BIOPHARMA Inc.``, "the Agent"."""

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

#: A role stands before such a verb at least this often.
_ACTING = 6
_VERBS = "shall|will|may|must|agrees?|has|is|represents|acknowledges|hereby"
#: A capitalised word that acts: "Franchisee shall".
ROLE_ACTS = re.compile(
    rf"(?<![\w-])(?<!each )(?<!either )(?<!no )(?<!any )(?<!other )([A-Z][A-Za-z-]{{2,24}})\s(?:{_VERBS})\b"
)
#: Words for people whom both sides deal with, or who belong to one of them.
OTHER_PEOPLE = frozenset(
    [
        *("affiliate", "affiliates", "authority", "bank", "board", "chairman", "city", "club"),
        *("company", "corporation", "customers", "director", "employee", "employees"),
        *("executive", "government", "group", "guarantor", "indemnitee", "indemnitor", "individual"),
        *(
            "manager",
            "member",
            "participant",
            "partner",
            "person",
            "recipient",
            "representative",
            "representatives",
        ),
        *("state", "subcontractor", "subcontractors", "subsidiary", "suppliers", "transferee"),
        *("transferor", "trustee", "undersigned", "user", "we", "you"),
    ]
)
_DEFINED = (
    r"[\"“](?P<alias>[A-Z][\w.&-]{1,24}(?: [A-Z][\w.&-]{1,24})?)[\"”][\s-]{1,60}"
    r"(?:shall mean|means?|refers? to)\s(?:the\s)?"
)
_ITS_PEOPLE = (
    r"\s?(?:[.;]|,?\s(?:and|together with|and/or|or)\s(?:its|all|any|each)\b|,\s(?:its|together|a|an)\b)"
)
_PLURAL = frozenset({"parties", "party", "affiliate", "affiliates", "group"})


def with_short_names(text: str, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Give a party the first words of its name as a further name, where the text calls it so.

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
        lone = firsts[first.lower()] == 1 and not {first.lower(), two.lower()} & taken
        short = (_short_name(text, party.name, first) or _short_name(text, party.name, two)) if lone else ""
        found.append(replace(party, aliases=(*party.aliases, short)) if short else party)
    return tuple(found)


def with_undefined_roles(text: str, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Give a party that the clauses never name the role that they name instead: "the Agent shall".

    Only one such role, and only one party that the clauses do not name, leave no doubt who is meant.

    Args:
        text: The whole text of the agreement.
        parties: Its parties.
    """
    lost = [party for party in parties if not acts(text, party.spellings)]
    if len(lost) != 1 or len(parties) < 2:
        return tuple(parties)
    taken = {name.lower() for party in parties for name in party.spellings}
    roles = Counter(word.lower() for word in ROLE_ACTS.findall(text) if not word.islower())
    known = {role for role in load_wording().subjects.roles - OTHER_PEOPLE - taken if not role.endswith("s")}
    told = [(count, role) for role, count in roles.most_common() if role in known and count >= _ACTING]
    if len(told) != 1:
        return tuple(parties)
    role = told[0][1].capitalize()
    return tuple(
        replace(party, aliases=(*party.aliases, role), role=party.role or told[0][1])
        if party is lost[0]
        else party
        for party in parties
    )


def with_meant_names(text: str, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Give a party the terms that the definitions give it: ``"Kell Group" means Kell and its subsidiaries``.

    Args:
        text: The whole text of the agreement.
        parties: Its parties.
    """
    owners = {name: place for place, party in enumerate(parties) for name in party.spellings if len(name) > 1}
    taken = {name.lower() for name in owners}
    if not owners:
        return tuple(parties)
    either = "|".join(re.escape(name) for name in sorted(owners, key=lambda name: (-len(name), name)))
    found: dict[int, list[str]] = {}
    for meant in re.finditer(rf"{_DEFINED}(?P<name>{either})(?={_ITS_PEOPLE})", text):
        alias = " ".join(meant["alias"].split())
        if alias.lower() not in taken and alias.lower() not in load_wording().subjects.things | _PLURAL:
            found.setdefault(owners[meant["name"]], []).append(alias)
            taken.add(alias.lower())
    return tuple(
        replace(party, aliases=(*party.aliases, *found.get(place, ()))) for place, party in enumerate(parties)
    )


def acts(text: str, names: Sequence[str]) -> bool:
    """Whether any of the names stands before a verb that binds."""
    either = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.search(rf"(?<!\w)(?:{either})\W{{1,3}}(?:{_VERBS})\b", text) is not None


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
    # "Kell Limited" is somebody else than "Kell Varme Limited": a name goes on with a capital.
    alone = re.compile(rf"(?<![\w.])(?i:{re.escape(first)})(?![\w.]*\w)(?!,?\s+(?i:{rest}))(?!\s+[A-Z][a-z])")
    spellings = Counter(word for word in alone.findall(text) if word[0].isupper())
    if sum(spellings.values()) < _OFTEN:
        return ""
    return str(spellings.most_common(1)[0][0])
