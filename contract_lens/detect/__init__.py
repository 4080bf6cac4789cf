"""Stage 3a of 5: what rules see in a text, before any model.

``detect_signals`` finds the cues of the taxonomy, who is bound and how; ``find_duties`` tells it sentence by
sentence; ``frame_agreement`` reads title, parties and what the agreement calls itself; ``find_terms`` tells
which party holds and bears what, with which figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from contract_lens.clause import Exchange, Reading, Signal
from contract_lens.detect.bearing import weigh
from contract_lens.detect.deletions import without_deleted
from contract_lens.detect.deontics import Duty, KnownWords, find_duties, read_duties
from contract_lens.detect.exchanges import find_exchanges
from contract_lens.detect.framing import Framing, frame_agreement, frame_communication
from contract_lens.detect.headings import find_body
from contract_lens.detect.matchers import CueMatcher, load_matcher
from contract_lens.detect.negation import is_negated
from contract_lens.detect.terms import find_terms
from contract_lens.detect.words import Words, read_words, split_into_chunks

__all__ = [
    "Duty",
    "Framing",
    "detect_and_keep",
    "detect_signals",
    "find_duties",
    "find_terms",
    "frame_agreement",
    "frame_communication",
]

#: The cue that an exchange of duties is, whatever its words.
_MUTUAL = "mutual"


def detect_signals(texts: Sequence[str]) -> list[Reading]:
    """Return what the rules see in each text.

    Args:
        texts: Clauses or utterances, of any length; short ones are the normal case.

    Returns:
        One ``Reading`` per text, offsets from the start of that text.
    """
    return detect_and_keep(texts)[0]


def detect_and_keep(texts: Sequence[str]) -> tuple[list[Reading], list[Words | None]]:
    """Return what the rules see in each text, and its words, so that nothing need read them again.

    Args:
        texts: Clauses or utterances.

    Returns:
        One ``Reading`` per text, and its words; ``None`` for a text that is too long to be kept.
    """
    matcher = load_matcher()
    read = [_read(without_deleted(text), matcher) for text in texts]
    return [reading for reading, _ in read], [words for _, words in read]


def _read(text: str, matcher: CueMatcher) -> tuple[Reading, Words | None]:
    signals: list[Signal] = []
    duties: list[Duty] = []
    exchanges: list[Exchange] = []
    mirrored: set[int] = set()
    kept: Words | None = None
    for offset, chunk in split_into_chunks(text):
        words = read_words(chunk, offset=offset)
        signals += _signals_of(words, matcher)
        owed = read_duties(words, text, body=find_body(text))
        found = find_exchanges(owed, words)
        if found:
            exchanges += found.values()
            mirrored |= {len(duties) + place for place in found}
            answers = [Signal(_MUTUAL, one.start, one.subject_end) for one in found.values()]
            signals = sorted([*signals, *answers], key=attrgetter("start"))
        duties += owed
        if len(chunk) == len(text):
            kept = KnownWords(words.lower, words.starts, words.ends, tuple(duties))
    bearer, modality = weigh(duties, signals, mirrored)
    return Reading(tuple(signals), bearer, modality, tuple(exchanges)), kept


def _signals_of(words: Words, matcher: CueMatcher) -> list[Signal]:
    cues, lower, starts, ends = matcher.cues, words.lower, words.starts, words.ends
    return [
        Signal(cues[cue].id, starts[start], ends[end - 1], is_negated(lower, start, end))
        for cue, start, end in matcher.find(words)
    ]
