"""Options that several commands share, checked before any work starts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import typer

from contract_lens.assessment import LABELS
from contract_lens.errors import UsageError
from contract_lens.options import AnalysisOptions, Limits, Revisions

TIMEOUT = typer.Option(None, "--timeout", metavar="SECONDS", help="Time limit per file.")
MODELS = typer.Option(None, "--models", metavar="DIR", help="Use these trained models.")
ACCURATE = typer.Option(
    False, "--accurate", help="Let the encoder read clauses too, not only talk: more often right, slower."
)
FAST = typer.Option(False, "--fast", help="Let the encoder read nothing: less often right on talk, faster.")
PATTERNS = typer.Option(
    None, "--patterns", metavar="FILE", help="Weights and thresholds of your own (TOML), on top of ours."
)
REVISIONS = typer.Option(
    Revisions.ACCEPTED,
    "--revisions",
    metavar="accepted|original|all",
    help="Read tracked changes as accepted, as the original, or all.",
)


def analysis_options(
    models: Path | None,
    timeout: float | None,
    *,
    accurate: bool = False,
    fast: bool = False,
    patterns: Path | None = None,
    revisions: Revisions = Revisions.ACCEPTED,
) -> AnalysisOptions:
    """Build the options of an analysis from the command line.

    Raises:
        UsageError: The time limit is not positive, the folder of models does not exist, the file of weights
            names something that does not exist, or both ``accurate`` and ``fast`` are asked for.
        InputMissing: There is no such file of weights.
    """
    limits = Limits() if timeout is None else replace(Limits(), seconds=timeout)
    if models is not None and not models.is_dir():
        raise UsageError("there is no such folder", subject=str(models), remedy="check --models")
    if patterns is not None:
        from contract_lens.taxonomy.patterns import load_patterns

        load_patterns(patterns)
    return AnalysisOptions(
        limits=limits, models=models, accurate=accurate, fast=fast, patterns=patterns, revisions=revisions
    )


def labels_of(fail_on: str | None) -> frozenset[str]:
    """Read ``--fail-on misbranded,last_resort``.

    Raises:
        UsageError: A label is not one of the five.
    """
    wanted = frozenset(part.strip() for part in (fail_on or "").split(",") if part.strip())
    if fail_on is not None and not wanted:
        remedy = f"choose from {', '.join(LABELS)}"
        raise UsageError("names no label", subject="--fail-on", remedy=remedy)
    unknown = sorted(wanted - set(LABELS))
    if unknown:
        remedy = f"choose from {', '.join(LABELS)}"
        raise UsageError(f"unknown label {', '.join(unknown)}", subject="--fail-on", remedy=remedy)
    return wanted
