"""Who must, may or may not: every operative verb of a text with the side that bears it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from contract_lens.detect.phrases import read_pattern
from contract_lens.detect.subjects import NONE, who_is
from contract_lens.detect.words import Words, read_words, split_into_chunks
from contract_lens.taxonomy.wording import load_wording

#: How far back from the verb a subject may begin, in words.
_SUBJECT_REACH = 30
#: How far behind a passive verb its "by ..." may stand, in words.
_AGENT_REACH = 30
_STOPS = frozenset({".", ";", ":", "!", "?"})
#: A subject starts after one of these.
_OPENERS = frozenset({"that", "if", "when", "where", "whereby", "while", "because", "whereas", "provided", "unless", "until", "than", "whether", "then", "who", "which", "therefore", "whenever", "once", "but"})  # fmt: skip
#: After one of these the duty hangs on another clause.
_CONDITIONAL = frozenset({"if", "when", "where", "unless", "until", "whether", "which", "who", "as", "whom", "whose", "than", "whenever", "whichever", "whoever", "what", "extent", "however"})  # fmt: skip
#: After one of these the subject follows the verb.
_INVERTING = frozenset({"nor", "event", "events", "circumstances", "circumstance", "neither", "time"})
_AUXILIARIES = frozenset({"is", "are", "was", "were", "has", "have", "had", "does", "did"})
_ENUMERATOR = re.compile(r"^(?:[a-z]|[ivx]{1,5}|\d{1,2})$")
_ADVERB_BETWEEN = frozenset({"not", "also", "only", "then", "at", "all", "times", "in", "no", "event", "further", "thereafter"})


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
    """

    bearer: str
    modality: str
    start: int
    end: int
    subject: str = ""
    passive: bool = False
    negated: bool = False
    subordinate: bool = False


def find_duties(text: str) -> tuple[Duty, ...]:
    """Return the duties, rights and restraints of a text in order, offsets from its start."""
    duties: list[Duty] = []
    for offset, chunk in split_into_chunks(text):
        duties += read_duties(read_words(chunk, offset=offset), text)
    return tuple(duties)


def read_duties(words: Words, text: str) -> list[Duty]:
    """Return the duties in tokenized words; ``text`` is what their offsets refer to."""
    duties: list[Duty] = []
    previous = -1
    before = NONE
    for start, end, modality in _modal_phrases(words.lower):
        duty = _read_duty(words, text, (start, end, modality), previous, before)
        previous = end
        if duty is None:
            continue
        duties.append(duty)
        if duty.bearer != NONE:
            before = duty.bearer
    return duties


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
    for position, word in enumerate(lower):
        if position < done or word not in lengths:
            continue
        for length in lengths[word]:
            modality = phrases.get(tuple(lower[position : position + length]))
            if modality and position + length <= len(lower):
                done = position + length
                found.append((position, done, modality))
                break
    return found


def _read_duty(
    words: Words, text: str, modal: tuple[int, int, str], previous: int, before: str
) -> Duty | None:
    start, end, modality = modal
    lower = words.lower
    subject_start, subject_end = _subject_span(lower, start, previous)
    subject = lower[subject_start:subject_end]
    opener = lower[subject_start - 1] if subject_start else ""
    if subject[-1:] == ["as"] or subject[:1] == ["nothing"] or _is_noun_use(lower, start, end):
        return None
    negative = bool(subject) and subject[0] in ("neither", "no", "nor", "none")
    late_not = "not" in lower[end : end + 3] and modality in ("obligation", "right") and _reaches_not(lower, end)
    passive = _is_passive(lower, end)
    if subject[-1:] and subject[-1] in _INVERTING and end - start == 1:
        subject = _inverted_subject(lower, end)
        negative = True
    bearer = who_is(subject, before=before)
    agent = _agent(lower, end) if passive and bearer == NONE else []
    if agent:
        bearer = who_is(agent, before=before)
    first = words.starts[subject_start] if subject_start < subject_end else words.starts[start]
    return Duty(
        bearer=bearer,
        modality=_flip(modality, lower[start:end]) if negative or late_not else modality,
        start=first,
        end=words.ends[end - 1],
        subject=" ".join(agent) or text[first : words.ends[subject_end - 1]] if subject_end > subject_start else "",
        passive=passive,
        negated=negative or late_not or modality in ("prohibition", "no_right", "no_obligation"),
        subordinate=opener in _CONDITIONAL or bool(_CONDITIONAL.intersection(subject[:1] + subject[-1:])),
    )


