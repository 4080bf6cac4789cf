"""How the cost of a scan grows with the number of files: CPU time, and the memory of the process in front.

    python -m benchmarks.growth [--sizes 10,100,410,4100] [--jobs N] [--folder PDFS]

Without a folder the files are short agreements, all of different content; with one they are its PDFs, each
copy with another byte at its end. Printed are CPU seconds for each document, the process in front apart from
its children, the most memory that the process in front held, and seconds by the clock.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.chaos import CLAUSES

FRONT = """
import resource, sys
from contract_lens.cli import main
code = main(sys.argv[1:])
own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print("FRONT", own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime, own.ru_maxrss / 1024, code)
"""


def make_folder(root: Path, size: int, pdfs: list[Path]) -> None:
    """Write so many documents, in folders of a hundred."""
    for number, pdf in zip(range(size), itertools.cycle(pdfs or [Path()]), strict=False):
        folder = root / f"{number // 100:03}"
        folder.mkdir(parents=True, exist_ok=True)
        if pdfs:
            (folder / f"{number:05}.pdf").write_bytes(pdf.read_bytes() + f"%{number}".encode())
            continue
        lines = (f"{n}. {CLAUSES[(number + n) % len(CLAUSES)]}" for n in range(1, 4))
        text = f"SUPPLY AGREEMENT No. {number}\n\nbetween Vale Ltd and Tindle plc\n\n" + "\n\n".join(lines)
        (folder / f"{number:05}.txt").write_text(text + "\n", "utf-8")


def measure(folder: Path, out: Path, jobs: int) -> tuple[float, float, float, float]:
    """Return CPU seconds of the front and of its children, MB of the front, and seconds by the clock."""
    command = [sys.executable, "-c", FRONT, "scan", str(folder), "--out", str(out), "--jobs", str(jobs)]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.monotonic() - began
    front = next(line for line in done.stdout.splitlines() if line.startswith("FRONT")).split()
    return float(front[1]), float(front[2]), float(front[3]), seconds


def main() -> None:
    """Measure each size, first and second scan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10,100,410,4100")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    pdfs = sorted(arguments.folder.rglob("*.pdf")) if arguments.folder else []
    for size in map(int, arguments.sizes.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder, out = Path(name) / "documents", Path(name) / "out"
            make_folder(folder, size, pdfs)
            for which in ("first", "again"):
                front, others, memory, seconds = measure(folder, out, arguments.jobs)
                print(
                    f"{size:6} files, {which}: front {front:7.2f} CPU s ({1000 * front / size:6.2f} ms each),"
                    f" children {others:7.2f} ({1000 * others / size:6.1f} ms each),"
                    f" front {memory:4.0f} MB, {seconds:6.1f} s by the clock",
                    flush=True,
                )


if __name__ == "__main__":
    main()
