"""Which agreements are called an alliance, held against readers who skimmed them for that.

    python -m benchmarks.alliances CUAD [--models DIR]

Reads the agreements of ``corpora/agreements-skimmed.jsonl``: 70 that an earlier version of the product
scored .35 or more for ``collaborative``, and 14 others whose names speak of alliances, ventures or
development. One reader each, who saw no score; ``disputed`` where experts would disagree. The weights of
``collaborative`` were chosen on them and on the 54 agreements of ``corpora/agreements.jsonl``, so this tells
of a change, not of papers that nobody has seen. Prints, for each label, how many were found, missed and
flagged wrongly, and how often the favoured party is named right. With ``--models`` the texts are read by
other models than those that ship.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from contract_lens.assessment import Assessment
from contract_lens.learn.agreements import names_the_same
from contract_lens.learn.public_texts import read_rows
from contract_lens.options import AnalysisOptions
from contract_lens.pipeline import analyze

LABELS = ("last_resort", "misbranded", "dysfunctional", "collaborative", "transactional")
ROWS = Path(__file__).parent.parent / "corpora" / "agreements-skimmed.jsonl"


def judged(folder: Path, options: AnalysisOptions) -> list[tuple[dict[str, Any], Assessment]]:
    """Return each agreement that is there, with what the product says of it."""
    files = ((row, folder / f"{row['document']}.txt") for row in read_rows(ROWS))
    return [(row, analyze(file, options=options)) for row, file in files if file.is_file()]


def counts(read: list[tuple[dict[str, Any], Assessment]], label: str) -> str:
    """Return how one label holds against the readers."""
    flagged, there = Counter[str](), Counter[str]()
    for row, assessment in read:
        meant = "yes" if label in row["labels"] else "disputed" if label in row["disputed"] else "no"
        there[meant] += 1
        flagged[meant] += label in assessment.labels
    return (
        f"{label:14} found {flagged['yes']} of {there['yes']}, flagged {flagged['no']} of {there['no']} "
        f"that are not, {flagged['disputed']} of {there['disputed']} that experts would dispute"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cuad", type=Path)
    parser.add_argument("--models", type=Path)
    arguments = parser.parse_args()
    texts = arguments.cuad / "txt"
    read = judged(texts if texts.is_dir() else arguments.cuad, AnalysisOptions(models=arguments.models))
    print(f"{len(read)} agreements")
    for label in LABELS:
        print(counts(read, label))
    sided = [
        (row, one) for row, one in read if row["scores"]["one_sided"] >= 2 and row["favours"] != "balanced"
    ]
    named = sum(names_the_same(one.favours, row["favours"]) for row, one in sided)
    silent = sum(not one.favours for _, one in sided)
    print(
        f"favoured party named right: {named} of {len(sided)} clearly one-sided agreements, "
        f"none named in {silent}"
    )
    even = [one for row, one in read if row["favours"] == "balanced"]
    print(f"balanced agreements said to favour nobody: {sum(not one.favours for one in even)} of {len(even)}")


if __name__ == "__main__":
    main()
