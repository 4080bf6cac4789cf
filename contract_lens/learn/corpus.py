"""The labelled texts that models learn from, and the check that they are what they say.

Texts written for the project lie in ``corpora/``. Public corpora are not copied there: label files point into
them (document and offsets, or id) with a hash of the text, and the user gives the folder or file that holds
the texts. A training without the public corpora still works, from the project's own texts alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_lens.clause import TextKind
from contract_lens.errors import CorruptInput, InputMissing

OWN_LICENCE = "Apache-2.0"


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One labelled clause or utterance.

    Attributes:
        id: Unique within its source.
        text: The text, white space collapsed.
        group: Document, conversation or family of related texts; never split between training and test.
        source: Corpus it comes from (``cuad``, ``authored``, ``conversations``, ``enron`` ...).
        stance: Codebook word of the stance.
        functions: Codebook codes.
        symmetry: Codebook word; empty for utterances.
        confidence: 1 (unsure) to 3 (sure).
        stratum: How it was drawn; those that start with ``random`` have the natural shares.
        context: Previous utterance of the same conversation, where known.
    """

    id: str
    text: str
    group: str
    source: str
    stance: str
    functions: tuple[str, ...]
    symmetry: str = ""
    confidence: int = 3
    stratum: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where labelled texts came from, for the model card.

    Attributes:
        name: File under ``corpora/``.
        licence: Licence of the texts.
        sha256: Hash of the label file.
        texts: How many texts it gave.
        missing: How many it points to that were not given.
    """

    name: str
    licence: str
    sha256: str
    texts: int
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Corpora:
    """Everything a training reads.

    Attributes:
        clauses: Labelled clauses.
        utterances: Labelled utterances.
        background: Whole agreements without labels, for word statistics.
        sources: Origin of the labelled texts.
    """

    clauses: tuple[LabelledText, ...]
    utterances: tuple[LabelledText, ...]
    background: tuple[str, ...]
    sources: tuple[Source, ...]

    def of(self, kind: TextKind) -> tuple[LabelledText, ...]:
        """Return the texts that the model of ``kind`` learns from."""
        return self.clauses if kind is TextKind.CLAUSE else self.utterances

    def gaps(self) -> tuple[str, ...]:
        """Return one sentence for each source of which texts are missing."""
        return tuple(
            f"{source.name}: {source.missing} of {source.missing + source.texts} texts are missing"
            for source in self.sources
            if source.missing
        )


def load_corpora(folder: Path, *, cuad: Path | None = None, communications: Path | None = None) -> Corpora:
    """Read and check all labelled texts.

    Args:
        folder: The ``corpora`` folder of the project.
        cuad: Folder with CUAD's agreements as text (``txt/*.txt`` in it, or the files themselves).
        communications: JSONL with ``id`` and ``text`` of the public utterances.

    Raises:
        InputMissing: A folder or file is not there, or holds none of the texts.
        CorruptInput: A line is damaged, or a text does not have the hash of its label.
    """
    agreements = _Agreements(cuad) if cuad else None
    pointers = _load(folder / "clauses" / "cuad.jsonl", _from_cuad(agreements), "CC BY 4.0")
    texts = _read_texts(communications) if communications else {}
    licence = "public record, CC BY 4.0, MIT"
    public = _load(folder / "utterances" / "public.jsonl", _from_public(texts), licence)
    _refuse_empty(cuad, pointers[1])
    _refuse_empty(communications, public[1])
    clauses = [pointers, *_load_own(folder / "clauses", "authored", _authored)]
    talk = _load_own(folder / "conversations", "labels", _from_conversations)
    utterances = [public, *talk, *_load_own(folder / "utterances", "authored", _authored)]
    return Corpora(
        clauses=tuple(text for part in clauses for text in part[0]),
        utterances=tuple(text for part in utterances for text in part[0]),
        background=agreements.all_texts() if agreements else (),
        sources=tuple(part[1] for part in [*clauses, *utterances]),
    )


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text with its white space collapsed; line breaks of a file do not matter."""
    return hashlib.sha256(collapse(text).encode()).hexdigest()


