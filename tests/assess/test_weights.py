from __future__ import annotations

import pytest
from paper_builders import Frame, assess, supply_terms

from contract_lens.assessment import INDICES, LABELS, Branding
from contract_lens.errors import InputMissing, UsageError
from contract_lens.taxonomy import load_taxonomy
from contract_lens.taxonomy.patterns import load_patterns

CUES = load_patterns().cues


@pytest.mark.parametrize("name", sorted(CUES))
def test_a_cue_keeps_its_own_examples(name):
    cue = CUES[name]
    assert cue.matches and cue.not_matches
    assert all(cue.pattern.search(text) for text in cue.matches)
    assert not any(cue.pattern.search(text) for text in cue.not_matches)


def test_weights_name_codes_of_the_codebook():
    known = {code.code for code in load_taxonomy().functions}
    weights = load_patterns()
    for index in weights.indices.values():
        assert set(index.functions) <= known
        assert set(index.against) <= known
        assert set(index.cues) <= set(CUES)


def test_every_index_and_label_is_weighed():
    weights = load_patterns()
    assert set(weights.indices) | {"one_sidedness", "purpose_talk"} == set(INDICES)
    assert tuple(weights.labels) == LABELS


def test_features_of_labels_exist():
    found = assess(supply_terms(), frame=Frame(calls_itself=Branding.ALLIANCE))
    assert set(found.patterns) == set(LABELS)


def test_a_file_of_ones_own_changes_only_what_it_names(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("[labels.misbranded]\nthreshold = 0.99\n[indices.exit.functions]\nlock_in = 0.2\n")
    mine, published = load_patterns(file), load_patterns()
    assert mine.labels["misbranded"].threshold == 0.99
    assert mine.indices["exit"].functions["lock_in"] == 0.2
    assert mine.indices["control"] == published.indices["control"]
    frame = Frame("Strategic Alliance Agreement", Branding.ALLIANCE)
    assert "misbranded" in assess(supply_terms(), frame=frame).labels
    assert "misbranded" not in assess(supply_terms(), frame=frame, weights=mine).labels


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[labels.misbrandet]\nthreshold = 1\n", "labels.misbrandet does not exist"),
        ("[measure]\nclause_words = 'many'\n", "measure.clause_words must be a float"),
        ("[indices.exit]\nhalf = 0\n", "indices.exit.half must be positive"),
        ("[cues.trade]\nwords = ['(']\n", "cues.trade.words is no regular expression"),
        ("labels = [", "not a TOML file"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, text, words):
    file = tmp_path / "wrong.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match=words.replace(".", r"\.")) as caught:
        load_patterns(file)
    assert str(file) in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputMissing, match="no such file"):
        load_patterns(tmp_path / "none.toml")
