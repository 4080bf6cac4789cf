"""Deal folders on the command line: links are named, and a wrong ``deal.toml`` is one clear line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contract_lens.cli.check import _find
from contract_lens.errors import Status
from contract_lens.pipeline import analyze_deal
from contract_lens.portfolio import scan

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
