"""The table of who holds what, and the figures, as every renderer shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from contract_lens.assessment import Assessment, Party
from contract_lens.duty import Holding, Topic
from contract_lens.quantity import Contrast, Quantity, QuantityKind
from contract_lens.report.view import Place, Places, counted, shorten

#: Heading of each column, and what it counts.
COLUMNS = {
    Topic.OBLIGATION: ("must", "What the party must do."),
    Topic.RIGHT: ("may", "What it may do, and what it need not do."),
    Topic.PROHIBITION: ("may not", "What it may not do."),
    Topic.REMEDY: ("remedies", "Withholding, suspending, refunds, damages and the like."),
    Topic.EXIT: ("exits", "Rights to end, leave or buy out."),
    Topic.DISCRETION: ("decides", "What it decides alone: consents, approvals, changes."),
    Topic.LIABILITY: ("liable", "Indemnities, liability and limits of it."),
}
KINDS = {
    QuantityKind.NOTICE: "notice of an exit",
    QuantityKind.CURE: "time to cure",
    QuantityKind.TERM: "term",
    QuantityKind.RENEWAL: "renewal",
    QuantityKind.PRICE: "price or fee",
    QuantityKind.PAYMENT: "time to pay",
    QuantityKind.LATE_INTEREST: "interest or fee for late payment",
    QuantityKind.CAP: "cap on liability",
    QuantityKind.UNCAPPED: "liability without a cap",
    QuantityKind.DAMAGES: "agreed damages",
    QuantityKind.SHARE: "share",
    QuantityKind.MINIMUM: "minimum purchase",
    QuantityKind.EXCLUSIVITY: "exclusivity",
    QuantityKind.NON_SOLICIT: "no luring away",
    QuantityKind.MOST_FAVOURED: "most favoured customer",
    QuantityKind.BENCHMARK: "benchmark of prices",
    QuantityKind.COST_DOWN: "prices that must fall",
}
#: Narrower cells cannot hold ``27+51``: then the table is left to the full report.
_NARROWEST = 7
_MOST_PARTIES = 6
_MOST_FIGURES = 24
#: A schedule of rates would leave no room for anything else.
_MOST_PRICES = 8
_MOST_IN_LINE = 3
_LEAST_CENT = 0.005


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: what the party has alone, what it shares, and where the first one stands."""

    own: int
    shared: int
    place: Place


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure in words: ``notice of an exit``, ``30 days``, ``for Halvorsund``, and its place."""

    kind: str
    value: str
    whose: str
    place: Place


@dataclass(frozen=True, slots=True)
class TermsView:
    """Everything that a report shows of who holds what.

    Attributes:
        columns: Heading and meaning of each column.
        rows: Short name of each party with its cells.
        note: How one-sided the table is, in a sentence; or empty.
        contrasts: Figures that are unlike for two parties, one sentence each.
        figures: The figures that matter, in the order of their kinds.
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[CellView, ...]], ...]
    note: str
    contrasts: tuple[str, ...]
    figures: tuple[FigureView, ...]


def terms_of(report: Assessment, places: Places) -> TermsView:
    """Return the table and the figures of one document; empty for one that holds none."""
    held = report.parties if report.duties.duties else ()
    rows = tuple(
        (_short(party), tuple(_cell(report, places, holding) for holding in row.holdings))
        for party, row in zip(held, report.duties.rows, strict=False)
    )[:_MOST_PARTIES]
    ranked = sorted(_shown(report.quantities), key=lambda one: list(KINDS).index(one.kind))
    return TermsView(
        columns=tuple(COLUMNS.values()),
        rows=rows,
        note=_note(report) if rows else "",
        contrasts=tuple(_contrast(report, contrast) for contrast in report.contrasts),
        figures=tuple(_figure(report, places, one) for one in ranked[:_MOST_FIGURES]),
    )


