"""Stage 1 of 5: bytes -> Document. One file per format; ``formats`` lists them, ``sniff`` tells which."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path, PurePath

from contract_lens.document import Document
from contract_lens.errors import (
    CorruptInput,
    InputError,
    InputMissing,
    InputNotPermitted,
    LimitExceeded,
    NoTextFound,
    UnsupportedFormat,
)
from contract_lens.options import Limits, Revisions
from contract_lens.read.content import Content
from contract_lens.read.formats import MEMBER_READERS, USUAL_ENDINGS, WRITTEN, read_content
from contract_lens.read.from_slack import people_beside, read_slack
from contract_lens.read.members import split_member_path
from contract_lens.read.ocr import INSTALL, find_tesseract
from contract_lens.read.sniff import tell_format
from contract_lens.read.spoken_blocks import with_turns
from contract_lens.read.suspicious import unicode_warnings

__all__ = ["read_bytes", "read_document"]

_NO_SUCH = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)
_SPECIAL = (
    (stat.S_ISDIR, "is a folder, not a file", "name a file in it, or scan the folder"),
    (stat.S_ISFIFO, "is a named pipe, not a file", "save what it delivers to a file first"),
    (stat.S_ISSOCK, "is a socket, not a file", "name a document"),
    (stat.S_ISCHR, "is a device, not a file", "name a document"),
    (stat.S_ISBLK, "is a device, not a file", "name a document"),
)


def read_document(
    path: Path, *, limits: Limits | None = None, revisions: Revisions = Revisions.ACCEPTED
) -> Document:
    """Read a contract, mail, transcript or note from disk.

    The file is opened once, read-only, and never changed. What it is, is told from its content.

    Args:
        path: A regular file, or a document inside one: ``mail.eml!/offer.pdf``.
        limits: Bounds on what it may cost; the defaults of ``Limits`` if not given.
        revisions: How tracked changes are read, in the formats that have them.

    Raises:
        InputMissing: There is no such file.
        InputNotPermitted: The operating system refuses to open it.
        UnsupportedFormat: A folder, pipe or device, or a kind of file that no reader knows.
        EncryptedInput: A password is needed.
        CorruptInput: Damaged, truncated or empty.
        NoTextFound: It opens but holds no text, as a scan does.
        LimitExceeded: Larger or deeper than the limits allow.
    """
    bounds = limits or Limits()
    outer, names = split_member_path(path)
    try:
        data = _load(outer, bounds)
        for depth, name in enumerate(names, start=1):
            data = _member_of(data, outer.name, name, depth, bounds)
    except InputError as error:
        error.subject = str(path)
        raise
    return _read(data, str(path), bounds, revisions, outer)


def read_bytes(
    data: bytes, *, name: str, limits: Limits | None = None, revisions: Revisions = Revisions.ACCEPTED
) -> Document:
    """Read a document that is already in memory; raises as ``read_document`` does.

    Args:
        data: All bytes of the file.
        name: How to call it in messages; becomes ``Document.path``.
        limits: Bounds on what it may cost.
        revisions: How tracked changes are read, in the formats that have them.
    """
    return _read(data, name, limits or Limits(), revisions, None)


def _read(data: bytes, name: str, bounds: Limits, revisions: Revisions, file: Path | None) -> Document:
    try:
        if len(data) > bounds.file_bytes:
            raise LimitExceeded(_too_many_bytes(bounds))
        kind = tell_format(data, name, bounds)
        if kind == "slack" and file is not None:
            content = read_slack(data, bounds, people_beside(file, bounds))
        else:
            content = read_content(kind, data, bounds, revisions)
        if kind in WRITTEN:
            content = with_turns(content)
        _check_text(content)
    except InputError as error:
        error.subject = error.subject or name
        error.sha256 = hashlib.sha256(data).hexdigest()
        raise
    return Document(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        text=content.text,
        blocks=content.blocks,
        anchors=content.anchors,
        pages=content.pages,
        pages_without_text=content.pages_without_text,
        left_out=content.left_out,
        warnings=content.warnings + unicode_warnings(content.text) + _name_warning(name, kind),
        title=content.title,
        date=content.date,
        annotations=content.annotations,
        size=len(data),
        unread=content.unread,
        members=content.members,
        page_facts=content.page_facts,
    )


def _load(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a regular file; nothing else is ever opened, since a pipe would block."""
    try:
        _refuse_special(path.stat().st_mode)
        # The file may have been swapped for a pipe in between; O_NONBLOCK keeps the open from hanging then.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            status = os.fstat(file.fileno())
            _refuse_special(status.st_mode)
            # Room is made for as much as is asked for; there is more than it says only if it has grown.
            data = file.read(min(status.st_size, limits.file_bytes) + 1)
            if len(data) > status.st_size:
                data += file.read(limits.file_bytes + 1 - len(data))
    except PermissionError as error:
        raise InputNotPermitted("may not be read by this user") from error
    except ValueError as error:  # a NUL in the path
        raise InputMissing("is no valid path") from error
    except OSError as error:
        if error.errno in _NO_SUCH:
            raise InputMissing("does not exist") from error
        raise CorruptInput(f"cannot be read from the disk ({error.strerror})") from error
    if len(data) > limits.file_bytes:
        raise LimitExceeded(_too_many_bytes(limits))
    return data


def _member_of(data: bytes, outer: str, name: str, depth: int, limits: Limits) -> bytes:
    """Return the bytes of a document inside another one."""
    if depth > limits.member_depth:
        raise LimitExceeded(f"lies more than {limits.member_depth} documents deep (limit: member_depth)")
    reader = MEMBER_READERS.get(tell_format(data, outer, limits))
    found = next((member for member in reader(data, limits) if member.name == name), None) if reader else None
    if found is None:
        raise InputMissing("is not in the document that should hold it")
    inner = found.load()
    if len(inner) > limits.file_bytes:
        raise LimitExceeded(_too_many_bytes(limits))
    return inner


def _refuse_special(mode: int) -> None:
    for test, cause, remedy in _SPECIAL:
        if test(mode):
            raise UnsupportedFormat(cause, remedy=remedy)


def _too_many_bytes(limits: Limits) -> str:
    return f"is larger than {limits.file_bytes:,} bytes (limit: file_bytes)"


def _check_text(content: Content) -> None:
    if content.blocks:
        return
    if content.pages:
        pages = "its only page" if content.pages == 1 else f"any of its {content.pages} pages"
        raise NoTextFound(f"holds no text on {pages}", remedy=_remedy(content))
    raise NoTextFound("holds no text", remedy="check that it is the right file")


def _remedy(content: Content) -> str:
    scanned = any(page.needs_ocr for page in content.page_facts)
    return INSTALL if scanned and not find_tesseract() else ""


def _name_warning(name: str, kind: str) -> tuple[str, ...]:
    ending = PurePath(name).suffix.lower()
    known = {usual for endings in USUAL_ENDINGS.values() for usual in endings} | {
        ".doc",
        ".rtf",
        ".html",
        ".odt",
    }
    if ending not in known or ending in USUAL_ENDINGS[kind]:
        return ()
    return (f"The name ends in {ending}, but the content is {kind}.",)
