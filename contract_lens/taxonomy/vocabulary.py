"""Which stretches of letters stand in which words: told once for each word, however many texts hold it.

Contracts are written in the same words: where a hundred of them are read one after the other, nearly every
word of the next is known, with all the stretches that anything ever sought in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from threading import Lock

_MOST_WORDS = 50_000  # some hundred agreements; what comes behind them is mostly figures and misprints
_LONGEST = 60  # characters of a word that is kept
_MOST_STRETCHES = 4096
_SIGNS = ".,;:()[]\"'“”‘’-_/*"
_NEW = "\n"  # no word holds it


class _Words(dict[str, tuple[str, ...]]):
    """The stretches in each word; a word that is new stands for itself, until it is told what it holds."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        held = self[word] = (_NEW + word,)
        return held


class Vocabulary:
    """Words with the stretches of letters that they hold, of those that were sought in any text before."""

    def __init__(self) -> None:
        self._words = _Words()
        self._sought: dict[str, int] = {}  # each with no text: where every document begins
        self._waiting: set[str] = set()
        self._lock = Lock()

    def seek(self, stretch: str) -> None:
        """Note that a stretch is sought, so that the next texts are asked for it at once."""
        if len(self._sought) + len(self._waiting) < _MOST_STRETCHES:
            self._waiting.add(stretch)

    def places_of(self, texts: Iterable[str]) -> dict[str, int]:
        """Return for each stretch that was sought before in which texts it stands, one bit for each text.

        Args:
            texts: Folded texts. A word is what stands between blanks, with its signs: letters and figures
                that stand side by side do so in one of these.
        """
        with self._lock:
            try:
                return self._places_of(texts)
            except BaseException:
                # No memory, or a user who interrupts: a word half learned would be missed in all later texts.
                self._words.clear()
                raise

    def _places_of(self, texts: Iterable[str]) -> dict[str, int]:
        self._prepare()
        found: defaultdict[str, int] = defaultdict(int)
        place, held = 1, self._words.__getitem__
        for text in texts:
            for stretch in set(chain.from_iterable(map(held, text.split()))):
                found[stretch] |= place
            place <<= 1
        new = {one[len(_NEW) :]: found.pop(one) for one in list(found) if one.startswith(_NEW)}
        self._learn(new)
        for word, places in new.items():
            for stretch in self._words[word]:
                found[stretch] |= places
        self._forget(new)
        return self._sought | found

    def _prepare(self) -> None:
        """Learn where the stretches stand that are sought anew."""
        if waiting := self._waiting.difference(self._sought):
            for word, stretches in self._held(waiting, self._words).items():
                self._words[word] += tuple(stretches)
            self._sought.update(dict.fromkeys(waiting, 0))
        self._waiting.clear()

    def _learn(self, new: Iterable[str]) -> None:
        """Note what new words hold: what they do without the signs around them, which may be known."""
        bare = {word: word.strip(_SIGNS) for word in new}
        # What is new stands for itself until here: only what is neither new nor known is told at once.
        unknown = {one for one in bare.values() if one in bare or one not in self._words}
        held = self._held(self._sought, unknown) if unknown else {}
        self._words.update({one: tuple(held.get(one, ())) for one in unknown})
        self._words.update({word: self._words[one] for word, one in bare.items()})

    @staticmethod
    def _held(stretches: Iterable[str], words: Iterable[str]) -> dict[str, list[str]]:
        """Return which of the stretches each word holds; words that hold none are left out."""
        held: defaultdict[str, list[str]] = defaultdict(list)
        listed = "\n".join(("", *words, ""))
        for stretch in stretches:
            at = listed.find(stretch)
            while at >= 0:
                end = listed.index("\n", at)
                held[listed[listed.rindex("\n", 0, at) + 1 : end]].append(stretch)
                at = listed.find(stretch, end)
        return held

    def _forget(self, new: Iterable[str]) -> None:
        """Keep no more than so many words, and none that are too long to come again."""
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        for word in new:
            if len(word) > _LONGEST:
                self._words.pop(word, None)
                self._words.pop(word.strip(_SIGNS), None)


#: The words of all that was read in this process.
VOCABULARY = Vocabulary()
