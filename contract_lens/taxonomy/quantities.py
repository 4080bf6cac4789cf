"""Words of ``quantities.toml``: which figures matter, and what tells them apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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
    """

    kind: QuantityKind
    units: frozenset[str]
    near: int
    wins: int
    wording: Wording
    but: re.Pattern[str] | None
    must: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """Every kind, and the figures written out.

    Attributes:
        kinds: In the order in which they are preferred at equal distance.
        numbers: Value of each number word.
    """

    kinds: tuple[KindWords, ...]
    numbers: dict[str, float]


@lru_cache(maxsize=1)
def load_quantity_words() -> QuantityWords:
    """Read ``quantities.toml`` that came with the package, once.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    place = "quantities.toml"
    tables = read_toml(_FOLDER / place, {"kind", "numbers"})
    kinds = tuple(
        KindWords(
            kind=read_choice(QuantityKind, table["code"], place=place),
            units=frozenset(table["units"]),
            near=table["near"],
            wins=table.get("wins", 0),
            wording=read_wording(table, place=f"{place} {table['code']}"),
            but=re.compile("|".join(table["but"]), re.IGNORECASE) if "but" in table else None,
            must=re.compile(table["must"], re.IGNORECASE) if "must" in table else None,
        )
        for table in tables["kind"]
    )
    return QuantityWords(kinds, _with_compounds(tables["numbers"]))


def _with_compounds(numbers: dict[str, int]) -> dict[str, float]:
    """Add "forty-five" to "forty" and "five"."""
    tens = {word: value for word, value in numbers.items() if 20 <= value < 100}
    units = {word: value for word, value in numbers.items() if value < 10}
    joined = {f"{ten}-{unit}": tens[ten] + units[unit] for ten in tens for unit in units}
    return {word: float(value) for word, value in (numbers | joined).items()}
