"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with the public corpora; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("CONTRACT_LENS_SHARED", ROOT.parent / "shared" / "data"))
    if not (folder / "cuad" / "txt").is_dir():
        pytest.skip("the public corpora are not here; set CONTRACT_LENS_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def deals() -> Path:
    """The example deals that ship with the repository."""
    return ROOT / "corpora" / "deals"
