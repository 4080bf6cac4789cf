"""Names of companies told by their last word (Inc., GmbH, LLP), in openings and above signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contract_lens.detect.company_forms import FORMS_ABROAD, MAY_BE_FORM

_FORM = (
    rf"{MAY_BE_FORM}(?:{FORMS_ABROAD}|Limited\sLiability\s(?:Company|Partnership)|(?i:incorporated|inc|l\.?l\.?c|ltd|corp|gmbh|n\.v|b\.v|plc|l\.p"
    r"|llp|s\.a|s\.p\.a|s\.r\.l|s\.?[aà]\.?\s?r\.?l|a/s|pty|n\.a)|Limited|LIMITED|Corporation|CORPORATION|Aktiengesellschaft|AKTIENGESELLSCHAFT"
    r"|Company|COMPANY|Co|CO|AG|KG|AS|ASA|AB|BV|NV|SA|SE|LP|FSB|Foundation|University|Trust|TRUST|Bancorp"
    # "Kell Bank USA, N.A." goes on
    r"|(?:Bank|BANK(?!\sOF\b))(?!(?:\s[A-Z][\w.]{1,12}){1,3},?\s(?:N\.A|National\sAssociation)\b)"
    r"|BANCORP|(?:(?:Limited|General)\s)?Partnership|(?:LIMITED|GENERAL)\sPARTNERSHIP"
    # ... but a "Savings Association Insurance Fund" is no association
    r"|Association(?!\s[A-Z][a-z])|ASSOCIATION|Credit\sUnion|CREDIT\sUNION)"
    r"(?![\w/&-])\.?"
)
_NAME_END = re.compile(
    rf"(?:,\s?)?(?<![\w.]){_FORM}(?:,?\s(?:&\s)?{_FORM})*(?:\s(?:of|OF)\s(?:America|AMERICA)\b)?(?!\s(?:of|for|and\sTrust|Fund|Number|No|Code)\b)"
)
_WORD_BEFORE = re.compile(r"(?:([^\s(),;:\"“”]+),?|\(([A-Z][A-Za-z. ]{1,20})\))\s*$")
_SMALL = frozenset(
    ("of", "and", "&", "the", "for", "de", "la", "du", "van", "von", "der", "et", "und", "y", "-", "/")
)
_LONGEST = 9
#: Before a name that is no party's own: "a subsidiary of X Inc.".
_NOT_ITSELF = re.compile(
    r"(?i)(?:\b(?:subsidiary|subsidiaries|affiliates?|division|parent|name|member|successor|assignee|shareholders?|stock"
    r"|venture|consortium|alliance"
    r"|laws|half|account|benefit|behalf|care)\s(?:of|to|in\sinterest\sto|for)\s(?:the\s)?"
    r"|[\[(]?(?:formerly|also|previously)\s(?:known\sas)?\s?|\b[adf]\.?/?[bks]\.?/?[aoe]\.?\s|doing\sbusiness\sas\s"
    r"|\bsource:\s|\bc/o\s|\b(?:general|managing)\spartner:?\s|\bits:\s?|\bthe\s|\ban?\s)$"
)
#: A full stop behind these ends the sentence; behind "Inc" it belongs to the name.
_WHOLE_WORD = re.compile(
    r"\b(GmbH|LLC|AG|PLC|LP|LLP|AB|AS|SA|NV|BV|Limited|LIMITED|Corporation|Company|Trust|Bank|University)\.$"
)
_FOR = re.compile(r"(?i)\b(?:(?:for and )?on behalf of|signed (?:for|by))\s(?:the\s)?")
_SIGNED = re.compile(r"(?:\bBy\s?:|\bBY\s?:|/s/|\bSigned\b|\bSignature\s?:|\bName\s?:|\bBy\s?_{3})")
_NO_NAME = re.compile(
    r"(?i)\b(?:is|are|was|shall|will|has|have)\s|^(?:(?:in|ex)cluding\s|this|each|any|such|limited|liability|an?\s|(?:the\s)?[a-z.]+$|\d{3,})"
    r"|,\s(?-i:NV|CO)$"
)
#: What may stand before a name in a list or above a signature: a number, a year, an office.
_NOT_YET = re.compile(
    r"^(?:\(?(?:\d{1,2}|[ivx]{1,3}|[a-d])[.)]\s|\d{1,2}/\d{1,2}/\d{2,4}\s|(?:19|20)\d\d\s|.*\b(?:Officer|Manager|Director|Administrator|President"
    r"|Secretary|Chairman|Esq|Counsel|Treasurer|Principal|Signatory|CEO|CFO|AGREEMENT|Agreement|ATTEST|Transaction|Member)\b[.,]?\s"
    r"|\(\w+\)\s|(?:BETWEEN|Between)\s|(?:PhD\s)?(?:AND|And)\s|\w+\s\d\.\s|Exhibit\s[\d.]+\s|EXHIBIT\s[\d.]+\s|The\s|THE\s|If\s)+"
)
#: The name of a signatory stands within this many characters before "By:".
_REACH = 160


@dataclass(frozen=True, slots=True)
class Mention:
    """A company's name in a text, and whether it is only named to describe another party."""

    name: str
    start: int
    end: int
    describes: bool = False


def find_companies(text: str) -> list[Mention]:
    """Return the names of companies in order; those that only describe another party are left out."""
    return [company for company in find_all_companies(text) if not company.describes]


def find_all_companies(text: str) -> list[Mention]:
    """Return the names of companies in order, those of "a subsidiary of X Inc." as well."""
    found: list[Mention] = []
    done = 0
    for form in _NAME_END.finditer(text):
        if form.start() < done:
            continue
        start = _start_of(text, done, form.start())
        done = form.end()
        name = _NOT_YET.sub("", " ".join(text[start : form.end()].split()).strip(" ,"))
        name = _WHOLE_WORD.sub(r"\1", name)
        if start < form.start() and not _NO_NAME.search(name):
            before = " ".join(f"{text[max(0, start - 60) : start]}|".split())[:-1]
            describes = _NOT_ITSELF.search(before[-40:]) is not None
            found.append(Mention(name, start, form.end(), describes))
    return found


def _start_of(text: str, floor: int, end: int) -> int:
    """Where a name that ends before ``end`` begins: capitals, figures and small words before it."""
    start = reach = end
    for _ in range(_LONGEST):
        before = _WORD_BEFORE.search(text, max(floor, reach - 60), reach)
        if before is None or text[before.end(before.lastindex or 0) : reach].count("\n") > 1:
            break
        word = before[1] or before[2]
        if word.endswith("]"):  # "[NAME OF SUPPLIER] incorporated in ...": a blank has no name yet
            break
        comma = before[1] and before.end(1) < reach and text[before.end(1)] == ","
        if comma or (word.endswith((".", "!", "?")) and len(word) > 3 and "." not in word[:-1]):
            break
        if word[0].isupper() or word[0].isdigit():
            start = before.start()
        elif word not in _SMALL:
            break
        reach = before.start()
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def find_signatories(text: str) -> Iterator[str]:
    """Yield the companies that sign: the last name before each "By:", each once."""
    known: set[str] = set()
    for signed in _SIGNED.finditer(text):
        before = _FOR.sub("\n", text[max(0, signed.start() - _REACH) : signed.start()])
        mentions = find_companies(before)
        if mentions and len(before) - mentions[-1].end < 40 and mentions[-1].name.upper() not in known:
            known.add(mentions[-1].name.upper())
            yield mentions[-1].name
