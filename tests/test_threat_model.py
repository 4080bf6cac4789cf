"""The threat model names tests that exist, and leaves no fault of reading out."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROWS = re.findall(
    r"^\| ([APTBO]\d+) [^|]+\|[^|]+\| ([^|]+) \|$", (ROOT / "docs/threat-model.md").read_text("utf-8"), re.M
)


def test_every_fault_of_reading_has_a_row() -> None:
    expected = (
        [f"A{n}" for n in range(1, 15)] + [f"P{n}" for n in range(1, 17)] + [f"T{n}" for n in range(1, 17)]
    )
    assert [fault for fault, _ in ROWS][: len(expected)] == expected


def test_named_tests_exist_and_other_rows_say_why() -> None:
    for fault, cell in ROWS:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", cell)
        assert named or re.match(r"none\b[^:]*: \S+", cell), f"{fault} names neither a test nor a reason"
        for file, test in named:
            path = ROOT / file
            assert path.is_file(), f"{fault}: there is no {file}"
            assert f"def {test}(" in path.read_text("utf-8"), f"{fault}: {file} has no {test}"
