"""How good the models are on documents that they have not seen.

Every figure comes from out-of-fold predictions: the document, conversation or family of a text was held out
when the model that judges it was fitted, and calibration and thresholds were set without it as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.pipeline import Pipeline

from contract_lens.clause import TextKind
from contract_lens.detect import detect_signals
from contract_lens.judge.features import Sample
from contract_lens.judge.heads import STANCES, SYMMETRIES, Floats
from contract_lens.learn.corpus import LabelledText, data_folder, load_corpora, read_rows
from contract_lens.learn.fitting import HeldOut, fit_calibrated, function_codes
from contract_lens.learn.scores import ChoiceScore, average_precision, score_choice

OBJECTIONS = 0.15  # highest share of objections that may be called adversarial: to disagree is not hostile
LEAST_POSITIVES = 10  # codes with fewer positives say nothing about a ranking

_BOILERPLATE = re.compile(
    r"^[^A-Za-z]*(?:section |article )?[^A-Za-z]*"
    r"(?:notices?|counterparts?|severability|governing law|entire agreement|headings|definitions?|waiver|"
    r"amendments?|successors|[\"“][^\"”]{2,60}[\"”] (?:shall )?means?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CodeScore:
    """How well one function is found.

    Attributes:
        code: Codebook code.
        average_precision: Of the ranking by score.
        f1: Of the decision at the threshold.
        support: How many texts have it.
    """

    code: str
    average_precision: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class ModelScores:
    """How good one model is.

    Attributes:
        kind: Clauses or utterances.
        stance: Stance over all texts first, then over parts.
        symmetry: Symmetry (clauses).
        functions: Each code with at least one positive.
        mean_average_precision: Over the codes with at least ten positives.
        boilerplate: Share of real boilerplate called non-neutral; ``None`` for utterances.
        boilerplate_texts: How many texts that share is of.
    """

    kind: TextKind
    stance: tuple[ChoiceScore, ...]
    symmetry: ChoiceScore | None
    functions: tuple[CodeScore, ...]
    mean_average_precision: float
    boilerplate: float | None = None
    boilerplate_texts: int = 0

    def lines(self) -> Iterator[str]:
        """Yield the figures, one line each."""
        for score in self.stance:
            yield f"stance, {score.line()}"
        if self.symmetry:
            yield f"symmetry, {self.symmetry.line()}"
        counted = sum(code.support >= LEAST_POSITIVES for code in self.functions)
        yield f"functions, {self.kind}s: mAP {self.mean_average_precision:.3f} over {counted} codes"
        for code in self.functions:
            yield f"  {code.code}: AP {code.average_precision:.3f}  F1 {code.f1:.3f}  ({code.support})"
        if self.boilerplate is not None:
            yield f"boilerplate called non-neutral: {self.boilerplate:.1%} of {self.boilerplate_texts}"


@dataclass(frozen=True, slots=True)
class OutsideScore:
    """A check on texts and labels from elsewhere, never trained on.

    Attributes:
        name: What is checked.
        value: The figure.
        base: What chance would give, or the bar, as ``name`` says.
        texts: How many texts.
    """

    name: str
    value: float
    base: float
    texts: int


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Everything that ``evaluate`` measures.

    Attributes:
        models: One record a model.
        outside: Checks on texts from elsewhere.
        gaps: What was missing from the input.
        errors: How many errors were written to the file of errors.
    """

    models: tuple[ModelScores, ...]
    outside: tuple[OutsideScore, ...] = ()
    gaps: tuple[str, ...] = ()
    errors: int = 0

    def lines(self) -> Iterator[str]:
        """Yield the report, line by line."""
        yield from (f"note: {gap}" for gap in self.gaps)
        for scores in self.models:
            yield from scores.lines()
        for check in self.outside:
            yield f"outside, {check.name}: {check.value:.3f} against {check.base:.3f} ({check.texts} texts)"


