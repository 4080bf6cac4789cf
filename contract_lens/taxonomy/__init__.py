"""What contract_lens looks for, as data: the codes of the codebook and the cues of the rules.

``codes.toml`` holds every code with the codebook's own words and examples of ours; ``signals.toml`` the
cues with sentences that must and must not match. ``patterns.py`` reads the weights of indices and labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from contract_lens.errors import MissingPart
from contract_lens.taxonomy.schema import (
    Code,
    Cue,
    Example,
    Family,
    NearMiss,
    Polarity,
    Rule,
    Taxonomy,
    build_each,
    build_record,
    check_unique,
    read_choice,
    read_toml,
)

__all__ = ["Code", "Cue", "Example", "Family", "NearMiss", "Polarity", "Rule", "Taxonomy", "load_taxonomy"]

FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def load_taxonomy() -> Taxonomy:
    """Read codes and cues that came with the package, once.

    Raises:
        MissingPart: A file is not there or does not keep to the schema.
    """
    return read_taxonomy(FOLDER)


def read_taxonomy(folder: Path) -> Taxonomy:
    """Read ``codes.toml`` and ``signals.toml`` of a folder.

    Raises:
        MissingPart: A file is not there, is no TOML, holds an unknown key or names an unknown code.
    """
    codes = read_toml(folder / "codes.toml", {"rule", "stance", "function", "symmetry", "label"})
    cues = read_toml(folder / "signals.toml", {"cue"})
    rules = build_each(Rule, codes["rule"], place="codes.toml rule")
    families = {family: _build_codes(codes[family], family, rules) for family in Family}
    for members in families.values():
        check_unique((code.code for code in members), place="codes.toml")
    known = [_rule_name(code.code, family) for family, members in families.items() for code in members]
    signals = tuple(_build_cue(table, number) for number, table in enumerate(cues["cue"], 1))
    check_unique((cue.id for cue in signals), place="signals.toml")
    _refuse_strangers(known, rules, signals)
    return Taxonomy(
        stances=families[Family.STANCE],
        functions=families[Family.FUNCTION],
        symmetries=families[Family.SYMMETRY],
        labels=families[Family.LABEL],
        signals=signals,
        rules=rules,
    )


def _build_codes(tables: list[dict[str, Any]], family: Family, rules: tuple[Rule, ...]) -> tuple[Code, ...]:
    return tuple(_build_code(table, family, rules) for table in tables)


def _build_code(table: Mapping[str, Any], family: Family, rules: tuple[Rule, ...]) -> Code:
    place = f"codes.toml {family} {table.get('code', '?')}"
    return build_record(
        Code,
        table,
        place=place,
        family=family,
        rules=tuple(rule for rule in rules if _rule_name(str(table.get("code")), family) in rule.codes),
        examples=build_each(Example, table.get("examples", ()), place=f"{place} example"),
        near_misses=build_each(NearMiss, table.get("near_misses", ()), place=f"{place} near miss"),
    )


def _rule_name(code: str, family: Family) -> str:
    return f"label:{code}" if family is Family.LABEL else code


def _build_cue(table: Mapping[str, Any], number: int) -> Cue:
    place = f"signals.toml cue {table.get('id', number)}"
    polarity = read_choice(Polarity, str(table.get("polarity")), place=place)
    return build_record(Cue, table, place=place, polarity=polarity)


def _refuse_strangers(known: list[str], rules: tuple[Rule, ...], signals: tuple[Cue, ...]) -> None:
    for name, codes in [(rule.id, rule.codes) for rule in rules] + [
        (cue.id, cue.functions) for cue in signals
    ]:
        strange = [code for code in codes if code not in known]
        if strange:
            raise MissingPart(f"{name} names unknown codes: {', '.join(strange)}", subject="taxonomy")
