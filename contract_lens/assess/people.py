"""The people of a deal: one name, one side and one part for each, over all its documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from contract_lens.assess.description import DealDescription, PersonNote
from contract_lens.assess.names import bare, key_of, name_of_host, surname_of
from contract_lens.assess.side_names import join_names
from contract_lens.assess.sides import NOBODY, is_side
from contract_lens.assessment import Assessment, Clause, DocumentKind
from contract_lens.taxonomy.roles import load_roles

_ADDRESS = re.compile(r"(?P<name>[^\n<>,;:@\"]{2,60}?)\"?[ ]<(?P<box>[^\s<>@]{1,60})@(?P<host>[\w.-]{3,80})>")
_TITLE_AFTER = re.compile(
    r"[ ]?\((?P<bracket>[^()\n\"“”]{2,70})\)|,[ ](?P<comma>[A-Z][^,.;:\n]{2,50})(?=[,.;\n]|$)|"
    r",?\n(?P<line>[A-Z][^.!?\n]{2,60})(?:\n|$)|\s*\n?\s*Title:\s*(?P<title>[^\n]{2,60})"
)
_TEXT_READ = 200_000  # characters of one document in which titles are looked for
_MOST_TITLES = 40  # places at which one name is looked at


@dataclass(frozen=True, slots=True)
class People:
    """Who speaks in a deal.

    Attributes:
        communications: The communications with every speaker under one name and one side.
        roles: Part of every speaker for whom it can be told, by name.
        titles: Title from which it was told; ``deal.toml`` where the user said so.
        sides: Names of the sides, as reports call them, by every name that the documents use.
    """

    communications: tuple[Assessment, ...]
    roles: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)


def seat_people(
    communications: Sequence[Assessment], agreements: Sequence[Assessment], description: DealDescription
) -> People:
    """Bring together the names of people and sides over all documents of a deal.

    Args:
        communications: Communications, their clauses with speakers and sides as each document tells them.
        agreements: Agreements; their parties name the sides.
        description: What the user says; it outweighs every guess.
    """
    utterances = [clause for row in communications for clause in row.clauses]
    names = _full_names(utterances, description.people)
    homes = _homes(utterances, names, communications, description)
    labels = [clause.side for clause in utterances if clause.side and is_side(clause.side)]
    sides = _side_names([*labels, *homes.values()], agreements, description)
    rows = tuple(
        replace(row, clauses=tuple(_seated(clause, names, homes, sides) for clause in row.clauses))
        for row in communications
    )
    found = _roles(utterances, names, (*communications, *agreements), description)
    return People(
        rows,
        {name: role for name, (role, _) in found.items()},
        {name: title for name, (_, title) in found.items()},
        sides,
    )


def _seated(
    clause: Clause, names: Mapping[str, str], homes: Mapping[str, str], sides: Mapping[str, str]
) -> Clause:
    speaker = names.get(clause.speaker or "", clause.speaker)
    own = clause.side if clause.side and is_side(clause.side) else ""
    side = homes.get(speaker or "", "") or own
    return replace(clause, speaker=speaker, side=sides.get(side, side) or None)


def _full_names(utterances: Iterable[Clause], people: Sequence[PersonNote]) -> dict[str, str]:
    """Map every name of a speaker to the fullest one: ``Mr Prowse`` to ``Gavin Prowse``."""
    raw = Counter(clause.speaker for clause in utterances if clause.speaker)
    full = {note.name: note.name for note in people}
    fullest: dict[str, set[str]] = {}
    for name in [*full, *raw]:
        words = key_of(bare(name)).split()
        if len(words) > 1 and len(words[0]) > 1:
            for part in {words[0], words[-1], " ".join(words), f"{words[0][0]} {words[-1]}"}:
                fullest.setdefault(part, set()).add(" ".join(words))
    shown = {key_of(bare(name)): bare(name) for name in [*raw, *full] if name}
    given = {key_of(other): note.name for note in people for other in (note.name, *note.names)}
    found = {}
    for name in raw:
        key = key_of(bare(name))
        whole = fullest.get(key, set())
        only = next(iter(whole)) if len(whole) == 1 else key
        found[name] = given.get(key) or given.get(only) or shown.get(only, bare(name)) or name
    return found


def _homes(
    utterances: Iterable[Clause],
    names: Mapping[str, str],
    communications: Sequence[Assessment],
    description: DealDescription,
) -> dict[str, str]:
    """Tell each speaker's side: as the user says, else as most of their utterances do, else by mail."""
    votes: dict[str, Counter[str]] = {}
    for clause in utterances:
        if clause.speaker and clause.side and is_side(clause.side):
            votes.setdefault(names[clause.speaker], Counter())[clause.side] += 1
    homes = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    hosts = _mail_hosts(communications)
    for speaker in set(names.values()) - homes.keys():
        host = hosts.get(key_of(speaker))
        if host:
            same = (homes[one] for one in homes if hosts.get(key_of(one)) == host)
            homes[speaker] = next(same, name_of_host(host))
    by_host = {host: side.name for side in description.sides for host in side.domains}
    for speaker in set(names.values()):
        host = hosts.get(key_of(speaker), "")
        told = next((side for known, side in by_host.items() if f".{host}".endswith(f".{known}")), "")
        if told:
            homes[speaker] = told
    homes.update({note.name: note.side for note in description.people if note.side})
    return homes


