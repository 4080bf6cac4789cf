"""The body of an OpenDocument text in order: paragraphs with their labels, tables, notes and changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contract_lens.document import AnnotationKind
from contract_lens.read.changes import PLAIN, Change, Drafting, State
from contract_lens.read.odt_styles import DRAW, OFFICE, TABLE, TEXT, Counters, ListLevel, OdtStyles, as_whole
from contract_lens.read.story import Mark, Number, Piece, Row, Run, flat

_DC = "{http://purl.org/dc/elements/1.1/}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_BLANKS = re.compile(r"[ \t\r\n]+")
_PARAGRAPHS = frozenset((TEXT + "p", TEXT + "h"))
_NO_TEXT = frozenset(
    (
        TEXT + "tracked-changes", TEXT + "sequence-decls", TEXT + "variable-decls", OFFICE + "forms",
        TEXT + "user-field-decls", TEXT + "number", TEXT + "ruby-text", TEXT + "soft-page-break",
        TABLE + "covered-table-cell", OFFICE + "event-listeners", TEXT + "note-citation",
    )
)  # fmt: skip
_FIXED = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_KINDS = {TEXT + "insertion": AnnotationKind.INSERTION, TEXT + "deletion": AnnotationKind.DELETION}


@dataclass(slots=True)
class _ListPlace:
    """Where in a list the next paragraph stands."""

    levels: dict[int, ListLevel]
    counters: Counters
    depth: int = 1
    is_first: bool = False  # only the first paragraph of an item has its label
    start: int | None = None


@dataclass(slots=True)
class OdtWalker:
    """Walks the body.

    Attributes:
        styles: The styles.
        drafting: Which tracked changes are read.
        notes: Label and paragraphs of each note, in order.
        comments: Key, text, author and date of each comment.
    """

    styles: OdtStyles
    drafting: Drafting
    notes: list[tuple[str, list[Piece]]] = field(default_factory=list)
    comments: list[tuple[str, str, str, str]] = field(default_factory=list)
    _changes: dict[str, tuple[Change, Any]] = field(default_factory=dict)
    _open: dict[str, Change] = field(default_factory=dict)
    _outline: Counters = field(default_factory=Counters)
    _by_style: dict[str, Counters] = field(default_factory=dict)
    _by_id: dict[str, Counters] = field(default_factory=dict)
    _hanging: list[Piece | Row] = field(default_factory=list)
    _carried: list[Run | Mark] = field(default_factory=list)
    _paragraphs: int = 0

    def walk(self, body: Any) -> Iterator[Piece | Row]:
        """Yield the paragraphs and rows of ``office:text``."""
        for region in body.iter(TEXT + "changed-region"):
            for element in region:
                if element.tag in _KINDS:
                    change = Change(_KINDS[element.tag], *_who(element))
                    for key in {region.get(TEXT + "id"), region.get(_XML_ID)}:
                        self._changes[str(key)] = (change, element)
        yield from self._blocks(body, PLAIN, None)
        if self._carried:
            yield Piece(None, self._carried)

    def _blocks(self, parent: Any, state: State, place: _ListPlace | None) -> Iterator[Piece | Row]:
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                yield from self._paragraph(child, state, place)
            elif tag == TEXT + "list":
                yield from self._list(child, state, place)
            elif tag == TABLE + "table-row":
                yield self._row(child, state)
            elif tag in (TEXT + "change-start", TEXT + "change-end", TEXT + "change"):
                self._carried += self._changed(child, state)
            elif tag not in _NO_TEXT and isinstance(tag, str) and len(child):
                within = state._replace(hidden=True) if _is_off(child) else state
                yield from self._blocks(child, within, place)

    def _list(self, element: Any, state: State, outer: _ListPlace | None) -> Iterator[Piece | Row]:
        name = element.get(TEXT + "style-name")
        if outer is not None:
            levels = self.styles.levels(name) if name else outer.levels
            place = _ListPlace(levels, outer.counters, outer.depth + 1)
        else:
            place = _ListPlace(self.styles.levels(name), self._counters_of(element, name or ""))
        for child in element:
            if child.tag == TEXT + "list-item":
                place.is_first, place.start = True, as_whole(child.get(TEXT + "start-value"))
                yield from self._blocks(child, state, place)
            elif child.tag == TEXT + "list-header":
                place.is_first = False
                yield from self._blocks(child, state, place)

    def _counters_of(self, element: Any, name: str) -> Counters:
        counters = self._by_id.get(str(element.get(TEXT + "continue-list", "")))
        if counters is None and element.get(TEXT + "continue-numbering") == "true":
            counters = self._by_style.get(name)
        counters = counters or Counters()
        self._by_style[name] = counters
        if key := str(element.get(_XML_ID, "")):
            self._by_id[key] = counters
        return counters

    def _paragraph(self, element: Any, state: State, place: _ListPlace | None) -> Iterator[Piece | Row]:
        index = self._paragraphs
        self._paragraphs += 1
        if self.styles.is_hidden("paragraph", element.get(TEXT + "style-name")):
            state = state._replace(hidden=True)
        runs, self._carried = self._carried, []
        found = _Inline(self, index, runs)
        found.walk(element, state)
        level = as_whole(element.get(TEXT + "outline-level")) or 1
        heading = min(level, 9) if element.tag == TEXT + "h" else 0
        if any(not self.drafting.keeps(change.kind) for change in self._open.values()):
            self._carried = runs  # its end stands in a change that is not read
        else:
            yield Piece(index, runs, self._number(element, heading, place), heading)
        hanging, self._hanging = self._hanging, []
        yield from hanging

    def _number(self, element: Any, heading: int, place: _ListPlace | None) -> Number | None:
        if place is not None:
            if not place.is_first:
                return None
            place.is_first = False
            return place.counters.next_label(place.levels, place.depth, place.start)
        if heading and self.styles.outline and element.get(TEXT + "is-list-header") != "true":
            start = as_whole(element.get(TEXT + "start-value"))
            return self._outline.next_label(self.styles.outline, heading, start)
        return None

    def _row(self, element: Any, state: State) -> Row:
        if element.get(TABLE + "visibility") in ("collapse", "filter"):
            state = state._replace(hidden=True)
        cells = (child for child in element if child.tag == TABLE + "table-cell")
        return Row([list(self._blocks(cell, state, None)) for cell in cells])

    def _changed(self, element: Any, state: State) -> list[Run | Mark]:
        """Follow the marks of a change; a deletion keeps its text elsewhere in the file."""
        key = str(element.get(TEXT + "change-id"))
        change, source = self._changes.get(key, (None, None))
        if element.tag == TEXT + "change-end":
            self._open.pop(key, None)
        if change is None or source is None or element.tag == TEXT + "change-end":
            return []
        if element.tag == TEXT + "change-start":
            self._open[key] = change
            self.drafting.count(PLAIN._replace(change=change))
            return []
        within = self.drafting.enter(change, state)
        self.drafting.count(within)
        text = "\n".join("".join(child.itertext()) for child in source.iter(*_PARAGRAPHS))
        return [Run(text, state=within)] if text else []

    def state_here(self, state: State) -> State:
        """Return the state that the open changes give."""
        for change in self._open.values():
            state = self.drafting.enter(change, state)
        return state

    def changed(self, element: Any, state: State) -> list[Run | Mark]:
        """Follow a mark of a change inside a paragraph."""
        return self._changed(element, state)

    def hang(self, element: Any, state: State) -> None:
        """Read a text box; it follows its paragraph."""
        kept, self._hanging = self._hanging, []
        found = list(self._blocks(element, state, None))
        self._hanging = kept + found

    def note(self, element: Any, state: State) -> None:
        """Read a foot- or endnote."""
        citation = element.find(TEXT + "note-citation")
        label = "" if citation is None else "".join(citation.itertext()).strip()
        body = element.find(TEXT + "note-body")
        if body is not None and state.kept:
            self.notes.append((label, list(flat(self._blocks(body, state, None)))))

    def comment(self, element: Any) -> Mark:
        """Read a comment and return the mark of its place."""
        key = str(element.get(OFFICE + "name") or f"at {len(self.comments)}")
        lines = (" ".join("".join(child.itertext()).split()) for child in element.iter(*_PARAGRAPHS))
        self.comments.append((key, "\n".join(filter(None, lines)), *_who(element)))
        ends = element.get(OFFICE + "name") is not None
        return Mark("start" if ends else "at", key)


class _Inline:
    """The content of one paragraph; white space is collapsed as OpenDocument says."""

    def __init__(self, walker: OdtWalker, index: int, runs: list[Run | Mark]) -> None:
        self._walker = walker
        self._index = index
        self._runs = runs
        self._blank = True

    def walk(self, parent: Any, state: State) -> None:
        """Take in an element, its text and that after its children."""
        self._add(parent.text, state)
        for child in parent:
            self._child(child, state)
            self._add(child.tail, state)

    def _child(self, child: Any, state: State) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _NO_TEXT:
            return
        if tag in _FIXED:
            self._put(_FIXED[tag], state)
        elif tag == TEXT + "s":
            self._put(" " * min(as_whole(child.get(TEXT + "c")) or 1, 1000), state)
        elif tag == TEXT + "note":
            self._walker.note(child, state)
        elif tag == OFFICE + "annotation":
            self._runs.append(self._walker.comment(child))
        elif tag == OFFICE + "annotation-end":
            self._runs.append(Mark("end", str(child.get(OFFICE + "name"))))
        elif tag in (TEXT + "change-start", TEXT + "change-end", TEXT + "change"):
            self._runs += self._walker.changed(child, state)
        elif tag.startswith(DRAW):
            self._walker.hang(child, state)
        else:
            hidden = _is_off(child) or self._walker.styles.is_hidden("text", child.get(TEXT + "style-name"))
            self.walk(child, state._replace(hidden=True) if hidden else state)

    def _add(self, text: str | None, state: State) -> None:
        if not text:
            return
        text = _BLANKS.sub(" ", text).replace("\xad", "")
        if self._blank:
            text = text.removeprefix(" ")
        if text:
            self._put(text, state)
            self._blank = text.endswith(" ")

    def _put(self, text: str, state: State) -> None:
        self._blank = False
        self._runs.append(Run(text, self._index, None, self._walker.state_here(state)))


def _is_off(element: Any) -> bool:
    """Whether a section or field is set not to be shown."""
    if element.tag in (TEXT + "hidden-text", TEXT + "hidden-paragraph"):
        return True
    return bool(element.tag == TEXT + "section" and element.get(TEXT + "display") in ("none", "condition"))


def _who(element: Any) -> tuple[str, str]:
    author, date = next(element.iter(_DC + "creator"), None), next(element.iter(_DC + "date"), None)
    return (
        "" if author is None else " ".join((author.text or "").split()),
        "" if date is None else (date.text or "").strip(),
    )
