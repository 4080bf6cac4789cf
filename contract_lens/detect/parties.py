"""The parties of an agreement, from its opening words: name, defined terms, role.

Read are "by and between X, a Delaware corporation ("Supplier"), and Y ...", "Party A: X", "BETWEEN: (1) X"
and openings that name the parties without "between".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from contract_lens.assessment import Party
from contract_lens.detect.company_names import find_companies, find_signatories
from contract_lens.detect.draft_parties import fill_blanks, unnamed_sides, with_parties_by_role
from contract_lens.detect.joint_filings import find_filers, is_joint_filing
from contract_lens.detect.letter_parties import letter_parties
from contract_lens.detect.openings import REGION, cut, regions_of
from contract_lens.detect.party_entries import read_entries
from contract_lens.detect.party_names import ENDS_IN_FORM, HAS_FORM, clean_name, split_names
from contract_lens.detect.party_terms import (
    ALIAS_GROUP,
    COLLECTIVE,
    NO_ROLES,
    aliases_in,
    in_plain_groups,
    own_terms,
    spellings_of_part,
)
from contract_lens.detect.run_together import with_names_apart
from contract_lens.detect.short_names import with_meant_names, with_short_names, with_undefined_roles
from contract_lens.detect.term_owners import is_of_another
from contract_lens.detect.unnamed_parties import open_place, with_acting_role, with_lone_company
from contract_lens.taxonomy.wording import load_wording

#: The parties are named within these first characters.
_HEAD = 12_000
_MOST_PARTIES = 60
#: Signatures stand within these last characters.
_TAIL = 12_000
_PAIR = 2
#: A list of names at least as plausible as this needs no second opinion: two companies, one with its term.
_LIKELY = 4.0
#: Above what any other way of naming the parties reaches.
_CERTAIN = 10.0

_BOLD_TERM = re.compile(r"\((the |as |The )?\*\*([^*()\n]{2,40})\*\*\)")
_EMPHASIS = re.compile(
    r"(?<![*\[_])(?:\*{2}|__)(?=[\w\"“”',.;:)]|$)(?![*_])|(?<=[\w.)\"”'])\*{2}(?![*\]])|^#{1,6}\s",
    re.MULTILINE,
)
_MARKS = ("**", "__", "#")
#: The row of a table that names the parties: "| Parties | Kell Ltd and Orrin LLP |".
_PARTY_ROW = re.compile(
    r"(?im)^[ \t]*\|?[ \t]*(?:the\s|names?\sof\s(?:the\s)?)?(?:contracting\s)?(?:part(?:y|ies)|between)"
    r"[ \t]*:?[ \t]*\|[ \t]*(?!role\b)([^|\n]+?)[ \t]*\|?[ \t]*$"
)
_NEXT_SENTENCE = re.compile(r"\s{0,3}\.\s+[A-Z]")
#: What ends a sentence and begins another between two terms.
_NEW_SENTENCE = re.compile(r"(?:^\s*|[a-z\"”)])\.\s+(?:[A-Z(]|\d)")
_LATER = 12  # words of a later sentence that tell that it speaks of something else
_ACTS = re.compile(
    r"\s+(?!(?:and|or|with|each|whose|having|of|an?|both|as|on|for|in|located|acting)\b)[a-z]{2}"
)
#: A name that was blacked out, or owners listed elsewhere: "[***] (the "Provider")", "the persons listed on
#: Schedule A (the "Investors")".
_UNNAMED = re.compile(
    r"\[[\s*●•_]{0,12}\*[\s*]{0,12}\]\W{0,3}$"
    r"|\b(?:persons|entities|individuals|funds|stockholders|shareholders)\b[^.;()]{0,80}"
    r"\b(?:listed|named|set forth)\b[^.;()]{0,60}$",
    re.IGNORECASE,
)
#: ("Granite" for both): "(together, "Granite")", "(together with Granite Networks, Inc., "Granite")".
_JOINT = re.compile(
    r"\b(?:together|collectively|jointly)\b"
    r"(?:,?\swith\s(?P<other>[^\"“”()]{3,80}?),?\s(?:the\s)?(?=[\"“]))?",
    re.IGNORECASE,
)
#: Before a name that is a party of its own.
_JOINS = re.compile(r"\b(?:agreement|contract|agree)\swith\s(?:the\s)?$")
_BINDS = re.compile(r"\b(?:shall|will|must|means)\b")
#: (ACME) behind a name, without quotes; it must act this many times to be a term.
_PLAIN_TERM = re.compile(r"\(([A-Z][A-Za-z&-]{1,24}(?: [A-Z][A-Za-z&-]{1,24})?)\)")
_LEAST_ACTS = 3
_LEAST_TURNS = 2
_LABEL = re.compile(r"\b(Party [A-D]|First Party|Second Party)\s*[:：]\s*([^\n;:：]{3,120})")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the opening with the defined terms behind it."""

    name: str
    aliases: tuple[str, ...]
    listed: bool = False
    members: tuple[str, ...] = ()


