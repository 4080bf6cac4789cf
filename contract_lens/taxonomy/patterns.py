"""The published weights behind indices and labels, read from ``patterns.toml`` and a user's own file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from contract_lens.assessment import INDICES, LABELS
from contract_lens.clause import Symmetry
from contract_lens.errors import InputMissing, InputNotPermitted, UsageError
from contract_lens.taxonomy.own_weights import check_names, put_on_top

DEFAULTS = Path(__file__).with_name("patterns.toml")


@dataclass(frozen=True, slots=True)
class Measure:
    """How words are counted before they are weighed.

    Attributes:
        clause_words: Most words that one clause may count for, so that one run-on paragraph cannot rule.
        reference_words: Length in operative words at which densities are stated.
        length_power: How strongly length divides: 1 is a plain share, 0 a plain sum.
        shortest: Operative words that the divisor never falls below.
        noise: Score of a function up to which it counts for nothing.
        evidence: Most quotations of one index or pattern.
    """

    clause_words: int
    reference_words: int
    length_power: float
    shortest: int
    noise: float
    evidence: int


@dataclass(frozen=True, slots=True)
class IndexWeights:
    """What one index counts.

    Attributes:
        meaning: The question it answers, for readers.
        half: Density at which the index shows 50.
        functions: Weight of each codebook function; the heaviest one of a clause counts.
        stance: Factor by the probability of adversarial, neutral, collaborative.
        symmetry: Factor by symmetry of the clause.
        cues: Extra factor (added to 1) where the words of a cue stand in the clause.
        against: Weight of functions whose score is taken off: a clause that lowers prices shares no reward.
        operative_only: Whether purpose clauses are left out, as recitals are: talk is not conduct.
        by_clause: Whether a clause counts alike however many words it takes: a right to leave is one right.
        powerless: Factor of clauses about a body of both that decides nothing.
    """

    meaning: str
    half: float
    functions: Mapping[str, float]
    stance: tuple[float, float, float]
    symmetry: Mapping[Symmetry, float]
    cues: Mapping[str, float]
    against: Mapping[str, float]
    operative_only: bool
    by_clause: bool = False
    powerless: float = 1.0


@dataclass(frozen=True, slots=True)
class LabelWeights:
    """How one label is scored: a logistic sum of features between 0 and 1.

    Attributes:
        meaning: What it means, for readers.
        threshold: Score from which it is flagged.
        start: The sum before any feature speaks.
        features: Weight of each feature; negative weights speak against.
        needs: Features without which the score is 0 whatever the rest says.
    """

    meaning: str
    threshold: float
    start: float
    features: Mapping[str, float]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell what a clause is about where the codebook has no function for it.

    Attributes:
        meaning: What the words show.
        pattern: The words, as a regular expression that ignores case.
        matches: Sentences in which they are found.
        not_matches: Sentences in which they are not.
    """

    meaning: str
    pattern: re.Pattern[str]
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternWeights:
    """All weights and thresholds of the assessment.

    Attributes:
        measure: How words are counted.
        indices: By name of the index.
        one_sidedness: Weights of the index that compares the parties.
        purpose_talk: Weights of the index that reads recitals and purpose clauses.
        labels: By code of the label.
        deal: Thresholds on a deal.
        absence: Index values below which a thing is called absent, and from which it is called present.
        roles: Words around a party's name that tell who gains and who gives, as regular expressions.
        cues: By name of the cue.
        changes: What a user's own file changed, one line each; empty for the published weights.
    """

    measure: Measure
    indices: Mapping[str, IndexWeights]
    one_sidedness: Mapping[str, float]
    purpose_talk: Mapping[str, float]
    labels: Mapping[str, LabelWeights]
    deal: Mapping[str, float]
    absence: Mapping[str, float]
    roles: Mapping[str, tuple[str, ...]]
    cues: Mapping[str, Cue] = field(default_factory=dict)
    changes: tuple[str, ...] = ()


