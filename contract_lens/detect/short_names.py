"""Names that the opening does not define: ``Kiromic`` for ``KIROMIC BIOPHARMA Inc.``, "the Agent"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from contract_lens.assessment import Party
from contract_lens.taxonomy.caseless import small_letters
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
_ROLE_ACTS = re.compile(
    # The capital comes first: most letters are passed over before anything else is asked of them.
    rf"([A-Z](?<![\w-].)(?<!each .)(?<!either .)(?<!no .)(?<!any .)(?<!other .)"
    rf"[A-Za-z-]{{2,24}})\s(?:{_VERBS})\b"
)
#: Words for people whom both sides deal with, or who belong to one of them.
_OTHERS = frozenset(
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
#: What a definition begins with, before a name; the article may be part of the name.
_MEANT = re.compile(_DEFINED.replace(r"(?:the\s)?", r"(?P<article>the\s)?"))
_ITS_PEOPLE = (
    r"\s?(?:[.;]|,?\s(?:and|together with|and/or|or)\s(?:its|all|any|each)\b|,\s(?:its|together|a|an)\b)"
)
_PLURAL = frozenset({"parties", "party", "affiliate", "affiliates", "group"})
_BEHIND_ACTS = re.compile(rf"\W{{1,3}}(?:{_VERBS})\b")
#: Behind a short name that is part of a longer word or name.
_GOES_ON = re.compile(r"[\w.]*\w|\s+[A-Z][a-z]")
_SPACE = re.compile(r"\s+")
_BLANKS = re.compile(r",?\s+")


def with_short_names(text: str, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Give a party the first words of its name as a further name, where the text calls it so.

    Args:
        text: The whole text of the agreement.
        parties: Its parties.
    """
    firsts = Counter(_first_word(party.name).lower() for party in parties)
    taken = {alias.lower() for party in parties for alias in party.aliases}
    small = small_letters(text)
    found = []
    for party in parties:
        first = _first_word(party.name)
        two = " ".join(party.name.split()[:2]).strip(",")
        lone = firsts[first.lower()] == 1 and not {first.lower(), two.lower()} & taken
        tried = (_short_name((text, small), party.name, some) for some in (first, two) if lone)
        short = next(filter(None, tried), "")
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
    told = lone_role(text, parties, least=_ACTING)
    if not told:
        return tuple(parties)
    return tuple(
        replace(party, aliases=(*party.aliases, told.capitalize()), role=party.role or told)
        if party is lost[0]
        else party
        for party in parties
    )


def lone_role(text: str, parties: Sequence[Party], *, least: int) -> str:
    """Return the one role that acts ``least`` times and is no party's term; nothing if none or several do."""
    taken = {name.lower() for party in parties for name in party.spellings}
    roles = Counter(word.lower() for word in _ROLE_ACTS.findall(text) if not word.islower())
    known = {role for role in load_wording().subjects.roles - _OTHERS - taken if not role.endswith("s")}
    told = [role for role, count in roles.most_common() if role in known and count >= least]
    return told[0] if len(told) == 1 else ""


def with_meant_names(text: str, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Give a party the terms that the definitions give it: ``"Kell Group" means Kell and its subsidiaries``.

    Args:
        text: The whole text of the agreement.
        parties: Its parties.
    """
    owners = {name: place for place, party in enumerate(parties) for name in party.spellings if len(name) > 1}
    taken = {name.lower() for name in owners}
    if not owners or not _may_be_meant(text, tuple(owners)):
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


def _may_be_meant(text: str, names: tuple[str, ...]) -> bool:
    """Whether a definition begins with one of the names: an expression of all names costs more to make."""
    return any(
        text.startswith(names, meant.end())
        or (meant["article"] and text.startswith(names, meant.start("article")))
        for meant in _MEANT.finditer(text)
    )


def acts(text: str, names: Sequence[str]) -> bool:
    """Whether any of the names stands before a verb that binds."""
    if all(name and all(name.split(" ")) for name in names):
        return any(_BEHIND_ACTS.match(text, end) for name in names for end in _ends_of(text, name))
    either = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.search(rf"(?<!\w)(?:{either})\W{{1,3}}(?:{_VERBS})\b", text) is not None


def _ends_of(text: str, name: str) -> Iterator[int]:
    """Where a name ends that is a word of its own, with any white space for a blank in it."""
    first, *others = name.split(" ")
    at = text.find(first)
    while at >= 0:
        end = -1 if at and _is_of_word(text[at - 1]) else at + len(first)
        for other in others if end > 0 else ():
            blank = _SPACE.match(text, end)
            if blank is None or not text.startswith(other, blank.end()):
                end = -1
                break
            end = blank.end() + len(other)
        if end > 0:
            yield end
        at = text.find(first, at + 1)


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _first_word(name: str) -> str:
    return re.split(r"[\s,]", name, maxsplit=1)[0].strip(".")


def _short_name(text: tuple[str, str | None], name: str, first: str) -> str:
    """The spelling of the first word that a text (as given, in small letters) uses most, if often enough."""
    subjects = load_wording().subjects
    if len(name.split()) < 1 + len(first.split()) or (" " in first and not first.replace(" ", "").isalpha()):
        return ""
    known = subjects.things | subjects.roles | subjects.determiners | _COMMON
    if len(first) < _SHORTEST or first.lower() in known or not first[0].isalpha() or first == name:
        return ""
    spellings = Counter(_alone(*text, first, name[len(first) :].strip()[:6]))
    if sum(spellings.values()) < _OFTEN:
        return ""
    return str(spellings.most_common(1)[0][0])


def _alone(text: str, small: str | None, first: str, rest: str) -> Iterator[str]:
    """Yield the spellings of a first word with a capital, where the name does not go on behind it.

    "Kell Limited" is somebody else than "Kell Varme Limited": a name goes on with a capital.
    """
    if small is None or not (first.isascii() and rest.isascii()):
        begun = rf"(?<![\w.])(?i:{re.escape(first)})(?![\w.]*\w)(?!,?\s+(?i:{re.escape(rest)}))"
        yield from (word for word in re.findall(rf"{begun}(?!\s+[A-Z][a-z])", text) if word[0].isupper())
        return
    # Plain searches: an expression of its own for each name costs more to make than it finds.
    first, rest = first.lower(), rest.lower()
    at = small.find(first)
    while at >= 0:
        end, begin = at + len(first), at
        at = small.find(first, begin + 1)
        if begin and (_is_of_word(text[begin - 1]) or text[begin - 1] == "."):
            continue
        blanks = _BLANKS.match(text, end)
        if _GOES_ON.match(text, end) or (blanks and small.startswith(rest, blanks.end())):
            continue
        at = small.find(first, end)
        if text[begin].isupper():
            yield text[begin:end]
