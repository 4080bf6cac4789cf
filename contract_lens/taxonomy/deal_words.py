"""Words that tell what the talk of a deal is about: topics, gridlock, courtesy, stages of life."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_LONGEST_FORM = 400  # characters; who writes more than that says something


@dataclass(frozen=True, slots=True)
class Topic:
    """What passages can be about, or show.

    Attributes:
        code: Stable name.
        name: How a reader calls it.
        functions: Codes of the codebook that show it.
        pattern: Words that show it.
        unless: Words that take it back; ``None`` where there are none.
        advice: What partners do about it, or what it asks of them; may be empty.
        matches: Sentences that show it by their words.
        not_matches: Sentences that do not.
    """

    code: str
    name: str
    functions: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    advice: str
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]

    def shown_by(self, text: str) -> bool:
        """Whether the words of a text show it."""
        return bool(self.pattern.search(text)) and not (self.unless and self.unless.search(text))


@dataclass(frozen=True, slots=True)
class Courtesy:
    """Forms of politeness.

    Attributes:
        pattern: The forms.
        most_left: How many other words a mere form may hold.
        matches: Utterances that are nothing but form.
        not_matches: Utterances that say something.
    """

    pattern: re.Pattern[str]
    most_left: int
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]

    def is_all_of(self, text: str) -> bool:
        """Whether an utterance holds nothing but forms of politeness."""
        if len(text) > _LONGEST_FORM:
            return False
        plain = text.replace("’", "'")
        left = re.findall(r"[^\W_]+", self.pattern.sub(" ", plain))
        return len(left) <= self.most_left < len(re.findall(r"[^\W_]+", plain))


@dataclass(frozen=True, slots=True)
class LifeCycleWords:
    """Stages of an alliance's life.

    Attributes:
        stages: The stages in their order.
        age: Bounds in months and the weight of the age, by name as in ``lifecycle.toml``.
    """

    stages: tuple[Topic, ...]
    age: Mapping[str, float]


@cache
def load_topics() -> tuple[Topic, ...]:
    """Read ``topics.toml``."""
    return tuple(_topic(code, table) for code, table in _read("topics").items())


@cache
def load_gridlock() -> tuple[Topic, ...]:
    """Read ``gridlock.toml``."""
    return tuple(_topic(code, table) for code, table in _read("gridlock").items())


@cache
def load_courtesy() -> Courtesy:
    """Read ``courtesy.toml``."""
    table = _read("courtesy")
    pattern = _either(table["words"])
    return Courtesy(pattern, int(table["most_left"]), tuple(table["matches"]), tuple(table["not_matches"]))


@cache
def load_life_cycle() -> LifeCycleWords:
    """Read ``lifecycle.toml``."""
    tables = _read("lifecycle")
    stages = tuple(_topic(code, table) for code, table in tables["stages"].items())
    return LifeCycleWords(stages, {name: float(value) for name, value in tables["age"].items()})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _topic(code: str, table: Mapping[str, Any]) -> Topic:
    unless = table.get("except", ())
    return Topic(
        code=code,
        name=table["name"],
        functions=frozenset(table.get("functions", ())),
        pattern=_either(table["words"]),
        unless=_either(unless) if unless else None,
        advice=table.get("remedy", table.get("asks", "")),
        matches=tuple(table["matches"]),
        not_matches=tuple(table["not_matches"]),
    )


def _either(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)
