"""Scans onto a disk that runs full at one moment after another, then resumed with room: what is lost?

    python -m benchmarks.full_disk [--first KB] [--last KB] [--steps N]

Mounts a small file system in memory (Linux, as root), scans a small folder into it, and looks at what is
there: the exit code, the one line of the error, reports that are not whole, the ledger. Then gives the disk
room, scans again, and compares the reports with those of a scan that nobody disturbed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.chaos import command, differing, make_folder
from contract_lens.errors import ExitCode
from contract_lens.ledger import read_ledger

ROOM = 64 * 1024


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[None]:
    """Mount a file system of this size."""
    place.mkdir()
    options = ["-o", f"size={kilobytes}k", "tmpfs", str(place)]
    subprocess.run(["mount", "-t", "tmpfs", *options], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def half_written(out: Path, whole: Path) -> list[str]:
    """Return the reports that are there and not as they should be; hidden files are the scan's own."""
    return [
        name
        for name in differing(out, whole)
        if (out / name).is_file() and (whole / name).is_file() and not name.startswith(".")
    ]


def ledger_state(out: Path) -> str:
    """Say how the ledger fares."""
    file = out / ".contract_lens" / "ledger.sqlite"
    if not file.is_file() or not file.stat().st_size:
        return "no ledger yet"
    try:
        with read_ledger(file) as ledger:
            return "ledger sound" if ledger.is_sound() else "LEDGER DAMAGED"
    except Exception as error:
        return f"ledger not made yet ({type(error).__name__})"


def trial(folder: Path, whole: Path, place: Path, kilobytes: int) -> list[str]:
    """Scan onto a disk of this size, give it room, scan again; return what came of it."""
    with small_disk(place, kilobytes):
        out = place / "out"
        first = subprocess.run(command(folder, out, 1), capture_output=True, text=True, check=False)
        told = [f"exit code {first.returncode}", ledger_state(out)]
        errors = [line for line in first.stderr.splitlines() if line.startswith("error: ")]
        told += [f"HALF-WRITTEN {name}" for name in half_written(out, whole)]
        subprocess.run(["mount", "-o", f"remount,size={ROOM}k", str(place)], check=True)
        subprocess.run(command(folder, out, 1), capture_output=True, check=False)
        other = differing(out, whole)
        told.append(f"REPORTS DIFFER {other}" if other else "reports the same after")
    if first.returncode == ExitCode.OUTPUT_REFUSED:
        told.append("one line of error" if len(errors) == 1 else f"ERRORS {first.stderr[-500:]!r}")
    print(f"{kilobytes:6} KB: {'; '.join(told)}; {errors[0] if errors else ''}", flush=True)
    return told


def main() -> None:
    """Run the trials and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=8)
    parser.add_argument("--last", type=int, default=1200)
    parser.add_argument("--steps", type=int, default=16)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, whole = Path(name) / "documents", Path(name) / "whole"
        folder.mkdir()
        make_folder(folder, 4)
        subprocess.run(command(folder, whole, 1), capture_output=True, check=False)
        growth = (arguments.last / arguments.first) ** (1 / max(arguments.steps - 1, 1))
        counts: Counter[str] = Counter()
        for step in range(arguments.steps):
            size = round(arguments.first * growth**step)
            counts.update(trial(folder, whole, Path(name) / f"disk-{step}", size))
        for what, count in counts.most_common():
            print(f"{count:5}  {what}")


if __name__ == "__main__":
    print(__doc__.splitlines()[0], file=sys.stderr)
    main()
