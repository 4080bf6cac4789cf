"""What stands for the program: every part of it decides what is said of a document, or is known not to."""

from __future__ import annotations

from pathlib import Path

from contract_lens import fingerprint
from contract_lens.fingerprint import _APART, _NO_PROGRAM, _NOR

#: Parts that decide what is said about one document: a result from before one of them changed is not used.
#: ``guard.py`` is one of them: it hands on what the user calls a document, and words what went wrong in it.
DECIDES = {
    *("read", "segment", "detect", "judge", "assess", "report", "taxonomy"),
    *("__init__.py", "agreement.py", "assessment.py", "attention.py", "clause.py", "deal.py", "document.py"),
    *("duty.py", "errors.py", "fingerprint.py", "guard.py", "options.py", "packing.py", "pipeline.py"),
    "quantity.py",
}


def test_every_part_of_the_package_is_placed_on_purpose() -> None:
    package = Path(fingerprint.__file__).parent
    parts = {path.name for path in package.iterdir() if path.suffix == ".py" or path.is_dir()}
    apart = {*_APART, *_NOR, *_NO_PROGRAM}
    assert parts - {"__pycache__"} - {*_NO_PROGRAM} == (DECIDES | apart) - {*_NO_PROGRAM}
    assert not DECIDES & apart
