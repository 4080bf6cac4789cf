"""The cues of ``signals.toml`` found in a text: one pass of one spaCy PhraseMatcher, then gaps are joined.

A Matcher tries every pattern at every word; a PhraseMatcher walks one tree of words. Patterns with gaps
are therefore cut into gapless pieces, which the same PhraseMatcher finds, and joined by position.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from contract_lens.detect.phrases import read_pattern
from contract_lens.detect.words import Words, blank_english
from contract_lens.taxonomy import Cue, load_taxonomy

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

#: A gap never reaches over the end of a sentence.
SENTENCE_ENDS = frozenset({".", ";", "!", "?"})

_PLACE = itemgetter(1, 2)

#: One cue found: number of the cue, first token, one past the last.
Hit = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One use of a piece: which pattern of which cue, as which of its pieces."""

    cue: int
    pattern: int
    place: int
    gap: int
    last: bool


@dataclass(frozen=True)
class CueMatcher:
    """All cues, compiled.

    Attributes:
        cues: The cues; hits refer to them by number.
        phrases: Finds the pieces.
        steps: What each piece is used for, by its key in ``phrases``.
    """

    cues: tuple[Cue, ...]
    phrases: PhraseMatcher
    steps: dict[int, tuple[Step, ...]] = field(default_factory=dict)

    def find(self, words: Words) -> list[Hit]:
        """Return the cues in a text, ordered by start; of overlapping hits of one cue the longest."""
        hits: list[Hit] = []
        open_ends: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for key, start, end in sorted(self.phrases(words.doc), key=_PLACE):
            for step, place, before in self._uses[key]:
                begin: int | None = start
                if before is not None:
                    if before not in open_ends:  # true of nearly all of the many short words
                        continue
                    begin = _joined_start(open_ends[before], step.gap, start, words.lower)
                if begin is None:
                    continue
                if step.last:
                    hits.append((step.cue, begin, end))
                else:
                    open_ends.setdefault(place, []).append((begin, end))
        return _keep_longest(hits)

    @cached_property
    def _uses(self) -> dict[int, list[tuple[Step, tuple[int, int], tuple[int, int] | None]]]:
        """Each step with its place in its pattern and the place before it, made once: it is asked often."""
        return {
            key: [
                (step, (step.pattern, step.place), (step.pattern, step.place - 1) if step.place else None)
                for step in steps
            ]
            for key, steps in self.steps.items()
        }


def _joined_start(earlier: list[tuple[int, int]], gap: int, start: int, lower: list[str]) -> int | None:
    """Return where a pattern began whose earlier pieces end within the gap before ``start``."""
    for begin, end in reversed(earlier):
        if start - end > gap:
            return None
        if end <= start and SENTENCE_ENDS.isdisjoint(lower[end:start]):
            return begin
    return None


def _keep_longest(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    ends: dict[int, int] = {}
    for cue, start, end in sorted(set(hits), key=lambda hit: (hit[1], -hit[2], hit[0])):
        if start >= ends.get(cue, 0):
            kept.append((cue, start, end))
            ends[cue] = end
    return kept


@lru_cache(maxsize=1)
def load_matcher() -> CueMatcher:
    """Compile the cues that came with the package, once."""
    return compile_cues(load_taxonomy().signals)


def compile_cues(cues: tuple[Cue, ...]) -> CueMatcher:
    """Compile cues into one matcher.

    Raises:
        MissingPart: A phrase does not keep to the syntax.
    """
    from spacy.matcher import PhraseMatcher

    nlp = blank_english()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    steps: dict[int, list[Step]] = {}
    keys: dict[frozenset[str], int] = {}
    number = 0
    for index, cue in enumerate(cues):
        for pattern in cue.phrases:
            pieces = read_pattern(pattern)
            number += 1
            for place, piece in enumerate(pieces):
                if piece.phrases not in keys:
                    name = f"piece-{len(keys)}"
                    keys[piece.phrases] = nlp.vocab.strings.add(name)
                    matcher.add(name, [nlp.make_doc(phrase) for phrase in sorted(piece.phrases)])
                step = Step(index, number, place, piece.gap, place == len(pieces) - 1)
                steps.setdefault(keys[piece.phrases], []).append(step)
    return CueMatcher(cues, matcher, {key: tuple(uses) for key, uses in steps.items()})
