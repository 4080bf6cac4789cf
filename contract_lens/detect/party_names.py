"""The names in a stretch of an opening: where one ends, where "and" joins two, what is no name."""

from __future__ import annotations

import re
from functools import lru_cache

from contract_lens.detect.company_forms import FORMS_ABROAD, MAY_BE_FORM
from contract_lens.detect.company_names import find_companies
from contract_lens.taxonomy.letter_words import load_letter_words

#: Words that end the name of a company.
_FORM = (
    rf"{MAY_BE_FORM}(?:{FORMS_ABROAD}|(?i:inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|company|co|gmbh|n\.v|b\.v|nv|bv|plc"
    r"|l\.p|lp|llp|s\.a|s\.p\.a|s\.r\.l|ag|kg|a/s|ab|oy|pty|trust|bank|university|n\.a|association"
    r"|partnership|foundation|institute|aktiengesellschaft))"
)
#: The form of a company anywhere in a name, and at its end.
HAS_FORM = re.compile(rf"\b{_FORM}\b")
ENDS_IN_FORM = re.compile(rf"\b{_FORM}\.?$")
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
    r"|an? (?:corporation|company|limited"
    r"|[A-Z][a-z]+ (?:Company|corporation|company|limited|general|statutory))"
    r"|doing business|acting|established|represented|duly|on (?:the one|behalf)|dated|effective"
    r"|herein(?:after)?|(?:of|OF) \d+|whereas|formed|[adf]/[bks]/[aoe]|d\.?b\.?a|for the)\b)",
)
#: An address may follow the form of a company without a comma: "DGT Corp. Suite 207".
_AFTER_FORM = re.compile(
    r"\b(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Corp|CORP|GmbH|GMBH|N\.V|B\.V|PLC|plc|L\.P|LLP|S\.A|AG|Corporation"
    r"|CORPORATION|Incorporated)\b\.?(?=,?\s+(?!&|(?:of|OF|for|and|AND|Co|CO|KG|de\sC|DE\sC|Trust|TRUST|Inc|Ltd|LLC"
    r"|Limited|LIMITED|L\.P|N\.A|II|III|\()\b))"
    r"|\b(?:SE|BV|NV|AB|ASA|SARL|SAS)\b(?=,\s+(?!(?:Inc|Ltd|LLC)\b))"
)
#: ... or with "of": "LEO A/S of Industriparken 55".
_OF_PLACE = re.compile(
    r"\b(?i:inc|llc|ltd|limited|corp|gmbh|a/s|plc|s\.a|b\.v|n\.v|l\.p)\b\.?(?=,?\s+of\s+[A-Z])"
)
_LEAD = re.compile(
    r"^(?:[\s,;:.&\-–—|_]|and\b|the\s(?=[A-Z])|on the (?:one|other) (?:hand|part)"
    r"|of the (?:first|second|one|other) part"
    r"|(?:(?:all of )?(?:its|their)|an?) (?:(?:wholly|majority)[- ]owned |direct |affiliated )*"
    r"(?:affiliate|subsidiary|parent|sister company|company)s?,? (?-i:(?=[A-Z]))"
    r"|\(?(?:\d|[ivx]{1,3}|[a-dA-D])[).]\s|each of\b|amongst?\b|between\b|or\b"
    r"|as of [^,]{0,30},|an? [^,;()]{3,60},\s(?!Inc|LLC|Ltd|L\.)(?=[A-Z])"
    r"|(?-i:[a-z]+(?:\s[a-z]+){0,3},\s(?=[A-Z][\w.]+\s[A-Z])))+",
    re.IGNORECASE,
)
_AND = re.compile(
    r"[,;\s](?:(?<=[,;])\s+|(?<=\s)(?<!England\s)\s*)(?:and|&(?!\s+Co\b))\s+(?=[A-Z0-9][^,;()\n]{1,70}"
    rf"(?:,\s*(?:{_FORM})\b|,?\s+(?:{_FORM})\b|,\s+an?\s|,\s+the\s|\s*\(|,?\s*$))",
    re.IGNORECASE,
)
#: "X on behalf of itself and its Affiliates and Y": X is complete before the second "and".
_OWN_PEOPLE = re.compile(r"\b(?:on behalf of|and its|affiliates|subsidiaries)\b", re.IGNORECASE)
#: "a joint venture of Ames Corp and Bell Corp": who it is made of.
_COMPOSED = re.compile(
    r"\b(?:venture|consortium|alliance|partnership|association|group|trust)\s"
    r"(?:of|between|among|comprising|composed of|consisting of|formed by|made up of)\s[^;()\"“]{2,60}$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:at|in|of|from|(?:approved|regulated|supervised|insured|licen[sc]ed|authori[sz]ed|registered)\s(?:by|with)\sthe)"
    r"\s+(?:[A-Z][\w.-]*,?\s*){1,4}$"
)
_ADDRESS = re.compile(
    r"[\s,]{1,4}(?:(?:located|residing|situated|of|having|with|whose|at|in)\b)", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"(?:(?:[a-z] )+[a-z]$|parties$|(?:exchange |securities )+commission"
    r"|(?:delaware|nevada|california|florida|texas|swiss|english|new york|israeli"
    r"|german|french|dutch|canadian|colorado|virginia|maryland|pennsylvania)"
    r" (?:corporation|company|limited)|[a-z ]+, (?-i:NV|CO|CA|TX|NY|FL)(?: \d{5}.*)?$|company$|bank$"
    r"|licen[cs]e$|lease$|guarant(?:ee|y)$|deed$|contract$|memorandum$"  # titles of papers
    r"|this|the (?:date|parties|agreement|effective|company$)|agreement|each|any|effective|as of|exhibit"
    r"|in addition|we|you|if|such|all|no|it|pursuant|certain|whereas|gentlemen|client name|customer name"
    r"|name$|name[\s,:]|address|signature|titles?$"
    r"|source|hereby|dated|overview|definitions|general|conditions|suite|redacted)\b"
    r"|[A-Z][a-z]+ \d{1,2},? \d{4}$|section \d"
    # ... but "695014 B.C. Ltd." is a company
    r"|(?!\d{1,10}\s(?:(?!street\b|st\b|avenue\b|ave\b|road\b|rd\b|suite\b|floor\b|drive\b|way\b)[a-z&.’'-]{2,20},?\s){1,4}"
    r"(?:ltd|limited|inc|incorporated|corp|corporation|ulc|llc|llp|plc|gmbh|b\.?v|s\.?a)\b)\d+[\s,.]"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r" \d{1,2}(?:st|nd|rd|th)?$",
    re.IGNORECASE,
)
_NO_PART = re.compile(
    r"(?i)\bagreement\b|\band the\b|\bor between\b"
    r"|^(?:the )?[a-z]+ and (?:the )?(?:company|reseller|licensee|supplier|customer|distributor)\.?$"
)
#: The title of a sheet of terms or of a letter.
_TITLE = re.compile(
    r"(?i)(?:[\w/&-]+\s){0,6}(?:term\ssheet|heads\sof\s(?:terms|agreement)"
    r"|(?:summary|outline|statement)\sof\s(?:[a-z]+\s){0,4}terms|(?:principal|indicative|proposed|key|commercial)\sterms"
    r"|letter\sof\s(?:intent|appointment|engagement|undertaking|agreement|offer|indemnity|comfort)"
    r"|(?:engagement|appointment|side|offer|comfort|commitment|indemnity)\sletter"
    r"|memorandum\sof\sunderstanding)$"
)
#: A greeting, unless a company is called so: "Hello Fruit Ltd".
_GREETS = re.compile(rf"(?i)(?:dear|{load_letter_words().familiar.pattern})\s")
#: A sentence in capitals looks like a name but for its verb.
_VERBS = frozenset({"granted", "is", "are", "was", "were", "shall", "has", "have"})
_QUOTES = frozenset('"“”')
#: Underlining of a page that became text: "Mail ------- Boxes".
_RULE = re.compile(r"[-_=]{3,}")
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
#: "University of [●]" has no name yet.
_NO_NAME_ENDS = frozenset(["date", "of", "and", "for"])
_NO_NAME_STARTS = frozenset(["a", "an", "by", "with", "loan"])


