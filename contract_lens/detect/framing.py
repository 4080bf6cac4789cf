"""What an agreement says of itself: its title, its parties, and what it calls the relationship."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contract_lens.assessment import Branding, Party
from contract_lens.clause import Passage


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
    return Framing(title=title)
