"""Logs that one side keeps of its dealings with another: one entry a day, in the third person.

``kept by A. Reed, Fjord Rail`` says whose log it is. ``call in, B. Lind.`` and ``B. Lind, by letter.`` report
the other side, ``call out.`` and ``I told ...`` the keeper; an entry that goes on about a person of whom such
a label spoke is that person's, and one about nobody is the keeper's side alone. Where a surname fits two
people, or the keeper's line leaves open which part is the organisation, nobody is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from contract_lens.clause import Passage, PassageKind
from contract_lens.document import Block, BlockKind, Document
from contract_lens.segment.sentences import trim
from contract_lens.segment.turns import passages_of

_LEAST = 5  # entries that make a log
_LEAST_DEALINGS = 2  # of them that report a call, a letter or what the keeper did
_SHARE = 0.6  # of its lines that begin with a day
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = (
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,? )?"
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}(?:[./](?:\d{{4}}|\d{{2}})|\.)"
    rf"|\d{{1,2}}\.? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?)(?:,? \d{{1,2}}[:.]\d{{2}})?"
)
_ENTRY = re.compile(rf"[ \t]*(?:[-*•] )?(?P<day>{_DAY})(?:[ \t]*[-–|:][ \t]+|[ \t]{{1,4}})(?=\S)")
_WORD = r"(?:[A-ZÀ-ÖØ-Þ]\.|[A-ZÀ-ÖØ-Þ][\w’'-]+)"
_PERSON = rf"(?:(?:Mr|Mrs|Ms|Dr|Sir)\.? )?{_WORD}(?: {_WORD}){{0,3}}"
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir)\.? ")
_TITLED = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ][\w’'-]*[a-z](?: (?:of |& |and )?[A-ZÀ-ÖØ-Þ][\w’'-]*){1,5}")
_KEPT = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bwas )(?<!\bwere )(?<!\bbeen )"  # a sentence on who keeps records
    r"(?i:\b(?:kept|maintained|written|logged|recorded) by )(?P<by>(?:\b[A-Z]\.|[^\n;.]){1,200})"
)
_PARTS_OF_KEEPER = re.compile(r",| \(| (?:for|at|on behalf of) |(?<=[a-z] team) of |(?<=[a-z] desk) of ")
_POST = re.compile(
    r"(?i)(?:(?:vice |deputy )?(?:head|chief|director|president|chair)\b.*"
    r"|.*\b(?:director|manager|officer|lead|leader|head|executive|buyer|engineer|coordinator|assistant|secretary"
    r"|analyst|planner|controller|adviser|advisor|consultant|counsel|specialist|clerk|desk|team|office|department"
    r"|registrar|partner|president|chair|c[efot]o|md|vp))"
)
_OF_A_LOG = re.compile(
    r".*\b(?:Log|Logs|Diary|Record|Records|Journal|Register|Notes)\b(?: (?:of|for|with|and|&))? ?"
)
_IN_OR_OUT = re.compile(
    r"(?i:(?:(?:phone|video) )?(?:call|phone|e-?mail|mail|letter|message|visit) "
    rf"(?P<way>in|out|from|to)\b)(?:[, ]{{1,2}}(?:with )?(?P<who>{_PERSON})(?=[,.:;]))?[^.:\n]{{0,40}}[.:] "
)
_BY_LETTER = re.compile(
    rf"(?P<who>{_PERSON}),? (?:by (?:letter|phone|telephone|e-?mail|mail|fax|text)|in (?:person|writing)"
    r"|on the (?:phone|telephone)|letter|e-?mail)\b[^.:\n]{0,60}[.:] "
)
_OTHER_LABEL = re.compile(r"(?i:meeting|(?:site )?visit|call|letter|e-?mail|phone)\b[^.:\n]{0,60}[.:] ")
_TOLD = re.compile(rf"(?:I )?(?:[Tt]old|[Aa]sked|[Rr]ang|[Ii]nformed|[Ww]arned|[Cc]alled) (?P<who>{_PERSON})")
_FIRST_PERSON = re.compile(
    r"(?:I|I['’](?:ve|d|ll|m)|Told (?!by)\w+|Asked (?!by)\w+|Sent|Rang|Wrote|Drafted)\b"
)
_PRONOUN = re.compile(r"(?:He|She|His|Her)\b")
_NOBODY = re.compile(r"(?:He|She|His|Her|They|Them|Their|Theirs)\b")
_WAS_TOLD = re.compile(
    r"(?:\S+ ){1,4}?(?:was|were|has been|have been) (?:told|asked|informed|warned|reminded)\b"
)
_SUBJECT = re.compile(rf"(?P<who>{_PERSON})(?=[ ,])(?!['’]s)")
_DEALINGS = (_IN_OR_OUT, _BY_LETTER, _FIRST_PERSON)
_NAME_WITHIN = re.compile(r"(?:(?<=[a-z,] )|(?<=\b[A-Z]\. ))[A-ZÀ-ÖØ-Þ]\w+")
_FIRST_NAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr)\.? |[A-Z]\. ?){0,2}(?P<name>[A-ZÀ-ÖØ-Þ]\w+)")
_MOST_NAMESAKES = 8  # people of one surname that are kept apart


def is_log(document: Document) -> bool:
    """Whether a text is a log: most of its lines begin with a day, and one side keeps it of its dealings."""
    text = document.text
    starts = [start for block in document.blocks for start, _ in _entries_of(text, block)]
    dated = [entry for start in starts if (entry := _ENTRY.match(text, start))]
    if len(dated) < _LEAST or len(dated) < _SHARE * len(starts):
        return False
    dealings = (form.match(text, entry.end()) for entry in dated for form in _DEALINGS)
    if sum(1 for found in dealings if found) < _LEAST_DEALINGS:
        return False
    return _KEPT.search(text[: dated[0].start()]) is not None


def split_log(document: Document) -> tuple[Passage, ...]:
    """Return the entries of a log with the person and the side they report; what is above them is a head."""
    text = document.text
    spans = [span for block in document.blocks for span in _entries_of(text, block)]
    first = next(start for start, _ in spans if _ENTRY.match(text, start))
    keeping = _Keeping.of(text[:first], text)
    passages: list[Passage] = []
    for start, end in spans:
        entry = _ENTRY.match(text, start, end)
        if start < first:
            kind, block = PassageKind.HEADER, Block(start, end, BlockKind.HEADER)
        else:
            words = " ".join(text[entry.end() if entry else start : end].split())
            speaker, side = keeping.hear(words)
            kind = PassageKind.ITEM
            block = Block(start, end, BlockKind.PARAGRAPH, 0, speaker, side, entry["day"] if entry else None)
        passages.extend(passages_of(text, block, kind, first=len(passages) + 1))
    return tuple(passages)


def _entries_of(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the lines of a block that begin with a day, each with the lines that go on after it."""
    start = at = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        if at > start and _ENTRY.match(line):
            yield trim(text, start, at)
            start = at
        at += len(line)
    yield trim(text, start, block.end)


