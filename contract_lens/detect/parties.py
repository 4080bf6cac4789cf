"""The parties of an agreement, from its opening words: name, defined terms, role.

Read are "by and between X, a Delaware corporation ("Supplier"), and Y ...", "Party A: X", "BETWEEN: (1) X"
and openings that name the parties without "between".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from contract_lens.assessment import Party
from contract_lens.detect.party_entries import read_entries
from contract_lens.taxonomy.wording import load_wording

#: The parties are named within these first characters.
_HEAD = 12_000
#: ... and the passage that names them is no longer than this.
_REGION = 2_500
_MOST_PARTIES = 12
#: Above what any other way of naming the parties reaches.
_CERTAIN = 10.0

_QUOTE = "[\"“”'‘]"
_QUOTED = re.compile(r"[\"“”'‘]{1,2}\s?([A-Za-z][^\"“”\n]{0,58}?)[.,]?\s?[\"“”'’]{1,2}")
_BOLD_TERM = re.compile(r"\((the |as |The )?\*\*([^*()\n]{2,40})\*\*\)")
_EMPHASIS = re.compile(
    r"(?<![*\[])(?:\*{2}|__)(?=[\w\"“”',.;:)]|$)(?!\*)|(?<=[\w.)\"”'])\*{2}(?![*\]])|^#{1,6}\s", re.MULTILINE
)
#: "together the Participants": names for all of them follow.
_TOGETHER = re.compile(
    r"[\s,;.]*(?:and |each |all )?(?:[A-Z]\w+,? (?:and )?){0,6}(?:are )?(?:together|collectively|jointly)\b"
)
_NEXT_SENTENCE = re.compile(r"\s{0,3}\.\s+[A-Z]")
_ACTS = re.compile(
    r"\s+(?!(?:and|or|with|each|whose|having|of|an?|both|as|on|for|in|located|acting)\b)[a-z]{2}"
)
_BARE_ALIAS = re.compile(r"^\((?:as|the) ([A-Z][A-Za-z-]{2,24})\)$")
#: ("Supplier"), (the "Company" or "NordWind"), (as Repairer), hereinafter referred to as "Licensor".
_ALIAS_GROUP = re.compile(
    rf"\((?=[^()]{{0,200}}{_QUOTE})[^()]{{1,260}}\)"
    r"|\((?:(?:as|the) )?[A-Z][A-Za-z-]{2,24}\)"
    r"|(?:herein\w*|referred to|collectively|known as|called|\"?as)[^.;()\"“”]{0,60}"
    r"(?:[\"“”][^\"“”]{1,60}[\"“”](?:\s*(?:,|or|and|and/or)\s*)?){1,4}",
    re.IGNORECASE,
)
_NO_ALIAS = re.compile(
    r"^(?:the |this )?(?:agreement|contract|amendment|addendum|effective date|execution date"
    r"|commencement date|closing|term|date|part(?:y|ies)|memorandum|mou|lease|deed|signing date"
    r"|amended agreement|original agreement|\w+ agreement|\w+ date|\w+ act|affiliates?|products?"
    r"|services?|territory|sec)$",
    re.IGNORECASE,
)
#: (each a "Party" and together the "Parties"): the names are complete.
_COLLECTIVE = re.compile(
    r"\b(?:collectively|each|individually|together|jointly|singularly|both)\b"
    r"[^()]{0,160}[\"“'‘](?:the )?part(?:y|ies)[,.]?[\"”'’]",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:by and (?:between|among(?:st)?)|between|by and|among(?:st)?|entered into by(?! and))\b[\s:]*"
    r"(?:and among\b|the (?:following )?parties[^:]{0,40}:)?",
    re.IGNORECASE,
)
_REGION_END = re.compile(
    r"\bwhereas\b|\brecitals?\b|\bwitnesseth\b|\bw i t n e s s|\bnow,? therefore|\bbackground\b"
    r"|\bpreliminary statement|\bthe parties (?:hereby )?agree|\bagree as follows|\bin consideration of"
    r"|\bis made (?:with|under|in)\b|\btable of contents|\barticle (?:1|i)\b|\n\s*1\.\s|\bintroduction\b"
    r"|\bwith respect to\b|\bpursuant to which\b",
    re.IGNORECASE,
)
#: Words that end the name of a company.
_FORM = (
    r"(?i:inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|company|co|gmbh|n\.v|b\.v|nv|bv|plc"
    r"|l\.p|lp|llp|s\.a|s\.p\.a|s\.r\.l|ag|kg|a/s|ab|oy|pty|trust|bank|university|n\.a|association"
    r"|partnership|foundation|institute|aktiengesellschaft)"
)
_HAS_FORM = re.compile(rf"\b{_FORM}\b")
_ENDS_IN_FORM = re.compile(rf"\b{_FORM}\.?$")
#: ... though not in "Institute of Grassland and Environmental Research".
_WHOLE = re.compile(rf"\b{_FORM}\b(?!\s+(?i:of)\s)")
#: A name ends at a bracket, a colon, ", a Delaware corporation", " having its office" and the like.
_NAME_END = re.compile(
    r"\s*(?:\((?!(?:USA|US|U\.S\.|UK|HK|Hong Kong|[A-Z][a-z]+)\)\s)|\[(?!\*)|;|:|\n\s*\n|\"|“"
    rf"|,(?!\s*(?:{_FORM}|the)\b\.?)\s*(?=[a-z(\d]|A |An |The |Having|With|Whose|Organized|Its|as\b|Inc\b)"
    r"|,\s+(?=an? |the |having|with |whose|organi[sz]ed|located|incorporated|by its|on behalf|duly|in its"
    r"|its |acting|represented|registered|doing|formerly|Delaware|individually|as )"
    r"|\s(?:having|whose|located|organi[sz]ed|incorporated (?:in|under)|registered (?:in|under|office)"
    r"|with (?:its|an?|offices?|registered|principal|company|registration)"
    r"|a (?:corporation|company|limited|[A-Z][a-z]+ (?:corporation|company|limited|general|statutory))"
    r"|doing business|acting|established|represented|duly|on (?:the one|behalf)|dated|effective|herein"
    r"|of \d|whereas|formed|d/b/a|f/k/a|for the)\b)",
)
#: An address may follow the form of a company without a comma: "DGT Corp. Suite 207".
_AFTER_FORM = re.compile(
    r"\b(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Corp|CORP|GmbH|GMBH|N\.V|B\.V|PLC|plc|L\.P|LLP|S\.A|AG|Corporation"
    r"|CORPORATION|Incorporated)\b\.?(?=,?\s+(?!(?:of|OF|for|and|AND|&|Co|CO|KG|Trust|TRUST|Inc|Ltd|LLC"
    r"|Limited|LIMITED|L\.P|N\.A|II|III|\()\b))"
)
_LABEL = re.compile(r"\b(Party [A-D]|First Party|Second Party)\s*[:：]\s*([^\n;:：]{3,120})")
_LEAD = re.compile(
    r"^(?:[\s,;:.&\-–—|_]|and\b|on the (?:one|other) (?:hand|part)|of the (?:first|second|one|other) part"
    r"|\(?(?:\d|[ivx]{1,3}|[a-dA-D])[).]\s|each of\b|amongst?\b|between\b|or\b"
    r"|as of [^,]{0,30},|an? [^,;()]{3,60},\s(?=[A-Z]))+",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:,|;)?(?<!England)\s+(?:and|&)\s+(?=[A-Z0-9][^,;()\n]{1,70}"
    rf"(?:,\s*(?:{_FORM})\b|,?\s+(?:{_FORM})\b|,\s+an?\s|,\s+the\s|\s*\(|,?\s*$))",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:this|the (?:date|parties|agreement|effective|company$)|agreement|each|any|effective|as of|exhibit"
    r"|in addition|we|you|if|such|all|no|it|pursuant|certain|whereas|gentlemen|client name|customer name"
    r"|name$|name[\s,:]|address|signature|titles?$"
    r"|source|hereby|dated|overview|conditions|suite|redacted)\b|[A-Z][a-z]+ \d{1,2},? \d{4}$|\d+[\s,.]",
    re.IGNORECASE,
)
#: A sentence in capitals looks like a name but for its verb.
_VERBS = frozenset({"is", "are", "was", "were", "shall", "has", "have"})
_QUOTES = frozenset('"“”')
_LETTER = re.compile(r"[^\W\d_]")
_NAME_SMALL = frozenset(
    [
        "of",
        "and",
        "the",
        "for",
        "de",
        "la",
        "du",
        "van",
        "von",
        "der",
        "den",
        "in",
        "y",
        "e",
        "et",
        "und",
        "at",
        "on",
        "to",
    ]
)
_NO_NAME_STARTS = frozenset(["a", "an", "by", "with", "loan"])
#: Words that are defined terms of many agreements and tell nothing of the part played.
_NO_ROLES = frozenset(
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


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the opening with the defined terms behind it."""

    name: str
    aliases: tuple[str, ...]
    listed: bool = False


