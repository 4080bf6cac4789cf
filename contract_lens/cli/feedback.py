"""``contract-lens feedback add`` and ``contract-lens feedback list``."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from contract_lens.cli.terminal import printable, say, write_out
from contract_lens.errors import InputMissing, InputNotPermitted, UsageError

app = typer.Typer(help="Corrections that a training can learn from.", no_args_is_help=True)

_FILE = typer.Option(Path("feedback.jsonl"), "--file", metavar="FILE", help="The corrections, JSONL.")
_EXCERPT = 60
_MOST_BYTES = 1_000_000


@app.command(name="add")
def add(
    kind: str = typer.Option(..., "--kind", metavar="clause|utterance", help="What the text is."),
    stance: str = typer.Option(..., "--stance", help="Its right stance."),
    reason: str = typer.Option(..., "--reason", help="Why, for whoever reads the corrections later."),
    author: str = typer.Option(..., "--author", help="Who says so."),
    text: str | None = typer.Option(None, "--text", help="The text; without it, it is read from stdin."),
    text_file: Path | None = typer.Option(None, "--text-file", metavar="FILE", help="A file with the text."),
    functions: str | None = typer.Option(
        None, "--functions", metavar="CODE,...", help="All its functions; '' for none; as the model reads it."
    ),
    symmetry: str = typer.Option("", "--symmetry", help="mutual, one_sided or none; as the model reads it."),
    file: Path = _FILE,
) -> None:
    """Note what a text should have been called; the last correction of a text counts."""
    from contract_lens.learn.feedback import append_correction, make_correction

    codes = None if functions is None else [code.strip() for code in functions.split(",") if code.strip()]
    correction = make_correction(
        kind=kind,
        text=_text_of(text, text_file),
        stance=stance,
        functions=codes,
        symmetry=symmetry,
        reason=reason,
        author=author,
    )
    append_correction(file, correction)
    say(f"noted in {file}: {correction.sha256[:12]} is {stance}")


@app.command(name="list")
def show(file: Path = _FILE) -> None:
    """List the corrections that count, one a line."""
    from contract_lens.learn.feedback import latest, read_corrections

    corrections = read_corrections(file)
    current = latest(corrections)
    for correction in current:
        words = " ".join(correction.text.split())
        excerpt = words if len(words) <= _EXCERPT else f"{words[: _EXCERPT - 1]}…"
        functions = "-" if correction.functions is None else ",".join(correction.functions) or "none"
        parts = (
            correction.sha256[:12],
            correction.time,
            correction.author,
            correction.kind,
            correction.stance,
            functions,
            correction.symmetry or "-",
            excerpt,
            correction.reason,
        )
        write_out("\t".join(printable(" ".join(part.split())) for part in parts) + "\n")
    replaced = len(corrections) - len(current)
    say(f"{len(current)} corrections" + (f", {replaced} more were replaced" if replaced else ""))


def _text_of(text: str | None, text_file: Path | None) -> str:
    if text is not None and text_file is not None:
        raise UsageError("cannot be given together", subject="--text and --text-file")
    if text is not None:
        return text
    if text_file is None or str(text_file) == "-":
        return sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8", "replace")
    try:
        with text_file.open("rb") as stream:
            return stream.read(_MOST_BYTES).decode("utf-8", "replace")
    except FileNotFoundError as error:
        raise InputMissing("there is no such file", subject=str(text_file)) from error
    except OSError as error:
        raise InputNotPermitted(f"cannot be read ({error.strerror})", subject=str(text_file)) from error
