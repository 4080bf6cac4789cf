"""How well the parties of an agreement are recognised, against what experts marked.

Run ``python benchmarks/parties.py DATA [--part even|read|apart] [--misses N] [--false N]``.

DATA is the folder with ``cuad/``. CUAD's experts marked the names of the parties and their defined terms
(category *Parties*). Each mark and each found name is compared by its words: equal, or all words of one in
the other and at least half of the longer. Marks of what all parties are called together ("each a Party") are
no names. Rules were written with the documents of the part ``even`` in view (half of all); the misses of
``read`` (a quarter) were read once when they stood; ``apart`` (a quarter) was never looked at.

Experts left out some parties and terms, so a name that no mark confirms is not always wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from contract_lens.assessment import DocumentKind, Party
from contract_lens.detect import frame_agreement
from contract_lens.read import read_document
from contract_lens.segment import split_into_passages

#: A mark that speaks of all parties at once, or that is a stray fragment.
_TOGETHER = re.compile(
    r"\b(?:collectively|each|individually|together|jointly|both|parties|party['”\"]?$)\b", re.IGNORECASE
)
#: What a mark may hold beside a name: "formerly known as", a bracket, the article of a defined term.
_BESIDE = re.compile(r"\([^()]*\)?|\b(?:formerly known as|[adf]/[bks]/[aoe]|doing business as)\b")
_QUOTES = re.compile(r"[\"“”]")
_WORD = re.compile(r"[^\W_]+(?:[.&'’][^\W_]+)*")
_LITTLE = frozenset({"the", "a", "an", "and", "of", "as", "hereinafter", "referred", "to"})
_CLOSE = 0.5


@dataclass
class Count:
    """What is counted over the documents of one part."""

    documents: int = 0
    marks: int = 0
    marks_found: int = 0
    names: int = 0
    names_right: int = 0
    aliases: int = 0
    aliases_right: int = 0
    with_two: int = 0
    shares: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)


PARTS = ("even", "read", "apart")


def part_of(document: str) -> str:
    """Return ``even`` (rules were written with it in view), ``read`` (misses were read once) or ``apart``."""
    rest = int(hashlib.sha256(document.encode()).hexdigest(), 16) % 4
    return "even" if rest % 2 == 0 else "read" if rest == 1 else "apart"


def marks_of(data: Path) -> dict[str, list[tuple[int, int]]]:
    """Return the experts' marks of parties by document."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    with (data / "cuad" / "spans.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["category"] == "Parties":
                found[row["document"]].append((row["start"], row["end"]))
    return found


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from another one."""
    words = [word.lower().replace(".", "") for word in _WORD.findall(name)]
    return tuple(word for word in words if word not in _LITTLE) or tuple(words)


def readings_of(mark: str) -> list[tuple[str, ...]]:
    """Return what a mark may mean: itself, without its brackets, or each of ``Buyer" or "PNC``."""
    parts = [mark, _BESIDE.sub(" ", mark), *_QUOTES.split(mark)]
    return [words for words in map(words_of, parts) if words and words != ("or",)]


def is_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are equal, or the words of one are at least half of the other's."""
    if "".join(one) == "".join(other):
        return True
    short, long = sorted((set(one), set(other)), key=len)
    return bool(short) and short <= long and len(short) / len(long) >= _CLOSE


def measure(count: Count, document: str, parties: Iterable[Party], marks: Iterable[str]) -> None:
    """Compare the parties of one agreement with its marks."""
    gold = [mark for mark in dict.fromkeys(marks) if not _TOGETHER.search(mark)]
    if not gold:
        return
    parties = list(parties)
    count.documents += 1
    count.with_two += len(parties) > 1
    names = [party.name for party in parties]
    aliases = [alias for party in parties for alias in party.aliases]
    found = [words_of(name) for name in (*names, *aliases)]
    meant = [readings_of(mark) for mark in gold]
    wanted = [words for readings in meant for words in readings]
    before = count.marks_found
    for mark, readings in zip(gold, meant, strict=True):
        is_found = any(is_same(words, one) for words in readings for one in found)
        count.marks += 1
        count.marks_found += is_found
        if not is_found:
            count.misses.append(f"{document[:40]} | {mark!r} | {names} {aliases}")
    count.shares.append((count.marks_found - before) / len(gold))
    for name in names:
        right = any(is_same(words_of(name), one) for one in wanted)
        count.names += 1
        count.names_right += right
        if not right:
            count.false.append(f"{document[:40]} | {name!r} | marked: {gold}")
    for alias in aliases:
        count.aliases += 1
        count.aliases_right += any(is_same(words_of(alias), one) for one in wanted)


def report(part: str, count: Count) -> None:
    """Print the figures of one part."""
    print(
        f"{part:5} {count.documents:4d} agreements, {count.marks} marks: recall "
        f"{count.marks_found / max(count.marks, 1):.3f}, mean of agreements "
        f"{sum(count.shares) / max(count.documents, 1):.3f}; {count.names} names: precision "
        f"{count.names_right / max(count.names, 1):.3f}; {count.aliases} aliases: precision "
        f"{count.aliases_right / max(count.aliases, 1):.3f}; two parties or more in "
        f"{count.with_two / max(count.documents, 1):.3f}"
    )


def main() -> None:
    """Measure every agreement and print all parts."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--part", choices=PARTS)
    arguments.add_argument("--misses", type=int, default=0)
    arguments.add_argument("--false", type=int, default=0)
    given = arguments.parse_args()
    counts = {part: Count() for part in PARTS}
    for document, spans in sorted(marks_of(given.data).items()):
        part = part_of(document)
        path = given.data / "cuad" / "txt" / f"{document}.txt"
        if given.part not in (None, part) or not path.is_file():
            continue
        raw = path.read_text("utf-8")
        read = read_document(path)
        passages = split_into_passages(read, DocumentKind.AGREEMENT)
        framing = frame_agreement(read.text, passages, read.title)
        measure(counts[part], document, framing.parties, [raw[start:end] for start, end in spans])
    for part, count in counts.items():
        if count.documents:
            report(part, count)
            print(*count.misses[: given.misses], sep="\n")
            print(*count.false[: given.false], sep="\n")


if __name__ == "__main__":
    main()
