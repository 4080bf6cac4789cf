"""CPU time of reading PDFs against plain PDFium text extraction of the same files in the same run.

    python -m benchmarks.pdf_extraction FOLDER [--sample N]

Prints milliseconds of CPU time per page and their ratio; the two take turns, file by file, so that other
work on the machine touches both alike. Text recognition is off. Ratios say more than times.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from contract_lens.errors import InputError
from contract_lens.options import Limits
from contract_lens.read import read_document


class Timing(NamedTuple):
    """CPU seconds that one file took, plain and read, with its pages and table rows."""

    name: str
    pages: int
    plain: float
    read: float
    rows: int


def extract_plain(path: Path) -> int:
    """Extract the text of every page with PDFium and return the number of pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    for page in document:
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    pages = len(document)
    document.close()
    return pages


def cpu_of(task: Callable[[], object]) -> tuple[float, object]:
    """Return CPU seconds of a call, and what it returned."""
    start = time.process_time()
    result = task()
    return time.process_time() - start, result


def time_file(path: Path, rounds: int) -> Timing | None:
    """Time one file, best of ``rounds`` for each side; ``None`` if it cannot be read."""
    plain, read = [], []
    pages = rows = 0
    try:
        for _ in range(rounds):
            seconds, _found = cpu_of(lambda: extract_plain(path))
            plain.append(seconds)
            seconds, document = cpu_of(lambda: read_document(path, limits=Limits(ocr_pages=0)))
            read.append(seconds)
            pages = document.pages  # type: ignore[attr-defined] # cpu_of gives back any object
            rows = sum(block.kind == "table_row" for block in document.blocks)  # type: ignore[attr-defined] # likewise
    except InputError as error:
        print(f"left out: {error}", file=sys.stderr)
        return None
    return Timing(path.name, pages, min(plain), min(read), rows)


def print_table(timings: list[Timing]) -> None:
    """Print one line per group of files."""
    print(f"{'files':<28}{'n':>5}{'pages':>7}{'plain ms/page':>15}{'read ms/page':>14}{'ratio':>7}")
    groups = {
        "all": timings,
        "without tables": [timing for timing in timings if not timing.rows],
        "with tables": [timing for timing in timings if timing.rows],
    }
    for name, group in groups.items():
        pages = sum(timing.pages for timing in group)
        plain, read = sum(timing.plain for timing in group), sum(timing.read for timing in group)
        if not pages or not plain:
            continue
        figures = f"{1000 * plain / pages:>15.2f}{1000 * read / pages:>14.2f}{read / plain:>7.2f}"
        print(f"{name:<28}{len(group):>5}{pages:>7}{figures}")
    ratios = sorted((timing.read / timing.plain, timing.name) for timing in timings if timing.plain)
    if ratios:
        print(f"ratio per file: median {statistics.median(ratio for ratio, _ in ratios):.2f}, "
              f"highest {ratios[-1][0]:.2f} ({ratios[-1][1]})")  # fmt: skip


def main() -> None:
    """Parse arguments, time the files, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with PDF files")
    parser.add_argument("--sample", type=int, metavar="N", help="so many files, drawn at random; else all")
    parser.add_argument("--seed", type=int, default=7, help="seed of the draw")
    parser.add_argument("--rounds", type=int, default=2, help="best of how many rounds")
    arguments = parser.parse_args()
    files = sorted(arguments.folder.rglob("*.pdf"))
    if arguments.sample and len(files) > arguments.sample:
        files = random.Random(arguments.seed).sample(files, arguments.sample)
    if not files:
        parser.error(f"no PDF files in {arguments.folder}")
    read_document(files[0])  # imports are not what is measured
    timings = [timing for path in files if (timing := time_file(path, arguments.rounds))]
    print_table(timings)


if __name__ == "__main__":
    main()
