"""Options that several commands share, checked before any work starts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from contract_lens.assessment import LABELS
from contract_lens.errors import UsageError
from contract_lens.options import AnalysisOptions, Limits


def analysis_options(models: Path | None, timeout: float | None) -> AnalysisOptions:
    """Build the options of an analysis from the command line.

    Raises:
        UsageError: The time limit is not positive, or the folder of models does not exist.
    """
    limits = Limits() if timeout is None else replace(Limits(), seconds=timeout)
    if models is not None and not models.is_dir():
        raise UsageError("there is no such folder", subject=str(models), remedy="check --models")
    return AnalysisOptions(limits=limits, models=models)


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
