"""Logs that one side keeps of its dealings with another: one entry a day, in the third person.

``kept by A. Reed, Fjord Rail`` says whose log it is. ``call in, B. Lind.`` and ``B. Lind, by letter.`` report
the other side, ``call out.`` and ``I told ...`` the keeper; an entry that goes on about a person of whom such
a label spoke is that person's, and one about nobody is the keeper's side alone.
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
_TITLED = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ][\w’'-]*[a-z](?: (?:of |& |and )?[A-ZÀ-ÖØ-Þ][\w’'-]*){1,5}")
_KEPT = re.compile(
    r"(?i:\b(?:kept|maintained|written|logged|recorded) by )(?P<by>(?:\b[A-Z]\.|[^\n;.]){1,200})"
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
_SUBJECT = re.compile(rf"(?P<who>{_PERSON})(?=[ ,])(?!['’]s)")


def is_log(document: Document) -> bool:
    """Whether a text is a log: most of its lines begin with a day, and one side keeps it."""
    starts = [start for block in document.blocks for start, _ in _entries_of(document.text, block)]
    dated = [start for start in starts if _ENTRY.match(document.text, start)]
    if len(dated) < _LEAST or len(dated) < _SHARE * len(starts):
        return False
    return _KEPT.search(document.text[: dated[0]]) is not None


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
    people: dict[str, str] = field(default_factory=dict)
    words: str = ""
    last: str | None = None

    @classmethod
    def of(cls, head: str, text: str) -> _Keeping:
        """Read the lines above the first entry."""
        found = _KEPT.search(head)
        parts = [part.strip(" ().") for part in re.split(r",| \(", found["by"])] if found else []
        named = [part for part in parts if part[:1].isupper()]
        person = named[0] if len(named) > 1 and parts and parts[0] == named[0] else None
        own = named[1] if person else (named[0] if len(parts) > 1 and named else None)
        title = head[: found.start()] if found else head
        others = {match[0] for match in _TITLED.finditer(title)} - {own}
        other = others.pop() if len(others) == 1 and own else None
        return cls(person, own, other, words=text)

    def hear(self, entry: str) -> tuple[str | None, str | None]:
        """Return the speaker and the side of the next entry."""
        label = _IN_OR_OUT.match(entry)
        letter = None if label else _BY_LETTER.match(entry)
        if label and label["way"].lower() in ("out", "to"):
            told = label["who"] or (match["who"] if (match := _TOLD.match(entry, label.end())) else None)
            self.last = self._seat(told) if told else None
            return self.keeper, self.own
        if heard := label or letter:
            self.last = self._seat(heard["who"]) if heard["who"] else self._known(entry[heard.end() :])
            return self.last, self.other
        other_label = _OTHER_LABEL.match(entry)
        rest = entry[other_label.end() :] if other_label else entry
        if _FIRST_PERSON.match(rest):
            self.last = None
            return self.keeper, self.own
        if _PRONOUN.match(rest) and self.last:
            return self.last, self.other
        self.last = self._known(rest)
        if self.last:
            return self.last, self.other
        return None, None if self._opens_with_a_name(rest) else self.own

    def _seat(self, who: str) -> str:
        who = self._known(who) or who
        for key in {who, who.split()[-1]}:
            self.people.setdefault(key, who)
        return who

    def _known(self, words: str) -> str | None:
        subject = _SUBJECT.match(f"{words} ")
        if not subject:
            return None
        name = re.sub(r"^(?:Mr|Mrs|Ms|Dr|Sir)\.? ", "", subject["who"])
        return self.people.get(name) or self.people.get(name.split()[-1])

    def _opens_with_a_name(self, words: str) -> bool:
        """Whether the first word is written large within sentences too, so that it names somebody."""
        first = re.match(r"(?:(?:Mr|Mrs|Ms|Dr)\.? |[A-Z]\. ?){0,2}(?P<name>[A-ZÀ-ÖØ-Þ][\w’-]+)", words)
        within = rf"(?:[a-z,]|\b[A-Z]\.) {re.escape(first['name'])}\b" if first else ""
        return bool(within) and bool(re.search(within, self.words))
