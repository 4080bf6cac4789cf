"""Names and organisations of the people that a mail or chat names."""

from __future__ import annotations

import email.utils
import re

_SIDE = re.compile(r"(?P<name>[^()]{1,80}?)\s*\((?P<side>[^()@]{2,80})\)\s*")
_PRIVATE_HOSTS = frozenset(
    ("gmail", "googlemail", "outlook", "hotmail", "live", "yahoo", "aol", "icloud", "me", "gmx", "web",
     "proton", "protonmail", "msn", "comcast")
)  # fmt: skip
_PUBLIC_SECOND = frozenset(("co", "com", "org", "net", "ac", "gov", "edu"))
_LONGEST_FIELD = 10_000


class People:
    """The people of one mail; remembers whose organisation is known, so that a bare name finds it."""

    def __init__(self) -> None:
        self._sides: dict[str, str] = {}

    def note(self, field_text: str) -> None:
        """Remember the organisations in a field such as ``To``."""
        for text, address in _parse_addresses(field_text):
            name, side = name_and_side(text)
            side = side or side_of_address(address)
            if name and side:
                self._sides.setdefault(_key(name), side)

    def first_of(self, field_text: str) -> tuple[str | None, str | None]:
        """Name and organisation of the first person of a field such as ``From``."""
        if not field_text.strip():
            return None, None
        name, address = _parse_addresses(field_text)[0]
        name, side = name_and_side(name or address)
        return name or None, side or side_of_address(address) or self._sides.get(_key(name))


def name_and_side(text: str) -> tuple[str, str | None]:
    """``Bo Lind (South Yards)`` -> name and organisation."""
    match = _SIDE.fullmatch(text)
    return (match.group("name").strip(), match.group("side").strip()) if match else (text.strip(), None)


def side_of_address(address: str) -> str | None:
    """``c.vane@mail.aldane-aero.example`` -> ``Aldane Aero``; nothing for private mail hosts."""
    labels = address.rpartition("@")[2].lower().split(".") if "@" in address else []
    if len(labels) < 2:
        return None
    place = -3 if len(labels) > 2 and labels[-2] in _PUBLIC_SECOND else -2
    host = labels[place]
    if host in _PRIVATE_HOSTS:
        return None
    return " ".join(word.capitalize() for word in re.split(r"[-_]+", host) if word) or None


def _parse_addresses(text: str) -> list[tuple[str, str]]:
    try:
        found = email.utils.getaddresses([text[:_LONGEST_FIELD]])
    except (ValueError, IndexError, TypeError):
        found = []
    people = [(name.strip(), address) for name, address in found if name or address]
    if people and ("@" in people[0][1] or "<" in text):
        return people
    return [(text, "")]  # a bare name such as "Stuart Bickley" is no address, though it parses as one


def _key(name: str) -> str:
    return " ".join(name.lower().split())
