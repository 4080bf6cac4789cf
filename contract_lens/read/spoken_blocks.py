"""Transcripts that were saved as a Word, ODT, RTF or HTML file: the text stays, the blocks become turns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from contract_lens.document import Block, BlockKind
from contract_lens.read.chat_dates import to_iso
from contract_lens.read.chat_forms import Form, form_of, is_clock_line, is_name, is_speaker
from contract_lens.read.content import Content
from contract_lens.read.from_transcript import full_clock
from contract_lens.read.quoting import header_date
from contract_lens.read.speaker_labels import people_of

_LINES_TO_JUDGE = 200
_TITLE_LINES = 6
_CUE_LINE = re.compile(r"(?P<time>\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?)\s*-->\s*\d[\d:.,]{3,12}")
_DAY = re.compile(
    r"(?:\d{1,2}\.? [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})"
)


class _Line(NamedTuple):
    start: int
    end: int
    block: Block


class _Start(NamedTuple):
    """Who begins to speak, when, and where in the line the words begin."""

    who: str
    time: str | None
    words: int


def with_turns(content: Content) -> Content:
    """Return content whose blocks are turns with speakers, if its lines say who speaks; else as it is.

    Lines that only name a speaker become headers, so that no character is lost.
    """
    lines = list(_lines(content))
    texts = [content.text[line.start : line.end] for line in lines]
    starts = _cue_starts(texts) or _form_starts(texts)
    if not starts:
        return content
    blocks: list[Block] = []
    speaker: tuple[str | None, str | None] | None = None
    time: str | None = None
    people = people_of([start.who if start else None for start in starts])
    for line, text, start, person in zip(lines, texts, starts, people, strict=True):
        if start is not None:
            speaker, time = person, start.time
            _append(blocks, line.start, line.start + start.words, BlockKind.HEADER, text)
            words = line.start + start.words + len(text[start.words :]) - len(text[start.words :].lstrip())
            if words < line.end:
                blocks.append(Block(words, line.end, BlockKind.TURN, 0, *speaker, time))
        elif speaker is None or is_clock_line(text) or _CUE_LINE.fullmatch(text):
            blocks.append(replace(line.block, start=line.start, end=line.end, kind=BlockKind.HEADER))
        elif blocks and blocks[-1].kind is BlockKind.TURN and blocks[-1].speaker == speaker[0]:
            blocks[-1] = replace(blocks[-1], end=line.end)
        else:
            blocks.append(Block(line.start, line.end, BlockKind.TURN, 0, *speaker, time))
    return replace(content, blocks=tuple(blocks), date=content.date or _date_of(texts, starts))


def _append(blocks: list[Block], start: int, end: int, kind: BlockKind, text: str) -> None:
    body = text[: end - start]
    if body.strip():
        blocks.append(Block(start, start + len(body.rstrip()), kind))


def _lines(content: Content) -> Iterator[_Line]:
    for block in content.blocks:
        at = block.start
        for raw in content.text[block.start : block.end].split("\n"):
            body = raw.strip()
            if body:
                start = at + len(raw) - len(raw.lstrip())
                yield _Line(start, start + len(body), block)
            at += len(raw) + 1


def _form_starts(texts: list[str]) -> list[_Start | None]:
    form = form_of(texts[:_LINES_TO_JUDGE])
    if form is None:
        return []
    found = [_match(form, text) for text in texts]
    times = to_iso([match.groupdict().get("time") if match else None for match in found])
    return [
        _Start(match["who"], time, match.end()) if match else None
        for match, time in zip(found, times, strict=True)
    ]


def _match(form: Form, text: str) -> re.Match[str] | None:
    match = form.pattern.match(text)
    return match if match and is_speaker(match["who"], form) else None


def _cue_starts(texts: list[str]) -> list[_Start | None]:
    """Captions in a Word file: a line of times, a line with the name, then the words."""
    cues = [index for index, text in enumerate(texts[:-1]) if _CUE_LINE.fullmatch(text)]
    named = [index for index in cues if is_name(texts[index + 1])]
    if len(cues) < 2 or len(named) < 0.8 * len(cues):
        return []
    starts: list[_Start | None] = [None] * len(texts)
    for index in named:
        match = _CUE_LINE.fullmatch(texts[index])
        time = full_clock(match["time"]) if match else None
        starts[index + 1] = _Start(texts[index + 1], time, len(texts[index + 1]))
    return starts


def _date_of(texts: list[str], starts: list[_Start | None]) -> str | None:
    """The day in the lines above the first turn."""
    first = next((index for index, start in enumerate(starts) if start), 0)
    for text in texts[: min(first, _TITLE_LINES)]:
        if match := _DAY.search(text):
            return header_date(match.group())
    return None
