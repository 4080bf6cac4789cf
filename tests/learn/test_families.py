"""Agreements and threads that are kin are held out together; the file of families is what the rules find."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contract_lens.clause import TextKind
from contract_lens.judge.store import find_folder
from contract_lens.learn import families, fold_of, load_corpora
from contract_lens.learn.accurate import heldout_path
from contract_lens.learn.corpus import Corpora, thread_of
from contract_lens.learn.evaluation import OWN
from contract_lens.learn.families import agreement_families, filer_of, find_copies, find_families, kin_of
from contract_lens.learn.public_texts import Agreements

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
#: Set to write what the rules find into the file instead of comparing with it.
UPDATE = os.environ.get("CONTRACT_LENS_UPDATE_FAMILIES") == "1"
HEAD = """\
# Agreements and threads of the public corpora that are kin, and so are held out together (`families.py`).
# Written by CONTRACT_LENS_UPDATE_FAMILIES=1 pytest tests/learn/test_families.py. Names alone, no text.
"""


@pytest.fixture(scope="module")
def corpora(shared_data: Path) -> Corpora:
    return load_corpora(
        CORPORA,
        cuad=shared_data / "cuad",
        communications=shared_data / "communications.jsonl",
        outside=shared_data,
    )


def labelled() -> list[dict[str, Any]]:
    files = sorted((CORPORA / "utterances").glob("*.jsonl"))
    rows = (json.loads(line) for file in files for line in file.read_text("utf-8").splitlines())
    return [row for row in rows if "group" in row]


@pytest.fixture(scope="module")
def found(shared_data: Path, corpora: Corpora) -> dict[str, list[list[str]]]:
    agreements = Agreements(shared_data / "cuad")
    names = (path.stem for path in sorted(agreements.folder.glob("*.txt")))
    whole = {name: agreements.text_of(name) or "" for name in names}
    talk = [text for text in corpora.utterances if text.source not in OWN]
    texts = {text.id: text.text for text in talk}
    # Their own threads, as the labels name them: the group of a loaded text is its family already.
    groups = {row["id"]: thread_of(row["source"], row["group"]) for row in labelled() if row["id"] in texts}
    return {"agreements": agreement_families(whole), "talk": families.talk_families(texts, groups)}


def test_the_file_holds_the_families_that_the_rules_find(found: dict[str, list[list[str]]]) -> None:
    if UPDATE:
        parts = [f"\n{part} = [\n{''.join(map(family_lines, rows))}]\n" for part, rows in found.items()]
        families.FAMILIES.write_text(HEAD + "".join(parts), "utf-8")
        return
    kept = tomllib.loads(families.FAMILIES.read_text("utf-8"))
    assert kept == found


def family_lines(names: list[str]) -> str:
    return "  [\n" + "".join(f"    '{name}',\n" for name in names) + "  ],\n"


def test_no_family_is_split_over_folds(corpora: Corpora) -> None:
    for part in tomllib.loads(families.FAMILIES.read_text("utf-8")).values():
        for family in part:
            assert len({fold_of(name) for name in family}) == 1
            assert {kin_of(name) for name in family} == {family[0]}
    groups = {text.group for text in (*corpora.clauses, *corpora.utterances)}
    assert groups == {kin_of(group) for group in groups}


@pytest.mark.parametrize("kind", list(TextKind))
def test_the_accurate_model_is_measured_on_whole_families(kind: TextKind, corpora: Corpora) -> None:
    """The network that is measured learned from no kin of the texts that it is measured on."""
    with np.load(heldout_path(find_folder()), allow_pickle=False) as kept:
        held = set(kept[f"{kind.value}_ids"].tolist())
    measured = {text.group for text in corpora.of(kind) if text.id in held}
    assert len(measured) >= 100
    assert held == {text.id for text in corpora.of(kind) if text.group in measured}


def test_no_name_is_in_two_families() -> None:
    values = tomllib.loads(families.FAMILIES.read_text("utf-8"))
    names = [name for part in values.values() for family in part for name in family]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("document", "filer"),
    [
        ("NETGEAR,INC_04_21_2003-EX-10.16-DISTRIBUTOR AGREEMENT", "netgearinc"),
        ("VnueInc_20150914_8-K_EX-10.1_9259571_EX-10.1_Promotion Agreement", "vnueinc"),
        ("Cerus Corporation - FIRST AMEND TO SUPPLY AND MANUFACTURING AGREEMENT", "ceruscorporation"),
    ],
)
def test_the_filer_is_told_by_the_name(document: str, filer: str) -> None:
    assert filer_of(document) == filer


def test_copies_are_found_by_their_phrases() -> None:
    clause = "either party may end this agreement on ninety days notice in writing to the other party"
    texts = {
        "a": clause,
        "b": f"The second draft says that {clause} and no more",
        "c": "something else " * 20,
    }
    assert list(find_copies(texts, 0.9)) == [("a", "b")]


def test_kin_of_kin_are_kin() -> None:
    assert find_families([("b", "a"), ("d", "c"), ("b", "c"), ("x", "y")]) == [
        ["a", "b", "c", "d"],
        ["x", "y"],
    ]


def test_a_stranger_is_a_family_of_its_own() -> None:
    assert kin_of("nobody knows this name") == "nobody knows this name"
