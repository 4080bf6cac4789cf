"""Corrections by the user: a JSONL of texts with the label that they should have, why, and who says so.

A line is never changed once it is written. Whoever corrects the same text again adds a line, and the last one
of a text counts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from contract_lens.clause import Symmetry, TextKind
from contract_lens.detect import detect_signals
from contract_lens.errors import CorruptInput, OutputRefused, UsageError
from contract_lens.judge import classify_texts
from contract_lens.learn.corpus import Corpora, LabelledText, Source, collapse, hash_text
from contract_lens.learn.label_rules import STANCES, codes_of
from contract_lens.learn.public_texts import read_rows

SOURCE = "feedback"
LONGEST = 20_000  # characters; a longer text is no clause and no utterance

_MEND = "mend or remove that line"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a text should be called.

    Attributes:
        kind: Clause or utterance.
        text: The text.
        sha256: Hash of the text, white space collapsed.
        stance: Its right stance.
        functions: Its right functions; ``None`` if these were not corrected.
        symmetry: Its right symmetry (clauses); empty if that was not corrected.
        reason: Why.
        author: Who says so.
        time: When, ISO 8601, UTC.
    """

    kind: str
    text: str
    sha256: str
    stance: str
    functions: tuple[str, ...] | None
    symmetry: str
    reason: str
    author: str
    time: str

    @property
    def group(self) -> str:
        """The group in which the text is held out: a group of its own."""
        return f"{SOURCE}:{self.kind}:{self.sha256[:16]}"


def make_correction(
    *,
    kind: str,
    text: str,
    stance: str,
    functions: Sequence[str] | None = None,
    symmetry: str = "",
    reason: str,
    author: str,
) -> Correction:
    """Return a correction, stamped with the present time.

    Args:
        kind: ``clause`` or ``utterance``.
        text: The text as it stands in its document.
        stance: Its right stance.
        functions: All functions that it has; ``None`` leaves them as the model reads them.
        symmetry: Its symmetry (clauses only); empty leaves it as the model reads it.
        reason: Why, for whoever reads the corrections later.
        author: Who says so.

    Raises:
        UsageError: A code is unknown, or something is empty.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half characters have no hash
    correction = Correction(
        kind=kind,
        text=text,
        sha256=hash_text(text),
        stance=stance,
        functions=None if functions is None else tuple(functions),
        symmetry=symmetry,
        reason=reason,
        author=author,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    wrong = _problem(correction)
    if wrong:
        raise UsageError(wrong[1], subject=wrong[0], remedy="see contract-lens explain")
    return correction


def _problem(correction: Correction) -> tuple[str, str] | None:
    """Return the option that is wrong, and why."""
    if correction.kind not in tuple(TextKind):
        return "--kind", f"must be clause or utterance. Got {correction.kind!r} instead"
    kind = TextKind(correction.kind)
    if correction.stance not in STANCES:
        return "--stance", f"must be one of {', '.join(STANCES)}. Got {correction.stance!r} instead"
    unknown = sorted(set(correction.functions or ()) - codes_of(kind))
    if unknown:
        return "--functions", f"no function of a {kind} is called {', '.join(unknown)}"
    if correction.symmetry and kind is TextKind.UTTERANCE:
        return "--symmetry", "only clauses have one"
    if correction.symmetry and correction.symmetry not in tuple(Symmetry):
        return "--symmetry", f"must be one of {', '.join(Symmetry)}. Got {correction.symmetry!r} instead"
    for option, value in (
        ("--text", correction.text),
        ("--reason", correction.reason),
        ("--author", correction.author),
    ):
        if not value.strip():
            return option, "is empty"
    if len(correction.text) > LONGEST:
        return "--text", f"is longer than {LONGEST} characters; give one clause or one utterance"
    return None


def append_correction(path: Path, correction: Correction) -> None:
    """Add a correction to the end of a file, whole or not at all.

    Raises:
        OutputRefused: It cannot be written.
        CorruptInput: The file holds something else than corrections.
    """
    if path.is_file():
        read_corrections(path)
    line = (json.dumps(asdict(correction), ensure_ascii=False) + "\n").encode("utf-8", "replace")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o666)
        try:
            _append_whole(descriptor, line)
        finally:
            os.close(descriptor)
    except OSError as error:
        cause = f"cannot be written ({error.strerror or error})"
        raise OutputRefused(cause, subject=str(path)) from error


def _append_whole(descriptor: int, line: bytes) -> None:
    before = os.lseek(descriptor, 0, os.SEEK_END)
    if before:
        os.lseek(descriptor, -1, os.SEEK_END)
        if os.read(descriptor, 1) != b"\n":
            line = b"\n" + line
    try:
        # One call, so that two people who add at the same time do not mix their lines.
        if os.write(descriptor, line) < len(line):
            raise OSError("the disk is full")
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, before)
        raise


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Return all corrections of a file in the order in which they were made.

    Raises:
        InputMissing: The file is not there.
        CorruptInput: A line is damaged, is no correction, or its text was changed afterwards.
    """
    found = []
    for number, row in enumerate(read_rows(path), 1):
        try:
            correction = Correction(**row)
        except TypeError as error:
            raise CorruptInput(f"line {number} is no correction", subject=str(path), remedy=_MEND) from error
        if not _is_well_typed(row):
            raise CorruptInput(f"line {number} is no correction", subject=str(path), remedy=_MEND)
        if correction.functions is not None:
            correction = replace(correction, functions=tuple(correction.functions))
        if wrong := _problem(correction):
            raise CorruptInput(f"line {number}: {wrong[0].lstrip('-')} {wrong[1]}", subject=str(path))
        if hash_text(correction.text) != correction.sha256:
            raise CorruptInput(
                f"line {number}: the text is not the one that was corrected", subject=str(path)
            )
        found.append(correction)
    return tuple(found)


