"""Where documents come from: folders, files, patterns, lists of files, ZIP archives, object stores.

What is no file of its own is named after where it lies (``archive.zip!/lease.pdf``, ``s3://bucket/lease.pdf``)
and put into a temporary file only while it is read. At most as many such files exist as documents are read at
a time, each within the limits.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contract_lens.document import member_path
from contract_lens.errors import (
    CorruptInput,
    InputError,
    InputMissing,
    InputNotPermitted,
    LimitExceeded,
    MissingPart,
    OutputRefused,
)
from contract_lens.listing import (
    Found,
    documents_matching,
    documents_under,
    each_once,
    is_left_alone,
    is_pattern,
    whereabouts,
)
from contract_lens.options import Limits

if TYPE_CHECKING:
    from contract_lens.read.archive import SafeArchive

_STEP = 1 << 20

#: What SQLite and the lock put beside a ledger, and where a damaged one was set aside.
_BESIDE_A_LEDGER = ("", "-wal", "-shm", "-journal", ".lock", ".damaged-")


@dataclass(frozen=True, slots=True)
class Sifting:
    """What of a scan is no document, and whom to tell what.

    Attributes:
        out: The folder of the reports, which cannot be the one that is scanned.
        ledger: The ledger's file, which may lie among the documents.
        tell: Called with a line about each folder that holds nothing.
    """

    out: Path | None = None
    ledger: Path | None = None
    tell: Callable[[str], None] = lambda _: None

    def resolved(self) -> Sifting:
        """Return the same with both paths as the disk has them."""
        out, ledger = (
            None if path is None else Path(os.path.realpath(path)) for path in (self.out, self.ledger)
        )
        return replace(self, out=out, ledger=ledger)


@contextmanager
def find_sources(
    given: Iterable[str],
    *,
    files_from: str | None = None,
    sifting: Sifting | None = None,
    limits: Limits | None = None,
) -> Iterator[list[Found]]:
    """List the documents under everything that was named, sorted by path, each once.

    Args:
        given: Folders, files, patterns with ``*``, ``?``, ``[`` or ``**``, and addresses with ``://``.
        files_from: A file that names more of these, one a line (or each ended by a NUL); ``-`` for stdin.
        sifting: What of it is no document.
        limits: Bounds on archives and fetched files.

    Raises:
        InputMissing: Something of ``given`` does not exist, or nothing was found.
        OutputRefused: The folder of the reports is one that was named.
        MissingPart: fsspec or the package of an object store is not installed.
    """
    bounds, sifting = limits or Limits(), (sifting or Sifting()).resolved()
    given, listed = list(given), _listed(files_from) if files_from is not None else []
    names = [*given, *listed]
    if not names:
        raise InputMissing("nothing was named", subject="PATH", remedy="name a folder, or use --files-from")
    if "" in names:
        raise InputMissing("is empty", subject="PATH", remedy="name it; . is the folder you are in")
    shelf = _Shelf(bounds)
    entries = [_under(name, sifting, bounds, shelf) for name in given]
    entries.extend(_under_or_missing(name, sifting, bounds, shelf) for name in listed)
    found = each_once(chain.from_iterable(entries))
    if not found:
        raise InputMissing("holds no documents", subject=", ".join(names[:5]))
    yield found


def _under(name: str, sifting: Sifting, limits: Limits, shelf: _Shelf) -> Iterator[Found]:
    if sifting.out is not None and "://" not in name and os.path.realpath(name) == str(sifting.out):
        raise OutputRefused("is the folder that is scanned", subject=name, remedy="choose another folder")
    is_empty = True
    for entry in _expand(name, limits, shelf):
        if sifting.ledger is None or not _is_of_ledger(entry, sifting.ledger):
            is_empty = False
            yield entry
    if is_empty:
        sifting.tell(f"{name} holds no documents")


def _under_or_missing(name: str, sifting: Sifting, limits: Limits, shelf: _Shelf) -> Iterator[Found]:
    # What was deleted since the list was made is a row of its own, and not the end of all the others.
    try:
        yield from _under(name, sifting, limits, shelf)
    except InputMissing as error:
        yield Found(Path(name), error)


def _is_of_ledger(entry: Found, ledger: Path) -> bool:
    if not entry.path.name.startswith(ledger.name):  # asking the disk about each document would take long
        return False
    ending = whereabouts([entry.name])[entry.name].removeprefix(str(ledger))
    return ending in _BESIDE_A_LEDGER or ending.startswith(_BESIDE_A_LEDGER[-1])


def _listed(files_from: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if files_from == "-" else Path(files_from).read_bytes()
    except OSError as error:
        raise InputMissing(f"cannot be read ({error.strerror})", subject=files_from) from error
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # as PowerShell writes lists
        data = data.decode("utf-16", "replace").encode("utf-8", "surrogatepass")
    data = data.removeprefix(codecs.BOM_UTF8)
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [line.decode("utf-8", "surrogateescape") for line in lines if line.strip()]


def _expand(name: str, limits: Limits, shelf: _Shelf) -> Iterator[Found]:
    if "://" in name:
        yield from _in_store(name, limits)
        return
    is_wild = is_pattern(name)
    is_empty = True
    for entry in documents_matching(name) if is_wild else documents_under(Path(name)):
        is_empty = False
        is_zip = entry.problem is None and entry.path.suffix.lower() == ".zip" and entry.path.is_file()
        yield from shelf.documents_in(entry) if is_zip else (entry,)
    if is_wild and is_empty:
        raise InputMissing("matches no file", subject=name)


# --- ZIP archives -------------------------------------------------------------------------------------------


class _Shelf:
    """Archives that are open; one at a time, since documents are read in the order of their paths."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._open: dict[tuple[Path, str], SafeArchive] = {}

    def documents_in(self, archive: Found) -> Iterator[Found]:
        try:
            opened = self.archive(archive.path, "look")
        except InputError as error:
            yield Found(archive.path, error)
            return
        names = sorted(opened.names)
        if opened.hidden:
            cause = f"holds more than one {min(opened.hidden)!r}, of which only the last can be read"
            remedy = "unpack it with a program that keeps them all, and name the folder"
            yield Found(archive.path, CorruptInput(cause, remedy=remedy))
        kept = [name for name in names if not any(map(is_left_alone, Path(name).parts))]
        if not kept:
            yield Found(archive.path, CorruptInput("is an archive without documents"))
        for name in kept:
            inside = Path(member_path(str(archive.path), name))
            yield Found(inside, origin=_Member(self, archive.path, name), listed=str(archive.path))

    def archive(self, path: Path, purpose: str) -> SafeArchive:
        from contract_lens.read.archive import SafeArchive

        # Every archive is read twice, each time under a budget of bytes of its own: to look, and to read.
        if (path, purpose) not in self._open:
            self._open = {key: one for key, one in self._open.items() if key[1] != purpose}
            self._open[path, purpose] = SafeArchive(_load(path, self.limits), self.limits)
        return self._open[path, purpose]


@dataclass(frozen=True, slots=True)
class _Member:
    shelf: _Shelf
    archive: Path
    member: str

    @property
    def name(self) -> str:
        return member_path(str(self.archive), self.member)

    def content_hash(self) -> str:
        return hashlib.sha256(self._bytes("look")).hexdigest()

    def fetch(self, target: Path) -> None:
        target.write_bytes(self._bytes("read"))

    def _bytes(self, purpose: str) -> bytes:
        try:
            return self.shelf.archive(self.archive, purpose).read(self.member)
        except KeyError as error:  # the archive was written anew since it was listed
            raise InputMissing("is no longer in the archive") from error


def _load(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise InputNotPermitted(f"cannot be read ({error.strerror})") from error
    if len(data) > limits.file_bytes:
        raise LimitExceeded(f"is larger than {limits.file_bytes:,} bytes (limit: file_bytes)")
    return data


# --- object stores ------------------------------------------------------------------------------------------


def _in_store(address: str, limits: Limits) -> Iterator[Found]:
    scheme = address.partition("://")[0]
    store, root = _store(address)
    try:
        files = store.find(root, detail=True)
    except Exception as error:  # each store has errors of its own
        raise InputMissing(f"cannot be listed ({type(error).__name__}: {error})", subject=address) from error
    if not files:
        raise InputMissing("holds no documents", subject=address)
    listed = "" if root in files else f"{scheme}://{root.strip('/')}"
    for key in sorted(files):
        inside = Path(key.removeprefix(root))
        if not any(map(is_left_alone, inside.parts[1:] or inside.parts)):
            name = f"{scheme}://{key.lstrip('/')}"
            origin = _Object(store, key, name, files[key].get("size") or 0, limits)
            yield Found(Path(name), origin=origin, listed=listed)


def _store(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        remedy = "pip install 'contract-lens[cloud]' and the package of the store (s3fs, gcsfs, adlfs)"
        raise MissingPart(f"{address} needs fsspec", remedy=remedy) from error
    try:
        store, root = url_to_fs(address)
    except ImportError as error:
        raise MissingPart(str(error), subject=address, remedy="install that package") from error
    except ValueError as error:
        raise InputMissing(str(error), subject=address) from error
    return store, str(root)


@dataclass(frozen=True, slots=True)
class _Object:
    store: Any
    key: str
    name: str
    size: int
    limits: Limits = field(default_factory=Limits)

    def content_hash(self) -> str:
        digest = hashlib.sha256()
        for step in self._steps():
            digest.update(step)
        return digest.hexdigest()

    def fetch(self, target: Path) -> None:
        with target.open("wb") as stream:
            for step in self._steps():
                stream.write(step)

    def _steps(self) -> Iterator[bytes]:
        left = self.limits.file_bytes
        try:
            with self.store.open(self.key, "rb") as stream:
                while step := stream.read(_STEP):
                    left -= len(step)
                    if left < 0:
                        cause = f"is larger than {self.limits.file_bytes:,} bytes (limit: file_bytes)"
                        raise LimitExceeded(cause)
                    yield step
        except InputError:
            raise
        except Exception as error:  # each store has errors of its own
            raise InputNotPermitted(f"cannot be fetched ({type(error).__name__}: {error})") from error
