"""Parts that people play in a deal, told from their titles: ``roles.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Role:
    """One part that people play.

    Attributes:
        code: ``lawyer``, ``champion``, ``negotiator``, ``executive`` or ``delivery``.
        meaning: What it is, for readers.
        pattern: Words of a title that show it.
        matches: Titles that show it.
        not_matches: Titles that do not.
    """

    code: str
    meaning: str
    pattern: re.Pattern[str]
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roles:
    """All parts, the most telling first.

    Attributes:
        by_code: The parts by code, in the order in which they are asked.
    """

    by_code: Mapping[str, Role]

    def role_of(self, title: str) -> str:
        """Return the code of the first part that a title shows; empty where it shows none."""
        return next((code for code, role in self.by_code.items() if role.pattern.search(title)), "")


@cache
def load_roles() -> Roles:
    """Read ``roles.toml``."""
    tables = tomllib.loads(Path(__file__).with_name("roles.toml").read_text(encoding="utf-8"))
    return Roles({code: _role(code, table) for code, table in tables.items()})


def _role(code: str, table: dict[str, object]) -> Role:
    words = [str(word) for word in _listed(table["words"])]
    pattern = re.compile(r"(?<![\w])(?:" + "|".join(words) + r")(?![\w])", re.IGNORECASE)
    examples = (tuple(map(str, _listed(table[name]))) for name in ("matches", "not_matches"))
    return Role(code, str(table["meaning"]), pattern, *examples)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
