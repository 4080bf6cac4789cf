"""The policy: what a house lays down, where it comes from, and which flags still count."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from contract_lens.cli import main
from contract_lens.errors import ContractLensError, CorruptInput, InputMissing, UsageError
from contract_lens.flag import Flag, fingerprint
from contract_lens.policy import Gate, Suppression, load_policy, read_baseline

HOUSE = """
fail_on = ["misbranded"]
jobs = 3
patterns = "weights.toml"
write = ["csv", "sarif"]
[limits]
seconds = 60
[[suppress]]
fingerprint = "0123456789abcdef"
reason = "agreed"
expires = 2027-03-31
"""


def test_a_policy_is_found_above_and_says_where_each_value_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "contract_lens.toml"
    file.write_text(HOUSE, "utf-8")
    (tmp_path / "deals" / "north").mkdir(parents=True)
    policy = load_policy(start=tmp_path / "deals" / "north")
    assert (policy.fail_on, policy.jobs, policy.limits.seconds) == (("misbranded",), 3, 60)
    assert policy.patterns == tmp_path / "weights.toml"
    assert policy.suppress == (Suppression("0123456789abcdef", "agreed", date(2027, 3, 31)),)
    assert policy.origin["limits.seconds"] == str(file)
    assert "revisions" not in policy.origin


def test_pyproject_counts_only_with_a_table_of_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.contract_lens]\njobs = 2\n", "utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "pyproject.toml").write_text("[tool.ruff]\nline-length = 80\n", "utf-8")
    assert load_policy(start=tmp_path / "inner").jobs == 2


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("fail_on = ['nice']", UsageError, "unknown label nice"),
        ("fale_on = []", UsageError, "unknown key fale_on"),
        ("limits.secnds = 3", UsageError, "unknown limit secnds"),
        ("limits.seconds = -1", UsageError, "must be positive"),
        ("limits.seconds = 'long'", UsageError, "limits makes no sense"),
        ("jobs = -1", UsageError, "jobs makes no sense"),
        ("accurate = 'yes'", UsageError, "accurate makes no sense"),
        ("revisions = 'none'", UsageError, "revisions makes no sense"),
        ("[[suppress]]\nfingerprint = 'a'", UsageError, "not whole"),
        ("suppress = 3", UsageError, "suppress makes no sense"),
        ("suppress = ['abc']", UsageError, "suppress makes no sense"),
        ("suppress = 'abc'", UsageError, "suppress makes no sense"),
        ("limits = 5", UsageError, "limits makes no sense"),
        ("limits.pages = 1.5", UsageError, "limits makes no sense"),
        ("limits.memory_bytes = inf", UsageError, "limits makes no sense"),
        ("limits.pages = 0", UsageError, "contract_lens.toml: limit pages must be positive"),
        ("write = []", UsageError, "write makes no sense"),
        ("jobs = ", CorruptInput, "no TOML"),
    ],
)
def test_what_makes_no_sense_is_refused(
    tmp_path: Path, content: str, error: type[ContractLensError], words: str
) -> None:
    file = tmp_path / "contract_lens.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(error, match=words):
        load_policy(file)


def test_a_table_of_ours_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\ncontract_lens = 5\n", "utf-8")
    with pytest.raises(UsageError, match="contract_lens makes no sense"):
        load_policy(start=tmp_path)


def test_a_suppression_may_expire_at_a_time_of_day(tmp_path: Path) -> None:
    file = tmp_path / "contract_lens.toml"
    file.write_text(
        f"[[suppress]]\nfingerprint = '{HARSH.fingerprint}'\nreason = 'known'\n"
        "expires = 2026-03-31T10:00:00\n",
        "utf-8",
    )
    for today, holds in ((date(2026, 3, 31), True), (date(2026, 4, 1), False)):
        gate = Gate(frozenset({"last_resort"}), load_policy(file).suppress, today=today)
        assert bool(gate.suppressed(HARSH)) is holds
        assert bool(gate.expired()) is not holds


def flag(label: str, words: str) -> Flag:
    return Flag(label, "a.pdf", fingerprint(label, words), 0.8, "because", words)


HARSH, MILD = flag("last_resort", "may terminate at any time"), flag("transactional", "shall pay")


def test_suppressed_and_old_flags_do_not_stop_a_run() -> None:
    wanted = frozenset({"last_resort"})
    accepted = Suppression(HARSH.fingerprint, "agreed", date(2027, 1, 1))
    assert Gate(wanted).stops([MILD, HARSH])
    assert not Gate(wanted).stops([MILD])
    assert not Gate(wanted, (accepted,), today=date(2027, 1, 1)).stops([HARSH])
    late = Gate(wanted, (accepted,), today=date(2027, 1, 2))
    assert late.stops([HARSH])
    assert late.expired() == (accepted,)
    assert not Gate(wanted, baseline=frozenset({HARSH.fingerprint})).stops([HARSH])
    assert Gate(wanted, baseline=frozenset()).stops([HARSH])
    assert Gate(wanted).stopping([MILD, HARSH]) == {HARSH.label}


def test_a_fingerprint_is_of_the_words_and_the_label() -> None:
    assert fingerprint("a", "May  terminate\nat will") == fingerprint("a", "may terminate at will")
    assert fingerprint("a", "may terminate") != fingerprint("b", "may terminate")
    assert fingerprint("a", "may terminate") != fingerprint("a", "may not terminate")


def test_a_baseline_must_be_a_report(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        read_baseline(tmp_path / "none.json")
    deep = b"[" * 100_000
    for number, content in enumerate((b"[1]", b"{}", b"\xff\xfe", b'{"runs": [{}]}', b"words", b" \n", deep)):
        file = tmp_path / f"{number}.json"
        file.write_bytes(content)
        with pytest.raises(CorruptInput, match="no report"):
            read_baseline(file)


def test_a_run_stops_only_at_what_is_new(
    tmp_path: Path, deals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agreement = next(path for path in sorted(deals.glob("*/*")) if "agreement" in path.name)
    sarif, record = tmp_path / "a.sarif", tmp_path / "a.json"
    assert main(["check", str(agreement), "--sarif", str(sarif), "--json", str(record)]) == 0
    labels = json.loads(record.read_text("utf-8"))["labels"]
    assert labels
    results = json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == set(labels)
    assert read_baseline(sarif) == read_baseline(record)
    known = ["check", str(agreement), "--fail-on", ",".join(labels), "--baseline", str(sarif)]
    assert main(known) == 0
    assert main(known[:-2]) == 6


def test_config_show_tells_the_origin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "house.toml"
    file.write_text(HOUSE, "utf-8")
    assert main(["config", "show", "--origin", "--config", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"jobs = 3  # {file}" in lines
    assert "accurate = false  # default" in lines
    assert f"limits.seconds = 60  # {file}" in lines


@pytest.mark.parametrize(("kept", "asked"), [("accurate", "fast"), ("fast", "accurate")])
def test_the_command_line_puts_the_other_model_of_a_policy_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kept: str, asked: str
) -> None:
    policy, paper = tmp_path / "contract_lens.toml", tmp_path / "a.txt"
    policy.write_text(f"{kept} = true\n", encoding="utf-8")
    paper.write_text("AGREEMENT\n\n1. Kell may terminate this Agreement at any time.\n", encoding="utf-8")
    command = ["check", str(paper), "--config", str(policy)]
    main([*command, f"--{asked}"])
    assert "exclude each other" not in capsys.readouterr().err
    assert main([*command, "--accurate", "--fast"]) == 2
    assert "exclude each other" in capsys.readouterr().err
