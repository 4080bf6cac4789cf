"""Letters and clause numbers as fonts write them, put as they are read."""

from __future__ import annotations

import re

HYPHEN = "\ufffe"  # PDFium writes this noncharacter for a hyphen at a line end and joins the two lines
# A clause number set with a tab stop and no space: PDFium reads "1.1Unless" where "1.1   Unless" is printed.
_GLUED = re.compile(
    r"(?:\d{1,3}\.(?:\d{1,3}\.?){0,4}|\((?:[a-z]{1,2}|[ivxl]{1,6}|\d{1,2})\))(?=[“\"‘]?[A-Z][a-z])"
    r"|\d{1,3}(?:\.\d{1,3}){2,4}\.?(?=[a-z]{2})"
)
# What fonts write for ordinary letters and marks: ligatures, the Greek question mark for a semicolon (Unicode
# calls the two canonically equivalent), a soft hyphen for every hyphen.
_ORDINARY = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    0x037E: ";", 0x00AD: "-", ord(HYPHEN): "-",
}  # fmt: skip
_SPECIAL = re.compile("[" + "".join(map(chr, _ORDINARY)) + "]")
NUMBER_STARTS = frozenset("0123456789(")
_IN_NUMBERS = "0123456789."


def tidy(words: list[str]) -> str:
    """Join words by single spaces, in ordinary letters; a clause number that lost its space gets it back."""
    text = " ".join(words)
    if text[0] in NUMBER_STARTS:
        text = unglued(text)
    if text.isascii() or not _SPECIAL.search(text):
        return text
    return text.translate(_ORDINARY)


def unglued(text: str) -> str:
    """Give a clause number the space that it has lost; a text begins with one of ``NUMBER_STARTS``."""
    token = text[: text.find(" ")]  # without its last letter if there is no space
    if not token.strip(_IN_NUMBERS) or (token[0] == "(" and token.find(")") == len(token) - 1):
        return text  # a number that stands alone, as most do
    glued = _GLUED.match(text)
    return f"{text[: glued.end()]} {text[glued.end() :]}" if glued else text
