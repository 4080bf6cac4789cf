"""A model with the user's corrections beside the one without them: what was gained, what was lost.

Both models learn from the same corpora; only the second one sees the corrections. Both are scored on the same
texts of the corpora, each text by a model that saw nothing of its document (same folds), so that a difference
comes from the corrections and from nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.pipeline import Pipeline

from contract_lens.clause import TextKind
from contract_lens.errors import OutputRefused, UsageError
from contract_lens.judge.heads import STANCES
from contract_lens.judge.store import ACCURATE, NAMES, find_folder, read_card, save_model
from contract_lens.learn.card import write_card
from contract_lens.learn.checks import judge_with
from contract_lens.learn.corpus import Corpora, LabelledText, load_corpora
from contract_lens.learn.evaluation import ModelScores, score_model
from contract_lens.learn.feedback import SOURCE, read_corrections, with_corrections
from contract_lens.learn.fitting import HeldOut, fit_calibrated

#: How far held-out macro-F1 may fall. Resampling the documents of the shipped models' corpora moves macro-F1
#: by .007 (one standard deviation, a quarter of the 95 % interval on their cards): a fall below .005 cannot
#: be told from the luck of which documents were labelled.
TOLERANCE = 0.005

_SHOWN = 20
_EXCERPT = 90

Key = tuple[str, str]
Verdicts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Changed:
    """One text that the new model calls otherwise.

    Attributes:
        id: Its id.
        text: Its text.
        label: What it is, by its label or correction.
        old: What the model without the corrections calls it.
        new: What the model with them calls it.
    """

    id: str
    text: str
    label: str
    old: str
    new: str

    def line(self) -> str:
        """Return the change in one line."""
        excerpt = self.text if len(self.text) <= _EXCERPT else f"{self.text[: _EXCERPT - 1]}…"
        return f"{self.id}: {self.old} -> {self.new} (is {self.label}): {excerpt}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One model before and after the corrections.

    Attributes:
        kind: Which model.
        before: Held-out scores without the corrections, over the texts of the corpora.
        after: The same with them.
        changed: Held-out decisions on these texts that differ.
        corrected: Decisions on the corrected texts that differ.
        corrections: How many texts were corrected.
        right_before: How many of them the old model calls as corrected.
        right_after: How many of them the new model calls as corrected.
        right_unseen: How many of them it would call so without having seen that correction.
    """

    kind: TextKind
    before: ModelScores
    after: ModelScores
    changed: tuple[Changed, ...]
    corrected: tuple[Changed, ...]
    corrections: int
    right_before: int
    right_after: int
    right_unseen: int

    @property
    def fall(self) -> float:
        """How far held-out macro-F1 fell; negative if it rose."""
        return self.before.stance[0].macro_f1 - self.after.stance[0].macro_f1

    def objection(self, tolerance: float) -> str:
        """Return why the new model is not one to use; empty if it is."""
        if self.fall > tolerance:
            return f"held-out macro-F1 of {self.kind}s falls by {self.fall:.4f}"
        # Corrections that deny the labels of nearly the same texts turn the calibration around: held-out
        # scores then look well, and the model that has seen everything is wrong.
        if self.right_after < self.right_unseen:
            counts = f"{self.right_after} of {self.corrections} corrections of {self.kind}s"
            return f"only {counts} are followed, but {self.right_unseen} by models without them"
        return ""

    def lines(self) -> Iterator[str]:
        """Yield the comparison, line by line."""
        old, new = self.before.stance[0], self.after.stance[0]
        moved = f"macro-F1 {old.macro_f1:.4f} -> {new.macro_f1:.4f}"
        yield f"{self.kind}s, held out: {moved} over the same {new.texts} texts"
        right = f"{self.right_before} -> {self.right_after} of {self.corrections} called as corrected"
        unseen = f"{self.right_unseen} without having seen that very correction"
        yield f"{self.kind}s, corrections: {right}; {unseen}"
        yield from (f"  {change.line()}" for change in self.corrected)
        gained = sum(change.new == change.label for change in self.changed)
        lost = sum(change.old == change.label for change in self.changed)
        counts = f"{len(self.changed)} decisions changed; {gained} now right, {lost} now wrong"
        yield f"{self.kind}s, held out: {counts}"
        yield from (f"  {change.line()}" for change in self.changed[:_SHOWN])
        if len(self.changed) > _SHOWN:
            yield f"  and {len(self.changed) - _SHOWN} more"


