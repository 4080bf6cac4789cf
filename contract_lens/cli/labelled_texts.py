"""Options that name the labelled texts; the commands that learn share them."""

from __future__ import annotations

from pathlib import Path

import typer

CORPORA = typer.Option(Path("corpora"), "--corpora", metavar="DIR", help="The corpora of the repository.")
CUAD = typer.Option(
    None, "--cuad", metavar="DIR", help="Folder of CUAD v1 with txt/; the labels point into it."
)
COMMUNICATIONS = typer.Option(
    None, "--communications", metavar="FILE", help="Public utterances, JSONL with id and text."
)
OUTSIDE = typer.Option(
    None,
    "--outside",
    metavar="DIR",
    help="Folder with outside/ (issue threads, other people's labels) and meetings/.",
)
