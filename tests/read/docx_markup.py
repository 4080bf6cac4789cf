"""Markup of Word files from which the constructs are made."""

# ruff: noqa: E501 - markup in a table reads better in one line
from __future__ import annotations

from typing import NamedTuple

from word_files import p, r


class Construct(NamedTuple):
    """A document and the blocks of text that it prints.

    The expected texts were worked out from ECMA-376 part 1 and from what Word shows, not from this reader.
    """

    name: str
    data: bytes
    printed: list[str]


def style(name: str, inside: str, based_on: str = "", kind: str = "paragraph") -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{parent}{inside}</w:style>'


def listed(number: str = "", depth: int | None = None, more: str = "") -> str:
    level_mark = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    return f'<w:pPr>{more}<w:numPr>{level_mark}<w:numId w:val="{number}"/></w:numPr></w:pPr>'


def num(number: int, inside: str = "", abstract: int = 0) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inside}</w:num>'


def starts(depth: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def items(*items: tuple[str, int]) -> str:
    return "".join(p(text, number="1", level=depth) for text, depth in items)


def field(*marks: str) -> str:
    """``begin``, ``separate`` and ``end`` become marks, ``=...`` instructions, all else text."""
    parts = []
    for mark in marks:
        if mark in ("begin", "separate", "end"):
            parts.append(f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>')
        elif mark.startswith("="):
            parts.append(f"<w:r><w:instrText>{mark[1:]}</w:instrText></w:r>")
        else:
            parts.append(r(mark))
    return "".join(parts)


def form(inside: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def boxed(choice: str, fallback: str, needs: str = "wps") -> str:
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='{needs}'><w:drawing><wps:txbx><w:txbxContent>{choice}"
        "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        f"{fallback}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def change_mark(change: str) -> str:
    return f'<w:rPr><w:{change} w:author="Ann Reed" w:date="2024-03-01T09:00:00Z"/></w:rPr>'
