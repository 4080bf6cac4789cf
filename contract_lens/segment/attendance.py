"""The head of minutes: who was present, for which organisation, in which office, and who took the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOP = 1_500  # characters in which the attendance stands
_LINE = 600  # characters of a line that are read
_PARTICLES = r"(?:de|van|von|der|den|la|le|da|di|bin|al|el|ter|dos)"
WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*\.?"
NAME = rf"(?:{WORD})(?:[ ](?:{_PARTICLES}[ ])?{WORD}){{0,4}}"
TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Herr|Frau|Capt|Captain|Señora|Señor|Senhora|Senhor|Signora|Signor|"
    r"Monsieur|Madame|Mme|Doña|Mevrouw|Meneer)\.?"
)
_PERSON = re.compile(rf"(?:{TITLE} )?({NAME}|{WORD} [a-z-]+)")
_LABEL = re.compile(
    r"(?i)^\W{0,6}(?:directors present|present|attending|attendees|attendance|members|participants|"
    r"in the room|"
    r"in the chair|round the table|voting|directors|in attendance)\b(?: for the item)?[:,]?\s*"
)
_NO_SIDE = re.compile(
    r"(?i)^\W{0,6}(?:apologies|date|time|place|location|venue|secretary|notes?|note-taker|minutes|management|"
    r"background|subject|purpose|independent chair|chair(?:ed)? by)\b"
)
_SIDE_FIRST = re.compile(
    r"^(?:[Ff]or |[Ff]rom )?(?:the )?(?P<side>[A-Z][^:0-9]{2,60}|bank|trust|company):\s*(?P<names>.+)$"
)
#: Parts in a contract that stand before the name of who plays them: "Owner (Abetos): Leonor Vilhena".
_PART = re.compile(
    r"(?i)(?:owner|operator|buyer|seller|supplier|customer|client|contractor|subcontractor|maker|"
    r"manufacturer|licensor|licensee|franchisor|franchisee|lender|borrower|landlord|tenant|insurer|bank|"
    r"carrier|distributor|principal|agent|provider|service provider|sponsor|purchaser|vendor|authority)s?"
)
_NAMES_FOR = re.compile(rf"(?P<names>{NAME}(?:(?:, | and ){NAME}){{0,5}}) for (?:the )?(?P<side>{NAME})")
#: "for Prakruti Energy Sanjeev Kolhar, Lindiwe Maseko": an organisation, and its people without a colon.
_FOR_RUN = re.compile(rf"^[Ff]or (?:the )?(?P<first>{NAME})(?P<rest>(?:(?:, | and ){NAME}){{0,9}})$")
#: "Mr G. Pellew, Head of Supplier Assurance, St Aldhelm Hospitals": a person, a title, an organisation.
_PERSON_OF = re.compile(
    rf"^{TITLE} (?P<name>{NAME})(?:, (?:Head|Director|Manager|Vice President|President) of [^,]{{2,50}})?, "
    rf"(?P<side>{WORD}(?: (?:of )?{WORD}){{1,3}})$"
)
_BRACKETS = re.compile(r"(?P<outer>[^()]{0,200})\((?P<inner>[^()]{0,160})\)")
_SEGMENT = re.compile(r"(?<![A-Z])(?<!Mr)(?<!Dr)(?<!Ms)(?<!Mrs)(?<!Prof)\.\s+(?=[A-Z])|;\s*|\n")
_ALIAS = re.compile(rf"(?P<name>{NAME}) \([\"“]?(?P<alias>[A-Z][A-Za-z]{{1,11}})[\"”]?\)")
_CHAIR = re.compile(
    rf"(?P<name>{NAME}) \((?:[^()]*, )?chair\b|[Ii]n the chair: (?:{TITLE} )?(?P<seated>{NAME})|"
    rf"[Cc]hair(?: by rotation|ed by)?: (?:{TITLE} )?(?P<named>{NAME})"
)
_ITEM = re.compile(r"\s*(?:[-*+•]\s|\(?[0-9a-z]{1,3}(?:\.[0-9]{1,2})*[.)]\s|\d{1,2}\.\d{1,2}\s)")
_IN_OFFICE = re.compile(rf"(?P<name>{NAME}) \((?P<inside>[^()\n]{{2,90}})\)")
_OFFICE = re.compile(
    r"(?:[a-z]+ ){0,2}(?:manager|director|officer|president|coordinator|facilitator|treasurer|counsel|mayor|"
    r"engineer|administrator)|C[A-Z]O|MD|GM"
)
#: "[VB] Leocadia, Hamza / [Clindesk] Raj": in square brackets, for whom those after them are there.
_CODED = re.compile(r"\[(?P<code>[A-Z][^\[\]\n]{1,40})\][: ] ?(?P<names>[^\[\]/|]{2,120})")
_CODED_WORDS = re.compile(r"\[[^\[\]\n]{0,41}\]")
_NO_CODES_LIST = """
HR IT QA QC RD PM PR CC FYI TBC TBD Finance Sales Legal Operations Procurement Purchasing Quality Engineering
Marketing Logistics Production Management Board Chair Host Minutes Notes Apologies Absent Guest Guests Remote
Online Phone Present
"""
#: What stands in square brackets before people and is no organisation.
_NO_CODES = frozenset(_NO_CODES_LIST.split())
_ORGANISATION = re.compile(r"(?![A-Z]{1,4}$)[A-Z][^\d+]{1,60}")
_ORGANISATIONS = re.compile(rf"{WORD}(?:[ ](?:(?:of|&) )?{WORD}){{0,4}}")
#: What marks a list of names with brackets as those who were there.
_PRESENT = re.compile(
    r"(?:co-)?chair|chairman|chairwoman|host|notes|minutes|(?:[a-z]+ ){0,2}manager(?: of .*)?"
)
_MET_WITH = re.compile(
    rf"\b(?:call|meeting|talk|lunch|session) (?:with|w/) (?:the )?(?P<side>{WORD}(?: {WORD}){{0,2}})$"
)
#: "D. Macanally, alliance lead, Tullaghmore Photonics." above notes in the first person.
_KEEPER = re.compile(
    rf"(?:^|\n|[.:] )(?P<name>{WORD} {WORD}), [a-z][a-z ]{{2,40}}, "
    rf"(?P<side>{WORD}(?: {WORD}){{0,3}})(?=\.|$)",
    re.M,
)
_WROTE = re.compile(
    rf"(?P<name>{NAME}) \((?:[^()]*, )?(?:notes|minutes|wrote this|note-taker|author|writing)\)"
)


_MET = re.compile(
    rf"after the (?P<after>{WORD}) (?:call|meeting|visit|session)\b|"
    rf"\b(?:call|meeting|talk|lunch|session) (?:with|w/) (?:the )?(?P<met>{WORD}(?: {WORD}){{0,2}})(?!['’])"
)


_BESIDE = re.compile(rf"^(?:[a-z]+ )+(?={WORD} {WORD}$)|[ ]?\+.*$")


@dataclass(slots=True)
class Attendance:
    """What the head of minutes tells.

    Attributes:
        people: Side of each person by full name as the minutes give it.
        sides: Organisations by every name they go by.
        aliases: Short names of people, and offices that one of them holds, with the full name.
        author: Who took the notes, where the head says so beside a name.
        counterpart: With whom the talk was that one side's notes are about ("after the Tarn call").
    """

    people: dict[str, str | None] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    author: str | None = None
    counterpart: str | None = None
    _head: str = ""
    _text: str = ""

    @classmethod
    def of(cls, text: str) -> Attendance:
        """Read the top of minutes."""
        found = cls()
        top = _head_of(text[:_TOP])
        found._head, found._text = top, text
        for segment in _segments(top):
            found._read_segment(segment)
        head = " ".join(top.split())
        for match in _CHAIR.finditer(head):
            found._seat(match["name"] or match["seated"] or match["named"])
        for match in _ALIAS.finditer(head):
            found._add_alias(match["name"], match["alias"])
        found._read_offices(head)
        wrote = _WROTE.search(head)
        found.author = found._full(wrote["name"]) if wrote else None
        keeper = _KEEPER.search(top)
        if not found.author and keeper and not found.people:
            found._add_side(keeper["side"].rstrip("."))
            found._add_people([keeper["name"]], keeper["side"].rstrip("."))
            found.author = keeper["name"]
        met = {match["after"] or match["met"] for match in _MET.finditer(head)}
        found.counterpart = next(iter(met)) if len(met) == 1 else None
        return found

    def _read_segment(self, segment: str) -> None:
        if _NO_SIDE.match(segment):
            return
        segment, labels = _LABEL.subn("", segment, count=1)
        first = _SIDE_FIRST.match(segment)
        if self._read_codes(segment) or self._read_run(segment):
            return
        if first:
            self._read_side_first(first["side"].strip(" *_"), first["names"])
            return
        alone = _PERSON_OF.match(segment)
        if alone:
            self._add_side(alone["side"])
            self._add_people([alone["name"]], alone["side"])
            return
        pair = _NAMES_FOR.search(segment)
        if pair and "(" not in segment:
            for found in _NAMES_FOR.finditer(segment):
                self._add_side(found["side"])
                self._add_people(_names(found["names"]), found["side"])
        else:
            self._read_brackets(segment, listed=bool(labels))

    def _read_codes(self, segment: str) -> bool:
        """Read ``[VB] Leocadia, Hamza / [CD] Raj``, if each code stands for an organisation of the head."""
        codes = list(_CODED.finditer(segment))
        sides = [self._stands_for(code["code"]) for code in codes]
        # "[Finance] Ann Reed / [HR] Bo Lind": the departments of one organisation are no sides.
        if len(codes) < 2 or "" in sides or len(set(sides)) < len(sides):
            return False
        for code, side in zip(codes, sides, strict=True):
            self._add_side(side, code["code"])
            self._add_people(_names(code["names"]), side)
        return True

    def _stands_for(self, code: str) -> str:
        """Return the organisation outside square brackets that a code or a name in them means, or nothing."""
        if code in _NO_CODES:
            return ""
        if _times(code, _CODED_WORDS.sub(" ", self._head)):
            return code
        full = self._in_full(code)
        return full if full != code else ""

    def _read_run(self, segment: str) -> bool:
        """Read ``for Prakruti Energy Sanjeev Kolhar, ...``, if the text tells where the organisation ends.

        It does if it names the organisation elsewhere, or its first word and the first name after it, and
        no word between them; the person must then have two names.
        """
        run = _FOR_RUN.match(segment)
        words = run["first"].split() if run else []
        side = " ".join(words[:-2])
        if run is None or not side or _times(" ".join(words[:-1]), self._text) > 1:
            return False  # the last: "Fjord Rail Ann" is Ann, of Fjord Rail
        known = [_times(word, self._text) > 1 for word in words]
        if _times(side, self._text) < 2 and not (known[0] and known[-2] and not any(known[1:-2])):
            return False
        self._add_side(side)
        self._add_people(_names(" ".join(words[-2:]) + run["rest"]), side)
        return True

    def _read_side_first(self, side: str, names: str) -> None:
        people = _names(re.sub(r"\([^()]*\)", "", names))
        if not people:
            return
        bracket = re.match(r"(.+?) \(([^()]+)\)$", side)
        alias = ""
        if bracket:
            side, alias = bracket[1], bracket[2]
            if _PART.fullmatch(side) and alias[:1].isupper():
                side, alias = alias, side.lower()
        side = self._in_full(side)
        self._add_side(side, alias)
        self._add_people(people, side)

    def _read_brackets(self, segment: str, *, listed: bool) -> None:
        """``Kari Nesse (chair), Bjarte Lunde (Halvorsund)`` and ``Norrvik Rail (operator, Liv Aakre)``."""
        names: list[str] = []
        brackets = list(_BRACKETS.finditer(segment))
        insides = [_inside(match["inner"]) for match in brackets]
        sides_first = any(len(inside) > 1 for inside in insides)  # and so in the whole line
        for match, weighty in zip(brackets, insides, strict=True):
            outer = match["outer"].strip(" ,;:")
            described = len(weighty) == 1 and match["inner"].lstrip()[:1].islower()
            titled = len(weighty) == 1 and bool(re.match(TITLE + " ", weighty[0]))
            met = _MET_WITH.search(outer)
            if weighty and (sides_first or described or titled or met):
                side = met["side"] if met else self._in_full(outer.rpartition(":")[2].strip())
                self._add_side(side)
                for part in weighty:
                    self._add_people(_names(part), side)
                continue
            names.extend(_names(outer))
            listed = listed or bool(_PRESENT.fullmatch(match["inner"].split(",")[0]))
            if names and weighty and _ORGANISATION.fullmatch(weighty[0]):
                self._add_side(weighty[0])
                self._add_people(names, weighty[0])
                names = []
            elif names and _PART.fullmatch(match["inner"].split(",")[0]):
                self._add_people(names, self._in_full(match["inner"].split(",")[0]))
                names = []
        if listed:  # present, and nothing says for whom
            rest = _names(segment[brackets[-1].end() :].strip(" ,")) if brackets else _names(segment)
            self._add_people([name for name in (*names, *rest) if " " in name], None)

    def _in_full(self, word: str) -> str:
        """Return the organisation in the head that a word or a code stands for: ``bank``, ``VB``."""
        plain = word.lower()
        for name in _ORGANISATIONS.findall(self._head):
            words = [part.lower() for part in name.split()]
            if word.islower() and plain in words and len(words) > 1:
                return str(name)
            if word.isupper() and len(word) < 5 and _shortens(plain, name.lower()):
                return str(name)
        return word

    def _read_offices(self, head: str) -> None:
        """Let ``the general manager`` be the one person who is present in that office."""
        held: dict[str, set[str]] = {}
        for match in _IN_OFFICE.finditer(head):
            name = self._full(match["name"])
            office = _OFFICE.match(match["inside"])
            if name and office:
                held.setdefault(office[0], set()).add(name)
        for office_name, holders in held.items():
            if len(holders) == 1:
                self.aliases.setdefault(office_name, next(iter(holders)))

    def _full(self, name: str) -> str | None:
        """Return the person of whose name ``name`` is all or the end ("Chair by rotation: Prof. Aubry")."""
        name = name.rstrip(".")
        ends = [known for known in self.people if known.rstrip(".") == name or known.endswith(f" {name}")]
        starts = ends or [known for known in self.people if name.endswith(f" {known}")]
        return starts[0] if len(starts) == 1 else None

    def _seat(self, name: str) -> None:
        full = self._full(re.split(r"(?<=[^\W\d_]{2})\. ", name)[0].rstrip("."))
        if full:
            self.aliases["chair"] = self.aliases["Chair"] = full

    def _add_people(self, names: list[str], side: str | None) -> None:
        for name in names:
            self.people.setdefault(name, side)

    def _add_side(self, side: str, alias: str = "") -> None:
        side = side.strip(" *_")
        if side and side[0].isupper():
            self.sides[side] = side
            if alias:
                self.sides[alias] = side

    def _add_alias(self, name: str, alias: str) -> None:
        if name in self.people and alias.isupper():
            self.aliases[alias] = name
        elif alias.isupper() or name.startswith(alias):
            side = next((known for known in self.sides if name.endswith(known)), name)
            self.sides.setdefault(side, side)
            self.sides[alias] = side


def _times(name: str, text: str) -> int:
    """Return how often a name stands in a text as words of its own."""
    return len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text))


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


def _inside(inner: str) -> list[str]:
    """Return the names in brackets, without what stands before and after them: ``head of sales Ann Reed``."""
    parts = [_BESIDE.sub("", part.strip()) for part in inner.split(",")]
    return [part for part in parts if part[:1].isupper() and not re.fullmatch(r"[A-Z]{2,4}", part)]


def _shortens(code: str, name: str) -> bool:
    """Whether the letters of a code stand in a name in this order, the first of them first."""
    if not name.startswith(code[:1]):
        return False
    letters = iter(name)
    return all(letter in letters for letter in code)


def _names(listed: str) -> list[str]:
    found: list[str] = []
    for part in re.split(r",|;|\band\b|&", listed.rpartition(":")[2]):
        name = part.strip(" *_")
        match = _PERSON.fullmatch(name if re.search(r"\b[A-Z]\.$", name) else name.strip(" ."))
        if match:
            found.append(match[1])
    return found