def _shown(quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield every figure, but of many prices only the first few, and all that contradict themselves."""
    prices = 0
    for one in quantities:
        prices += one.kind is QuantityKind.PRICE
        if one.kind is not QuantityKind.PRICE or prices <= _MOST_PRICES or one.note:
            yield one


def table_lines(terms: TermsView, width: int, safe: Callable[[str], str]) -> list[str]:
    """Return the table as lines of text: ``27+51`` is 27 alone and 51 shared; nothing where there is none.

    Args:
        terms: The table.
        width: Columns of the terminal.
        safe: Makes a party's name harmless and one line long.
    """
    cell = min(11, (width - 15) // len(terms.columns))
    if not terms.rows or cell < _NARROWEST:
        return []
    name = min(24, width - 2 - cell * len(terms.columns))
    heads = "".join(f"{heading[: cell - 1]:>{cell}}" for heading, _ in terms.columns)
    lines = [" " * (name + 2) + heads]
    for party, (_, cells) in zip(
        _told_apart([row[0] for row in terms.rows], name - 1), terms.rows, strict=True
    ):
        told = "".join(f"{cell_words(one):>{cell}}" for one in cells)
        lines.append(f"  {safe(party):<{name}}{told}")
    return lines


def money_lines(terms: TermsView) -> list[str]:
    """Return what is paid, and what late payment costs, in a sentence each, as far as it is known."""
    lines = []
    for kind in (QuantityKind.PRICE, QuantityKind.LATE_INTEREST):
        told = [one for one in terms.figures if one.kind == KINDS[kind]]
        words = [", ".join(filter(None, (one.value, one.whose))) for one in told]
        distinct = list(dict.fromkeys(words))
        more = len(distinct) - _MOST_IN_LINE
        shown = "; ".join(distinct[:_MOST_IN_LINE]) + (f"; and {more} more" if more > 0 else "")
        lines += [f"{KINDS[kind].capitalize()}: {shown}."] if told else []
    return lines


def _told_apart(names: Sequence[str], length: int) -> list[str]:
    """Shorten names at their end, or at their beginning where they would look alike: "…FIRST PART"."""
    short = [shorten(name, length) for name in names]
    if len(set(short)) == len(short):
        return short
    return [name if len(name) <= length else f"…{name[1 - length :].lstrip()}" for name in names]


def cell_words(cell: CellView) -> str:
    """Return a cell in words: ``27+51``, ``3``, or ``-``."""
    if not cell.own and not cell.shared:
        return "-"
    return f"{cell.own}+{cell.shared}" if cell.shared else str(cell.own)


def _short(party: Party) -> str:
    return next((alias for alias in party.aliases if alias), party.name)


def _place(report: Assessment, places: Places, start: int) -> Place:
    holder = next((clause for clause in report.clauses if clause.start <= start < clause.end), None)
    return places.of_clause(holder, report.path) if holder else Place("", "")


def _cell(report: Assessment, places: Places, holding: Holding) -> CellView:
    place = _place(report, places, holding.evidence[0][0]) if holding.evidence else Place("", "")
    return CellView(holding.count - holding.mutual, holding.mutual, place)


def _note(report: Assessment) -> str:
    if not report.duties.favours:
        return "Rights and burdens are spread about evenly."
    known = {party.name: _short(party) for party in report.parties}
    who = known.get(report.duties.favours, report.duties.favours)
    return f"Weighed by kind, rights and burdens tilt towards {who} ({report.duties.one_sidedness:.0%})."


def _whose(parties: Sequence[Party], positions: Sequence[int]) -> str:
    if not positions:
        return ""
    if len(positions) >= len(parties):
        return "for all parties" if len(parties) > 2 else "for both"
    return f"for {' and '.join(_short(parties[place]) for place in positions if place < len(parties))}"


def _direction(parties: Sequence[Party], one: Quantity) -> str:
    """Return whose a figure is; of a share who pays whom, where that is told: ``Oru to Kell``."""
    payees = [_short(parties[place]) for place in one.payees if place < len(parties)]
    if not payees:
        return _whose(parties, one.parties)
    payers = [_short(parties[place]) for place in one.parties if place < len(parties)]
    to = f"to {' and '.join(payees)}"
    return to if not payers or set(payers) & set(payees) else f"{' and '.join(payers)} {to}"


def value_words(one: Quantity) -> str:
    """Return a figure as people write it: ``30 days``, ``2 percent per day``, ``USD 500,000``; or empty."""
    if one.value is None:
        return ""
    again = f" per {one.per}" if one.per else ""
    if one.unit in ("days", "business days", "weeks", "months", "years"):
        whole = one.value == int(one.value)
        if one.most is not None:
            return f"{one.value:g} to {one.most:g} {one.unit}"
        return counted(int(one.value), one.unit[:-1]) if whole else f"{one.value:g} {one.unit}"
    if one.unit == "percent":
        return (
            f"{one.value:g} percent" if one.most is None else f"{one.value:g} to {one.most:g} percent"
        ) + again
    told = f"{one.unit} {_sum(one.value)}"
    return told + (f" to {_sum(one.most)}" if one.most is not None else "") + again


def _sum(value: float) -> str:
    """Return an amount of money, with cents where it has any."""
    return f"{value:,.0f}" if abs(value - round(value)) < _LEAST_CENT else f"{value:,.2f}"


def _figure(report: Assessment, places: Places, one: Quantity) -> FigureView:
    place = _place(report, places, one.start)
    value = f"{value_words(one)} ({one.note})" if one.note else value_words(one)
    return FigureView(KINDS[one.kind], value, _direction(report.parties, one), place)


def _contrast(report: Assessment, contrast: Contrast) -> str:
    first = report.quantities[contrast.first]
    second = report.quantities[contrast.second] if contrast.second is not None else None
    others = [place for place in range(len(report.parties)) if place not in first.parties]
    told = f"{value_words(first) or 'a cap'} {_whose(report.parties, first.parties)}"
    if second is None:
        other = f"none found {_whose(report.parties, others)}"
    elif second.kind is QuantityKind.UNCAPPED:
        other = f"unlimited {_whose(report.parties, second.parties)}"
    else:
        other = f"{value_words(second)} {_whose(report.parties, second.parties)}"
    return f"{KINDS[contrast.kind].capitalize()}: {told}, {other}."
