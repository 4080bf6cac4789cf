"""Files that appear whole or not at all: written under another name, on the disk, then renamed.

The other name says which process of which machine writes there: what a killed one left behind can be told
from what another one is still at, and deleted.
"""

from __future__ import annotations

import os
import platform
import shutil
import stat
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from contract_lens.errors import OutputRefused

#: How the names of unfinished files and of folders for temporary files begin.
WRITING, _WORKING = ".writing", "contract-lens"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears complete or not at all.

    Raises:
        OutputRefused: It cannot be written.
    """
    with whole_file(path) as stream:
        stream.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes its name only when all of it is on the disk.

    A link is followed, and a pipe or device is written to as it is.

    Raises:
        OutputRefused: It cannot be written.
    """
    with refusing(path):
        target = path.resolve()
        special = target.exists() and not target.is_file()
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode_for(target)
        descriptor, name = (-1, "") if special else tempfile.mkstemp(dir=target.parent, prefix=_own(WRITING))
    try:
        with target.open("wb") if special else os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            if not special:
                os.fsync(stream.fileno())
        if not special:
            Path(name).chmod(mode)
            Path(name).replace(target)
    except OSError as error:
        raise OutputRefused(_cause(error), subject=str(path)) from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def _mode_for(target: Path) -> int:
    # Reports are as confidential as the contracts: as the user's own settings have it, never wider.
    if target.is_file():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what the system refuses into an error that names the file."""
    try:
        yield
    except OSError as error:
        raise OutputRefused(_cause(error), subject=str(path)) from error


def _cause(error: OSError) -> str:
    return f"cannot be written ({error.strerror or error})"


def refuse_unwritable(path: Path, *, is_folder: bool, sources: Iterable[Path] = ()) -> None:
    """Find out before a long run whether its report can be written, and will not overwrite its input.

    Raises:
        OutputRefused: It cannot, or it is one of the documents themselves.
    """
    with refusing(path):
        for source in sources:
            if path.exists() and source.exists() and path.samefile(source):
                raise OutputRefused("is the document itself", subject=str(path), remedy="choose another file")
        if is_folder and path.exists() and not path.is_dir():
            raise OutputRefused("is a file, not a folder", subject=str(path), remedy="choose a folder")
        if not is_folder and path.is_dir():
            raise OutputRefused("is a folder, not a file", subject=str(path), remedy="add a file name")
        folder = path if is_folder else path.parent
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=_own(WRITING)):
            pass


def sweep(folder: Path) -> None:
    """Delete what runs on this machine left half-written in a folder when they were killed.

    To be called before this process writes there itself: in a container every run may have the same number,
    so that what bears our own is of an earlier one.
    """
    for path, process in _left_over(folder, WRITING):
        if process == os.getpid() or not _is_running(process):
            path.unlink(missing_ok=True)


def working_folder() -> Path:
    """Make a folder for temporary files, and delete those that killed runs left behind."""
    for path, process in _left_over(Path(tempfile.gettempdir()), _WORKING):
        if not _is_running(process):
            shutil.rmtree(path, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=_own(_WORKING)))


def _left_over(folder: Path, kind: str) -> Iterator[tuple[Path, int]]:
    """Yield the unfinished files of runs on this machine, and the number of the process they bear."""
    for path in folder.glob(f"{kind}-{_here()}-*"):
        process = path.name.removeprefix(f"{kind}-{_here()}-").split("-")[0]
        if process.isdigit():
            yield path, int(process)


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return True  # os.kill would end it there; what is left over stays
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _own(kind: str) -> str:
    return f"{kind}-{_here()}-{os.getpid()}-"


def _here() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"
