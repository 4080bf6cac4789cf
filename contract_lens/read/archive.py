"""ZIP containers of untrusted origin: checked as a whole before any member is unpacked, read in memory only.

The checks answer known attacks: bombs, overlapping members (CVE-2024-0450; the standard library is safe
only from 3.11.8 on), headers that lie about sizes, and names that climb out of the folder.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from types import TracebackType

from contract_lens.errors import CorruptInput, EncryptedInput, LimitExceeded
from contract_lens.options import Limits

_SMALL = 1_000_000  # members up to this many bytes are exempt from the ratio check
_STEP = 262_144
_LOCAL_HEADER = 30


class SafeArchive:
    """A ZIP file whose members can be read by name, each only up to the limits.

    Args:
        data: All bytes of the file.
        limits: ``archive_entries``, ``archive_bytes`` and ``archive_ratio`` apply.

    Raises:
        CorruptInput: It is no ZIP, is damaged, or its members overlap or have impossible names.
        LimitExceeded: Too many members, or too many bytes once unpacked.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.archive_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise CorruptInput("is a damaged ZIP container") from error
        members = self._zip.infolist()
        self._check_sizes(members)
        _check_overlaps(members)
        if not all(member.filename for member in members):  # ``is_dir`` fails on such
            raise CorruptInput("a member of the ZIP container has no name")
        files = [member for member in members if not member.is_dir()]
        self._members = {member.filename: member for member in files}
        self._hidden = Counter(member.filename for member in files) - Counter(self._members.keys())
        for name in self._members:
            _check_name(name)

    def __enter__(self) -> SafeArchive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> frozenset[str]:
        """Names of all members that are files."""
        return frozenset(self._members)

    @property
    def hidden(self) -> frozenset[str]:
        """Names that more than one member has; only the last of them can be read."""
        return frozenset(self._hidden)

    def read(self, name: str) -> bytes:
        """Return the bytes of one member.

        Raises:
            KeyError: There is no such member.
            CorruptInput: It cannot be unpacked.
            EncryptedInput: It asks for a password.
            LimitExceeded: It unpacks to more than its header says or the limits allow.
        """
        member = self._members[name]
        if member.flag_bits & 1:
            raise EncryptedInput("asks for a password")
        parts: list[bytes] = []
        try:
            with self._zip.open(member) as stream:
                while step := stream.read(_STEP):
                    parts.append(step)
                    self._left -= len(step)
                    if self._left < 0:
                        raise LimitExceeded(self._too_large())
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise CorruptInput(f"part {name!r} of the container is damaged") from error
        return b"".join(parts)

    def _check_sizes(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > self._limits.archive_entries:
            raise LimitExceeded(
                f"holds {len(members):,} members, more than {self._limits.archive_entries:,} "
                "(limit: archive_entries)"
            )
        if sum(member.file_size for member in members) > self._limits.archive_bytes:
            raise LimitExceeded(self._too_large())
        for member in members:
            packed = max(1, member.compress_size)
            if member.file_size > _SMALL and member.file_size / packed > self._limits.archive_ratio:
                raise LimitExceeded(
                    f"part {member.filename!r} unpacks to over {self._limits.archive_ratio} times its size "
                    "(limit: archive_ratio)"
                )

    def _too_large(self) -> str:
        return f"unpacks to more than {self._limits.archive_bytes:,} bytes (limit: archive_bytes)"


def _check_overlaps(members: list[zipfile.ZipInfo]) -> None:
    """Two members that share bytes are a bomb or a forgery, never a document."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise CorruptInput("is a ZIP container whose members overlap")
        end = member.header_offset + _LOCAL_HEADER + member.compress_size


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or "\0" in name or ":" in parts[0]:
        raise CorruptInput("is a ZIP container with a member whose name points outside it")
