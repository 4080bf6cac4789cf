"""Plain text and Markdown keep their text verbatim."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import block_texts, check_document

from contract_lens.document import BlockKind
from contract_lens.errors import InputError
from contract_lens.options import Limits
from contract_lens.read import read_bytes
from contract_lens.read.decoding import decode
from contract_lens.read.from_text import read_text

_CONTRACT = "1. Term\r\n\r\nThis Agreement lasts\r\ntwo years.\r\n\r\n\r\n(a) renewal;\r\n(b) notice.\r\n"


def test_text_is_verbatim_with_its_line_ends() -> None:
    document = read_bytes(_CONTRACT.encode(), name="a.txt")
    assert document.text == _CONTRACT
    assert block_texts(document) == [
        "1. Term",
        "This Agreement lasts\r\ntwo years.",
        "(a) renewal;",
        "(b) notice.",
    ]
    check_document(document)


def test_unbroken_lines_are_paragraphs() -> None:
    long = "The Supplier shall deliver the goods to the warehouse of the Customer " * 3
    text = f"SUPPLY AGREEMENT\n{long}on Mondays.\nFees\n{long}(a) on time; and\nin full.\nThe end."
    document = read_bytes(text.encode(), name="a.txt")
    assert block_texts(document) == [
        "SUPPLY AGREEMENT",
        f"{long}on Mondays.",
        "Fees",
        f"{long}(a) on time; and\nin full.",
        "The end.",
    ]
    check_document(document)


def test_broken_lines_are_none() -> None:
    text = "\n".join(["The Supplier shall deliver the goods to the warehouse"] * 9)
    assert block_texts(read_bytes(text.encode(), name="a.txt")) == [text]


@pytest.mark.parametrize("width", [100, 180, 240])
def test_lines_broken_at_a_wide_margin_are_none(width: int) -> None:
    sentence = (
        "Orrin Varme Holdings Limited and Velm Chain Company Limited shall keep the Goods of the Customer. "
    )
    text = "\n".join(textwrap.wrap(sentence * 40, width))
    assert block_texts(read_bytes(text.encode(), name="a.txt")) == [text]


def test_lines_are_numbered_as_editors_do() -> None:
    document = read_bytes(_CONTRACT.encode(), name="a.txt")
    assert [anchor.line for anchor in document.anchors] == [1, 3, 4, 7, 8]
    start = document.text.index("two years")
    assert document.anchors_of(start, start + 3)[0].line == 4


@pytest.mark.parametrize("separator", ["\n", "\r", "\r\n"])
def test_line_ends_of_all_systems(separator: str) -> None:
    document = read_bytes(f"One.{separator}{separator}Two.{separator}".encode(), name="a.txt")
    assert [anchor.line for anchor in document.anchors] == [1, 3]
    assert len(document.blocks) == 2


@given(st.text(min_size=1))
def test_any_text_is_kept(text: str) -> None:
    try:
        document = read_bytes(text.encode("utf-8", "replace"), name="a.txt")
    except InputError:
        return
    if document.format == "text":
        assert document.text == decode(text.encode("utf-8", "replace")).text
        check_document(document)


def test_markdown_tells_headings_items_and_rows() -> None:
    source = (
        "# Steering committee\n\nPresent: Ann, Bo\nand Cy.\n\n## 1. Budget\n"
        "- Costs rose.\n  They fell again.\n"
        "  - A detail.\n1. First\n\n| Item | Cost |\n|---|---|\n| Rig | 4 |\n\n**2. Notices**\n\n"
        "Text with **bold**.\n"
    )
    document = read_bytes(source.encode(), name="minutes.md")
    assert document.text == source
    assert document.title == "Steering committee"
    kinds = [(block.kind, block.level) for block in document.blocks]
    assert kinds == [
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.LIST_ITEM, 1),
        (BlockKind.LIST_ITEM, 2),
        (BlockKind.LIST_ITEM, 1),
        (BlockKind.TABLE_ROW, 0),
        (BlockKind.TABLE_ROW, 0),
        (BlockKind.TABLE_ROW, 0),
        (BlockKind.HEADING, 6),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert "They fell again." in block_texts(document)[3]
    check_document(document)


def test_code_in_markdown_is_no_heading() -> None:
    document = read_bytes(b"# Title\n\n```\n# not a heading\n- not an item\n```\n", name="a.md")
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_bad_bytes_are_counted_in_a_warning() -> None:
    document = read_bytes("größe ".encode() * 40 + b"\xff", name="a.txt")
    assert document.warnings == ("1 byte could not be read as utf-8.",)


def _seconds(size: int) -> float:
    data = b"a.a (b) - 1.1 | # " * (size // 18)
    start = time.process_time()
    read_text(data, Limits())
    return time.process_time() - start


def test_a_line_of_megabytes_takes_linear_time() -> None:
    _seconds(100_000)
    # A pause of the machine may fall into one measurement, not into three.
    assert any(_seconds(8_000_000) < 12 * _seconds(2_000_000) + 0.2 for _ in range(3))
