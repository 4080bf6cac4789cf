"""CPU time of reading Word files against a walk over their text with lxml, in the same run.

    python benchmarks/docx.py [FOLDER] --sample 40

Without a folder it makes five agreements of its own: numbered clauses of one to five formatted runs, a table,
footnotes and tracked changes. The walk unpacks and parses the main part and collects the text of its
elements, nothing else. It takes turns with the reader, so that other work on the machine touches both alike.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from contract_lens.errors import InputError
from contract_lens.options import Limits
from contract_lens.read.from_docx import read_docx

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDS = ("the", "supplier", "shall", "deliver", "each", "party", "may", "terminate", "this", "agreement",
          "upon", "written", "notice", "of", "material", "breach", "fee", "payment", "confidential",
          "information", "indemnify", "joint", "steering", "committee", "savings")  # fmt: skip
_FORMATS = ("decimal", "decimal", "lowerLetter", "lowerRoman")
_LEVEL_TEXTS = ("%1.", "%1.%2", "(%3)", "(%4)")


def walk_texts(data: bytes) -> str:
    """Return all text of the main part, element by element."""
    return "".join(_parsed(data).itertext())


def walk_paragraphs(data: bytes) -> str:
    """Return the text of the main part, paragraph by paragraph."""
    paragraphs = _parsed(data).iter(_W + "p")
    return "\n".join("".join(text.text or "" for text in found.iter(_W + "t")) for found in paragraphs)


def _parsed(data: bytes):  # type: ignore[no-untyped-def] # lxml has no types
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def make_agreement(seed: int, clauses: int = 240) -> bytes:
    """Write an agreement of about 12,000 words as a Word file."""
    draw = random.Random(seed)
    body = "".join(_clause(draw) for _ in range(clauses)) + _table(draw)
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(zip(_FORMATS, _LEVEL_TEXTS, strict=True))
    )
    numbering = (
        f'<w:numbering {_NAMES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    style = '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/></w:style>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/numbering.xml", numbering)
        archive.writestr("word/styles.xml", f"<w:styles {_NAMES}>{style}</w:styles>")
    return buffer.getvalue()


def _clause(draw: random.Random) -> str:
    runs = "".join(_run(draw) for _ in range(draw.randint(1, 5)))
    if draw.random() < 0.05:
        runs += f'<w:ins w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z">{_run(draw)}</w:ins>'
    return (
        '<w:p w:rsidR="00A31C2B" w:rsidRDefault="00B12D33"><w:pPr><w:pStyle w:val="Clause"/><w:numPr>'
        f'<w:ilvl w:val="{draw.randint(0, 3)}"/><w:numId w:val="1"/></w:numPr><w:jc w:val="both"/>'
        f'<w:rPr><w:sz w:val="22"/></w:rPr></w:pPr>{runs}</w:p>'
    )


def _run(draw: random.Random) -> str:
    text = " ".join(draw.choices(_WORDS, k=draw.randint(5, 30)))
    return (
        '<w:r w:rsidRPr="00C455AA"><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
        f'<w:sz w:val="22"/></w:rPr><w:t xml:space="preserve">{text} </w:t></w:r>'
    )


def _table(draw: random.Random) -> str:
    cells = "".join(f"<w:tc><w:p>{_run(draw)}</w:p></w:tc>" for _ in range(3))
    return "<w:tbl>" + f"<w:tr>{cells}</w:tr>" * 10 + "</w:tbl>"


def cpu_of(task: Callable[[], object], rounds: int) -> float:
    """Return the CPU seconds of the quickest of several calls."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Parse arguments, time the files, print the ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="folder with DOCX files")
    parser.add_argument("--sample", type=int, default=40, metavar="N", help="how many files, drawn at random")
    parser.add_argument("--seed", type=int, default=7, help="seed of the draw and of the files made")
    parser.add_argument("--rounds", type=int, default=7, help="best of how many rounds")
    arguments = parser.parse_args()
    if arguments.folder is None:
        files = {f"made {seed}": make_agreement(arguments.seed + seed) for seed in range(5)}
    else:
        paths = sorted(arguments.folder.rglob("*.docx"))
        if len(paths) > arguments.sample:
            paths = random.Random(arguments.seed).sample(paths, arguments.sample)
        files = {path.name: path.read_bytes() for path in paths}
    by_texts, by_paragraphs = [], []
    print(f"{'file':<44}{'texts ms':>9}{'read ms':>9}{'x texts':>9}{'x paragraphs':>14}")
    for name, data in files.items():
        try:
            read_docx(data, Limits())
        except InputError as error:
            print(f"left out: {name}: {error}", file=sys.stderr)
            continue
        texts = cpu_of(lambda data=data: walk_texts(data), arguments.rounds)  # type: ignore[misc] # bound now
        paragraphs = cpu_of(lambda data=data: walk_paragraphs(data), arguments.rounds)  # type: ignore[misc] # bound now
        read = cpu_of(lambda data=data: read_docx(data, Limits()), arguments.rounds)  # type: ignore[misc] # bound now
        by_texts.append(read / texts)
        by_paragraphs.append(read / paragraphs)
        print(
            f"{name[:43]:<44}{1000 * texts:>9.1f}{1000 * read:>9.1f}"
            f"{by_texts[-1]:>9.2f}{by_paragraphs[-1]:>14.2f}"
        )
    if by_texts:
        print(
            f"median: {statistics.median(by_texts):.2f} times the walk over texts, "
            f"{statistics.median(by_paragraphs):.2f} times the walk over paragraphs"
        )


if __name__ == "__main__":
    main()
