"""Tracked changes as Word marks them: around text, on paragraph marks, rows and cells, and of format."""

from __future__ import annotations

from typing import Any

from contract_lens.document import AnnotationKind
from contract_lens.options import Revisions
from contract_lens.read.changes import Change, Drafting, State
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


class WordDrafting(Drafting):
    """Decides for the elements of tracked changes."""

    def within(self, element: Any, outer: State) -> State:
        """Return the state of what stands in ``w:ins``, ``w:del``, ``w:moveFrom`` or ``w:moveTo``."""
        author = " ".join((value(element, "author") or "").split())
        return self.enter(Change(_KINDS[element.tag], author, value(element, "date") or ""), outer)

    def of(self, properties: dict[str, Any], outer: State) -> State:
        """Return the state that the properties of a row, a cell or a paragraph mark give."""
        if CHANGES.isdisjoint(properties):
            return outer
        for tag, child in properties.items():
            if tag in _KINDS:
                outer = self.within(child, outer)
        return outer

    def before(self, properties: dict[str, Any]) -> dict[str, Any]:
        """Return the properties of a paragraph: those before a tracked change of format, if so asked."""
        change = properties.get(W + "pPrChange") if self.revisions is Revisions.ORIGINAL else None
        return properties if change is None else by_tag(change.find(W + "pPr"))
