"""Paragraphs and table rows of a word-processor file before they are written, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from contract_lens.read.changes import PLAIN, State


class Run(NamedTuple):
    """A stretch of text of one kind, with its place in the file.

    Attributes:
        text: What it prints.
        paragraph: Index of its paragraph, where the format counts them.
        run: Its index among the runs of that paragraph (DOCX).
        state: Whether it is kept, changed or hidden.
        line: Line number from 1 in the file (RTF, HTML).
    """

    text: str
    paragraph: int | None = None
    run: int | None = None
    state: State = PLAIN
    line: int | None = None


class Mark(NamedTuple):
    """A place between runs: where a comment begins (``start``), ends (``end``) or hangs (``at``)."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: the text, what follows it (``tab``, ``space``, ``nothing``), and the level from 0."""

    text: str
    suffix: str = "tab"
    level: int = 0
    bullet: bool = False


@dataclass(slots=True)
class Piece:
    """One paragraph before it is written.

    Attributes:
        index: Index of the paragraph in its part, counted through the document.
        runs: Its runs and marks.
        number: The number that is printed before it.
        heading: Level of a heading from 1, else 0.
    """

    index: int | None
    runs: list[Run | Mark]
    number: Number | None = None
    heading: int = 0

    @property
    def text(self) -> str:
        """The text that was asked for, without the number."""
        return kept_text(self.runs).strip()


@dataclass(slots=True)
class Row:
    """A row of a table: cells with paragraphs and, where tables are nested, rows."""

    cells: list[list[Piece | Row]]

    def pieces(self) -> Iterator[Piece]:
        """Yield all paragraphs, those of nested rows too."""
        for cell in self.cells:
            yield from flat(cell)


def flat(items: Iterable[Piece | Row]) -> Iterator[Piece]:
    """Yield paragraphs, rows taken apart."""
    for item in items:
        if isinstance(item, Row):
            yield from item.pieces()
        else:
            yield item


def kept_text(runs: Iterable[Run | Mark]) -> str:
    """Return the text of runs that belongs to the text that was asked for."""
    return "".join(run.text for run in runs if isinstance(run, Run) and run.state.kept)
