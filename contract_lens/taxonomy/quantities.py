"""Words of ``quantities.toml``: which figures matter, and what tells them apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from contract_lens.quantity import QuantityKind
from contract_lens.taxonomy.holdings import Wording, read_wording
from contract_lens.taxonomy.schema import read_choice, read_toml

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class KindWords:
    """How one kind of figure is told.

    Attributes:
        kind: The kind.
        units: Which figures can be: ``period``, ``percent``, ``money``; ``none`` where it needs no figure.
        near: How far the words may stand from the figure, in characters.
        wins: Within so many characters they win over every kind that follows.
        wording: The words near it.
        but: Words around a figure that is of another kind; or ``None``. ``#`` stands for the figure.
        must: Words without which around it a figure is of another kind; or ``None``.
        never: Words that make it of another kind wherever they stand before it in its sentence; or ``None``.
        around: How far ``but`` and ``must`` are asked before and behind the figure, within its own sentence
            or item of a list; ``None`` for the distance that is common to most kinds.
        is_last: Whether it is asked only of a figure that is of no kind before it.
    """

    kind: QuantityKind
    units: frozenset[str]
    near: int
    wins: int
    wording: Wording
    but: re.Pattern[str] | None
    must: re.Pattern[str] | None
    never: re.Pattern[str] | None = None
    around: tuple[int, int] | None = None
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """Every kind, and the figures written out.

    Attributes:
        kinds: In the order in which they are preferred at equal distance.
        numbers: Value of each number word.
        sums: Value of each word of which the words of a sum are made.
    """

    kinds: tuple[KindWords, ...]
    numbers: dict[str, float]
    sums: dict[str, float]


@lru_cache(maxsize=1)
def load_quantity_words() -> QuantityWords:
    """Read ``quantities.toml`` that came with the package, once.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    place = "quantities.toml"
    tables = read_toml(_FOLDER / place, {"kind", "numbers", "sums"})
    kinds = tuple(_read_kind(table, place) for table in tables["kind"])
    sums = {word: float(value) for word, value in tables["sums"].items()}
    return QuantityWords(kinds, _with_compounds(tables["numbers"]), sums)


def _read_kind(table: dict[str, Any], place: str) -> KindWords:
    words = {
        name: re.compile("|".join([told] if isinstance(told, str) else told), re.IGNORECASE)
        for name in ("but", "must", "never")
        if (told := table.get(name))
    }
    return KindWords(
        kind=read_choice(QuantityKind, table["code"], place=place),
        units=frozenset(table["units"]),
        near=table["near"],
        wins=table.get("wins", 0),
        wording=read_wording(table, place=f"{place} {table['code']}"),
        but=words.get("but"),
        must=words.get("must"),
        never=words.get("never"),
        around=tuple(table["around"]) if "around" in table else None,
        is_last=table.get("last", False),
    )


def _with_compounds(numbers: dict[str, int]) -> dict[str, float]:
    """Add "forty-five" to "forty" and "five"."""
    tens = {word: value for word, value in numbers.items() if 20 <= value < 100}
    units = {word: value for word, value in numbers.items() if value < 10}
    joined = {f"{ten}-{unit}": tens[ten] + units[unit] for ten in tens for unit in units}
    return {word: float(value) for word, value in (numbers | joined).items()}
