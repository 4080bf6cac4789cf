"""Records of the taxonomy files. Unknown and missing keys are refused, so a typo never passes silently."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from contract_lens.errors import MissingPart, UsageError

CLAUSE = "clause"
UTTERANCE = "utterance"


class Family(StrEnum):
    """Which question of the codebook a code answers."""

    STANCE = "stance"
    FUNCTION = "function"
    SYMMETRY = "symmetry"
    LABEL = "label"


class Polarity(StrEnum):
    """Which way a cue leans when nothing else is known of the text; a hint, never a verdict."""

    ADVERSARIAL = "adversarial"
    NEUTRAL = "neutral"
    COLLABORATIVE = "collaborative"
    STRUCTURE = "structure"  # tells what kind of text it is, or whom it binds


@dataclass(frozen=True, slots=True)
class Example:
    """A text that carries a code.

    Attributes:
        text: The text.
        kind: ``clause``, ``utterance`` or ``agreement``.
    """

    text: str
    kind: str = CLAUSE


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A text that looks as if it carried a code but does not.

    Attributes:
        text: The text.
        why: Why the code does not hold, in one sentence.
        kind: ``clause``, ``utterance`` or ``agreement``.
    """

    text: str
    why: str
    kind: str = CLAUSE


@dataclass(frozen=True, slots=True)
class Rule:
    """A decision rule of the codebook, word for word.

    Attributes:
        id: ``rule-1`` ... in the codebook's numbering, or a short name for one without a number.
        text: The words of the codebook.
        codes: Codes that it concerns; a label is written ``label:misbranded``.
    """

    id: str
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the codebook.

    Attributes:
        code: As it appears in every output, e.g. ``term_convenience``.
        name: As people say it.
        family: Which question it answers.
        plain: What it means, in one or two sentences of our own.
        definition: The codebook's words (for a stance: of a clause); empty where the codebook
            gives the bare code only.
        utterance_definition: The codebook's words for an utterance, where they differ.
        short: The codebook's one-letter form, or empty.
        group: Heading of the codebook under which a function stands.
        kinds: Kinds of text it is used for: ``clause``, ``utterance``, ``agreement``.
        rules: Decision rules of the codebook that concern it.
        examples: Texts that carry it.
        near_misses: Texts that do not, with the reason.
    """

    code: str
    name: str
    family: Family
    plain: str
    definition: str = ""
    utterance_definition: str = ""
    short: str = ""
    group: str = ""
    kinds: tuple[str, ...] = (CLAUSE,)
    rules: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that hint at a function or a stance.

    Attributes:
        id: Stable name, e.g. ``sole_discretion``; the ``code`` of a ``Signal``.
        name: As people say it.
        polarity: Which way it leans.
        functions: Function codes it hints at.
        phrases: Patterns in the small syntax of ``signals.toml``.
        matches: Sentences in which it must be found.
        not_matches: Sentences in which it must not be found.
    """

    id: str
    name: str
    polarity: Polarity
    phrases: tuple[str, ...]
    functions: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Everything that contract_lens looks for.

    Attributes:
        stances: Adversarial, neutral, collaborative.
        functions: All functions in the codebook's order.
        symmetries: Mutual, one-sided, none.
        labels: The five labels of a whole agreement.
        signals: The cues of the rules, in file order.
        rules: The decision rules of the codebook, word for word.
    """

    stances: tuple[Code, ...]
    functions: tuple[Code, ...]
    symmetries: tuple[Code, ...]
    labels: tuple[Code, ...]
    signals: tuple[Cue, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def codes(self) -> tuple[Code, ...]:
        """Every code: stances, functions, symmetries, labels."""
        return self.stances + self.functions + self.symmetries + self.labels

    def function_codes(self, kind: str) -> tuple[str, ...]:
        """Return the functions of one kind of text in fixed order: the columns of a function model.

        Args:
            kind: ``clause`` or ``utterance`` (``TextKind`` values).

        Raises:
            UsageError: The kind is neither.
        """
        if kind not in (CLAUSE, UTTERANCE):
            raise UsageError(f"kind must be {CLAUSE} or {UTTERANCE}. Got {kind!r} instead")
        return tuple(function.code for function in self.functions if kind in function.kinds)

    def explain(self, code: str) -> tuple[Code, ...]:
        """Return what a user asks about; case, spaces and hyphens do not matter.

        One code as a rule; ``collaborative`` is a stance and a label, so it gives two.

        Raises:
            UsageError: No such code; the remedy names the closest ones.
        """
        wanted = "_".join(code.casefold().replace("-", " ").replace("_", " ").split())
        found = tuple(known for known in self.codes if known.code == wanted)
        if found:
            return found
        names = list(dict.fromkeys(known.code for known in self.codes))
        near = get_close_matches(wanted, names, n=3, cutoff=0.6)
        remedy = f"did you mean {', '.join(near)}?" if near else f"the codes are: {', '.join(names)}"
        raise UsageError(f"no code is called {code!r}", remedy=remedy)


RecordType = TypeVar("RecordType")


def read_toml(path: Path, sections: set[str]) -> dict[str, Any]:
    """Read a taxonomy file and check that it has exactly these sections.

    Raises:
        MissingPart: It is not there, is no TOML, or its sections differ.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise MissingPart(f"cannot be read: {error}", subject=path.name) from error
    if set(tables) != sections:
        raise MissingPart(
            f"sections must be {', '.join(sorted(sections))}. Got {', '.join(sorted(tables))} instead",
            subject=path.name,
        )
    return tables


def build_record(
    kind: type[RecordType],
    table: Mapping[str, Any],
    *,
    place: str,
    **given: object,
) -> RecordType:
    """Make a record from a TOML table; lists become tuples.

    Args:
        kind: A frozen dataclass.
        table: The TOML table.
        place: File and entry, for the error message.
        **given: Fields that do not come from the table, or that replace its raw values.

    Raises:
        MissingPart: A key is unknown or missing, or a value has the wrong type.
    """
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type] # a dataclass
    _refuse_keys("unknown key", sorted(set(table) - set(known)), place, known)
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    values.update(given)
    required = [
        name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING
    ]
    _refuse_keys("missing key", [name for name in required if name not in values], place, known)
    for name, value in values.items():
        expected = str(known[name].type).partition("[")[0]
        if expected in ("str", "tuple") and type(value).__name__ != expected:
            raise MissingPart(f"{name} must be a {expected}. Got {value!r} instead", subject=place)
    return kind(**values)


def _refuse_keys(what: str, keys: Iterable[str], place: str, known: Iterable[str]) -> None:
    names = ", ".join(keys)
    if names:
        raise MissingPart(f"{what} {names}", subject=place, remedy=f"the keys are: {', '.join(known)}")


def build_each(
    kind: type[RecordType], tables: Iterable[Mapping[str, Any]], *, place: str
) -> tuple[RecordType, ...]:
    """Make one record of each table of a TOML array."""
    return tuple(
        build_record(kind, table, place=f"{place} {number}") for number, table in enumerate(tables, 1)
    )


def check_unique(names: Iterable[str], *, place: str) -> None:
    """Refuse a name that occurs twice.

    Raises:
        MissingPart: It does.
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise MissingPart(f"{name} is defined twice", subject=place)
        seen.add(name)


def read_choice(choices: Callable[[str], RecordType], value: str, *, place: str) -> RecordType:
    """Turn a word of a file into a member of an enumeration.

    Raises:
        MissingPart: The word is none of its members.
    """
    try:
        return choices(value)
    except ValueError as error:
        raise MissingPart(str(error), subject=place) from error
