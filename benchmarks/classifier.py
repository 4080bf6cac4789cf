"""Speed, start-up and size of the models.

    python -m benchmarks.classifier FILE [--rounds N]

FILE is a JSONL with ``text`` on each line (or ``corpora/clauses/authored.jsonl``). Prints, in CPU time of one
core: seconds to load both models, texts per second of the models alone (features and all heads), of the whole
stage (evidence and records too), and of the rules before it; then the megabytes of the model files.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from contract_lens.clause import TextKind
from contract_lens.detect import detect_signals
from contract_lens.judge import classify_texts
from contract_lens.judge.features import Sample
from contract_lens.judge.store import find_folder, load_accurate, load_model

BATCH = 512


def cpu_seconds(action: Callable[[], object], rounds: int) -> float:
    """Return the least CPU seconds of a few runs: the others were disturbed."""
    best = float("inf")
    for _ in range(rounds):
        before = time.process_time()
        action()
        best = min(best, time.process_time() - before)
    return best


def load_both() -> None:
    """Load both models."""
    for kind in TextKind:
        load_model(kind)


def predict(kind: TextKind, samples: Sequence[Sample]) -> None:
    """Run features and all heads of a model, in batches."""
    features, heads = load_model(kind)[0], load_model(kind)[-1]
    for first in range(0, len(samples), BATCH):
        scores = heads.decision_function(features.transform(samples[first : first + BATCH]))
        heads.stance(scores)
        heads.function_scores(scores)
        heads.symmetries(scores)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = [json.loads(line)["text"] for line in options.file.read_text("utf-8").splitlines()]
    import sklearn.pipeline  # noqa: F401 # the import is what is kept out of the timing
    import skops.io  # noqa: F401  # the price of the libraries is not that of the models

    print(f"load both models: {cpu_seconds(load_both, 1):.2f} s CPU")
    readings = detect_signals(texts)
    samples = [Sample(text, reading) for text, reading in zip(texts, readings, strict=True)]
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"texts: {len(texts)} of {words:.0f} words")
    for kind in TextKind:
        alone = cpu_seconds(partial(predict, kind, samples), options.rounds)
        judge = partial(classify_texts, texts, readings, kind=kind, accurate=False)
        whole = cpu_seconds(judge, options.rounds)
        rates = f"{len(texts) / alone:,.0f} texts/s model alone, {len(texts) / whole:,.0f} whole stage"
        print(f"{kind}: {rates}")
    rules = cpu_seconds(lambda: detect_signals(texts), 1)
    print(f"rules before it: {len(texts) / rules:,.0f} texts/s")
    measure_accurate(texts)
    size = sum(path.stat().st_size for path in find_folder().iterdir())
    print(f"models, all: {size / 1e6:.1f} MB")


def measure_accurate(texts: Sequence[str]) -> None:
    """Print start-up and speed of the encoder, on a part of the texts."""
    import onnxruntime  # noqa: F401 # its price is not that of the model
    import tokenizers  # noqa: F401 # likewise

    print(f"load the accurate model: {cpu_seconds(load_accurate, 1):.2f} s CPU")
    part = list(texts)[:300]
    readings = detect_signals(part)
    for kind in TextKind:
        whole = cpu_seconds(partial(classify_texts, part, readings, kind=kind, accurate=True), 1)
        print(f"{kind}, accurate: {len(part) / whole:,.0f} texts/s whole stage")


if __name__ == "__main__":
    main()