def find_parties(text: str, *, start: int = 0) -> tuple[Party, ...]:
    """Return the parties in the order in which the agreement names them; who only signs comes last.

    Args:
        text: The document's text.
        start: Where its opening begins, if a contents page or cover comes first.
    """
    best = _named_in(text[start : start + _HEAD])
    if start and _plausibility(best) < _LIKELY:
        # What was taken for the opening was none: a purpose clause, or the second page.
        best = max(best, _named_in(text[:_HEAD]), key=_plausibility)
    if len(_joined([], best)) < 2:
        best = max(_joined([], best), _of_draft(text[start : start + _HEAD], text), key=_plausibility)
    if len(best) < 2:
        best = max(best, _acting(text[start : start + REGION], text), key=_plausibility)
    if not any(one.aliases for one in best) and (written := letter_parties(text)):
        return written
    if is_joint_filing(text) and len(filers := find_filers(text)) > 1:
        best = _joined([named for named in best if named.aliases], filers)
    elif len(best) < 2:
        signed = list(find_signatories(text[-_TAIL:]))
        told = [named for named in best if named.aliases or HAS_FORM.search(named.name)]
        best = _joined(told if len(signed) > 1 else best, signed)
    told = [named for named in _apart(_joined([], best)) if not _takes_turns(named, text)]
    parties = [_party(named) for named in told[:_MOST_PARTIES]]
    known = with_short_names(text, with_meant_names(text, with_names_apart(text, parties)))
    known = with_acting_role(text, with_undefined_roles(text, known))
    return with_parties_by_role(text[start:], with_lone_company(text, known))


def _of_draft(opening: str, text: str) -> list[_Named]:
    """The parties of a draft whose names are still to come, called by their terms."""
    sides = [_Named(side.name, side.aliases) for side in unnamed_sides(opening, text)]
    return sides or _named_in(fill_blanks(opening, text))


def _takes_turns(named: _Named, text: str) -> bool:
    """Whether a name is no party's but the label of who speaks: "Ann: ...", again and again."""
    if named.aliases or HAS_FORM.search(named.name):
        return False
    label = re.compile(rf"(?m)^\W{{0,4}}{re.escape(named.name)}(?:\s\([^()\n]{{1,40}}\))?:\s")
    return len(list(islice(label.finditer(text), _LEAST_TURNS))) == _LEAST_TURNS


def _acting(head: str, text: str) -> list[_Named]:
    """Names with a term behind them that no quotes mark, "(ACME)", where that term then acts in the text."""
    found: list[_Named] = []
    done = 0
    for group in _PLAIN_TERM.finditer(head):
        term = group[1]
        acts = re.compile(rf"\b{re.escape(term)}\s+(?:shall|will|must|may|agrees|warrants|represents)\b")
        if len(list(islice(acts.finditer(text), _LEAST_ACTS))) < _LEAST_ACTS:
            continue
        stretch = head[done : group.start()].rpartition("\n\n")[2]  # without the heading before it
        names = [company.name for company in find_companies(stretch)] or split_names(stretch)
        found += [_Named(names[-1], (term,))] if names else []
        done = group.end()
    return found


def _apart(named: Iterable[_Named]) -> list[_Named]:
    """Leave each defined term to the first party that has it: a term for two names neither."""
    taken: set[str] = set()
    found: list[_Named] = []
    for one in named:
        own = tuple(alias for alias in one.aliases if alias.lower() not in taken)
        taken.update(alias.lower() for alias in own)
        found.append(_Named(one.name, own, one.listed))
    return found


