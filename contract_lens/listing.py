"""What lies under a path: which files are documents, which are reports of ours, which are left alone.

Nothing is dropped without a word: links, devices and folders that cannot be listed come with the reason why
they are not read. Links to folders are never followed, neither by walking nor by a pattern, so that no loop
and no folder elsewhere can get in.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Protocol

from contract_lens.assessment import DocumentKind
from contract_lens.deal import DEAL_DESCRIPTIONS
from contract_lens.document import INSIDE
from contract_lens.errors import InputError, InputMissing, InputNotPermitted, InputSkipped

#: Lies in every folder that a scan wrote its reports to, and lists their pages.
REPORT_MARK = ".contract-lens-report.json"

#: File of each report in the folder of a scan; ``html`` also has pages of its own.
FILES = {
    "csv": "summary.csv",
    "jsonl": "documents.jsonl",
    "html": "index.html",
    "xlsx": "report.xlsx",
    "parquet": "clauses.parquet",
    "sarif": "findings.sarif",
}
PORTFOLIO_FILE = "portfolio.json"

#: Folder of the pages, and the name of each.
PAGES = "pages"
PAGE_NAME = re.compile(r"[a-z0-9-]+-[0-9a-f]{8}\.html")

_OF_A_SCAN = frozenset((*FILES.values(), PORTFOLIO_FILE))
_WILD = frozenset("*?[")


class Origin(Protocol):
    """Where the bytes of a document come from that is no file of its own.

    Attributes:
        name: What the reports call it.
    """

    @property
    def name(self) -> str:
        """What the reports call it."""

    def content_hash(self) -> str:
        """Return the SHA-256 of its bytes.

        Raises:
            InputError: It cannot be read, or is larger than the limits allow.
        """

    def fetch(self, target: Path) -> None:
        """Write its bytes to a file; raises as ``content_hash`` does."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of a scanned folder.

    Attributes:
        path: The file.
        problem: Why it is left alone (a link, a device), or ``None`` for a document to read.
        origin: Where its bytes come from, if not from a file of that path (an archive, an object store).
        kind: Agreement or communication, where a ``deal.toml`` says so.
        listed: The archive, or folder of an object store, all of whose documents were found together with
            this one; empty where it was named alone, or is a file.
    """

    path: Path
    problem: InputError | None = None
    origin: Origin | None = None
    kind: DocumentKind | None = None
    listed: str = ""

    @property
    def name(self) -> str:
        """What the reports call it."""
        return self.origin.name if self.origin is not None else str(self.path)


def find_documents(paths: Iterable[str | Path] | str | Path) -> list[Found]:
    """List the files under files and folders, sorted by path, folders kept together, each file once.

    Hidden files, the reports of a scan, lock files of word processors and ``deal.toml`` / ``expected.toml``
    are not documents. Links and devices are listed with the reason why they are left alone, so that the
    counts add up.

    Args:
        paths: Files or folders.

    Raises:
        InputMissing: A path does not exist, or nothing was found.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found = each_once(entry for path in map(Path, given) for entry in documents_under(path))
    if not found:
        raise InputMissing("holds no documents", subject=", ".join(str(path) for path in given))
    return found


def documents_under(path: Path) -> Iterator[Found]:
    """Yield the documents of a folder, or a file.

    Raises:
        InputMissing: There is no such path.
    """
    try:
        is_folder, is_there = path.is_dir(), path.exists() or _is_inside_a_file(path)
    except OSError as error:  # as for a name that is longer than a name can be
        raise InputMissing(f"cannot be looked at ({error.strerror})", subject=str(path)) from error
    if is_folder:
        yield from _walk(path)
    elif is_there:
        yield Found(path)
    else:
        cause = "is a link that leads nowhere" if path.is_symlink() else "there is no such file or folder"
        raise InputMissing(cause, subject=str(path))


def is_pattern(name: str) -> bool:
    """Tell whether a name is a pattern with ``*``, ``?`` or ``[``, and no file that is called so."""
    return bool(_WILD & set(name)) and not os.path.lexists(name)


def documents_matching(pattern: str) -> Iterator[Found]:
    """Yield what a pattern names; a folder that it names is walked to the bottom, as the shell would have it.

    ``**`` stands for any number of folders, and a slash at the end for "folders only". Hidden files and
    folders are not matched.
    """
    parts = Path(pattern).parts
    only_folders = pattern.endswith(("/", os.sep))
    fixed = next(number for number, part in enumerate(parts) if _WILD & set(part))
    walked: set[Path] = set()
    for entry in _matching(Path(*parts[:fixed]), parts[fixed:]):
        path = entry.path
        if entry.problem is not None or not _is(Path.is_dir, path):
            if entry.problem is not None or not only_folders:
                yield entry
        elif walked.isdisjoint(path.parents):  # what lies below has been walked with it
            walked.add(path)
            yield from _walk(path)


