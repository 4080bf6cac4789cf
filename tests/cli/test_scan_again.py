"""Scanning again: only what is new is read, and the report is the same however the scan came about."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contract_lens.cli import main
from contract_lens.ledger import read_ledger

AGREEMENT = """SUPPLY AGREEMENT

This Supply Agreement is made between Vale Ltd ("Supplier") and Tindle plc ("Customer").

1. Orders. Supplier shall deliver the goods within thirty days of each order.

2. Termination. Customer may terminate this Agreement at any time in its sole discretion without notice.
"""
MAIL = b"""From: Ann Ode <ann@vale.example>
To: Bo Ek <bo@tindle.example>
Subject: Rota

Please tell me by Friday whether the rota suits your team.
"""
EVERYTHING = "csv,jsonl,html,xlsx,sarif"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("portfolio")
    (root / "a.txt").write_text(AGREEMENT, "utf-8")
    (root / "copy.txt").write_text(AGREEMENT, "utf-8")
    (root / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (root / "deal").mkdir()
    (root / "deal" / "agreement.txt").write_text(AGREEMENT.replace("thirty", "sixty"), "utf-8")
    (root / "deal" / "mail.eml").write_bytes(MAIL)
    (root / "link.txt").symlink_to("/etc/hostname")
    with zipfile.ZipFile(root / "old.zip", "w") as archive:
        archive.writestr("lease.txt", AGREEMENT.replace("SUPPLY", "LEASE"))
    return root


def scan(folder: Path, out: Path, *more: str) -> int:
    return main(["scan", str(folder), "--out", str(out), "--write", EVERYTHING, "--jobs", "1", *more])


def reports(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".contract_lens" not in path.parts
    }


@pytest.fixture(scope="module")
def long_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("long")
    for number in range(8):
        lines = (f"{n}. Supplier shall deliver lot {number}-{n} within thirty days." for n in range(1, 150))
        (root / f"{number:02}.txt").write_text(AGREEMENT + "\n\n".join(lines), "utf-8")
    return root


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed")
    assert scan(folder, out) == 7  # the damaged file and the link are not read, all others are
    return out


def stored(out: Path) -> dict[str, str]:
    """When each result was stored, by key."""
    with read_ledger(out / ".contract_lens" / "ledger.sqlite") as ledger:
        return dict(ledger._read("SELECT key, stored || digest FROM results"))


def test_every_file_has_a_row_and_copies_are_named(folder: Path, undisturbed: Path) -> None:
    rows = reports(undisturbed)["summary.csv"].decode().splitlines()
    assert [row.split(",")[0].removeprefix(f"{folder}/") for row in rows[1:]] == [
        "a.txt",
        "broken.pdf",
        "copy.txt",
        "link.txt",
        "deal/agreement.txt",
        "deal/mail.eml",
        "old.zip!/lease.txt",
    ]
    assert [row.endswith(f",{folder / 'a.txt'}") for row in rows[1:4]] == [False, False, True]


def test_nothing_is_read_again_and_nothing_changes(
    folder: Path, undisturbed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, results = reports(undisturbed), stored(undisturbed)
    assert scan(folder, undisturbed) == 7
    assert "0 of 7 files hold something new" in capsys.readouterr().err
    assert reports(undisturbed) == before
    assert stored(undisturbed) == results


def inodes(out: Path) -> dict[str, int]:
    return {name: (out / name).stat().st_ino for name in reports(out)}


def test_reports_that_are_intact_are_left_alone(folder: Path, undisturbed: Path) -> None:
    before = inodes(undisturbed)
    assert scan(folder, undisturbed) == 7
    assert inodes(undisturbed) == before


def test_reports_that_were_changed_or_lost_are_written_again(folder: Path, undisturbed: Path) -> None:
    before = reports(undisturbed)
    names = [name for name in before if not name.startswith("pages/")]
    for is_lost in (False, True):
        for name in names:
            if not is_lost:
                (undisturbed / name).write_bytes(before[name] + b" ")
            elif name == ".contract-lens-report.json":  # without it the folder would be a stranger's
                (undisturbed / name).write_text("{}", "utf-8")
            else:
                (undisturbed / name).unlink()
            assert scan(folder, undisturbed) == 7
            assert reports(undisturbed) == before


def test_what_a_deal_is_said_to_be_counts_as_a_change(folder: Path, undisturbed: Path) -> None:
    before = reports(undisturbed)
    (folder / "deal" / "deal.toml").write_text('name = "Rota"\n', "utf-8")
    scan(folder, undisturbed)
    assert b"Rota" in reports(undisturbed)["summary.csv"]
    (folder / "deal" / "deal.toml").unlink()
    scan(folder, undisturbed)
    assert reports(undisturbed) == before


def test_a_page_that_was_changed_or_lost_is_written_again(folder: Path, undisturbed: Path) -> None:
    before = reports(undisturbed)
    pages = sorted((undisturbed / "pages").iterdir())
    pages[0].write_text("changed", "utf-8")
    pages[1].unlink()
    scan(folder, undisturbed)
    assert reports(undisturbed) == before


def test_a_damaged_record_is_read_again(folder: Path, undisturbed: Path) -> None:
    import sqlite3

    before = reports(undisturbed)
    base = sqlite3.connect(undisturbed / ".contract_lens" / "ledger.sqlite")
    base.execute("UPDATE records SET record = x'00' WHERE row LIKE '%LEASE%'")
    base.commit()
    base.close()
    (undisturbed / "documents.jsonl").unlink()  # else nothing is read: all that was written is intact
    scan(folder, undisturbed)
    assert reports(undisturbed) == before
    with read_ledger(undisturbed / ".contract_lens" / "ledger.sqlite") as ledger:
        assert ledger.is_sound()


def test_a_renamed_file_is_not_read_again(
    folder: Path, undisturbed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = stored(undisturbed)
    (folder / "copy.txt").rename(folder / "moved.txt")
    scan(folder, undisturbed)
    (folder / "moved.txt").rename(folder / "copy.txt")
    told = capsys.readouterr().err
    assert f"renamed: {folder / 'copy.txt'} is now {folder / 'moved.txt'}" in told
    assert stored(undisturbed) == results
    scan(folder, undisturbed)


def test_a_scan_that_is_killed_and_resumed_says_the_same(
    folder: Path, undisturbed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "killed"
    arguments = ["scan", str(folder), "--out", str(out), "--write", EVERYTHING, "--jobs", "1"]
    run = subprocess.Popen(
        [sys.executable, "-m", "contract_lens", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    ledger = out / ".contract_lens" / "ledger.sqlite"
    until = time.monotonic() + 120
    while run.poll() is None and time.monotonic() < until and results_in(ledger) < 2:
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert scan(folder, out, "--wait", "10") == 7
    assert reports(out) == reports(undisturbed)
    with read_ledger(ledger) as opened:
        assert opened.is_sound()


def results_in(ledger: Path) -> int:
    try:
        with read_ledger(ledger) as opened:
            return sum(opened.counts().results.values())
    except Exception:  # it is being made
        return 0


@contextmanager
def running(folder: Path, out: Path) -> Iterator[subprocess.Popen[str]]:
    """A scan in a process group of its own, as a shell starts it, with one result in its ledger."""
    run = subprocess.Popen(
        [sys.executable, "-m", "contract_lens", "scan", str(folder), "--out", str(out), "--jobs", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while (
        run.poll() is None
        and time.monotonic() < until
        and not results_in(out / ".contract_lens" / "ledger.sqlite")
    ):
        time.sleep(0.01)
    try:
        yield run
    finally:
        run.kill()
        run.wait()


def test_ctrl_c_finishes_what_is_in_flight_and_writes_the_report(long_folder: Path, tmp_path: Path) -> None:
    with running(long_folder, tmp_path / "out") as run:
        os.killpg(run.pid, signal.SIGINT)  # a terminal sends it to all processes of the group
        _, told = run.communicate(timeout=300)
    assert run.returncode == 130
    assert "stopping" in told
    rows = (tmp_path / "out" / "summary.csv").read_text("utf-8").splitlines()
    missed = [row for row in rows if "was not reached before the scan was stopped" in row]
    assert 0 < len(missed) < len(rows) - 1
    assert len(rows) == 1 + len(list(long_folder.iterdir()))


def test_ctrl_c_twice_stops_now_and_loses_nothing(long_folder: Path, tmp_path: Path) -> None:
    with running(long_folder, tmp_path / "out") as run:
        kept = results_in(tmp_path / "out" / ".contract_lens" / "ledger.sqlite")
        os.killpg(run.pid, signal.SIGINT)
        assert run.stderr is not None
        while "stopping" not in run.stderr.readline() and run.poll() is None:
            pass
        os.killpg(run.pid, signal.SIGINT)
        _, told = run.communicate(timeout=300)
    assert run.returncode == 130
    assert told.split() == ["interrupted"]
    assert not (tmp_path / "out" / "summary.csv").exists()
    with read_ledger(tmp_path / "out" / ".contract_lens" / "ledger.sqlite") as ledger:
        assert ledger.is_sound()
        assert sum(ledger.counts().results.values()) >= kept
    assert scan(long_folder, tmp_path / "out") == 0
    assert scan(long_folder, tmp_path / "undisturbed") == 0
    assert reports(tmp_path / "out") == reports(tmp_path / "undisturbed")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no names that are not text")
def test_a_file_whose_name_is_no_text_is_a_document_like_others(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/caf\xe9.t\xe9xt")).write_text(AGREEMENT, "utf-8")
    assert [scan(tmp_path / "in", tmp_path / "out") for _ in range(2)] == [0, 0]
    assert b"caf" in reports(tmp_path / "out")["summary.csv"]


def test_two_outs_of_one_ledger_share_what_is_known(
    folder: Path, undisturbed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = undisturbed / ".contract_lens" / "ledger.sqlite"
    assert scan(folder, tmp_path / "other", "--ledger", str(ledger)) == 7
    assert "0 of 7 files hold something new" in capsys.readouterr().err
    assert reports(tmp_path / "other") == reports(undisturbed)


def test_the_ledger_can_be_shown_and_exported(
    undisturbed: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["ledger", "show", str(undisturbed), "--check"]) == 0
    shown = capsysbinary.readouterr().out
    assert shown.startswith(b"5 results: 1 corrupt, 1 ok, 3 ok_with_warnings\n")
    assert b"every record is sound" in shown
    assert main(["ledger", "export", str(undisturbed), "-o", str(tmp_path / "all.jsonl")]) == 0
    lines = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 5
    assert main(["ledger", "show", str(tmp_path)]) == 3
    assert main(["ledger", "show", str(tmp_path / ("x" * 300))]) == 3  # no name that a disk could hold


def test_the_ledger_is_not_written_over_by_its_own_export(undisturbed: Path, tmp_path: Path) -> None:
    ledger = undisturbed / ".contract_lens" / "ledger.sqlite"
    (tmp_path / "link").symlink_to(ledger)
    before = ledger.read_bytes()
    for output in (ledger, tmp_path / "link", ledger.with_name("ledger.sqlite.lock")):
        assert main(["ledger", "export", str(undisturbed), "-o", str(output)]) == 5
    assert ledger.read_bytes() == before


def test_an_unwritable_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert main(["scan", str(folder), "--out", str(tmp_path / "file" / "out")]) == 5
