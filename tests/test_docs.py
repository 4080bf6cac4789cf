"""The documentation is true: its commands are the ones that CI runs, its output is what the user sees."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from contract_lens.errors import ExitCode, Status

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text("utf-8")
#: Set to write the present output into the README instead of comparing with it.
UPDATE = os.environ.get("CONTRACT_LENS_UPDATE_README") == "1"

SHOWN = re.compile(
    r"<!-- output of: contract-lens (?P<command>.+?) -->\n```console\n(?P<output>.*?)```", re.S
)


def output_of(command: str) -> str:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    words = [sys.executable, "-m", "contract_lens", *command.split()]
    done = subprocess.run(words, capture_output=True, cwd=ROOT, env=environment, check=True)
    return "".join(line.rstrip() + "\n" for line in done.stdout.decode("utf-8").splitlines())


@pytest.mark.parametrize("shown", list(SHOWN.finditer(README)), ids=lambda match: match["command"][:40])
def test_the_readme_shows_what_the_user_sees(shown: re.Match[str]) -> None:
    real = output_of(shown["command"])
    if UPDATE:
        block = shown[0].removesuffix(shown["output"] + "```") + real + "```"
        text = (ROOT / "README.md").read_text("utf-8")
        (ROOT / "README.md").write_text(text.replace(shown[0], block), "utf-8")
        return
    assert real == shown["output"]


def test_the_readme_shows_some_output() -> None:
    assert any(output.strip() for _, output in SHOWN.findall(README))


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.M)
    assert len(commands) == 2
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert commands[1] in ci


def test_the_python_block_of_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    for block in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(compile(block, "README.md", "exec"), {})
    assert "collaborative" in capsys.readouterr().out


@pytest.mark.parametrize("code", list(ExitCode), ids=lambda code: code.name)
def test_every_exit_code_is_documented(code: ExitCode) -> None:
    assert re.search(rf"^\| {int(code)} \|", COMMAND_LINE, re.M)


@pytest.mark.parametrize("status", list(Status), ids=str)
def test_every_status_is_documented(status: Status) -> None:
    assert f"| `{status}` |" in COMMAND_LINE


@pytest.mark.parametrize("command", ["check", "scan", "classify", "explain", "schema", "train", "evaluate"])
def test_every_command_and_option_is_documented(command: str) -> None:
    help_text = subprocess.run(
        [sys.executable, "-m", "contract_lens", command, "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert f"`{command}" in COMMAND_LINE
    for option in set(re.findall(r"--[a-z][a-z-]+", help_text)) - {"--help"}:
        assert option in COMMAND_LINE, f"{command} {option}"


def test_links_between_documents_lead_somewhere() -> None:
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_version_and_changelog_agree() -> None:
    from contract_lens import __version__

    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    pyproject = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert newest is not None
    assert pyproject is not None
    assert newest[1] == pyproject[1] == __version__