#: Runs of white space, which would be gone through again at every place where a name may begin.
_BLANKS = re.compile(r"\s{2,}")


def _one_blank(run: re.Match[str]) -> str:
    return "\n" * min(run.group().count("\n"), 2) or " "


def split_names(stretch: str) -> list[str]:
    """The names in a stretch between two groups of defined terms."""
    return list(_split(stretch))


@lru_cache(maxsize=64)  # the stretches of an opening are tried several times, as parts of several regions
def _split(stretch: str) -> tuple[str, ...]:
    names: list[str] = []
    start = 0
    stretch = _BLANKS.sub(_one_blank, stretch)
    for joint in _AND.finditer(stretch):
        before = stretch[start : joint.start()]
        # "Louisville Gas and Electric Company" is one name: nothing ends before its "and".
        whole = _WHOLE.search(before) or "," in before.strip(" ,") or _OWN_PEOPLE.search(before)
        # "offices at Berlin and Munich" are two places.
        place = _PLACE.search(before)
        if place and HAS_FORM.search(stretch[joint.end() : joint.end() + 60]):
            place = None
        # "(the "Bank"), located in Kiel, Germany and Jane Hale": the address of a party named before
        if place and "," in place[0] and _ADDRESS.match(before) and not names:
            place = None
        if whole and not place and not _COMPOSED.search(before):
            names.append(clean_name(before))
            start = joint.start()
    names.append(clean_name(stretch[start:]))
    names = [name for name in names if name]
    mentions = [company.name for company in find_companies(stretch)] if names else []
    return tuple(mentions if len(mentions) > max(len(names), 2) else names)


