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
        words: Words that answer it, as a regular expression that ignores case.
        matches: Sentences that answer it.
        not_matches: Sentences that do not.
    """

    code: str
    name: str
    question: str
    practice: str
    source: str
    functions: tuple[str, ...]
    words: re.Pattern[str]
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
    return Practice(**{**table, **lists, "words": any_word(table["words"])})


def any_word(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for any of some regular expressions, on word boundaries, without regard to case."""
    return re.compile(r"\b(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)
