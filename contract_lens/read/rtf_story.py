"""One story of an RTF file - the body, a note, a text box - as paragraphs and table rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from contract_lens.read.changes import State
from contract_lens.read.story import Mark, Number, Piece, Row, Run, flat

_LONGEST_RUN = 1000


@dataclass(slots=True)
class ParagraphFormat:
    """What holds for the paragraph that ends.

    Attributes:
        table: Depth of the table it stands in; 0 outside.
        level: Level of its list from 0.
        heading: Level of a heading from 1, else 0.
    """

    table: int = 0
    level: int = 0
    heading: int = 0


@dataclass(slots=True)
class RtfStory:
    """Collects runs into paragraphs, paragraphs into cells, cells into rows."""

    items: list[Piece | Row] = field(default_factory=list)
    hanging: list[Piece | Row] = field(default_factory=list)
    number: Number | None = None
    _runs: list[Run | Mark] = field(default_factory=list)
    _cells: dict[int, list[list[Piece | Row]]] = field(default_factory=dict)
    _cell: dict[int, list[Piece | Row]] = field(default_factory=dict)

    def add(self, text: str, state: State, line: int) -> None:
        """Append text to the open paragraph."""
        last = self._runs[-1] if self._runs else None
        if isinstance(last, Run) and last.state == state and _may_grow(last.text):
            self._runs[-1] = last._replace(text=last.text + text)
        else:
            self._runs.append(Run(text, state=state, line=line))

    def mark(self, mark: Mark) -> None:
        """Put a mark into the open paragraph."""
        self._runs.append(mark)

    def end_paragraph(self, form: ParagraphFormat) -> None:
        """Close the open paragraph; one outside a table ends the table before it."""
        if form.table == 0:
            self._flush_tables()
        runs, self._runs = self._runs, []
        number, self.number = self.number, None
        found: list[Piece | Row] = []
        if runs:
            runs = [run if isinstance(run, Mark) else run._replace(text=_whole(run.text)) for run in runs]
            if number is not None:
                number = Number(number.text, number.suffix, form.level, number.bullet)
            found.append(Piece(None, runs, number, form.heading))
        found += self.hanging
        self.hanging = []
        if form.table:
            self._cell.setdefault(form.table, []).extend(found)
        else:
            self.items += found

    def end_cell(self, form: ParagraphFormat, depth: int) -> None:
        """Close a cell at a depth of nesting from 1."""
        self.end_paragraph(ParagraphFormat(depth, form.level, form.heading))
        self._cells.setdefault(depth, []).append(self._cell.pop(depth, []))

    def end_row(self, depth: int) -> None:
        """Close a row; that of a nested table goes into the cell around it."""
        cells = self._cells.pop(depth, [])
        if left := self._cell.pop(depth, []):
            cells.append(left)
        if cells:
            outer = self.items if depth <= 1 else self._cell.setdefault(depth - 1, [])
            outer.append(Row(cells))

    def finish(self, form: ParagraphFormat) -> list[Piece | Row]:
        """Close everything and return what was collected."""
        self.end_paragraph(form)
        self._flush_tables()
        return self.items

    def plain(self) -> str:
        """Return the kept text, one line for each paragraph."""
        lines = (" ".join(piece.text.split()) for piece in flat(self.items))
        return "\n".join(filter(None, lines))

    def _flush_tables(self) -> None:
        for depth in sorted({*self._cells, *self._cell}, reverse=True):
            self.end_row(depth)


def _may_grow(text: str) -> bool:
    """Whether more text is joined to this; without an end that would take time in the square of it."""
    return len(text) < _LONGEST_RUN or "\ud800" <= text[-1] <= "\udbff"


def _whole(text: str) -> str:
    """Join halves of characters beyond the first plane, which RTF writes one by one."""
    if text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
