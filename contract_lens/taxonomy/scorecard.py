"""The supplier-versus-alliance scorecard as data, read from ``scorecard.toml``."""

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

SCORECARD = Path(__file__).with_name("scorecard.toml")


@dataclass(frozen=True, slots=True)
class ColumnSigns:
    """What speaks for one column of a line.

    Attributes:
        says: What it looks like where the column holds.
        functions: Codes of the codebook with what they count.
        mutual_only: Whether a function counts only where the clause binds both or is read as collaborative.
        word_weight: What the words count.
        words: Words that speak for it, as a regular expression that ignores case.
        matches: Sentences in which they are found.
        not_matches: Sentences in which they are not, or that speak for nothing by ``unless`` or ``both``.
        unless: Words of a sentence that tell of another matter, if any.
        both: Words of a sentence that binds both sides; ``None`` where one side alone speaks for the column.
    """

    says: str
    functions: Mapping[str, float]
    mutual_only: bool
    word_weight: float
    words: re.Pattern[str]
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]
    unless: re.Pattern[str] | None = None
    both: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class LineSigns:
    """One line: what is compared, and what speaks for either column."""

    code: str
    question: str
    supplier: ColumnSigns
    alliance: ColumnSigns


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All lines, and when one is silent or leans.

    Attributes:
        lines: The lines in the order of the report.
        noise: What a clause counts for a column up to which it counts for nothing.
        silent: Words of both columns together under which a line is silent.
        leans: Share of a column from which the line leans to it.
        evidence: Most quotations in a column.
    """

    lines: tuple[LineSigns, ...]
    noise: float
    silent: float
    leans: float
    evidence: int


@cache
def load_scorecard() -> Scorecard:
    """Read the scorecard that came with the package.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    tables = read_toml(SCORECARD, {"line", "rule"})
    try:
        lines = tuple(
            LineSigns(
                table["code"], table["question"], _column(table["supplier"]), _column(table["alliance"])
            )
            for table in tables["line"]
        )
        return Scorecard(lines, **tables["rule"])
    except (KeyError, TypeError) as error:
        raise MissingPart(f"does not keep to the schema ({error})", subject=SCORECARD.name) from error


def _column(table: Mapping[str, Any]) -> ColumnSigns:
    lists = {name: tuple(table[name]) for name in ("matches", "not_matches")}
    words = {name: any_word(table[name]) for name in ("words", "unless", "both") if name in table}
    return ColumnSigns(**{**table, **lists, **words})
