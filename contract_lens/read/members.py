"""Documents inside a document: their names, and the paths that lead to them.

``mail.eml!/offer.pdf`` is the attachment ``offer.pdf`` of ``mail.eml``. Nothing is ever written to disk under
such a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from contract_lens.document import INSIDE
from contract_lens.errors import LimitExceeded
from contract_lens.options import Limits

_LONGEST_NAME = 80
_FORBIDDEN = frozenset('<>:"|?*!\\/')


class Member(NamedTuple):
    """A document inside another one: its safe name, and how to get its bytes."""

    name: str
    load: Callable[[], bytes]


def split_member_path(path: Path) -> tuple[Path, tuple[str, ...]]:
    """Divide a path into the file on disk and the names inside it, outermost first; most paths have none."""
    text = path.as_posix()
    at = text.find(INSIDE)
    while at > 0:
        outer = Path(text[:at])
        if outer.is_file():
            return outer, tuple(text[at + len(INSIDE) :].split(INSIDE))
        at = text.find(INSIDE, at + 1)
    return path, ()


def safe_names(names: Iterable[str], limits: Limits) -> tuple[str, ...]:
    """Reduce names that strangers chose to base names without meaning for any file system, each one once.

    Raises:
        LimitExceeded: There are more than the limits allow.
    """
    given: list[str] = []
    taken: set[str] = set()
    for name in names:
        if len(given) >= limits.members:
            raise LimitExceeded(f"holds more than {limits.members:,} documents (limit: members)")
        base = PurePosixPath(_safe_name(name))
        free, number = str(base), 2
        while free.lower() in taken:
            free, number = f"{base.stem}-{number}{base.suffix}", number + 1
        taken.add(free.lower())
        given.append(free)
    return tuple(given)


def _safe_name(name: str) -> str:
    """The base name only; a path in it is somebody's attempt to write elsewhere."""
    base = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = "".join(sign if sign.isprintable() and sign not in _FORBIDDEN else "_" for sign in base)
    clean = clean.strip(" .")
    if len(clean) > _LONGEST_NAME:
        stem, dot, ending = clean.rpartition(".")
        clean = f"{stem[: _LONGEST_NAME - 10]}{dot}{ending[:9]}" if dot else clean[:_LONGEST_NAME]
    return clean or "unnamed"
