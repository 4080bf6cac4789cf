"""The parties of a joint filing: whoever signs it, and not the company whose shares it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from contract_lens.detect.company_names import find_companies

#: A joint filing says so within these first characters.
_FACE = 1_500
_FILING = re.compile(r"joint\s(?:\w+\s)?filing", re.IGNORECASE)
#: Signatures stand within these last characters.
_TAIL = 30_000
_MOST = 120
_SIGN = re.compile(r"\b(?:By|BY)\s?:\s*(?P<signed>/s/)?|(?P<alone>/s/)")
#: "Additional Reporting Person (a): Kell SA", "Designated Filer: Oru AG".
_LABELLED = re.compile(
    r"(?i:reporting\s(?:person|entity)|designated\sfiler|filer)(?:\s?\(?[a-z0-9]\))?\s?:\s?(?=[A-Z])"
)
#: "[Oru Inc. - Joint Filing Agreement]" between the signatures names what is signed.
_FOOT = re.compile(r"\[[^\[\]]{1,120}\]")
#: Behind "By:" a name without a form that a title follows signs itself, without "/s/".
_CHAIN = re.compile(r"\s(?:Name|NAME|Title|TITLE|Its|ITS|By|BY|Date|DATE)\s?:|\n")
_PERSON = re.compile(
    r"\s*((?:[A-Z][\w’'-]*\.?[ \t]){1,4}(?:(?:van|von|de|der|la)[ \t]){0,2}[A-Z][\w’'-]+)", re.UNICODE
)
_OFFICE = re.compile(
    r"\b(?:Name|Title|Date|Chief|Director|Officer|President|Secretary|Manager|Authori[sz]ed|Attorney|Trustee)\b"
)
_SERIES = re.compile(r"\s+([IVX]{1,4})\s*$")
#: A name stands this close before its signature.
_NEAR = 40
_REACH = 200


def is_joint_filing(text: str) -> bool:
    """Whether a text says at its beginning that it is a joint filing."""
    return _FILING.search(text[:_FACE]) is not None


def find_filers(text: str) -> list[str]:
    """Return who joins in a filing: companies and persons who sign, each once.

    Args:
        text: The whole text of the paper.
    """
    found: dict[str, str] = {}
    for label in islice(_LABELLED.finditer(text[:_TAIL]), _MOST):
        first = find_companies(text[label.end() : label.end() + _NEAR * 3])[:1]
        for company in first:
            found.setdefault(company.name.casefold(), company.name)
    for name in islice(_signing(_FOOT.sub(" ", text[-_TAIL:])), _MOST):
        small = name.casefold()
        if not any(small.endswith(f" {known}") for known in found):
            found.setdefault(small, name)
    return list(found.values())


def _signing(text: str) -> Iterator[str]:
    """Yield for each signature the name above it: "KELL LP By: Kell GP LLC, its Manager By: /s/ ..."."""
    done, complete = 0, True
    for sign in _SIGN.finditer(text):
        if complete and (
            name := _signatory(text[max(done, sign.start() - _REACH) : sign.start()], sign, text)
        ):
            yield name
        complete = bool(sign["signed"] or sign["alone"]) or not _names_company(text, sign.end())
        done = sign.end()


def _signatory(before: str, sign: re.Match[str], text: str) -> str:
    companies = find_companies(before)
    if companies and len(before) - companies[-1].end < _NEAR:
        series = _SERIES.match(before, companies[-1].end)
        return f"{companies[-1].name} {series[1]}" if series else companies[-1].name
    person = _person(text[sign.end() : sign.end() + _REACH])
    named = person and before.rstrip().casefold().endswith(person.casefold())
    return person if named or sign["alone"] else ""


def _person(behind: str) -> str:
    """The name that begins behind "/s/", which may be typed a second time: "J. Kell J. Kell"."""
    office = _OFFICE.search(behind)
    found = _PERSON.match(behind[: office.start()] if office else behind)
    words = found[1].split() if found else []
    half = next((size for size in range(1, len(words)) if words[size:] == words[: len(words) - size]), 0)
    return " ".join(words[:half] if half else words)


def _names_company(text: str, at: int) -> bool:
    """Whether "By:" goes on to a company that acts for another, and not to a person's name."""
    behind = text[at : at + _REACH]
    end = _CHAIN.search(behind)
    return bool(find_companies(behind[: end.start()] if end else behind))
