"""The syntax in which cues are written."""

from __future__ import annotations

import pytest

from contract_lens.detect.phrases import Piece, read_pattern
from contract_lens.errors import MissingPart


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        ("sole discretion", {"sole discretion"}),
        ("[sole] discretion", {"discretion", "sole discretion"}),
        ("(cost|expense)", {"cost", "expense"}),
        ("own [sole] (cost|expense)", {"own cost", "own sole cost", "own expense", "own sole expense"}),
        ("(in [full] effect|(now|then) due)", {"in effect", "in full effect", "now due", "then due"}),
        ("right[s] of", {"right of", "rights of"}),
        ("prox(y|ies)", {"proxy", "proxies"}),
        ("terminate~", {"terminate", "terminates", "terminated", "terminating"}),
        ("indemnify~", {"indemnify", "indemnifies", "indemnified", "indemnifying"}),
        ("dispatch~", {"dispatch", "dispatches", "dispatched", "dispatching"}),
    ],
)
def test_pattern_stands_for_phrases(pattern: str, phrases: set[str]):
    assert read_pattern(pattern) == (Piece(frozenset(phrases)),)


def test_gap_cuts_a_pattern_in_pieces():
    assert read_pattern("may {4} (end|stop)") == (
        Piece(frozenset({"may"})),
        Piece(frozenset({"end", "stop"}), gap=4),
    )


@pytest.mark.parametrize("pattern", ["", "[sole]", "(a|b", "a]", "{3} end", "may {3}", "(a {2} b)", "a|"])
def test_broken_pattern_is_refused(pattern: str):
    with pytest.raises(MissingPart):
        read_pattern(pattern)


def test_pattern_that_explodes_is_refused():
    with pytest.raises(MissingPart, match="too many"):
        read_pattern(" ".join(["(a|b|c|d|e|f|g|h|i|j)"] * 5))
