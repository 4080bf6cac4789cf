"""Tracked changes of a Word file: which of them are read, and who made them when."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from contract_lens.document import AnnotationKind
from contract_lens.options import Revisions
from contract_lens.read.docx_parts import W, by_tag, value

_KINDS = {
    W + "ins": AnnotationKind.INSERTION,
    W + "cellIns": AnnotationKind.INSERTION,
    W + "moveTo": AnnotationKind.MOVED_HERE,
    W + "del": AnnotationKind.DELETION,
    W + "cellDel": AnnotationKind.DELETION,
    W + "moveFrom": AnnotationKind.MOVED_AWAY,
}
#: Elements around text that was inserted, deleted or moved.
CHANGES = frozenset(_KINDS)
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
    author: str
    date: str


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

    def within(self, element: Any, outer: State) -> State:
        """Return the state of what stands in ``w:ins``, ``w:del``, ``w:moveFrom`` or ``w:moveTo``."""
        kind = _KINDS[element.tag]
        if not outer.kept or (outer.change is not None and outer.change.kind is kind):
            return outer
        author = " ".join((value(element, "author") or "").split())
        change = Change(kind, author, value(element, "date") or "")
        return outer._replace(kept=self.keeps(kind), change=change)

    def of(self, properties: dict[str, Any], outer: State) -> State:
        """Return the state that the properties of a row, a cell or a paragraph mark give."""
        if _KINDS.keys().isdisjoint(properties):
            return outer
        for tag, child in properties.items():
            if tag in _KINDS:
                outer = self.within(child, outer)
        return outer

    def count(self, state: State) -> None:
        """Count a change once; inside one that is left out nothing more is counted."""
        if state.change is not None:
            self.counts[state.change.kind] += 1

    def before(self, properties: dict[str, Any]) -> dict[str, Any]:
        """Return the properties of a paragraph: those before a tracked change of format, if so asked."""
        change = properties.get(W + "pPrChange") if self.revisions is Revisions.ORIGINAL else None
        return properties if change is None else by_tag(change.find(W + "pPr"))

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
