"""The compressed RTF of Outlook messages (MS-OXRTFCP), unpacked within a bound."""

from __future__ import annotations

import struct

from contract_lens.errors import LimitExceeded

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D  # "LZFu", "MELA"
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096


def unpack_rtf(data: bytes, most: int) -> bytes:
    """Return the RTF; as far as it goes if it is cut, nothing if it is none.

    Args:
        data: Value of the property.
        most: Bytes of the result from which on it is refused.

    Raises:
        LimitExceeded: The result is longer.
    """
    if len(data) < 16:
        return b""
    _, _, kind, _ = struct.unpack_from("<IIII", data)
    if kind == _PLAIN:
        return data[16:]
    return _unpack(data[16:], most) if kind == _PACKED else b""


def _unpack(data: bytes, most: int) -> bytes:
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
    at_write = len(_DICTIONARY)
    found = bytearray()
    position = 0
    while position < len(data):
        control = data[position]
        position += 1
        for bit in range(8):
            taken = data[position : position + 1 + (control >> bit & 1)]
            position += len(taken)
            if len(taken) <= control >> bit & 1:
                return bytes(found)
            if len(taken) == 1:
                found += taken
                window[at_write] = taken[0]
                at_write = (at_write + 1) % _WINDOW
                continue
            at_read, length = taken[0] << 4 | taken[1] >> 4, (taken[1] & 15) + 2
            if at_read == at_write:
                return bytes(found)
            for _ in range(length):
                byte = window[at_read]
                at_read = (at_read + 1) % _WINDOW
                found.append(byte)
                window[at_write] = byte
                at_write = (at_write + 1) % _WINDOW
        if len(found) > most:
            raise LimitExceeded(f"unpacks to more than {most:,} bytes (limit: archive_bytes)")
    return bytes(found)