def _named_in(opening: str) -> list[_Named]:
    """The likeliest list of names in an opening."""
    head = in_plain_groups(_plain(opening))
    found = [_listed(head), _labelled(head)] + [_names_of(region) for region in regions_of(head)]
    best = max(found, key=_plausibility)
    mentioned = _mentioned(cut(head[:REGION]))
    return mentioned if _plausibility(mentioned) > _plausibility(best) + (len(best) > 1) else best


def _mentioned(region: str) -> list[_Named]:
    """Every company that the opening names, each with the defined terms up to the next."""
    companies = find_companies(region)
    ends = [*(company.start for company in companies), len(region)][1:]
    found = [
        _Named(company.name, aliases_in(region[company.end : end][:400], company.name))
        for company, end in zip(companies, ends, strict=False)
    ]
    return _joined([], found)


def _joined(named: Sequence[_Named], others: Iterable[_Named | str]) -> list[_Named]:
    """Add the others whose names are new; a known one takes their defined terms."""
    found = {_key(one.name): one for one in named}
    for other in others:
        one = other if isinstance(other, _Named) else _Named(other, ())
        known = found.get(_key(one.name))
        if known is None:
            found[_key(one.name)] = one
        elif one.aliases:
            found[_key(one.name)] = _Named(known.name, known.aliases + one.aliases, known.listed)
    return list(found.values())


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _plain(head: str) -> str:
    """Take the marks of Markdown and the label of the parties' row out; bold terms count as quoted."""
    if "**" in head:
        head = _BOLD_TERM.sub(r"(\1“\2”)", head)
    if any(mark in head for mark in _MARKS):
        head = _EMPHASIS.sub("", head)
    return _PARTY_ROW.sub(r"\n\n\1\n\n", head) if "|" in head else head


def _listed(head: str) -> list[_Named]:
    """The parties of a numbered list; an entry may go on to name another one."""
    found: list[_Named] = []
    for entry in read_entries(head):
        others = [
            named for named in _names_of(entry.text)[1:] if named.aliases and ENDS_IN_FORM.search(named.name)
        ]
        known = {alias for named in others for alias in named.aliases}
        own = tuple(alias for alias in aliases_in(entry.text, entry.name) if alias not in known)
        found += [_Named(entry.name, own, listed=True), *others]
    return found


def _plausibility(found: list[_Named]) -> float:
    """How much a list of names looks like the parties: two or more companies, each with its defined term."""
    if len(found) < 2:
        return 0.1 * len(found)
    if found[0].listed:
        return _CERTAIN
    good = [
        (2.0 if named.aliases else 0.5) + (1.0 if HAS_FORM.search(named.name) else 0.0) for named in found[:2]
    ]
    doubtful = sum(1 for named in found if not named.aliases and not HAS_FORM.search(named.name))
    # "Orrin, LLC and Kell" of a cover before "Orrin, LLC": two names were taken for one.
    run_together = f"{found[1].name} and " in found[0].name
    return sum(good) - 0.5 * doubtful - 0.05 * max(0, len(found) - 4) - 3.0 * run_together


def _labelled(head: str) -> list[_Named]:
    found: dict[str, str] = {}
    for label, rest in _LABEL.findall(head[:5_000]):
        name = clean_name(rest)
        if label not in found and name:
            found[label] = name
    return [_Named(name, (label,)) for label, name in found.items()]


def _names_of(region: str) -> list[_Named]:
    named = _named_one_by_one(region)
    if len(named) == 1 and named[0].members:  # one term for all of them is nobody's own
        *others, last = named[0].members
        own = tuple(alias for alias in named[0].aliases if alias not in named[0].members)
        return [*(_Named(name, ()) for name in others), _Named(last, own)]
    return named


