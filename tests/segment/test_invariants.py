"""What holds for every document: passages rebuild the text, and no input takes more than linear time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_lens.assessment import DocumentKind
from contract_lens.clause import Passage
from contract_lens.document import Block, BlockKind, Document
from contract_lens.read import read_document
from contract_lens.segment import split_into_passages, tell_kind

from .builders import plain

PARTS = st.sampled_from(
    [
        "1. ",
        "1.1 ",
        "2. ",
        "(a) ",
        "(b) ",
        "(i) ",
        "(ii) ",
        "A. ",
        "II. ",
        "ARTICLE I ",
        "Section 3.1 ",
        "Schedule 2 ",
        "Exhibit A\n",
        "WHEREAS, ",
        "NOW, THEREFORE, ",
        "IN WITNESS WHEREOF ",
        '"Term" means ',
        "shall deliver the goods",
        "Termination. ",
        "the Supplier ",
        "; and\n",
        ".\n\n",
        "\n\n\n\n\n",
        "   ",
        "Page 3 of 9\n\n",
        "By: ____ Name: ",
        "TABLE OF CONTENTS\n\n",
        "Price ..... 7\n\n",
        "GENERAL PROVISIONS ",
        "- item\n",
        "> quoted\n",
        "Mr Vold said ",
        "é",
        ":",
        "\u00a0",
        "\r\n",
        "[***]",
        "$1.5 ",
        "Kari (Norvane): ",
        "| a | b | c |\n",
    ]
)
TEXTS = st.one_of(st.lists(PARTS, max_size=40).map("".join), st.text(max_size=200))


def assert_rebuilds(document: Document, passages: tuple[Passage, ...]) -> None:
    """Passages are in order, disjoint, trimmed, and only white space lies between them."""
    text, at = document.text, 0
    for index, passage in enumerate(passages, start=1):
        assert passage.id == f"c{index}"
        assert passage.start >= at
        assert not text[at : passage.start].strip()
        body = text[passage.start : passage.end]
        assert body
        assert body == body.strip()
        at = passage.end
    assert not text[at:].strip()


def assert_tree(passages: tuple[Passage, ...]) -> None:
    """Every parent comes before its children."""
    seen: set[str] = set()
    for passage in passages:
        assert passage.parent is None or passage.parent in seen
        seen.add(passage.id)


@given(TEXTS)
@settings(max_examples=250, deadline=None)
def test_clauses_rebuild_any_text(text: str) -> None:
    document = plain(text)
    passages = split_into_passages(document, DocumentKind.AGREEMENT)
    assert_rebuilds(document, passages)
    assert_tree(passages)


@given(TEXTS, st.sampled_from(["text", "mail", "transcript", "markdown"]), st.sampled_from(list(BlockKind)))
@settings(max_examples=150, deadline=None)
def test_communications_rebuild_any_text(text: str, kind: str, block: BlockKind) -> None:
    made = plain(text, kind=kind)
    blocks = tuple(Block(item.start, item.end, kind=block) for item in made.blocks)
    document = Document("x", "0" * 64, kind, text, blocks, ())
    passages = split_into_passages(document, DocumentKind.COMMUNICATION)
    assert_rebuilds(document, passages)
    assert_tree(passages)


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_every_text_has_a_kind(text: str) -> None:
    assert tell_kind(plain(text)) in tuple(DocumentKind)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["cuad/txt", "cuad/pdf"])
def test_real_contracts_are_rebuilt(shared_data: Path, folder: str) -> None:
    paths = sorted((shared_data / folder).iterdir(), key=lambda path: path.stat().st_size)
    for path in paths[20:220:25]:
        document = read_document(path)
        passages = split_into_passages(document, DocumentKind.AGREEMENT)
        assert_rebuilds(document, passages)
        assert_tree(passages)
        assert max(len(document.text[p.start : p.end].split()) for p in passages) <= 400


@pytest.mark.shared
def test_real_communications_are_rebuilt(shared_data: Path) -> None:
    folder = shared_data / "authored" / "conversations"
    for path in sorted(path for path in folder.iterdir() if path.suffix != ".jsonl")[::6]:
        document = read_document(path)
        passages = split_into_passages(document, DocumentKind.COMMUNICATION)
        assert_rebuilds(document, passages)
        assert tell_kind(document) is DocumentKind.COMMUNICATION


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "word ",
        "Word ",
        "WORD ",
        "a\n",
        "1. ",
        "(a) ",
        "1.1 Ab ",
        "(i) (v) (x) ",
        '"A" ',
        '; "Ab" means x. ',
        ". ",
        "Aa, ",
        "shall; ",
        "_",
        " ",
        "This ",
        "WHEREAS, x; ",
        "- ",
        "\n\n\n\nx",
        "x ..... 3\n\n",
    ],
)
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_time_grows_no_faster_than_the_text(unit: str, kind: DocumentKind) -> None:
    def seconds(size: int) -> float:
        text = "x" + unit * (size // len(unit)) + "x"
        document = Document("x", "0" * 64, "text", text, (Block(0, len(text)),), ())
        began = time.process_time()
        split_into_passages(document, kind)
        return time.process_time() - began

    # A pause of the machine may fall into one measurement, not into three.
    assert any(seconds(32_000) < 12 * seconds(8_000) + 0.1 for _ in range(3))
