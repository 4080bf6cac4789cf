"""How urgently a person should look at a document or a deal: one order for every list."""

from __future__ import annotations

from collections.abc import Mapping

from contract_lens.agreement import Pattern
from contract_lens.assessment import Assessment
from contract_lens.deal import Deal, DealReport
from contract_lens.errors import Status

#: Labels that call for attention.
ADVERSE = ("last_resort", "misbranded", "dysfunctional")


def attention(report: Assessment | DealReport) -> float:
    """Return how urgently a person should look, 0 to 100; the order of the index page.

    100 for a document that could not be read: nothing is known about it, so someone must look. Else up to
    60 for adverse labels that are flagged (10 for each and 20 for its score), 20 for an adversarial stance,
    10 for one-sidedness, 5 for warnings; an index or a stance never outweighs a flag. A deal takes the most
    urgent of its own labels and its readable documents, 2 more for each sign of gridlock (at most 10) and 4
    where the talk grows colder, 5 for other warnings, up to 9 where talk is warmer than paper, and 25 where
    some of its documents could not be read; 100 where none could.
    """
    if isinstance(report, DealReport):
        return _deal_attention(report)
    if not report.status.was_read:
        return 100.0
    urgency = _flags(report.patterns)
    urgency += 20 * max(0.0, -report.stance.score) if report.stance else 0.0
    urgency += report.indices["one_sidedness"].value / 10 if "one_sidedness" in report.indices else 0.0
    return urgency + (5.0 if report.status is Status.OK_WITH_WARNINGS else 0.0)


def _deal_attention(report: DealReport) -> float:
    read = [document for document in report.documents if document.status.was_read]
    if not read:
        return 100.0
    own = _flags(report.deal.patterns) + _trouble(report.deal)
    urgency = max(own, *(attention(document) for document in read))
    urgency += 4.5 * max(0.0, report.deal.divergence or 0.0)
    return min(99.0, urgency + (25.0 if len(read) < len(report.documents) else 0.0))


def _flags(patterns: Mapping[str, Pattern]) -> float:
    flagged = (patterns[code].score for code in ADVERSE if code in patterns and patterns[code].flagged)
    return min(60.0, sum(10 + 20 * score for score in flagged))


def _trouble(deal: Deal) -> float:
    signs = min(10.0, 2.0 * len(deal.gridlock))
    colder = 4.0 if deal.trajectory is not None and deal.trajectory.direction == "cooling" else 0.0
    return max(signs + colder, 5.0 if deal.warnings else 0.0)
