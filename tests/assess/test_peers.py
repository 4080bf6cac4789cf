from __future__ import annotations

import pytest
from paper_builders import Frame, assess, supply_terms

from contract_lens.assessment import INDICES
from contract_lens.taxonomy.patterns import load_patterns
from contract_lens.taxonomy.peers import load_distribution, load_types, peers_of, percentile_of, type_of


@pytest.mark.parametrize("kind", load_types(), ids=lambda kind: kind.code)
def test_a_type_keeps_its_own_examples(kind):
    assert all(type_of(title) == kind.code for title in kind.matches)
    assert all(type_of(title) != kind.code for title in kind.not_matches)


def test_the_distribution_holds_every_index_of_every_type():
    values = load_distribution()
    assert set(values) == {kind.code for kind in load_types()} | {"all"}
    for indices in values.values():
        assert set(indices) == set(INDICES)
        assert len({len(found) for found in indices.values()}) == 1
        assert all(list(found) == sorted(found) for found in indices.values())
    assert len(values["all"]["exit"]) > 300


def test_a_percentile_is_the_share_of_the_peers_below():
    peers = peers_of("Distribution Agreement")
    values = load_distribution()["distribution"]["exit"]
    assert peers.agreements == len(values)
    assert percentile_of("exit", 0.0, peers) == 0
    assert percentile_of("exit", 100.0, peers) == 100
    middle = values[len(values) // 2]
    assert percentile_of("exit", middle, peers) == int(100 * sum(v < middle for v in values) / len(values))


def test_an_unknown_title_is_compared_with_all():
    assert peers_of("Agreement").type == "all"
    assert peers_of("Agreement").agreements > 300


def test_every_index_says_where_it_stands():
    found = assess(supply_terms(), frame=Frame("Master Supply Agreement"))
    assert found.peers.type == "supply"
    assert all(0 <= index.percentile <= 100 for index in found.indices.values())


def test_weights_of_ones_own_are_told_and_not_compared(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("[labels.misbranded]\nthreshold = 0.9\n[indices.exit]\nhalf = 20.0\n")
    found = assess(supply_terms(), weights=load_patterns(file))
    assert found.own_weights == (
        "labels.misbranded.threshold = 0.9 (published: 0.5)",
        "indices.exit.half = 20.0 (published: 43.0)",
    )
    assert all(index.percentile is None for index in found.indices.values())
    assert assess(supply_terms()).own_weights == ()