@dataclass(slots=True)
class _Keeping:
    """Who keeps a log about whom, and who was heard in it so far."""

    keeper: str | None
    own: str | None
    other: str | None
    named: frozenset[str] = frozenset()
    people: dict[str, list[str]] = field(default_factory=dict)
    last: str | None = None

    @classmethod
    def of(cls, head: str, text: str) -> _Keeping:
        """Read the lines above the first entry, and which words are written large within sentences."""
        found = _KEPT.search(head)
        person, own = _keeper_in(found["by"]) if found else (None, None)
        title = head[: found.start()] if found else head
        others = {_OF_A_LOG.sub("", match[0]) for match in _TITLED.finditer(title)} - {own, ""}
        other = others.pop() if len(others) == 1 and own else None
        keeping = cls(person, own, other, frozenset(_NAME_WITHIN.findall(text)))
        if person:
            keeping._seat(person)
        return keeping

    def hear(self, entry: str) -> tuple[str | None, str | None]:
        """Return the speaker and the side of the next entry."""
        label = _IN_OR_OUT.match(entry)
        letter = None if label else _BY_LETTER.match(entry)
        if label and label["way"].lower() in ("out", "to"):
            told = label["who"] or (match["who"] if (match := _TOLD.match(entry, label.end())) else None)
            self.last = self._seat(told) if told else None
            answered = _NOBODY.match(entry, label.end())
            return (None, None) if answered else (self.keeper, self.own)
        if heard := label or letter:
            who = heard["who"]
            self.last = self._seat(who) if who else self._known(entry[heard.end() :])
            return self._seated()
        other_label = _OTHER_LABEL.match(entry)
        rest = entry[other_label.end() :] if other_label else entry
        if _FIRST_PERSON.match(rest):
            self.last = None
            return self.keeper, self.own
        if _WAS_TOLD.match(rest):
            return None, None
        if _PRONOUN.match(rest) and self.last:
            return self._seated()
        self.last = self._known(rest)
        if self.last:
            return self._seated()
        return None, None if _NOBODY.match(rest) or self._opens_with_a_name(rest) else self.own

    def _seated(self) -> tuple[str | None, str | None]:
        """Return who was heard last, who may be the keeper, with the side."""
        return self.last, self.own if self.last and self.last == self.keeper else self.other

    def _seat(self, who: str) -> str:
        """Return the name under which a person was met first; a new person is remembered."""
        fitting = self._fitting(who)
        if len(fitting) == 1:
            return fitting[0]
        self.people.setdefault(_surname(who), []).append(who)
        return who

    def _known(self, words: str) -> str | None:
        """Return the one person met so far whom the subject of an entry can mean."""
        subject = _SUBJECT.match(f"{words} ")
        fitting = self._fitting(subject["who"]) if subject else []
        return fitting[0] if len(fitting) == 1 else None

    def _fitting(self, who: str) -> list[str]:
        """Return the people of the same surname whose first name or initial does not differ."""
        namesakes = self.people.get(_surname(who), [])
        if who in namesakes:
            return [who]
        if len(namesakes) > _MOST_NAMESAKES:
            return []
        return [name for name in namesakes if _may_be(_bare(who), _bare(name))]

    def _opens_with_a_name(self, words: str) -> bool:
        """Whether the first word is written large within sentences too, so that it names somebody."""
        first = _FIRST_NAME.match(words)
        return first is not None and first["name"] in self.named


def _keeper_in(words: str) -> tuple[str | None, str | None]:
    """Return the person and the organisation that keep a log; no organisation where two parts may be it."""
    parts = [part.strip(" ().") for part in _PARTS_OF_KEEPER.split(words)]
    if len(parts) < 2:
        return None, None
    person = parts[0] if parts[0][:1].isupper() else None
    rest = [part for part in parts[1:] if part[:1].isupper() and not _POST.fullmatch(part)]
    if person and _POST.fullmatch(person):
        person = None
    return person, rest[0] if len(rest) == 1 else None


def _bare(name: str) -> list[str]:
    return _TITLE.sub("", name, count=1).split()


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _may_be(one: list[str], other: list[str]) -> bool:
    """Whether two names of one surname can be one person's: ``B. Lind``, ``Lind`` and ``Bo Lind``."""
    if len(one) < 2 or len(other) < 2:
        return True
    first, second = one[0].rstrip("."), other[0].rstrip(".")
    return first == second or (1 in (len(first), len(second)) and first[0] == second[0])
