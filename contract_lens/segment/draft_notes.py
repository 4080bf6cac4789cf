"""Notes of those who draft, written into the text: ``[Note to draft: Beta to confirm.]``, ``[NB: ...]``.

They speak to the draftsman and come out before anybody signs. What a note says that somebody "shall never
accept" binds nobody, so it is no clause.
"""

from __future__ import annotations

import re

from contract_lens.segment.sentences import Span, trim

#: Plain enough to tell a note that no brackets hold.
_SURE = (
    r"(?:(?i:drafting|guidance|drafters?['’]?s?['’]?)\s(?i:notes?|comments?)"
    r"|(?i:notes?\s(?:to|for)\s(?:the\s)?(?:draft\w{0,3}|reviewers?|counsel|legal)))"
)
#: In square brackets these tell one as well: "[HVP comment: ...]", "[Legal: ...]", "[Note to Beta: ...]".
_LIKELY = (
    rf"(?:{_SURE}|(?i:notes?)\s(?:to|for)\s[A-Z][\w&.’'-]{{0,24}}"
    r"|(?:[A-Z][\w&.’'-]{0,24}\s){0,3}(?i:notes?|comments?)(?:\s\d{1,2})?|(?i:legal|guidance|instructions?))\s?[:–—]"
    r"|(?:NB|N\.B\.|NTD|ntd)\b"
)
_OPENS = re.compile(rf"\[[\s*_]{{0,4}}(?:{_LIKELY})")
_WHOLE = re.compile(rf"[\s>*_#(]{{0,8}}{_SURE}(?:\s\d{{1,2}})?[*_]{{0,2}}\s?[:–—]")
_LONGEST = 2_000
#: "[NOTE: where a lessee pays, the rate is ...]" of a signed paper is a term: a bare note is short.
_BARE = re.compile(r"\[[\s*_]{0,4}(?i:notes?)\s?[:–—]")
_LONGEST_BARE = 250
#: What may stand behind a note that ends a paragraph.
_BEHIND = re.compile(r"[\s*_.;]*")


def note_behind(text: str, start: int, end: int) -> Span | None:
    """Return the note that a paragraph is, or in which it ends; nothing where it goes on behind its notes.

    Args:
        text: The document's text.
        start: First character of the paragraph.
        end: One past its last.
    """
    if _WHOLE.match(text, start, end):
        return start, end
    first = last = start
    found = False
    while opened := _OPENS.search(text, last, end):
        closed = _closing(text, opened.start(), end)
        is_bare = _BARE.match(text, opened.start()) is not None
        if closed < 0 or (is_bare and closed - opened.start() > _LONGEST_BARE):
            return None
        if not (found and _BEHIND.fullmatch(text, last, opened.start())):
            first = opened.start()
        found, last = True, closed
    return trim(text, first, end) if found and _BEHIND.fullmatch(text, last, end) else None


def _closing(text: str, start: int, end: int) -> int:
    """One past the bracket that closes the one at ``start``, or -1; no note is longer than a page."""
    depth = 0
    for at in range(start, min(end, start + _LONGEST)):
        depth += (text[at] == "[") - (text[at] == "]")
        if not depth:
            return at + 1
    return -1
