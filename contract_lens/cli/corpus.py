"""``contract-lens corpus build`` and ``contract-lens corpus check``."""

from __future__ import annotations

from pathlib import Path

import typer

from contract_lens.cli.labelled_texts import COMMUNICATIONS, CORPORA, CUAD, OUTSIDE
from contract_lens.cli.terminal import say, write_out
from contract_lens.errors import ExitCode, OutputRefused

app = typer.Typer(help="The labelled texts: find them, check them.", no_args_is_help=True)


@app.command(name="build")
def build(
    out: Path = typer.Option(..., "--out", metavar="FILE", help="Where the texts with labels go, JSONL."),
    corpora: Path = CORPORA,
    cuad: Path | None = CUAD,
    communications: Path | None = COMMUNICATIONS,
    outside: Path | None = OUTSIDE,
    force: bool = typer.Option(False, "--force", help="Overwrite a file that this command has not made."),
) -> None:
    """Write all labelled texts into one file; every text is checked against its hash."""
    from contract_lens.learn.corpus import load_files
    from contract_lens.learn.corpus_build import built_lines, was_built
    from contract_lens.whole import refuse_unwritable, whole_file

    sources = [path for path in (communications, *corpora.rglob("*.jsonl")) if path is not None]
    refuse_unwritable(out, is_folder=False, sources=sources)
    if out.is_file() and not force and not was_built(out):
        remedy = "choose another file, or add --force"
        raise OutputRefused("is a file that this command has not made", subject=str(out), remedy=remedy)
    files = load_files(corpora, cuad=cuad, communications=communications, outside=outside)
    with whole_file(out) as stream:
        stream.writelines(built_lines(files))
    for file in files:
        missing = f", {file.source.missing} missing" if file.source.missing else ""
        say(f"{file.source.name}: {file.source.texts} texts{missing}")
    say(f"{sum(len(file.texts) for file in files)} texts in {out}")
    if any(file.given and file.source.missing for file in files):
        raise typer.Exit(int(ExitCode.PARTIAL))


@app.command(name="check")
def check(
    corpora: Path = CORPORA,
    cuad: Path | None = CUAD,
    communications: Path | None = COMMUNICATIONS,
    outside: Path | None = OUTSIDE,
) -> None:
    """Check every label file: fields, codes, ids, families, duplicates, and hashes where texts are given."""
    from contract_lens.learn.corpus_check import check_corpora

    report = check_corpora(corpora, cuad=cuad, communications=communications, outside=outside)
    write_out("".join(f"{line}\n" for line in report.lines()))
    if report.errors:
        raise typer.Exit(int(ExitCode.UNREADABLE_INPUT))
