"""How strong each index is in filed agreements, by type: writes ``taxonomy/index_distribution.json``.

Run again whenever models or weights change; about two CPU minutes for 410 agreements:

    python -m benchmarks.index_distribution CUAD [--write]

``CUAD`` holds ``txt/`` and ``manifest.jsonl`` (document, agreement_type). The file holds facts alone: sorted
values, and no document's name. The models that came with the package
have learned from clauses of these agreements.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from contract_lens.assessment import INDICES
from contract_lens.pipeline import analyze
from contract_lens.taxonomy.peers import ALL, DISTRIBUTION, load_types, type_of

#: Shorter papers are filings and amendments, no agreements to compare with.
SHORTEST = 800


def main(folder: Path, *, write: bool) -> None:
    """Assess every agreement of the manifest, print the quartiles, and write the values."""
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    codes = {name: one.code for one in load_types() for name in one.types}
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: {name: [] for name in INDICES})
    told = read = 0
    for row in rows:
        assessment = analyze(folder / "txt" / f"{row['document']}.txt")
        if assessment.coverage.words < SHORTEST:
            continue
        read += 1
        code = codes.get(row["agreement_type"], "")
        told += bool(code) and type_of(assessment.title) == code
        for name, index in assessment.indices.items():
            for group in filter(None, (code, ALL)):
                values[group][name].append(round(index.value, 1))
    plain = {
        group: {name: sorted(found) for name, found in indices.items()}
        for group, indices in sorted(values.items())
    }
    for group, indices in plain.items():
        count = len(indices[INDICES[0]])
        places = (count // 4, count // 2, 3 * count // 4)
        quartiles = {name: [found[place] for place in places] for name, found in indices.items()}
        print(f"{group} ({count}): quartiles {quartiles}")
    print(f"type told by the title as by the manifest: {told} of {read}")
    if write:
        record = {"about": "sorted values of each index by type of agreement", "agreements": read}
        text = json.dumps(record | {"values": plain}, separators=(",", ":"))
        DISTRIBUTION.write_text(text.replace('},"', '},\n"').replace('],"', '],\n"') + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
