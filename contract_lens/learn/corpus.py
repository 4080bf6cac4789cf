"""The labelled texts that models learn from, and the check that they are what they say.

Texts written for the project lie in ``corpora/``. Public corpora are not copied there: label files point into
them (document and offsets, or id) with a hash of the text, and the user gives the folder or file that holds
the texts. A training without the public corpora still works, from the project's own texts alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from contract_lens.clause import TextKind
from contract_lens.errors import CorruptInput, InputMissing
from contract_lens.learn.families import kin_of
from contract_lens.learn.public_texts import Agreements, OutsideTexts, Row, read_rows, read_texts

OWN_LICENCE = "Apache-2.0"


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One labelled clause or utterance.

    Attributes:
        id: Unique within its source.
        text: The text, white space collapsed.
        group: Document, conversation or family of related ones (``families.py``); never split between
            training and test.
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
        contrast: Authored texts, by kind, from which only the encoder learns: what parts them is meaning,
            and the linear models, which see words, do worse on real agreements with them.
    """

    clauses: tuple[LabelledText, ...]
    utterances: tuple[LabelledText, ...]
    background: tuple[str, ...]
    sources: tuple[Source, ...]
    contrast: tuple[LabelFile, ...] = ()

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
        contrast=_load_contrast(folder / "contrast"),
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
    own = _load_own(folder / "conversations", "labels", from_conversations)
    own += _load_own(folder / "utterances", "authored", _authored)
    clauses = _load_own(folder / "clauses", "authored", _authored)
    return (
        LabelFile(clause, *pointers, cuad is not None),
        *(LabelFile(clause, *part) for part in clauses),
        *talk,
        *(LabelFile(utterance, *part) for part in own),
    )


def _load_contrast(folder: Path) -> tuple[LabelFile, ...]:
    return tuple(
        LabelFile(kind, *_load(path, _authored()))
        for kind, stem in ((TextKind.CLAUSE, "clauses"), (TextKind.UTTERANCE, "utterances"))
        for path in sorted(folder.glob(f"{stem}-*.jsonl"))
    )


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text with its white space collapsed; line breaks of a file do not matter."""
    return hashlib.sha256(collapse(text).encode()).hexdigest()


def collapse(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return " ".join(text.split())


_TEAM = re.compile(r"(?:qmsum|ami)-([A-Z]{2}\d{4})")
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


def _refuse_empty(given: Path | None, source: Source) -> None:
    if given is not None and not source.texts:
        raise InputMissing(f"holds none of the texts that {source.name} points to", subject=str(given))


def _authored() -> Resolver:
    return lambda row: _labelled(row, collapse(row["text"]), f"authored:{row['group']}", "authored")


def from_conversations() -> Resolver:
    """Return what reads a labelled utterance of a conversation, with the one before it as its context."""
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
        return _labelled(row, collapse(text), kin_of(row["document"]), "cuad")

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
    """Return the group that is held out as one: the four meetings of an AMI team, threads that are kin."""
    return kin_of(thread_of(source, group))


def thread_of(source: str, group: str) -> str:
    """Return the name of a thread or meeting; the four meetings of an AMI team have one."""
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
