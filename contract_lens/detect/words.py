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

#: Longest stretch, in characters, that is tokenized at once: far below spaCy's limit of 1,000,000.
CHUNK = 40_000
#: Longest run without a blank that is looked at as one word; a longer one is no language.
LONGEST_WORD = 200

#: What stands between two blanks: one word in lower case, or each of its tokens with its start and end.
Parts = str | tuple[tuple[str, int, int], ...]
#: The parts of what was read before: few words make up most of a text, and a tokenizer takes each apart anew.
_KNOWN: dict[str, Parts] = {}
#: So many are kept at hand, those of some hundred agreements, and none of more characters or tokens than so.
_MOST_KNOWN, _LONGEST_KNOWN, _MOST_PARTS = 100_000, 40, 8
#: Letters or figures with at most one sign before them and one behind.
_PLAIN = re.compile(r'(["(\[]?)([A-Za-z]+|[0-9]+)([,;:)"\]]|(?<=[a-z])\.)?')

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
class Words:
    """The words of one text, or of a stretch of it.

    Attributes:
        lower: Each token in lower case.
        starts: First character of each token in the given text.
        ends: One past the last character of each token in the given text.
    """

    lower: list[str]
    starts: list[int]
    ends: list[int]


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
    """Let a tokenizer ask no expression about a word that it cannot fit.

    Every address of the web holds a full stop, and no suffix ends in a figure: what is found stays the same.
    """
    suffix, url = tokenizer.suffix_search, tokenizer.url_match
    tokenizer.suffix_search = lambda word: None if word.isascii() and word[-1:].isdigit() else suffix(word)
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
    lower: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    known = _KNOWN
    if len(known) > _MOST_KNOWN:
        known.clear()
    at = 0
    for joined in even.split(" "):
        parts = known.get(joined)
        if parts is None:
            parts = _take_apart(joined)
            if len(joined) <= _LONGEST_KNOWN and (isinstance(parts, str) or len(parts) <= _MOST_PARTS):
                known[joined] = parts
        if isinstance(parts, str):  # a lone word, as most are
            lower.append(parts)
            starts.append(at)
            at += len(joined)
            ends.append(at)
        else:
            for word, start, end in parts:
                lower.append(word)
                starts.append(at + start)
                ends.append(at + end)
            at += len(joined)
        at += 1
    if breaks:
        # The smaller of two: an invisible character after a word is not its own, a ligature is one character.
        inside = _given_offsets([end - 1 for end in ends], breaks, shifts)
        behind = _given_offsets(ends, breaks, shifts)
        ends = [min(last + 1, end) for last, end in zip(inside, behind, strict=True)]
        starts = _given_offsets(starts, breaks, shifts)
    if offset:
        starts = [start + offset for start in starts]
        ends = [end + offset for end in ends]
    return Words(lower, starts, ends)


def _take_apart(joined: str) -> Parts:
    """Return the tokens of what stands between two blanks, as spaCy cuts it by itself.

    What spaCy does with letters or figures alone, and with one sign before and behind them, is known without
    asking: the signs are tokens, unless it names some part of it as an exception ("cannot", "Inc.").
    """
    tokenizer: Any = blank_english().tokenizer
    rules = tokenizer.rules
    if (plain := _PLAIN.fullmatch(joined)) and joined not in rules:
        before, word, behind = plain.groups("")
        if word not in rules and before + word not in rules and word + behind not in rules:
            start, end = len(before), len(before) + len(word)
            parts = ((before, 0, start), (word.lower(), start, end), (behind, end, len(joined)))
            return tuple(part for part in parts if part[0]) if before or behind else word.lower()
    tokens = tokenizer(joined)
    if len(tokens) == 1:
        return str(tokens[0].lower_)
    return tuple((token.lower_, token.idx, token.idx + len(token)) for token in tokens)


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
    if is_plain and "  " not in text and "''" not in text:
        return text, breaks, shifts
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
