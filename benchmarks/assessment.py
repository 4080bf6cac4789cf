"""CPU seconds that the assessment of one long agreement takes, after it was read and judged.

    python -m benchmarks.assessment FILE...

The files are read, split and judged, and their passages joined to one agreement of about 100 pages (45,000
words); only ``assess_document`` is timed: indices, patterns with what would turn them, scorecard, gaps,
advice with its what-ifs. The bar is 2 seconds.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from contract_lens.assess import assess_document
from contract_lens.assessment import DocumentKind
from contract_lens.clause import Judgement, Passage, Reading, TextKind
from contract_lens.detect import detect_signals, frame_agreement
from contract_lens.document import Document
from contract_lens.judge import classify_texts
from contract_lens.pipeline import contexts_of
from contract_lens.read import read_document
from contract_lens.segment import split_into_passages

WORDS = 45_000
BAR = 2.0


def main(paths: list[Path]) -> None:
    """Join the files to one long agreement, time its assessment, and print the figure."""
    text, passages = "", list[Passage]()
    readings, judgements = list[Reading](), list[Judgement]()
    while len(text.split()) < WORDS:
        for path in paths:
            document, own, read, judged = _judge(path)
            start = len(text)
            passages += [
                replace(
                    passage,
                    id=f"c{len(passages) + place}",
                    start=passage.start + start,
                    end=passage.end + start,
                    parent=None,
                )
                for place, passage in enumerate(own, 1)
            ]
            readings += read
            judgements += judged
            text += document.text + "\n\n"
            if len(text.split()) >= WORDS:
                break
    joined = Document("long agreement", "0" * 64, "text", text, (), ())
    framing = frame_agreement(text, passages, "")
    seconds = min(_time(joined, passages, readings, judgements, framing) for _ in range(3))
    pages = len(text.split()) / 450
    print(f"{pages:.0f} pages, {len(passages)} passages: {seconds:.2f} CPU seconds (bar {BAR})")


def _judge(path: Path) -> tuple[Document, list[Passage], list[Reading], list[Judgement]]:
    document = read_document(path)
    passages = list(split_into_passages(document, DocumentKind.AGREEMENT))
    texts = [document.text[passage.start : passage.end] for passage in passages]
    readings = detect_signals(texts)
    contexts = contexts_of(passages, texts, DocumentKind.AGREEMENT)
    judgements = classify_texts(texts, readings, kind=TextKind.CLAUSE, contexts=contexts)
    return document, passages, readings, judgements


def _time(document, passages, readings, judgements, framing) -> float:  # type: ignore[no-untyped-def] # records of every stage
    start = time.process_time()
    assess_document(
        document,
        kind=DocumentKind.AGREEMENT,
        passages=passages,
        readings=readings,
        judgements=judgements,
        framing=framing,
    )
    return time.process_time() - start


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
