"""Evidence: the spans that are shown hold no slight words at their edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.judge.evidence import _SLIGHT, _without_edges


@pytest.mark.parametrize(
    ("weights", "kept"),
    [
        ([1.0], (0, 0)),
        ([0.5, 0.5, 0.5], (0, 2)),
        ([0.1, 1.0, 0.1], (1, 1)),
        ([0.1, 1.0, 0.1, 0.9, 0.2], (1, 3)),
        ([0.3, 1.0], (0, 1)),
    ],
    ids=["alone", "alike", "edges", "slight words inside stay", "at the bound"],
)
def test_slight_words_at_the_edges_go(weights: list[float], kept: tuple[int, int]) -> None:
    assert _without_edges(weights) == kept


@given(st.lists(st.floats(1e-6, 10.0), min_size=1, max_size=20))
def test_the_heaviest_word_stays(weights: list[float]) -> None:
    first, last = _without_edges(weights)
    assert first <= weights.index(max(weights)) <= last
    assert min(weights[first], weights[last]) >= _SLIGHT * max(weights)
