"""Outlook's container (MS-OXMSG): properties of a message, its recipients and attachments, by their numbers.

Names and numbers are those of Microsoft's open specifications MS-OXMSG and MS-OXPROPS.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from contract_lens.errors import CorruptInput, LimitExceeded
from contract_lens.options import Limits

#: What a damaged container makes the OLE library raise.
DAMAGE = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, struct.error)

_UNICODE, _BYTES, _STRING8, _STORAGE = "001F", "0102", "001E", "000D"
_TIME, _LONG, _BOOLEAN = 0x0040, 0x0003, 0x000B
_CODE_PAGES = (0x3FDE, 0x3FFD)  # of the HTML and of the strings
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class MsgStore:
    """A message file, opened in memory; each stream is read only when asked for.

    Args:
        data: All bytes of the file.
        limits: ``archive_entries`` and ``archive_bytes`` apply.

    Raises:
        CorruptInput: It is no OLE container, or a damaged one.
        LimitExceeded: It has more parts than the limits allow.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        import olefile

        self._left = limits.archive_bytes
        self._limits = limits
        self._size = len(data)
        try:
            self._ole: Any = olefile.OleFileIO(io.BytesIO(data))
            entries = self._ole.listdir(streams=True, storages=True)
        except RecursionError as error:
            raise LimitExceeded("is a container nested too deeply (limit: nesting)") from error
        except DAMAGE as error:
            raise CorruptInput("is a damaged Outlook message") from error
        if len(entries) > limits.archive_entries:
            raise LimitExceeded(f"has more than {limits.archive_entries:,} parts (limit: archive_entries)")
        self._children: dict[tuple[str, ...], list[str]] = {}
        for entry in entries:
            self._children.setdefault(tuple(entry[:-1]), []).append(entry[-1])

    def close(self) -> None:
        """Let go of the file."""
        self._ole.close()

    def item(self, *path: str) -> MsgItem:
        """Return a message, recipient or attachment by the path of its storage; no path is the message."""
        return MsgItem(self, path)

    def names(self, path: tuple[str, ...]) -> list[str]:
        """Names of what a storage holds."""
        return self._children.get(path, [])

    def stream(self, path: tuple[str, ...]) -> bytes:
        """Bytes of a stream; empty if there is none or it cannot be read."""
        if path[-1] not in self._children.get(path[:-1], ()):
            return b""
        try:
            # A size that no file of this length can hold sends olefile round a loop of sectors for hours.
            if self._ole.get_size(list(path)) > self._size:
                return b""
            with self._ole.openstream(list(path)) as stream:
                data: bytes = stream.read()
        except DAMAGE:
            return b""
        self._left -= len(data)
        if self._left < 0:
            most = f"{self._limits.archive_bytes:,}"
            raise LimitExceeded(f"holds more than {most} bytes (limit: archive_bytes)")
        return data


class MsgItem:
    """A message, a recipient or an attachment."""

    def __init__(self, store: MsgStore, path: tuple[str, ...]) -> None:
        self._store = store
        self._path = path
        self._fixed = dict(self._read_fixed())

    def text(self, number: int) -> str:
        """A property of text, or an empty text."""
        if data := self._stream(number, _UNICODE):
            return data.decode("utf-16-le", "replace").rstrip("\0")
        if data := self._stream(number, _STRING8):
            return self._decode(data).rstrip("\0")
        return ""

    def bytes_of(self, number: int) -> bytes:
        """A binary property, or nothing."""
        return self._stream(number, _BYTES)

    def encoded_text(self, number: int) -> str:
        """Text that is stored as bytes in the code page of the message, as HTML is."""
        data = self._stream(number, _BYTES)
        return self._decode(data) if data else self.text(number)

    def number(self, number: int) -> int:
        """A whole number or a truth value; 0 if there is none."""
        kind, value = self._fixed.get(number, (0, b"\0" * 8))
        return int.from_bytes(value[:4], "little") if kind in (_LONG, _BOOLEAN) else 0

    def time(self, number: int) -> str:
        """A time as ISO in UTC, or an empty text."""
        kind, value = self._fixed.get(number, (0, b""))
        ticks = int.from_bytes(value, "little")
        if kind != _TIME or not ticks:
            return ""
        try:
            return (_EPOCH + timedelta(microseconds=ticks // 10)).isoformat(timespec="seconds")
        except OverflowError:
            return ""

    def children(self, kind: str) -> Iterator[MsgItem]:
        """Its recipients (``recip``) or attachments (``attach``), in order."""
        start = f"__{kind}_version1.0_#"
        for name in sorted(self._store.names(self._path)):
            if name.lower().startswith(start):
                yield MsgItem(self._store, (*self._path, name))

    def inner_message(self) -> MsgItem | None:
        """The message that an attachment is, if it is one."""
        name = f"__substg1.0_3701{_STORAGE}"
        if name not in self._store.names(self._path) or not self._store.names((*self._path, name)):
            return None
        inner = (*self._path, name)
        has_properties = any(child.startswith("__properties") for child in self._store.names(inner))
        return MsgItem(self._store, inner) if has_properties else None

    def _stream(self, number: int, kind: str) -> bytes:
        return self._store.stream((*self._path, f"__substg1.0_{number:04X}{kind}"))

    def _decode(self, data: bytes) -> str:
        from contract_lens.read.mail_parts import decode_payload

        page = next((page for number in _CODE_PAGES if (page := self.number(number))), 1252)
        return decode_payload(data, "utf-8" if page == 65001 else f"cp{page}")[0]

    def _read_fixed(self) -> Iterator[tuple[int, tuple[int, bytes]]]:
        data = self._store.stream((*self._path, "__properties_version1.0"))
        last = self._path[-1] if self._path else ""
        head = 32 if not last else 24 if last.startswith("__substg1.0_3701") else 8
        for at in range(head, len(data) - 15, 16):
            kind, number = struct.unpack_from("<HH", data, at)
            yield number, (kind, data[at + 8 : at + 16])
