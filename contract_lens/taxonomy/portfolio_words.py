"""Signs of fragmentation and stages of development: ``portfolio.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SignWords:
    """How a sign is told.

    Attributes:
        code: Stable name.
        name: How a reader calls it.
        sentences: Sentence for each state: ``joined``, ``mixed``, ``fragmented``, ``unknown``.
    """

    code: str
    name: str
    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StageWords:
    """How a stage is told.

    Attributes:
        code: ``I``, ``II`` or ``III``.
        name: How a reader calls it.
        meaning: What it is.
        next: What the next stage asks for.
    """

    code: str
    name: str
    meaning: str
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PortfolioWords:
    """Everything that ``portfolio.toml`` says.

    Attributes:
        signs: The signs by code, in the order in which they are told.
        stages: The stages by code.
        bounds: Thresholds, named ``likeness.joined``, ``share.most`` ...
        bodies: Words for bodies and offices that govern several alliances.
        bodies_match: Sentences that name one.
        bodies_not_match: Sentences that do not.
    """

    signs: Mapping[str, SignWords]
    stages: Mapping[str, StageWords]
    bounds: Mapping[str, float]
    bodies: re.Pattern[str]
    bodies_match: tuple[str, ...]
    bodies_not_match: tuple[str, ...]


@cache
def load_portfolio_words() -> PortfolioWords:
    """Read ``portfolio.toml``."""
    tables = tomllib.loads(Path(__file__).with_name("portfolio.toml").read_text(encoding="utf-8"))
    signs = {
        code: SignWords(code, table["name"], {key: text for key, text in table.items() if key != "name"})
        for code, table in tables["signs"].items()
    }
    stages = {
        code: StageWords(code, table["name"], table["meaning"], tuple(table["next"]))
        for code, table in tables["stages"].items()
    }
    bounds = {
        f"{name}.{key}": float(value)
        for name in ("likeness", "share", "voice", "index")
        for key, value in tables[name].items()
    }
    bodies = tables["bodies"]
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(bodies["words"]) + r")(?!\w)", re.IGNORECASE)
    return PortfolioWords(
        signs, stages, bounds, pattern, tuple(bodies["matches"]), tuple(bodies["not_matches"])
    )
