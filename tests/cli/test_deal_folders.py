"""Deal folders on the command line: links are named, and a wrong ``deal.toml`` is one clear line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.cli.check import _find
from contract_lens.errors import Status
from contract_lens.ledger import Ledger, open_ledger
from contract_lens.listing import find_documents
from contract_lens.options import AnalysisOptions
from contract_lens.pipeline import analyze_deal, analyze_or_fail
from contract_lens.portfolio import scan
from contract_lens.resumable import Resumable

DEAL = Path(__file__).resolve().parents[2] / "corpora" / "deals" / "04-electric-ferries-true-alliance"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An agreement in Markdown with one mail."""
    made = tmp_path / "ferries"
    made.mkdir()
    for name in ("agreement.md", "2025-03-12-early-warning-cells.eml"):
        shutil.copyfile(DEAL / name, made / name)
    return made


def check(folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "contract_lens", "check", str(folder), *options]
    return subprocess.run(command, capture_output=True, timeout=120, env={**os.environ, "NO_COLOR": "1"})


def test_a_link_in_a_deal_folder_is_named_with_its_reason(folder: Path) -> None:
    (folder / "elsewhere.txt").symlink_to("/etc/hostname")
    (folder / "archive").symlink_to("/", target_is_directory=True)
    problems = {entry.path.name: str(entry.problem) for entry in _find(folder) if entry.problem}
    assert set(problems) == {"archive", "elsewhere.txt"}
    assert all("is a symbolic link" in words for words in problems.values())
    report = analyze_deal(folder)
    skipped = [row for row in report.documents if row.status is Status.SKIPPED]
    assert {Path(row.path).name for row in skipped} == {"archive", "elsewhere.txt"}
    assert any("elsewhere.txt could not be read" in warning for warning in report.deal.warnings)


def test_deal_toml_names_sides_and_people(folder: Path) -> None:
    (folder / "deal.toml").write_text(
        'name = "Ferries"\ncompany = "Havrunn"\n[[people]]\nname = "Terje Indrehus"\nrole = "champion"\n'
    )
    deal = analyze_deal(folder).deal
    assert (deal.name, deal.company) == ("Ferries", "Havrunn")
    assert {voice.name: voice.role for voice in deal.voices}["Terje Indrehus"] == "champion"


def test_a_wrong_key_is_one_line_with_file_key_and_remedy(folder: Path) -> None:
    (folder / "deal.toml").write_text('[[sides]]\nname = "Havrunn"\ndomian = ["x.example"]\n')
    done = check(folder)
    told = done.stderr.decode()
    assert done.returncode == 2
    assert "deal.toml: sides[1].domian is not known (nearest: domains); use one of" in told
    assert not done.stdout


def test_a_scan_goes_on_without_a_wrong_description(folder: Path) -> None:
    (folder / "deal.toml").write_text("nmae = 'x'\n")
    found = scan(folder)
    assert len(found.deals) == 1
    assert found.deals[0].deal.warnings[0].startswith("deal.toml was not used: nmae is not known")
    assert [deal.name for deal in found.portfolio.deals] == ["ferries"]


def test_a_description_that_is_a_link_is_refused(folder: Path) -> None:
    (folder / "deal.toml").symlink_to("/etc/hostname")
    done = check(folder)
    assert done.returncode == 2
    assert b"deal.toml: is a symbolic link" in done.stderr


def test_the_record_of_a_deal_holds_all_its_parts(folder: Path) -> None:
    done = check(folder, "--json", "-")
    record = json.loads(done.stdout)["deal"]
    assert {"topics", "trajectory", "gridlock", "life_cycle", "company"} <= set(record)
    assert record["trajectory"]["points"][0]["date"] == "2025-03-11"


TALK = "\n\n".join(
    f"{one} shall tell {other} of every delay, and {other} will answer within the day."
    for one, other in (("Havrunn", "Stordeik"), ("Stordeik", "Havrunn"))
)


@pytest.fixture
def told(folder: Path) -> Path:
    """The same deal with a note that reads like a contract, and a ``deal.toml`` that says what it is."""
    (folder / "call.txt").write_text(TALK)
    (folder / "deal.toml").write_text('[files]\n"call.txt" = "notes"\n')
    return folder


def test_a_role_outweighs_the_words_of_a_file(told: Path) -> None:
    untold = analyze_or_fail(told / "call.txt")
    assert untold.kind is DocumentKind.AGREEMENT
    report = analyze_deal(told)
    note = next(row for row in report.documents if row.path.endswith("call.txt"))
    assert note.kind is DocumentKind.COMMUNICATION
    assert any("was judged as communication, as it was told to be" in one for one in note.warnings)
    assert not any("agreements were found" in one for one in report.deal.warnings)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_scan_knows_the_role_too(told: Path, jobs: int) -> None:
    found = scan(told, jobs=jobs)
    kinds = {Path(row.path).name: row.kind for row in found.documents}
    assert kinds["call.txt"] is DocumentKind.COMMUNICATION
    assert kinds["agreement.md"] is DocumentKind.AGREEMENT


def test_a_scan_on_a_ledger_reads_again_what_got_a_role(told: Path, tmp_path: Path) -> None:
    told.joinpath("deal.toml").rename(tmp_path / "aside.toml")
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        assert kinds_of(told, ledger)["call.txt"] == "agreement"
        (tmp_path / "aside.toml").rename(told / "deal.toml")
        assert kinds_of(told, ledger)["call.txt"] == "communication"
        (told / "deal.toml").unlink()
        assert kinds_of(told, ledger)["call.txt"] == "agreement"


def kinds_of(folder: Path, ledger: Ledger) -> dict[str, str]:
    again = Resumable(ledger, AnalysisOptions())
    again.analyze(again.look(find_documents(folder)))
    return {Path(one.path).name: one.packed.kind for group in again.groups() for one in group.documents}
