"""Parties without a name: a blank in a form, "the Agent named on the signature page", a role nobody defines.

A form of agreement names one side and leaves the other open. That side is called by its term, so that its
duties are its own and not the other's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from contract_lens.assessment import Party
from contract_lens.detect.party_names import HAS_FORM, split_names
from contract_lens.detect.short_names import acts, lone_role
from contract_lens.taxonomy.wording import load_wording

#: A blank: a typed line, or brackets with next to nothing in them.
_BLANK = r"(?:_[_\s]{2,}|\[[\s*●•_]{0,12}\])"
_TELLS_WHERE = r"(?:named|identified|specified|listed|designated|described)"
_OPEN = re.compile(
    rf"(?:\b(?:and|engage)|;(?=[\s:●•]+{_BLANK}))[\s:●•]+(?:(?P<blank>{_BLANK}|an?\s+\[)"
    rf"|(?:the|an?|each)\s+(?:\w+\s+){{0,7}}{_TELLS_WHERE}(?!\s+(?:above|as\s+\w+\s+above))\s)",
    re.IGNORECASE,
)
_YOU = frozenset({"you"})
#: Who deals with one company is a person, or was left blank.
_PERSONS = frozenset(
    {"artist", "athlete", "author", "celebrity", "consultant", "employee", "endorser", "executive", "talent"}
)
_COMPANY = "Company"
#: "Company" alone, and not as the end of a name: "Kell Tin Company".
_ALONE = re.compile(r"(?<![A-Z][\w&.'’-])(?<![\w-])Company(?:['’]s)?\b")
_COMPANY_ACTS = re.compile(
    r"(?:^|[.;:,]\s|\b(?:the|The|and|or|that|if|If|as)\s)Company\s(?:shall|will|may|must|owns|agrees)\b"
)
_COMPANY_IS = re.compile(r"[\"“'‘](?:the\s)?company[\"”'’]", re.IGNORECASE)
_SOME = 3
_PAIR = 2
#: A role acts at least this often before a party is made of it.
_OFTEN = 12


def open_place(stretch: str, term: str, *, opened: bool) -> int:
    """Return where a party without a name is joined to what stands before it in ``stretch``, or -1.

    Args:
        stretch: What stands before a group of defined terms, back to the group before.
        term: The first of these terms.
        opened: Whether a party with a term of its own stands before the stretch.
    """
    subjects = load_wording().subjects
    if opened and (named := _called(term).search(stretch)):
        return named.start()
    found = next(reversed(list(_OPEN.finditer(stretch))), None)
    if found is None or term.lower() in subjects.things:
        return -1
    if not found["blank"]:
        return found.start() if term.lower() in subjects.roles | _YOU else -1
    # A blank may be a part of an address: "residing at 4 Mill Road and ______". One that ends the stretch,
    # behind a company, is none.
    alone = not stretch[found.end() :].strip(" _[]*●•.,\n")
    before = stretch[: found.start()]
    after_name = alone and HAS_FORM.search(before) is not None and re.search(_BLANK, before) is None
    return found.start() if opened or after_name or not split_names(before) else -1


def _called(term: str) -> re.Pattern[str]:
    """Return what finds "and the above-named Supplier"."""
    name = re.escape(term[:60])
    return re.compile(
        rf"\band\s+(?:the\s+)?(?:above|below|under)[-\s]?(?:named|signed)\s+{name}\b", re.IGNORECASE
    )


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
    role = lone_role(text, parties, least=_OFTEN)
    return (*parties, Party(role.capitalize(), (), role)) if role else tuple(parties)


def with_lone_company(text: str, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Let "Company", which nobody defined, be the one company of two parties, the other a person or a blank.

    Args:
        text: The whole text of the agreement.
        parties: Its parties.
    """
    if len(parties) != _PAIR or any(_COMPANY.casefold() in _small(party) for party in parties):
        return tuple(parties)
    firms = [party for party in parties if HAS_FORM.search(party.name)]
    other = next((party for party in parties if party not in firms), None)
    if len(firms) != 1 or other is None or not (other.role in _PERSONS or other.name in other.aliases):
        return tuple(parties)
    called = len(list(islice(_ALONE.finditer(text), _SOME))) == _SOME
    if not called or _COMPANY_IS.search(text) or not _COMPANY_ACTS.search(text):
        return tuple(parties)
    return tuple(
        replace(party, aliases=(*party.aliases, _COMPANY)) if party in firms else party for party in parties
    )


def _small(party: Party) -> set[str]:
    return {party.role, *(alias.casefold() for alias in party.aliases)}
