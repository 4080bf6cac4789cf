"""``contract-lens evaluate``."""

from __future__ import annotations

from pathlib import Path

import typer

from contract_lens.cli.labelled_texts import COMMUNICATIONS, CORPORA, CUAD, OUTSIDE
from contract_lens.cli.terminal import say, told_steps, write_out


def evaluate(
    corpora: Path = CORPORA,
    cuad: Path | None = CUAD,
    communications: Path | None = COMMUNICATIONS,
    outside: Path | None = OUTSIDE,
    errors: Path | None = typer.Option(None, "--errors", metavar="FILE", help="Write every error to read."),
) -> None:
    """Measure the models on documents that they were not trained on."""
    from contract_lens.learn import evaluate as evaluate_models
    from contract_lens.learn import evaluate_whole_agreements
    from contract_lens.whole import refuse_unwritable

    if errors is not None:
        refuse_unwritable(errors, is_folder=False)
    with told_steps():
        report = evaluate_models(
            corpora, cuad=cuad, communications=communications, outside=outside, errors=errors
        )
        write_out("".join(f"{line}\n" for line in report.lines()))
        if cuad is not None:
            agreements = evaluate_whole_agreements(corpora, cuad=cuad)
            write_out("".join(f"{line}\n" for line in agreements.lines()))
    if errors is not None:
        say(f"errors to read in {errors}")
