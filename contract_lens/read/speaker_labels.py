"""Names and organisations in the labels before turns, in the one way that a file writes all of them.

``Ann Reed (Fjord)`` speaks for itself. ``Ann Reed, Fjord``, ``Fjord / Ann Reed`` and ``ann@fjord`` could name
an office, a device or a directory's ``Reed, Ann`` as well, so they are told from all labels of a file: the
part that fewer labels differ in, and that several people share, is the organisation, if it is written as a
name and nobody has two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
_COMMA = _PARTED[-1]
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
    """``[Fjord] Ann Reed`` and ``Ann Reed [Fjord]``; ``[driver]`` and ``[Chair]`` are no organisations."""
    for pattern in (_BEFORE, _BEHIND):
        found = {label: pattern.fullmatch(text) for label, text in labels.items()}
        if not _holds(found):
            continue
        pairs = {label: (match["name"], match["side"]) for label, match in found.items() if match}
        sure = _have_one_side(pairs.values())
        return {
            label: (name, side if sure and _is_capital(side) and not _OFFICE.search(side) else None)
            for label, (name, side) in pairs.items()
        }
    return {}


def _parted(labels: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """``Ann Reed, Fjord`` or ``Fjord / Ann Reed``, whichever part several labels share."""
    for pattern in _PARTED:
        found = {label: pattern.fullmatch(text) for label, text in labels.items()}
        if not _holds(found):
            continue
        pairs = {label: (match["one"], match["two"]) for label, match in found.items() if match}
        first, second = ({pair[at] for pair in pairs.values()} for at in (0, 1))
        if pattern is not _COMMA and len(first) < len(second):
            pairs = {label: pair[::-1] for label, pair in pairs.items()}
        sides = {side for _, side in pairs.values()}
        if pattern is _COMMA:
            shared = len(sides) <= max(2, len(pairs) // 2) < len(pairs) and not _are_surnames(pairs.values())
        else:
            shared = len(sides) < len(pairs) or len(pairs) == 2
        handles = not any(" " in text for text in labels.values())
        written = all(map(_is_capital, sides)) or (handles and all("@" in text for text in labels.values()))
        if shared and written and _have_one_side(pairs.values()) and not any(map(_OFFICE.search, sides)):
            return dict(pairs)
    return {}


def _is_capital(side: str) -> bool:
    """Whether a part is written as names are: ``Fjord``, ``3M`` and ``eBay``, but not ``mobile``."""
    return side[:1].isdigit() or any(map(str.isupper, side)) or not any(map(str.islower, side))


def _have_one_side(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether nobody stands with two parts, as ``Ann / home`` and ``Ann / office`` do."""
    sides: dict[str, str] = {}
    return all(sides.setdefault(name, side) == side for name, side in pairs)


def _are_surnames(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether parts before and behind a comma may be ``Reed, Ann``: a surname and the name before it."""
    return any(" " not in name and " " not in side for name, side in pairs)


def _holds(found: dict[str, re.Match[str] | None]) -> bool:
    """Whether nearly all labels of a file are written in one way."""
    without = sum(1 for match in found.values() if match is None)
    return len(found) >= 2 and without <= _MOST_WITHOUT * len(found)
