"""The ledger's promises in figures: a second scan, a large ledger, and the parent's memory.

    python -m benchmarks.ledger FOLDER [--sample N] [--rows N]

Prints CPU seconds of a first and a second scan of the same files and their ratio; then the time that
``ledger show`` and the start of a scan take with a ledger of many rows. All in one run, all CPU time.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from contract_lens.fingerprint import analysis_fingerprint, bounds
from contract_lens.ledger import Made, open_ledger
from contract_lens.options import AnalysisOptions
from contract_lens.packing import Packed


def compiled() -> dict[str, str]:
    """Return an environment in which modules are compiled once, as those of an installed package are."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def cpu_of(*arguments: str) -> tuple[float, float, str]:
    """Run the command line; return CPU seconds, seconds by the clock, and its last line."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "contract_lens", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=compiled(),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = (done.stderr + done.stdout).strip().splitlines()
    return cpu, time.monotonic() - began, lines[-1] if lines else ""


def second_scan(folder: Path, sample: int, work: Path) -> None:
    """Scan a folder twice."""
    files = sorted(folder.rglob("*.pdf"))
    files = sorted(random.Random(7).sample(files, sample)) if sample else files
    copies = work / "documents"
    copies.mkdir()
    for number, file in enumerate(files):
        shutil.copyfile(file, copies / f"{number:04}.pdf")
    arguments = ("scan", str(copies), "--out", str(work / "out"), "--jobs", "1")
    lone = str(copies / "0000.pdf")
    cpu_of("scan", lone, "--out", str(work / "warm"), "--jobs", "1")  # compiles what is not
    first, _, told = cpu_of(*arguments)
    again, _, _ = cpu_of(*arguments)
    bare, _, _ = cpu_of("--version")
    print(told)
    print(f"first scan        {first:8.2f} CPU s, {len(files)} files")
    print(f"second scan       {again:8.2f} CPU s, {100 * again / first:.1f} % of the first")
    print(f"--version         {bare:8.2f} CPU s")


def large_ledger(rows: int, work: Path) -> None:
    """Fill a ledger and see how long it takes to show it, and to scan one file with it."""
    path = work / "large.sqlite"
    options = AnalysisOptions()
    made = Made(analysis_fingerprint(options), bounds(options), 1.0, 100_000)
    row = {"path": "", "status": "ok"}
    with open_ledger(path) as ledger:
        ledger._base.execute("PRAGMA synchronous = OFF")  # filling it is not what is measured
        for number in range(rows):
            content = f"{number:064x}"
            packed = Packed(content, "ok", "agreement", random.randbytes(500), b"text", b"{}", row)
            ledger.keep(f"{content}.pdf:{made.analysis}", packed, made)
        places = {f"/share/{n}.pdf": f"{n:064x}.pdf:{made.analysis}" for n in range(rows)}
        ledger.move(places, lambda path: False)
    print(f"{rows} rows, {path.stat().st_size / 1e6:.0f} MB")
    shown, seconds, told = cpu_of("ledger", "show", str(path))
    print(f"ledger show       {shown:8.2f} CPU s, {seconds:.2f} s by the clock ({told})")
    lone = work / "lone.pdf"
    lone.write_bytes(b"no document")
    arguments = ("scan", str(lone), "--out", str(work / "lone"), "--ledger", str(path), "--jobs", "1")
    cpu_of(*arguments)
    begun, seconds, told = cpu_of(*arguments)
    print(f"scan of one file  {begun:8.2f} CPU s, {seconds:.2f} s by the clock ({told})")


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--rows", type=int, default=100_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if arguments.rows:
            large_ledger(arguments.rows, Path(name))
        if arguments.sample >= 0:
            second_scan(arguments.folder, arguments.sample, Path(name))


if __name__ == "__main__":
    main()
