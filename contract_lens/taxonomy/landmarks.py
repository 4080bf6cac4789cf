"""Which words a regular expression cannot do without: where none of them stands, no search is needed.

A contract is asked for some hundred patterns of words, and most of its clauses hold none of them. What each
alternative of a pattern needs is told once, from its source; an index of the words of a document then tells
in which clauses it can be at all. The screen never decides that a pattern matches, only that it cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, takewhile

from contract_lens.taxonomy.caseless import in_small_letters, small_letters, spelt_out, tokens_of
from contract_lens.taxonomy.needs import Needs, Stretches, is_often, may_answer, may_lack, needs_in, needs_of
from contract_lens.taxonomy.vocabulary import VOCABULARY

_MOST_PATTERNS = 4096
_MOST_TEXTS = 10_000  # what is told of them grows with the square


@dataclass(frozen=True)
class _Alternative:
    """One alternative of a pattern, between what stands before and behind all of them."""

    source: str
    flags: int
    needs: Needs | None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern with this alternative alone, compiled when it is first wanted: most texts never do."""
        return re.compile(self.source, self.flags)

    @cached_property
    def small(self) -> re.Pattern[str] | None:
        """Its twin for small letters."""
        return in_small_letters(self.source, self.flags)


class _Sought:
    """A pattern with all that is told of it once."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern

    @cached_property
    def needs(self) -> Needs | None:
        return needs_of(self.pattern)

    @cached_property
    def alternatives(self) -> tuple[_Alternative, ...]:
        return _alternatives_of(self.pattern)


#: Texts with the alternatives of a pattern that each may hold.
_Chosen = Mapping[str, Sequence[_Alternative]]

#: By identity: a pattern's own hash is made of its whole program, each time that it is asked for.
_SOUGHT: dict[int, _Sought] = {}


def _sought(pattern: re.Pattern[str]) -> _Sought:
    known = _SOUGHT.get(id(pattern))
    if known is None:
        if len(_SOUGHT) >= _MOST_PATTERNS:
            _SOUGHT.clear()
        known = _SOUGHT[id(pattern)] = _Sought(pattern)  # holds the pattern, so that no other takes its place
    return known


def _alternatives_of(pattern: re.Pattern[str]) -> tuple[_Alternative, ...]:
    """Split ``before(?:a|b)behind`` into its alternatives, if it is of that form."""
    tokens = tokens_of(pattern.pattern)
    depths = list(accumulate(part.startswith("(") - (part == ")") for part in tokens))
    opening = tokens.index("(?:") if "(?:" in tokens else len(tokens)
    closing = next((at for at in range(opening, len(tokens)) if not depths[at]), len(tokens))
    behind = tokens[closing + 1 :]
    split = closing < len(tokens) and not (behind and is_often(behind[0])) and not pattern.flags & re.VERBOSE
    outside = {token for token, depth in zip(tokens, depths, strict=True) if not depth}
    captures = any(part == "(" or part.startswith("(?P<") for part in tokens)
    if not split or captures or "|" in outside or not _says_nothing(tokens[:opening]):
        return (_Alternative(pattern.pattern, pattern.flags, needs_of(pattern)),)
    bars = [at for at in range(opening, closing) if tokens[at] == "|" and depths[at] == 1]
    sources = [
        "".join(one)
        for first, last in pairwise([opening, *bars, closing])
        for one in spelt_out(tokens[first + 1 : last])
    ]
    if not all(needs_in(one) or _begins_with_a_letter(one) for one in sources):  # it may be found empty
        return (_Alternative(pattern.pattern, pattern.flags, needs_of(pattern)),)
    start, end = "".join(tokens[: opening + 1]), "".join(tokens[closing:])
    after = "".join(tokens[closing + 1 :])
    whole_word = tokens[:opening] == ["\\b"]
    written = [_letters_first(one, after) if whole_word else start + one + end for one in sources]
    needed = [needs_in(one + after) for one in sources]
    return tuple(
        _Alternative(source, pattern.flags, needs) for source, needs in zip(written, needed, strict=True)
    )


def _letters_first(source: str, behind: str) -> str:
    """Return a pattern for a word that begins as ``source`` does, and for what stands behind it.

    Where it begins with letters they come first, and only then that no other stands before them: the
    expression engine looks for such a beginning many times as fast.
    """
    tokens = tokens_of(source)
    letters = list(takewhile(str.isalnum, tokens))
    if len(letters) < len(tokens) and is_often(tokens[len(letters)]):
        letters = letters[:-1]
    word, rest = "".join(letters), "".join(tokens[len(letters) :])
    if not word:
        return rf"\b(?:{source}){behind}"
    return rf"{word}(?<!\w{word})(?:{rest}){behind}"


def _begins_with_a_letter(source: str) -> bool:
    tokens = [*tokens_of(source), "", ""]
    return tokens[0].isalnum() and not may_lack(tokens[1])


def _says_nothing(tokens: Sequence[str]) -> bool:
    """Whether what stands before a group only tells where it may begin."""
    return all(token in ("\\b", "\\B", "^") for token in tokens)


def may_be_in(small: str | None, pattern: re.Pattern[str]) -> bool:
    """Return whether ``pattern`` may be found in a lone text, given in ``small_letters``."""
    needs = _sought(pattern).needs
    return needs is None or small is None or may_answer(small, needs)


class WordIndex:
    """The words of many short texts, and which of the texts hold them.

    Args:
        texts: The passages of a document.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._small: dict[str, str | None] = {}
        every = list(dict.fromkeys(texts))
        # Each stretch has a number as long as there are texts: a book of small print is searched plainly.
        self._texts = every if len(every) <= _MOST_TEXTS else []
        self._indexed = frozenset(self._texts)
        self._stretches = VOCABULARY.places_of(map(fold, self._texts))
        self._needed: dict[Stretches, int] = {}
        self._chosen: dict[int, tuple[_Sought, _Chosen]] = {}

    def may_hold(self, text: str, pattern: re.Pattern[str]) -> bool:
        """Return whether ``pattern`` may be found in ``text``; one that is not indexed may hold it."""
        return text in self._choices(pattern) or text not in self._indexed

    def may_hold_which(self, text: str, patterns: Iterable[re.Pattern[str]]) -> list[bool]:
        """Return for each pattern what ``may_hold`` does, asked of one text at once."""
        if text not in self._indexed:
            return [True for _ in patterns]
        return [text in self._choices(pattern) for pattern in patterns]

    def that_may_hold(self, texts: Iterable[str], pattern: re.Pattern[str]) -> list[bool]:
        """Return for each text what ``may_hold`` does, asked of all at once."""
        chosen, indexed = self._choices(pattern), self._indexed
        return [text in chosen or text not in indexed for text in texts]

    def holds(self, text: str, pattern: re.Pattern[str]) -> bool:
        """Return whether ``pattern`` is found in ``text``."""
        chosen = self._choices(pattern).get(text)
        if chosen is None:
            return text not in self._indexed and self._holds_unknown(text, pattern)
        return any(searched.search(where) for searched, where in self._fit(text, chosen))

    def _holds_unknown(self, text: str, pattern: re.Pattern[str]) -> bool:
        return may_be_in(small_letters(text), pattern) and pattern.search(text) is not None

    def find(self, text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield what ``pattern.finditer(text)`` does, trying only the alternatives that may be there.

        The matches stand at the same places; what they show may be in small letters.
        """
        chosen = self._choices(pattern).get(text)
        if chosen is None:
            return _NOTHING if text in self._indexed else pattern.finditer(text)
        if len(chosen) == 1:
            ((only, searched),) = self._fit(text, chosen)
            return only.finditer(searched)
        return _find_first(self._fit(text, chosen))

    def _fit(self, text: str, chosen: Sequence[_Alternative]) -> Iterator[tuple[re.Pattern[str], str]]:
        """Yield each alternative with the letters in which it is searched."""
        if text not in self._small:
            self._small[text] = small_letters(text)
        small = self._small[text]
        for one in chosen:
            if small is None or one.small is None:
                yield one.pattern, text
            else:
                yield one.small, small

    def _choices(self, pattern: re.Pattern[str]) -> _Chosen:
        """Return the texts that may hold a pattern, each with the alternatives that it may hold."""
        known = self._chosen.get(id(pattern))  # what is sought holds the pattern: no other takes its place
        if known is None:
            sought = _sought(pattern)
            known = self._chosen[id(pattern)] = sought, self._choose(sought)
        return known[1]

    def _choose(self, sought: _Sought) -> _Chosen:
        chosen: dict[str, list[_Alternative]] = {}
        every = (1 << len(self._texts)) - 1
        for one in sought.alternatives:
            left = every & self._holders_of(one.needs)
            while left:
                lowest = left & -left
                left ^= lowest
                chosen.setdefault(self._texts[lowest.bit_length() - 1], []).append(one)
        return chosen

    def _holders_of(self, needs: Needs | None) -> int:
        if needs is None:
            return -1
        found = 0
        known = self._needed
        for alternative in needs:
            holders = -1
            for stretches in alternative:
                held = known.get(stretches)
                if held is None:
                    held = known[stretches] = self._holders_of_any(stretches)
                holders &= held
                if not holders:
                    break
            found |= holders
        return found

    def _holders_of_any(self, stretches: Stretches) -> int:
        found = 0
        for stretch in stretches:
            if stretch not in self._stretches:
                self._stretches[stretch] = self._look_up(stretch)
            found |= self._stretches[stretch]
        return found

    def _look_up(self, stretch: str) -> int:
        """Return the texts that hold a stretch which nobody sought before."""
        VOCABULARY.seek(stretch)
        listed = self._listed
        found = 0
        at = listed.find(stretch)
        while at >= 0:
            end = listed.index("\n", at)
            found |= self._holders[listed[listed.rindex("\n", 0, at) + 1 : end]]
            at = listed.find(stretch, end)
        return found

    @cached_property
    def _holders(self) -> dict[str, int]:
        """The texts of every word."""
        words: dict[str, int] = {}
        for place, text in enumerate(self._texts):
            for word in set(fold(text).split()):
                words[word] = words.get(word, 0) | 1 << place
        return words

    @cached_property
    def _listed(self) -> str:
        return "\n".join(("", *self._holders, ""))


#: An iterator that is at its end stays there, so that one serves every search that is spared.
_NOTHING: Iterator[re.Match[str]] = iter(())


def _find_first(fitting: Iterable[tuple[re.Pattern[str], str]]) -> Iterator[re.Match[str]]:
    """Yield the matches of several patterns, each with its text, as one that joins them by "or" would."""
    found = [
        (match, pattern, text) for pattern, text in fitting if (match := pattern.search(text)) is not None
    ]
    while len(found) > 1:
        first = min([match for match, _, _ in found], key=re.Match.start)  # the first of equals
        yield first
        at = first.end() + (first.start() == first.end())
        found = [
            (again, pattern, text)
            for match, pattern, text in found
            if (again := match if match.start() >= at else pattern.search(text, at)) is not None
        ]
    for match, pattern, text in found:
        yield match
        yield from pattern.finditer(text, match.end() + (match.start() == match.end()))


def fold(text: str) -> str:
    """Return ``text`` as patterns see it that ignore case: a dotless or dotted i is an i, a long s an s."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.replace("i\u0307", "i").replace("ı", "i")
