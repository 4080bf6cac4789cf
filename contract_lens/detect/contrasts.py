"""Figures of one kind of which two parties have unlike ones: 30 days for one, 180 for the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from contract_lens.quantity import Contrast, Quantity, QuantityKind

_DAYS = {"days": 1.0, "business days": 1.4, "weeks": 7.0, "months": 30.4, "years": 365.25}
#: Kinds that are compared between parties.
_COMPARED = frozenset(
    {
        QuantityKind.NOTICE,
        QuantityKind.CURE,
        QuantityKind.PAYMENT,
        QuantityKind.CAP,
        QuantityKind.EXCLUSIVITY,
        QuantityKind.NON_SOLICIT,
        QuantityKind.DAMAGES,
        QuantityKind.COST_DOWN,
    }
)
_LEAST_RATIO = 1.05


def compare_quantities(
    quantities: Sequence[Quantity], *, parties: int = 0, special: Collection[int] = ()
) -> tuple[Contrast, ...]:
    """Return the kinds of which two parties have unlike figures: 30 days for one, 180 for the other.

    The most telling pair of each kind and pair of parties is kept. A figure that is also the other's, both's
    or nobody's in particular tells the parties apart no more.

    Args:
        quantities: The figures of one agreement.
        parties: How many parties it has; of two, a cap that one has and the other has not is a contrast.
        special: Positions of the caps that hold for one thing only; they are set against no other.
    """
    holders: dict[tuple[QuantityKind, tuple[float, str] | None], set[tuple[int, ...]]] = {}
    for one in quantities:
        holders.setdefault((one.kind, _measure(one)), set()).add(one.parties)
    best: dict[tuple[QuantityKind, int, int], Contrast] = {}
    owned = [
        (place, one)
        for place, one in enumerate(quantities)
        if one.kind in _COMPARED
        and len(one.parties) == 1
        and one.value
        and place not in special
        and holders[one.kind, _measure(one)] == {one.parties}
    ]
    for place, one in owned:
        for other_place, other in owned:
            if other.kind is not one.kind or other.parties <= one.parties:
                continue
            ratio = _ratio(one, other)
            key = (one.kind, one.parties[0], other.parties[0])
            if ratio >= _LEAST_RATIO and (key not in best or ratio > best[key].ratio):
                best[key] = Contrast(one.kind, place, other_place, ratio)
    return (*best.values(), *_uneven_caps(quantities, parties, special))


def _uneven_caps(
    quantities: Sequence[Quantity], parties: int, special: Collection[int]
) -> Iterator[Contrast]:
    """Yield the first general cap of the one party that alone has any, against what the other has."""
    caps = [place for place, one in enumerate(quantities) if one.kind is QuantityKind.CAP]
    holders = {quantities[place].parties for place in caps}
    if len(holders) != 1 or len(next(iter(holders))) != 1:
        return
    (owner,) = holders
    endless = (
        place
        for place, one in enumerate(quantities)
        if one.kind is QuantityKind.UNCAPPED and len(one.parties) == 1 and one.parties != owner
    )
    other = next(endless, None)
    caps = [place for place in caps if place not in special]
    if not caps:
        return
    if other is not None or parties == 2:
        yield Contrast(QuantityKind.CAP, caps[0], other, 0.0)


def _ratio(one: Quantity, other: Quantity) -> float:
    """How unlike two figures are; 0 where they cannot be compared."""
    first, second = _measure(one), _measure(other)
    if first is None or second is None or first[1] != second[1] or not min(first[0], second[0]):
        return 0.0
    return max(first[0], second[0]) / min(first[0], second[0])


def _measure(quantity: Quantity) -> tuple[float, str] | None:
    if quantity.value is None:
        return None
    if quantity.unit in _DAYS:
        return quantity.value * _DAYS[quantity.unit], "days"
    if quantity.per:  # 1 % a day is more than 5 % a month; what is paid for each unit is like no other
        days = _DAYS.get(f"{quantity.per}s")
        return quantity.value / (days or 1.0), f"{quantity.unit} a {'day' if days else quantity.per}"
    return quantity.value, quantity.unit
