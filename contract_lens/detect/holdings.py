"""Who holds what: every operative duty, right and restraint with the party that bears it, and their table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from contract_lens.assessment import Party
from contract_lens.clause import Passage, PassageKind
from contract_lens.detect import deontics
from contract_lens.detect.bearers import (
    is_aside,
    is_beside_stranger,
    listed,
    only_in_exception,
    only_together,
    subject_of,
    who_gives,
)
from contract_lens.detect.consents import Consent, find_consents
from contract_lens.detect.exits import (
    ExitItem,
    find_exit_items,
    find_more_items,
    is_exit,
    leaves_open,
    speaks_of_ending,
)
from contract_lens.detect.headings import find_body
from contract_lens.detect.holding_table import lay_out_table
from contract_lens.detect.liability import LiabilityLine, find_liability
from contract_lens.detect.mentions import Evened, Mentions, distinct, even_words, in_plain_typography
from contract_lens.detect.operative import find_operative
from contract_lens.detect.party_groups import find_groups
from contract_lens.detect.subjects import BOTH, ONE
from contract_lens.detect.words import Words, read_words, split_into_chunks
from contract_lens.duty import Duty, DutyTable, Modality, Topic
from contract_lens.taxonomy.holdings import PARTY, HoldingWords, load_holding_words

#: Passages that can bind.
_BINDING = frozenset({PassageKind.CLAUSE, PassageKind.ITEM, PassageKind.PARAGRAPH, PassageKind.RECITAL})
#: A quotation of a duty is no longer than this, and the words of its topic stand this close (characters).
_LONGEST = 320
_REACH = 260
_PRONOUN = re.compile(r"(?:it|they|he|she|and|or|also|then|thereafter)?$", re.IGNORECASE)
#: A line typed under a heading ("Section 4.01 -------"), which may stand between a name and its verb.
_RULE = re.compile(r"-{3,}")
#: One of these stands in a subject that is somebody's deed.
_OF_DEEDS = (" of ", " by ", " part ", "'", "’")
#: The headings of a passage stand in so many characters.
_HEADINGS = 400
#: What may stand before the word for a group that is a subject.
_LEADING = re.compile(
    r"\W*(?:(?:the|each|either|any|all|both|every|an?|no|such|neither|of|\w+ing)\s+)*", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:if|when(?:ever)?|where|unless|should|once|in case|in the event)\b", re.IGNORECASE
)
_WHEREAS = re.compile(r"\W*(?:\(?[A-Z0-9]{1,2}[.)]\W*)?whereas\b|\W*recitals\b", re.IGNORECASE)
_SPARES = frozenset({Modality.NO_OBLIGATION, Modality.PROHIBITION, Modality.NO_RIGHT})
_PLAIN_TOPICS = {
    Modality.OBLIGATION: Topic.OBLIGATION,
    Modality.RIGHT: Topic.RIGHT,
    Modality.PROHIBITION: Topic.PROHIBITION,
    Modality.NO_RIGHT: Topic.PROHIBITION,
    Modality.NO_OBLIGATION: Topic.RIGHT,
}


def find_party_duties(
    text: str,
    passages: Sequence[Passage],
    parties: Sequence[Party],
    words: Sequence[Words | None] | None = None,
) -> DutyTable:
    """Tell which party must, may and may not do what.

    Names play no part but for telling the parties apart: swap the names of two parties throughout the text
    and their rows are swapped.

    Args:
        text: The whole text of an agreement.
        passages: Its passages.
        parties: Its parties with their defined terms.
        words: Words of each passage, where something read them before.

    Returns:
        The table with all duties behind it; without rows where fewer than two parties are known.
    """
    if len(parties) < 2:
        return DutyTable()
    reader = _Reader(parties, text)
    duties: list[Duty] = []
    for passage, known in zip(passages, words or [None] * len(passages), strict=True):
        stretch = text[passage.start : passage.end]
        if passage.kind in _BINDING and not _WHEREAS.match(stretch):
            reader.begin(passage)
            for offset, chunk in split_into_chunks(stretch):
                duties += reader.read(chunk, passage.start + offset, passage.id, known)
    return lay_out_table(duties, parties, words=reader.words, unassigned=reader.unassigned)


class _Reader:
    """Reads the duties of one passage after another."""

    def __init__(self, parties: Sequence[Party], text: str) -> None:
        self._mentions = Mentions(parties)
        self._groups = find_groups(text, self._mentions, len(parties))
        words = "|".join(sorted(map(re.escape, self._groups), key=lambda word: (-len(word), word)))
        self._group = re.compile(rf"\b({words})\b") if words else None
        self._everyone = tuple(range(len(parties)))
        self._words = load_holding_words()
        self._open: set[str] = set()
        self._is_item = False
        self.unassigned = 0
        self.words = 0

    def begin(self, passage: Passage) -> None:
        """Take note of the passage that is read next: it may be an item of a list that another one begins."""
        self._is_item = passage.parent in self._open

    def read(self, text: str, offset: int, clause: str, known: Words | None = None) -> list[Duty]:
        """Return the duties of a passage whose first character stands at ``offset``."""
        if "---" in text:
            text, known = _RULE.sub(lambda rule: " " * len(rule.group()), text), None
        evened = self._mentions.even(text)
        self.words += len(evened.text.split())
        found = find_operative(evened, _duties_in(text, evened, known), self._words)
        duties: list[Duty] = []
        before: tuple[int, ...] = ()
        bearers: dict[int, tuple[int, ...]] = {}
        for place, duty in enumerate(found):
            stop = found[place + 1].start if place + 1 < len(found) else len(evened.text)
            parties = self._bearers(evened, duty, bearers.get(duty.resumes, before))
            bearers[duty.start] = parties
            # "Unused hours shall lapse or be set off": what goes on is about the hours, not who came before.
            before = parties if parties or not _PRONOUN.match(duty.subject.strip()) else before
            if duty.subordinate or self._tells_outcome(evened, duty, stop):
                continue
            if not parties:
                self.unassigned += 1
                continue
            duties.append(self._duty(evened, duty, parties, max(stop, duty.end), (offset, clause)))
        place_of = (offset, clause)
        for line in find_liability(evened, self._words):
            told = self._limit(evened, line, place_of)
            # Whose liability it is tells more than who stands before the verb.
            duties = [duty for duty in duties if not _says_the_same(duty, told)]
            duties.append(told)
        duties = self._with_exits(evened, duties, place_of)
        return [
            *duties,
            *(self._consent(evened, one, place_of) for one in find_consents(evened, found, self._words)),
        ]

    def _with_exits(self, evened: Evened, duties: list[Duty], place: tuple[int, str]) -> list[Duty]:
        """Add who may end the deal by a list, in place of what the verb before the list told of the first."""
        if not self._is_item and not speaks_of_ending(evened):
            return duties
        items = list(find_exit_items(evened, self._words))
        if self._is_item and not items:
            items = list(find_more_items(evened, self._words))
        if items or leaves_open(evened, self._words):
            self._open.add(place[1])
        told = [self._exit(evened, item, place) for item in items]
        first: dict[int, tuple[int, ...]] = {}
        for item, one in zip(items, told, strict=True):
            first.setdefault(place[0] + evened.given(item.lead), one.parties)
        return [*(duty for duty in duties if not _tells_first(duty, first)), *told]

    def _bearers(self, evened: Evened, duty: deontics.Duty, before: tuple[int, ...]) -> tuple[int, ...]:
        """Return who bears a duty; nobody if its subject is a thing, or someone who is no party."""
        start, end = subject_of(evened, duty)
        if duty.bearer != BOTH and (only_together(duty) or only_in_exception(evened, duty, start)):
            return ()
        named = [party for at, party in evened.named_in(start, end) if not is_aside(evened, start, at)]
        group = self._group.search(evened.text, start, end) if self._group else None
        if duty.bearer == BOTH:
            together = distinct(
                (*named, *(self._groups[group[1]] if group else ()), *listed(evened, start, end))
            )
            is_told = len(together) > 1 or (together and is_beside_stranger(evened.text[start:end]))
            return together if is_told else self._everyone
        if named:
            return (named[0],) if duty.bearer == ONE else who_gives(evened, start, end)
        if group and _LEADING.fullmatch(evened.text, start, group.start()):
            return self._groups[group[1]]
        subject = duty.subject.strip()
        if duty.bearer != ONE or not _PRONOUN.match(subject):
            return ()
        spoken_of = self._condition(evened, duty) if subject and not duty.passive else ()
        return spoken_of or before

    def _condition(self, evened: Evened, duty: deontics.Duty) -> tuple[int, ...]:
        """Return whom the condition before a pronoun speaks of: "if the Seller is late, it shall pay"."""
        begin = evened.start_of_sentence(duty.start)
        conditions = list(_CONDITION.finditer(evened.text, begin, duty.start))
        # Only where the condition comes first: in "the Seller shall replace it if the Buyer rejects it, and
        # it shall pay" the last "it" is the Seller.
        if not conditions or evened.named_in(begin, conditions[-1].start()):
            return ()
        named = evened.named_in(conditions[-1].start(), duty.start)
        return (named[0][1],) if named else ()

    def _duty(
        self, evened: Evened, duty: deontics.Duty, parties: tuple[int, ...], stop: int, place: tuple[int, str]
    ) -> Duty:
        offset, clause = place
        sentence_end = evened.end_of_sentence(duty.end)
        rest_end = min(stop, sentence_end, duty.end + _REACH)
        modality = self._modality(evened, duty, rest_end)
        topic = _topic_of(evened, duty, rest_end, modality, self._words)
        sentence = evened.stretch(evened.start_of_sentence(duty.start), sentence_end)
        end = min(max(stop if stop < sentence_end else sentence_end, duty.end), duty.start + _LONGEST)
        return Duty(
            start=offset + evened.given(duty.start),
            end=offset + _tail(evened, max(end, duty.end)),
            clause=clause,
            parties=parties,
            modality=modality,
            topic=topic,
            counterparties=self._counterparties(evened, parties, (duty.end, sentence_end)),
            conditional=self._words.conditional.caseless.is_in(*sentence),
            passive=duty.passive,
            protects=(topic is Topic.LIABILITY and modality in _SPARES) or modality is Modality.NO_OBLIGATION,
        )

    def _modality(self, evened: Evened, duty: deontics.Duty, stop: int) -> Modality:
        """Return what a verb does to its bearer by what follows it: not all that one *shall* is a burden."""
        modality = Modality(duty.modality)
        rest = evened.stretch(duty.end, stop)
        if modality is Modality.RIGHT and evened.text[duty.end - 7 : duty.end].lower() in (
            " retain",
            "receive",
        ):
            kept = evened.stretch(duty.end - 7 + (evened.text[duty.end - 7] == " "), stop)
            return Modality.OBLIGATION if self._words.burden.caseless.is_in(*kept) else modality
        start, end = subject_of(evened, duty)
        if modality is Modality.PROHIBITION and evened.text[duty.end - 6 : duty.end].lower() == " cease":
            is_over = self._words.owed.caseless.is_in(*evened.stretch(start, end))
            return Modality.NO_OBLIGATION if is_over else modality  # "its duties shall cease"
        if modality is not Modality.OBLIGATION:
            return modality
        if duty.passive and start > duty.end:  # who stands behind "by" owes what the subject is given
            return Modality.RIGHT if self._words.owned.caseless.is_in(*rest) else modality
        if self._words.ended.caseless.is_in(*rest) and self._words.owed.caseless.is_in(
            *evened.stretch(start, end)
        ):
            return Modality.NO_OBLIGATION
        return Modality.RIGHT if self._words.given.caseless.is_in(*rest) else modality

    def _tells_outcome(self, evened: Evened, duty: deontics.Duty, stop: int) -> bool:
        """Whether a verb tells only what a deed amounts to: "no delay of the Buyer shall be a waiver"."""
        known = self._words
        subject = duty.subject
        for mark in _OF_DEEDS:  # a loop: asked of every duty, and `any` costs more than the answer
            if mark in subject:
                break
        else:
            return False
        if not known.deed.pattern.match(subject):
            return False
        rest = evened.stretch(duty.end, min(stop, duty.end + _REACH))
        if known.outcome.caseless.is_in(*rest):
            return True
        return duty.negated and known.denied.caseless.is_in(*rest)

    def _counterparties(
        self, evened: Evened, parties: tuple[int, ...], span: tuple[int, int]
    ) -> tuple[int, ...]:
        if len(parties) > 1:
            return ()
        named = distinct(party for _, party in evened.named_in(*span) if party not in parties)
        others = tuple(party for party in self._everyone if party not in parties)
        return named or (others if len(others) == 1 else ())

    def _limit(self, evened: Evened, line: LiabilityLine, place: tuple[int, str]) -> Duty:
        """Return how far a liability goes as what it is to its bearer: spared or burdened."""
        offset, clause = place
        others = tuple(party for party in self._everyone if party not in line.parties)
        return Duty(
            start=offset + evened.given(line.start),
            end=offset + _tail(evened, line.end),
            clause=clause,
            parties=line.parties,
            modality=Modality.PROHIBITION if line.limited else Modality.OBLIGATION,
            topic=Topic.LIABILITY,
            counterparties=others if len(others) == 1 else (),
            protects=line.limited,
        )

    def _consent(self, evened: Evened, consent: Consent, place: tuple[int, str]) -> Duty:
        """Return the discretion that a party holds although another one is the subject."""
        return self._held(evened, (consent.start, consent.end), consent.parties, Topic.DISCRETION, place)

    def _exit(self, evened: Evened, item: ExitItem, place: tuple[int, str]) -> Duty:
        """Return the right of a party that is named in a list of those who may end the deal."""
        parties = item.parties or self._everyone
        end = min(item.end, item.start + _LONGEST)
        held = self._held(evened, (item.start, end), parties, Topic.EXIT, place)
        conditional = self._words.conditional.caseless.is_in(*evened.stretch(item.start, item.end))
        return replace(held, conditional=conditional, passive=True)

    def _held(
        self,
        evened: Evened,
        span: tuple[int, int],
        parties: tuple[int, ...],
        topic: Topic,
        place: tuple[int, str],
    ) -> Duty:
        offset, clause = place
        others = tuple(party for party in self._everyone if party not in parties)
        return Duty(
            start=offset + evened.given(span[0]),
            end=offset + _tail(evened, span[1]),
            clause=clause,
            parties=parties,
            modality=Modality.RIGHT,
            topic=topic,
            counterparties=others if len(others) == 1 else (),
        )


def _duties_in(text: str, evened: Evened, known: Words | None) -> Sequence[deontics.Duty]:
    """The duties of a passage; where it names nobody they are those that were read before."""
    if evened.starts or not isinstance(known, deontics.KnownWords):
        words = (known and even_words(known, evened)) or read_words(evened.text)
        return deontics.read_duties(words, evened.text, body=_body_of(evened))
    if evened.text == text:
        return known.duties
    return [replace(duty, subject=in_plain_typography(duty.subject)) for duty in known.duties]


def _body_of(evened: Evened) -> int:
    """Where the evened text begins behind its headings; any name counts as a word in capitals."""
    start = evened.lines[:_HEADINGS]
    return find_body(start.replace(PARTY, PARTY.title())) if "\n" in start else 0


def _says_the_same(duty: Duty, limit: Duty) -> bool:
    """Whether a duty was read in the very words that tell how far a liability goes."""
    return duty.topic is Topic.LIABILITY and duty.start < limit.end and limit.start < duty.end


def _tells_first(duty: Duty, first: dict[int, tuple[int, ...]]) -> bool:
    """Whether a duty is what the verb before a list told of the first party in it, by the places of verbs."""
    return (
        duty.topic is Topic.EXIT
        and duty.passive
        and any(duty.start <= lead < duty.end and duty.parties == told for lead, told in first.items())
    )


def _topic_of(
    evened: Evened, duty: deontics.Duty, stop: int, modality: Modality, words: HoldingWords
) -> Topic:
    verb, small_verb = evened.stretch(duty.start, duty.end)
    rest, small = evened.stretch(duty.end, stop)
    told = duty.start + len(duty.subject)
    for known in words.topics:
        if modality not in known.modalities:
            continue
        if known.topic is Topic.EXIT:
            is_said = is_exit(evened, duty, stop, words)
        elif known.topic is Topic.DISCRETION and evened.text[duty.start : told] == duty.subject:
            is_said = known.wording.caseless.is_in(*evened.stretch(told, stop))
        elif known.topic is not Topic.LIABILITY:
            is_said = known.wording.caseless.is_in(rest, small)
        else:
            whole = None if small is None else f"{small_verb} {small}"
            is_said = known.wording.caseless.is_in(f"{verb} {rest}", whole)
        if is_said:
            return known.topic
    return _PLAIN_TOPICS[modality]


def _tail(evened: Evened, end: int) -> int:
    """Where a quotation ends in the given text; never inside a name."""
    for at, _ in evened.named_in(end - len(PARTY), end):
        end = max(end, at + len(PARTY))
    return evened.given(end)
