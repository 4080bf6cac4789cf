"""CPU time of a whole scan against plain pypdfium2 text extraction of the same files, in the same run.

    python -m benchmarks.scan FOLDER [--sample N] [--jobs N] [--rounds N]

Prints CPU milliseconds per page of both and their ratio. With several rounds the two take turns, and the
least of each counts: the others were disturbed by what else the machine did. The scan is ``contract-lens
scan`` itself, with its child processes and its reports; the plain extraction opens every page and takes its
text.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.ledger import compiled


def children_seconds() -> float:
    """CPU seconds of all child processes that have ended so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


PLAIN = """
import sys
import pypdfium2
pages = 0
for path in sys.stdin.read().splitlines():
    pdf = pypdfium2.PdfDocument(path)
    for index in range(len(pdf)):
        page = pdf[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    pages += len(pdf)
    pdf.close()
print(pages)
"""


def plain_seconds(files: list[Path]) -> tuple[float, int]:
    """Return CPU seconds of plain extraction, and the number of pages."""
    before = children_seconds()
    done = subprocess.run(
        [sys.executable, "-c", PLAIN],
        input="\n".join(map(str, files)),
        capture_output=True,
        text=True,
        check=True,
    )
    return children_seconds() - before, int(done.stdout)


def scan_seconds(folder: Path, jobs: int) -> float:
    """Return CPU seconds of a whole scan of a folder, reports and child processes included."""
    before = children_seconds()
    with tempfile.TemporaryDirectory() as out:
        command = [
            sys.executable,
            "-m",
            "contract_lens",
            "scan",
            str(folder),
            "--out",
            out,
            "--jobs",
            str(jobs),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=compiled())
    print(done.stderr.strip().splitlines()[-1])
    return children_seconds() - before


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--sample", type=int, default=0, help="this many files, drawn with a fixed seed; 0 is all"
    )
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    files = sorted(arguments.folder.rglob("*.pdf"))
    if arguments.sample:
        files = sorted(random.Random(7).sample(files, arguments.sample))
    with tempfile.TemporaryDirectory() as name:
        for number, file in enumerate(files):
            shutil.copy(file, Path(name) / f"{number:04}.pdf")
        copies = sorted(Path(name).glob("*.pdf"))
        plains, scans = [], []
        for _ in range(arguments.rounds):
            before, pages = plain_seconds(copies)
            scans.append(scan_seconds(Path(name), arguments.jobs))
            plains.append((before + plain_seconds(copies)[0]) / 2)
    plain, scan = min(plains), min(scans)
    for each, other in zip(plains, scans, strict=True):
        print(f"round: plain {1000 * each / pages:.2f}, contract-lens {1000 * other / pages:.2f} CPU ms/page")
    print(f"{len(files)} files, {pages} pages, {arguments.jobs} jobs")
    print(f"plain pypdfium2   {1000 * plain / pages:7.2f} CPU ms/page")
    print(f"contract-lens     {1000 * scan / pages:7.2f} CPU ms/page")
    print(f"ratio             {scan / plain:7.2f}")


if __name__ == "__main__":
    main()
