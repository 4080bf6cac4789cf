"""A user's own file of weights on top of the published one: merged, checked, and told line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contract_lens.assessment import INDICES
from contract_lens.clause import Symmetry
from contract_lens.errors import UsageError
from contract_lens.taxonomy import load_taxonomy

#: What a label may weigh beside the indices; docs/assessment.md says what each one is.
FEATURES = (
    *INDICES,
    "branded",
    "adversarial",
    "goodwill",
    "collaborative",
    "warmth",
    "grip",
    "clash",
    "sharing",
    "disclaimed",
    "trade",
    "shareholding",
    "venture",
)

#: Tables in which a user may weigh more than the published file does.
_OPEN_TABLES = ("functions", "against", "cues", "features")

_REMEDY = "compare it with taxonomy/patterns.toml; a file of your own holds only the lines that it changes"


def put_on_top(base: dict[str, Any], changes: Mapping[str, Any], *, subject: str) -> tuple[str, ...]:
    """Change ``base`` to what ``changes`` says, and tell every line that differs.

    Args:
        base: Tables of the published file; changed in place.
        changes: Tables of the user's file.
        subject: The user's file, for errors.

    Returns:
        One line for each changed value: ``labels.misbranded.threshold = 0.6 (published: 0.5)``.

    Raises:
        UsageError: A name does not exist or a value has the wrong type.
    """
    return tuple(_merge(base, changes, where=(), subject=subject))


def _merge(
    base: dict[str, Any], changes: Mapping[str, Any], *, where: tuple[str, ...], subject: str
) -> Iterator[str]:
    for key, value in changes.items():
        place = ".".join((*where, key))
        if key not in base and not (where and where[-1] in _OPEN_TABLES):
            names = ", ".join(sorted(base))
            cause = f"{place} does not exist. Available names: {names}"
            raise UsageError(cause, subject=subject, remedy=_REMEDY)
        known = base.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            yield from _merge(known, value, where=(*where, key), subject=subject)
        elif key in base and _shape(known) is not _shape(value):
            cause = f"{place} must be a {_shape(known).__name__}. Got {value!r} instead"
            raise UsageError(cause, subject=subject, remedy=_REMEDY)
        elif known != value:
            base[key] = value
            yield f"{place} = {_told(value)} (published: {'none' if known is None else _told(known)})"


def _shape(value: object) -> type:
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)


def _told(value: object) -> str:
    words = str(value)
    return words if len(words) <= 60 else f"{words[:57]}..."


def check_names(tables: Mapping[str, Any], *, subject: str) -> None:
    """Refuse weights of things that do not exist, and weights that are no number.

    Raises:
        UsageError: One of them.
    """
    codes = {code.code for code in load_taxonomy().functions}
    known = {
        "functions": codes,
        "against": codes,
        "cues": set(tables["cues"]),
        "symmetry": set(map(str, Symmetry)),
    }
    for name, index in tables["indices"].items():
        for table, names in known.items():
            _check(index.get(table, {}), names, place=f"indices.{name}.{table}", subject=subject)
    for code, label in tables["labels"].items():
        _check(label["features"], set(FEATURES), place=f"labels.{code}.features", subject=subject)
        _check(dict.fromkeys(label.get("needs", ()), 0), set(FEATURES), f"labels.{code}.needs", subject)
        if not 0 < label["threshold"] <= 1:
            cause = (
                f"labels.{code}.threshold must lie above 0 and up to 1. Got {label['threshold']!r} instead"
            )
            raise UsageError(cause, subject=subject, remedy=_REMEDY)


def _check(table: Mapping[str, Any], names: set[str], place: str, subject: str) -> None:
    for name, weight in table.items():
        if name not in names:
            available = ", ".join(sorted(names))
            cause = f"{place}.{name} does not exist. Available names: {available}"
            raise UsageError(cause, subject=subject, remedy=_REMEDY)
        if _shape(weight) is not float:
            cause = f"{place}.{name} must be a number. Got {weight!r} instead"
            raise UsageError(cause, subject=subject, remedy=_REMEDY)
