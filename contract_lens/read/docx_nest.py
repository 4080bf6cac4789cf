"""What a Word file and all files embedded in it, at whatever depth, may cost together."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from contract_lens.errors import LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.content import Content, check_length


@dataclass(slots=True)
class Nest:
    """Counts over a whole nest; each level shares the same one, so that depth multiplies nothing.

    Attributes:
        limits: Those of the outermost file; ``members``, ``archive_bytes`` and ``characters`` apply.
        files: Embedded files that were shown.
        characters: Characters that they show, and of what is noted on them.
        unpacked: Bytes that the containers unpack to.
    """

    limits: Limits
    files: int = 0
    characters: int = 0
    unpacked: int = 0

    def show(self, files: int = 1) -> None:
        """Count embedded files.

        Raises:
            LimitExceeded: There are too many.
        """
        self.files += files
        if self.files > self.limits.members:
            raise LimitExceeded(f"shows more than {self.limits.members:,} embedded files (limit: members)")

    def write(self, characters: int) -> None:
        """Count characters.

        Raises:
            LimitExceeded: There are too many.
        """
        self.characters += characters
        check_length(self.characters, self.limits)

    def unpack(self, data: bytes) -> None:
        """Count what a ZIP container says to hold, before it is unpacked; no member gives more than it says.

        Raises:
            LimitExceeded: The containers hold too much together.
        """
        if not data.startswith(b"PK"):
            return
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.unpacked += sum(member.file_size for member in archive.infolist())
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            return  # damaged: what opens it says so
        if self.unpacked > self.limits.archive_bytes:
            most = self.limits.archive_bytes
            raise LimitExceeded(f"unpacks to more than {most:,} bytes (limit: archive_bytes)")


def cost_of(content: Content) -> int:
    """Characters that a file shows each time, those that are only noted on it among them."""
    return len(content.text) + sum(1 + len(note.text) for note in content.annotations)