def each_once(found: Iterable[Found]) -> list[Found]:
    """Return entries sorted by path, folders together, each file once, however it was spelled.

    The files of a folder are all called after the spelling that came first, so that a deal stays together. A
    link that is passed over in its folder is read where it is also named by itself.
    """
    entries = list(found)
    places = whereabouts(entry.name for entry in entries)
    first: dict[str, Found] = {}
    spelled: dict[str, Path] = {}
    for entry in entries:
        place, path = places[entry.name], entry.path
        if entry.origin is None and INSIDE not in place:
            path = spelled.setdefault(os.path.split(place)[0], path.parent) / path.name
        if place not in first or (first[place].problem is not None and entry.problem is None):
            first[place] = entry if path == entry.path else replace(entry, path=path)
    return sorted(first.values(), key=lambda entry: (str(entry.path.parent), entry.path.name))


def whereabouts(names: Iterable[str]) -> dict[str, str]:
    """Return where each document lies, whatever folder the run was started in and whatever link leads there.

    Args:
        names: Paths, addresses with ``://``, and names of documents inside files.
    """
    folders: dict[str, str] = {}
    found = {}
    for name in names:
        outer, mark, inner = name.partition(INSIDE)
        folder, base = os.path.split(outer)
        if "://" in name:
            found[name] = name
            continue
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        found[name] = os.path.join(folders[folder], base) + mark + inner  # noqa: PTH118 # of text, at length
    return found


def _is_inside_a_file(path: Path) -> bool:
    parts = path.as_posix().split(INSIDE)
    return any(Path(INSIDE.join(parts[:length])).is_file() for length in range(1, len(parts)))


def _walk(root: Path) -> Iterator[Found]:
    closed: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=closed.append):
        here = Path(folder)
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in subfolders:
            if _is(Path.is_symlink, here / name):
                yield Found(here / name, InputSkipped("is a link to a folder"))
        yield from (entry_of(here / name) for name in _documents_of(here, names))
    for error in closed:
        yield _unlisted(error)


def _is(told: Callable[[Path], bool], path: Path) -> bool:
    """Ask the disk; what it may not tell is not so, and comes out where the entry itself is looked at."""
    try:
        return told(path)
    except OSError:
        return False


def _unlisted(error: OSError) -> Found:
    return Found(Path(error.filename), InputNotPermitted(f"cannot be listed ({error.strerror})"))


def _matching(folder: Path, parts: Sequence[str]) -> Iterator[Found]:
    """Yield what matches the rest of a pattern below a folder: files, folders, and links in the way."""
    if not parts:
        yield Found(folder) if _is(Path.is_dir, folder) else entry_of(folder)
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        yield from _matching(folder, rest or ("*",))
    try:
        with os.scandir(folder) as listed:
            inside = {entry.name: entry for entry in listed}
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        yield _unlisted(error)
        return
    for name in _documents_of(folder, inside):
        path = folder / name
        if not fnmatchcase(name, "*" if part == "**" else part):
            continue
        is_folder = inside[name].is_dir(follow_symlinks=False)
        if inside[name].is_symlink() and _is(Path.is_dir, path):
            yield Found(path, InputSkipped("is a link to a folder"))
        elif part == "**" and is_folder:
            yield from _matching(path, parts)
        elif part != "**" and (is_folder or not rest):
            yield from _matching(path, rest)


def _documents_of(folder: Path, names: Iterable[str]) -> list[str]:
    """Return the names of a folder that are left alone by nobody, sorted.

    Of a folder with the reports of a scan only the reports themselves are passed over. Whatever else somebody
    has put beside them is read.
    """
    own = _OF_A_SCAN if _is(Path.exists, folder / REPORT_MARK) else frozenset()
    has_pages = folder.name == PAGES and _is(Path.exists, folder.parent / REPORT_MARK)
    return sorted(
        name
        for name in names
        if name not in own and not is_left_alone(name) and not (has_pages and PAGE_NAME.fullmatch(name))
    )


def is_left_alone(name: str) -> bool:
    """Tell whether a file of this name is no document: hidden, a lock, or a description of a deal."""
    return name.startswith((".", "~$")) or name.lower() in DEAL_DESCRIPTIONS


def entry_of(path: Path) -> Found:
    """Return a file, or why it is left alone: links and devices are never followed or opened."""
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        return Found(path, InputSkipped(f"cannot be looked at ({error.strerror})"))
    if stat.S_ISLNK(mode):
        return Found(path, InputSkipped("is a symbolic link"))
    if not stat.S_ISREG(mode):
        return Found(path, InputSkipped("is a device, pipe or socket"))
    return Found(path)
