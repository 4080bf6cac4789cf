"""The codes: complete, in the codebook's own words, with examples, and quick to load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contract_lens.assessment import LABELS
from contract_lens.clause import Stance, Symmetry
from contract_lens.errors import MissingPart, UsageError
from contract_lens.taxonomy import FOLDER, Code, load_taxonomy, read_taxonomy

TAXONOMY = load_taxonomy()

CLAUSE_FUNCTIONS = (
    "term_convenience",
    "term_cause",
    "change_of_control",
    "buyout",
    "control_right",
    "lock_in",
    "exit_aftermath",
    "liability_limit",
    "indemnity",
    "penalty",
    "audit",
    "price_pressure",
    "ip_control",
    "discretion",
    "joint_governance",
    "information_sharing",
    "risk_reward_sharing",
    "joint_work",
    "joint_ip",
    "investment",
    "review",
    "conflict_resolution",
    "good_faith",
    "learning",
)
UTTERANCE_FUNCTIONS = (
    *CLAUSE_FUNCTIONS[14:],
    "blame",
    "threat",
    "positional",
    "withholding",
    "distrust",
    "contempt",
    "legalism",
    "exit_talk",
    "dominance",
    "problem_solving",
    "interest",
    "commitment",
    "appreciation",
    "flexibility",
    "ownership",
    "inviting",
    "shared_goal",
)


def test_codes_are_pinned_in_their_order():
    assert TAXONOMY.function_codes("clause") == CLAUSE_FUNCTIONS
    assert TAXONOMY.function_codes("utterance") == UTTERANCE_FUNCTIONS
    assert [code.code for code in TAXONOMY.stances] == [
        stance.value for stance in Stance if stance is not Stance.UNDECIDED
    ]
    assert {code.code for code in TAXONOMY.symmetries} == {symmetry.value for symmetry in Symmetry}
    assert tuple(code.code for code in TAXONOMY.labels) == LABELS


def test_kind_of_text_must_be_known():
    with pytest.raises(UsageError, match="kind must be clause or utterance"):
        TAXONOMY.function_codes("agreement")


@pytest.mark.parametrize("code", TAXONOMY.codes, ids=lambda code: f"{code.family}-{code.code}")
def test_every_code_can_be_explained(code: Code):
    assert code in TAXONOMY.explain(code.code)
    assert code.plain.endswith(".")
    assert len(code.examples) >= 2
    assert code.near_misses
    assert all(near_miss.why.endswith(".") for near_miss in code.near_misses)
    assert {example.kind for example in code.examples} <= set(code.kinds)


@pytest.mark.parametrize("asked", ["TERM_CONVENIENCE", "term convenience", " Term-Convenience "])
def test_spelling_of_a_code_is_forgiving(asked: str):
    assert TAXONOMY.explain(asked)[0].code == "term_convenience"


def test_collaborative_is_a_stance_and_a_label():
    assert [code.family.value for code in TAXONOMY.explain("collaborative")] == ["stance", "label"]


def test_misspelt_code_gets_close_matches():
    with pytest.raises(UsageError) as caught:
        TAXONOMY.explain("indemity")
    assert "indemnity" in caught.value.remedy


def test_unknown_code_lists_all():
    with pytest.raises(UsageError) as caught:
        TAXONOMY.explain("zzzz")
    assert "joint_governance" in caught.value.remedy and "misbranded" in caught.value.remedy


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*`]", "", text).split())


@pytest.fixture(scope="module")
def codebook(shared_data: Path) -> str:
    path = shared_data.parent / "taxonomy" / "CODEBOOK.md"
    if not path.is_file():
        pytest.skip("the codebook is not here")
    return path.read_text(encoding="utf-8")


def test_definitions_are_the_codebooks_words(codebook: str):
    lines = [_plain(line) for line in codebook.splitlines()]
    for code in TAXONOMY.codes:
        for definition in filter(None, (code.definition, code.utterance_definition)):
            assert any(definition in line for line in lines), f"{code.code}: {definition}"


def test_definitions_stand_beside_their_code(codebook: str):
    lines = codebook.splitlines()
    for code in TAXONOMY.functions + TAXONOMY.labels:
        own = [_plain(line) for line in lines if f"`{code.code}`" in line]
        assert own, code.code
        assert any(code.definition in line for line in own), code.code


def test_rules_are_the_codebooks_words(codebook: str):
    text = _plain(codebook)
    for rule in TAXONOMY.rules:
        assert rule.text in text, rule.id
    numbered = re.findall(r"^(\d+)\. ", codebook[codebook.index("Decision rules") :], re.MULTILINE)
    assert [rule.id for rule in TAXONOMY.rules if rule.id.startswith("rule-")] == [
        f"rule-{n}" for n in numbered
    ]


def test_codebook_holds_no_code_that_is_missing_here(codebook: str):
    section = codebook[codebook.index("## 3.") :]
    named = set(re.findall(r"`([a-z_]{4,})`", section))
    assert named <= {code.code for code in TAXONOMY.codes}


def _copy(folder: Path, **changes: tuple[str, str]) -> Path:
    for name in ("codes", "signals"):
        text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
        if name in changes:
            old, new = changes[name]
            assert old in text
            text = text.replace(old, new, 1)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("codes", 'plain = "', 'plian = "', "unknown key plian"),
        ("codes", 'name = "Adversarial"\n', "", "missing key name"),
        ("codes", 'code = "buyout"', 'code = "audit"', "audit is defined twice"),
        ("codes", '"term_cause"]', '"term_cuase"]', "unknown codes: term_cuase"),
        ("codes", "[[stance]]", "[[stances]]", "sections must be"),
        ("signals", 'polarity = "adversarial"', 'polarity = "hostile"', "'hostile' is not a valid Polarity"),
        ("signals", 'functions = ["term_convenience"]', 'functions = ["convenience"]', "unknown codes"),
        ("signals", 'id = "may_terminate"', 'id = "without_cause"', "without_cause is defined twice"),
        ("signals", "phrases = [", "phrases = 3 # [", "must be a tuple"),
        ("signals", "[[cue]]", "[[cue", "cannot be read"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, file: str, old: str, new: str, complaint: str):
    with pytest.raises(MissingPart, match=re.escape(complaint)):
        read_taxonomy(_copy(tmp_path, **{file: (old, new)}))


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(MissingPart, match="cannot be read"):
        read_taxonomy(tmp_path)


def test_every_function_has_a_cue():
    hinted = {function for cue in TAXONOMY.signals for function in cue.functions}
    assert {function.code for function in TAXONOMY.functions} <= hinted


def test_every_cue_has_examples_both_ways():
    assert [cue.id for cue in TAXONOMY.signals if not (cue.matches and cue.not_matches)] == []
