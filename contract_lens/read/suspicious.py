"""Characters that make a text read otherwise than it is stored: turned directions, marks without width."""

from __future__ import annotations

import re

# CVE-2021-42574: overrides and isolates that turn the order of what is shown.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INSIDE_WORDS = re.compile("[A-Za-z][\u200b-\u200d\u2060\ufeff]{1,8}[A-Za-z]")
_LOOKALIKES = re.compile("[A-Za-z][\u0400-\u04ff\u0370-\u03ff]{1,3}[A-Za-z]")
_ASCII = bytes(range(128))
# All of these in UTF-8, where other letters are few and soon looked through.
_ANY = re.compile(rb"[\xcd-\xd3]|\xe2\x80[\x8b-\x8d\xaa-\xae]|\xe2\x81[\xa0\xa6-\xa9]|\xef\xbb\xbf")
_FEWEST = 2  # one may be a slip; Greek letters stand in formulas


def unicode_warnings(text: str) -> tuple[str, ...]:
    """Say where the characters of a text may mislead its readers; the text itself stays as it is."""
    found = []
    if text.isascii() or not _ANY.search(text.encode("utf-8", "surrogatepass").translate(None, _ASCII)):
        return ()
    if turns := len(_TURNS.findall(text)):
        found.append(
            f"{turns} characters turn the direction of writing; what is shown may differ from the text."
        )
    if (hidden := len(_INSIDE_WORDS.findall(text))) >= _FEWEST:
        found.append(f"{hidden} words hold characters without width.")
    if (mixed := len(_LOOKALIKES.findall(text))) >= _FEWEST:
        found.append(f"{mixed} words mix Latin letters with Greek or Cyrillic ones that look like them.")
    return tuple(found)
