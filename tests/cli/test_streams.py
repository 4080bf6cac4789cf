"""The two streams when nobody is there any more: a closed terminal, a pipe that was left, a full disk."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

AGREEMENT = """SERVICE AGREEMENT

This Service Agreement is made between Alder Works Ltd ("Supplier") and Birch plc ("Customer").

1. Fees. The Customer shall pay the fees within 30 days of an invoice.

2. Termination. Either party may terminate this Agreement upon sixty days written notice.
"""
SCAN = f"{sys.executable} -m contract_lens scan in --out out --jobs 1 --ledger $KNOWN"


def fill(root: Path) -> Path:
    (root / "in").mkdir()
    (root / "in" / "a.txt").write_text(AGREEMENT, "utf-8")
    (root / "in" / "empty.pdf").write_bytes(b"")
    return root


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that knows the documents: what is tested here comes after they are read, and before."""
    root = fill(tmp_path_factory.mktemp("known"))
    assert shell(f"KNOWN=known.sqlite; {SCAN}", root).returncode == 7
    return root / "known.sqlite"


@pytest.fixture()
def folder(tmp_path: Path, known: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNOWN", str(known))
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # what waits in a stream is lost in other ways
    return fill(tmp_path)


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, timeout=120)


@pytest.mark.parametrize("streams", ["<&- >&- 2>&-", "2>/dev/full"])
def test_a_scan_needs_no_stream(folder: Path, streams: str) -> None:
    done = shell(f"{SCAN} {streams}", folder)
    assert done.returncode == 7  # the empty file
    assert b"Traceback" not in done.stderr
    assert (folder / "out" / "index.html").is_file()


@pytest.mark.parametrize("pipe", ["2>&1 >/dev/null | true", "| true"])
def test_a_pipe_that_was_left_hides_neither_the_reports_nor_the_code(folder: Path, pipe: str) -> None:
    assert shell(f"set -o pipefail; {SCAN} {pipe}", folder).returncode == 7
    assert (folder / "out" / "index.html").is_file()


def test_data_for_a_pipe_that_was_left_is_no_failure(folder: Path) -> None:
    assert shell(f"set -o pipefail; {sys.executable} -m contract_lens explain | true", folder).returncode == 0


def test_stdout_on_a_full_disk_is_said(folder: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = shell(f"{SCAN} >/dev/full", folder)
    assert done.returncode == 5
    assert b"stdout: cannot be written" in done.stderr


def test_a_terminal_that_is_closed_does_not_end_the_scan(folder: Path) -> None:
    process, terminal = pty.fork()
    if not process:  # as nohup and disown leave it: nobody ends it, and its terminal is gone
        os.chdir(folder)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        os.execvp("bash", ["bash", "-c", SCAN])
    os.read(terminal, 1)  # the bar is there
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 7
    assert (folder / "out" / "index.html").is_file()


def test_a_line_break_in_a_name_begins_no_line(folder: Path) -> None:
    (folder / "in" / "x\n9 files found, 9 read, 0 failed; .pdf").write_bytes(b"")
    lines = shell(SCAN, folder).stderr.splitlines()
    assert [line for line in lines if b" files found" in line and not line.startswith(b"not read: ")] == [
        b"3 files found, 1 read, 2 failed; reports in out"
    ]


def test_the_path_on_stdout_is_that_of_a_report_that_was_written(folder: Path) -> None:
    done = shell(f"{SCAN} --write sarif,csv", folder)
    assert done.stdout.decode().strip() == "out/findings.sarif"
    assert (folder / "out" / "findings.sarif").is_file()
    again = shell(f"{SCAN} --write csv", folder).stderr.decode().splitlines()
    assert "of an earlier scan, and not of this one: findings.sarif" in again
