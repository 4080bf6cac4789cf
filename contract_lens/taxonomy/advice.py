"""What to change in a hard clause and how it is judged afterwards, read from ``advice.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from contract_lens.clause import Symmetry
from contract_lens.errors import MissingPart
from contract_lens.taxonomy.caseless import Caseless
from contract_lens.taxonomy.practices import any_word
from contract_lens.taxonomy.schema import read_toml

ADVICE = Path(__file__).with_name("advice.toml")

Shares = tuple[float, float, float]

#: Kinds of duty that both parties may have: to leave, to hold harmless, to owe no more than a cap ...
MIRRORS = ("exit", "liability", "limit", "excuse", "restraint", "secrecy")


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """One kind of change and how a clause is judged after it.

    Attributes:
        code: Its code.
        name: What to do, in a few words.
        meaning: The same in one sentence.
        symmetry: Whom the clause binds afterwards; ``None`` as before.
        otherwise: Probability of adversarial, neutral, collaborative afterwards.
        becomes: The same for single functions.
        adds: Functions that the clause does afterwards, with their score.
        drops: Functions that it no longer does.
    """

    code: str
    name: str
    meaning: str
    symmetry: Symmetry | None
    otherwise: Shares
    becomes: Mapping[str, Shares]
    adds: Mapping[str, float]
    drops: frozenset[str]


@dataclass(frozen=True, slots=True)
class Template:
    """What to propose for a clause that does one function.

    Attributes:
        function: Code of the function; empty for clauses that do none of the others.
        change: Code of the kind of change.
        words: Words that the clause must hold, or ``None``.
        unless: Words that it must not hold, or ``None``.
        problem: What makes it hard.
        proposal: What to write instead.
        holder: Why the party that holds the right may want it.
        other: Why the party that is bound may want it.
        example: Words to start from.
        mirror: Kind of duty by which the other party may have the same, of ``MIRRORS``; empty where nothing
            is said of the other party.
        rewords: Whether the words of the clause are replaced too ("at any time" is gone).
        matches: Clauses for which it is proposed.
        not_matches: Clauses for which another entry is.
    """

    function: str
    change: str
    words: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    problem: str
    proposal: str
    holder: str
    other: str
    example: str
    mirror: str
    rewords: bool
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]

    def fits(self, text: str) -> bool:
        """Return whether it may be proposed for a clause of its function with this text."""
        if self.words is not None and not _stands_in(text, self.words):
            return False
        return self.unless is None or not _stands_in(text, self.unless)


@lru_cache(maxsize=1024)  # the hardest clauses of one agreement are asked about several times
def _stands_in(text: str, words: re.Pattern[str]) -> bool:
    return _caseless(words).search(text) is not None


@cache
def _caseless(words: re.Pattern[str]) -> Caseless:
    return Caseless(words)


@dataclass(frozen=True, slots=True)
class AdviceTable:
    """Everything that advice is made of.

    Attributes:
        changes: Kinds of change by code.
        templates: What to propose, in the order in which it is tried.
        most: Most clauses for which a change is proposed.
        outlooks: How many of these are judged again with the change.
        added_words: Words of a clause that is added to try it out.
    """

    changes: Mapping[str, ChangeKind]
    templates: tuple[Template, ...]
    most: int
    outlooks: int
    added_words: int

    def template_for(self, function: str, text: str) -> Template | None:
        """Return what to propose for a clause with this function and text."""
        return next((one for one in self.templates if one.function == function and one.fits(text)), None)


@cache
def load_advice() -> AdviceTable:
    """Read the advice that came with the package.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    tables = read_toml(ADVICE, {"change", "advice", "report"})
    try:
        changes = {code: _change(code, table) for code, table in tables["change"].items()}
        return AdviceTable(changes, tuple(_templates(tables["advice"])), **tables["report"])
    except (KeyError, TypeError, ValueError) as error:
        raise MissingPart(f"does not keep to the schema ({error})", subject=ADVICE.name) from error


def _change(code: str, table: Mapping[str, Any]) -> ChangeKind:
    return ChangeKind(
        code=code,
        name=table["name"],
        meaning=table["meaning"],
        symmetry=Symmetry(table["symmetry"]) if table["symmetry"] else None,
        otherwise=_shares(table["otherwise"]),
        becomes={function: _shares(shares) for function, shares in table["becomes"].items()},
        adds=dict(table["adds"]),
        drops=frozenset(table["drops"]),
    )


def _shares(values: list[float]) -> Shares:
    adversarial, neutral, collaborative = map(float, values)
    if abs(adversarial + neutral + collaborative - 1) > 0.011:
        raise ValueError(f"{values} do not sum to 1")
    return adversarial, neutral, collaborative


def _templates(tables: Sequence[Mapping[str, Any]]) -> Iterator[Template]:
    for table in tables:
        names = table["function"]
        for function in [names] if isinstance(names, str) else names:
            yield _template({**table, "function": function})


def _template(table: Mapping[str, Any]) -> Template:
    lists = {name: tuple(table[name]) for name in ("matches", "not_matches")}
    words, unless = (any_word(table[name]) if table.get(name) else None for name in ("words", "unless"))
    mirror = table.get("mirror", "")
    if mirror and mirror not in MIRRORS:
        raise ValueError(f"no such mirror: {mirror!r}")
    return Template(**{**table, **lists, "words": words, "unless": unless, "mirror": mirror})
