"""Opening files: what cannot be opened says why; what can is read once and left as it was."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest
from word_files import p, word_file

from contract_lens.errors import (
    CorruptInput,
    InputError,
    InputMissing,
    InputNotPermitted,
    LimitExceeded,
    NoTextFound,
    UnsupportedFormat,
)
from contract_lens.options import Limits
from contract_lens.read import read_bytes, read_document


def test_reads_a_file_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "clause.txt"
    path.write_bytes(b"1. Term. This Agreement lasts two years.\n")
    before = path.stat().st_mtime_ns, path.read_bytes()
    document = read_document(path)
    assert document.path == str(path)
    assert document.sha256 == hashlib.sha256(before[1]).hexdigest()
    assert document.format == "text"
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="does not exist") as caught:
        read_document(tmp_path / "none.pdf")
    assert caught.value.subject.endswith("none.pdf")


@pytest.mark.parametrize(
    "name", ["a\0b.txt", "x" * 5000, "file.txt/inside.txt"], ids=["nul", "long", "below a file"]
)
def test_impossible_paths_are_missing(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("text", encoding="utf-8")
    with pytest.raises(InputMissing):
        read_document(tmp_path / name)


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match="is a folder"):
        read_document(tmp_path)


def test_named_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(UnsupportedFormat, match="named pipe"):
        read_document(pipe)


def test_device_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="device"):
        read_document(Path(os.devnull))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file_asks_for_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text", encoding="utf-8")
    path.chmod(stat.S_IWUSR)
    with pytest.raises(InputNotPermitted):
        read_document(path)


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "is empty"), (b" \r\n\t\n", "white space")], ids=["zero", "blank"]
)
def test_empty_is_never_clean(data: bytes, says: str) -> None:
    with pytest.raises(CorruptInput, match=says):
        read_bytes(data, name="empty.txt")


def test_word_file_without_text_is_no_text() -> None:
    with pytest.raises(NoTextFound):
        read_bytes(word_file(p(" ")), name="empty.docx")


def test_too_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 100)
    with pytest.raises(LimitExceeded, match="file_bytes"):
        read_document(path, limits=Limits(file_bytes=100))
    with pytest.raises(LimitExceeded, match="file_bytes"):
        read_bytes(path.read_bytes(), name="long.txt", limits=Limits(file_bytes=100))


def test_too_many_characters() -> None:
    with pytest.raises(LimitExceeded, match="characters"):
        read_bytes(b"word " * 100, name="long.txt", limits=Limits(characters=100))


def test_every_error_names_its_file() -> None:
    for data in (b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 nothing", b"PK\x03\x04 broken"):
        with pytest.raises(InputError) as caught:
            read_bytes(data, name="folder/this.bin")
        assert caught.value.subject == "folder/this.bin"
        assert caught.value.remedy


def test_wrong_ending_is_a_warning() -> None:
    document = read_bytes(word_file(p("Payment is due in thirty days.")), name="agreement.pdf")
    assert document.format == "docx"
    assert document.warnings == ("The name ends in .pdf, but the content is docx.",)
