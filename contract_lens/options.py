"""The choices of a run: limits and thresholds, checked once, then frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from contract_lens.errors import UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. Documents are untrusted; these bounds are what stops a hostile one.

    Attributes:
        file_bytes: Largest file that is opened, in bytes.
        archive_entries: Most members of a ZIP container (DOCX).
        archive_bytes: Most bytes a ZIP container may unpack to, all members together.
        archive_ratio: Highest unpacked / packed size of one member over 1 MB.
        nesting: Deepest nesting of mail parts or XML elements.
        pages: Most pages of a PDF.
        characters: Most characters of text.
        ocr_pages: Most pages of a document that are put through text recognition; 0 for none.
        members: Most documents inside one file, such as attachments of a mail.
        member_depth: How deep documents may lie inside each other.
        encoded_turns: Most utterances of one document that the encoder reads; of longer talk it reads none.
        seconds: Wall-clock seconds for one document in a scan, reading and analysis together.
        memory_bytes: Address space of the child process that handles one document.
    """

    file_bytes: int = 200_000_000
    archive_entries: int = 5_000
    archive_bytes: int = 400_000_000
    archive_ratio: int = 200
    nesting: int = 256
    pages: int = 3_000
    characters: int = 20_000_000
    ocr_pages: int = 30
    members: int = 500
    member_depth: int = 4
    encoded_turns: int = 5_000
    seconds: float = 120.0
    memory_bytes: int = 4_000_000_000

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if not value > 0 and not (name == "ocr_pages" and value == 0):  # so that NaN is refused too
                raise UsageError(f"limit {name} must be positive. Got {value!r} instead")


class Revisions(StrEnum):
    """How tracked changes of a draft are read."""

    ACCEPTED = "accepted"  # as if all were accepted: insertions in, deletions out
    ORIGINAL = "original"  # as if all were rejected: the text before the changes
    ALL = "all"  # both the inserted and the deleted text


#: Share of the pages, and of the bytes, from which on an agreement is judged as a whole. Labels rest on what
#: an agreement lacks as much as on what it says: read in part, it looks better or worse than it is.
LEAST_COVERAGE = 0.75


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """Everything that can change the outcome of an analysis.

    Attributes:
        limits: Bounds on what one document may cost.
        models: Folder with the trained models; ``None`` takes the ones that came with the package.
        accurate: Let the encoder read clauses too, not only utterances: more often right, slower.
        fast: Let the encoder read nothing: less often right on utterances, many times faster.
        patterns: TOML file with weights and thresholds of one's own; ``None`` takes those of the package.
        revisions: How tracked changes are read: ``accepted``, ``original`` or ``all``.
        least_coverage: Share of the pages, and of the bytes, below which an agreement gets no labels, 0 to 1.
    """

    limits: Limits = field(default_factory=Limits)
    models: Path | None = None
    accurate: bool = False
    fast: bool = False
    patterns: Path | None = None
    revisions: Revisions = Revisions.ACCEPTED
    least_coverage: float = LEAST_COVERAGE

    def __post_init__(self) -> None:
        if self.revisions not in tuple(Revisions):
            raise UsageError(
                f"must be {', '.join(Revisions)}. Got {self.revisions!r} instead", subject="revisions"
            )
        object.__setattr__(self, "revisions", Revisions(self.revisions))
        if self.accurate and self.fast:
            raise UsageError("accurate and fast exclude each other", remedy="choose one of them")
        if not 0 <= self.least_coverage <= 1:
            raise UsageError(f"must be 0 to 1. Got {self.least_coverage!r} instead", subject="least_coverage")
        for name in ("models", "patterns"):
            if (path := getattr(self, name)) is not None:
                object.__setattr__(self, name, Path(path))

    def encoder(self, turns: int = 0) -> bool | None:
        """Return what the encoder reads: everything (true), nothing (false), or utterances (``None``).

        Args:
            turns: Utterances of the document, where it is one.
        """
        if self.accurate:
            return True
        return False if self.fast or turns > self.limits.encoded_turns else None

    def to_json(self) -> dict[str, Any]:
        """Return the options as plain values, for another process."""
        return {
            name: str(value) if isinstance(value, Path) else value for name, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> AnalysisOptions:
        """Rebuild options from ``to_json``; texts become paths again where paths belong."""
        return cls(**{**values, "limits": Limits(**values["limits"])})
