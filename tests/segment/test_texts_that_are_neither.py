"""A text that is no contract and no communication is called neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.read import read_bytes, read_document
from contract_lens.segment import tell_kind


def _kind(text: str) -> DocumentKind:
    return tell_kind(read_bytes(text.encode(), name="x.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "milk, eggs\n",
        "Preheat the oven to 180 degrees. Mix flour and butter, then bake until golden.\n",
        "def area(radius):\n    return 3.14 * radius ** 2\n",
        "Name;Town;Age\nAnn;Leeds;41\nBo;York;37\n",
        "x" * 5_000,
    ],
    ids=["shopping list", "recipe", "program", "table", "noise"],
)
def test_neither(text: str) -> None:
    assert _kind(text) is DocumentKind.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Supplier may terminate at any time.",
        "The fee is due. Customer must pay within thirty days.",
        "This Agreement lasts two years.",
        "Either party may renew.",
    ],
)
def test_a_single_term_is_still_an_agreement(text: str) -> None:
    assert _kind(text) is DocumentKind.AGREEMENT


def test_all_real_agreements_stay_agreements(shared_data: Path) -> None:
    files = sorted((shared_data / "cuad" / "txt").glob("*.txt"))
    others = [file.name for file in files if tell_kind(read_document(file)) is not DocumentKind.AGREEMENT]
    assert (len(files), others) == (410, [])


def test_all_conversations_stay_communications() -> None:
    folder = Path(__file__).resolve().parents[2] / "corpora" / "conversations"
    files = [file for file in folder.iterdir() if file.suffix != ".jsonl"]
    others = [file.name for file in files if tell_kind(read_document(file)) is not DocumentKind.COMMUNICATION]
    assert len(files) > 100
    assert others == []
