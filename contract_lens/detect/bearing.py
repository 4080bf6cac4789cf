"""One answer per text: whom it binds or favours, and how, weighed over its duties and cues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache

from contract_lens.clause import Signal
from contract_lens.detect.deontics import Duty
from contract_lens.detect.subjects import BOTH, NONE, ONE
from contract_lens.taxonomy import Polarity, load_taxonomy

#: A condition ("if the Supplier shall fail") says less than a main clause; the first clause says most; a
#: duty that binds both is rarely an aside. Set by trial on the labelled symmetry of real clauses.
_SUBORDINATE = 0.3
_FIRST = 1.5
_MUTUAL = 1.3
_NOBODY = 0.2
_WEIGHTS = {BOTH: _MUTUAL, ONE: 1.0, NONE: _NOBODY}
#: A definition is recognised by a cue within these first characters.
_OPENING = 60


def weigh(
    duties: Sequence[Duty], signals: Sequence[Signal], mirrored: Collection[int] = ()
) -> tuple[str, str]:
    """Return bearer and modality of a whole text.

    Args:
        duties: Its duties in order.
        signals: Its cues in order; they speak where no duty names a side, as in a list item cut off.
        mirrored: Places of the duties that another one answers; they bind both.
    """
    opening = {signal.code for signal in signals if signal.start < _OPENING}
    if "definition" in opening:
        return NONE, NONE
    if not duties:
        return _bearer_of_cues(signals, False), NONE
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    for position, duty in enumerate(duties):
        bearer = BOTH if position in mirrored else duty.bearer
        weights[bearer, duty.modality] += _weight(duty, bearer, position)
    bearers = dict.fromkeys((BOTH, ONE, NONE), 0.0)
    for (bearer, _), weight in weights.items():
        bearers[bearer] += weight
    bearer = max(bearers, key=bearers.__getitem__)
    pairs = [pair for pair in weights if pair[0] == bearer]
    modality = max(pairs, key=weights.__getitem__)[1]
    if bearer == ONE and "recital" in opening:
        return NONE, NONE
    return (bearer if bearer != NONE else _bearer_of_cues(signals, True)), modality


def _weight(duty: Duty, bearer: str, position: int) -> float:
    weight = _SUBORDINATE if duty.subordinate else 1.0
    if position == 0:
        weight *= _FIRST
    return weight * _WEIGHTS[bearer]


def _bearer_of_cues(signals: Sequence[Signal], is_operative: bool) -> str:
    if not signals:
        return NONE
    codes = {signal.code for signal in signals}
    if "each_party" in codes or "neither_party" in codes:
        return BOTH if is_operative else NONE
    return NONE if codes.isdisjoint(_hard_cues()) else ONE


@lru_cache(maxsize=1)
def _hard_cues() -> frozenset[str]:
    return frozenset(cue.id for cue in load_taxonomy().signals if cue.polarity is Polarity.ADVERSARIAL)