def find_parties(text: str, *, start: int = 0) -> tuple[Party, ...]:
    """Return the parties in the order in which the agreement names them.

    Args:
        text: The document's text.
        start: Where its opening begins, if a contents page or cover comes first.
    """
    head = _plain(text[start : start + _HEAD])
    found = [_listed(head), _labelled(head)] + [_names_of(region) for region in _regions(head)]
    best = max(found, key=_plausibility)
    return tuple(_party(named) for named in best[:_MOST_PARTIES])


def _plain(head: str) -> str:
    """Take the marks of Markdown out; a term in bold type between brackets counts as quoted."""
    head = _BOLD_TERM.sub(r"(\1“\2”)", head)
    return _EMPHASIS.sub("", head)


def _listed(head: str) -> list[_Named]:
    """The parties of a numbered list; an entry may go on to name another one."""
    found: list[_Named] = []
    for entry in read_entries(head):
        others = [
            named for named in _names_of(entry.text)[1:] if named.aliases and _ENDS_IN_FORM.search(named.name)
        ]
        known = {alias for named in others for alias in named.aliases}
        own = tuple(alias for alias in _aliases_in(entry.text) if alias not in known)
        found += [_Named(entry.name, own, listed=True), *others]
    return found


def _aliases_in(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for group in _ALIAS_GROUP.finditer(text):
        inner = group.group()
        if _COLLECTIVE.search(inner) and found:
            break
        quoted = _terms(inner)
        found += [alias for alias in map(_tidy, quoted) if not _NO_ALIAS.match(alias)]
        if found and _TOGETHER.match(text, group.end()):
            break
    return tuple(found)


def _terms(inner: str) -> list[str]:
    """The defined terms of a group; ``(Shipper)`` without quotes or article only where it tells a role."""
    quoted: list[str] = _QUOTED.findall(inner) or _BARE_ALIAS.findall(inner)
    alone = inner.strip("()")
    if quoted or not inner.startswith("(") or alone.lower() not in load_wording().subjects.roles - _NO_ROLES:
        return quoted
    return [alone]


def _plausibility(found: list[_Named]) -> float:
    """How much a list of names looks like the parties: two or more companies, each with its defined term."""
    if len(found) < 2:
        return 0.1 * len(found)
    if found[0].listed:
        return _CERTAIN
    good = [
        (2.0 if named.aliases else 0.5) + (1.0 if _HAS_FORM.search(named.name) else 0.0)
        for named in found[:2]
    ]
    doubtful = sum(1 for named in found if not named.aliases and not _HAS_FORM.search(named.name))
    return sum(good) - 0.5 * doubtful - 0.05 * max(0, len(found) - 4)


def _regions(head: str) -> list[str]:
    """Stretches that may name the parties: after each "between", then the opening itself."""
    regions = []
    for match in list(_BETWEEN.finditer(head))[:12]:
        regions.append(_cut(head[match.end() : match.end() + _REGION]))
    regions.append(_cut(head[:_REGION]))
    return regions


def _cut(region: str) -> str:
    end = _REGION_END.search(region)
    return region[: end.start()] if end else region


def _labelled(head: str) -> list[_Named]:
    found: dict[str, str] = {}
    for label, rest in _LABEL.findall(head[:5_000]):
        name = _clean(rest)
        if label not in found and name:
            found[label] = name
    return [_Named(name, (label,)) for label, name in found.items()]


def _names_of(region: str) -> list[_Named]:
    named: list[_Named] = []
    done = 0
    for group in _ALIAS_GROUP.finditer(region):
        inner = group.group()
        if _COLLECTIVE.search(inner) and len(named) >= 2:
            break
        quoted = _terms(inner)
        aliases = tuple(alias for alias in map(_tidy, quoted) if not _NO_ALIAS.match(alias))
        if not aliases:
            continue
        acts = _NEXT_SENTENCE.match(region, done) and _ACTS.match(region, group.end())
        if acts and len(named) > 1 and all(one.aliases for one in named):
            return named  # "X ("Seller") and Y ("Buyer"). The founders ("Founders") join in ..."
        names = _split(region[done : group.start()])
        if not names and named:
            named[-1] = _Named(named[-1].name, named[-1].aliases + aliases)
        elif names:
            named += [_Named(name, ()) for name in names[:-1]] + [_Named(names[-1], aliases)]
        done = group.end()
        if _COLLECTIVE.search(inner) and len(named) >= 2:
            return named
    tail = region[done:]
    if re.match(r"[\s,;]*(?:and|&)\s", tail, re.IGNORECASE) or not named:
        named += [_Named(name, ()) for name in _split(tail)[:2]]
    return named


def _split(stretch: str) -> list[str]:
    """The names in a stretch between two groups of defined terms."""
    names: list[str] = []
    start = 0
    for joint in _AND.finditer(stretch):
        # "Louisville Gas and Electric Company" is one name: nothing ends before its "and".
        if _WHOLE.search(stretch[start : joint.start()]) or "," in stretch[start : joint.start()].strip(" ,"):
            names.append(_clean(stretch[start : joint.start()]))
            start = joint.start()
    names.append(_clean(stretch[start:]))
    return [name for name in names if name]


def _clean(part: str) -> str:
    """The name that a stretch begins with, or nothing if it begins with none."""
    part = _LEAD.sub("", part)
    end = _NAME_END.search(part)
    name = _tidy(part[: end.start()] if end else part)
    form = _AFTER_FORM.search(name)
    if form:
        name = name[: form.end()].strip(" ,")
    return name if _is_name(name) else ""


def _is_name(name: str) -> bool:
    words = name.split()
    if (
        not words
        or len(words) > 14
        or len(name) < 2
        or _NO_NAME.match(name)
        or not _QUOTES.isdisjoint(name)
        or not _VERBS.isdisjoint(name.lower().split())
        or words[-1].lower() in ("agreement", "date")
    ):
        return False
    if words[0] in _NO_NAME_STARTS or (
        name[0].islower() and len(words) > 3 and not re.search(r"[A-Z.]", words[0])
    ):
        return False
    if len(_LETTER.findall(name)) < 2:
        return False
    if _HAS_FORM.search(name) or name.lower().endswith((".com", ".net")):
        return True
    return (name[0].isupper() or name[0].isdigit()) and all(
        word[0].isupper() or not word[0].isalpha() or word in _NAME_SMALL for word in words
    )


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" ,;:-–\"“”'")


def _party(named: _Named) -> Party:
    aliases = tuple(dict.fromkeys(re.sub(r"^(?:the|The|THE) ", "", alias) for alias in named.aliases))
    roles = load_wording().subjects.roles - _NO_ROLES
    role = next((alias.lower() for alias in aliases if alias.lower() in roles), "")
    return Party(named.name, aliases, role)
