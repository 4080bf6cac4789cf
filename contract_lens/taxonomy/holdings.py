"""Words of ``holdings.toml``: what a duty is about, and what it weighs when the parties are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from contract_lens.duty import Duty, Modality, Topic
from contract_lens.errors import MissingPart
from contract_lens.taxonomy.caseless import Caseless
from contract_lens.taxonomy.schema import read_choice, read_toml

_FOLDER = Path(__file__).parent
#: How a party is written where names were taken out; the same word for all, so that no name tells anything.
PARTY = "the licensor"

#: Tables of words that stand for themselves.
_LISTS = (
    "conditional",
    "consent",
    "given",
    "owed",
    "ended",
    "deed",
    "outcome",
    "denied",
    "liable",
    "limited",
    "unlimited",
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words with their examples.

    Attributes:
        pattern: The words as one regular expression.
        matches: Texts in which they are found.
        not_matches: Texts in which they are not.
        caseless: The pattern as it is quickest searched.
    """

    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]
    caseless: Caseless


@dataclass(frozen=True, slots=True)
class TopicWording:
    """The words of one topic and the modalities in which they count."""

    topic: Topic
    modalities: frozenset[Modality]
    wording: Wording


@dataclass(frozen=True, slots=True)
class HoldingWords:
    """Everything that tells what a duty is about.

    Attributes:
        topics: In the order in which they are tried.
        conditional: Words that make a duty hang on something.
        consent: Words by which a party holds a discretion although another one is the subject.
        given: Words behind *shall* that give its subject something.
        owed: A subject that is what somebody owes.
        ended: Words behind *shall* that end it.
        deed: A subject that is what somebody did or left undone.
        outcome: Words behind *shall* that tell only what comes of it.
        denied: Those that do so where the verb is denied.
        liable: Words that tell whose liability is spoken of.
        limited: Words that end a liability somewhere.
        unlimited: Words that say that it has no end.
        weights: Points of each topic, and the settings of the comparison.
    """

    topics: tuple[TopicWording, ...]
    conditional: Wording
    consent: Wording
    given: Wording
    owed: Wording
    ended: Wording
    deed: Wording
    outcome: Wording
    denied: Wording
    liable: Wording
    limited: Wording
    unlimited: Wording
    weights: dict[str, float]


@lru_cache(maxsize=1)
def load_holding_words() -> HoldingWords:
    """Read ``holdings.toml`` that came with the package, once.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    place = "holdings.toml"
    tables = read_toml(_FOLDER / place, {"topic", "weights", *_LISTS})
    return HoldingWords(
        topics=tuple(_read_topic(table, place) for table in tables["topic"]),
        **{name: read_wording(tables[name], place=f"{place} {name}") for name in _LISTS},
        weights={name: float(value) for name, value in tables["weights"].items()},
    )


def points_of(duty: Duty) -> float:
    """Return what one duty brings to its bearer: positive for what it holds, negative for what it bears."""
    weights = load_holding_words().weights
    return weights["spared"] if duty.protects else weights[duty.topic.value]


def _read_topic(table: dict[str, Any], place: str) -> TopicWording:
    code = read_choice(Topic, table["code"], place=place)
    modalities = frozenset(read_choice(Modality, name, place=place) for name in table["modalities"])
    return TopicWording(code, modalities, read_wording(table, place=f"{place} {code}"))


def read_wording(table: dict[str, Any], *, place: str) -> Wording:
    """Make one pattern of a table's ``words``; white space stands for any, ``PARTY`` for a party.

    Raises:
        MissingPart: The words are no regular expression.
    """
    words = "|".join(table["words"]).replace("PARTY", PARTY).replace(" ", r"\s+")
    try:
        pattern = re.compile(words, re.IGNORECASE)
    except re.error as error:
        raise MissingPart(f"no regular expression: {error}", subject=place) from error
    matches, not_matches = tuple(table.get("matches", ())), tuple(table.get("not_matches", ()))
    return Wording(pattern, matches, not_matches, Caseless(pattern))
