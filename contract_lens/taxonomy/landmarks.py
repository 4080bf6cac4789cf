"""Which words a regular expression cannot do without: where none of them stands, no search is needed.

A contract is asked for some hundred patterns of words, and most of its clauses hold none of them. What each
alternative of a pattern needs is told once, from its source; an index of the words of a document then tells
in which clauses it can be at all. The screen never decides that a pattern matches, only that it cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, takewhile

from contract_lens.taxonomy.caseless import Caseless, small_letters, tokens_of
from contract_lens.taxonomy.vocabulary import VOCABULARY

#: Stretches of letters of which one must stand inside one word of the text.
Stretches = frozenset[str]
#: For each alternative of a pattern: sets of stretches, of each of which one is needed.
Needs = tuple[tuple[Stretches, ...], ...]

_SHORTEST, _TELLING = 2, 4
_MOST_PATTERNS = 4096
_MOST_TEXTS = 10_000  # their index takes 14 MB; it grows with the square


@dataclass(frozen=True)
class _Alternative:
    """One alternative of a pattern, between what stands before and behind all of them."""

    source: str
    flags: int
    needs: Needs | None

    @cached_property
    def caseless(self) -> Caseless:
        """The pattern with this alternative alone, compiled when it is first wanted."""
        return Caseless(re.compile(self.source, self.flags))


class _Sought:
    """A pattern with all that is told of it once."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.needs = needs_of(pattern)
        self.alternatives = _alternatives_of(pattern)


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
    split = closing < len(tokens) and not (behind and _is_often(behind[0])) and not pattern.flags & re.VERBOSE
    outside = {token for token, depth in zip(tokens, depths, strict=True) if not depth}
    captures = any(part == "(" or part.startswith("(?P<") for part in tokens)
    if not split or captures or "|" in outside or not _says_nothing(tokens[:opening]):
        return (_Alternative(pattern.pattern, pattern.flags, needs_of(pattern)),)
    bars = [at for at in range(opening, closing) if tokens[at] == "|" and depths[at] == 1]
    sources = ["".join(tokens[first + 1 : last]) for first, last in pairwise([opening, *bars, closing])]
    if not all(_needs_in(one) or _begins_with_a_letter(one) for one in sources):  # it may be found empty
        return (_Alternative(pattern.pattern, pattern.flags, needs_of(pattern)),)
    start, end = "".join(tokens[: opening + 1]), "".join(tokens[closing:])
    after = "".join(tokens[closing + 1 :])
    whole_word = tokens[:opening] == ["\\b"]
    return tuple(
        _Alternative(
            _letters_first(one, after) if whole_word else start + one + end, pattern.flags, _needs_in(one)
        )
        for one in sources
    )


def _letters_first(source: str, behind: str) -> str:
    """Return a pattern for a word that begins as ``source`` does, and for what stands behind it.

    Where it begins with letters they come first, and only then that no other stands before them: the
    expression engine looks for such a beginning many times as fast.
    """
    tokens = tokens_of(source)
    letters = list(takewhile(str.isalnum, tokens))
    if len(letters) < len(tokens) and _is_often(tokens[len(letters)]):
        letters = letters[:-1]
    word, rest = "".join(letters), "".join(tokens[len(letters) :])
    if not word:
        return rf"\b(?:{source}){behind}"
    return rf"{word}(?<!\w{word})(?:{rest}){behind}"


def _begins_with_a_letter(source: str) -> bool:
    tokens = [*tokens_of(source), "", ""]
    return tokens[0].isalnum() and not _may_lack(tokens[1])


def _says_nothing(tokens: Sequence[str]) -> bool:
    """Whether what stands before a group only tells where it may begin."""
    return all(token in ("\\b", "\\B", "^") for token in tokens)


def needs_of(pattern: re.Pattern[str]) -> Needs | None:
    """Return what every match of a pattern must hold; ``None`` if an alternative needs nothing that is known.

    Args:
        pattern: A pattern that ignores case or is written in lower case where it names letters.
    """
    return None if pattern.flags & re.VERBOSE else _needs_in(pattern.pattern)


