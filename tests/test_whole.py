"""Files appear whole or not at all, and what a killed run left unfinished is deleted by the next one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from contract_lens.errors import OutputRefused
from contract_lens.whole import refuse_unwritable, sweep, whole_file, working_folder, write_whole


def of_process(path: Path, process: int) -> Path:
    """An unfinished file as that process would have named it."""
    mine = f"-{os.getpid()}-"
    return path.with_name(path.name.replace(mine, f"-{process}-", 1))


def unfinished(folder: Path, process: int) -> Path:
    with whole_file(folder / "report") as stream:
        path = next(folder.glob(f".writing-*-{os.getpid()}-*"))
        stream.write(b"half")
    other = of_process(path, process)
    other.write_bytes(b"half")
    return other


@pytest.fixture()
def ended() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_run_left_is_deleted_and_nothing_else(tmp_path: Path, ended: int) -> None:
    mine = (tmp_path / ".writing-notes").name
    (tmp_path / mine).write_text("a file of the user's", "utf-8")
    left, running = unfinished(tmp_path, ended), unfinished(tmp_path, os.getppid())
    earlier = unfinished(tmp_path, os.getpid())  # in a container each run may have the same number
    sweep(tmp_path)
    assert [path.exists() for path in (left, earlier, running)] == [False, False, True]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["report", mine, running.name])


def test_looking_whether_a_folder_can_be_written_leaves_nothing_even_if_it_is_killed(
    tmp_path: Path,
) -> None:
    killed = """
import os, sys, tempfile
from pathlib import Path
from contract_lens.whole import refuse_unwritable
real = tempfile.NamedTemporaryFile
tempfile.NamedTemporaryFile = lambda **given: (real(delete=False, **given), os.kill(os.getpid(), 9))
refuse_unwritable(Path(sys.argv[1]), is_folder=True)
"""
    run = subprocess.run([sys.executable, "-c", killed, str(tmp_path)], check=False)
    assert run.returncode == -9
    assert len(list(tmp_path.iterdir())) == 1
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_folders_for_temporary_files_of_killed_runs_are_deleted(
    tmp_path: Path, ended: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    mine = working_folder()
    left = of_process(mine, ended)
    left.mkdir()
    (left / "000000.pdf").write_bytes(b"a contract")
    others = working_folder()
    assert [path.exists() for path in (mine, others, left)] == [True, True, False]


def test_a_file_that_fails_half_way_is_not_there(tmp_path: Path) -> None:
    write_whole(tmp_path / "report", b"first")
    with pytest.raises(OutputRefused, match="No space"), whole_file(tmp_path / "report") as stream:
        stream.write(b"sec")
        raise OSError(28, "No space left on device")
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
    assert (tmp_path / "report").read_bytes() == b"first"


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_name_that_no_disk_can_hold_is_refused(tmp_path: Path, is_folder: bool) -> None:
    with pytest.raises(OutputRefused, match="cannot be written"):
        refuse_unwritable(tmp_path / ("x" * 300), is_folder=is_folder)
