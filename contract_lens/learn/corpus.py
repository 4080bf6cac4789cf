"""The labelled texts that models learn from, and the check that they are what they say.

Texts written for the project lie in ``corpora/``. Public corpora are not copied there: label files point into
them (document and offsets, or id) with a hash of the text, and the user gives the folder or file that holds
the texts. A training without the public corpora still works, from the project's own texts alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

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


class LabelFile(NamedTuple):
    """One file of labels with the texts that it labels.

    Attributes:
        kind: Which model learns from it.
        texts: The labelled texts that were found.
        source: Where they came from.
        given: Whether the folder or file that holds its texts was given (always, for our own).
    """

    kind: TextKind
    texts: tuple[LabelledText, ...]
    source: Source
    given: bool = True


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


def load_corpora(
    folder: Path,
    *,
    cuad: Path | None = None,
    communications: Path | None = None,
    outside: Path | None = None,
) -> Corpora:
    """Read and check all labelled texts.

    Args:
        folder: The ``corpora`` folder of the project.
        cuad: Folder with CUAD's agreements as text (``txt/*.txt`` in it, or the files themselves).
        communications: JSONL with ``id`` and ``text`` of the public utterances.
        outside: Folder that holds ``outside/issue_threads.jsonl`` and ``meetings/*.txt``.

    Raises:
        InputMissing: A folder or file is not there, or holds none of the texts.
        CorruptInput: A line is damaged, or a text does not have the hash of its label.
    """
    files = load_files(folder, cuad=cuad, communications=communications, outside=outside)
    return Corpora(
        clauses=tuple(text for file in files if file.kind is TextKind.CLAUSE for text in file.texts),
        utterances=tuple(text for file in files if file.kind is TextKind.UTTERANCE for text in file.texts),
        background=Agreements(cuad).all_texts() if cuad else (),
        sources=tuple(file.source for file in files),
    )


def load_files(
    folder: Path,
    *,
    cuad: Path | None = None,
    communications: Path | None = None,
    outside: Path | None = None,
) -> tuple[LabelFile, ...]:
    """Read and check all labelled texts, file by file; arguments and errors as of ``load_corpora``."""
    agreements = Agreements(cuad) if cuad else None
    texts = read_texts(communications) if communications else {}
    licence = "public record, CC BY 4.0, MIT"
    pointers = _load(folder / "clauses" / "cuad.jsonl", from_cuad(agreements), "CC BY 4.0")
    public = _load(folder / "utterances" / "public.jsonl", from_public(texts), licence)
    clause, utterance = TextKind.CLAUSE, TextKind.UTTERANCE
    talk = [LabelFile(utterance, *public, communications is not None)]
    elsewhere = folder / "utterances" / "outside.jsonl"
    if elsewhere.is_file():
        found = _load(elsewhere, from_outside(OutsideTexts(outside) if outside else None), licence)
        _refuse_empty(outside, found[1])
        talk.append(LabelFile(utterance, *found, outside is not None))
    _refuse_empty(cuad, pointers[1])
    _refuse_empty(communications, public[1])
    own = _load_own(folder / "conversations", "labels", _from_conversations)
    own += _load_own(folder / "utterances", "authored", _authored)
    clauses = _load_own(folder / "clauses", "authored", _authored)
    return (
        LabelFile(clause, *pointers, cuad is not None),
        *(LabelFile(clause, *part) for part in clauses),
        *talk,
        *(LabelFile(utterance, *part) for part in own),
    )


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text with its white space collapsed; line breaks of a file do not matter."""
    return hashlib.sha256(collapse(text).encode()).hexdigest()


def collapse(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return " ".join(text.split())


_TEAM = re.compile(r"(?:qmsum|ami)-([A-Z]{2}\d{4})")
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
        content = path.read_bytes()
    except OSError as error:
        raise InputMissing("the labelled texts cannot be read", subject=str(path)) from error
    # Bytes, not text: JSON may hold line separators of Unicode inside a string.
    lines = content.removesuffix(b"\n").split(b"\n") if content else []
    remedy = "mend or remove that line"
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorruptInput(f"line {number} is not JSON", subject=str(path), remedy=remedy) from error
        if not isinstance(row, dict):
            raise CorruptInput(f"line {number} is not an object", subject=str(path), remedy=remedy)
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


def from_cuad(agreements: Agreements | None) -> Resolver:
    """Return what finds the text of a label by document and characters."""

    def resolve(row: Row) -> LabelledText | None:
        whole = agreements.text_of(row["document"]) if agreements else None
        if whole is None:
            return None
        text = whole[row["start"] : row["end"]]
        _check_hash(row, text)
        return _labelled(row, collapse(text), row["document"], "cuad")

    return resolve


def from_outside(texts: OutsideTexts | None) -> Resolver:
    """Return what finds the text of a label by file, item and characters."""

    def resolve(row: Row) -> LabelledText | None:
        whole = texts.text_of(row["file"], row.get("item") or "") if texts else None
        if whole is None:
            return None
        text = whole[row["start"] : row["end"]]
        _check_hash(row, text)
        # The same form as of the public texts, so that a thread which is in both is held out as one.
        return _labelled(row, collapse(text), family_of(row["source"], row["group"]), row["source"])

    return resolve


def from_public(texts: dict[str, str]) -> Resolver:
    """Return what finds the text of a label by id."""

    def resolve(row: Row) -> LabelledText | None:
        text = texts.get(row["id"])
        if text is None:
            return None
        _check_hash(row, text)
        return _labelled(row, collapse(text), family_of(row["source"], row["group"]), row["source"])

    return resolve


def _check_hash(row: Row, text: str) -> None:
    if hash_text(text) != row["sha256"]:
        cause = f"the text of label {row['id']} is not the one that was labelled"
        subject = str(row.get("document") or row.get("file") or row["id"])
        raise CorruptInput(cause, subject=subject, remedy="get the corpus again")


def family_of(source: str, group: str) -> str:
    """Return the group that is held out as one: the four meetings of an AMI team are one series."""
    team = _TEAM.match(group)
    return f"ami:{team[1]}" if team else f"{source}:{group}"


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


def data_folder(given: Path) -> Path:
    """Return the folder that holds ``outside/`` and ``meetings/``; ``outside/`` itself may be given too.

    Raises:
        InputMissing: There is no such folder.
    """
    if not given.is_dir():
        raise InputMissing("the folder with the texts is not there", subject=str(given))
    if not (given / "outside").is_dir() and given.resolve().name == "outside":
        return given.resolve().parent
    return given


def read_texts(path: Path) -> dict[str, str]:
    """Return the texts of a JSONL file by their ids; errors as of ``read_rows``."""
    return {row["id"]: row["text"] for row in read_rows(path) if "id" in row and "text" in row}


def _within(folder: Path, name: str) -> Path:
    """Return the path of a file that a label names, which must lie in the folder, links followed."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise CorruptInput("a label points out of the folder", subject=name, remedy="correct the label")
    return path


def _read_within(folder: Path, name: str) -> str | None:
    path = _within(folder, name)
    if not path.is_file():
        return None
    try:
        # Offsets count every character of the file, so line ends must not be translated.
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorruptInput("is not UTF-8 text", subject=str(path), remedy="get the corpus again") from error


class Agreements:
    """The agreements of a CUAD folder, read once each.

    Args:
        folder: The folder, with ``txt/`` in it or the files themselves.

    Raises:
        InputMissing: It is not there.
    """

    def __init__(self, folder: Path) -> None:
        inner = folder / "txt"
        self.folder = inner if inner.is_dir() else folder
        if not self.folder.is_dir():
            raise InputMissing("the folder with the agreements is not there", subject=str(folder))
        self._texts: dict[str, str | None] = {}

    def text_of(self, document: str) -> str | None:
        """Return the text of an agreement by its name; ``None`` if it is not there."""
        if document not in self._texts:
            self._texts[document] = _read_within(self.folder, f"{document}.txt")
        return self._texts[document]

    def all_texts(self) -> tuple[str, ...]:
        """Return the texts of all agreements of the folder."""
        texts = (self.text_of(path.stem) for path in sorted(self.folder.glob("*.txt")))
        return tuple(text for text in texts if text)


class OutsideTexts:
    """The issue threads and meetings of a user's folder, read once each."""

    def __init__(self, folder: Path) -> None:
        self.folder = data_folder(folder)
        self._items: dict[str, dict[str, str]] = {}
        self._wholes: dict[str, str | None] = {}

    def text_of(self, file: str, item: str) -> str | None:
        """Return the text of an item of a JSONL file, or the whole of a text file; ``None`` if absent."""
        if file.endswith(".jsonl"):
            if file not in self._items:
                path = _within(self.folder, file)
                self._items[file] = read_texts(path) if path.is_file() else {}
            return self._items[file].get(item)
        if file not in self._wholes:
            self._wholes[file] = _read_within(self.folder, file)
        return self._wholes[file]