def collapse(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return " ".join(text.split())


Row = dict[str, Any]
Resolver = Callable[[Row], LabelledText | None]


def _load_own(
    folder: Path, stem: str, resolver: Callable[[], Resolver]
) -> list[tuple[tuple[LabelledText, ...], Source]]:
    """Load every file of ours with this beginning: ``authored.jsonl``, ``authored-pairs.jsonl`` ..."""
    paths = sorted(folder.glob(f"{stem}*.jsonl")) or [folder / f"{stem}.jsonl"]
    return [_load(path, resolver()) for path in paths]


def _load(
    path: Path, resolve: Resolver, licence: str = OWN_LICENCE
) -> tuple[tuple[LabelledText, ...], Source]:
    rows = list(read_rows(path))
    try:
        found = [resolve(row) for row in rows]
    except (KeyError, TypeError) as error:
        raise CorruptInput(f"a line lacks {error}", subject=str(path)) from error
    texts = tuple(text for text in found if text is not None)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    name = f"{path.parent.name}/{path.name}"
    return texts, Source(name, licence, digest, len(texts), len(rows) - len(texts))


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the objects of a JSONL file.

    Raises:
        InputMissing: The file is not there.
        CorruptInput: A line is not a JSON object.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputMissing("the labelled texts cannot be read", subject=str(path)) from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CorruptInput(f"line {number} is not JSON", subject=str(path)) from error
        if not isinstance(row, dict):
            raise CorruptInput(f"line {number} is not an object", subject=str(path))
        yield row


def _refuse_empty(given: Path | None, source: Source) -> None:
    if given is not None and not source.texts:
        raise InputMissing(f"holds none of the texts that {source.name} points to", subject=str(given))


def _authored() -> Resolver:
    return lambda row: _labelled(row, collapse(row["text"]), f"authored:{row['group']}", "authored")


def _from_conversations() -> Resolver:
    previous: dict[str, str] = {}

    def resolve(row: Row) -> LabelledText:
        name, text = row["file"], collapse(row["text"])
        context = previous.get(name, "")
        previous[name] = text
        return _labelled(row, text, f"conversations:{name}", "conversations", context)

    return resolve


def _from_cuad(agreements: _Agreements | None) -> Resolver:
    def resolve(row: Row) -> LabelledText | None:
        whole = agreements.text_of(row["document"]) if agreements else None
        if whole is None:
            return None
        text = whole[row["start"] : row["end"]]
        _check_hash(row, text)
        return _labelled(row, collapse(text), row["document"], "cuad")

    return resolve


def _from_public(texts: dict[str, str]) -> Resolver:
    def resolve(row: Row) -> LabelledText | None:
        text = texts.get(row["id"])
        if text is None:
            return None
        _check_hash(row, text)
        return _labelled(row, collapse(text), f"{row['source']}:{row['group']}", row["source"])

    return resolve


def _check_hash(row: Row, text: str) -> None:
    if hash_text(text) != row["sha256"]:
        cause = f"the text of label {row['id']} is not the one that was labelled"
        raise CorruptInput(cause, subject=str(row.get("document", row["id"])), remedy="get the corpus again")


def _labelled(row: Row, text: str, group: str, source: str, context: str = "") -> LabelledText:
    return LabelledText(
        id=row["id"],
        text=text,
        group=group,
        source=source,
        stance=row["stance"],
        functions=tuple(row["functions"]),
        symmetry=row.get("symmetry", ""),
        confidence=row.get("confidence", 3),
        stratum=row.get("stratum", ""),
        context=context,
    )


def _read_texts(path: Path) -> dict[str, str]:
    return {row["id"]: row["text"] for row in read_rows(path) if "id" in row and "text" in row}


class _Agreements:
    """The agreements of a CUAD folder, read once each."""

    def __init__(self, folder: Path) -> None:
        inner = folder / "txt"
        self.folder = inner if inner.is_dir() else folder
        if not self.folder.is_dir():
            raise InputMissing("the folder with the agreements is not there", subject=str(folder))
        self._texts: dict[str, str | None] = {}

    def text_of(self, document: str) -> str | None:
        if document not in self._texts:
            path = self.folder / f"{document}.txt"
            # Offsets count every character of the file, so line ends must not be translated.
            self._texts[document] = path.read_bytes().decode("utf-8") if path.is_file() else None
        return self._texts[document]

    def all_texts(self) -> tuple[str, ...]:
        texts = (self.text_of(path.stem) for path in sorted(self.folder.glob("*.txt")))
        return tuple(text for text in texts if text)
