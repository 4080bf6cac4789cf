"""Tracked changes: which of them are read, who made them when, and what is said about them."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from contract_lens.document import AnnotationKind
from contract_lens.options import Revisions

_NEW = frozenset((AnnotationKind.INSERTION, AnnotationKind.MOVED_HERE))
#: What text of a change is counted as when it is left out.
REASONS = {
    AnnotationKind.INSERTION: "tracked_insertions",
    AnnotationKind.MOVED_HERE: "moved_text",
    AnnotationKind.DELETION: "deleted",
    AnnotationKind.MOVED_AWAY: "moved_text",
}


class Change(NamedTuple):
    """One tracked change."""

    kind: AnnotationKind
    author: str = ""
    date: str = ""


class State(NamedTuple):
    """What holds for a stretch of text.

    Attributes:
        kept: Whether it belongs to the text that was asked for.
        change: The tracked change it belongs to, if any; of nested ones the one that removes it, else the
            innermost.
        hidden: Whether it is formatted as hidden.
    """

    kept: bool = True
    change: Change | None = None
    hidden: bool = False


PLAIN = State()


class Drafting:
    """Decides for each tracked change whether its text is read, and counts them.

    Args:
        revisions: What the reader asked for.
    """

    def __init__(self, revisions: Revisions) -> None:
        self.revisions = revisions
        self.counts: Counter[AnnotationKind] = Counter()

    def keeps(self, kind: AnnotationKind) -> bool:
        """Whether text of such a change is part of the text."""
        if self.revisions is Revisions.ALL:
            return True
        return (kind in _NEW) is (self.revisions is Revisions.ACCEPTED)

    def enter(self, change: Change, outer: State) -> State:
        """Return the state of what stands in a change, which itself stands in ``outer``."""
        if not outer.kept or (outer.change is not None and outer.change.kind is change.kind):
            return outer
        return outer._replace(kept=self.keeps(change.kind), change=change)

    def count(self, state: State) -> None:
        """Count the change of a state once."""
        if state.change is not None:
            self.counts[state.change.kind] += 1

    def summary(self) -> str:
        """Return one sentence on what was done with the tracked changes, empty where there are none."""
        new, old, moved = (
            self.counts[AnnotationKind.INSERTION],
            self.counts[AnnotationKind.DELETION],
            max(self.counts[AnnotationKind.MOVED_AWAY], self.counts[AnnotationKind.MOVED_HERE]),
        )
        if not new + old + moved:
            return ""
        said = {
            Revisions.ACCEPTED: ("as accepted", "kept", "left out", "at their new place"),
            Revisions.ORIGINAL: ("as rejected", "left out", "kept", "at their old place"),
            Revisions.ALL: ("as text, all of them", "kept", "kept", "at both places"),
        }
        how, with_new, with_old, where = said[self.revisions]
        moves = f", {moved} moved passages read {where}" if moved else ""
        return (
            f"Tracked changes were read {how}: {new} insertions {with_new}, "
            f"{old} deletions {with_old}{moves}."
        )