def _is_noun_use(lower: list[str], start: int, end: int) -> bool:
    """"May 2020" is a month, "at will" no verb."""
    word = lower[start]
    if word == "may" and end < len(lower) and lower[end][:1].isdigit():
        return True
    return word in ("will", "can", "might", "may") and start > 0 and lower[start - 1] in ("at", "the", "a", "of", "in", "good", "free")


def _reaches_not(lower: list[str], end: int) -> bool:
    for word in lower[end : end + 3]:
        if word == "not":
            return True
        if word not in _ADVERB_BETWEEN and not word.endswith("ly") and word != ",":
            return False
    return False


def _subject_span(lower: list[str], verb: int, previous: int) -> tuple[int, int]:
    """The words between the verb and what the subject follows: a stop, a comma, an opener, "and" of a verb."""
    end = _skip_insertion(lower, verb)
    limit = max(previous, end - _SUBJECT_REACH, 0)
    position = end
    while position > limit:
        word = lower[position - 1]
        if word in _STOPS or word in _OPENERS or (word == "," and not _is_company_comma(lower, position)):
            break
        if word == ")" and position >= 3 and _ENUMERATOR.match(lower[position - 2]):
            break
        if word in ("and", "or") and previous > -1 and position - 1 > previous and _is_verb_joint(lower, position, previous):
            break
        position -= 1
    if position > 2 and lower[position - 1] in ("who", "that", "which") and lower[position : position + 1] and lower[position] in _AUXILIARIES:
        return _subject_span(lower, position - 1, previous)
    return position, end


def _skip_insertion(lower: list[str], verb: int) -> int:
    """Step over ", at its own cost," and "(the Supplier)" between subject and verb."""
    end = verb
    for _ in range(2):
        if end and lower[end - 1] == ",":
            opening = next((i for i in range(end - 2, max(-1, end - 26), -1) if lower[i] == "," or lower[i] in _STOPS), -1)
            if opening > 0 and lower[opening] == ",":
                end = opening
                continue
            return end - 1
        if end and lower[end - 1] == ")":
            opening = next((i for i in range(end - 2, max(-1, end - 14), -1) if lower[i] == "("), -1)
            if opening > 0:
                end = opening
                continue
        break
    return end


def _is_company_comma(lower: list[str], position: int) -> bool:
    return position < len(lower) and lower[position] in ("inc.", "inc", "llc", "ltd.", "ltd", "l.p.", "corp.", "n.v.", "s.a.")


def _is_verb_joint(lower: list[str], position: int, previous: int) -> bool:
    """Whether "and" joins two verbs ("shall deliver and the Buyer shall") rather than two subjects."""
    between = lower[previous : position - 1]
    return bool(between) and not any(word in _STOPS or word in _OPENERS or word == "," for word in between)


def _inverted_subject(lower: list[str], end: int) -> list[str]:
    """The subject behind the verb: "nor shall the Client", "in no event shall either Party"."""
    after = lower[end : end + 4]
    if not after or after[0] in ("be", "have", "not"):
        return []
    if after[0] in ("the", "a", "any", "such", "each", "either", "neither", "both"):
        return after[:2] if len(after) > 2 and after[1] not in ("other",) else after[:3]
    return after[:1]


def _is_passive(lower: list[str], end: int) -> bool:
    irregular = load_wording().participles
    seen_be = end > 0 and lower[end - 1] in ("be", "been")
    for word in lower[end : end + 5]:
        if word in ("be", "been"):
            seen_be = True
        elif seen_be and (word.endswith("ed") or word in irregular):
            return True
        elif not (word.endswith("ly") or word in ("not", "also", "only", "so", "have", "then", ",")):
            return False
    return False


def _agent(lower: list[str], end: int) -> list[str]:
    """The words after "by" of a passive."""
    for position in range(end, min(len(lower), end + _AGENT_REACH)):
        if lower[position] in _STOPS:
            return []
        if lower[position] == "by" and position + 1 < len(lower):
            agent = lower[position + 1 : position + 7]
            for cut, word in enumerate(agent):
                if word in _STOPS or word in (",", "(", "in", "under", "to", "for", "on", "at", "upon", "from", "pursuant", "within", "without", "if", "with", "as", "unless"):
                    agent = agent[:cut]
                    break
            if agent and agent[0] not in ("and", "or") and not agent[0].endswith("ing") and who_is(agent) != NONE:
                return agent
    return []


def _flip(modality: str, phrase: list[str]) -> str:
    """The modality under "neither", "no" or a late "not"."""
    if modality == "right":
        return "prohibition" if len(phrase) == 1 else "no_right"
    if modality == "obligation":
        return "prohibition" if len(phrase) == 1 else "no_obligation"
    return modality
