"""How a paper says that it does not bind, or that it changes another one, read from ``standing.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from contract_lens.errors import MissingPart
from contract_lens.taxonomy.practices import any_word
from contract_lens.taxonomy.schema import read_toml

STANDING = Path(__file__).with_name("standing.toml")


@dataclass(frozen=True, slots=True)
class WayToSay:
    """One thing that a paper says of itself.

    Attributes:
        code: ``not_binding`` or ``binding``.
        words: Words that say it.
        unless: Words of a sentence that speaks of something else, or ``None``.
        itself: Words by which a paper speaks of itself, or ``None`` where it need not.
        elsewhere: Words by which it speaks of a deal yet to be made, or ``None``.
        matches: Sentences that say it.
        not_matches: Sentences that do not.
    """

    code: str
    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    itself: re.Pattern[str] | None
    elsewhere: re.Pattern[str] | None
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]

    def said_in(
        self, sentence: str, *, before: str = "", titled: bool = False, secrecy: bool = False
    ) -> bool:
        """Return whether a sentence says it.

        Args:
            sentence: The sentence, or its part after a semicolon.
            before: What stands before that semicolon.
            titled: Whether the title of the paper asks for it, so that the sentence need not name the paper.
            secrecy: Whether the paper is one of secrecy: it binds, and what does not is the deal in view.
        """
        if self.unless is not None and self.unless.search(sentence):
            return False
        if not self.words.search(sentence):
            return False
        if titled:
            return True
        if secrecy and self.itself is not None:
            return False
        if self.elsewhere is not None and self.elsewhere.search(sentence):
            return False
        return self.itself is None or bool(self.itself.search(before + sentence))


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Everything by which the standing of a paper is told.

    Attributes:
        said: What it says of itself, by code.
        preliminary: Titles of papers of which a reader asks first whether they bind.
        amending: Titles of papers that change another one.
        likely: Titles of papers that do so if a clause says it as well.
        opening: How such a paper names itself where it begins.
        restating: Title of one that is written anew as a whole.
        restated: Words of a clause by which it is.
        changes: Words by which a clause changes another paper.
        severed: Words of a sentence that tells what stays when a part of this paper falls.
        longest: Operative words from which on there is enough of its own to judge.
        preliminary_examples: Titles that are, and that are not, preliminary.
        amending_examples: Titles that are, and that are not, of papers that change another one.
        opening_examples: First sentences that are, and that are not.
        change_examples: Sentences that change another paper, and that do not.
    """

    said: Mapping[str, WayToSay]
    preliminary: re.Pattern[str]
    amending: re.Pattern[str]
    likely: re.Pattern[str]
    opening: re.Pattern[str]
    restating: re.Pattern[str]
    restated: re.Pattern[str]
    changes: re.Pattern[str]
    severed: re.Pattern[str]
    longest: int
    preliminary_examples: tuple[tuple[str, ...], tuple[str, ...]]
    amending_examples: tuple[tuple[str, ...], tuple[str, ...]]
    opening_examples: tuple[tuple[str, ...], tuple[str, ...]]
    change_examples: tuple[tuple[str, ...], tuple[str, ...]]

    def changed_in(self, sentence: str) -> bool:
        """Return whether a sentence changes another paper."""
        return self.changes.search(sentence) is not None and not self.severed.search(sentence)


@cache
def load_standing() -> StandingWords:
    """Read the words that came with the package.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    tables = read_toml(STANDING, {"said", "preliminary", "amending"})
    preliminary, amending = tables["preliminary"], tables["amending"]
    try:
        return StandingWords(
            said={table["code"]: _way(table) for table in tables["said"]},
            preliminary=any_word(preliminary["titles"]),
            amending=any_word(amending["titles"]),
            likely=any_word(amending["likely_titles"]),
            opening=re.compile(r"\b(?:" + "|".join(amending["opening"]) + r")(?!\w)"),
            restating=any_word(amending["restating"]),
            restated=any_word(amending["restated"]),
            changes=any_word(amending["changes"]),
            severed=any_word(amending["severed"]),
            longest=int(amending["longest"]),
            preliminary_examples=_examples(preliminary),
            amending_examples=_examples(amending, "title_"),
            opening_examples=_examples(amending, "opening_"),
            change_examples=_examples(amending, "change_"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise MissingPart(f"does not keep to the schema ({error})", subject=STANDING.name) from error


def _examples(table: Mapping[str, Any], of: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(table[f"{of}matches"]), tuple(table[f"{of}not_matches"])


def _way(table: Mapping[str, Any]) -> WayToSay:
    return WayToSay(
        code=table["code"],
        words=any_word(table["words"]),
        unless=any_word(table["unless"]) if table["unless"] else None,
        itself=any_word(table["itself"]) if table["itself"] else None,
        elsewhere=any_word(table["elsewhere"]) if table["elsewhere"] else None,
        matches=tuple(table["matches"]),
        not_matches=tuple(table["not_matches"]),
    )
