"""Names and organisations in the labels before turns, in the one way that a file writes all of them.

``Ann Reed (Fjord)`` speaks for itself. ``Ann Reed, Fjord``, ``Fjord / Ann Reed`` and ``ann@fjord`` could name
an office or two people as well, so they are told from all labels of a file together: the part that fewer
labels differ in, and that several people share, is the organisation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contract_lens.read.people import side_of_address

_SIDE = re.compile(r"(?P<name>[^()]{1,80}?)\s*\((?P<side>[^()]{1,80})\)\s*")
_NO_SIDES = frozenset(("guest", "external", "host", "co-host", "unverified", "me", "you", "organizer"))
_MARKS = "* \t\u200e\u200f\u202a\u202c"
_BEFORE = re.compile(r"\[(?P<side>[^\[\]]{2,40})\]\s*(?P<name>\S.*)")
_BEHIND = re.compile(r"(?P<name>.*\S)\s*\[(?P<side>[^\[\]]{2,40})\]")
#: Marks between the two parts of a label, the surest first.
_PARTED = tuple(
    re.compile(rf"(?P<one>[^|@/,·–—-][^|@/·–—]{{0,59}}?){mark}(?P<two>[^|@/·–—]{{2,60}})")
    for mark in (r"\s{0,4}[|\t]\s{0,4}", r"\s{1,4}[–—·-]\s{1,4}", r"\s?@\s?", r"\s?/\s?", r",\s{1,4}")
)
_OFFICE = re.compile(
    r"(?i)\b(?:chair|chief|head|director|manager|officer|president|partner|engineer|lead|leader|analyst|counsel|"
    r"secretary|assistant|buyer|sales|legal|finance|c[efot]o|vp|moderator|host|mediator)\b"
)
_ADDRESS = re.compile(r"[\w.+-]{1,60}@[\w-]+(?:\.[\w-]+){1,4}")
_MOST_WITHOUT = 0.2  # share of labels that may lack the second part


def speaker_and_side(who: str | None) -> tuple[str | None, str | None]:
    """``Bo Lind (South Yards)`` -> name and organisation; ``(Guest)`` is none."""
    if who is None:
        return None, None
    match = _SIDE.fullmatch(who.strip(_MARKS))
    if match:
        side = match.group("side").strip()
        return match.group("name").strip(), None if side.lower() in _NO_SIDES else side
    return who.strip(_MARKS) or None, None


def people_of(labels: Sequence[str | None]) -> list[tuple[str | None, str | None]]:
    """Return the name and the organisation in each label of one file.

    Args:
        labels: What stands before the turns in order; ``None`` where nothing does.
    """
    plain = [speaker_and_side(label) for label in labels]
    if any(side for _, side in plain):
        return plain
    told = {name: _apart(name) for name, _ in plain if name}
    parts = _addressed(told) or _bracketed(told) or _parted(told)
    return [parts.get(name, (name, None)) if name else (None, None) for name, _ in plain]


def _apart(label: str) -> str:
    return label.strip().removeprefix("@")


def _addressed(labels: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """``ann@fjord-rail.example``: the domain names the organisation; a private mail host names none."""
    if not all(_ADDRESS.fullmatch(text) for text in labels.values()):
        return {}
    return {label: (text.partition("@")[0], side_of_address(text)) for label, text in labels.items()}


def _bracketed(labels: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """``[Fjord] Ann Reed`` and ``Ann Reed [Fjord]``."""
    for pattern in (_BEFORE, _BEHIND):
        found = {label: pattern.fullmatch(text) for label, text in labels.items()}
        if _holds(found):
            return {label: (match["name"], match["side"]) for label, match in found.items() if match}
    return {}


def _parted(labels: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """``Ann Reed, Fjord`` or ``Fjord / Ann Reed``, whichever part several labels share."""
    for pattern in _PARTED:
        found = {label: pattern.fullmatch(text) for label, text in labels.items()}
        if not _holds(found):
            continue
        pairs = {label: (match["one"], match["two"]) for label, match in found.items() if match}
        first, second = ({pair[at] for pair in pairs.values()} for at in (0, 1))
        fewer = first if len(first) < len(second) else second
        shared = len(fewer) < len(pairs) or (len(pairs) == 2 and pattern is not _PARTED[-1])
        if shared and not any(map(_OFFICE.search, fewer)):
            return {label: pair[::-1] if fewer is first else pair for label, pair in pairs.items()}
    return {}


def _holds(found: dict[str, re.Match[str] | None]) -> bool:
    """Whether nearly all labels of a file are written in one way."""
    without = sum(1 for match in found.values() if match is None)
    return len(found) >= 2 and without <= _MOST_WITHOUT * len(found)
