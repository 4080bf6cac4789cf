"""Who is who in a channel or ticket: the lines above the first turn explain initials and handles.

``ann-fj (Fjord Rail)``, ``AR = Ann Reed, Fjord Rail``, ``Fjord Rail: Ann Reed (AR)``, ``Ann Reed (AR) for
Fjord Rail``, ``Ann Reed <ann@fjord-rail.example>`` and ``fj = Fjord Rail`` for the handle ``ann-fj``. An
office is no organisation, and one word in brackets or behind a comma (``cy (Berlin)``) is one only if the
head names it elsewhere too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from contract_lens.assess.names import key_of, name_of_host

_WORD = r"(?:[A-ZÀ-ÖØ-Þ]\.|[A-ZÀ-ÖØ-Þ][\w’'&-]*)"
_NAMES = rf"{_WORD}(?:[ ](?:(?:of|&|de|van|von|der|du|des)[ ])?{_WORD}){{0,6}}"
_IN_BRACKETS = re.compile(r"(?:,?[ ](?:and[ ])?@?[a-z][\w.-]{1,30}){0,8}[ ]?\((?P<inner>[^()\n]{2,100})\)")
_MEANS = re.compile(
    rf"[ ]?(?:=|:|[–—-](?=[ ]))[ ]?(?P<name>{_NAMES})[ ]?"
    r"(?:\((?P<bracket>[^()\n]{2,100})\)|,[ ](?P<rest>[^;\n()]{2,100}))"
)
_ADDRESS = re.compile(r"[ ]?[<(](?:mailto:)?[^\s<>()@]{1,60}@(?P<host>[\w.-]{3,80})[>)]")
_BEFORE_BRACKET = re.compile(rf"(?P<name>{_NAMES})[ ]\([^()\n]{{0,60}}$")
_LABEL = re.compile(rf"(?:^|[;.])[ \t*_>-]*(?:For |From )?(?:the )?(?P<label>{_NAMES})[*_]{{0,2}}:[^;\n]*$")
_FOR = re.compile(
    r"[^:;.\n]{0,120}?\)(?:,[ ][a-z][\w -]{1,40}?){0,2},?[ ](?:for|of|from)[ ](?:the )?(?P<side>"
    + _NAMES
    + ")"
)
_PARTS_OF_HANDLE = re.compile(r"[-_.@+/]")
_OFFICE = re.compile(
    r"(?i)(?:(?:vice |deputy )?(?:head|chief|director|president|chair|manager|lead)\b.*"
    r"|.*\b(?:director|manager|officer|lead|leader|head|executive|buyer|engineer|coordinator|assistant|secretary"
    r"|analyst|planner|controller|advis[eo]r|consultant|counsel|specialist|clerk|desk|team|department|host|moderator"
    r"|partner|president|chair(?:man|woman|person)?|guest|sales|legal|finance|procurement|c[efot]o|md|vp))"
)
_DEPARTMENT_WORDS = (
    "sales legal finance procurement purchasing support quality head office service team project operations"
    " ops hr it logistics engineering new the"
)
_DEPARTMENTS = frozenset(_DEPARTMENT_WORDS.split())
_SHORTEST_AFFIX = 2


def seats_in(head: str, speakers: Iterable[str]) -> dict[str, str]:
    """Return the organisations that the head of a communication gives to short forms of its speakers.

    Args:
        head: The text above and around the first turns.
        speakers: Names before the turns.
    """
    names = sorted({name for name in speakers if name})
    found = {name: side for name in names if (side := _explained(name, head))}
    return {**_by_affix(head, [name for name in names if name not in found]), **found}


def _explained(name: str, head: str) -> str:
    """Return the side that stands with the first place of a short name which tells one."""
    short = " " not in name
    for place in re.finditer(rf"(?<![\w@.-]){re.escape(name)}(?![\w.-]*\w)", head):
        if address := _ADDRESS.match(head, place.end()):
            return name_of_host(address["host"])
        if not short:
            continue
        inner = _IN_BRACKETS.match(head, place.end())
        means = _MEANS.match(head, place.end())
        if inner and not name[0].isupper() and (side := _last_name(inner["inner"], head)):
            return side
        if means and is_short_for(name, means["name"]):
            return _last_name(means["bracket"] or means["rest"], head)
        line = head[head.rfind("\n", 0, place.start()) + 1 : place.start()]
        before = _BEFORE_BRACKET.search(line)
        if (
            before
            and is_short_for(name, before["name"])
            and (side := _beside(line, before.start(), head, place))
        ):
            return side
    return ""


def _beside(line: str, start: int, head: str, place: re.Match[str]) -> str:
    """Return the side of ``Ann Reed (AR)``: in the brackets, after "for", or in a label before."""
    rest = head[place.end() : head.find(")", place.end())] if ")" in head[place.end() :] else ""
    if side := _last_name(rest.lstrip(", "), head):
        return side
    if after := _FOR.match(head, place.end()):
        return after["side"]
    label = _LABEL.search(line[:start])
    return label["label"] if label else ""


def _last_name(words: str, head: str) -> str:
    """Return the last of several parts, if it is capitalised as organisations are: ``buyer, Fjord Rail``.

    Args:
        words: What stands in brackets or behind a comma.
        head: The whole head, in which an organisation of one word must stand by itself as well.
    """
    last = words.split(",")[-1].strip()
    if not re.fullmatch(_NAMES, last) or _OFFICE.fullmatch(last):
        return ""
    by_itself = rf"(?<![\w(@.-])(?<!, ){re.escape(last)}(?![\w)@-])"
    return last if " " in last or re.search(by_itself, head) else ""


def is_short_for(short: str, name: str) -> bool:
    """Whether initials or a first name stand for a person: ``AR`` and ``Ann`` for ``Ann Reed``."""
    words = [word for word in key_of(name).split(" ") if word]
    initials = "".join(word[0] for word in words)
    key = key_of(short)
    return bool(key) and (
        key in (initials, words[0], words[-1]) or (len(key) < 3 and initials.startswith(key))
    )


def _by_affix(head: str, names: list[str]) -> dict[str, str]:
    """Seat handles by the part that they share: ``ann-fj`` and ``cy-fj`` where the head names Fjord Rail."""
    split = {name: _PARTS_OF_HANDLE.split(name) for name in names if not name[:1].isupper()}
    if len(split) < len(names) or len(split) < 2 or any(len(parts) != 2 for parts in split.values()):
        return {}
    short = _short_forms(head)
    for at in (1, 0):
        affixes = Counter(key_of(parts[at]) for parts in split.values())
        if 2 <= len(affixes) <= max(2, len(names) - 1) and all(affix in short for affix in affixes):
            return {name: short[key_of(parts[at])] for name, parts in split.items()}
    return {}


def _short_forms(head: str) -> Mapping[str, str]:
    """Return the organisations of a head by what handles call them: first word, initials, told short form."""
    found: dict[str, str] = {}
    for match in re.finditer(rf"(?<![\w-])(?P<short>[\w-]{{2,8}})[ ]?[=:][ ]?(?P<name>{_NAMES})", head):
        found.setdefault(key_of(match["short"]), match["name"])
    for match in re.finditer(rf"(?P<name>{_NAMES})[ ]\((?P<short>[\w-]{{2,8}})\)", head):
        found.setdefault(key_of(match["short"].strip("-")), match["name"])
    for match in re.finditer(_NAMES, head):
        words = key_of(match[0]).split(" ")
        if len(words) > 1:
            for short in ("".join(word[0] for word in words), words[0]):
                if short in _DEPARTMENTS and short == words[0]:
                    continue  # "Sales Office Berlin" is not the side of "ann-sales"
                if len(short) >= _SHORTEST_AFFIX:
                    found.setdefault(short, match[0])
    return found
