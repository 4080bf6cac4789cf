"""The choices of a run: limits and thresholds, checked once, then frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

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
    seconds: float = 120.0
    memory_bytes: int = 4_000_000_000

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if not value > 0:  # so that NaN is refused too
                raise UsageError(f"limit {name} must be positive. Got {value!r} instead")


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """Everything that can change the outcome of an analysis.

    Attributes:
        limits: Bounds on what one document may cost.
        models: Folder with the trained models; ``None`` takes the ones that came with the package.
    """

    limits: Limits = field(default_factory=Limits)
    models: Path | None = None

    def __post_init__(self) -> None:
        if self.models is not None:
            object.__setattr__(self, "models", Path(self.models))
