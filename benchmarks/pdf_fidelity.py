"""How faithfully contracts are read from PDF.

    python -m benchmarks.pdf_fidelity DATA [--sample N] [--paragraphs]

DATA is the folder with ``cuad/pdf``, ``cuad/txt`` and ``cuad/spans.jsonl``. Prints, over the contracts:

* token recall: the share of the words (``[a-z0-9]+``) of the reference text that were read, with the running
  heads and page numbers that were read and left out, since the reference has them as well. Where that is
  little, the share of its letters and figures beside it: some references part words ("k iosk");
* paragraph F1 against the reference: paragraphs that begin with the same 24 letters and figures. That
  reference is a doubtful one, so also: how many of its paragraphs begin in the middle of a sentence, hold
  several numbered clauses, or are page furniture;
* expert spans that stand verbatim in the text that was read; white space apart, and the shape of quotation
  marks and dashes, which the reference writes as on a typewriter. The reference has page numbers, running
  heads and underlines in the middle of spans that go over a page; so also: how many stand verbatim without
  those of them that the reader counts as left out;
* anchors: random stretches of text read back from under their boxes by PDFium.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from contract_lens.document import Document
from contract_lens.errors import InputError
from contract_lens.options import Limits
from contract_lens.read import read_document
from contract_lens.read.from_pdf import read_pages
from contract_lens.read.pdf_furniture import find_furniture
from contract_lens.read.pdf_open import open_pdf

_TOKEN = re.compile(r"[a-z0-9]+")
_SPACE = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n\s*\n")
_FURNITURE = re.compile(r"(?:Source: .+|[-–— ]*(?:Page )?\d{1,4}[-–— ]*)", re.IGNORECASE)
_INNER_CLAUSE = re.compile(r"[.;:] {1,3}(?:\d{1,2}\.\d{1,2}\.? [A-Z]|\([a-h]\) [A-Z])")
_TYPEWRITER = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "−": "-",
                               "\u00ad": "-", "\u200b": ""})  # fmt: skip
_SHORTEST_SPAN, _LONGEST_SPAN = 8, 120


def main() -> None:
    """Read the contracts and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--sample", type=int, default=0, help="only so many contracts, drawn with a fixed seed"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--spans", type=int, default=1000, help="how many random stretches for the anchors")
    parser.add_argument("--missed", action="store_true", help="print the spans that were not found")
    arguments = parser.parse_args()
    paths = sorted((arguments.data / "cuad" / "pdf").glob("*.pdf"))
    if arguments.sample:
        paths = sorted(random.Random(arguments.seed).sample(paths, min(arguments.sample, len(paths))))
    spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (arguments.data / "cuad" / "spans.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans[row["document"]].append(row)
    figures = Figures()
    for path in paths:
        reference = (arguments.data / "cuad" / "txt" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        try:
            document = read_document(path, limits=Limits(ocr_pages=0))
        except InputError as error:
            print(f"not read: {error}")
            continue
        left_out = furniture(path)
        figures.add_recall(path.stem, reference, "\n".join((document.text, *left_out)))
        figures.add(path.stem, document, reference, spans[path.stem], left_out)
        wanted = -(-arguments.spans // len(paths))
        figures.add_anchors(path, document, wanted, random.Random(f"{arguments.seed} {path.stem}"))
    figures.print(missed=arguments.missed)


class Figures:
    """What is counted over the contracts."""

    def __init__(self) -> None:
        self.recall: list[tuple[float, float, str]] = []
        self.paragraphs: list[float] = []
        self.doubts: Counter[str] = Counter()
        self.spans = self.verbatim = self.over_furniture = 0
        self.anchors: Counter[str] = Counter()
        self.missed: list[str] = []

    def add_recall(self, name: str, reference: str, text: str) -> None:
        """Count the words of the reference that were read, and its letters."""
        letters = (_only_letters(each.lower()) for each in (reference, text))
        self.recall.append((token_recall(reference, text), recall(*letters), name))

    def add(
        self,
        name: str,
        document: Document,
        reference: str,
        spans: Iterable[dict[str, Any]],
        left_out: Iterable[str],
    ) -> None:
        """Hold a document against its reference text and the spans that experts marked in it."""
        own = [document.text[block.start : block.end] for block in document.blocks]
        gold = [part for part in _BLANK_LINE.split(reference) if part.strip()]
        self.paragraphs.append(paragraph_f1(own, gold))
        self._doubt(gold)
        text = plain(document.text)
        heads = sorted({plain(line) for line in left_out} - {""}, key=len, reverse=True)
        for span in spans:
            words = plain(reference[span["start"] : span["end"]])
            self.spans += 1
            if words in text:
                self.verbatim += 1
            elif stands_without(words, text, heads):
                self.over_furniture += 1
            else:
                self.missed.append(f"{name}\t{words[:300]}")

    def _doubt(self, gold: Sequence[str]) -> None:
        for paragraph in gold:
            bare = paragraph.strip()
            self.doubts["all"] += 1
            self.doubts["furniture"] += _FURNITURE.fullmatch(bare) is not None
            self.doubts["begin in the middle of a sentence"] += bare[0].islower()
            self.doubts["hold several numbered clauses"] += _INNER_CLAUSE.search(bare) is not None

    def add_anchors(self, path: Path, document: Document, count: int, draw: random.Random) -> None:
        """Read random stretches of one line back from under their boxes."""
        import pypdfium2

        anchors = [anchor for anchor in document.anchors if anchor.box is not None]
        pdf = pypdfium2.PdfDocument(path)
        for anchor in draw.sample(anchors, min(count, len(anchors))):
            size = anchor.end - anchor.start
            length = min(size, draw.randint(_SHORTEST_SPAN, _LONGEST_SPAN))
            start = anchor.start + draw.randint(0, size - length)
            words = _only_letters(document.text[start : start + length])
            page = pdf[(anchor.page or 1) - 1]
            text_page = page.get_textpage()
            under = "".join(
                _only_letters(text_page.get_text_bounded(*(found.box or ())))
                for found in document.anchors_of(start, start + length)
            )
            self.anchors["all"] += 1
            self.anchors["covered"] += words in under
            self.anchors["only the line"] += _only_letters(document.text[anchor.start : anchor.end]) == under
            text_page.close()
            page.close()
        pdf.close()

    def print(self, *, missed: bool = False) -> None:
        """Print the figures."""
        found = sorted(self.recall)
        print(
            f"token recall: median {statistics.median(words for words, _, _ in found):.4f}; "
            f"below .98: {sum(words < 0.98 for words, _, _ in found)}, "
            f"below .995: {sum(words < 0.995 for words, _, _ in found)} of {len(found)}; least:"
        )
        for words, letters, name in found[:4]:
            print(f"    {words:.4f}, of letters {letters:.4f} ({name[:60]})")
        print(f"paragraph F1 against the reference: median {statistics.median(self.paragraphs):.3f}")
        total = self.doubts.pop("all")
        shares = ", ".join(f"{name} {count / total:.1%}" for name, count in self.doubts.items())
        print(f"the reference's {total:,} paragraphs: {shares}")
        apart = self.verbatim + self.over_furniture
        print(
            f"expert spans verbatim: {self.verbatim} of {self.spans} ({self.verbatim / self.spans:.2%}); "
            f"page furniture within them apart: {apart} ({apart / self.spans:.2%})"
        )
        for line in self.missed if missed else ():
            print(line)
        count = self.anchors["all"]
        print(
            f"anchors: {count} stretches, under their boxes {self.anchors['covered'] / count:.2%}; "
            f"nothing but the line under its box {self.anchors['only the line'] / count:.2%}"
        )


def furniture(path: Path) -> list[str]:
    """Return the running heads, page numbers and ruled lines that the reader leaves out of the text."""
    with closing(open_pdf(path.read_bytes())) as pdf:
        pages = read_pages(pdf, Limits())
    found = find_furniture([page.lines for page in pages])
    return [page.lines.lines[index].text for page in pages for index in found[page.lines.number]]


def stands_without(words: str, text: str, heads: Sequence[str], depth: int = 12) -> bool:
    """Whether words stand in a text once lines that were left out of it are taken from between them.

    Args:
        words: A span, as ``plain`` returns it.
        text: A text, likewise.
        heads: The lines that were left out, likewise, the longest first.
        depth: How many lines may be taken away.
    """
    low, high = 0, len(words)
    while low < high:  # the longest beginning that stands in the text
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in text else (low, middle - 1)
    if low == len(words):
        return True
    return depth > 0 and any(
        words.startswith(head, cut)
        and stands_without(words[:cut] + words[cut + len(head) :], text, heads, depth - 1)
        for cut in range(low, max(-1, low - 4), -1)
        for head in heads
    )


def token_recall(reference: str, text: str) -> float:
    """Share of the words of the reference that were read."""
    return recall(_TOKEN.findall(reference.lower()), _TOKEN.findall(text.lower()))


def recall(reference: Iterable[str], text: Iterable[str]) -> float:
    """Share of what the reference has that the text has too, each as often."""
    wanted, found = Counter(reference), Counter(text)
    return 1 - (wanted - found).total() / max(1, wanted.total())


def paragraph_f1(own: Iterable[str], gold: Iterable[str]) -> float:
    """F1 of paragraphs that begin with the same letters and figures, page furniture apart."""
    ours, theirs = (
        Counter(
            begin
            for text in texts
            if not _FURNITURE.fullmatch(text.strip()) and (begin := _only_letters(text)[:24])
        )
        for texts in (own, gold)
    )
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def plain(text: str) -> str:
    """Return a text without white space, with the quotation marks and dashes of a typewriter."""
    return _SPACE.sub("", text.translate(_TYPEWRITER)).replace("''", '"')


def _only_letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


if __name__ == "__main__":
    main()