@dataclass(frozen=True, slots=True)
class FeedbackReport:
    """What a training with corrections made.

    Attributes:
        comparisons: One for each model that was corrected.
        files: The files that were written.
        refused: Why the new model is not one to use; empty if it is.
        notes: What the user should know.
    """

    comparisons: tuple[Comparison, ...]
    files: tuple[Path, ...]
    refused: str = ""
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield the report, line by line."""
        yield from (f"note: {note}" for note in self.notes)
        for comparison in self.comparisons:
            yield from comparison.lines()
        yield from (f"wrote {path}" for path in self.files)


def train_with_feedback(
    corpora: Path,
    feedback: Path,
    *,
    cuad: Path | None = None,
    communications: Path | None = None,
    outside: Path | None = None,
    out: Path,
    tolerance: float = TOLERANCE,
    seed: int = 0,
) -> FeedbackReport:
    """Train models with the user's corrections, beside the present ones, and compare.

    A model without corrections is copied as it is. Where held-out macro-F1 of a corrected one falls by more
    than ``tolerance``, or where it follows fewer corrections than models that have not seen them, nothing is
    written to ``out``; the files go to a folder of the same name with ``.refused`` at the end.

    Args:
        corpora: The ``corpora`` folder.
        feedback: The corrections, JSONL.
        cuad: Folder with CUAD's agreements as text; optional.
        communications: JSONL with the public utterances; optional.
        outside: Folder that holds ``outside/`` and ``meetings/``; optional.
        out: New folder for the models.
        tolerance: How far held-out macro-F1 may fall.
        seed: Seed of the solver.

    Raises:
        InputMissing: The corrections or the labelled texts are not there.
        CorruptInput: They are not what they say.
        UsageError: There are no corrections.
        OutputRefused: ``out`` holds models already.
    """
    refuse_models_in(out)
    corrections = read_corrections(feedback)
    if not corrections:
        raise UsageError("holds no corrections", subject=str(feedback), remedy="contract-lens feedback add")
    before = load_corpora(corpora, cuad=cuad, communications=communications, outside=outside)
    after = with_corrections(before, corrections)
    kinds = [kind for kind in TextKind if any(text.source == SOURCE for text in after.of(kind))]
    made = {kind: _compare(kind, before, after, seed=seed) for kind in kinds}
    comparisons = tuple(comparison for comparison, _, _ in made.values())
    refused = "; ".join(filter(None, (comparison.objection(tolerance) for comparison in comparisons)))
    folder = refused_folder(out) if refused else out
    files: list[Path] = []
    for kind in TextKind:
        if kind in made:
            _, model, held = made[kind]
            files += _write(folder, kind, model, held, after, seed=seed)
        else:
            files += _copy(folder, kind)
    notes = (*before.gaps(), *(note for kind in kinds if (note := _learned_less(kind, after))), *_not_made())
    return FeedbackReport(comparisons, tuple(files), refused, notes)


def refused_folder(out: Path) -> Path:
    """Return the folder beside ``out`` where models go that are not good enough."""
    whole = out.resolve()
    return whole.with_name(f"{whole.name}.refused")


def refuse_models_in(out: Path) -> None:
    """Refuse a folder that holds models: a new one stands beside the old, never in its place.

    Raises:
        OutputRefused: It holds some.
    """
    if any(out.glob("*.card.json")):
        raise OutputRefused("holds models already", subject=str(out), remedy="name a new folder with --out")


def _compare(
    kind: TextKind, before: Corpora, after: Corpora, *, seed: int
) -> tuple[Comparison, Pipeline, HeldOut]:
    old_model, old = fit_calibrated(before, kind, seed=seed)
    new_model, new = fit_calibrated(after, kind, seed=seed)
    texts, corrected = _rows(after.of(kind))
    shared = [after.of(kind)[row] for row in texts]
    places = {_key(text): row for row, text in enumerate(before.of(kind))}
    same = [places[_key(text)] for text in shared]
    own = [after.of(kind)[row] for row in corrected]
    words = [text.text for text in own]
    _, was = judge_with(old_model, words)
    _, now = judge_with(new_model, words)
    truth = np.array([STANCES.index(text.stance) for text in own])
    comparison = Comparison(
        kind,
        score_model(kind, shared, select(old, same), seed=seed),
        score_model(kind, shared, select(new, texts), seed=seed),
        tuple(_changes(shared, old.verdict[same], new.verdict[texts])),
        tuple(_changes(own, was, now)),
        len(own),
        int((was == truth).sum()),
        int((now == truth).sum()),
        int((new.verdict[corrected] == truth).sum()),
    )
    return comparison, new_model, new


def _key(text: LabelledText) -> Key:
    return text.source, text.id


def _rows(texts: Sequence[LabelledText]) -> tuple[list[int], list[int]]:
    """Return the rows of the corpora's texts, and those of the corrections."""
    ours = [row for row, text in enumerate(texts) if text.source == SOURCE]
    return [row for row, text in enumerate(texts) if text.source != SOURCE], ours


def select(held: HeldOut, rows: Sequence[int]) -> HeldOut:
    """Return the predictions of some texts."""
    part = list(rows)
    return HeldOut(
        held.stance[part],
        held.verdict[part],
        held.symmetry[part],
        held.functions[part],
        held.present[part],
        held.raw[part],
    )


def _changes(texts: Sequence[LabelledText], old: Verdicts, new: Verdicts) -> Iterator[Changed]:
    for text, was, now in zip(texts, old.tolist(), new.tolist(), strict=True):
        if was != now:
            yield Changed(text.id, text.text, text.stance, STANCES[was], STANCES[now])


def _write(
    folder: Path, kind: TextKind, model: Pipeline, held: HeldOut, corpora: Corpora, *, seed: int
) -> list[Path]:
    path = folder / f"{NAMES[kind]}.skops"
    digest = save_model(model, path)
    scores = score_model(kind, corpora.of(kind), held, seed=seed)
    return [path, write_card(path, kind, corpora, scores, digest=digest, seed=seed)]


def _copy(folder: Path, kind: TextKind) -> list[Path]:
    """Copy the present model of a kind that nobody corrected."""
    folder.mkdir(parents=True, exist_ok=True)
    names = (f"{NAMES[kind]}.skops", f"{NAMES[kind]}.card.json")
    return [Path(shutil.copyfile(find_folder() / name, folder / name)) for name in names]


def _not_made() -> Iterator[str]:
    if (find_folder() / f"{ACCURATE}.card.json").is_file():
        yield "the accurate model is not made from corrections: only the fast models are in the new folder"


def _learned_less(kind: TextKind, corpora: Corpora) -> str:
    """Say so if the present model has learned from more texts than the new one could."""
    known, now = int(read_card(kind)["texts"]), len(corpora.of(kind))
    if known <= now:
        return ""
    return (
        f"the present model of {kind}s has learned from {known} texts, the new one from {now}: it will be"
        " weaker in general; give the public texts (--cuad, --communications, --outside) for one to work with"
    )
