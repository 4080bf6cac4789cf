"""Who was present, on which side, and whose words an item of the minutes reports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOP = 2_500  # characters in which the attendance stands
_NAME = r"(?:[A-Z][\w’'-]*\.?)(?:[ \t](?:(?:de|van|von|der|den|la|le|da|di|bin|al|el|ter|of)[ \t])?[A-Z][\w’'-]*\.?){0,4}"
_LABELLED = re.compile(
    rf"(?m)^\W{{0,4}}(?P<who>{_NAME})(?:[ \t]\((?P<side>[^()\n]{{1,60}})\))?(?:,[^:\n]{{1,30}})?:(?:\*\*)?[ \t]"
)
_GROUP = re.compile(r"(?P<names>[^();\n]{3,300}?)\s*\((?P<side>[^()]{2,60})\)")
_FOR = re.compile(
    r"(?:\b[Ff]or|\b[Ff]rom)\s(?:the\s)?(?P<side>[^:.\n]{2,60}):\s*(?P<names>[^\n]{3,300}?)(?=\.\s|\.$|;|$|\n)"
)
_SIDE_FIRST = re.compile(
    r"(?:^|[.;]\s|\n)(?P<side>[A-Z][^:.;\n]{2,60}):\s*(?P<names>[^\n:;]{3,300}?)(?=[;]|\.\s+[A-Z][^.\n]{2,50}:|\.?\n|\.?$)"
)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Sir|Dame|Capt|Captain|Eng|Ing)\.?"
_TITLED = re.compile(rf"^(?:{_TITLE})\s(?P<last>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){{0,2}})")
_REPORTS = re.compile(rf"^(?P<who>{_NAME})(?=[\s,’':])")
_ROLE_WORDS = frozenset(
    "chair co-chair present apologies secretary minutes director manager account delivery directors attendance "
    "attendees participants from for and".split()
)


@dataclass(slots=True)
class Roster:
    """Names that the head of the minutes lists, with their sides."""

    sides: dict[str, str | None] = field(default_factory=dict)
    listed: list[tuple[int, int]] = field(default_factory=list)
    _text: str = ""

    @classmethod
    def of(cls, text: str) -> Roster:
        """Read the attendance at the top of minutes."""
        roster = cls(_text=text[:_TOP])
        head = text[:_TOP]
        for pattern in (_FOR, _SIDE_FIRST, _GROUP):
            for match in pattern.finditer(head):
                roster._add(match["names"], match["side"])
        return roster

    def _add(self, names: str, side: str) -> None:
        found = [self._name(part) for part in re.split(r",|;|\band\b|&", re.sub(r"\([^()]*\)", "", names))]
        if side.strip().lower() in _ROLE_WORDS:
            return
        for name in found:
            if name and name not in self.sides:
                self.sides[name] = side.strip(" *_")

    @staticmethod
    def _name(part: str) -> str:
        part = part.strip(" .*_\t\n:")
        part = part.rpartition(":")[2].strip()
        match = re.fullmatch(rf"(?:{_TITLE}\s)?({_NAME})", part)
        return match[1] if match else ""

    def is_listed(self, line: str) -> bool:
        """Whether a line of the head names people who were present."""
        return sum(1 for name in self.sides if name in line) >= 2

    def speaker_of(self, item: str) -> tuple[str | None, str | None]:
        """Return the person or side whose words or deeds an item reports, with the side, where it names one."""
        labelled = _LABELLED.match(item)
        if labelled:
            name = self._full(labelled["who"]) or labelled["who"]
            return name, labelled["side"] or self.sides.get(name)
        titled = _TITLED.match(item)
        match = titled or _REPORTS.match(item)
        if not match:
            return None, None
        who = match["last"] if titled else match["who"]
        name = self._full(who)
        if name:
            return name, self.sides.get(name)
        return self._organisation(who)

    def _full(self, who: str) -> str | None:
        """Return the listed name that ``Lunde`` or ``Bjarte`` stands for."""
        words = who.split()
        for name in self.sides:
            parts = name.split()
            if name == who or parts[-len(words) :] == words or parts[: len(words)] == words:
                return name
        return None

    def _organisation(self, who: str) -> tuple[str | None, str | None]:
        for side in self.sides.values():
            if side and (side == who or side.split()[0] == who.split()[0]):
                return side, side
        return None, None
