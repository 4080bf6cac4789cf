"""Bytes of a text file -> characters, with the encoding told from the bytes."""

from __future__ import annotations

import codecs
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536


class Decoded(NamedTuple):
    """Characters, the name of the encoding, and how many bytes had to be replaced by U+FFFD."""

    text: str
    encoding: str
    replaced: int


def decode(data: bytes) -> Decoded:
    """Turn bytes into text: byte-order mark, then UTF-16 by its NULs, then UTF-8, then Windows-1252.

    Line endings and control characters stay as they are; a byte-order mark is dropped.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return _decode_as(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        return _decode_damaged(data)


def decode_sample(data: bytes, size: int = _SAMPLE) -> str:
    """Decode the first ``size`` bytes; a character cut at the end is not an error."""
    sample = data[:size]
    if len(data) > size:
        cut = next(
            (back for back in range(1, min(4, size) + 1) if sample[-back] < 0x80 or sample[-back] >= 0xC2), 0
        )
        sample = sample[: size - cut]
    return decode(sample).text


def _decode_damaged(data: bytes) -> Decoded:
    """A few bad bytes among many UTF-8 sequences are damage; otherwise the file is in Windows-1252."""
    mended = data.decode("utf-8", errors="replace")
    bad = mended.count("\ufffd")
    good = sum(1 for byte in data[:_SAMPLE] if byte >= 0xC2)
    if bad * 20 < good:
        return Decoded(mended, "utf-8", bad)
    return _decode_as(data, "cp1252")


def _decode_as(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark shows as NULs in every other byte of Western text."""
    if len(sample) < 4 or (len(sample) % 2 and len(sample) < _SAMPLE):
        return ""
    pairs = len(sample) // 2
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > 0.6 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return ""
