"""The figures of an agreement: prices, periods, caps, shares, price mechanisms, and how they compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from contract_lens.duty import DutyTable


class QuantityKind(StrEnum):
    """What a figure says."""

    NOTICE = "notice"  # how long before an exit it must be announced
    CURE = "cure"  # how long a breach may be mended
    TERM = "term"
    RENEWAL = "renewal"
    PRICE = "price"  # what is paid for goods, work or rights: a price, fee, rate or instalment
    PAYMENT = "payment"  # how long an invoice may wait
    LATE_INTEREST = "late_interest"  # what an overdue sum bears
    CAP = "cap"  # most that is owed in damages
    UNCAPPED = "uncapped"  # it is said that there is no such cap
    DAMAGES = "damages"  # what delay or failure costs, agreed beforehand: liquidated damages, credits
    SHARE = "share"  # of revenue, profit, savings, costs, equity
    MINIMUM = "minimum"  # least that must be bought
    EXCLUSIVITY = "exclusivity"  # how long someone is bound not to deal elsewhere
    NON_SOLICIT = "non_solicit"  # how long nobody's staff or customers may be lured away
    MOST_FAVOURED = "most_favoured"  # nobody gets a better price
    BENCHMARK = "benchmark"  # prices follow those of others
    COST_DOWN = "cost_down"  # prices must fall


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure, or a price mechanism without one.

    Attributes:
        kind: What it says.
        start: First character in ``Document.text``.
        end: One past the last.
        clause: ``id`` of the clause that holds it.
        value: The figure, of a range the lower end; ``None`` for a mechanism without one.
        unit: ``days``, ``business days``, ``months``, ``years``, ``percent``, ``times`` or a currency such as
            ``USD``; or empty.
        parties: Positions in ``Assessment.parties`` of those to whom it belongs; several if it is mutual,
            none if the sentence does not tell.
        per: ``day``, ``week``, ``month`` or ``year`` if it is owed or falls again each time; of a price also
            ``hour``, ``quarter`` or what it is paid for, such as ``unit``; or empty.
        most: The upper end of a range ("between 2 and 5 percent"); ``None`` for a lone figure.
        payees: Positions of those to whom a share, a price or interest goes, where that is told; ``parties``
            then holds who pays it, or, where only the receiver is known, the receiver.
        note: What must be known with the figure, in words: that the words before it say another number, or
            that a rate of interest is added to that of a bank; or empty.
    """

    kind: QuantityKind
    start: int
    end: int
    clause: str
    value: float | None = None
    unit: str = ""
    parties: tuple[int, ...] = ()
    per: str = ""
    most: float | None = None
    payees: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The same kind of figure, unlike for two parties: 30 days for one, 180 for the other.

    Of a cap that one party alone has, the other side is either said to be without limit or not spoken of.

    Attributes:
        kind: What both say.
        first: Position in ``Assessment.quantities`` of the figure of the party named first; of a cap against
            none, the cap.
        second: Position of the other party's; ``None`` where nothing is said of the other.
        ratio: The greater divided by the lesser, in the same unit; 0 where the other has no figure.
    """

    kind: QuantityKind
    first: int
    second: int | None
    ratio: float


@dataclass(frozen=True, slots=True)
class Terms:
    """Who holds what in one agreement, and with which figures.

    Attributes:
        duties: Duties, rights and restraints by party.
        quantities: Figures that matter, in the order of the text.
        contrasts: Figures of one kind that are unlike for two parties.
    """

    duties: DutyTable = field(default_factory=DutyTable)
    quantities: tuple[Quantity, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