def load_patterns(path: Path | None = None) -> PatternWeights:
    """Read the weights; a user's file changes only what it names.

    Args:
        path: A TOML file with the same tables as ``patterns.toml``; ``None`` takes the published weights.

    Raises:
        InputMissing: There is no such file.
        UsageError: The file is not TOML, or names something that does not exist.
    """
    if path is None:
        return _load(None, 0)
    try:
        changed = path.stat().st_mtime_ns  # a file that its owner mends is read again
    except OSError:
        changed = 0
    return _load(path, changed)


@lru_cache(maxsize=8)
def _load(path: Path | None, changed: int) -> PatternWeights:
    tables = _read(DEFAULTS)
    if path is None:
        return _build(tables, subject=DEFAULTS.name)
    changes = put_on_top(tables, _read(path), subject=str(path))
    check_names(tables, subject=str(path))
    return replace(_build(tables, subject=str(path)), changes=changes)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputMissing("there is no such file of weights", subject=str(path)) from None
    except PermissionError:
        raise InputNotPermitted("the file of weights may not be read", subject=str(path)) from None
    except IsADirectoryError:
        raise UsageError("is a folder, not a file of weights", subject=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        remedy = "compare it with taxonomy/patterns.toml"
        raise UsageError(f"not a TOML file ({error})", subject=str(path), remedy=remedy) from None


def _build(tables: Mapping[str, Any], *, subject: str) -> PatternWeights:
    cues = {name: _cue(name, table, subject) for name, table in tables["cues"].items()}
    return PatternWeights(
        measure=Measure(**tables["measure"]),
        indices={name: _index(name, tables["indices"][name], subject) for name in _weighed_by_function()},
        one_sidedness=tables["indices"]["one_sidedness"],
        purpose_talk=tables["indices"]["purpose_talk"],
        labels={code: _label(tables["labels"][code]) for code in LABELS},
        deal=tables["deal"],
        absence=tables["absence"],
        roles={name: tuple(words) for name, words in tables["roles"].items()},
        cues=cues,
    )


def _weighed_by_function() -> tuple[str, ...]:
    return tuple(name for name in INDICES if name not in ("one_sidedness", "purpose_talk"))


def _index(name: str, table: Mapping[str, Any], subject: str) -> IndexWeights:
    stance = table["stance"]
    half = float(table["half"])
    if half <= 0:
        raise UsageError(f"indices.{name}.half must be positive. Got {half!r} instead", subject=subject)
    return IndexWeights(
        meaning=table["meaning"],
        half=half,
        functions={code: float(weight) for code, weight in table["functions"].items()},
        stance=(float(stance["adversarial"]), float(stance["neutral"]), float(stance["collaborative"])),
        symmetry={Symmetry(key): float(factor) for key, factor in table["symmetry"].items()},
        cues={cue: float(extra) for cue, extra in table.get("cues", {}).items()},
        against={code: float(weight) for code, weight in table.get("against", {}).items()},
        operative_only=bool(table.get("operative_only", False)),
        by_clause=bool(table.get("by_clause", False)),
        powerless=float(table.get("powerless", 1.0)),
    )


def _label(table: Mapping[str, Any]) -> LabelWeights:
    return LabelWeights(
        meaning=table["meaning"],
        threshold=float(table["threshold"]),
        start=float(table["start"]),
        features={name: float(weight) for name, weight in table["features"].items()},
        needs=tuple(table.get("needs", ())),
    )


def _cue(name: str, table: Mapping[str, Any], subject: str) -> Cue:
    try:
        pattern = re.compile(r"\b(?:" + "|".join(table["words"]) + r")\b", re.IGNORECASE)
    except re.error as error:
        raise UsageError(f"cues.{name}.words is no regular expression ({error})", subject=subject) from None
    matches = tuple(table.get("matches", ()))
    return Cue(table["meaning"], pattern, matches, tuple(table.get("not_matches", ())))
