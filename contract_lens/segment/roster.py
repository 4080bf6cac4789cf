"""Whose words an item of minutes reports, and on which side they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from contract_lens.segment.attendance import NAME, TITLE, WORD, Attendance
from contract_lens.segment.reported import (
    AFTER,
    LAID_ON,
    OWN_SAYING,
    SAID_BY,
    SAYING_BY,
    common_words,
    is_first_person,
    is_no_name,
    is_subject,
    is_third_person,
    speaking_names,
)

_SPOKEN = re.compile(rf"(?m)^[ \t*_-]{{0,6}}(?P<who>{NAME})(?: \((?P<side>[^()\n]{{1,60}})\))?:(?:\*\*)? ")
_TITLED = re.compile(rf"(?P<who>{TITLE} {WORD}(?:-{WORD})?)(?<!['’]s)(?![\w’'-])")
_BOLD = re.compile(rf"(?m)^[ \t]*(?:[-*+•]|\d{{1,3}}[.)])?[ \t]*\*\*(?P<who>{NAME})\*\*(?=,? [a-z])")
_FIRST_WORD = re.compile(r"(?m)^[ \t]*(?:[-*+•]|[\d.]+\)?)?[ \t]*([^\W\d_]\S{0,11}) (?=[a-z\d])")
_IS_TITLE = re.compile(rf"{TITLE}$")
_MEN_TITLES = "Mr Sir Herr Señor Senhor Signor Monsieur Don Meneer"
_WOMEN_TITLES = "Mrs Ms Miss Dame Frau Señora Senhora Signora Madame Mme Doña Mevrouw"
_MEN, _WOMEN = frozenset(_MEN_TITLES.split()), frozenset(_WOMEN_TITLES.split())
_WITHIN = 70  # characters into an item within which the one it reports on is named
_TITLE_LINES = 3  # lines at the top in which the organisations are named
_READ = 400  # characters of an item in which words are ascribed to somebody
_PERSON_WORDS = 5
#: Labels of minutes, which stand before colons as names do.
_LABELS_LIST = """
Action Actions Agenda Agreed Agreement Answer Answers Apologies Attachments Attendance Attendees Attending
Background Comment Comments Conclusion Conclusions Date Deadline Decided Decision Decisions Discussion Due
Follow-up Goal Info Information Issue Issues Item Items Location Minutes Next Note Notes Objective Open
Outcome Outcomes Owner Owners Participants Place Point Points Present Priority Proposal Purpose Question
Questions Reason Recommendation Reference Responsible Result Results Risk Risks Scope Status Subject Summary
Task Tasks Time To-do Todo Topic Topics Update Updates Venue
"""
_LABELS = frozenset(_LABELS_LIST.split())
_WORDS = re.compile(r"\w+")


@dataclass(slots=True)
class Roster:
    """Names in minutes, with their sides.

    Attributes:
        people: Side of each person by full name as the minutes give it.
        sides: Organisations by every name they go by.
        author: Who took the notes and says ``I``, with the side.
        counterpart: With whom the talk was that one side's notes are about.
    """

    people: dict[str, str | None] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    author: tuple[str, str | None] | None = None
    counterpart: str | None = None
    _keys: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    _by_words: dict[str, set[str]] = field(default_factory=dict)
    _most_words: int = 0
    _common: frozenset[str] = frozenset()
    _title: str = ""
    _titles: dict[str, set[str]] = field(default_factory=dict)
    _find: re.Pattern[str] | None = None
    _ascribed: re.Pattern[str] | None = None

    @classmethod
    def of(cls, text: str, items: Iterable[str] = ()) -> Roster:
        """Read the attendance at the top of minutes, and the names that speak anywhere in them.

        Args:
            text: The minutes.
            items: Their lines without bullets and numbers.
        """
        head = Attendance.of(text)
        roster = cls(head.people, head.sides, counterpart=head.counterpart)
        for alias, name in head.aliases.items():
            roster._keys[alias] = (name, head.people.get(name))
        if head.author:
            roster.author = (head.author, head.people[head.author])
        roster._title = "\n".join(text.split("\n", _TITLE_LINES)[:_TITLE_LINES]).lower()
        roster._add_spoken(text)
        roster._add_initials(text)
        roster._index()
        lines = list(items)
        roster._common = common_words(lines)
        roster._add_speaking(lines)
        roster._compile()
        for match in _TITLED.finditer(text):
            title, _, name = match["who"].partition(" ")
            pronoun = "He" if title.rstrip(".") in _MEN else "She" if title.rstrip(".") in _WOMEN else ""
            if pronoun:
                roster._titles.setdefault(name, set()).add(pronoun)
        return roster

    def lists(self, line: str) -> bool:
        """Whether a line of the head names at least two people who were present."""
        return sum(1 for name in self.people if name in line) >= 2

    def opens(self, line: str) -> bool:
        """Whether a line begins with the name of one who speaks, as an item does."""
        found = self._find.match(line) if self._find else None
        return found is not None and bool(re.match(r",? [a-z]", line[found.end() :]))

    def named_in(self, words: str) -> set[str]:
        """Return the people and sides whom the words name."""
        return self._read_names(words)[0]

    def side_called(self, name: str) -> str | None:
        """Return the organisation that goes by a name."""
        full, side = self._keys.get(name, (None, None))
        return side if full == side else None

    def speaker_of(self, item: str) -> tuple[str | None, str | None]:
        """Return the person or side whose words or deeds an item reports, and the side.

        Args:
            item: The item on one line, without its bullet or number.
        """
        spoken = _SPOKEN.match(item)
        if spoken and spoken["side"] and spoken["side"][0].isupper():
            return spoken["who"], spoken["side"]
        if self.author and is_first_person(item):
            return self.author
        start = item[:_WITHIN]
        known = self._find.search(start) if self._find else None
        # "… by 26 November. Owner: Henrik": a label in the middle tells who acts, not who spoke.
        labelled = known is not None and known.start() > 0 and start[known.end() :].startswith(":")
        if known and not labelled and ":" not in start[: known.start()]:
            speaker, side = self._keys[known["key"]]
            laid_on = speaker == side and LAID_ON.match(item[known.end() :])
            return (None, None) if laid_on else (speaker, side)
        titled = _TITLED.match(start)
        if titled:
            return titled["who"], None
        return self._ascribed_to(item[:_READ]) or self.other_of_two(item) or (None, None)

    def can_only_mean(self, name: str, pronoun: str, before: str) -> bool:
        """Whether ``He`` or ``She`` can be a person, and nobody else whom the item before may name.

        Args:
            name: The one who spoke in the item before.
            pronoun: ``He`` or ``She``.
            before: The item before.
        """
        titles = self._titles.get(name.split()[-1], set())
        if titles not in (set(), {pronoun}):
            return False
        named, rest = self._read_names(before)
        others = named - {name}
        if titles:  # then an organisation is no rival, nor who is the other of Mr and Mrs
            others = {other for other in others if other not in self.sides and self._fits(other, pronoun)}
        own = name.split()
        shared = {part for person in self.people if person != name for part in person.split()}
        return not others and not any(
            (word not in own or word in shared) and self._fits(word, pronoun) for word in rest
        )

    def _fits(self, name: str, pronoun: str) -> bool:
        """Whether no title in the minutes tells that a pronoun cannot be a person."""
        return pronoun in self._titles.get(name.split()[-1], {pronoun})

    def _read_names(self, words: str) -> tuple[set[str], list[str]]:
        """Return whom the words name, and the other words that may be names of somebody."""
        parts = list(_WORDS.finditer(words))
        named: set[str] = set()
        told: set[int] = set()
        for first in range(len(parts)):
            for last in range(first, min(first + self._most_words, len(parts))):
                found = self._by_words.get(" ".join(part[0] for part in parts[first : last + 1]))
                if found:
                    named |= found
                    told.update(range(first, last + 1))
        rest = [part for at, part in enumerate(parts) if at not in told]
        return named, [
            part[0]
            for part in rest
            if not _IS_TITLE.match(part[0]) and not is_no_name(part[0], words[: part.start()], self._common)
        ]

    def _ascribed_to(self, item: str) -> tuple[str, str | None] | None:
        """Find the name in the course of an item that its words are ascribed to."""
        for found in self._ascribed.finditer(item) if self._ascribed else ():
            name = found["by"] or found["own"] or found["who"] or found["whose"]
            told = found["who"] is None or is_subject(item[: found.start()])
            if name not in self._keys and not _TITLED.match(name) and name.lower() in self._title:
                continue  # an organisation, and no person
            if told and item[: found.start()].count('"') % 2 == 0:
                return self._keys.get(name, (name, None))
        return None

    def other_of_two(self, item: str) -> tuple[str, str | None] | None:
        """Return the partner of the one who took notes of a talk between two, if an item is about ``him``."""
        if self.author and len(self.people) == 2 and is_third_person(item):
            other = next(name for name in self.people if name != self.author[0])
            return other, self.people[other]
        return None

    def _add_spoken(self, text: str) -> None:
        """Take as speakers the names that stand before colons or in bold print, if they come again."""
        seen = Counter(match["who"] for match in _SPOKEN.finditer(text))
        bold = Counter(match["who"] for match in _BOLD.finditer(text))
        for who, count in (*seen.items(), *(bold.items() if len(bold) > 1 else ())):
            known = who in self.people or who in self.sides or who in self._keys
            if (
                count >= 2
                and not known
                and who.split()[0] not in _LABELS
                and len(who.split()) <= _PERSON_WORDS
            ):
                self._keys.setdefault(who, (who, None))

    def _add_initials(self, text: str) -> None:
        """Let people be found by initials that the minutes use of them and nobody explains."""
        made: dict[str, list[str]] = {}
        for name in self.people:
            parts = [part for part in re.split(r"[ -]", name) if part[:1].isupper()]
            if len(parts) > 1:
                made.setdefault("".join(part[0] for part in parts), []).append(name)
                made.setdefault("-".join(part[0] for part in parts), []).append(name)
                made.setdefault(f"{parts[0][0]}.", []).append(name)
                made.setdefault(f"{parts[0][0]}:", []).append(name)
        opening = set(_FIRST_WORD.findall(text)) if made else set()
        for short, names in made.items():
            used = short in opening or short + ":" in opening
            if len(names) == 1 and used and short not in self._keys and short not in self.sides:
                self._keys[short] = (names[0], self.people[names[0]])

    def _add_speaking(self, items: list[str]) -> None:
        """Take as speakers the names that speak again and again, and that are no organisation's."""
        told = {word for key in (*self._keys, *self.sides) for word in key.split()}
        for who in speaking_names([item[:_READ] for item in items], WORD, self._common):
            # "If Tarn said", "Tarn Works proposed": two words, of which one is known, are no new person.
            listed = who in self._keys or (" " in who and not told.isdisjoint(who.split()))
            if not listed and not (" " in who and who.lower() in self._title):
                self._keys[who] = (who, None)

    def _index(self) -> None:
        """Let each person be found by full name, surname or first name, each side by its names."""
        for side, full in self.sides.items():
            for key in (side, side.split()[0]):
                if len(key) > 1 and (key[0].isupper() or key == side):
                    self._keys.setdefault(key, (full, full))
        short = Counter(key for name in self.people for key in _short(name))
        for name, represented in self.people.items():
            for key in (name, *_short(name)):
                if key == name or short[key] == 1:
                    self._keys[key] = (name, represented)

    def _compile(self) -> None:
        for key, (full, _) in self._keys.items():
            words = _WORDS.findall(key)
            self._by_words.setdefault(" ".join(words), set()).add(full)
            self._most_words = max(self._most_words, len(words))
        named = self._naming
        self._find = re.compile(rf"(?:^|(?<=, )|(?<=\. )){named('key', unlisted=False)}(?![\w-]|['’]s\b)")
        self._ascribed = re.compile(
            rf"(?:{SAID_BY}{named('by')}(?=[,.;:])|(?i:^{SAYING_BY}){named('own')}(?![\w-])|"
            rf"^{named('whose')}{OWN_SAYING}|(?<![\w-]){named('who')}{AFTER})"
        )

    def _naming(self, group: str, *, unlisted: bool = True) -> str:
        """Return the expression of one who speaks; an office needs ``the``, an unlisted person a title."""
        ordered = sorted(self._keys, key=len, reverse=True)
        proper = "|".join(re.escape(key) for key in ordered if not key[0].islower()) or "(?!)"
        offices = "|".join(re.escape(key) for key in ordered if key[0].islower()) or "(?!)"
        titled = rf"|{TITLE} {WORD}(?:-{WORD})?(?<!['’]s)(?![\w’'-])" if unlisted else ""
        return rf"(?:[Tt]he )?(?:{TITLE} )?(?P<{group}>{proper}|(?<=[Tt]he )(?:{offices}){titled})"


def _short(name: str) -> tuple[str, ...]:
    words = name.split()
    keys = [words[-1]] if len(words) > 1 else [name]
    if len(words) > 1 and len(words[0].rstrip(".")) > 2:
        keys.append(words[0])
    return tuple(keys)
