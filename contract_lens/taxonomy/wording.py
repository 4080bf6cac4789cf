"""The words of ``duties.toml``: how duties and rights are worded, and who can be their subject."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from contract_lens.errors import MissingPart
from contract_lens.taxonomy.schema import build_each, build_record


@dataclass(frozen=True, slots=True)
class ModalPhrases:
    """How one modality is worded.

    Attributes:
        code: ``obligation``, ``right``, ``prohibition``, ``no_right`` or ``no_obligation``.
        phrases: Patterns in the small syntax of ``signals.toml``, without gaps.
        matches: Sentences that have this modality.
        not_matches: Sentences that have another.
    """

    code: str
    phrases: tuple[str, ...]
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyWording:
    """Words that tell who is bound.

    Attributes:
        modalities: How each modality is worded.
        mutual_words: Words that make a subject mean both sides ("each", "either").
        mutual_party: Words that do so before "party" ("the receiving party").
        collective: Words for equals, each of whom is meant ("each Shareholder").
        joint_bodies: Bodies that act for both.
        joint_people: People who do so when they are called joint.
        roles: Words for one side.
        things: Words for what can be no side.
        participles: Irregular participles, for the passive.
    """

    modalities: tuple[ModalPhrases, ...]
    mutual_words: frozenset[str]
    mutual_party: frozenset[str]
    collective: frozenset[str]
    joint_bodies: frozenset[str]
    joint_people: frozenset[str]
    roles: frozenset[str]
    things: frozenset[str]
    participles: frozenset[str]


@lru_cache(maxsize=1)
def load_wording(path: Path | None = None) -> DutyWording:
    """Read the wording that came with the package, once.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    path = path or Path(__file__).parent / "duties.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise MissingPart(f"cannot be read: {error}", subject=path.name) from error
    return build_record(
        DutyWording,
        {name: frozenset(words) for name, words in tables.get("subjects", {}).items()},
        place=f"{path.name} subjects",
        modalities=build_each(ModalPhrases, tables.get("modality", ()), place=f"{path.name} modality"),
        participles=frozenset(tables.get("participles", {}).get("irregular", ())),
    )
