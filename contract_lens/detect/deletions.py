"""Words that an amendment quotes only to delete them: they are no terms of anything any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contract_lens.clause import Passage

#: One of these stands in every text that deletes or replaces words, in its beginning.
_MARKS = ("elet", "eplac", "ubstitut", "strik", "struck", "emov", "mitt", "place of", "lieu of")
_QUOTED = re.compile(r'“([^“”]{1,1500})”|"([^"]{1,1500})"')
#: What stands between a verb and the words that it deletes: "deleting from the third line the words".
_GAP = r'(?:(?!replac|substitut|insert|\badd)[^"“”.;:]){0,80}'
_DELETES = re.compile(
    r"\b(?:delet(?:e|es|ing|ion of)|strik(?:e|es|ing)(?: out)?|remov(?:e|es|ing|al of)|omit(?:s|ting)?)\b"
    rf"{_GAP}$",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r'\b(?:replac(?:e|es|ing|ement of)|substitut(?:e|es|ing) for)\b(?:(?!\b(?:with|by)\b)[^"“”.;:]){0,80}$',
    re.IGNORECASE,
)
#: "... “b” in place of the words “a”".
_INSTEAD = re.compile(
    r'["”],? (?:for|in place of|in lieu of|instead of|in substitution (?:for|of))'
    r" (?:the )?(?:(?:word|figure|phrase|number|reference|expression|date)s?(?: to)? )?$",
    re.IGNORECASE,
)
#: "the words “a”, in the second line, are deleted".
_IS_DELETED = re.compile(
    r'\s*,?(?:\s+(?:in|from|of|at|on|where|wherever|contained|appearing)\b[^"“”.;]{0,80}?)?,?'
    r"\s+(?:(?:is|are|shall be|be|being|to be|has been|have been)\s+)(?:hereby\s+|each\s+)?"
    r"(?:deleted|replaced|struck|removed|omitted|substituted (?:by|with))\b",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(
    r'(?:,? (?:in|from|of|at|where)\b[^"“”.;]{0,60}?)?,? (?:with|by)\b[^"“”.;]{0,60}["“]', re.IGNORECASE
)
_REACH = 130


def without_deleted(text: str) -> str:
    """Return a text with blanks in place of words that it quotes only to delete them; as long as before.

    Args:
        text: One passage.
    """
    if '"' not in text and "“" not in text:
        return text
    for mark in _MARKS:
        if mark in text:
            break
    else:
        return text
    for start, end in list(_deleted(text)):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def strike_deleted(text: str, passages: Sequence[Passage]) -> str:
    """Return the whole text of an agreement without words that its passages quote only to delete them."""
    pieces: list[str] = []
    done = 0
    for passage in passages:
        stretch = text[passage.start : passage.end]
        left = without_deleted(stretch)
        if left is not stretch and passage.start >= done:
            pieces += (text[done : passage.start], left)
            done = passage.end
    return "".join((*pieces, text[done:])) if pieces else text


def _deleted(text: str) -> Iterator[tuple[int, int]]:
    """Yield where deleted words stand, without their quotation marks."""
    for quoted in _QUOTED.finditer(text):
        before = text[max(0, quoted.start() - _REACH) : quoted.start()]
        if (
            _DELETES.search(before)
            or _INSTEAD.search(before)
            or _IS_DELETED.match(text, quoted.end())
            or (_REPLACES.search(before) and _BY_OTHERS.match(text, quoted.end()))
        ):
            yield quoted.start() + 1, quoted.end() - 1