def _needs_in(source: str) -> Needs | None:
    alternatives, _ = _read_choice(tokens_of(source), 0)
    return tuple(tuple(one) for one in alternatives) if all(alternatives) else None


def _read_choice(tokens: Sequence[str], at: int) -> tuple[list[list[Stretches]], int]:
    """Read alternatives up to a closing bracket or the end."""
    found: list[list[Stretches]] = []
    while True:
        alternatives, at = _read_sequence(tokens, at)
        found += alternatives
        if at == len(tokens) or tokens[at] == ")":
            return found, at
        at += 1


def _read_sequence(tokens: Sequence[str], at: int) -> tuple[list[list[Stretches]], int]:
    """Read what stands side by side: letters join to stretches, groups give what they need."""
    needed: list[Stretches] = []
    groups: list[list[list[Stretches]]] = []
    stretch = ""
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        token = tokens[at]
        inner: list[list[Stretches]] = []
        if token.startswith("("):
            inner, at = _read_choice(tokens, at + 1)
        often = tokens[at + 1] if at + 1 < len(tokens) and _is_often(tokens[at + 1]) else ""
        at += 1 + bool(often)
        lacking = _may_lack(often)
        if token.isalnum() and not lacking:
            stretch += token.casefold()
        if token.isalnum() and not often:
            continue
        needed += _stretch(stretch)
        stretch = ""
        if inner and not lacking and _is_plain(token):
            groups.append(inner)
    needed += _stretch(stretch)
    if len(groups) == 1 and not needed:  # the alternatives of "(a|b)" are those of "a|b"
        return groups[0], at
    return [_telling([*needed, *(joined for inner in groups if (joined := _joined(inner)))])], at


def _telling(needed: list[Stretches]) -> list[Stretches]:
    """Leave out what nearly every text holds ("of", "the", "any"), if anything else is needed."""
    return [one for one in needed if min(map(len, one)) >= _TELLING] or needed


def _is_plain(opening: str) -> bool:
    """Whether a bracket opens a group rather than a look around."""
    return opening in ("(", "(?:") or opening.startswith("(?P<")


def _is_often(token: str) -> bool:
    return token[0] in "*+?" or (token[0] == "{" and len(token) > 1)


def _may_lack(often: str) -> bool:
    """Whether what stands before may be left out."""
    return often.startswith(("*", "?", "{0", "{,"))


def _stretch(letters: str) -> list[Stretches]:
    return [frozenset({letters})] if len(letters) >= _SHORTEST else []


def _joined(alternatives: Iterable[Sequence[Stretches]]) -> Stretches:
    """Return of each alternative its longest stretches; nothing if one of them needs none."""
    found: set[str] = set()
    for needed in alternatives:
        if not needed:
            return frozenset()
        found |= max(needed, key=lambda one: min(map(len, one)))
    return frozenset(found)


def may_be_in(small: str | None, pattern: re.Pattern[str]) -> bool:
    """Return whether ``pattern`` may be found in a lone text, given in ``small_letters``."""
    needs = _sought(pattern).needs
    if needs is None or small is None:
        return True
    held: dict[Stretches, bool] = {}
    for alternative in needs:
        for stretches in alternative:
            if stretches not in held:
                held[stretches] = any(stretch in small for stretch in stretches)
            if not held[stretches]:
                break
        else:
            return True
    return False