def _named_one_by_one(region: str) -> list[_Named]:
    named: list[_Named] = []
    done = 0
    for group in ALIAS_GROUP.finditer(region):
        inner = group.group()
        together = COLLECTIVE.search(inner)
        complete = together is not None and len(named) >= 2
        # ("SPI" and, together with the Company, the "Parties"): the last one has a term of its own.
        aliases = tuple(own_terms(inner[: together.start()] if together and complete else inner))
        if complete and not aliases:
            break
        if not aliases and len(named) > 1 and _has_begun(region[done : group.start()], named):
            return named
        if not aliases:
            continue
        acts = _NEXT_SENTENCE.match(region, done) and _ACTS.match(region, group.end())
        if acts and len(named) > 1 and all(one.aliases for one in named):
            return named  # "X ("Seller") and Y ("Buyer"). The founders ("Founders") join in ..."
        stretch = region[done : group.start()]
        names = _names_before(stretch, aliases[0])
        owner = names[-1] if names else named[-1].name if named else ""
        if owner and is_of_another(stretch, aliases, owner):
            done = done if names else group.end()
            continue
        at = open_place(stretch, aliases[0], opened=bool(named) and not split_names(stretch))
        if at >= 0 and not find_companies(stretch[at:]):
            names = [*split_names(stretch[:at]), aliases[0][0].upper() + aliases[0][1:]]
        if not names and len(named) > 1 and _BINDS.search(stretch):
            return named  # "FTE's work shall be named in an order ("Order")": the clauses have begun
        if not names and named and _is_of_later(stretch, named[-1]):
            done = group.end()
            continue  # "... pool their networks in a business (the "Venture")"
        if not names and named:
            named[-1] = _Named(named[-1].name, named[-1].aliases + aliases)
        elif names:
            named += [_Named(name, ()) for name in names[:-1]] + [_Named(names[-1], aliases)]
            named = _joint(named, len(names), inner)
        done = group.end()
        if together and len(named) >= 2:
            return named
    tail = region[done:]
    if re.match(r"[\s,;]*(?:and|&)\s", tail, re.IGNORECASE) or not named:
        named += [_Named(name, ()) for name in split_names(tail)[:2]]
    return named


def _has_begun(stretch: str, named: list[_Named]) -> bool:
    """Whether the clauses have begun behind parties that all have a term."""
    told = all(one.aliases for one in named) and _BINDS.search(stretch) is not None
    return told and not find_companies(stretch)


def _joint(named: list[_Named], count: int, inner: str) -> list[_Named]:
    """Make one party of the last names if one term stands for them together.

    Args:
        named: All names so far, the last one with the terms of the group.
        count: How many of them stand before the group, and behind the one before.
        inner: The words of the group.
    """
    joint = _JOINT.search(inner)
    if joint is None:
        return named
    first = len(named) - count
    if other := joint["other"]:
        key = _key(other)
        first = next(
            (at for at, one in enumerate(named[:-1]) if _key(one.name).startswith(key)), len(named) - 1
        )
    camp = named[first:]
    if len(camp) < _PAIR or any(one.aliases for one in camp[:-1]):
        return named
    members = tuple(one.name for one in camp)
    name = " and ".join((", ".join(members[:-1]), members[-1]))
    return [*named[:first], _Named(name, (*camp[-1].aliases, *members), members=members)]


def _is_of_later(stretch: str, last: _Named) -> bool:
    """Whether a term stands in a sentence of its own behind a party that has one."""
    later = _NEW_SENTENCE.search(stretch)
    return bool(last.aliases and later and len(stretch[later.end() :].split()) >= _LATER)


def _names_before(stretch: str, alias: str) -> list[str]:
    """The names before a group of defined terms; a party without a name is called by its term."""
    names = split_names(stretch)
    if not names and "\n\n" in stretch:  # an address in lines of its own stands between two names
        names = [name for name in split_names(stretch[stretch.rindex("\n\n") :]) if " " in name]
    if not names:  # "..., with an address at Kiel, Germany, Oru Ports GmbH ("Oru")"
        names = _just_before(stretch)
    elif last := [name for name in _just_before(stretch, _JOINS) if name not in names[-1]]:
        names = [*names, *last]  # "..., insured by the Fund, confirm their agreement with Oru, Inc. ("Oru")"
    return names or ([alias] if _UNNAMED.search(stretch) and alias[0].isupper() else [])


def _just_before(stretch: str, joined: re.Pattern[str] | None = None) -> list[str]:
    """The company that a stretch ends in, if a word that joins names stands before it."""
    last = find_companies(stretch)[-1:]
    ends = [company for company in last if not stretch[company.end :].strip(" ,")]
    return [one.name for one in ends if joined is None or joined.search(stretch[: one.start][-20:])]


def _party(named: _Named) -> Party:
    aliases = tuple(dict.fromkeys(re.sub(r"^(?:the|The|THE) ", "", alias) for alias in named.aliases))
    aliases = tuple(dict.fromkeys(spelling for alias in aliases for spelling in spellings_of_part(alias)))
    roles = load_wording().subjects.roles - NO_ROLES
    role = next((term.lower() for term in (*aliases, named.name) if term.lower() in roles), "")
    return Party(named.name, aliases, role)
