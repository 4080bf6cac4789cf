"""How good the models are on documents that they have not seen.

Every figure comes from out-of-fold predictions: the document, conversation or family of a text was held out
when the model that judges it was fitted, and calibration and thresholds were set without it as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from contract_lens.clause import TextKind
from contract_lens.judge import UNDECIDED_BELOW
from contract_lens.judge.heads import STANCES, SYMMETRIES
from contract_lens.learn.bars import verdict
from contract_lens.learn.corpus import LabelledText
from contract_lens.learn.fitting import HeldOut, function_codes
from contract_lens.learn.scores import ChoiceScore, average_precision, score_choice

#: Kinds of talk that are reported apart, by the beginning of their sources' names.
TALK = {
    "mails": ("enron",),
    "disputes": ("github",),
    "meetings": ("qmsum", "elitr", "ami"),
    "negotiation chats": ("casino",),
    "alliance conversations": ("conversations",),
    "messages written for the project": ("authored",),
}

SURE = 3  # highest confidence of an annotator
OWN = ("authored", "conversations", "feedback")  # sources that are no public corpus
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
            yield f"  macro-F1 {score.macro_f1:.3f}; {verdict(self.kind, 'macro_f1', score.macro_f1)}"
            lowest = min(score.classes, key=lambda one: one.f1)
            told = f"{lowest.name} {lowest.f1:.3f}"
            yield f"  lowest class {told}; {verdict(self.kind, 'each_class', lowest.f1)}"
            error = score.calibration_error
            yield f"  ECE {error:.3f}; {verdict(self.kind, 'calibration_error', error)}"
        if self.symmetry:
            yield f"symmetry, {self.symmetry.line()}"
            symmetry = self.symmetry.macro_f1
            yield f"  macro-F1 {symmetry:.3f}; {verdict(self.kind, 'symmetry', symmetry)}"
        counted = sum(code.support >= LEAST_POSITIVES for code in self.functions)
        ranking = self.mean_average_precision
        told = verdict(self.kind, "functions", ranking)
        yield f"functions, {self.kind}s: mAP {ranking:.3f} over {counted} codes; {told}"
        for code in self.functions:
            yield f"  {code.code}: AP {code.average_precision:.3f}  F1 {code.f1:.3f}  ({code.support})"
        if self.boilerplate is not None:
            among = f"{self.boilerplate:.1%} of {self.boilerplate_texts}"
            yield f"boilerplate among the labelled clauses called non-neutral: {among}"


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

    open_ones = {text.id for text, row in zip(texts, held.stance, strict=True) if row.max() < UNDECIDED_BELOW}
    parts = [stance_of(name, chosen) for name, chosen in _parts(kind, texts)]
    if open_ones:
        parts.append(stance_of(f"{kind}s that are not left undecided", lambda text: text.id not in open_ones))
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
        yield "of these, where the annotator was sure", _is_sure
        yield "clauses drawn at random", lambda text: text.stratum.startswith("random")
        yield "authored clauses", lambda text: text.source == "authored"
        return
    yield "real communications", lambda text: text.source not in OWN
    yield "of these, where the annotator was sure", _is_sure
    for name, sources in TALK.items():
        yield name, partial(_is_from, sources)


def _is_sure(text: LabelledText) -> bool:
    return text.source not in OWN and text.confidence == SURE


def _is_from(sources: tuple[str, ...], text: LabelledText) -> bool:
    return text.source.startswith(sources)


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
    for text, index, probabilities in zip(texts, held.verdict, held.stance.tolist(), strict=True):
        called = STANCES[index]
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
                    "probability": round(probabilities[index], 3),
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