#: "<<Company A>>", "{{customer}}": the field of a form, not what will stand there.
_FIELDS = ("<", "«", "{")


def clean_name(part: str) -> str:
    """The name that a stretch begins with, or nothing if it begins with none."""
    part = _LEAD.sub("", part)
    end = _NAME_END.search(part)
    name = tidy(part[: end.start()] if end else part)
    form = _AFTER_FORM.search(name) or _OF_PLACE.search(name)
    if form:
        name = name[: form.end()].strip(" ,")
    return name if _is_name(name) else ""


def _is_name(name: str) -> bool:
    words = name.split()
    if (
        not words
        or len(words) > 14
        or len(name) < 2
        or name.startswith(_FIELDS)
        or _NO_NAME.match(name)
        or not _QUOTES.isdisjoint(name)
        or not _VERBS.isdisjoint(name.lower().split())
        or words[-1].lower() in _NO_NAME_ENDS
        or (name.islower() and "." not in name.rstrip("."))
        or HAS_FORM.fullmatch(name.rstrip("."))
        or _NO_PART.search(name)
        or _TITLE.match(name)
        or (_GREETS.match(name) and not HAS_FORM.search(name))
    ):
        return False
    if words[0] in _NO_NAME_STARTS or (
        name[0].islower() and len(words) > 3 and not re.search(r"[A-Z.\d]", words[0])
    ):
        return False
    small = [word for word in words if word.isalpha() and word.islower() and word not in _NAME_SMALL]
    if len(_LETTER.findall(name)) < 2 or len([word for word in small if not HAS_FORM.match(word)]) >= 3:
        return False
    if HAS_FORM.search(name) or name.lower().endswith((".com", ".net")):
        return True
    return (name[0].isupper() or name[0].isdigit()) and all(
        word[0].isupper() or not word[0].isalpha() or word in _NAME_SMALL for word in words
    )


def tidy(name: str) -> str:
    """Return a name without the marks around it and the rules through it, white space evened."""
    return " ".join(word for word in name.split() if not _RULE.fullmatch(word)).strip(" ,;:-–●•\"“”'")
