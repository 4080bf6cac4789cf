"""Text recognition of PDF pages without usable text, by the program Tesseract, where it is installed.

A page costs seconds where text costs milliseconds, so only pages that need it are recognised, and only so
many of a document. Tesseract runs as a process of its own: it gets one picture on its standard input, has a
time limit, and a page that it fails on stays a page without text.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from contract_lens.document import Box, PageFacts
from contract_lens.options import Limits
from contract_lens.read.pdf_lines import Line
from contract_lens.read.pdf_page import PdfPage

#: What to do where Tesseract is missing.
INSTALL = (
    "install Tesseract, so that scanned pages are read (Debian and Ubuntu: apt install tesseract-ocr; "
    "macOS: brew install tesseract; Windows: winget install UB-Mannheim.TesseractOCR)"
)
_DPI = 300  # the resolution that Tesseract's models were trained at
_MOST_PIXELS = 25_000_000  # A4 at 300 dpi has 8.7 million
_SECONDS = 60.0  # one page; a dense one takes three
_LEAST_CONFIDENCE = 0.5  # of a page; below it, what was found is noise
_DOUBTFUL = 0.8  # of a page; below it, the reader is told
_POINTS = 72
_SHOWN = 8
_ONE_BLOCK = 6  # of Tesseract's ways to see a page
_LEAST_INK = 0.6  # share of the ink in words; pages with pictures have less, and are read twice
_DARK = bytes(grey < 128 for grey in range(256))


class Word(NamedTuple):
    """A recognised word: its line, its place in pixels from the upper left, how sure it is."""

    line: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str


@lru_cache(maxsize=1)
def find_tesseract() -> str:
    """Return the path of the program, or an empty text where it is not installed."""
    found = shutil.which("tesseract")
    # Windows also looks into the working directory, which may be a folder of strangers' documents.
    if not found or Path(found).resolve().parent == Path.cwd():
        return ""
    return str(Path(found).resolve())


def recognise_pages(document: Any, pages: Sequence[PdfPage], limits: Limits) -> list[PdfPage]:
    """Return the pages of a PDF, those that need it with recognised text.

    Args:
        document: The open ``pypdfium2.PdfDocument``.
        pages: All its pages as read.
        limits: ``ocr_pages`` bounds how many are recognised; 0 turns recognition off.
    """
    left = limits.ocr_pages if find_tesseract() else 0
    done: list[PdfPage] = []
    for page in pages:
        needed = page.facts.needs_ocr and left > 0
        left -= needed
        done.append(_recognise(document, page) if needed else page)
    return done


def ocr_warnings(pages: Sequence[PdfPage], limits: Limits) -> list[str]:
    """Say which pages could not be recognised and why, and which were recognised with little confidence."""
    facts = [page.facts for page in pages]
    waiting = [each.number for each in facts if each.needs_ocr]
    doubtful = [each for each in facts if each.confidence is not None and each.confidence < _DOUBTFUL]
    found = [
        f"Text recognition is only {each.confidence:.0%} sure of page {each.number}."
        for each in doubtful[:_SHOWN]
        if each.confidence is not None and not each.needs_ocr
    ]
    tried = [each for each in facts if each.confidence is not None]
    if waiting and not find_tesseract():
        found.append(f"{INSTALL[0].upper()}{INSTALL[1:]}.")
    elif waiting and limits.ocr_pages <= len(tried):
        found.append(
            f"Text recognition stopped after {limits.ocr_pages} pages (limit: ocr_pages); "
            f"{len(waiting)} more need it."
        )
    elif waiting:
        shown = ", ".join(map(str, waiting[:_SHOWN])) + (" ..." if len(waiting) > _SHOWN else "")
        found.append(f"Text recognition found nothing readable on page {shown}.")
    return found


def read_picture(picture: bytes, layout: int = 1) -> list[Word]:
    """Recognise the words of a picture.

    Args:
        picture: In PGM format, 300 dots an inch.
        layout: Tesseract's ``--psm``: 1 finds blocks and the way up, 6 takes the page for one block.

    Returns:
        The words in the order of reading; none where Tesseract is missing, fails or takes too long.
    """
    program = find_tesseract()
    if not program:
        return []
    kept = ("PATH", "TESSDATA_PREFIX", "SYSTEMROOT", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    # Settings by -c: a configuration by name would be looked for in the working directory first.
    command = [program, "stdin", "stdout", "-l", "eng", "--psm", str(layout), "--dpi", str(_DPI)]
    command += ["-c", "tessedit_create_tsv=1", "-c", "tessedit_create_txt=0"]
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed program, and no argument comes from a document
            command,
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            env={**environment, "OMP_THREAD_LIMIT": "1"},
            cwd=Path(program).parent,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return list(_words(answer.stdout.decode("utf-8", "replace"))) if answer.returncode == 0 else []


def _recognise(document: Any, page: PdfPage) -> PdfPage:
    with closing(document[page.facts.number - 1]) as loaded:
        width, height = loaded.get_size()
        scale = min(_DPI / _POINTS, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        picture = _picture_of(loaded, scale)
        bounds = Box(*loaded.get_bbox())
    words = _read_well(picture)
    confidence = _confidence(words)
    if confidence < _LEAST_CONFIDENCE:
        return page._replace(facts=replace(page.facts, confidence=confidence))
    origin = (0.0, height) if page.lines.turn else (bounds.left, bounds.top)
    lines = [_line(group, page.facts.number, scale, origin) for group in _grouped(words)]
    facts = PageFacts(
        page.facts.number,
        characters=sum(len(line.text) for line in lines),
        has_picture=page.facts.has_picture,
        recognised=True,
        confidence=confidence,
    )
    return page._replace(lines=page.lines._replace(lines=lines), tables=[], facts=facts)


def _read_well(picture: bytes) -> list[Word]:
    """Recognise a page; where most of its ink is left over, as on pages laid askew, take it for one block."""
    words = read_picture(picture)
    if _ink_read(picture, words) >= _LEAST_INK:
        return words
    again = read_picture(picture, _ONE_BLOCK)
    return max(words, again, key=lambda found: sum(word.confidence * len(word.text) for word in found))


def _ink_read(picture: bytes, words: Sequence[Word]) -> float:
    """Share of the dark dots of a picture that lie in recognised words."""
    head, _, dots = picture.partition(b"\n")
    width = int(head.split()[1])
    dark = dots.translate(_DARK)
    inside = sum(
        dark.count(1, row * width + word.left, row * width + word.left + word.width)
        for word in words
        for row in range(word.top, word.top + word.height)
    )
    return inside / max(1, dark.count(1))


def _picture_of(page: Any, scale: float) -> bytes:
    """Draw a page as a picture in PGM format."""
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer)
    finally:
        bitmap.close()
    if stride != width:
        data = b"".join(data[row * stride : row * stride + width] for row in range(height))
    return b"P5 %d %d 255\n" % (width, height) + data


def _words(table: str) -> Iterator[Word]:
    """Read Tesseract's table: numbers of page, block, paragraph, line and word; box, confidence, text."""
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        _, _, block, paragraph, line, _, left, top, width, height = map(int, cells[:10])
        confidence = max(0.0, float(cells[10])) / 100
        yield Word((block, paragraph, line), left, top, width, height, confidence, cells[11].strip())


def _confidence(words: Sequence[Word]) -> float:
    """How sure the recognition is of a page, 0 to 1: the mean over its characters."""
    length = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / length if length else 0.0


def _grouped(words: Sequence[Word]) -> Iterator[list[Word]]:
    for _, group in groupby(words, key=lambda word: word.line):
        yield list(group)


def _line(words: list[Word], number: int, scale: float, origin: tuple[float, float]) -> Line:
    left, top = min(word.left for word in words), min(word.top for word in words)
    right = max(word.left + word.width for word in words)
    bottom = max(word.top + word.height for word in words)
    box = Box(
        origin[0] + left / scale,
        origin[1] - bottom / scale,
        origin[0] + right / scale,
        origin[1] - top / scale,
    )
    text = " ".join(word.text for word in words)
    return Line(text, number, box, text.endswith("-"), box.top - box.bottom)
