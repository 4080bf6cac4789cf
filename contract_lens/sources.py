"""Where documents come from: folders, files, patterns, lists of files, ZIP archives, object stores.

What is no file of its own is named after where it lies (``archive.zip!/lease.pdf``, ``s3://bucket/lease.pdf``)
and put into a temporary file only while it is read. At most as many such files exist as documents are read at
a time, each within the limits.
"""

from __future__ import annotations

import glob
import hashlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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
)
from contract_lens.options import Limits
from contract_lens.portfolio import Found, entry_of, find_documents, is_left_alone

if TYPE_CHECKING:
    from contract_lens.read.archive import SafeArchive

_STEP = 1 << 20
_WILD = frozenset("*?[")


@contextmanager
def find_sources(
    given: Iterable[str],
    *,
    files_from: str | None = None,
    leave_out: Path | None = None,
    limits: Limits | None = None,
) -> Iterator[list[Found]]:
    """List the documents under everything that was named, sorted by path.

    Args:
        given: Folders, files, patterns with ``*``, ``?``, ``[`` or ``**``, and addresses with ``://``.
        files_from: A file that names more of these, one a line (or each ended by a NUL); ``-`` for stdin.
        leave_out: A folder that is skipped.
        limits: Bounds on archives and fetched files.

    Raises:
        InputMissing: Something that was named does not exist, or nothing was found.
        MissingPart: fsspec or the package of an object store is not installed.
    """
    bounds = limits or Limits()
    names = [*given, *(_listed(files_from) if files_from is not None else ())]
    if not names:
        raise InputMissing("nothing was named", subject="PATH", remedy="name a folder, or use --files-from")
    if "" in names:
        raise InputMissing("is empty", subject="PATH", remedy="name it; . is the folder you are in")
    found: dict[Path, Found] = {}
    shelf = _Shelf(bounds)
    for name in names:
        for entry in _expand(name, leave_out, bounds, shelf):
            found.setdefault(entry.path, entry)
    if not found:
        raise InputMissing("holds no documents", subject=", ".join(names[:5]))
    yield [found[path] for path in sorted(found, key=lambda path: (str(path.parent), path.name))]


def _listed(files_from: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if files_from == "-" else Path(files_from).read_bytes()
    except OSError as error:
        raise InputMissing(f"cannot be read ({error.strerror})", subject=files_from) from error
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [line.decode("utf-8", "surrogateescape") for line in lines if line.strip()]


def _expand(name: str, leave_out: Path | None, limits: Limits, shelf: _Shelf) -> Iterator[Found]:
    if "://" in name:
        yield from _in_store(name, limits)
        return
    if _WILD & set(name) and not Path(name).exists():
        entries = _matching(name)
    else:
        entries = find_documents(name, leave_out=leave_out)
    for entry in entries:
        is_zip = entry.problem is None and entry.path.suffix.lower() == ".zip" and entry.path.is_file()
        yield from shelf.documents_in(entry) if is_zip else (entry,)


def _matching(pattern: str) -> list[Found]:
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    paths = [Path(name) for name in names if not is_left_alone(Path(name).name)]
    entries = [entry_of(path) for path in paths if not path.is_dir()]
    if not entries:
        raise InputMissing("matches no file", subject=pattern)
    return entries


# --- ZIP archives -------------------------------------------------------------------------------------------


class _Shelf:
    """Archives that are open; one at a time, since documents are read in the order of their paths."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._open: dict[tuple[Path, str], SafeArchive] = {}

    def documents_in(self, archive: Found) -> Iterator[Found]:
        try:
            names = sorted(self.archive(archive.path, "look").names)
        except InputError as error:
            yield Found(archive.path, error)
            return
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
