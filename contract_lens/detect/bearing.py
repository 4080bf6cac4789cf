"""One answer per text: whom it binds or favours, and how, weighed over its duties and cues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
#: A definition is recognised by a cue within these first characters.
_OPENING = 60


def weigh(duties: Sequence[Duty], signals: Sequence[Signal]) -> tuple[str, str]:
    """Return bearer and modality of a whole text.

    Args:
        duties: Its duties in order.
        signals: Its cues in order; they speak where no duty names a side, as in a list item cut off.
    """
    if any(signal.code == "definition" and signal.start < _OPENING for signal in signals):
        return NONE, NONE
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    for position, duty in enumerate(duties):
        weights[duty.bearer, duty.modality] += _weight(duty, position)
    bearers = {
        bearer: sum(w for pair, w in weights.items() if pair[0] == bearer) for bearer in (BOTH, ONE, NONE)
    }
    bearer = max(bearers, key=lambda name: bearers[name]) if duties else NONE
    pairs = [pair for pair in weights if pair[0] == bearer]
    modality = max(pairs, key=lambda pair: weights[pair])[1] if pairs else NONE
    if bearer == ONE and any(signal.code == "recital" and signal.start < _OPENING for signal in signals):
        return NONE, NONE
    return (bearer if bearer != NONE else _bearer_of_cues(signals, bool(duties))), modality


def _weight(duty: Duty, position: int) -> float:
    weight = _SUBORDINATE if duty.subordinate else 1.0
    if position == 0:
        weight *= _FIRST
    return weight * {BOTH: _MUTUAL, ONE: 1.0, NONE: _NOBODY}[duty.bearer]


def _bearer_of_cues(signals: Sequence[Signal], is_operative: bool) -> str:
    codes = {signal.code for signal in signals}
    if codes & {"each_party", "neither_party"}:
        return BOTH if is_operative else NONE
    return ONE if codes & _hard_cues() else NONE


@lru_cache(maxsize=1)
def _hard_cues() -> frozenset[str]:
    return frozenset(cue.id for cue in load_taxonomy().signals if cue.polarity is Polarity.ADVERSARIAL)
