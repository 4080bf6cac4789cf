"""Hostile files through the guard: how each ends, how long it takes, how much memory its process needs.

    python -m benchmarks.hostile DATA [--beside FOLDER] [--documents N]

DATA is a folder with ``manifest.jsonl`` (a ``path`` a line) and the files. Each goes through the guard that a
scan uses; the peak is that of the child's resident memory while it was at the file. With ``--beside``, N
documents of that folder are scanned twice, alone and among the hostile files, and the rows of the reports
compared byte for byte. Linux only: memory is read from ``/proc``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from contract_lens.errors import Status
from contract_lens.guard import GuardedWorker, Job
from contract_lens.options import AnalysisOptions

_MEGABYTE = 1_000_000
_BAR = 700  # megabytes


def main() -> None:
    """Read each hostile file and print the table; compare the scans where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--beside", type=Path, help="folder with documents to scan among the hostile files")
    parser.add_argument("--documents", type=int, default=12, help="how many of them")
    arguments = parser.parse_args()
    lines = (arguments.data / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    names = sorted(json.loads(line)["path"] for line in lines)
    fine = read_each(arguments.data, names)
    if arguments.beside:
        fine = compare_scans(arguments.data, arguments.beside, arguments.documents) and fine
    sys.exit(not fine)


def read_each(folder: Path, names: list[str]) -> bool:
    """Print a row for each file; whether all ended in time and within the memory."""
    ends: Counter[Status] = Counter()
    peaks, times = [], []
    options = AnalysisOptions()
    print(f"{'file':<58}{'status':<18}{'seconds':>8}{'peak MB':>9}")
    with GuardedWorker(options) as worker:
        for name in names:
            process = child_of(worker)
            if process:
                (process / "clear_refs").write_text("5")  # the peak starts afresh
            start = time.perf_counter()
            status = worker.analyze(Job(str(folder / name))).assessment.status
            times.append(time.perf_counter() - start)
            process = child_of(worker)
            peaks.append(peak_of(process) if process else 0.0)
            ends[status] += 1
            print(f"{name[:56]:<58}{status:<18}{times[-1]:>8.2f}{peaks[-1]:>9.0f}", flush=True)
    print(f"\n{len(names)} files: " + ", ".join(f"{count} {status}" for status, count in ends.most_common()))
    print(f"longest {max(times[1:]):.1f} s of {options.limits.seconds:g}; highest peak {max(peaks):.0f} MB")
    return max(peaks) <= _BAR and max(times[1:]) <= options.limits.seconds


def child_of(worker: GuardedWorker) -> Path | None:
    """Return the folder in ``/proc`` of the worker's child."""
    child = worker._child
    return Path(f"/proc/{child._process.pid}") if child and child.is_alive() else None


def peak_of(process: Path) -> float:
    """Return the peak of a process's resident memory since it was last reset, in megabytes."""
    lines = (process / "status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / _MEGABYTE for line in lines if line.startswith("VmHWM"))


def compare_scans(hostile: Path, beside: Path, count: int) -> bool:
    """Scan documents alone and among hostile files; whether their rows are the same to the byte."""
    chosen = [path for path in sorted(beside.iterdir()) if path.is_file()][:count]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "in"
        (folder / "own").mkdir(parents=True)
        for path in chosen:
            shutil.copy(path, folder / "own")
        alone = rows_of(folder, Path(scratch) / "alone")
        shutil.copytree(hostile, folder / "hostile")
        among = rows_of(folder, Path(scratch) / "among")
    same = sum(among.get(path) == row for path, row in alone.items())
    print(f"\n{len(alone)} documents scanned alone and among {len(among) - len(alone)} more rows: "
          f"{same} rows the same to the byte")  # fmt: skip
    return same == len(alone)


def rows_of(folder: Path, out: Path) -> dict[str, str]:
    """Scan a folder and return the lines of its JSONL report by path."""
    command = [
        sys.executable,
        "-m",
        "contract_lens",
        "scan",
        str(folder),
        "--out",
        str(out),
        "--write",
        "jsonl",
    ]
    subprocess.run(command, check=False, capture_output=True)
    lines = [line for file in sorted(out.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    return {json.loads(line)["path"]: line for line in lines if "path" in json.loads(line)}


if __name__ == "__main__":
    main()
