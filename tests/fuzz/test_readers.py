"""Every reader on damaged files: no exception that is not of our tree, no hang, no text that is loose."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_lens.read.sniff import tell_format
from tests.fuzz.mutation import LIMITS, check, damaged
from tests.fuzz.seeds import SEEDS

_REGRESSIONS = sorted((Path(__file__).parent / "regressions").glob("*.bin"))
_EXPECTED = {"captions": "transcript", "chat": "transcript", "names": "transcript"}


@pytest.mark.parametrize("kind", SEEDS)
def test_the_sound_file_goes_to_its_reader(kind: str) -> None:
    assert tell_format(SEEDS[kind], "file", LIMITS) == _EXPECTED.get(kind, kind)
    check(SEEDS[kind])


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32), other=st.sampled_from(sorted(SEEDS)))
def test_damaged_files(kind: str, seed: int, other: str) -> None:
    check(damaged(SEEDS[kind], random.Random(seed), SEEDS[other]))


@pytest.mark.parametrize("file", _REGRESSIONS, ids=lambda file: file.stem)
def test_files_that_once_broke_a_reader(file: Path) -> None:
    check(file.read_bytes())
