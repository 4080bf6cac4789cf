"""Who was present, on which side, and whose words an item of the minutes reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOP = 1_500  # characters in which the attendance stands
_LINE = 600  # characters of a line that are read
_PARTICLES = r"(?:de|van|von|der|den|la|le|da|di|bin|al|el|ter|dos)"
_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*\.?"
_NAME = rf"(?:{_WORD})(?:[ ](?:{_PARTICLES}[ ])?{_WORD}){{0,4}}"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Herr|Frau|Capt|Captain)\.?"
_PERSON = re.compile(rf"(?:{_TITLE} )?({_NAME}|{_WORD} [a-z-]+)")
_LABEL = re.compile(
    r"(?i)^\W{0,6}(?:directors present|present|attending|attendees|attendance|members|participants|"
    r"in the room|"
    r"in the chair|round the table|voting|directors|in attendance)\b[:,]?\s*"
)
_NO_SIDE = re.compile(
    r"(?i)^\W{0,6}(?:apologies|date|time|place|location|venue|secretary|notes?|note-taker|minutes|management|"
    r"background|subject|purpose|independent chair)\b"
)
_SIDE_FIRST = re.compile(
    r"^(?:[Ff]or |[Ff]rom )?(?:the )?(?P<side>[A-Z][^:0-9]{2,60}|bank|trust|company):\s*(?P<names>.+)$"
)
_NAMES_FOR = re.compile(rf"(?P<names>{_NAME}(?:(?:, | and ){_NAME}){{0,5}}) for (?:the )?(?P<side>{_NAME})")
_BRACKETS = re.compile(r"(?P<outer>[^()]{0,200})\((?P<inner>[^()]{0,160})\)")
_SEGMENT = re.compile(r"(?<![A-Z])(?<!Mr)(?<!Dr)(?<!Ms)(?<!Mrs)(?<!Prof)\.\s+(?=[A-Z])|;\s*|\n")
_ALIAS = re.compile(rf"(?P<name>{_NAME}) \([\"“]?(?P<alias>[A-Z][A-Za-z]{{1,11}})[\"”]?\)")
_SPOKEN = re.compile(rf"(?m)^[ \t*_-]{{0,6}}(?P<who>{_NAME})(?: \((?P<side>[^()\n]{{1,60}})\))?:(?:\*\*)? ")
_TITLED = re.compile(rf"(?P<who>{_TITLE} {_WORD}(?:-{_WORD})?)\b")
_CHAIR = re.compile(
    rf"(?P<name>{_NAME}) \((?:[^()]*, )?chair\b|[Ii]n the chair: (?:{_TITLE} )?(?P<seated>{_NAME})"
)
_ITEM = re.compile(r"\s*(?:[-*+•]\s|\(?[0-9a-z]{1,3}(?:\.[0-9]{1,2})*[.)]\s|\d{1,2}\.\d{1,2}\s)")
_WITHIN = 70  # characters into an item within which the one it reports on is named
_PERSON_WORDS = 5
_OFFICES_LIST = "Action Actions Decision Decided Next Agreed Note Notes Open Background Attending"
_OFFICES = frozenset(_OFFICES_LIST.split())


@dataclass(slots=True)
class Roster:
    """Names in the head of minutes, with their sides.

    Attributes:
        people: Side of each person by full name as the minutes give it.
        sides: Organisations by every name they go by.
    """

    people: dict[str, str | None] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    _keys: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    _find: re.Pattern[str] | None = None

    @classmethod
    def of(cls, text: str) -> Roster:
        """Read the attendance at the top of minutes, and the names before colons anywhere in them."""
        roster = cls()
        top = _head_of(text[:_TOP])
        for segment in _segments(top):
            roster._read_segment(segment)
        head = " ".join(top.split())
        for match in _CHAIR.finditer(head):
            roster._seat(match["name"] or match["seated"])
        for match in _ALIAS.finditer(head):
            roster._add_alias(match["name"], match["alias"])
        roster._add_spoken(text)
        roster._index()
        return roster

    def lists(self, line: str) -> bool:
        """Whether a line of the head names at least two people who were present."""
        return sum(1 for name in self.people if name in line) >= 2

    def speaker_of(self, item: str) -> tuple[str | None, str | None]:
        """Return the person or side whose words or deeds an item reports, and the side.

        Args:
            item: The item on one line, without its bullet or number.
        """
        spoken = _SPOKEN.match(item)
        if spoken and spoken["side"]:
            return spoken["who"], spoken["side"]
        start = item[:_WITHIN]
        known = self._find.search(start) if self._find else None
        # "… by 26 November. Owner: Henrik": a label in the middle tells who acts, not who spoke.
        labelled = known is not None and known.start() > 0 and start[known.end() :].startswith(":")
        if known and not labelled and ":" not in start[: known.start()]:
            return self._keys[known["key"]]
        titled = _TITLED.match(start)
        return (titled["who"], None) if titled else (None, None)

    def _read_segment(self, segment: str) -> None:
        if _NO_SIDE.match(segment):
            return
        segment = _LABEL.sub("", segment, count=1)
        first = _SIDE_FIRST.match(segment)
        if first:
            side = first["side"].strip(" *_")
            people = _names(re.sub(r"\([^()]*\)", "", first["names"]))
            if not people:
                return
            bracket = re.match(r"(.+?) \(([^()]+)\)$", side)
            self._add_side(bracket[1] if bracket else side, bracket[2] if bracket else "")
            for name in people:
                self.people.setdefault(name, bracket[1] if bracket else side)
            return
        pair = _NAMES_FOR.search(segment)
        if pair and "(" not in segment:
            for found in _NAMES_FOR.finditer(segment):
                self._add_side(found["side"])
                for name in _names(found["names"]):
                    self.people.setdefault(name, found["side"])
            return
        self._read_brackets(segment)

    def _read_brackets(self, segment: str) -> None:
        """``Kari Nesse (chair), Bjarte Lunde (Halvorsund)`` and ``Norrvik Rail (operator, Liv Aakre)``."""
        names: list[str] = []
        for match in _BRACKETS.finditer(segment):
            outer = match["outer"].strip(" ,;:")
            inner = [part.strip() for part in match["inner"].split(",")]
            weighty = [part for part in inner if part[:1].isupper()]
            people_inside = len(weighty) > 1 or (
                len(weighty) == 1 and bool(re.match(_TITLE + " ", weighty[0]))
            )
            described = len(weighty) == 1 and inner[0][:1].islower()
            if people_inside or described:
                side = outer.rpartition(":")[2].strip()
                self._add_side(side)
                for part in weighty:
                    for name in _names(part):
                        self.people.setdefault(name, side)
                continue
            names.extend(_names(outer))
            if weighty and not (weighty[0].isupper() and len(weighty[0]) <= 4):
                self._add_side(weighty[0])
                for name in names:
                    self.people.setdefault(name, weighty[0])
                names = []

    def _seat(self, name: str) -> None:
        if name in self.people:
            self._keys["chair"] = self._keys["Chair"] = (name, self.people[name])

    def _add_side(self, side: str, alias: str = "") -> None:
        side = side.strip(" *_")
        if side and side[0].isupper():
            self.sides[side] = side
            if alias:
                self.sides[alias] = side

    def _add_alias(self, name: str, alias: str) -> None:
        if name in self.people and alias.isupper():
            self._keys[alias] = (name, self.people[name])
        elif alias.isupper() or name.startswith(alias):
            side = next((known for known in self.sides if name.endswith(known)), name)
            self.sides.setdefault(side, side)
            self.sides[alias] = side

    def _add_spoken(self, text: str) -> None:
        seen = Counter(match["who"] for match in _SPOKEN.finditer(text))
        for who, count in seen.items():
            known = who in self.people or who in self.sides or who in self._keys
            if (
                count >= 2
                and not known
                and who.split()[0] not in _OFFICES
                and len(who.split()) <= _PERSON_WORDS
            ):
                self._keys.setdefault(who, (who, None))

    def _index(self) -> None:
        """Let each person be found by full name, surname or first name, each side by its names."""
        for side, full in self.sides.items():
            for key in (side, side.split()[0]):
                if len(key) > 1 and key[0].isupper():
                    self._keys.setdefault(key, (full, full))
        short = Counter(key for name in self.people for key in _short(name))
        for name, represented in self.people.items():
            for key in (name, *_short(name)):
                if key == name or short[key] == 1:
                    self._keys[key] = (name, represented)
        if self._keys:
            ordered = sorted(map(re.escape, self._keys), key=len, reverse=True)
            self._find = re.compile(
                r"(?:^|(?<=, )|(?<=\. ))(?:[Tt]he )?(?:" + _TITLE + r" )?(?P<key>" + "|".join(ordered) + r")"
                r"(?![\w-]|['’]s\b)"
            )


def _head_of(text: str) -> str:
    """Return what stands above the first item or the first heading of the body."""
    prose = False
    kept: list[str] = []
    for line in text.split("\n"):
        bare = line.strip()
        label = bool(_LABEL.match(bare))
        if not label and (
            _ITEM.match(line) or (prose and bare.startswith(("#", "**")) and bare.endswith("**"))
        ):
            break
        if prose and bare.startswith("#"):
            break
        prose = prose or (bool(bare) and not bare.startswith(("#", "**")))
        kept.append(line)
    return "\n".join(kept)


def _segments(head: str) -> Iterator[str]:
    """Yield the statements of the head; a wrapped line is joined to the one before."""
    for paragraph in re.split(r"\n[ \t]*\n", head):
        lines = [" ".join(line[:_LINE].split()) for line in paragraph.split("\n")]
        joined = ""
        for line in lines:
            ended = (
                not joined or joined.endswith((".", ";", ")", ":")) or bool(_LABEL.match(line)) or ":" in line
            )
            joined = f"{joined}\n{line}" if joined and ended else f"{joined} {line}".strip()
        for segment in _SEGMENT.split(joined):
            if segment and not segment.startswith("#"):
                yield segment.strip(" .*_-")


def _names(listed: str) -> list[str]:
    found: list[str] = []
    for part in re.split(r",|;|\band\b|&", listed.rpartition(":")[2]):
        match = _PERSON.fullmatch(part.strip(" .*_"))
        if match:
            found.append(match[1])
    return found


def _short(name: str) -> tuple[str, ...]:
    words = name.split()
    keys = [words[-1]] if len(words) > 1 else [name]
    if len(words) > 1 and len(words[0].rstrip(".")) > 2:
        keys.append(words[0])
    return tuple(keys)
