"""Everything that ``evaluate`` measures: both linear models, the accurate one beside them, and checks."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from contract_lens.clause import TextKind
from contract_lens.errors import InputMissing, MissingPart
from contract_lens.judge.store import find_folder
from contract_lens.learn.accurate import Linear, heldout_path, judge_accurately, score_accurate
from contract_lens.learn.checks import (
    Check,
    Judge,
    check_boilerplate,
    check_outside,
    check_pairs,
    judge_with,
)
from contract_lens.learn.corpus import Corpora, load_corpora
from contract_lens.learn.evaluation import ModelScores, list_errors, score_model, write_errors
from contract_lens.learn.fitting import HeldOut, fit_calibrated, read_labels
from contract_lens.learn.fresh import check_fresh
from contract_lens.learn.public_texts import data_folder

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Everything that ``evaluate`` measures.

    Attributes:
        models: One record a model.
        checks: Figures on texts that no model learns from.
        gaps: What was missing from the input.
        errors: How many errors were written to the file of errors.
        accurate: The accurate model on documents that its encoder had not seen; empty where there is none.
        accurate_checks: Figures of the accurate model on texts that no model learns from.
    """

    models: tuple[ModelScores, ...]
    checks: tuple[Check, ...] = ()
    gaps: tuple[str, ...] = ()
    errors: int = 0
    accurate: tuple[ModelScores, ...] = ()
    accurate_checks: tuple[Check, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield the report, line by line."""
        yield from (f"note: {gap}" for gap in self.gaps)
        for scores in self.models:
            yield from scores.lines()
        yield from (check.line() for check in self.checks)
        for scores in self.accurate:
            yield from (f"accurate: {line}" for line in scores.lines())
        yield from (f"accurate: {check.line()}" for check in self.accurate_checks)


def evaluate(
    corpora: Path,
    *,
    cuad: Path | None = None,
    communications: Path | None = None,
    outside: Path | None = None,
    models: Path | None = None,
    errors: Path | None = None,
    seed: int = 0,
) -> EvaluationReport:
    """Measure both models on held-out documents, and the accurate model of a folder beside them.

    Args:
        corpora: The ``corpora`` folder.
        cuad: Folder with CUAD's agreements as text.
        communications: JSONL with the public utterances (``id``, ``text``).
        outside: Folder that holds ``outside/`` and ``meetings/``: labelled texts, and checks on other labels.
        models: Folder with the accurate model; by default the one that came with the package.
        errors: File to write every wrong stance to: JSONL, or Markdown if it ends in ``.md``.
        seed: Seed of solver and resampling.

    Raises:
        InputMissing: Labelled texts are not there.
        CorruptInput: They are not what they say.
    """
    loaded = load_corpora(corpora, cuad=cuad, communications=communications, outside=outside)
    fitted = {kind: fit_calibrated(loaded, kind, seed=seed) for kind in TextKind}
    held = {kind: part for kind, (_, part) in fitted.items()}
    wrong = [error for kind, part in held.items() for error in list_errors(loaded.of(kind), part)]
    if errors:
        write_errors(errors, wrong)
    fast: dict[TextKind, Judge] = {kind: partial(judge_with, model) for kind, (model, _) in fitted.items()}
    checks = list(_checks(corpora, loaded, fast, cuad, outside))
    if cuad:
        boilerplate = check_boilerplate(corpora, loaded, held[TextKind.CLAUSE], cuad=cuad, seed=seed)
        checks += [boilerplate] if boilerplate else []
    accurate, more, unmeasured = _try_accurate(corpora, loaded, held, models, (cuad, outside), seed)
    return EvaluationReport(
        models=tuple(score_model(kind, loaded.of(kind), part, seed=seed) for kind, part in held.items()),
        checks=tuple(checks),
        gaps=(*loaded.gaps(), *unmeasured),
        errors=len(wrong),
        accurate=accurate,
        accurate_checks=more,
    )


def _checks(
    corpora: Path, loaded: Corpora, judges: Mapping[TextKind, Judge], cuad: Path | None, outside: Path | None
) -> Iterator[Check]:
    if (corpora / "clauses" / "minimal-pairs.jsonl").is_file():
        yield check_pairs(judges[TextKind.CLAUSE], corpora)
    if outside:
        yield from check_outside(judges, data_folder(outside) / "outside")
    yield from check_fresh(judges, corpora, loaded, cuad=cuad, outside=outside)


Accurate = tuple[tuple[ModelScores, ...], tuple[Check, ...], tuple[str, ...]]


def _try_accurate(
    corpora: Path,
    loaded: Corpora,
    held: Mapping[TextKind, HeldOut],
    models: Path | None,
    public: tuple[Path | None, Path | None],
    seed: int,
) -> Accurate:
    """Measure the accurate model; what cannot be measured here becomes a note, the other figures stand."""
    try:
        folder = models or find_folder()
        return (*_measure_accurate(corpora, loaded, held, folder, public, seed), ())
    except (MissingPart, InputMissing) as error:
        return (), (), (f"the accurate model was not measured: {error.cause}",)


def _measure_accurate(
    corpora: Path,
    loaded: Corpora,
    held: Mapping[TextKind, HeldOut],
    folder: Path,
    public: tuple[Path | None, Path | None],
    seed: int,
) -> tuple[tuple[ModelScores, ...], tuple[Check, ...]]:
    if not heldout_path(folder).is_file():
        return (), ()
    _LOG.info("the accurate model reads the checks")
    linear = {kind: Linear(part.raw, read_labels(loaded.of(kind), kind)) for kind, part in held.items()}
    scores = score_accurate(folder, loaded, linear, seed=seed)
    judges: dict[TextKind, Judge] = {kind: partial(judge_accurately, kind, folder) for kind in TextKind}
    return scores, tuple(_checks(corpora, loaded, judges, *public))