def evaluate(
    corpora: Path,
    *,
    cuad: Path | None = None,
    communications: Path | None = None,
    outside: Path | None = None,
    errors: Path | None = None,
    seed: int = 0,
) -> EvaluationReport:
    """Measure both models on held-out documents.

    Args:
        corpora: The ``corpora`` folder.
        cuad: Folder with CUAD's agreements as text.
        communications: JSONL with the public utterances (``id``, ``text``).
        outside: Folder that holds ``outside/`` and ``meetings/``: labelled texts, and checks on other labels.
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
    models = {kind: model for kind, (model, _) in fitted.items()}
    checks = tuple(check_outside(models, data_folder(outside) / "outside")) if outside else ()
    return EvaluationReport(
        models=tuple(score_model(kind, loaded.of(kind), part, seed=seed) for kind, part in held.items()),
        outside=checks,
        gaps=loaded.gaps(),
        errors=len(wrong),
    )


def score_model(
    kind: TextKind, texts: Sequence[LabelledText], held: HeldOut, *, seed: int = 0
) -> ModelScores:
    """Score the held-out predictions of one model, over all texts and over their parts."""
    truth = np.array([STANCES.index(text.stance) for text in texts])
    groups = [text.group for text in texts]

    def stance_of(name: str, chosen: Callable[[LabelledText], bool]) -> ChoiceScore | None:
        index = np.array([k for k, text in enumerate(texts) if chosen(text)], dtype=int)
        if not len(index):
            return None
        part = [groups[k] for k in index]
        chosen_stance = held.verdict[index]
        return score_choice(
            name, held.stance[index], truth[index], part, STANCES, chosen=chosen_stance, seed=seed
        )

    parts = [stance_of(name, chosen) for name, chosen in _parts(kind, texts)]
    symmetry = None
    if kind is TextKind.CLAUSE:
        sides = np.array([SYMMETRIES.index(text.symmetry) for text in texts])
        symmetry = score_choice("clauses", held.symmetry, sides, groups, SYMMETRIES, seed=seed)
    functions = _score_functions(kind, texts, held)
    counted = [code.average_precision for code in functions if code.support >= LEAST_POSITIVES]
    share, count = _boilerplate(texts, held) if kind is TextKind.CLAUSE else (None, 0)
    return ModelScores(
        kind,
        tuple(part for part in parts if part),
        symmetry,
        functions,
        float(np.mean(counted)) if counted else 0.0,
        share,
        count,
    )


def _parts(
    kind: TextKind, texts: Sequence[LabelledText]
) -> Iterator[tuple[str, Callable[[LabelledText], bool]]]:
    yield f"{kind}s", lambda text: True
    if kind is TextKind.CLAUSE:
        yield "clauses of real agreements", lambda text: text.source == "cuad"
        yield "clauses drawn at random", lambda text: text.stratum.startswith("random")
        yield "authored clauses", lambda text: text.source == "authored"
        return
    own = ("authored", "conversations")
    yield "real communications", lambda text: text.source not in own
    for source in sorted({text.source for text in texts}):
        yield source, partial(_is_from, source)


def _is_from(source: str, text: LabelledText) -> bool:
    return text.source == source


def _score_functions(kind: TextKind, texts: Sequence[LabelledText], held: HeldOut) -> tuple[CodeScore, ...]:
    scores = []
    for column, code in enumerate(function_codes(kind)):
        truth = np.array([code in text.functions for text in texts])
        if not truth.any():
            continue
        present = held.present[:, column]
        f1 = 2 * float((present & truth).sum()) / max(1, int(present.sum() + truth.sum()))
        ranking = average_precision(held.functions[:, column], truth)
        scores.append(CodeScore(code, ranking, f1, int(truth.sum())))
    return tuple(scores)


def _boilerplate(texts: Sequence[LabelledText], held: HeldOut) -> tuple[float, int]:
    """Return the share of real boilerplate clauses that the model calls non-neutral, and their number."""
    index = [
        k
        for k, text in enumerate(texts)
        if text.source == "cuad" and text.stance == "neutral" and _BOILERPLATE.match(text.text)
    ]
    if not index:
        return 0.0, 0
    neutral = held.verdict[index] == STANCES.index("neutral")
    return float(1 - neutral.mean()), len(index)


def list_errors(texts: Sequence[LabelledText], held: HeldOut) -> list[dict[str, object]]:
    """Return every wrong stance, the most confidently wrong first."""
    rows: list[dict[str, object]] = []
    for text, verdict, probabilities in zip(texts, held.verdict, held.stance.tolist(), strict=True):
        called = STANCES[verdict]
        if called != text.stance:
            rows.append(
                {
                    "id": text.id,
                    "source": text.source,
                    "group": text.group,
                    "stratum": text.stratum,
                    "confidence": text.confidence,
                    "label": text.stance,
                    "called": called,
                    "probability": round(probabilities[verdict], 3),
                    "functions": list(text.functions),
                    "text": text.text,
                }
            )
    return sorted(rows, key=lambda row: (-float(str(row["probability"])), str(row["id"])))


def write_errors(path: Path, rows: Sequence[dict[str, object]]) -> None:
    """Write errors for reading: Markdown if the name ends in ``.md``, else JSONL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".md":
        lines = [
            f"- **{row['label']} called {row['called']}** ({row['probability']}, {row['source']} {row['id']},"
            f" confidence {row['confidence']}): {row['text']}"
            for row in rows
        ]
    else:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check_outside(models: Mapping[TextKind, Pipeline], folder: Path) -> Iterator[OutsideScore]:
    """Check the models on other people's labels: unfair terms, and objections in meetings."""
    unfair = list(read_rows(folder / "unfair_terms.jsonl"))
    stance, _ = judge_with(models[TextKind.CLAUSE], [row["text"] for row in unfair])
    truth = np.array([bool(row["unfair"]) for row in unfair])
    ranking = average_precision(stance[:, STANCES.index("adversarial")], truth)
    share = float(truth.mean())
    yield OutsideScore("average precision on unfair terms / their share", ranking, share, len(unfair))
    acts = [row for row in read_rows(folder / "meeting_acts.jsonl") if "NEG" in (row["relation"] or ())]
    _, verdict = judge_with(models[TextKind.UTTERANCE], [row["text"] for row in acts])
    hostile = float((verdict == STANCES.index("adversarial")).mean())
    yield OutsideScore("objections in meetings called adversarial / bar", hostile, OBJECTIONS, len(acts))


def judge_with(model: Pipeline, texts: Sequence[str]) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return calibrated stances (texts x 3) and the index of each verdict, as a fitted model gives them."""
    readings = detect_signals(texts)
    samples = [Sample(text, reading) for text, reading in zip(texts, readings, strict=True)]
    stance = model[-1].stance(model[-1].decision_function(model[0].transform(samples)))
    return stance, model[-1].verdicts(stance)
