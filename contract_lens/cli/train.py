"""``contract-lens train``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer

from contract_lens.cli.labelled_texts import COMMUNICATIONS, CORPORA, CUAD, OUTSIDE
from contract_lens.cli.terminal import printable, say, told_steps, write_out
from contract_lens.errors import OutputRefused, UsageError

_ENCODER = typer.Option(
    None, "--encoder", metavar="DIR", help="Train the accurate model too, from this pretrained encoder."
)
_CORRECTIONS = typer.Option(
    None, "--with", metavar="FILE", help="Learn from corrections too; --out must be a new folder."
)


def train(
    corpora: Path = CORPORA,
    cuad: Path | None = CUAD,
    communications: Path | None = COMMUNICATIONS,
    outside: Path | None = OUTSIDE,
    encoder: Path | None = _ENCODER,
    out: Path = typer.Option(Path("models"), "--out", metavar="DIR", help="Where the models go."),
    seed: int = typer.Option(0, "--seed", help="Seed of everything random."),
    corrections: Path | None = _CORRECTIONS,
) -> None:
    """Train the models of stance, functions and symmetry; writes each with its card."""
    from contract_lens.learn import train as train_models
    from contract_lens.whole import refuse_unwritable

    if corrections is not None:
        if encoder is not None:
            raise UsageError("cannot be given together", subject="--with and --encoder")
        _train_with(corrections, corpora, cuad, communications, outside, out, seed)
        return
    refuse_unwritable(out, is_folder=True)
    with told_steps():
        report = train_models(
            corpora,
            cuad=cuad,
            communications=communications,
            outside=outside,
            encoder=encoder,
            out=out,
            seed=seed,
        )
    _tell(report.lines())
    say(f"models in {out}")


def _train_with(
    corrections: Path,
    corpora: Path,
    cuad: Path | None,
    communications: Path | None,
    outside: Path | None,
    out: Path,
    seed: int,
) -> None:
    """Train beside the present models, and refuse the new ones if they are worse."""
    from contract_lens.learn import train_with_feedback
    from contract_lens.learn.comparison import refuse_models_in, refused_folder
    from contract_lens.whole import refuse_unwritable

    refuse_models_in(out)
    refuse_unwritable(out.parent, is_folder=True)
    with told_steps():
        report = train_with_feedback(
            corpora,
            corrections,
            cuad=cuad,
            communications=communications,
            outside=outside,
            out=out,
            seed=seed,
        )
    _tell(report.lines())
    if report.refused:
        remedy = f"read the changed decisions above; the model is kept in {refused_folder(out)}"
        raise OutputRefused(report.refused, subject=str(out), remedy=remedy)
    say(f"models in {out}; use them with --models {out}")


def _tell(lines: Iterable[str]) -> None:
    write_out("".join(f"{printable(line)}\n" for line in lines))
