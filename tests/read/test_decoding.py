"""Bytes of text files become characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.read.decoding import decode, decode_sample

_TEXT = "Kündigung: “zwei” Monate – § 4\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_of_western_text(encoding: str) -> None:
    assert decode(_TEXT.encode(encoding)).text == _TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark(encoding: str) -> None:
    assert decode("Term and termination".encode(encoding)).text == "Term and termination"


def test_a_few_bad_bytes_are_counted() -> None:
    decoded = decode(("größe " * 50).encode() + b"\xff" + b" end")
    assert decoded.encoding == "utf-8"
    assert decoded.replaced == 1
    assert decoded.text.endswith("\ufffd end")


@given(st.text())
def test_utf_8_round_trip(text: str) -> None:
    data = (
        text.encode("utf-8", "surrogatepass")
        if any("\ud800" <= c <= "\udfff" for c in text)
        else text.encode()
    )
    decoded = decode(data)
    if decoded.encoding == "utf-8" and not decoded.replaced and not text.startswith("\ufeff"):
        assert decoded.text == text


@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_bytes_can_be_looked_at(data: bytes, size: int) -> None:
    assert isinstance(decode(data).text, str)
    assert isinstance(decode_sample(data, size), str)


def test_a_sample_is_not_cut_inside_a_character() -> None:
    data = "ä".encode() * 100
    for size in range(10, 20):
        assert set(decode_sample(data, size)) == {"ä"}
