"""Whether a text reads like language at all; fonts without a usable character map give it away."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]+")
_COMMON = frozenset(
    ("the", "of", "and", "to", "in", "or", "a", "any", "shall", "for", "by", "be", "this", "is", "with", "as",
     "that", "on", "such", "not", "will", "agreement", "party", "at", "it", "we", "from")
)  # fmt: skip
_MOST_UNKNOWN = (
    0.02  # share of characters without a meaning; real agreements have less than one in a thousand
)
_LEAST_READABLE = 0.6  # share of letters and digits among all characters that are not white space
_LEAST_COMMON = 0.05  # share of very common English words; agreements have a third
_SHORTEST, _FEWEST_WORDS = 200, 100


def quality_complaint(text: str) -> str:
    """Return a sentence on what is wrong with a text as a whole, or an empty one.

    Args:
        text: A sample, the longer the better; below 200 characters nothing is said.
    """
    solid = "".join(text.split())
    if len(solid) < _SHORTEST:
        return ""
    unknown = sum(1 for character in solid if _is_unknown(character)) / len(solid)
    if unknown > _MOST_UNKNOWN:
        return f"{unknown:.0%} of the characters have no meaning; fonts of the file lack a character map."
    readable = sum(map(str.isalnum, solid)) / len(solid)
    if readable < _LEAST_READABLE:
        return f"Only {readable:.0%} of the characters are letters or digits; the text may be garbled."
    words = _WORD.findall(text.lower())
    if len(words) >= _FEWEST_WORDS and sum(word in _COMMON for word in words) < _LEAST_COMMON * len(words):
        return "Hardly any common English words; the text is in another language or garbled."
    return ""


def _is_unknown(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " "
