"""The cues of ``signals.toml`` found in a text: one walk through one tree of words, then gaps are joined.

A matcher of patterns tries every pattern at every word; a tree is left at the first word that no phrase goes
on with. Patterns with gaps are therefore cut into gapless pieces. The tree finds the first piece of each; the
pieces behind it, often words as common as "the", are looked for only within reach of a first one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from contract_lens.detect.phrases import Piece, read_pattern
from contract_lens.detect.words import Words, read_words
from contract_lens.taxonomy import Cue, load_taxonomy

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


@dataclass(slots=True, eq=False)
class Branch:
    """Where a walk stands after some words: the words that lead on, and what is whole here.

    Attributes:
        onward: The branch behind each word that some phrase goes on with.
        cues: Numbers of the cues of which a whole pattern ends here.
        gapped: The patterns of which the first piece ends here.
    """

    onward: dict[str, Branch] = field(default_factory=dict)
    cues: list[int] = field(default_factory=list)
    gapped: list[Gapped] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CueMatcher:
    """All cues, compiled.

    Attributes:
        cues: The cues; hits refer to them by number.
        root: The tree of the first pieces.
    """

    cues: tuple[Cue, ...]
    root: Branch

    def find(self, words: Words) -> list[Hit]:
        """Return the cues in a text, ordered by start; of overlapping hits of one cue the longest."""
        hits: list[tuple[int, int, int]] = []
        begun: dict[Gapped, list[tuple[int, int]]] = {}
        lower = words.lower
        first, last = self.root.onward, len(lower)
        for start in [at for at, word in enumerate(lower) if word in first]:
            branch: Branch | None = first[lower[start]]
            end = start
            while branch:
                end += 1
                for cue in branch.cues:
                    hits.append((start, -end, cue))
                for pattern in branch.gapped:
                    begun.setdefault(pattern, []).append((start, end))
                branch = branch.onward.get(lower[end]) if end < last else None
        known = set(lower) if begun else set()
        for pattern, places in begun.items():
            for openings in pattern.openings:
                if known.isdisjoint(openings):
                    break
            else:
                hits += [(start, -end, pattern.cue) for start, end in pattern.joined(places, lower)]
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
    root = Branch()
    for index, cue in enumerate(cues):
        for pattern in cue.phrases:
            first, *rest = read_pattern(pattern)
            later = tuple(map(_later, rest))
            gapped = Gapped(index, later, tuple(frozenset(piece.phrases) for piece in later))
            for phrase in first.phrases:
                branch = root
                for word in read_words(phrase).lower:
                    branch = branch.onward.setdefault(word, Branch())
                if later:
                    branch.gapped.append(gapped)
                else:
                    branch.cues.append(index)
    return CueMatcher(cues, root)


def _later(piece: Piece) -> Later:
    phrases: dict[str, list[list[str]]] = {}
    for phrase in sorted(piece.phrases):
        words = read_words(phrase).lower
        phrases.setdefault(words[0], []).append(words)
    return Later({first: tuple(found) for first, found in phrases.items()}, piece.gap)
