"""Agreements: from blocks and numbers to clauses that can be read one by one."""

from __future__ import annotations

from collections.abc import Sequence

from contract_lens.clause import Passage
from contract_lens.document import Document
from contract_lens.segment.grouping import Group, group_pieces
from contract_lens.segment.pieces import cut_pieces
from contract_lens.segment.sequence import Marker


def split_agreement(document: Document) -> tuple[Passage, ...]:
    """Return the clauses of an agreement and the parts around them."""
    pieces, markers = cut_pieces(document)
    groups = group_pieces(document.text, pieces, markers)
    return _name(document.text, groups, markers)


def _name(text: str, groups: Sequence[Group], markers: Sequence[Marker]) -> tuple[Passage, ...]:
    ids: dict[int, str] = {}
    passages: list[Passage] = []
    for index, group in enumerate(groups, start=1):
        name = f"c{index}"
        marker = markers[group.marker] if group.marker is not None else None
        if group.marker is not None:
            ids.setdefault(group.marker, name)
        parent = None
        above = group.above
        while above is not None and parent is None:
            parent = ids.get(above)
            above = markers[above].parent
        passages.append(
            Passage(
                id=name,
                start=group.start,
                end=group.end,
                kind=group.kind,
                number=marker.number if marker else "",
                heading=group.heading,
                parent=parent if parent != name else None,
                section=group.section,
            )
        )
    return tuple(passages)
