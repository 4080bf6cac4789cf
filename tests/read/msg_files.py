"""Outlook messages made by hand: an OLE container (MS-CFB, version 3) with the properties of MS-OXMSG."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import pairwise

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


@dataclass
class Storage:
    """A folder of the container."""

    streams: dict[str, bytes] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


def ole_file(root: Storage) -> bytes:
    """Write a container; siblings of the directory form a chain, which is a legal if lopsided tree."""
    entries: list[list[object]] = []  # name, type, sibling, child, start, size
    mini, sectors = bytearray(), bytearray()
    mini_fat: list[int] = []
    fat: list[int] = []

    def put(data: bytes) -> int:
        if len(data) < _CUTOFF:
            start, size, table, store = len(mini_fat), _MINI, mini_fat, mini
        else:
            start, size, table, store = len(fat), _SECTOR, fat, sectors
        count = -(-len(data) // size)
        table.extend([*range(start + 1, start + count), _END] if count else [])
        store.extend(data.ljust(count * size, b"\0"))
        return start if count else _END

    def add(name: str, storage: Storage, kind: int) -> int:
        index = len(entries)
        entries.append([name, kind, _FREE, _FREE, 0, 0])
        children: list[int] = []
        for child, data in storage.streams.items():
            children.append(len(entries))
            entries.append([child, 2, _FREE, _FREE, put(data), len(data)])
        children += [add(child, inner, 1) for child, inner in storage.storages.items()]
        for left, right in pairwise(children):
            entries[left][2] = right
        entries[index][3] = children[0] if children else _FREE
        return index

    add("Root Entry", root, 5)
    entries[0][5] = len(mini)
    start = len(fat)
    count = -(-len(mini) // _SECTOR)
    fat.extend([*range(start + 1, start + count), _END] if count else [])
    sectors.extend(mini.ljust(count * _SECTOR, b"\0"))
    entries[0][4] = start if count else _END
    table = b"".join(struct.pack("<I", entry) for entry in mini_fat)
    mini_start = len(fat)
    mini_count = -(-len(table) // _SECTOR)
    fat.extend([*range(mini_start + 1, mini_start + mini_count), _END] if mini_count else [])
    sectors.extend(table.ljust(mini_count * _SECTOR, b"\xff"))
    directory = b"".join(_entry(*entry) for entry in entries)
    directory_start = len(fat)
    directory_count = -(-len(directory) // _SECTOR)
    fat.extend([*range(directory_start + 1, directory_start + directory_count), _END])
    sectors.extend(directory.ljust(directory_count * _SECTOR, b"\0"))
    fat_start = len(fat)
    fat_count = 1
    while fat_count * (_SECTOR // 4) < len(fat) + fat_count:
        fat_count += 1
    fat.extend([_FAT] * fat_count)
    packed = b"".join(struct.pack("<I", entry) for entry in fat).ljust(fat_count * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, fat_count, directory_start, 0, _CUTOFF,
                                   mini_start if mini_count else _END, mini_count, _END, 0)  # fmt: skip
    head += b"".join(struct.pack("<I", fat_start + number) for number in range(fat_count))
    return head.ljust(_SECTOR, b"\xff") + bytes(sectors) + packed


def _entry(name: str, kind: int, sibling: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text) + 2, kind, 1, _FREE, sibling, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def message(
    texts: dict[int, str],
    *,
    head: int = 32,
    numbers: dict[int, int] | None = None,
    times: dict[int, int] | None = None,
    binary: dict[int, bytes] | None = None,
) -> Storage:
    """A message, recipient (``head=8``) or attachment with its properties by number."""
    properties = bytes(head)
    for number, value in (numbers or {}).items():
        properties += struct.pack("<HHIQ", 3, number, 6, value)
    for number, value in (times or {}).items():
        properties += struct.pack("<HHIQ", 0x40, number, 6, value)
    for number, text in texts.items():
        properties += struct.pack("<HHIII", 0x1F, number, 6, 2 * len(text) + 2, 0)
    for number, data in (binary or {}).items():
        properties += struct.pack("<HHIII", 0x102, number, 6, len(data), 0)
    streams = {f"__substg1.0_{number:04X}001F": text.encode("utf-16-le") for number, text in texts.items()}
    streams |= {f"__substg1.0_{number:04X}0102": data for number, data in (binary or {}).items()}
    return Storage({"__properties_version1.0": properties, **streams})
