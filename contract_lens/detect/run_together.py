"""Names that run together: a short name on the line above the full one, two names that "and" joins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from contract_lens.assessment import Party
from contract_lens.detect.company_names import find_companies
from contract_lens.detect.party_names import ENDS_IN_FORM, HAS_FORM

_SHORT = re.compile(r"[A-Z][A-Z0-9&]{1,7}")
_AND = re.compile(r"\s(?:and|AND|&)\s")
#: What a place before "and" ends in: "Canada N3C2A7 and Kell Corporation".
_CODE = re.compile(r"(?=\w*\d)(?=\w*[A-Za-z])\w{4,8}|\d{4,6}")
#: Full names stand within these first and last characters.
_REACH = 6_000


def with_names_apart(text: str, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Return the parties, names that ran together taken apart.

    Args:
        text: The whole text of the agreement.
        parties: Its parties.
    """
    found: list[Party] = []
    for party in parties:
        short, full = _short_and_full(party.name, text)
        if short:
            others = (alias for alias in party.aliases if alias != short)
            found.append(replace(party, name=full, aliases=(short, *others)))
        elif not party.aliases and _AND.search(party.name):
            found += _apart(party, parties, text)
        else:
            found.append(party)
    known = {party.name.casefold(): party for party in reversed(found)}
    return tuple(party for party in found if known[party.name.casefold()] is party)


def _short_and_full(name: str, text: str) -> tuple[str, str]:
    """``DCL`` and ``DAIRY CREAM LIMITED`` of ``DCL DAIRY CREAM LIMITED``; nothing if a name is one."""
    short, _, full = name.partition(" ")
    words = full.split()
    if not _SHORT.fullmatch(short) or len(words) < 2 or not ENDS_IN_FORM.search(full):
        return "", ""
    initials = "".join(word[0] for word in words if word[0].isalnum()).upper()
    if initials == short or (len(short) > 2 and initials.startswith(short)):
        return short, full
    repeated = words[0] == short and (_stands_below(short, full, text) or _stands_alone(full, text, short))
    return (short, full) if repeated else ("", "")


def _stands_below(short: str, full: str, text: str) -> bool:
    name = r"\s+".join(map(re.escape, full.split()))
    return re.search(rf"(?m)^[ \t]*{re.escape(short)}[ \t]*\n\s*{name}", text[:_REACH]) is not None


def _stands_alone(name: str, text: str, before: str) -> bool:
    """Whether a name occurs anywhere without a certain word before it."""
    wanted = " ".join(name.split()).casefold()
    evened = f" {' '.join((text[:_REACH] + ' | ' + text[-_REACH:]).split())}".casefold()
    at = evened.find(wanted)
    while at >= 0:
        if not evened[:at].endswith((f" {before.casefold()} ", f" {before.casefold()}")):
            return True
        at = evened.find(wanted, at + 1)
    return False


def _apart(party: Party, parties: Sequence[Party], text: str) -> Iterator[Party]:
    """Yield the two parties of "Oru and Kell Inc.", if the text has "Kell Inc." without Oru as well."""
    for joint in _AND.finditer(party.name):
        left, right = party.name[: joint.start()].strip(" ,"), party.name[joint.end() :].strip(" ,")
        if len(right.split()) < 2 or not ENDS_IN_FORM.search(right):
            continue
        place = _CODE.fullmatch(left.split()[-1])
        first = "" if place else _full_name(left, party, parties, text)
        if (place or first) and _stands_alone(right, text, joint[0].strip()):
            if first:
                yield Party(first)
            yield Party(right)
            return
    yield party


def _full_name(left: str, party: Party, parties: Sequence[Party], text: str) -> str:
    """The name that begins like what stands before "and": another party's, or one near either end."""
    small = left.casefold()
    companies = find_companies(text[:_REACH]) + find_companies(text[-_REACH:])
    names = [other.name for other in parties if other is not party] + [company.name for company in companies]
    joined = party.name.casefold()
    named = [name for name in names if name.casefold().startswith(small) and name.casefold() not in joined]
    if full := next((name for name in named if not _AND.search(name) and HAS_FORM.search(name)), ""):
        return full
    return left if ENDS_IN_FORM.search(left) else ""
