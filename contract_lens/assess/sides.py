"""On whose side a speaker is, where the words around a communication tell it and no label does.

Three sources are asked in turn: the names at the top of minutes and transcripts, other words of the same
speaker, and the organisation that an item of minutes speaks of first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from contract_lens.assess.member_lists import is_short_for, seats_in
from contract_lens.assess.names import bare, key_of, surname_of
from contract_lens.assess.side_names import join_names
from contract_lens.assessment import Clause, Party
from contract_lens.clause import PassageKind
from contract_lens.taxonomy.roles import load_roles

#: Sides and speakers that stand for the meeting rather than for anyone in it.
NOBODY = frozenset({"", "joint", "minutes", "note", "notes", "system", "unknown", "guest", "guests"})

_HEAD = 1_800  # characters at the top in which attendance stands
_MOST_NAMES = 500  # names of one communication that are looked for
_OPENING = 90  # characters of an item in which the one it speaks of is named
_WORD = r"(?:[A-ZÀ-ÖØ-Þ]\.|[A-ZÀ-ÖØ-Þ][\w’'&-]*)"
_NAMES = rf"{_WORD}(?:[ ](?:(?:of|the|and|&|de|van|von|der|du|des|for)[ ])?{_WORD}){{0,6}}"
_ONE = rf"{_WORD}(?:[ ](?:(?:of|&|de|van|von|der|du|des)[ ])?{_WORD}){{0,4}}"
_LABELLED = re.compile(
    rf"(?:^|[|;.]|\n|\bpresent:?|\battendees:?|/)[ \t*_>-]*(?:[Ff]or|[Ff]rom)?[ ]?(?:the )?"
    rf"(?P<label>{_NAMES}|\[[A-Z]{{2,6}}\]|[a-z]{{4,20}})(?:[ ]\([^()\n]{{1,40}}\))?[*_ ]*(?=[:|]|(?<=\])[ ])"
)
#: Two organisations side by side in a heading: "Brightmoor Stores and Vektra Logistics".
_PAIR = re.compile(rf"(?P<one>{_ONE})(?: and |[ ]?[/×&][ ]?| x |, | [–-] )(?P<two>{_ONE})")
_BRACKET = re.compile(rf"(?P<outer>{_NAMES})[ ]\((?P<inner>[^()\n]{{2,160}})\)")
_AFTER = re.compile(rf"(?:(?:,| and)[ ]{_ONE}){{0,4}},?[ ](?:for|of|from)[ ](?:the )?(?P<side>{_NAMES})")
_PRONOUN = re.compile(r"[\W\d_]{0,8}(?:He|She)\b")
_MARK = re.compile(r"^[\W_]*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?[ ]+)?")
_SHORT_FORM = re.compile(rf"(?P<name>{_NAMES})[ ]\([\"“]?(?P<short>[A-Z][A-Za-z]{{1,11}})[\"”]?\)")
_NO_NAME = re.compile(r"(?:present|attending|apologies|minutes|notes?)\b", re.IGNORECASE)
_NOT_A_SIDE_WORDS = """
date time place location venue subject present attendees apologies notes minutes from to cc re chair held
meeting note management actions agenda circulation purpose guest guests attending directors voting members
participants attendance observers trust bank company item decision action secretary
who members channel people legend reporter assignee requester watchers between
"""
_NOT_A_SIDE = frozenset(_NOT_A_SIDE_WORDS.split())


@dataclass(slots=True)
class Seating:
    """Who sits where in one communication.

    Attributes:
        people: Side by key of a full name and of a surname.
        sides: Side by the keys under which texts call it.
    """

    people: dict[str, str] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    _mention: re.Pattern[str] | None = None

    @classmethod
    def of(cls, clauses: Sequence[Clause], text: str) -> Seating:
        """Read the labels of all turns and the top of the text."""
        seating = cls()
        speakers = {bare(clause.speaker) for clause in clauses if clause.speaker}
        people = people_among(clauses)
        head = text[:_HEAD]
        explained = seats_in(head, speakers)
        for found in _SHORT_FORM.finditer(head):
            name = found["name"]
            if found["short"] in explained:
                continue  # the initials of a speaker
            if key_of(name) not in people and is_side(name) and _abbreviates(found["short"], name):
                seating.add_side(name, found["short"])
        for clause in clauses:
            if clause.side and key_of(bare(clause.side)) not in people and is_side(clause.side):
                seating.add_side(clause.side)
                if clause.speaker and clause.speaker != clause.side:
                    seating.add_person(clause.speaker, clause.side)
        seating._read_head(head, speakers, explained)
        if len(set(seating.sides.values())) < 2:
            own = {key_of(clause.side or "") for clause in clauses}
            heard = {key_of(name) for name in speakers} - own
            seating._read_pairs(head, text[_HEAD // 4 :], people | heard)
        return seating

    def add_side(self, side: str, *aliases: str) -> None:
        """Note an organisation under its name, its first word, its initials and further names."""
        words = [word for word in re.split(r"[^\w&’']+", side) if word[:1].isupper()]
        side = self.sides.get(key_of(side), side)
        initials = "".join(word[0] for word in words) if len(words) > 1 else ""
        for alias in (side, *aliases, *words[:1], initials):
            if len(key_of(alias)) > 1 and key_of(alias) not in _NOT_A_SIDE:
                self.sides.setdefault(key_of(alias), side)
        self._mention = None

    def add_person(self, name: str, side: str) -> None:
        """Note on whose side a person is; a surname that two sides share tells nothing."""
        side = self.sides.get(key_of(side), side)
        self.people.setdefault(key_of(bare(name)), side)
        surname = surname_of(name)
        if surname and self.people.setdefault(surname, side) != side:
            self.people[surname] = ""
        self._mention = None

    def side_of(self, speaker: str | None) -> str | None:
        """Return the side of a speaker by name, surname, or because the speaker is an organisation."""
        if not speaker:
            return None
        name = bare(speaker)
        for known in (key_of(name), surname_of(name), key_of(name.split(" ")[0])):
            if known and (side := self.people.get(known) or self.sides.get(known)):
                return side
        return None

    def first_named(self, words: str) -> str | None:
        """Return the side that a text names first, by a person or by itself."""
        if self._mention is None:
            self._mention = self._names()
        opening = words[:_OPENING]
        for found in self._mention.finditer(opening) if self.people or self.sides else ():
            known = key_of(found.group())
            side = self.people.get(known) or self.sides.get(known)
            if side and not opening[found.end() :].startswith(("'s", "’s")):
                return side
        return None

    def _names(self) -> re.Pattern[str]:
        names = {name for name in (*self.people, *self.sides) if len(name) > 1}
        names = set(sorted(names)[:_MOST_NAMES])
        first = {name.split(" ")[0] for name in names}
        longest = sorted(names | {word for word in first if len(word) > 3 and word in self.sides}, key=len)
        either = "|".join(re.escape(name).replace(r"\ ", r"[\s.-]+") for name in reversed(longest))
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)

    def _read_pairs(self, head: str, body: str, people: frozenset[str]) -> None:
        """Take two names side by side in the first lines as the sides, if the text speaks of both."""
        for line in head.splitlines()[:6]:
            for found in _PAIR.finditer(line.strip("#*_ ")):
                pair = (found["one"], found["two"])
                if all(_returns(name, body) and key_of(name) not in people for name in pair):
                    for name in pair:
                        self.add_side(name)
                    return

    def _read_head(self, head: str, speakers: Iterable[str], explained: Mapping[str, str]) -> None:
        labels = [
            (found.start("label"), found["label"])
            for found in _LABELLED.finditer(head)
            if key_of(found["label"]) not in _NOT_A_SIDE
        ]
        brackets = list(_BRACKET.finditer(head))
        for name in sorted(speakers):
            if self.side_of(name):
                continue
            place = _place_of(name, head)
            if place is None and name not in explained:
                continue
            side = explained.get(name) or (_seat(head, place, name, labels, brackets) if place else None)
            if side and is_side(side) and surname_of(side) != surname_of(name):
                self.add_side(side)
                self.add_person(name, side)


def people_among(clauses: Iterable[Clause]) -> frozenset[str]:
    """Return the keys of the speakers who have two names or more: no organisation is called like that."""
    names = {key_of(bare(clause.speaker)) for clause in clauses if clause.speaker != clause.side}
    return frozenset(name for name in names if " " in name)


def is_side(name: str) -> bool:
    """Whether a label names an organisation rather than an office ("alliance manager") or nobody."""
    plain = key_of(name)
    if plain in NOBODY or plain in _NOT_A_SIDE or any(mark in name for mark in "*|\n"):
        return False
    if (
        _NO_NAME.match(name)
        or re.fullmatch(r"C[A-Z]O|MD|GM|VP", name)
        or plain.endswith((" director", " manager", " officer"))
    ):
        return False
    if re.fullmatch(r"(?:[A-Z]\.[ -]?){1,3}[A-Z]\S+|(?:Mr|Mrs|Ms|Dr|Prof)\.? .+", name.strip()):
        return False
    return not (name[:1].islower() and load_roles().role_of(name)) and len(name) < 80


def _abbreviates(short: str, name: str) -> bool:
    """``SOW`` for ``Skagmer Offshore Wind``, ``Halvard`` for ``Halvard Marine Services``."""
    initials = "".join(
        word[0] for word in key_of(name).split(" ") if word not in ("of", "the", "and", "des", "de")
    )
    return key_of(name).startswith(key_of(short)) or initials == key_of(short)


def _returns(name: str, body: str) -> bool:
    first = name.split(" ")[0]
    return len(first) > 2 and len(re.findall(rf"(?<!\w){re.escape(first)}(?!\w)", body, re.IGNORECASE)) >= 2


def _place_of(name: str, head: str) -> tuple[int, int] | None:
    for wanted in (name, surname_of(name)):
        found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", head, re.IGNORECASE) if wanted else None
        if found:
            return found.span()
    return None


def _seat(
    head: str,
    place: tuple[int, int],
    name: str,
    labels: Sequence[tuple[int, str]],
    brackets: Sequence[re.Match[str]],
) -> str | None:
    """Tell the side of the person at ``place`` of the head: by brackets, by a label before, or by "for"."""
    surname = surname_of(name)
    for found in brackets:
        if found.start("inner") <= place[0] < found.end("inner"):
            return None if is_short_for(name, found["outer"]) else str(found["outer"])
        if found.start("outer") <= place[0] < found.end("outer") and found["inner"][:1].isupper():
            inner = found["inner"].split(",")[0].strip()
            if surname not in key_of(inner) and not _abbreviates(inner, name):
                return inner
    line = head.rfind("\n", 0, place[0])
    before = [label for start, label in labels if max(line, place[0] - 200) <= start < place[0]]
    if before:
        return before[-1].strip("[]* ")
    after = _AFTER.match(head, place[1])
    return str(after["side"]) if after else None


def seat_speakers(clauses: Sequence[Clause], text: str) -> tuple[Clause, ...]:
    """Return the utterances of a communication with the sides that can be told.

    Args:
        clauses: Clauses of one communication in order.
        text: Its whole text.
    """
    seating = Seating.of(clauses, text)
    people = people_among(clauses)
    seated: list[Clause] = []
    last: Clause | None = None
    for clause in clauses:
        side = clause.side if clause.side and is_side(clause.side) else None
        if clause.kind is PassageKind.HEADER:
            seated.append(clause)
            continue
        known = seating.side_of(clause.speaker)
        side = seating.sides.get(key_of(side), side) if side and key_of(side) not in people else known
        if side is None and clause.kind is PassageKind.ITEM:
            words = _MARK.sub("", " ".join(clause.text.split()), count=1)
            if _PRONOUN.match(clause.text) and last is not None:
                side = last.side
            else:
                side = seating.first_named(words) if _may_be_told(clause, words) else None
        told = clause if side == clause.side else replace(clause, side=side)
        seated.append(told)
        if told.kind is PassageKind.ITEM:
            last = told
    return tuple(seated)


def _may_be_told(clause: Clause, words: str) -> bool:
    """Whether the organisation named first in an item may be the side of who speaks.

    What a person says after the own name is often about the other side.
    """
    speaker = bare(clause.speaker)
    names = {part for part in (speaker, *speaker.split(" ")) if len(part) > 2}
    return speaker == (clause.side or "") or not any(bare(words).startswith(name) for name in names)


def sides_of(clauses: Iterable[Clause]) -> tuple[Party, ...]:
    """Return the sides heard in a communication, in order; departments count with their organisation."""
    heard = [clause.side for clause in clauses if clause.side and is_side(clause.side)]
    joined = join_names(heard)
    return tuple(Party(side) for side in dict.fromkeys(joined[side] for side in heard))
