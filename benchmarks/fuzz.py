"""Fuzz the readers for some minutes: damaged files of every format, until one breaks a reader.

    python -m benchmarks.fuzz [--minutes N] [--seed N] [--only KIND,...] [--out FOLDER]

Every break (an exception that is not of ``contract_lens.errors``, a hang, a text that does not hold together)
is written to ``--out`` as ``<kind>-<seed>.bin``; once mended, the file belongs in ``tests/fuzz/regressions``.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "read")]


def main() -> None:
    """Fuzz until the time is over; the exit status says whether anything broke."""
    from tests.fuzz.mutation import check, damaged
    from tests.fuzz.seeds import SEEDS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="of CPU, over all readers")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default=",".join(SEEDS))
    parser.add_argument("--out", type=Path, default=Path("fuzz-breaks"))
    given = parser.parse_args()
    warnings.simplefilter("error")
    tried: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    seen: set[str] = set()
    number, kinds = given.seed, given.only.split(",")
    while time.process_time() < 60 * given.minutes:
        number += 1
        kind = kinds[number % len(kinds)]
        chance = random.Random(number)
        data = damaged(SEEDS[kind], chance, SEEDS[chance.choice(sorted(SEEDS))])
        tried[kind] += 1
        try:
            check(data)
        except Exception as error:
            broken[kind] += 1
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
            if place not in seen:
                seen.add(place)
                given.out.mkdir(parents=True, exist_ok=True)
                (given.out / f"{kind}-{number}.bin").write_bytes(data)
                print(f"{kind}-{number}: {place}: {error}"[:400], flush=True)
    for kind in kinds:
        print(f"{kind:<10} {tried[kind]:>7} files, {broken[kind]} breaks")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
