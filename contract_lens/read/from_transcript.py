"""Captions (WebVTT, SRT), chat logs and speaker-per-line transcripts -> one block per speaker's turn."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from contract_lens.document import BlockKind
from contract_lens.errors import CorruptInput
from contract_lens.options import Limits
from contract_lens.read.chat_dates import to_iso
from contract_lens.read.chat_forms import (
    CHAT,
    MEETING_CHAT,
    NAMED,
    form_of,
    is_clock_line,
    is_divider,
    is_name,
    is_notice,
    is_placeholder,
    is_speaker,
)
from contract_lens.read.content import Content, ContentBuilder, check_length
from contract_lens.read.decoding import decode
from contract_lens.read.speaker_labels import people_of, speaker_and_side

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_CUE = re.compile(rf"\s*({_CLOCK})\s*-->\s*{_CLOCK}")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,40})?\s+([^>]{1,120})>")
_MARKUP = re.compile(r"</?[A-Za-z0-9][^<>\n]{0,120}>")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINES_TO_JUDGE = 200


class _Utterance(NamedTuple):
    text: str
    line: int
    speaker: str | None
    side: str | None
    time: str | None
    aside: bool = False  # nobody's words: what stands above the first turn, or parts two


def looks_like_transcript(sample: str) -> bool:
    """Whether the start of a text is captions, a chat log, or lines that each begin with a speaker."""
    lines = [line for line in sample.splitlines()[: _LINES_TO_JUDGE * 2] if line.strip()][:_LINES_TO_JUDGE]
    if not lines:
        return False
    return _is_captions(lines) or form_of(lines) is not None


def read_transcript(data: bytes, limits: Limits) -> Content:
    """Read a transcript: one block per turn, with speaker, side and the time of its first words.

    Consecutive cues of one speaker become one turn on a single line. A note before the first cue, which often
    tells who took part, becomes a header; cue numbers, later notes, styles and markup stay out. A cue whose
    time is broken is read as far as it goes.

    Args:
        data: Bytes of a WebVTT, SRT or text file.
        limits: ``characters`` applies.

    Raises:
        CorruptInput: Captions without a single cue.
        LimitExceeded: The text is longer than the limits allow.
    """
    text = decode(data).text
    check_length(len(text), limits)
    lines = re.split(r"\r\n|\r|\n", text)
    captions = _is_captions([line for line in lines[:_LINES_TO_JUDGE] if line.strip()])
    builder = ContentBuilder(limits)
    first = _write_note(builder, lines) if captions else 0
    utterances = _cues(lines, builder, first) if captions else _spoken_lines(lines, builder)
    _write_turns(builder, utterances, merge=captions)
    if not any(block.kind is BlockKind.TURN for block in builder.blocks):
        raise CorruptInput("holds captions without a single cue")
    return builder.finish()


def _is_captions(lines: list[str]) -> bool:
    return lines[0].lstrip("\ufeff").startswith("WEBVTT") or any(_CUE.match(line) for line in lines[:3])


def _write_note(builder: ContentBuilder, lines: list[str]) -> int:
    """Write the first ``NOTE`` before the cues as a header, and return the line number after it, or 0."""
    for number, line in enumerate(lines[:_LINES_TO_JUDGE], start=1):
        if _CUE.match(line):
            return 0
        if not re.match(r"NOTE(?:[ \t]|$)", line):
            continue
        end = number
        builder.open(BlockKind.HEADER)
        while end <= len(lines) and lines[end - 1].strip() and not _CUE.match(lines[end - 1]):
            words = _plain(lines[end - 1].removeprefix("NOTE") if end == number else lines[end - 1])
            if words:
                builder.space("\n")
                builder.write(words, line=end)
            end += 1
        builder.close()
        return end
    return 0


def _cues(lines: list[str], builder: ContentBuilder, begin: int = 0) -> Iterator[_Utterance]:
    """Yield what is said in each cue; text outside cues from line ``begin`` on is counted as left out."""
    time: str | None = None
    first = False
    in_words = not any(_VOICE.search(line) for line in lines)
    for number, line in enumerate(lines, start=1):
        cue = _CUE.match(line)
        if cue:
            time, first = full_clock(cue.group(1)), True
        elif not line.strip():
            time = None
        elif time is None:
            if number > max(begin, 1) and not line.strip().isdigit():
                builder.left_out["caption_note"] += len(line.strip())
        else:
            yield from _voices(line, number, time, named=first and in_words)
            first = False


def _voices(line: str, number: int, time: str, *, named: bool) -> Iterator[_Utterance]:
    """Split a cue line at its voice tags; a line without one may name its speaker in words, or continues."""
    parts = _VOICE.split(line)
    before = _plain(parts[0])
    if before:
        who, said = _named_speaker(before) if named else (None, before)
        yield _Utterance(said, number, *speaker_and_side(who), time)
    for who, said in zip(parts[1::2], parts[2::2], strict=True):
        yield _Utterance(_plain(said), number, *speaker_and_side(html.unescape(who)), time)


def _named_speaker(text: str) -> tuple[str | None, str]:
    match = NAMED.pattern.match(text)
    if match and is_name(match.group("who")):
        return match.group("who"), text[match.end() :].strip()
    return None, text


def _plain(text: str) -> str:
    return " ".join(html.unescape(_MARKUP.sub("", text)).split())


def full_clock(clock: str) -> str:
    """``1:02,5`` -> ``00:01:02.500``, as WebVTT writes it."""
    whole, _, fraction = clock.replace(",", ".").partition(".")
    parts = [part.zfill(2) for part in whole.split(":")]
    return ":".join(["00"] * (3 - len(parts)) + parts) + "." + fraction.ljust(3, "0")


def _spoken_lines(lines: list[str], builder: ContentBuilder) -> Iterator[_Utterance]:
    """Yield the lines of a chat or meeting; a line that does not begin as turns do in this file goes on."""
    form = form_of([line for line in lines[: _LINES_TO_JUDGE * 2] if line.strip()][:_LINES_TO_JUDGE]) or NAMED
    starts = [form.pattern.match(line) if line.strip() else None for line in lines]
    starts = [match if match and is_speaker(match["who"], form) else None for match in starts]
    times = to_iso([match.groupdict().get("time") if match else None for match in starts])
    if form in (CHAT, MEETING_CHAT):
        builder.date = next((time[:10] for time in times if time and _ISO_DAY.match(time)), None)
    people = people_of([match["who"] if match else None for match in starts])
    asides = _asides(lines, starts)
    for number, (line, match, time) in enumerate(zip(lines, starts, times, strict=True), start=1):
        words = line[match.end() :] if match else line
        if not line.strip():
            continue
        if (not match and form is CHAT and is_notice(line)) or (form is not CHAT and is_clock_line(line)):
            builder.left_out["system_message"] += len(line.strip())
        elif match and form is CHAT and is_placeholder(words):
            builder.left_out["media_note"] += len(words.strip())
        elif match is None:
            yield _Utterance(line, number, None, None, None, number in asides)
        else:
            yield _Utterance(words, number, *people[number - 1], time)


def _asides(lines: list[str], starts: list[re.Match[str] | None]) -> frozenset[int]:
    """Return the numbers of the lines above the first turn, and of those that part two ("-- Tuesday")."""
    first = next((number for number, match in enumerate(starts, start=1) if match), 1)
    found = set(range(1, first))
    full = [number for number, line in enumerate(lines, start=1) if line.strip()]
    for number, after in zip(reversed(full), [len(lines) + 1, *reversed(full)], strict=False):
        begins = after > len(lines) or after in found or starts[after - 1]
        if begins and not starts[number - 1] and is_divider(lines[number - 1]):
            found.add(number)
    return frozenset(found)


def _write_turns(builder: ContentBuilder, utterances: Iterable[_Utterance], *, merge: bool) -> None:
    """Write turns; a piece without a speaker continues the one before.

    Captions that name nobody at all are cut where a cue ends a sentence, so that no turn grows without end.
    """
    speaker: str | None = None
    last: _Utterance | None = None
    named = False
    for piece in utterances:
        if piece.aside:
            if last is None or not last.aside:
                builder.open(BlockKind.HEADER)
            builder.space("\n")
            builder.write(" ".join(piece.text.split()), line=piece.line)
            last = piece
            continue
        continues = piece.speaker is None or (merge and piece.speaker == speaker)
        if last is not None and speaker is None and piece.time != last.time:
            continues = piece.speaker is None and not last.text.rstrip().endswith((".", "?", "!"))
        if last is None or not continues:
            builder.open(BlockKind.TURN, speaker=piece.speaker, side=piece.side, time=piece.time)
            speaker = piece.speaker
        named = named or speaker is not None
        builder.space()
        builder.write(" ".join(piece.text.split()), line=piece.line)
        last = piece
    builder.close()
    if builder.blocks and not named:
        builder.warnings.append("No speaker is named.")
