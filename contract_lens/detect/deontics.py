"""Who must, may or may not: every operative verb of a text with the side that bears it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress, count

from contract_lens.detect.grammar import (
    denies_degree,
    find_agent,
    find_inverted_subject,
    find_subject,
    is_joint_subject,
    is_passive,
    reaches_not,
)
from contract_lens.detect.headings import find_body
from contract_lens.detect.phrases import read_pattern
from contract_lens.detect.subjects import NONE, who_is
from contract_lens.detect.words import Words, read_words, split_into_chunks
from contract_lens.taxonomy.wording import load_wording

#: Words before a subject that are not part of it.
_DENYING = frozenset({"neither", "no", "nor", "none"})
_LEADS = frozenset({"and", "or", "but", "then", "also"})
#: A subject that tells no more than that it is whoever, or whatever, came before.
_LEANING = frozenset({"", "it", "they", *_LEADS})
_DENIALS = frozenset({"prohibition", "no_right", "no_obligation"})


#: A verb that tells what is, not what shall be.
_STATES = re.compile(r"\s*(?:owns|retains|has|have|is|are)\b")
#: How far behind "warrants that" a verb may stand that goes on with the same subject, in words.
_SAYING_REACH = 80
_CLAUSE_NUMBER = re.compile(r"(?=.*[\d()\[\]])(?:[^a-z]|(?<![a-z])[a-z](?![a-z]))+")


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty, right or restraint.

    Attributes:
        bearer: ``both``, ``one`` or ``none``.
        modality: ``obligation``, ``right``, ``prohibition``, ``no_right`` or ``no_obligation``.
        start: First character of the subject, or of the verb where there is none.
        end: One past the verb.
        subject: The words of the subject (for a passive: of the agent), or empty.
        passive: Whether the verb is a passive.
        negated: Whether a negation is in verb or subject.
        subordinate: Whether it only states a condition or describes something ("if ... shall fail").
        resumes: Where the duty starts whose subject this one takes up again ("the Seller warrants that ...
            and shall indemnify"); -1 if it takes up none.
    """

    bearer: str
    modality: str
    start: int
    end: int
    subject: str = ""
    passive: bool = False
    negated: bool = False
    subordinate: bool = False
    resumes: int = -1


@dataclass(frozen=True, slots=True)
class KnownWords(Words):
    """The words of a text with the duties that were read in them.

    Attributes:
        duties: The duties in order, offsets into the same text.
    """

    duties: tuple[Duty, ...]


def find_duties(text: str) -> tuple[Duty, ...]:
    """Return the duties, rights and restraints of a text in order, offsets from its start."""
    duties: list[Duty] = []
    for offset, chunk in split_into_chunks(text):
        duties += read_duties(read_words(chunk, offset=offset), text, body=find_body(text))
    return tuple(duties)


def read_duties(words: Words, text: str, *, body: int = 0) -> list[Duty]:
    """Return the duties in tokenized words.

    Args:
        words: The words.
        text: What their offsets refer to.
        body: Where in it the text begins behind its headings, which are no part of a subject.
    """
    floor = bisect_left(words.starts, body) if body else 0
    duties: list[Duty] = []
    previous = -1
    before = NONE
    inverted = False
    saying: tuple[Duty, int] | None = None
    for start, end, modality in _modal_phrases(words.lower):
        resumed = saying and _resumes(words.lower, saying[1], (start, end), duties[-1], text)
        known = saying[0].bearer if saying and resumed else before
        if inverted and is_joint_subject(words.lower[previous:start]):
            # "In no event shall A or B be liable": "or" joins who is liable, not two verbs.
            duty = _read_duty(words, text, (start, end, modality), -1, known, previous)
        else:
            duty = _read_duty(words, text, (start, end, modality), previous, known, floor)
        previous = end
        inverted = False
        if duty is None:
            continue
        if saying and resumed:
            duty = replace(duty, resumes=saying[0].start)
        duties.append(duty)
        inverted = _is_inverted(duty, end - start)
        if duty.bearer != NONE or duty.subject.lower() not in _LEANING:
            before = duty.bearer
        if "that" in words.lower[end - 1 : end + 1]:
            saying = (duty, end)
    return duties


def _is_inverted(duty: Duty, length: int) -> bool:
    """Whether the subject of a modal phrase of so many words stands behind it: "nor shall the Client"."""
    leading = duty.subject.rpartition(" ")[2].lower()
    return length == 1 and duty.negated and leading in load_wording().clauses.inverting