def _mail_hosts(communications: Iterable[Assessment]) -> dict[str, str]:
    """Return the mail domain of every person whose address stands in a communication, by key of the name."""
    hosts: dict[str, str] = {}
    for row in communications:
        for found in _ADDRESS.finditer(row.text[:_TEXT_READ]):
            hosts.setdefault(key_of(bare(found["name"].strip())), found["host"].casefold())
    return hosts


def _side_names(
    labels: Sequence[str], agreements: Sequence[Assessment], description: DealDescription
) -> dict[str, str]:
    groups = [[party.name, *party.aliases] for row in agreements for party in row.parties]
    for side in description.sides:
        groups.append([side.name, *side.names, *map(name_of_host, side.domains)])
    given = [side.name for side in description.sides]
    joined = dict(join_names([*labels, *given], groups))
    chosen = {joined[name]: name for name in given}
    return {name: chosen.get(side, side) for name, side in joined.items()}


def _roles(
    utterances: Iterable[Clause],
    names: Mapping[str, str],
    documents: Sequence[Assessment],
    description: DealDescription,
) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    roles = load_roles()
    # "Priya Nair (Owner)" names her side where a party is called so, and not her rank.
    papers = (row for row in documents if row.kind is DocumentKind.AGREEMENT)
    parties = {key_of(name) for row in papers for party in row.parties for name in party.spellings}
    labels: dict[str, set[str]] = {}
    for clause in utterances:
        if clause.speaker and clause.side:
            labels.setdefault(names[clause.speaker], set()).add(clause.side)
    for speaker in sorted(set(names.values())):
        if key_of(speaker) in NOBODY:
            continue
        titles = [*_titles(speaker, documents), *sorted(labels.get(speaker, ()))]
        told = ((roles.role_of(title), title) for title in titles if key_of(title) not in parties)
        best = next(((role, title) for role, title in told if role), None)
        if best:
            found[speaker] = best
    found.update({note.name: (note.role, "deal.toml") for note in description.people if note.role})
    return found


def _titles(speaker: str, documents: Iterable[Assessment]) -> list[str]:
    """Return what stands behind a name as its title: in brackets, after a comma, under a signature."""
    titles = []
    if " " not in speaker:
        return []
    pattern = re.compile(rf"(?<!\w){re.escape(speaker)}(?!\w)")
    for row in documents:
        text = row.text[:_TEXT_READ]
        for count, place in enumerate(pattern.finditer(text)):
            if count >= _MOST_TITLES:
                break
            after = _TITLE_AFTER.match(text, place.end())
            if after:
                title = next(part for part in after.groups() if part)
                if surname_of(speaker) not in key_of(title) and len(title.split()) <= 9:
                    titles.append(title.removeprefix("Title:").strip(' _."“”'))
    return titles
