"""How well passages match what experts marked.

Run ``python benchmarks/segmentation.py DATA [--pdf] [--sample N]``.

DATA is the folder with ``cuad/`` and, for communications, ``authored/conversations/``. Three mirrors:

* expert spans: the share that lies inside one, or at most two adjacent, passages (bar: two, 95 %);
* labelled clauses: how often one is a passage of ours (intersection over union above 0.7);
* labelled utterances: how often one is a passage of ours, and how often the speaker is right.

With ``--pdf`` the contracts are read from PDF; a span is then looked up by its letters and figures.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contract_lens.assessment import DocumentKind
from contract_lens.clause import Passage, PassageKind
from contract_lens.errors import InputError
from contract_lens.read import read_document
from contract_lens.segment import split_into_passages, tell_kind

CLAUSES = frozenset((PassageKind.CLAUSE, PassageKind.DEFINITION, PassageKind.RECITAL))
OVERLAP = 0.7
_SPACE = re.compile(r"\s+")


@dataclass
class Figures:
    """What is counted over the documents."""

    documents: int = 0
    unread: int = 0
    spans: int = 0
    spans_found: int = 0
    reach: Counter[int] = field(default_factory=Counter)
    by_category: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    words: list[int] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    labelled: int = 0
    matched: int = 0
    contained: int = 0
    taken_for_communication: int = 0
    characters: int = 0
    seconds: float = 0.0
    longest: int = 0
    misses: list[str] = field(default_factory=list)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pdf", action="store_true", help="read the contracts from PDF")
    parser.add_argument(
        "--sample", type=int, default=0, help="only so many contracts, drawn with a fixed seed"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", type=Path, help="write the spans that reach over more than two passages")
    arguments = parser.parse_args()
    figures = measure_contracts(
        arguments.data, pdf=arguments.pdf, sample=arguments.sample, seed=arguments.seed
    )
    report_contracts(figures, "PDF" if arguments.pdf else "text")
    if arguments.misses:
        arguments.misses.write_text("\n".join(figures.misses), encoding="utf-8")
    if not arguments.pdf:
        measure_conversations(arguments.data / "authored" / "conversations")


def measure_contracts(data: Path, *, pdf: bool, sample: int, seed: int) -> Figures:
    """Segment contracts and hold them against the expert spans and the labelled clauses."""
    spans = _by_document(data / "cuad" / "spans.jsonl")
    clauses = _by_document(data / "clauses.jsonl")
    paths = sorted((data / "cuad" / ("pdf" if pdf else "txt")).glob("*.[pt][dx][ft]"))
    if sample:
        paths = sorted(random.Random(seed).sample(paths, min(sample, len(paths))))
    figures = Figures()
    for path in paths:
        try:
            document = read_document(path)
        except InputError as error:
            figures.unread += 1
            print(f"not read: {error}")
            continue
        began = time.process_time()
        figures.taken_for_communication += tell_kind(document) is not DocumentKind.AGREEMENT
        passages = split_into_passages(document, DocumentKind.AGREEMENT)
        figures.seconds += time.process_time() - began
        _count(figures, document.text, passages)
        original = (data / "cuad" / "txt" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        finder = Finder(document.text, original)
        _hold_against_spans(figures, path.stem, document.text, passages, spans[path.stem], finder)
        _hold_against_clauses(figures, passages, clauses[path.stem], finder)
    return figures


class Finder:
    """Finds a stretch of the reference text in the text that was read, by its letters and figures.

    White space, quotation marks and dashes differ between a PDF and the reference text of the same contract.
    """

    def __init__(self, text: str, original: str) -> None:
        self._original = original
        self._same = text == original
        if not self._same:
            self._packed, self._places = _pack(text)

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the offsets of ``original[start:end]`` in the text, or ``None``."""
        if self._same:
            return start, end
        wanted = _pack(self._original[start:end])[0]
        if not wanted:
            return None
        # Short strings occur often: take the occurrence nearest to the same share of the document.
        expected = int(start / max(1, len(self._original)) * len(self._packed))
        before = self._packed.rfind(wanted, 0, expected + len(wanted))
        after = self._packed.find(wanted, expected)
        at = min(
            (place for place in (before, after) if place >= 0),
            key=lambda place: abs(place - expected),
            default=-1,
        )
        return (self._places[at], self._places[at + len(wanted) - 1] + 1) if at >= 0 else None


def _pack(text: str) -> tuple[str, list[int]]:
    places = [index for index, letter in enumerate(text) if letter.isalnum()]
    return "".join(text[index] for index in places), places


def _count(figures: Figures, text: str, passages: Sequence[Passage]) -> None:
    figures.documents += 1
    figures.characters += len(text)
    for passage in passages:
        figures.kinds[passage.kind.value] += 1
        size = len(text[passage.start : passage.end].split())
        figures.longest = max(figures.longest, size)
        if passage.kind in CLAUSES:
            figures.words.append(size)


def _hold_against_spans(
    figures: Figures,
    name: str,
    text: str,
    passages: Sequence[Passage],
    spans: Sequence[dict[str, Any]],
    finder: Finder,
) -> None:
    starts = [passage.start for passage in passages]
    for span in spans:
        figures.spans += 1
        place = finder.find(span["start"], span["end"])
        if place is None:
            continue
        figures.spans_found += 1
        first = max(0, bisect_right(starts, place[0]) - 1)
        last = max(0, bisect_right(starts, place[1] - 1) - 1)
        reach = sum(1 for passage in passages[first : last + 1] if passage.kind is not PassageKind.HEADER)
        figures.reach[min(max(reach, 1), 9)] += 1
        figures.by_category[span["category"]].append(reach)
        if reach > 2:
            words = " ".join(text[place[0] : place[1]].split())
            figures.misses.append(
                f"{reach}\t{place[1] - place[0]}\t{name}\t{span['category']}\t{words[:160]}"
            )


