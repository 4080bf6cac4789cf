"""RTF -> content: paragraphs with their printed numbers, tables, notes; changes and comments apart.

An own reader, because the small libraries for RTF read deleted text as text, drop footnotes and hidden marks,
and lose the whole text to one wrong binary length. Fields show what they print; pictures and embedded data
are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field

from contract_lens.document import AnnotationKind
from contract_lens.errors import LimitExceeded
from contract_lens.options import Limits, Revisions
from contract_lens.read.changes import PLAIN, Change, Drafting, State
from contract_lens.read.content import Content, ContentBuilder
from contract_lens.read.docx_symbols import plain_text
from contract_lens.read.number_formats import format_number, plain_bullet
from contract_lens.read.rtf_story import ParagraphFormat, RtfStory
from contract_lens.read.rtf_tables import Tables, date_of
from contract_lens.read.rtf_tokens import SYMBOL, Token, Tokens, known_codec
from contract_lens.read.story import Mark, Number, Piece, Row
from contract_lens.read.story_writer import StoryWriter

_PRINTED = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "~": "\u00a0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
# Destinations whose text is no part of the story, and those that open a story of their own.
_SKIPPED = frozenset(
    ("colortbl", "pict", "fldinst", "xe", "tc", "txe", "rxe", "nonshppict", "shprslt", "nonesttables", "sn",
     "sv", "filetbl", "objdata", "bkmkstart", "bkmkend", "listtable", "listoverridetable",
     "template", "operator", "company", "keywords", "comment", "doccomm", "subject", "category", "hlinkbase",
     "manager", "private", "datafield", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc")
)  # fmt: skip
_COLLECTED = frozenset(
    ("fonttbl", "stylesheet", "revtbl", "title", "author", "listtext", "pntext", "atnauthor", "atnid",
     "atndate", "atnref", "atrfstart", "atrfend")
)  # fmt: skip
_HEADS = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), AnnotationKind.HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), AnnotationKind.FOOTER),
}
_STORIES = frozenset(("footnote", "annotation", "shptxt", "dptxbxtext", *_HEADS))
_STARRED = _COLLECTED | _STORIES | {"shpinst", "nesttableprops", "ud", "do", "shpgrp", "background"}


@dataclass(slots=True)
class _Group:
    """What holds inside the braces that are open."""

    destination: str = ""
    skipped: bool = False
    state: State = PLAIN
    author: int = 0
    date: int = 0
    hidden: bool = False
    changes: tuple[AnnotationKind, ...] = ()
    codec: str = "cp1252"
    font: int = 0
    fallback: int = 1
    form: ParagraphFormat = field(default_factory=ParagraphFormat)
    text: list[str] = field(default_factory=list)
    story: RtfStory = field(default_factory=RtfStory)
    fresh: bool = True  # nothing but "{" or "{\*" was read yet
    starred: bool = False


class _Interpreter:
    """Follows the tokens of one file."""

    def __init__(self, limits: Limits, drafting: Drafting) -> None:
        self._limits = limits
        self._drafting = drafting
        self._group = _Group()
        self._outer: list[_Group] = []
        self._bytes = bytearray()
        self._line = 1
        self._passing = 0  # characters that repeat a Unicode one
        self._last_change: tuple[object, ...] = ()
        self.body = self._group.story
        self.tables = Tables()
        self.notes: list[tuple[bool, list[Piece | Row]]] = []
        self.comments: list[tuple[str, str, str, str]] = []
        self.heads: list[tuple[AnnotationKind, str]] = []
        self.title = ""
        self._comment: dict[str, str] = {}
        self._endnote = False

    def follow(self, tokens: Tokens) -> int:
        """Take in all tokens; returns how many groups are left open."""
        for token in tokens:
            self._line = token.line
            if token.kind == "{":
                self._open()
            elif token.kind == "}":
                self._close()
                if not self._outer:
                    break
            elif token.kind == "text":
                self._take_text(token.text)
            elif token.kind == "byte":
                self._take_text(chr(token.number or 0))
            else:
                self._take_word(token)
        left = len(self._outer)
        while self._outer:
            self._close()
        self._flush()
        self.body.finish(self._group.form)
        return left

    def _open(self) -> None:
        self._flush()
        self._passing = 0
        if len(self._outer) >= self._limits.nesting:
            raise LimitExceeded(f"nests groups more than {self._limits.nesting} deep (limit: nesting)")
        self._outer.append(self._group)
        inner = copy(self._group)
        inner.form = copy(inner.form)
        inner.fresh, inner.starred = True, False
        if inner.destination == "upr":  # the same text follows in Unicode
            inner.skipped = True
        self._group = inner

    def _close(self) -> None:
        self._flush()
        self._passing = 0
        done = self._group
        if not self._outer:
            return
        self._group = self._outer.pop()
        if done.destination != self._group.destination or done.text is not self._group.text:
            self._finish(done)
        elif done.destination in ("fonttbl", "stylesheet", "revtbl"):
            self.tables.end_entry(done.destination, done.text)

    def _take_text(self, text: str) -> None:
        if self._passing:
            passed = min(self._passing, len(text))
            self._passing -= passed
            text = text[passed:]
        self._group.fresh = False
        if text and not self._group.skipped:
            self._bytes += text.encode("latin-1")

    def _flush(self) -> None:
        """Turn the bytes so far into characters of the current code page."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            if self._group.codec == SYMBOL:
                text = "".join(chr(0xF000 + byte) if byte > 31 else chr(byte) for byte in data)
                self._put(plain_text(text, self.tables.fonts.get(self._group.font)))
            else:
                self._put(data.decode(self._group.codec, errors="replace"))

    def _put(self, text: str) -> None:
        group = self._group
        text = _UNPRINTED.sub("", text)
        if group.skipped or not text:
            return
        if group.destination in _COLLECTED:
            group.text.append(text)
            return
        state = self._state()
        if state.change is not None and (state.change, state.kept) != self._last_change and text.strip():
            self._drafting.count(state)
        self._last_change = (state.change, state.kept) if text.strip() else self._last_change
        group.story.add(text, state, self._line)

    def _state(self) -> State:
        group = self._group
        if not group.changes and not group.hidden:
            return PLAIN
        state = PLAIN._replace(hidden=group.hidden)
        for kind in group.changes:
            author = self.tables.authors.get(group.author, "")
            state = self._drafting.enter(Change(kind, author, date_of(group.date)), state)
        return state

    def _take_word(self, token: Token) -> None:
        group, word, number = self._group, token.text, token.number
        if word == "*":
            group.starred = True
            return
        fresh, group.fresh = group.fresh, False
        if fresh and self._enter_destination(word):
            return
        if word == "u" and number is not None:
            self._flush()
            letter = chr(number & 0xFFFF)
            self._put(plain_text(letter, self.tables.fonts.get(group.font)))
            self._passing = group.fallback
        elif self._passing:
            self._passing -= 1
        elif word in _PRINTED:
            self._flush()
            self._put(_PRINTED[word])
        elif (action := _ACTIONS.get(word)) is not None:
            self._flush()
            action(self, word, number)
        elif word in ("\n", "\r"):
            self._flush()
            self._paragraph("par", None)

    def _enter_destination(self, word: str) -> bool:
        """Begin what a group is for; unknown ones that say so may be passed over."""
        group = self._group
        if group.skipped and word != "ud":
            return True
        if word in _SKIPPED or (group.starred and word not in _STARRED):
            group.skipped = True
        elif word in _COLLECTED:
            group.destination, group.text = word, []
        elif word in _STORIES:
            group.destination, group.story, group.text = word, RtfStory(), []
            group.changes, group.hidden, group.form = (), False, ParagraphFormat()
        elif word in ("upr", "ud"):
            group.destination, group.skipped, group.text = word, False, []
            if word == "ud":
                group.destination = self._outer[-2].destination if len(self._outer) > 1 else ""
                group.text = self._outer[-2].text if len(self._outer) > 1 else []
        else:
            return False
        return True

    def _finish(self, done: _Group) -> None:
        """Put what a destination collected where it belongs."""
        kind, text = done.destination, "".join(done.text)
        if kind in ("listtext", "pntext"):
            done.story.number = _number(text)
        elif kind in _STORIES and done.story is not self._group.story:
            self._finish_story(done)
        elif kind == "title":
            self.title = " ".join(text.split())[:200]
        elif kind in ("atrfstart", "atrfend"):
            done.story.mark(Mark("start" if kind == "atrfstart" else "end", text.strip()))
        elif kind in ("atnauthor", "atnid", "atndate", "atnref"):
            self._comment[kind] = text.strip()

    def _finish_story(self, done: _Group) -> None:
        items, outer = done.story.finish(done.form), self._group.story
        if done.destination == "footnote":
            self.notes.append((self._endnote, items))
            self._endnote = False
        elif done.destination == "annotation":
            key = self._comment.pop("atnref", "") or f"at {len(self.comments)}"
            outer.mark(Mark("at", key))
            author = self._comment.pop("atnauthor", "") or self._comment.pop("atnid", "")
            date = date_of(int(stamp)) if (stamp := self._comment.pop("atndate", "")).isdigit() else ""
            self.comments.append((key, done.story.plain(), author, date))
        elif done.destination in _HEADS:
            self.heads.append((_HEADS[done.destination], done.story.plain()))
        else:
            outer.hanging += items

    def _paragraph(self, _word: str, _number: int | None) -> None:
        group = self._group
        if group.destination in _COLLECTED:
            group.text.append("\n")
        elif group.skipped:
            return
        elif not self._state().kept:
            group.story.add(" ", PLAIN, self._line)  # without its mark, a paragraph runs on into the next
        else:
            group.story.end_paragraph(group.form)

    def _cell(self, word: str, _number: int | None) -> None:
        if not self._group.skipped:
            form = self._group.form
            self._group.story.end_cell(form, 1 if word == "cell" else max(2, form.table))

    def _row(self, word: str, _number: int | None) -> None:
        if not self._group.skipped:
            self._group.story.end_row(1 if word == "row" else max(2, self._group.form.table))

    def _form(self, word: str, number: int | None) -> None:
        form = self._group.form
        if word == "pard":
            self._group.form = ParagraphFormat()
        elif word == "intbl":
            form.table = max(1, form.table)
        elif word == "itap":
            form.table = min(max(number or 0, 0), 9)
        elif word == "ilvl":
            form.level = min(max(number or 0, 0), 8)
        elif word == "outlinelevel":
            form.heading = number + 1 if number is not None and 0 <= number < 9 else 0
            self.tables.outline(number)
        elif word == "s":
            self.tables.style(number or 0)
            form.heading = self.tables.headings.get(number or 0, form.heading)

    def _character(self, word: str, number: int | None) -> None:
        group = self._group
        if word == "plain":
            group.hidden, group.changes = False, ()
        elif word == "v":
            group.hidden = number != 0
        elif word in _CHANGES:
            kind = _CHANGES[word]
            others = tuple(change for change in group.changes if change is not kind)
            group.changes = others if number == 0 else (*others, kind)
        elif word in ("revauth", "revauthdel", "mvauth"):
            group.author = number or 0
        elif word in ("revdttm", "revdttmdel", "mvdate"):
            group.date = number or 0

    def _font(self, word: str, number: int | None) -> None:
        group = self._group
        if word == "f":
            group.font = number or 0
            if group.destination == "fonttbl":
                self.tables.font(group.font)
            else:
                group.codec = self.tables.codec(group.font)
        elif word == "fcharset":
            self.tables.charset(number or 0)
        elif word == "ansicpg":
            self.tables.usual = group.codec = known_codec(number or 0)
        elif word == "mac":
            self.tables.usual = group.codec = "mac_roman"
        elif word == "uc":
            group.fallback = min(max(number or 0, 0), 9)
        elif word == "ftnalt":
            self._endnote = True


_UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\xad]")
_CHANGES = {
    "revised": AnnotationKind.INSERTION, "deleted": AnnotationKind.DELETION,
    "mvf": AnnotationKind.MOVED_AWAY, "mvt": AnnotationKind.MOVED_HERE,
}  # fmt: skip
_Action = Callable[[_Interpreter, str, int | None], None]
_ACTIONS: dict[str, _Action] = {
    **dict.fromkeys(("par", "sect"), _Interpreter._paragraph),
    **dict.fromkeys(("cell", "nestcell"), _Interpreter._cell),
    **dict.fromkeys(("row", "nestrow"), _Interpreter._row),
    **dict.fromkeys(("pard", "intbl", "itap", "ilvl", "outlinelevel", "s"), _Interpreter._form),
    **dict.fromkeys(
        ("plain", "v", "revauth", "revauthdel", "mvauth", "revdttm", "revdttmdel", "mvdate", *_CHANGES),
        _Interpreter._character,
    ),
    **dict.fromkeys(("f", "fcharset", "ansicpg", "mac", "uc", "ftnalt"), _Interpreter._font),
}


def read_rtf(data: bytes, limits: Limits, revisions: Revisions = Revisions.ACCEPTED) -> Content:
    """Read an RTF document.

    Args:
        data: Bytes of the file.
        limits: ``nesting`` and ``characters`` apply.
        revisions: How tracked changes are read.

    Raises:
        LimitExceeded: Groups nested too deeply, or too much text.
    """
    drafting = Drafting(revisions)
    tokens = Tokens(data)
    found = _Interpreter(limits, drafting)
    open_groups = found.follow(tokens)
    writer = StoryWriter(ContentBuilder(limits))
    writer.write(found.body.items)
    counts = [0, 0]
    for is_endnote, items in found.notes:
        counts[is_endnote] += 1
        number = format_number(counts[is_endnote], "lowerRoman" if is_endnote else "decimal")
        writer.write_note(number, [item for item in items if isinstance(item, Piece)])
    for comment in found.comments:
        writer.add_comment(*comment)
    for kind in (AnnotationKind.HEADER, AnnotationKind.FOOTER):
        writer.add_running_heads(kind, (text for head, text in found.heads if head is kind))
    writer.warn(
        drafting.summary(),
        "The file ends inside an open group; it is cut off." if open_groups else "",
        f"{tokens.impossible} blocks of data claim to be longer than the file." if tokens.impossible else "",
        f"{tokens.rest} characters after the end of the document were not read." if tokens.rest else "",
    )
    writer.builder.title = found.title
    return writer.builder.finish()


def _number(text: str) -> Number | None:
    bare = text.strip()
    if len(bare) == 1 and not bare.isalnum():
        return Number(plain_bullet(bare), bullet=True)
    return Number(bare, "nothing" if text == text.rstrip() else "tab") if bare else None
