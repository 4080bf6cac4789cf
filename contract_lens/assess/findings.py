"""Quotations: the sentence of a clause that shows a thing, always an exact part of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contract_lens.assess.paper import Provision
from contract_lens.assessment import Clause, Finding
from contract_lens.taxonomy.telling import telling_place

#: A reader takes in about two printed lines at a glance; longer sentences are cut at a word.
LONGEST = 300

#: A quotation is cut at a word: this far before its end at most, as good as always.
_CUT = 20

#: A shorter piece is a number or a heading rather than a sentence.
SHORTEST = 40

#: Neither "e.g." nor the letter of an item ("are to: a. propose") ends a sentence.
#: What may not stand before comes behind: an expression that begins with a sign is found many times as fast.
_SENTENCE_END = re.compile(
    r"[.;:!?\n](?:(?<=[.;:!?])(?<!\b[ei]\.[ge].)(?<!\s[a-z].)[\"”’)]?\s+|(?<=\n)\s*\n)"
)


def quote(clause: Clause, *, at: tuple[int, int] | None = None, document: str = "") -> Finding:
    """Quote the sentence of ``clause`` that holds the deciding words.

    Args:
        clause: The clause; its ``text`` must be ``Document.text[start:end]``.
        at: The deciding words as offsets into the document; by default those that show what the clause does,
            in the sentence that holds most of its own evidence.
        document: Path of the document, for findings of a deal.
    """
    place = at or told_in(clause) or (clause.start, clause.start)
    first = min(max(place[0] - clause.start, 0), max(len(clause.text) - 1, 0))
    last = min(max(place[1] - clause.start, first), len(clause.text))
    start, end = _sentence_around(clause.text, first, last)
    text = clause.text[start:end]
    offset = clause.start + start
    return Finding(offset, offset + len(text), text, clause.id, clause.page, document)


def told_in(clause: Clause) -> tuple[int, int] | None:
    """Return which words of a clause show what it does, as offsets into the document, if any do."""
    found = telling_place(clause.text, deciding_in(clause), tuple(score.code for score in clause.functions))
    return found and (clause.start + found[0], clause.start + found[1])


def deciding_in(clause: Clause) -> tuple[tuple[int, int], ...]:
    """Return the deciding words of a clause, as offsets into its text."""
    return tuple((start - clause.start, end - clause.start) for start, end in clause.evidence)


def quote_whole(clause: Clause, *, document: str = "") -> Finding:
    """Quote an utterance as it was said; of a long one, the sentence with the deciding words."""
    if len(clause.text) > LONGEST:
        return quote(clause, document=document)
    return Finding(clause.start, clause.end, clause.text, clause.id, clause.page, document)


def quote_all(provisions: Iterable[Provision], *, most: int) -> tuple[Finding, ...]:
    """Quote several provisions, none twice, at most ``most``."""
    found: dict[tuple[int, int], Finding] = {}
    for provision in provisions:
        finding = quote(provision.clause)
        if finding.text:
            found.setdefault((finding.start, finding.end), finding)
        if len(found) >= most:
            break
    return tuple(found.values())


#: A line of its own above a clause: a few words, none of which binds or ends a sentence.
_HEADING = re.compile(
    r"(?![^\n]*\b(?:shall|may|must|will|is|are|agrees?|hereby)\b)[^\n;:]{1,90}(?<![,;:.])\s*\n\s*\n\s*",
    re.IGNORECASE,
)


def _sentence_around(text: str, first: int, last: int) -> tuple[int, int]:
    start, end = 0, len(text)
    heading = _HEADING.match(text) if "\n" in text[:100] else None
    if heading and heading.end() <= last and len(text) - heading.end() >= SHORTEST:
        start, first = heading.end(), max(first, heading.end())
    for mark in _SENTENCE_END.finditer(text, start):
        if mark.end() <= first:
            # A bare number or heading ("5. Termination.") is no sentence; the quotation keeps it.
            if mark.end() - start > SHORTEST:
                start = mark.end()
        elif mark.start() >= last and mark.start() - start >= SHORTEST and mark.group()[0] != ":":
            end = mark.start() + len(mark.group().rstrip())
            break
    if end - start > LONGEST:
        start, end = _window(text, start, end, (first, last))
    return _trim(text, start, end)


def _window(text: str, start: int, end: int, deciding: tuple[int, int]) -> tuple[int, int]:
    first, last = deciding
    # Who must or may stands at the beginning: it is cut off only where the words would be lost otherwise.
    if first - start > LONGEST * 2 // 3 and last - start > LONGEST - _CUT:
        start = text.rfind(" ", start, first - LONGEST // 3) + 1 or first
    if end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        end = cut if cut > 0 else start + LONGEST
    return start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
