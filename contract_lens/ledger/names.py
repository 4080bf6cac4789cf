"""Names of files in the ledger: those that are no text, and those whose file is away.

SQLite takes only what UTF-8 can hold, and a disk takes any bytes.
"""

from __future__ import annotations

import re
from pathlib import Path

from contract_lens.document import INSIDE

#: A byte that is no UTF-8, as Python decodes it, and as it is spelled in the ledger.
_BYTE, _SPELLED = re.compile("[\ud800-\udfff]"), re.compile(r"\\u(d[89a-f][0-9a-f]{2})")


def stored(name: str) -> str:
    r"""Return a name as the ledger spells it: a byte that is no text becomes ``\udce9``."""
    return name if name.isascii() else _BYTE.sub(lambda found: f"\\u{ord(found[0]):04x}", name)


def as_given(name: str) -> str:
    """Return a name of the ledger as the disk has it."""
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), name) if "\\u" in name else name


def is_away(name: str) -> bool:
    """Tell whether the file of a document, or the one it lies in, is no longer on the disk.

    What a closed folder hides, or a disk that does not answer, is not away.
    """
    try:
        Path(name.partition(INSIDE)[0]).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):  # ValueError: a name that this locale cannot spell
        return False
    return False