def _is_well_typed(row: dict[str, object]) -> bool:
    functions = row.get("functions")
    listed = functions is None or (
        isinstance(functions, list) and all(isinstance(code, str) for code in functions)
    )
    return listed and all(
        isinstance(value, str) or value is None for name, value in row.items() if name != "functions"
    )


def latest(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return the last correction of each text, in the order of their first ones."""
    last: dict[tuple[str, str], Correction] = {}
    for correction in corrections:
        last[correction.kind, correction.sha256] = correction
    return tuple(last.values())


def as_labelled(corrections: Sequence[Correction], *, models: Path | None = None) -> tuple[LabelledText, ...]:
    """Return corrections as labelled texts, fully trusted.

    What a user did not correct (functions, symmetry) stays as the present model reads it.
    """
    labelled: list[LabelledText] = []
    for kind in TextKind:
        part = [correction for correction in corrections if correction.kind == kind]
        if not part:
            continue
        texts = [correction.text for correction in part]
        judgements = classify_texts(texts, detect_signals(texts), kind=kind, models=models)
        for correction, judgement in zip(part, judgements, strict=True):
            functions = judgement.present if correction.functions is None else correction.functions
            symmetry = str(judgement.symmetry) if kind is TextKind.CLAUSE else ""
            labelled.append(
                LabelledText(
                    id=f"{SOURCE}-{correction.sha256[:12]}",
                    text=collapse(correction.text),
                    group=correction.group,
                    source=SOURCE,
                    stance=correction.stance,
                    functions=functions,
                    symmetry=correction.symmetry or symmetry,
                    stratum=SOURCE,
                )
            )
    return tuple(labelled)


def with_corrections(
    corpora: Corpora, corrections: Sequence[Correction], *, models: Path | None = None
) -> Corpora:
    """Return the corpora with the corrections in them; a correction replaces a label of the same text.

    Args:
        corpora: What is known without them.
        corrections: The corrections; the last one of a text counts.
        models: Models that read what was not corrected; by default the ones that came with the package.
    """
    last = latest(corrections)
    labelled = as_labelled(last, models=models)
    kinds = {correction.group: TextKind(correction.kind) for correction in last}

    def joined(kind: TextKind) -> tuple[LabelledText, ...]:
        new = tuple(text for text in labelled if kinds[text.group] is kind)
        replaced = {text.text for text in new}
        # A corrected text stays with its document, so that both are held out together.
        homes = {text.text: text.group for text in corpora.of(kind) if text.text in replaced}
        new = tuple(replace(text, group=homes.get(text.text, text.group)) for text in new)
        return (*(text for text in corpora.of(kind) if text.text not in replaced), *new)

    digest = hashlib.sha256("".join(map(repr, last)).encode()).hexdigest()
    return replace(
        corpora,
        clauses=joined(TextKind.CLAUSE),
        utterances=joined(TextKind.UTTERANCE),
        sources=(*corpora.sources, Source(SOURCE, "the user's own", digest, len(last))),
    )