def _resumes(lower: list[str], said: int, modal: tuple[int, int], last: Duty, text: str) -> bool:
    """Whether a verb goes on with whoever said that something is so: "warrants that ... and shall indemnify".

    Args:
        lower: Words of the text in lower case.
        said: One past "warrants" or "acknowledges that".
        modal: First word of the verb, and one past its last.
        last: The duty before it.
        text: The text.
    """
    start, end = modal
    if (
        lower[start - 1] != "and"
        or lower[start] not in ("shall", "will", "must")
        or start - said > _SAYING_REACH
    ):
        return False
    if any(word in (".", ";") for word in lower[said:start]):
        return False
    if _STATES.match(text, last.start + len(last.subject), last.end):
        return True  # "that the Licensor owns the name and shall not contest it"
    is_thing = last.bearer == NONE or not {"of", "by"}.isdisjoint(last.subject.split())
    return is_thing and not load_wording().clauses.personal.isdisjoint(lower[end : end + 2])


@lru_cache(maxsize=1)
def _phrase_table() -> tuple[dict[tuple[str, ...], str], dict[str, list[int]]]:
    """The modality of each modal phrase, and the lengths of those that begin with a word, longest first."""
    phrases: dict[tuple[str, ...], str] = {}
    for modality in load_wording().modalities:
        for pattern in modality.phrases:
            (piece,) = read_pattern(pattern)
            phrases.update((tuple(phrase.split()), modality.code) for phrase in piece.phrases)
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return phrases, {first: sorted(found, reverse=True) for first, found in lengths.items()}


def _modal_phrases(lower: list[str]) -> list[tuple[int, int, str]]:
    """Every modal phrase as first word, one past its last, and modality."""
    phrases, lengths = _phrase_table()
    found: list[tuple[int, int, str]] = []
    done = 0
    for position in compress(count(), map(lengths.__contains__, lower)):
        if position < done:
            continue
        for length in lengths[lower[position]]:
            modality = phrases.get(tuple(lower[position : position + length]))
            if modality and position + length <= len(lower):
                done = position + length
                found.append((position, done, modality))
                break
    return found


def _read_duty(
    words: Words, text: str, modal: tuple[int, int, str], previous: int, before: str, floor: int
) -> Duty | None:
    """Return the duty of one modal phrase; ``previous`` is where the one before it ended."""
    start, end, modality = modal
    lower = words.lower
    if lower[end - 1] == "not" and modality == "prohibition" and denies_degree(lower, end):
        modality = "right" if lower[start] in ("may", "can") else "obligation"
    first, last = find_subject(lower, start, previous, floor)
    while first < last and not lower[first].isalpha() and _CLAUSE_NUMBER.fullmatch(lower[first]):
        first += 1  # "17.4 Neither Party shall": the number of the clause is no part of who is bound
    subject = lower[first:last]
    leading, closing = (subject[0], subject[-1]) if subject else ("", "")
    month = text[words.starts[start] : words.ends[start]] == "May"
    if closing == "as" or leading == "nothing" or _is_noun_use(lower, start, end, month=month):
        return None
    # "Neither X, Y nor Z may": the subject is read from the last comma on.
    negated = leading in _DENYING or "nor" in subject or reaches_not(lower, end)
    clauses = load_wording().clauses
    hanging = (lower[first - 1] if first else "", leading, closing)
    if end - start == 1 and closing in clauses.inverting:
        subject, negated = find_inverted_subject(lower, end), True
    passive = is_passive(lower, end)
    bearer = who_is(subject, before=before)
    agent = find_agent(lower, end) if passive and (bearer == NONE or first == last) else []
    while first < last - 1 and lower[first] in _LEADS:
        first += 1
    begin = words.starts[first if first < last else start]
    return Duty(
        bearer=who_is(agent, before=before) if agent else bearer,
        modality=_deny(modality, end - start) if negated else modality,
        start=begin,
        end=words.ends[end - 1],
        subject=" ".join(agent) or (text[begin : words.ends[last - 1]] if first < last else ""),
        passive=passive,
        negated=negated or modality in _DENIALS,
        subordinate=not clauses.conditional.isdisjoint(hanging),
    )


def _is_noun_use(lower: list[str], start: int, end: int, *, month: bool) -> bool:
    """Whether "May 2020" or, with a capital, "1 May" is a month, or "at will" no verb."""
    word, prior = lower[start], lower[start - 1] if start else ""
    if word == "may" and lower[end : end + 1] and lower[end][0].isdigit():
        return True
    if month and prior.isdigit() and len(prior) < 3:
        return True
    return word in ("will", "can", "might", "may") and prior in ("at", "the", "a", "of", "in", "good", "free")


def _deny(modality: str, length: int) -> str:
    """The modality under "neither", "no" or a late "not"; ``length`` is that of the modal phrase in words."""
    single = {"right": "prohibition", "obligation": "prohibition"}
    longer = {"right": "no_right", "obligation": "no_obligation"}
    return (single if length == 1 else longer).get(modality, modality)
