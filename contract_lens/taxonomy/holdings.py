"""Words of ``holdings.toml``: what a duty is about, and what it weighs when the parties are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
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
    "without",
    "unneeded",
    "unneeded_behind",
    "given",
    "owned",
    "burden",
    "fact",
    "deal",
    "no_deal",
    "ended_by",
    "ends_so",
    "exit_item",
    "until_ended",
    "others_exit",
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


@dataclass(frozen=True)
class HoldingWords:
    """Everything that tells what a duty is about.

    Attributes:
        topics: In the order in which they are tried.
        conditional: Words that make a duty hang on something.
        consent: Words by which a party holds a discretion although another one is the subject.
        without: Words before a consent by which somebody may or may not do without it.
        unneeded: Words before a consent by which none is needed.
        unneeded_behind: The same behind it.
        given: Words behind *shall* that give its subject something.
        owned: Words behind *shall* that give something to whoever stands behind "by".
        burden: What somebody keeps or hires as a duty.
        fact: A right that a party says it has, so that it can sign.
        deal: What is ended where a deal is ended.
        no_deal: What is ended where it is not.
        ended_by: Words behind *may* by which whoever stands behind "by" ends something.
        ends_so: The head of a list of those who may end the deal.
        exit_item: One item of it; the group ``who`` tells who may.
        until_ended: Words by which the deal lasts until whoever ``who`` names ends it by notice.
        others_exit: Words before "terminate" by which it is another one who does.
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
    without: Wording
    unneeded: Wording
    unneeded_behind: Wording
    given: Wording
    owned: Wording
    burden: Wording
    fact: Wording
    deal: Wording
    no_deal: Wording
    ended_by: Wording
    ends_so: Wording
    exit_item: Wording
    until_ended: Wording
    others_exit: Wording
    owed: Wording
    ended: Wording
    deed: Wording
    outcome: Wording
    denied: Wording
    liable: Wording
    limited: Wording
    unlimited: Wording
    weights: dict[str, float]

    @cached_property
    def exit(self) -> Wording:
        """Words of a right that ends the deal."""
        return next(known.wording for known in self.topics if known.topic is Topic.EXIT)


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
