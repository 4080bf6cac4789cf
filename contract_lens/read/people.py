"""Names and organisations of the people that a mail or chat names."""

from __future__ import annotations

import email.utils
import re
import unicodedata
from collections import Counter
from functools import lru_cache

_SIDE = re.compile(
    r"(?P<name>[^()\[\]|]{1,80}?)\s*"
    r"(?:\((?P<round>[^()@]{2,80})\)|\[(?P<square>[^\[\]@]{2,80})\]|\|[ ]*(?P<bar>[^|@]{2,80}?))\s*"
)
_PRIVATE_HOSTS = frozenset(
    ("gmail", "googlemail", "outlook", "hotmail", "live", "yahoo", "aol", "icloud", "me", "gmx", "web",
     "proton", "protonmail", "msn", "comcast")
)  # fmt: skip
_PUBLIC_SECOND = frozenset(("co", "com", "org", "net", "ac", "gov", "edu"))
_LONGEST_FIELD = 10_000
# What programs and people put in brackets behind a name, and no organisation: "Bo Lind [EXT]", "(she/her)".
_REMARK = re.compile(r"(?i)ext(?:ern(?:al)?)?(?: sender)?|contractor|guest|(?:she|he|they)/\w+")
# A part of an organisation: "Ann Reed [Finance]", "Bo Lind | Legal Department".
_DEPARTMENT = re.compile(
    r"(?i)(?:(?:the|group|corporate|global|regional) )?"
    r"(?:legal|law|finance|accounts?|accounting|treasury|tax|sales|marketing|communications|press"
    r"|purchasing|procurement|sourcing|buying|supply chain|logistics|shipping|operations|production|quality"
    r"|engineering|research|r ?& ?d|it|hr|human resources|personnel|compliance|audit|risk|security|support"
    r"|(?:customer )?service|strategy|management|board|office|team|co)"
    r"(?: (?:department|dept\.?|team|office|unit|division))?"
)
_QUOTED_OR_ADDRESS = re.compile(r'"[^"]*"|<[^<>]*>')
_REVERSED = re.compile(r"(?P<last>[^\s,]+(?: [^\s,]+)?), (?P<first>[^,]+)")
# "Vane, Charlotte <c@x>": a mail program that shows a directory's name leaves out its quotation marks.
_REVERSED_ADDRESS = re.compile(
    r"(?P<name>[^\s<>\",;@]{1,40}, [^<>\",;@]{1,60}?) <(?P<address>[^\s<>@]{1,60}@[^\s<>@]{3,80})>"
)
_TOKEN = re.compile(r"[\w’'&-]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_MOST_WORDS = 5  # words of an organisation's name that a mail domain runs together
_LEAST_LETTERS = 5
_TEXT_READ = 200_000  # characters of a mail in which names are looked for


class People:
    """The people of one mail; remembers whose organisation is known, so that a bare name finds it."""

    def __init__(self) -> None:
        self._sides: dict[str, str] = {}
        self._clients: dict[str, str] = {}
        self._spelled: dict[str, str] = {}

    def note(self, field_text: str) -> None:
        """Remember the organisations in a field such as ``To``."""
        for text, address in _parse_addresses(field_text):
            name, side = _person(text, address)
            if name and side:
                self.seat(name, side)

    def seat(self, name: str, side: str, *, outweighs: bool = False) -> None:
        """Remember the organisation of a person, unless one is known.

        Args:
            name: The person.
            side: The organisation.
            outweighs: Whether the person speaks for it whatever their address says, as a lawyer does.
        """
        (self._clients if outweighs else self._sides).setdefault(key_of_person(name), side)

    def side_of(self, name: str) -> str | None:
        """Organisation of a person, if known."""
        key = key_of_person(name)
        side = self._clients.get(key) or self._sides.get(key)
        return self._spelled.get(side, side) if side else None

    def first_of(self, field_text: str) -> tuple[str | None, str | None]:
        """Name and organisation of the first person of a field such as ``From``."""
        if not field_text.strip():
            return None, None
        name, address = _parse_addresses(field_text)[0]
        name, side = _person(name or address, address)
        side = self._clients.get(key_of_person(name)) or side
        return name or None, self._spelled.get(side, side) if side else self.side_of(name)

    def spell(self, text: str) -> None:
        """Call organisations as a text does: ``Altoserrano``, known by its domain only, is Alto Serrano.

        Args:
            text: What people wrote; the words of a name must stand in it as the domain runs them together.
        """
        wanted = {fold(side): side for side in self._sides.values() if len(fold(side)) >= _LEAST_LETTERS}
        begins = {known[:1] for known in wanted}
        found: dict[str, Counter[str]] = {}
        tokens = _TOKEN.findall(text[:_TEXT_READ]) if wanted else []
        for index, word in enumerate(tokens):
            if not word[:1].isupper() or fold(word[:1])[:1] not in begins:
                continue
            joined = ""
            for end in range(index, min(index + _MOST_WORDS, len(tokens))):
                joined += fold(tokens[end])
                if joined in wanted:
                    found.setdefault(joined, Counter())[" ".join(tokens[index : end + 1])] += 1
                if joined in wanted or not any(known.startswith(joined) for known in wanted):
                    break
        for joined, names in found.items():
            name = names.most_common(1)[0][0]
            if not name.isupper():
                self._spelled[wanted[joined]] = name


def names_in(field_text: str) -> tuple[str, ...]:
    """Names of the people of a field such as ``To``, in order, without addresses and organisations."""
    names = [name_and_side(text or address)[0] for text, address in _parse_addresses(field_text)]
    if len(names) == 1 and "@" not in field_text:
        pieces = [piece.strip() for piece in names[0].split(",")]
        if len(pieces) > 1 and all(" " in piece for piece in pieces):  # and not "Vane, Charlotte"
            names = pieces
    return tuple(name for name in names if name)


def name_and_side(text: str) -> tuple[str, str | None]:
    """``Bo Lind (South Yards)`` -> name and organisation; ``[South Yards]`` and ``| South Yards`` too."""
    match = _SIDE.fullmatch(text)
    if not match:
        return text.strip(), None
    side = (match["round"] or match["square"] or match["bar"]).strip()
    no_side = _REMARK.fullmatch(side) or (not match["round"] and _DEPARTMENT.fullmatch(side))
    return match["name"].strip(), None if no_side else side


def _person(text: str, address: str) -> tuple[str, str | None]:
    """Name and organisation; the address outweighs ``| Legal`` and ``[Finance]``, which may be anything."""
    name, side = name_and_side(text)
    if text.rstrip().endswith(")"):
        return name, side or side_of_address(address)
    return name, side_of_address(address) or side


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
    """Take a field apart; mail programs part people by commas or, as names hold commas, by semicolons."""
    if ";" in _QUOTED_OR_ADDRESS.sub("", text[:_LONGEST_FIELD]):
        pieces = [piece for piece in text[:_LONGEST_FIELD].split(";") if piece.strip()]
        return [pair for piece in pieces for pair in _parse_addresses(piece.strip())] or [(text, "")]
    if reversed_name := _REVERSED_ADDRESS.fullmatch(text.strip()):
        return [(reversed_name["name"], reversed_name["address"])]
    try:
        found = email.utils.getaddresses([text[:_LONGEST_FIELD]])
    except (ValueError, IndexError, TypeError):
        found = []
    people = [(name.strip(), address) for name, address in found if name or address]
    if people and ("@" in people[0][1] or "<" in text):
        return people
    return [(text, "")]  # a bare name such as "Stuart Bickley" is no address, though it parses as one


@lru_cache(maxsize=20_000)
def key_of_person(name: str) -> str:
    """Return one key for ``Charlotte Vane`` and, as directories have it, ``Vane, Charlotte``."""
    reversed_name = _REVERSED.fullmatch(name.strip())
    if reversed_name:
        name = f"{reversed_name['first']} {reversed_name['last']}"
    return " ".join(name.lower().split())


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Letters of a name in lower case without accents and spaces: ``Złotnik Süd`` -> ``zlotniksud``."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(char for char in plain if char.isalnum())
