"""For whom the writers of a thread of mails speak, where no address of theirs stands in it.

Asked in turn: what somebody says of themselves ("I act for Ms Reed"), the block under their name, the mail
that is answered, who is written to and who gets a copy, and for a lawyer of another house the client.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from contract_lens.read.people import People, fold, key_of_person, names_in, side_of_address
from contract_lens.read.quoting import MailPart

_FIELD = re.compile(r"\*?(From|To|Cc)\*?:\*?[ \t]*(.*)", re.IGNORECASE)
_ADDRESSED = re.compile(r"[^<>;,]{2,80}<[^\s<>@]{1,60}@[^\s<>]{3,80}>")
_OFFICE = (
    r"(?:counsel|lawyer|solicitor|attorney|advocate|barrister|accountant|bookkeeper|auditor|agent|broker|advis[eo]r"
    r"|consultant|representative|notary)"
)
# "I act for", "I do the accounts for", "We write on behalf of", "I am the solicitor for".
_SPEAKS_FOR = re.compile(
    r"(?:^|[.!?:]\s|\n)(?:\w+[,:]\s)?(?:I|We) (?:"
    r"(?:act|am acting|are acting) (?:as [\w -]{3,40} )?(?:for|on behalf of)"
    r"|(?:write|am writing|are writing) (?:as [\w -]{3,40} (?:for|to)|on behalf of)"
    rf"|(?:am|are) (?:[\w-]+ ){{0,4}}{_OFFICE}s? (?:for|to|of)"
    r"|(?:do|keep|look after|handle) the (?:accounts|books|bookkeeping|payroll) (?:for|of)"
    r"|(?P<bare>represent|advise)) (?P<whom>(?:the |Mrs? |Ms |Dr )?"
    r"[A-ZÀ-ÖØ-Þ]\w[\w’'&-]*(?: [A-ZÀ-ÖØ-Þ][\w’'&-]*){0,4})"
    # "I advise Tarn that we leave", "We act for Tarn Works customers": only where the sentence ends or goes
    # on with the matter does it say for whom.
    r"(?=\.?(?:\s*\n|\s*\Z)|\.\s|\sin (?:this|that|all|the)\b|(?(bare)(?!)|,\s))"
)
_ACTS_FOR = re.compile(r"\b(?:I|We) (?:act|am acting|are acting) (?:as [\w -]{3,40} )?(?:for|on behalf of) ")
# What a lawyer writes to the other side, never to the client.
_AGAINST = re.compile(
    r"\b(?:(?:my|our) clients?|without prejudice|reserves? (?:all|its|their|his|her) rights?|on behalf of"
    r"|(?:I|we) (?:act|am acting|are acting) for|(?:I|we) (?:hereby )?demand|against you|will sue)\b",
    re.IGNORECASE,
)
_LEGAL_HOUSE = re.compile(
    r"(?:chambers|legal|law|lawyers|solicitors|barristers|attorneys|advocates|advokat(?:er|firma)?|avocats"
    r"|abogados|advogados|avvocati|rechtsanw[aä]e?lte|kanzlei|notaries|counsel|llp)$"
)
# A line under a name: an address, the name of a company by its legal form, an office and its house.
_ADDRESS = re.compile(r"(?:[\w.+-]{1,60}@|(?:https?://)?www\.)(?P<host>[\w-]+(?:\.[\w-]+)+)")
_COMPANY = re.compile(
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w&’'.-]*(?: [\w&’'.-]+){0,5}?),? "
    r"(?:Ltd|Limited|(?:GmbH|AG)(?: & Co\.? KG)?|SE|KG"
    r"|S\.?A\.?(?:S\.?)?|S\.?p\.?A\.?|S\.?r\.?l\.?|Inc|LLC|LLP|B\.?V\.?"
    r"|N\.?V\.?|Oyj?|AB|ASA?|A/S|ApS|[Pp][Ll][Cc]|Pty(?: Ltd)?|Corp|Corporation|Company|Co|Kft|Zrt|s\.r\.o\."
    r"|a\.s\.|d\.o\.o\.|[Ss]p\. z o\.o\.|(?:Pvt|Private)(?: Ltd| Limited)|Sdn Bhd|Pte(?: Ltd)?)\.?"
)
_HOUSE = re.compile(
    r"(?:[\w&/-]+ ){0,5}(?:Director|Manager|Head|Counsel|Officer|President|Chief|Lead|Engineer"
    r"|Secretary|Buyer|Partner|Controller|Planner|Coordinator|Executive|Analyst)"
    r"(?: (?:of|for) [\w &/-]{2,40})?"
    r"(?:, | \| | [·–-] )(?P<name>[A-ZÀ-ÖØ-Þ][\w&’'.-]*(?: [A-ZÀ-ÖØ-Þ&][\w&’'.-]*){0,4})"
)
_NAME = re.compile(r"(?<![@\w])[A-ZÀ-ÖØ-Þ][\w’'-]{4,}")
_UNDER = 6  # lines under a name that belong to it
_SIGNED_WORDS = 6  # words of the line with the name
_MOST_ROUNDS = 4
_MOST_PEOPLE = 60  # a circular to more people than that is no correspondence between two organisations
_TWO = 2
_MOST_IDS = 200
_SENTENCE = 60  # characters of a line that ends in a full stop: no line of a signature


def side_under_name(name: str, paragraphs: Sequence[str]) -> str | None:
    """Return the organisation in the block under somebody's name, where the block gives it.

    Args:
        name: The person.
        paragraphs: What the person wrote, line by line as written.
    """
    words = key_of_person(name).split(" ")
    for place, paragraph in enumerate(paragraphs):
        lines = paragraph.split("\n")
        for number, line in enumerate(lines):
            signed = line.lower().rstrip(",. ").split()
            if not signed or len(signed) > _SIGNED_WORDS or signed[0] != words[0]:
                continue
            under = lines[number + 1 : number + 1 + _UNDER] or [
                later for part in paragraphs[place + 1 : place + 2] for later in part.split("\n")
            ]
            if len(signed) == 1 or words[-1] in signed:
                side = _side_in(under[:_UNDER])
                if side:
                    return side
    return None


def _side_in(lines: Sequence[str]) -> str | None:
    if any(line.endswith((".", "?", "!")) and len(line) > _SENTENCE for line in lines):
        return None
    for pattern in (_COMPANY, _HOUSE):
        for line in lines:
            found = pattern.fullmatch(line) or pattern.fullmatch(line.rpartition(", ")[2])
            if found:
                return found["name"].strip(" ,")
    for line in lines:
        address = _ADDRESS.search(line)
        if address and (side := side_of_address(f"@{address['host']}")):
            return side
    return None


@dataclass(slots=True)
class Envelope:
    """Who wrote one mail of a thread, to whom, and what."""

    sender: str
    to: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    words: list[str] = field(default_factory=list)

    @property
    def everybody(self) -> tuple[str, ...]:
        """All whom the mail names."""
        return (self.sender, *self.to, *self.copy)


@dataclass(slots=True)
class Thread:
    """A mail and the mails quoted in it.

    Attributes:
        people: Who is named, with their organisations so far.
        envelopes: Senders and receivers, newest first.
        words: What each person wrote, by key of the name.
        names: Name of each person by key.
        naming: The envelopes that name each person, by key.
    """

    people: People
    envelopes: list[Envelope] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    naming: dict[str, list[Envelope]] = field(default_factory=dict)

    def settle(self, answered: Sequence[str] = ()) -> None:
        """Tell the organisation of everybody for whom it can be told.

        Args:
            answered: Message ids of the mails that the newest one answers, the last one first.
        """
        few = len(self.names) <= _MOST_PEOPLE
        for name in self._unknown():
            told = self._told_by_themselves(name) if few else None
            side = told or side_under_name(name, self._words_of(name))
            if side:
                self.people.seat(name, side)
        self._ask_message_ids(answered)
        for _ in range(_MOST_ROUNDS if few else 0):
            if not self._ask_receivers():
                break
        if few:
            self._seat_lawyers()

    def _seat_lawyers(self) -> None:
        """Whoever speaks for a client does so whatever their address says."""
        found = [(name, self._client_of(name)) for key in self.words if (name := self.names.get(key, ""))]
        for name, client in found:
            if client:
                self.people.seat(name, client, outweighs=True)

    def _words_of(self, name: str) -> list[str]:
        return self.words.get(key_of_person(name), [])

    def _unknown(self) -> list[str]:
        return [name for name in self.names.values() if not self.people.side_of(name)]

    def _sides(self, names: Iterable[str], *, but: str = "") -> set[str]:
        wanted = (name for name in names if key_of_person(name) != key_of_person(but))
        return {side for name in wanted if (side := self.people.side_of(name))}

    def _told_by_themselves(self, name: str) -> str | None:
        """``I do the accounts for Ann``: the side of Ann, or of the organisation of that name."""
        for words in self._words_of(name):
            for found in _SPEAKS_FOR.finditer(words):
                side = self._side_called(found["whom"], name)
                if side:
                    return side
        return None

    def _side_called(self, whom: str, speaker: str) -> str | None:
        whom = re.sub(r"^(?:the|Mrs?|Ms|Dr)\s", "", whom).rstrip(".,’'")
        sides = self._sides(self.names.values(), but=speaker)
        for side in sorted(sides):
            if fold(side).startswith(fold(whom)) or fold(whom).startswith(fold(side)):
                return side
        called = key_of_person(whom)
        people = [
            name
            for key, name in self.names.items()
            if key == called or called in (key.split(" ")[0], key.split(" ")[-1])
        ]
        found = self._sides(people, but=speaker)
        return found.pop() if len(found) == 1 else None

    def _ask_message_ids(self, answered: Sequence[str]) -> None:
        """An id ends with the domain of that mail's sender; of several it is clear whose if none lacks."""
        quoted = [envelope.sender for envelope in self.envelopes[1:]]
        pairs = list(zip(answered[:_MOST_IDS], quoted, strict=False))
        for number, (message_id, sender) in enumerate(pairs):
            side = side_of_address(message_id.strip("<> "))
            trusted = number == 0 or len(answered) == len(quoted)
            if trusted and side and not self.people.side_of(sender) and self._speaks_of(side):
                self.people.seat(sender, side)

    def _speaks_of(self, side: str) -> bool:
        """Whether the thread knows an organisation: programs and services also sign message ids."""
        if side in self._sides(self.names.values()):
            return True
        known = fold(side)
        persons = {fold(word) for name in self.names.values() for word in name.split()}
        tokens = {token for words in self.words.values() for text in words for token in _NAME.findall(text)}
        return any(known.startswith(fold(token)) for token in tokens if fold(token) not in persons)

    def _ask_receivers(self) -> bool:
        """Between two organisations, people write to the other one with copies to their own.

        Returns:
            Whether that told somebody's side; one mail alone, or mails against each other, tell none.
        """
        if len(self._sides(self.names.values())) != _TWO:
            return False
        told = False
        for name in self._unknown():
            envelopes = self.naming[key_of_person(name)]
            votes = [vote for envelope in envelopes for vote in self._votes(envelope, name)]
            hints = [hint for envelope in envelopes for hint in self._hints(envelope, name)] if votes else []
            if votes and len(votes) + len(hints) >= _TWO and len({*votes, *hints}) == 1:
                self.people.seat(name, votes[0])
                told = True
        return told

    def _votes(self, envelope: Envelope, name: str) -> set[str]:
        key = key_of_person(name)
        to = self._sides(envelope.to, but=name)
        if len(to) != 1:
            return set()
        if key_of_person(envelope.sender) == key:
            copies = self._sides(envelope.copy, but=name)
            return copies if len(copies) == 1 and copies != to else set()
        sender = self.people.side_of(envelope.sender)
        together = key in map(key_of_person, envelope.to) and len(envelope.to) > 1
        return to if together and sender and sender not in to else set()

    def _hints(self, envelope: Envelope, name: str) -> set[str]:
        """What a mail says that is too little alone: who gets a copy, where the receivers are unknown."""
        key = key_of_person(name)
        to = self._sides(envelope.to, but=name)
        copies = self._sides(envelope.copy, but=name)
        if to or len(copies) != 1:
            return set()
        if key_of_person(envelope.sender) == key:
            return copies
        sender = self.people.side_of(envelope.sender)
        addressed = key in map(key_of_person, envelope.to)
        return copies if addressed and sender and sender not in copies else set()

    def _client_of(self, name: str) -> str | None:
        """The client of a lawyer of another house: the one that is named, or with whom alone they write."""
        own = self.people.side_of(name)
        words = self._words_of(name)
        if not own:
            return None
        legal = _LEGAL_HOUSE.search(own.casefold()) is not None
        if not legal and not any(map(_ACTS_FOR.search, words)):
            return None
        sides = self._sides(self.names.values(), but=name)
        if own in sides or len(sides) < _TWO:
            return None
        client = self._told_by_themselves(name)
        return client or (self._writes_in_private_with(name) if legal else None)

    def _writes_in_private_with(self, name: str) -> str | None:
        key = key_of_person(name)
        private: set[str] = set()
        against: set[str] = set()
        for envelope in self.naming[key]:
            others = [other for other in envelope.everybody if key_of_person(other) != key]
            met = self._sides(others)
            if key_of_person(envelope.sender) == key and any(map(_AGAINST.search, envelope.words)):
                against |= self._sides(envelope.to, but=name)
            elif len(met) == 1 and all(map(self.people.side_of, others)):
                private |= met
        private -= against
        return private.pop() if len(private) == 1 else None

    def add(self, sender: str, header: Mapping[str, str], parts: Iterable[MailPart]) -> None:
        """Take in one body.

        Args:
            sender: Name of the one who sent the mail.
            header: Its fields.
            parts: The body.
        """
        newest = Envelope(sender, names_in(header.get("To", "")), names_in(header.get("Cc", "")))
        self._post(newest)
        quoted = newest
        for part in parts:
            if part.attribution:
                quoted = self._read_attribution(part) or quoted
            elif who := (self.people.first_of(part.who)[0] if part.depth else sender):
                written = "\n".join(line.text for line in part.lines)
                self.words.setdefault(key_of_person(who), []).append(written)
                envelope = quoted if part.depth else newest
                if key_of_person(envelope.sender) == key_of_person(who):
                    envelope.words.append(written)

    def _read_attribution(self, part: MailPart) -> Envelope | None:
        fields: dict[str, str] = {}
        for line in part.lines:
            match = _FIELD.fullmatch(line.text)
            if match:
                fields.setdefault(match[1].capitalize(), match[2])
            for found in () if match else _ADDRESSED.finditer(line.text):
                self.people.note(found.group().strip())
        for value in fields.values():
            self.people.note(value)
        who = self.people.first_of(part.who)[0]
        if not who:
            return None
        envelope = Envelope(who, names_in(fields.get("To", "")), names_in(fields.get("Cc", "")))
        self._post(envelope)
        return envelope

    def _post(self, envelope: Envelope) -> None:
        self.envelopes.append(envelope)
        for name in envelope.everybody:
            self.names.setdefault(key_of_person(name), name)
        for key in set(map(key_of_person, envelope.everybody)):
            self.naming.setdefault(key, []).append(envelope)
