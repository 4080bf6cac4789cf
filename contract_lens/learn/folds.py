"""Which documents are held out together. The split depends on the name of the family alone, so it stays."""

from __future__ import annotations

import hashlib

from contract_lens.learn.families import kin_of

FOLDS = 5


def fold_of(document: str) -> int:
    """Return the fold, 0 to 4, in which a document (or conversation, or thread) is held out.

    Documents that are kin (``families.py``) are held out together.
    """
    return int.from_bytes(hashlib.sha256(kin_of(document).encode()).digest()[:8], "big") % FOLDS
