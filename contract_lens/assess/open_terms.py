"""What of a draft nobody has agreed yet: terms in square brackets, and notes of those who draft."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contract_lens.assess.paper import Provision
from contract_lens.assessment import Clause
from contract_lens.clause import PassageKind

#: "[The Supplier shall ...]", with "[two]" inside; a figure or the name of a place is no term.
_BRACKETED = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]{0,200}\]){20,3000}\]")
_BINDS = re.compile(r"\b(?:shall|will|must|may|(?:hereby )?(?:agrees|assigns|grants|belongs?))\b")
_NAMED = 3
#: Page furniture that begins so was cut off as a note of those who draft (``segment/draft_notes`` says what
#: is one; here only what it cut off is told apart from heads and page numbers).
_NOTED = re.compile(
    r"[\s>*_#(\[]{0,8}(?!Exhibit|EXHIBIT)(?:[\w.&’'-]{1,25}\s){0,3}"
    r"(?i:notes?|comments?|guidance|legal|instructions?|nb|n\.b\.|ntd)\b"
)
_SHOWN = 60


def options_in(provisions: Iterable[Provision]) -> str:
    """Tell which clauses hold terms in square brackets; empty where none does.

    Args:
        provisions: The clauses of a paper that bind.
    """
    found = [one for one in provisions if _is_open(one.text)]
    if not found:
        return ""
    names = [one.number for one in found if one.number][:_NAMED]
    such = f", such as {' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))}" if names else ""
    hold = "clause holds" if len(found) == 1 else "clauses hold"
    return (
        f"{len(found)} {hold} terms in square brackets{such}; they were read as agreed, alternatives included"
    )


def notes_in(clauses: Iterable[Clause]) -> str:
    """Tell that notes of those who draft were left out, and how the first begins; empty where none was.

    Whoever writes a term as a note would otherwise hide it.

    Args:
        clauses: All passages of a paper.
    """
    headers = (" ".join(one.text.split()) for one in clauses if one.kind is PassageKind.HEADER)
    notes = [text for text in headers if _NOTED.match(text)]
    if not notes:
        return ""
    cut = notes[0] if len(notes[0]) <= _SHOWN else f"{notes[0][:_SHOWN].rsplit(' ', 1)[0]}…"
    told = "1 note was" if len(notes) == 1 else f"{len(notes)} notes were"
    return f"{told} left out that those who draft wrote, the first “{cut}”"


def _is_open(text: str) -> bool:
    return "[" in text and any(_BINDS.search(found[0]) for found in _BRACKETED.finditer(text))
