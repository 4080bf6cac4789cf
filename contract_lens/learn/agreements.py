"""How well whole agreements are judged, by models that have not seen their clauses.

An agreement's own clauses are among the labelled ones, so the models that came with the package know them.
Here each agreement is read by the model of its fold, which was trained without it.
"""

from __future__ import annotations

import logging
import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contract_lens.assess.agreement_scores import AgreementFigures, evaluate_agreements
from contract_lens.assessment import Assessment
from contract_lens.errors import InputError
from contract_lens.learn.folds import fold_of
from contract_lens.learn.public_texts import read_rows
from contract_lens.learn.training import train_folds
from contract_lens.options import AnalysisOptions
from contract_lens.pipeline import analyze

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """How well whole agreements are judged.

    Attributes:
        figures: F1 of each label, rank correlation of each index.
        favoured: Share of the one-sided agreements whose favoured party is named right.
        one_sided: How many of them a reader found not balanced.
        unread: Agreements that could not be analysed, with the reason.
    """

    figures: AgreementFigures
    favoured: float
    one_sided: int
    unread: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield the report, line by line."""
        yield f"whole agreements: {self.figures.agreements}"
        for label in self.figures.labels:
            yield (
                f"  {label.code}: F1 {label.f1:.3f}  precision {label.precision:.3f}"
                f"  recall {label.recall:.3f}  ({label.support})"
            )
        for name, value in self.figures.indices.items():
            yield f"  {name}: rank correlation {'not defined' if math.isnan(value) else f'{value:.3f}'}"
        yield f"  stance: rank correlation {self.figures.stance:.3f}"
        yield f"  favoured party named right: {self.favoured:.3f} of {self.one_sided}"
        for label in self.figures.labels:
            yield from (f"  false alarm, {label.code}: {name}" for name in label.false_alarms)
            yield from (f"  miss, {label.code}: {name}" for name in label.misses)
        yield from (f"  not read: {line}" for line in self.unread)


def evaluate_whole_agreements(corpora: Path, *, cuad: Path, seed: int = 0) -> AgreementReport:
    """Judge every agreement of ``corpora/agreements.jsonl`` with a model that was trained without it.

    Args:
        corpora: The ``corpora`` folder.
        cuad: Folder with CUAD's agreements as text.
        seed: Seed of the training.

    Raises:
        InputMissing: Labelled texts are not there.
        CorruptInput: They are not what they say.
    """
    truth = {row["document"]: row for row in read_rows(corpora / "agreements.jsonl")}
    folder = cuad / "txt" if (cuad / "txt").is_dir() else cuad
    judged: list[tuple[str, Assessment]] = []
    unread: list[str] = []
    with tempfile.TemporaryDirectory() as out:
        folds = train_folds(corpora, cuad=cuad, out=Path(out), seed=seed)
        for number, name in enumerate(sorted(truth), start=1):
            _LOG.info("agreement %d of %d", number, len(truth))
            options = AnalysisOptions(models=folds[fold_of(name)])
            try:
                judged.append((name, analyze(folder / f"{name}.txt", options=options)))
            except InputError as error:
                unread.append(str(error))
    favoured, one_sided = _favoured(judged, {name: str(row["favours"]) for name, row in truth.items()})
    return AgreementReport(evaluate_agreements(judged, truth), favoured, one_sided, tuple(unread))


def _favoured(judged: list[tuple[str, Assessment]], truth: dict[str, str]) -> tuple[float, int]:
    told = [(assessment.favours, truth[name]) for name, assessment in judged if truth[name] != "balanced"]
    right = sum(names_the_same(said, meant) for said, meant in told)
    return (right / len(told) if told else 0.0), len(told)


def names_the_same(said: str, meant: str) -> bool:
    """Whether two ways to name a party share a word that is a name: "LBIO" and "Lion (LBIO)" do."""
    common = {
        "the",
        "inc",
        "corp",
        "corporation",
        "company",
        "llc",
        "ltd",
        "limited",
        "co",
        "and",
        "of",
        "group",
    }

    def words(name: str) -> set[str]:
        cleaned = "".join(char if char.isalnum() else " " for char in name.lower())
        return set(cleaned.split()) - common

    return bool(words(said) & words(meant))
