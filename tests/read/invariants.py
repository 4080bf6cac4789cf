"""What holds for every document, whatever it was read from."""

from __future__ import annotations

from contract_lens.document import Document


def check_document(document: Document) -> None:
    """Blocks and anchors are ordered and disjoint; anchors cover all that is not white space."""
    text = document.text
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text), block
        assert not text[end : block.start].strip(), f"text between blocks: {text[end : block.start]!r}"
        body = text[block.start : block.end]
        assert body == body.strip(), f"untrimmed block: {body[:40]!r}"
        end = block.end
    assert not text[end:].strip(), "text after the last block"
    end = 0
    for anchor in document.anchors:
        assert end <= anchor.start < anchor.end <= len(text), anchor
        assert not text[end : anchor.start].strip(), f"no anchor for {text[end : anchor.start]!r}"
        end = anchor.end
    assert not text[end:].strip(), "no anchor for the end of the text"


def block_texts(document: Document) -> list[str]:
    """The text of each block."""
    return [document.text[block.start : block.end] for block in document.blocks]
