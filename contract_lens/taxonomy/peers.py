"""How strong each index is in agreements of the same type: what a single value is compared with."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from contract_lens.assessment import Peers
from contract_lens.errors import MissingPart
from contract_lens.taxonomy.practices import any_word
from contract_lens.taxonomy.schema import check_unique, read_toml

TYPES = Path(__file__).with_name("agreement_types.toml")
DISTRIBUTION = Path(__file__).with_name("index_distribution.json")

#: Code of the comparison with agreements of every type.
ALL = "all"

#: A title is a line or two; what is longer is text, and holds any word.
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class AgreementType:
    """One type of agreement.

    Attributes:
        code: Its code.
        name: How a reader calls such agreements.
        types: Agreement types of CUAD that belong to it.
        title: Words of a title that tell it.
        matches: Titles that tell it.
        not_matches: Titles that do not.
    """

    code: str
    name: str
    types: tuple[str, ...]
    title: re.Pattern[str]
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]


@cache
def load_types() -> tuple[AgreementType, ...]:
    """Read the types that came with the package, in the order in which a title is tried.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    found = []
    for table in read_toml(TYPES, {"type"})["type"]:
        lists = {name: tuple(table[name]) for name in ("types", "matches", "not_matches")}
        found.append(AgreementType(**{**table, **lists, "title": any_word(table["title"])}))
    check_unique((one.code for one in found), place=TYPES.name)
    return tuple(found)


def type_of(title: str) -> str:
    """Return the code of the type that a title tells, or ``all``."""
    words = title[:_LONGEST_TITLE]
    return next((one.code for one in load_types() if one.title.search(words)), ALL)


@cache
def load_distribution() -> Mapping[str, Mapping[str, tuple[float, ...]]]:
    """Read the sorted values of every index, by code of the type.

    Raises:
        MissingPart: The file is not there or is no distribution.
    """
    try:
        plain = json.loads(DISTRIBUTION.read_text("utf-8"))["values"]
        return {
            code: {name: tuple(values) for name, values in indices.items()} for code, indices in plain.items()
        }
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise MissingPart(f"no distribution of indices ({error})", subject=DISTRIBUTION.name) from error


def peers_of(title: str) -> Peers:
    """Return the agreements that one with this title is compared with."""
    code = type_of(title)
    names = {one.code: one.name for one in load_types()}
    values = load_distribution()
    if code not in values:
        code = ALL
    count = len(next(iter(values[code].values()), ()))
    return Peers(code, names.get(code, "agreements of all types"), count)


def percentile_of(index: str, value: float, peers: Peers) -> int | None:
    """Return the whole percent of the peers that show less of an index; ``None`` without peers."""
    values = load_distribution().get(peers.type, {}).get(index, ())
    return int(100 * bisect_left(values, round(value, 1)) / len(values)) if values else None
