"""``contract-lens classify``: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

import typer

from contract_lens.cli.choices import ACCURATE, FAST, MODELS, analysis_options
from contract_lens.cli.terminal import say
from contract_lens.errors import CorruptInput, ExitCode, InputMissing, InputNotPermitted, UsageError
from contract_lens.options import AnalysisOptions

#: Texts per batch: large enough for the models to work in bulk, small enough that memory stays flat.
_BATCH = 512


def classify(
    kind: str = typer.Option(..., "--kind", metavar="clause|utterance", help="What the texts are."),
    source: Path = typer.Option(
        Path("-"), "--input", metavar="FILE", help='Lines {"id": ..., "text": ...}; - is stdin.'
    ),
    target: Path = typer.Option(Path("-"), "--output", metavar="FILE", help="Where to write; - is stdout."),
    models: Path | None = MODELS,
    accurate: bool = ACCURATE,
    fast: bool = FAST,
) -> None:
    """Classify lone clauses or utterances."""
    from contract_lens.whole import refuse_unwritable, whole_file

    if kind not in ("clause", "utterance"):
        raise UsageError(f"must be clause or utterance. Got {kind!r} instead", subject="--kind")
    options = analysis_options(models, None, accurate=accurate, fast=fast)
    lines = _Lines(source)
    if str(target) == "-":
        _run(lines, sys.stdout.buffer, kind, options)
        sys.stdout.buffer.flush()
    else:
        refuse_unwritable(target, is_folder=False, sources=[source])
        with whole_file(target) as stream:
            _run(lines, stream, kind, options)
    say(f"{lines.found} texts found, {lines.read} read, {lines.found - lines.read} failed")
    raise typer.Exit(int(_code(lines)))


def _code(lines: _Lines) -> ExitCode:
    if lines.found and not lines.read:
        return ExitCode.UNREADABLE_INPUT
    return ExitCode.PARTIAL if lines.read < lines.found else ExitCode.OK


class _Lines:
    """The input lines; a bad one is reported with its number and the others go on."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self.found = 0
        self.read = 0

    def __iter__(self) -> Iterator[tuple[str, str]]:
        with _opened(self._source) as stream:
            for number, line in enumerate(stream, start=1):
                if not line.strip():
                    continue
                self.found += 1
                try:
                    pair = _parse(line)
                except (ValueError, RecursionError) as error:
                    say(f"not read: {self._source}: line {number}: {error}")
                    continue
                self.read += 1
                yield pair


def _opened(source: Path) -> IO[bytes]:
    if str(source) == "-":
        return sys.stdin.buffer
    try:
        return source.open("rb")
    except FileNotFoundError as error:
        raise InputMissing("there is no such file", subject=str(source)) from error
    except PermissionError as error:
        raise InputNotPermitted("may not be read", subject=str(source)) from error
    except OSError as error:
        raise CorruptInput(f"cannot be opened ({error.strerror})", subject=str(source)) from error


def _parse(line: bytes) -> tuple[str, str]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError('must be an object {"id": ..., "text": ...}')
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError('"text" must be a string')
    identity = record.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        raise ValueError('"id" must be a string')
    return _whole(str(identity)), _whole(text)


def _whole(text: str) -> str:
    # JSON can spell half of a two-part character; it becomes one replacement character, so offsets hold.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _run(lines: _Lines, stream: IO[bytes], kind: str, options: AnalysisOptions) -> None:
    from contract_lens.pipeline import classify as classify_texts
    from contract_lens.report import classification_line

    pairs = iter(lines)
    while batch := list(islice(pairs, _BATCH)):
        results = classify_texts([text for _, text in batch], kind=kind, options=options)
        for (identity, _), result in zip(batch, results, strict=True):
            stream.write(classification_line(result, identity).encode("utf-8", "replace"))
