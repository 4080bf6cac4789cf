"""What a file says about its text without saying it there: comments, tracked changes, hidden text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from contract_lens.assessment import Assessment
from contract_lens.document import Annotation, AnnotationKind
from contract_lens.report.plain_words import time_words
from contract_lens.report.view import Place, Places, shorten

_MOST = 60  # of one document; all are in the JSON
_LONGEST = 400  # characters of one quotation
_NAMES = {
    AnnotationKind.COMMENT: "Comment",
    AnnotationKind.INSERTION: "Inserted",
    AnnotationKind.DELETION: "Deleted",
    AnnotationKind.MOVED_AWAY: "Moved away",
    AnnotationKind.MOVED_HERE: "Moved here",
    AnnotationKind.HIDDEN: "Hidden text",
    AnnotationKind.HEADER: "Running head",
    AnnotationKind.FOOTER: "Footer",
}


@dataclass(frozen=True, slots=True)
class RemarkView:
    """One comment, change or mark; all but ``name`` is untrusted text."""

    name: str
    by: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class RemarksView:
    """The comments, changes and marks of a document, and how many more there are."""

    shown: tuple[RemarkView, ...]
    more: str


def remarks_of(assessment: Assessment, places: Places) -> RemarksView:
    """Return the comments, tracked changes and hidden stretches of a document, in their order."""
    starts = [clause.start for clause in assessment.clauses]
    shown = tuple(_remark(assessment, note, starts, places) for note in assessment.annotations[:_MOST])
    left = len(assessment.annotations) - len(shown)
    return RemarksView(shown, f"{left:,} more are in the JSON report." if left else "")


def _remark(assessment: Assessment, note: Annotation, starts: list[int], places: Places) -> RemarkView:
    by = ", ".join(part for part in (note.author, time_words(note.date)) if part)
    text = note.text or assessment.text[note.start : note.end]
    at = bisect_right(starts, note.start) - 1
    place = places.of_clause(assessment.clauses[at], assessment.path) if at >= 0 else Place("", "")
    return RemarkView(_NAMES[note.kind], by, shorten(text, _LONGEST), place)
