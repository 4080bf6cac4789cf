"""Where the headings of a clause end and its words begin: "Tools and Brands / The Dealer shall ..."."""

from __future__ import annotations

import re

#: So many lines at the beginning may be headings, each of at most so many characters.
_MOST, _LONGEST = 3, 110
#: A line that is followed by another at once, without a blank one, is shorter and written as a title.
_SHORT = 50
_BREAK = re.compile(r"[ \t]*\n(\s*\n)?\s*")
#: What stands behind a heading begins with a capital, a figure or a sign.
_LOWER = re.compile(r"\W{0,2}[a-z]{2}")
#: A line that goes on: it ends in one of these, or holds a verb of duty.
_GOES_ON = (
    " and or nor of the a an to by in for with from that which this its any each such as at on under if is "
    "are between than mr mrs dr inc ltd co no "
)
_LAST_WORD = re.compile(r"\w*$")
_LONGEST_WORD = 12
_DUTY = re.compile(r"\b(?:shall|will|may|must|can|should|agrees?|is|are|has|have)\b")
_WORD = re.compile(r"[A-Za-z]{4,}")


def find_body(text: str) -> int:
    """Return where the text begins behind the headings in its first lines; 0 where it has none."""
    start = 0
    for _ in range(_MOST):
        end = text.find("\n", start, start + _LONGEST)
        if end < 0:
            break
        gap = _BREAK.match(text, end)
        if gap is None or not _is_heading(text[start:end].strip(), text, gap):
            break
        start = gap.end()
    return start


def _is_heading(line: str, text: str, gap: re.Match[str]) -> bool:
    """Whether a line is a heading, by itself and by what stands behind it."""
    if not line or _goes_on(line) or _DUTY.search(line) or _LOWER.match(text, gap.end()):
        return False
    if gap[1] is not None:
        return True
    words = _WORD.findall(line)
    return len(line) <= _SHORT and bool(words) and all(word[0].isupper() for word in words)


def _goes_on(line: str) -> bool:
    ending = line[-_LONGEST_WORD:].removesuffix(".")
    if ending.endswith(","):
        return True
    last = _LAST_WORD.search(ending)
    return last is not None and bool(last[0]) and f" {last[0].lower()} " in _GOES_ON
