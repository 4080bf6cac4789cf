"""The command line as a user meets it: a real process, its two streams and its exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from contract_lens.assessment import INDICES, LABELS
from contract_lens.cli.terminal import say_what_stops
from contract_lens.taxonomy import load_taxonomy

ALLIANCE = "04-*"
MISBRANDED = "01-*"


def run(
    *arguments: str | Path, given: bytes | None = None, **extra: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "contract_lens", *map(str, arguments)]
    environment = {**os.environ, "NO_COLOR": "1", **extra}
    return subprocess.run(command, input=given, capture_output=True, env=environment, timeout=120)


def deal(deals: Path, pattern: str) -> Path:
    return next(iter(deals.glob(pattern)))


@pytest.fixture(scope="module")
def scanned(
    deals: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    out = tmp_path_factory.mktemp("scan") / "reports"
    return out, run("scan", deals, "--out", out, "--jobs", "2")


def test_scan_of_the_example_deals(
    deals: Path, scanned: tuple[Path, subprocess.CompletedProcess[bytes]]
) -> None:
    out, done = scanned
    files = [path for path in deals.rglob("*") if path.is_file() and path.name != "expected.toml"]
    assert done.returncode == 0, done.stderr
    assert (
        done.stderr.decode()
        .splitlines()[-1]
        .startswith(f"{len(files)} files found, {len(files)} read, 0 failed")
    )
    assert done.stdout.decode().strip() == str(out / "index.html")
    rows = [json.loads(line) for line in (out / "documents.jsonl").read_text("utf-8").splitlines()]
    assert sorted(row["path"] for row in rows) == sorted(map(str, files))
    assert {row["status"] for row in rows} <= {"ok", "ok_with_warnings"}
    for name in ("summary.csv", "index.html"):
        assert (out / name).stat().st_size > 500
    assert len(list((out / "pages").glob("*.html"))) == 8
    assert not list(out.rglob(".writing-*"))


def test_documents_jsonl_follows_the_published_schema(
    scanned: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    out, _ = scanned
    schema = json.loads(run("schema").stdout)
    checker = jsonschema.Draft202012Validator(schema)
    for line in (out / "documents.jsonl").read_text("utf-8").splitlines():
        checker.validate(json.loads(line))


def test_check_of_a_file_writes_json_with_the_fixed_fields(deals: Path, tmp_path: Path) -> None:
    agreement = next(deal(deals, MISBRANDED).glob("agreement.*"))
    target = tmp_path / "report.json"
    done = run("check", agreement, "--json", target, "--html", tmp_path / "report.html")
    assert done.returncode == 0, done.stderr
    record = json.loads(target.read_text("utf-8"))
    assert record["status"] in ("ok", "ok_with_warnings")
    assert set(record["patterns"]) == set(LABELS)
    assert set(record["indices"]) == set(INDICES)
    for index in record["indices"].values():
        assert 0 <= index["value"] <= 100
    first = record["clauses"][0]
    assert {
        "id",
        "number",
        "heading",
        "start",
        "end",
        "page",
        "stance",
        "functions",
        "symmetry",
        "evidence",
    } <= set(first)
    assert "not legal advice" in done.stdout.decode().lower()
    assert (tmp_path / "report.html").read_text("utf-8").lstrip().lower().startswith("<!doctype html>")


def test_check_of_a_deal_folder_prints_json_on_stdout(deals: Path) -> None:
    done = run("check", deal(deals, ALLIANCE), "--json", "-")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert set(record) == {"schema_version", "deal", "documents"}
    assert {"labels", "contract_stance", "communication_stance", "divergence"} <= set(record["deal"])
    assert record["documents"][0]["kind"] == "agreement"


def test_fail_on_ends_with_code_6(deals: Path) -> None:
    done = run("check", deal(deals, MISBRANDED), "--fail-on", "misbranded")
    assert done.returncode == 6
    (line,) = [line for line in done.stderr.decode().splitlines() if line.startswith("fail-on: ")]
    assert re.fullmatch(r"fail-on: misbranded: \S*agreement\.\w+", line)
    done = run("check", deal(deals, ALLIANCE), "--fail-on", "misbranded,last_resort")
    assert (done.returncode, b"fail-on" in done.stderr) == (0, False)


def test_a_scan_says_which_documents_end_it_with_code_6(deals: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(deal(deals, MISBRANDED), tmp_path / "deal")
    for _ in range(2):  # the second time nothing is read or written again
        done = run("scan", folder, "--out", tmp_path / "out", "--fail-on", "misbranded")
        assert done.returncode == 6
        (line,) = [line for line in done.stderr.decode().splitlines() if line.startswith("fail-on: ")]
        assert re.fullmatch(r"fail-on: misbranded: \S*agreement\.\w+", line)


def test_the_line_on_what_ends_a_run_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say_what_stops({"misbranded": ["a\x1b[31m.pdf", "b\nfail-on: x", *(f"{n}.pdf" for n in range(9))]})
    say_what_stops({})
    told = capsys.readouterr().err
    assert told == "fail-on: misbranded: a\\x1b[31m.pdf, b fail-on: x, 0.pdf, 1.pdf, 2.pdf and 6 more\n"


def test_classify_keeps_ids_order_and_bad_lines() -> None:
    lines = [
        b'{"id": "a", "text": "Supplier may terminate this Agreement at any time in its sole discretion."}',
        b"not json",
        b'{"id": 7, "text": "This Agreement may be executed in counterparts."}',
        b'{"id": "c"}',
    ]
    done = run("classify", "--kind", "clause", given=b"\n".join(lines))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "7"]
    assert done.returncode == 7
    assert b"line 2" in done.stderr
    assert b"line 4" in done.stderr
    clause_codes = [code.code for code in load_taxonomy().functions if "clause" in code.kinds]
    for row in rows:
        stance = row["stance"]
        assert set(row) == {"id", "stance", "functions", "symmetry", "evidence"}
        assert stance["label"] in ("adversarial", "neutral", "collaborative")
        assert stance["adversarial"] + stance["neutral"] + stance["collaborative"] == pytest.approx(
            1, abs=2e-3
        )
        assert sorted(each["code"] for each in row["functions"]) == sorted(clause_codes)
        assert row["symmetry"] in ("mutual", "one_sided", "none")
    assert rows[0]["stance"]["label"] == "adversarial"
    assert rows[1]["stance"]["label"] == "neutral"


def test_classify_to_a_file(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "u", "text": "Thank you for the early warning; how can we help?"}\n', "utf-8")
    done = run("classify", "--kind", "utterance", "--input", source, "--output", tmp_path / "out.jsonl")
    assert done.returncode == 0, done.stderr
    row = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert row["stance"]["label"] == "collaborative"


@pytest.mark.parametrize("code", ["adversarial", "buyout", "misbranded", "one_sided", "BUYOUT"])
def test_explain_tells_what_a_code_means(code: str) -> None:
    done = run("explain", code)
    assert done.returncode == 0
    assert "Example" in done.stdout.decode() or "Codebook" in done.stdout.decode()


@pytest.mark.parametrize("name", [*INDICES, "Joint governance", "one-sidedness", "Shared risk and reward"])
def test_explain_tells_what_moves_an_index(name: str) -> None:
    done = run("explain", name)
    told = done.stdout.decode()
    assert done.returncode == 0
    assert "(index, 0 to 100)" in told
    assert "Raised by" in told
    assert "filed agreements" in told


def test_explain_without_a_code_lists_codes_and_indices() -> None:
    told = run("explain").stdout.decode().split()
    assert {"buyout", "misbranded", *INDICES} <= set(told)


def test_explain_of_an_unknown_code_names_close_ones() -> None:
    done = run("explain", "buy_out")
    assert done.returncode == 2
    assert b"buyout" in done.stderr


# --- what goes wrong ---


def test_every_failure_is_one_clear_line_and_the_others_go_on(deals: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    agreement = next(deal(deals, ALLIANCE).glob("agreement.*"))
    (folder / f"good{agreement.suffix}").write_bytes(agreement.read_bytes())
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "link.txt").symlink_to("/etc/hostname")
    done = run("scan", folder, "--out", tmp_path / "out", "--jobs", "1")
    rows = [
        json.loads(line) for line in (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()
    ]
    status = {Path(row["path"]).name: row["status"] for row in rows}
    assert status.pop(f"good{agreement.suffix}") in ("ok", "ok_with_warnings")
    assert status == {
        "empty.pdf": "corrupt",
        "damaged.pdf": "corrupt",
        "picture.png": "unsupported",
        "link.txt": "skipped",
    }
    assert done.returncode == 7
    told = done.stderr.decode().splitlines()
    assert told[-1].startswith("5 files found, 1 read, 4 failed")
    assert sum(line.startswith("not read:") for line in told) == 4
    assert all(row["labels"] == [] and row["indices"] == {} for row in rows if row["problem"])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["check", "nowhere.pdf"], 3, "there is no such file"),
        (["scan", "nowhere", "--out", "out"], 3, "there is no such file"),
        (["check"], 2, "missing argument"),
        (["chekc", "x"], 2, "no such command"),
        (["check", "x.pdf", "--fail-on", "hostile"], 2, "unknown label"),
        (["classify", "--kind", "poem"], 2, "clause or utterance"),
        (["check", ".", "--models", "nowhere"], 2, "no such folder"),
        (["check", "x.pdf", "--fail-on", ","], 2, "names no label"),
        (["check", ".", "--timeout", "nan"], 2, "must be positive"),
        (["scan", ".", "--out", "out", "--wait", "nan"], 2, "--wait: must be 0 or more"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_wrong_use_is_told_in_one_line(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "contract_lens", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == code, done.stderr
    assert words in done.stderr.lower()
    assert "Traceback" not in done.stderr


def test_a_folder_without_readable_files(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run("check", tmp_path)
    assert done.returncode == 3
    assert b"a.png" in done.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run("scan", empty, "--out", tmp_path / "out")
    assert done.returncode == 3
    assert b"holds no documents" in done.stderr


@pytest.mark.parametrize(
    "words", [("check", ""), ("scan", "", "--out", "reports"), ("check", "a", "--html", "")]
)
def test_an_empty_path_is_no_folder(words: tuple[str, ...]) -> None:
    """As an unset variable leaves it; as a path it would be the folder one is in."""
    done = run(*words)
    assert done.returncode == 2
    assert b"is empty" in done.stderr
    assert done.stdout == b""


def test_an_output_that_cannot_be_written_is_refused_before_the_work(deals: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", "utf-8")
    done = run("scan", deals, "--out", taken)
    assert done.returncode == 5
    assert b"is a file, not a folder" in done.stderr
    assert taken.read_text("utf-8") == "a file"
    below = run("check", deal(deals, ALLIANCE), "--html", taken / "report.html")
    assert below.returncode == 5
    assert b"Traceback" not in below.stderr


def test_the_source_is_never_overwritten(deals: Path, tmp_path: Path) -> None:
    source = tmp_path / "agreement.md"
    source.write_bytes(next(deal(deals, ALLIANCE).glob("agreement.*")).read_bytes())
    before = source.read_bytes()
    done = run("check", source, "--json", source)
    assert done.returncode == 5
    assert source.read_bytes() == before


def test_no_file_of_a_deal_is_overwritten_by_its_report(deals: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(deal(deals, ALLIANCE), tmp_path / "deal")
    agreement = next(folder.glob("agreement.*"))
    before = agreement.read_bytes()
    assert run("check", folder, "--html", agreement).returncode == 5
    assert agreement.read_bytes() == before


def test_a_scan_refuses_a_folder_with_reports_of_others(deals: Path, tmp_path: Path) -> None:
    (tmp_path / "summary.csv").write_text("mine", "utf-8")
    done = run("scan", deal(deals, ALLIANCE), "--out", tmp_path)
    assert done.returncode == 5
    assert (tmp_path / "summary.csv").read_text("utf-8") == "mine"
    assert run("scan", tmp_path, "--out", tmp_path).returncode == 5


def test_the_gate_looks_at_every_agreement_of_a_folder(deals: Path, tmp_path: Path) -> None:
    good, bad = (next(deal(deals, name).glob("agreement.*")) for name in (ALLIANCE, MISBRANDED))
    for source in (good, bad):
        shutil.copy(source, tmp_path / f"{source.parent.name}{source.suffix}")
    assert run("check", tmp_path, "--fail-on", "misbranded").returncode == 6


def test_a_program_lying_among_the_contracts_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("open('ran', 'w').close()\nraise SystemExit", "utf-8")
    (tmp_path / "note.txt").write_text("Buyer shall pay Seller.", "utf-8")
    code = "import sys; from contract_lens.cli import main; sys.exit(main(['check', 'note.txt']))"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, env=environment, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(os.name != "posix", reason="modes of files are a POSIX matter")
def test_reports_are_no_more_readable_than_the_user_wishes(deals: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    old = os.umask(0o077)
    try:
        assert run("check", next(deal(deals, ALLIANCE).glob("*.eml")), "--json", target).returncode == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_half_a_character_in_a_line_costs_nothing() -> None:
    lines = [
        b'{"id": "a", "text": "\\ud800 Buyer shall pay."}',
        b'{"text": "no id"}',
        b'{"id": "c", "text": "x"}',
    ]
    done = run("classify", "--kind", "clause", given=b"\n".join(lines))
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "c"]
    assert done.returncode == 7


def test_control_characters_in_a_file_name_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "evil\x1b[31m.pdf").write_bytes(b"")
    done = run("check", tmp_path)
    assert b"\x1b" not in done.stderr + done.stdout
    assert b"\\x1b" in done.stderr


def test_unreadable_for_this_user(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("This Agreement is secret.", "utf-8")
    secret.chmod(0)
    try:
        if os.access(secret, os.R_OK):
            pytest.skip("this user reads every file")
        assert run("check", secret).returncode == 3
    finally:
        secret.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_version() -> None:
    assert run("--version").stdout.decode().startswith("contract-lens ")
