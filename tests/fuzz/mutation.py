"""Damage to files, drawn at random, and what a reader may answer to it."""

from __future__ import annotations

import io
import random
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from invariants import check_document

from contract_lens.errors import InputError
from contract_lens.options import Limits
from contract_lens.read import read_bytes
from contract_lens.read.formats import MEMBER_READERS

LIMITS = Limits(characters=2_000_000, archive_bytes=20_000_000, pages=50, nesting=60, ocr_pages=0)
_SECONDS = 20
_TELLING = (b"<", b"}", b"{", b"\\", b"\0", b'"', b"9" * 12, b"-1", b"\xff", b"\r", b":", b"[" * 200, b"-->")


class Hang(Exception):
    """A reader took longer than any file of this size may."""


def damaged(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """Return a file with one to six damages: bytes flipped, cut, repeated, put in, or taken from another."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _inside(data, chance, other)
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(found) + 1)
        length = min(chance.choice((1, 2, 4, 16, 64, 400)), len(found) - place)
        match chance.randrange(6):
            case 0:
                found[place : place + length] = chance.randbytes(length)
            case 1:
                del found[place : place + length]
            case 2:
                found[place:place] = bytes(found[place : place + length]) * chance.choice((1, 3, 200))
            case 3:
                found[place:place] = chance.choice(_TELLING)
            case 4:
                start = chance.randrange(len(other))
                found[place : place + length] = other[start : start + chance.choice((8, 100, 1_000))]
            case _ if found:
                found[place % len(found)] ^= 1 << chance.randrange(8)
    return bytes(found)


def _inside(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """Damage a member of a ZIP file and pack it again, since checksums stop most other damage."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        chosen = chance.choice(source.namelist())
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, damaged(text, chance, other) if name == chosen and text else text)
    return stream.getvalue()


def check(data: bytes) -> None:
    """Read a file and the documents inside it: either a document that holds together, or an error of ours."""
    with _at_most(_SECONDS):
        try:
            document = read_bytes(data, name="file", limits=LIMITS)
        except InputError as error:
            assert error.subject == "file"
            assert error.cause
            assert error.remedy
            return
        check_document(document)
        if document.members:
            members = MEMBER_READERS[document.format](data, LIMITS)
            assert tuple(member.name for member in members) == document.members
            for member in members:
                member.load()


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang(f"took longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