class WordIndex:
    """The words of many short texts, and which of the texts hold them.

    Args:
        texts: The passages of a document.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._places: dict[str, int] = {}
        self._small: dict[str, str | None] = {}
        every = dict.fromkeys(texts)
        # Each stretch has a number as long as there are texts: a book of small print is searched plainly.
        if len(every) <= _MOST_TEXTS:
            self._places = {text: 1 << place for place, text in enumerate(every)}
        self._stretches = VOCABULARY.places_of(map(fold, self._places))
        self._patterns: dict[_Sought, int] = {}
        self._alternatives: dict[_Sought, list[int]] = {}

    def may_hold(self, text: str, pattern: re.Pattern[str]) -> bool:
        """Return whether ``pattern`` may be found in ``text``; one that is not indexed may hold it."""
        place = self._places.get(text)
        return place is None or bool(self._held(_sought(pattern)) & place)

    def may_hold_which(self, text: str, patterns: Iterable[re.Pattern[str]]) -> list[bool]:
        """Return for each pattern what ``may_hold`` does, asked of one text at once."""
        place = self._places.get(text)
        return [place is None or self._held(_sought(pattern)) & place != 0 for pattern in patterns]

    def that_may_hold(self, texts: Iterable[str], pattern: re.Pattern[str]) -> list[bool]:
        """Return for each text what ``may_hold`` does, asked of all at once."""
        held = self._held(_sought(pattern))
        return [place is None or held & place != 0 for place in map(self._places.get, texts)]

    def holds(self, text: str, pattern: re.Pattern[str]) -> bool:
        """Return whether ``pattern`` is found in ``text``."""
        return next(self.find(text, pattern), None) is not None

    def find(self, text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield what ``pattern.finditer(text)`` does, trying only the alternatives that may be there.

        The matches stand at the same places; what they show may be in small letters.
        """
        sought, place = _sought(pattern), self._places.get(text)
        if place is None:
            return pattern.finditer(text)
        if not self._held(sought) & place:
            return _NOTHING
        if len(sought.alternatives) == 1:
            chosen = list(sought.alternatives)
        else:
            holders = self._alternatives.get(sought)
            if holders is None:
                holders = [self._holders_of(one.needs) for one in sought.alternatives]
                self._alternatives[sought] = holders
            chosen = [one for one, held in zip(sought.alternatives, holders, strict=True) if held & place]
        return self._search(text, chosen)

    def _search(self, text: str, chosen: Sequence[_Alternative]) -> Iterator[re.Match[str]]:
        if text not in self._small:
            self._small[text] = small_letters(text)
        small = self._small[text]
        fitting = [one.caseless.fit(text, small) for one in chosen]
        if len(fitting) == 1:
            pattern, searched = fitting[0]
            return pattern.finditer(searched)
        return _find_first(fitting)

    def _held(self, sought: _Sought) -> int:
        """Return the texts that may hold a pattern."""
        holders = self._patterns.get(sought)
        if holders is None:
            holders = self._patterns[sought] = self._holders_of(sought.needs)
        return holders

    def _holders_of(self, needs: Needs | None) -> int:
        if needs is None:
            return -1
        found = 0
        for alternative in needs:
            holders = -1
            for stretches in alternative:
                holders &= self._holders_of_any(stretches)
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
        for text, place in self._places.items():
            for word in set(fold(text).split()):
                words[word] = words.get(word, 0) | place
        return words

    @cached_property
    def _listed(self) -> str:
        return "\n".join(("", *self._holders, ""))


#: An iterator that is at its end stays there, so that one serves every search that is spared.
_NOTHING: Iterator[re.Match[str]] = iter(())


def _find_first(fitting: Sequence[tuple[re.Pattern[str], str]]) -> Iterator[re.Match[str]]:
    """Yield the matches of several patterns, each with its text, as one that joins them by "or" would."""
    found = [pattern.search(text) for pattern, text in fitting]
    at = 0
    while any(found) and at <= len(fitting[0][1]):
        match = min((one for one in found if one), key=lambda one: one.start())  # the first of equals
        yield match
        at = match.end() + (match.start() == match.end())
        for index, one in enumerate(found):
            if one and one.start() < at:
                pattern, text = fitting[index]
                found[index] = pattern.search(text, at)


def fold(text: str) -> str:
    """Return ``text`` as patterns see it that ignore case: a dotless or dotted i is an i, a long s an s."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.replace("i\u0307", "i").replace("ı", "i")
