"""The cues of ``signals.toml`` found in a text: one pass of one spaCy PhraseMatcher, then gaps are joined.

A Matcher tries every pattern at every word; a PhraseMatcher walks one tree of words. Patterns with gaps
are therefore cut into gapless pieces. The PhraseMatcher finds the first piece of each; the pieces behind it,
often words as common as "the", are looked for only within reach of a first one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from contract_lens.detect.phrases import Piece, read_pattern
from contract_lens.detect.words import Words, blank_english
from contract_lens.taxonomy import Cue, load_taxonomy

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

#: A gap never reaches over the end of a sentence.
SENTENCE_ENDS = frozenset({".", ";", "!", "?"})

#: One cue found: number of the cue, first token, one past the last.
Hit = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Later:
    """A piece behind a gap: its phrases by their first word, and the most words that may stand before it."""

    phrases: dict[str, tuple[list[str], ...]]
    gap: int

    def places(self, earlier: list[tuple[int, int]], lower: list[str]) -> list[tuple[int, int]]:
        """Return where it stands within reach of the pieces before it, in order."""
        found: set[tuple[int, int]] = set()
        phrases = self.phrases
        for _, end in earlier:
            for at, word in enumerate(lower[end : end + self.gap + 1], end):
                for phrase in phrases.get(word, ()):
                    if len(phrase) == 1 or lower[at : at + len(phrase)] == phrase:
                        found.add((at, at + len(phrase)))
        return sorted(found)


@dataclass(frozen=True, slots=True, eq=False)
class Gapped:
    """A pattern with gaps that begins with a piece: the number of its cue, and its other pieces.

    Attributes:
        cue: Number of its cue.
        later: The pieces behind the first.
        openings: First words of the phrases of each of them; a text without one of these holds no match.
    """

    cue: int
    later: tuple[Later, ...]
    openings: tuple[frozenset[str], ...]

    def joined(self, begun: list[tuple[int, int]], lower: list[str]) -> list[tuple[int, int]]:
        """Return where the whole pattern stands, given where its first piece does."""
        for piece in self.later:
            joined = []
            for start, end in piece.places(begun, lower):
                begin = _joined_start(begun, piece.gap, start, lower)
                if begin is not None:
                    joined.append((begin, end))
            if not joined:
                return joined
            begun = joined
        return begun


@dataclass(frozen=True)
class CueMatcher:
    """All cues, compiled.

    Attributes:
        cues: The cues; hits refer to them by number.
        phrases: Finds the first pieces.
        whole: The cues that a piece is enough for, by its key in ``phrases``.
        gapped: The patterns that begin with a piece and go on behind a gap, likewise.
    """

    cues: tuple[Cue, ...]
    phrases: PhraseMatcher
    whole: dict[int, tuple[int, ...]] = field(default_factory=dict)
    gapped: dict[int, tuple[Gapped, ...]] = field(default_factory=dict)

    def find(self, words: Words) -> list[Hit]:
        """Return the cues in a text, ordered by start; of overlapping hits of one cue the longest."""
        hits: list[tuple[int, int, int]] = []
        begun: dict[int, list[tuple[int, int]]] = {}
        whole, gapped = self.whole, self.gapped
        for key, start, end in self.phrases(words.doc):
            if key in whole:
                for cue in whole[key]:
                    hits.append((start, -end, cue))
            if key in gapped:
                begun.setdefault(key, []).append((start, end))
        known = set(words.lower) if begun else set()
        for key, places in begun.items():
            places.sort()
            for pattern in gapped[key]:
                for openings in pattern.openings:
                    if known.isdisjoint(openings):
                        break
                else:
                    hits += [(start, -end, pattern.cue) for start, end in pattern.joined(places, words.lower)]
        return _keep_longest(hits)


def _joined_start(earlier: list[tuple[int, int]], gap: int, start: int, lower: list[str]) -> int | None:
    """Return where a pattern began whose earlier pieces end within the gap before ``start``."""
    for begin, end in reversed(earlier):
        if start - end > gap:
            return None
        if end <= start and SENTENCE_ENDS.isdisjoint(lower[end:start]):
            return begin
    return None


def _keep_longest(hits: Iterable[tuple[int, int, int]]) -> list[Hit]:
    """Order hits that are given as start, end less than nothing and cue, so that they sort as they stand."""
    kept: list[Hit] = []
    ends: dict[int, int] = {}
    for start, ended, cue in sorted(set(hits)):
        if start >= ends.get(cue, 0):
            kept.append((cue, start, -ended))
            ends[cue] = -ended
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
    whole: dict[int, list[int]] = {}
    gapped: dict[int, list[Gapped]] = {}
    keys: dict[frozenset[str], int] = {}
    for index, cue in enumerate(cues):
        for pattern in cue.phrases:
            first, *rest = read_pattern(pattern)
            if first.phrases not in keys:
                name = f"piece-{len(keys)}"
                keys[first.phrases] = nlp.vocab.strings.add(name)
                matcher.add(name, [nlp.make_doc(phrase) for phrase in sorted(first.phrases)])
            key, later = keys[first.phrases], tuple(map(_later, rest))
            if later:
                openings = tuple(frozenset(piece.phrases) for piece in later)
                gapped.setdefault(key, []).append(Gapped(index, later, openings))
            else:
                whole.setdefault(key, []).append(index)
    return CueMatcher(
        cues,
        matcher,
        {key: tuple(found) for key, found in whole.items()},
        {key: tuple(found) for key, found in gapped.items()},
    )


def _later(piece: Piece) -> Later:
    phrases: dict[str, list[list[str]]] = {}
    for phrase in sorted(piece.phrases):
        words = [word.lower_ for word in blank_english().make_doc(phrase)]
        phrases.setdefault(words[0], []).append(words)
    return Later({first: tuple(found) for first, found in phrases.items()}, piece.gap)
