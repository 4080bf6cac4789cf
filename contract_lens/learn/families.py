"""Documents that are kin: of one filer, from one template, or threads that quote each other.

A model that learned from one of them has all but seen the other, so they are held out together. The families
of the public corpora stand in ``families.toml``, by name; the rules that found them stand here, and a test
holds the file against them.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import Path

#: Two agreements are kin from this share of the shorter one's phrases on: one was drafted from the other, or
#: both from one form. Two mails or posts are from one half on: they quote each other.
LEAST_SHARED = {"agreements": 0.1, "talk": 0.5}

FAMILIES = Path(__file__).with_name("families.toml")

_WORDS = 8  # words of a phrase; as many in a row are rarely alike by chance
_EVERYDAY = 20  # a phrase of more texts than this is everyone's
_LEAST_PHRASES = 3  # a text of fewer is a greeting or a formula
_DATED = re.compile(r"^(.+?)_(?:\d{2}_\d{2}_\d{4}-|\d{8}_)")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    values = tomllib.loads(FAMILIES.read_text(encoding="utf-8"))
    return {name: family[0] for part in values.values() for family in part for name in family}


def kin_of(name: str) -> str:
    """Return the name of the family that a document or thread is held out with; its own where it has none."""
    return _names().get(name, name)


def filer_of(document: str) -> str:
    """Return who filed an agreement of CUAD, as letters and digits, from the beginning of its name."""
    dated = _DATED.match(document)
    name = dated[1] if dated else document.split(" - ")[0]
    return "".join(char for char in name.lower() if char.isalnum())


def find_copies(texts: Mapping[str, str], least: float) -> Iterator[tuple[str, str]]:
    """Yield the names of any two texts that share at least so much of the shorter one's phrases."""
    phrases = {name: _phrases(text) for name, text in texts.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for name, found in phrases.items():
        for phrase in found:
            holders[phrase].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= _EVERYDAY:
            shared.update(combinations(sorted(names), 2))
    for (first, second), count in shared.items():
        shorter = min(len(phrases[first]), len(phrases[second]))
        if shorter >= _LEAST_PHRASES and count >= least * shorter:
            yield first, second


def find_families(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return families of names, each and all in order, from pairs of kin; kin of kin are kin."""
    families: dict[str, set[str]] = {}
    for first, second in pairs:
        joined = families.get(first, {first}) | families.get(second, {second})
        families.update(dict.fromkeys(joined, joined))
    return sorted(map(sorted, {id(family): family for family in families.values()}.values()))


def agreement_families(texts: Mapping[str, str]) -> list[list[str]]:
    """Return the families of agreements: of one filer, or with shared phrases.

    Args:
        texts: Whole agreements by document.
    """
    filers: dict[str, list[str]] = defaultdict(list)
    for document in texts:
        filers[filer_of(document)].append(document)
    pairs = [(names[0], name) for names in filers.values() for name in names[1:]]
    return find_families([*pairs, *find_copies(texts, LEAST_SHARED["agreements"])])


def talk_families(texts: Mapping[str, str], groups: Mapping[str, str]) -> list[list[str]]:
    """Return the families of threads and meetings in which the same passage stands.

    Args:
        texts: Single mails, posts or turns by id.
        groups: Thread or meeting of each.
    """
    copies = find_copies(texts, LEAST_SHARED["talk"])
    return find_families((groups[a], groups[b]) for a, b in copies if groups[a] != groups[b])


def _phrases(text: str) -> set[str]:
    words: Sequence[str] = re.findall(r"[a-z]+", text.lower())
    return {" ".join(words[k : k + _WORDS]) for k in range(len(words) - _WORDS + 1)}
