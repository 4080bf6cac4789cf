"""Text to words: one spaCy tokenizer, evened out so that layout and typography cannot change a reading.

Runs of white space count as one blank, curly quotes as straight ones, ligatures as letters; soft hyphens and
invisible characters count as nothing. Offsets always lead back to the text as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Longest stretch, in characters, that is tokenized at once: far below spaCy's limit of 1,000,000.
CHUNK = 40_000
#: Longest run without a blank that is looked at as one word; a longer one is no language.
LONGEST_WORD = 200

_COLUMNS: list[int | str] = ["LOWER", "LENGTH", "SPACY"]
_SPELLING: dict[int, str] = {}
_MOST_SPELLINGS = 200_000
#: Words with what hangs on them that the tokenizer keeps at hand: those of some hundred agreements.
_MOST_CHUNKS = 100_000

_SAME_LENGTH = {
    "‘": "'",
    "’": "'",
    "‛": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "″": '"',
    "‐": "-",
    "‑": "-",
} | dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\n\t\r\f\v", " ")
#: The pairs that a text in plain ASCII may need, and the others.
_ASCII = tuple((odd, even) for odd, even in _SAME_LENGTH.items() if odd.isascii())
_NO_ASCII = tuple((odd, even) for odd, even in _SAME_LENGTH.items() if not odd.isascii())
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "''": '"'}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069"
_UNEVEN = re.compile(rf" {{2,}}|[{_INVISIBLE}]+|[ﬀﬁﬂﬃﬄ]|''|[^ ]{{{LONGEST_WORD},}}")
#: The same in a text without invisible characters, ligatures and overlong words: that is nearly every one.
_UNEVEN_BLANKS = re.compile("  +|''")
_RARE = re.compile(rf"[{_INVISIBLE}ﬀﬁﬂﬃﬄ]")
_SENTENCE_END = re.compile(r"[.;!?]\s")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The words of one text, or of a stretch of it.

    Attributes:
        lower: Each token in lower case.
        starts: First character of each token in the given text.
        ends: One past the last character of each token in the given text.
    """

    lower: list[str]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Words(PlainWords):
    """The same with the tokens themselves.

    Attributes:
        doc: The tokens, for spaCy's matchers.
    """

    doc: Doc

    def plain(self) -> PlainWords:
        """Return the words without the tokens, which take most of the room."""
        return PlainWords(self.lower, self.starts, self.ends)


@lru_cache(maxsize=1)
def blank_english() -> Language:
    """Return spaCy's blank English: a tokenizer, no model, no download."""
    import spacy

    nlp = spacy.blank("en")
    vocab: Any = nlp.vocab  # compiled code without type information
    lower = vocab.strings["LOWER"]
    # Every new word is given a shape, prefix, suffix and a dozen flags that nothing here asks for; making
    # them takes a seventh of this stage on a contract that the process has not seen.
    vocab.lex_attr_getters = {lower: vocab.lex_attr_getters[lower]}
    _hasten(nlp.tokenizer)
    return nlp


def _hasten(tokenizer: Any) -> None:
    """Let a tokenizer know more words, and ask no expression about a word that it cannot fit.

    Words that are not at hand are taken apart anew each time they come. Every address of the web holds a full
    stop, no affix is a plain word, and no suffix ends in a figure: what is found stays the same.
    """
    tokenizer.max_cache_size = _MOST_CHUNKS
    prefix, suffix, url = tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.url_match
    infix = tokenizer.infix_finditer
    tokenizer.prefix_search = lambda word: None if word.isascii() and word.isalpha() else prefix(word)
    tokenizer.suffix_search = lambda word: (
        None if word.isascii() and (word.isalpha() or word[-1:].isdigit()) else suffix(word)
    )
    tokenizer.infix_finditer = lambda word: () if word.isascii() and word.isalpha() else infix(word)
    tokenizer.url_match = lambda word: url(word) if "." in word else None


