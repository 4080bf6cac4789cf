"""Containers of untrusted origin."""

from __future__ import annotations

import random
import struct

import pytest
from word_files import zip_of

from contract_lens.errors import CorruptInput, EncryptedInput, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.archive import SafeArchive


def _central(data: bytes, member: int = 0) -> int:
    """Position of the central directory record of a member."""
    place = -1
    for _ in range(member + 1):
        place = data.index(b"PK\x01\x02", place + 1)
    return place


def test_reads_members_by_name() -> None:
    with SafeArchive(zip_of({"a.xml": "one", "b.xml": "two"}), Limits()) as archive:
        assert archive.names == {"a.xml", "b.xml"}
        assert archive.read("b.xml") == b"two"
        with pytest.raises(KeyError):
            archive.read("c.xml")


def test_too_many_members() -> None:
    with pytest.raises(LimitExceeded, match="archive_entries"):
        SafeArchive(zip_of({f"{n}.xml": "" for n in range(20)}), Limits(archive_entries=10))


def test_too_many_bytes() -> None:
    with pytest.raises(LimitExceeded, match="archive_bytes"):
        SafeArchive(zip_of({"a": bytes(600), "b": bytes(600)}), Limits(archive_bytes=1000))


def test_ratio() -> None:
    with pytest.raises(LimitExceeded, match="archive_ratio"):
        SafeArchive(zip_of({"a": bytes(3_000_000)}), Limits())


def test_header_that_lies_about_its_size() -> None:
    data = bytearray(zip_of({"a": bytes(500_000)}))
    struct.pack_into("<I", data, _central(bytes(data)) + 24, 10)  # says ten bytes
    archive = SafeArchive(bytes(data), Limits(archive_bytes=1000))
    with pytest.raises((CorruptInput, LimitExceeded)):
        archive.read("a")


def test_all_members_share_one_allowance() -> None:
    archive = SafeArchive(zip_of({"a": bytes(600)}), Limits(archive_bytes=1000))
    archive.read("a")
    with pytest.raises(LimitExceeded, match="archive_bytes"):
        archive.read("a")


def test_overlapping_members() -> None:
    data = bytearray(zip_of({"a": b"x" * 100, "b": b"y" * 100}))
    struct.pack_into("<I", data, _central(bytes(data), 1) + 42, 0)  # b begins where a begins
    with pytest.raises(CorruptInput, match="overlap"):
        SafeArchive(bytes(data), Limits())


@pytest.mark.parametrize("name", ["../x", "word/../../x", "/etc/x", "\\x", "C:/x", "a\\..\\x"])
def test_names_that_point_outside(name: str) -> None:
    with pytest.raises(CorruptInput, match="outside"):
        SafeArchive(zip_of({name: "x"}), Limits())


def test_damaged_member() -> None:
    data = bytearray(zip_of({"a.xml": random.Random(1).randbytes(400).hex()}))
    data[80:100] = bytes(20)
    archive = SafeArchive(bytes(data), Limits())
    with pytest.raises(CorruptInput, match=r"a\.xml"):
        archive.read("a.xml")


def test_member_with_password() -> None:
    data = bytearray(zip_of({"a": "x"}))
    struct.pack_into("<H", data, _central(bytes(data)) + 8, 1)
    archive = SafeArchive(bytes(data), Limits())
    with pytest.raises(EncryptedInput):
        archive.read("a")
