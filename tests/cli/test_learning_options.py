"""Every option of the commands that learn is documented, and options that exclude each other are told so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contract_lens.cli import main

COMMAND_LINE = (Path(__file__).resolve().parents[2] / "docs" / "command-line.md").read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    ["train", "evaluate", "corpus build", "corpus check", "feedback add", "feedback list"],
)
def test_every_option_is_documented(command: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "--help"]) == 0
    options = set(re.findall(r"--[a-z][a-z-]+", capfd.readouterr().out)) - {"--help"}
    assert options
    assert not [option for option in options if option not in COMMAND_LINE]
    assert f"contract-lens {command}" in COMMAND_LINE


def test_corrections_and_an_encoder_exclude_each_other(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["train", "--with", "f.jsonl", "--encoder", "weights", "--out", str(tmp_path / "m")])
    assert code == 2
    assert "--with and --encoder" in capfd.readouterr().err
