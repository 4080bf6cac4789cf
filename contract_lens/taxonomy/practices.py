"""The questions that partners answer together, read from ``practices.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from contract_lens.errors import MissingPart
from contract_lens.taxonomy.schema import check_unique, read_toml

PRACTICES = Path(__file__).with_name("practices.toml")


@dataclass(frozen=True, slots=True)
class Practice:
    """One question of a joint planning session, and how a text shows that it is answered.

    Attributes:
        code: Its code.
        name: How a reader calls it.
        question: What to ask in the session.
        practice: What partners do who answer it.
        source: Where the practice comes from.
        functions: Codes of the codebook that answer it where a clause binds.
        where_done: Words of a sentence that show it in a clause that does such a function; ``None`` where the
            function alone shows it.
        words: Words that answer it, as a regular expression that ignores case.
        unless: Words of the same sentence that tell of another matter, if any.
        both: Words of a sentence that binds both sides; ``None`` where one side alone can answer it.
        matches: Sentences that answer it.
        not_matches: Sentences that do not.
    """

    code: str
    name: str
    question: str
    practice: str
    source: str
    functions: tuple[str, ...]
    where_done: re.Pattern[str] | None
    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    both: re.Pattern[str] | None
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]


@cache
def load_practices() -> tuple[Practice, ...]:
    """Read the practices that came with the package, in the order of the report.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    found = tuple(_build(table) for table in read_toml(PRACTICES, {"practice"})["practice"])
    check_unique((practice.code for practice in found), place=PRACTICES.name)
    return found


def _build(table: dict[str, Any]) -> Practice:
    names = {field.name for field in fields(Practice)}
    if set(table) != names:
        wrong = ", ".join(sorted(set(table) ^ names))
        raise MissingPart(f"{table.get('code', '?')} has or lacks: {wrong}", subject=PRACTICES.name)
    lists = {name: tuple(table[name]) for name in ("functions", "matches", "not_matches")}
    some = {name: any_word(table[name]) if table[name] else None for name in ("where_done", "unless", "both")}
    return Practice(**{**table, **lists, **some, "words": any_word(table["words"])})


def any_word(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for any of some regular expressions, on word boundaries, without regard to case."""
    return re.compile(r"\b(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)
