"""An HTML page as paragraphs and table rows, from its tags in order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from contract_lens.document import AnnotationKind
from contract_lens.read.changes import PLAIN, Change, Drafting, State
from contract_lens.read.number_formats import format_number
from contract_lens.read.story import Number, Piece, Row, Run, flat

_SILENT = frozenset(("script", "style", "template", "svg", "iframe", "noembed", "noframes", "title"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
     "dt", "fieldset", "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
     "td", "th", "tr", "ul")
)  # fmt: skip
# An open element of the first kind ends when one of the second kind begins.
_ENDED_BY = {
    **dict.fromkeys(_BLOCKS, ("p",)),
    "li": ("p", "li"), "dt": ("p", "dt", "dd"), "dd": ("p", "dt", "dd"), "option": ("option",),
    "td": ("p", "td", "th"), "th": ("p", "td", "th"), "tr": ("p", "td", "th", "tr"),
}  # fmt: skip
_FENCES = frozenset(("table", "ul", "ol", "dl", "div", "blockquote", "body"))
_LOOK_BACK = 60
_LIST_TYPES = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "none": "none",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero",
}  # fmt: skip
_CHANGES = {"ins": AnnotationKind.INSERTION, "del": AnnotationKind.DELETION}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\xad]")
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0(?![.\d])|(?<![\w-])opacity:0(?![.\d])"
)
_CONDITION = re.compile(r"<!\[(?:if|endif)[^>]{0,200}>", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?:([a-z-]+)")
_MOST_LEVELS = 9
_MOST_TABLES = 20


@dataclass(slots=True)
class _Element:
    """An open element and what it brings."""

    tag: str
    state: State


@dataclass(slots=True)
class _List:
    """An open list."""

    style: str
    next: int = 1


@dataclass(slots=True)
class _Table:
    """An open table: the cells of its row so far, and the open cell."""

    cells: list[list[Piece | Row]] = field(default_factory=list)
    cell: list[Piece | Row] | None = None


class Page(HTMLParser):
    """Takes the tags of a page in order.

    Args:
        drafting: Which of ``ins`` and ``del`` are read.

    Attributes:
        items: The paragraphs and rows.
        title: The page's title.
        dropped: Characters of scripts and styles.
    """

    def __init__(self, drafting: Drafting) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[Piece | Row] = []
        self.title = ""
        self.dropped = 0
        self._drafting = drafting
        self._silent: list[str] = []
        self._elements: list[_Element] = []
        self._open: Counter[str] = Counter()
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._runs: list[Run] = []
        self._number: Number | None = None
        self._blank = True
        self._selectors: set[str] = set()

    def take(self, page: str) -> None:
        """Read a whole page."""
        # Word's conditions say nothing; on other declarations the parser ends with an assertion.
        self.feed(_CONDITION.sub("", page).replace("<![", "&lt;!["))
        self.close()
        self._end_paragraph()
        while self._tables:
            self._end_table()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if self._silent:
            if tag == self._silent[0]:
                self._silent.append(tag)
            return
        if tag in _SILENT:
            self._silent = [tag]
            return
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._end_paragraph()
            self._end_implied(tag)
        if tag == "br":
            self._add("\n")
            self._blank = True
        if tag in _VOID:
            return
        self._elements.append(_Element(tag, self._state_in(tag, values)))
        self._open[tag] += 1
        self._enter(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; the slash of ``<p/>`` means nothing in HTML."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element and those in it that were left open; one that was never opened is ignored."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag in _BLOCKS:
            self._end_paragraph()
        if self._open[tag]:
            self._close_to(tag)

    def handle_data(self, data: str) -> None:
        """Take in text."""
        if self._silent:
            self._take_silent(data)
            return
        if not self._open["pre"]:
            data = _BLANKS.sub(" ", data)
            if self._blank:
                data = data.removeprefix(" ")
        data = _UNPRINTED.sub("", data)
        if data:
            self._add(data)
            self._blank = data[-1] in " \n"

    def _take_silent(self, data: str) -> None:
        if self._silent[0] == "title":
            self.title = self.title or " ".join(data.split())[:200]
            return
        self.dropped += len(data.strip())
        if self._silent[0] == "style":
            for selectors, body in _RULE.findall(data.lower()):
                if _HIDING.search(_squeezed(body)):
                    self._selectors.update(selector.strip() for selector in selectors.split(","))

    def _hides(self, tag: str, values: dict[str, str]) -> bool:
        if "hidden" in values or _HIDING.search(_squeezed(values.get("style", "").lower())):
            return True
        if not self._selectors:
            return False
        names = [f".{name}" for name in values.get("class", "").lower().split()]
        names += [f"#{values['id'].lower()}"] if "id" in values else []
        return any(name in self._selectors or tag + name in self._selectors for name in names)

    def _state_in(self, tag: str, values: dict[str, str]) -> State:
        """What holds inside an element that opens here."""
        state = self._state()
        if self._hides(tag, values):
            state = state._replace(hidden=True)
        if tag in _CHANGES:
            change = Change(_CHANGES[tag], values.get("cite", ""), values.get("datetime", ""))
            self._drafting.count(PLAIN._replace(change=change))
            state = self._drafting.enter(change, state)
        return state

    def _enter(self, tag: str, values: dict[str, str]) -> None:
        if tag in ("ol", "ul"):
            named = _LIST_STYLE.search(_squeezed(values.get("style", "").lower()))
            style = named.group(1) if named else values.get("type", "")
            usual = "decimal" if tag == "ol" else "bullet"
            start = values.get("start", "").strip()
            self._lists.append(_List(_LIST_TYPES.get(style, usual), _whole(start, 1)))
        elif tag == "li" and self._lists:
            self._number = _label(self._lists[-1], values, len(self._lists))
        elif tag == "table":
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].cell = []
            self._tables[-1].cells.append(self._tables[-1].cell)

    def _leave(self, tag: str) -> None:
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
            self._number = None
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].cell = None
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag == "table" and self._tables:
            self._end_table()

    def _end_implied(self, tag: str) -> None:
        """Close what the beginning of this element closes, within the list or table around it."""
        for wanted in _ENDED_BY[tag]:
            for element in self._elements[: -_LOOK_BACK - 1 : -1]:
                if element.tag == wanted:
                    self._close_to(wanted)
                    break
                if element.tag in _FENCES:
                    break

    def _close_to(self, tag: str) -> None:
        while self._elements:
            element = self._elements.pop()
            self._open[element.tag] -= 1
            self._leave(element.tag)
            if element.tag == tag:
                return

    def _state(self) -> State:
        return self._elements[-1].state if self._elements else PLAIN

    def _add(self, text: str) -> None:
        self._runs.append(Run(text, state=self._state(), line=self.getpos()[0]))

    def _end_paragraph(self) -> None:
        runs, self._runs = self._runs, []
        self._blank = True
        if not any(run.text.strip() for run in runs):
            return
        heading = next((level for level in range(1, 7) if self._open[f"h{level}"]), 0)
        piece = Piece(None, list(runs), self._number, heading)
        if piece.text:
            self._number = None
        self._container().append(piece)

    def _container(self) -> list[Piece | Row]:
        """Where a paragraph goes: the innermost open cell, else the page."""
        for table in reversed(self._tables[-_LOOK_BACK:]):
            if table.cell is not None:
                return table.cell
        return self.items

    def _end_row(self) -> None:
        table = self._tables[-1]
        cells, table.cells, table.cell = table.cells, [], None
        if cells and len(self._tables) <= _MOST_TABLES:
            self._container().append(Row(cells))
        elif cells:  # nobody nests tables so deeply to print them
            self._container().extend(piece for cell in cells for piece in flat(cell))

    def _end_table(self) -> None:
        self._end_row()
        self._tables.pop()


def _label(found: _List, values: dict[str, str], depth: int) -> Number | None:
    level = min(depth, _MOST_LEVELS) - 1
    if found.style == "none":
        return None
    if found.style == "bullet":
        return Number("•", level=level, bullet=True)
    count = _whole(values.get("value", "").strip(), found.next)
    found.next = count + 1
    return Number(f"{format_number(count, found.style)}.", level=level)


def _whole(text: str, usual: int) -> int:
    bare = text.removeprefix("-")
    return int(text) if bare.isascii() and bare.isdigit() and len(bare) < 7 else usual


def _squeezed(style: str) -> str:
    return "".join(style.split())
