"""A disk that takes no more: one line of error, nothing half-written, and the next scan goes on.

``benchmarks/full_disk.py`` does it with a file system that is full; here no file may grow beyond a bound.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from contract_lens.cli import main
from contract_lens.errors import ExitCode, OutputRefused
from contract_lens.ledger import read_ledger

resource = pytest.importorskip("resource", reason="bounds on files are set with resource limits")

AGREEMENT = """SUPPLY AGREEMENT No. {0}

This Supply Agreement is made between Vale Ltd ("Supplier") and Tindle plc ("Customer").

1. Orders. Supplier shall deliver lot {0} within thirty days of each order.

2. Termination. Customer may terminate this Agreement at any time in its sole discretion without notice.
"""
SCAN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from contract_lens.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("documents")
    for number in range(3):
        (root / f"{number}.txt").write_text(AGREEMENT.format(number), "utf-8")
    return root


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    assert main(["scan", str(folder), "--out", str(out), "--jobs", "1"]) == ExitCode.OK
    return reports(out)


def reports(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".contract_lens" not in path.parts
    }


@pytest.mark.parametrize("largest", [2_000, 40_000, 120_000], ids="at {} bytes".format)
def test_it_is_told_in_one_line_and_the_next_scan_goes_on(
    largest: int, folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = subprocess.run(
        [sys.executable, "-c", SCAN, str(largest), "scan", str(folder), "--out", str(out), "--jobs", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == ExitCode.OUTPUT_REFUSED
    assert len([line for line in run.stderr.splitlines() if line.startswith("error: ")]) == 1
    written = {name: content for name, content in reports(out).items() if not name.startswith(".")}
    assert written == {name: undisturbed[name] for name in written}
    assert not list(out.rglob(".writing-*"))
    assert is_sound(out)
    assert main(["scan", str(folder), "--out", str(out), "--jobs", "1"]) == ExitCode.OK
    assert reports(out) == undisturbed


def is_sound(out: Path) -> bool:
    file = out / ".contract_lens" / "ledger.sqlite"
    if not file.is_file() or not file.stat().st_size:
        return True
    try:
        with read_ledger(file) as ledger:
            return ledger.is_sound()
    except OutputRefused as error:
        return "no such table" in str(error)  # the disk was full before it had any
