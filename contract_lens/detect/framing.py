"""What an agreement says of itself: its title, its parties, and what it calls the relationship."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contract_lens.assessment import Branding, Party
from contract_lens.clause import Passage, PassageKind
from contract_lens.detect.branding import find_branding
from contract_lens.detect.parties import find_parties
from contract_lens.detect.title import find_title

#: Where no recitals are marked, they stand within these first characters.
_HEAD = 4_000
#: More of marked recitals and purpose clauses is not read, in characters.
_PURPOSE = 12_000
#: Recitals shorter than this were cut wrongly.
_SHORTEST = 80
_OPENINGS = frozenset({PassageKind.TITLE, PassageKind.HEADER})
_PURPOSE_HEADING = re.compile(r"(?:purpose|objectives?|background|recitals?|vision)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Framing:
    """The face of an agreement.

    Attributes:
        title: Its title as it stands in the text, or the file's own title, or empty.
        calls_itself: What title, recitals or purpose call the relationship.
        parties: The parties in the order in which they are named.
    """

    title: str = ""
    calls_itself: Branding = Branding.NONE
    parties: tuple[Party, ...] = ()


def frame_agreement(text: str, passages: Sequence[Passage], title: str) -> Framing:
    """Read title, parties and branding from the opening of an agreement.

    Args:
        text: The whole text of the document.
        passages: Its passages; their kinds are used where they are given and doubted where they are not.
        title: The title that the file's own data give, or empty.
    """
    found = find_title(text, title)
    parties = find_parties(text, start=_opening(text, passages))
    return Framing(found, find_branding(found, _purpose(text, passages), parties), parties)


def frame_communication(text: str, passages: Sequence[Passage], title: str) -> Framing:
    """Tell subject and sides of a mail, transcript or set of minutes.

    Args:
        text: The whole text of the document.
        passages: Its passages with their speakers and sides.
        title: The subject that the file's own data give, or empty.
    """
    opening = next((text[each.start : each.end] for each in passages if each.kind in _OPENINGS), "")
    first_line = opening.strip().splitlines()[0] if opening.strip() else ""
    sides = dict.fromkeys(passage.side for passage in passages if passage.side)
    return Framing(title or first_line.lstrip("# ").strip(), Branding.NONE, tuple(map(Party, sides)))


def _opening(text: str, passages: Sequence[Passage]) -> int:
    """Where the agreement begins once cover and contents are past."""
    past = max((passage.end for passage in passages if passage.kind is PassageKind.CONTENTS), default=0)
    if past > len(text) // 2:
        return 0
    named = [passage.start for passage in passages if passage.kind is PassageKind.PARTIES]
    after = [start for start in named if start >= past]
    return min([past, *named]) if not after else after[0]


def _purpose(text: str, passages: Sequence[Passage]) -> str:
    """Recitals and purpose clauses; where none are marked, the first pages."""
    marked = [
        text[passage.start : passage.end]
        for passage in passages
        if passage.kind is PassageKind.RECITAL or _PURPOSE_HEADING.match(passage.heading)
    ]
    purpose = "\n".join(marked)[:_PURPOSE]
    return purpose if len(purpose) > _SHORTEST else text[:_HEAD]