def split_into_chunks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text in stretches of at most ``CHUNK`` characters, each with its offset.

    A stretch ends after a sentence where it can, else after a word.
    """
    start = 0
    while len(text) - start > CHUNK:
        window = text[start : start + CHUNK]
        ends = [match.end() for match in _SENTENCE_END.finditer(window, CHUNK // 2)]
        cut = ends[-1] if ends else window.rfind(" ") + 1 or CHUNK
        yield start, window[:cut]
        start += cut
    yield start, text[start:]


def read_words(text: str, *, offset: int = 0) -> Words:
    """Tokenize one text of at most ``CHUNK`` characters.

    Args:
        text: The text.
        offset: Added to every character offset.
    """
    even, breaks, shifts = _even_out(text)
    doc = blank_english().tokenizer(even)
    if not len(doc):
        return Words([], [], [], doc)
    # One array instead of a Python object per token: this halves the time of the whole stage.
    lower_ids, lengths, spaces = doc.to_array(_COLUMNS).T
    nexts = (lengths + spaces).cumsum()
    starts = nexts - lengths - spaces
    given_starts, given_ends = starts.tolist(), (starts + lengths).tolist()
    if breaks:
        # The smaller of two: an invisible character after a word is not its own, a ligature is one character.
        inside = _given_offsets([end - 1 for end in given_ends], breaks, shifts)
        behind = _given_offsets(given_ends, breaks, shifts)
        given_ends = [min(last + 1, end) for last, end in zip(inside, behind, strict=True)]
        given_starts = _given_offsets(given_starts, breaks, shifts)
    if offset:
        given_starts = [start + offset for start in given_starts]
        given_ends = [end + offset for end in given_ends]
    return Words(_spell(lower_ids.tolist()), given_starts, given_ends, doc)


def _spell(ids: list[int]) -> list[str]:
    """The words behind spaCy's numbers, kept at hand because few words make up most of a text."""
    if len(_SPELLING) > _MOST_SPELLINGS:
        _SPELLING.clear()
    try:
        return [_SPELLING[number] for number in ids]
    except KeyError:
        strings = blank_english().vocab.strings
        _SPELLING.update((number, strings[number]) for number in ids if number not in _SPELLING)
        return [_SPELLING[number] for number in ids]


def _even_out(text: str) -> tuple[str, list[int], list[int]]:
    """Return the evened text, where in it the offsets shift, and by how much from there on."""
    # One replacement after another: a table is asked for every character, and few of these stand in a text.
    for odd, even in _ASCII:
        text = text.replace(odd, even)
    for odd, even in () if text.isascii() else _NO_ASCII:
        text = text.replace(odd, even)
    pieces: list[str] = []
    breaks: list[int] = []
    shifts: list[int] = []
    done = length = 0
    is_plain = (text.isascii() or not _RARE.search(text)) and not _has_long_word(text)
    for match in (_UNEVEN_BLANKS if is_plain else _UNEVEN).finditer(text):
        found = match.group()
        instead = " " if found[0] == " " else _LIGATURES.get(found, "")
        if len(found) >= LONGEST_WORD and found[0] != " ":
            instead = found[:LONGEST_WORD]
        pieces += (text[done : match.start()], instead)
        length += match.start() - done + len(instead)
        done = match.end()
        breaks.append(length)
        shifts.append(done - length)
    if not breaks:
        return text, breaks, shifts
    pieces.append(text[done:])
    return "".join(pieces), breaks, shifts


def _has_long_word(text: str) -> bool:
    """Whether ``LONGEST_WORD`` characters stand side by side without a blank among them."""
    at = 0
    while at + LONGEST_WORD <= len(text):
        blank = text.rfind(" ", at, at + LONGEST_WORD)
        if blank < 0:
            return True
        at = blank + 1
    return False


def _given_offsets(positions: list[int], breaks: list[int], shifts: list[int]) -> list[int]:
    """Return where ascending positions of the evened text stand in the given one."""
    found: list[int] = []
    done, shift = 0, 0
    for index, at in enumerate(breaks):
        stop = bisect_left(positions, at, done)
        found += [position + shift for position in positions[done:stop]] if shift else positions[done:stop]
        done, shift = stop, shifts[index]
    return found + [position + shift for position in positions[done:]]
