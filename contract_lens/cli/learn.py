"""``contract-lens train`` and ``contract-lens evaluate``."""

from __future__ import annotations

from pathlib import Path

import typer

from contract_lens.cli.terminal import say, write_out

_CORPORA = typer.Option(Path("corpora"), "--corpora", metavar="DIR", help="The corpora of the repository.")
_CUAD = typer.Option(
    None, "--cuad", metavar="DIR", help="Folder of CUAD v1 with txt/; the labels point into it."
)
_COMMUNICATIONS = typer.Option(
    None, "--communications", metavar="FILE", help="Public utterances, JSONL with id and text."
)


def train(
    corpora: Path = _CORPORA,
    cuad: Path | None = _CUAD,
    communications: Path | None = _COMMUNICATIONS,
    out: Path = typer.Option(Path("models"), "--out", metavar="DIR", help="Where the models go."),
    seed: int = typer.Option(0, "--seed", help="Seed of everything random."),
) -> None:
    """Train the models of stance, functions and symmetry; writes each with its card."""
    from contract_lens.learn import train as train_models
    from contract_lens.publish import refuse_unwritable

    refuse_unwritable(out, is_folder=True)
    report = train_models(corpora, cuad=cuad, communications=communications, out=out, seed=seed)
    write_out("".join(f"{line}\n" for line in report.lines()))
    say(f"models in {out}")


def evaluate(
    corpora: Path = _CORPORA,
    cuad: Path | None = _CUAD,
    communications: Path | None = _COMMUNICATIONS,
    outside: Path | None = typer.Option(
        None, "--outside", metavar="DIR", help="Folder with unfair_terms.jsonl and meeting_acts.jsonl."
    ),
    errors: Path | None = typer.Option(None, "--errors", metavar="FILE", help="Write every error to read."),
) -> None:
    """Measure the models on documents that they were not trained on."""
    from contract_lens.learn import evaluate as evaluate_models
    from contract_lens.learn import evaluate_whole_agreements
    from contract_lens.publish import refuse_unwritable

    if errors is not None:
        refuse_unwritable(errors, is_folder=False)
    report = evaluate_models(
        corpora, cuad=cuad, communications=communications, outside=outside, errors=errors
    )
    write_out("".join(f"{line}\n" for line in report.lines()))
    if cuad is not None:
        agreements = evaluate_whole_agreements(corpora, cuad=cuad)
        write_out("".join(f"{line}\n" for line in agreements.lines()))
    if errors is not None:
        say(f"errors to read in {errors}")
