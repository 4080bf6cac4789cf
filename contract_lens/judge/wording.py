"""Words of a text as the models see them: who a party is called no longer matters.

Names and roles of parties become ``@1``, ``@2``, ``@3`` in the order in which they appear, numbers become
``#``, case and white space go. So renaming or swapping the parties, renumbering clauses, and reflowing the
text cannot change a label, while "either party", "each party", "neither" stay readable.

    "14.2 Acme may terminate on thirty (30) days' notice to Orrin."
    -> @1 may terminate on # days notice to @2 .
"""

from __future__ import annotations

import re
import string
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from contract_lens.clause import Exchange

PARTIES = ("@1", "@2", "@3")
_BEARER, _OTHER = ("each", "party"), ("the", "other", "party")
_SPOKEN_OF = {"we": "us", "you": "you", "i": "me"} | {party: party for party in PARTIES}
NUMBER = "#"

_LISTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
ROLES, NOT_PARTIES, BEFORE_TERMS, AFTER_ACTORS, NUMBERS, NUMERALS, GRAMMAR, NOT_IN_ROLES = (
    frozenset(_LISTS[name].split())
    for name in (
        "roles",
        "not_parties",
        "before_terms",
        "after_actors",
        "numbers",
        "numerals",
        "grammar",
        "not_in_roles",
    )
)
_LABEL = r"\((?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})\)"
_INITIALS = r"[A-Z]\.(?:[A-Za-z]\.){1,3}"  # B.V., S.p.A.
_TOKEN = re.compile(
    _LABEL + "|" + _INITIALS + r"|\$|%|\d[\d,./-]*|[^\W\d_][^\W_]*(?:[’'&][^\W\d_]+)*|[.;:?!]"
)
#: The same where no letter or figure lies beyond ASCII: a third less work, as most words have small letters.
_ASCII_TOKEN = re.compile(
    r"[a-z][A-Za-z0-9]*(?:[’'&][A-Za-z]+)*|"
    + _LABEL.replace(r"\d", "[0-9]")
    + f"|{_INITIALS}|"
    + r"[$%]|[0-9][0-9,./-]*|[A-Z][A-Za-z0-9]*(?:[’'&][A-Za-z]+)*|[.;:?!]"
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_FOREIGN = re.compile(r"[^\x00-\x7f\W]")
_LOWER_CASE_WORD = re.compile(r"\b[a-z]{2,}\b")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_SHOUTED = 0.6  # from this share of capitals on, a capital tells nothing
_CAPITALS, _LETTERS = string.ascii_uppercase.encode(), string.ascii_letters.encode()
_OPENERS = frozenset(".?!:;#")  # after these a capital may only open a sentence or an item
_LONGEST_NAME = 4
_MEMORY = 200_000  # tokens remembered by a reader before it starts afresh


class Wording(NamedTuple):
    """Words of one text with their places: word ``i`` is ``text[starts[i]:ends[i]]``."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def learn_lexicon(texts: Iterable[str], *, least: int, least_capital: int) -> frozenset[str]:
    """Return the words that texts write in lower case, and those that they capitalise as terms.

    Args:
        texts: Whole documents.
        least: A word in lower case counts if at least so many texts have it.
        least_capital: A word that stands capitalised inside a sentence counts, in that form, likewise.
    """
    counts: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        counts.update(set(_LOWER_CASE_WORD.findall(text)))
        capital.update(set(_CAPITAL_INSIDE.findall(text)))
    dictionary = {word for word, count in counts.items() if count >= least}
    terms = {word for word, count in capital.items() if count >= least_capital and word.lower() in dictionary}
    return frozenset(dictionary | terms)


class WordReader:
    """Reads texts into words, with parties and numbers abstracted.

    Args:
        lexicon: Words that corpora write in lower case, and those that they write capitalised inside a
            sentence ("Territory"). A capitalised word of neither sort is a name.
    """

    def __init__(self, lexicon: Set[str]) -> None:
        self.lexicon = lexicon
        self._plain: dict[str, str] = {}  # tokens that need no thought, with their word

    def read(self, text: str, exchanges: Sequence[Exchange] = ()) -> Wording:
        """Return the words of ``text``.

        Args:
            text: A clause or an utterance.
            exchanges: Duties of it that two sides owe each other alike (``Reading.exchanges``); they read as
                what "each party" owes "the other party".
        """
        if len(self._plain) > _MEMORY:
            self._plain.clear()
        sentence = _Sentence(self, text)
        plain, words, first, last = self._plain, sentence.words, sentence.first, sentence.last
        resume = 0
        for index, token in enumerate(sentence.tokens):
            if index < resume:
                continue
            word = plain.get(token)
            if word is None or (word in ROLES and words and words[-1] == "the"):
                sentence.take(index, token)
                resume = sentence.resume
            else:
                words.append(word)
                first.append(index)
                last.append(index)
        wording = sentence.finish()
        return _as_each_party(wording, exchanges) if exchanges else wording

    def remember(self, token: str, word: str) -> None:
        """Note that ``token`` always reads as ``word``, whatever stands around it."""
        self._plain[token] = word


def _is_shouted(text: str) -> bool:
    """Whether most letters are capitals."""
    # Bytes are left out at once; asking every character takes a tenth of the reading.
    letters = text.encode("ascii", "ignore")
    capitals = len(letters) - len(letters.translate(None, _CAPITALS))
    every = len(letters) - len(letters.translate(None, _LETTERS))
    if len(letters) < len(text):
        others = "".join(_BEYOND_ASCII.findall(text))
        capitals += sum(map(str.isupper, others))
        every += sum(map(str.isalpha, others))
    return capitals > _SHOUTED * max(1, every)


class _Sentence:
    """The reading of one text, left to right."""

    def __init__(self, reader: WordReader, text: str) -> None:
        self.reader = reader
        token = _ASCII_TOKEN if text.isascii() or not _FOREIGN.search(text) else _TOKEN
        matches = list(token.finditer(text))
        self.tokens = [match[0] for match in matches]
        self.places = [match.span() for match in matches]
        self.text = text
        self.shouted = _is_shouted(text)
        self.parties: dict[str, str] = {}
        self.words: list[str] = []
        self.first: list[int] = []  # index of the first and last token of each word
        self.last: list[int] = []
        self.resume = 0

    def add(self, word: str, first: int, last: int) -> None:
        self.words.append(word)
        self.first.append(first)
        self.last.append(last)

    def take(self, index: int, token: str) -> None:
        """Read a token that is capitalised, possessive, a number, or seen for the first time."""
        initial = token[0]
        if initial.isdigit():
            self._extend_or_add(NUMBER, index, index)
            return
        if initial == "(":
            return
        if not initial.isalpha():
            self.reader.remember(token, token)
            self.add(token, index, index)
            return
        owns = token.endswith(_POSSESSIVE)
        bare = token[:-2] if owns else token
        word = bare.lower()
        if word == "party" and self._next(index) in ("A", "B", "C", "D"):
            self.add_party(index, index + 1, f"party {self._next(index)}")
        elif (last := self._end_of_role(index)) > index:
            self._take_role(index, last)
        elif self._names_party(word, bare, index, owns=owns):
            self._take_name(index, word, owns=owns)
        elif word in NUMBERS:
            self._extend_or_add(NUMBER, index, index)
        elif len(word) > 1 or word in "ai":
            if bare == word and not owns and word != "party":  # "party A" is read with what follows
                self.reader.remember(token, word)
            self.add(word, index, index)

    def add_party(self, first: int, last: int, name: str) -> None:
        party = self.parties.setdefault(name, PARTIES[min(len(self.parties), len(PARTIES) - 1)])
        if self.words and self.words[-1] == "the":
            self._drop_last()
        self._extend_or_add(party, first, last)
        self.resume = last + 1

    def finish(self) -> Wording:
        """Drop the clause's own number from the front and look up where the words stand."""
        skip = 0
        places = self.places
        while skip < len(self.words) and self._is_label(skip, places):
            skip += 1
        starts = [places[index][0] for index in self.first[skip:]]
        ends = [places[index][1] for index in self.last[skip:]]
        return Wording(self.words[skip:], starts, ends)

    def _is_label(self, skip: int, places: list[tuple[int, int]]) -> bool:
        word, (_, end) = self.words[skip], places[self.last[skip]]
        return word in ("#", ".", ";", ":") or (word in NUMERALS and self.text[end : end + 1] in (")", "."))

    def _extend_or_add(self, word: str, first: int, last: int) -> None:
        if self.words and self.words[-1] == word:
            self.last[-1] = last
        else:
            self.add(word, first, last)

    def _drop_last(self) -> None:
        self.words.pop()
        self.first.pop()
        self.last.pop()

    def _next(self, index: int) -> str:
        return self.tokens[index + 1] if index + 1 < len(self.tokens) else ""

    def _names_party(self, word: str, bare: str, index: int, *, owns: bool) -> bool:
        # Small letters among capitals ("www.vale.example" in a notice) name nobody: what such a token reads
        # as must not hang on whether it was met before (``remember``).
        capital = bare != word
        before = self.words[-1] if self.words else ""
        if word in ROLES:
            return capital or before == "the"
        if not capital or len(word) == 1 or word in NOT_PARTIES:
            return False
        if word in self.parties or word not in self.reader.lexicon:
            return bool(self.words) or word not in NUMERALS
        if self.shouted or before in BEFORE_TERMS:
            return False
        if not before or before in _OPENERS or (bare.isupper() and len(bare) > 1):
            return self._acts(index)
        return owns or bare not in self.reader.lexicon or self._acts(index)

    def _end_of_role(self, index: int) -> int:
        """Return the last token of a capitalised phrase that ends in a role ("Touring Company"), or -1."""
        last = -1
        if self.shouted:
            return last
        for place in range(index, min(index + _LONGEST_NAME, len(self.tokens))):
            token = self.tokens[place]
            if not token[0].isupper():
                break
            if place > index and self.text[self.places[place - 1][1] : self.places[place][0]].strip():
                break
            word = token.removesuffix("'s").removesuffix("’s").lower()
            if word in NOT_IN_ROLES:
                break
            if word in ROLES:
                last = place
            if token.endswith(_POSSESSIVE):
                break
        return last

    def _take_role(self, index: int, last: int) -> None:
        owns = self.tokens[last].endswith(_POSSESSIVE)
        name = " ".join(self.tokens[index : last + 1]).lower()
        self.add_party(index, last, name[:-2] if owns else name)
        if owns:
            self.add("'s", last, last)

    def _acts(self, index: int) -> bool:
        """Tell whether a verb of duty follows the capitalised words from ``index`` on."""
        following = self.tokens[index + 1 : index + 1 + _LONGEST_NAME]
        verb = next((token for token in following if not token[0].isupper()), "")
        return verb in AFTER_ACTORS

    def _take_name(self, index: int, word: str, *, owns: bool) -> None:
        last = index
        while not owns and self._continues_name(self._next(last)):
            last += 1
            owns = self.tokens[last].endswith(_POSSESSIVE)
        self.add_party(index, last, word)
        if owns:
            self.add("'s", last, last)

    def _continues_name(self, token: str) -> bool:
        if not token or not token[0].isupper():
            return False
        word = token.removesuffix("'s").removesuffix("’s").lower()
        if word in NOT_PARTIES or word in AFTER_ACTORS or word in ROLES:
            return False
        return word not in self.reader.lexicon if self.shouted else True


def _as_each_party(wording: Wording, exchanges: Sequence[Exchange]) -> Wording:
    """Return the words with "each party" for who owes, and "the other party" for whom it is owed."""
    said: list[tuple[tuple[str, ...], int, int]] = [
        ((word,), start, end) for word, start, end in zip(*wording, strict=True)
    ]
    subjects = [_inside(wording.starts, one.start, one.subject_end) for one in exchanges]
    owing = [{_SPOKEN_OF.get(wording.words[place], "") for place in subject} - {""} for subject in subjects]
    everyone = set().union(*owing)
    for one, subject, own in zip(exchanges, subjects, owing, strict=True):
        for place in _inside(wording.starts, one.subject_end, one.end):
            if wording.words[place] in everyone - own:
                said[place] = (_OTHER, *said[place][1:])
        for place in subject:
            said[place] = (_BEARER if place == subject[0] else (), *said[place][1:])
    rows = [(word, start, end) for words, start, end in said for word in words]
    return Wording(*(list(column) for column in zip(*rows, strict=True)))


def _inside(starts: list[int], begin: int, end: int) -> range:
    """Return the places of the words that begin between two characters."""
    return range(bisect_left(starts, begin), bisect_left(starts, end))