def _hold_against_clauses(
    figures: Figures, passages: Sequence[Passage], clauses: Sequence[dict[str, Any]], finder: Finder
) -> None:
    starts = [passage.start for passage in passages]
    for clause in clauses:
        place = finder.find(clause["start"], clause["end"])
        if place is None:
            continue
        figures.labelled += 1
        first = max(0, bisect_right(starts, place[0]) - 1)
        best, inside = 0.0, False
        for passage in passages[first : first + 6]:
            common = min(passage.end, place[1]) - max(passage.start, place[0])
            union = max(passage.end, place[1]) - min(passage.start, place[0])
            best = max(best, common / union)
            inside = inside or common == place[1] - place[0]
        figures.matched += best > OVERLAP
        figures.contained += inside


def report_contracts(figures: Figures, source: str) -> None:
    """Print the figures of contracts."""
    found = max(1, figures.spans_found)
    print(
        f"contracts from {source}: {figures.documents} read, {figures.unread} not read, "
        f"{figures.taken_for_communication} taken for communications"
    )
    print(
        f"expert spans: {figures.spans_found} of {figures.spans} found in the text; inside one passage "
        f"{figures.reach[1] / found:.1%}, at most two {(figures.reach[1] + figures.reach[2]) / found:.1%}, "
        f"at most three {sum(figures.reach[n] for n in (1, 2, 3)) / found:.1%}"
    )
    quartiles = statistics.quantiles(figures.words, n=20)
    print(
        f"clauses: {len(figures.words)}, words median {statistics.median(figures.words):.0f}, "
        f"5 % {quartiles[0]:.0f}, 25 % {quartiles[4]:.0f}, 75 % {quartiles[14]:.0f}, "
        f"95 % {quartiles[18]:.0f}; "
        f"longest passage {figures.longest}"
    )
    print("passages by kind: " + ", ".join(f"{kind} {count}" for kind, count in figures.kinds.most_common()))
    labelled = max(1, figures.labelled)
    print(
        f"labelled clauses: {figures.labelled}, "
        f"one passage (IoU > {OVERLAP}) {figures.matched / labelled:.1%}, "
        f"inside one passage {figures.contained / labelled:.1%}"
    )
    worst = sorted(
        (
            (sum(reach > 2 for reach in reaches), len(reaches), category)
            for category, reaches in figures.by_category.items()
        ),
        reverse=True,
    )
    print("most spans over two passages: " + ", ".join(f"{c} {m}/{n}" for m, n, c in worst[:6]))
    rate = figures.characters / max(figures.seconds, 1e-9) / 1e6
    print(
        f"speed: {figures.characters / 1e6:.1f} M characters in {figures.seconds:.1f} CPU s ({rate:.2f} M/s)"
    )


def measure_conversations(folder: Path) -> None:
    """Hold the passages of conversations against the labelled utterances, and print the figures."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, labels in _by_document(folder / "labels.jsonl", key="file").items():
        document = read_document(folder / name)
        counter = counts[Path(name).suffix]
        counter["files"] += 1
        kind = tell_kind(document)
        counter["taken for agreements"] += kind is not DocumentKind.COMMUNICATION
        passages = split_into_passages(document, DocumentKind.COMMUNICATION)
        words = [_SPACE.sub("", document.text[passage.start : passage.end]) for passage in passages]
        for label in labels:
            counter["labels"] += 1
            _judge(counter, label, passages, words)
    for suffix, counter in sorted(counts.items()):
        labels_count = max(1, counter["labels"])
        parts = [
            f"{key} {counter[key]} ({counter[key] / labels_count:.1%})"
            for key in (
                "exact",
                "inside",
                "lost",
                "speaker right",
                "speaker wrong",
                "no speaker",
                "side right",
            )
        ]
        print(
            f"{suffix}: {counter['files']} files ({counter['taken for agreements']} taken for agreements), "
            f"{counter['labels']} utterances: " + ", ".join(parts)
        )


def _judge(
    counter: Counter[str], label: dict[str, Any], passages: Sequence[Passage], words: Sequence[str]
) -> None:
    wanted = _SPACE.sub("", label["text"])
    index = next((i for i, word in enumerate(words) if word == wanted), None)
    if index is None:
        index = next((i for i, word in enumerate(words) if wanted in word), None)
        near = index is not None and len(words[index]) - len(wanted) <= 6
        counter["exact" if near else "lost" if index is None else "inside"] += 1
    else:
        counter["exact"] += 1
    if index is None:
        return
    passage = passages[index]
    impersonal = (label["speaker"] or "minutes").lower() == "minutes"
    if passage.speaker is None:
        counter["speaker right" if impersonal else "no speaker"] += 1
    else:
        right = not impersonal and _same_name(passage.speaker, label["speaker"])
        counter["speaker right" if right else "speaker wrong"] += 1
    side = passage.side or ("joint" if passage.speaker is None else "")
    counter["side right"] += side.split()[:1] == label["side"].split()[:1]


def _same_name(found: str, wanted: str) -> bool:
    """Labels give full names where the text has initials: the last words must agree."""
    return (
        found.split()[-1].casefold() == wanted.split()[-1].casefold()
        or found.split()[:1] == wanted.split()[:1]
    )


def _by_document(path: Path, key: str = "document") -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(path):
        rows[row[key]].append(row)
    return rows


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    main()
