"""The parties of a draft whose names are still to come: blanks, square brackets, the fields of a form.

    between [NAME OF SUPPLIER] (the "Supplier") and {{customer_name}} (the "Customer")
    -> between Supplier (the "Supplier") and Customer (the "Customer")

A draft is the paper that somebody can still change, so it has to be read like the one that is signed. Until
there is a name, a side is called by its defined term, or by its role where it has no term.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from contract_lens.assessment import Party
from contract_lens.detect.company_names import find_companies
from contract_lens.detect.openings import REGION
from contract_lens.detect.party_terms import ALIAS_GROUP, NO_ROLES, in_plain_groups, own_terms
from contract_lens.detect.short_names import acts
from contract_lens.taxonomy.wording import load_wording

#: "University of [●]", which the clauses call "the University".
_OF_A_PLACE = "University|Institute|Ministry|Government|City|State|Republic|Municipality"
#: A typed line, or brackets of any sort around a few words; "[***]" was blacked out in a signed paper.
_BLANK = re.compile(
    rf"(?:(?:{_OF_A_PLACE})\sof\s)?"
    r"(?:\\?_(?: ?\\?_){2,}|(?:\. ?){6,}|…{2,}|\((?i:insert|full|name|company)\b[^()\"“]{0,60}\)"
    r"|\[[^\[\]*\n]{0,60}\]|\{\{[^{}\n]{1,60}\}\}|<{1,2}[A-Za-z][^<>\n]{1,60}>{1,2}|«[^«»\n]{1,60}»)"
    r"(?:,?\s(?i:limited|ltd|inc|incorporated|llc|corporation|corp|plc|gmbh)\b\.?)?"
)
#: What stands before a name: "between", "and", the number of an entry, a label, the beginning of a line or a
#: cell, the term of the name before.
_NAME_PLACE = re.compile(
    r"(?:\b(?:between|among|amongst|and)|&|:|\(?\b(?:\d{1,2}|[a-dA-D]|i{1,3})[).]|\n|[\"”]\),|\||^)"
    r"[\s\"“*|]{0,12}(?:the\s)?$",
    re.IGNORECASE,
)
#: Words around what a blank asks for: "insert full legal name of the Supplier".
_ASKS = re.compile(
    r"(?i)\b(?:insert|enter|full|legal|registered|corporate|company|business|name|names|of|the|party|details|here)\b"
)
#: (hereinafter “[INSTITUTION]”): a term that is a field itself.
_QUOTED_FIELD = re.compile(r"(?<=[\"“])\[([^\[\]\n]{1,40})\](?=[\"”])")
_PARTIES = re.compile(r"(?im)^[ \t*|#-]{0,6}(?:the\s)?parties[*|\"“” \t]{0,4}:")
_CALLED = r"(?i:party [a-d]|[a-z-]{3,24})"
_LABEL = re.compile(rf"(?m)^[ \t*|#-]{{0,6}}(?:the\s)?({_CALLED})[*|\"“” \t]{{0,4}}:[*|\"“” \t]{{0,6}}$")
_ACTOR = re.compile(r"(?!(?i:.*\bname))[A-Z][\w&.-]{0,24}(?:\s[A-Z0-9][\w&.-]{0,24}){0,3}")
_BETWEEN_ROLES = re.compile(
    rf"\b(?:between|BETWEEN)\s(?:(?:the|THE)\s)?({_CALLED}),?\s(?:and|AND)\s(?:(?:the|THE)\s)?({_CALLED})\b"
)
_LETTERED = re.compile(r"(?i)party [a-d]")
_PRONOUNS = frozenset({"we", "us", "our", "you", "your"})
#: "[Investor] (" before a term: it is the investor's.
_OWNER = re.compile(r"\[([A-Za-z-]{3,24})\]\s?$")
_NEXT_SENTENCE = re.compile(r"\.\s+[A-Z]")
_BEFORE = 60
_BEHIND = 600
_MOST_BLANKS = 60
_PAIR = 2


class _Field(NamedTuple):
    """A blank that stands for a name.

    Attributes:
        blank: Where it stands.
        name: What to call who is meant.
        terms: The defined terms behind it.
        is_named: Whether it holds the name of a company: "[Velm Ltd]".
    """

    blank: re.Match[str]
    name: str
    terms: tuple[str, ...] = ()
    is_named: bool = False


def unnamed_sides(opening: str, text: str) -> tuple[Party, ...]:
    """Return the sides of a draft in which nobody has a name yet; nothing if somebody has.

    Args:
        opening: The first characters of an agreement.
        text: The whole text, whose clauses may say "[Company A] shall".
    """
    opening = _QUOTED_FIELD.sub(r"\1", opening)
    fields = _fields(opening, text)
    sides = {field.name: Party(field.name, field.terms or (field.name,)) for field in fields}
    if len(sides) < _PAIR or any(field.is_named for field in fields):
        return ()
    named = find_companies(opening[fields[0].blank.start() : fields[-1].blank.end()])
    return () if named else tuple(sides.values())


def fill_blanks(opening: str, text: str) -> str:
    """Return an opening with the blanks that stand for a name filled by the term or role of who is meant.

    Args:
        opening: The first characters of an agreement.
        text: The whole text.
    """
    opening = _QUOTED_FIELD.sub(r"\1", opening)
    fields = _fields(opening, text)
    pieces: list[str] = []
    done = 0
    for field in fields:
        is_told = field.terms or field.is_named
        pieces += (
            opening[done : field.blank.start()],
            field.name if is_told else f'{field.name} (the "{field.name}")',
        )
        done = field.blank.end()
    return _PARTIES.sub("between ", "".join((*pieces, opening[done:]))) if fields else opening


def _fields(opening: str, text: str) -> list[_Field]:
    """The blanks that stand for a name, and what to call it."""
    blanks = _blanks_for_names(opening)
    ends = [*(blank.start() for blank in blanks), len(opening)][1:]
    found: list[_Field] = []
    for blank, end in zip(blanks, ends, strict=False):
        stretch = opening[blank.end() : min(end, blank.end() + _BEHIND)]
        field = _field(blank, stretch, text)
        if field is None:
            continue
        if len({one.name for one in found}) >= _PAIR and not field.is_named:
            # Both sides are told: a blank further on may be a product or a bank.
            if _NEXT_SENTENCE.search(opening, found[-1].blank.end(), blank.start()):
                break
            if not _tells_side(field.name):
                continue
        found.append(field)
    return found


def _field(blank: re.Match[str], stretch: str, text: str) -> _Field | None:
    """What a blank stands for, by what stands behind it or in it; ``None`` for a date, a place or a thing."""
    inner = blank[0].strip("[] ")
    company = next(iter(find_companies(inner)), None) if blank[0][0] == "[" else None
    if company is not None and company.end - company.start == len(inner):
        return _Field(blank, inner, is_named=True)
    if terms := _terms_behind(stretch):
        name = terms[0][0].upper() + terms[0][1:]
        last = "party" if "party" in name.lower() else name.split()[-1].lower()  # "Party of the First Part"
        is_thing = last in load_wording().subjects.things
        is_side = _tells_side(name) or acts(text, Party(name, terms).spellings)
        return _Field(blank, name, terms) if is_side and not is_thing else None
    name = _role_in(blank[0], text) or _actor_in(blank[0], text) or _body_in(blank[0], text)
    return _Field(blank, name) if name else None


def _tells_side(name: str) -> bool:
    """Whether a term says that somebody is meant: "Supplier", "Investor 2", "Disclosing Party"."""
    return not load_wording().subjects.roles.isdisjoint(re.findall(r"[a-z-]+", name.lower())) or (
        "party" in name.lower()
    )


def with_parties_by_role(text: str, known: Sequence[Party]) -> tuple[Party, ...]:
    """Return the sides of a draft that names them by their roles alone; else who is known.

    "Supplier: [name]" and "Customer: ____" at its beginning, or "between the Supplier and the Customer".
    A side that has a name keeps it.

    Args:
        text: The text of an agreement from its opening on.
        known: Its parties so far.
    """
    if len(known) >= _PAIR:
        return tuple(known)
    opening = text[:REGION]
    labels = (
        _LABEL.search(opening[: blank.start()].rpartition("\n")[2]) for blank in _blanks_for_names(opening)
    )
    labelled = [label[1] for label in labels if label and _is_role(label[1])]
    pairs = [labelled, *(list(pair.groups()) for pair in islice(_BETWEEN_ROLES.finditer(opening), _PAIR))]
    for pair in pairs:
        roles = dict.fromkeys(role.lower() for role in pair if _is_role(role))
        names = [role.title() if _LETTERED.fullmatch(role) else role.capitalize() for role in roles]
        acting = [name for name in names if acts(text, [name])]
        if len(acting) >= _PAIR:
            return tuple(_of_role(name, known) for name in acting)
    return tuple(known)


def _of_role(name: str, known: Sequence[Party]) -> Party:
    """The party that has a role for its term, or one that is called by it."""
    named = (one for one in known if name.lower() in {alias.lower() for alias in one.aliases})
    return next(named, Party(name, (name,), "" if _LETTERED.fullmatch(name) else name.lower()))


def _blanks_for_names(opening: str) -> list[re.Match[str]]:
    found = islice(_BLANK.finditer(opening), _MOST_BLANKS)
    return [
        blank
        for blank in found
        if _NAME_PLACE.search(opening[max(0, blank.start() - _BEFORE) : blank.start()])
    ]


def _terms_behind(stretch: str) -> tuple[str, ...]:
    """The first group of defined terms in what stands behind a blank; none behind a company's name."""
    stretch = in_plain_groups(stretch)
    for group in ALIAS_GROUP.finditer(stretch):
        terms = [re.sub(r"^(?:the|The|THE)\s", "", term) for term in own_terms(group.group())]
        terms = sorted(terms, key=lambda term: term.lower() in _PRONOUNS)  # "we" comes after "Investor"
        owner = _OWNER.search(stretch[: group.start()])
        if owner and _is_role(owner[1]):
            return ()
        if any(terms):
            return () if find_companies(stretch[: group.start()]) else tuple(filter(None, terms))
    return ()


def _role_in(blank: str, text: str) -> str:
    """The role that a blank asks for: ``Supplier`` of "[insert name of Supplier]", "[Our Supplier]"."""
    asked = _ASKS.sub(" ", re.sub(r"[^A-Za-z-]", " ", blank)).split()
    role = asked[-1].capitalize() if asked and _is_role(asked[-1]) else ""
    return role if len(asked) == 1 or (role and acts(text, [role])) else ""


def _actor_in(blank: str, text: str) -> str:
    """What stands in square brackets, if the clauses have it act: ``Company A`` of "[Company A]"."""
    inner = blank[1:].partition("]")[0].strip()  # "[Party A] Limited" as well
    is_actor = blank[0] == "[" and _ACTOR.fullmatch(inner) and acts(text, Party(inner).spellings)
    return inner if is_actor else ""


def _body_in(blank: str, text: str) -> str:
    """What a public body without a place is, if the clauses have it act: ``University``."""
    body = blank.partition(" ")[0]
    return body if body in _OF_A_PLACE.split("|") and acts(text, [body]) else ""


def _is_role(word: str) -> bool:
    return word.lower() in load_wording().subjects.roles - NO_ROLES or bool(_LETTERED.fullmatch(word))
