"""The defined terms behind the names of parties: ``("Supplier")``, ``(the "Company" or "NordWind")``."""

from __future__ import annotations

import re

from contract_lens.detect.party_names import tidy
from contract_lens.detect.term_owners import is_of_another
from contract_lens.taxonomy.wording import load_wording

_QUOTE = "[\"“”'‘]"
#: A term in quotes: words, or one that begins with a figure ("9284", "3M"), which is no year of a plan.
_QUOTED = re.compile(
    r"[\"“”'‘]{1,2}\s?([A-Za-z][^\"“”\n]{0,58}?|\d[\w&./-]{0,14}?)[.,]?\s?(?:[\"“”]{1,2}|['’]{1,2}(?!\w))"
)
#: "together the Participants": names for all of them follow.
_TOGETHER = re.compile(
    r"[\s,;.]*(?:and |each |all )?(?:[A-Z]\w+,? (?:and )?){0,6}(?:are )?(?:together|collectively|jointly)\b"
)
_ABROAD = "„«»‚‹›"
_QUOTES_ABROAD = str.maketrans(_ABROAD, "““”‘‘’")
_BRACKETED = re.compile(r"\([^()]{1,260}\)")
_BREAK = re.compile(r"(?<!\n)[ \t]*\r?\n[ \t]*(?!\s)")
_PART = re.compile(
    r"part(?:y|ies) (?:hereto )?of the (?P<place>first|second|third|fourth|fifth|one|other) part",
    re.IGNORECASE,
)
#: ("Celebrity), one quote forgotten.
_HALF_QUOTED = re.compile(r"^\([\"“]([A-Z][\w ]{2,30})\)$")
#: ("Affiliate") may be a party's own term; (each an "Affiliate") is none.
_ONE_AFFILIATE = re.compile(r"\((?:the |as )?[\"“”'‘]affiliate[\"“”'’]\)", re.IGNORECASE)
_BARE_ALIAS = re.compile(
    r"^\((?:(?:as|the)|(?:herein\w*,? )?(?:referred to as|called|known as)(?: the)?) "
    r"(Party [A-Z]|[A-Z][A-Za-z-]{2,24})\)$"
)
#: ("Supplier"), (the "Company" or "NordWind"), (as Repairer), hereinafter referred to as "Licensor".
ALIAS_GROUP = re.compile(
    rf"\((?=[^()]{{0,200}}{_QUOTE})[^()]{{1,260}}\)"
    r"|\((?:(?:as|the) )?[A-Z][A-Za-z-]{2,24}\s?\)"
    r"|\((?:herein\w*,?\s+)?(?:referred\s+to\s+as|called|known\s+as)(?:\s+the)?\s+"
    r"(?:Party\s[A-Z]|[A-Z][A-Za-z-]{2,24})\)"
    r"|(?:herein\w*|referred to|collectively|(?<!currently )known as|called|(?<!currently known )\"?as)"
    r"[^.;()\"“”]{0,60}"
    r"(?:[\"“”][^\"“”]{1,60}[\"“”](?:\s*(?:,|or|and|and/or)\s*)?){1,4}"
    r"|[\"“][A-Z][^\"“”\n]{1,40}[\"”]\s?/\s?[\"“][A-Z][^\"“”\n]{1,40}[\"”]",
    re.IGNORECASE,
)
_NO_ALIAS = re.compile(
    r"^(?:the |this )?(?:agreement|contract|amendment|addendum|effective date|execution date"
    r"|commencement date|closing|term|date|part(?:y|ies)(?:/part(?:y|ies))?|memorandum|mou|lease|deed"
    r"|signing date"
    r"|(?:[\w-]+ ){1,4}(?:agreement|amendment|date|act|order)|affiliates|products?"
    r"|services?|territory|sec|prc|p\.r\.c\.?|usa?|u\.s\.(?:a\.)?|uk|eu)$",
    re.IGNORECASE,
)
#: (each a "Party" and together the "Parties"): the names are complete.
COLLECTIVE = re.compile(
    r"\b(?:collectively|each|individually|together|jointly|singularly|both)\b"
    r"[^()]{0,160}[\"“'‘](?:the )?part(?:y|ies)[,.]?[\"”'’]",
    re.IGNORECASE,
)
#: Words that are defined terms of many agreements and tell nothing of the part played.
NO_ROLES = frozenset(
    [
        "company",
        "corporation",
        "bank",
        "fund",
        "group",
        "person",
        "persons",
        "association",
        "trust",
        "firm",
        "i",
        "we",
        "you",
        "us",
        "parties",
        "university",
        "individual",
        "subsidiary",
        "affiliate",
        "affiliates",
        "city",
        "state",
        "county",
    ]
)


def in_plain_groups(head: str) -> str:
    """Return an opening with the quotes of other countries as English ones, and no line broken in brackets.

    („Customer“) and (the "Service / Provider"), broken where the stroke stands, define a term like any other.
    """
    if any(quote in head for quote in _ABROAD):
        head = head.translate(_QUOTES_ABROAD)
    return _BRACKETED.sub(lambda group: _BREAK.sub(" ", group[0]), head)


def aliases_in(text: str, owner: str = "") -> tuple[str, ...]:
    """Return the defined terms of a party in what stands behind its name.

    Args:
        text: What stands behind the name.
        owner: The name.
    """
    found: list[str] = []
    for group in ALIAS_GROUP.finditer(text):
        inner = group.group()
        if COLLECTIVE.search(inner) and found:
            break
        terms = own_terms(inner)
        found += terms if not is_of_another(text[: group.start()], terms, owner) else []
        if found and _TOGETHER.match(text, group.end()):
            break
    return tuple(found)


def own_terms(inner: str) -> list[str]:
    """The defined terms of a group that can be those of a party."""
    terms = [term for term in map(tidy, _terms(inner)) if not _NO_ALIAS.match(term)]
    return [term for term in terms if term.lower() != "affiliate" or _ONE_AFFILIATE.fullmatch(inner)]


def _terms(inner: str) -> list[str]:
    """The defined terms of a group; ``(Shipper)`` without quotes or article only where it tells a role."""
    quoted: list[str] = _QUOTED.findall(inner) or _HALF_QUOTED.findall(inner)
    quoted = quoted or _BARE_ALIAS.findall(" ".join(inner.split()))
    alone = inner.strip("() ")
    if quoted or not inner.startswith("(") or alone.lower() not in load_wording().subjects.roles - NO_ROLES:
        return quoted
    return [alone]


def spellings_of_part(alias: str) -> tuple[str, ...]:
    """Return a defined term, and for "PARTY OF THE FIRST PART" how the clauses write it."""
    if alias in ("we", "you"):  # "You will pay" begins a sentence
        return (alias, alias.capitalize())
    found = _PART.fullmatch(alias)
    if found is None:
        return (alias,)
    place = found["place"].lower()
    loud = f"Party of the {place.capitalize()} Part"
    return tuple(dict.fromkeys((alias, loud, loud.lower(), f"{place.capitalize()} Party", f"{place} party")))
